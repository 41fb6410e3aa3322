"""The contest: the batch fit against statsmodels, covariates by hand, and recovery where it must succeed."""

import numpy as np
import pytest
import statsmodels.api as sm

from widgets.analysis import contest
from widgets.analysis.contest import MECHANISMS

WORLD = contest.china()
CHAIN = contest.World(
    touching=np.eye(4, k=1, dtype=bool) | np.eye(4, k=-1, dtype=bool),
    income=np.tile([3.0, 2.0, 1.0, 0.0], (3, 1)),
    ordered=np.array([False, True, True]),
)


def _flat(spreads, name):
    shape = (len(spreads.adopted), -1)
    arrays = (spreads.covariates[name], spreads.adopted, spreads.weight)
    return [array.reshape(shape) for array in arrays]


@pytest.mark.parametrize("name", MECHANISMS[1:])
@pytest.mark.parametrize("reading", ["dropped", "censored"])
def test_batch_fit_agrees_with_statsmodels(name, reading):
    x, adopted, weight = _flat(contest.real_spread(WORLD, reading), name)
    ours = contest.fit_hazards(x, adopted, weight, slope_spread=1e6)
    used = weight[0] > 0
    family = sm.families.Binomial(sm.families.links.CLogLog())
    theirs = sm.GLM(adopted[0][used], sm.add_constant(x[0][used]), family=family).fit(tol=1e-12)
    assert [ours.intercept[0], ours.slope[0]] == pytest.approx(theirs.params, abs=1e-4)
    assert ours.log_likelihood[0] == pytest.approx(theirs.llf, abs=1e-6)


def test_spreads_fitted_together_are_as_fitted_alone():
    launch = contest.simulate(WORLD, "competition", -2.0, 2.0, runs=5, seed=3)
    together = contest.fit_hazards(*_flat(contest.rows_of(WORLD, launch), "learning"))
    alone = contest.fit_hazards(*_flat(contest.rows_of(WORLD, launch[2:3]), "learning"))
    assert together.slope[2] == pytest.approx(alone.slope[0], abs=1e-4)


def test_separation_gives_a_large_finite_slope():
    x = np.array([[0.0] * 10 + [1.0] * 10])
    fitted = contest.fit_hazards(x, x.copy(), np.ones_like(x))
    assert 3 < fitted.slope[0] < 100


def test_covariates_of_a_chain_by_hand():
    launch = np.array([[0.0, 1.0, np.inf, np.inf]])
    spreads = contest.rows_of(CHAIN, launch)
    last = {name: spreads.covariates[name][0, 2].tolist() for name in MECHANISMS}
    assert last["null"] == [0, 0, 0, 0]
    assert last["income"] == [3, 2, 1, 0]
    assert last["learning"] == [0.5] * 4
    assert last["competition"] == [1, 0.5, 0.5, 0]
    assert last["imitation"] == pytest.approx([0, 1, 1, 2 / 3])
    assert last["coercion"] == [1] * 4
    assert spreads.covariates["learning"][0, 1].tolist() == [0.25] * 4
    assert spreads.weight[0].tolist() == [[1, 1, 1, 1], [0, 1, 1, 1], [0, 0, 1, 1]]


def test_units_left_out_are_neither_at_risk_nor_looked_at():
    spreads = contest.rows_of(CHAIN, np.array([[0.0, np.nan, np.inf, np.inf]]))
    assert spreads.weight[0, :, 1].tolist() == [0, 0, 0]
    assert spreads.covariates["learning"][0, 2, 0] == pytest.approx(1 / 3)
    assert spreads.covariates["competition"][0, 2, 2] == 0


def test_nobody_moves_when_the_mechanism_needs_a_first_mover():
    launch = contest.simulate(WORLD, "learning", -30, 10, runs=3, seed=1)
    assert np.isinf(launch).all()


def test_simulation_has_the_hazard_it_was_given():
    launch = contest.simulate(WORLD, "null", np.log(-np.log(0.9)), 0, runs=400, seed=1)
    assert (launch == 0).mean() == pytest.approx(0.1, abs=0.01)
    assert np.isinf(launch).mean() == pytest.approx(0.9**11, abs=0.02)


@pytest.mark.parametrize("name", MECHANISMS)
def test_intercepts_bring_about_the_adoptions_wanted(name):
    at = contest.matching_intercept(WORLD, name, 1.5, 20)
    reached = np.isfinite(contest.simulate(WORLD, name, at, 1.5, 200, seed=9)).sum(1).mean()
    assert reached == pytest.approx(20, abs=1)


def test_a_slope_is_recovered_from_many_spreads():
    launch = contest.simulate(WORLD, "competition", -2.5, 2.0, runs=300, seed=4)
    spreads = contest.rows_of(WORLD, launch)
    pooled = [part.reshape(1, -1) for part in _flat(spreads, "competition")]
    fitted = contest.fit_hazards(*pooled)
    assert fitted.slope[0] == pytest.approx(2.0, abs=0.15)
    assert fitted.intercept[0] == pytest.approx(-2.5, abs=0.1)


def test_leaving_out_a_unit_is_a_fit_without_its_rows():
    spreads = contest.real_spread(WORLD)
    verdicts = contest.judge(spreads)
    unit = int(np.flatnonzero(verdicts.rows[0])[0])
    x, adopted, weight = _flat(spreads, "income")
    mine = np.arange(x.shape[1]) % verdicts.rows.shape[1] == unit
    fitted = contest.fit_hazards(x, adopted, weight * ~mine)
    lost = contest.losses(x, adopted, fitted.intercept, fitted.slope)
    expected = (lost * weight)[0, mine].sum()
    assert verdicts.held_out[0, MECHANISMS.index("income"), unit] == pytest.approx(expected, abs=1e-5)


def test_scoreboard_measures_from_the_null():
    board = contest.scoreboard(contest.judge(contest.real_spread(WORLD)), runs=200)
    gaps = board["held_out"] - board.loc["null", "held_out"]
    assert board["difference"].to_numpy() == pytest.approx(gaps.to_numpy())
    assert (board["low"] <= board["difference"]).all()
    assert (board["difference"] <= board["high"]).all()


def test_no_account_of_the_real_spread_beats_the_null_for_certain():
    for reading in ("dropped", "censored", "placed"):
        board = contest.scoreboard(contest.judge(contest.real_spread(WORLD, reading)))
        assert (board.drop(index="null")["high"] > 0).all()


def test_each_reading_of_the_undated_has_its_own_winner():
    winners = {
        contest.scoreboard(contest.judge(contest.real_spread(WORLD, reading)))["held_out"].idxmin()
        for reading in ("dropped", "censored", "placed")
    }
    assert len(winners) == 3


def test_coercion_is_never_among_the_first_three():
    for reading in ("dropped", "censored", "placed"):
        board = contest.scoreboard(contest.judge(contest.real_spread(WORLD, reading)))
        assert board["held_out"].rank()["coercion"] > 3


def test_effects_of_the_fitted_size_are_seldom_recovered():
    fitted = contest.judge(contest.real_spread(WORLD)).hazards
    slopes = {name: float(one.slope[0]) for name, one in zip(MECHANISMS, fitted, strict=True)}
    found = contest.recovery(WORLD, slopes, 26, runs=40, seed=1, together=10)
    right = dict(zip(MECHANISMS, np.diag(found.by_loss), strict=True))
    assert max(right[name] for name in ("learning", "competition", "imitation", "coercion")) < 0.5
    assert right["income"] == max(right.values())


def test_rows_of_a_confusion_matrix_are_shares():
    slopes = dict.fromkeys(MECHANISMS, 1.0)
    found = contest.recovery(WORLD, slopes, 26, runs=4, seed=1, together=2)
    for table in found:
        assert table.sum(axis=1).to_numpy() == pytest.approx(1)


def test_strong_effects_are_recovered_and_pooling_helps():
    slopes = dict.fromkeys(MECHANISMS, 5.0)
    found = contest.recovery(WORLD, slopes, 26, runs=12, seed=1, together=6)
    assert np.diag(found.by_loss)[1:].mean() > 0.7
    assert np.diag(found.pooled).mean() >= np.diag(found.by_loss).mean()


def test_impossible_arguments_are_refused():
    with pytest.raises(ValueError, match="mechanism: got 'magic'"):
        contest.simulate(WORLD, "magic", 0, 0, 1, 1)
    with pytest.raises(ValueError, match="together: got 5"):
        contest.recovery(WORLD, {}, 26, runs=4, seed=1, together=5)
