"""What a reader can find out with `blockage`."""

import pytest

from widgets.explorables import blockage
from widgets.explorables.controls import settle

CASES = {preset["key"]: preset["settings"] for preset in blockage.PRESETS}
DIFFUSION = ("copied_execution", "formal_makeover", "wait_and_see", "surface_spread")


def _measures(**setting):
    return [measure["text"] for measure in blockage.respond(**setting)["measures"]]


def _verdict(**setting):
    return _measures(**setting)[0]


def _types(**setting):
    return _measures(**setting)[1]


def _bits(**setting):
    return {row[0]: row[3] for row in blockage.respond(**setting)["details"]["rows"]}


def test_task_one_the_last_check_carries_all():
    setting = dict(CASES["incomplete"])
    told = []
    for symptom in ("copied_execution", "formal_makeover", "surface_spread"):
        told.append((_verdict(**setting), set(_bits(**setting).values()), _measures(**setting)[4]))
        setting[symptom] = "none"
    assert told == [
        ("证据不足", {"0.14"}, "88%"),
        ("证据不足", {"0.31"}, "75%"),
        ("证据不足", {"1.00"}, "50%"),
    ]
    assert _verdict(**setting) == "没有阻滞"
    for symptom in ("copied_execution", "formal_makeover", "surface_spread"):
        assert _verdict(**CASES["incomplete"], **{symptom: "strong"}) == "阻滞"


def test_task_one_how_rare_the_open_signs_must_be():
    assert [_measures(**CASES["incomplete"], chance=p)[4] for p in (0.05, 0.03)] == ["14%", "9%"]
    assert _measures(**CASES["incomplete"], chance=0.3)[4] == "66%"


def test_task_two_stage_or_reading_renames_waste_sorting():
    assert _types(**CASES["waste"]) == "原生型阻滞"
    later = {**CASES["waste"], "stage": "diffusion"}
    assert (_verdict(**later), _types(**later)) == ("阻滞", "扩散型阻滞")
    later["reading"] = "symptom"
    assert (_verdict(**later), _types(**later)) == ("类型未定", "原生型阻滞")
    assert set(_bits(**later)) == {"观望", "表面扩散"}


def test_task_three_the_worth_of_a_check_depends_on_the_question():
    setting = dict(CASES["complaints"])
    assert (_types(**setting), _bits(**setting)) == ("扩散型阻滞", {"形式化改造": "0.00"})
    setting["reading"] = "symptom"
    assert (_verdict(**setting), _types(**setting)) == ("混合", "原生型阻滞、扩散型阻滞")
    setting["copied_execution"] = "none"
    assert (_verdict(**setting), _bits(**setting)) == ("类型未定", {"形式化改造": "1.00"})


def test_task_four_a_higher_threshold_takes_a_criterion_away():
    assert _measures(**CASES["complaints"])[2] == "低效化、形式化"
    assert _measures(**CASES["complaints"], threshold=0.7)[2] == "形式化"


def test_task_five_in_name_only_has_three_names():
    signs = {
        "initiation": "formal_makeover",
        "diffusion": "surface_spread",
        "institutionalisation": "in_name_only",
    }
    told = [_measures(stage=stage, **{sign: "strong"})[1:3] for stage, sign in signs.items()]
    assert told == [["原生型阻滞", "形式化"], ["扩散型阻滞", "形式化"], ["持续型阻滞", "短期化"]]


def test_the_chapters_cases_get_the_chapters_types():
    types = [_types(**CASES[key]) for key in ("waste", "complaints", "doctors")]
    assert types == ["原生型阻滞", "扩散型阻滞", "持续型阻滞"]


def test_presets_say_what_their_names_say():
    verdicts = [_verdict(**CASES[key]) for key in ("incomplete", "mixed", "clear", "wrong_stage")]
    assert verdicts == ["证据不足", "混合", "没有阻滞", "阶段不合"]


def test_signs_of_another_stage_are_named_beside_the_diagnosis():
    assert any("昙花一现" in note for note in blockage.respond(**CASES["waste"])["notes"])


def test_a_renamed_diagnosis_says_that_the_facts_are_the_same():
    later = {**CASES["waste"], "stage": "diffusion"}
    for reading in ("stage", "symptom"):
        note = blockage.respond(**later, reading=reading)["notes"][1]
        assert "按阶段是扩散型阻滞，按表现是原生型阻滞" in note


def test_clearing_is_marked_as_the_chapters_claim():
    for key in ("waste", "complaints", "doctors"):
        assert blockage.respond(**CASES[key])["notes"][-1].startswith("教材主张")
    assert not any("教材主张" in note for note in blockage.respond(**CASES["clear"])["notes"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_verdict_has_its_headline(lang):
    settings = [*CASES.values(), {"copied_execution": "strong", "reading": "symptom"}]
    told = {blockage.respond(lang=lang, **setting)["headline"] for setting in settings}
    assert len(told) == len(settings)
    assert {_verdict(**setting) for setting in settings} == {
        label["zh"] for label in blockage.VERDICT_LABELS.values()
    }


def test_figure_shows_each_sign_in_the_colour_of_its_type():
    def colors(reading):
        bars = blockage.respond(copied_execution="strong", reading=reading)["figure"]["data"][1]
        return dict(zip(bars["y"], bars["marker"]["color"], strict=True))

    copied, waiting = blockage.SYMPTOM_ROWS[0], blockage.SYMPTOM_ROWS[2]
    assert colors("stage")[copied] == colors("stage")[waiting] == blockage.COLORS["diffusion"]
    assert colors("symptom")[copied] == blockage.COLORS["original"]


def test_prediction_exposes_the_misconception():
    assert blockage.predicted() == "not_enough_evidence"
    assert "not_blocked" in [option for option, _ in blockage.PREDICTION["options"]]
    settle(blockage.CONTROLS, blockage.PREDICTION["setting"])
