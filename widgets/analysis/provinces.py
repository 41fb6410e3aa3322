"""The province tables as arrays: who borders whom, who is richer, who launched when."""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from widgets.paths import DATA

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

READINGS = ("dropped", "censored", "placed")
PLACED_YEAR = (
    2022  # by the counts of the Fudan reports four platforms without a year were online by October 2022
)


@cache
def mainland() -> list[str]:
    """Codes of the 31 province-level units with data, ascending.

    Examples
    --------
    >>> len(mainland()), mainland()[0]
    (31, '11')
    """
    table = _table("provinces")
    return list(table.loc[table["has_data"] == "true", "code"])


def names() -> list[str]:
    """Chinese names of `mainland`, in its order.

    Examples
    --------
    >>> names()[:2]
    ['北京', '天津']
    """
    return list(_table("provinces").set_index("code").loc[mainland(), "name_zh"])


def neighbours() -> Flags:
    """Which of the `mainland` units border each other, Guangdong and Hainan by sea.

    Returns
    -------
    numpy.ndarray
        31 x 31, symmetric, False on the diagonal.

    Examples
    --------
    >>> int(neighbours().sum()) // 2
    69
    """
    place = {code: i for i, code in enumerate(mainland())}
    touching = np.zeros((len(place), len(place)), dtype=bool)
    for border in _table("province_borders").itertuples():
        a, b = place[border.code_a], place[border.code_b]
        touching[a, b] = touching[b, a] = True
    return touching


def income_before(years: list[int]) -> Floats:
    """Product per head, in yuan, of the latest year on record before each of `years`.

    Parameters
    ----------
    years : list of int
        Years after 2005.

    Returns
    -------
    numpy.ndarray
        One row for each of `years`, one column for each of `mainland`.

    Raises
    ------
    ValueError
        If a year is not after the first on record.

    Examples
    --------
    >>> income_before([2015, 2016])[:, 0]
    array([ 71937., 106011.])
    """
    table = _table("province_economy")
    wide = table.pivot_table(index="year", columns="code", values="gdp_per_head", aggfunc="first")
    wide = wide.rename(index=int).sort_index()[mainland()].astype(float)
    rows = np.searchsorted(wide.index.to_numpy(), years) - 1
    if rows.min() < 0:
        raise ValueError(f"years: got {min(years)}, expected years after {wide.index[0]}")
    return np.asarray(wide.to_numpy()[rows], dtype=float)


def relative_income(years: list[int]) -> Floats:
    """Product per head in doublings above the geometric mean of all units in the same year.

    Examples
    --------
    >>> bool(abs(relative_income([2015, 2021]).mean(1)).max() < 1e-12)
    True
    """
    doublings = np.log2(income_before(years))
    return np.asarray(doublings - doublings.mean(1, keepdims=True))


def launch_years(policy: str, reading: str = "censored") -> Floats:
    """Year in which each of `mainland` took up a policy; infinity where none is known.

    Parameters
    ----------
    policy : {"open_data_platform", "river_chief"}
    reading : {"dropped", "censored", "placed"}
        What to make of units whose source names no year although the platform exists: leave
        them out (nan), take them as not launched yet (infinity), or place them all in 2022, as the
        counts of the Fudan reports suggest.

    Returns
    -------
    numpy.ndarray
        31 years.

    Raises
    ------
    ValueError
        If the policy or the reading is unknown.

    Examples
    --------
    >>> int(np.isfinite(launch_years("open_data_platform")).sum())
    26
    >>> int(np.isnan(launch_years("open_data_platform", "dropped")).sum())
    4
    """
    if reading not in READINGS:
        raise ValueError(f"reading: got {reading!r}, expected one of {READINGS}")
    table = _table("policy_years")
    rows = table[table["policy"] == policy].set_index("code")
    if rows.empty:
        raise ValueError(f"policy: got {policy!r}, expected one of {sorted(set(table['policy']))}")
    rows = rows.loc[mainland()]
    years = pd.to_numeric(rows["year"]).fillna(np.inf).to_numpy(dtype=float, copy=True)
    unstated = (rows["status"] == "not_stated").to_numpy()
    years[unstated] = {"dropped": np.nan, "censored": np.inf, "placed": PLACED_YEAR}[reading]
    return np.asarray(years)


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", dtype=str)
