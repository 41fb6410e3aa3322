"""Which driving force leads an innovation, and how long its momentum lasts.

The four forces, the four modes and what the chapter says of their lasting are the textbook's
(section 2, after Cui 2022); the arithmetic is this book's own, as simple as it can be, and
every number in it is illustrative.
"""

import math
from collections import namedtuple

from widgets.models.bounds import require_between

FORCES = ("top", "internal", "external", "technology")
MODES = ("endogenous", "adaptive", "top_led", "technology")
MOST_YEARS = 100
TIE = 1e-9  # strengths closer than this are a tie
_GRID = 4  # looks a year for a change of leader
_HALVINGS = 40

Lead = namedtuple("Lead", ["modes", "strength", "margin"])
_Course = namedtuple(
    "_Course", ["start", "benefit", "cost", "solving", "recurrence", "term", "renewal", "ageing"]
)


def force(parts: list[float]) -> float:
    """Strength of a driving force from its parts: their mean, as if each carried a share.

    Parameters
    ----------
    parts : list of float
        Strengths of its sub-drives, 0 (absent) to 1 (as strong as can be).

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        If there is no part or one is out of range.

    Notes
    -----
    Source: the sub-drives are those of Figure 2-3; that they add up to a mean is this book's
    rule. It dilutes one overwhelming part.

    Examples
    --------
    >>> round(force([0.9, 0.0, 0.0]), 10)
    0.3
    """
    if not parts:
        raise ValueError("parts: got none, expected one or more numbers from 0 to 1")
    given = [require_between("parts", part, 0, 1) for part in parts]
    return sum(given) / len(given)


def starting_strengths(
    top: float,
    internal: float,
    external: float,
    technology: float,
    initiative: float,
    capability: float,
    cost: float,
) -> dict[str, float]:
    """Strength with which each mode sets out.

    Endogenous: internal force times initiative, since a need moves only those who want to
    act. Adaptive: the external force. Top-led: the force from the top. Technology: its net
    benefit, technology times capability less cost, or 0 if that is negative.

    Parameters
    ----------
    top, internal, external, technology : float
        The four driving forces, 0 to 1.
    initiative : float
        Will to innovate, 0 to 1.
    capability : float
        Ability to solve problems and to use technology, 0 to 1.
    cost : float
        Yearly cost of the technology on the scale of its benefit, 0 to 1.

    Returns
    -------
    dict
        endogenous, adaptive, top_led, technology, each in [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: modes by will, ability and outside impulse, chapter, section 2; that technology
    needs a benefit above its cost, the same place. The products are this book's.

    Examples
    --------
    >>> strengths = starting_strengths(0.5, 0.8, 0.6, 0.7, 0.5, 0.5, 0.1)
    >>> [round(strengths[mode], 2) for mode in MODES]
    [0.4, 0.6, 0.5, 0.25]
    """
    top = require_between("top", top, 0, 1)
    internal = require_between("internal", internal, 0, 1)
    external = require_between("external", external, 0, 1)
    technology = require_between("technology", technology, 0, 1)
    initiative = require_between("initiative", initiative, 0, 1)
    capability = require_between("capability", capability, 0, 1)
    cost = require_between("cost", cost, 0, 1)
    return {
        "endogenous": internal * initiative,
        "adaptive": external,
        "top_led": top,
        "technology": max(0.0, technology * capability - cost),
    }


def leading(strengths: dict[str, float]) -> Lead:
    """The mode with the largest strength; all of them if several tie.

    Parameters
    ----------
    strengths : dict
        A number from 0 to 1 for each of `MODES`.

    Returns
    -------
    Lead
        modes : the leading one or, in a tie, ones, in the order of `MODES`; empty if all
        strengths are 0; strength : theirs; margin : lead over the best of the others, 0 in
        a tie.

    Raises
    ------
    ValueError
        If a mode is missing or its strength out of range.

    Notes
    -----
    Source: classification by the dominant force, chapter, section 2.

    Examples
    --------
    >>> leading({"endogenous": 0.5, "adaptive": 0.5, "top_led": 0.25, "technology": 0})
    Lead(modes=('endogenous', 'adaptive'), strength=0.5, margin=0.0)
    >>> leading({"endogenous": 0, "adaptive": 0, "top_led": 0, "technology": 0}).modes
    ()
    """
    given = [require_between(mode, strengths.get(mode), 0, 1) for mode in MODES]
    most = max(given)
    if most <= TIE:
        return Lead((), 0.0, 0.0)
    modes = tuple([mode for mode, strength in zip(MODES, given) if most - strength <= TIE])
    others = [strength for strength in given if most - strength > TIE]
    return Lead(modes, most, most - max(others) if len(modes) == 1 else 0.0)


def remaining_need(year: float, solving: float, recurrence: float = 0.0) -> float:
    """Share of the original problem that still calls for an answer.

    Each year the share `solving` of what is open is solved and the share `recurrence` of
    what was solved comes back: N' = -s N + r (1 - N), N(0) = 1, so that
    N(t) = f + (1 - f) exp(-(s + r) t) with the floor f = r / (s + r).

    Parameters
    ----------
    year : float
        Time since the start, 0 to 100.
    solving : float
        s, rate a year, 0 to 1.
    recurrence : float, default 0
        r, rate a year, 0 to 1.

    Returns
    -------
    float
        1 at the start, then falling towards the floor.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: that problem-solving innovation loses its impulse once the problem is solved,
    chapter, section 2; the linear rates are this book's simplest form.

    Examples
    --------
    >>> round(remaining_need(2, 0.5), 4)
    0.3679
    >>> round(remaining_need(100, 0.3, 0.1), 4)
    0.25
    """
    year = require_between("year", year, 0, MOST_YEARS)
    solving = require_between("solving", solving, 0, 1)
    recurrence = require_between("recurrence", recurrence, 0, 1)
    return _need(year, solving, recurrence)


def crossing_year(level: float, solving: float, recurrence: float = 0.0) -> float | None:
    """Year in which the remaining need has fallen to a level.

    t = ln((1 - f) / (level - f)) / (s + r) with the floor f = r / (s + r). A problem-solving
    mode of strength M is overtaken by a constant one of strength T at level T / M; level 1/2
    gives the half-life, ln 2 / s without recurrence.

    Parameters
    ----------
    level : float
        0 to 1.
    solving, recurrence : float
        As in `remaining_need`.

    Returns
    -------
    float or None
        0 for level 1; None if the need never falls so low.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: inverse of `remaining_need`.

    Examples
    --------
    >>> round(crossing_year(0.5, 0.5), 4)
    1.3863
    >>> crossing_year(0.5, 0.2, 0.2) is None
    True
    """
    level = require_between("level", level, 0, 1)
    solving = require_between("solving", solving, 0, 1)
    recurrence = require_between("recurrence", recurrence, 0, 1)
    if level == 1:
        return 0.0
    floor = _floor(solving, recurrence)
    if level - floor <= TIE:
        return None
    return math.log((1 - floor) / (level - floor)) / (solving + recurrence)


def policy_in_force(year: float, term: float, renewal: float) -> float:
    """Probability that a policy is still in force: renewal^k after k whole terms.

    Parameters
    ----------
    year : float
        Time since the start, 0 to 100.
    term : float
        Years until it must be renewed, 1 to 100.
    renewal : float
        Probability that it is renewed each time, 0 to 1.

    Returns
    -------
    float
        1 in the first term, then falling by steps.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: that top-led innovation is steady while higher authorities want it, chapter,
    section 2; independent renewals are this book's simplest form (geometric distribution).

    Examples
    --------
    >>> policy_in_force(4.9, 5, 0.5), policy_in_force(5, 5, 0.5), policy_in_force(10, 5, 0.5)
    (1.0, 0.5, 0.25)
    """
    year = require_between("year", year, 0, MOST_YEARS)
    term = require_between("term", term, 1, MOST_YEARS)
    return _in_force(year, term, require_between("renewal", renewal, 0, 1))


def policy_half_life(term: float, renewal: float) -> float | None:
    """First year in which the policy is in force with probability one half or less.

    Parameters
    ----------
    term, renewal : float
        As in `policy_in_force`.

    Returns
    -------
    float or None
        A whole number of terms, ceil(ln 2 / -ln renewal) of them; None if it is renewed
        for certain.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: median of the geometric distribution.

    Examples
    --------
    >>> policy_half_life(5, 0.5), policy_half_life(5, 0.8), policy_half_life(5, 1)
    (5.0, 20.0, None)
    """
    term = require_between("term", term, 1, MOST_YEARS)
    renewal = require_between("renewal", renewal, 0, 1)
    if renewal == 1:
        return None
    if renewal <= 0.5:
        return term
    return term * math.ceil(math.log(0.5) / math.log(renewal) - TIE)


def net_benefit(year: float, benefit: float, cost: float, ageing: float = 0.0) -> float:
    """What technology brings in a year less what it costs: b exp(-a t) - c.

    Parameters
    ----------
    year : float
        Time since the start, 0 to 100.
    benefit : float
        b, benefit at the start, 0 to 1.
    cost : float
        c, yearly cost on the same scale, 0 to 1.
    ageing : float, default 0
        a, rate a year at which the benefit is lost, 0 to 1.

    Returns
    -------
    float
        In [-1, 1]; a rational government acts only while it is positive.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: action only when the expected benefit exceeds the cost, chapter, section 2, and
    North's rule, section 3; ageing is this book's addition.

    Examples
    --------
    >>> net_benefit(0, 0.5, 0.75)
    -0.25
    """
    year = require_between("year", year, 0, MOST_YEARS)
    benefit = require_between("benefit", benefit, 0, 1)
    cost = require_between("cost", cost, 0, 1)
    ageing = require_between("ageing", ageing, 0, 1)
    return benefit * math.exp(-ageing * year) - cost


def stopping_year(benefit: float, cost: float, ageing: float) -> float | None:
    """Year in which technology no longer pays: ln(benefit / cost) / ageing.

    Parameters
    ----------
    benefit, cost, ageing : float
        As in `net_benefit`.

    Returns
    -------
    float or None
        0 if it does not pay at the start; None if it never stops paying.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: zero of `net_benefit`.

    Examples
    --------
    >>> round(stopping_year(0.5, 0.25, 0.1), 4)
    6.9315
    >>> stopping_year(0.2, 0.25, 0.1), stopping_year(0.5, 0.25, 0)
    (0.0, None)
    """
    benefit = require_between("benefit", benefit, 0, 1)
    cost = require_between("cost", cost, 0, 1)
    ageing = require_between("ageing", ageing, 0, 1)
    if benefit <= cost:
        return 0.0
    if ageing == 0 or cost == 0:
        return None
    return math.log(benefit / cost) / ageing


def momentum(
    year: float,
    top: float,
    internal: float,
    external: float,
    technology: float,
    initiative: float,
    capability: float,
    cost: float,
    recurrence: float = 0.0,
    term: float = 5.0,
    renewal: float = 1.0,
    ageing: float = 0.0,
) -> dict[str, float]:
    """Momentum of the four modes some years after the start.

    The endogenous and the adaptive mode fade with the problem (`remaining_need`, solved at
    the rate of the capability), the top-led one lasts while the policy is in force
    (`policy_in_force`; an expectation), technology acts while it pays (`net_benefit`).

    Parameters
    ----------
    year : float
        Time since the start, 0 to 100.
    top, internal, external, technology, initiative, capability, cost : float
        As in `starting_strengths`.
    recurrence, term, renewal, ageing : float
        As in `remaining_need`, `policy_in_force` and `net_benefit`.

    Returns
    -------
    dict
        endogenous, adaptive, top_led, technology, each in [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: what is said of the lasting of each mode, chapter, section 2; no source gives a
    rate.

    Examples
    --------
    >>> later = momentum(2, 0.5, 0.8, 0.6, 0.7, 0.5, 0.5, 0.1)
    >>> [round(later[mode], 2) for mode in MODES]
    [0.15, 0.22, 0.5, 0.25]
    """
    year = require_between("year", year, 0, MOST_YEARS)
    start = starting_strengths(top, internal, external, technology, initiative, capability, cost)
    benefit = technology * capability
    return _momentum(year, _course(start, benefit, cost, capability, recurrence, term, renewal, ageing))


def succession(
    years: int,
    top: float,
    internal: float,
    external: float,
    technology: float,
    initiative: float,
    capability: float,
    cost: float,
    recurrence: float = 0.0,
    term: float = 5.0,
    renewal: float = 1.0,
    ageing: float = 0.0,
) -> list[tuple[float, tuple[str, ...]]]:
    """Who leads from when: the changes of the leading mode.

    Parameters
    ----------
    years : int
        How long to look, 1 to 100; a fraction is cut off.
    top, internal, external, technology, initiative, capability, cost : float
        As in `momentum`.
    recurrence, term, renewal, ageing : float
        As in `momentum`.

    Returns
    -------
    list of (float, tuple of str)
        Year and leading modes (several in a tie, none without momentum), the first from
        year 0. A lead shorter than a quarter of a year can be missed.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: `leading` at each time; a change is located by bisection.

    Examples
    --------
    >>> spans = succession(15, 0.5, 1, 0, 0, 1, 0.5, 0)
    >>> [(round(year, 4), modes) for year, modes in spans]
    [(0.0, ('endogenous',)), (1.3863, ('top_led',))]
    """
    years = int(require_between("years", years, 1, MOST_YEARS))
    start = starting_strengths(top, internal, external, technology, initiative, capability, cost)
    benefit = technology * capability
    course = _course(start, benefit, cost, capability, recurrence, term, renewal, ageing)
    spans = [(0.0, _leaders(0.0, course))]
    for place in range(1, years * _GRID + 1):
        now = _leaders(place / _GRID, course)
        if now != spans[-1][1]:
            spans.append((_change(course, (place - 1) / _GRID, place / _GRID), now))
    return spans


def _course(
    start: dict[str, float],
    benefit: float,
    cost: float,
    capability: float,
    recurrence: float,
    term: float,
    renewal: float,
    ageing: float,
) -> _Course:
    return _Course(
        start,
        benefit,
        cost,
        capability,
        require_between("recurrence", recurrence, 0, 1),
        require_between("term", term, 1, MOST_YEARS),
        require_between("renewal", renewal, 0, 1),
        require_between("ageing", ageing, 0, 1),
    )


def _momentum(year: float, course: _Course) -> dict[str, float]:
    need = _need(year, course.solving, course.recurrence)
    return {
        "endogenous": course.start["endogenous"] * need,
        "adaptive": course.start["adaptive"] * need,
        "top_led": course.start["top_led"] * _in_force(year, course.term, course.renewal),
        "technology": max(0.0, course.benefit * math.exp(-course.ageing * year) - course.cost),
    }


def _leaders(year: float, course: _Course) -> tuple[str, ...]:
    return tuple(leading(_momentum(year, course)).modes)


def _change(course: _Course, before: float, after: float) -> float:
    """When the leaders at `before` cease to lead."""
    at_first = _leaders(before, course)
    for _ in range(_HALVINGS):
        middle = (before + after) / 2
        if _leaders(middle, course) == at_first:
            before = middle
        else:
            after = middle
    return after


def _floor(solving: float, recurrence: float) -> float:
    if solving == 0:
        return 1.0
    return recurrence / (solving + recurrence)


def _need(year: float, solving: float, recurrence: float) -> float:
    floor = _floor(solving, recurrence)
    return floor + (1 - floor) * math.exp(-(solving + recurrence) * year)


def _in_force(year: float, term: float, renewal: float) -> float:
    return float(renewal ** math.floor(year / term))
