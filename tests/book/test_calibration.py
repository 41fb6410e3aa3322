"""The list of all guesses: complete, in the order of the book, in both languages."""

import json
import re

import pytest
from sphinx.errors import ExtensionError

from widgets import explorables
from widgets.book import calibration

EACH_LANGUAGE = pytest.mark.parametrize("lang", ["zh", "en"])


def _rendered(lang):
    html = calibration.render(lang, lambda page: f"{page}.html")
    return html, json.loads(re.search(r'data-part="spec">(.*?)</script>', html)[1])


@EACH_LANGUAGE
def test_every_explorable_is_asked_about_once_with_a_link_to_it(lang):
    html, spec = _rendered(lang)
    assert sorted(known["name"] for known in spec["predictions"]) == sorted(explorables.NAMES)
    for name in explorables.NAMES:
        home = explorables.load(name).SOURCE["section"]
        assert html.count(f'href="chapters/{home}.html#explorable-{name}"') == 1
        assert html.count(f'data-guess="{name}"') == 1


@EACH_LANGUAGE
def test_what_the_script_judges_by_is_the_models_answer(lang):
    _, spec = _rendered(lang)
    for known in spec["predictions"]:
        asked = explorables.load(known["name"])
        assert known["answer"] == asked.predicted()
        assert known["question"] == asked.PREDICTION["question"][lang]
        assert ("near" in known) == (known["kind"] == "number")
        assert known["section"] in spec["sections"]


@EACH_LANGUAGE
def test_without_scripts_questions_are_there_and_verdicts_are_not(lang):
    html, spec = _rendered(lang)
    shown = html.partition('data-part="spec"')[0]
    assert all(known["title"] in shown for known in spec["predictions"])
    assert "<noscript>" in shown
    assert '<div data-part="hits" hidden>' in shown


def test_parts_are_in_the_order_of_the_book():
    order = ["案例导入", "第一节", "第二节", "第三节", "第四节", "案例收束", "小结与练习", "附录"]
    places = [order.index(caption.split(" ")[0]) for caption in calibration.explorables_by_part()]
    assert places == sorted(set(places))


def test_an_explorable_that_no_page_holds_is_refused(monkeypatch):
    monkeypatch.setitem(explorables.load("typology").SOURCE, "section", "nowhere")
    with pytest.raises(ExtensionError, match=r"no page in _toc\.yml for typology"):
        calibration.explorables_by_part()
