"""Whether two samples of runs are alike in distribution."""

import numpy as np
from scipy.stats import ks_2samp

from widgets.analysis.ensembles import NEVER, Ensemble, adoption_paths, outcomes
from widgets.models.diffusion import OUTCOMES, ROUTES


def as_ensemble(runs):
    """Runs of the small model, each lists by place, as arrays."""
    year, route = (
        np.array([[NEVER if number is None else number for number in run[key]] for run in runs])
        for key in ("year", "route")
    )
    return Ensemble(year, route, np.array([run["altered"] for run in runs], dtype=bool))


def means_differ(first, second, years):
    """Names of the means that differ by more than four times the error of their difference."""
    ours, theirs = _measures(first, years), _measures(second, years)
    return [name for name in ours if _distance(ours[name], theirs[name]) > 4]


def same_counts(first, second):
    """Probability of so different final counts of adopters if both samples have one distribution."""
    return ks_2samp(*((sample.year != NEVER).sum(axis=1) for sample in (first, second))).pvalue


def _measures(sample, years):
    """Numbers of each run by name: the path, the outcome, the routes, the alterations."""
    paths, ended = adoption_paths(sample, years), outcomes(sample)
    measures = {f"adopted by year {year}": paths[:, year] for year in range(years + 1)}
    measures |= {name: ended == number for number, name in enumerate(OUTCOMES)}
    measures |= {name: (sample.route == number).mean(axis=1) for number, name in enumerate(ROUTES)}
    return {**measures, "altered": sample.altered.mean(axis=1)}


def _distance(ours, theirs):
    error = np.sqrt(sum(np.var(sample, ddof=1) / len(sample) for sample in (ours, theirs)))
    return abs(np.mean(ours) - np.mean(theirs)) / max(error, 1e-9)
