"""Bass's curve and its rivals, fitted to years of launch by maximum likelihood."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq, minimize
from scipy.stats import chi2

from widgets.analysis.provinces import launch_years
from widgets.models.bounds import require_between

Floats = NDArray[np.float64]
SMALLEST = 1e-300  # keeps the logarithm of an impossible year finite


def share(t: ArrayLike, p: float, q: float, ceiling: float = 1.0) -> Floats:
    """Share that has adopted by time `t`: c (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t).

    Parameters
    ----------
    t : array_like
        Years since the start, 0 or more.
    p : float
        Adoption without regard to others, a year (coefficient of innovation); above 0.
    q : float
        Adoption through earlier adopters, a year (coefficient of imitation); 0 or more.
    ceiling : float
        Share that adopts in the end, 0 to 1.

    Returns
    -------
    numpy.ndarray

    Raises
    ------
    ValueError
        If a parameter is out of range.

    Notes
    -----
    Source: Bass, F. M. (1969), A new product growth for model consumer durables, Management
    Science 15(5), 215-227.

    Examples
    --------
    >>> share([0, 1], p=0.1, q=0).round(4)
    array([0.    , 0.0952])
    """
    _check(p, q, ceiling)
    waning = np.exp(-(p + q) * np.asarray(t, dtype=float))
    return np.asarray(ceiling * (1 - waning) / (1 + q / p * waning))


def rate(t: ArrayLike, p: float, q: float, ceiling: float = 1.0) -> Floats:
    """Share that adopts a year at time `t`, the derivative of `share`.

    Examples
    --------
    >>> rate([0], p=0.03, q=0.4)
    array([0.03])
    """
    _check(p, q, ceiling)
    waning = np.exp(-(p + q) * np.asarray(t, dtype=float))
    return np.asarray(ceiling * (p + q) ** 2 / p * waning / (1 + q / p * waning) ** 2)


def peak_time(p: float, q: float) -> float:
    """Years until most adopt at once: ln(q/p)/(p+q), or 0 when p is at least q.

    Notes
    -----
    Source: Bass (1969), as `share`.

    Examples
    --------
    >>> round(peak_time(0.03, 0.38), 2)
    6.19
    """
    _check(p, q, 1)
    return max(0.0, math.log(q / p) / (p + q)) if q > 0 else 0.0


def time_to(portion: float, p: float, q: float) -> float:
    """Years until `portion` of those who adopt in the end have done so; inverts `share`.

    Examples
    --------
    >>> round(float(share(time_to(0.9, 0.03, 0.4), 0.03, 0.4)), 6)
    0.9
    """
    _check(p, q, 1)
    portion = require_between("portion", portion, 0, 1 - 1e-12)
    return math.log((1 + portion * q / p) / (1 - portion)) / (p + q)


def _check(p: float, q: float, ceiling: float) -> None:
    require_between("p", p, 1e-12, 1e6)
    require_between("q", q, 0, 1e6)
    require_between("ceiling", ceiling, 0, 1)


class Record(NamedTuple):
    """Launches by year, and those of which less is known.

    Attributes
    ----------
    start : int
        First year; time 0 is its beginning.
    launched : numpy.ndarray
        Launches in each year from `start`.
    waiting : int
        Units not launched by the end.
    undated : int
        Units launched by the end in a year that is not known.
    """

    start: int
    launched: NDArray[np.int64]
    waiting: int
    undated: int = 0


def record(policy: str, end: int, undated: str = "undated") -> Record:
    """Launches of a policy by year, from the first launch to the end of `end`.

    Parameters
    ----------
    policy : str
        As `provinces.launch_years`.
    end : int
        Last year observed.
    undated : {"undated", "dropped", "censored", "placed"}
        What to make of units whose source names no year: launched in a year unknown, or
        one of the readings of `provinces.launch_years`.

    Returns
    -------
    Record

    Examples
    --------
    >>> full = record("open_data_platform", 2025)
    >>> full.start, int(full.launched.sum()), full.waiting, full.undated
    (2015, 26, 1, 4)
    """
    years = launch_years(policy, "dropped" if undated == "undated" else undated)
    dated = years[np.isfinite(years)]
    start = int(dated.min())
    counts = np.bincount((dated[dated <= end] - start).astype(int), minlength=end - start + 1)
    waiting = int((years > end).sum())
    return Record(start, counts, waiting, int(np.isnan(years).sum()) if undated == "undated" else 0)


def observed(data: Record) -> Floats:
    """Share launched by the end of each year; undated launches are spread like the dated.

    That is the curve of greatest likelihood among all, when all that is known of an undated launch
    is that it happened.

    Examples
    --------
    >>> observed(Record(2015, np.array([1, 1]), waiting=2)).tolist()
    [0.25, 0.5]
    """
    known, total = data.launched.sum(), data.launched.sum() + data.waiting + data.undated
    return np.asarray(data.launched.cumsum() / known * (known + data.undated) / total)


class Curve(NamedTuple):
    """A curve of growth: its parameters, where a search starts, and the share at a time.

    Parameters are searched as logarithms, a ceiling as the logarithm of its odds.
    """

    names: tuple[str, ...]
    start: tuple[float, ...]
    share: Callable[..., Floats]


def _logistic(t: ArrayLike, midpoint: float, speed: float) -> Floats:
    t = np.asarray(t, dtype=float)
    return np.where(t > 0, 1 / (1 + np.exp(-np.clip(speed * (t - midpoint), -500, 500))), 0.0)


def _constant(t: ArrayLike, hazard: float) -> Floats:
    return np.asarray(1 - np.exp(-hazard * np.asarray(t, dtype=float)))


def _line(t: ArrayLike, slope: float) -> Floats:
    return np.asarray(np.clip(slope * np.asarray(t, dtype=float), 0, 1))


CURVES = {
    "bass": Curve(("p", "q"), (0.03, 0.4), share),
    "bass_ceiling": Curve(("p", "q", "ceiling"), (0.03, 0.4, 0.9), share),
    "logistic": Curve(("midpoint", "speed"), (4.0, 0.5), _logistic),
    "constant": Curve(("hazard",), (0.1,), _constant),
    "line": Curve(("slope",), (0.05,), _line),
}


class Fit(NamedTuple):
    """A fitted curve: its name, its parameters by name, and the greatest log likelihood."""

    curve: str
    parameters: dict[str, float]
    log_likelihood: float

    @property
    def aic(self) -> float:
        """Akaike's criterion: twice the number of parameters less twice the log likelihood."""
        return 2 * len(self.parameters) - 2 * self.log_likelihood

    def share(self, t: ArrayLike) -> Floats:
        """Share launched by time `t`, in years since the start."""
        return CURVES[self.curve].share(t, **self.parameters)


def log_likelihood(data: Record, curve: str, **parameters: float) -> float:
    """Log likelihood of launches grouped by year.

    A launch in a year has the curve's growth in it, a unit that waits one minus the share at
    the end, an undated launch the share at the end.

    Notes
    -----
    Source: Schmittlein, D. C. and Mahajan, V. (1982), Maximum likelihood estimation for an innovation
    diffusion model of new product acceptance, Marketing Science; undated launches are an addition.

    Examples
    --------
    >>> half = Record(2015, np.array([1]), waiting=1)
    >>> round(log_likelihood(half, "constant", hazard=math.log(2)), 4)
    -1.3863
    """
    by_year = CURVES[curve].share(np.arange(len(data.launched) + 1), **parameters)
    end = by_year[-1]
    return float(
        data.launched @ np.log(np.maximum(np.diff(by_year), SMALLEST))
        + data.waiting * math.log(max(1 - end, SMALLEST))
        + data.undated * math.log(max(end, SMALLEST))
    )


def fit(data: Record, curve: str = "bass", **fixed: float) -> Fit:
    """Curve of greatest likelihood.

    Parameters
    ----------
    data : Record
        At least one launch.
    curve : {"bass", "bass_ceiling", "logistic", "constant", "line"}
        Bass's curve, the same with a free ceiling, an S-curve without beginning, a constant
        hazard, a straight line.
    **fixed : float
        Parameters held at a value.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        If the curve is unknown or nothing was launched.

    Examples
    --------
    >>> round(fit(Record(2015, np.array([50, 25, 13]), waiting=12), "constant").parameters["hazard"], 2)
    0.7
    """
    if curve not in CURVES:
        raise ValueError(f"curve: got {curve!r}, expected one of {sorted(CURVES)}")
    if data.launched.sum() == 0:
        raise ValueError("data: got no launch, expected at least one")
    free = [name for name in CURVES[curve].names if name not in fixed]
    start = dict(zip(CURVES[curve].names, CURVES[curve].start, strict=True))

    def parameters(point: Floats) -> dict[str, float]:
        return fixed | {name: _natural(name, value) for name, value in zip(free, point, strict=True)}

    def loss(point: Floats) -> float:
        return -log_likelihood(data, curve, **parameters(point))

    if not free:
        return Fit(curve, dict(fixed), log_likelihood(data, curve, **fixed))
    best = minimize(
        loss,
        [_searched(name, start[name]) for name in free],
        method="Nelder-Mead",
        bounds=[_bounds(name) for name in free],
        options={"xatol": 1e-6, "fatol": 1e-8, "maxiter": 4000},
    )
    found = parameters(best.x)
    return Fit(curve, {name: found[name] for name in CURVES[curve].names}, -float(best.fun))


def _bounds(name: str) -> tuple[float, float]:
    """How far a parameter is searched, as logarithm or logarithm of odds."""
    return -14.0, 9.0 if name == "ceiling" else 4.0


def _natural(name: str, value: float) -> float:
    return 1 / (1 + math.exp(-value)) if name == "ceiling" else math.exp(value)


def _searched(name: str, value: float) -> float:
    return math.log(value / (1 - value)) if name == "ceiling" else math.log(value)


def profile_interval(
    data: Record, name: str, curve: str = "bass", level: float = 0.95
) -> tuple[float, float]:
    """Interval of the values of a parameter that the likelihood does not reject.

    Parameters
    ----------
    data : Record
    name : str
        A parameter of the curve.
    curve : str
        As `fit`.
    level : float
        Coverage, 0.5 to 0.999.

    Returns
    -------
    tuple of float
        Low and high; an end is the bound of the search where nothing is rejected on that side.

    Examples
    --------
    >>> data = Record(2015, np.array([5, 3, 2]), waiting=3)
    >>> low, high = profile_interval(data, "hazard", "constant")
    >>> low < fit(data, "constant").parameters["hazard"] < high
    True
    """
    level = require_between("level", level, 0.5, 0.999)
    best = fit(data, curve)
    allowed = chi2.ppf(level, 1) / 2

    def excess(searched: float) -> float:
        fixed = {name: _natural(name, searched)}
        return float(best.log_likelihood - fit(data, curve, **fixed).log_likelihood - allowed)

    middle = _searched(name, best.parameters[name])
    ends = []
    for bound in _bounds(name):
        rejected = excess(bound) > 0
        end = brentq(excess, *sorted((middle, bound)), xtol=1e-3) if rejected else bound
        ends.append(_natural(name, end))
    return ends[0], ends[1]


def bootstrap(data: Record, runs: int, seed: int, curve: str = "bass") -> list[Fit]:
    """Fits to as many units drawn with replacement, `runs` times.

    Parameters
    ----------
    data : Record
    runs : int
        1 to 10000.
    seed : int
        0 or more.
    curve : str
        As `fit`.

    Returns
    -------
    list of Fit

    Examples
    --------
    >>> data = Record(2015, np.array([5, 3, 2]), waiting=3)
    >>> len(bootstrap(data, runs=4, seed=1, curve="constant"))
    4
    """
    runs = int(require_between("runs", runs, 1, 10000))
    cells = np.array([*data.launched, data.waiting, data.undated])
    chance = np.random.default_rng(seed)
    drawn = chance.multinomial(cells.sum(), cells / cells.sum(), size=runs)
    return [fit(Record(data.start, d[:-2], int(d[-2]), int(d[-1])), curve) for d in drawn if d[:-2].sum()]


def error(fitted: Fit, data: Record, first: int = 0) -> float:
    """Root mean square distance of a curve from the observed shares at the ends of years.

    Parameters
    ----------
    fitted : Fit
    data : Record
    first : int
        Index of the first year that counts.

    Examples
    --------
    >>> data = Record(2015, np.array([1, 1]), waiting=2)
    >>> error(Fit("line", {"slope": 0.25}, 0.0), data)
    0.0
    """
    ends = np.arange(first, len(data.launched)) + 1
    return float(np.sqrt(np.mean((fitted.share(ends) - observed(data)[first:]) ** 2)))


def until(data: Record, year: int) -> Record:
    """What was known at the end of `year`: later launches wait, undated ones are left out.

    Examples
    --------
    >>> until(Record(2015, np.array([1, 2]), waiting=3), 2015)
    Record(start=2015, launched=array([1]), waiting=5, undated=0)
    """
    kept = year - data.start + 1
    return Record(data.start, data.launched[:kept], data.waiting + int(data.launched[kept:].sum()))
