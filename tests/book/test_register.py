"""The list of all figures: whole, grouped, each with the pages that print it."""

import io
import re
import warnings

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from widgets.book.facts import legend_text
from widgets.book.language import LABELS, STATUSES
from widgets.book.records import facts
from widgets.book.register import ORIGINS, SECTIONS, groups, section_of, uses
from widgets.paths import DATA

PRINTED = "{fact}`190条 <f061>`"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Text of the page with the list, in a book of two pages, and what the build warned of."""
    folder = tmp_path_factory.mktemp("register")
    source = folder / "source"
    source.mkdir()
    toctree = "```{toctree}\nother\n```"
    page = f"# 清单\n\n{toctree}\n\n```{{register}}\n```\n\n```{{bibliography}}\n```"
    (source / "index.md").write_text(page, "utf-8")
    (source / "other.md").write_text(f"# 另一页\n\n清单有{PRINTED}。\n\n```{{facts}}\n```", "utf-8")
    settings = {
        "extensions": [
            "myst_parser",
            "sphinxcontrib.bibtex",
            "widgets.book.facts",
            "widgets.book.register",
            "widgets.book.works",
        ],
        "bibtex_default_style": "gbt7714",
        "bibtex_bibfiles": [str(DATA / "references.bib")],
        "language": "zh_CN",
    }
    warned = io.StringIO()
    with warnings.catch_warnings(), patch_docutils(), docutils_namespace():
        warnings.simplefilter("ignore")
        out = folder / "out"
        app = Sphinx(source, None, out, folder / "trees", "html", settings, status=None, warning=warned)
        app.build()
    return (out / "index.html").read_text("utf-8"), warned.getvalue()


def test_every_figure_is_in_one_group():
    listed = [row["id"] for _, _, rows in groups() for row in rows]
    assert sorted(listed) == sorted(facts())


@pytest.mark.parametrize("row", facts().values(), ids=facts())
def test_every_row_belongs_to_a_part_of_the_chapter(row):
    assert section_of(row) in SECTIONS
    assert row["id"][0] in ORIGINS


def test_groups_come_chapter_first_and_in_the_chapters_order():
    order = [(list(ORIGINS.values()).index(o), list(SECTIONS).index(s)) for o, s, _ in groups()]
    assert order == sorted(order)


def test_every_status_has_words_and_a_mark_in_both_languages():
    assert {row["evidence"] for row in facts().values()} == set(STATUSES)
    for status in STATUSES:
        assert set(LABELS[status]) == set(LABELS[f"{status}_mark"]) == {"zh", "en"}
    marks = [LABELS[f"{status}_mark"]["zh"] for status in STATUSES]
    assert len(set(marks)) == len(marks)


def test_legend_explains_rare_marks_only_where_they_occur():
    common = legend_text({"confirmed", "claimed"}, "zh")
    assert "误" not in common
    assert legend_text({"misprint"}, "zh").startswith(common)


def test_each_figure_stands_on_the_page_once(built):
    page, warned = built
    assert warned == ""
    assert sorted(re.findall(r'<li class="fact-\w+" id="fact-(\w+)"', page)) == sorted(facts())


def test_each_figure_leads_to_the_pages_that_print_it(built):
    page, _ = built
    entry = page.split('id="fact-f061"')[1].split("</li>")[0]
    assert 'href="other.html#fact-f061">另一页</a>' in entry
    unused = page.split('id="fact-f062"')[1].split("</li>")[0]
    assert LABELS["register_unused"]["zh"] in unused


def test_filter_waits_for_its_script_which_only_this_page_loads(built):
    page, _ = built
    assert '<form class="register-filter" hidden' in page
    assert f'<button type="button">{LABELS["register_clear"]["zh"]}</button>' in page
    assert page.count("page/register.js") == 1
    assert set(re.findall(r'<option value="([\w-]+)"', page)) == {
        *ORIGINS.values(),
        "all",
        *SECTIONS,
        *STATUSES,
    }


def test_uses_are_told_once_a_page_in_the_order_given(tmp_path):
    paths = []
    for name in ("b", "a"):
        (tmp_path / name).write_text(PRINTED * 2, "utf-8")
        paths.append(str(tmp_path / name))
    assert uses(tuple(paths)) == {"f061": paths}
