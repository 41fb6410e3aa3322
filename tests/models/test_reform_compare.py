"""Properties of the comparison of reform and innovation: ends, symmetry, separation, closed forms."""

import itertools
import math
import random

import pytest

from widgets.models.reform_compare import (
    DIMENSIONS,
    POINTS,
    POINTS_OF_DIMENSION,
    cancelled,
    dimension_weights,
    profile,
    spread,
    verdict,
)

GRID = [-1, -0.5, 0, 0.5, 1]
SHARES = [0, 0.3, 1]
CORNERS = [dict(zip(DIMENSIONS, xs, strict=True)) for xs in itertools.product([-1, 0, 1], repeat=4)]


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for share in GRID:
        yield "dimension_weights", [share], {}
    for corner in CORNERS:
        yield "spread", [corner], {}
        yield "cancelled", [corner, 0.5], {}
        yield "verdict", [{**corner, "overall": sum(corner.values()) / 4}], {}
    for _ in range(100):
        scores = _random_scores(draw)
        places = {dimension: draw.uniform(-1, 1) for dimension in (*DIMENSIONS, "overall")}
        yield "dimension_weights", [draw.random()], {}
        yield "profile", [scores, draw.random()], {}
        yield "spread", [places], {}
        yield "cancelled", [places, draw.random()], {}
        yield "verdict", [places, draw.random()], {}
    yield "profile", [{"nonsense": 1}], {}
    yield "profile", [{**scores, "risk": "1"}], {}


def _random_scores(draw):
    return {point: draw.choice([draw.uniform(-1, 1), -1, 0, 1]) for point in POINTS}


def _alike(value):
    return dict.fromkeys(POINTS, value)


def test_fourteen_points_as_the_chapter_counts_them():
    assert [len(points) for _, points in POINTS_OF_DIMENSION] == [3, 3, 5, 3]
    assert len(set(POINTS)) == 14


@pytest.mark.parametrize("share", SHARES)
def test_all_low_is_reform_and_all_high_is_innovation(share):
    for value, side in ((-1, "reform"), (0, "overlap"), (1, "innovation")):
        places = profile(_alike(value), share)
        assert places == pytest.approx(dict.fromkeys((*DIMENSIONS, "overall"), value))
        assert verdict(places) == (side, False)


@pytest.mark.parametrize(("dimension", "points"), POINTS_OF_DIMENSION)
def test_each_dimension_alone_moves_only_its_bar(dimension, points):
    for value, share in itertools.product(GRID, SHARES):
        places = profile({**_alike(0), **dict.fromkeys(points, value)}, share)
        assert places[dimension] == pytest.approx(value)
        assert all(places[other] == 0 for other in set(DIMENSIONS) - {dimension})
        assert places["overall"] == pytest.approx(value * dimension_weights(share)[dimension])


def test_weights_are_a_distribution_between_equal_dimensions_and_equal_points():
    assert dimension_weights(0) == dict.fromkeys(DIMENSIONS, 0.25)
    assert dimension_weights(1) == pytest.approx({d: len(points) / 14 for d, points in POINTS_OF_DIMENSION})
    for share in SHARES:
        assert math.isclose(sum(dimension_weights(share).values()), 1)


def test_with_equal_points_the_overall_position_is_their_plain_mean():
    draw = random.Random(3)
    for _ in range(100):
        scores = _random_scores(draw)
        assert profile(scores, 1)["overall"] == pytest.approx(sum(scores.values()) / 14)
        means = [sum(scores[point] for point in points) / len(points) for _, points in POINTS_OF_DIMENSION]
        assert profile(scores, 0)["overall"] == pytest.approx(sum(means) / 4)


def test_overall_position_lies_between_the_extreme_dimensions():
    draw = random.Random(4)
    for _ in range(200):
        places = profile(_random_scores(draw), draw.random())
        positions = [places[dimension] for dimension in DIMENSIONS]
        assert min(positions) - 1e-12 <= places["overall"] <= max(positions) + 1e-12


def test_raising_a_point_raises_its_dimension_and_the_overall_position():
    draw = random.Random(5)
    for dimension, points in POINTS_OF_DIMENSION:
        for point in points:
            scores = _random_scores(draw)
            path = [profile({**scores, point: value}, 0.4) for value in GRID]
            for key in (dimension, "overall"):
                rising = [places[key] for places in path]
                assert all(low < high for low, high in itertools.pairwise(rising))


def test_exchanging_the_ends_exchanges_the_sides():
    draw = random.Random(6)
    opposite = {"reform": "innovation", "overlap": "overlap", "innovation": "reform"}
    for _ in range(100):
        scores = _random_scores(draw)
        places = profile(scores)
        mirrored = profile({point: -score for point, score in scores.items()})
        assert mirrored == pytest.approx({key: -value for key, value in places.items()})
        assert verdict(mirrored) == (opposite[verdict(places).side], verdict(places).divided)
        assert spread(mirrored) == pytest.approx(spread(places))
        assert cancelled(mirrored) == pytest.approx(cancelled(places))


def test_spread_is_the_largest_difference_of_two_dimensions():
    for corner in CORNERS:
        pairs = itertools.combinations(corner.values(), 2)
        assert spread(corner) == max(abs(one - other) for one, other in pairs)


def test_nothing_cancels_without_opposite_leanings_and_all_between_equal_opposites():
    for corner in CORNERS:
        leanings = set(corner.values()) - {0}
        share = cancelled(corner)
        assert 0 <= share <= 1
        assert (share == 0) == (len(leanings) < 2)
        assert (share == 1) == (len(leanings) == 2 and sum(corner.values()) == 0)


def test_cancelling_depends_on_the_weights():
    places = {"goal": 1, "drive": 0, "path": -1, "systemic": 0}
    assert cancelled(places, 0) == 1
    assert cancelled(places, 1) == pytest.approx(1 - 2 / 8)


def test_a_wider_zone_of_overlap_names_fewer_sides_and_divides_less():
    draw = random.Random(8)
    for _ in range(100):
        places = profile(_random_scores(draw))
        found = [verdict(places, within) for within in (0, 0.1, 0.25, 0.5, 1)]
        named = [each.side != "overlap" for each in found]
        assert named == sorted(named, reverse=True)
        divided = [each.divided for each in found]
        assert divided == sorted(divided, reverse=True)
    assert found[-1] == ("overlap", False)


def test_the_edge_belongs_to_the_zone_of_overlap():
    places = {**dict.fromkeys(DIMENSIONS, 0.25), "overall": 0.1 + 0.15}
    assert verdict(places, 0.25).side == "overlap"
    assert verdict(places, 0.24).side == "innovation"


BAD_NUMBERS = [math.nan, math.inf, -math.inf, -1.01, 1.01, "0.5", "", None, True, [0.5], {}, 1e400]


@pytest.mark.parametrize("bad", BAD_NUMBERS, ids=repr)
def test_bad_numbers_are_refused_by_name(bad):
    for point in POINTS:
        with pytest.raises(ValueError, match=rf"^{point}: got .* expected a number from -1 to 1"):
            profile({**_alike(0), point: bad})
    middle = dict.fromkeys((*DIMENSIONS, "overall"), 0)
    for dimension in DIMENSIONS:
        for function in (spread, cancelled, verdict):
            with pytest.raises(ValueError, match=rf"^{dimension}: got .* expected a number from -1 to 1"):
                function({**middle, dimension: bad})
    with pytest.raises(ValueError, match=r"^overall: got"):
        verdict({**middle, "overall": bad})
    for function in (lambda: profile(_alike(0), bad), lambda: cancelled(middle, bad)):
        with pytest.raises(ValueError, match=r"^by_points: got .* expected a number from 0 to 1"):
            function()
    with pytest.raises(ValueError, match=r"^overlap_within: got .* expected a number from 0 to 1"):
        verdict(middle, bad)


def test_missing_and_unknown_points_are_refused_by_name():
    with pytest.raises(ValueError, match="scores: got the point 'nonsense', expected scope, depth"):
        profile({**_alike(0), "nonsense": 1})
    incomplete = _alike(0)
    del incomplete["feedback"]
    with pytest.raises(ValueError, match="feedback: got None"):
        profile(incomplete)
