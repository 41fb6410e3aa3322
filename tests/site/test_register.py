"""The list of all figures in a browser: filtered at once, linked to, whole without scripts."""

import re

import pytest

from tests.site.conftest import DESKTOP, PHONE
from tests.site.test_pages import AXE, NARROW
from widgets.book.records import facts
from widgets.book.register import section_of

PAGE = "chapters/numbers.html"
CHAPTER = [row for row in facts().values() if row["id"].startswith("f")]


def _open(visit, query="", **options):
    page = visit(reduced_motion="reduce", **options).open(PAGE + query, until="load")
    page.locator(".register-filter").wait_for(state="visible")
    return page


def _shown(page):
    items = page.locator(".register-group .facts > li:visible")
    return [name.removeprefix("fact-") for name in items.evaluate_all("all => all.map((one) => one.id)")]


def _select(page, name, value):
    page.locator(f".register-filter [name={name}]").select_option(value)


def test_first_the_chapters_figures_are_shown_and_counted(visit):
    page = _open(visit)
    assert sorted(_shown(page)) == [row["id"] for row in CHAPTER]
    told = page.locator(".register-filter [role=status]").inner_text()
    assert str(len(CHAPTER)) in told
    assert str(len(facts())) in told
    confirmed = sum(row["evidence"] == "confirmed" for row in CHAPTER)
    assert f"有独立来源 {confirmed}" in told


def test_section_status_and_words_narrow_together(visit):
    page = _open(visit)
    _select(page, "section", "section-4")
    _select(page, "status", "conflicting")
    wanted = [
        row["id"] for row in CHAPTER if section_of(row) == "section-4" and row["evidence"] == "conflicting"
    ]
    assert _shown(page) == wanted
    page.locator(".register-filter [name=text]").fill("迷茫症")
    assert _shown(page) == ["f135"]
    page.locator(".register-filter button").click()
    assert len(_shown(page)) == len(CHAPTER)


def test_a_filter_can_be_linked_to(visit):
    page = _open(visit)
    _select(page, "origin", "book")
    _select(page, "status", "misprint")
    wanted = _shown(page)
    assert wanted
    query = re.search(r"\?[^#]*", page.url)[0]
    assert query == "?figures.origin=book&figures.status=misprint"
    assert _shown(_open(visit, query)) == wanted


def test_an_unknown_filter_is_ignored(visit):
    assert len(_shown(_open(visit, "?figures.section=nonsense"))) == len(CHAPTER)


def test_a_link_to_a_hidden_figure_shows_it(visit):
    page = _open(visit, "?figures.status=misprint#fact-e419")
    assert page.locator("#fact-e419").is_visible()
    assert "e001" in _shown(page)
    page.evaluate("location.hash = '#fact-f078'")
    page.locator("#fact-f078").wait_for(state="visible")


def test_each_figure_leads_to_its_place_on_other_pages(visit):
    page = _open(visit)
    link = page.locator("#fact-f061 .uses a").first
    link.click()
    page.wait_for_load_state()
    assert page.url.endswith("#fact-f061")
    assert page.locator("#fact-f061").count() == 1


def test_without_scripts_everything_is_there(visit):
    page = visit(java_script_enabled=False).open(PAGE, until="load")
    assert page.locator(".register-group .facts > li:visible").count() == len(facts())
    assert not page.locator(".register-filter").is_visible()


def test_print_shows_the_list_without_the_filter(visit):
    page = _open(visit)
    page.emulate_media(media="print")
    assert not page.locator(".register-filter").is_visible()
    assert len(_shown(page)) == len(CHAPTER)


@pytest.mark.parametrize("viewport", [NARROW, PHONE, DESKTOP], ids=["320", "375", "1280"])
def test_list_fits_every_width(visit, viewport):
    page = _open(visit, viewport=viewport)
    _select(page, "origin", "all")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.evaluate(AXE)
    result = page.evaluate("() => axe.run('.register', {resultTypes: ['violations']})")
    assert [violation["id"] for violation in result["violations"]] == []
