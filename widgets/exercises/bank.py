"""The bank of exercises: files of data/exercises/, checked as they are read.

A loaded item is what its file says, with `section`, `use` and `points` filled in and with `parameters`
and `values` as lists in their order (each entry has its `name`; a value's expression is `is`), because
the page's Python keeps no order of fields. It holds nothing that JSON does not.
"""

import csv
import difflib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from widgets.exercises.documents import Document, Problem, misfits
from widgets.exercises.soundness import item_problems, texts, variant_problems
from widgets.paths import DATA, PROJECT

CHAPTERS = PROJECT / "chapters"
EXERCISES = DATA / "exercises"
SCHEMA = EXERCISES / "schema.json"
TARGET = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)
EXPLORABLE = re.compile(r'explore\("(\w+)"\)')

Item = dict[str, Any]


class BankError(ValueError):
    """What is wrong in files of the bank; `problems` has a line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(folder: Path = EXERCISES) -> list[Item]:
    """Items of all files of a folder, file by file, each in its order.

    Parameters
    ----------
    folder : Path
        Holds files named like the notebooks of chapters/, as data/exercises/schema.json describes them.

    Returns
    -------
    list of dict

    Raises
    ------
    BankError
        With all problems of all files; each names file, line, item, field and what is expected.

    Examples
    --------
    >>> load(EXERCISES.parent / "no-such-folder")
    []
    """
    problems: list[str] = []
    items: list[tuple[Document, int, Item]] = []
    for path in sorted(folder.glob("*.yml")):
        document = Document(path)
        found = [*document.problems, *_file_problems(document)]
        problems += document.reports(found, "items")
        if not found:
            items += [(document, place, item) for place, item in enumerate(_normal(document.data))]
    for document, place, item in items:
        within = [*_item_problems(item), *_bank_problems(item, [other for _, _, other in items])]
        problems += document.reports([(("items", place, *field), says) for field, says in within], "items")
    if problems:
        raise BankError(problems)
    return [item for _, _, item in items]


@cache
def items() -> list[Item]:
    """The book's bank."""
    return load()


def item(name: str) -> Item:
    """One item of the book's bank by its id.

    Raises
    ------
    ValueError
        If there is none; the text names those that are spelt alike.
    """
    known = {entry["id"]: entry for entry in items()}
    if name not in known:
        near = ", ".join(difflib.get_close_matches(name, known)) or "an id of data/exercises/"
        raise ValueError(f"exercise: got {name!r}, expected {near}")
    return known[name]


def of_section(page: str) -> list[Item]:
    """Items of a page, by the name of its notebook, in the order of the file.

    Examples
    --------
    >>> of_section("references")
    []
    """
    return [entry for entry in items() if entry["section"] == page]


@cache
def passages(page: str) -> frozenset[str]:
    """Where an item can point to in a notebook: its own targets, and explorable-NAME.

    Examples
    --------
    >>> sorted(passages("polycentric"))
    ['explorable-polycentric', 'polycentric-definition', 'polycentric-jury']
    """
    cells = json.loads((CHAPTERS / f"{page}.ipynb").read_text("utf-8"))["cells"]
    source = {
        kind: "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)
        for kind in ("markdown", "code")
    }
    shown = {f"explorable-{name}" for name in EXPLORABLE.findall(source["code"])}
    return frozenset(shown | set(TARGET.findall(source["markdown"])))


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return schema


@cache
def _facts() -> dict[str, str]:
    """What the facts of data/facts.csv look like in Chinese, by id."""
    with (DATA / "facts.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["display_zh"] for row in csv.DictReader(file)}


def _file_problems(document: Document) -> Iterator[Problem]:
    if document.problems:
        return
    yield from misfits(document.data, _schema())
    page = document.name.removesuffix(".yml")
    section = document.data.get("section") if isinstance(document.data, dict) else None
    if section is not None and section != page:
        yield ("section",), f"got {section!r}, expected {page!r}, the name of the file"
    if not _is_notebook(page):
        yield (), f"no notebook chapters/{page}.ipynb"


def _is_notebook(page: str) -> bool:
    return (CHAPTERS / f"{page}.ipynb").exists()


def _normal(data: dict[str, Any]) -> Iterator[Item]:
    for entry in data["items"]:
        item = {"use": "practice", "points": 1, **entry, "section": data["section"]}
        if "parameters" in item:
            item["parameters"] = [{"name": name, **scale} for name, scale in item["parameters"].items()]
        if "values" in item:
            item["values"] = [{"name": name, "is": text} for name, text in item["values"].items()]
        yield item


def _item_problems(item: Item) -> Iterator[Problem]:
    page = item["section"]
    prefix = page.replace("_", "-") + "-"
    if not item["id"].startswith(prefix):
        yield ("id",), f"got {item['id']!r}, expected {prefix}…"
    if "passage" in item and item["passage"] not in passages(page):
        yield ("passage",), f"got {item['passage']!r}, expected one of {', '.join(sorted(passages(page)))}"
    yield from _fact_problems(item)
    for place, page in enumerate(item.get("readings", [])):
        if not _is_notebook(page):
            yield ("readings", place), f"got {page!r}, expected a notebook of chapters/"
    within = list(item_problems(item))
    yield from within or variant_problems(item)


def _fact_problems(item: Item) -> Iterator[Problem]:
    words = "\n".join(text if isinstance(text, str) else text["zh"] for _, text in texts(item))
    for place, name in enumerate(item.get("facts", [])):
        if name not in _facts():
            yield ("facts", place), f"got {name!r}, expected an id of data/facts.csv"
        elif _facts()[name] not in words:
            yield ("facts", place), f"{name} is {_facts()[name]}, which no Chinese text of the item says"


def _bank_problems(item: Item, bank: list[Item]) -> Iterator[Problem]:
    alike = [other for other in bank if other["id"] == item["id"]]
    if len(alike) > 1 and alike[0] is not item:
        yield ("id",), f"got {item['id']!r}, which {alike[0]['section']}.yml has, expected another id"
    if "companion" in item:
        computing = [other["id"] for other in bank if other["type"] != "essay"]
        if item["companion"] not in computing:
            near = ", ".join(difflib.get_close_matches(item["companion"], computing)) or "an id of the bank"
            yield ("companion",), f"got {item['companion']!r}, expected {near}, not of an essay"
