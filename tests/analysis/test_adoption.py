"""Life tables and hazards: identities, exact intervals, agreement with other routes."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import binomtest

from widgets.analysis import adoption
from widgets.analysis.provinces import launch_years


@pytest.mark.parametrize("policy", ["open_data_platform", "river_chief"])
def test_share_is_what_the_hazards_leave(policy):
    table = adoption.life_table(launch_years(policy, "censored"), 2015, 2025)
    assert table["share"].to_numpy() == pytest.approx(1 - np.cumprod(1 - table["hazard"].to_numpy()))


def test_intervals_are_exact_binomial():
    table = adoption.life_table(launch_years("open_data_platform", "dropped"), 2015, 2025)
    for row in table.itertuples():
        exact = binomtest(row.adopted, row.at_risk).proportion_ci(0.95, method="exact")
        assert (row.low, row.high) == pytest.approx((exact.low, exact.high))


def test_a_mandate_spreads_in_a_fraction_of_the_time():
    mandated = adoption.years_between(launch_years("river_chief"))
    for reading in ("dropped", "censored", "placed"):
        assert adoption.years_between(launch_years("open_data_platform", reading)) > 5 * mandated


def test_a_unit_is_at_risk_until_it_adopts_and_never_after():
    table = adoption.person_years("open_data_platform", 2015, 2025)
    for _, rows in table.groupby("code"):
        assert rows["adopted"].tolist()[:-1] == [0] * (len(rows) - 1)
        assert rows["year"].tolist() == list(range(2015, 2015 + len(rows)))


def test_constant_baseline_without_income_is_the_closed_form():
    table = adoption.person_years("open_data_platform", 2015, 2025)
    table["income"] = 0.0
    design = np.ones(len(table))
    plain = sm.GLM(table["adopted"], design, family=sm.families.Binomial(sm.families.links.CLogLog())).fit()
    assert plain.params.iloc[0] == pytest.approx(np.log(-np.log1p(-table["adopted"].mean())))


@pytest.mark.parametrize("baseline", adoption.BASELINES)
def test_interval_holds_its_coefficient_and_the_ratio_is_its_exponential(baseline):
    terms = adoption.hazard_of_income(adoption.person_years("open_data_platform", 2015, 2025), baseline)
    assert ((terms["low"] < terms["coefficient"]) & (terms["coefficient"] < terms["high"])).all()
    assert terms["hazard_ratio"].to_numpy() == pytest.approx(np.exp(terms["coefficient"].to_numpy()))


def test_a_richer_baseline_never_lowers_the_likelihood():
    table = adoption.person_years("open_data_platform", 2015, 2025)
    fits = {name: adoption.hazard_of_income(table, name).attrs for name in adoption.BASELINES}
    for name in ("log_time", "periods"):
        assert fits[name]["log_likelihood"] >= fits["constant"]["log_likelihood"]


def test_known_coefficients_are_recovered():
    chance = np.random.default_rng(3)
    table = adoption.person_years("river_chief", 2015, 2016)
    table = table.loc[np.repeat(table.index, 300)].reset_index(drop=True)
    hazard = -np.expm1(-np.exp(-1.5 + 0.8 * table["income"]))
    table["adopted"] = (chance.random(len(table)) < hazard).astype(int)
    terms = adoption.hazard_of_income(table, "constant")
    assert terms.loc["income", "coefficient"] == pytest.approx(0.8, abs=0.08)
    assert terms.loc["intercept", "coefficient"] == pytest.approx(-1.5, abs=0.08)


def test_unknown_baseline_is_refused():
    with pytest.raises(ValueError, match="baseline: got 'spline'"):
        adoption.hazard_of_income(adoption.person_years("open_data_platform", 2015, 2025), "spline")


def test_richer_provinces_launch_earlier_save_in_one_reading_of_one_baseline():
    doubtful = []
    for reading in ("dropped", "censored", "placed"):
        table = adoption.person_years("open_data_platform", 2015, 2025, reading)
        for baseline in adoption.BASELINES:
            income = adoption.hazard_of_income(table, baseline).loc["income"]
            assert income["coefficient"] > 0
            if income["low"] < 0:
                doubtful.append((reading, baseline))
    assert doubtful == [("placed", "constant")]
