"""Contagion or a common push? Two causes of one curve, and what tells them apart.

In one world places copy each other, by the hazards of `diffusion`. In the other nobody copies: a
push from outside moves them, set so that the yearly totals are those of the first world. Both worlds
meet the same luck, so that they differ only where their causes do.
"""

import math
from collections import namedtuple

from widgets.models.bounds import require_between
from widgets.models.diffusion import MOST_PLACES, MOST_RUNS, MOST_YEARS
from widgets.models.generator import Generator

MOST_OBSERVED = 1000
_CLOSE_ENOUGH = 1e-12

Verdict = namedtuple("Verdict", ["chance", "error", "means", "deviations"])


def even_luck(places: int, runs: int, seed: int) -> list[list[float]]:
    """Patience of each place in each run, spread evenly over the runs.

    Every place meets in each of `runs` equal parts of (0, 1) just one draw, in random order:
    means over the runs vary less than with independent draws.

    Parameters
    ----------
    places : int
        1 to 2000.
    runs : int
        1 to 1000.
    seed : int
        1 to 1000000.

    Returns
    -------
    list of list of float
        For each run one number in (0, 1) for each place.

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Source: McKay, Beckman and Conover (1979), A comparison of three methods for selecting values
    of input variables in the analysis of output from a computer code, Technometrics 21(2), 239-245.

    Examples
    --------
    >>> sorted(int(4 * patience[0]) for patience in even_luck(places=2, runs=4, seed=1))
    [0, 1, 2, 3]
    """
    places = int(require_between("places", places, 1, MOST_PLACES))
    runs = int(require_between("runs", runs, 1, MOST_RUNS))
    chance = Generator(seed)
    columns = []
    for _ in range(places):
        column = [(part + chance.uniform()) / runs for part in range(runs)]
        for last in range(runs - 1, 0, -1):
            other = chance.below(last + 1)
            column[last], column[other] = column[other], column[last]
        columns.append(column)
    return [[column[run] for column in columns] for run in range(runs)]


def contagion(
    borders: list[list[int]],
    patience: list[float],
    origin: int,
    years: int,
    own: float = 0.0,
    neighbours: float = 0.0,
    peers: float = 0.0,
) -> list[int]:
    """Year in which each place adopts an innovation that spreads from one origin.

    A place that has not adopted does so in a year with probability own + neighbours * n + peers * s,
    with n the share of its neighbours and s the share of all places that had adopted by the year
    before.

    Parameters
    ----------
    borders : list of list of int
        For each place the numbers of those that it copies, and that copy it.
    patience : list of float
        One number in (0, 1) for each place, as `even_luck` returns them.
    origin : int
        Place that has the innovation in year 0.
    years : int
        1 to 60.
    own, neighbours, peers : float
        Chance per year without an example, and what is added once all neighbours, or all
        places, have adopted; 0 to 1, at most 1 together.

    Returns
    -------
    list of int
        0 for the origin, 1 to `years` for the others, `years` + 1 for later or never.

    Raises
    ------
    ValueError
        If an argument is out of range or the lists differ in length.

    Notes
    -----
    Source: as `diffusion.simulate`, of which it is the part without order, endorsement and alteration.

    Examples
    --------
    >>> contagion([[1], [0, 2], [1]], [0.5, 0.4, 0.5], origin=0, years=5, neighbours=1)
    [0, 2, 3]
    """
    years = int(require_between("years", years, 1, MOST_YEARS))
    own, neighbours, peers = [
        require_between(name, chance, 0, 1)
        for name, chance in (("own", own), ("neighbours", neighbours), ("peers", peers))
    ]
    require_between("own + neighbours + peers", own + neighbours + peers, 0, 1 + _CLOSE_ENOUGH)
    if len(patience) != len(borders):
        raise ValueError(f"patience: got {len(patience)} places, expected {len(borders)}")
    origin = int(require_between("origin", origin, 0, len(borders) - 1))
    pull = [neighbours / len(near) if near else 0.0 for near in borders]
    return _spread(borders, patience, origin, years, own, pull, peers)


def _spread(
    borders: list[list[int]],
    patience: list[float],
    origin: int,
    years: int,
    own: float,
    pull: list[float],
    peers: float,
) -> list[int]:
    places = len(borders)
    adoption = [years + 1] * places
    adoption[origin] = 0
    waiting = [place for place in range(places) if place != origin]
    unmoved = [1.0] * places  # probability of having waited so long
    near = [0] * places  # neighbours that have adopted
    moved = [origin]
    for year in range(1, years + 1):
        for mover in moved:
            for place in borders[mover]:
                near[place] += 1
        kept = 1 - own - peers * (places - len(waiting)) / places
        moved, staying = [], []
        for place in waiting:
            unmoved[place] *= kept - pull[place] * near[place]
            if unmoved[place] > patience[place]:
                staying.append(place)
            else:
                moved.append(place)
                adoption[place] = year
        waiting = staying
    return adoption


def mean_path(adoptions: list[list[int]], years: int) -> list[float]:
    """Share of followers, places other than the origin, that have adopted: mean over innovations.

    Parameters
    ----------
    adoptions : list of list of int
        For each innovation the year of each place, 0 for its origin.
    years : int
        1 to 60.

    Returns
    -------
    list of float
        years + 1 shares, from 0, never falling.

    Raises
    ------
    ValueError
        If years are out of range.

    Examples
    --------
    >>> mean_path([[0, 1, 3], [2, 2, 0]], years=2)
    [0.0, 0.25, 0.75]
    """
    years = int(require_between("years", years, 1, MOST_YEARS))
    counts = [0] * (years + 2)
    followers = 0
    for adoption in adoptions:
        for year in adoption:
            counts[min(year, years + 1)] += 1
        followers += len(adoption)
    followers -= counts[0]
    path, total = [], 0
    for count in [0] + counts[1 : years + 1]:
        total += count
        path.append(total / followers)
    return path


def push_strength(path: list[float], weights: list[float], followers: list[float]) -> list[float]:
    """Push, added up by year, under which places that ignore each other follow a given path.

    A place of weight w has adopted by year t with probability 1 - exp(-w L(t)). The sum L(t) is
    chosen so that the mean of these is the share F(t). With equal weights L(t) = -ln(1 - F(t)), a
    yearly chance of (F(t + 1) - F(t)) / (1 - F(t)).

    Parameters
    ----------
    path : list of float
        Shares, 0 up to below 1, never falling.
    weights : list of float
        How strongly the push acts on each place, above 0, at most 1000.
    followers : list of float
        In how many innovations each place is not the origin, 0 or more.

    Returns
    -------
    list of float
        As long as `path`, never falling.

    Raises
    ------
    ValueError
        If a share, a weight or a number of followers is out of range.

    Notes
    -----
    Source: proportional hazards; that every path without contagion has such a push is elementary.

    Examples
    --------
    >>> [round(math.exp(-pushed), 3) for pushed in push_strength([0, 0.3, 0.6], [1, 1], [1, 1])]
    [1.0, 0.7, 0.4]
    """
    for weight in weights:
        require_between("weight", weight, 1e-3, 1e3)
    for number in followers:
        require_between("followers", number, 0, MOST_RUNS)
    strength, pushed = [], 0.0
    for share in path:
        pushed = _push_to(require_between("share", share, 0, 1 - 1e-9), weights, followers, pushed)
        strength.append(pushed)
    return strength


def _push_to(share: float, weights: list[float], followers: list[float], pushed: float) -> float:
    """Newton's method from below: the share that still waits is convex in the push."""
    total = sum(followers)
    while True:
        waiting = [number * math.exp(-weight * pushed) for weight, number in zip(weights, followers)]
        excess = sum(waiting) / total - (1 - share)
        if excess <= _CLOSE_ENOUGH:
            return pushed
        pushed += excess * total / sum(weight * number for weight, number in zip(weights, waiting))


def pushed(strength: list[float], weights: list[float], patience: list[float], origin: int) -> list[int]:
    """Year in which each place gives way to a push.

    Parameters
    ----------
    strength : list of float
        As `push_strength` returns it, from year 0.
    weights, patience : list of float
        For each place, as in `push_strength` and `contagion`.
    origin : int
        Place that has the innovation in year 0.

    Returns
    -------
    list of int
        As `contagion` returns it.

    Raises
    ------
    ValueError
        If the origin is no place.

    Notes
    -----
    Source: inverse transform sampling of a discrete waiting time.

    Examples
    --------
    >>> pushed([0, 0.5, 1.5], [1, 1, 1], [0.5, 0.7, 0.1], origin=0)
    [0, 1, 3]
    """
    require_between("origin", origin, 0, len(weights) - 1)
    adoption = []
    for weight, still in zip(weights, patience):
        needed = -math.log(still) / weight
        year = 1
        while year < len(strength) and strength[year] < needed:
            year += 1
        adoption.append(year)
    adoption[origin] = 0
    return adoption


def pushed_alike(adoption: list[int], weights: list[float], patience: list[float]) -> list[int]:
    """The same number of places each year as in an adoption, moved by a push instead.

    The push reaches the followers in the order of their waiting times, -ln(patience) / weight, and
    takes in each year as many as adopted in that year.

    Parameters
    ----------
    adoption : list of int
        Year of each place, 0 for the origin.
    weights, patience : list of float
        For each place, as in `pushed`.

    Returns
    -------
    list of int
        The years of `adoption`, dealt out anew among the followers.

    Raises
    ------
    ValueError
        If the three lists differ in length.

    Notes
    -----
    Source: order under proportional hazards, whatever the course of the push.

    Examples
    --------
    >>> pushed_alike([0, 3, 1, 2], [1, 1, 1, 1], [0.5, 0.9, 0.2, 0.6])
    [0, 1, 3, 2]
    """
    for other in (weights, patience):
        if len(other) != len(adoption):
            raise ValueError(f"places: got {len(other)}, expected {len(adoption)}")
    order = sorted((-math.log(patience[place]) / weights[place], place) for place in _followers(adoption))
    dates = sorted(year for year in adoption if year)
    again = [0] * len(adoption)
    for (_, place), year in zip(order, dates):
        again[place] = year
    return again


def mean_year(adoption: list[int]) -> float:
    """Mean year of adoption of the followers: all that totals say about speed.

    Parameters
    ----------
    adoption : list of int
        Year of each place, 0 for the origin.

    Returns
    -------
    float

    Examples
    --------
    >>> mean_year([0, 2, 5])
    3.5
    """
    return sum(adoption) / len(_followers(adoption))


def closeness(adoption: list[int], links: list[tuple[int, int]]) -> float:
    """How much nearer in time linked places are than any two places.

    1 - (mean difference in years of linked followers) / (mean difference of any two followers).

    Parameters
    ----------
    adoption : list of int
        Year of each place, 0 for the origin.
    links : list of tuple
        Pairs of places, such as neighbours.

    Returns
    -------
    float
        At most 1; on average 0 if the dates are dealt out by lot; 0 if all dates are the same.

    Notes
    -----
    Source: as Geary's (1954) ratio of contiguity, with differences in place of their squares.

    Examples
    --------
    >>> closeness([0, 1, 1, 5, 5], [(0, 1), (1, 2), (3, 4)])
    1.0
    """
    dates = sorted(year for year in adoption if year)
    apart = sum(year * (2 * place - len(dates) + 1) for place, year in enumerate(dates))
    linked, gaps = 0, 0
    for one, other in links:
        if adoption[one] and adoption[other]:
            linked += 1
            gaps += abs(adoption[one] - adoption[other])
    if not (apart and linked):
        return 0.0
    return 1 - (gaps / linked) / (2 * apart / (len(dates) * (len(dates) - 1)))


def precedence(adoption: list[int], ranked: list[int]) -> float:
    """Whether those high in a ranking adopt first: rank correlation.

    Parameters
    ----------
    adoption : list of int
        Year of each place, 0 for the origin.
    ranked : list of int
        All places from first to last.

    Returns
    -------
    float
        Spearman's correlation, 1 if the followers adopt in the order of the ranking, -1 in the
        opposite order; 0 if all dates are the same.

    Notes
    -----
    Source: Spearman's rank correlation, ties sharing their mean rank.

    Examples
    --------
    >>> precedence([4, 0, 2, 3], [1, 2, 3, 0]), precedence([1, 2, 3, 0], [2, 1, 0, 3])
    (1.0, -1.0)
    """
    dates = [adoption[place] for place in ranked if adoption[place]]
    shared = _shared_ranks(dates)
    middle = (len(dates) - 1) / 2
    together = sum((place - middle) * (shared[year] - middle) for place, year in enumerate(dates))
    of_places = sum((place - middle) ** 2 for place in range(len(dates)))
    of_dates = sum((shared[year] - middle) ** 2 for year in dates)
    return together / math.sqrt(of_places * of_dates) if of_dates else 0.0


def _shared_ranks(dates: list[int]) -> dict[int, float]:
    counts: dict[int, int] = {}
    for year in dates:
        counts[year] = counts.get(year, 0) + 1
    ranks, before = {}, 0
    for year in sorted(counts):
        ranks[year] = before + (counts[year] - 1) / 2
        before += counts[year]
    return ranks


def _followers(adoption: list[int]) -> list[int]:
    return [place for place, year in enumerate(adoption) if year]


def told_apart(one: list[float], other: list[float], observed: int) -> Verdict:
    """How surely a datum, averaged over several innovations, tells one world from another.

    Of two unlabelled files of `observed` innovations, one from each world, the one with the larger
    mean is taken for the first world. The chance to be right is the area under the ROC curve;
    means of independent innovations are taken as normal:
    Phi(sqrt(observed) (m1 - m2) / sqrt(s1^2 + s2^2)).

    Parameters
    ----------
    one, other : list of float
        The datum in as many simulated innovations of each world, under the same luck in pairs.
    observed : int
        Innovations in a file, 1 to 1000.

    Returns
    -------
    Verdict
        chance : to be right, 0 to 1; one half is a toss of a coin, below it the datum misleads.
        error : its standard error, from the number of simulated innovations;
        means, deviations : of the mean datum of a file, in each world.

    Raises
    ------
    ValueError
        If `observed` is out of range or the lists differ in length or have fewer than two numbers.

    Notes
    -----
    Source: Hanley and McNeil (1982), The meaning and use of the area under a receiver operating
    characteristic (ROC) curve, Radiology 143(1), 29-36, for area and two-file choice; the error by
    the delta method.

    Examples
    --------
    >>> verdict = told_apart([2.0, 4.0, 3.0], [1.0, 3.0, 2.0], observed=2)
    >>> round(verdict.chance, 3), verdict.means
    (0.841, (3.0, 2.0))
    """
    observed = int(require_between("observed", observed, 1, MOST_OBSERVED))
    if len(one) != len(other) or len(one) < 2:
        raise ValueError(f"values: got {len(one)} and {len(other)}, expected two or more, as many of each")
    runs, root = len(one), math.sqrt(observed)
    means = (sum(one) / runs, sum(other) / runs)
    squares = [((a - means[0]) ** 2, (b - means[1]) ** 2) for a, b in zip(one, other)]
    variances = [sum(pair[world] for pair in squares) / (runs - 1) for world in (0, 1)]
    deviations = (math.sqrt(variances[0]) / root, math.sqrt(variances[1]) / root)
    difference, joint = means[0] - means[1], sum(variances)
    if joint == 0:
        return Verdict(0.5 + 0.5 * ((difference > 0) - (difference < 0)), 0.0, means, deviations)
    score = root * difference / math.sqrt(joint)
    influence = sum(
        ((a - b - difference) * root / math.sqrt(joint) - score * ((sum(pair) - joint) / (2 * joint))) ** 2
        for a, b, pair in zip(one, other, squares)
    )
    density = math.exp(-score * score / 2) / math.sqrt(2 * math.pi)
    chance = 0.5 * (1 + math.erf(score / math.sqrt(2)))
    return Verdict(chance, density * math.sqrt(influence) / runs, means, deviations)
