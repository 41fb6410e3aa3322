"""What is not coded leaves a range; what is coded whole gives the three models' own answers."""

import itertools
import random

import pytest

from widgets.models import blockage, drivers, typology
from widgets.models.case_profile import (
    DRIVES,
    INDICATORS,
    PARTS_OF_FORCE,
    mechanism_ranges,
    mode_ranges,
    possible_leads,
    possible_verdicts,
    support_ranges,
    type_ranges,
)

SEEDS = range(60)


def _scores(draw, missing=0.4):
    return {i: None if draw.random() < missing else draw.randint(0, 4) for i in INDICATORS}


def _codings(draw, missing=0.4):
    return {key: None if draw.random() < missing else draw.randint(0, 4) / 4 for key in DRIVES}


def _symptoms(draw):
    return {symptom: draw.choice([None, 0, 0.3, 0.6, 0.9]) for symptom in blockage.SYMPTOMS}


def calls(draw):
    """Calls of every public function, on random input."""
    for _ in range(40):
        mechanisms = mechanism_ranges(_scores(draw))
        yield "mechanism_ranges", (_scores(draw),), {}
        yield "type_ranges", (mechanisms,), {"sharpness": draw.uniform(0, 20)}
        yield "possible_verdicts", (mechanisms,), {"mixed_below": draw.uniform(0, 0.5)}
        yield "mode_ranges", (_codings(draw),), {}
        yield "possible_leads", (mode_ranges(_codings(draw, draw.random())),), {}
        yield "support_ranges", (draw.choice([None, *blockage.STAGES]), _symptoms(draw)), {}
    yield "mechanism_ranges", ({"c1": 5},), {}
    yield "mode_ranges", ({"cost": -1},), {}
    yield "support_ranges", ("nowhere", {}), {}


def _strengths(scores):
    return typology.mechanism_strengths(*[scores[i] for i in INDICATORS])


def _start(codings):
    forces = {name: drivers.force([codings[part] for part in parts]) for name, parts in PARTS_OF_FORCE}
    conditions = {key: codings[key] for key in ("initiative", "capability", "cost")}
    return drivers.starting_strengths(**forces, **conditions)


@pytest.mark.parametrize("seed", SEEDS)
def test_whole_codings_give_the_answers_of_typology_and_drivers(seed):
    draw = random.Random(seed)
    scores, codings = _scores(draw, missing=0), _codings(draw, missing=0)
    strengths = _strengths(scores)
    assert mechanism_ranges(scores) == {m: (s, s) for m, s in strengths.items()}
    probabilities = typology.type_probabilities(**strengths)
    ranges = type_ranges(mechanism_ranges(scores))
    assert ranges == {kind: (p, p) for kind, p in probabilities.items()}
    verdict = typology.dominance(probabilities)
    assert possible_verdicts(mechanism_ranges(scores)) == ["mixed" if verdict.mixed else verdict.type]
    start = _start(codings)
    assert mode_ranges(codings) == {mode: (s, s) for mode, s in start.items()}
    assert possible_leads(mode_ranges(codings)) == [drivers.leading(start).modes]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_completion_lies_in_the_ranges_and_among_the_possible(seed):
    draw = random.Random(seed)
    scores, codings = _scores(draw), _codings(draw)
    ranges, modes = type_ranges(mechanism_ranges(scores)), mode_ranges(codings)
    verdicts, leads = possible_verdicts(mechanism_ranges(scores)), possible_leads(modes)
    for _ in range(30):
        whole = {i: draw.randint(0, 4) if s is None else s for i, s in scores.items()}
        probabilities = typology.type_probabilities(**_strengths(whole))
        assert all(low - 1e-12 <= probabilities[k] <= high + 1e-12 for k, (low, high) in ranges.items())
        found = typology.dominance(probabilities)
        assert ("mixed" if found.mixed else found.type) in verdicts
        start = _start({k: draw.randint(0, 4) / 4 if s is None else s for k, s in codings.items()})
        assert all(low - 1e-12 <= start[mode] <= high + 1e-12 for mode, (low, high) in modes.items())
        found = drivers.leading(start).modes
        assert found in leads or (set(found) <= {mode for lead in leads for mode in lead} and found)


def test_both_ends_of_a_type_range_are_reached():
    scores = {"c1": 3, "c2": 1, "e1": None, "e2": 0, "n1": None, "n2": 2}
    reached = []
    for e1, n1 in itertools.product(range(5), repeat=2):
        whole = _strengths({**scores, "e1": e1, "n1": n1})
        reached.append(typology.type_probabilities(**whole)["central_led"])
    assert type_ranges(mechanism_ranges(scores))["central_led"] == pytest.approx((min(reached), max(reached)))


def test_coding_one_more_never_widens_a_range():
    draw = random.Random(5)
    for _ in range(50):
        scores = _scores(draw, missing=0.8)
        before = type_ranges(mechanism_ranges(scores))
        for indicator in INDICATORS:
            if scores[indicator] is None:
                after = type_ranges(mechanism_ranges({**scores, indicator: draw.randint(0, 4)}))
                for kind, (low, high) in after.items():
                    assert before[kind][0] - 1e-12 <= low <= high <= before[kind][1] + 1e-12


def test_nothing_coded_leaves_everything_possible():
    assert possible_verdicts(mechanism_ranges({})) == [*typology.TYPES, "mixed"]
    assert possible_leads(mode_ranges({})) == [*((mode,) for mode in drivers.MODES), ()]
    assert support_ranges(None, {}) == dict.fromkeys(blockage.TYPES, (0.0, 1.0))


def test_a_lead_that_nothing_missing_can_overturn_is_settled():
    scores = {"c1": 4, "c2": 4, "e1": 1, "e2": 1, "n1": 0, "n2": None}
    assert possible_verdicts(mechanism_ranges(scores)) == ["central_led"]
    coded = {"t1": 1, "t2": 1, "o1": 0, "o2": 0, "o3": 0, "o4": 0, "technology": 0.5, "initiative": 0.5}
    assert possible_leads(mode_ranges(coded)) == [("top_led",)]


def test_checks_not_made_leave_the_support_of_a_blockage_open():
    seen = support_ranges("diffusion", {"wait_and_see": 0.9})["diffusion"]
    assert seen == (0.9, 1.0)
    whole = dict.fromkeys(blockage.SYMPTOMS, 0.3)
    assert support_ranges("institutionalisation", whole)["sustaining"] == (0.3, 0.3)
    assert support_ranges("initiation", whole)["sustaining"] is None


def test_bad_codings_are_refused_by_name():
    for call, name in (
        (lambda: mechanism_ranges({"c1": 5}), "c1"),
        (lambda: mode_ranges({"cost": -1}), "cost"),
        (lambda: support_ranges("nowhere", {}), "stage"),
    ):
        with pytest.raises(ValueError, match=name):
            call()
