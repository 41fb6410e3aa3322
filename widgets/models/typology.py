"""Control, embedding and norm: which mechanism leads, and so which type an innovation is.

The framework is the chapter's: Table 2-1 names two indicators for each mechanism,
Table 2-2 ties each type to the mechanism that dominates. The arithmetic that turns
indicators into probabilities is this book's own and illustrative.
"""

import math
from collections import namedtuple

from widgets.models.bounds import require_between

TYPE_OF_MECHANISM = (
    ("control", "central_led"),
    ("embedding", "locally_responsive"),
    ("norm", "locally_spontaneous"),
)
MECHANISMS = tuple(mechanism for mechanism, _ in TYPE_OF_MECHANISM)
TYPES = tuple(kind for _, kind in TYPE_OF_MECHANISM)
INDICATOR_MAX = 4

Dominance = namedtuple("Dominance", ["type", "margin", "mixed"])


def mechanism_strengths(c1: float, c2: float, e1: float, e2: float, n1: float, n2: float) -> dict[str, float]:
    """Strength of each mechanism from its two indicators.

    Control and norm are the mean of their two indicators: both parts must be there
    for the mechanism to work at full strength. Embedding is the larger of its two,
    because society or the market alone can press government to act.

    Parameters
    ----------
    c1 : float
        Superior initiative and attitude, 0 (none knew) to 4 (designed and ordered from above).
    c2 : float
        Fixed or informal support mechanism, 0 to 4.
    e1 : float
        Degree of socialisation: pressure of social demand, 0 to 4.
    e2 : float
        Degree of marketisation: pressure of market demand, 0 to 4.
    n1 : float
        Administrative culture, 0 to 4.
    n2 : float
        Culture of and will to innovation, 0 to 4.

    Returns
    -------
    dict
        Keys control, embedding, norm; each in [0, 1].

    Raises
    ------
    ValueError
        If an indicator is not a number from 0 to 4.

    Notes
    -----
    Source: indicators, Table 2-1 of the chapter; scale, ``data/cases_codebook.md``.

    Examples
    --------
    >>> mechanism_strengths(4, 4, 0, 3, 2, 3)
    {'control': 1.0, 'embedding': 0.75, 'norm': 0.625}
    """
    given = (("c1", c1), ("c2", c2), ("e1", e1), ("e2", e2), ("n1", n1), ("n2", n2))
    scaled = [require_between(name, score, 0, INDICATOR_MAX) / INDICATOR_MAX for name, score in given]
    return {
        "control": (scaled[0] + scaled[1]) / 2,
        "embedding": max(scaled[2], scaled[3]),
        "norm": (scaled[4] + scaled[5]) / 2,
    }


def type_probabilities(
    control: float, embedding: float, norm: float, sharpness: float = 6.0
) -> dict[str, float]:
    """Probability of each type of innovation, given the strength of the three mechanisms.

    p_i = exp(k s_i) / sum_j exp(k s_j), where s are the strengths and k the sharpness:
    the stronger a mechanism relative to the others, the more probable its type. The
    form is symmetric: exchanging two strengths exchanges their probabilities.

    Parameters
    ----------
    control, embedding, norm : float
        Strengths in [0, 1].
    sharpness : float, default 6
        k, from 0 (all types equally probable) to 20 (the strongest takes nearly all).
        Illustrative: no source gives it.

    Returns
    -------
    dict
        Keys central_led, locally_responsive, locally_spontaneous; they sum to 1.

    Raises
    ------
    ValueError
        If a strength is outside [0, 1] or the sharpness outside [0, 20].

    Notes
    -----
    Source: one mechanism dominates each type, Table 2-2 of the chapter.

    Examples
    --------
    >>> p = type_probabilities(1, 0.75, 0.625)
    >>> max(p, key=p.get), round(p["central_led"], 3)
    ('central_led', 0.753)
    >>> round(type_probabilities(0.5, 0.5, 0.5)["locally_spontaneous"], 4)
    0.3333
    """
    sharpness = require_between("sharpness", sharpness, 0, 20)
    strengths = {"control": control, "embedding": embedding, "norm": norm}
    weights = [
        math.exp(sharpness * require_between(mechanism, strengths[mechanism], 0, 1))
        for mechanism in MECHANISMS
    ]
    total = sum(weights)
    return {kind: weight / total for kind, weight in zip(TYPES, weights)}


def dominance(probabilities: dict[str, float], mixed_below: float = 0.15) -> Dominance:
    """Leading type, its margin over the runner-up, and whether the case is mixed.

    Parameters
    ----------
    probabilities : dict
        As `type_probabilities` returns them.
    mixed_below : float, default 0.15
        A margin under this is called mixed; 0 to 1. Illustrative.

    Returns
    -------
    Dominance
        type : str, the most probable type (of equals, the first in Table 2-2's order);
        margin : float in [0, 1], its probability less the runner-up's;
        mixed : bool.

    Raises
    ------
    ValueError
        If `mixed_below` is outside [0, 1].

    Notes
    -----
    Source: the chapter holds that the three types coexist and differ in which mechanism
    leads (first section, part three); the margin is this book's measure of that lead.

    Examples
    --------
    >>> dominance({"central_led": 0.5, "locally_responsive": 0.4, "locally_spontaneous": 0.1})
    Dominance(type='central_led', margin=0.09999999999999998, mixed=True)
    """
    mixed_below = require_between("mixed_below", mixed_below, 0, 1)
    leader = max(TYPES, key=lambda kind: (probabilities[kind], -TYPES.index(kind)))
    runner_up = max(probabilities[kind] for kind in TYPES if kind != leader)
    margin = probabilities[leader] - runner_up
    return Dominance(leader, margin, margin < mixed_below)


def nearest(
    point: dict[str, float], cases: list[dict[str, float]], count: int = 3
) -> list[tuple[float, int]]:
    """Cases closest to a point in the space of the three mechanisms.

    Parameters
    ----------
    point : dict
        Strengths control, embedding, norm in [0, 1].
    cases : list of dict
        The same keys for each case.
    count : int, default 3
        How many to return.

    Returns
    -------
    list of (float, int)
        Euclidean distance (0 to sqrt 3) and index into `cases`, nearest first; ties in
        the order of the list.

    Examples
    --------
    >>> spots = [{"control": 1, "embedding": 0, "norm": 0}, {"control": 0, "embedding": 1, "norm": 0}]
    >>> nearest({"control": 0.9, "embedding": 0, "norm": 0}, spots, count=1)[0][1]
    0
    """
    distances = [
        (math.sqrt(sum((case[m] - point[m]) ** 2 for m in MECHANISMS)), index)
        for index, case in enumerate(cases)
    ]
    return sorted(distances)[:count]
