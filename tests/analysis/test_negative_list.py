"""Known curves are recovered, fits agree with another library, the published series is as printed."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from widgets.analysis.negative_list import (
    fit_decay,
    fit_line,
    forecasts,
    last_ratio_continues,
    mean_absolute_error,
    no_change,
    one_step_ahead,
    predict,
)
from widgets.book.records import facts, works
from widgets.paths import DATA, PROJECT

EDITIONS = pd.read_csv(DATA / "ftz_negative_list.csv")
YEARS, ITEMS = EDITIONS["edition"].to_numpy(), EDITIONS["items"].to_numpy()
KNOWN = YEARS <= 2018
FACT_OF_EDITION = {
    2013: "f061",
    2014: "e019",
    2015: "e020",
    2017: "e021",
    2018: "e022",
    2019: "f062",
    2020: "e023",
    2021: "e024",
}


def test_the_table_says_what_the_facts_say():
    counted = dict(zip(EDITIONS["edition"], EDITIONS["items"], strict=True))
    assert counted == {edition: int(facts()[name]["value"]) for edition, name in FACT_OF_EDITION.items()}
    for sources in EDITIONS["source"]:
        assert set(sources.split(";")) <= set(works())


@pytest.mark.parametrize(("start", "ratio"), [(190, 0.8), (50, 0.5), (10, 1.1)])
def test_exact_decay_is_recovered_and_continued(start, ratio):
    items = start * ratio ** (YEARS - 2013.0)
    fit = fit_decay(YEARS[KNOWN], items[KNOWN])
    assert np.exp(fit.slope) == pytest.approx(ratio)
    assert np.exp(fit.intercept - fit.slope * (fit.origin - 2013)) == pytest.approx(start)
    assert fit.residuals == pytest.approx(0, abs=1e-9)
    told = predict(fit, YEARS[~KNOWN])
    for bound in told:
        assert bound == pytest.approx(items[~KNOWN], rel=1e-6)
    assert last_ratio_continues(YEARS[KNOWN], items[KNOWN], YEARS[~KNOWN]) == pytest.approx(items[~KNOWN])


def test_an_exact_line_is_recovered_and_continued_below_zero():
    items = 190 - 25.0 * (YEARS - 2013)
    fit = fit_line(YEARS[KNOWN], items[KNOWN])
    assert fit.slope == pytest.approx(-25)
    assert predict(fit, YEARS[~KNOWN]).central == pytest.approx(items[~KNOWN], abs=1e-9)
    assert items[-1] < 0


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
def test_curves_and_intervals_are_those_of_statsmodels(level):
    for fit_curve, values in ((fit_line, ITEMS), (fit_decay, np.log(ITEMS))):
        theirs = sm.OLS(values[KNOWN], sm.add_constant(YEARS[KNOWN] - 2013)).fit()
        frame = theirs.get_prediction(sm.add_constant(YEARS[~KNOWN] - 2013)).summary_frame(alpha=1 - level)
        fit = fit_curve(YEARS[KNOWN], ITEMS[KNOWN])
        ours = predict(fit, YEARS[~KNOWN], level)
        back = np.exp if fit.logarithmic else np.asarray
        assert fit.residuals == pytest.approx(theirs.resid, abs=1e-9)
        assert ours.central == pytest.approx(back(frame["mean"]))
        assert ours.low == pytest.approx(back(frame["obs_ci_lower"]))
        assert ours.high == pytest.approx(back(frame["obs_ci_upper"]))


def test_residuals_leave_no_mean_and_no_trend():
    for fit in (fit_line(YEARS[KNOWN], ITEMS[KNOWN]), fit_decay(YEARS[KNOWN], ITEMS[KNOWN])):
        assert fit.residuals.sum() == pytest.approx(0, abs=1e-9)
        assert (fit.residuals * (YEARS[KNOWN] - fit.origin)).sum() == pytest.approx(0, abs=1e-9)


def test_intervals_widen_with_distance_and_level_and_decay_stays_above_zero():
    ahead = np.arange(2019, 2030)
    line = predict(fit_line(YEARS[KNOWN], ITEMS[KNOWN]), ahead)
    assert np.all(np.diff(line.high - line.low) > 0)
    decay = fit_decay(YEARS[KNOWN], ITEMS[KNOWN])
    narrow, wide = predict(decay, ahead, 0.5), predict(decay, ahead, 0.95)
    assert np.all(wide.low < narrow.low)
    assert np.all(narrow.high < wide.high)
    assert np.all(wide.low > 0)


def test_moving_the_calendar_changes_nothing():
    shifted = forecasts(YEARS[KNOWN] - 2013, ITEMS[KNOWN], YEARS[~KNOWN] - 2013)
    for name, path in forecasts(YEARS[KNOWN], ITEMS[KNOWN], YEARS[~KNOWN]).items():
        assert path == pytest.approx(shifted[name])


def test_errors_and_baselines():
    assert mean_absolute_error(ITEMS, ITEMS) == 0
    assert mean_absolute_error([1, 5], [3, 3]) == 2
    assert no_change(ITEMS, YEARS[~KNOWN]).tolist() == [27, 27, 27]
    steps = one_step_ahead(YEARS, ITEMS)
    assert {len(errors) for errors in steps.values()} == {len(ITEMS) - 3}
    last = forecasts(YEARS[:-1], ITEMS[:-1], YEARS[-1:])
    assert {name: errors[-1] for name, errors in steps.items()} == pytest.approx(
        {name: path[0] - ITEMS[-1] for name, path in last.items()}
    )


def _errors(years):
    told = forecasts(years[KNOWN], ITEMS[KNOWN], years[~KNOWN])
    return {name: mean_absolute_error(path, ITEMS[~KNOWN]) for name, path in told.items()}


def _in_years(dates):
    start = dates.dt.to_period("Y").dt.start_time
    return (dates.dt.year + (dates - start).dt.days / 365.25).to_numpy()


def test_what_the_page_says_the_zones_are_three_or_four_measures_ahead():
    lead = (EDITIONS["national_items"] - EDITIONS["items"]).dropna()
    assert set(lead) == {3, 4}
    assert EDITIONS["national_items"].first_valid_index() == 4


def test_what_the_page_says_decay_is_nearest_by_either_clock():
    for years in (YEARS.astype(float), _in_years(pd.to_datetime(EDITIONS["date"]))):
        errors = _errors(years)
        assert min(errors, key=errors.get) == "decay"
        assert errors["decay"] < errors["no_change"] / 3
        assert errors["no_change"] < errors["last_ratio"] < errors["line"]
    assert 1 - np.exp(fit_decay(YEARS[KNOWN], ITEMS[KNOWN]).slope) == pytest.approx(1 / 5, abs=0.03)
    assert ITEMS[KNOWN][-1] < ITEMS[KNOWN][-2] / 2


def test_what_the_page_says_the_intervals_hold_every_outcome_and_exclude_little():
    decay, line = (predict(fit(YEARS[KNOWN], ITEMS[KNOWN]), YEARS[~KNOWN]) for fit in (fit_decay, fit_line))
    for told in (decay, line):
        assert np.all(told.low < ITEMS[~KNOWN])
        assert np.all(told.high > ITEMS[~KNOWN])
    assert np.all(decay.low < ITEMS[KNOWN][-1])
    assert np.all(decay.high > ITEMS[KNOWN][-1])
    assert np.all(decay.high / decay.low > 4)
    assert np.all(line.low < 0)
    assert line.central[-1] < 0


def test_what_the_page_says_decay_is_nearest_only_once_in_five_steps():
    steps = {name: np.abs(errors) for name, errors in one_step_ahead(YEARS, ITEMS).items()}
    nearest = [min(steps, key=lambda name, k=k: steps[name][k]) for k in range(5)]
    assert nearest == ["last_ratio", "line", "decay", "last_ratio", "last_ratio"]


def test_what_the_page_says_the_list_stopped_where_decay_went_on():
    still = int(facts()["e178"]["value"])
    assert still == ITEMS[-1]
    told = predict(fit_decay(YEARS, ITEMS), [2023])
    assert told.central[0] == pytest.approx(15, abs=0.5)
    assert told.high[0] < still


def test_bad_series_are_refused():
    with pytest.raises(ValueError, match="items: got 2 for 2 years, expected as many and at least 3"):
        fit_line([2013, 2014], [3, 2])
    with pytest.raises(ValueError, match="items: got 2 for 3 years"):
        fit_decay([1, 2, 3], [3, 2])
    with pytest.raises(ValueError, match="items: got 0, expected counts above 0"):
        fit_decay([1, 2, 3], [3, 2, 0])
    with pytest.raises(ValueError, match="years: got only 1, expected different years"):
        fit_line([1, 1, 1], [3, 2, 1])


def test_nothing_that_the_page_runs_imports_the_analysis():
    code = (
        "import sys, pkgutil, importlib, widgets.models, widgets.explorables\n"
        "for package in (widgets.models, widgets.explorables):\n"
        "    for found in pkgutil.iter_modules(package.__path__):\n"
        "        importlib.import_module(package.__name__ + '.' + found.name)\n"
        "print([name for name in sys.modules if name.startswith(('widgets.analysis', 'numpy'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
