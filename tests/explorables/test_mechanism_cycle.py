"""What a reader can find out with `mechanism_cycle`."""

import pytest

from widgets.explorables import mechanism_cycle as spec
from widgets.explorables.controls import settle

EQUAL = {"drive": 0.5, "generation": 0.5, "diffusion": 0.5, "maintenance": 0.5}


def _measures(**setting):
    return {measure["label"]: measure["text"] for measure in spec.respond(**setting)["measures"]}


def _sustained(**setting):
    return _measures(**setting)["维持的创新"]


def _note(place, **setting):
    return spec.respond(**setting)["notes"][place]


def test_task_one_only_the_bottleneck_pays():
    doubled = [{"drive": 2}, {"generation": 1}, {"diffusion": 0.4}, {"maintenance": 0.8}]
    assert _sustained() == "21.1"
    assert [_sustained(**setting) for setting in doubled] == ["23.1", "24.9", "28.7", "25.6"]
    assert [row[6] for row in spec.respond()["table"]["rows"]] == ["+10%", "+18%", "+36%", "+22%"]
    assert "瓶颈在扩散" in spec.respond()["headline"]
    assert "扩散、维持同样紧" in spec.respond(diffusion=0.4)["headline"]


def test_task_one_how_much_the_stages_lose():
    """Drive passes five sixths, diffusion one half."""
    rows = spec.respond()["table"]["rows"]
    lost = [float(row[2]) / float(row[1]) for row in rows]
    assert lost[0] == pytest.approx(1 / 6, abs=0.01)
    assert lost[2] == pytest.approx(1 / 2, abs=0.01)


def test_task_two_the_largest_pile_is_not_always_the_bottleneck():
    answer = spec.respond(generation=0.3)
    assert "瓶颈在扩散" in answer["headline"]
    assert "等着生成的 17.5 件" in answer["notes"][1]
    assert "不是瓶颈" in answer["notes"][1]
    stays = [float(row[4]) for row in answer["table"]["rows"]]
    assert max(stays) == stays[2] == 2.5
    assert "不是瓶颈" not in _note(1)


def test_task_three_late_losses_keep_as_many_and_waste_more():
    early, late = (_measures(late=tilt, **EQUAL) for tilt in (-1, 1))
    assert early["维持的创新"] == late["维持的创新"] == "31.3"
    assert (early["落空的环节"], late["落空的环节"]) == ("3.8", "15.8")


def test_task_four_feedback_needs_a_tight_chain():
    assert [_sustained(feedback=f) for f in (0, 0.9)] == ["19.8", "24.2"]
    assert "多 22%" in _note(3, feedback=0.9)
    assert [_sustained(feedback=f, loss=0) for f in (0, 0.9)] == ["100", "1000"]


def test_self_test_six_drive_is_the_bottleneck_if_most_is_lost_there():
    assert "瓶颈在动力" in spec.respond(late=-1, **EQUAL)["headline"]


def test_without_losses_there_is_no_bottleneck():
    for drive in (0.1, 1, 2):
        assert "没有瓶颈" in spec.respond(loss=0, drive=drive)["headline"]
        assert _sustained(loss=0, drive=drive) == "143"
    years = [int(_measures(loss=0, drive=drive)["达到一半的年份"]) for drive in (0.1, 1)]
    assert years[0] > years[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_equal_rates_are_told_apart_from_a_bottleneck(lang):
    answers = [spec.respond(lang=lang, **setting) for setting in ({}, EQUAL, {"loss": 0}, {"diffusion": 0.4})]
    assert len({answer["headline"].split("; ")[-1] for answer in answers}) == 4
    assert len({answer["notes"][0] for answer in answers[:3]}) == 3


def test_a_slow_cycle_may_not_reach_half_within_the_window():
    slow = spec.respond(feedback=0.9, loss=0)
    assert "到不了" in slow["notes"][4]
    assert _measures(feedback=0.9, loss=0)["达到一半的年份"] == "—"


def test_figure_colours_the_bottleneck():
    bars = [trace for trace in spec.respond()["figure"]["data"] if trace["type"] == "bar"]
    for trace in bars:
        colors = trace["marker"]["color"]
        assert colors[2] != colors[0] == colors[1] == colors[3]


def test_presets_say_what_their_names_say():
    by_key = {preset["key"]: preset["settings"] for preset in spec.PRESETS}
    assert float(_sustained(**by_key["engine"])) < float(_sustained(**by_key["widened"]))
    wasted = [float(_measures(**by_key[key])["落空的环节"]) for key in ("early", "late")]
    assert wasted[0] < float(_measures()["落空的环节"]) < wasted[1]


def test_prediction_is_far_below_the_doubling_that_an_engine_suggests():
    assert spec.predicted() == pytest.approx(9.72, abs=0.01)
    assert spec.predicted() + spec.PREDICTION["near"] < 50
    settle(spec.CONTROLS, spec.PREDICTION["setting"])
