"""Three ways of adding up: bounds, order, substitution; tornado and derivative; published means."""

import itertools
import math
import random
from fractions import Fraction

import pytest
from scipy.stats import gmean

from widgets.models.factors import (
    AGGREGATIONS,
    BRANCHES,
    LEAVES,
    LEAVES_OF_BRANCH,
    aggregate,
    leaf_weights,
    marginal,
    sustainability,
    tornado,
)

EQUAL = dict.fromkeys(BRANCHES, 1)
SLACK = 1e-12
EACH_RULE = pytest.mark.parametrize("rule", AGGREGATIONS)


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(60):
        levels, weights = _random_levels(draw), _random_weights(draw)
        yield "leaf_weights", [weights], {}
        for rule in AGGREGATIONS:
            yield "aggregate", [list(levels.values()), list(leaf_weights(weights).values()), rule], {}
            yield "sustainability", [levels, weights, rule], {}
            yield "marginal", [levels, weights, rule], {}
            yield "tornado", [levels, weights, rule, draw.random()], {}
    for level, rule in itertools.product([0, 0.5, 1], AGGREGATIONS):
        yield "tornado", [_alike(level), EQUAL, rule, 0.3], {}
        yield "marginal", [_alike(level), EQUAL, rule], {}
    yield "leaf_weights", [dict.fromkeys(BRANCHES, 0)], {}
    yield "leaf_weights", [{"nonsense": 1}], {}
    yield "sustainability", [{"nonsense": 1}, EQUAL], {}
    yield "sustainability", [_alike(0.5), EQUAL, "median"], {}
    yield "aggregate", [[0.5], [1, 1]], {}
    yield "aggregate", [[0.5], [0]], {}
    yield "aggregate", [[0.5, "1"], [1, 1]], {}
    yield "tornado", [_alike(0.5), EQUAL, "minimum", 2], {}


def _alike(level):
    return dict.fromkeys(LEAVES, level)


def _random_levels(draw):
    return {leaf: draw.choice([draw.random(), draw.randint(0, 20) / 20]) for leaf in LEAVES}


def _random_weights(draw):
    return {branch: draw.choice([draw.uniform(0.1, 10), draw.randint(1, 5)]) for branch in BRANCHES}


def _settings(seed, count=60):
    draw = random.Random(seed)
    return [(_random_levels(draw), _random_weights(draw)) for _ in range(count)]


def test_fifteen_leaves_on_five_branches_as_figure_2_2_is_rebuilt():
    assert [len(leaves) for _, leaves in LEAVES_OF_BRANCH] == [2, 5, 3, 2, 3]
    assert len(set(LEAVES)) == 15


def test_weights_sum_to_one_and_only_their_ratios_count():
    for _, weights in _settings(1):
        shares = leaf_weights(weights)
        assert math.isclose(sum(shares.values()), 1)
        doubled = leaf_weights({branch: weight / 2 for branch, weight in weights.items()})
        assert doubled == pytest.approx(shares)
        for branch, leaves in LEAVES_OF_BRANCH:
            assert sum(shares[leaf] for leaf in leaves) == pytest.approx(
                weights[branch] / sum(weights.values())
            )
            assert len({shares[leaf] for leaf in leaves}) == 1


def test_a_leaf_of_a_small_branch_outweighs_one_of_a_large_branch():
    shares = leaf_weights(EQUAL)
    assert shares["leaders"] == pytest.approx(2.5 * shares["effect"])


def test_a_branch_without_weight_plays_no_role_under_any_rule():
    weights = {**EQUAL, "society": 0}
    for rule in AGGREGATIONS:
        low, high = ({**_alike(0.6), "public": level} for level in (0, 1))
        assert sustainability(low, weights, rule) == sustainability(high, weights, rule)


@EACH_RULE
def test_equal_levels_are_their_own_index(rule):
    for level in (0, 0.05, 0.5, 0.9, 1):
        assert sustainability(_alike(level), EQUAL, rule) == pytest.approx(level)


def test_less_substitution_never_gives_a_higher_index():
    for levels, weights in _settings(2):
        indices = [sustainability(levels, weights, rule) for rule in AGGREGATIONS]
        assert all(low <= high + SLACK for high, low in itertools.pairwise(indices))
        assert indices[-1] == min(levels.values())
        assert indices[0] <= max(levels.values()) + SLACK


@EACH_RULE
def test_raising_a_leaf_never_lowers_the_index(rule):
    draw = random.Random(3)
    for levels, weights in _settings(3, 20):
        leaf = draw.choice(LEAVES)
        path = [sustainability({**levels, leaf: k / 10}, weights, rule) for k in range(11)]
        assert all(later >= earlier - SLACK for earlier, later in itertools.pairwise(path))


def test_arithmetic_mean_in_exact_fractions():
    for levels, weights in _settings(4, 20):
        shares = leaf_weights(weights)
        exact = sum(Fraction(shares[leaf]) * Fraction(levels[leaf]) for leaf in LEAVES)
        assert sustainability(levels, weights) == pytest.approx(float(exact), abs=SLACK)


def test_geometric_mean_is_scipys():
    for levels, weights in _settings(5, 20):
        above = {leaf: max(level, 0.01) for leaf, level in levels.items()}
        shares = leaf_weights(weights)
        theirs = gmean([above[leaf] for leaf in LEAVES], weights=[shares[leaf] for leaf in LEAVES])
        assert sustainability(above, weights, "geometric") == pytest.approx(theirs, abs=SLACK)


def test_published_means():
    """SciPy's documentation of gmean; COINr's example of full compensation."""
    assert 7 * aggregate([1 / 7, 4 / 7, 1], [3, 1, 3], "geometric") == pytest.approx(
        2.80668351922014, abs=1e-13
    )
    assert aggregate([0, 1], [1, 1]) == aggregate([0.5, 0.5], [1, 1]) == 0.5


def test_one_missing_factor_is_hidden_by_a_mean_and_fatal_otherwise():
    levels = {**_alike(0.9), "institutionalisation": 0}
    assert sustainability(levels, EQUAL) == pytest.approx(0.864)
    assert sustainability(levels, EQUAL, "geometric") == sustainability(levels, EQUAL, "minimum") == 0


@EACH_RULE
def test_tornado_is_sorted_and_brackets_the_index(rule):
    for levels, weights in _settings(6, 30):
        index = sustainability(levels, weights, rule)
        swings = tornado(levels, weights, rule, 0.2)
        assert sorted(leaf for leaf, _, _ in swings) == sorted(LEAVES)
        widths = [high - low for _, low, high in swings]
        assert all(later <= earlier + SLACK for earlier, later in itertools.pairwise(widths))
        assert all(low - SLACK <= index <= high + SLACK for _, low, high in swings)


def _ends(level, reach):
    return max(0, level - reach), min(1, level + reach)


@pytest.mark.parametrize("reach", [0.05, 0.2, 1])
def test_arithmetic_width_is_the_derivative_times_the_range(reach):
    for levels, weights in _settings(7, 20):
        slopes = marginal(levels, weights)
        for leaf, low, high in tornado(levels, weights, "arithmetic", reach):
            lowered, raised = _ends(levels[leaf], reach)
            assert high - low == pytest.approx(slopes[leaf] * (raised - lowered), abs=SLACK)


def test_geometric_width_is_the_weight_times_the_range_in_logarithms():
    for levels, weights in _settings(8, 20):
        above = {leaf: 0.3 + 0.7 * level for leaf, level in levels.items()}
        shares = leaf_weights(weights)
        for leaf, low, high in tornado(above, weights, "geometric", 0.2):
            lowered, raised = _ends(above[leaf], 0.2)
            expected = shares[leaf] * math.log(raised / lowered)
            assert math.log(high / low) == pytest.approx(expected, abs=1e-10)


@EACH_RULE
def test_derivative_is_the_limit_of_the_gain_of_a_small_rise(rule):
    step = 1e-7
    for levels, weights in _settings(9, 20):
        inside = {leaf: 0.1 + 0.8 * level for leaf, level in levels.items()}
        slopes = marginal(inside, weights, rule)
        index = sustainability(inside, weights, rule)
        for leaf in LEAVES:
            gain = sustainability({**inside, leaf: inside[leaf] + step}, weights, rule) - index
            assert gain / step == pytest.approx(slopes[leaf], abs=1e-5)


def test_as_substitutes_the_heaviest_leaf_is_the_lever_whatever_the_levels():
    for levels, weights in _settings(10):
        inside = {leaf: 0.3 + 0.4 * level for leaf, level in levels.items()}
        shares = leaf_weights(weights)
        assert shares[tornado(inside, weights)[0][0]] == pytest.approx(max(shares.values()))


def test_with_partial_substitution_the_lever_is_the_largest_ratio_of_weight_to_level():
    for levels, weights in _settings(11):
        inside = {leaf: 0.3 + 0.4 * level for leaf, level in levels.items()}
        shares = leaf_weights(weights)
        slopes = marginal(inside, weights, "geometric")
        best = max(LEAVES, key=lambda leaf: shares[leaf] / inside[leaf])
        assert slopes[best] == max(slopes.values())


def test_with_a_weakest_link_only_the_lowest_leaf_lifts_and_weights_do_nothing():
    for levels, weights in _settings(12):
        only = {**{leaf: max(level, 0.3) for leaf, level in levels.items()}, "media": 0.2}
        swings = tornado(only, weights, "minimum", 0.1)
        assert [leaf for leaf, _, high in swings if high > 0.2 + SLACK] == ["media"]
        assert swings == tornado(only, EQUAL, "minimum", 0.1)
        assert marginal(only, weights, "minimum") == {leaf: float(leaf == "media") for leaf in LEAVES}


def test_two_lowest_leaves_cannot_be_lifted_one_at_a_time_but_together():
    levels = {**_alike(0.8), "public": 0.2, "institutionalisation": 0.2}
    assert all(high == 0.2 for _, _, high in tornado(levels, EQUAL, "minimum"))
    assert set(marginal(levels, EQUAL, "minimum").values()) == {0.0}
    both = {**levels, "public": 0.5, "institutionalisation": 0.5}
    assert sustainability(both, EQUAL, "minimum") == 0.5


@EACH_RULE
def test_leaves_of_a_branch_are_interchangeable(rule):
    for levels, weights in _settings(13, 20):
        swapped = {**levels, "public": levels["media"], "media": levels["public"]}
        assert sustainability(swapped, weights, rule) == pytest.approx(sustainability(levels, weights, rule))


BAD = [math.nan, math.inf, -math.inf, -0.01, "0.5", "", None, True, [0.5], {}, 1e400]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_numbers_are_refused_by_name(bad):
    for name, call in {
        "public": lambda: sustainability({**_alike(0.5), "public": bad}, EQUAL),
        "society": lambda: leaf_weights({**EQUAL, "society": bad}),
        "reach": lambda: tornado(_alike(0.5), EQUAL, "minimum", bad),
        "levels": lambda: aggregate([bad, 0.5], [1, 1]),
        "weights": lambda: aggregate([0.5, 0.5], [bad, 1]),
    }.items():
        with pytest.raises(ValueError, match=rf"^{name}: got .* expected a number"):
            call()


def test_what_cannot_be_meant_is_refused():
    with pytest.raises(ValueError, match=r"^branch_weights: got 0 for every branch"):
        leaf_weights(dict.fromkeys(BRANCHES, 0))
    with pytest.raises(ValueError, match=r"^weights: got a sum of 0"):
        aggregate([0.5], [0])
    with pytest.raises(ValueError, match=r"^weights: got 2 of them, expected 1"):
        aggregate([0.5], [1, 1])
    with pytest.raises(ValueError, match=r"^levels: got 'nonsense', expected motivation, leaders"):
        sustainability({**_alike(0.5), "nonsense": 1}, EQUAL)
    with pytest.raises(ValueError, match=r"^branch_weights: got 'nonsense', expected actors"):
        leaf_weights({**EQUAL, "nonsense": 1})
    with pytest.raises(ValueError, match=r"^aggregation: got 'median', expected one of arithmetic"):
        sustainability(_alike(0.5), EQUAL, "median")
    with pytest.raises(ValueError, match=r"^public: got 0, expected a number above 0"):
        marginal({**_alike(0.5), "public": 0}, EQUAL, "geometric")
