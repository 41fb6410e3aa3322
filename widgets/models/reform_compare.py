"""Government innovation or administrative reform: a position on four dimensions.

The dimensions and their fourteen points of comparison are the chapter's. Each point is a scale
between its description of reform and its description of innovation, because the chapter itself
compares by degree and calls reform the administrative side of innovation. The arithmetic is this
book's own and illustrative.
"""

from collections import namedtuple

from widgets.models.bounds import require_between

POINTS_OF_DIMENSION = (
    ("goal", ("scope", "depth", "horizon")),
    ("drive", ("needs", "citizens", "leadership")),
    ("path", ("strategy", "technology", "culture", "risk", "participation")),
    ("systemic", ("breadth", "feedback", "actors")),
)
DIMENSIONS = tuple(dimension for dimension, _ in POINTS_OF_DIMENSION)
POINTS = tuple(point for _, points in POINTS_OF_DIMENSION for point in points)
_TIE = 1e-9  # positions closer than this to the edge of the zone of overlap lie in it

Verdict = namedtuple("Verdict", ["side", "divided"])


def dimension_weights(by_points: float = 0) -> dict[str, float]:
    """Weight of each dimension in the overall position.

    w_d = (1 - b) / 4 + b n_d / 14, where n_d is the number of points of dimension d: with
    b = 0 each dimension counts alike, with b = 1 each point does.

    Parameters
    ----------
    by_points : float, default 0
        b, from 0 to 1. Illustrative: the chapter gives no weights.

    Returns
    -------
    dict
        Keys goal, drive, path, systemic; the weights sum to 1.

    Raises
    ------
    ValueError
        If `by_points` is not a number from 0 to 1.

    Notes
    -----
    Source: number of points of each dimension, first section, part one (3) of the chapter.

    Examples
    --------
    >>> dimension_weights()["path"], round(dimension_weights(1)["path"], 4)
    (0.25, 0.3571)
    """
    share = require_between("by_points", by_points, 0, 1)
    equal = (1 - share) / len(DIMENSIONS)
    return {dimension: equal + share * len(points) / len(POINTS) for dimension, points in POINTS_OF_DIMENSION}


def profile(scores: dict[str, float], by_points: float = 0) -> dict[str, float]:
    """Position of an initiative on each dimension and overall.

    The position on a dimension is the mean of its points, the overall position the weighted
    mean of the dimensions.

    Parameters
    ----------
    scores : dict
        A number for each of `POINTS`, from -1 (as the chapter describes administrative
        reform) to +1 (as it describes government innovation); 0 is halfway.
    by_points : float, default 0
        As in `dimension_weights`.

    Returns
    -------
    dict
        Keys goal, drive, path, systemic and overall, each from -1 to +1.

    Raises
    ------
    ValueError
        If a point is missing, unknown or not a number from -1 to 1, or `by_points` is not
        a number from 0 to 1.

    Notes
    -----
    Source: points of comparison, first section, part one (3) of the chapter; taking means is
    this book's choice.

    Examples
    --------
    >>> scores = {point: 1 for point in POINTS}
    >>> scores["actors"] = -1
    >>> places = profile(scores)
    >>> places["goal"], round(places["systemic"], 3), round(places["overall"], 3)
    (1.0, 0.333, 0.833)
    """
    for point in sorted(scores):
        if point not in POINTS:
            raise ValueError(f"scores: got the point {point!r}, expected {', '.join(POINTS)}")
    checked = {point: require_between(point, scores.get(point), -1, 1) for point in POINTS}
    places = {
        dimension: sum(checked[point] for point in points) / len(points)
        for dimension, points in POINTS_OF_DIMENSION
    }
    weights = dimension_weights(by_points)
    places["overall"] = sum(weights[dimension] * places[dimension] for dimension in DIMENSIONS)
    return places


def spread(places: dict[str, float]) -> float:
    """Distance between the two dimensions that lie furthest apart.

    Parameters
    ----------
    places : dict
        Position of each dimension, from -1 to +1, as `profile` returns them.

    Returns
    -------
    float
        From 0 (all dimensions agree) to 2 (two lie at opposite ends).

    Raises
    ------
    ValueError
        If a position is not a number from -1 to 1.

    Notes
    -----
    Source: this book's measure; the range of the four positions.

    Examples
    --------
    >>> spread({"goal": 1, "drive": 0.5, "path": 0, "systemic": -0.5})
    1.5
    """
    positions = _positions(places)
    return max(positions) - min(positions)


def cancelled(places: dict[str, float], by_points: float = 0) -> float:
    """Share of the dimensions' leanings that cancels out in the overall position.

    1 - |sum_d w_d x_d| / sum_d w_d |x_d|: 0 when no two dimensions lean to different
    sides, 1 when they lean to both sides alike. Without any leaning it is 0.

    Parameters
    ----------
    places : dict
        Position x_d of each dimension, from -1 to +1, as `profile` returns them.
    by_points : float, default 0
        As in `dimension_weights`, which gives w_d.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        If a position is not a number from -1 to 1, or `by_points` not one from 0 to 1.

    Notes
    -----
    Source: this book's measure of what an average hides.

    Examples
    --------
    >>> cancelled({"goal": 1, "drive": 1, "path": -1, "systemic": -1})
    1.0
    >>> cancelled({"goal": 1, "drive": 0.5, "path": 0, "systemic": 0.25})
    0.0
    """
    weights = dimension_weights(by_points)
    leanings = [weights[d] * x for d, x in zip(DIMENSIONS, _positions(places))]
    leaning = sum(abs(each) for each in leanings)
    return max(0.0, 1 - abs(sum(leanings)) / leaning) if leaning else 0.0


def verdict(places: dict[str, float], overlap_within: float = 0.25) -> Verdict:
    """Side on which the overall position lies, and whether the dimensions disagree.

    Parameters
    ----------
    places : dict
        As `profile` returns them.
    overlap_within : float, default 0.25
        Positions no further than this from the middle lie where reform and innovation
        overlap; 0 to 1. Illustrative.

    Returns
    -------
    Verdict
        side : "reform", "overlap" or "innovation", of the overall position;
        divided : bool, True if at least one dimension lies beyond the zone of overlap on
        each side.

    Raises
    ------
    ValueError
        If a position is not a number from -1 to 1, or `overlap_within` not one from 0 to 1.

    Notes
    -----
    Source: that reform is part of innovation, first section, part one (3) of the chapter; a
    zone of overlap is this book's way to respect it.

    Examples
    --------
    >>> verdict({"goal": 1, "drive": 1, "path": -1, "systemic": -1, "overall": 0})
    Verdict(side='overlap', divided=True)
    """
    edge = require_between("overlap_within", overlap_within, 0, 1) + _TIE
    overall = require_between("overall", places.get("overall"), -1, 1)
    positions = _positions(places)
    side = "innovation" if overall > edge else "reform" if overall < -edge else "overlap"
    return Verdict(side, max(positions) > edge and min(positions) < -edge)


def _positions(places: dict[str, float]) -> list[float]:
    return [require_between(dimension, places.get(dimension), -1, 1) for dimension in DIMENSIONS]
