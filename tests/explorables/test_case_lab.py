"""The profile of a case gives what the three explorables give, and claims nothing about what is not coded."""

import random
from urllib.parse import urlencode

import pytest

from widgets import explorables
from widgets.explorables import blockage, case_lab, drivers
from widgets.explorables.wording import number
from widgets.models.case_profile import DRIVES, INDICATORS

SEEDS = range(40)
LONGEST_ADDRESS = 8000  # bytes of a request that common servers take


def _measures(setting, name="case_lab"):
    return {m["label"]: m["text"] for m in explorables.answer(name, setting)["measures"]}


def _coded(draw, part, keys):
    return {f"{part}_{key}": str(draw.randint(0, 4)) for key in keys}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_whole_type_is_that_of_typology(seed):
    coded = _coded(random.Random(seed), "typology", INDICATORS)
    ours = _measures(coded)
    theirs = _measures({i: int(coded["typology_" + i]) for i in INDICATORS}, "typology")
    assert ours["类型"].split("（")[0] == theirs["判断"]
    for kind in ("中央主导型", "地方回应型", "地方自发型"):
        assert ours[kind + "的概率"] == theirs[kind + "创新"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_whole_drive_is_that_of_drivers(seed):
    coded = _coded(random.Random(seed), "drivers", DRIVES)
    ours = _measures(coded)
    theirs = explorables.answer("drivers", {key: int(coded["drivers_" + key]) / 4 for key in DRIVES})
    assert ours["动力"] == theirs["measures"][0]["text"]
    starts = {row[0]: row[1] for row in theirs["table"]["rows"]}
    assert {label: ours[label + "的起点"] for label in starts} == starts


@pytest.mark.parametrize("seed", SEEDS)
def test_a_blockage_is_that_of_blockage_whatever_was_looked_for(seed):
    draw = random.Random(seed)
    setting = {"stage": draw.choice(list(blockage.STAGE_LABELS))}
    setting |= {symptom: draw.choice(list(blockage.STRENGTHS)) for symptom in blockage.SYMPTOM_LABELS}
    ours = _measures({f"blockage_{key}": value for key, value in setting.items()})
    theirs = explorables.answer("blockage", setting)
    verdict, types = (measure["text"] for measure in theirs["measures"][:2])
    expected = {"阻滞": types, "没有阻滞": verdict}.get(
        verdict, f"{verdict}（{types}）".replace("（无）", "")
    )
    assert ours["阻滞"] == expected
    assert [ours[row[0] + "的证据"] for row in theirs["table"]["rows"]] == [
        row[1] for row in theirs["table"]["rows"]
    ]


def test_scales_and_questions_are_those_of_the_parts():
    ours = {control["key"]: control for control in case_lab.CONTROLS}
    for part in ("typology", "drivers", "blockage"):
        for control in explorables.load(part).CONTROLS:
            coded = ours.get(f"{part}_{control['key']}")
            if coded:
                assert (coded["label"], coded["meaning"]) == (control["label"], control["meaning"])
    highest = case_lab.respond(drivers_capability="4", typology_c1="4")["details"]["rows"]
    values = {row[0]: row[3] for row in highest}
    assert (values["实际能力"], values["上级政府的态度和行为"]) == ("1.00", "4.00")


def test_nothing_coded_concludes_nothing():
    answer = case_lab.respond()
    assert answer["headline"] == "三部分都还没有编码：现在什么结论都不能下。"
    assert {
        row[1].split(" ")[0] for row in answer["table"]["rows"] if row[0] in ("类型", "动力", "阻滞")
    } == {"未编码"}
    assert not [trace for trace in answer["figure"]["data"] if trace["mode"] == "markers" and trace["x"]]


def test_two_highest_scores_settle_nothing_while_the_others_are_missing():
    setting = case_lab.PREDICTION["setting"]
    assert _measures(setting)["类型"] == "未定（中央主导型或混合）"
    assert "社会化程度" in case_lab.respond(**setting)["notes"][0]
    assert case_lab.respond(**setting, typology_e1="1", typology_e2="1", typology_n1="0")[
        "headline"
    ].startswith("类型：中央主导型创新")


def test_a_missing_evidence_note_is_named_until_it_is_written():
    coded = {"typology_c1": "4", "drivers_t1": "4"}
    assert "缺证据说明的部分：类型、动力" in " ".join(case_lab.respond(**coded)["notes"])
    noted = case_lab.respond(**coded, typology_evidence="国务院文件", drivers_evidence="  ")
    assert "缺证据说明的部分：动力" in " ".join(noted["notes"])


def test_near_questions_with_distant_codings_are_pointed_out():
    high = {"typology_c1": "4", "typology_c2": "4"}
    low = {"drivers_t1": "0", "drivers_t2": "0"}
    assert "回到证据" in " ".join(case_lab.respond(**high, **low)["notes"])
    assert "回到证据" not in " ".join(case_lab.respond(**high)["notes"])


def test_presets_code_the_type_of_a_real_case_and_nothing_else():
    for preset in case_lab.PRESETS:
        measures = _measures(preset["settings"])
        assert (measures["动力"], measures["阻滞"]) == ("未编码", "未编码")
        assert measures["已编码"] == "6/26"
        identity, coder = preset["key"].rsplit("-", 1)
        case = next(case for case in case_lab.typology.CASES if case["id"] == identity)
        scores = {i: int(case[f"{i}_{coder}"]) for i in INDICATORS}
        assert measures["类型"].split("（")[0] == _measures(scores, "typology")["判断"]


def test_every_link_is_short_enough_for_common_servers():
    setting = {}
    for control in case_lab.CONTROLS:
        if control["kind"] == "text":
            setting[f"case_lab.{control['key']}"] = "😀" * control["longest"]
        else:
            setting[f"case_lab.{control['key']}"] = max((value for value, _ in control["options"]), key=len)
    assert len(urlencode(setting)) < LONGEST_ADDRESS


def test_report_holds_every_coding_result_note_and_caveat():
    setting = {
        "name": "河长制",
        "typology_c1": "3",
        "typology_evidence": "县委文件",
        "blockage_stage": "diffusion",
    }
    text, answer = case_lab.report(**setting), case_lab.respond(**setting)
    assert text.startswith("# 案例档案：河长制\n")
    for label, _, words, value in answer["details"]["rows"]:
        assert f"| {label} | {words} | {value} |" in text
    for note in answer["notes"]:
        assert note.replace("_", "\\_") in text
    for label, value in ((m["label"], m["text"]) for m in answer["measures"][:-2]):
        assert f"| {label} | {value} |" in text or f"结论：{value}" in text
    assert "证据说明：县委文件" in text
    assert "编码是判断，不是事实" in text
    assert "政府创新 · [案例编码](questions.html#explorable-case_lab)" in text


def test_typed_text_cannot_act_in_the_report():
    typed = "<img src=x onerror=alert(1)> [a](javascript:b) | `c`\n# d &lt; \\"
    text = case_lab.report(name=typed[:40], typology_evidence=typed)
    line = next(line for line in text.split("\n") if line.startswith("证据说明：\\<img"))
    assert line == (
        "证据说明：\\<img src=x onerror=alert(1)\\> \\[a\\](javascript:b) \\| \\`c\\` \\# d \\&lt; \\\\"
    )


def test_report_in_english_is_english():
    text = case_lab.report(lang="en", name="river chief", typology_c1="4")
    assert text.startswith("# Case profile: river chief\n")
    assert not any("\u4e00" <= char <= "\u9fff" for char in text)


def test_defaults_of_the_parts_are_named():
    note = case_lab.respond()["notes"][-1]
    for part, key in (("typology", "sharpness"), ("typology", "mixed_below"), ("blockage", "threshold")):
        default = next(c["default"] for c in explorables.load(part).CONTROLS if c["key"] == key)
        assert number(default) in note
    assert drivers.NAME in case_lab.PARTS


def _headline(**setting):
    return case_lab.respond(**{f"typology_{key}": value for key, value in setting.items()})["headline"]


def test_task_one_both_indicators_of_embedding_and_one_of_norm_settle_full_control():
    full = {"c1": "4", "c2": "4"}
    assert _headline(**full, e1="3", n1="3", n2="3").startswith("类型：未定")
    assert _headline(**full, e1="3", e2="3").startswith("类型：未定")
    assert _headline(**full, e1="3", e2="3", n1="3").startswith("类型：中央主导型创新（59%–80%）")
    assert _headline(**full, e1="4", e2="3", n1="3").startswith("类型：混合")
    assert _headline(**full, e1="3", e2="3", n1="4").startswith("类型：未定")


def test_task_two_a_zero_is_not_a_blank():
    full = {"c1": "4", "c2": "4"}
    assert _headline(**full, e1="0", e2="0", n1="0", n2="0").startswith("类型：中央主导型创新（100%）")
    assert _headline(**full).startswith("类型：未定")


def test_task_three_two_coders_of_wenling_differ_by_one_level_in_two_indicators():
    a, b = (p["settings"] for p in case_lab.PRESETS if p["key"].startswith("democratic-consultation"))
    differing = {i: (a["typology_" + i], b["typology_" + i]) for i in INDICATORS}
    assert {i: pair for i, pair in differing.items() if len(set(pair)) > 1} == {
        "e1": ("2", "3"),
        "n2": ("4", "3"),
    }
    assert _measures(a)["类型"] == "地方自发型创新（94%）"
    assert _measures(b)["类型"] == "地方自发型创新（67%）"


def test_task_four_full_control_and_no_force_from_the_top_do_not_go_together():
    setting = next(p["settings"] for p in case_lab.PRESETS if p["key"] == "shanghai-ftz-a")
    notes = case_lab.respond(**setting, drivers_t1="0", drivers_t2="0")["notes"]
    assert any("控制是 1.00，顶层驱动力是 0.00" in note for note in notes)


def test_coders_agree_least_on_administrative_culture_and_most_on_the_market():
    cases = case_lab.typology.CASES
    same = {i: sum(case[i + "_a"] == case[i + "_b"] for case in cases) for i in INDICATORS}
    assert min(same, key=same.get) == "n1"
    assert max(same, key=same.get) == "e2"
    gaps = [abs(int(case[i + "_a"]) - int(case[i + "_b"])) for case in cases for i in INDICATORS]
    assert sum(gap > 1 for gap in gaps) == 2
