"""Institutional change as a stock of mismatch that is cleared when clearing it pays.

The environment drifts away from the rules; the mismatch grows; the rules are changed once
the expected net gain exceeds the cost of changing them. The rule is Davis and North's
(1971), the growing weight of an arrangement in force is North's path dependence (1990).
The linear forms and all numbers are this book's own and illustrative.
"""

import math
from collections import namedtuple

from widgets.models.bounds import require_between
from widgets.models.generator import Generator

# Mismatch by which a gain must exceed its cost, so that rounding does not decide a tie.
TOLERANCE = 1e-9

ChangeRecord = namedtuple("ChangeRecord", ["years", "closed", "left", "borne", "interval", "step"])


def change_threshold(benefit: float, cost: float, path_dependence: float, age: float) -> float:
    """Mismatch above which changing the rules pays: c (1 + p a) / b.

    Parameters
    ----------
    benefit : float
        b, expected net gain from removing one point of mismatch, before the cost of the
        change itself; value per point, 0.1 to 10.
    cost : float
        c, one-off cost of changing an arrangement that has just been set up: design,
        persuasion, compensation, law-making; value, 0 to 100.
    path_dependence : float
        p, share by which that cost grows with each year that the arrangement stays in
        force, 0 to 1.
    age : float
        a, years since the last change, 0 to 200.

    Returns
    -------
    float
        In points of mismatch.

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Source: change happens when the expected net gain exceeds the cost, Davis and North
    (1971); an arrangement in force draws investment that makes it dearer to leave, North
    (1990), chapter 11. That the growth is linear is this book's assumption.

    Examples
    --------
    >>> change_threshold(2, 10, 0.05, 4)
    6.0
    """
    benefit = require_between("benefit", benefit, 0.1, 10)
    cost = require_between("cost", cost, 0, 100)
    path_dependence = require_between("path_dependence", path_dependence, 0, 1)
    age = require_between("age", age, 0, 200)
    return cost * (1 + path_dependence * age) / benefit


def change_interval(drift: float, benefit: float, cost: float, path_dependence: float) -> int | None:
    """Whole years between two changes in a steady environment; None if there is never one.

    The least n with b d n > c (1 + p n), which is floor(c / (b d - c p)) + 1. If c p >= b d,
    the threshold rises at least as fast as the mismatch and the rules are locked in.

    Parameters
    ----------
    drift : float
        d, points of mismatch that the environment adds in a year, 0 to 10.
    benefit, cost, path_dependence : float
        As in `change_threshold`.

    Returns
    -------
    int or None

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Source: closed form of the rule in `change_threshold`; a tie does not pay.

    Examples
    --------
    >>> change_interval(1, 1, 9.5, 0)
    10
    >>> change_interval(1, 1, 10, 0)
    11
    >>> change_interval(1, 1, 9.5, 0.09), change_interval(1, 1, 9.5, 0.11)
    (66, None)
    """
    drift = require_between("drift", drift, 0, 10)
    start = change_threshold(benefit, cost, path_dependence, 0)
    approach = drift - (change_threshold(benefit, cost, path_dependence, 1) - start)
    if approach <= TOLERANCE:
        return None
    return math.floor((start + TOLERANCE) / approach) + 1


def yearly_drift(drift: float, years: int, noise: float = 0.0, seed: int = 1) -> list[float]:
    """Points of mismatch that the environment adds, year by year.

    Each year's is drift * (1 + noise * (2 u - 1)) with u uniform on (0, 1): never negative,
    on average the drift.

    Parameters
    ----------
    drift : float
        Mean, points a year, 0 to 10.
    years : int
        1 to 200; a fraction is cut off.
    noise : float, default 0
        Spread as a share of the drift, 0 (steady) to 1 (from nothing to twice the drift).
    seed : int, default 1
        Which draw, 1 to 1000; a fraction is cut off.

    Returns
    -------
    list of float

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Source: none; an illustration that irregular dates do not make change lawless.

    Examples
    --------
    >>> yearly_drift(2, 3)
    [2.0, 2.0, 2.0]
    """
    drift = require_between("drift", drift, 0, 10)
    years = int(require_between("years", years, 1, 200))
    noise = require_between("noise", noise, 0, 1)
    chance = Generator(require_between("seed", seed, 1, 1000))
    return [drift * (1 + noise * (2 * chance.uniform() - 1)) for _ in range(years)]


def simulate(
    drift: float,
    benefit: float,
    cost: float,
    path_dependence: float,
    years: int,
    noise: float = 0.0,
    seed: int = 1,
) -> dict[str, list[float]]:
    """Mismatch, threshold and changes of an arrangement, year by year.

    Each year the environment adds to the mismatch; if it then exceeds the threshold, the
    rules are changed, the mismatch falls to 0 and the arrangement's age starts anew.

    Parameters
    ----------
    drift, years, noise, seed
        As in `yearly_drift`.
    benefit, cost, path_dependence : float
        As in `change_threshold`.

    Returns
    -------
    dict
        Lists with one entry a year. pressure: mismatch before any change, points;
        threshold: what it must exceed, points; changed: whether the rules were changed.

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Source: Davis and North (1971); North (1990). Equilibrium is a mismatch not worth
    removing, disequilibrium one that is. That a change removes all of it is assumed.

    Examples
    --------
    >>> path = simulate(drift=2, benefit=1, cost=3, path_dependence=0, years=5)
    >>> path["pressure"]
    [2.0, 4.0, 2.0, 4.0, 2.0]
    >>> path["changed"]
    [False, True, False, True, False]
    """
    path: dict[str, list[float]] = {"pressure": [], "threshold": [], "changed": []}
    stock, age = 0.0, 0
    for added in yearly_drift(drift, years, noise, seed):
        stock += added
        age += 1
        threshold = change_threshold(benefit, cost, path_dependence, age)
        changed = stock > threshold + TOLERANCE
        path["pressure"].append(stock)
        path["threshold"].append(threshold)
        path["changed"].append(changed)
        if changed:
            stock, age = 0.0, 0
    return path


def change_record(path: dict[str, list[float]]) -> ChangeRecord:
    """How often, how far and at what price of waiting the rules were changed.

    Parameters
    ----------
    path : dict
        As `simulate` returns it.

    Returns
    -------
    ChangeRecord
        years: list of int, the years of change, from 1; closed: points removed by all
        changes; left: points that remain at the end; borne: mean mismatch at the end of a
        year, after any change; interval: mean years between changes; step: mean points
        removed by one. interval and step are None if there was no change.

    Raises
    ------
    ValueError
        If `path` holds no year.

    Notes
    -----
    closed + left is what the environment added: thresholds set the size of the steps, the
    environment sets the pace.

    Examples
    --------
    >>> record = change_record(simulate(drift=2, benefit=1, cost=3, path_dependence=0, years=5))
    >>> record.years, record.closed, record.left, record.interval
    ([2, 4], 8.0, 2.0, 2.0)
    """
    pairs = list(zip(path["pressure"], path["changed"]))
    if not pairs:
        raise ValueError("path: got no year, expected at least one")
    dates = [year + 1 for year, (_, changed) in enumerate(pairs) if changed]
    after = [0.0 if changed else stock for stock, changed in pairs]
    closed = sum((stock for stock, changed in pairs if changed), 0.0)
    return ChangeRecord(
        dates,
        closed,
        after[-1],
        sum(after) / len(after),
        dates[-1] / len(dates) if dates else None,
        closed / len(dates) if dates else None,
    )
