"""What every notebook of the book keeps to: no outputs, the template, facts, coverage."""

import csv
import re

import nbformat
import pytest

from widgets.book.contents import times
from widgets.book.facts import WRITTEN, problem
from widgets.book.records import facts, parts, works
from widgets.explorables.tables import rows
from widgets.paths import PROJECT

# Parts of _toc.yml whose pages teach a section; the others gather, question and document.
SECTIONS = ("案例导入", "第一节", "第二节", "第三节", "第四节", "案例收束")


def _sections():
    """Notebooks of the parts that teach a section, in the order of the book."""
    for caption, pages in parts().items():
        if caption.startswith(SECTIONS):
            yield from (PROJECT / f"{page}.ipynb" for page in pages)


NOTEBOOKS = sorted((PROJECT / "chapters").glob("*.ipynb"))
PAGES = sorted((PROJECT / "chapters").glob("*.md"))
EACH_NOTEBOOK = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
EACH_SECTION = pytest.mark.parametrize("path", list(_sections()), ids=lambda path: path.stem)
TEMPLATE = ["本节你将学会", "先修与用时", "数据与出处", "小结", "自测", "延伸"]
COVERAGE_TABLE = PROJECT / "_build" / "coverage.csv"
# Digits that are not figures: roles, code, math, links, directives' options, table and figure numbers.
NOT_FIGURES = [
    r"\A---\n.*?\n---\n",
    r"\{[\w:]+\}`[^`]*`",
    r"```.*?```",
    r"^:{3,}\{[^\n]*(\n:[\w-]+:[^\n]*)*",
    r"`[^`]*`",
    r"\$\$.*?\$\$",
    r"\$[^$]*\$",
    r"\]\([^)]*\)",
    r"^\([\w-]+\)=$",
    r"[表图] ?\d-\d",
    r"GB/T [\d.]+—\d{4}",
    r"^\d+\. ",
]


def _read(path):
    return nbformat.read(path, as_version=4)


def _prose(path):
    if path.suffix == ".md":
        return path.read_text("utf-8")
    return "\n\n".join(cell.source for cell in _read(path).cells if cell.cell_type == "markdown")


@EACH_NOTEBOOK
def test_notebook_is_valid_and_stored_without_outputs(path):
    notebook = _read(path)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@EACH_SECTION
def test_section_follows_the_template(path):
    headings = re.findall(r"^## (.+)$", _prose(path), re.MULTILINE)
    places = [headings.index(heading) for heading in TEMPLATE]
    assert places == sorted(places)
    assert headings[:2] == TEMPLATE[:2]


@EACH_SECTION
def test_section_says_how_long_it_takes(path):
    assert times(path)


@EACH_SECTION
def test_section_has_an_explorable_with_tasks(path):
    code = "\n".join(cell.source for cell in _read(path).cells if cell.cell_type == "code")
    assert 'explore("' in code
    assert "动手试试" in _prose(path)


@pytest.mark.parametrize("path", NOTEBOOKS + PAGES, ids=lambda path: path.stem)
def test_each_figure_is_a_fact_and_as_the_data_say(path):
    for match in WRITTEN.finditer(_prose(path)):
        assert problem(match["display"], match["id"], "zh") is None


@pytest.mark.parametrize("path", NOTEBOOKS + PAGES, ids=lambda path: path.stem)
def test_no_bare_figure_in_prose(path):
    prose = _prose(path)
    for pattern in NOT_FIGURES:
        prose = re.sub(pattern, "", prose, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r".{0,12}\d[\d.,%]*.{0,6}", prose) == []


@pytest.mark.parametrize("path", NOTEBOOKS + PAGES, ids=lambda path: path.stem)
def test_each_work_cited_is_in_the_bibliography(path):
    for keys in re.findall(r"\{cite:\w+\}`([^`]+)`", _prose(path)):
        assert set(keys.replace(" ", "").split(",")) <= set(works())


def _teaches(path):
    """Points of data/coverage.csv that a notebook's cells or a page's comment claim to teach."""
    if path.suffix == ".md":
        listed = re.search(r"^% teaches: (.+)$", path.read_text("utf-8"), re.MULTILINE)
        return re.findall(r"[\w.]+-\d+", listed[1]) if listed else []
    return [point for cell in _read(path).cells for point in cell.metadata.get("teaches", [])]


def test_each_point_is_taught_once():
    """Also writes the table point -> page to _build/coverage.csv."""
    taught = [(point, path.name) for path in NOTEBOOKS + PAGES for point in _teaches(path)]
    due = rows("coverage")
    COVERAGE_TABLE.parent.mkdir(exist_ok=True)
    with COVERAGE_TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "section", "page"])
        where = dict(taught)
        table.writerows([row["id"], row["section"], where.get(row["id"], "")] for row in due)
    assert sorted(point for point, _ in taught) == sorted(row["id"] for row in due)


def test_type_names_have_one_wording():
    for path in NOTEBOOKS + PAGES:
        assert "自发性创新" not in _prose(path)


def test_conflicting_facts_are_never_shown_alone():
    """A page that prints one side of a contradiction prints the other too."""
    for path in NOTEBOOKS:
        used = {match["id"] for match in WRITTEN.finditer(_prose(path))}
        for fact_id in used:
            others = facts()[fact_id]["conflicts_with"]
            assert not others or used & set(others.split(";")), fact_id
