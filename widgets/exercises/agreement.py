"""How far a class agrees when it codes the same cases: Krippendorff's alpha and weighted kappas."""

import itertools
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score

from widgets.explorables import files, load
from widgets.explorables.case_lab import NOT_CODED

COLUMNS = ("coder", "unit", "variable", "value")
LEVELS = ("nominal", "ordinal", "interval")
WEIGHTS = {"nominal": None, "ordinal": "linear", "interval": "quadratic"}
RESAMPLES = 1000
CONFIDENCE = 0.95
FEWEST_UNITS = 2


def read(path: Path) -> pd.DataFrame:
    """Codings from a CSV file, or from a folder of files that the case laboratory saved.

    Parameters
    ----------
    path : Path
        A CSV file with the columns coder, unit (the case), variable, value; or a folder with a JSON file
        for each coder and case, named `CODER_….json`.

    Returns
    -------
    DataFrame
        Columns as in the CSV file; what was left uncoded has no row.

    Raises
    ------
    ValueError
        Naming the file, the field or line, the value and what is expected.
    """
    table = _from_folder(path) if path.is_dir() else _from_csv(path)
    twice = table[table.duplicated(["coder", "unit", "variable"])]
    if len(twice):
        first = twice.iloc[0]
        raise ValueError(f"{path.name}: {first.coder} codes {first.variable} of {first.unit} more than once")
    if table.empty:
        raise ValueError(f"{path.name}: no codings")
    return table


def _from_csv(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except ValueError as error:  # not CSV, or not in UTF-8
        raise ValueError(f"{path.name}: {error}") from None
    missing = [name for name in COLUMNS if name not in table]
    if missing:
        raise ValueError(f"{path.name}: column {', '.join(missing)} missing, expected {', '.join(COLUMNS)}")
    table = table[list(COLUMNS)].apply(lambda column: column.str.strip())
    for name in COLUMNS[:3]:
        empty = table.index[table[name] == ""]
        if len(empty):
            raise ValueError(f"{path.name}, line {empty[0] + 2}: {name} is empty")
    return table[table["value"] != ""].reset_index(drop=True)


def _from_folder(folder: Path) -> pd.DataFrame:
    rows = []
    kinds = {control["key"]: control["kind"] for control in load("case_lab").CONTROLS}
    for path in sorted(folder.glob("*.json")):
        coder, separator, _ = path.stem.partition("_")
        if not separator or not coder:
            raise ValueError(
                f"{path.name}: expected a name such as 2026001_case.json, the coder before the _"
            )
        try:
            inputs = files.reopen("case_lab", files.parsed(path.read_bytes(), "en"), "en")
        except ValueError as error:  # not JSON, or not a file of the case laboratory
            raise ValueError(f"{path.name}: {error}") from None
        unit = inputs["name"].strip()
        if not unit:
            raise ValueError(f"{path.name}: name is empty, so the case cannot be compared")
        rows += [
            (coder, unit, key, str(value))
            for key, value in inputs.items()
            if kinds[key] == "choice" and value not in (NOT_CODED, "unchecked")
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def alphas(table: pd.DataFrame, level: str = "ordinal", seed: int = 1) -> pd.DataFrame:
    """Krippendorff's alpha of each variable, with a bootstrap interval over cases.

    Alpha is 1 for full agreement and 0 for what chance would give; coders may leave cases out.

    Parameters
    ----------
    table : DataFrame
        As `read` gives it.
    level : {"nominal", "ordinal", "interval"}
        How values differ; all but nominal need numbers.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        By variable: cases and coders that count, alpha, low and high (95 %). alpha is NaN where nothing can
        disagree: fewer than two values in use, or no case coded twice.

    Raises
    ------
    ValueError
        If the level is unknown, or values are not numbers where it needs them.

    References
    ----------
    Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology (2nd ed.), ch. 11.

    Examples
    --------
    >>> coded = {"甲": "1213", "乙": "1213"}
    >>> rows = [(c, u, "x", v) for c, values in coded.items() for u, v in enumerate(values)]
    >>> alphas(pd.DataFrame(rows, columns=list(COLUMNS)))["alpha"].tolist()
    [1.0]
    """
    _require_level(level)
    found = {name: _alpha(codings, level, seed) for name, codings in table.groupby("variable", sort=True)}
    return pd.DataFrame.from_dict(found, orient="index").rename_axis("variable")


def kappas(table: pd.DataFrame, level: str = "ordinal") -> pd.DataFrame:
    """Cohen's kappa of each pair of coders on each variable, weighted by how far apart two values are.

    Parameters
    ----------
    table : DataFrame
        As `read` gives it.
    level : {"nominal", "ordinal", "interval"}
        ordinal weights linearly, interval quadratically, nominal not at all.

    Returns
    -------
    DataFrame
        Columns variable, coder_1, coder_2, cases coded by both, agreement (share of equal values), kappa
        (NaN if both use one and the same value throughout).

    Raises
    ------
    ValueError
        As `alphas`, and if values to be weighted are not whole numbers.

    References
    ----------
    Cohen, J. (1968). Weighted kappa. Psychological Bulletin, 70(4), 213-220.

    Examples
    --------
    >>> coded = {"甲": "1223", "乙": "1233"}
    >>> rows = [(c, u, "x", v) for c, values in coded.items() for u, v in enumerate(values)]
    >>> kappas(pd.DataFrame(rows, columns=list(COLUMNS)))["kappa"].round(3).tolist()
    [0.714]
    """
    _require_level(level)
    rows = []
    for variable, codings in table.groupby("variable", sort=True):
        wide = _wide(codings, level)
        scale = _scale(wide.to_numpy(), level, str(variable))
        for one, other in itertools.combinations(wide.index, 2):
            both = wide.loc[[one, other]].dropna(axis=1)
            if both.shape[1] < FEWEST_UNITS:
                continue
            first, second = both.to_numpy()
            alike = len(np.unique(both.to_numpy())) == 1
            kappa = (
                np.nan if alike else cohen_kappa_score(first, second, labels=scale, weights=WEIGHTS[level])
            )
            rows.append((variable, one, other, both.shape[1], (first == second).mean(), kappa))
    return pd.DataFrame(rows, columns=["variable", "coder_1", "coder_2", "cases", "agreement", "kappa"])


def _require_level(level: str) -> None:
    if level not in LEVELS:
        raise ValueError(f"level: got {level!r}, expected one of {', '.join(LEVELS)}")


def _scale(values: np.ndarray, level: str, variable: str) -> np.ndarray:
    """Values of a variable in their order; where they are weighted, with those between that nobody used."""
    used = np.unique(values[~np.isnan(values)])
    if level == "nominal":
        return used
    broken = used[used != np.round(used)]
    if len(broken):
        raise ValueError(f"{variable}: got {broken[0]:g}, expected whole numbers, or level nominal")
    return np.arange(used[0], used[-1] + 1)


def _wide(codings: pd.DataFrame, level: str) -> pd.DataFrame:
    """Coders in rows, cases in columns, values as numbers."""
    wide = codings.pivot(index="coder", columns="unit", values="value")
    if level == "nominal":
        known = sorted(codings["value"].unique())
        return wide.apply(
            lambda column: column.map({value: place for place, value in enumerate(known)})
        ).astype(float)
    numbers = wide.apply(pd.to_numeric, errors="coerce")
    strange = codings["value"][pd.to_numeric(codings["value"], errors="coerce").isna()]
    if len(strange):
        variable = codings["variable"].iloc[0]
        raise ValueError(f"{variable}: got {strange.iloc[0]!r}, expected a number, or level nominal")
    return numbers.astype(float)


def _alpha(codings: pd.DataFrame, level: str, seed: int) -> dict[str, float]:
    wide = _wide(codings, level)
    wide = wide.loc[:, wide.notna().sum() >= 2]
    data = wide.to_numpy()
    found = {"cases": wide.shape[1], "coders": int(wide.notna().any(axis=1).sum())}
    if not _can_disagree(data):
        return {**found, "alpha": np.nan, "low": np.nan, "high": np.nan}
    draws = np.random.default_rng(seed).integers(data.shape[1], size=(RESAMPLES, data.shape[1]))
    again = [_value(data[:, draw], level) for draw in draws if _can_disagree(data[:, draw])]
    edges = [50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE)]
    low, high = np.percentile(again, edges) if again else (np.nan, np.nan)
    return {**found, "alpha": _value(data, level), "low": low, "high": high}


def _can_disagree(data: np.ndarray) -> bool:
    return data.shape[1] >= FEWEST_UNITS and len(np.unique(data[~np.isnan(data)])) > 1


def _value(data: np.ndarray, level: Any) -> float:  # noqa: ANN401 - one of LEVELS
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement=level))
