"""A class at a glance: a table with a status beside every score, and a page with plots."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.io import to_html
from scipy import stats

from widgets.exercises.course.feedback import TEMPLATES
from widgets.exercises.course.words import word

FEWEST = 10  # students below which difficulty and discrimination say next to nothing
CONFIDENCE = 0.95
CONFIG = {"displayModeBar": False, "responsive": True}


def table(
    results: list[dict[str, Any]], scores: dict[str, dict[str, float | None]], points: dict[str, int]
) -> pd.DataFrame:
    """One row for each student.

    Parameters
    ----------
    results : list of dict
        As `marking.results` gives them.
    scores : dict
        Points by student and item, None where a person's mark is awaited.
    points : dict
        Most points of each item.

    Returns
    -------
    DataFrame
        Index student; status (the gravest), statuses (all), handed_in, total, of, awaiting (number of items
        without a mark), detail (such as which cells were changed), and for each item its points and state.

    Raises
    ------
    ValueError
        If there are no results.
    """
    if not results:
        raise ValueError("results: got none, expected an assignment that was graded")
    rows = []
    for result in results:
        given = scores[result["student"]]
        row = {
            "student": result["student"],
            "status": result["statuses"][0],
            "statuses": "; ".join(result["statuses"]),
            "handed_in": result["handed_in"],
            "total": round(sum(value for value in given.values() if value is not None), 2),
            "of": sum(points.values()),
            "awaiting": sum(value is None for value in given.values()),
            "detail": result["detail"],
        }
        for name in points:
            score = given[name]
            row[name] = None if score is None else round(score, 2)
            row[f"{name} state"] = _state(result["items"][name]["state"], score)
        rows.append(row)
    return pd.DataFrame(rows).set_index("student")


def _state(state: str, score: float | None) -> str:
    return "graded" if state == "awaiting manual grading" and score is not None else state


def item_statistics(shares: pd.DataFrame) -> pd.DataFrame:
    """Difficulty and discrimination of each item.

    Parameters
    ----------
    shares : DataFrame
        Credit from 0 to 1, a row for each student whose work was run, a column for each item; NaN where
        there is no mark yet.

    Returns
    -------
    DataFrame
        By item: students, mean (share of the points earned: the higher, the easier), low and high (95 %
        interval of the mean by Student's t), discrimination (correlation with the mean of the other items;
        NaN if one of the two does not vary).

    Examples
    --------
    >>> shares = pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 0.5, 0.5, 1], "c": [0, 1, 0, 1]})
    >>> item_statistics(shares)["discrimination"].round(2).tolist()
    [0.32, 1.0, 0.32]
    """
    return pd.DataFrame({name: _statistics(shares, name) for name in shares}).T


def _statistics(shares: pd.DataFrame, name: str) -> dict[str, float]:
    mine = shares[name].dropna()
    rest = shares.drop(columns=name).mean(axis=1).reindex(mine.index)
    low, high = np.nan, np.nan
    if len(mine) > 1:
        half = stats.t.ppf((1 + CONFIDENCE) / 2, len(mine) - 1) * stats.sem(mine)
        low, high = max(0.0, mine.mean() - half), min(1.0, mine.mean() + half)
    varies = mine.nunique() > 1 and rest.nunique() > 1
    discrimination = mine.corr(rest) if varies else np.nan
    return {
        "students": len(mine),
        "mean": mine.mean(),
        "low": low,
        "high": high,
        "discrimination": discrimination,
    }


def write(
    folder: Path,
    assignment: str,
    rows: pd.DataFrame,
    points: dict[str, int],
    titles: dict[str, str],
    lang: str,
) -> tuple[Path, Path]:
    """Write the table as CSV and the report as one HTML file that asks nothing of any host."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet, page = folder / f"{assignment}.csv", folder / f"{assignment}.html"
    rows.to_csv(sheet, encoding="utf-8-sig")  # with its mark, so that Excel reads Chinese
    page.write_text(_page(assignment, rows, points, titles, lang), "utf-8")
    return sheet, page


def _page(
    assignment: str, rows: pd.DataFrame, points: dict[str, int], titles: dict[str, str], lang: str
) -> str:
    ran = rows[~rows["status"].isin(["not submitted", "corrupt", "wrong kernel"])]
    shares = ran[list(points)].astype(float) / pd.Series(points)
    statistics = item_statistics(shares).rename(index=titles)
    figures = [
        ("distribution", _distribution(ran, lang)),
        ("difficulty", _difficulty(statistics, lang)),
        ("discrimination", _discrimination(statistics, lang)),
        ("time_line", _time_line(rows, lang)),
    ]
    plots = [
        (
            word(f"report_{name}", lang),
            word(f"report_{name}_how", lang),
            to_html(figure, full_html=False, include_plotlyjs=name == "distribution", config=CONFIG),
        )
        for name, figure in figures
    ]
    return TEMPLATES.get_template("report.html").render(
        lang=lang,
        title=assignment,
        word=lambda key: word(f"report_{key}", lang),
        status=lambda key: word(f"status_{key}", lang),
        counts=rows["status"].value_counts(),
        is_small=len(ran) < FEWEST,
        students=len(ran),
        statistics=statistics,
        plots=plots,
        rows=rows,
        items=[(name, titles[name]) for name in points],
    )


def _figure(lang: str, x: str, y: str) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        template="plotly_white",
        height=360,
        margin={"l": 60, "r": 20, "t": 20, "b": 60},
        showlegend=False,
        xaxis_title=word(f"axis_{x}", lang),
        yaxis_title=word(f"axis_{y}", lang),
    )
    return figure


def _distribution(ran: pd.DataFrame, lang: str) -> go.Figure:
    figure = _figure(lang, "points", "students")
    return figure.add_histogram(x=ran["total"], nbinsx=20)


def _difficulty(statistics: pd.DataFrame, lang: str) -> go.Figure:
    above, below = statistics["high"] - statistics["mean"], statistics["mean"] - statistics["low"]
    figure = _figure(lang, "share", "item")
    figure.add_bar(
        y=statistics.index,
        x=statistics["mean"],
        orientation="h",
        error_x={"type": "data", "array": above.fillna(0), "arrayminus": below.fillna(0)},
    )
    return figure.update_layout(
        xaxis_range=[0, 1], height=160 + 32 * len(statistics), yaxis_autorange="reversed"
    )


def _discrimination(statistics: pd.DataFrame, lang: str) -> go.Figure:
    figure = _figure(lang, "correlation", "item")
    figure.add_bar(y=statistics.index, x=statistics["discrimination"], orientation="h")
    return figure.update_layout(
        xaxis_range=[-1, 1], height=160 + 32 * len(statistics), yaxis_autorange="reversed"
    )


def _time_line(rows: pd.DataFrame, lang: str) -> go.Figure:
    times = pd.to_datetime(rows.loc[rows["handed_in"] != "", "handed_in"]).sort_values()
    figure = _figure(lang, "time", "handed_in")
    return figure.add_scatter(x=times, y=np.arange(1, len(times) + 1), mode="lines+markers", line_shape="hv")
