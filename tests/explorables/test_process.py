"""What a reader can find out with `process`."""

import pytest

from widgets.explorables import process
from widgets.explorables.controls import settle
from widgets.models.process import chance_of_nothing, expected_funnel, survivor_interval

EXPECTED, NOTHING, DROPPED, PURE = range(4)


def _measure(place, lang="zh", **setting):
    return process.respond(lang=lang, **setting)["measures"][place]["text"]


def _expected(**setting):
    return _measure(EXPECTED, **setting)


def _lost(**setting):
    """Good ideas lost at selection, implementation and spread, as the note tells them."""
    shown = process._shown(settle(process.CONTROLS, setting))
    return [process._count(loss) for loss in process._losses(process._funnel(shown))]


def _whole(**setting):
    return process._funnel(process._shown(settle(process.CONTROLS, setting)))["all"]


def test_task_one_the_stage_that_loses_most_moves():
    assert _lost() == ["6.7", "3.2", "0.70"]
    assert "最多的是选择" in process.respond()["notes"][0]
    assert [_expected(), _expected(discernment=16)] == ["1.4", "2.0"]
    assert float(_lost()[0]) - float(_lost(discernment=16)[0]) == pytest.approx(2, abs=0.2)
    assert _whole()[1] == _whole(discernment=16)[1] == 10
    assert _lost(selection=0.5)[0] == "3.3"
    assert "最多的是实施" in process.respond(selection=0.5)["notes"][0]
    assert _expected(selection=0.5) == "2.4"


def test_task_one_most_of_what_selection_drops_was_not_good():
    assert 40 - _whole()[1] == 30
    assert float(_lost()[0]) < 15


def _best_selection(**setting):
    rates = [k / 20 for k in range(1, 21)]
    return max(rates, key=lambda rate: _whole(selection=rate, **setting)[3])


def test_task_two_the_best_selection_is_as_large_as_the_hands():
    assert _best_selection() == 0.5
    assert _best_selection(capacity=10) == 0.25
    assert _expected(selection=1) == "1.6"
    pure = [float(_measure(PURE, selection=k / 20)[:-1]) for k in range(1, 21)]
    assert (pure[0], pure[-1]) == (61, 30)
    assert pure == sorted(pure, reverse=True)
    assert _measure(DROPPED, selection=0.05) == "90%"
    assert _expected(selection=0.05) == "0.33"


def test_task_three_more_ideas_help_only_while_there_are_hands_and_discernment():
    assert _expected(ideas=80) == _expected(success=0.8) == _expected(ideas=160) == "2.9"
    assert _measure(NOTHING, ideas=80) == _measure(NOTHING, success=0.8) == "5%"
    crowd = {"ideas": 200, "selection": 0.1}
    assert [_expected(discernment=d, **crowd) for d in (16, 4, 1)] == ["4.5", "3.2", "1.6"]
    assert _whole(discernment=1, **crowd)[3] == pytest.approx(_whole(discernment=1, selection=0.5)[3])


def test_task_four_years_without_anything_are_ordinary():
    assert _measure(NOTHING, ideas=5) == "83%"
    chance = process._rates(process._shown(settle(process.CONTROLS, {"ideas": 5})))["whole"]
    assert chance_of_nothing(15, chance) == pytest.approx(0.57, abs=0.01)
    assert "75%" in process.respond()["notes"][1]


def test_the_funnel_is_the_product_of_its_rates():
    shown = process._shown(settle(process.CONTROLS, {"ideas": 120, "selection": 0.4}))
    funnel = process._funnel(shown)
    assert funnel["all"][3] == pytest.approx(
        expected_funnel(120, [shown["good"], *funnel["rates"]["good"]])[-1]
    )
    assert funnel["good"][2:] == pytest.approx(funnel["all"][2:])
    assert all(good <= whole + 1e-9 for good, whole in zip(funnel["good"], funnel["all"], strict=True))


def test_headline_tells_the_exact_interval():
    low, high = survivor_interval(40, _whole()[3] / 40)
    assert f"{low} 到 {high} 个" in process.respond()["headline"]


def test_doubling_is_told_for_every_control_and_capped_at_certainty():
    rows = process.respond(success=0.8)["details"]["rows"]
    assert [row[0] for row in rows] == [control["label"]["zh"] for control in process.CONTROLS]
    assert next(row for row in rows if row[0] == "实施成功率")[1:4] == ["0.8 → 1", "3.6", "1.25"]


def test_a_broken_link_undoes_the_others():
    answer = process.respond(places=0)
    assert answer["measures"][EXPECTED]["text"] == "0"
    assert answer["measures"][NOTHING]["text"] == "100%"
    assert "断了一环" in answer["notes"][2]


def test_published_funnel_starts_and_ends_as_published():
    whole = _whole(**process.PRESETS[-1]["settings"])
    assert whole == pytest.approx([125, 9, 1.7, 1], abs=0.001)


def test_presets_say_what_their_names_say():
    settings = {preset["key"]: preset["settings"] for preset in process.PRESETS}
    assert _measure(DROPPED, **settings["all"]) == "0%"
    assert _measure(PURE, **settings["lottery"]) == "30%"
    assert float(_measure(PURE, **settings["strict"])[:-1]) > float(_measure(PURE)[:-1])


def test_counts_are_told_without_false_precision():
    assert [process._count(x) for x in (0, 0.001, 0.33, 0.96, 4, 12.04)] == [
        "0",
        "<0.01",
        "0.33",
        "1.0",
        "4",
        "12.0",
    ]


@pytest.mark.parametrize("setting", [{}, {"ideas": 300, "selection": 1, "good": 1, "capacity": 300}])
def test_figure_shows_nearly_all_of_the_distribution(setting):
    bars = [
        t
        for t in process.respond(**setting)["figure"]["data"]
        if t.get("xaxis") == "x2" and t["type"] == "bar"
    ]
    assert sum(bars[0]["y"]) >= process.DRAWN


def test_replications_are_within_tolerance():
    for replication in process.replications():
        assert abs(replication["ours"] - replication["published"]) <= replication["tolerance"]


def test_prediction_exposes_the_misconception():
    prediction = process.PREDICTION
    assert process.predicted() == pytest.approx(100 * 0.99**100)
    assert process.predicted() - prediction["near"] > 1
    assert _whole(**prediction["setting"])[3] == pytest.approx(1)
