"""What a reader can find out with `factors`, and what the page concludes from the award's totals."""

import pytest

from widgets.explorables import factors
from widgets.explorables.tables import rows
from widgets.models.factors import AGGREGATIONS, BRANCHES, LEAVES, leaf_weights

PRESETS = {preset["key"]: preset["settings"] for preset in factors.PRESETS}
HEAVY = "创新动力、领导干部、经济水平、资源能力"


def _measures(**setting):
    return [measure["text"] for measure in factors.respond(**setting)["measures"]]


def _index(**setting):
    return _measures(**setting)[0]


def _levers(**setting):
    return _measures(**setting)[1:3]


def test_task_one_the_same_gap_under_three_assumptions():
    found = [_measures(**PRESETS["one_gap"], aggregation=rule)[:3] for rule in AGGREGATIONS]
    assert found == [["77.6", HEAVY, "+2.0"], ["75.7", "制度化", "+2.1"], ["20.0", "制度化", "+20.0"]]


def test_task_two_two_gaps_cannot_be_closed_one_at_a_time():
    setting = {**PRESETS["two_gaps"], "aggregation": "minimum"}
    assert _levers(**setting) == ["没有", "0"]
    assert "并列最低" in factors.respond(**setting)["notes"][0]
    assert _index(**setting) == "20.0"
    assert _index(**{**setting, "institutionalisation": 0.5}) == "20.0"
    assert _index(**{**setting, "institutionalisation": 0.5, "public": 0.5}) == "50.0"


def test_task_three_as_substitutes_levels_do_not_matter_and_grouping_does():
    assert factors.respond()["shown"]["media"] == 0.4
    assert _levers() == _levers(media=1) == [HEAVY, "+2.0"]
    assert _levers(weight_project=5)[0] == HEAVY
    setting = {"weight_project": 5, "weight_actors": 1, "weight_economy": 1}
    setting |= {"weight_politics": 2, "weight_society": 2}
    names, gain = _levers(**setting)
    assert (names, gain) == ("效果、内容、规模、成本收益等 5 个", "+1.8")
    tied = {**setting, "weight_politics": 3, "weight_society": 3}
    assert _levers(**tied)[0].endswith("等 11 个")


def test_task_four_losing_the_able_person():
    before = PRESETS["one_person"]
    gone = {**before, "leaders": 0.2}
    assert [_index(**setting) for setting in (before, gone)] == ["67.6", "59.6"]
    assert [_index(**setting, aggregation="minimum") for setting in (before, gone)] == ["10.0", "10.0"]
    formal = [{**setting, "institutionalisation": 0.7} for setting in (before, gone)]
    assert [_index(**setting, aggregation="minimum") for setting in formal] == ["60.0", "20.0"]


def test_leaves_take_the_place_of_their_branch():
    shown = factors.respond(society=0.4, public=1)["shown"]
    assert shown["society"] == pytest.approx(0.6)
    assert shown["media"] == 0.4


def test_the_figure_is_the_tornado_of_the_chosen_rule():
    for rule in AGGREGATIONS:
        answer = factors.respond(**PRESETS["for_superiors"], aggregation=rule)
        _, falls, rises = answer["figure"]["data"]
        index = float(answer["measures"][0]["text"])
        cuts = falls["marker"]["pattern"]["shape"]
        for row, fall, rise, cut in zip(answer["table"]["rows"], falls["x"], rises["x"], cuts, strict=True):
            assert cut or float(row[4]) == pytest.approx(index + fall, abs=0.11)
            assert float(row[5]) == pytest.approx(index + rise, abs=0.11)
        assert all(fall <= 1e-9 for fall in falls["x"])
        assert all(rise >= -1e-9 for rise in rises["x"])


def test_only_a_bar_that_would_dwarf_the_others_is_cut_and_said_to_be():
    for rule, cut in zip(AGGREGATIONS, (False, True, False), strict=True):
        answer = factors.respond(**PRESETS["for_superiors"], aggregation=rule)
        falls = answer["figure"]["data"][1]
        assert ("/" in falls["marker"]["pattern"]["shape"]) == cut
        assert ("截短" in answer["notes"][1]) == cut
    assert falls["text"][0] == "−10.0"


def test_weights_shown_are_the_models():
    weights = leaf_weights({branch: 2 if branch == "society" else 1 for branch in BRANCHES})
    table = factors.respond(weight_society=2, **{f"weight_{b}": 1 for b in BRANCHES[:-1]})["table"]
    shown = {row[0]: row[3] for row in table["rows"]}
    assert shown["公众认同"] == f"{100 * weights['public']:.0f}%"
    assert len(shown) == len(LEAVES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_has_its_reason(lang):
    settings = [{"aggregation": rule} for rule in AGGREGATIONS]
    settings.append({"aggregation": "minimum", "public": 0.1})
    assert len({factors.respond(lang=lang, **setting)["notes"][0] for setting in settings}) == 4


def test_at_the_bottom_nothing_is_left_to_lose():
    bottom = dict.fromkeys(BRANCHES, 0)
    answer = factors.respond(**bottom, aggregation="minimum")
    assert answer["measures"][3]["text"] == "没有"
    assert "到底" in answer["notes"][1]


def test_replications_are_within_tolerance():
    for replication in factors.replications():
        assert abs(replication["ours"] - replication["published"]) <= replication["tolerance"]


def test_the_prediction_is_far_above_what_a_fatal_gap_suggests():
    assert factors.predicted() == pytest.approx(86.4)
    assert _index(**factors.PREDICTION["setting"], aggregation="geometric") == "0.0"


def _total(quantity, through_round):
    return [
        int(row["value"])
        for row in rows("award_totals")
        if (row["quantity"], row["through_round"]) == (quantity, str(through_round))
    ]


def test_published_applications_contradict_each_other():
    seventh = next(int(row["applications"]) for row in rows("award_rounds") if row["round"] == "7")
    assert _total("applications", 6)[0] + seventh - _total("applications", 8)[0] == 41
    assert _total("valid_applications", 8)[0] < _total("applications", 8)[0]
    assert 0.64 < _total("valid_applications", 8)[0] / _total("applications", 8)[0] < 0.68


def test_finalists_differ_by_one_award_of_the_sixth_round():
    sixth = next(row for row in rows("award_rounds") if row["round"] == "6")
    awards = [int(sixth[key]) for key in ("winners", "nominations", "special_awards", "media_awards")]
    five, eighth, seventh = _total("finalists", 5)[0], 20, 20
    assert _total("finalists", 6)[0] - five == sum(awards) + 1 == 26
    published = sorted(_total("award_projects", 7))
    assert published == [five + sum(awards) - awards[-1] + seventh, five + sum(awards) + seventh]
    assert sorted(_total("finalists", 8)) == [
        five + sum(awards) + seventh + eighth,
        _total("finalists", 6)[0] + seventh + eighth,
    ]
