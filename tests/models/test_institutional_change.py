"""Properties of institutional change: closed form, conservation, limits, monotonicity."""

import itertools
import math
import random

import pytest

from widgets.models.institutional_change import (
    change_interval,
    change_record,
    change_threshold,
    simulate,
    yearly_drift,
)

DRIFTS = [0, 0.5, 1, 2.5, 5]
BENEFITS = [0.5, 1, 4]
COSTS = [0, 0.5, 3, 9.5, 10, 40]
DEPENDENCES = [0, 0.01, 0.05, 0.1, 0.2]
SETTINGS = list(itertools.product(DRIFTS, BENEFITS, COSTS, DEPENDENCES))
NOISY = [(noise, seed) for noise in (0.3, 1) for seed in (1, 7, 1000)]
HORIZON = 100


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for drift, benefit, cost, dependence in SETTINGS:
        yield "change_interval", [drift, benefit, cost, dependence], {}
        yield "change_threshold", [benefit, cost, dependence, draw.uniform(0, 200)], {}
    for _ in range(60):
        arguments = [draw.uniform(0, 5), draw.uniform(0.5, 4), draw.uniform(0, 40), draw.uniform(0, 0.2)]
        years, noise, seed = draw.randint(1, 100), draw.random(), draw.randint(1, 1000)
        yield "simulate", [*arguments, years], {"noise": noise, "seed": seed}
        yield "yearly_drift", [arguments[0], years, noise, seed], {}
        yield "change_record", [simulate(*arguments, years, noise, seed)], {}
    yield "simulate", [1, 0, 1, 0, 10], {}
    yield "change_interval", [1, 1, "9", 0], {}
    yield "yearly_drift", [1, 10, 2], {}
    yield "change_record", [{"pressure": [], "changed": []}], {}


def _record(*arguments, **keywords):
    return change_record(simulate(*arguments, **keywords))


def _expected_dates(interval, years):
    return [] if interval is None else list(range(interval, years + 1, interval))


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_without_noise_the_dates_are_the_multiples_of_the_closed_form(setting):
    assert _record(*setting, HORIZON).years == _expected_dates(change_interval(*setting), HORIZON)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_interval_is_the_first_year_in_which_gain_exceeds_cost(setting):
    """Checked in whole numbers, free of rounding."""
    drift, benefit, cost, dependence = [round(100 * value) for value in setting]
    pays = [n for n in range(1, 2000) if drift * benefit * n > cost * (100 + dependence * n)]
    assert change_interval(*setting) == (pays[0] if pays else None)


def test_without_path_dependence_the_interval_is_threshold_over_drift_to_the_next_whole_year():
    for threshold, drift, interval in [(9.5, 1, 10), (10, 1, 11), (0.3, 0.1, 4), (7, 2, 4), (0, 2, 1)]:
        assert change_interval(drift, 1, threshold, 0) == interval
        assert _record(drift, 1, threshold, 0, 2 * interval).years == [interval, 2 * interval]


def test_no_change_when_the_cost_is_at_least_the_largest_possible_benefit():
    for drift, benefit, years in itertools.product([0.5, 1, 3], [0.5, 1, 2], [1, 7, 10]):
        largest = drift * benefit * years
        for dependence in DEPENDENCES:
            assert _record(drift, benefit, largest, dependence, years).years == []
            assert _record(drift, benefit, largest + 1, dependence, years).years == []
        assert _record(drift, benefit, 0.99 * largest, 0, years).years != []


def test_rules_are_locked_in_when_the_threshold_rises_as_fast_as_the_mismatch():
    assert change_interval(1, 1, 10, 0.1) is None
    assert _record(1, 1, 10, 0.1, 200).years == []
    assert change_interval(1, 1, 10, 0.099) is not None
    assert change_interval(0, 4, 1, 0) is None


@pytest.mark.parametrize("place", [2, 3], ids=["cost", "path_dependence"])
def test_the_interval_never_shrinks_with_cost_or_path_dependence(place):
    grid = [COSTS, DEPENDENCES][place - 2]
    for setting in SETTINGS:
        path = [change_interval(*setting[:place], value, *setting[place + 1 :]) for value in grid]
        years = [math.inf if interval is None else interval for interval in path]
        assert years == sorted(years)


@pytest.mark.parametrize("place", [0, 1], ids=["drift", "benefit"])
def test_the_interval_never_grows_with_drift_or_benefit(place):
    grid = [DRIFTS, BENEFITS][place]
    for setting in SETTINGS:
        path = [change_interval(*setting[:place], value, *setting[place + 1 :]) for value in grid]
        years = [math.inf if interval is None else interval for interval in path]
        assert years == sorted(years, reverse=True)


@pytest.mark.parametrize(("noise", "seed"), [(0, 1), *NOISY])
def test_what_is_closed_and_what_is_left_is_what_the_environment_added(noise, seed):
    for drift, benefit, cost, dependence in SETTINGS:
        record = _record(drift, benefit, cost, dependence, HORIZON, noise, seed)
        added = sum(yearly_drift(drift, HORIZON, noise, seed))
        assert record.closed + record.left == pytest.approx(added, abs=1e-9)


@pytest.mark.parametrize(("noise", "seed"), NOISY)
def test_the_rules_change_exactly_in_years_in_which_it_pays(noise, seed):
    path = simulate(1, 1, 9.5, 0.03, HORIZON, noise, seed)
    stock, age = 0, 0
    for year, added in enumerate(yearly_drift(1, HORIZON, noise, seed)):
        stock, age = stock + added, age + 1
        assert path["pressure"][year] == pytest.approx(stock)
        assert path["threshold"][year] == change_threshold(1, 9.5, 0.03, age)
        assert path["changed"][year] == (stock > path["threshold"][year])
        if path["changed"][year]:
            stock, age = 0, 0


def test_only_the_ratio_of_cost_to_benefit_counts():
    for setting in SETTINGS:
        drift, benefit, cost, dependence = setting
        assert change_interval(drift, 2 * benefit, 2 * cost, dependence) == change_interval(*setting)


def test_the_pace_does_not_depend_on_the_cost_but_the_mismatch_borne_does():
    cheap, dear = _record(1, 1, 9.5, 0, 60), _record(1, 1, 19, 0, 60)
    assert (cheap.closed, dear.closed) == (60, 60)
    assert (len(cheap.years), len(dear.years)) == (6, 3)
    assert (cheap.step, dear.step) == (10, 20)
    assert (cheap.borne, dear.borne) == (4.5, 9.5)


def test_record_without_change_has_no_interval_and_no_step():
    record = _record(1, 1, 100, 0, 5)
    assert (record.years, record.interval, record.step, record.left) == ([], None, None, 5)


@pytest.mark.parametrize("seed", [1, 2, 7, 8, 500, 1000])
def test_draws_are_between_nothing_and_twice_the_drift_and_right_on_average(seed):
    added = yearly_drift(2, 200, 1, seed)
    assert all(0 <= points <= 4 for points in added)
    assert sum(added) / len(added) == pytest.approx(2, abs=4 * 2 / math.sqrt(3 * 200))
    assert added == yearly_drift(2, 200, 1, seed)
    assert added != yearly_drift(2, 200, 1, seed % 1000 + 1)


def test_a_longer_run_begins_like_a_shorter_one():
    draw = random.Random(2)
    for _ in range(20):
        arguments = [draw.uniform(0, 5), draw.uniform(0.5, 4), draw.uniform(0, 40), draw.uniform(0, 0.2)]
        longer, shorter = simulate(*arguments, 90, 1, 5), simulate(*arguments, 30, 1, 5)
        assert {key: longer[key][:30] for key in longer} == shorter


BAD_NUMBERS = [math.nan, math.inf, -math.inf, -0.01, 1e9, "1", "", None, True, [1], {}]
NAMES = ("drift", "benefit", "cost", "path_dependence", "years", "noise", "seed")


@pytest.mark.parametrize("bad", BAD_NUMBERS, ids=repr)
@pytest.mark.parametrize("name", NAMES)
def test_bad_numbers_are_refused_by_name(name, bad):
    given = dict(zip(NAMES, (1, 1, 10, 0, 10, 0.5, 1), strict=True))
    given[name] = bad
    with pytest.raises(ValueError, match=rf"^{name}: got .* expected a number from "):
        simulate(**given)


@pytest.mark.parametrize("bad", BAD_NUMBERS, ids=repr)
def test_bad_ages_and_rates_are_refused_by_name(bad):
    with pytest.raises(ValueError, match=r"^age: got"):
        change_threshold(1, 1, 0, bad)
    with pytest.raises(ValueError, match=r"^drift: got"):
        change_interval(bad, 1, 1, 0)


def test_a_path_without_years_is_refused():
    with pytest.raises(ValueError, match="path: got no year"):
        change_record({"pressure": [], "threshold": [], "changed": []})
