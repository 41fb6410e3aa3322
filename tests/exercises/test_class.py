"""A class of a thousand: everybody gets a sound variant of the same hardness, and few can copy."""

import json
import re
from collections import Counter

import pytest

from tests.exercises.items import slips, with_parameters
from widgets.exercises import scoring, soundness, variants

STUDENTS = range(1, 1001)
FEWEST_VARIANTS = 8
LARGEST_SHARE = {"single": 0.85, "multiple": 0.85, "truefalse": 0.85}  # of one answer; 0.6 for other types
UNTIDY = re.compile(r"\d\.\d{5,}|\de[+-]?\d|\b(nan|inf)\b|[{}]")

EACH_ITEM = pytest.mark.parametrize("item", with_parameters(), ids=lambda item: item["id"])


@pytest.fixture(scope="module")
def variants_of():
    """Variants of an item: values and the seeds that give them."""
    known = {}

    def find(item):
        if id(item) not in known:
            found = {}
            for seed in STUDENTS:
                values = variants.draw(item, seed)
                found.setdefault(repr(values), (values, []))[1].append(seed)
            known[id(item)] = found.values()
        return known[id(item)]

    return find


@EACH_ITEM
def test_every_variant_is_sound(item, variants_of):
    for values, seeds in variants_of(item):
        assert list(soundness.variant_problems(item, seeds[0])) == [], values


@EACH_ITEM
def test_the_solution_scores_one_and_no_slip_does(item, variants_of):
    for values, (seed, *_) in variants_of(item):
        assert scoring.score(item, scoring.solution(item, seed), seed)["credit"] == 1, values
        for slip in slips(item, seed):
            assert scoring.score(item, slip, seed)["credit"] < 1, (values, slip)


@EACH_ITEM
def test_there_are_enough_variants(item, variants_of):
    assert len(variants_of(item)) >= FEWEST_VARIANTS


@EACH_ITEM
def test_no_answer_is_that_of_most(item, variants_of):
    count = Counter()
    for _, seeds in variants_of(item):
        count[_answer(item, seeds[0])] += len(seeds)
    ((answer, most),) = count.most_common(1)
    assert most / len(STUDENTS) <= LARGEST_SHARE.get(item["type"], 0.6), answer


def _answer(item, seed):
    """What a neighbour could copy; the keys of steps are the same for all, so their texts."""
    revealed = scoring.reveal(item, seed)
    return json.dumps(revealed["lines" if item["type"] in ("order", "numeric") else "response"])


@EACH_ITEM
def test_difficulty_stays_within_its_bounds(item, variants_of):
    bounds = item["difficulty"]
    for values, _ in variants_of(item):
        assert bounds["low"] <= variants.difficulty(item, values) <= bounds["high"]


@EACH_ITEM
def test_texts_are_tidy(item, variants_of):
    for values, _ in variants_of(item):
        shown = variants.labelled(item, values)
        for _, text in soundness.texts(item):
            for lang in ("zh", "en"):
                assert not UNTIDY.search(variants.filled(text, shown, lang)), values
