"""Properties of the typology: corners, ties, symmetry, monotonicity."""

import itertools
import math
import random

import pytest

from widgets.models.typology import (
    MECHANISMS,
    TYPES,
    dominance,
    mechanism_strengths,
    nearest,
    type_probabilities,
)


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(150):
        strengths = [draw.random() for _ in range(3)]
        yield "mechanism_strengths", [draw.uniform(0, 4) for _ in range(6)], {}
        yield "type_probabilities", strengths, {"sharpness": draw.uniform(0, 20)}
        yield "dominance", [dict(zip(TYPES, strengths, strict=True)), draw.random()], {}
        spots = [{m: draw.choice([0, 0.5, 1]) for m in MECHANISMS} for _ in range(12)]
        yield "nearest", [spots[0], spots, 4], {}
    yield "type_probabilities", [2, 0, 0], {}
    yield "mechanism_strengths", [0, 0, 0, 0, 0, "4"], {}


GRID = [0, 0.25, 0.5, 0.75, 1]
POINTS = list(itertools.product(GRID, repeat=3))


@pytest.mark.parametrize("sharpness", [0, 0.5, 6, 20])
def test_probabilities_are_a_distribution(sharpness):
    for point in POINTS:
        probabilities = type_probabilities(*point, sharpness=sharpness)
        assert tuple(sorted(probabilities)) == tuple(sorted(TYPES))
        assert math.isclose(sum(probabilities.values()), 1)
        assert all(0 < p < 1 for p in probabilities.values())


@pytest.mark.parametrize(("corner", "kind"), list(zip(((1, 0, 0), (0, 1, 0), (0, 0, 1)), TYPES, strict=True)))
def test_each_mechanism_alone_gives_its_type(corner, kind):
    verdict = dominance(type_probabilities(*corner))
    assert (verdict.type, verdict.mixed) == (kind, False)


def test_equal_strengths_are_mixed_whatever_the_sharpness():
    for strength, sharpness in itertools.product(GRID, [0, 6, 20]):
        probabilities = type_probabilities(strength, strength, strength, sharpness)
        assert all(math.isclose(p, 1 / 3) for p in probabilities.values())
        assert dominance(probabilities).mixed


def test_without_sharpness_strength_does_not_matter():
    for point in POINTS:
        assert dominance(type_probabilities(*point, sharpness=0)).margin == 0


def test_exchanging_mechanisms_exchanges_types():
    for point in POINTS:
        probabilities = [type_probabilities(*point)[kind] for kind in TYPES]
        for order in itertools.permutations(range(3)):
            permuted = type_probabilities(*[point[i] for i in order])
            assert [permuted[kind] for kind in TYPES] == pytest.approx([probabilities[i] for i in order])


def test_a_stronger_mechanism_makes_its_type_more_probable_and_the_others_less():
    for place, kind in enumerate(TYPES):
        for others in itertools.product(GRID, repeat=2):
            path = [type_probabilities(*_insert(others, place, s)) for s in GRID]
            own = [p[kind] for p in path]
            assert own == sorted(own)
            for other in set(TYPES) - {kind}:
                falling = [p[other] for p in path]
                assert falling == sorted(falling, reverse=True)


def _insert(others, place, value):
    return [*others[:place], value, *others[place:]]


def test_sharpness_separates():
    margins = [dominance(type_probabilities(0.7, 0.5, 0.2, k)).margin for k in (0, 1, 3, 6, 12, 20)]
    assert margins == sorted(margins)
    assert margins[0] == 0
    assert margins[-1] > 0.95


def test_log_odds_are_sharpness_times_difference():
    """The closed form of the rule: log(p_i / p_j) = k (s_i - s_j)."""
    draw = random.Random(1)
    for _ in range(200):
        point = [draw.random() for _ in range(3)]
        k = draw.uniform(0, 20)
        p = type_probabilities(*point, sharpness=k)
        log_odds = math.log(p["central_led"] / p["locally_responsive"])
        assert log_odds == pytest.approx(k * (point[0] - point[1]), abs=1e-9)


def test_strengths_are_mean_larger_mean():
    for scores in itertools.product(range(5), repeat=6):
        strengths = mechanism_strengths(*scores)
        c1, c2, e1, e2, n1, n2 = scores
        assert strengths == {
            "control": (c1 + c2) / 8,
            "embedding": max(e1, e2) / 4,
            "norm": (n1 + n2) / 8,
        }


def test_nearest_is_sorted_and_finds_the_point_itself():
    spots = [dict(zip(MECHANISMS, point, strict=True)) for point in POINTS]
    for index, spot in enumerate(spots):
        found = nearest(spot, spots, count=5)
        assert found[0] == (0, index)
        assert [distance for distance, _ in found] == sorted(distance for distance, _ in found)


BAD_NUMBERS = [math.nan, math.inf, -math.inf, -0.01, "0.5", "", None, True, [0.5], {}, 1e400]


@pytest.mark.parametrize("bad", BAD_NUMBERS, ids=repr)
def test_bad_strengths_and_scores_are_refused_by_name(bad):
    for place, name in enumerate(("control", "embedding", "norm", "sharpness")):
        values = [0.5, 0.5, 0.5, 6]
        values[place] = bad
        with pytest.raises(ValueError, match=rf"^{name}: got .* expected a number from 0 to "):
            type_probabilities(*values)
    for place, name in enumerate(("c1", "c2", "e1", "e2", "n1", "n2")):
        scores = [2] * 6
        scores[place] = bad
        with pytest.raises(ValueError, match=rf"^{name}: got .* expected a number from 0 to 4"):
            mechanism_strengths(*scores)


def test_too_large_is_refused():
    with pytest.raises(ValueError, match=r"control: got 1\.01"):
        type_probabilities(1.01, 0, 0)
    with pytest.raises(ValueError, match="sharpness: got 21"):
        type_probabilities(1, 0, 0, 21)
    with pytest.raises(ValueError, match="mixed_below: got 2"):
        dominance(type_probabilities(1, 0, 0), 2)
