"""Properties of what contradicting figures allow: inclusion, monotonicity, limits, closed forms."""

import random

import pytest

from widgets.models.contradictions import (
    Interval,
    difference,
    printed,
    quotient,
    reduction,
    rounded,
    survival,
    total,
    verdict,
)

TEXTS = ["0", "395", ">30000", "<1", "95.7-96.2", "0.5"]
REFUSED = ["", ">", "about 5", "5-3", "1-2-3", "-4", "nan", ">1e99", None, 5, []]


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for text in TEXTS + REFUSED:
        yield "printed", [text, draw.random()], {}
    for _ in range(60):
        one, other = _interval(draw), _interval(draw)
        yield "rounded", [draw.uniform(0, 100), draw.choice([0, 0.1, 1, 10])], {}
        for name in ("total", "difference", "quotient", "reduction"):
            yield name, [one, other], {}
        yield "verdict", [one, draw.uniform(-10, 110), draw.choice([True, False])], {}
    yield "quotient", [[1, 2], [0, 1]], {}
    yield "total", [[2, 1], [0, 1]], {}
    yield "total", [3, [0, 1]], {}
    yield "survival", [["yes", "open"]], {}
    yield "survival", [["no", "no"]], {}
    yield "survival", [[]], {}
    yield "survival", [["maybe"]], {}


def _interval(draw):
    return sorted(draw.uniform(0.5, 100) for _ in range(2))


@pytest.mark.parametrize("text", TEXTS)
def test_without_slack_a_bound_is_taken_at_its_word_and_slack_only_widens(text):
    plain = printed(text)
    previous = plain
    for slack in (0.1, 0.5, 1):
        wider = printed(text, slack)
        assert wider.low <= previous.low <= previous.high <= wider.high
        previous = wider
    assert (printed(text, 1) == plain) == (text[0] not in "<>")


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_figure_is_refused_by_its_name(text):
    with pytest.raises(ValueError, match=r"^text: got"):
        printed(text)


def test_rounding_is_symmetric_and_never_negative():
    assert rounded(38, 1) == Interval(37.5, 38.5)
    assert rounded(0, 1) == Interval(0, 0.5)
    assert rounded(7, 0) == Interval(7, 7)


@pytest.mark.parametrize("seed", range(50))
def test_results_contain_the_result_of_every_inner_pair(seed):
    draw = random.Random(seed)
    one, other = Interval(*_interval(draw)), Interval(*_interval(draw))
    x, y = draw.uniform(*one), draw.uniform(*other)
    for outer, inner in (
        (total(one, other), x + y),
        (difference(one, other), max(0, x - y)),
        (quotient(one, other), x / y),
        (reduction(one, other), 1 - y / x),
    ):
        assert outer.low - 1e-9 <= inner <= outer.high + 1e-9


def test_points_stay_points():
    four, two = Interval(4, 4), Interval(2, 2)
    assert [f(four, two).low for f in (total, difference, quotient, reduction)] == [6, 2, 2, 0.5]
    assert all(f(four, two).low == f(four, two).high for f in (total, difference, quotient, reduction))


def test_growth_is_a_negative_reduction():
    assert reduction((100, 100), (150, 150)) == Interval(-0.5, -0.5)


@pytest.mark.parametrize("seed", range(30))
def test_at_least_and_at_most_are_opposite_away_from_the_threshold(seed):
    draw = random.Random(seed)
    value, threshold = _interval(draw), draw.uniform(0, 100)
    opposite = {"yes": "no", "no": "yes", "open": "open"}
    assert verdict(value, threshold, at_least=False) == opposite[verdict(value, threshold)]


def test_threshold_itself_counts_as_reached_either_way():
    assert verdict((10, 10), 10) == verdict((10, 10), 10, at_least=False) == "yes"


def test_wider_intervals_never_settle_what_was_open():
    for wide in (0, 1, 5):
        assert verdict((9 - wide, 11 + wide), 10) == "open"


def test_claim_survives_only_if_every_source_carries_it():
    assert survival(["yes"]) == survival(["yes", "yes"]) == "holds"
    assert survival(["no", "no"]) == "fails"
    assert survival(["yes", "no"]) == survival(["yes", "open"]) == survival(["open"]) == "depends"


@pytest.mark.parametrize("verdicts", [[], ["perhaps"]])
def test_unknown_verdicts_are_refused(verdicts):
    with pytest.raises(ValueError, match=r"^verdicts: got"):
        survival(verdicts)


@pytest.mark.parametrize("bad", [5, (1,), (2, 1), (0, float("nan")), "ab"])
def test_what_is_no_interval_is_refused_by_its_name(bad):
    with pytest.raises(ValueError, match=r"^one: got"):
        total(bad, (0, 1))
