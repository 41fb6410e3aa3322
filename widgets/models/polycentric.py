"""Many centres: does the majority judge right, does anybody notice, who holds the power?

The binomial majority is Condorcet's; the index of concentration is Herfindahl's and Hirschman's. How
judgements depend on each other and how a leading actor outweighs the others are this book's simplest forms.
"""

from collections import namedtuple

from widgets.models.bounds import require_between

MOST_ACTORS = 101
_TIE = 1e-12  # weights closer to one half than this are a tie

Concentration = namedtuple("Concentration", ["index", "dispersion", "effective_number"])


def majority_accuracy(n: int, p: float, rho: float = 0) -> float:
    """Probability that the majority of n equal actors judges right.

    With probability 1 - rho all judge on their own and the majority is binomial; with
    probability rho all repeat one and the same judgement:
    (1 - rho) sum_{k > n/2} C(n, k) p^k (1-p)^(n-k) + rho p.

    Parameters
    ----------
    n : int
        Number of actors, odd, 1 to 101.
    p : float
        Competence: probability that one actor judges right, 0 to 1.
    rho : float, default 0
        Dependence: in this mixture also the correlation of any two judgements, 0 to 1.

    Returns
    -------
    float
        In [0, 1]; p for n = 1 and for rho = 1.

    Raises
    ------
    ValueError
        If an argument is out of range or n is not odd.

    Notes
    -----
    Source: independent votes, Condorcet (1785), Essai; Boland (1989), The Statistician
    38(3), 181-189. That correlation weakens the theorem: Ladha (1992), American Journal
    of Political Science 36(3), 617-634. The mixture itself is this book's simplest form;
    with others (Kaniovski & Zaigraev 2011) a majority can do worse than one actor though p > 1/2.

    Examples
    --------
    >>> round(majority_accuracy(3, 0.8), 3)
    0.896
    >>> round(majority_accuracy(3, 0.8, rho=1), 3)
    0.8
    """
    return weighted_accuracy(n, p, 0, rho)


def weighted_accuracy(n: int, p: float, dominance: float = 0, rho: float = 0) -> float:
    """Probability that a vote weighted by shares of power judges right.

    Parameters
    ----------
    n, p, rho
        As in `majority_accuracy`.
    dominance : float, default 0
        Share of power that goes beyond equality to the leading actor, 0 (all equal) to 1
        (it has everything). Illustrative. Once its share exceeds one half, it decides alone.

    Returns
    -------
    float
        In [0, 1]; a tie counts one half.

    Raises
    ------
    ValueError
        As `majority_accuracy` does.

    Notes
    -----
    Source: this book's extension of Condorcet's vote to unequal shares; at dominance 0 it
    is `majority_accuracy`.

    Examples
    --------
    >>> round(weighted_accuracy(5, 0.6), 5)
    0.68256
    >>> round(weighted_accuracy(5, 0.6, dominance=0.5), 5)
    0.6
    """
    n = _odd(n)
    p = require_between("p", p, 0, 1)
    rho = require_between("rho", rho, 0, 1)
    leader, other = _leader_and_other(n, require_between("dominance", dominance, 0, 1))
    alone = 0.0
    for right, chance in enumerate(_binomial(n - 1, p)):
        alone += chance * (p * _wins(leader + right * other) + (1 - p) * _wins(right * other))
    return min(1.0, (1 - rho) * alone + rho * p)


def detection(k: int, chance: float, rho: float = 0) -> float:
    """Probability that at least one of k overseers notices a wrong act.

    1 - (1 - chance)^k if they look independently, `chance` if all rely on one look;
    rho mixes the two as in `majority_accuracy`.

    Parameters
    ----------
    k : int
        Number of overseers, 0 to 101.
    chance : float
        Probability that one of them notices, 0 to 1.
    rho : float, default 0
        Dependence, 0 to 1.

    Returns
    -------
    float
        In [0, 1]; 0 without overseers.

    Raises
    ------
    ValueError
        If an argument is out of range or k is not whole.

    Notes
    -----
    Source: complement of k independent misses, elementary probability; the mixture is this
    book's simplest form.

    Examples
    --------
    >>> round(detection(3, 0.2), 3)
    0.488
    >>> round(detection(3, 0.2, rho=1), 3)
    0.2
    """
    k = _whole("k", k, 0)
    chance = require_between("chance", chance, 0, 1)
    rho = require_between("rho", rho, 0, 1)
    return (1 - rho) * (1 - (1 - chance) ** k) + rho * chance if k else 0.0


def power_shares(n: int, dominance: float) -> list[float]:
    """Shares of power: one leading actor, the others equal.

    Parameters
    ----------
    n : int
        Number of actors, odd, 1 to 101.
    dominance : float
        0 (all equal) to 1 (the leading actor has everything). Illustrative.

    Returns
    -------
    list of float
        n shares, the leading actor's first; they sum to 1.

    Raises
    ------
    ValueError
        If an argument is out of range or n is not odd.

    Notes
    -----
    Source: this book's one-parameter family between equality and monopoly.

    Examples
    --------
    >>> [round(share, 3) for share in power_shares(5, 0.5)]
    [0.6, 0.1, 0.1, 0.1, 0.1]
    """
    n = _odd(n)
    leader, other = _leader_and_other(n, require_between("dominance", dominance, 0, 1))
    return [leader] + [other] * (n - 1)


def concentration(shares: list[float]) -> Concentration:
    """How concentrated shares of power are.

    Parameters
    ----------
    shares : list of float
        Shares in [0, 1] that sum to 1.

    Returns
    -------
    Concentration
        index : Herfindahl-Hirschman index, the sum of squared shares, 1/n to 1;
        dispersion : 1 - index; effective_number : 1 / index, the number of equal actors
        that would be as concentrated.

    Raises
    ------
    ValueError
        If there is no share, one is out of range or they do not sum to 1.

    Notes
    -----
    Source: the index as used for markets, on a scale to 1 instead of 10,000; its inverse,
    Laakso & Taagepera (1979), Comparative Political Studies 12(1), 3-27.

    Examples
    --------
    >>> concentration([0.5, 0.5])
    Concentration(index=0.5, dispersion=0.5, effective_number=2.0)
    """
    given = [require_between("shares", share, 0, 1) for share in shares]
    if abs(sum(given) - 1) > 1e-9:
        raise ValueError(f"shares: got a sum of {sum(given)!r}, expected 1")
    index = sum(share * share for share in given)
    return Concentration(index, 1 - index, 1 / index)


def _whole(name: str, value: object, low: int) -> int:
    number = require_between(name, value, low, MOST_ACTORS)
    if number != int(number):
        raise ValueError(f"{name}: got {value!r}, expected a whole number from {low} to {MOST_ACTORS}")
    return int(number)


def _odd(n: object) -> int:
    number = _whole("n", n, 1)
    if number % 2 == 0:
        raise ValueError(f"n: got {n!r}, expected an odd number from 1 to {MOST_ACTORS}")
    return number


def _leader_and_other(n: int, dominance: float) -> tuple[float, float]:
    equal = 1 / n
    return equal + dominance * (1 - equal), (1 - dominance) * equal


def _binomial(trials: int, p: float) -> list[float]:
    ways = 1
    chances = []
    for k in range(trials + 1):
        chances.append(ways * p**k * (1 - p) ** (trials - k))
        ways = ways * (trials - k) // (k + 1)
    return chances


def _wins(weight: float) -> float:
    if abs(weight - 0.5) < _TIE:
        return 0.5
    return 1.0 if weight > 0.5 else 0.0
