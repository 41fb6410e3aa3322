"""Diffusion at scale is the small model: the same runs under the same luck, alike in distribution."""

import math
import random

import numpy as np
import pytest

from tests.analysis.agreement import as_ensemble, means_differ, same_counts
from tests.analysis.borders import PROVINCES, random_borders
from widgets.analysis import ensembles
from widgets.analysis.ensembles import (
    NEVER,
    adoption_paths,
    as_arrays,
    ensemble,
    neighbour_matrix,
    outcome_shares,
    outcomes,
    quantile_band,
    simulate,
)
from widgets.models import diffusion
from widgets.models.diffusion import MOST_YEARS, OUTCOMES, bass_path, effects, luck

YEARS = 20
RUNS = 1000
MIXED = {
    "own": 0.01,
    "neighbours": 0.15,
    "peers": 0.15,
    "endorsement": 0.1,
    "threshold": 0.4,
    "mandate": 0.1,
    "mandate_year": 12,
    "fit": 0.8,
    "fidelity": 0.9,
}
SETTINGS = {
    "mixed": MIXED,
    "slow": {"own": 0.004, "neighbours": 0.05, "fidelity": 0.95},
    "own and peers": {"own": 0.01, "peers": 0.3},
    "order": {"mandate": 0.3, "mandate_year": 5, "fit": 0.4},
    "tipping": {"own": 0.01, "endorsement": 0.5, "threshold": 0.2, "fidelity": 0.7},
}
EACH_SETTING = pytest.mark.parametrize("causes", SETTINGS.values(), ids=SETTINGS)


def _any_causes(draw):
    """Strengths of all sizes, the ends of their ranges among them."""
    causes = {key: draw.choice([0, 1, draw.random(), 0.2 * draw.random()]) for key in MIXED}
    return effects(**{**causes, "mandate_year": draw.randint(1, MOST_YEARS)})


def _years(numbers):
    return [None if number == NEVER else number for number in numbers.tolist()]


@pytest.mark.parametrize("seed", range(60))
def test_the_same_luck_gives_the_same_years_routes_and_alterations(seed):
    draw = random.Random(seed)
    for _ in range(5):
        borders = random_borders(draw, places=draw.randint(1, 45))
        places, years, causes = range(len(borders)), draw.randint(1, MOST_YEARS), _any_causes(draw)
        chances = luck(len(borders), draw.randint(1, 6), draw.randint(1, 10**6))
        origins = draw.sample(places, min(len(places), draw.randint(0, 3)))
        many = simulate(borders, causes, years, as_arrays(chances), origins)
        paths, ended = adoption_paths(many, years), outcomes(many)
        for number, one in enumerate(diffusion.simulate(borders, causes, years, chances, origins)):
            assert _years(many.year[number]) == one["year"]
            assert _years(many.route[number]) == one["route"]
            assert many.altered[number].tolist() == one["altered"]
            assert paths[number].tolist() == diffusion.adoption_path(one, years)
            assert OUTCOMES[ended[number]] == diffusion.outcome(one)


@pytest.fixture(scope="module", params=SETTINGS.values(), ids=SETTINGS)
def two_samples(request):
    """Runs of the small model and of the ensemble, each with luck of its own."""
    causes = effects(**request.param)
    few = diffusion.simulate(PROVINCES, causes, YEARS, luck(31, RUNS, seed=7), [0])
    return as_ensemble(few), ensemble(PROVINCES, causes, YEARS, 10 * RUNS, seed=5, origins=[0])


def test_with_its_own_luck_means_are_those_of_the_small_model(two_samples):
    assert means_differ(*two_samples, YEARS) == []


def test_other_settings_are_told_apart():
    one, other = (
        ensemble(PROVINCES, effects(**{**SETTINGS["slow"], **change}), YEARS, RUNS, seed=5, origins=[0])
        for change in ({}, {"neighbours": 0.07, "fidelity": 0.9})
    )
    assert {"adopted by year 20", "neighbours", "altered"} <= set(means_differ(one, other, YEARS))
    assert same_counts(one, other) < 0.01


def test_with_its_own_luck_final_counts_are_distributed_as_in_the_small_model(two_samples):
    assert same_counts(*two_samples) > 0.01


@pytest.mark.parametrize(("p", "q"), [(0.02, 0.4), (0.1, 0.2), (0.05, 0), (0.3, 0.6)])
def test_equal_mixing_follows_the_bass_difference_equation(p, q):
    spread = ensemble([[]] * 2000, effects(own=p, peers=q), YEARS, 100, seed=1, origins=[])
    paths = adoption_paths(spread, YEARS)
    error = paths.std(axis=0, ddof=1) / 10
    assert (np.abs(paths.mean(axis=0) - bass_path(p, q, YEARS)) <= 4 * error + 0.002).all()


def test_chances_that_nobody_shares_wait_geometrically():
    spread = ensemble([[]] * 31, effects(own=0.1), YEARS, 10_000, seed=1, origins=[])
    expected = 1 - 0.9 ** np.arange(YEARS + 1)
    error = np.sqrt(expected * (1 - expected) / spread.year.size)
    assert (np.abs(adoption_paths(spread, YEARS).mean(axis=0) - expected) <= 4 * error + 1e-12).all()


@pytest.mark.parametrize("cells", [1, 100, 2**20])
def test_neither_batches_nor_the_number_of_runs_change_a_run(monkeypatch, cells):
    expected = ensemble(PROVINCES, effects(**MIXED), YEARS, 50, seed=3, origins=[2])
    monkeypatch.setattr(ensembles, "CELLS_AT_ONCE", cells)
    spread = ensemble(PROVINCES, effects(**MIXED), YEARS, 80, seed=3, origins=[2])
    for part, same in zip(spread, expected, strict=True):
        assert (part[:50] == same).all()


def test_seeds_decide_all_luck():
    first, again, other = (ensemble(PROVINCES, effects(**MIXED), YEARS, 20, seed, [0]) for seed in (1, 1, 2))
    assert all((a == b).all() for a, b in zip(first, again, strict=True))
    assert (first.year != other.year).any()


def test_neighbours_are_counted_by_one_product():
    adopted = np.zeros(31)
    adopted[[0, 4, 9]] = 1
    expected = [sum(place in near for place in (0, 4, 9)) for near in PROVINCES]
    assert (neighbour_matrix(PROVINCES) @ adopted).tolist() == expected


def test_a_band_lies_around_the_median_and_widens_with_its_quantiles():
    paths = adoption_paths(ensemble(PROVINCES, effects(**MIXED), YEARS, RUNS, 1, [0]), YEARS)
    (low, high), (lower, higher) = quantile_band(paths, 0.25, 0.75), quantile_band(paths)
    assert (lower <= low).all()
    assert (low <= np.median(paths, axis=0)).all()
    assert (high <= higher).all()
    assert (higher > lower).any()


@EACH_SETTING
def test_shares_of_outcomes_are_counts_of_outcomes(causes):
    spread = ensemble(PROVINCES, effects(**causes), YEARS, RUNS, seed=1, origins=[0])
    shares = outcome_shares(spread, few=0.5)
    assert list(shares) == list(OUTCOMES)
    assert math.isclose(sum(shares.values()), 1)
    ended = outcomes(spread, few=0.5)
    assert [shares[name] for name in OUTCOMES] == [(ended == n).mean() for n in range(len(OUTCOMES))]


def test_bad_input_is_refused_by_name():
    causes, alone = effects(), [[], []]
    for name, arguments in {
        "runs": (alone, causes, 5, 0, 1, []),
        "seed": (alone, causes, 5, 1, -1, []),
        "years": (alone, causes, 61, 1, 1, []),
        "places": ([], causes, 5, 1, 1, []),
        "place": (alone, causes, 5, 1, 1, [2]),
        "origins": (alone, causes, 5, 1, 1, [1, 1]),
    }.items():
        with pytest.raises(ValueError, match=rf"^{name}: got"):
            ensemble(*arguments)
    with pytest.raises(ValueError, match=r"^place: got 5"):
        ensemble([[5], []], causes, 5, 1, 1, [])
    with pytest.raises(ValueError, match=r"^luck: got 3 places, expected 2"):
        simulate(alone, causes, 5, as_arrays(luck(3, 1, 1)), [])
    spread = ensemble(alone, causes, 5, 1, 1, [0])
    for name in ("widespread", "few", "changed"):
        with pytest.raises(ValueError, match=rf"^{name}: got 2"):
            outcome_shares(spread, **{name: 2})
    with pytest.raises(ValueError, match=r"^years: got 0"):
        adoption_paths(spread, 0)
    with pytest.raises(ValueError, match=r"^high: got 0.1"):
        quantile_band(adoption_paths(spread, 5), 0.5, 0.1)
