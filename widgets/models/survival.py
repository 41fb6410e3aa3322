"""How an innovation goes on: continued, deepened or ended, as competing risks year by year.

Each year an innovation that runs as it was may be ended or deepened. Ending has an ordinary
risk every year and a review by each new leader; institutionalisation weakens the review
alone. Benefit against cost and breadth act on the log of staying on (proportional hazards in
discrete time). Directions follow the source chapter's list of factors; forms and numbers are
this book's own and illustrative.
"""

from collections import namedtuple

from widgets.models.bounds import require_between

LONGEST = 200
LONGEST_TERM = 20

Outcomes = namedtuple("Outcomes", ["continued", "deepened", "ended"])
Hazards = namedtuple("Hazards", ["ended", "deepened"])


def hazards(
    year: int,
    institutionalisation: float = 0,
    ratio: float = 1,
    term: int = 3,
    breadth: float = 0.5,
    ordinary: float = 0.04,
    shock: float = 0.5,
    deepening: float = 0.05,
) -> Hazards:
    """Probabilities that an innovation still running as it was is ended or deepened this year.

    With m = 2 / (1 + r^2) and w = 1.5 - b, ended: 1 - [(1 - a)(1 - s)^(1 - i)]^(m w) in a
    year of turnover, 1 - (1 - a)^(m w) in others; deepened, if not ended:
    1 - (1 - d)^((2 - m) w).

    Parameters
    ----------
    year : int
        1 to 200. A new leader comes in years term, 2 term, ...
    institutionalisation : float, default 0
        i, how far rules, posts and budgets hold it without its leader: 0 not at all, 1 fully.
    ratio : float, default 1
        r, benefit over cost, 0 to 10.
    term : int, default 3
        Years between two changes of leader, 1 to 20.
    breadth : float, default 0.5
        b, scope from one office (0) to the whole area (1): broad ones are hard to end and
        hard to change.
    ordinary : float, default 0.04
        a, yearly probability of being ended for other reasons, at r = 1 and b = 0.5; 0 to 1.
    shock : float, default 0.5
        s, probability that a new leader ends it, at i = 0, r = 1, b = 0.5; 0 to 1.
    deepening : float, default 0.05
        d, yearly probability of being deepened, at r = 1 and b = 0.5; 0 to 1.

    Returns
    -------
    Hazards
        ended, deepened : both in [0, 1]; the second counts only those not ended this year.

    Raises
    ------
    ValueError
        If an argument is not a number in its range, or year or term is not whole.

    Notes
    -----
    Source: the form 1 - (1 - h)^x is the proportional-hazards model in discrete time
    (complementary log-log), Rodriguez, Generalized Linear Models, section 7.6; what stands
    in x is this book's.

    Examples
    --------
    >>> round(hazards(1).ended, 3), round(hazards(3).ended, 3)
    (0.04, 0.52)
    >>> round(hazards(3, institutionalisation=1).ended, 3)
    0.04
    """
    year = _whole("year", year, 1, LONGEST)
    given = _checked(institutionalisation, ratio, term, breadth, ordinary, shock, deepening)
    return _hazards(year, given)


def outcome_path(
    years: int = 12,
    institutionalisation: float = 0,
    ratio: float = 1,
    term: int = 3,
    breadth: float = 0.5,
    ordinary: float = 0.04,
    shock: float = 0.5,
    deepening: float = 0.05,
) -> Outcomes:
    """Shares continued, deepened and ended after each year from 0.

    Parameters
    ----------
    years : int, default 12
        0 to 200.
    institutionalisation, ratio, term, breadth, ordinary, shock, deepening
        As in `hazards`.

    Returns
    -------
    Outcomes
        continued, deepened, ended : lists of years + 1 shares, which sum to 1 in each year.
        An innovation once deepened or ended stays so.

    Raises
    ------
    ValueError
        As `hazards` does.

    Notes
    -----
    Source: cumulative incidence of competing risks in discrete time; elementary probability.

    Examples
    --------
    >>> [round(share, 3) for share in outcome_path(3).ended]
    [0.0, 0.04, 0.076, 0.509]
    """
    years = _whole("years", years, 0, LONGEST)
    given = _checked(institutionalisation, ratio, term, breadth, ordinary, shock, deepening)
    path = Outcomes([1.0], [0.0], [0.0])
    for year in range(1, years + 1):
        hazard = _hazards(year, given)
        left = path.continued[-1] * (1 - hazard.ended)
        path.ended.append(path.ended[-1] + path.continued[-1] * hazard.ended)
        path.deepened.append(path.deepened[-1] + left * hazard.deepened)
        path.continued.append(left * (1 - hazard.deepened))
    return path


def outcome_shares(
    years: int = 12,
    institutionalisation: float = 0,
    ratio: float = 1,
    term: int = 3,
    breadth: float = 0.5,
    ordinary: float = 0.04,
    shock: float = 0.5,
    deepening: float = 0.05,
) -> Outcomes:
    """Shares continued, deepened and ended after so many years.

    Parameters
    ----------
    years, institutionalisation, ratio, term, breadth, ordinary, shock, deepening
        As in `outcome_path`.

    Returns
    -------
    Outcomes
        continued, deepened, ended; they sum to 1.

    Raises
    ------
    ValueError
        As `hazards` does.

    Notes
    -----
    Source: last year of `outcome_path`. With the same hazards every year it is geometric.

    Examples
    --------
    >>> shares = outcome_shares(10, term=1, shock=0, ordinary=0.1, deepening=0)
    >>> round(shares.continued, 6) == round(0.9**10, 6)
    True
    """
    path = outcome_path(years, institutionalisation, ratio, term, breadth, ordinary, shock, deepening)
    return Outcomes(path.continued[-1], path.deepened[-1], path.ended[-1])


def expected_years(
    institutionalisation: float = 0,
    ratio: float = 1,
    term: int = 3,
    breadth: float = 0.5,
    ordinary: float = 0.04,
    shock: float = 0.5,
    deepening: float = 0.05,
) -> float | None:
    """Mean number of years until an innovation is ended or deepened.

    Hazards repeat with each term of L years, so with S(t) the share continued after t years
    the mean is sum_(t < L) S(t) / (1 - S(L)).

    Parameters
    ----------
    institutionalisation, ratio, term, breadth, ordinary, shock, deepening
        As in `hazards`.

    Returns
    -------
    float or None
        At least 1; None if neither ever happens.

    Raises
    ------
    ValueError
        As `hazards` does.

    Notes
    -----
    Source: mean of a waiting time as the sum of its survival function; geometric over terms.

    Examples
    --------
    >>> round(expected_years(term=1, shock=0, ordinary=0.1, deepening=0), 9)
    10.0
    """
    given = _checked(institutionalisation, ratio, term, breadth, ordinary, shock, deepening)
    staying = [1.0]
    for year in range(1, given[2] + 1):
        hazard = _hazards(year, given)
        staying.append(staying[-1] * (1 - hazard.ended) * (1 - hazard.deepened))
    leaving = 1 - staying[-1]
    return sum(staying[:-1]) / leaving if leaving > 0 else None


def _whole(name: str, value: object, low: int, high: int) -> int:
    number = require_between(name, value, low, high)
    if number != int(number):
        raise ValueError(f"{name}: got {value!r}, expected a whole number from {low} to {high}")
    return int(number)


def _checked(
    institutionalisation: float,
    ratio: float,
    term: int,
    breadth: float,
    ordinary: float,
    shock: float,
    deepening: float,
) -> tuple[float, float, int, float, float, float, float]:
    return (
        require_between("institutionalisation", institutionalisation, 0, 1),
        require_between("ratio", ratio, 0, 10),
        _whole("term", term, 1, LONGEST_TERM),
        require_between("breadth", breadth, 0, 1),
        require_between("ordinary", ordinary, 0, 1),
        require_between("shock", shock, 0, 1),
        require_between("deepening", deepening, 0, 1),
    )


def _hazards(year: int, given: tuple[float, float, int, float, float, float, float]) -> Hazards:
    institutionalisation, ratio, term, breadth, ordinary, shock, deepening = given
    against = 2 / (1 + ratio * ratio)
    weight = 1.5 - breadth
    kept = 1 - ordinary
    if year % term == 0:
        kept *= (1 - shock) ** (1 - institutionalisation)
    return Hazards(1 - kept ** (against * weight), 1 - (1 - deepening) ** ((2 - against) * weight))
