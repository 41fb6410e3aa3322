"""How talk moves opinions: everyone averages the views that are near enough to be heard.

The bounded-confidence model of Hegselmann and Krause (2002), with a chair whose view never
moves as in Hegselmann and Krause (2015). Who comes and what a facilitator makes people hear
are this book's simplest forms.
"""

import math

from widgets.models.bounds import require_between
from widgets.models.generator import Generator

MOST_PARTICIPANTS = 1000
MOST_ROUNDS = 1000
SAME_VIEW = 0.01  # opinions that differ by no more count as one group
STILL = 1e-6  # a round that moves nobody further changes nothing
_SLACK = 1e-9  # views at exactly the bound are heard, whatever the last digit says
_FROZEN = 1e-14  # moves smaller than this are the last digit's

# Opinion of a town's residents by rank: straight between these (share of residents, opinion).
TOWNS = {
    "even": [(0.0, 0.0), (1.0, 1.0)],
    "camps": [(0.0, 0.05), (0.5, 0.4), (0.5, 0.6), (1.0, 0.95)],
    "skewed": [(0.0, 0.0), (0.5, 0.2), (0.8, 0.45), (1.0, 1.0)],
}


def rounds(
    opinions: list[float],
    openness: float,
    rounds: int,
    hearing: float = 0.0,
    chair: float = 0.5,
    weight: float = 0.0,
) -> list[list[float]]:
    """Opinions before the talk and after each round.

    In a round all at once take the weighted mean of all views, their own among them: a view
    at most `openness` away weighs 1, one further away weighs `hearing`. The chair counts as
    `weight` participants who all hold the view `chair` and never change it.

    Parameters
    ----------
    opinions : list of float
        Support before the talk, each 0 (against) to 1 (for); 1 to 1000 of them.
    openness : float
        Bound of confidence: how far away a view may be to be heard in full, 0 to 1.
    rounds : int
        0 to 1000.
    hearing : float, default 0
        Weight of a view beyond the bound, 0 (not heard) to 1 (as any other). Illustrative.
    chair : float, default 0.5
        The chair's view, 0 to 1; it has no effect at weight 0.
    weight : float, default 0
        The chair's weight in participants, 0 (silent) to 1000.

    Returns
    -------
    list of list of float
        rounds + 1 lists, each in the order of `opinions`.

    Raises
    ------
    ValueError
        If there is no opinion or an argument is out of range.

    Notes
    -----
    Source: Hegselmann and Krause (2002), Journal of Artificial Societies and Social
    Simulation 5(3) 2. A constant view that only those within the bound hear: Hegselmann and
    Krause (2015), Networks and Heterogeneous Media 10(3), 477-509. That views beyond the
    bound may weigh a little: after Kurahashi-Nakamura, Maes and Lorenz (2016), JASSS 19(4) 7,
    where such exceptions are random.

    Examples
    --------
    >>> rounds([0, 0.25, 1], 0.25, 1)
    [[0.0, 0.25, 1.0], [0.125, 0.125, 1.0]]
    >>> rounds([0, 1], 1, 1, chair=1, weight=2)[-1]
    [0.75, 0.75]
    """
    path = [_opinions(opinions)]
    openness = require_between("openness", openness, 0, 1)
    hearing = require_between("hearing", hearing, 0, 1)
    chair = require_between("chair", chair, 0, 1)
    weight = require_between("weight", weight, 0, MOST_PARTICIPANTS)
    frozen = False
    for _ in range(_whole("rounds", rounds, 0, MOST_ROUNDS)):
        current = path[-1]
        following = current if frozen else _after_a_round(current, openness + _SLACK, hearing, chair, weight)
        frozen = frozen or _largest_move(current, following) < _FROZEN
        path.append(list(following))
    return path


def groups(opinions: list[float]) -> list[dict[str, float]]:
    """Groups of one view: opinions that differ by no more than 0.01.

    Parameters
    ----------
    opinions : list of float
        Each 0 to 1; 1 to 1000 of them.

    Returns
    -------
    list of dict
        opinion : mean of its members; size : how many they are. From the lowest view up.

    Raises
    ------
    ValueError
        If there is no opinion or one is out of range.

    Notes
    -----
    Source: this book's rule. In the end groups of the model are single points, so that any
    small width gives the same number.

    Examples
    --------
    >>> groups([0.5, 0.1, 0.5])
    [{'opinion': 0.1, 'size': 1}, {'opinion': 0.5, 'size': 2}]
    """
    gathered: list[list[float]] = []
    for opinion in sorted(_opinions(opinions)):
        if gathered and opinion - gathered[-1][0] <= SAME_VIEW:
            gathered[-1].append(opinion)
        else:
            gathered.append([opinion])
    return [{"opinion": sum(members) / len(members), "size": len(members)} for members in gathered]


def last_change(path: list[list[float]]) -> int:
    """Number of the last round that moved anybody by more than a millionth.

    Parameters
    ----------
    path : list of list of float
        As `rounds` returns it.

    Returns
    -------
    int
        0 if nobody ever moved; the number of rounds if the talk was still moving.

    Raises
    ------
    ValueError
        If the path is empty or an opinion is out of range.

    Notes
    -----
    Source: this book's rule; without `hearing` and chair the model stops exactly.

    Examples
    --------
    >>> last_change(rounds([0, 0.2, 1], 0.3, 9))
    1
    """
    checked = [_opinions(opinions) for opinions in path]
    if not checked:
        raise ValueError("path: got [], expected at least one list of opinions")
    moved = [0]
    for number in range(1, len(checked)):
        if _largest_move(checked[number - 1], checked[number]) > STILL:
            moved.append(number)
    return moved[-1]


def drawn(town: str, count: int, selection: float = 0.0, seed: int = 0) -> list[float]:
    """Opinions of those who come to the meeting.

    A resident of opinion x comes with a chance in proportion to 1 - selection + selection x:
    by lot at 0; at 1 the more, the more they are in favour. A participant's luck is drawn
    before anything else, so that two settings can be compared under the same luck.

    Parameters
    ----------
    town : {"even", "camps", "skewed"}
        How opinions are spread among all residents.
    count : int
        Participants, 1 to 1000.
    selection : float, default 0
        Self-selection, 0 to 1. Illustrative.
    seed : int, default 0
        Luck, 0 to 1000000; 0 stands for no luck: every part of those who would come is
        represented evenly.

    Returns
    -------
    list of float
        `count` opinions in [0, 1].

    Raises
    ------
    ValueError
        If the town is unknown or an argument is out of range.

    Notes
    -----
    Source: this book's simplest form of the difference between a random sample and an open
    meeting; inverse transform sampling.

    Examples
    --------
    >>> drawn("even", 5)
    [0.0, 0.25, 0.5, 0.75, 1.0]
    >>> [round(opinion, 2) for opinion in drawn("even", 5, selection=1)]
    [0.0, 0.5, 0.71, 0.87, 1.0]
    """
    count = _whole("count", count, 1, MOST_PARTICIPANTS)
    selection = require_between("selection", selection, 0, 1)
    seed = _whole("seed", seed, 0, 1000000)
    pieces = _pieces(town, selection)
    if seed:
        uniform = Generator(seed).uniform
        luck = [uniform() for _ in range(count)]
    else:
        luck = [place / (count - 1) for place in range(count)] if count > 1 else [0.5]
    return [_at(pieces, selection, share) for share in luck]


def mean_opinion(town: str, selection: float = 0.0) -> float:
    """Mean opinion of those who would come, over all luck.

    Parameters
    ----------
    town, selection
        As in `drawn`; at selection 0 it is the mean of all residents.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        If the town is unknown or `selection` is out of range.

    Notes
    -----
    Source: the integral of x (1 - s + s x) over that of 1 - s + s x, piece by piece.

    Examples
    --------
    >>> mean_opinion("even"), round(mean_opinion("even", selection=1), 4)
    (0.5, 0.6667)
    """
    selection = require_between("selection", selection, 0, 1)
    support = weight = 0.0
    for mass, width, start, rise in _pieces(town, selection):
        weight += mass
        squares = start * start + start * rise + rise * rise / 3
        support += width * ((1 - selection) * (start + rise / 2) + selection * squares)
    return support / weight


def _whole(name: str, value: object, low: int, high: int) -> int:
    number = require_between(name, value, low, high)
    if number != int(number):
        raise ValueError(f"{name}: got {value!r}, expected a whole number from {low} to {high}")
    return int(number)


def _opinions(given: list[float]) -> list[float]:
    if not 1 <= len(given) <= MOST_PARTICIPANTS:
        raise ValueError(f"opinions: got {len(given)}, expected 1 to {MOST_PARTICIPANTS} of them")
    return [require_between("opinions", opinion, 0, 1) for opinion in given]


def _largest_move(earlier: list[float], later: list[float]) -> float:
    return max([abs(now - then) for then, now in zip(earlier, later)])


def _after_a_round(
    current: list[float], reach: float, hearing: float, chair: float, weight: float
) -> list[float]:
    ranked = sorted(zip(current, range(len(current))))
    views = [view for view, _ in ranked]
    total, count = sum(views), len(views)
    following = [0.0] * count
    low = high = 0
    reached = 0.0
    latest: float | None = None
    for view, place in ranked:
        if view != latest:
            latest = view
            while view - views[low] > reach:
                low += 1
            while high < count and views[high] - view <= reach:
                high += 1
            near = sum(views[low:high])
            heard = weight if abs(view - chair) <= reach else hearing * weight
            voices = (high - low) + hearing * (count - high + low) + heard
            reached = (near + hearing * (total - near) + heard * chair) / voices
        following[place] = reached
    return following


def _pieces(town: str, selection: float) -> list[tuple[float, float, float, float]]:
    """Stretches of the town by rank: chance to come from it, width, first opinion, rise."""
    if town not in TOWNS:
        raise ValueError(f"town: got {town!r}, expected one of {', '.join(sorted(TOWNS))}")
    pieces = []
    left, start = TOWNS[town][0]
    for right, end in TOWNS[town][1:]:
        width, rise = right - left, end - start
        if width:
            mass = width * (1 - selection + selection * (start + rise / 2))
            pieces.append((mass, width, start, rise))
        left, start = right, end
    return pieces


def _at(pieces: list[tuple[float, float, float, float]], selection: float, share: float) -> float:
    """Opinion below which `share` of those who would come lie."""
    left = share * sum(piece[0] for piece in pieces)
    for mass, width, start, rise in pieces[:-1]:
        if left <= mass:
            return _within(left / width, start, rise, selection)
        left -= mass
    _, width, start, rise = pieces[-1]
    return _within(left / width, start, rise, selection)


def _within(wanted: float, start: float, rise: float, selection: float) -> float:
    """Opinion at which the chance to come, gathered from `start` on, is as wanted."""
    if wanted <= 0:
        return start
    density, slope = 1 - selection + selection * start, selection * rise
    part = 2 * wanted / (density + math.sqrt(density * density + 2 * slope * wanted))
    return start + rise * min(part, 1.0)
