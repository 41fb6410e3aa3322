"""How fast a list shrinks: two curves fitted to its editions, and what they said of the next ones.

The counts are of a policy, not of chance, so that the intervals below say what a curve could know from few
points if editions scattered about it independently. They are a minimum of doubt, not all of it.
"""

from collections import namedtuple

import numpy as np
from scipy import stats

Fit = namedtuple("Fit", ["intercept", "slope", "origin", "residuals", "scatter", "spread", "logarithmic"])
Forecast = namedtuple("Forecast", ["central", "low", "high"])


def fit_line(years: np.ndarray, items: np.ndarray) -> Fit:
    """Line through the counts by least squares: the same number of items goes every year.

    Parameters
    ----------
    years : array
        Times of the editions, in years; at least three, not all equal.
    items : array
        Counts, above 0.

    Returns
    -------
    Fit
        intercept (items at the mean year), slope (items a year), origin (the mean year),
        residuals (observed minus fitted), scatter (their standard deviation with n - 2 degrees
        of freedom), spread (sum of squared distances of the years from their mean),
        logarithmic False.

    Raises
    ------
    ValueError
        If there are fewer than three points, a count is not above 0 or all years are equal.

    Examples
    --------
    >>> fit = fit_line([2013, 2014, 2015], [190, 170, 150])
    >>> round(float(fit.slope), 6), round(float(fit.scatter), 6)
    (-20.0, 0.0)
    """
    return _least_squares(*_checked(years, items), logarithmic=False)


def fit_decay(years: np.ndarray, items: np.ndarray) -> Fit:
    """Exponential decay by least squares on logarithms: the same share of items goes every year.

    Parameters
    ----------
    years, items
        As in `fit_line`.

    Returns
    -------
    Fit
        As in `fit_line` with everything in logarithms, logarithmic True: exp(slope) - 1 is the
        relative change a year.

    Raises
    ------
    ValueError
        As `fit_line` does.

    Examples
    --------
    >>> fit = fit_decay([2013, 2014, 2016], [160, 80, 20])
    >>> round(float(np.exp(fit.slope)), 6)
    0.5
    """
    years, items = _checked(years, items)
    return _least_squares(years, np.log(items), logarithmic=True)


def predict(fit: Fit, years: np.ndarray, level: float = 0.9) -> Forecast:
    """Counts that a fitted curve expects, with intervals for single new observations.

    Parameters
    ----------
    fit : Fit
        From `fit_line` or `fit_decay`.
    years : array
        Times to predict.
    level : float, default 0.9
        Coverage if the points scatter about the curve independently and normally, 0 to 1.

    Returns
    -------
    Forecast
        central, low, high : arrays of the length of `years`, by Student's t with n - 2 degrees of
        freedom; for decay on logarithms and carried back, so that nothing is below 0.

    Examples
    --------
    >>> fit = fit_line([2013, 2014, 2015, 2016], [190, 172, 149, 131])
    >>> [round(float(bound[0]), 1) for bound in predict(fit, [2017])]
    [110.5, 103.2, 117.8]
    """
    distance = np.asarray(years, dtype=float) - fit.origin
    number = len(fit.residuals)
    central = fit.intercept + fit.slope * distance
    error = fit.scatter * np.sqrt(1 + 1 / number + distance**2 / fit.spread)
    margin = stats.t.ppf((1 + level) / 2, number - 2) * error
    bounds = (central, central - margin, central + margin)
    return Forecast(*(np.exp(bound) if fit.logarithmic else bound for bound in bounds))


def no_change(items: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Baseline: the last count stays.

    Examples
    --------
    >>> no_change([95, 45], [2019, 2020])
    array([45., 45.])
    """
    return np.full(len(years), float(items[-1]))


def last_ratio_continues(years: np.ndarray, items: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """Baseline: the yearly ratio between the last two editions goes on.

    Examples
    --------
    >>> last_ratio_continues([2015, 2017], [100, 25], [2018, 2019])
    array([12.5 ,  6.25])
    """
    years, items = _checked(years, items, fewest=2)
    ratio = (items[-1] / items[-2]) ** (1 / (years[-1] - years[-2]))
    return np.asarray(items[-1] * ratio ** (np.asarray(ahead, dtype=float) - years[-1]))


def mean_absolute_error(predicted: np.ndarray, observed: np.ndarray) -> float:
    """Mean of the absolute differences, in items.

    Examples
    --------
    >>> mean_absolute_error([40, 30], [37, 31])
    2.0
    """
    return float(np.mean(np.abs(np.asarray(predicted, dtype=float) - np.asarray(observed, dtype=float))))


def forecasts(years: np.ndarray, items: np.ndarray, ahead: np.ndarray) -> dict[str, np.ndarray]:
    """What both curves and both baselines expect of later years.

    Parameters
    ----------
    years, items
        The editions known, as in `fit_line`.
    ahead : array
        Times to predict.

    Returns
    -------
    dict of array
        By name: decay, line, no_change, last_ratio.

    Raises
    ------
    ValueError
        As `fit_line` does.

    Examples
    --------
    >>> found = forecasts([0, 1, 2], [80, 40, 20], [3])
    >>> {name: round(float(path[0]), 1) for name, path in found.items()}
    {'decay': 10.0, 'line': -13.3, 'no_change': 20.0, 'last_ratio': 10.0}
    """
    return {
        "decay": predict(fit_decay(years, items), ahead).central,
        "line": predict(fit_line(years, items), ahead).central,
        "no_change": no_change(items, ahead),
        "last_ratio": last_ratio_continues(years, items, ahead),
    }


def one_step_ahead(years: np.ndarray, items: np.ndarray, fewest: int = 3) -> dict[str, np.ndarray]:
    """Errors of each method for every edition, told from the editions before it alone.

    Parameters
    ----------
    years, items
        As in `fit_line`.
    fewest : int, default 3
        Editions known before the first one that is predicted.

    Returns
    -------
    dict of array
        Predicted minus observed, by the names of `forecasts`; one for each later edition.

    Examples
    --------
    >>> found = one_step_ahead([0, 1, 2, 3], [80, 40, 20, 11])
    >>> {name: round(float(errors[0]), 1) for name, errors in found.items()}
    {'decay': -1.0, 'line': -24.3, 'no_change': 9.0, 'last_ratio': -1.0}
    """
    errors: dict[str, list[float]] = {}
    for known in range(fewest, len(items)):
        told = forecasts(years[:known], items[:known], years[known : known + 1])
        for name, predicted in told.items():
            errors.setdefault(name, []).append(float(predicted[0]) - items[known])
    return {name: np.array(found) for name, found in errors.items()}


def _checked(years: np.ndarray, items: np.ndarray, fewest: int = 3) -> tuple[np.ndarray, np.ndarray]:
    years, items = np.asarray(years, dtype=float), np.asarray(items, dtype=float)
    if len(years) != len(items) or len(years) < fewest:
        raise ValueError(
            f"items: got {len(items)} for {len(years)} years, expected as many and at least {fewest}"
        )
    if not np.all(items > 0):
        raise ValueError(f"items: got {items.min():g}, expected counts above 0")
    if np.ptp(years) == 0:
        raise ValueError(f"years: got only {years[0]:g}, expected different years")
    return years, items


def _least_squares(years: np.ndarray, values: np.ndarray, logarithmic: bool) -> Fit:
    origin = years.mean()
    distance = years - origin
    spread = np.sum(distance**2)
    slope = np.sum(distance * values) / spread
    residuals = values - values.mean() - slope * distance
    scatter = np.sqrt(np.sum(residuals**2) / (len(years) - 2))
    return Fit(values.mean(), slope, origin, residuals, scatter, spread, logarithmic)
