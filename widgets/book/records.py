"""The rows that the text of the book is checked against: facts, terms, rebuilt figures, works cited."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pybtex.database
import yaml

from widgets.paths import DATA, PROJECT


@cache
def facts() -> dict[str, dict[str, str]]:
    """Rows of data/facts.csv by id.

    Examples
    --------
    >>> facts()["f001"]["display_zh"]
    '1999年'
    """
    return {row["id"]: row for row in _rows(DATA / "facts.csv")}


@cache
def terms() -> list[dict[str, str]]:
    """Rows of data/glossary.csv.

    Examples
    --------
    >>> terms()[0]["term_zh"]
    '政府创新'
    """
    return _rows(DATA / "glossary.csv")


@cache
def parts() -> dict[str, list[str]]:
    """Documents of each part of _toc.yml, by its caption, in the order of the book.

    Examples
    --------
    >>> parts()["案例导入"]
    ['chapters/wenling']
    """
    listed = yaml.safe_load((PROJECT / "_toc.yml").read_text("utf-8"))["parts"]
    return {part["caption"]: [page["file"] for page in part["chapters"]] for part in listed}


@cache
def resources() -> dict[str, dict[str, Any]]:
    """Resources of data/datapackage.json by name.

    Examples
    --------
    >>> resources()["facts"]["path"]
    'facts.csv'
    """
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


@cache
def diagrams() -> dict[str, dict[str, str]]:
    """Rows of data/diagrams.csv by number of the figure.

    Examples
    --------
    >>> diagrams()["2-4"]["layout"]
    'cycle'
    """
    return {row["figure"]: row for row in _rows(DATA / "diagrams.csv")}


@cache
def diagram_nodes(figure: str) -> dict[str, dict[str, str]]:
    """Rows of data/diagram_nodes.csv of one figure, by node, in the order of the file.

    Examples
    --------
    >>> list(diagram_nodes("2-5"))
    ['a', 'b', 'c', 'd']
    """
    return {row["node"]: row for row in _rows(DATA / "diagram_nodes.csv") if row["figure"] == figure}


@cache
def diagram_arrows(figure: str) -> list[dict[str, str]]:
    """Rows of data/diagram_arrows.csv of one figure.

    Examples
    --------
    >>> [arrow["to"] for arrow in diagram_arrows("2-4")]
    ['b', 'c', 'd', 'a']
    """
    return [row for row in _rows(DATA / "diagram_arrows.csv") if row["figure"] == figure]


@cache
def bibliography() -> dict[str, pybtex.database.Entry]:
    """Entries of data/references.bib by key, in the order of the file.

    Examples
    --------
    >>> bibliography()["rand1971criteria"].fields["year"]
    '1971'
    """
    return dict(pybtex.database.parse_file(str(DATA / "references.bib"), "bibtex").entries)


@cache
def works() -> dict[str, str]:
    """Short name of each work in data/references.bib, by key: first author or title, year.

    Examples
    --------
    >>> works()["rand1971criteria"]
    'Rand，1971'
    """
    return {key: _short_name(entry) for key, entry in bibliography().items()}


@cache
def tables_by_work() -> dict[str, list[str]]:
    """Tables of data/ whose column `source` names the work, by key; facts are cited where they are used.

    Examples
    --------
    >>> tables_by_work()["ash_two_way"]
    ['cases.csv']
    """
    found: dict[str, list[str]] = {}
    for path in sorted(DATA.glob("*.csv")):
        cells = [row.get("source", "") for row in _rows(path)] if path.name != "facts.csv" else []
        for key in dict.fromkeys(key.strip() for cell in cells for key in cell.split(";")):
            found.setdefault(key, []).append(path.name)
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _short_name(entry: pybtex.database.Entry) -> str:
    authors = entry.persons.get("author", [])
    title = entry.fields["title"].replace("{", "").replace("}", "")
    who = str(authors[0]).split(",")[0].strip("{}") if authors else f"《{title.strip('[]')}》"
    year = entry.fields.get("year")
    return f"{who}，{year}" if year else who
