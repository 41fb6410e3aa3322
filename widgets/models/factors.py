"""How the factors of sustained innovation add up, and which of them is the lever.

The tree of factors is the chapter's Figure 2-2. Three ways of adding up stand for three claims about how
factors work together: they substitute for each other, they need each other, or the scarcest one decides.
"""

import math

from widgets.models.bounds import require_between

LEAVES_OF_BRANCH = (
    ("actors", ("motivation", "leaders")),
    ("project", ("effect", "content", "scale", "cost_benefit", "institutionalisation")),
    ("politics", ("policy", "system", "institutions")),
    ("economy", ("development", "resources")),
    ("society", ("public", "media", "scholarship")),
)
BRANCHES = tuple(branch for branch, _ in LEAVES_OF_BRANCH)
LEAVES = tuple(leaf for _, leaves in LEAVES_OF_BRANCH for leaf in leaves)
AGGREGATIONS = ("arithmetic", "geometric", "minimum")
HEAVIEST = 10


def leaf_weights(branch_weights: dict[str, float]) -> dict[str, float]:
    """Weight of each leaf: its branch's share, divided evenly among the leaves of the branch.

    Parameters
    ----------
    branch_weights : dict
        A number from 0 to 10 for each of `BRANCHES`, not all 0; only their ratios count.
        Illustrative: the chapter gives no weights.

    Returns
    -------
    dict
        A weight for each of `LEAVES`; they sum to 1.

    Raises
    ------
    ValueError
        If a branch is missing, unknown or out of range, or all are 0.

    Notes
    -----
    Source: branches and leaves, Figure 2-2 of the chapter as rebuilt from its text. With equal
    branches a leaf weighs the less the more siblings the tree gives it.

    Examples
    --------
    >>> weights = leaf_weights({branch: 1 for branch in BRANCHES})
    >>> round(weights["leaders"], 3), round(weights["effect"], 3)
    (0.1, 0.04)
    """
    given = _complete("branch_weights", branch_weights, BRANCHES, HEAVIEST)
    total = sum(given.values())
    if not total:
        raise ValueError("branch_weights: got 0 for every branch, expected at least one above 0")
    return {
        leaf: given[branch] / total / len(leaves) for branch, leaves in LEAVES_OF_BRANCH for leaf in leaves
    }


def aggregate(levels: list[float], weights: list[float], aggregation: str = "arithmetic") -> float:
    """One index from several levels.

    With weights w that are first divided by their sum: arithmetic, sum w_i x_i; geometric,
    prod x_i^(w_i); minimum, min x_i over the levels with a weight above 0.

    Parameters
    ----------
    levels : list of float
        x, each 0 to 1.
    weights : list of float
        As many numbers from 0 to 10, not all 0.
    aggregation : {"arithmetic", "geometric", "minimum"}
        Full, partial or no substitution.

    Returns
    -------
    float
        In [0, 1]; arithmetic >= geometric >= minimum.

    Raises
    ------
    ValueError
        If a number is out of range, the lists differ in length, all weights are 0 or the
        aggregation is unknown.

    Notes
    -----
    Source: additive and geometric aggregation and the compensation that each allows, OECD & JRC
    (2008), Handbook on Constructing Composite Indicators. The minimum is the limit without any.

    Examples
    --------
    >>> [round(aggregate([0.9, 0.1], [1, 1], rule), 2) for rule in AGGREGATIONS]
    [0.5, 0.3, 0.1]
    """
    shares = _shares(levels, weights)
    given = [require_between("levels", level, 0, 1) for level in levels]
    return _combined(given, shares, _known(aggregation))


def sustainability(
    levels: dict[str, float], branch_weights: dict[str, float], aggregation: str = "arithmetic"
) -> float:
    """Index of how well an innovation is placed to last.

    Parameters
    ----------
    levels : dict
        A number from 0 (as unfavourable as can be) to 1 (as favourable) for each of `LEAVES`.
    branch_weights : dict
        As in `leaf_weights`.
    aggregation : {"arithmetic", "geometric", "minimum"}
        As in `aggregate`.

    Returns
    -------
    float
        In [0, 1]. An index, not a probability of survival: no data tie it to one.

    Raises
    ------
    ValueError
        If a leaf or branch is missing, unknown or out of range, all weights are 0 or the
        aggregation is unknown.

    Notes
    -----
    Source: factors, Figure 2-2 and section two, part one of the chapter; adding them up is this
    book's choice.

    Examples
    --------
    >>> levels = {leaf: 0.9 for leaf in LEAVES}
    >>> levels["institutionalisation"] = 0
    >>> equal = {branch: 1 for branch in BRANCHES}
    >>> round(sustainability(levels, equal), 3), sustainability(levels, equal, "minimum")
    (0.864, 0.0)
    """
    given = _complete("levels", levels, LEAVES, 1)
    weights = leaf_weights(branch_weights)
    return aggregate([given[leaf] for leaf in LEAVES], [weights[leaf] for leaf in LEAVES], aggregation)


def marginal(
    levels: dict[str, float], branch_weights: dict[str, float], aggregation: str = "arithmetic"
) -> dict[str, float]:
    """Gain of the index per unit by which one leaf alone is raised a little.

    The right-hand derivative: arithmetic, w_i; geometric, w_i S / x_i with S the index;
    minimum, 1 for the only lowest leaf and 0 for all others, so 0 for every leaf when several
    are lowest.

    Parameters
    ----------
    levels, branch_weights, aggregation
        As in `sustainability`; for the geometric mean every level must be above 0.

    Returns
    -------
    dict
        A number of at least 0 for each of `LEAVES`.

    Raises
    ------
    ValueError
        As `sustainability` does, and for a level of 0 under the geometric mean, whose
        derivative has no bound there.

    Notes
    -----
    Source: elementary calculus of the three means.

    Examples
    --------
    >>> levels = {leaf: 0.8 for leaf in LEAVES}
    >>> levels["public"] = 0.2
    >>> equal = {branch: 1 for branch in BRANCHES}
    >>> [round(marginal(levels, equal, rule)["public"], 3) for rule in AGGREGATIONS]
    [0.067, 0.243, 1.0]
    """
    given = _complete("levels", levels, LEAVES, 1)
    weights = leaf_weights(branch_weights)
    index = sustainability(given, branch_weights, aggregation)
    if aggregation == "arithmetic":
        return weights
    if aggregation == "minimum":
        lowest = [leaf for leaf in LEAVES if weights[leaf] and given[leaf] == index]
        return {leaf: 1.0 if lowest == [leaf] else 0.0 for leaf in LEAVES}
    for leaf in LEAVES:
        if not given[leaf]:
            raise ValueError(f"{leaf}: got 0, expected a number above 0")
    return {leaf: weights[leaf] * index / given[leaf] for leaf in LEAVES}


def tornado(
    levels: dict[str, float],
    branch_weights: dict[str, float],
    aggregation: str = "arithmetic",
    reach: float = 0.2,
) -> list[tuple[str, float, float]]:
    """How far each leaf alone, lowered and raised by `reach`, moves the index.

    Parameters
    ----------
    levels, branch_weights, aggregation
        As in `sustainability`.
    reach : float, default 0.2
        Size of the step, 0 to 1; a leaf stops at 0 and at 1.

    Returns
    -------
    list of (str, float, float)
        The leaf, the index with it lowered, the index with it raised; the largest
        difference first, ties in the order of `LEAVES`.

    Raises
    ------
    ValueError
        As `sustainability` does, or if `reach` is not a number from 0 to 1.

    Notes
    -----
    Source: one-at-a-time sensitivity analysis. Under the arithmetic mean a width is exactly the
    leaf's weight times the distance between its two values; under the geometric mean the same
    holds of logarithms. It cannot see what two leaves do together.

    Examples
    --------
    >>> levels = {leaf: 0.8 for leaf in LEAVES}
    >>> levels["public"] = 0.2
    >>> equal = {branch: 1 for branch in BRANCHES}
    >>> [tornado(levels, equal, rule)[0][0] for rule in AGGREGATIONS]
    ['motivation', 'public', 'public']
    """
    given = _complete("levels", levels, LEAVES, 1)
    reach = require_between("reach", reach, 0, 1)
    rule = _known(aggregation)
    weights = leaf_weights(branch_weights)
    shares = [weights[leaf] for leaf in LEAVES]
    base = [given[leaf] for leaf in LEAVES]
    swings = []
    for place, leaf in enumerate(LEAVES):
        ends = []
        for value in (max(0.0, base[place] - reach), min(1.0, base[place] + reach)):
            ends.append(_combined(base[:place] + [value] + base[place + 1 :], shares, rule))
        swings.append((leaf, ends[0], ends[1]))
    return sorted(swings, key=lambda swing: (-round(swing[2] - swing[1], 12), LEAVES.index(swing[0])))


def _known(aggregation: str) -> str:
    if aggregation not in AGGREGATIONS:
        raise ValueError(f"aggregation: got {aggregation!r}, expected one of {', '.join(AGGREGATIONS)}")
    return aggregation


def _combined(levels: list[float], shares: list[float], rule: str) -> float:
    """`aggregate` without its checks, for the many calls of a tornado."""
    if rule == "arithmetic":
        return min(1.0, sum(share * level for level, share in zip(levels, shares)))
    lowest = min(level for level, share in zip(levels, shares) if share)
    if rule == "minimum" or not lowest:
        return lowest
    logarithm = sum(share * math.log(level) for level, share in zip(levels, shares) if share)
    return min(1.0, max(lowest, math.exp(logarithm)))


def _shares(levels: list[float], weights: list[float]) -> list[float]:
    if len(levels) != len(weights):
        raise ValueError(f"weights: got {len(weights)!r} of them, expected {len(levels)}, one for each level")
    given = [require_between("weights", weight, 0, HEAVIEST) for weight in weights]
    total = sum(given)
    if not total:
        raise ValueError("weights: got a sum of 0, expected at least one above 0")
    return [weight / total for weight in given]


def _complete(name: str, values: dict[str, float], keys: tuple[str, ...], high: float) -> dict[str, float]:
    """One checked number for each of `keys` and for nothing else."""
    for key in sorted(values):
        if key not in keys:
            raise ValueError(f"{name}: got {key!r}, expected {', '.join(keys)}")
    return {key: require_between(key, values.get(key), 0, high) for key in keys}
