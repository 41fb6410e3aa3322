"""A contest of mechanisms: which account of one spread predicts provinces that it has not seen?

Each mechanism is one covariate of the hazard of adopting in a year: the share of all that have
adopted (learning), of neighbours (competition), of richer provinces (imitation), or a central order in
force (coercion), after Shipan and Volden (2008). Two accounts need no diffusion: the hazard is the same
for all (null), or it depends on a province's own income, the internal determinants of Berry and
Berry (1990). The same contest is then held on simulated spreads whose mechanism is known, to see how
often the right one wins.

Sources: Berry, F. S. and Berry, W. D. (1990), State lottery adoptions as policy innovations: an event
history analysis, American Political Science Review 84(2), 395-415; Shipan, C. R. and Volden, C. (2008), The
mechanisms of policy diffusion, American Journal of Political Science 52(4), 840-857.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from widgets.analysis.provinces import launch_years, neighbours, relative_income
from widgets.models.bounds import require_between

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MECHANISMS = ("null", "income", "learning", "competition", "imitation", "coercion")
YEARS = tuple(range(2015, 2026))
ORDER_FROM = 2016  # the State Council's outline on big data is dated 31 August 2015
SLOPE_SPREAD = 10.0  # standard deviation of a weak pull of slopes to 0: keeps them finite under separation
STEPS = 25  # of scoring, at most
CLOSE = 1e-5  # a smaller step ends the scoring
DRAWN_SETS = 1000
HALVINGS = 16  # of the range in which an intercept is sought


class World(NamedTuple):
    """What mechanisms work on.

    Attributes
    ----------
    touching : numpy.ndarray
        Who borders whom, n x n.
    income : numpy.ndarray
        Product per head by year and unit, in doublings above the mean of the year: years x n.
    ordered : numpy.ndarray
        Whether the central order is in force, by year.
    """

    touching: Flags
    income: Floats
    ordered: Flags


def china() -> World:
    """The 31 mainland units, 2015 to 2025.

    Examples
    --------
    >>> china().income.shape
    (11, 31)
    """
    years = np.array(YEARS)
    return World(neighbours(), relative_income(list(YEARS)), years >= ORDER_FROM)


class Spreads(NamedTuple):
    """Spreads as rows that a hazard is fitted to, all of the same units and years.

    Attributes
    ----------
    adopted : numpy.ndarray
        Whether the unit adopts in the year: spreads x years x units.
    weight : numpy.ndarray
        1 where the unit could still adopt, else 0; same shape.
    covariates : dict
        By mechanism, same shape.
    """

    adopted: Floats
    weight: Floats
    covariates: dict[str, Floats]


def real_spread(world: World, reading: str = "dropped") -> Spreads:
    """The launches of provincial open-data platforms.

    Parameters
    ----------
    world : World
        As `china`.
    reading : str
        Of units without a year, as `provinces.launch_years`.

    Examples
    --------
    >>> int(real_spread(china()).adopted.sum())
    26
    """
    return rows_of(world, launch_years("open_data_platform", reading)[None] - YEARS[0])


def rows_of(world: World, launch: Floats) -> Spreads:
    """Rows from the launches of several spreads.

    Parameters
    ----------
    world : World
    launch : numpy.ndarray
        Index of the launch year of each unit, one spread in each row; infinity when never, nan
        for a unit that takes no part.

    Returns
    -------
    Spreads
    """
    years = np.arange(len(world.ordered))[None, :, None]
    when = launch[:, None, :]
    before = (when < years).astype(float)
    taking_part = ~np.isnan(launch)
    covariates = {
        name: np.stack(
            [_covariate(world, name, year, before[:, year], taking_part) for year in range(years.size)], 1
        )
        for name in MECHANISMS
    }
    return Spreads((when == years).astype(float), (when >= years).astype(float), covariates)


def _covariate(world: World, mechanism: str, year: int, before: Floats, taking_part: Flags) -> Floats:
    if mechanism == "income":
        return np.broadcast_to(world.income[year], before.shape)
    if mechanism == "learning":
        share = before.sum(1, keepdims=True) / taking_part.sum(1, keepdims=True)
        return np.broadcast_to(share, before.shape)
    if mechanism == "competition":
        return _share_among(world.touching, before, taking_part)
    if mechanism == "imitation":
        richer = world.income[year][None, :] > world.income[year][:, None]
        return _share_among(richer, before, taking_part)
    return np.full(before.shape, float(mechanism == "coercion" and world.ordered[year]))


def _share_among(others: Flags, before: Floats, taking_part: Flags) -> Floats:
    """For each unit the share of `others` (row: of whom) that has adopted; 0 where there are none."""
    models = others.T.astype(float)
    return np.asarray((before @ models) / np.maximum(taking_part @ models, 1))


class Hazards(NamedTuple):
    """Fitted hazards 1 - exp(-exp(intercept + slope x)), one for each spread."""

    intercept: Floats
    slope: Floats
    log_likelihood: Floats


def fit_hazards(
    x: Floats,
    adopted: Floats,
    weight: Floats,
    start: Hazards | None = None,
    slope_spread: float = SLOPE_SPREAD,
) -> Hazards:
    """Fit one covariate to many spreads at once, by Fisher's scoring.

    Parameters
    ----------
    x, adopted, weight : numpy.ndarray
        Spreads x rows. Where `x` is the same in all rows of a spread its slope is 0.
    start : Hazards, optional
        Where to begin.
    slope_spread : float
        Standard deviation of a normal prior of the slope. It is weak: a covariate that separates
        adopters from the others gets a large slope, not an infinite one.

    Returns
    -------
    Hazards

    Examples
    --------
    >>> one = fit_hazards(np.zeros((1, 4)), np.array([[1.0, 0, 0, 0]]), np.ones((1, 4)))
    >>> (1 - np.exp(-np.exp(one.intercept))).round(4).tolist(), one.slope.tolist()
    ([0.25], [0.0])
    """
    total = weight.sum(1)
    mean = (weight * adopted).sum(1) / total
    intercept = np.log(-np.log1p(-np.clip(mean, 1e-3, 1 - 1e-3))) if start is None else start.intercept
    flat = np.ptp(np.where(weight > 0, x, x[:, :1]), axis=1) == 0
    slope = np.zeros(len(x)) if start is None else np.where(flat, 0, start.slope)
    for _ in range(STEPS):
        pull, information = _scores(x, adopted, weight, intercept, slope)
        g0, g1 = pull.sum(1), (pull * x).sum(1) - slope / slope_spread**2
        h00, h01 = information.sum(1), (information * x).sum(1)
        h11 = (information * x * x).sum(1) + 1 / slope_spread**2
        spread = np.where(flat, 1, h00 * h11 - h01**2)
        up = np.where(flat, g0 / h00, (h11 * g0 - h01 * g1) / spread)
        along = np.where(flat, 0, (h00 * g1 - h01 * g0) / spread)
        size = np.maximum(1, np.maximum(abs(up), abs(along) / 3) / 2)  # no leap too far
        intercept, slope = intercept + up / size, slope + along / size
        if max(abs(up).max(), abs(along).max()) < CLOSE:
            break
    return Hazards(intercept, slope, -(weight * losses(x, adopted, intercept, slope)).sum(1))


def _scores(
    x: Floats, adopted: Floats, weight: Floats, intercept: Floats, slope: Floats
) -> tuple[Floats, Floats]:
    """Derivative of the log likelihood and expected information, row by row."""
    cumulated = np.exp(np.clip(intercept[:, None] + slope[:, None] * x, -30, 4))
    odds = cumulated / np.expm1(cumulated)  # cumulated x (1 - probability) / probability
    return weight * (adopted * (odds + cumulated) - cumulated), weight * cumulated * odds


def losses(x: Floats, adopted: Floats, intercept: Floats, slope: Floats) -> Floats:
    """Minus the logarithm of the probability of what happened, row by row."""
    cumulated = np.exp(np.clip(intercept[:, None] + slope[:, None] * x, -30, 4))
    return np.where(adopted > 0, -np.log(-np.expm1(-cumulated)), cumulated)


class Verdicts(NamedTuple):
    """Outcome of a contest over spreads.

    Attributes
    ----------
    held_out : numpy.ndarray
        Loss of each unit under the hazard fitted without it: spreads x mechanisms x units.
    aic : numpy.ndarray
        Spreads x mechanisms.
    hazards : list of Hazards
        By mechanism, fitted to all units.
    rows : numpy.ndarray
        Rows of each unit: spreads x units.
    """

    held_out: Floats
    aic: Floats
    hazards: list[Hazards]
    rows: Floats


def judge(spreads: Spreads) -> Verdicts:
    """Fit every mechanism to every spread and test it on units left out, one at a time.

    Examples
    --------
    >>> judge(real_spread(china())).held_out.shape
    (1, 6, 31)
    """
    units = spreads.adopted.shape[2]
    adopted, weight = _flat(spreads.adopted), _flat(spreads.weight)
    hazards, held_out, aic = [], [], []
    for name in MECHANISMS:
        x = _flat(spreads.covariates[name])
        whole = fit_hazards(x, adopted, weight)
        hazards.append(whole)
        aic.append(2 * (1 if name == "null" else 2) - 2 * whole.log_likelihood)
        held_out.append(_leave_out(x, adopted, weight, whole, units))
    rows = spreads.weight.sum(1)
    return Verdicts(np.stack(held_out, 1), np.stack(aic, 1), hazards, rows)


def _flat(cube: Floats) -> Floats:
    return np.ascontiguousarray(cube.reshape(len(cube), -1))


def _leave_out(x: Floats, adopted: Floats, weight: Floats, whole: Hazards, units: int) -> Floats:
    """Summed loss of each unit under the hazard of the others; rows are ordered year by year."""
    out = np.zeros((len(x), units))
    for unit in range(units):
        own = slice(unit, None, units)
        rest = weight.copy()
        rest[:, own] = 0
        fitted = fit_hazards(x, adopted, rest, whole)
        unseen = losses(x[:, own], adopted[:, own], fitted.intercept, fitted.slope)
        out[:, unit] = (weight[:, own] * unseen).sum(1)
    return out


def scoreboard(verdicts: Verdicts, runs: int = 2000, seed: int = 1) -> pd.DataFrame:
    """The contest on the first spread: loss held out, and its distance from the null.

    Parameters
    ----------
    verdicts : Verdicts
    runs : int
        Draws of provinces with replacement, 100 to 100000.
    seed : int

    Returns
    -------
    pandas.DataFrame
        By mechanism: slope, log loss held out per province and year, difference from the null with
        its 95 % interval over provinces drawn in pairs, and AIC.

    Examples
    --------
    >>> board = scoreboard(judge(real_spread(china())), runs=100)
    >>> float(board.loc["null", "difference"])
    0.0
    """
    runs = int(require_between("runs", runs, 100, 100000))
    loss, rows = verdicts.held_out[0], verdicts.rows[0]
    used = np.flatnonzero(rows)
    drawn = np.random.default_rng(seed).choice(used, size=(runs, len(used)))
    gap = (loss - loss[0])[:, drawn].sum(-1) / rows[drawn].sum(-1)
    low, high = np.percentile(gap, [2.5, 97.5], axis=1)
    return pd.DataFrame(
        {
            "slope": [float(fitted.slope[0]) for fitted in verdicts.hazards],
            "held_out": loss.sum(1) / rows.sum(),
            "difference": (loss - loss[0]).sum(1) / rows.sum(),
            "low": low,
            "high": high,
            "aic": verdicts.aic[0],
        },
        index=pd.Index(MECHANISMS, name="mechanism"),
    )


def simulate(world: World, mechanism: str, intercept: float, slope: float, runs: int, seed: int) -> Floats:
    """Launches of `runs` spreads in which one mechanism is at work.

    Parameters
    ----------
    world : World
    mechanism : str
        One of `MECHANISMS`.
    intercept, slope : float
        Of the hazard 1 - exp(-exp(intercept + slope x)).
    runs : int
        1 to 100000.
    seed : int
        The same seed gives the same chances, whatever the mechanism.

    Returns
    -------
    numpy.ndarray
        Index of the launch year, infinity when never: runs x units.

    Raises
    ------
    ValueError
        If the mechanism is unknown or `runs` out of range.

    Examples
    --------
    >>> bool((simulate(china(), "null", -30, 0, runs=2, seed=1) == np.inf).all())
    True
    """
    if mechanism not in MECHANISMS:
        raise ValueError(f"mechanism: got {mechanism!r}, expected one of {MECHANISMS}")
    runs = int(require_between("runs", runs, 1, 100000))
    years, units = world.income.shape
    chance = np.random.default_rng(seed).random((years, runs, units))
    launch = np.full((runs, units), np.inf)
    everyone = np.ones((runs, units), dtype=bool)
    for year in range(years):
        x = _covariate(world, mechanism, year, (launch < year).astype(float), everyone)
        hazard = -np.expm1(-np.exp(np.clip(intercept + slope * x, -30, 4)))
        launch[np.isinf(launch) & (chance[year] < hazard)] = year
    return launch


def matching_intercept(world: World, mechanism: str, slope: float, adopters: float, seed: int = 1) -> float:
    """Intercept at which a mechanism of given slope brings about `adopters` adoptions on average.

    Parameters
    ----------
    world : World
    mechanism : str
    slope : float
    adopters : float
        Above 0 and below the number of units.
    seed : int

    Examples
    --------
    >>> at = matching_intercept(china(), "null", 0.0, 26)
    >>> bool(24 < np.isfinite(simulate(china(), "null", at, 0.0, 50, seed=2)).sum(1).mean() < 28)
    True
    """
    adopters = require_between("adopters", adopters, 0.1, len(world.touching) - 0.1)
    low, high = -20.0, 3.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        reached = np.isfinite(simulate(world, mechanism, middle, slope, 200, seed)).sum(1).mean()
        low, high = (middle, high) if reached < adopters else (low, middle)
    return (low + high) / 2


class Recovery(NamedTuple):
    """How often each mechanism wins where one is known to be at work.

    Attributes
    ----------
    by_loss, by_aic : pandas.DataFrame
        Shares: true mechanism in rows, winner in columns.
    pooled : pandas.DataFrame
        The same by loss held out when several spreads of one mechanism are judged together.
    """

    by_loss: pd.DataFrame
    by_aic: pd.DataFrame
    pooled: pd.DataFrame


def recovery(
    world: World, slopes: dict[str, float], adopters: float, runs: int, seed: int, together: int = 10
) -> Recovery:
    """Hold the contest on simulated spreads of each mechanism.

    Parameters
    ----------
    world : World
    slopes : dict
        Slope of each of `MECHANISMS`; that of the null is not used.
    adopters : float
        Adoptions that every mechanism is tuned to bring about on average.
    runs : int
        Spreads of each mechanism, 1 to 10000.
    seed : int
    together : int
        Spreads judged together in ``pooled``, 1 to `runs`; each set of them is drawn anew.

    Returns
    -------
    Recovery

    Raises
    ------
    ValueError
        If `runs` or `together` is out of range.
    """
    runs = int(require_between("runs", runs, 1, 10000))
    together = int(require_between("together", together, 1, runs))
    chance = np.random.default_rng(seed)
    sets = np.array([chance.permutation(runs)[:together] for _ in range(DRAWN_SETS)])
    shares: dict[str, list[Floats]] = {"by_loss": [], "by_aic": [], "pooled": []}
    for place, name in enumerate(MECHANISMS):
        slope = 0.0 if name == "null" else slopes[name]
        at = matching_intercept(world, name, slope, adopters)
        verdicts = judge(rows_of(world, simulate(world, name, at, slope, runs, seed + place)))
        loss = verdicts.held_out.sum(2)
        shares["by_loss"].append(_wins(loss))
        shares["by_aic"].append(_wins(verdicts.aic))
        shares["pooled"].append(_wins(loss[sets].sum(1)))
    return Recovery(**{key: _confusion(rows) for key, rows in shares.items()})


def _wins(scores: Floats) -> Floats:
    """Share of rows in which each column is the lowest; the first of equals wins."""
    return np.bincount(scores.argmin(1), minlength=scores.shape[1]) / len(scores)


def _confusion(shares: list[Floats]) -> pd.DataFrame:
    index = pd.Index(MECHANISMS, name="true")
    return pd.DataFrame(shares, index=index, columns=pd.Index(MECHANISMS, name="winner"))
