"""What a reader can find out with `institutional_change`."""

import json
import math

import plotly.graph_objects as go
import pytest

from tests.explorables.settings import another_value, settings
from widgets.explorables import comparison
from widgets.explorables import institutional_change as spec
from widgets.models.institutional_change import change_interval

LONG = 100


def _measures(lang="zh", **setting):
    return {measure["label"]: measure["text"] for measure in spec.respond(lang=lang, **setting)["measures"]}


def _curves(**setting):
    return {trace.get("name"): trace for trace in spec.respond(**setting)["figure"]["data"]}


def test_initially_the_rules_change_every_ten_years():
    assert spec.respond()["headline"] == "60 年里变革 6 次，每隔 10 年一次，每次补上 10 点失配。"


def test_task_one_a_higher_benefit_makes_up_for_a_higher_cost():
    """The cost doubled: steps twice as long and as large; benefit 2 brings the first steps back."""
    dear = _measures(cost=19)
    assert (dear["变革次数"], dear["平均间隔"], dear["每次补上"]) == ("3", "20", "20")
    made_up = _measures(cost=19, benefit=2)
    assert made_up == _measures()
    for benefit in (1.5, 2.5):
        assert _measures(cost=19, benefit=benefit) != _measures()


def test_task_two_the_environment_sets_the_pace_and_the_cost_the_step():
    """Twice the drift: twice the changes of the same size. Uneven: other dates, much the same number."""
    fast = _measures(drift=2)
    assert (fast["变革次数"], fast["平均间隔"], fast["每次补上"]) == ("12", "5", "10")
    for environment in ("uneven_1", "uneven_2", "uneven_3"):
        dates = [row[1] for row in spec.respond(environment=environment)["details"]["rows"]]
        assert len(dates) in (5, 6)
        assert dates != [row[1] for row in spec.respond()["details"]["rows"]]


def test_task_three_delay_is_not_lock_in():
    """With 100 years, 0.09 still brings a change in year 66; 0.10 none yet; 0.11 never."""
    assert _measures(path_dependence=0.09)["变革次数"] == "0"
    assert spec.respond(path_dependence=0.09, years=LONG)["details"]["rows"][0][1] == "66"
    late = spec.respond(path_dependence=0.1, years=LONG)["headline"]
    assert "没有变革" in late
    assert f"第 {change_interval(1, 1, 9.5, 0.1)} 年" in late
    assert change_interval(1, 1, 9.5, 0.1) == 191
    for dependence in (0.11, 0.2):
        assert "锁定" in spec.respond(path_dependence=dependence, years=LONG)["headline"]


def test_prediction_is_the_models_and_exposes_the_misconception():
    """Whoever thinks that twice the cost halves the change says 30."""
    asked = spec.PREDICTION
    assert spec.predicted() == 60 == float(_measures(**asked["setting"])["共补上"])
    assert float(_measures()["共补上"]) == 60
    assert asked["minimum"] <= spec.predicted() <= asked["maximum"]
    assert abs(30 - spec.predicted()) > asked["near"]
    assert {"zh", "en"} == set(asked["question"]) == set(asked["unit"])


def test_nothing_published_is_claimed_to_be_reproduced():
    assert spec.replications() == []


def test_presets_show_what_they_are_called():
    setting = {preset["key"]: preset["settings"] for preset in spec.PRESETS}
    changes = {key: int(_measures(**values)["变革次数"]) for key, values in setting.items()}
    assert changes["small_steps"] > changes["fast_environment"] > 6 > changes["large_steps"] > 0
    assert changes["delayed"] == 1
    assert changes["locked_in"] == 0
    assert "锁定" in spec.respond(**setting["locked_in"])["headline"]


@pytest.mark.parametrize(
    "setting", [{}, {"cost": 29.5}, {"path_dependence": 0.05}, {"environment": "uneven_2"}]
)
def test_each_change_is_drawn_once_in_each_of_its_phases(setting):
    curves = _curves(**setting)
    changes = int(_measures(**setting)["变革次数"])
    assert len(curves["失衡"]["x"]) == len(curves["新均衡"]["x"]) == changes
    assert len(curves["边际调整"]["x"]) == 3 * changes
    assert set(curves["新均衡"]["y"]) == {0}
    assert curves["失衡"]["y"] == curves["边际调整"]["y"][0::3]


def test_peaks_stand_above_the_threshold_of_their_year():
    """With path dependence 0.05 every 19 years: 9.5 (1 + 0.05 * 19) is just under 19."""
    curves = _curves(path_dependence=0.05)
    points = list(zip(curves["门槛"]["x"], curves["门槛"]["y"], strict=True))
    for year, stock in zip(curves["失衡"]["x"], curves["失衡"]["y"], strict=True):
        before_change = next(threshold for when, threshold in points if when == year)
        assert (year % 19, stock) == (0, 19)
        assert before_change == pytest.approx(9.5 * (1 + 0.05 * 19))
        assert stock > before_change


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_standstill_says_why(lang):
    said = [
        spec.respond(lang=lang, **setting)["headline"]
        for setting in (
            {"drift": 0},
            {"path_dependence": 0.2},
            {"cost": 40, "years": 10},
            {"years": 10, "environment": "uneven_1"},
        )
    ]
    assert len(set(said)) == len(said)
    assert all(("没有变革" in text) if lang == "zh" else ("No change" in text) for text in said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_answers_keep_the_contract(lang):
    for setting in settings(spec):
        answer = spec.respond(lang=lang, **setting)
        assert answer == spec.respond(lang=lang, **setting)
        assert json.loads(json.dumps(answer, allow_nan=False))
        assert answer["headline"].endswith("。" if lang == "zh" else ".")
        assert {trace.type for trace in go.Figure(answer["figure"]).data} == {"scatter"}
        assert len(answer["figure"]["data"]) == 6
        for table in (answer["table"], answer["details"]):
            assert table["rows"]
            assert all(len(row) == len(table["columns"]) for row in table["rows"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_control_moves_the_answer_and_the_change_is_told(lang):
    before = spec.respond(lang=lang)
    for control in spec.CONTROLS:
        inputs = {control["key"]: another_value(control)}
        after = spec.respond(lang=lang, **inputs)
        assert after["headline"] != before["headline"]
        told = comparison.describe(spec.CONTROLS, inputs, before, after, lang)
        assert control["label"][lang] in told
        assert "→" in told


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1, 1e9, "0.5", [], {}, True, b"x"], ids=repr)
def test_bad_values_are_refused_by_label(bad):
    for control in spec.CONTROLS:
        with pytest.raises(ValueError, match=control["label"]["en"]):
            spec.respond(lang="en", **{control["key"]: bad})
