"""The funnel as a product, its chance as one binomial, the selection's closed form, hands and reach."""

import itertools
import math
from fractions import Fraction

import pytest
from scipy.stats import binom

from widgets.models.process import (
    MOST_IDEAS,
    SHARPEST,
    chance_of_nothing,
    chance_of_unequal_luck,
    expected_funnel,
    implemented_share,
    reach,
    select,
    survivor_interval,
    survivors,
)

IDEAS = [0, 1, 2, 5, 40, 100, 300]
SHARES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.99, 1]
RATIOS = [1, 1.5, 4, 16, 50, SHARPEST]
SLACK = 1e-12


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for ideas, chance in itertools.product(IDEAS, SHARES):
        yield "survivors", [ideas, chance], {}
        yield "survivor_interval", [ideas, chance], {"level": draw.random()}
        yield "chance_of_nothing", [ideas, chance], {}
        yield "chance_of_unequal_luck", [ideas, chance], {}
    for _ in range(150):
        yield "select", [draw.random(), draw.random(), draw.uniform(1, 60)], {}
        yield "expected_funnel", [draw.randint(0, 300), [draw.random() for _ in range(3)]], {}
        yield "reach", [draw.randint(0, 30), draw.random()], {}
        yield "implemented_share", [draw.uniform(0, 300), draw.uniform(0, 300)], {}
    for rate, good, ratio in itertools.product([0, 0.5, 1], [0, 0.5, 1], RATIOS):
        yield "select", [rate, good, ratio], {}
    yield "survivor_interval", [3000, 1 / 3000], {}
    for bad in (-1, 2.5, "3", None, 5001):
        yield "survivors", [bad, 0.5], {}
        yield "reach", [bad, 0.5], {}
    yield "select", [0.5, 0.5, 0.5], {}
    yield "expected_funnel", [3, [0.5, 1.5]], {}


def thinned(ideas, rates):
    """Distribution of what a chain of binomial thinnings leaves, summed stage by stage in fractions."""
    distribution = [Fraction(0)] * ideas + [Fraction(1)]
    for rate in rates:
        after = [Fraction(0)] * (ideas + 1)
        for before, weight in enumerate(distribution):
            for k in range(before + 1):
                after[k] += weight * math.comb(before, k) * rate**k * (1 - rate) ** (before - k)
        distribution = after
    return distribution


@pytest.mark.parametrize("ideas", [1, 4, 9])
def test_a_chain_of_thinnings_is_one_binomial_with_the_product_of_the_rates(ideas):
    rates = [Fraction(1, 4), Fraction(2, 5), Fraction(2, 3)]
    chance = math.prod(rates)
    chain = thinned(ideas, rates)
    once = [math.comb(ideas, k) * chance**k * (1 - chance) ** (ideas - k) for k in range(ideas + 1)]
    assert chain == once
    assert survivors(ideas, float(chance)) == pytest.approx([float(p) for p in chain], abs=SLACK)


def test_the_expectation_is_the_product_of_the_rates_and_the_mean_of_the_distribution():
    for ideas, rates in itertools.product(IDEAS, [[0.25, 0.4, 0.6], [1, 1, 1], [0.5, 0, 0.9]]):
        counts = expected_funnel(ideas, rates)
        assert counts[0] == ideas
        assert counts[-1] == pytest.approx(ideas * math.prod(rates))
        assert all(later <= earlier for earlier, later in itertools.pairwise(counts))
        mean = sum(k * p for k, p in enumerate(survivors(ideas, math.prod(rates))))
        assert mean == pytest.approx(counts[-1], abs=1e-9)


def test_the_order_of_the_stages_does_not_matter_in_the_end():
    ends = {round(expected_funnel(40, order)[-1], 12) for order in itertools.permutations([0.25, 0.4, 0.7])}
    assert len(ends) == 1


@pytest.mark.parametrize("ideas", [*IDEAS, 3000, MOST_IDEAS])
def test_survivors_are_the_binomial_of_another_library(ideas):
    for chance in [*SHARES, 1 / 3000, 1e-9]:
        ours = survivors(ideas, chance)
        assert len(ours) == ideas + 1
        assert sum(ours) == pytest.approx(1, abs=SLACK)
        assert ours == pytest.approx(list(binom.pmf(range(ideas + 1), ideas, chance)), abs=1e-11)


def test_published_binomial_tail():
    """Raschka & Mirjalili, chapter 7: at least six of eleven, each with 0.25."""
    assert sum(survivors(11, 0.25)[6:]) == pytest.approx(0.03432750701904297, abs=1e-15)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.99])
def test_intervals_are_exact_quantiles_and_hold_at_least_their_level(level):
    for ideas, chance in itertools.product([1, 5, 40, 300], [0.01, 0.036, 0.31, 0.77]):
        low, high = survivor_interval(ideas, chance, level)
        assert (low, high) == (
            binom.ppf((1 - level) / 2, ideas, chance),
            binom.ppf((1 + level) / 2, ideas, chance),
        )
        assert sum(survivors(ideas, chance)[low : high + 1]) >= level - SLACK


def test_nothing_is_the_first_probability_and_nears_poisson():
    for ideas, chance in itertools.product(IDEAS, SHARES):
        assert chance_of_nothing(ideas, chance) == pytest.approx(survivors(ideas, chance)[0], abs=SLACK)
    misses = [abs(chance_of_nothing(n, 1 / n) - math.exp(-1)) for n in (10, 100, 1000)]
    assert misses == sorted(misses, reverse=True)
    assert misses[-1] < 2e-4


def test_more_ideas_leave_nothing_more_often_than_better_rates_with_the_same_expectation():
    """(1-p)^2 = (1-2p) + p^2, which hardly differs for rare successes."""
    for ideas, chance in itertools.product([1, 5, 40, 200], [0.01, 0.05, 0.25, 0.45]):
        more, better = chance_of_nothing(2 * ideas, chance), chance_of_nothing(ideas, 2 * chance)
        assert more > better
        assert more / better == pytest.approx((1 + chance**2 / (1 - 2 * chance)) ** ideas)


def test_unequal_luck_is_the_chance_that_two_independent_draws_differ():
    for ideas, chance in itertools.product([1, 3, 8], [0.1, 0.5, 0.8]):
        draws = survivors(ideas, chance)
        differ = sum(p * q for (j, p), (k, q) in itertools.product(enumerate(draws), repeat=2) if j != k)
        assert chance_of_unequal_luck(ideas, chance) == pytest.approx(differ, abs=SLACK)
        assert chance_of_unequal_luck(ideas, chance) == pytest.approx(
            chance_of_unequal_luck(ideas, 1 - chance)
        )
    assert chance_of_unequal_luck(40, 0) == chance_of_unequal_luck(40, 1) == 0


@pytest.mark.parametrize("ratio", RATIOS)
def test_selection_fills_its_places_at_its_odds_ratio(ratio):
    for rate, good in itertools.product([0.01, 0.1, 0.5, 0.9], [0.01, 0.3, 0.5, 0.99]):
        hit, false, share = select(rate, good, ratio)
        assert good * hit + (1 - good) * false == pytest.approx(rate, abs=1e-10)
        assert hit * (1 - false) == pytest.approx(ratio * false * (1 - hit), abs=1e-10)
        assert share == pytest.approx(good * hit / rate)
        assert 0 <= false <= hit + SLACK <= 1 + 2 * SLACK


def test_published_hits_and_false_alarms():
    """Schneider's table: 40 of 50 and 5 of 50, odds ratio (40/10) / (5/45)."""
    assert select(0.45, 0.5, 36)[:2] == pytest.approx((0.8, 0.1), abs=SLACK)


def test_selection_by_lot_treats_all_alike_and_no_selection_loses_nobody():
    for good, value in itertools.product([0, 0.3, 1], SHARES):
        assert select(value, good, 1) == pytest.approx((value, value, good), abs=SLACK)
    for good, ratio in itertools.product([0.1, 0.6, 1], RATIOS):
        assert select(1, good, ratio) == pytest.approx((1, 1, good), abs=1e-9)


def test_stricter_selection_loses_good_ideas_and_purifies_up_to_a_ceiling():
    for good, ratio in itertools.product([0.05, 0.3, 0.8], [1.5, 4, 50]):
        chosen = [select(k / 50, good, ratio) for k in range(51)]
        assert all(later.hit_rate > earlier.hit_rate for earlier, later in itertools.pairwise(chosen))
        shares = [selection.good_among_selected for selection in chosen]
        assert all(later < earlier for earlier, later in itertools.pairwise(shares))
        assert shares[0] == pytest.approx(ratio * good / (ratio * good + 1 - good))


def test_discernment_helps_every_selection():
    for rate, good in itertools.product([0.1, 0.5, 0.9], [0.1, 0.5, 0.9]):
        hits = [select(rate, good, ratio).hit_rate for ratio in RATIOS]
        assert all(later > earlier for earlier, later in itertools.pairwise(hits))


def test_what_works_is_greatest_when_as_many_are_selected_as_can_be_implemented():
    for ideas, good, ratio, capacity in itertools.product([40, 200], [0.2, 0.6], [1.5, 4, 30], [5, 10, 20]):

        def working(selected, ideas=ideas, good=good, ratio=ratio, capacity=capacity):
            hit = select(selected / ideas, good, ratio).hit_rate
            return ideas * good * hit * implemented_share(selected, capacity)

        counts = [working(selected) for selected in range(1, ideas + 1)]
        assert counts.index(max(counts)) + 1 == capacity


def test_with_the_same_hands_more_ideas_help_only_who_can_tell_them_apart():
    def working(ideas, ratio, capacity=20):
        return ideas * 0.3 * select(capacity / ideas, 0.3, ratio).hit_rate

    assert working(40, 1) == pytest.approx(working(300, 1))
    assert working(40, 4) < working(80, 4) < working(300, 4) < 20 * 4 * 0.3 / (4 * 0.3 + 0.7)


def test_hands_are_shared_out_only_when_they_are_short():
    assert implemented_share(0, 0) == implemented_share(10, 10) == 1
    assert implemented_share(40, 10) == 0.25
    assert implemented_share(40, 0) == 0


def test_reach_closed_form_and_limits():
    for places, adoption in itertools.product(range(8), SHARES):
        exact = 1 - (1 - Fraction(adoption)) ** places
        assert reach(places, adoption) == pytest.approx(float(exact), abs=SLACK)
    assert reach(0, 1) == 0


BAD = [math.nan, math.inf, -math.inf, -0.01, "0.5", "", None, True, [0.5], {}, 1e400]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_numbers_are_refused_by_name(bad):
    for name, call in {
        "ideas": lambda: survivors(bad, 0.5),
        "chance": lambda: survivors(3, bad),
        "level": lambda: survivor_interval(3, 0.5, bad),
        "rates": lambda: expected_funnel(3, [0.5, bad]),
        "rate": lambda: select(bad, 0.5, 2),
        "good_share": lambda: select(0.5, bad, 2),
        "discernment": lambda: select(0.5, 0.5, bad),
        "selected": lambda: implemented_share(bad, 3),
        "capacity": lambda: implemented_share(3, bad),
        "places": lambda: reach(bad, 0.5),
        "adoption": lambda: reach(3, bad),
    }.items():
        with pytest.raises(ValueError, match=rf"^{name}: got .* expected a"):
            call()


def test_too_large_or_broken_counts_are_refused():
    with pytest.raises(ValueError, match=r"^ideas: got 2\.5, expected a whole number from 0 to 5000"):
        survivors(2.5, 0.5)
    with pytest.raises(ValueError, match=r"^ideas: got 5001"):
        chance_of_nothing(MOST_IDEAS + 1, 0.5)
    with pytest.raises(ValueError, match=r"^discernment: got 0\.9, expected a number from 1"):
        select(0.5, 0.5, 0.9)
    with pytest.raises(ValueError, match=r"^places: got 101"):
        reach(101, 0.5)
