"""Variants and scores in the page's Python are those of the kernel's."""

import pytest

from tests.exercises.items import (
    HOSTILE,
    everything,
    one_of_each_type,
    samples,
    scored,
    slips,
    with_parameters,
)
from tests.explorables.micropython import assert_same_answers, request, start
from widgets.exercises import IN_PAGE, scoring

SEEDS = (1, 2, 3, 17, 99, 256, 1000, 4242, 65537, 123456, 999999, 1000000)


@pytest.fixture(scope="module")
def micropython(tmp_path_factory):
    return start(tmp_path_factory.mktemp("exercises"))


def _ask(module, function, *args):
    return request(f"widgets.exercises.{module}", function, *args)


def test_modules_of_the_page_import(micropython):
    names = [f"widgets.exercises.{name}" for name in IN_PAGE]
    assert [answer["value"] for answer in micropython([request(name, None) for name in names])] == names


def test_variants_and_solutions_are_the_same(micropython):
    drawn = [item for item in with_parameters() if item in samples()]  # whose values are JSON
    requests = [_ask("variants", "draw", item, seed) for item in drawn for seed in SEEDS]
    for item in with_parameters():
        requests += [_ask("scoring", "reveal", item, seed, "en") for seed in SEEDS]
    assert_same_answers(micropython, requests)


def test_what_is_shown_is_the_same(micropython):
    requests = [_ask("variants", "view", item, None, lang) for item in everything() for lang in ("zh", "en")]
    requests += [_ask("variants", "view", item, seed) for item in with_parameters() for seed in SEEDS]
    assert_same_answers(micropython, requests)


def test_scores_are_the_same(micropython):
    requests = []
    for item in scored():
        for seed in SEEDS[:4]:
            responses = [scoring.solution(item, seed), *slips(item, seed)]
            requests += [_ask("scoring", "score", item, response, seed) for response in responses]
    assert_same_answers(micropython, requests)


def test_nonsense_is_answered_alike(micropython):
    requests = [
        _ask("scoring", "score", item, response, None, lang)
        for item in one_of_each_type()
        for response in HOSTILE
        for lang in ("zh", "en")
    ]
    requests += [
        _ask("variants", "draw", item, seed) for item in with_parameters()[:2] for seed in (0, -1, 1000001)
    ]
    assert_same_answers(micropython, requests)


@pytest.mark.parametrize(
    "typed", [["0,15", "１，０００", "1/3", "−2 ％", "1 000", "1e3", "0。5", "1.5E-2", ".5", "1/7"]]
)
def test_numbers_are_read_alike(micropython, typed):
    assert_same_answers(micropython, [_ask("numerals", "read", text) for text in typed])
