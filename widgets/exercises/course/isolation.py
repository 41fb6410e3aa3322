"""Code that nobody vouches for, run where it can neither see nor reach anything: bubblewrap on Linux."""

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import IO, Any, cast

from widgets.exercises.bank import EXERCISES
from widgets.paths import DATA, PROJECT, WIDGETS

READABLE = (
    *("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", sys.base_prefix, sys.prefix),
    *(WIDGETS, DATA),
)
NOBODY = "65534"
CLONE_THREAD = 0x10000
ENVIRONMENT = {
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": str(PROJECT),
}
RUNNER = [sys.executable, "-m", "widgets.exercises.course.runner"]
PROGRAM = [sys.executable, "-m", "widgets.exercises.course.program"]
STARTED = b'{"started": true}\n'
START_SECONDS = 30  # Python and its libraries, on a busy machine
MOST_REPLY_BYTES = 8 * 1024**2
# Calls of the kernel that would open a way out, or memory that no limit counts.
FORBIDDEN = (
    "add_key", "bpf", "fork", "io_uring_setup", "keyctl", "mount", "msgget", "perf_event_open",
    "process_vm_readv", "process_vm_writev", "ptrace", "request_key", "semget", "setns", "shmget", "umount2",
    "unshare", "userfaultfd", "vfork",
)  # fmt: skip
REMEDY = (
    "bubblewrap (bwrap) does not work here, so submissions cannot be run safely. On Debian and Ubuntu: "
    "apt-get install bubblewrap libseccomp2. To run them unprotected on this machine, say --trust."
)


class NoSandboxError(RuntimeError):
    """There is no sandbox on this machine, and nobody said that the code may be trusted."""


class NoStartError(RuntimeError):
    """Python did not start behind the walls: the fault is this machine's, never the submission's."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    cell_seconds : int
        Time of one cell.
    seconds : int
        Time of the whole notebook.
    memory : int
        Bytes of address space.
    file : int
        Bytes of one file, and of all files together.
    files : int
        Files open at once.
    """

    cell_seconds: int = 10
    seconds: int = 60
    memory: int = 2 * 1024**3
    file: int = 16 * 1024**2
    files: int = 64


DEFAULT_LIMITS = Limits()


@dataclass
class Outcome:
    """What running a notebook gave.

    Attributes
    ----------
    steps : dict
        By the id of a step what `runner.run` replied, as far as it came: mere claims.
    stopped : str
        "" if the run came to its end, else "time", "output" or "crash".
    """

    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    stopped: str = ""


@cache
def available() -> bool:
    """Whether this machine can run code in a sandbox: Linux with bubblewrap and user namespaces."""
    if not shutil.which("bwrap"):
        return False
    with _walls(DEFAULT_LIMITS) as (walls, descriptors):
        trial = subprocess.run([*walls, "/usr/bin/true"], pass_fds=descriptors, capture_output=True)
    return trial.returncode == 0


def run(steps: list[dict[str, Any]], limits: Limits = DEFAULT_LIMITS, trust: bool = False) -> Outcome:
    """Run a notebook apart from everything and tell what its cells did.

    Inside there is no network, nothing of the environment, no second process, and of the files only the
    system's libraries, this Python and the book's package, all read-only; what is written is gone at the end.

    Parameters
    ----------
    steps : list of dict
        Cells to run and names to look up, as `runner.run` takes them.
    limits : Limits
    trust : bool
        Run without a sandbox: only for code that you would run yourself.

    Raises
    ------
    NoSandboxError
        Without bubblewrap, unless the code is trusted.
    NoStartError
        If Python does not start there.
    """
    lines, cause = _reply(RUNNER, {"steps": steps}, limits, trust)
    outcome = Outcome(stopped=cause or "crash")
    for message in map(_message, lines):
        if message == {"done": True}:
            outcome.stopped = ""
        if not is_reply(message):
            break
        outcome.steps.setdefault(message["id"], message)
    return outcome


def evidence(
    task: dict[str, Any], limits: Limits = DEFAULT_LIMITS, trust: bool = False
) -> dict[str, Any] | str:
    """Run a program alone, behind the same walls, and tell what its calls gave.

    Its process knows the calls of this task and has never seen another cell of the notebook.

    Parameters
    ----------
    task : dict
        What `sandbox.run` takes; the program has the time of one cell.
    limits : Limits
    trust : bool
        As in `run`.

    Returns
    -------
    dict or str
        As `sandbox.run` gives it, a mere claim; or why it did not come to its end: "time", "output" or
        "crash".

    Raises
    ------
    NoSandboxError, NoStartError
        As `run`.
    """
    lines, cause = _reply(PROGRAM, {"task": task}, replace(limits, seconds=limits.cell_seconds), trust)
    last = _message(lines[-1]) if lines and not cause else None
    return last if type(last) is dict and "values" in last else cause or "crash"


def _reply(
    command: list[str], request: dict[str, Any], limits: Limits, trust: bool
) -> tuple[list[bytes], str]:
    """Whole lines that the command replies, and what stopped it: "time", "output" or nothing known."""
    bounds = {**asdict(limits), "processor": START_SECONDS + limits.seconds}
    asked = json.dumps({**request, "limits": bounds}).encode()
    if trust:
        reply, is_late = _talk(command, asked, limits.seconds, [], {**os.environ, **ENVIRONMENT})
    elif not available():
        raise NoSandboxError(REMEDY)
    else:
        with _walls(limits) as (walls, descriptors):
            reply, is_late = _talk(
                [*walls, *command], asked, limits.seconds, descriptors, {"PATH": os.defpath}
            )
    cause = "time" if is_late else "output" if len(reply) > MOST_REPLY_BYTES else ""
    return reply[: reply.rfind(b"\n") + 1].splitlines(), cause


@contextmanager
def _walls(limits: Limits) -> Iterator[tuple[list[str], list[int]]]:
    """The command that puts what follows it into a sandbox, and the file descriptors that it needs."""
    readable = [part for path in READABLE for part in ("--ro-bind-try", str(path), str(path))]
    answers = str(EXERCISES)
    variables = [part for name, value in ENVIRONMENT.items() for part in ("--setenv", name, value)]
    with _call_filter() as rules:
        walls = [
            *("bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"),
            *("--cap-drop", "ALL", "--uid", NOBODY, "--gid", NOBODY, "--clearenv", *variables),
            *("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"),
            *("--size", str(limits.file), "--tmpfs", "/tmp", *readable),
            # Items for practice carry their answers, so nothing is to be seen there.
            *("--tmpfs", answers, "--remount-ro", answers),
            *("--remount-ro", "/", "--chdir", "/tmp"),
            *("--seccomp", str(rules.fileno()), "--"),
        ]
        yield walls, [rules.fileno()]


@contextmanager
def _call_filter() -> Iterator[IO[bytes]]:
    """Rules of the kernel that let a program have threads, but no second process and no namespaces."""
    from pyseccomp import ALLOW, ERRNO, MASKED_EQ, Arg, SyscallFilter

    rules = SyscallFilter(ALLOW)
    for call in FORBIDDEN:
        rules.add_rule(ERRNO(errno.EPERM), call)
    rules.add_rule(ERRNO(errno.EPERM), "clone", Arg(0, MASKED_EQ, CLONE_THREAD, 0))
    rules.add_rule(ERRNO(errno.ENOSYS), "clone3")  # its flags cannot be read; libraries fall back to clone
    with os.fdopen(os.memfd_create("rules"), "w+b") as file:
        rules.export_bpf(file)
        file.seek(0)
        yield file


def _talk(
    command: list[str], request: bytes, seconds: int, descriptors: list[int], environment: dict[str, str]
) -> tuple[bytes, bool]:
    """What the command replies to the request, and whether time ran out.

    Time is counted from the first line, which comes before any foreign code has run: a busy machine may be
    slow to start Python.
    """
    late = threading.Event()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=descriptors,
        env=environment,
    ) as process:
        asks, replies, complaints = cast(
            tuple[IO[bytes], ...], (process.stdin, process.stdout, process.stderr)
        )
        try:
            with _struck(process, START_SECONDS, late):
                _hand_over(asks, request)
                first = replies.readline(len(STARTED))
            if first != STARTED:
                raise NoStartError(
                    f"no start in {START_SECONDS} s: {complaints.read()[-500:].decode(errors='replace')}"
                )
            with _struck(process, seconds, late):
                reply = replies.read(MOST_REPLY_BYTES + 1)
        finally:
            process.kill()
    return reply, late.is_set()


def _hand_over(pipe: IO[bytes], request: bytes) -> None:
    with suppress(BrokenPipeError), pipe:
        pipe.write(request)


@contextmanager
def _struck(process: subprocess.Popen[bytes], seconds: int, late: threading.Event) -> Iterator[None]:
    """Kill the process if the block takes longer."""

    def strike() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, strike)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _message(line: bytes) -> Any:  # noqa: ANN401 - whatever came
    """What a line says, in whole characters; None if it is no JSON."""
    try:
        text = json.dumps(json.loads(line), ensure_ascii=False)
        return json.loads(text.encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def is_reply(message: Any) -> bool:  # noqa: ANN401 - whatever came
    """Whether a message has the form of `runner.run`'s replies; its content is a mere claim.

    Examples
    --------
    >>> is_reply({"id": "a", "outputs": [], "error": None, "value": 3})
    True
    >>> is_reply({"id": "a", "score": 100})
    False
    """
    return (
        type(message) is dict
        and message.keys() == {"id", "outputs", "error", "value"}
        and type(message["id"]) is str
        and _is_error(message["error"])
        and type(message["outputs"]) is list
        and all(type(each) is dict for each in message["outputs"])
    )


def _is_error(error: Any) -> bool:  # noqa: ANN401
    fields = {"name": str, "text": str}
    return error is None or (
        type(error) is dict and {key: type(each) for key, each in error.items()} == fields
    )
