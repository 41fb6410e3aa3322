"""From an idea to a practice that others copy: what each stage keeps, and how much of it is chance.

The funnel is a chain of independent thinnings, so that every count in it is binomial. How well a selection
tells good ideas from bad is written as an odds ratio, the simplest form of signal detection that solves in
closed form.
"""

import math
from collections import namedtuple

from widgets.models.bounds import require_between

MOST_IDEAS = 5000
MOST_PLACES = 100
SHARPEST = 1000  # largest odds ratio that a selection may have
_NEGLIGIBLE = 1e-25  # counts less probable than this, beside the most probable one, are left out
_SLACK = 1e-12  # a quantile may be missed by the rounding of a sum

Selection = namedtuple("Selection", ["hit_rate", "false_alarm_rate", "good_among_selected"])


def expected_funnel(ideas: int, rates: list[float]) -> list[float]:
    """Expected counts along a funnel: the ideas times the product of the rates so far.

    Parameters
    ----------
    ideas : int
        Ideas at the start, 0 to 5000.
    rates : list of float
        What each stage keeps of what reaches it, 0 to 1.

    Returns
    -------
    list of float
        One more count than there are rates, the ideas first; never increasing.

    Raises
    ------
    ValueError
        If an argument is out of range or `ideas` is not whole.

    Notes
    -----
    Source: the four stages are those of Zhao & Li (2014); that the expectation is a product
    is elementary probability and needs the stages' rates, not their independence.

    Examples
    --------
    >>> expected_funnel(40, [0.25, 0.4, 0.5])
    [40.0, 10.0, 4.0, 2.0]
    """
    counts = [float(_whole("ideas", ideas, MOST_IDEAS))]
    for rate in rates:
        counts.append(counts[-1] * require_between("rates", rate, 0, 1))
    return counts


def survivors(ideas: int, chance: float) -> list[float]:
    """Probabilities that 0, 1, ... of the ideas come through.

    Parameters
    ----------
    ideas : int
        Independent ideas, 0 to 5000.
    chance : float
        Probability that one of them comes through all stages: the product of their rates,
        0 to 1. A chain of binomial thinnings is binomial with that product.

    Returns
    -------
    list of float
        ideas + 1 probabilities that sum to 1; below 1e-25 of the largest they are 0.

    Raises
    ------
    ValueError
        If an argument is out of range or `ideas` is not whole.

    Notes
    -----
    Source: the binomial distribution, worked outwards from its mode so that nothing underflows.

    Examples
    --------
    >>> [round(p, 4) for p in survivors(3, 0.5)]
    [0.125, 0.375, 0.375, 0.125]
    """
    ideas = _whole("ideas", ideas, MOST_IDEAS)
    chance = require_between("chance", chance, 0, 1)
    weights = [0.0] * (ideas + 1)
    mode = min(ideas, int((ideas + 1) * chance))
    weights[mode] = 1.0
    if 0 < chance < 1:
        _spread(weights, mode, chance / (1 - chance))
    total = sum(weights)
    return [weight / total for weight in weights]


def survivor_interval(ideas: int, chance: float, level: float = 0.9) -> tuple[int, int]:
    """Central interval of the number of ideas that come through, by exact binomial quantiles.

    Parameters
    ----------
    ideas, chance
        As in `survivors`.
    level : float, default 0.9
        At least this much probability lies inside, 0 to 1.

    Returns
    -------
    tuple of int
        Smallest counts whose cumulative probability reaches (1 - level)/2 and (1 + level)/2.

    Raises
    ------
    ValueError
        If an argument is out of range or `ideas` is not whole.

    Notes
    -----
    Source: quantiles of the binomial distribution; no normal approximation.

    Examples
    --------
    >>> survivor_interval(100, 0.01)
    (0, 3)
    """
    level = require_between("level", level, 0, 1)
    probabilities = survivors(ideas, chance)
    return _quantile(probabilities, (1 - level) / 2), _quantile(probabilities, (1 + level) / 2)


def chance_of_nothing(ideas: int, chance: float) -> float:
    """Probability that no idea comes through, (1 - chance)^ideas.

    Parameters
    ----------
    ideas, chance
        As in `survivors`.

    Returns
    -------
    float
        In [0, 1]; close to exp(-ideas * chance) when `chance` is small.

    Raises
    ------
    ValueError
        If an argument is out of range or `ideas` is not whole.

    Notes
    -----
    Source: complement rule; the limit is Poisson's law of rare events.

    Examples
    --------
    >>> round(chance_of_nothing(100, 0.01), 3)
    0.366
    """
    ideas = _whole("ideas", ideas, MOST_IDEAS)
    return (1 - require_between("chance", chance, 0, 1)) ** ideas


def chance_of_unequal_luck(ideas: int, chance: float) -> float:
    """Probability that two places alike in everything end with different numbers.

    Parameters
    ----------
    ideas, chance
        As in `survivors`, the same in both places, which are independent.

    Returns
    -------
    float
        1 minus the sum of squared probabilities, in [0, 1).

    Raises
    ------
    ValueError
        If an argument is out of range or `ideas` is not whole.

    Notes
    -----
    Source: probability that two independent draws of one distribution differ.

    Examples
    --------
    >>> chance_of_unequal_luck(1, 0.5)
    0.5
    """
    return 1 - sum(probability * probability for probability in survivors(ideas, chance))


def select(rate: float, good_share: float, discernment: float) -> Selection:
    """How a selection of given strictness treats good ideas and bad ones.

    The odds that a good idea is selected are `discernment` times the odds of a bad one,
    H/(1-H) = discernment * F/(1-F), and together they fill the places: g H + (1-g) F = rate.
    Both hold for the root of a quadratic equation in F.

    Parameters
    ----------
    rate : float
        Share of all ideas that is selected, 0 to 1.
    good_share : float
        g, share of good ideas among all: those that would work if well implemented, 0 to 1.
    discernment : float
        Odds ratio, 1 (selection by lot) to 1000.

    Returns
    -------
    Selection
        hit_rate H : share of the good ideas that is selected;
        false_alarm_rate F : share of the bad ideas that is selected, never above H;
        good_among_selected : g H / rate, at most discernment * g / (discernment * g + 1 - g),
        which is its limit for the strictest selection.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: signal detection with logistic instead of normal evidence, whose measure of
    sensitivity is the logarithm of the odds ratio; terms as in Stanislaw & Todorov (1999),
    Behavior Research Methods, Instruments, & Computers 31(1), 137-149. Its use for ideas is
    this book's.

    Examples
    --------
    >>> [round(value, 3) for value in select(0.45, 0.5, 36)]
    [0.8, 0.1, 0.889]
    """
    rate = require_between("rate", rate, 0, 1)
    good = require_between("good_share", good_share, 0, 1)
    ratio = require_between("discernment", discernment, 1, SHARPEST)
    false_alarm = _false_alarm_rate(rate, good, ratio)
    relative = ratio / (1 + (ratio - 1) * false_alarm)  # hit rate over false-alarm rate
    return Selection(
        min(1.0, relative * false_alarm), false_alarm, good * relative / (good * relative + 1 - good)
    )


def implemented_share(selected: float, capacity: float) -> float:
    """Share of the selected ideas that there are hands for.

    Parameters
    ----------
    selected : float
        Ideas expected to be selected, 0 to 5000.
    capacity : float
        Ideas that can be carried out properly in the same time, 0 to 5000.

    Returns
    -------
    float
        The smaller of 1 and capacity / selected. The hands are handed out regardless of
        quality, because the selection has already used what could be told.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Source: this book's simplest form of a limit. With it the selection that brings most
    selects exactly as many as can be implemented: fewer waste hands, more dilute quality.

    Examples
    --------
    >>> implemented_share(10, 20), implemented_share(40, 20)
    (1.0, 0.5)
    """
    selected = require_between("selected", selected, 0, MOST_IDEAS)
    capacity = require_between("capacity", capacity, 0, MOST_IDEAS)
    return 1.0 if selected <= capacity else capacity / selected


def reach(places: int, adoption: float) -> float:
    """Probability that at least one other place takes a practice over.

    Parameters
    ----------
    places : int
        Places that get to know it, 0 to 100.
    adoption : float
        Probability that one of them adopts it, on its own, 0 to 1.

    Returns
    -------
    float
        1 - (1 - adoption)^places.

    Raises
    ------
    ValueError
        If an argument is out of range or `places` is not whole.

    Notes
    -----
    Source: complement rule for independent places; that they also copy each other is left
    to the model of diffusion.

    Examples
    --------
    >>> reach(2, 0.5)
    0.75
    """
    places = _whole("places", places, MOST_PLACES)
    return 1 - (1 - require_between("adoption", adoption, 0, 1)) ** places


def _whole(name: str, value: object, high: int) -> int:
    number = require_between(name, value, 0, high)
    if number != int(number):
        raise ValueError(f"{name}: got {value!r}, expected a whole number from 0 to {high}")
    return int(number)


def _spread(weights: list[float], mode: int, odds: float) -> None:
    """Fill in weights relative to the mode's, outwards until they no longer matter."""
    last = len(weights) - 1
    k = mode
    while k < last and weights[k] > _NEGLIGIBLE:
        weights[k + 1] = weights[k] * (last - k) / (k + 1) * odds
        k += 1
    k = mode
    while k > 0 and weights[k] > _NEGLIGIBLE:
        weights[k - 1] = weights[k] * k / (last - k + 1) / odds
        k -= 1


def _quantile(probabilities: list[float], level: float) -> int:
    cumulative = 0.0
    for count, probability in enumerate(probabilities):
        cumulative += probability
        if cumulative >= level - _SLACK:
            return count
    return len(probabilities) - 1


def _false_alarm_rate(rate: float, good: float, ratio: float) -> float:
    """Root of (1-g)(r-1) F^2 + (1 + (r-1)(g - rate)) F - rate = 0, in the form that keeps digits."""
    square = (1 - good) * (ratio - 1)
    linear = 1 + (ratio - 1) * (good - rate)
    root = math.sqrt(linear * linear + 4 * square * rate)
    if linear > 0:
        return min(1.0, 2 * rate / (linear + root))
    return min(1.0, (root - linear) / (2 * square))
