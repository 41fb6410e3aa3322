"""The front page: a model that answers, and the way to every page and every model."""

import pytest
import yaml

import book
from tests.site.conftest import DESKTOP, PHONE
from widgets import explorables
from widgets.paths import PROJECT

FRONT = "chapters/index.html"


def _listed():
    parts = yaml.safe_load((PROJECT / "_toc.yml").read_text("utf-8"))["parts"]
    return [f"{page['file']}.html" for part in parts for page in part["chapters"]]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_model_is_in_sight_and_answers(visit, viewport):
    page = visit(viewport=viewport).open(FRONT)
    element = page.locator("book-explorable[name=typology]")
    assert element.bounding_box()["y"] < viewport["height"]
    assert element.locator("input[type=range]").count() == 3
    element.locator("[data-control=control]").fill("1")
    headline = explorables.answer("typology", {"control": 1.0})["headline"]
    page.wait_for_function(
        "text => document.querySelector('[data-part=headline]').textContent === text", arg=headline
    )


def test_every_page_is_listed_in_the_order_of_the_book(visit):
    page = visit().open(FRONT)
    links = page.locator(".book-contents .page a")
    assert [f"chapters/{link.get_attribute('href')}" for link in links.all()] == _listed()


def test_every_model_is_listed_by_its_question_and_the_link_leads_to_it(visit):
    page = visit().open(FRONT)
    questions = {}
    for link in page.locator(".book-contents .questions a").all():
        target, _, anchor = link.get_attribute("href").partition("#")
        assert f'id="{anchor}"' in (book.SITE / "chapters" / target).read_text("utf-8")
        questions[anchor.removeprefix("explorable-")] = link.inner_text()
    assert questions == {name: explorables.load(name).QUESTION["zh"] for name in explorables.NAMES}


def test_three_ways_in_lead_somewhere(visit):
    page = visit().open(FRONT)
    for link in page.locator(".sd-card a").all():
        assert (book.SITE / "chapters" / link.get_attribute("href")).exists()
    assert page.locator(".sd-card a").count() == 3
