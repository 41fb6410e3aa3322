"""What a reader can find out with `deliberation`."""

import itertools

import pytest

from widgets.explorables import deliberation as spec
from widgets.explorables.controls import settle
from widgets.models.deliberation import drawn, groups, mean_opinion, rounds

TO_THE_END = {"rounds": 30}
CAMPS = {"town": "camps", "openness": 30}
CHAIRED = {"openness": 30, "chair_speaks": True, "rounds": 30}


def _measures(**setting):
    return {measure["label"]: measure["text"] for measure in spec.respond(**setting)["measures"]}


def _groups(**setting):
    return int(_measures(**setting)["群数"])


def _mean(**setting):
    return _measures(**setting)["谈后平均"]


def _row(name, **setting):
    return next(row[1:] for row in spec.respond(**setting)["table"]["rows"] if row[0] == name)


def _vote(**setting):
    return spec.respond(**setting)["notes"][2]


def test_task_one_rounds_stop_mattering_and_openness_is_not_monotone():
    assert [_groups(rounds=count) for count in (5, 6, 10, 30)] == [8, 2, 2, 2]
    assert "再谈多少轮也合不拢" in spec.respond()["notes"][0]
    openness = [_groups(openness=points, **TO_THE_END) for points in (18, 19, 20, 21, 22, 23, 24)]
    assert openness == [3, 1, 2, 1, 2, 2, 1]
    assert [_groups(participants=count, **TO_THE_END) for count in (49, 50, 51)] == [1, 2, 1]


def test_whatever_their_number_all_agree_once_the_bound_is_wide_enough():
    """What the page's table of distances and numbers shows in its last row, and that it is no staircase."""
    table = {
        people: [_groups(participants=people, openness=points, **TO_THE_END) for points in range(17, 28)]
        for people in (20, 30, 40, 49, 50, 51, 60)
    }
    assert {column[-1] for column in table.values()} == {1}
    assert [people for people, column in table.items() if column != sorted(column, reverse=True)]


def test_task_two_a_little_hearing_makes_rounds_count():
    assert [_groups(rounds=count, **CAMPS) for count in (10, 30)] == [2, 2]
    assert _row("最低", **CAMPS, **TO_THE_END) == ["5.0", "23.7"]
    assert _row("最高", **CAMPS, **TO_THE_END) == ["95.0", "76.3"]
    found = [[_groups(hearing=h, rounds=count, **CAMPS) for count in (10, 20, 30)] for h in (1, 2, 5)]
    assert found == [[2, 2, 1], [2, 1, 1], [1, 1, 1]]
    assert [_groups(rounds=30, town="camps", openness=points) for points in (35, 36)] == [2, 1]


def _came(**setting):
    shifts = [_measures(town="skewed", luck=luck, **setting)["谁来开会"] for luck in range(1, 21)]
    return [float(shift.replace("−", "-")) for shift in shifts]


def test_task_three_more_people_cure_chance_but_not_self_selection():
    few, many, eager = _came(participants=10), _came(participants=60), _came(participants=60, selection=1)
    assert (min(few), max(few)) == (-18.8, 21.6)
    assert (min(many), max(many)) == (-4.4, 5.0)
    assert (min(eager), max(eager)) == (16.3, 28.3)
    assert 100 * mean_opinion("skewed") == pytest.approx(29.25)


def test_task_three_talk_turns_the_vote_of_the_self_selected():
    open_door = {"town": "skewed", "selection": 1, "participants": 60, "openness": 40}
    assert "由 28:32 变为 60:0，不通过 → 通过" in _vote(**open_door)
    assert "意见一致；平均意见 51.3 → 50.6" in spec.respond(**open_door)["headline"]
    by_lot = {**open_door, "selection": 0}
    assert "由 11:49 变为 0:60" in _vote(**by_lot)
    assert _mean(**by_lot) == "26.6"


def test_task_four_a_heavier_chair_may_move_less():
    ends = [_mean(weight=weight, **CHAIRED) for weight in (0, 2, 10, 20, 25, 30)]
    assert ends == ["50.0", "69.7", "79.3", "80.0", "57.0", "57.0"]
    assert [_groups(weight=weight, **CHAIRED) for weight in (20, 30)] == [1, 2]
    assert "减半，谈后平均是 79.3；加倍，是 56.6" in spec.respond(weight=20, **CHAIRED)["notes"][1]


def test_task_four_a_chair_in_favour_may_lose_the_vote():
    narrow = {**CHAIRED, "openness": 20}
    assert _mean(**narrow) == "52.3"
    assert "由 25:25 变为 22:28，平手 → 不通过" in _vote(**narrow)


def test_task_four_the_more_is_heard_the_more_the_chair_gets():
    found = [_mean(hearing=5, chair_speaks=True, weight=5, rounds=count) for count in (10, 20, 30)]
    assert found == ["59.8", "71.4", "76.7"]
    assert _mean(chair_speaks=True, weight=5, rounds=30) == "53.2"


def test_the_moves_add_up_to_the_final_mean():
    for setting in (*[preset["settings"] for preset in spec.PRESETS], {"luck": 3, **CHAIRED}):
        values = [float(row[1].replace("−", "-")) for row in spec.respond(**setting)["details"]["rows"]]
        assert sum(values[:4]) == pytest.approx(values[4], abs=0.21)


def test_a_silent_chair_and_one_without_weight_are_the_same():
    silent, weightless = spec.respond(), spec.respond(chair_speaks=True, weight=0)
    assert silent["table"] == weightless["table"]
    assert silent["figure"] == weightless["figure"]


def test_what_is_called_closed_for_good_stays_so():
    for town, openness, chair in itertools.product(
        ["even", "camps", "skewed"], [5, 15, 25, 35], [False, True]
    ):
        setting = {"town": town, "openness": openness, "chair_speaks": chair, "luck": 2}
        if "再谈多少轮也合不拢" in spec.respond(rounds=6, **setting)["notes"][0]:
            come = drawn(town, 50, seed=2)
            weight = 10 if chair else 0
            assert len(groups(rounds(come, openness / 100, 300, chair=0.8, weight=weight)[-1])) > 1


def test_presets_say_what_their_names_say():
    found = {preset["key"]: _groups(**preset["settings"]) for preset in spec.PRESETS}
    assert (found["one"], found["more_open"]) == (1, 2)
    assert (found["camps"], found["bridged"]) == (2, 1)
    means = {preset["key"]: float(_mean(**preset["settings"])) for preset in spec.PRESETS}
    assert means["louder"] < means["chair"]
    assert means["lot"] < 32 < 50 < means["open_door"]


def test_figure_draws_every_opinion_and_every_group():
    answer = spec.respond(openness=15, rounds=30)
    everyone, *_, bars = answer["figure"]["data"]
    path = rounds(drawn("even", 50), 0.15, 30)
    assert everyone["y"].count(None) == 50
    starts = [everyone["y"][0]] + [
        y for y, before in zip(everyone["y"][1:], everyone["y"], strict=False) if before is None
    ]
    assert starts == pytest.approx([100 * opinion for opinion in path[0]], abs=0.006)
    assert bars["x"] == [group["size"] for group in groups(path[-1])]
    assert bars["text"] == ["18", "14", "18"]


def test_labels_of_groups_do_not_overlap():
    for count in range(31):
        bars = spec.respond(rounds=count, luck=4, openness=12)["figure"]["data"][-1]
        told = [y for y, text in zip(bars["y"], bars["text"], strict=True) if text]
        assert all(above - below > spec.APART for below, above in itertools.pairwise(told))


def test_the_whole_talk_and_its_start_are_drawn_alike():
    """Playing keeps the talk to the end; the answer is that of the rounds asked for."""
    forward = [spec.respond(rounds=count) for count in range(5)]
    backward = [spec.respond(rounds=count) for count in (4, 3, 2, 1, 0)][::-1]
    assert forward == backward


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_case_has_its_reason(lang):
    settings = [{"openness": 60}, {"hearing": 1}, {"openness": 20}, {"rounds": 2}]
    assert len({spec.respond(lang=lang, **setting)["notes"][0] for setting in settings}) == len(settings)


def test_prediction_is_the_models_answer_and_exposes_the_misconception():
    assert spec.predicted() == "same"
    path = rounds(drawn("even", 50), 0.2, 30)
    assert len(groups(path[10])) == 2
    assert path[10] == pytest.approx(path[30], abs=1e-9)
    settle(spec.CONTROLS, spec.PREDICTION["setting"])
