"""Exercises as pages show them: readable without scripts, escaped, bilingual, silent on graded answers."""

import copy
import json
import re

import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

from tests.exercises.items import samples
from widgets.book import exercises
from widgets.book.language import LABELS, label
from widgets.exercises import bank
from widgets.exercises.scoring import reveal
from widgets.exercises.variants import view

HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>`<b>`"
CANARY = "canary-of-an-answer"
ITEMS = {item["type"]: item for item in reversed(samples()) if item["use"] == "practice"}
PAGE = [item for item in samples() if item["section"] == "polycentric"]
SCORED = [kind for kind in ITEMS if kind != "essay"]
EACH_TYPE = pytest.mark.parametrize("kind", ITEMS)
EACH_LANGUAGE = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def sample(monkeypatch):
    """The bank is that of the samples."""
    monkeypatch.setattr(bank, "items", samples)


@pytest.fixture
def built(sample, tmp_path):
    """Builds a page from its source: `built(text)` gives its HTML and the warnings."""

    def build(text):
        (tmp_path / "conf.py").write_text("extensions = ['widgets.book.exercises']", "utf-8")
        (tmp_path / "index.rst").write_text("Title\n=====\n\n.. toctree::\n\n   polycentric\n", "utf-8")
        (tmp_path / "polycentric.rst").write_text(f"Page\n====\n\n{text}", "utf-8")
        app = SphinxTestApp("html", srcdir=tmp_path)
        app.build()
        html = (app.outdir / "polycentric.html").read_text("utf-8")
        warnings = app.warning.getvalue()
        app.cleanup()
        return html, warnings

    return build


def _rendered(item, lang="zh", number=None):
    html = exercises.render_exercise(item, lang, lambda page: f"{page}.html", lambda page: page, number)
    return html, BeautifulSoup(html, "html.parser")


def _replaced(value, text):
    """The item with every text of readers in it replaced."""
    if isinstance(value, dict):
        if "zh" in value and isinstance(value["zh"], str):
            return {**value, "zh": text, "en": text}
        return {key: _replaced(inner, text) for key, inner in value.items()}
    return [_replaced(inner, text) for inner in value] if isinstance(value, list) else value


@pytest.mark.filterwarnings("ignore")
def test_an_unknown_item_is_a_warning_that_names_similar_ones(built):
    _, warnings = built(".. exercise:: polycentric-stronge\n")
    assert "got 'polycentric-stronge', expected" in warnings
    assert "polycentric-stronger" in warnings


@pytest.mark.filterwarnings("ignore")
def test_a_page_without_items_and_an_unknown_type_are_warnings_that_say_what_there_is(built):
    _, warnings = built(".. quiz:: nowhere\n\n.. quiz::\n   :types: riddle\n")
    assert "quiz nowhere: no items, there are some for blockchain, polycentric, questions" in warnings
    assert "no type riddle, there are single, multiple, truefalse" in warnings


@pytest.mark.filterwarnings("ignore")
def test_an_item_stands_once_in_a_page(built):
    _, warnings = built(".. exercise:: polycentric-stronger\n\n.. exercise:: polycentric-stronger\n")
    assert "exercise polycentric-stronger: it stands in this page already" in warnings


@pytest.mark.filterwarnings("ignore")
def test_a_quiz_has_the_items_of_its_page_in_their_order_and_their_words_once(built):
    html, _ = built(".. quiz::\n")
    soup = BeautifulSoup(html, "html.parser")
    assert [each["data-item"] for each in soup.select("book-quiz > book-exercise")] == [
        item["id"] for item in PAGE
    ]
    assert [each["href"] for each in soup.select("nav [data-item]")] == [
        f"#exercise-{item['id']}" for item in PAGE
    ]
    assert len(soup.select("#exercise-words")) == 1
    assert len(soup.select("script[src*='page/exercise.js']")) == 1
    assert len({each["id"] for each in soup.select("[id]")}) == len(soup.select("[id]"))


@pytest.mark.filterwarnings("ignore")
def test_a_quiz_can_be_of_some_types(built):
    html, _ = built(".. quiz:: polycentric\n   :types: single, numeric\n")
    found = re.findall(r'<book-exercise id="exercise-([\w-]+)"', html)
    assert found == ["polycentric-majority", "polycentric-stronger"]


@pytest.mark.filterwarnings("ignore")
def test_a_page_without_exercises_gets_neither_script_nor_words(built):
    html, _ = built("Text.\n")
    assert "exercise.js" not in html
    assert "exercise-words" not in html


@EACH_LANGUAGE
@EACH_TYPE
def test_what_is_asked_can_be_read_without_scripts(kind, lang):
    _, soup = _rendered(ITEMS[kind], lang)
    asked = view(ITEMS[kind], lang=lang)
    texts = [
        asked["title"],
        *asked["stem"].strip().split("\n\n"),
        *asked["hints"],
        *asked.get("checklist", []),
    ]
    for field in ("options", "steps", "prompts", "targets"):
        texts += [entry["text"] for entry in asked.get(field, [])]
    seen = " ".join(soup.get_text().split())
    for text in texts:
        assert " ".join(text.replace("`", "").split()) in seen
    assert all(fieldset.has_attr("disabled") for fieldset in soup.select("fieldset"))
    assert soup.select_one("noscript") is not None


@EACH_LANGUAGE
@pytest.mark.parametrize("kind", SCORED)
def test_the_answer_and_its_reasons_are_folded_below(kind, lang):
    _, soup = _rendered(ITEMS[kind], lang)
    key = soup.select_one("details[data-part=key]")
    assert not key.has_attr("open")
    told = reveal(ITEMS[kind], lang=lang)
    for text in (*told["lines"], told["explanation"]):
        assert text.strip() in key.get_text()


@EACH_TYPE
def test_every_control_has_a_name(kind):
    _, soup = _rendered(ITEMS[kind])
    for control in soup.select("input, select, textarea"):
        labels = [control.find_parent("label"), *soup.select(f"label[for='{control.get('id')}']")]
        assert any(found is not None and found.get_text(strip=True) for found in labels), control


@EACH_TYPE
def test_every_text_is_escaped(kind):
    html, soup = _rendered(_replaced(copy.deepcopy(ITEMS[kind]), HOSTILE))
    assert soup.select("img, b") == []
    assert len(soup.select("script")) == 1
    assert html.count("</script>") == 1
    spec = json.loads(soup.select_one("script").string)
    assert spec["item"]["stem"] == {"zh": HOSTILE}


@pytest.mark.parametrize("kind", SCORED)
def test_a_graded_item_shows_the_question_and_nothing_of_the_answer(kind):
    item = copy.deepcopy(ITEMS[kind]) | {"use": "graded", "hints": [{"zh": CANARY, "en": CANARY}]}
    for field in ("explanation", "feedback", "otherwise", "wrong", "solution"):
        item[field] = {"zh": CANARY, "en": CANARY}
    for field in ("options", "prompts", "steps"):
        for entry in item.get(field, []):
            entry["feedback"] = {"zh": CANARY, "en": CANARY}
    html, soup = _rendered(item)
    assert CANARY not in html
    assert view(item)["title"] in soup.get_text()
    assert label("exercise_graded", "zh") in html
    assert soup.select("script, button:not([data-move]), details") == []


def test_graded_items_are_not_in_the_bank_that_pages_fetch(sample):
    fetched = set(exercises.page_bank("zh")["items"])
    assert (
        fetched
        == {item["id"] for item in samples() if item["use"] == "practice"}
        < {item["id"] for item in samples()}
    )


def test_a_text_without_english_makes_the_item_chinese_and_says_so():
    item = copy.deepcopy(ITEMS["single"])
    del item["options"][1]["feedback"]["en"]
    _, soup = _rendered(item, "en")
    assert soup.select_one("[data-part=stem]")["lang"] == "zh"
    assert soup.select_one("h3 [data-text=title]").get_text() == view(item)["title"]
    assert soup.select_one("[data-part=check]").get_text() == label("exercise_check", "en")
    spec = json.loads(soup.select_one("script").string)
    assert spec["lang"] == "zh"
    assert spec["item"]["title"] == {"zh": item["title"]["zh"]}


@EACH_LANGUAGE
def test_a_page_holds_one_language_of_an_item_but_both_of_its_unit(lang):
    item = exercises.page_item(ITEMS["numeric"], lang)
    assert item["stem"] == {lang: ITEMS["numeric"]["stem"][lang]}
    assert item["unit"] == ITEMS["numeric"]["unit"]


def test_blank_lines_divide_paragraphs_and_backticks_mark_code():
    assert str(exercises.paragraphs("a\n\nb `<c>`")) == "<p>a</p><p>b <code>&lt;c&gt;</code></p>"


@EACH_LANGUAGE
def test_the_overview_lists_every_item_under_its_section_with_a_link(sample, lang):
    html = exercises.render_progress(lang, lambda page: f"{page}.html", lambda page: f"Title of {page}")
    soup = BeautifulSoup(html, "html.parser")
    for item in samples():
        page = f"chapters/{item['section']}"
        (section,) = soup.select(f"details[data-section={item['section']}]")
        (link,) = section.select(f"[data-item={item['id']}] a")
        assert f"Title of {page}" in section.summary.get_text()
        assert link["href"] == f"{page}.html#exercise-{item['id']}"
        assert link.get_text() == view(item, lang=lang)["title"]
    points = sum(item["points"] for item in samples() if item["type"] != "essay")
    assert soup.select_one("tfoot progress")["max"] == str(points)


@EACH_LANGUAGE
def test_an_essay_leads_to_its_readings_and_companion(lang):
    _, soup = _rendered(ITEMS["essay"], lang)
    essay = ITEMS["essay"]
    assert [link["href"] for link in soup.select(".links a")] == [
        *(f"chapters/{page}.html" for page in essay["readings"]),
        f"chapters/questions.html#exercise-{essay['companion']}",
    ]


def test_words_have_the_same_places_in_both_languages():
    for key, words in LABELS.items():
        if key.startswith(("exercise_", "progress_")):
            places = {lang: set(re.findall(r"\{\w+\}", text)) for lang, text in words.items()}
            assert places["zh"] == places["en"], key
