# ruff: noqa: ANN401 - what a reader's code makes is of any kind
"""Runs a reader's code apart from what judges it: no files, no network, no way to what is expected.

The kernel runs this file as a child process, the page in Pyodide. The reader's code gets its own copies
of a few modules, harmless builtins, and no name with double underscores, which all ways out begin with.
"""

import ast
import builtins
import contextlib
import importlib
import io
import json
import math
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # as a child process, which knows nothing of the project yet
    sys.path.insert(0, str(Path(__file__).parents[2]))

from widgets.exercises import expressions

READERS_FILE = "<reader>"
MOST_OUTPUT = 20_000  # characters
MOST_ENTRIES = 100_000
MOST_BITS = 1_000
MOST_DEPTH = 30
MOST_MEMORY = 1 << 30  # bytes
MODELS = "widgets.models"
# Modules that a reader may import; a tuple names what is left of a module that would open a way out.
MODULES: dict[str, tuple[str, ...] | None] = {
    "collections": ("Counter", "OrderedDict", "defaultdict", "deque", "namedtuple"),
    "decimal": None,
    "fractions": None,
    "functools": ("cache", "cmp_to_key", "lru_cache", "partial", "reduce"),
    "hashlib": None,
    "itertools": None,
    "json": ("dumps", "loads"),
    "math": None,
    "random": None,
    "re": None,
    "statistics": None,
}
NOT_HERE = (
    "breakpoint", "compile", "delattr", "eval", "exec", "exit", "globals", "help", "input", "locals", "open",
    "quit", "setattr", "vars",
)  # fmt: skip
FRAMES = {
    "ag_await", "ag_code", "ag_frame", "cr_await", "cr_code", "cr_frame", "cr_origin", "f_back", "f_builtins",
    "f_code", "f_globals", "f_locals", "gi_code", "gi_frame", "gi_yieldfrom", "tb_frame", "tb_next",
}  # fmt: skip
HARMLESS = {"__name__", "__doc__", "__init__"}
PLAIN = (bool, int, float, str, type(None))


class NotHereError(Exception):
    """The code uses what an exercise does not offer; the text is its name."""

    def __init__(self, name: str, line: int | None = None) -> None:
        super().__init__(name)
        self.lineno = line


class NotAllowedError(ImportError):
    """The code imports a module that an exercise does not offer; the text is its name."""


def run(
    source: str, calls: list[str], defines: list[str], tell: Callable[[str], Any] | None = None
) -> dict[str, Any]:
    """Run a reader's code, then evaluate calls of what it defines.

    Parameters
    ----------
    source : str
        The reader's code.
    calls : list of str
        Expressions. They see the book's models, math and builtins, and of the reader's names only `defines`.
    defines : list of str
        Names that the code is asked to define.
    tell : callable, optional
        Gets each piece of what the code prints, at once.

    Returns
    -------
    dict
        fault, what stopped the code (None, or type, text, line, traceback); values, for each call its
        ``came`` (see `encoded`) or ``fault``; output, what was printed; cut, whether it was too much.

    Examples
    --------
    >>> run("def twice(x): return 2 * x", ["twice(4)"], ["twice"])["values"]
    [{'came': 8}]
    >>> run("1 / 0", [], [])["fault"]["type"]
    'ZeroDivisionError'
    """
    output = _Output(tell)
    trusted = trusted_names()
    with _fresh_modules(), contextlib.redirect_stdout(output), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        namespace: dict[str, Any] = {"__builtins__": _readers_builtins(), "__name__": "reader"}
        fault = _fault(source, lambda: exec(_compiled(source), namespace))
        defined = {name: namespace[name] for name in defines if name in namespace}
        values = [] if fault else [_value(source, call, {**trusted, **defined}) for call in calls]
    return {"fault": fault, "values": values, "output": output.text(), "cut": output.cut}


def trusted_names() -> dict[str, Any]:
    """Names that the bank's own expressions see, before any reader's code could change them.

    Examples
    --------
    >>> eval("ledger.catch_up_probability(0.5, 3) + math.floor(1.5)", trusted_names())
    2.0
    """
    modules = {name: importlib.import_module(f"widgets.models.{name}") for name in expressions.MODELS}
    return {"math": math, **modules}


def encoded(value: Any) -> Any:
    """A plain value as JSON has it, with the kind of each list or dict; anything else is only named.

    Examples
    --------
    >>> encoded([1, "a", (True, None)])
    {'list': [1, 'a', {'tuple': [True, None]}]}
    >>> encoded({1: 0.5})
    {'dict': [[1, 0.5]]}
    >>> encoded({1, 2})
    {'other': 'set'}
    """
    return _encoded(value, 0, [0])


def _encoded(value: Any, depth: int, counted: list[int]) -> Any:
    counted[0] += 1
    kind = type(value)  # exactly: a subclass may answer to == as it likes
    if depth > MOST_DEPTH or counted[0] > MOST_ENTRIES or _is_long(kind, value):
        return {"other": "too large"}
    if kind in PLAIN:
        return value
    if kind is list or kind is tuple:
        name = "list" if kind is list else "tuple"
        return {name: [_encoded(each, depth + 1, counted) for each in value]}
    if kind is dict:
        return {"dict": [[_encoded(each, depth + 1, counted) for each in pair] for pair in value.items()]}
    return {"other": _name_of(kind)}


def _is_long(kind: type, value: Any) -> bool:
    if kind is int:
        return int.bit_length(value) > MOST_BITS
    return kind in (str, list, tuple, dict) and len(value) > MOST_ENTRIES


def _name_of(kind: type) -> str:
    name: str = type.__dict__["__name__"].__get__(kind)  # what the class itself says may be made up
    return name


class _Output(io.TextIOBase):
    """Keeps what is printed, up to a limit, and tells it at once."""

    def __init__(self, tell: Callable[[str], Any] | None) -> None:
        self.cut = False
        self._left = MOST_OUTPUT
        self._pieces: list[str] = []
        self._tell = tell

    def write(self, text: str) -> int:
        kept = text[: self._left]
        self.cut = self.cut or len(kept) < len(text)
        if kept:
            self._left -= len(kept)
            self._pieces.append(kept)
            if self._tell:
                self._tell(kept)
        return len(text)

    def text(self) -> str:
        return "".join(self._pieces)


def _value(source: str, call: str, names: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}

    def evaluate() -> None:
        result["came"] = encoded(eval(call, names))

    fault = _fault(source, evaluate)
    return {"fault": fault} if fault else result


def _compiled(source: str) -> types.CodeType:
    tree = ast.parse(source, READERS_FILE)
    for node in ast.walk(tree):
        for name in _names_used(node):
            is_special = name.startswith("__") and name.endswith("__") and name not in HARMLESS
            if is_special or name in FRAMES:
                raise NotHereError(name, getattr(node, "lineno", None))
    return compile(tree, READERS_FILE, "exec")


def _names_used(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.alias):
        return [*node.name.split("."), node.asname or ""]
    if isinstance(node, ast.MatchClass):
        return node.kwd_attrs
    return []


def _fault(source: str, act: Callable[[], None]) -> dict[str, Any] | None:
    """What stopped `act`, or None. Whatever a reader raises, SystemExit too, stops that code alone."""
    try:
        act()
    except BaseException as error:
        return _described(source, error)
    return None


def _described(source: str, error: BaseException) -> dict[str, Any]:
    lines = source.splitlines()
    frames = _readers_frames(error)
    line = frames[-1][0] if frames else getattr(error, "lineno", None)
    kind = _name_of(type(error))
    text = _text(error)
    shown = frames if len(frames) <= 10 else [*frames[:5], (0, "…"), *frames[-5:]]
    traced = [
        f'  File "{READERS_FILE}", line {number}, in {where}\n    {_line(lines, number)}'
        if number
        else f"  {where}"
        for number, where in (shown or ([(line, "<module>")] if line else []))
    ]
    return {
        "type": kind,
        "text": text,
        "line": line,
        "traceback": "\n".join(["Traceback (most recent call last):", *traced, f"{kind}: {text}"]),
    }


def _readers_frames(error: BaseException) -> list[tuple[int, str]]:
    frames = []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename == READERS_FILE:
            frames.append((step.tb_lineno, code.co_name))
        step = step.tb_next
    return frames


def _text(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return str(error.msg)
    try:
        return str(error)[:500]
    except BaseException:
        return ""


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _readers_builtins() -> dict[str, Any]:
    offered = {name: value for name, value in vars(builtins).items() if not name.startswith("_")}
    offered.update({name: _refuser(name) for name in NOT_HERE})
    offered["getattr"] = _getattr
    offered["hasattr"] = _hasattr
    offered["__build_class__"] = builtins.__build_class__
    offered["__import__"] = _importer()
    return offered


def _refuser(name: str) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> None:
        raise NotHereError(name)

    return refuse


def _getattr(value: object, name: str, *default: object) -> object:
    _require_harmless(name)
    return getattr(value, name, *default)


def _hasattr(value: object, name: str) -> bool:
    _require_harmless(name)
    return hasattr(value, name)


def _require_harmless(name: object) -> None:
    if type(name) is not str or name.startswith("_") or name in FRAMES:
        raise NotHereError("getattr")


def _importer() -> Callable[..., types.ModuleType]:
    """An `__import__` that gives copies of the modules offered, one of each."""
    copies: dict[str, types.ModuleType] = {}

    def copy(name: str) -> types.ModuleType:
        if name not in copies:
            copies[name] = _copied(name)
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(copy(parent), child, copies[name])
        return copies[name]

    def load(
        name: str, globals: object = None, locals: object = None, wanted: Any = (), level: int = 0
    ) -> types.ModuleType:
        if level:
            raise NotAllowedError("." * level + name)
        module = copy(name)
        for each in wanted or ():
            if name in ("widgets", MODELS) and not hasattr(module, each):
                copy(f"{name}.{each}")
        return module if wanted else copy(name.partition(".")[0])

    return load


def _copied(name: str) -> types.ModuleType:
    is_model = name in ("widgets", MODELS) or name.rpartition(".")[0] == MODELS
    if not (is_model or name in MODULES):
        raise NotAllowedError(name)
    module = importlib.import_module(name)
    public = [each for each in vars(module) if not each.startswith("_")]
    offered = MODULES.get(name) or getattr(module, "__all__", public)
    copy = types.ModuleType(name, module.__doc__)
    for each in offered:
        value = getattr(module, each)
        if not isinstance(value, types.ModuleType):
            setattr(copy, each, value)
    return copy


@contextlib.contextmanager
def _fresh_modules() -> Iterator[None]:
    """Modules imported meanwhile are loaded anew and forgotten afterwards, with all that was done to them."""
    kept = {name: module for name, module in sys.modules.items() if _is_offered(name)}
    for name in kept:
        del sys.modules[name]
    try:
        yield
    finally:
        for name in [name for name in sys.modules if _is_offered(name)]:
            del sys.modules[name]
        sys.modules.update(kept)


def _is_offered(name: str) -> bool:
    return name == "widgets" or name.startswith(MODELS) or name.partition(".")[0] in MODULES


def main() -> None:
    """Answer a request from standard input: lines of JSON, the last of which is the evidence."""
    request = json.loads(sys.stdin.read())
    answer = sys.stdout
    _limit_memory()

    def tell(piece: str) -> None:
        answer.write(json.dumps({"output": piece}) + "\n")
        answer.flush()

    evidence = run(request["source"], request["calls"], request["defines"], tell)
    answer.write(json.dumps(evidence) + "\n")


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
