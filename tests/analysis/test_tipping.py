"""What the page on diffusion says of its large simulations holds, for other seeds than its own too."""

import numpy as np
import pytest

from tests.analysis.borders import PROVINCES
from widgets.analysis.ensembles import NEVER, ensemble, outcome_shares
from widgets.analysis.networks import synthetic_borders
from widgets.models.diffusion import effects

ZHEJIANG = 10
YEARS = 40
SEEDS = (1, 2)


def _spread(runs, seed, borders=PROVINCES, origins=(ZHEJIANG,), **strengths):
    causes = effects(**{"own": 0.002, "neighbours": 0.05, "endorsement": 0.4, **strengths})
    return ensemble(borders, causes, YEARS, runs, seed, origins)


def _global(seed, runs=2000, **where):
    return outcome_shares(_spread(runs, seed, **where))["global"]


@pytest.mark.parametrize("seed", SEEDS)
def test_hardly_a_run_ends_where_the_mean_does(seed):
    adopters = (_spread(10_000, seed, peers=0.02, threshold=0.35).year != NEVER).sum(axis=1)
    assert adopters.mean() / 31 == pytest.approx(0.69, abs=0.02)
    assert np.isin(adopters, [21, 22]).mean() == pytest.approx(0.01, abs=0.005)
    assert (adopters <= 10).mean() > 0.3
    assert (adopters > 25).mean() > 0.5
    assert adopters.std() / 31 / np.sqrt(100) == pytest.approx(0.04, abs=0.005)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_peers_are_weak_the_threshold_decides(seed):
    assert _global(seed, peers=0, threshold=0.1) == pytest.approx(0.9, abs=0.03)
    assert _global(seed, peers=0, threshold=0.3) == pytest.approx(0.31, abs=0.04)
    assert _global(seed, peers=0, threshold=0.2) > 0.5
    assert _global(seed, peers=0.04, threshold=0.5) > 0.5 > _global(seed, peers=0.04, threshold=0.6)
    assert _global(seed, peers=0.02, threshold=0.5) > 0.2


@pytest.mark.parametrize("seed", SEEDS)
def test_where_peers_are_strong_endorsement_changes_nothing(seed):
    for change in ({"threshold": 0.1}, {"threshold": 0.9}, {"endorsement": 0}):
        assert _global(seed, peers=0.12, **change) > 0.9


@pytest.mark.parametrize("seed", SEEDS)
def test_more_places_make_a_cliff_of_the_slope(seed):
    large = {"borders": synthetic_borders(337), "origins": range(11), "runs": 200, "peers": 0.02}
    assert _global(seed, **large, threshold=0.25) > 0.97
    assert _global(seed, **large, threshold=0.6) < 0.03
    for threshold in (0.25, 0.6):
        assert 0.1 < _global(seed, peers=0.02, threshold=threshold) < 0.85
