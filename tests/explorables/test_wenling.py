"""What a reader can find out with `wenling`."""

import itertools

import numpy as np
import pytest

from widgets.explorables import wenling
from widgets.explorables.controls import settle
from widgets.models.wenling import MOTIVES, PROOF

ACTS = [event for event in wenling.EVENTS if event["kind"] == "act"]
PRESET = {preset["key"]: preset["settings"] for preset in wenling.PRESETS}
FITS = {"reality": "24%", "interest": "29%", "ambition": "19%", "central": "10%"}


def _measure(place, **setting):
    return wenling.respond(**setting)["measures"][place]["text"]


def _covered(**setting):
    return int(_measure(0, **setting).split("/")[0])


def _fit(**setting):
    return int(_measure(1, **setting)[:-1])


def test_events_are_in_order_and_within_the_scale():
    dates = [event["date"] for event in wenling.EVENTS]
    assert all(a[:n] <= b[:n] for a, b in itertools.pairwise(dates) for n in [min(len(a), len(b))])
    assert min(event["year"] for event in wenling.EVENTS) == wenling.FIRST
    assert max(event["year"] for event in wenling.EVENTS) == wenling.LAST


def test_each_motive_has_evidence_and_none_has_proof():
    for name in MOTIVES:
        codes = [act["codes"][name] for act in ACTS]
        assert 0 < max(codes) < PROOF


def test_each_act_has_reasons_and_a_rival_explanation_and_other_events_have_no_code():
    for event in wenling.EVENTS:
        filled = [bool(event[key]) for key in ("reason_zh", "reason_en", "rival_zh", "rival_en", *MOTIVES)]
        assert set(filled) == {event["kind"] == "act"}


def test_derived_numbers_equal_the_facts():
    assert wenling.predicted() == int(wenling.FACTS["e363"]["value"])
    for event, fact in (
        ("measures", "e362"),
        ("wage-agreement", "e361"),
        ("comment", "e372"),
        ("province", "e373"),
    ):
        assert wenling.EVENT_OF[event]["date"] == wenling.FACTS[fact]["value"]
    assert pytest.approx(500000 / 30000) == wenling.MEANS["opening"]
    assert wenling.MEANS["section"] == 1800000 / 24000
    assert [people for _, people, _ in wenling.RECORDED] == [200, 257, 120, 197, 200]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_totals_stand_side_by_side_whichever_is_chosen(lang):
    for totals in ("opening", "section"):
        answer = wenling.respond(lang=lang, totals=totals)
        assert [row[4] for row in answer["table"]["rows"]] == ["16.7", "75.0"]
        assert [row[0].startswith("★") for row in answer["table"]["rows"]] == [
            totals == "opening",
            totals == "section",
        ]
        assert all("2024" in row[0] for row in answer["table"]["rows"])
        assert "17" in answer["notes"][-1]
        assert "75" in answer["notes"][-1]


def test_task_one_the_vaguest_motive_fits_best_until_evidence_must_point():
    covered = {name: (_covered(**PRESET[name]), _covered(**PRESET[name], strict=True)) for name in MOTIVES}
    assert covered == {"reality": (7, 3), "interest": (11, 1), "ambition": (7, 1), "central": (4, 0)}
    assert {name: _measure(1, **PRESET[name]) for name in MOTIVES} == FITS
    assert len(ACTS) == 14


def test_task_two_the_mixture_covers_most_and_fits_less():
    assert _covered(**PRESET["chapter"]) == 13
    assert _measure(1, **PRESET["chapter"]) == "20%"
    left = wenling.respond(**PRESET["chapter"])["notes"][1]
    assert "留在外面的有 1 项：新城开发区" in left


def test_task_three_interest_overtakes_reality_in_the_year_of_budgets():
    reality, interest = (
        {year: _fit(year=year, **PRESET[name]) for year in range(1999, 2026)}
        for name in ("reality", "interest")
    )
    assert (reality[1999], interest[1999]) == (67, 0)
    assert (reality[2007], interest[2007]) == (33, 30)
    assert (reality[2008], interest[2008]) == (27, 30)
    assert [year for year in reality if interest[year] > reality[year]] == list(range(2008, 2026))


def test_task_four_recorded_meetings_are_exceptions_by_one_total_only():
    assert min(people for _, people, _ in wenling.RECORDED) == 120
    assert [_measure(3, size=120, totals=totals) for totals in ("opening", "section")] == ["14%", "63%"]


def test_which_motive_is_weakest_survives_recoding_and_which_is_best_does_not():
    codes = np.array([[act["codes"][name] for name in MOTIVES] for act in ACTS])
    moved = np.random.default_rng(1).choice([-1, 0, 1], p=[0.2, 0.6, 0.2], size=(20_000, *codes.shape))
    fits = np.clip(codes + moved, 0, 2).mean(axis=1)
    assert (fits.argmin(axis=1) == MOTIVES.index("central")).mean() > 0.75
    assert 0.3 < (fits.argmax(axis=1) == MOTIVES.index("reality")).mean() < 0.36


def test_no_weight_is_told_as_no_story():
    answer = wenling.respond(reality=0, interest=0, ambition=0, central=0)
    assert answer["measures"][0]["text"] == "0/14"
    assert "没有解释" in answer["notes"][2]


def test_year_is_taken_down_and_hides_what_came_later():
    answer = wenling.respond(year=2003.9)
    assert answer["shown"]["year"] == 2003
    assert [row[0][:4] for row in answer["details"]["rows"]][-1] == "2003"
    assert any("33 个月" in note for note in answer["notes"])
    assert not any("33 个月" in note for note in wenling.respond(year=2002)["notes"])


def test_figure_leaves_grey_what_the_story_leaves_out():
    traces = wenling.respond(**PRESET["reality"])["figure"]["data"]
    colors = [
        trace["marker"]["color"] for trace in traces if isinstance(trace.get("marker", {}).get("color"), list)
    ]
    assert len(colors) == len(MOTIVES)
    assert all(color == wenling.COLOR["reality"] for color in colors[0])
    assert {color for row in colors[1:] for color in row} == {wenling.chart.NEUTRAL}


def test_prediction_exposes_the_misconception_of_an_immediate_response():
    prediction = wenling.PREDICTION
    assert wenling.predicted() - prediction["near"] > 24
    settle(wenling.CONTROLS, prediction["setting"])
    assert wenling.replications() == []
