"""What a reader can find out with `reform_compare`."""

import json

import plotly.graph_objects as go
import pytest

from tests.explorables.settings import settings
from widgets.explorables import reform_compare
from widgets.models.reform_compare import DIMENSIONS, POINTS, POINTS_OF_DIMENSION, profile

PRESETS = {preset["key"]: preset["settings"] for preset in reform_compare.PRESETS}
CASES = [key for key, setting in PRESETS.items() if set(setting) == set(POINTS)]


def _measure(answer, label):
    return next(measure["text"] for measure in answer["measures"] if measure["label"] == label)


def _verdict(**setting):
    return _measure(reform_compare.respond(**setting), "判断")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_answers_are_whole_and_accepted_by_plotly(lang):
    for setting in settings(reform_compare):
        answer = reform_compare.respond(lang=lang, **setting)
        assert json.loads(json.dumps(answer, allow_nan=False))
        assert answer["headline"].endswith("。" if lang == "zh" else ".")
        assert set(answer["shown"]) == {control["key"] for control in reform_compare.CONTROLS}
        for table in (answer["table"], answer["details"]):
            assert all(len(row) == len(table["columns"]) for row in table["rows"])
        assert {trace.type for trace in go.Figure(answer["figure"]).data} == {"bar", "scatter"}


def test_the_start_lies_in_the_middle_though_no_dimension_does():
    answer = reform_compare.respond()
    assert _measure(answer, "总位置") == "0.00"
    assert "偏向相反" in answer["headline"]
    assert all(abs(answer["shown"][dimension]) > 0.25 for dimension in DIMENSIONS)


def test_ends_are_named():
    assert _verdict(**PRESETS["all_reform"]) == "偏行政改革一端"
    assert _verdict(**PRESETS["all_innovation"]) == "偏政府创新一端"


def test_points_take_the_place_of_their_dimension():
    shown = reform_compare.respond(path=0.5, risk=-1)["shown"]
    assert shown["path"] == pytest.approx((4 * 0.5 - 1) / 5)
    assert shown["technology"] == 0.5


def test_each_dimension_alone_moves_only_its_bar():
    before = reform_compare.respond()["figure"]["data"][0]["x"]
    for place, dimension in enumerate(DIMENSIONS):
        after = reform_compare.respond(**{dimension: 1})["figure"]["data"][0]["x"]
        assert [i for i in range(4) if after[i] != pytest.approx(before[i])] == [place]


def test_real_cases_are_coded_on_every_point_with_reasons():
    assert len(CASES) == 5
    for coding in reform_compare.codings():
        assert coding["score"] in (-1, -0.5, 0, 0.5, 1)
        assert PRESETS[coding["case"]][coding["point"]] == coding["score"]
        assert coding["reason_zh"]
        assert coding["reason_en"]
    coded = {(coding["case"], coding["point"]) for coding in reform_compare.codings()}
    for case in CASES:
        assert all(PRESETS[case][point] == 0 for point in POINTS if (case, point) not in coded)


def test_a_prize_winning_innovation_may_lie_on_the_side_of_reform():
    assert _verdict(**PRESETS["government-affairs-supermarket"]) == "偏行政改革一端"
    assert _verdict(**PRESETS["democratic-consultation"]) == "偏政府创新一端"


def test_the_prediction_is_the_dimension_that_leans_to_reform():
    places = profile(reform_compare.PREDICTION["setting"])
    leaning = [dimension for dimension in DIMENSIONS if places[dimension] < 0]
    assert leaning == [reform_compare.predicted()] == ["drive"]


def test_nothing_published_is_claimed_to_be_reproduced():
    assert reform_compare.replications() == []


def test_task_1_same_average_opposite_insides():
    middle, halves = (reform_compare.respond(**PRESETS[key]) for key in ("all_middle", "halves"))
    assert _measure(middle, "总位置") == _measure(halves, "总位置") == "0.00"
    assert _measure(middle, "判断") == _measure(halves, "判断") == "在两者的交叠区"
    assert (_measure(middle, "四维相距"), _measure(halves, "四维相距")) == ("0.00", "2.00")
    assert (_measure(middle, "互相抵消"), _measure(halves, "互相抵消")) == ("0%", "100%")


def test_task_2_the_verdict_turns_where_points_weigh_six_tenths():
    setting = {"goal": -0.8, "drive": -0.8, "path": 1, "systemic": -0.8}
    verdicts = [_verdict(**setting, by_points=tenth / 10) for tenth in range(11)]
    assert verdicts == ["偏行政改革一端"] * 6 + ["在两者的交叠区"] * 5
    assert _measure(reform_compare.respond(**setting), "总位置") == "−0.35"
    assert _measure(reform_compare.respond(**setting, by_points=1), "总位置") == "−0.16"


def test_task_3_an_order_from_above_makes_xinhe_more_of_an_innovation():
    xinhe = PRESETS["xinhe-budget-reform"]
    before, after = (reform_compare.respond(**setting) for setting in (xinhe, {**xinhe, "leadership": 1}))
    assert (_measure(before, "动力"), _measure(after, "动力")) == ("−0.17", "+0.33")
    assert (_measure(before, "总位置"), _measure(after, "总位置")) == ("+0.35", "+0.48")
    assert (_measure(before, "互相抵消"), _measure(after, "互相抵消")) == ("19%", "0%")


def test_dots_stand_for_the_points():
    dots = reform_compare.respond(**PRESETS["xinhe-budget-reform"])["figure"]["data"][1]
    assert dots["x"] == [
        PRESETS["xinhe-budget-reform"][point] for _, ps in POINTS_OF_DIMENSION for point in ps
    ]


def test_how_far_the_illustrative_coding_carries():
    """The page says where half a step on one point would change what it concludes."""
    shenzhen = {**PRESETS["shenzhen-approval-reform"], "breadth": -0.5}
    assert _verdict(**shenzhen) == "偏行政改革一端"
    assert _verdict(**shenzhen, by_points=1) == "在两者的交叠区"
    assert profile({**PRESETS["xinhe-budget-reform"], "needs": 0.5})["drive"] == 0
    assert _verdict(**PRESETS["government-affairs-supermarket"] | {"actors": 0.5}) == "在两者的交叠区"


@pytest.mark.parametrize(("by_points", "unsteady"), [(0, {"government-affairs-supermarket"}), (1, None)])
def test_half_a_step_on_one_point_turns_only_the_verdicts_that_the_page_names(by_points, unsteady):
    unsteady = unsteady or {"government-affairs-supermarket", "shenzhen-approval-reform"}
    turned = {}
    for case in CASES:
        own = _verdict(**PRESETS[case], by_points=by_points)
        moved = [PRESETS[case] | {p: PRESETS[case][p] + step} for p in POINTS for step in (-0.5, 0.5)]
        moved = [setting for setting in moved if max(map(abs, setting.values())) <= 1]
        turned[case] = sum(_verdict(**s, by_points=by_points) != own for s in moved) / len(moved)
    assert {case for case, share in turned.items() if share} == unsteady
    assert (turned["shenzhen-approval-reform"] > 0.5) == (by_points == 1)
