"""The public bank as data: JSON with all that its files hold, and a table with a line for each item."""

import csv
import io
import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from widgets.exercises.exports.questions import Question

Item = dict[str, Any]
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # beginnings that a spreadsheet may run
COLUMNS = ["name", "id", "section", "type", "use", "points", "skills", "passage", "seed", "title"]
COLUMNS += ["stem", "table", "asked", "answer", "hints", "explanation"]


def as_json(items: Iterable[Item]) -> bytes:
    """Items in the form of data/exercises/, as `sections`: each entry could be a file of the bank.

    Parameters
    ----------
    items : iterable of dict
        Of the bank, section by section, without any private part.
    """
    sections = [
        {"section": section, "items": [_as_in_file(item) for item in same]}
        for section, same in groupby(items, lambda item: item["section"])
    ]
    return json.dumps({"sections": sections}, ensure_ascii=False, indent=1).encode() + b"\n"


def as_csv(questions: Iterable[Question]) -> bytes:
    """One line for each question, in UTF-8 with a byte order mark, as spreadsheets expect it.

    Parameters
    ----------
    questions : iterable of Question
        Where an answer is not known here, its cell is empty.
    """
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    for question in questions:
        table.writerow({name: _harmless(cell) for name, cell in _row(question).items()})
    return text.getvalue().encode("utf-8-sig")


def _as_in_file(item: Item) -> Item:
    """Undo what the loader adds: parameters and values by name again, and no section."""
    entry = {field: value for field, value in item.items() if field != "section"}
    if "parameters" in entry:
        entry["parameters"] = {each["name"]: _without(each, "name") for each in item["parameters"]}
    if "values" in entry:
        entry["values"] = {each["name"]: each["is"] for each in item["values"]}
    return entry


def _without(entry: Item, field: str) -> Item:
    return {name: value for name, value in entry.items() if name != field}


def _row(question: Question) -> dict[str, str]:
    item, shown = question.item, question.shown
    return {
        "name": question.name,
        **{
            field: str(item.get(field, "")) for field in ("id", "section", "type", "use", "points", "passage")
        },
        "skills": " ".join(item["skills"]),
        "seed": str(question.seed or ""),
        "title": shown["title"],
        "stem": question.stem,
        "table": _lines(" | ".join(row) for row in _rows(shown["table"])),
        "asked": _lines(_asked(shown)),
        "answer": _lines(question.solution_in_words) if question.answered else "",
        "hints": _lines(shown["hints"]),
        "explanation": question.explanation,
    }


def _rows(table: dict[str, Any] | None) -> list[list[str]]:
    return [table["columns"], *table["rows"]] if table else []


def _asked(shown: dict[str, Any]) -> list[str]:
    """What is chosen from, put in order, classified or checked."""
    keyed = [entry for field in ("options", "targets", "prompts", "steps") for entry in shown.get(field, [])]
    lines = [f"{entry['key']}. {entry['text']}" for entry in keyed]
    return [*lines, *shown.get("checks", []), *shown.get("checklist", [])]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a beginning gets an apostrophe before it.

    Examples
    --------
    >>> _harmless("=1+1"), _harmless("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
