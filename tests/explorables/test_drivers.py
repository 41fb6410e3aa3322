"""What a reader can find out with `drivers`."""

import itertools

import pytest

from widgets.explorables import drivers
from widgets.explorables.controls import settle
from widgets.models.drivers import crossing_year, leading, momentum, starting_strengths


def _measure(place, lang="zh", **setting):
    return drivers.respond(lang=lang, **setting)["measures"][place]["text"]


def _leads_first(**setting):
    return _measure(0, **setting)


def _until(**setting):
    return _measure(1, **setting)


def _leads_last(**setting):
    return _measure(2, **setting)


def _problem_halved(**setting):
    return _measure(3, **setting)


def _net(**setting):
    return _measure(5, **setting)


def _settings(key):
    return next(preset["settings"] for preset in drivers.PRESETS if preset["key"] == key)


def _cell(mode, column, **setting):
    table = drivers.respond(**setting)["table"]
    row = next(row for row in table["rows"] if row[0] == mode)
    return row[table["columns"].index(column)]


def test_the_strongest_at_the_start_is_not_what_lasts():
    assert _leads_first() == "内源驱动"
    assert _until() == "1.3 年"
    assert _leads_last() == "上层主导"


def test_task_one_the_faster_a_problem_is_solved_the_sooner_its_drive_starves():
    halves = [_problem_halved(capability=c) for c in (0.1, 0.3, 0.8)]
    assert halves == ["9.2 年", "2.5 年", "0.9 年"]
    assert _problem_halved(capability=0) == "不会"
    assert _until(capability=0) == "最后"
    assert _leads_last(capability=0) == "内源驱动"


def test_task_two_top_led_lasts_only_if_renewal_is_all_but_certain():
    assert _leads_last(renewal=0.6) == "上层主导"
    assert _leads_last(renewal=0.55) == "内源驱动"
    assert _leads_last(term=1, renewal=0.95) == "上层主导"
    assert _leads_last(term=1, renewal=0.9) == "内源驱动"
    assert round(0.9**15, 2) == 0.21


def test_task_three_one_ability_starts_technology_and_shortens_the_problem():
    dear = _settings("technology_too_dear")
    acts = [k / 20 for k in range(21) if float(_net(**{**dear, "capability": k / 20}).replace("−", "-")) > 0]
    assert acts[0] == 0.55
    able = {**dear, "capability": 0.55}
    assert [_net(**dear), _net(**able)] == ["−0.22", "0.02"]
    assert [_problem_halved(**dear), _problem_halved(**able)] == ["2.5 年", "1.3 年"]


def test_task_four_a_mean_dilutes_one_overwhelming_pressure():
    alone = {"o1": 0, "o2": 1, "o3": 0, "o4": 0}
    assert _cell("外源适应", "起点") == "0.60"
    assert _cell("外源适应", "起点", **alone) == "0.25"
    shown = settle(drivers.CONTROLS, {})
    largest = max(alone.values())
    strengths = starting_strengths(
        shown["top"],
        shown["internal"],
        largest,
        shown["technology"],
        shown["initiative"],
        shown["capability"],
        shown["cost"],
    )
    assert leading(strengths).modes == ("adaptive",)


def test_self_test_fifteen_renewals_at_nine_in_ten_rarely_all_succeed():
    assert "21%" in drivers.respond(term=1, renewal=0.9)["notes"][1]


def test_recurrence_keeps_problem_solving_alive():
    assert _leads_last(recurrence=0.3) == "内源驱动"
    assert _problem_halved(recurrence=0.3) == "不会"


def test_parts_take_the_place_of_their_force_and_one_left_out_follows_it():
    shown = drivers.respond(internal=0.8, n3=0.2)["shown"]
    assert [shown[key] for key in ("n1", "n2", "n3")] == [0.8, 0.8, 0.2]
    assert shown["internal"] == pytest.approx(0.6)
    assert drivers.respond(internal=0.8)["shown"]["internal"] == 0.8


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ties_and_the_lack_of_any_drive_are_told(lang):
    tie = drivers.respond(lang=lang, internal=0.5, initiative=1, external=0.5, top=0.5)
    assert {"zh": "并列", "en": "tie"}[lang] in tie["headline"]
    assert len(tie["measures"][0]["text"].replace(" and ", "、").split("、")) == 3
    nil = drivers.respond(lang=lang, top=0, internal=0, external=0, technology=0)
    assert {"zh": "都是零", "en": "nil"}[lang] in nil["headline"]


def test_technology_that_does_not_pay_has_no_momentum_at_any_time():
    for year_column in ("起点", "第 5 年", "第 15 年"):
        assert _cell("科技激发", year_column, **_settings("technology_too_dear")) == "0.00"
    assert "不动手" in drivers.respond(**_settings("technology_too_dear"))["notes"][2]


def test_presets_say_what_their_names_say():
    assert _leads_first(**_settings("crisis")) == "外源适应"
    assert _problem_halved(**_settings("crisis")) == "0.9 年"
    assert _until(**_settings("unable")) == "最后"
    assert _leads_last(**_settings("steady_policy")) == "上层主导"
    assert (_leads_first(**_settings("fickle_policy")), _leads_last(**_settings("fickle_policy"))) == (
        "上层主导",
        "内源驱动",
    )
    assert _leads_first(**_settings("technology_pays")) == "科技激发"
    assert _leads_first(**_settings("shanghai-ftz")) == "上层主导"
    assert _leads_first(**_settings("shenzhen-approval-reform")) == "外源适应"
    assert _leads_first(**_settings("democratic-consultation")) == "内源驱动"


def test_real_cases_start_as_their_type_says_and_have_no_coded_technology():
    types = {"central_led": "上层主导", "locally_responsive": "外源适应", "locally_spontaneous": "内源驱动"}
    for key in drivers.REAL:
        assert _leads_first(**_settings(key)) == types[drivers._CASES[key]["type_a"]]
        assert _settings(key)["technology"] == 0


def test_dots_lie_on_their_curves_at_half_the_start():
    answer = drivers.respond(capability=0.4, recurrence=0, renewal=0.5)
    dots = [trace for trace in answer["figure"]["data"] if trace["mode"] == "markers"]
    year = crossing_year(0.5, 0.4)
    assert dots[0]["x"] == dots[1]["x"] == [year]
    levels = momentum(year, **drivers._course(answer["shown"]))
    assert dots[0]["y"][0] == pytest.approx(levels["endogenous"])
    assert dots[1]["y"][0] == pytest.approx(levels["adaptive"])
    assert dots[2]["x"] == [5]


def test_the_band_covers_all_years_without_gaps():
    figure = drivers.respond(**_settings("fickle_policy"))["figure"]
    bands = [trace["x"] for trace in figure["data"] if trace.get("line", {}).get("width") == 16]
    pieces = sorted([x[k : k + 2] for x in bands for k in range(0, len(x), 3)])
    assert pieces[0][0] == 0
    assert pieces[-1][1] == drivers.YEARS
    assert all(earlier[1] == later[0] for earlier, later in itertools.pairwise(pieces))


def test_prediction_is_the_models_answer():
    assert drivers.predicted() == "shorter"
    assert crossing_year(0.5, 0.8, 0.05) < crossing_year(0.5, 0.2, 0.05)
    settle(drivers.CONTROLS, drivers.PREDICTION["setting"])
