"""Runs the cells of one notebook and reads values from it; started alone, walled in, by `isolation.run`.

Replies are lines of JSON, one a step as soon as it is done, so that what was done before a limit struck is
kept, and {"done": true} at the end.
"""

import contextlib
import io
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any, TextIO

from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, RichOutput, capture_output
from traitlets.config import Config

from widgets.exercises.course.intake import begin, end, say

PLAIN = (bool, float, type(None))
MOST_CHARACTERS = 20_000  # of printed text that a cell keeps
MOST_OUTPUTS = 20
SHOWN_KINDS = ("text/plain", "image/png")  # the rest could run scripts in an instructor's browser
LARGEST_PICTURE = 500_000
DEEPEST = 6
LONGEST = 1_000
MOST_BITS = 1_000
QUIET = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "NoColor"}})


class CellTimeout(BaseException):
    """A cell ran longer than it may; not an Exception, so that a bare `except Exception` lets it pass."""


class CappedText(io.StringIO):
    """Keeps the first characters written and drops the rest."""

    def write(self, text: str) -> int:
        """Keep what still fits; claims to have written all, as a terminal does."""
        room = MOST_CHARACTERS - self.tell()
        super().write(text[: max(0, room)])
        return len(text)


def main() -> None:
    """Take the request and run it."""
    request, replies = begin()
    run(request["steps"], request["limits"]["cell_seconds"], replies)
    end(replies)


def run(steps: list[dict[str, Any]], seconds: int, replies: TextIO) -> None:
    """Take the steps in their order and answer each.

    Parameters
    ----------
    steps : list of dict
        ``id`` and either ``source``, of a cell to run, or ``asks``, a name whose value is wanted.
    seconds : int
        Time of one step.
    replies : file
        Takes {"id", "outputs", "error", "value"} for each.
    """
    shell = InteractiveShell.instance(config=QUIET)
    for step in steps:
        reply = (
            run_cell(shell, step["source"], seconds)
            if "source" in step
            else look_up(shell, step["asks"], seconds)
        )
        say({"id": step["id"], "outputs": [], "error": None, "value": None, **reply}, replies)
    say({"done": True}, replies)


def run_cell(shell: InteractiveShell, source: str, seconds: int) -> dict[str, Any]:
    """Outputs of a cell, in the notebook format, and its error if any."""
    with captured(shell) as caught:
        try:
            with time_limit(seconds):
                result = shell.run_cell(source, store_history=False)
                error = result.error_before_exec or result.error_in_exec
        except BaseException as stopped:  # it may strike anywhere
            error = stopped
    return {"outputs": outputs_of(caught), "error": described(error)}


def look_up(shell: InteractiveShell, name: str, seconds: int) -> dict[str, Any]:
    """Value of a name of the notebook, or why there is none."""
    with captured(shell):
        try:
            with time_limit(seconds):
                return {"value": plain(eval(name, shell.user_ns))}
        except BaseException as error:  # what is looked up is the notebook's and may raise anything
            return {"error": described(error)}


@contextlib.contextmanager
def captured(shell: InteractiveShell) -> Iterator[CapturedIO]:
    """As IPython's own capture, with a bound to the text and the cell's value among the outputs."""
    with capture_output() as caught:
        sys.stdout, sys.stderr = CappedText(), CappedText()
        caught._stdout, caught._stderr = sys.stdout, sys.stderr
        shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=caught._outputs)
        yield caught


@contextlib.contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise `CellTimeout` in the code below after so many seconds, and again each second until it ends."""

    def strike(number: int, frame: FrameType | None) -> None:
        raise CellTimeout(f"longer than {seconds} s")

    if not hasattr(signal, "setitimer"):  # Windows, where only the time of the whole notebook is bounded
        yield
        return
    signal.signal(signal.SIGALRM, strike)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def plain(value: Any, depth: int = DEEPEST) -> Any:  # noqa: ANN401 - what a notebook holds is of any kind
    """The value as JSON can hold it.

    Raises
    ------
    TypeError
        For any other type: a value that needs its own class to be compared proves nothing.

    Examples
    --------
    >>> plain((1, "a", {"b": None}))
    [1, 'a', {'b': None}]
    """
    if type(value) in PLAIN or (type(value) is int and value.bit_length() <= MOST_BITS):
        return value
    if type(value) is str:
        return value[:LONGEST]
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return plain(value.tolist(), depth)
    if depth and type(value) in (list, tuple) and len(value) <= LONGEST:
        return [plain(each, depth - 1) for each in value]
    if depth and type(value) is dict and len(value) <= LONGEST and all(type(key) is str for key in value):
        return {key: plain(each, depth - 1) for key, each in value.items()}
    raise TypeError(f"got {type(value).__name__}, expected numbers, texts, lists or dicts of them")


def described(error: BaseException | None) -> dict[str, str] | None:
    """Name and text of an error; None if there is none."""
    if error is None:
        return None
    try:
        text = str(error)
    except BaseException:  # a class of the notebook may refuse to be shown
        text = ""
    return {"name": type(error).__name__, "text": text[:LONGEST]}


def outputs_of(caught: CapturedIO) -> list[dict[str, Any]]:
    """What a cell printed and showed, in the notebook format."""
    outputs: list[dict[str, Any]] = [
        {"output_type": "stream", "name": name, "text": text}
        for name, text in (("stdout", caught.stdout), ("stderr", caught.stderr))
        if text
    ]
    outputs += [shown(output) for output in caught.outputs[:MOST_OUTPUTS]]
    return outputs


def shown(output: RichOutput) -> dict[str, Any]:
    """A display as an output of the notebook format: its text, cut to what is kept, and its picture."""
    text, picture = (output.data.get(kind, "") for kind in SHOWN_KINDS)
    data = {"text/plain": str(text)[:MOST_CHARACTERS]}
    if picture and len(picture) <= LARGEST_PICTURE:
        data["image/png"] = str(picture)
    return {"output_type": "display_data", "data": data, "metadata": {}}


if __name__ == "__main__":
    main()
