"""The class report: statistics with known values, a status beside every score, nothing foreign."""

import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from widgets.exercises.course import report
from widgets.exercises.course.grading import STATUSES
from widgets.exercises.course.words import WORDS

POINTS = {"a": 2, "b": 1}


def result(student, status, credits, handed_in="2026-03-01 08:00:00+00:00"):
    states = {
        name: {"state": "graded" if credit is not None else "awaiting manual grading"}
        for name, credit in credits.items()
    }
    return {"student": student, "statuses": [status], "handed_in": handed_in, "detail": "", "items": states}


@pytest.fixture
def rows():
    credits = {f"s{number}": {"a": number / 4, "b": None if number == 2 else 1.0} for number in range(5)}
    credits["s5"] = {"a": 0.0, "b": 0.0}
    results = [
        result(
            s,
            "corrupt" if s == "s5" else "graded",
            given,
            "" if s == "s4" else f"2026-03-0{i + 1} 08:00:00+00:00",
        )
        for i, (s, given) in enumerate(credits.items())
    ]
    scores = {
        s: {name: None if c is None else c * POINTS[name] for name, c in given.items()}
        for s, given in credits.items()
    }
    return report.table(results, scores, POINTS)


def test_every_score_has_a_status_beside_it(rows):
    assert rows.loc["s1", ["status", "total", "of", "awaiting", "a", "a state"]].tolist() == [
        "graded",
        1.5,
        3,
        0,
        0.5,
        "graded",
    ]
    assert rows.loc["s2", ["total", "awaiting", "b state"]].tolist() == [1.0, 1, "awaiting manual grading"]
    assert np.isnan(rows.loc["s2", "b"])  # not a zero


def test_item_statistics_are_those_of_the_textbooks():
    rng = np.random.default_rng(1)
    skill = rng.normal(size=2000)
    shares = pd.DataFrame(
        {
            name: (skill + rng.normal(size=2000) > level) * 1.0
            for name, level in (("easy", -1), ("middle", 0), ("hard", 1))
        }
    )
    shares["coin"] = rng.integers(0, 2, 2000) * 1.0
    found = report.item_statistics(shares)
    assert found.loc["easy", "mean"] > found.loc["middle", "mean"] > found.loc["hard", "mean"]
    assert found.loc["coin", "discrimination"] < 0.1 < found.loc["middle", "discrimination"]
    low, high = stats.t.interval(0.95, 1999, shares["easy"].mean(), stats.sem(shares["easy"]))
    assert found.loc["easy", ["low", "high"]].tolist() == pytest.approx([low, high])


@pytest.mark.parametrize(
    "shares",
    [{"a": [1.0, 1.0], "b": [0.0, 1.0]}, {"a": [1.0], "b": [0.0]}, {"a": [np.nan, np.nan], "b": [0.0, 1.0]}],
)
def test_what_does_not_vary_does_not_discriminate(shares):
    assert np.isnan(report.item_statistics(pd.DataFrame(shares)).loc["a", "discrimination"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_all_and_asks_nothing_of_any_host(tmp_path, rows, lang):
    rows = rows.rename(index={"s1": "<script>alert(1)</script>"})
    sheet, page = report.write(tmp_path, "week", rows, POINTS, {"a": "甲题", "b": "乙题"}, lang)
    text = page.read_text("utf-8")
    assert "<script>alert" not in text
    assert not re.search(r"<(script|link|img|iframe)[^>]*(src|href)=", text)
    assert all(word in text for word in ("甲题", "乙题", WORDS["status_corrupt"][lang]))
    assert (
        pd.read_csv(sheet, encoding="utf-8-sig", index_col="student")["total"].tolist()
        == rows["total"].tolist()
    )


def test_a_class_of_which_nothing_could_be_run_has_a_report(tmp_path):
    rows = report.table([result("s1", "corrupt", {"a": 0.0, "b": 0.0})], {"s1": {"a": 0.0, "b": 0.0}}, POINTS)
    _, page = report.write(tmp_path, "week", rows, POINTS, {"a": "甲题", "b": "乙题"}, "zh")
    assert WORDS["status_corrupt"]["zh"] in page.read_text("utf-8")


def test_every_status_has_words_in_both_languages():
    assert all(set(WORDS[f"status_{status}"]) == {"zh", "en"} for status in STATUSES)
