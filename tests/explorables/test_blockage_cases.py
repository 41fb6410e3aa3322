"""The answers on the page of the three cases, worked out with the diagnosis and its presets."""

import pytest

from widgets.explorables.blockage import CONTROLS, PRESETS, respond
from widgets.models.blockage import checks_left

CASES = ("waste", "complaints", "doctors")
SYMPTOMS = [control["key"] for control in CONTROLS if control["key"] not in ("stage", "reading", "threshold")]
SETTINGS = {preset["key"]: preset["settings"] for preset in PRESETS}


def _headline(case, **changes):
    return respond("zh", **{**SETTINGS[case], **changes})["headline"]


@pytest.mark.parametrize(
    ("stage", "named"),
    [("initiation", "原生型"), ("diffusion", "扩散型"), ("institutionalisation", "持续型")],
)
def test_the_signs_of_waste_sorting_take_their_name_from_the_stage(stage, named):
    assert _headline("waste", stage=stage).startswith(named)


@pytest.mark.parametrize(("strength", "starts"), [("medium", "原生型"), ("weak", "证据不足")])
def test_waste_sorting_hangs_on_the_makeover_once_copying_is_ruled_out(strength, starts):
    headline = _headline("waste", copied_execution="none", short_lived="none", formal_makeover=strength)
    assert headline.startswith(starts)


def test_the_last_open_check_on_the_hotline_is_worth_most():
    first = [check["information"] for check in checks_left("diffusion", {})]
    assert [round(value, 2) for value in first] == [0.07] * 4
    ruled_out = {"copied_execution": 0, "formal_makeover": 0, "surface_spread": 0}
    (last,) = checks_left("diffusion", ruled_out)
    assert (last["symptom"], last["information"]) == ("wait_and_see", 1.0)
    assert last["if_seen"]["types"] == ["diffusion"]
    assert last["if_absent"]["verdict"] == "not_blocked"


@pytest.mark.parametrize(("threshold", "starts"), [(0.5, "持续型"), (0.7, "证据不足")])
def test_family_doctors_at_half_use_depend_on_the_threshold(threshold, starts):
    assert _headline("doctors", in_name_only="medium", threshold=threshold).startswith(starts)


@pytest.mark.parametrize("case", CASES)
def test_no_diagnosis_is_left_without_what_the_chapter_only_asserts(case):
    seen = {
        s: "unchecked" for s in SYMPTOMS if SETTINGS[case].get(s, "unchecked") not in ("none", "unchecked")
    }
    assert _headline(case, **seen).startswith("证据不足")
