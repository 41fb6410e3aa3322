"""What the codings of a case leave possible: ranges instead of guesses for what is not coded.

A case is seldom coded whole. An indicator that is not coded may still take any value, so that a strength
has a least and a greatest value, and a verdict stands only if no value of what is missing can overturn
it. With everything coded the ranges shrink to the answers of `typology`, `drivers` and `blockage`.
"""

from widgets.models.blockage import TYPES as BLOCKAGES
from widgets.models.blockage import diagnose
from widgets.models.bounds import require_between
from widgets.models.drivers import MODES, TIE, force, starting_strengths
from widgets.models.typology import (
    INDICATOR_MAX,
    MECHANISMS,
    TYPES,
    dominance,
    mechanism_strengths,
    type_probabilities,
)

INDICATORS = ("c1", "c2", "e1", "e2", "n1", "n2")
PARTS_OF_FORCE = (
    ("top", ("t1", "t2")),
    ("internal", ("n1", "n2", "n3")),
    ("external", ("o1", "o2", "o3", "o4")),
    ("technology", ("technology",)),
)
CONDITIONS = ("initiative", "capability", "cost")
DRIVES = tuple([part for _, parts in PARTS_OF_FORCE for part in parts]) + CONDITIONS


def mechanism_ranges(scores: dict[str, float | None]) -> dict[str, tuple[float, float]]:
    """Least and greatest strength of each mechanism.

    Parameters
    ----------
    scores : dict
        Indicators c1, c2, e1, e2, n1, n2 from 0 to 4; None or no key: not coded.

    Returns
    -------
    dict
        For control, embedding, norm: (least, greatest), each in [0, 1]; equal if nothing that
        matters is missing.

    Raises
    ------
    ValueError
        If a score is out of range.

    Notes
    -----
    Source: `typology.mechanism_strengths` rises with each indicator, so that the bounds are its
    values with all that is missing at 0 and at 4.

    Examples
    --------
    >>> ranges = mechanism_ranges({"c1": 4, "c2": 4, "e1": 1, "n1": 2})
    >>> ranges["control"], ranges["embedding"], ranges["norm"]
    ((1.0, 1.0), (0.25, 1.0), (0.25, 0.75))
    """
    least, greatest = [
        mechanism_strengths(*[_filled(scores, indicator, value) for indicator in INDICATORS])
        for value in (0, INDICATOR_MAX)
    ]
    return {mechanism: (least[mechanism], greatest[mechanism]) for mechanism in MECHANISMS}


def type_ranges(
    mechanisms: dict[str, tuple[float, float]], sharpness: float = 6.0
) -> dict[str, tuple[float, float]]:
    """Least and greatest probability of each type.

    Parameters
    ----------
    mechanisms : dict
        As `mechanism_ranges` returns them.
    sharpness : float, default 6
        As in `typology.type_probabilities`.

    Returns
    -------
    dict
        For each type: (least, greatest) probability.

    Raises
    ------
    ValueError
        If a strength or the sharpness is out of range.

    Notes
    -----
    Source: a type's probability rises with its own mechanism and falls with the others.

    Examples
    --------
    >>> known = {"control": (1, 1), "embedding": (0, 1), "norm": (0, 0)}
    >>> [round(bound, 3) for bound in type_ranges(known)["central_led"]]
    [0.499, 0.995]
    """
    return {
        kind: (
            _probabilities(mechanisms, kind, 0, sharpness)[kind],
            _probabilities(mechanisms, kind, 1, sharpness)[kind],
        )
        for kind in TYPES
    }


def possible_verdicts(
    mechanisms: dict[str, tuple[float, float]], sharpness: float = 6.0, mixed_below: float = 0.15
) -> list[str]:
    """Verdicts on the type that the codings do not rule out.

    Parameters
    ----------
    mechanisms : dict
        As `mechanism_ranges` returns them.
    sharpness, mixed_below : float
        As in `typology.type_probabilities` and `typology.dominance`.

    Returns
    -------
    list of str
        Types in the order of Table 2-2, then "mixed"; one name if the verdict stands whatever
        the rest. Values between two steps of the scale count as possible.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Source: a type can lead if it does so in its best case; it leads for certain if it does so in
    its worst. Between two types that can lead lies a tie, which is mixed.

    Examples
    --------
    >>> possible_verdicts(mechanism_ranges({"c1": 4, "c2": 4}))
    ['central_led', 'mixed']
    >>> possible_verdicts(mechanism_ranges({"c1": 4, "c2": 4, "e1": 2, "e2": 1, "n1": 1}))
    ['central_led']
    """
    possible = []
    for kind in TYPES:
        worst, best = [
            dominance(_probabilities(mechanisms, kind, case, sharpness), mixed_below) for case in (0, 1)
        ]
        if worst.type == kind and not worst.mixed:
            return [kind]
        if best.type == kind and not best.mixed:
            possible.append(kind)
    return possible + ["mixed"]


def mode_ranges(codings: dict[str, float | None]) -> dict[str, tuple[float, float]]:
    """Least and greatest strength with which each mode of driving sets out.

    Parameters
    ----------
    codings : dict
        `DRIVES` from 0 to 1: the sub-drives of Figure 2-3, technology, initiative, capability and
        cost; None or no key: not coded.

    Returns
    -------
    dict
        For each mode of `drivers.MODES`: (least, greatest).

    Raises
    ------
    ValueError
        If a coding is out of range.

    Notes
    -----
    Source: `drivers.starting_strengths` rises with everything but the cost.

    Examples
    --------
    >>> ranges = mode_ranges({"t1": 1, "t2": 0.5, "n1": 1, "n2": 1, "n3": 1})
    >>> ranges["top_led"], ranges["endogenous"], ranges["adaptive"]
    ((0.75, 0.75), (0.0, 1.0), (0.0, 1.0))
    """
    least, greatest = [
        starting_strengths(cost=_filled(codings, "cost", 1 - value), **_rising(codings, value))
        for value in (0, 1)
    ]
    return {mode: (least[mode], greatest[mode]) for mode in MODES}


def possible_leads(modes: dict[str, tuple[float, float]]) -> list[tuple[str, ...]]:
    """Modes that may lead at the start.

    Parameters
    ----------
    modes : dict
        As `mode_ranges` returns them.

    Returns
    -------
    list of tuple of str
        One tuple if the lead is known: the leading mode, several in a tie, none if all strengths
        are 0. Else each mode that may lead or share the lead, alone, and an empty tuple if all may
        be 0.

    Raises
    ------
    ValueError
        If a strength is out of range.

    Notes
    -----
    Source: classification by the dominant force, chapter, section 2.

    Examples
    --------
    >>> known = {"endogenous": (0, 0.3), "adaptive": (0.5, 0.6), "top_led": (0, 1), "technology": (0, 0)}
    >>> possible_leads(known)
    [('adaptive',), ('top_led',)]
    >>> known["top_led"] = (0.2, 0.4)
    >>> possible_leads(known)
    [('adaptive',)]
    """
    floor = max(require_between(mode, modes[mode][0], 0, 1) for mode in MODES)
    able = [mode for mode in MODES if modes[mode][1] > TIE and modes[mode][1] >= floor - TIE]
    if all(modes[mode][1] - modes[mode][0] <= TIE for mode in able):
        return [tuple(able)]
    alone: list[tuple[str, ...]] = [(mode,) for mode in able]
    return alone if floor > TIE else alone + [()]


def support_ranges(
    stage: str | None, symptoms: dict[str, float | None]
) -> dict[str, tuple[float, float] | None]:
    """Least and greatest support for each type of blockage.

    Parameters
    ----------
    stage : str or None
        One of `blockage.STAGES`; None: not coded.
    symptoms : dict
        As in `blockage.diagnose`.

    Returns
    -------
    dict
        For each type: (least, greatest) strength of its strongest sign; None if the type cannot be
        seen at that stage.

    Raises
    ------
    ValueError
        As `blockage.diagnose` does.

    Notes
    -----
    Source: `blockage.diagnose`; a check not made may still find the sign in full.

    Examples
    --------
    >>> support_ranges("institutionalisation", {"short_lived": 0.25})
    {'original': None, 'diffusion': None, 'sustaining': (0.25, 1.0)}
    """
    if stage is None:
        return dict.fromkeys(BLOCKAGES, (0.0, 1.0))
    evidence = diagnose(stage, symptoms)["evidence"]
    return {kind: _support_range(evidence[kind]) for kind in BLOCKAGES}  # type: ignore[index]


def _filled(codings: dict[str, float | None], key: str, value: float) -> float:
    coded = codings.get(key)
    return value if coded is None else coded


def _probabilities(
    mechanisms: dict[str, tuple[float, float]], kind: str, case: int, sharpness: float
) -> dict[str, float]:
    """Probabilities in the worst (0) or best (1) case for a type."""
    own = MECHANISMS[TYPES.index(kind)]
    strengths = {m: mechanisms[m][case if m == own else 1 - case] for m in MECHANISMS}
    return type_probabilities(
        strengths["control"], strengths["embedding"], strengths["norm"], sharpness=sharpness
    )


def _rising(codings: dict[str, float | None], value: float) -> dict[str, float]:
    """The arguments that raise a mode, with all that is missing at `value`."""
    given = {name: force([_filled(codings, part, value) for part in parts]) for name, parts in PARTS_OF_FORCE}
    given["initiative"] = _filled(codings, "initiative", value)
    given["capability"] = _filled(codings, "capability", value)
    return given


def _support_range(evidence: dict[str, object]) -> tuple[float, float] | None:
    if evidence["status"] == "not_at_stage":
        return None
    support = require_between("support", evidence["support"], 0, 1)
    return support, 1.0 if evidence["missing"] else support
