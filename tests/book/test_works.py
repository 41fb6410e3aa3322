"""Works cited: the form of GB/T 7714—2015, the textbook's numbers, and where each work is cited."""

import io
import re
import warnings
from pathlib import Path

import pybtex.plugin
import pytest
from pybtex.database import parse_file
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from widgets.book.gbt7714 import MARKS, Gbt7714, Gbt7714Brief, mark
from widgets.book.records import bibliography
from widgets.book.works import Numbers, Order
from widgets.paths import DATA, PROJECT

PLAIN = pybtex.plugin.find_plugin("pybtex.backends", "plaintext")()

EXAMPLES = parse_file(str(Path(__file__).with_name("gbt7714_examples.bib")), "bibtex").entries
TEXTBOOK = {key: entry for key, entry in bibliography().items() if "chapter_number" in entry.fields}


def _plain(entry, style=Gbt7714):
    made = style(label_style=Numbers, sorting_style=Order).format_entry("", entry)
    return made.text.render(PLAIN)


@pytest.mark.parametrize("key", EXAMPLES)
def test_examples_of_the_standard_come_out_as_printed(key):
    assert _plain(EXAMPLES[key]) == EXAMPLES[key].fields["printed"]


@pytest.mark.parametrize("key", bibliography())
def test_every_work_is_written_whole(key):
    entry = bibliography()[key]
    text = _plain(entry)
    assert f"[{mark(entry)}]" in text
    assert text.endswith(".")
    assert not re.search(r"\.\.|, ,|: ,|\(\)|[{}\\]|(?<!:)//", text.replace("[M]//", "").replace("[C]//", ""))


def test_brief_form_has_no_address():
    entry = bibliography()["rfc3161"]
    assert entry.fields["url"] in _plain(entry)
    assert entry.fields["url"] not in _plain(entry, Gbt7714Brief)


def test_types_of_works_all_have_a_mark():
    assert {entry.type for entry in bibliography().values()} <= set(MARKS)


def test_textbook_lists_works_1_to_36_and_they_keep_their_numbers():
    numbers = sorted(int(entry.fields["chapter_number"]) for entry in TEXTBOOK.values())
    assert numbers == list(range(1, 37))
    ordered = Order().sort(TEXTBOOK.values())
    labels = Numbers().format_labels(ordered)
    assert labels == [entry.fields["chapter_number"] for entry in ordered]


@pytest.mark.parametrize("key", TEXTBOOK)
def test_work_of_the_textbooks_list_is_complete(key):
    fields = TEXTBOOK[key].fields
    assert TEXTBOOK[key].persons["author"]
    assert TEXTBOOK[key].type in ("article", "thesis")
    needed = (
        ("journal", "year", "number", "pages") if TEXTBOOK[key].type == "article" else ("school", "address")
    )
    assert all(fields[name] for name in needed)


@pytest.mark.parametrize("key", TEXTBOOK)
def test_work_of_the_textbooks_list_is_cited_somewhere(key):
    cited = re.compile(rf"\{{cite:[a-z]+\}}`[^`]*\b{key}\b[^`]*`")
    assert any(cited.search(path.read_text("utf-8")) for path in (PROJECT / "chapters").glob("*.ipynb"))


PAGES = {
    "index.md": "# 书\n\n```{toctree}\none\ntwo\nworks\n```\n",
    "one.md": "# 甲页\n\n开头 {cite:p}`xie2005innovation`。\n\n## 乙节\n\n又见 {cite:t}`li2018fiscal`。\n",
    "two.md": "# 丙页\n\n## 丁节\n\n三见 {cite:p}`xie2005innovation,fips180`。\n",
    "works.md": "# 文献\n\n"
    + "".join(
        f"```{{bibliography}}\n:filter: {wanted}\n```\n\n"
        for wanted in ("chapter_number", "in_chapter and not chapter_number", "key == 'fips180'")
    ),
}


@pytest.fixture(scope="module", params=["zh_CN", "en"])
def site(request, tmp_path_factory):
    """Pages of a small site by name, its language, and what its build warned of."""
    folder = tmp_path_factory.mktemp("works")
    source = folder / "source"
    source.mkdir()
    for name, text in PAGES.items():
        (source / name).write_text(text, "utf-8")
    settings = {
        "extensions": ["myst_parser", "sphinxcontrib.bibtex", "widgets.book.works"],
        "bibtex_bibfiles": [str(DATA / "references.bib")],
        "bibtex_default_style": "gbt7714",
        "bibtex_tooltips_style": "gbt7714-brief",
        "bibtex_reference_style": "book",
        "language": request.param,
    }
    warned = io.StringIO()
    with warnings.catch_warnings(), patch_docutils(), docutils_namespace():
        warnings.simplefilter("ignore")
        out = folder / "out"
        app = Sphinx(source, None, out, folder / "doctrees", "html", settings, status=None, warning=warned)
        app.build()
    pages = {path.stem: path.read_text("utf-8") for path in out.glob("*.html")}
    return {**pages, "language": request.param, "warned": warned.getvalue()}


def _entry(site, key):
    listed = re.search(rf'<div class="citation" id="work-{key}".*?</div>', site["works"], re.DOTALL)
    assert listed, key
    return re.sub(r"<[^>]+>", "", listed[0])


def test_build_warns_of_nothing(site):
    assert site["warned"] == ""


def test_number_in_the_text_is_the_textbooks_and_shows_the_work(site):
    shown = re.search(
        r'href="works.html#work-xie2005innovation" aria-describedby="([^"]+)">(\d+)<', site["one"]
    )
    assert shown[2] == TEXTBOOK["xie2005innovation"].fields["chapter_number"]
    note = re.search(rf'role="tooltip" id="{shown[1]}"[^>]*>([^<]*)<', site["one"])
    assert note[1] == "谢庆奎. 论政府创新[J]. 吉林大学社会科学学报, 2005(1): 136-143."


def test_authors_in_the_text_are_joined_as_the_language_joins_them(site):
    assert ("李政、杨思莹 [" if site["language"] == "zh_CN" else "李政 and 杨思莹 [") in site["one"]


def test_numbers_go_on_from_list_to_list(site):
    numbers = re.findall(r'fn-bracket">\[</span>(\d+)<', site["works"])
    assert [int(number) for number in numbers] == list(range(1, len(numbers) + 1))


def test_work_says_which_pages_and_sections_cite_it(site):
    text = _entry(site, "xie2005innovation")
    if site["language"] == "zh_CN":
        assert "教材文献[25]。见于：甲页（开头）；丙页（丁节）" in text
    else:
        assert "No. 25 in the textbook’s list. Cited in: 甲页 (opening); 丙页 (丁节)" in text


def test_links_back_lead_to_the_passage(site):
    page, place = re.search(r'href="(two)\.html#([^"]+)">丁节<', site["works"]).groups()
    assert re.search(rf'id="{place}">\[<span class="cite">', site[page])


def test_work_that_nothing_cites_says_so(site):
    words = "本书正文未引用。" if site["language"] == "zh_CN" else "Not cited in the text."
    assert words in _entry(site, "wage_negotiation")
    assert words not in _entry(site, "fips180")
