"""What a reader can find out with `diffusion`."""

import itertools
import math

import pytest

from widgets.explorables import diffusion
from widgets.explorables.tables import rows
from widgets.models.diffusion import OUTCOMES, ROUTES, bass_path

PRESETS = {preset["key"]: preset["settings"] for preset in diffusion.PRESETS}
NEIGHBOURS_ALONE = {"by_peers": False, "own": 0, "fit": 1, "fidelity": 1}
PEERS_ALONE = {"by_neighbours": False, "own": 0, "fit": 1, "fidelity": 1, "peers": 0.3}
ZHEJIANG, SHAANXI, HAINAN = "33", "61", "46"


def _measures(**setting):
    on_map, mean, *outcomes = [measure["text"] for measure in diffusion.respond(**setting)["measures"]]
    return {"map": int(on_map), "mean": mean, **dict(zip(OUTCOMES, outcomes, strict=True))}


def _traces(**setting):
    return diffusion.respond(**setting)["figure"]["data"]


def _tiles(**setting):
    return [trace for trace in _traces(**setting) if "xaxis" not in trace]


def test_task_one_where_it_starts_matters_to_neighbours_and_not_to_peers():
    assert [_measures(**NEIGHBOURS_ALONE, origin=o)["mean"] for o in (ZHEJIANG, SHAANXI, HAINAN)] == [
        "33%",
        "50%",
        "13%",
    ]
    assert [_measures(**PEERS_ALONE, origin=o)["mean"] for o in (ZHEJIANG, HAINAN)] == ["60%", "61%"]


def test_task_two_an_endorsement_helps_only_what_reaches_its_threshold():
    setting = PRESETS["threshold"]
    means = [_measures(**{**setting, "threshold": t})["mean"] for t in (0.2, 0.3, 0.5, 0.6, 0.8)]
    assert means == ["97%", "88%", "61%", "52%", "50%"]
    assert _measures(**{**setting, "by_endorsement": False})["mean"] == "50%"


def test_task_three_an_order_moves_everybody_but_does_not_make_it_fit():
    setting = PRESETS["altered"]
    altered = [_measures(**{**setting, "fit": fit})["altered"] for fit in (0.35, 0.5, 0.6, 0.8)]
    assert altered == ["98%", "70%", "25%", "0%"]
    assert {_measures(**{**setting, "fit": fit})["mean"] for fit in (0.35, 0.5, 0.6, 0.8)} == {"100%"}
    without = _measures(**{**setting, "by_mandate": False})
    assert (without["mean"], without["altered"]) == ("19%", "0%")


def test_task_four_one_setting_has_many_courses():
    counts = [_measures(chance=chance)["map"] for chance in range(1, 21)]
    assert (min(counts), max(counts)) == (16, 30)


def test_presets_end_as_they_are_called():
    for kind in OUTCOMES:
        shares = _measures(**PRESETS[kind])
        assert max(OUTCOMES, key=lambda name: int(shares[name][:-1])) == kind
    assert diffusion.predicted() == "altered"


@pytest.mark.parametrize("series", diffusion.SERIES)
def test_presets_of_real_courses_come_within_six_points_of_them(series):
    spread = diffusion._spread(diffusion.settle(diffusion.CONTROLS, PRESETS[series]))
    assert diffusion.fit_error(series, diffusion._paths(spread)["mean"]) < 0.06
    assert PRESETS[series]["series"] == series


def test_records_are_those_of_the_data():
    launched = [row for row in rows("policy_years") if row["policy"] == "open_data_platform" and row["year"]]
    shares = diffusion.observed("open_data")
    assert round(31 * shares[max(shares)]) == len(launched)
    assert round(31 * shares[1]) == sum(row["year"] == "2015" for row in launched)
    placed = diffusion.observed("open_data_placed")
    added = [round(31 * (placed[year] - shares[year])) for year in shares]
    assert added == [0] * 7 + [4] * 4


def test_the_map_has_every_unit_once_at_every_year():
    for year in (0, 7, 15):
        placed = [text.strip("*") for trace in _tiles(year=year) for text in trace["text"]]
        assert sorted(placed) == sorted(row["short_zh"] for row in rows("provinces"))
        assert len(placed) == 34


def test_tiles_do_not_overlap():
    places = [(row["col"], row["row"]) for row in rows("provinces")]
    assert len(set(places)) == len(places)


def test_playing_only_adds_adopters():
    counts = [_measures(year=year)["map"] for year in range(16)]
    assert counts[0] == 1
    assert counts == sorted(counts)
    assert _measures(year=3)["mean"] == _measures()["mean"]


def test_borders_are_mutual_and_link_all_units():
    assert sum(map(len, diffusion.BORDERS)) == 2 * len(rows("province_borders"))
    for place, near in enumerate(diffusion.BORDERS):
        assert all(place in diffusion.BORDERS[other] for other in near)
    reached, edge = {0}, {0}
    while edge:
        edge = set(itertools.chain(*(diffusion.BORDERS[place] for place in edge))) - reached
        reached |= edge
    assert len(reached) == len(diffusion.UNITS) == 31


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_rule_that_decided_is_told(lang):
    for kind in OUTCOMES:
        answer = diffusion.respond(lang=lang, **PRESETS[kind])
        decided = next(row for row in answer["table"]["rows"] if row[3] == "✓")
        assert decided[1] in answer["notes"][0]


def test_without_any_route_it_says_so():
    nothing = {"origin": "none", "own": 0}
    assert _measures(**nothing)["map"] == 0
    assert "没有路" in diffusion.respond(**nothing)["notes"][1]


def test_the_words_for_the_map_say_what_the_map_shows():
    answer = diffusion.respond(year=8)
    adopters = [row for row in answer["details"]["rows"] if row[1].isdigit()]
    assert len(adopters) == int(answer["measures"][0]["text"])
    assert sum(row[1] == "没有数据" for row in answer["details"]["rows"]) == 3
    for number, name in enumerate(ROUTES):
        listed = [row for row in adopters if row[2] == diffusion.ROUTE_LABELS[name]["zh"]]
        assert len(listed) == len(_tiles(year=8)[number]["x"])


def test_bass_peak_is_told_only_where_the_model_is_basss():
    only_bass = {"by_neighbours": False, "own": 0.05, "peers": 0.4}
    assert "巴斯" in diffusion.respond(**only_bass)["notes"][2]
    assert "巴斯" not in diffusion.respond(**only_bass, by_mandate=True)["notes"][2]


def _log_likelihood(p, q, shares):
    """Of Bass's yearly form, units that never adopted in the record counted as waiting."""
    path = bass_path(p, q, max(shares))
    added = [round(31 * (shares[year] - shares.get(year - 1, 0))) for year in shares]
    waiting = 31 - sum(added)
    gains = [path[year] - path[year - 1] for year in shares]
    return sum(n * math.log(gain) for n, gain in zip(added, gains, strict=True)) + waiting * math.log(
        1 - path[-1]
    )


@pytest.mark.parametrize("series", ["open_data", "open_data_placed"])
def test_presets_of_platforms_are_the_likeliest_of_all_settings(series):
    shares = diffusion.observed(series)
    settings = itertools.product([p / 100 for p in range(1, 31)], [q / 20 for q in range(14)])
    best = max(settings, key=lambda setting: _log_likelihood(*setting, shares))
    assert best == (PRESETS[series]["own"], PRESETS[series]["peers"])
