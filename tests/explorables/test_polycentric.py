"""What a reader can find out with `polycentric`."""

import pytest

from widgets.explorables import polycentric
from widgets.explorables.controls import settle
from widgets.models.polycentric import concentration, majority_accuracy, power_shares


def _measure(place, lang="zh", **setting):
    return polycentric.respond(lang=lang, **setting)["measures"][place]["text"]


def _right(**setting):
    return _measure(0, **setting)


def _gain(**setting):
    return _measure(1, **setting)


def _noticed(**setting):
    return _measure(2, **setting)


def test_task_one_competence_decides_whether_more_actors_help():
    assert [_right(actors=n) for n in (1, 51)] == ["60%", "93%"]
    assert {_right(actors=n, competence=0.5) for n in range(1, 52, 2)} == {"50%"}
    assert [_right(actors=n, competence=0.45) for n in (1, 11, 51)] == ["45%", "37%", "24%"]


def test_task_two_three_ways_to_make_many_no_better_than_one():
    assert _gain(actors=51) == "33"
    assert _gain(actors=51, dependence=1) == "0"
    assert _gain(actors=51, dominance=0.5) == "0"
    assert _gain(actors=51, competence=0.5) == "0"
    halved = _right(actors=51, dependence=0.5)
    assert halved == "76%"
    assert majority_accuracy(51, 0.6, 0.5) - 0.6 == pytest.approx((majority_accuracy(51, 0.6) - 0.6) / 2)


def test_task_two_the_leader_need_not_hold_half_to_decide_in_effect():
    assert power_shares(51, 0.45)[0] < 0.5 < power_shares(51, 0.5)[0]
    assert _right(actors=51, dominance=0.45) == "60%"


def test_task_three_a_false_record_makes_sharing_worse():
    assert _noticed(actors=51) == "88%"
    assert _noticed(actors=51, shared=True) == "90%"
    better = [k / 20 for k in range(21) if _shared_is_better(actors=51, truth=k / 20)]
    assert better[0] == 0.9
    better = [k / 20 for k in range(21) if _shared_is_better(actors=11, truth=k / 20)]
    assert better[0] == 0.4


def _shared_is_better(**setting):
    shown = settle(polycentric.CONTROLS, setting)
    apart, together = [polycentric._noticed(setting["actors"], shown, shared) for shared in (False, True)]
    return together > apart


def test_dependence_spoils_oversight_too():
    assert _noticed(actors=51, oversight=0.2, view=1, dependence=1) == "20%"


def test_the_truth_of_the_record_is_a_ceiling():
    for truth in (0, 0.25, 0.5, 1):
        assert float(_noticed(actors=51, shared=True, oversight=1, truth=truth)[:-1]) == 100 * truth


def test_actors_are_taken_down_to_an_odd_number():
    shown = [polycentric.respond(actors=n)["shown"]["actors"] for n in (1, 1.9, 2, 3, 4.5, 50, 51)]
    assert shown == [1, 1, 1, 3, 3, 49, 51]


def test_below_one_half_dependence_softens_the_loss():
    assert polycentric.respond(actors=51, competence=0.45)["headline"].count("低 21 个百分点") == 1
    assert float(_gain(actors=51, competence=0.45, dependence=0.5)) == -11
    assert "减轻" in polycentric.respond(actors=51, competence=0.45)["notes"][0]


def test_nearly_certain_is_not_called_certain():
    assert _right(actors=51, competence=0.75) == ">99%"
    assert _right(actors=51, competence=0.25) == "<1%"
    assert _right(actors=51, competence=1) == "100%"


def test_power_measures_are_the_models():
    answer = polycentric.respond(actors=5, dominance=0.5)
    found = concentration(power_shares(5, 0.5))
    assert [m["text"] for m in answer["measures"][3:]] == [f"{found.index:.2f}", f"{found.dispersion:.2f}"]


def test_presets_say_what_their_names_say():
    gains = {preset["key"]: _gain(**preset["settings"]) for preset in polycentric.PRESETS}
    assert gains["one"] == gains["nominal"] == "0"
    assert float(gains["independent"]) > float(gains["copying"]) > 0 > float(gains["incompetent"])
    false_record = next(p["settings"] for p in polycentric.PRESETS if p["key"] == "false_record")
    assert "不共享反而更好" in polycentric.respond(**false_record)["notes"][1]


def test_figure_shows_the_reader_on_the_readers_curve():
    figure = polycentric.respond(actors=21, competence=0.55, dependence=0.2, shared=True)["figure"]
    stars = [trace for trace in figure["data"] if trace["mode"] == "markers+text"]
    for star, axis in zip(stars, ("y", "y2"), strict=True):
        assert star["yaxis"] == axis
        curves = [t for t in figure["data"] if t["mode"] == "lines" and t["yaxis"] == axis]
        values = [curve["y"][curve["x"].index(21)] for curve in curves]
        assert star["y"][0] in values


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_case_has_its_reason(lang):
    settings = [
        {"actors": 1},
        {"dominance": 1},
        {"dependence": 1},
        {"competence": 0.5},
        {"competence": 0.2},
        {"competence": 0.7},
        {"competence": 1},
    ]
    reasons = {polycentric.respond(lang=lang, **setting)["notes"][0] for setting in settings}
    assert len(reasons) == len(settings)


def test_replications_are_within_tolerance():
    for replication in polycentric.replications():
        assert abs(replication["ours"] - replication["published"]) <= replication["tolerance"]
        assert replication["quantity"]["zh"]
        assert replication["quantity"]["en"]


def test_prediction_is_the_models_answer_and_exposes_the_misconception():
    prediction = polycentric.PREDICTION
    assert polycentric.predicted() == pytest.approx(100 * majority_accuracy(21, 0.45))
    assert prediction["minimum"] <= polycentric.predicted() <= prediction["maximum"]
    assert polycentric.predicted() + prediction["near"] < 45
    settle(polycentric.CONTROLS, prediction["setting"])
