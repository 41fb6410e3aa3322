# ruff: noqa: ANN401 - the values judged are of any kind
"""Judges the code that a reader writes: the same in the page, in a notebook and in grading.

What is expected is computed before the reader's code runs, out of its reach; the code runs in
`widgets.exercises.sandbox` and hands over plain values, which are compared here.
"""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from widgets.exercises import expressions, faults, sandbox

TIME_LIMIT = 10.0  # seconds
TOLERANCE = 1e-9  # of numbers, where a check names none
MOST_SHOWN = 120  # characters of a value
NUMBERS = (int, float)
WORDS = {
    "right": {"zh": "{call} 得到 {came}，正确。", "en": "{call} gave {came}, which is right."},
    "open": {"zh": "{call} 得到 {came}。", "en": "{call} gave {came}."},
    "differs": {
        "zh": "{call} 得到 {came}，应为 {wanted}。{where}",
        "en": "{call} gave {came}; {wanted} was expected. {where}",
    },
    "untold": {
        "zh": "{call} 得到 {came}，与要求的结果不同。",
        "en": "{call} gave {came}, which is not what is asked for.",
    },
    "nothing": {
        "zh": "{call} 没有给出结果（None），应为 {wanted}。函数要用 return 把结果交出来。",
        "en": "{call} gave nothing (None); {wanted} was expected. A function gives its result by return.",
    },
    "kind": {
        "zh": "{call} 得到{came_kind} {came}，应为{wanted_kind} {wanted}。",
        "en": "{call} gave {came_kind}, {came}; {wanted_kind}, {wanted}, was expected.",
    },
    "foreign": {
        "zh": "{call} 得到的是{came_kind}，应为{wanted_kind} {wanted}。",
        "en": "{call} gave {came_kind}; {wanted_kind}, {wanted}, was expected.",
    },
    "length": {"zh": "得到 {came} 项，应有 {wanted} 项。", "en": "It has {came} entries, not {wanted}."},
    "position": {"zh": "从第 {place} 项起不同。", "en": "They differ from entry {place} on."},
    "keys": {"zh": "键不同。", "en": "The keys differ."},
    "key": {"zh": "键 {place} 的值不同。", "en": "They differ at the key {place}."},
    "fault": {"zh": "{call} 没有算完：{says}", "en": "{call} broke off: {says}"},
    "same_fault": {"zh": "{call} 没有算完，原因同上。", "en": "{call} broke off for the same reason."},
    "not_run": {
        "zh": "代码没有运行完，这一项没有检查。",
        "en": "The code did not run to its end; this was not checked.",
    },
}


class CheckError(Exception):
    """An item whose own checks cannot be computed; the text names item, field and fault."""


def check(item: dict[str, Any], source: str, lang: str = "zh", seconds: float = TIME_LIMIT) -> dict[str, Any]:
    r"""What a reader's code is worth, check by check.

    Parameters
    ----------
    item : dict
        A code item of the bank.
    source : str
        The reader's code.
    lang : {"zh", "en"}
    seconds : float
        How long the code may run.

    Returns
    -------
    dict
        credit : 0 to 1; None if the item does not tell what it expects; verdict : "right", "partial",
        "wrong", or "open" without credit; outcomes : says, call, passed, message and line of each check;
        fault : the first that was met, see `faults.explain`, or None; output : what the code printed;
        cut : whether that was too much to keep.

    Raises
    ------
    ValueError
        If the source is not text.
    CheckError
        If the item's own checks cannot be computed.

    Examples
    --------
    >>> item = {
    ...     "id": "blockchain-twice", "starter": "def twice(x):\n    raise NotImplementedError",
    ...     "checks": [{"call": "twice(4)", "gives": "8", "says": {"zh": "四的两倍", "en": "twice four"}}],
    ... }
    >>> check(item, "def twice(x):\n    return x + x")["verdict"]
    'right'
    >>> check(item, "def twice(x):\n    return x", lang="en")["outcomes"][0]["message"]
    'twice(4) gave 4; 8 was expected.'
    """
    if not isinstance(source, str):
        raise ValueError(f"{item['id']}: source: got {source!r}, expected text")
    wanted = expected(item)
    run = _run_here if sys.platform == "emscripten" else _run_apart
    return judge(item, source, wanted, run(task(item, source), seconds), lang)


def expected(item: dict[str, Any]) -> list[Any]:
    """Plain values that the checks of an item expect; empty if the item does not tell.

    Raises
    ------
    CheckError
        If an expression fails or does not give a plain value.
    """
    checks = item["checks"]
    if not all("gives" in each for each in checks):
        return []
    return [_expected(item, place, each["gives"]) for place, each in enumerate(checks)]


def task(item: dict[str, Any], source: str) -> dict[str, Any]:
    """What the sandbox is asked: it learns the calls, not what they should give.

    Examples
    --------
    >>> task({"starter": "def f(): ...", "checks": [{"call": "f()", "gives": "1"}]}, "f = abs")
    {'source': 'f = abs', 'calls': ['f()'], 'defines': ['f']}
    """
    tree = ast.parse(item["starter"])
    defines = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return {"source": source, "calls": [each["call"] for each in item["checks"]], "defines": defines}


def judge(
    item: dict[str, Any], source: str, wanted: list[Any], evidence: dict[str, Any], lang: str
) -> dict[str, Any]:
    """Result of `check` for what the sandbox found, see `sandbox.run`."""
    stopped = evidence["fault"]
    is_told = item.get("use") != "graded"
    met = [faults.explain(stopped, source, lang)] if stopped else []
    outcomes = []
    for place, each in enumerate(item["checks"]):
        found = {} if stopped else evidence["values"][place]
        if "came" in found:
            outcome = _compared(each, decoded(found["came"]), wanted[place : place + 1], is_told, lang)
        elif stopped:
            outcome = {"message": WORDS["not_run"][lang], "line": None}
        else:
            met.append(faults.explain(found["fault"], source, lang))
            outcome = _broken_off(each["call"], met, lang)
        about = {"says": _said(each["says"], lang), "call": each["call"], "passed": False if wanted else None}
        outcomes.append({**about, **outcome})
    return {
        **_credit(outcomes, bool(wanted)),
        "outcomes": outcomes,
        "fault": met[0] if met else None,
        "output": evidence["output"],
        "cut": evidence["cut"],
    }


def unfinished(fault: dict[str, Any], output: str = "") -> dict[str, Any]:
    """Evidence of code that had to be stopped or broke off: nothing but the fault and what was printed.

    Examples
    --------
    >>> unfinished(faults.crash())["values"]
    []
    """
    return {"fault": fault, "values": [], "output": output, "cut": len(output) >= sandbox.MOST_OUTPUT}


class _Foreign:
    """Stands for a value that is not plain: equal to nothing."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return "…"


def _expected(item: dict[str, Any], place: int, gives: str) -> Any:
    where = f"{item['id']}, checks[{place}].gives: {gives!r}"
    try:
        value = decoded(sandbox.encoded(_plain(expressions.evaluate(gives, {}))))
    except ValueError as error:
        raise CheckError(f"{where} fails: {error}") from error
    if not _alike(value, value, 0):
        raise CheckError(
            f"{where} is {value!r}, expected numbers, texts, truth values, lists or dicts of them"
        )
    return value


def _plain(value: Any) -> Any:
    """A trusted value without named tuples and other subclasses."""
    if isinstance(value, tuple | list):
        return (tuple if isinstance(value, tuple) else list)([_plain(each) for each in value])
    if isinstance(value, dict):
        return {_plain(key): _plain(each) for key, each in value.items()}
    return value


def decoded(value: Any) -> Any:
    """The value that `sandbox.encoded` wrote down.

    Examples
    --------
    >>> decoded({"dict": [[1, {"tuple": [2, 3]}]]})
    {1: (2, 3)}
    """
    if type(value) is not dict:
        return value
    [(kind, content)] = value.items()
    if kind == "other":
        return _Foreign(content)
    if kind == "dict":
        return {decoded(key): decoded(each) for key, each in content}
    return (tuple if kind == "tuple" else list)([decoded(each) for each in content])


def _alike(came: Any, wanted: Any, tolerance: float) -> bool:
    """Whether two plain values agree; lists and tuples may stand for each other."""
    if type(came) in NUMBERS and type(wanted) in NUMBERS:
        return bool(came == wanted) or abs(came - wanted) <= tolerance + TOLERANCE * abs(wanted)
    if type(came) in (list, tuple) and type(wanted) in (list, tuple):
        return len(came) == len(wanted) and not _first_difference(came, wanted, tolerance)
    if type(came) is dict and type(wanted) is dict:
        return came.keys() == wanted.keys() and all(_alike(came[k], wanted[k], tolerance) for k in wanted)
    return type(came) is type(wanted) and type(came) is not _Foreign and bool(came == wanted)


def _first_difference(came: Any, wanted: Any, tolerance: float) -> int:
    """Place of the first entries that differ, counted from 1; 0 if none do."""
    pairs = enumerate(zip(came, wanted, strict=False), start=1)
    return next((place for place, pair in pairs if not _alike(*pair, tolerance)), 0)


def _compared(each: dict[str, Any], came: Any, wanted: list[Any], is_told: bool, lang: str) -> dict[str, Any]:
    """Whether what came is what a check wants, a list of one, or empty if the item does not say."""
    values = {"call": each["call"], "came": _shown(came, lang), "came_kind": _kind(came, lang)}
    if not wanted:
        return {"passed": None, "message": WORDS["open"][lang].format(**values), "line": None}
    tolerance = each.get("tolerance", 0)
    passed = _alike(came, wanted[0], tolerance)
    values.update(wanted=_shown(wanted[0], lang), wanted_kind=_kind(wanted[0], lang))
    if passed:
        key = "right"
    elif is_told:
        key = _difference(came, wanted[0])
        values["where"] = _where(came, wanted[0], tolerance, lang)
    else:
        key = "untold"
    return {"passed": passed, "message": WORDS[key][lang].format(**values).strip(), "line": None}


def _broken_off(call: str, met: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """What to say of a call that the last of the faults met has stopped; the same is said once."""
    *earlier, fault = met
    is_known = fault["says"] in [known["says"] for known in earlier]
    words = WORDS["same_fault" if is_known else "fault"][lang]
    return {"message": words.format(call=call, says=fault["says"]), "line": fault["line"]}


def _difference(came: Any, wanted: Any) -> str:
    if came is None:
        return "nothing"
    if type(came) is _Foreign:
        return "foreign"
    families = [NUMBERS, (list, tuple)]
    is_same_family = any(type(came) in family and type(wanted) in family for family in families)
    return "differs" if is_same_family or type(came) is type(wanted) else "kind"


def _where(came: Any, wanted: Any, tolerance: float, lang: str) -> str:
    """At which entry two lists or dicts differ; empty for other values."""
    if type(came) in (list, tuple) and type(wanted) in (list, tuple):
        if len(came) != len(wanted):
            return WORDS["length"][lang].format(came=len(came), wanted=len(wanted))
        return WORDS["position"][lang].format(place=_first_difference(came, wanted, tolerance))
    if type(came) is dict and type(wanted) is dict:
        if came.keys() != wanted.keys():
            return WORDS["keys"][lang]
        place = next(key for key in wanted if not _alike(came[key], wanted[key], tolerance))
        return WORDS["key"][lang].format(place=repr(place))
    return ""


def _shown(value: Any, lang: str) -> str:
    if type(value) is _Foreign:
        return faults.kind(value.kind, lang)
    text = f"{value:.10g}" if type(value) is float else repr(_rounded(value))
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def _rounded(value: Any) -> Any:
    """A list or dict with its numbers to ten digits, as a reader wants to see them."""
    if type(value) is float:
        return float(f"{value:.10g}")
    if type(value) in (list, tuple):
        return type(value)([_rounded(each) for each in value])
    if type(value) is dict:
        return {key: _rounded(each) for key, each in value.items()}
    return value


def _kind(value: Any, lang: str) -> str:
    return faults.kind(value.kind if type(value) is _Foreign else type(value).__name__, lang)


def _said(text: Any, lang: str) -> str:
    """The text in a language; a view of the item has it in one already."""
    return text if isinstance(text, str) else str(text[lang])


def _credit(outcomes: list[dict[str, Any]], is_judged: bool) -> dict[str, Any]:
    if not is_judged:
        return {"credit": None, "verdict": "open"}
    credit = sum(outcome["passed"] for outcome in outcomes) / len(outcomes)
    return {"credit": credit, "verdict": "right" if credit == 1 else "partial" if credit else "wrong"}


def _run_here(request: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Where Python has no processes; whoever called must stop what does not end."""
    return sandbox.run(**request)


def _run_apart(request: dict[str, Any], seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-I", "-X", "utf8", str(Path(sandbox.__file__))]
    text = json.dumps(request).encode()
    try:
        done = subprocess.run(command, input=text, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired as late:
        return unfinished(faults.endless(seconds, request["source"]), _printed(late.stdout or b""))
    *_, last = done.stdout.splitlines() or [b""]
    if done.returncode or b'"values"' not in last:
        return unfinished(faults.crash(), _printed(done.stdout))
    evidence: dict[str, Any] = json.loads(last)
    return evidence


def _printed(lines: bytes) -> str:
    """What the code printed before it was stopped, from the child's whole lines."""
    whole = lines[: lines.rfind(b"\n") + 1].splitlines()
    return "".join(json.loads(line)["output"] for line in whole)
