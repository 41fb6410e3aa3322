"""Which provinces adopt when: life tables and hazards year by year."""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import NDArray
from statsmodels.stats.proportion import proportion_confint

from widgets.analysis.provinces import launch_years, mainland, relative_income

Floats = NDArray[np.float64]

BASELINES = ("constant", "log_time", "periods")
PERIODS = (2018, 2021)  # a new level of the hazard begins in these years


def life_table(years: Floats, start: int, end: int) -> pd.DataFrame:
    """Units at risk, adoptions and the hazard in each year, with 95 % intervals.

    Parameters
    ----------
    years : numpy.ndarray
        Year of adoption of each unit; infinity when not adopted, nan when left out.
    start, end : int
        First and last year.

    Returns
    -------
    pandas.DataFrame
        By year, as long as a unit is at risk: at_risk, adopted, hazard, low, high (Clopper-Pearson,
        exact) and share, the part of all units that has adopted by the end of the year.

    Examples
    --------
    >>> life_table(np.array([2017.0, 2017, 2018, np.inf]), 2017, 2018)["hazard"].tolist()
    [0.5, 0.5]
    """
    years = years[~np.isnan(years)]
    span = np.arange(start, end + 1)
    at_risk = np.array([(years >= year).sum() for year in span])
    adopted = np.array([(years == year).sum() for year in span])
    some = np.maximum(at_risk, 1)
    low, high = proportion_confint(adopted, some, alpha=0.05, method="beta")
    columns = {
        "at_risk": at_risk,
        "adopted": adopted,
        "hazard": adopted / some,
        "low": low,
        "high": high,
        "share": adopted.cumsum() / len(years),
    }
    return pd.DataFrame(columns, index=pd.Index(span, name="year"))[at_risk > 0]


def years_between(years: Floats, low: float = 0.1, high: float = 0.9) -> float:
    """Years from the one in which the share reaches `low` to the one in which it reaches `high`.

    Parameters
    ----------
    years : numpy.ndarray
        As `life_table`.
    low, high : float
        Shares of all units, 0 to 1.

    Returns
    -------
    float
        Infinity when `high` is not reached.

    Examples
    --------
    >>> years_between(np.array([2015.0, 2016, 2017, 2018, 2019]), 0.2, 0.8)
    3.0
    >>> years_between(np.array([2015.0, np.inf]), 0.2, 0.8)
    inf
    """
    ordered = np.sort(years[~np.isnan(years)])
    first, last = (ordered[int(np.ceil(share * len(ordered) - 1e-9)) - 1] for share in (low, high))
    return float(last - first)


def person_years(policy: str, start: int, end: int, reading: str = "dropped") -> pd.DataFrame:
    """One row for each province and each year in which it could still adopt.

    Parameters
    ----------
    policy : str
    start, end : int
        First and last year, after 2005.
    reading : str
        Of units without a year, as `provinces.launch_years`.

    Returns
    -------
    pandas.DataFrame
        Columns code, year, adopted (0 or 1) and income, the product per head of the latest year
        on record before, in doublings above the mean of all units.

    Examples
    --------
    >>> table = person_years("open_data_platform", 2015, 2025)
    >>> int(table["adopted"].sum()), int(table.groupby("code")["adopted"].sum().max())
    (26, 1)
    """
    span = list(range(start, end + 1))
    table = pd.DataFrame(
        {
            "code": np.tile(mainland(), len(span)),
            "year": np.repeat(span, len(mainland())),
            "launch": np.tile(launch_years(policy, reading), len(span)),
            "income": relative_income(span).ravel(),
        }
    )
    table = table[table["launch"] >= table["year"]]  # false for nan too
    table["adopted"] = (table["launch"] == table["year"]).astype(int)
    return table.drop(columns="launch").reset_index(drop=True)


def hazard_of_income(table: pd.DataFrame, baseline: str = "log_time") -> pd.DataFrame:
    """Hazard of adoption in a year by income and time, complementary log-log.

    The exponential of the coefficient of income says by how much the hazard is multiplied
    where product per head is twice as high in the same year.

    Parameters
    ----------
    table : pandas.DataFrame
        As `person_years` returns.
    baseline : {"constant", "log_time", "periods"}
        How the hazard depends on time: not at all, by the logarithm of years since the start, or
        by a level for each of three periods, which begin with the table, in 2018 and in 2021.

    Returns
    -------
    pandas.DataFrame
        By term: coefficient, low and high of its 95 % interval, p_value, hazard_ratio. The table
        carries the log likelihood in ``attrs``.

    Raises
    ------
    ValueError
        If the baseline is unknown.

    Examples
    --------
    >>> terms = hazard_of_income(person_years("open_data_platform", 2015, 2025))
    >>> list(terms.index)
    ['intercept', 'log_time', 'income']
    """
    design = _baseline(table, baseline)
    design["income"] = table["income"]
    model = sm.GLM(table["adopted"], design, family=sm.families.Binomial(sm.families.links.CLogLog()))
    fitted = model.fit()
    interval = fitted.conf_int()
    terms = pd.DataFrame(
        {
            "coefficient": fitted.params,
            "low": interval[0],
            "high": interval[1],
            "p_value": fitted.pvalues,
            "hazard_ratio": np.exp(fitted.params),
        }
    )
    terms.attrs["log_likelihood"] = float(fitted.llf)
    return terms


def _baseline(table: pd.DataFrame, baseline: str) -> pd.DataFrame:
    if baseline not in BASELINES:
        raise ValueError(f"baseline: got {baseline!r}, expected one of {BASELINES}")
    design = pd.DataFrame({"intercept": np.ones(len(table))}, index=table.index)
    if baseline == "log_time":
        design["log_time"] = np.log(table["year"] - table["year"].min() + 1)
    if baseline == "periods":
        for year in PERIODS:
            design[f"from_{year}"] = (table["year"] >= year).astype(float)
    return design
