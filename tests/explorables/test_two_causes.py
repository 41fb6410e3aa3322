"""What a reader can find out with `two_causes`."""

import pytest

from widgets.explorables import two_causes, two_causes_worlds
from widgets.explorables.controls import settle
from widgets.explorables.tables import rows
from widgets.explorables.two_causes import identified, respond
from widgets.models.generator import Generator
from widgets.models.two_causes import closeness, precedence

DATA = [value for value, _ in two_causes.CONTROLS[0]["options"]]
CHANNELS = ["near", "alike", "all"]


def _right(**setting):
    return respond(**setting)["measures"][0]["text"]


def _preset(key):
    return next(dict(preset["settings"]) for preset in two_causes.PRESETS if preset["key"] == key)


def _shown(**setting):
    return settle(two_causes.CONTROLS, setting)


def test_task_one_totals_are_a_toss_of_a_coin_however_many():
    assert {_right(innovations=n) for n in range(1, 21)} == {"50%"}
    for n in range(1, 21):
        assert "掷硬币" in respond(innovations=n, same_push=True)["headline"]
    spread, moved = [world(_shown()) for world in (two_causes_worlds.contagious, two_causes_worlds.moved)]
    assert spread != moved
    assert all(sorted(one) == sorted(other) for one, other in zip(spread, moved, strict=True))


def test_task_two_the_trace_lies_along_the_channel():
    found = {c: [_right(channel=c, datum=d, innovations=1) for d in ("map", "alike")] for c in CHANNELS}
    assert found == {"near": ["97%", "56%"], "alike": ["69%", "96%"], "all": ["50%", "50%"]}
    assert [_right(channel="all", datum=d, innovations=20) for d in ("map", "alike")] == ["50%", "50%"]


def test_rich_provinces_border_on_rich_ones():
    rank = {place: rung for rung, place in enumerate(two_causes_worlds.RANKED)}
    apart = [abs(rank[one] - rank[other]) for one, other in two_causes_worlds.BORDERS]
    assert sum(apart) / len(apart) < 0.8 * (len(rank) + 1) / 3  # any two of n are (n + 1) / 3 ranks apart


def test_contagion_among_neighbours_comes_late_to_the_rich_who_have_few():
    neighbours = [len(near) for near in two_causes_worlds.NETWORKS["near"]]
    first = two_causes_worlds.RANKED[:3]
    assert sum(neighbours[place] for place in first) / 3 < 0.6 * sum(neighbours) / len(neighbours)


def test_task_three_clusters_without_contagion_mislead_the_more_the_more_is_observed():
    setting = _preset("false_contagion")
    found = [_right(**{**setting, "innovations": n}) for n in (1, 5, 20)]
    assert found == ["21%", "4%", "<1%"]
    assert _right(**{**setting, "datum": "wealth"}) == ">99%"
    assert "错的一边" in respond(**setting)["headline"]


def test_task_three_contagion_down_the_ladder_looks_like_capacity():
    setting = _preset("false_capacity")
    assert _right(**setting) == "2%"
    assert _right(**{**setting, "datum": "alike"}) == ">99%"


def test_task_four_differences_in_speed_need_a_push_that_is_the_same():
    setting = _preset("only_spread")
    assert [_right(**{**setting, "innovations": n}) for n in (1, 5, 20)] == ["75%", "93%", ">99%"]
    assert _right(**{**setting, "same_push": False}) == "50%"
    for datum in ("totals", "map", "alike", "wealth"):
        assert "掷硬币" in respond(**{**setting, "datum": datum})["headline"]


def test_matrix_no_datum_serves_everywhere_and_the_rival_decides_which_does():
    even, tilted = [
        {
            datum: [identified(datum=datum, channel=c, advantage=advantage).chance for c in CHANNELS]
            for datum in DATA
        }
        for advantage in (1, 2)
    ]
    assert even["totals"] == tilted["totals"] == [0.5] * 3
    assert all(min(chances) < 0.6 for chances in even.values())
    assert max(even["wealth"]) < 0.7
    assert min(tilted["wealth"]) > 0.95
    assert min(tilted["wealth"]) > max(min(tilted[datum]) for datum in DATA if datum != "wealth")
    assert sum(chance < 0.5 for chance in tilted["alike"]) == 2


def _dates(policy):
    years = {
        row["code"]: int(row["year"])
        for row in rows("policy_years")
        if row["policy"] == policy and row["year"]
    }
    later = max(years.values()) + 1
    return [years.get(row["code"], later) - min(years.values()) + 1 for row in two_causes_worlds.PROVINCES]


def _reached_by_lot(dates, statistic):
    chance = Generator(1)
    lots = []
    for _ in range(2000):
        lots.append(statistic([date for _, date in sorted((chance.uniform(), date) for date in dates)]))
    return sum(lot >= statistic(dates) for lot in lots) / len(lots)


def test_a_mandate_looks_as_close_on_the_map_as_the_real_spread():
    platforms, river_chief = _dates("open_data_platform"), _dates("river_chief")

    def near(dates):
        return closeness(dates, two_causes_worlds.BORDERS)

    def rich_first(dates):
        return precedence(dates, two_causes_worlds.RANKED)

    assert abs(near(platforms) - near(river_chief)) < 0.01
    assert _reached_by_lot(platforms, near) < 0.03
    assert 0.05 < _reached_by_lot(river_chief, near) < 0.2
    assert rich_first(platforms) > 0.2
    assert _reached_by_lot(platforms, rich_first) < 0.1


def test_presets_say_what_their_names_say():
    chances = {preset["key"]: identified(**preset["settings"]).chance for preset in two_causes.PRESETS}
    assert chances["useless"] == 0.5
    assert min(chances["telling"], chances["only_spread"]) > 0.95
    assert max(chances["false_contagion"], chances["false_capacity"]) < 0.05


def test_more_innovations_help_an_informative_datum_only():
    for setting in ({"datum": "map"}, {"datum": "alike", "channel": "alike"}, _preset("only_spread")):
        chances = [identified(**{**setting, "innovations": n}).chance for n in range(1, 21)]
        assert chances == sorted(chances)
        assert chances[0] > 0.7


def test_needed_number_of_innovations_is_the_first_that_is_clear():
    told = respond(lang="en", datum="map", channel="alike", innovations=2)["notes"][1]
    needed = int(told.rsplit(" ", 2)[1])
    setting = {"datum": "map", "channel": "alike"}
    before, after = [identified(**{**setting, "innovations": n}).chance for n in (needed - 1, needed)]
    assert before < two_causes.CLEAR <= after + 1e-4


def test_under_the_same_push_the_mean_curves_are_hardly_apart():
    for channel in CHANNELS:
        for advantage in (1, 4):
            both = two_causes_worlds.paths(_shown(channel=channel, advantage=advantage, same_push=True))
            assert max(abs(one - other) for one, other in zip(*both, strict=True)) < 0.01


def test_every_province_comes_first_equally_often_or_the_five_richest_do():
    for rich_start, count in ((False, 31), (True, 5)):
        for world in (two_causes_worlds.contagious, two_causes_worlds.moved):
            firsts = [adoption.index(0) for adoption in world(_shown(rich_start=rich_start))]
            assert {firsts.count(place) for place in firsts} == {two_causes_worlds.RUNS // count}
            assert len(set(firsts)) == count
    assert set(two_causes_worlds.RANKED[:5]) == set(firsts)


def test_map_shows_all_units_and_marks_those_without_data():
    data = respond(datum="map")["figure"]["data"]
    tiles = [trace for trace in data if trace.get("hovertext")]
    assert sum(len(trace["x"]) for trace in tiles) == 2 * len(rows("provinces")) == 68
    assert sum("无数据" in text for trace in tiles for text in trace["hovertext"]) == 6


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_case_has_its_reason(lang):
    settings = [
        {},
        {"datum": "spread"},
        {"datum": "map", "channel": "all"},
        {"datum": "wealth", "channel": "alike"},
        {"datum": "map"},
        {"datum": "alike", "innovations": 20},
        {"datum": "wealth"},
        {"datum": "wealth", "advantage": 2},
        _preset("only_spread"),
        _preset("false_contagion"),
        _preset("false_capacity"),
        {"datum": "alike", "channel": "all", "advantage": 2},
    ]
    reasons = {
        respond(lang=lang, **setting)["notes"][1].split("。")[0].split(" To be")[0] for setting in settings
    }
    assert len(reasons) == len(settings)


def test_prediction_is_the_models_answer_and_exposes_the_misconception():
    prediction = two_causes.PREDICTION
    assert two_causes.predicted() == "none"
    for datum, _ in prediction["options"][:-1]:
        assert identified(**prediction["setting"], datum=datum).chance == 0.5
