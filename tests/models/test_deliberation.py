"""Averaging within a bound: limits, order, splits that last, published groups, the chair, who comes."""

import itertools
import math
import random
from fractions import Fraction

import pytest

from widgets.models.deliberation import (
    SAME_VIEW,
    TOWNS,
    drawn,
    groups,
    last_change,
    mean_opinion,
    rounds,
)

SLACK = 1e-12


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for town, seed, selection in itertools.product(TOWNS, [0, 1, 7], [0, 0.5, 1]):
        yield "drawn", [town, 40], {"selection": selection, "seed": seed}
        yield "mean_opinion", [town], {"selection": selection}
    for _ in range(40):
        opinions = drawn(draw.choice(sorted(TOWNS)), draw.randint(1, 30), seed=draw.randint(1, 99))
        chair = {
            "hearing": draw.choice([0, draw.random()]),
            "chair": draw.random(),
            "weight": draw.choice([0, 5]),
        }
        openness = draw.random() / 2
        yield "rounds", [opinions, openness, 12], chair
        yield "groups", [rounds(opinions, openness, 12)[-1]], {}
        yield "last_change", [rounds(opinions, openness, 12)], {}
    yield "rounds", [[0.5], 0.1, 2.5], {}
    yield "rounds", [[], 0.1, 2], {}
    yield "groups", [[2]], {}
    yield "last_change", [[]], {}
    yield "drawn", ["nowhere", 5], {}
    yield "mean_opinion", ["nowhere"], {}


def spaced(count):
    return [place / (count - 1) for place in range(count)]


def sizes(opinions):
    return [group["size"] for group in groups(opinions)]


def exact_round(opinions, openness):
    """A round of the plain model in whole fractions."""
    near = [[other for other in opinions if abs(own - other) <= openness] for own in opinions]
    return [sum(heard) / len(heard) for heard in near]


def crowds(runs=40):
    draw = random.Random(3)
    for _ in range(runs):
        yield [draw.random() for _ in range(draw.randint(1, 40))], draw.random() / 2


def test_a_round_is_the_mean_of_what_is_near_in_whole_fractions():
    draw = random.Random(1)
    for _ in range(50):
        given = [Fraction(draw.randint(0, 60), 60) for _ in range(draw.randint(1, 20))]
        openness = Fraction(draw.randint(0, 60), 60)
        ours = rounds([float(opinion) for opinion in given], float(openness), 1)[1]
        assert ours == pytest.approx([float(opinion) for opinion in exact_round(given, openness)], abs=SLACK)


def test_who_hears_all_agrees_on_the_mean_in_one_round():
    for opinions, _ in crowds():
        spread = max(opinions) - min(opinions)
        mean = sum(opinions) / len(opinions)
        for path in (rounds(opinions, spread, 3), rounds(opinions, 0, 3, hearing=1)):
            assert path[1] == pytest.approx([mean] * len(opinions), abs=SLACK)


def test_who_hears_nobody_else_stays():
    for opinions, _ in crowds():
        assert rounds(opinions, 0, 5)[-1] == opinions


def test_two_and_three_participants_in_closed_form():
    assert rounds([0.2, 0.6], 0.4, 1)[1] == pytest.approx([0.4, 0.4])
    assert rounds([0.2, 0.6], 0.39, 9)[9] == [0.2, 0.6]
    bridge = rounds([0, 0.5, 1], 0.5, 2)
    assert bridge[1] == pytest.approx([0.25, 0.5, 0.75])
    assert bridge[2] == pytest.approx([0.5] * 3)
    split = rounds([0, 0.25, 0.75], 0.25, 9)[-1]
    assert split == pytest.approx([0.125, 0.125, 0.75])


def test_order_and_range_are_kept():
    for opinions, openness in crowds():
        for weight in (0, 6):
            path = rounds(sorted(opinions), openness, 10, chair=0.9, weight=weight)
            for now in path:
                assert all(higher >= lower - SLACK for lower, higher in itertools.pairwise(now))
                voices = [*opinions, 0.9] if weight else opinions
                assert min(voices) - SLACK <= min(now) <= max(now) <= max(voices) + SLACK


def test_a_split_wider_than_the_bound_never_closes():
    split_seen = 0
    for opinions, openness in crowds(80):
        path = [sorted(now) for now in rounds(opinions, openness, 25)]
        gaps = [later - earlier for earlier, later in itertools.pairwise(path[2])]
        for place, gap in enumerate(gaps):
            if gap > openness + 1e-6:
                split_seen += 1
                assert all(now[place + 1] - now[place] >= gap - SLACK for now in path[2:])
    assert split_seen > 20


def test_mirrored_opinions_have_the_mirrored_path():
    for opinions, openness in crowds(20):
        mirrored = [1 - opinion for opinion in opinions]
        ours = rounds(opinions, openness, 6, hearing=0.02, chair=0.7, weight=3)[-1]
        other = rounds(mirrored, openness, 6, hearing=0.02, chair=0.3, weight=3)[-1]
        assert ours == pytest.approx([1 - opinion for opinion in other], abs=1e-9)


def test_the_order_of_the_participants_does_not_matter():
    for opinions, openness in crowds(20):
        shuffled = list(enumerate(opinions))
        random.Random(2).shuffle(shuffled)
        ours = rounds(opinions, openness, 8)[-1]
        other = rounds([opinion for _, opinion in shuffled], openness, 8)[-1]
        assert other == pytest.approx([ours[place] for place, _ in shuffled], abs=1e-9)


@pytest.mark.parametrize("count", [2, 5, 6, 7, 11, 12, 24, 29, 50, 61])
def test_published_groups_of_equally_spaced_opinions(count):
    """Hegarty and Wedin (2014): every 5 rounds 3 break off at either end; n mod 6 are left in the middle."""
    path = rounds(spaced(count), 1 / (count - 1), 2 * count)
    triples, rest = count // 6, count % 6
    assert sizes(path[-1]) == [3] * triples + [rest] * (rest > 0) + [3] * triples
    assert last_change(path) <= 5 * count / 6 + 3


def test_a_large_crowd_agrees_above_a_threshold_near_one_fifth():
    """Fortunato (2005), abstract: the consensus threshold on the complete graph is about 0.2."""
    for seed in range(1, 4):
        crowd = drawn("even", 1000, seed=seed)
        assert len(sizes(rounds(crowd, 0.26, 60)[-1])) == 1
        assert len(sizes(rounds(crowd, 0.15, 60)[-1])) > 1


def test_more_openness_can_break_an_agreement():
    """Hegselmann (2023), abstract: a consensus that breaks down for larger bounds."""
    ended = [sizes(rounds(spaced(50), bound / 100, 60)[-1]) for bound in (19, 20, 21, 22, 24)]
    assert ended == [[50], [25, 25], [50], [25, 25], [50]]


def test_more_weight_of_the_chair_can_have_less_effect():
    """Hegselmann and Krause (2015), abstract: the more intensive signal may have less effect."""
    ends = [
        sum(rounds(spaced(50), 0.3, 60, chair=0.8, weight=weight)[-1]) / 50 for weight in (0, 2, 10, 20, 30)
    ]
    assert ends[:4] == sorted(ends[:4])
    assert ends[4] < ends[1]


def test_a_chair_counts_as_so_many_participants_who_never_move():
    path = rounds([0.2, 0.4], 0.5, 1, chair=0.6, weight=2)
    assert path[1] == pytest.approx([(0.2 + 0.4 + 2 * 0.6) / 4] * 2)
    assert rounds([0.2, 0.4], 0.1, 9, chair=0.9, weight=9)[-1] == [0.2, 0.4]
    assert rounds([0.2, 0.4], 0.1, 9, chair=0.9) == rounds([0.2, 0.4], 0.1, 9)


def test_any_hearing_leads_to_one_view_and_with_a_chair_to_his():
    for hearing in (0.02, 0.1, 0.5):
        free = rounds(drawn("camps", 30), 0.2, 1000, hearing=hearing)[-1]
        led = rounds(drawn("camps", 30), 0.2, 1000, hearing=hearing, chair=0.9, weight=5)[-1]
        assert sizes(free) == [30]
        assert free[0] == pytest.approx(0.5, abs=1e-9)
        assert led == pytest.approx([0.9] * 30, abs=0.01)


def test_groups_hold_all_and_lie_apart():
    for opinions, openness in crowds():
        found = groups(rounds(opinions, openness, 30)[-1])
        assert sum(group["size"] for group in found) == len(opinions)
        assert [group["opinion"] for group in found] == sorted(group["opinion"] for group in found)
    assert sizes([0.5, 0.5 + SAME_VIEW / 2, 0.7]) == [2, 1]


def test_last_change_is_where_the_path_stops():
    path = rounds(spaced(50), 0.2, 30)
    stopped = last_change(path)
    assert path[stopped] == pytest.approx(path[-1], abs=1e-9)
    assert path[stopped - 1] != pytest.approx(path[-1], abs=1e-9)
    assert last_change(path[:4]) == 3
    assert last_change(path[:1]) == 0


@pytest.mark.parametrize("selection", [0, 0.3, 1])
@pytest.mark.parametrize("town", TOWNS)
def test_those_drawn_have_the_mean_of_those_who_would_come(town, selection):
    crowd = drawn(town, 1000, selection)
    assert sum(crowd) / 1000 == pytest.approx(mean_opinion(town, selection), abs=0.001)
    assert crowd == sorted(crowd)
    assert 0 <= crowd[0] <= crowd[-1] <= 1
    lucky = drawn(town, 1000, selection, seed=5)
    assert sum(lucky) / 1000 == pytest.approx(mean_opinion(town, selection), abs=0.04)


def test_means_of_the_towns_in_closed_form():
    assert mean_opinion("even", 1) == pytest.approx(2 / 3)
    assert mean_opinion("even", 0.5) == pytest.approx((0.25 + 1 / 6) / 0.75)
    assert mean_opinion("camps") == pytest.approx(0.5)
    assert mean_opinion("skewed") == pytest.approx(0.5 * 0.1 + 0.3 * 0.325 + 0.2 * 0.725)


def test_self_selection_raises_everyone_drawn_by_the_same_luck():
    for town, seed in itertools.product(TOWNS, [0, 4]):
        path = [drawn(town, 30, selection / 10, seed) for selection in range(11)]
        for fewer, more in itertools.pairwise(path):
            assert all(higher >= lower - SLACK for lower, higher in zip(fewer, more, strict=True))


def test_more_participants_keep_the_luck_of_the_first():
    assert drawn("skewed", 40, 0.5, seed=3)[:10] == drawn("skewed", 10, 0.5, seed=3)


BAD = [math.nan, math.inf, -math.inf, -0.01, "0.5", "", None, True, [0.5], {}, 1e400]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_numbers_are_refused_by_name(bad):
    for name, call in {
        "opinions": lambda: rounds([bad, 0.5], 0.2, 1),
        "openness": lambda: rounds([0.5], bad, 1),
        "rounds": lambda: rounds([0.5], 0.2, bad),
        "hearing": lambda: rounds([0.5], 0.2, 1, hearing=bad),
        "chair": lambda: rounds([0.5], 0.2, 1, chair=bad),
        "weight": lambda: rounds([0.5], 0.2, 1, weight=bad),
        "count": lambda: drawn("even", bad),
        "selection": lambda: mean_opinion("even", bad),
        "seed": lambda: drawn("even", 5, seed=bad),
    }.items():
        with pytest.raises(ValueError, match=rf"^{name}: got .* expected a"):
            call()


def test_nothing_half_and_unknown_are_refused():
    with pytest.raises(ValueError, match=r"^opinions: got 0, expected 1 to 1000 of them"):
        rounds([], 0.2, 1)
    with pytest.raises(ValueError, match=r"^rounds: got 1\.5, expected a whole number"):
        rounds([0.5], 0.2, 1.5)
    with pytest.raises(ValueError, match=r"^path: got \[\], expected at least one list"):
        last_change([])
    with pytest.raises(ValueError, match=r"^town: got 'nowhere', expected one of camps, even, skewed"):
        drawn("nowhere", 5)
