"""A second implementation, in Mesa, agrees with the ensembles in distribution."""

import pytest

from tests.analysis import mesa_diffusion
from tests.analysis.agreement import as_ensemble, means_differ, same_counts
from tests.analysis.borders import PROVINCES
from tests.analysis.test_ensembles import SETTINGS
from widgets.analysis.ensembles import ensemble
from widgets.models.diffusion import ROUTES, effects

YEARS = 20
RUNS = 300


def _places(model):
    governments = list(model.agents)
    return {
        "year": [government.year for government in governments],
        "route": [government.route and ROUTES.index(government.route) for government in governments],
        "altered": [government.altered for government in governments],
    }


@pytest.fixture(scope="module", params=SETTINGS.values(), ids=SETTINGS)
def two_samples(request):
    causes = effects(**request.param)
    models = [mesa_diffusion.run(PROVINCES, causes, YEARS, [0], seed) for seed in range(RUNS)]
    few = as_ensemble([_places(model) for model in models])
    return few, ensemble(PROVINCES, causes, YEARS, 20 * RUNS, seed=1, origins=[0])


def test_means_agree_within_their_error(two_samples):
    assert means_differ(*two_samples, YEARS) == []


def test_final_counts_are_distributed_alike(two_samples):
    assert same_counts(*two_samples) > 0.01


def test_the_collected_path_is_that_of_the_years():
    model = mesa_diffusion.run(PROVINCES, effects(own=0.1, peers=0.3), YEARS, [0], seed=1)
    years = _places(model)["year"]
    assert model.datacollector.model_vars["share"] == [
        sum(year is not None and year <= t for year in years) / 31 for t in range(YEARS + 1)
    ]
