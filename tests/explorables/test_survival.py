"""What a reader can find out with `survival`."""

import pytest

from widgets.explorables import survival as spec
from widgets.explorables.controls import settle


def _measures(**setting):
    return {measure["label"]: measure["text"] for measure in spec.respond(**setting)["measures"]}


def _left(**setting):
    return _measures(**setting)["未终止"]


def _risks(**setting):
    return [row[1] for row in spec.respond(**setting)["details"]["rows"]]


def test_task_one_institutions_flatten_turnover_and_nothing_else():
    personal, rooted = _risks(institutionalisation=0), _risks(institutionalisation=1)
    assert personal == ["3%", "3%", "45%"] * 4
    assert rooted == ["3%"] * 12
    assert [_left(institutionalisation=i) for i in (0, 1)] == ["26%", "75%"]


def test_task_two_what_lasts_longest_need_not_be_worth_it():
    bad = {"ratio": 0.5, "institutionalisation": 1}
    good = {"ratio": 1.5, "institutionalisation": 0}
    both = {"ratio": 1.5, "institutionalisation": 1}
    assert [_left(**setting) for setting in (bad, good)] == ["51%", "36%"]
    years = [_measures(**setting)["原样运行的平均年数"] for setting in (bad, both)]
    assert years == ["12.2", "10.9"]
    assert float(_measures(**both)["深化拓展"][:-1]) > float(_measures(**bad)["深化拓展"][:-1])
    assert "存续不等于值得" in spec.respond(**bad)["notes"][2]
    assert "终止不等于不值得" in spec.respond(**good)["notes"][2]


def test_task_three_steady_terms_and_institutions_stand_in_for_each_other():
    assert [_left(term=term) for term in (3, 5)] == ["30%", "46%"]
    assert [_left(term=term, institutionalisation=0.9) for term in (3, 5)] == ["65%", "70%"]


def test_task_four_a_sample_of_survivors_looks_better():
    told = [spec.respond(institutionalisation=0, sampled=years)["table"]["rows"][3][2] for years in (0, 3, 6)]
    assert told == ["26%", "46%", "70%"]
    assert spec.respond(institutionalisation=1, sampled=3)["table"]["rows"][3][2] == "83%"
    assert {_left(institutionalisation=0, sampled=years) for years in (0, 3, 6)} == {"26%"}


def test_a_sample_later_than_the_horizon_is_taken_at_the_horizon():
    answer = spec.respond(years=4, sampled=10)
    assert answer["table"]["rows"][3][2] == "100%"
    assert "第 4 年末" in answer["notes"][3]


def test_most_endings_fall_in_years_of_turnover_unless_institutions_are_full():
    assert _measures()["终止落在换届年"] == "84%"
    assert _measures(institutionalisation=1)["终止落在换届年"] == "30%"


def test_years_and_terms_are_taken_down_to_whole_ones():
    shown = spec.respond(years=7.9, term=2.5, sampled=1.2)["shown"]
    assert (shown["years"], shown["term"], shown["sampled"]) == (7, 2, 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_case_of_turnover_is_told(lang):
    settings = [{}, {"term": 1}, {"term": 10, "years": 5}, {"ordinary": 0, "shock": 0}]
    assert len({spec.respond(lang=lang, **setting)["notes"][0] for setting in settings}) == 4
    assert spec.respond(lang=lang, ordinary=0, shock=0, deepening=0)["measures"][2]["text"] == "—"


def test_nearly_certain_is_not_called_certain():
    assert _measures(institutionalisation=0, ratio=0.2, years=30)["未终止"] != "0%"


def test_figure_shows_the_pale_bars_only_where_institutions_bite():
    pale, full = [trace for trace in spec.respond()["figure"]["data"] if trace["type"] == "bar"]
    for year, (personal, yours) in enumerate(zip(pale["y"], full["y"], strict=True), 1):
        assert (personal > yours) == (year % 3 == 0)


def test_areas_stack_to_the_shares():
    answer = spec.respond(years=12)
    areas = [trace["y"][-1] for trace in answer["figure"]["data"] if "fill" in trace]
    assert areas[0] == pytest.approx(0.05, abs=0.005)
    assert areas[1] == pytest.approx(0.30, abs=0.005)
    assert areas[2] == 1


def test_presets_say_what_their_names_say():
    left = {preset["key"]: float(_left(**preset["settings"])[:-1]) for preset in spec.PRESETS}
    assert left["personal"] < left["rooted"]
    assert left["wasted"] < left["zombie"]
    assert left["full_terms"] > float(_left()[:-1])


def test_prediction_is_the_models_answer_and_exposes_the_misconception():
    assert spec.predicted() == "bad"
    good, bad = (float(_left(**setting)[:-1]) for setting in (spec.GOOD, spec.BAD))
    assert bad - good > 10
    settle(spec.CONTROLS, spec.PREDICTION["setting"])
