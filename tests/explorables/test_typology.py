"""What a reader can find out with `typology`."""

import pytest

from widgets.explorables import typology
from widgets.explorables.tables import rows
from widgets.models.typology import TYPES, mechanism_strengths

CASE_IDS = [case["id"] for case in rows("cases")]


def test_each_real_case_is_a_preset_with_coder_a_scores():
    presets = {preset["key"]: preset["settings"] for preset in typology.PRESETS}
    for case in rows("cases"):
        assert presets[case["id"]] == {key: int(case[f"{key}_a"]) for key in typology.INDICATORS}


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_a_case_as_setting_has_itself_among_the_nearest(case_id):
    preset = next(preset for preset in typology.PRESETS if preset["key"] == case_id)
    shown = typology.respond(**preset["settings"])["shown"]
    strengths = mechanism_strengths(*[preset["settings"][key] for key in typology.INDICATORS])
    assert {m: shown[m] for m in strengths} == strengths


def test_ideal_types_are_recognised():
    for kind in TYPES:
        preset = next(preset for preset in typology.PRESETS if preset["key"] == kind)
        assert typology.respond(**preset["settings"])["headline"].startswith(typology.TYPE_LABELS[kind]["zh"])


def test_default_is_mixed_and_one_strong_mechanism_is_not():
    assert typology.respond()["headline"].startswith("混合")
    assert typology.respond(embedding=1)["headline"].startswith("地方回应型创新")


def test_threshold_decides_what_is_called_mixed():
    close = {"control": 0.6, "embedding": 0.5, "norm": 0.1}
    assert typology.respond(**close, mixed_below=0.5)["headline"].startswith("混合")
    assert not typology.respond(**close, mixed_below=0)["headline"].startswith("混合")


def test_indicators_take_the_place_of_their_strength():
    shown = typology.respond(control=0.1, c1=4, c2=2)["shown"]
    assert shown["control"] == 0.75
    follows = typology.respond(embedding=0.25)["shown"]
    assert (follows["e1"], follows["e2"]) == (1, 1)


def test_table_2_2_column_of_the_leading_type_is_shown_whole():
    cells = [row["text_zh"] for row in rows("type_comparison") if row["column"] == "central_led"]
    details = typology.respond(control=1, embedding=0, norm=0)["details"]
    assert [row[1] for row in details["rows"]] == cells


def test_price_of_the_type_is_named():
    notes = typology.respond(control=0, embedding=0, norm=1)["notes"]
    assert "创新的迷思" in notes[0]
    assert "符号政治" in notes[0]


def test_no_strength_at_all_stands_in_the_middle():
    answer = typology.respond(control=0, embedding=0, norm=0)
    reader = answer["figure"]["data"][-1]
    assert [reader[axis][0] for axis in "abc"] == pytest.approx([1 / 3] * 3)


def _measure(answer, place):
    return answer["measures"][place]["text"]


def test_task_one_embedding_must_rise_to_0_6_to_lead():
    assert _measure(typology.respond(embedding=0.55), 0) == "混合"
    assert _measure(typology.respond(embedding=0.6), 0) == "地方回应型创新"


def test_task_two_five_cases_have_no_lead_and_family_doctors_are_the_most_mixed():
    spread = {}
    for case in rows("cases"):
        preset = next(preset for preset in typology.PRESETS if preset["key"] == case["id"])
        shares = typology.respond(**preset["settings"])["figure"]["data"][0]["x"]
        if sorted(shares)[-1] - sorted(shares)[-2] < 1e-12:
            spread[case["name_zh"]] = max(shares) - min(shares)
    assert len(spread) == 5
    assert min(spread, key=spread.get) == "家庭医生签约"


def test_task_three_a_strongly_controlled_case_can_be_responsive():
    assert _measure(typology.respond(control=0.8, embedding=0.95, norm=0.2), 0) == "地方回应型创新"
