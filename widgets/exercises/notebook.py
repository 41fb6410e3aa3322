"""Front end for notebooks: `check("blockchain-...", answer)` says what the page would say."""

import ast
import inspect
import math
import textwrap
import types
from html import escape
from typing import Any

from widgets.exercises import bank, checkers, scoring

MARKS = {
    True: {"zh": "✓ 通过", "en": "✓ Passed"},
    False: {"zh": "✗ 未通过", "en": "✗ Not passed"},
    None: {"zh": "结果", "en": "Result"},
}
WORDS = {
    "line": {"zh": "第 {line} 行：", "en": "Line {line}: "},
    "summary": {"zh": "{all} 项检查中通过 {passed} 项。", "en": "{passed} of {all} checks passed."},
    "open": {"zh": "这道题由教师评分。", "en": "This exercise is graded by your teacher."},
    "output": {"zh": "打印出来的内容：", "en": "Printed:"},
    "right": {"zh": "✓ 正确。", "en": "✓ Right."},
    "partial": {"zh": "部分正确：{share:.0%}。", "en": "Partly right: {share:.0%}."},
    "wrong": {"zh": "✗ 还不对。", "en": "✗ Not right yet."},
}


class Checked:
    """What a learner's work is worth; shown by Jupyter as lines of text.

    Attributes
    ----------
    credit : float or None
    lines : list of str
    """

    def __init__(self, credit: float | None, lines: list[str]) -> None:
        self.credit = credit
        self.lines = lines

    def __repr__(self) -> str:
        """The outcome as lines of text."""
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in self.lines)


def check(name: str, work: object, lang: str = "zh", seed: int | None = None) -> Checked:
    """Check a learner's answer to an exercise.

    Parameters
    ----------
    name : str
        Id of the exercise.
    work : object
        A response as `scoring.score` takes it. To a code exercise the code, or the function that was
        written; of a function, what it needs of the notebook's own functions, constants and imports is
        taken along.
    lang : {"zh", "en"}
    seed : int, optional
        Of the variant that was asked; that of the exercise unless given.

    Returns
    -------
    Checked
        Its ``credit`` is 0 to 1, or None if the exercise does not tell what it expects.

    Raises
    ------
    ValueError
        If there is no such exercise, the answer is malformed or the exercise is an essay.
    """
    item = bank.item(name)
    if item["type"] == "code":
        source = work if isinstance(work, str) else source_of(work)
        result = checkers.check(item, source, lang)
        return Checked(result["credit"], _program_lines(result, lang))
    if item["type"] != "essay" and not scoring.has_answers(item):
        return Checked(None, [WORDS["open"][lang]])
    scored = scoring.score(item, work, seed, lang)
    verdict = WORDS[scored["verdict"]][lang].format(share=scored["credit"])
    return Checked(scored["credit"], [verdict, *scored["feedback"]])


def _program_lines(result: dict[str, Any], lang: str) -> list[str]:
    outcomes, fault = result["outcomes"], result["fault"]
    passed = sum(bool(outcome["passed"]) for outcome in outcomes)
    summary = WORDS["open" if result["credit"] is None else "summary"][lang]
    lines = [summary.format(all=len(outcomes), passed=passed)]
    if fault:
        where = WORDS["line"][lang].format(line=fault["line"]) if fault["line"] else ""
        lines.append(where + fault["says"])
    for outcome in outcomes:
        lines.append(f"{MARKS[outcome['passed']][lang]} {outcome['says']} {outcome['message']}")
    if result["output"]:
        lines += [WORDS["output"][lang], *result["output"].splitlines()]
    return lines


def source_of(function: object) -> str:
    """A function's source, followed by what it needs of the names around it.

    Its own lines come first, so that an error's line is counted as in the cell.

    Raises
    ------
    ValueError
        If it is no function, or its source cannot be found.

    Examples
    --------
    >>> print(source_of(_is_constant).splitlines()[0])
    def _is_constant(value: object) -> bool:
    """
    if not isinstance(function, types.FunctionType):
        raise ValueError(f"work: got {function!r}, expected source as text or a function")
    found = {function.__name__: _own_source(function)}
    _gather(function, found)
    return "\n".join(found.values())


def _gather(function: types.FunctionType, found: dict[str, str]) -> None:
    """Add what defines the names that a function, whose source is found, takes from around it."""
    around = function.__globals__
    for name in sorted(_names(found[function.__name__]) & around.keys() - found.keys()):
        value = around[name]
        if _is_own(value):
            found[name] = _own_source(value)
            _gather(value, found)
        elif isinstance(value, types.ModuleType):
            found[name] = f"import {value.__name__} as {name}"
        elif _is_constant(value):
            found[name] = f"{name} = {value!r}"
        elif hasattr(value, "__module__") and hasattr(value, "__name__"):
            found[name] = f"from {value.__module__} import {value.__name__} as {name}"


def _is_own(value: object) -> bool:
    """Whether it is a function of the notebook, not of a module that could be imported."""
    return isinstance(value, types.FunctionType) and value.__module__ in ("__main__", "builtins")


def _own_source(function: types.FunctionType) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError) as error:
        name = function.__name__
        raise ValueError(f"work: the source of {name} cannot be found, expected source as text") from error


def _names(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _is_constant(value: object) -> bool:
    """Whether a value can be written down as it is shown."""
    if isinstance(value, list | tuple):
        return all(_is_constant(each) for each in value)
    if isinstance(value, dict):
        return all(_is_constant(each) for pair in value.items() for each in pair)
    return type(value) in (bool, int, str, type(None)) or (type(value) is float and math.isfinite(value))
