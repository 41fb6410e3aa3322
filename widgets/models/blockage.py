"""Which blockage is it: criterion and type from a stage and six things one can look for.

The types and their two manifestations each are Table 2-3's, the tie of criteria to stages is Figure 2-6's
(both after Wang & Tang 2024, as the chapter gives them). The rule of evidence, that a sign counts from a
threshold on and that a check not made is not a finding, is this book's.
"""

import math

from widgets.models.bounds import require_between

STAGES = ("initiation", "diffusion", "institutionalisation")
CRITERIA = ("formalism", "low_efficiency", "short_life")
TYPES = ("original", "diffusion", "sustaining")
READINGS = ("stage", "symptom")

# Figure 2-6: the criteria tied to each stage, the main one first.
CRITERIA_OF_STAGE = (
    ("initiation", ("formalism",)),
    ("diffusion", ("low_efficiency", "formalism")),
    ("institutionalisation", ("short_life",)),
)
# Table 2-3's manifestations: type, criterion whose definition they meet, stages at which they can be seen.
_SIGNS = (
    ("copied_execution", "original", "formalism", ("initiation", "diffusion")),
    ("formal_makeover", "original", "formalism", ("initiation", "diffusion")),
    ("wait_and_see", "diffusion", "low_efficiency", ("diffusion",)),
    ("surface_spread", "diffusion", "formalism", ("diffusion",)),
    ("short_lived", "sustaining", "short_life", ("institutionalisation",)),
    ("in_name_only", "sustaining", "short_life", ("institutionalisation",)),
)
SYMPTOMS = tuple(sign[0] for sign in _SIGNS)


def criteria_of(stage: str) -> tuple[str, ...]:
    """Criteria that Figure 2-6 ties to a stage, the main one first.

    Parameters
    ----------
    stage : str
        One of `STAGES`.

    Returns
    -------
    tuple of str
        From `CRITERIA`.

    Raises
    ------
    ValueError
        If the stage is unknown.

    Notes
    -----
    Source: Figure 2-6 of the chapter and the sentence before it: formalism marks the stages of
    initiation (more often) and diffusion, low efficiency diffusion, short life institutionalisation.

    Examples
    --------
    >>> criteria_of("diffusion")
    ('low_efficiency', 'formalism')
    """
    _one_of("stage", stage, STAGES)
    return next(criteria for name, criteria in CRITERIA_OF_STAGE if name == stage)


def signs_at(stage: str) -> tuple[str, ...]:
    """Symptoms that can be seen at a stage.

    Parameters
    ----------
    stage : str
        One of `STAGES`.

    Returns
    -------
    tuple of str
        From `SYMPTOMS`, in the order of Table 2-3.

    Raises
    ------
    ValueError
        If the stage is unknown.

    Notes
    -----
    Source: a symptom can be seen where Figure 2-6 has its criterion; a spread on the surface
    presupposes a spread, so that it is not looked for at initiation.

    Examples
    --------
    >>> signs_at("initiation")
    ('copied_execution', 'formal_makeover')
    """
    _one_of("stage", stage, STAGES)
    return tuple(symptom for symptom, _, _, stages in _SIGNS if stage in stages)


def type_of(symptom: str, stage: str, reading: str = "stage") -> str | None:
    """Type that a symptom speaks for at a stage.

    Parameters
    ----------
    symptom : str
        One of `SYMPTOMS`.
    stage : str
        One of `STAGES`.
    reading : {"stage", "symptom"}
        "stage": one type for each stage, as the types are introduced. "symptom": the column of
        Table 2-3 that holds the symptom, as the running text describes the first type, with
        examples borrowed from elsewhere. They differ only for the first two symptoms at diffusion.

    Returns
    -------
    str or None
        From `TYPES`; None if the symptom cannot be seen at that stage.

    Raises
    ------
    ValueError
        If a name is unknown.

    Examples
    --------
    >>> type_of("formal_makeover", "diffusion"), type_of("formal_makeover", "diffusion", "symptom")
    ('diffusion', 'original')
    """
    _one_of("symptom", symptom, SYMPTOMS)
    _one_of("reading", reading, READINGS)
    if symptom not in signs_at(stage):
        return None
    if reading == "stage":
        return TYPES[STAGES.index(stage)]
    return _SIGNS[SYMPTOMS.index(symptom)][1]


def diagnose(
    stage: str, symptoms: dict[str, float | None], reading: str = "stage", threshold: float = 0.5
) -> dict[str, object]:
    """Criterion and type of a blockage, or what is missing to tell.

    A symptom is seen from `threshold` on, absent at 0, weak in between; left out or None it was not
    looked for. One that is seen suffices for its type, since Table 2-3 lists two ways for each; to rule
    a type out all its symptoms must be absent. Weak signs and checks not made leave a type open.

    Parameters
    ----------
    stage : str
        Stage that the innovation has reached, one of `STAGES`.
    symptoms : dict
        Strength of the evidence by symptom, 0 (looked for and not found) to 1; None or no key: not
        looked for.
    reading : {"stage", "symptom"}
        What decides the type where formalism appears at diffusion; see `type_of`.
    threshold : float, default 0.5
        Strength from which a symptom counts as seen, 0.05 to 1. Illustrative.

    Returns
    -------
    dict
        verdict : "blocked" (one type), "mixed" (several), "type_open" (blocked, a further type is
        neither seen nor ruled out), "not_blocked" (all that the stage can show is absent),
        "stage_mismatch" (only symptoms of another stage are seen) or "not_enough_evidence";
        type : the one type, or None; types : all that are seen;
        criterion : the stage's main criterion if it is met, else another that is met, or None;
        criteria : all that are met;
        evidence : for each type, status ("seen", "open", "ruled_out" or "not_at_stage"), support
        (strongest sign, 0 if none), and the symptoms for, against, weak and missing;
        missing : symptoms of the stage that are weak or not looked for;
        off_stage : symptoms seen that belong to another stage;
        ambiguous : True if the other reading gives other types.

    Raises
    ------
    ValueError
        If a name is unknown or a strength or the threshold is out of range.

    Notes
    -----
    Source: Table 2-3 and Figure 2-6 of the chapter, after Wang & Tang (2024), Chinese Public
    Administration 40(3), 51-62. Neither gives a threshold or says how much must be looked for.

    Examples
    --------
    >>> found = diagnose("institutionalisation", {"short_lived": 0, "in_name_only": 0.9})
    >>> found["verdict"], found["type"], found["criterion"]
    ('blocked', 'sustaining', 'short_life')
    >>> diagnose("diffusion", {"wait_and_see": 0})["verdict"]
    'not_enough_evidence'
    """
    _one_of("reading", reading, READINGS)
    status = _statuses(symptoms, require_between("threshold", threshold, 0.05, 1))
    here = signs_at(stage)
    evidence = {kind: _evidence(kind, stage, reading, status, symptoms) for kind in TYPES}
    types = _with_status(evidence, "seen")
    other = READINGS[1 - READINGS.index(reading)]
    criteria = _criteria_met(stage, status)
    return {
        "verdict": _verdict(types, evidence, here, status),
        "type": types[0] if len(types) == 1 and not _with_status(evidence, "open") else None,
        "types": types,
        "criterion": criteria[0] if criteria else None,
        "criteria": criteria,
        "evidence": evidence,
        "missing": _unsettled(stage, status),
        "off_stage": [s for s in SYMPTOMS if s not in here and status[s] == "seen"],
        "ambiguous": types != _types_seen(stage, other, status),
    }


def chances(
    stage: str,
    symptoms: dict[str, float | None],
    reading: str = "stage",
    threshold: float = 0.5,
    chance: float = 0.5,
) -> dict[str, float]:
    """Probability that each type would be seen if every check of the stage were settled.

    1 - (1 - chance)^k for a type with k unsettled checks and none seen; 1 once one is seen; 0 if ruled out.

    Parameters
    ----------
    stage, symptoms, reading, threshold
        As in `diagnose`.
    chance : float, default 0.5
        Probability that an unsettled check finds its symptom, each on its own, 0 to 1. Illustrative.

    Returns
    -------
    dict
        A probability for each of `TYPES`, and `any`: that some type is seen.

    Raises
    ------
    ValueError
        As `diagnose` does, or if the chance is out of range.

    Notes
    -----
    Source: complement of k independent misses, elementary probability.

    Examples
    --------
    >>> found = chances("diffusion", {"wait_and_see": 0}, chance=0.3)
    >>> round(found["any"], 3), found["sustaining"]
    (0.657, 0.0)
    """
    _one_of("reading", reading, READINGS)
    status = _statuses(symptoms, require_between("threshold", threshold, 0.05, 1))
    chance = require_between("chance", chance, 0, 1)
    here = signs_at(stage)
    found = {kind: _reached(_speaking_for(kind, stage, reading), status, chance) for kind in TYPES}
    found["any"] = _reached(list(here), status, chance)
    return found


def checks_left(
    stage: str,
    symptoms: dict[str, float | None],
    reading: str = "stage",
    threshold: float = 0.5,
    chance: float = 0.5,
) -> list[dict[str, object]]:
    """What each check not yet settled could decide, the most informative first.

    Every way in which the unsettled checks of the stage may come out is diagnosed. The information of
    a check is the entropy of the types found less its mean once the check is made.

    Parameters
    ----------
    stage, symptoms, reading, threshold, chance
        As in `chances`.

    Returns
    -------
    list of dict
        symptom : one of the diagnosis' `missing`; information : bits, 0 if no outcome can change the
        conclusion; if_seen, if_absent : verdict and types after this check alone.

    Raises
    ------
    ValueError
        As `chances` does.

    Notes
    -----
    Source: mutual information, Shannon (1948), A Mathematical Theory of Communication.

    Examples
    --------
    >>> [(c["symptom"], c["information"]) for c in checks_left("initiation", {"copied_execution": 0})]
    [('formal_makeover', 1.0)]
    >>> [c["information"] for c in checks_left("initiation", {"copied_execution": 1})]
    [0.0]
    """
    _one_of("reading", reading, READINGS)
    status = _statuses(symptoms, require_between("threshold", threshold, 0.05, 1))
    chance = require_between("chance", chance, 0, 1)
    missing = _unsettled(stage, status)
    endings = _endings(stage, reading, status, missing)
    told = {name: _information(name, endings, len(missing), chance) for name in missing}
    ranked = sorted((-round(told[name], 12), SYMPTOMS.index(name)) for name in missing)
    return [
        {
            "symptom": SYMPTOMS[place],
            "information": max(0.0, -loss),
            "if_seen": _conclusion(stage, _with(symptoms, SYMPTOMS[place], 1), reading, threshold),
            "if_absent": _conclusion(stage, _with(symptoms, SYMPTOMS[place], 0), reading, threshold),
        }
        for loss, place in ranked
    ]


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name}: got {value!r}, expected one of {', '.join(allowed)}")


def _statuses(symptoms: dict[str, float | None], threshold: float) -> dict[str, str]:
    for name in symptoms:
        _one_of("symptoms", name, SYMPTOMS)
    return {symptom: _status(symptom, symptoms.get(symptom), threshold) for symptom in SYMPTOMS}


def _status(symptom: str, strength: float | None, threshold: float) -> str:
    if strength is None:
        return "missing"
    found = require_between(symptom, strength, 0, 1)
    if found >= threshold:
        return "seen"
    return "weak" if found > 0 else "absent"


def _speaking_for(kind: str, stage: str, reading: str) -> list[str]:
    return [symptom for symptom in SYMPTOMS if type_of(symptom, stage, reading) == kind]


def _evidence(
    kind: str, stage: str, reading: str, status: dict[str, str], symptoms: dict[str, float | None]
) -> dict[str, object]:
    signs = _speaking_for(kind, stage, reading)
    groups = {
        name: [sign for sign in signs if status[sign] == wanted]
        for name, wanted in (("for", "seen"), ("against", "absent"), ("weak", "weak"), ("missing", "missing"))
    }
    if not signs:
        verdict = "not_at_stage"
    elif groups["for"]:
        verdict = "seen"
    else:
        verdict = "open" if groups["weak"] or groups["missing"] else "ruled_out"
    found: dict[str, object] = {"status": verdict, "support": max([0.0] + _strengths(signs, symptoms))}
    found.update(groups)
    return found


def _strengths(signs: list[str], symptoms: dict[str, float | None]) -> list[float]:
    return [float(symptoms.get(sign) or 0) for sign in signs]


def _with_status(evidence: dict[str, dict[str, object]], status: str) -> list[str]:
    return [kind for kind in TYPES if evidence[kind]["status"] == status]


def _unsettled(stage: str, status: dict[str, str]) -> list[str]:
    return [symptom for symptom in signs_at(stage) if status[symptom] in ("weak", "missing")]


def _types_seen(stage: str, reading: str, status: dict[str, str]) -> list[str]:
    seen = [type_of(symptom, stage, reading) for symptom in SYMPTOMS if status[symptom] == "seen"]
    return [kind for kind in TYPES if kind in seen]


def _criteria_met(stage: str, status: dict[str, str]) -> list[str]:
    here = signs_at(stage)
    met = [criterion for sign, _, criterion, _ in _SIGNS if sign in here and status[sign] == "seen"]
    return [criterion for criterion in criteria_of(stage) if criterion in met]


def _verdict(
    types: list[str], evidence: dict[str, dict[str, object]], here: tuple[str, ...], status: dict[str, str]
) -> str:
    if len(types) > 1:
        return "mixed"
    if types:
        return "type_open" if _with_status(evidence, "open") else "blocked"
    if any(status[symptom] == "seen" for symptom in SYMPTOMS):
        return "stage_mismatch"
    return "not_enough_evidence" if _with_status(evidence, "open") else "not_blocked"


def _with(symptoms: dict[str, float | None], symptom: str, strength: float) -> dict[str, float | None]:
    changed = dict(symptoms)
    changed[symptom] = strength
    return changed


def _conclusion(
    stage: str, symptoms: dict[str, float | None], reading: str, threshold: float
) -> dict[str, object]:
    found = diagnose(stage, symptoms, reading, threshold)
    return {"verdict": found["verdict"], "types": found["types"]}


def _endings(
    stage: str, reading: str, status: dict[str, str], missing: list[str]
) -> list[tuple[tuple[str, ...], list[str]]]:
    """Ways in which the unsettled checks may come out: those seen, and the types that they give."""
    endings = []
    for way in range(2 ** len(missing)):
        seen = tuple(symptom for place, symptom in enumerate(missing) if way // 2**place % 2)
        completed = dict(status)
        for symptom in missing:
            completed[symptom] = "seen" if symptom in seen else "absent"
        endings.append((seen, _types_seen(stage, reading, completed)))
    return endings


def _information(
    symptom: str, endings: list[tuple[tuple[str, ...], list[str]]], missing: int, chance: float
) -> float:
    weighed = [
        (symptom in seen, types, chance ** len(seen) * (1 - chance) ** (missing - len(seen)))
        for seen, types in endings
    ]
    after = sum(
        _entropy([(types, weight) for was_seen, types, weight in weighed if was_seen == found])
        for found in (True, False)
    )
    return _entropy([(types, weight) for _, types, weight in weighed]) - after


def _entropy(weighed: list[tuple[list[str], float]]) -> float:
    """Bits of uncertainty about the types, times the probability of the ways listed."""
    total = sum(weight for _, weight in weighed)
    bits = 0.0
    for types, weight in weighed:
        if weight > 0:
            alike = sum(other for others, other in weighed if others == types)
            bits -= weight * math.log(alike / total) / math.log(2)
    return bits


def _reached(signs: list[str], status: dict[str, str], chance: float) -> float:
    if any(status[sign] == "seen" for sign in signs):
        return 1.0
    unsettled = sum(status[sign] in ("weak", "missing") for sign in signs)
    return float(1 - (1 - chance) ** unsettled)
