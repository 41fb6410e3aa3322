"""Bass's curve: its own equations, published fits, and what a fit recovers."""

import numpy as np
import pytest
from scipy.optimize import curve_fit, minimize_scalar
from scipy.stats import expon

from widgets.analysis import bass

# Bass (1969), regression estimates of p and q for eleven durables.
DURABLES = {
    "refrigerators": (0.0026167, 0.21566),
    "freezers": (0.018119, 0.17110),
    "television": (0.027877, 0.25105),
    "softeners": (0.017703, 0.29695),
    "air conditioners": (0.010399, 0.41861),
    "dryers": (0.0172, 0.35688),
    "lawnmowers": (0.0091837, 0.33790),
    "bed coverings": (0.0058760, 0.24387),
    "coffee makers": (0.017135, 0.30145),
    "irons": (0.028632, 0.32791),
    "players": (0.024796, 0.65410),
}
EACH_DURABLE = pytest.mark.parametrize(("p", "q"), DURABLES.values(), ids=DURABLES)
# A published fit by least squares (segmentfault.com/a/1190000023280426): sales and estimates.
SALES = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
PUBLISHED = {"market": (6.80e4, 50), "p": (6.59e-3, 5e-6), "q": (6.38e-1, 5e-4)}


def _drawn(p, q, units, years, seed=5):
    """Grouped launches of many units that adopt by Bass's law."""
    uniform = np.random.default_rng(seed).random(units)
    waiting = np.array([bass.time_to(u, p, q) for u in uniform])
    counts = np.bincount(np.minimum(waiting.astype(int), years), minlength=years + 1)
    return bass.Record(2000, counts[:years], int(counts[years]))


@EACH_DURABLE
def test_share_solves_the_differential_equation(p, q):
    t = np.linspace(0, 30, 200)
    adopted = bass.share(t, p, q)
    assert bass.rate(t, p, q) == pytest.approx((p + q * adopted) * (1 - adopted), rel=1e-10)


@EACH_DURABLE
def test_rate_is_greatest_at_the_peak_time(p, q):
    found = minimize_scalar(lambda t: -bass.rate(t, p, q), bounds=(0, 60), method="bounded")
    assert bass.peak_time(p, q) == pytest.approx(found.x, abs=1e-4)


@EACH_DURABLE
def test_difference_equation_in_small_steps_gives_the_share(p, q):
    steps, adopted = 1000, 0.0
    for _ in range(10 * steps):
        adopted += (p + q * adopted) * (1 - adopted) / steps
    assert adopted == pytest.approx(float(bass.share(10, p, q)), abs=1e-3)


def test_least_squares_on_the_rate_reproduces_a_published_fit():
    def sales(t, market, p, q):
        return market * bass.rate(t, p, q)

    found, _ = curve_fit(sales, np.arange(1, 11), SALES, p0=(60630, 0.03, 0.38), bounds=(1e-6, np.inf))
    for value, (published, rounding) in zip(found, PUBLISHED.values(), strict=True):
        assert value == pytest.approx(published, abs=rounding)


def test_share_is_bounded_rises_and_starts_at_nothing():
    adopted = bass.share(np.linspace(0, 100, 500), 0.03, 0.4, ceiling=0.8)
    assert adopted[0] == 0
    assert (np.diff(adopted) >= 0).all()
    assert adopted[-1] == pytest.approx(0.8)


def test_without_imitation_it_is_the_exponential_law():
    t = np.linspace(0, 20, 50)
    assert bass.share(t, 0.1, 0) == pytest.approx(expon(scale=10).cdf(t))
    assert bass.peak_time(0.1, 0) == 0


@pytest.mark.parametrize(("p", "q"), [(0.01, 0.5), (0.03, 0.38), (0.1, 0.2)])
def test_fit_recovers_known_parameters(p, q):
    found = bass.fit(_drawn(p, q, 20000, 20)).parameters
    assert found["p"] == pytest.approx(p, rel=0.08)
    assert found["q"] == pytest.approx(q, rel=0.08)


def test_free_ceiling_is_recovered():
    whole = _drawn(0.03, 0.5, 20000, 25)
    half = whole._replace(waiting=whole.waiting + 20000)
    assert bass.fit(half, "bass_ceiling").parameters["ceiling"] == pytest.approx(0.5, abs=0.02)


def test_constant_hazard_has_its_closed_form():
    data = _drawn(0.15, 0, 500, 8)
    at_risk = data.launched.sum() + data.waiting - np.concatenate([[0], data.launched.cumsum()[:-1]])
    chance = data.launched.sum() / at_risk.sum()
    assert bass.fit(data, "constant").parameters["hazard"] == pytest.approx(-np.log1p(-chance), rel=1e-4)


@pytest.mark.parametrize("curve", bass.CURVES)
def test_greatest_likelihood_is_at_a_maximum(curve):
    data = bass.record("open_data_platform", 2025)
    best = bass.fit(data, curve)
    for name, value in best.parameters.items():
        for factor in (0.97, 1.03):
            moved = best.parameters | {
                name: min(value * factor, 1.0) if name == "ceiling" else value * factor
            }
            assert bass.log_likelihood(data, curve, **moved) <= best.log_likelihood + 1e-3


def test_a_free_parameter_never_lowers_the_likelihood():
    data = bass.record("open_data_platform", 2025)
    likelihood = [bass.fit(data, curve).log_likelihood for curve in ("constant", "bass", "bass_ceiling")]
    assert likelihood == sorted(likelihood) or np.diff(likelihood).min() > -1e-3


def test_profile_interval_narrows_with_more_units():
    widths = []
    for units in (100, 2000):
        low, high = bass.profile_interval(_drawn(0.03, 0.4, units, 15), "q")
        assert low < 0.4 < high
        widths.append(high - low)
    assert widths[1] < widths[0] / 2


def test_profile_interval_covers_about_as_often_as_it_says():
    covered = 0
    for seed in range(25):
        low, high = bass.profile_interval(_drawn(0.05, 0.3, 60, 12, seed), "p")
        covered += low < 0.05 < high
    assert covered >= 20


def test_bootstrap_is_seeded_and_centred():
    data = _drawn(0.03, 0.4, 400, 15)
    first, again = (bass.bootstrap(data, 60, seed=2) for _ in range(2))
    assert first == again
    middle = np.median([one.parameters["q"] for one in first])
    assert middle == pytest.approx(bass.fit(data).parameters["q"], rel=0.1)


def test_undated_launches_change_the_level_not_the_shape_observed():
    dated = bass.Record(2015, np.array([2, 3, 5]), waiting=10)
    with_undated = dated._replace(waiting=6, undated=4)
    ratio = bass.observed(with_undated) / bass.observed(dated)
    assert ratio == pytest.approx(ratio[0])
    assert bass.observed(with_undated)[-1] == pytest.approx(14 / 20)


def test_every_reading_counts_all_units_or_leaves_out_the_undated():
    for reading, units in [("undated", 31), ("censored", 31), ("placed", 31), ("dropped", 27)]:
        data = bass.record("open_data_platform", 2025, reading)
        assert data.launched.sum() + data.waiting + data.undated == units


def test_a_record_cut_short_knows_only_its_past():
    data = bass.record("open_data_platform", 2025, "censored")
    assert bass.until(data, 2020).launched.tolist() == data.launched[:6].tolist()
    assert bass.until(data, 2020).waiting == bass.record("open_data_platform", 2020, "censored").waiting


def test_impossible_arguments_are_refused():
    with pytest.raises(ValueError, match="p: got 0"):
        bass.share(1, 0, 0.3)
    with pytest.raises(ValueError, match="curve: got 'circle'"):
        bass.fit(bass.record("open_data_platform", 2025), "circle")
    with pytest.raises(ValueError, match="expected at least one"):
        bass.fit(bass.Record(2015, np.array([0, 0]), waiting=3))


# What the page says of the fits.


def test_bass_has_the_best_aic_and_a_free_ceiling_gains_nothing():
    data = bass.record("open_data_platform", 2025)
    aic = {curve: bass.fit(data, curve).aic for curve in bass.CURVES}
    assert min(aic, key=aic.get) == "bass"
    assert max(aic.values()) - min(aic.values()) < 8


def test_a_constant_hazard_forecasts_best():
    data = bass.record("open_data_platform", 2025)
    errors = {curve: bass.error(bass.fit(bass.until(data, 2020), curve), data, 6) for curve in bass.CURVES}
    assert min(errors, key=errors.get) == "constant"


def test_imitation_vanishes_in_one_reading_only():
    for reading, vanishes in [("undated", False), ("dropped", False), ("censored", True), ("placed", False)]:
        low, _ = bass.profile_interval(bass.record("open_data_platform", 2025, reading), "q")
        assert (low < 1e-4) == vanishes
