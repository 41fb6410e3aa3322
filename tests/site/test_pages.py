"""Every page: reachable by all, at every width and in both themes, asking nobody else."""

import re

import pytest

import book
from tests.site.conftest import DESKTOP, PHONE
from tests.site.pages import pages
from widgets.paths import PAGE

AXE = (PAGE / "node_modules/axe-core/axe.min.js").read_text("utf-8")
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="session")
def all_pages(site):
    return pages()


def test_site_has_its_pages(all_pages):
    expected = {
        "chapters/index.html",
        "chapters/wenling.html",
        "chapters/types.html",
        "chapters/glossary.html",
    }
    assert expected < set(all_pages)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(visit, all_pages, theme, viewport):
    found = []
    page_visit = visit(viewport=viewport, color_scheme=theme, reduced_motion="reduce")
    for path in all_pages:
        page = page_visit.open(path)
        page.evaluate(AXE)
        result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{path}: {violation['id']}: {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
    assert found == []


@pytest.mark.parametrize("viewport", [NARROW, PHONE, DESKTOP], ids=["320", "375", "1280"])
def test_no_page_scrolls_sideways(visit, all_pages, viewport):
    page_visit = visit(viewport=viewport)
    wide = []
    for path in all_pages:
        page = page_visit.open(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            wide.append((path, width))
    assert wide == []


def test_pages_hold_no_address_that_a_browser_would_fetch():
    fetched = re.compile(r"""url\(["']?https?:|import\(["']https?:|@import ["']https?:""")
    for path in (book.SITE / "_static").rglob("*.css"):
        assert not fetched.search(path.read_text("utf-8")), path


def test_no_source_of_a_notebook_is_published():
    assert not (book.SITE / "_sources").exists()
    assert not list(book.SITE.rglob("*.ipynb"))


def test_language_is_declared(all_pages):
    for path in all_pages:
        text = (book.SITE / path).read_text("utf-8")
        assert re.search(r'<html[^>]*lang="zh[-_]CN"', text) or "http-equiv" in text, path


def test_terms_explain_themselves_at_first_use(visit):
    page = visit().open("chapters/types.html")
    term = page.locator("article .term a").first
    tip = page.locator(f"#{term.get_attribute('aria-describedby')}")
    assert not tip.is_visible()
    term.focus()
    assert tip.is_visible()
    uses = page.locator("article .term a").all_inner_texts()
    assert len(uses) == len(set(uses)) > 5


def test_facts_lead_to_their_source(visit):
    page = visit().open("chapters/wenling.html")
    links = page.locator("article .fact a")
    assert links.count() > 5
    for link in links.all():
        entry = page.locator(link.get_attribute("href").replace("#", "[id='") + "']")
        assert entry.count() == 1
    first = links.first
    first.focus()
    assert page.locator(f"#{first.get_attribute('aria-describedby')}").is_visible()


def test_citations_show_the_work_and_lead_to_it(visit):
    page = visit().open("chapters/diffusion.html")
    link = page.locator("article .cite a").first
    tip = page.locator(f"#{link.get_attribute('aria-describedby')}")
    assert not tip.is_visible()
    link.focus()
    assert tip.is_visible()
    number = link.inner_text()
    link.click()
    entry = page.locator(".citation:target")
    assert entry.locator(".label").inner_text() == f"[{number}]"
    back = entry.locator(".cited a", has_text="创新的扩散")
    back.click()
    assert page.url.split("#")[0].endswith("chapters/diffusion.html")


def test_list_of_works_fits_a_small_phone(visit):
    page = visit(viewport={"width": 320, "height": 640}).open("chapters/references.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_conflicting_figures_carry_the_mark(visit):
    page = visit().open("chapters/wenling.html")
    assert page.locator(".fact-conflicting .mark").first.inner_text() == "异"
