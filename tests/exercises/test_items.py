"""The book's own items: enough of each kind, in both languages, not to be guessed from their form."""

import re
from collections import Counter

import pytest

from tests.exercises.items import samples
from tests.notebooks.test_chapters import SECTIONS
from widgets.book.records import parts
from widgets.exercises import bank, checkers, scoring, soundness, variants

PAGES = [
    page.partition("/")[2]
    for caption, pages in parts().items()
    for page in pages
    if caption.startswith(SECTIONS)
]
TYPES = {"single", "multiple", "truefalse", "numeric", "match", "order", "code", "essay"}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FEWEST = {"items": 110, "on a page": 8, "with parameters": 25}


def test_the_bank_covers_the_book():
    count = Counter(item["section"] for item in bank.items())
    assert sum(count.values()) >= FEWEST["items"]
    assert {page: count[page] for page in PAGES if count[page] < FEWEST["on a page"]} == {}
    assert {item["type"] for item in bank.items()} == TYPES
    assert sum("parameters" in item for item in bank.items()) >= FEWEST["with parameters"]


def test_every_question_of_the_chapter_has_an_essay_and_a_companion():
    essays = [item for item in bank.of_section("questions") if item["type"] == "essay"]
    assert sorted(item["question"] for item in essays) == list(range(1, 9))
    assert len({item["companion"] for item in essays}) == len(essays)
    assert all(item["section"] == "questions" for item in bank.items() if item["type"] == "essay")


def _everybody(test):
    return pytest.mark.parametrize("item", bank.items(), ids=lambda item: item["id"])(test)


@_everybody
def test_every_text_is_in_both_languages(item):
    for place, text in soundness.texts(item):
        assert isinstance(text, str) or text.get("en"), place


@pytest.mark.parametrize(
    "item", [item for item in bank.items() if item["type"] == "numeric"], ids=lambda item: item["id"]
)
def test_no_hint_prints_the_number_that_is_asked_for(item):
    answer = NUMBER.search(scoring.reveal(item)["lines"][0])[0]
    said = NUMBER.findall(" ".join(variants.view(item)["hints"]))
    assert len(answer) < 3 or answer not in said  # a number this short may stand there for another reason


def _of_type(name):
    return [item for item in bank.items() if item["type"] == name and scoring.has_answers(item)]


def test_the_right_option_stands_anywhere():
    places = Counter(scoring.solution(item) for item in _of_type("single"))
    assert all(0.12 <= places[key] / places.total() <= 0.45 for key in "abc"), places


def test_the_right_option_is_not_known_by_its_length():
    longest = []
    for item in _of_type("single"):
        lengths = {option["key"]: len(option["text"]) for option in variants.view(item)["options"]}
        right = lengths.pop(scoring.solution(item))
        longest.append(right > max(lengths.values()))
    assert sum(longest) / len(longest) <= 0.6


def test_about_half_of_what_is_to_be_judged_is_false():
    judged = [scoring.solution(item) for item in _of_type("truefalse")]
    assert 0.3 <= judged.count(True) / len(judged) <= 0.7


PROGRAMS = [item for item in [*samples(), *bank.items()] if item["type"] == "code"]


@pytest.mark.parametrize("item", PROGRAMS, ids=lambda item: item["id"])
def test_the_solution_of_a_program_passes_and_what_the_reader_gets_does_not(item):
    assert scoring.score(item, scoring.solution(item))["credit"] == 1
    assert checkers.check(item, item["starter"])["credit"] < 1
