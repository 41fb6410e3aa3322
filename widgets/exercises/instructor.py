"""The instructor's tree: answers, hidden checks and rubrics, apart from all that students see."""

import difflib
import json
import secrets
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from widgets.exercises import bank, checkers, scoring, soundness, variants
from widgets.exercises.documents import Document, Problem, misfits
from widgets.paths import PROJECT

Item = dict[str, Any]
SCHEMA = bank.EXERCISES / "instructor.schema.json"
DIMENSIONS = ("concepts", "evidence", "reasoning", "limits")
TO_WRITE = "待写"  # marks what `init` leaves to the instructor
SECRET = ("model_answer", "solution")  # texts that hold the canary
SIDE_BY_SIDE = ("options", "prompts", "steps")  # lists that are joined entry by entry
# What an entry must give of a graded item, and what it may give of any item of a type.
NEEDED = {
    "single": ("options",),
    "multiple": ("options",),
    "truefalse": ("answer", "feedback"),
    "numeric": ("answer", "wrong", "otherwise"),
    "match": ("prompts",),
    "order": ("answer", "steps"),
    "code": ("solution",),
    "essay": (),
}
ALLOWED = {"code": ("hidden",), "essay": ("rubric", "model_points", "common_errors", "model_answer")}
README = """\
# The instructor's tree

Answers, hidden checks and rubrics for the exercises of the book. Keep it out of every repository and folder
that students can read; a private repository of its own is a good place.

Each `answers/*.yml` fits `data/exercises/instructor.schema.json` of the book. An entry has the id of an item
of the bank and the part of it that students must not see. The canary `{canary}` stands in each model answer
and solution: `python -m widgets.exercises leaks {folder} PATH ...` searches for it in what you are about to
publish.
"""


class TreeError(bank.BankError):
    """What is wrong in files of the instructor's tree."""


def init(folder: Path) -> list[Path]:
    """Begin a tree: a note on its use and a frame for each of the chapter's open questions.

    Parameters
    ----------
    folder : Path
        New or empty, and outside the book's own folder, whose files are public.

    Returns
    -------
    list of Path
        The files made.

    Raises
    ------
    ValueError
        If the folder is not empty or lies in the book's.
    """
    if folder.resolve().is_relative_to(PROJECT):
        raise ValueError(f"folder: got {folder}, expected one outside {PROJECT}, whose files are public")
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(
            f"folder: {folder} is not empty, and nothing in it may be lost; expected a new or an empty one"
        )
    canary = f"canary-{secrets.token_hex(12)}"
    essays = [item for item in bank.items() if item["type"] == "essay"]
    files = {
        folder / "README.md": README.format(canary=canary, folder=folder),
        folder / "answers" / "questions.yml": _frames(essays, canary),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return list(files)


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """Entries of a tree by the id of their item, each with its tree's ``canary``.

    Raises
    ------
    TreeError
        With all problems of all files; each names file, line, item, field and what is expected.
    ValueError
        If there is no such tree.
    """
    paths = sorted((folder / "answers").glob("*.yml"))
    if not paths:
        raise ValueError(f"folder: no answers/*.yml in {folder}; `init-private` begins a tree")
    entries: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for path in paths:
        document = Document(path)
        found = [*document.problems, *_problems(document, entries)]
        problems += document.reports(found, "answers")
        if not found:
            canary = document.data["canary"]
            entries.update((entry["id"], {**entry, "canary": canary}) for entry in document.data["answers"])
    if problems:
        raise TreeError(problems)
    return entries


def unwritten(entries: dict[str, dict[str, Any]]) -> list[str]:
    """Ids of entries in which something is still to be written.

    Examples
    --------
    >>> unwritten({"a": {"model_answer": "待写"}, "b": {"model_answer": "…"}})
    ['a']
    """
    return [name for name, entry in entries.items() if TO_WRITE in json.dumps(entry, ensure_ascii=False)]


def joined(item: Item, entry: dict[str, Any] | None) -> Item:
    """An item with its private part.

    Checks that students do not see stay apart from the open ones, in ``hidden``: what is shown of an item
    cannot show them by mistake.

    Parameters
    ----------
    item : dict
        Of the bank.
    entry : dict or None
        As `load` gives it.

    Examples
    --------
    >>> item = {"id": "a", "options": [{"text": {"zh": "甲"}}]}
    >>> joined(item, {"id": "a", "options": [{"ok": True}], "explanation": {"zh": "因为"}})["options"]
    [{'text': {'zh': '甲'}, 'ok': True}]
    """
    whole = {**item, **{field: value for field, value in (entry or {}).items() if field != "canary"}}
    for field in SIDE_BY_SIDE:
        if entry and field in entry:
            whole[field] = [
                {**mine, **theirs} for mine, theirs in zip(item[field], entry[field], strict=True)
            ]
    if "hidden" in whole:
        whole["hidden"] = [
            {"says": {"zh": each["call"], "en": each["call"]}, **each} for each in whole["hidden"]
        ]
    return whole


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return schema


def _problems(document: Document, others: Iterable[str]) -> Iterator[Problem]:
    if document.problems:
        return
    misfitting = list(misfits(document.data, _schema()))
    yield from misfitting
    if misfitting:
        return
    seen = set(others)
    for place, entry in enumerate(document.data["answers"]):
        within = _entry_problems(entry, document.data["canary"], seen)
        yield from ((("answers", place, *field), says) for field, says in within)
        seen.add(entry["id"])


def _entry_problems(entry: dict[str, Any], canary: str, seen: set[str]) -> Iterator[Problem]:
    known = {item["id"]: item for item in bank.items()}
    if entry["id"] not in known:
        near = ", ".join(difflib.get_close_matches(entry["id"], known)) or "the id of an item of the bank"
        yield ("id",), f"got {entry['id']!r}, expected {near}"
        return
    if entry["id"] in seen:
        yield ("id",), f"got {entry['id']!r} a second time, expected one entry for an item"
    for field in SECRET:
        if field in entry and canary not in entry[field]:
            yield (field,), f"expected the canary {canary} somewhere in it"
    item = known[entry["id"]]
    misplaced = list(_field_problems(entry, item))
    yield from misplaced
    if not misplaced and item["type"] != "essay":
        yield from _answer_problems(joined(item, entry))


def _field_problems(entry: dict[str, Any], item: Item) -> Iterator[Problem]:
    """Fields that items of this kind do not have or lack, and lists of another length than the bank's."""
    kind, use = item["type"], item["use"]
    needed = NEEDED[kind] if use == "graded" else ()
    allowed = {*needed, *ALLOWED.get(kind, ()), *(("explanation",) if use == "graded" else ())}
    for field in sorted(entry.keys() - {"id"} - allowed):
        expected = ", ".join(sorted(allowed)) or "no entry, because its answers are public"
        yield (field,), f"not of a {use} item of type {kind}, expected {expected}"
    for field in needed:
        if field not in entry:
            yield (field,), "missing"
    for field in SIDE_BY_SIDE:
        if field in entry and field in item and len(entry[field]) != len(item[field]):
            wanted = len(item[field])
            yield (field,), f"got {len(entry[field])} entries, expected {wanted}, one for each in the bank"


def _answer_problems(whole: Item) -> Iterator[Problem]:
    """Answers that cannot be computed, or that would not be scored as right."""
    if whole["type"] == "code":
        yield from _program_problems(whole)
        return
    problems = list(soundness.item_problems(whole)) or list(soundness.variant_problems(whole))
    yield from problems
    if problems:
        return
    keys = [key for key, _ in variants.keyed(whole.get("steps", []))]
    if keys and sorted(whole["answer"]) != keys:
        yield ("answer",), f"got {whole['answer']!r}, expected {', '.join(keys)} in the right order"
        return
    try:
        credit = scoring.score(whole, scoring.solution(whole), lang="en")["credit"]
    except ValueError as error:
        yield ("answer",), str(error)
        return
    if credit < 1:
        yield ("answer",), f"would be scored {credit:.2f}, expected 1"


def _program_problems(whole: Item) -> Iterator[Problem]:
    """Checks that cannot be computed, and those that the solution fails."""
    fields = [field for field in ("checks", "hidden") if field in whole]
    for field in fields:
        asked = {**whole, "checks": whole[field]}
        problems = list(soundness.item_problems(asked)) or list(soundness.variant_problems(asked))
        yield from (
            ((field, *place[1:]) if place[:1] == ("checks",) else place, says) for place, says in problems
        )
        if problems:
            return
        for place, outcome in enumerate(checkers.check(asked, whole["solution"], "en")["outcomes"]):
            if not outcome["passed"]:
                yield (field, place), f"the solution fails it: {outcome['message']}"


def _frames(essays: list[Item], canary: str) -> str:
    """YAML with a frame for each essay; what stands in 待写 is for the instructor to replace."""
    lines = [f"canary: {canary}", "answers:"]
    for item in essays:
        lines += [f"# {item['title']['zh']}", f"- id: {item['id']}", "  rubric:"]
        for dimension in DIMENSIONS:
            lines += [
                f"    {dimension}:",
                *(f'    - {{zh: "{TO_WRITE}（{points} 分）"}}' for points in range(4)),
            ]
        lines += [
            line
            for field in ("model_points", "common_errors")
            for line in (f"  {field}:", f'  - {{zh: "{TO_WRITE}"}}')
        ]
        lines += ["  model_answer: |", f"    {TO_WRITE}", f"    {canary}"]
    return "\n".join(lines) + "\n"
