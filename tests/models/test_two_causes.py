"""One curve from two causes: equal totals, the statistics' limits, and how surely they tell worlds apart."""

import itertools
import math
import random

import pytest

from widgets.models.diffusion import effects, luck, simulate
from widgets.models.two_causes import (
    closeness,
    contagion,
    even_luck,
    mean_path,
    mean_year,
    precedence,
    push_strength,
    pushed,
    pushed_alike,
    told_apart,
)

PLACES = 31
RING = [[(i - 1) % PLACES, (i + 1) % PLACES] for i in range(PLACES)]
LINKS = [(i, (i + 1) % PLACES) for i in range(PLACES)]
YEARS = 15
EQUAL = [1.0] * PLACES
UNEQUAL = [2.0 ** (i / 10 - 1.5) for i in range(PLACES)]
CAUSES = [{"own": 0.02, "neighbours": 0.5}, {"own": 0.02, "peers": 0.4}, {"own": 0.2}]


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(12):
        patience = [draw.random() for _ in range(PLACES)]
        weights = [draw.uniform(0.2, 5) for _ in range(PLACES)]
        shares = {name: draw.uniform(0, 0.3) for name in ("own", "neighbours", "peers")}
        origin = draw.randrange(PLACES)
        yield "contagion", [RING, patience, origin, YEARS], shares
        adoption = contagion(RING, patience, origin, YEARS, **shares)
        path = mean_path([adoption], YEARS)
        yield "mean_path", [[adoption], YEARS], {}
        yield "mean_year", [adoption], {}
        yield "closeness", [adoption, LINKS], {}
        yield "precedence", [adoption, draw.sample(range(PLACES), PLACES)], {}
        yield "pushed_alike", [adoption, weights, patience], {}
        steady = [min(share, 0.95) for share in path]
        yield "push_strength", [steady, weights, EQUAL], {}
        yield "pushed", [push_strength(steady, weights, EQUAL), weights, patience, origin], {}
        values = [[draw.random() for _ in range(9)] for _ in range(2)]
        yield "told_apart", [*values, draw.randint(1, 20)], {}
    yield "even_luck", [4, 7, 3], {}
    yield "even_luck", [0, 7, 3], {}
    yield "contagion", [RING, [0.5], 0, YEARS], {}
    yield "contagion", [RING, [0.5] * PLACES, 0, YEARS], {"own": 0.7, "peers": 0.7}
    yield "push_strength", [[0, 1], [1, 1], [1, 1]], {}
    yield "pushed", [[0, 1], [1, 1], [0.5, 0.5], 2], {}
    yield "pushed_alike", [[0, 1], [1, 1], [0.5]], {}
    yield "told_apart", [[1, 1], [1, 1], 5], {}
    yield "told_apart", [[1, 2], [1], 5], {}
    yield "told_apart", [[1, 2], [1, 2], 0], {}


def _worlds(causes, weights, runs=400, seed=1):
    """Contagion, the push that varies with it and the push that is always the same, under one luck."""
    patience = even_luck(PLACES, runs, seed)
    spread = [contagion(RING, still, run % PLACES, YEARS, **causes) for run, still in enumerate(patience)]
    alike = [pushed_alike(years, weights, still) for years, still in zip(spread, patience, strict=True)]
    origins = [run % PLACES for run in range(runs)]
    followers = [runs - origins.count(place) for place in range(PLACES)]
    strength = push_strength(mean_path(spread, YEARS), weights, followers)
    same = [pushed(strength, weights, still, origins[run]) for run, still in enumerate(patience)]
    return spread, alike, same


@pytest.mark.parametrize("causes", CAUSES, ids=repr)
def test_contagion_is_the_diffusion_model_without_order_endorsement_and_alteration(causes):
    for seed, origin in ((1, 0), (2, 17), (3, 30)):
        chance = luck(PLACES, 1, seed)[0]
        run = simulate(RING, effects(**causes), YEARS, [chance], [origin])[0]
        years = [YEARS + 1 if year is None else year for year in run["year"]]
        assert contagion(RING, chance["patience"], origin, YEARS, **causes) == years


def test_even_luck_meets_every_part_once_and_is_otherwise_uniform_and_independent():
    runs = 500
    patience = even_luck(PLACES, runs, 1)
    for place in range(PLACES):
        assert sorted(int(runs * still[place]) for still in patience) == list(range(runs))
    together = sum((still[0] - 0.5) * (still[1] - 0.5) for still in patience) / runs * 12
    assert abs(together) < 4 / math.sqrt(runs)
    assert even_luck(3, 5, 1) != even_luck(3, 5, 2)


@pytest.mark.parametrize("weights", [EQUAL, UNEQUAL], ids=["equal", "unequal"])
@pytest.mark.parametrize("causes", CAUSES, ids=repr)
def test_both_pushes_reproduce_the_mean_curve(causes, weights):
    spread, alike, same = _worlds(causes, weights)
    expected = mean_path(spread, YEARS)
    assert mean_path(alike, YEARS) == expected
    error = 1 / math.sqrt(len(same) * (PLACES - 1))
    for share, wanted in zip(mean_path(same, YEARS), expected, strict=True):
        assert abs(share - wanted) < 4 * error * math.sqrt(wanted * (1 - wanted)) + 1e-9


def test_under_the_same_push_expected_shares_are_the_curve_exactly():
    path = [0, 0.1, 0.4, 0.4, 0.93]
    strength = push_strength(path, UNEQUAL, EQUAL)
    assert strength == sorted(strength)
    for total, share in zip(strength, path, strict=True):
        moved = sum(1 - math.exp(-weight * total) for weight in UNEQUAL) / PLACES
        assert moved == pytest.approx(share, abs=1e-11)


def test_with_equal_weights_the_yearly_chance_of_the_push_has_a_closed_form():
    path = [0, 0.05, 0.3, 0.7, 0.9]
    strength = push_strength(path, EQUAL, EQUAL)
    for (before, after), (share, later) in zip(
        itertools.pairwise(strength), itertools.pairwise(path), strict=True
    ):
        assert 1 - math.exp(before - after) == pytest.approx((later - share) / (1 - share), abs=1e-10)


def test_a_push_that_follows_contagion_keeps_origin_and_yearly_totals_of_every_innovation():
    for spread, alike in zip(*_worlds(CAUSES[0], UNEQUAL, runs=60)[:2], strict=True):
        assert sorted(alike) == sorted(spread)
        assert alike.index(0) == spread.index(0)


def test_without_examples_or_with_examples_everywhere_an_even_push_gives_the_same_dates():
    """Contagion among all follows the order of patience, as a push without regard to anything does."""
    for causes in CAUSES[1:]:
        spread, alike, _ = _worlds(causes, EQUAL, runs=60)
        assert spread == alike


def test_a_heavier_weight_never_delays():
    strength = push_strength([0, 0.2, 0.5, 0.8], EQUAL, EQUAL)
    patience = even_luck(PLACES, 20, 4)
    heavier = [2.0, *EQUAL[1:]]
    for still in patience:
        light, heavy = [pushed(strength, weights, still, 5) for weights in (EQUAL, heavier)]
        assert heavy[0] <= light[0]
        assert heavy[1:] == light[1:]
        adoption = contagion(RING, still, 5, YEARS, peers=0.3, own=0.05)
        assert pushed_alike(adoption, heavier, still)[0] <= pushed_alike(adoption, EQUAL, still)[0]


def test_closeness_is_one_at_most_zero_by_lot_and_blind_to_the_calendar():
    draw = random.Random(1)
    adoption = [0] + [draw.randint(1, 9) for _ in range(PLACES - 1)]
    every = list(itertools.combinations(range(PLACES), 2))
    assert closeness(adoption, every) == pytest.approx(0)
    dealt = []
    for _ in range(4000):
        rest = draw.sample(adoption[1:], PLACES - 1)
        dealt.append(closeness([0, *rest], LINKS))
        assert dealt[-1] <= 1
    mean = sum(dealt) / len(dealt)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in dealt) / len(dealt))
    assert abs(mean) < 4 * deviation / math.sqrt(len(dealt))
    later = [0] + [3 * year + 7 for year in adoption[1:]]
    assert closeness(later, LINKS) == pytest.approx(closeness(adoption, LINKS))
    assert closeness([0, 1, 1, 6, 6], [(1, 2), (3, 4)]) == 1
    assert closeness([0, 3, 3, 3], [(1, 2)]) == 0
    assert closeness([0, 3, 4], [(0, 1)]) == 0


def test_precedence_is_spearmans_correlation():
    ranked = [*range(1, 11), 0]
    assert precedence([0, *range(1, 11)], ranked) == pytest.approx(1)
    assert precedence([0, *range(10, 0, -1)], ranked) == pytest.approx(-1)
    assert precedence([0] + [4] * 10, ranked) == 0
    without_ties = [0, 3, 1, 2, 5, 4, 7, 6, 9, 10, 8]
    squares = sum((place - year) ** 2 for place, year in zip(range(1, 11), without_ties[1:], strict=True))
    assert precedence(without_ties, ranked) == pytest.approx(1 - 6 * squares / (10 * 99))
    with_ties = [0, 2, 2, 1, 5, 5, 5, 3, 9, 9, 1]
    assert precedence(with_ties, ranked) == pytest.approx(-precedence(with_ties, ranked[::-1]))
    assert -1 < precedence(with_ties, ranked) < 1


def test_mean_year_and_mean_path_say_the_same():
    """The mean year is the area above the path, with what comes later put in the year after the last."""
    for adoption in _worlds(CAUSES[0], EQUAL, runs=20)[0]:
        path = mean_path([adoption], YEARS)
        assert mean_year(adoption) == pytest.approx(sum(1 - share for share in path))
        assert path == sorted(path)
        assert path[0] == 0


def test_two_files_from_one_world_are_a_toss_of_a_coin():
    spread = _worlds(CAUSES[0], EQUAL, runs=600)[0]
    values = [closeness(adoption, LINKS) for adoption in spread]
    for observed in (1, 5, 20):
        assert told_apart(values, values, observed).chance == 0.5
        verdict = told_apart(values[:300], values[300:], observed)
        assert abs(verdict.chance - 0.5) < 3 * verdict.error


def test_totals_tell_nothing_and_links_tell_more_the_more_is_observed():
    spread, alike, same = _worlds(CAUSES[0], EQUAL)
    for pushed_world in (alike, same):
        totals = [[mean_year(adoption) for adoption in world] for world in (spread, pushed_world)]
        linked = [[closeness(adoption, LINKS) for adoption in world] for world in (spread, pushed_world)]
        for observed in range(1, 21):
            verdict = told_apart(*totals, observed)
            assert abs(verdict.chance - 0.5) <= 2 * verdict.error
        chances = [told_apart(*linked, observed).chance for observed in range(1, 21)]
        assert chances == sorted(chances)
        assert chances[0] > 0.8


def test_contagion_varies_more_from_one_innovation_to_the_next_than_the_same_push():
    spread, _, same = _worlds(CAUSES[1], EQUAL)
    variance = []
    for world in (spread, same):
        years = [mean_year(adoption) for adoption in world]
        middle = sum(years) / len(years)
        variance.append(sum((year - middle) ** 2 for year in years) / len(years))
    assert variance[0] > 2 * variance[1]


def test_chance_is_the_share_of_pairs_of_files_that_are_told_apart():
    """Against files drawn afresh: the normal form errs by less than three points, even for one innovation."""
    draw = random.Random(5)
    spread, alike, same = _worlds(CAUSES[0], UNEQUAL, runs=800)
    usual = sum(map(mean_year, spread)) / len(spread)
    for other, statistic in (
        (alike, lambda adoption: closeness(adoption, LINKS)),
        (alike, lambda adoption: precedence(adoption, list(range(PLACES)))),
        (same, lambda adoption: abs(mean_year(adoption) - usual)),
    ):
        values = [[statistic(adoption) for adoption in world] for world in (spread, other)]
        for observed in (1, 3, 8):
            won = 0.0
            for _ in range(6000):
                one, two = [sum(draw.choices(world, k=observed)) for world in values]
                won += (one > two) + 0.5 * (one == two)
            assert told_apart(*values, observed).chance == pytest.approx(won / 6000, abs=0.03)


def test_error_is_the_spread_of_chances_between_independent_lucks():
    verdicts = []
    for seed in range(1, 41):
        spread, alike, _ = _worlds(CAUSES[0], UNEQUAL, runs=93, seed=seed)
        values = [
            [precedence(adoption, list(range(PLACES))) for adoption in world] for world in (spread, alike)
        ]
        verdicts.append(told_apart(*values, 1))
    mean = sum(verdict.chance for verdict in verdicts) / 40
    spread_of_chances = math.sqrt(sum((verdict.chance - mean) ** 2 for verdict in verdicts) / 39)
    told = sum(verdict.error for verdict in verdicts) / 40
    assert 0.6 < told / spread_of_chances < 1.6


def test_exchanging_the_worlds_exchanges_right_and_wrong():
    draw = random.Random(3)
    one, other = [[draw.gauss(mean, 1) for _ in range(50)] for mean in (0, 0.4)]
    there, back = told_apart(one, other, 4), told_apart(other, one, 4)
    assert there.chance + back.chance == pytest.approx(1)
    assert there.error == pytest.approx(back.error)
    assert there.deviations == back.deviations[::-1]
    assert told_apart([2, 2], [1, 1], 1)[:2] == (1, 0)
    assert told_apart([1, 1], [1, 1], 1)[:2] == (0.5, 0)


def test_bad_input_is_refused_by_name():
    half = [0.5] * PLACES
    for name, call in {
        "places": lambda: even_luck(0, 1, 1),
        "runs": lambda: even_luck(1, 1001, 1),
        "seed": lambda: even_luck(1, 1, 0),
        "years": lambda: contagion(RING, half, 0, 0),
        "own": lambda: contagion(RING, half, 0, 5, own=-1),
        "neighbours": lambda: contagion(RING, half, 0, 5, neighbours="1"),
        "peers": lambda: contagion(RING, half, 0, 5, peers=math.nan),
        "own . neighbours . peers": lambda: contagion(RING, half, 0, 5, own=0.6, peers=0.6),
        "patience": lambda: contagion(RING, [0.5], 0, 5),
        "origin": lambda: contagion(RING, half, PLACES, 5),
        "share": lambda: push_strength([0, 1], EQUAL, EQUAL),
        "weight": lambda: push_strength([0, 0.5], [0, 1], [1, 1]),
        "followers": lambda: push_strength([0, 0.5], [1, 1], [1, -1]),
        "observed": lambda: told_apart([1, 2], [1, 2], 0),
        "values": lambda: told_apart([1], [2], 1),
    }.items():
        with pytest.raises(ValueError, match=rf"^{name}: got"):
            call()
    with pytest.raises(ValueError, match=r"^origin: got 5"):
        pushed([0, 1], [1, 1], [0.5, 0.5], 5)
    with pytest.raises(ValueError, match=r"^places: got 1, expected 2"):
        pushed_alike([0, 1], [1, 1], [0.5])
