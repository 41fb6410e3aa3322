"""Rebuilt figures: what their tables keep to, and what every format makes of them."""

import io
import itertools
import json
import re
import warnings

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from widgets.book import diagram_map
from widgets.book.records import diagram_arrows, diagram_nodes, diagrams, works
from widgets.paths import DATA, PROJECT

EACH_FIGURE = pytest.mark.parametrize("figure", diagrams())
EACH_REBUILT = pytest.mark.parametrize("figure", [figure for figure in diagrams() if figure != "map"])
STATUSES = {"stated", "inferred"}


@EACH_FIGURE
def test_figure_is_captioned_in_both_languages_and_its_source_known(figure):
    row = diagrams()[figure]
    assert row["title_zh"]
    assert row["title_en"]
    assert row["layout_status"] in STATUSES
    assert row["source"] in {"", *works()}


@EACH_FIGURE
def test_nodes_have_known_parents_labels_and_as_many_details_in_both_languages(figure):
    nodes = diagram_nodes(figure)
    for row in nodes.values():
        assert row["parent"] in {"", *nodes}
        assert row["label_zh"]
        assert row["label_en"]
        assert row["status"] in STATUSES
        assert row["detail_zh"].count(";") == row["detail_en"].count(";")


@EACH_FIGURE
def test_every_node_hangs_from_the_top(figure):
    nodes = diagram_nodes(figure)
    for node in nodes:
        above = node
        for _ in nodes:
            above = nodes[above]["parent"] or above
        assert nodes[above]["parent"] == ""


@EACH_FIGURE
def test_arrows_join_nodes_and_have_words_in_both_languages_or_none(figure):
    nodes = diagram_nodes(figure)
    for arrow in diagram_arrows(figure):
        assert {arrow["from"], arrow["to"]} <= set(nodes)
        assert bool(arrow["words_zh"]) == bool(arrow["words_en"])
        assert arrow["status"] in STATUSES


@EACH_FIGURE
def test_figure_fits_its_layout(figure):
    nodes, arrows = diagram_nodes(figure), diagram_arrows(figure)
    top = [node for node, row in nodes.items() if row["parent"] == ""]
    ways = {(arrow["from"], arrow["to"]) for arrow in arrows}
    layout = diagrams()[figure]["layout"]
    if layout == "tree":
        assert len(top) == 1
        assert ways == set()
    elif layout == "hub":
        sources = [node for node, row in nodes.items() if row["parent"] in top]
        assert (len(top), len(sources)) == (1, 4)
        assert ways == {(source, top[0]) for source in sources}
    elif layout == "rows":
        left, right = top[:3], top[3:]
        down = set(itertools.pairwise(left))
        across = {(left[0], right[0]), (left[1], right[0]), (left[1], right[1]), (left[2], right[2])}
        assert ways == down | across
        assert [arrow["to"] for arrow in arrows if arrow["from"] == left[1]] == [*right[:2], left[2]]
    elif layout == "map":
        assert all(diagram_map.Map(nodes, []).places[a].column for a in top[1:])
        assert all(arrow["words_zh"] and len(arrow["words_zh"]) <= 4 for arrow in arrows)
    else:
        forward = set(itertools.pairwise(top))
        assert len(top) == 4
        assert forward <= ways <= forward | {(top[-1], top[0])}
        assert len(ways) == len(forward) + 1 or layout == "chain"


@EACH_REBUILT
def test_passage_is_named_by_page_and_node(figure):
    pages = set()
    for node, row in diagram_nodes(figure).items():
        if row["passage"]:
            page, name = row["passage"].rsplit("-", 1)
            assert name == node
            pages.add(page)
    assert len(pages) == 1
    assert (PROJECT / "chapters" / f"{pages.pop()}.ipynb").exists()


def test_each_passage_of_the_map_is_named_once_in_the_chapters():
    cells = [
        "".join(cell["source"])
        for path in (PROJECT / "chapters").glob("*.ipynb")
        for cell in json.loads(path.read_text("utf-8"))["cells"]
    ]
    named = [name for text in cells for name in re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE)]
    for node, row in diagram_nodes("map").items():
        assert named.count(row["passage"]) == (1 if row["passage"] else 0), node


def _build(folder, figure, left_out="", language="zh_CN", builder="html"):
    """Text of a page with the figure alone, and what the build warned of."""
    passages = dict.fromkeys(row["passage"] for row in diagram_nodes(figure).values() if row["passage"])
    targets = [f"({passage})=\n\n关于 {passage}。" for passage in passages if passage != left_out]
    block = f"```{{diagram}} {figure}\n```"
    bibliography = "```{bibliography}\n```"
    source = folder / "source"
    source.mkdir()
    (source / "index.md").write_text("\n\n".join(["# 页", block, *targets, bibliography]), "utf-8")
    settings = {
        "extensions": ["myst_parser", "sphinxcontrib.bibtex", "widgets.book.diagrams", "widgets.book.works"],
        "bibtex_default_style": "gbt7714",
        "bibtex_bibfiles": [str(DATA / "references.bib")],
        "language": language,
    }
    warned = io.StringIO()
    with warnings.catch_warnings(), patch_docutils(), docutils_namespace():
        warnings.simplefilter("ignore")
        out = folder / "out"
        app = Sphinx(source, None, out, folder / "doctrees", builder, settings, status=None, warning=warned)
        app.build()
    made = {"html": "index.html", "text": "index.txt", "latex": "*.tex", "gettext": "index.pot"}[builder]
    return next(out.glob(made)).read_text("utf-8"), warned.getvalue()


@EACH_FIGURE
@pytest.mark.parametrize("builder", ["html", "text", "latex"])
def test_each_format_names_every_node_and_says_every_arrow(tmp_path, figure, builder):
    page, warned = _build(tmp_path, figure, builder=builder)
    assert warned == ""
    assert all(row["label_zh"] in page for row in diagram_nodes(figure).values())
    assert all(arrow["words_zh"] in page for arrow in diagram_arrows(figure))
    supplied = [*diagram_nodes(figure).values(), *diagram_arrows(figure)]
    assert page.count("（推断）") == sum(row["status"] == "inferred" for row in supplied)


def test_english_edition_takes_the_english_labels(tmp_path):
    page, warned = _build(tmp_path, "2-4", language="en", builder="text")
    assert warned == ""
    assert "Figure 2-4 Mechanisms of innovation" in page
    assert "spreads → Diffusion mechanism (spreads)" in page


def test_translators_are_not_asked_for_labels_that_the_tables_hold(tmp_path):
    page, _ = _build(tmp_path, "2-4", builder="gettext")
    assert "关于 mechanisms-a1。" in page
    assert "动力机制（激发）" not in page


def test_missing_passage_is_a_warning(tmp_path):
    _, warned = _build(tmp_path, "2-5", left_out="process-b")
    assert "undefined label: 'process-b'" in warned


def test_unknown_figure_is_a_warning_that_names_the_known(tmp_path):
    _, warned = _build(tmp_path, "9-9")
    assert f"diagram 9-9: not in data/diagrams.csv, which has {', '.join(diagrams())}" in warned
