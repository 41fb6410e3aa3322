"""Modes by the largest strength, decay and crossing in closed form, renewal, net benefit, succession."""

import inspect
import itertools
import math

import pytest

from widgets.models import drivers
from widgets.models.drivers import (
    MODES,
    crossing_year,
    force,
    leading,
    momentum,
    net_benefit,
    policy_half_life,
    policy_in_force,
    remaining_need,
    starting_strengths,
    stopping_year,
    succession,
)

SHARES = [0, 0.05, 0.25, 0.5, 0.8, 1]
YEARS = [0, 0.25, 1, 3.7, 15, 100]
SLACK = 1e-12


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for level, s, r in itertools.product(SHARES, repeat=3):
        yield "crossing_year", [level, s, r], {}
        yield "stopping_year", [level, s, r], {}
    for year, s, r in itertools.product(YEARS, SHARES, SHARES):
        yield "remaining_need", [year, s, r], {}
        yield "net_benefit", [year, s, r, 0.1], {}
        yield "policy_in_force", [year, 1 + 4 * s, r], {}
        yield "policy_half_life", [1 + 4 * s, r], {}
    for _ in range(150):
        seven = [draw.choice([draw.random(), 0, 1, 0.5]) for _ in range(7)]
        later = {key: draw.random() for key in ("recurrence", "renewal", "ageing")}
        later["term"] = draw.randint(1, 20)
        yield "starting_strengths", seven, {}
        yield "leading", [starting_strengths(*seven)], {}
        yield "momentum", [draw.uniform(0, 30), *seven], later
        yield "succession", [draw.randint(1, 30), *seven], later
        yield "force", [seven], {}
    for bad in (-1, 101, "3", None):
        yield "remaining_need", [bad, 0.5], {}
        yield "policy_in_force", [1, bad, 0.5], {}
        yield "succession", [bad, *[0.5] * 7], {}
    yield "force", [[]], {}
    yield "leading", [{"endogenous": 0.5}], {}


def test_a_force_is_the_mean_of_its_parts_whatever_their_order():
    parts = [0.1, 0.9, 0.2, 0.4]
    for order in itertools.permutations(parts):
        assert force(list(order)) == pytest.approx(0.4)
    assert force([0.3]) == 0.3


def test_one_overwhelming_part_is_diluted():
    assert force([1, 0, 0, 0]) == 0.25


def test_endogenous_strength_needs_both_need_and_will():
    for internal, initiative in itertools.product(SHARES, SHARES):
        strength = starting_strengths(0, internal, 0, 0, initiative, 0, 0)["endogenous"]
        assert strength == internal * initiative
        assert (strength == 0) == (internal == 0 or initiative == 0)


def test_outside_forces_do_not_ask_for_will():
    for initiative in SHARES:
        strengths = starting_strengths(0.3, 0.5, 0.7, 0, initiative, 0.5, 0)
        assert strengths["top_led"] == 0.3
        assert strengths["adaptive"] == 0.7


def test_technology_does_not_act_unless_its_net_benefit_is_positive():
    for technology, capability, cost, ageing in itertools.product(SHARES, SHARES, SHARES, [0, 0.1]):
        for year in (0, 2, 10):
            acts = momentum(year, 0.5, 0.5, 0.5, technology, 0.5, capability, cost, ageing=ageing)[
                "technology"
            ]
            net = net_benefit(year, technology * capability, cost, ageing)
            assert acts == (net if net > 0 else 0)


@pytest.mark.parametrize("order", list(itertools.permutations([0.9, 0.6, 0.3, 0.1])))
def test_the_mode_is_the_argmax(order):
    strengths = dict(zip(MODES, order, strict=True))
    found = leading(strengths)
    assert found.modes == (max(strengths, key=strengths.get),)
    assert found.strength == 0.9
    assert found.margin == pytest.approx(0.3)


@pytest.mark.parametrize("together", [c for n in (2, 3, 4) for c in itertools.combinations(MODES, n)])
def test_ties_name_all_and_have_no_margin(together):
    found = leading({mode: 0.5 if mode in together else 0.2 for mode in MODES})
    assert found == (together, 0.5, 0)


def test_without_any_strength_nobody_leads():
    assert leading(dict.fromkeys(MODES, 0)) == ((), 0, 0)


@pytest.mark.parametrize("solving", [0.1, 0.3, 1])
def test_without_recurrence_the_need_decays_exponentially(solving):
    for year in YEARS:
        assert remaining_need(year, solving) == pytest.approx(math.exp(-solving * year), abs=SLACK)


def test_the_need_solves_its_differential_equation():
    h = 1e-5
    for s, r, year in itertools.product([0.1, 0.6], [0, 0.2, 0.9], [0.5, 4]):
        need = remaining_need(year, s, r)
        slope = (remaining_need(year + h, s, r) - remaining_need(year - h, s, r)) / (2 * h)
        assert slope == pytest.approx(-s * need + r * (1 - need), abs=1e-8)


def test_the_need_starts_whole_falls_and_ends_at_its_floor():
    for s, r in itertools.product([0.05, 0.4, 1], SHARES):
        path = [remaining_need(year / 2, s, r) for year in range(200)]
        assert path[0] == pytest.approx(1, abs=SLACK)
        assert all(later <= earlier + SLACK for earlier, later in itertools.pairwise(path))
        assert remaining_need(100, s, r) == pytest.approx(
            r / (s + r) + s / (s + r) * math.exp(-100 * (s + r)), abs=SLACK
        )


def test_without_ability_the_need_never_falls():
    assert {remaining_need(year, 0, r) for year in YEARS for r in SHARES} == {1}


@pytest.mark.parametrize("solving", [0.05, 0.2, 0.5, 1])
def test_half_life_is_ln_2_over_the_rate_so_that_the_abler_starve_sooner(solving):
    assert crossing_year(0.5, solving) == pytest.approx(math.log(2) / solving)
    assert crossing_year(0.5, 2 * solving if solving < 0.6 else 1) <= crossing_year(0.5, solving)


def test_crossing_year_inverts_the_need():
    for level, s, r in itertools.product([0.2, 0.5, 0.9], [0.1, 0.5, 1], SHARES):
        year = crossing_year(level, s, r)
        if year is None:
            assert r / (s + r) >= level - 1e-9
        elif year <= 100:
            assert remaining_need(year, s, r) == pytest.approx(level, abs=1e-9)


def test_cumulative_momentum_of_a_lone_problem_is_one_over_the_rate():
    for s in (0.2, 0.5, 1):
        steps = 100_000
        area = sum(remaining_need(100 * (k + 0.5) / steps, s) for k in range(steps)) * 100 / steps
        assert area == pytest.approx(1 / s, rel=1e-4)


def test_policy_falls_by_the_geometric_law_and_only_at_the_end_of_a_term():
    for term, q, k in itertools.product([1, 3, 5], SHARES, range(5)):
        assert policy_in_force(k * term, term, q) == pytest.approx(q**k)
        assert policy_in_force((k + 0.99) * term, term, q) == pytest.approx(q**k)


def test_expected_years_in_force_are_term_over_one_minus_renewal():
    term, q = 2, 0.6
    assert sum(term * policy_in_force(k * term, term, q) for k in range(50)) == pytest.approx(term / (1 - q))


def test_policy_half_life_is_the_first_year_at_one_half_or_less():
    for term, hundredths in itertools.product([1, 5], range(0, 100, 5)):
        q = hundredths / 100
        first = next(k for k in itertools.count(1) if q**k <= 0.5 + SLACK) * term
        assert policy_half_life(term, q) == first
    assert policy_half_life(5, 1) is None


def test_stopping_year_is_the_zero_of_the_net_benefit():
    for benefit, cost, ageing in itertools.product([0.3, 0.9], [0.1, 0.5], [0.05, 0.5]):
        year = stopping_year(benefit, cost, ageing)
        assert (year == 0) == (benefit <= cost)
        if year:
            assert net_benefit(year, benefit, cost, ageing) == pytest.approx(0, abs=SLACK)
    assert stopping_year(0.5, 0, 0.3) is None
    assert stopping_year(0.5, 0.1, 0) is None


SETTING = {
    "top": 0.4,
    "internal": 0.9,
    "external": 0.6,
    "technology": 0.8,
    "initiative": 0.8,
    "capability": 0.5,
    "cost": 0.1,
}


def test_momentum_starts_at_the_starting_strengths():
    assert momentum(0, **SETTING) == pytest.approx(starting_strengths(**SETTING))


def test_problem_solving_modes_keep_their_ratio_and_never_overtake_each_other():
    ratio = 0.6 / (0.9 * 0.8)
    for year in (0, 1, 7.5, 30):
        levels = momentum(year, recurrence=0.1, **SETTING)
        assert levels["adaptive"] / levels["endogenous"] == pytest.approx(ratio)


def test_every_momentum_stays_between_nil_and_its_start_and_never_rises():
    for recurrence, renewal, ageing in itertools.product([0, 0.3], [0, 0.7, 1], [0, 0.2]):
        path = [
            momentum(k / 4, recurrence=recurrence, renewal=renewal, ageing=ageing, **SETTING)
            for k in range(80)
        ]
        for mode in MODES:
            levels = [at[mode] for at in path]
            assert all(0 <= later <= earlier + SLACK for earlier, later in itertools.pairwise(levels))


def test_the_lead_changes_where_the_closed_forms_say():
    steady = succession(15, 0.4, 1, 0, 0, 0.8, 0.5, 0, recurrence=0.1)
    assert [modes for _, modes in steady] == [("endogenous",), ("top_led",)]
    assert steady[1][0] == pytest.approx(crossing_year(0.4 / 0.8, 0.5, 0.1), abs=1e-8)

    lapsing = succession(15, 0.4, 1, 0, 0, 0.8, 0.5, 0, recurrence=0.1, term=7, renewal=0)
    assert [modes for _, modes in lapsing] == [("endogenous",), ("top_led",), ("endogenous",)]
    assert lapsing[2][0] == pytest.approx(7, abs=1e-8)

    ending = succession(15, 0, 0, 0, 0.8, 0, 1, 0.4, ageing=0.1)
    assert [modes for _, modes in ending] == [("technology",), ()]
    assert ending[1][0] == pytest.approx(stopping_year(0.8, 0.4, 0.1), abs=1e-6)


def test_with_certain_renewal_the_strongest_start_lasts_only_if_it_is_the_policy():
    for top in (0.1, 0.5, 0.9):
        spans = succession(100, top, 1, 0, 0, 1, 0.5, 0, renewal=1)
        assert spans[-1][1] == ("top_led",)


def test_spans_agree_with_the_leader_at_each_time():
    spans = succession(20, recurrence=0.05, term=4, renewal=0.5, ageing=0.1, **SETTING)
    ends = [year for year, _ in spans[1:]] + [20]
    for (begin, modes), end in zip(spans, ends, strict=True):
        middle = momentum((begin + end) / 2, recurrence=0.05, term=4, renewal=0.5, ageing=0.1, **SETTING)
        assert leading(middle).modes == modes


BAD = [math.nan, math.inf, -0.01, 1e9, "0.5", None, True, [0.5]]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_numbers_are_refused_by_name(bad):
    for function in (
        remaining_need,
        crossing_year,
        policy_in_force,
        policy_half_life,
        net_benefit,
        stopping_year,
        starting_strengths,
        momentum,
        succession,
    ):
        names = list(inspect.signature(function).parameters)
        for name in names:
            given = dict.fromkeys(names, 1)
            given[name] = bad
            with pytest.raises(ValueError, match=rf"^{name}: got .* expected a number from"):
                function(**given)


def test_parts_and_modes_must_be_there():
    with pytest.raises(ValueError, match=r"^parts: got none"):
        force([])
    with pytest.raises(ValueError, match=r"^parts: got 2"):
        force([0.5, 2])
    with pytest.raises(ValueError, match=r"^adaptive: got None"):
        leading({"endogenous": 0.5})


def test_modes_answer_the_forces_one_to_one():
    assert len(drivers.FORCES) == len(MODES) == 4
