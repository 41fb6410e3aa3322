"""Table 2-3 and Figure 2-6 to the letter; asymmetry of seen and absent; what a check can tell."""

import itertools
import math

import pytest

from widgets.explorables.tables import rows
from widgets.models.blockage import (
    CRITERIA,
    READINGS,
    STAGES,
    SYMPTOMS,
    TYPES,
    chances,
    checks_left,
    criteria_of,
    diagnose,
    signs_at,
    type_of,
)

LEVELS = [None, 0, 0.3, 0.6, 1]
FIGURE = {
    "initiation": {"formalism"},
    "diffusion": {"formalism", "low_efficiency"},
    "institutionalisation": {"short_life"},
}
TABLE = {
    "original": {"copied_execution", "formal_makeover"},
    "diffusion": {"wait_and_see", "surface_spread"},
    "sustaining": {"short_lived", "in_name_only"},
}


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(150):
        stage, reading = draw.choice(STAGES), draw.choice(READINGS)
        symptoms = {s: draw.choice(LEVELS) for s in SYMPTOMS if draw.random() < 0.8}
        how = {"reading": reading, "threshold": draw.choice([0.2, 0.5, 0.9])}
        yield "diagnose", [stage, symptoms], how
        yield "checks_left", [stage, symptoms], {**how, "chance": draw.random()}
        yield "chances", [stage, symptoms], {**how, "chance": draw.random()}
        yield "type_of", [draw.choice(SYMPTOMS), stage, reading], {}
    for stage in STAGES:
        yield "criteria_of", [stage], {}
        yield "signs_at", [stage], {}
    yield "diagnose", ["end", {}], {}
    yield "diagnose", ["diffusion", {"wait_and_see": 2}], {}


def _complete(stage, *seen):
    return {symptom: float(symptom in seen) for symptom in signs_at(stage)}


def _every_complete():
    for stage in STAGES:
        for seen in itertools.product([0, 1], repeat=len(signs_at(stage))):
            yield stage, dict(zip(signs_at(stage), seen, strict=True))


def test_figure_ties_criteria_to_stages_as_the_text_says():
    assert {stage: set(criteria_of(stage)) for stage in STAGES} == FIGURE


def test_figure_of_the_book_is_the_models():
    names = {"发起": "initiation", "扩散": "diffusion", "制度化": "institutionalisation"}
    criteria = {"形式化": "formalism", "低效化": "low_efficiency", "短期化": "short_life"}
    nodes = {row["node"]: row["label_zh"] for row in rows("diagram_nodes") if row["figure"] == "2-6"}
    drawn = {
        (names[nodes[arrow["from"]]], criteria[nodes[arrow["to"]]])
        for arrow in rows("diagram_arrows")
        if arrow["figure"] == "2-6" and nodes[arrow["to"]] in criteria
    }
    assert drawn == {(stage, criterion) for stage in STAGES for criterion in criteria_of(stage)}


def test_read_by_symptom_complete_evidence_gives_the_columns_of_table_2_3():
    for kind, signs in TABLE.items():
        for sign in signs:
            for stage in STAGES:
                if sign in signs_at(stage):
                    found = diagnose(stage, _complete(stage, sign), "symptom")
                    assert (found["verdict"], found["type"]) == ("blocked", kind)


def test_read_by_stage_complete_evidence_gives_one_type_for_each_stage():
    for stage, symptoms in _every_complete():
        found = diagnose(stage, symptoms)
        expected = TYPES[STAGES.index(stage)] if any(symptoms.values()) else None
        assert found["type"] == expected
        assert found["verdict"] == ("blocked" if expected else "not_blocked")


def test_with_complete_evidence_no_criterion_but_the_figures():
    met = {stage: set() for stage in STAGES}
    for stage, symptoms in _every_complete():
        met[stage] |= set(diagnose(stage, symptoms)["criteria"])
    assert met == FIGURE


def test_readings_differ_only_for_the_first_two_symptoms_at_diffusion():
    differ = {
        (stage, symptom)
        for stage in STAGES
        for symptom in SYMPTOMS
        if type_of(symptom, stage, "stage") != type_of(symptom, stage, "symptom")
    }
    assert differ == {("diffusion", "copied_execution"), ("diffusion", "formal_makeover")}


def test_one_sign_suffices_but_all_must_be_absent_to_rule_out():
    for reading, stage in itertools.product(READINGS, STAGES):
        for sign in signs_at(stage):
            assert diagnose(stage, {sign: 1}, reading)["types"] == [type_of(sign, stage, reading)]
            absent = dict.fromkeys(signs_at(stage), 0)
            assert diagnose(stage, absent, reading)["verdict"] == "not_blocked"
            del absent[sign]
            assert diagnose(stage, absent, reading)["verdict"] == "not_enough_evidence"


def test_no_check_is_the_same_as_none_given():
    for stage in STAGES:
        unchecked = dict.fromkeys(SYMPTOMS)
        assert diagnose(stage, unchecked) == diagnose(stage, {})
        assert diagnose(stage, {})["verdict"] == "not_enough_evidence"
        assert diagnose(stage, {})["missing"] == list(signs_at(stage))


def test_weak_evidence_neither_names_nor_clears():
    found = diagnose("initiation", {"copied_execution": 0.3, "formal_makeover": 0})
    assert (found["verdict"], found["missing"]) == ("not_enough_evidence", ["copied_execution"])


def test_a_lower_threshold_never_takes_a_type_away():
    for stage in STAGES:
        for strengths in itertools.product([0, 0.3, 0.6], repeat=len(signs_at(stage))):
            symptoms = dict(zip(signs_at(stage), strengths, strict=True))
            found = [set(diagnose(stage, symptoms, "symptom", t / 10)["types"]) for t in range(1, 10)]
            assert all(later <= earlier for earlier, later in itertools.pairwise(found))


def test_signs_of_another_stage_are_told_apart():
    symptoms = {"copied_execution": 0, "formal_makeover": 0, "short_lived": 1}
    found = diagnose("initiation", symptoms)
    assert (found["verdict"], found["off_stage"]) == ("stage_mismatch", ["short_lived"])
    symptoms["formal_makeover"] = 1
    found = diagnose("initiation", symptoms)
    assert (found["verdict"], found["type"], found["off_stage"]) == ("blocked", "original", ["short_lived"])


def test_two_types_are_mixed_and_an_unsettled_second_leaves_the_type_open():
    symptoms = {"copied_execution": 1, "wait_and_see": 1}
    assert diagnose("diffusion", symptoms, "symptom")["verdict"] == "mixed"
    assert diagnose("diffusion", {"copied_execution": 1}, "symptom")["verdict"] == "type_open"
    assert diagnose("diffusion", {"copied_execution": 1}, "symptom")["type"] is None
    assert diagnose("diffusion", symptoms)["type"] == "diffusion"


def test_ambiguous_means_that_the_other_reading_names_other_types():
    for stage, symptoms in _every_complete():
        one, other = (diagnose(stage, symptoms, reading) for reading in READINGS)
        assert one["ambiguous"] == other["ambiguous"] == (one["types"] != other["types"])


def test_the_stages_own_criterion_comes_first():
    found = diagnose("diffusion", {"wait_and_see": 0.6, "surface_spread": 1})
    assert (found["criterion"], found["criteria"]) == ("low_efficiency", ["low_efficiency", "formalism"])
    assert set(CRITERIA) == {c for stage in STAGES for c in criteria_of(stage)}


def test_information_is_at_most_a_bit_and_none_when_the_conclusion_is_settled():
    for reading, stage in itertools.product(READINGS, STAGES):
        for strengths in itertools.product([None, 0, 1], repeat=len(signs_at(stage))):
            symptoms = dict(zip(signs_at(stage), strengths, strict=True))
            checks = checks_left(stage, symptoms, reading)
            told = [check["information"] for check in checks]
            assert {check["symptom"] for check in checks} == set(diagnose(stage, symptoms)["missing"])
            assert told == sorted(told, reverse=True)
            assert all(0 <= bits <= 1 for bits in told)
            if len(checks) == 1 and told[0] > 0:
                assert told[0] == pytest.approx(1)
                assert checks[0]["if_seen"] != checks[0]["if_absent"]


def test_information_of_two_open_signs_of_one_type():
    """The conclusion is blocked in three of four ways; one check settles it or leaves a coin toss."""
    before = -(3 / 4) * math.log2(3 / 4) - (1 / 4) * math.log2(1 / 4)
    told = [check["information"] for check in checks_left("initiation", {})]
    assert told == pytest.approx([before - 1 / 2] * 2)


def test_chances_agree_with_counting_every_ending():
    for reading, stage in itertools.product(READINGS, STAGES):
        for strengths in itertools.product([None, 0, 1], repeat=len(signs_at(stage))):
            symptoms = dict(zip(signs_at(stage), strengths, strict=True))
            missing = diagnose(stage, symptoms)["missing"]
            counted = dict.fromkeys([*TYPES, "any"], 0.0)
            for ending in itertools.product([0, 1], repeat=len(missing)):
                weight = 0.3 ** sum(ending) * 0.7 ** (len(missing) - sum(ending))
                types = diagnose(stage, symptoms | dict(zip(missing, ending, strict=True)), reading)["types"]
                for kind in [*types, *(["any"] if types else [])]:
                    counted[kind] += weight
            assert chances(stage, symptoms, reading, chance=0.3) == pytest.approx(counted)


def test_a_sure_outcome_tells_nothing():
    for chance in (0, 1):
        assert [c["information"] for c in checks_left("diffusion", {}, chance=chance)] == [0] * 4


def test_a_check_is_worth_nothing_once_the_type_is_sure():
    assert [c["information"] for c in checks_left("diffusion", {"wait_and_see": 1})] == [0, 0, 0]
    by_symptom = checks_left("diffusion", {"wait_and_see": 1}, "symptom")
    worth = {c["symptom"]: c["information"] > 0 for c in by_symptom}
    assert worth == {"copied_execution": True, "formal_makeover": True, "surface_spread": False}


BAD = [math.nan, math.inf, -0.01, 1.01, "0.5", "", True, [0.5], {}, 1e400]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_strengths_and_thresholds_are_refused_by_name(bad):
    with pytest.raises(ValueError, match=r"^wait_and_see: got .*, expected a number from 0 to 1"):
        diagnose("diffusion", {"wait_and_see": bad})
    with pytest.raises(ValueError, match=r"^threshold: got .*, expected a number from 0\.05 to 1"):
        checks_left("diffusion", {}, threshold=bad)
    for call in (chances, checks_left):
        with pytest.raises(ValueError, match=r"^chance: got .*, expected a number from 0 to 1"):
            call("diffusion", {}, chance=bad)


@pytest.mark.parametrize("bad", ["", "end", None, 1, ["diffusion"]], ids=repr)
def test_unknown_names_are_refused(bad):
    for name, call in {
        "stage": lambda: diagnose(bad, {}),
        "reading": lambda: checks_left("diffusion", {}, bad),
        "symptom": lambda: type_of(bad, "diffusion"),
    }.items():
        with pytest.raises(ValueError, match=rf"^{name}: got .*, expected one of "):
            call()
    with pytest.raises(ValueError, match=r"^symptoms: got 'cough', expected one of copied_execution"):
        diagnose("diffusion", {"cough": 1})
