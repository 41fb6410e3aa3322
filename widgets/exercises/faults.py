"""Python's errors in a beginner's words, with the line of the reader's own code."""

import ast
import builtins
import difflib
import re
import warnings
from typing import Any

from widgets.exercises.fault_words import CONSTANTS, KINDS, OPERATORS, RULES, WORDS
from widgets.exercises.sandbox import MODULES, READERS_FILE, trusted_names

LIKENESS = 0.6  # of a name to the one that may have been meant


def explain(fault: dict[str, Any], source: str, lang: str = "zh") -> dict[str, Any]:
    r"""What stopped a reader's code, in plain words.

    Parameters
    ----------
    fault : dict
        type, text, line and traceback, as `sandbox.run` describes it.
    source : str
        The reader's code.
    lang : {"zh", "en"}

    Returns
    -------
    dict
        key (of `fault_words.WORDS`), says, line (or None) and traceback.

    Examples
    --------
    >>> from widgets.exercises import sandbox
    >>> code = "total = 3\nprint(totle)"
    >>> fault = explain(sandbox.run(code, [], [])["fault"], code, lang="en")
    >>> fault["says"], fault["line"]
    ('Python knows no name totle. Did you mean total?', 2)
    """
    key, found = _recognised(fault)
    key, found = _refined(key, found, fault["line"], source)
    values = {name: _in_words(name, value, lang) for name, value in {**fault, **found}.items()}
    return {
        "key": key,
        "says": WORDS[key][lang].format(**values),
        "line": fault["line"] or _definition(found.get("name", ""), source),
        "traceback": fault["traceback"],
    }


def endless(seconds: float, source: str) -> dict[str, Any]:
    r"""The fault of code that was stopped; its line is known if there is just one `while`.

    Examples
    --------
    >>> endless(10, "x = 1\nwhile x:\n    x += 1")["line"]
    2
    """
    loops = [node.lineno for node in _nodes(source) if isinstance(node, ast.While)]
    line = loops[0] if len(loops) == 1 else None
    return {"type": "TimeLimit", "text": f"{seconds:g}", "line": line, "traceback": ""}


def crash() -> dict[str, Any]:
    """The fault of code that took Python down with it.

    Examples
    --------
    >>> explain(crash(), "", lang="en")["key"]
    'crash'
    """
    return {"type": "Crash", "text": "", "line": None, "traceback": ""}


def kind(name: str, lang: str) -> str:
    """A type of Python in the reader's words.

    Examples
    --------
    >>> kind("int", "zh"), kind("Circle", "zh")
    ('整数', 'Circle')
    """
    return KINDS[name][lang] if name in KINDS else name


def _recognised(fault: dict[str, Any]) -> tuple[str, dict[str, str]]:
    for name, pattern, key in RULES:
        found = re.search(pattern, fault["text"], re.DOTALL) if name == fault["type"] else None
        if found:
            return key, {group: value or "" for group, value in found.groupdict().items()}
    return "other", {}


def _refined(key: str, found: dict[str, str], number: int | None, source: str) -> tuple[str, dict[str, str]]:
    """A closer reading of the line itself, or of the names that the code has."""
    line = _line(source, number)
    if key == "name" and number is None:  # a check calls what the code does not define
        return "undefined", found
    if key in ("syntax", "colon", "comma") and re.match(r"\s*else\s+if\b", line):
        return "else_if", {}
    if key == "assign" and re.match(r"\s*(if|elif|while)\b", line):
        return "one_equal", {}
    if key == "foreign_sign":
        sign = chr(int(found["code"][2:], 16))
        found = {"sign": sign if sign.isprintable() and not sign.isspace() else found["code"]}
        return _operator(found["sign"], key, found)
    if key in ("syntax", "assign", "one_equal"):
        used = next((sign for sign in OPERATORS if sign in line), "")
        return _operator(used, key, found)
    if key == "name":
        return _nearest_name(found["name"], source)
    if key == "attribute":
        return _nearest_attribute(found)
    return key, found


def _operator(sign: str, key: str, found: dict[str, str]) -> tuple[str, dict[str, str]]:
    if sign in OPERATORS:
        return "operator", {"sign": sign, "instead": OPERATORS[sign]}
    return key, found


def _nearest_name(name: str, source: str) -> tuple[str, dict[str, str]]:
    if name in trusted_names() and name not in MODULES:
        return "name_module", {"name": name, "near": f"from widgets.models import {name}"}
    if name in MODULES:
        return "name_module", {"name": name, "near": f"import {name}"}
    near = CONSTANTS.get(name.lower()) or _nearest(name, _names_of(source) + dir(builtins))
    return ("name_near", {"name": name, "near": near}) if near else ("name", {"name": name})


def _nearest_attribute(found: dict[str, str]) -> tuple[str, dict[str, str]]:
    owner = found["one"].rpartition(".")[2]
    found = {**found, "one": owner}
    trusted = trusted_names()
    known = dir(trusted[owner]) if owner in trusted else dir(getattr(builtins, owner, None))
    near = _nearest(found["name"], known)
    return ("attribute_near", {**found, "near": near}) if near else ("attribute", found)


def _nearest(name: str, known: list[str]) -> str:
    candidates = sorted({each for each in known if each != name and not each.startswith("_")})
    close = difflib.get_close_matches(name, candidates, n=1, cutoff=LIKENESS)
    same_but_case = [each for each in candidates if each.lower() == name.lower()]
    return (same_but_case or close or [""])[0]


def _names_of(source: str) -> list[str]:
    """Names that the code gives to anything."""
    names: list[str] = []
    for node in _nodes(source):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.arg):
            names.append(node.arg)
        elif isinstance(node, ast.alias):
            names.append(node.asname or node.name.partition(".")[0])
    return names


def _definition(name: str, source: str) -> int | None:
    """Line of the function of that name."""
    found = [
        node.lineno for node in _nodes(source) if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    return found[0] if found else None


def _nodes(source: str) -> list[ast.AST]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return list(ast.walk(ast.parse(source, READERS_FILE)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return []


def _line(source: str, number: int | None) -> str:
    lines = source.splitlines()
    return lines[number - 1] if number and number <= len(lines) else ""


def _in_words(name: str, value: object, lang: str) -> str:
    if name not in ("one", "other"):
        return str(value)
    words = kind(str(value), lang)
    return f"{words} " if lang == "zh" and words.isascii() else words
