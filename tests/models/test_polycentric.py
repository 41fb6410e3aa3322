"""The jury theorem in exact fractions, its limits, dependence, unequal power, oversight, concentration."""

import itertools
import math
from fractions import Fraction

import pytest

from widgets.models.polycentric import (
    MOST_ACTORS,
    concentration,
    detection,
    majority_accuracy,
    power_shares,
    weighted_accuracy,
)

NUMBERS = [1, 3, 5, 11, 21, 51, 101]
SHARES = [0, 0.05, 0.25, 0.45, 0.5, 0.55, 0.75, 0.95, 1]
SLACK = 1e-12


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for n, p, rho in itertools.product(NUMBERS, SHARES, [0, 0.4, 1]):
        yield "majority_accuracy", [n, p], {"rho": rho}
        yield "detection", [n, p], {"rho": rho}
    for _ in range(150):
        n, p, d = 2 * draw.randint(0, 50) + 1, draw.random(), draw.random()
        yield "weighted_accuracy", [n, p], {"dominance": d, "rho": draw.random()}
        yield "power_shares", [n, d], {}
        yield "concentration", [power_shares(n, d)], {}
    for bad in (2, 0, -1, 103, 2.5, "3", None):
        yield "majority_accuracy", [bad, 0.5], {}
        yield "power_shares", [bad, 0.5], {}
    yield "detection", [1.5, 0.5], {}
    yield "concentration", [[0.5, 0.4]], {}
    yield "concentration", [[]], {}


def exact_majority(n, p):
    """The binomial sum in whole fractions."""
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))


def exact_weighted(n, p, dominance):
    """Every pattern of right and wrong judgements, weighed in whole fractions."""
    leader = Fraction(1, n) + dominance * (1 - Fraction(1, n))
    weights = [leader] + [(1 - leader) / max(n - 1, 1)] * (n - 1)
    total = Fraction(0)
    for pattern in itertools.product([0, 1], repeat=n):
        weight = sum(w for w, right in zip(weights, pattern, strict=True) if right)
        chance = p ** sum(pattern) * (1 - p) ** (n - sum(pattern))
        total += chance * (Fraction(1, 2) if weight == Fraction(1, 2) else weight > Fraction(1, 2))
    return total


@pytest.mark.parametrize("n", NUMBERS)
def test_independent_majority_is_the_exact_binomial_sum(n):
    for hundredths in range(0, 101, 5):
        p = Fraction(hundredths, 100)
        assert majority_accuracy(n, hundredths / 100) == pytest.approx(
            float(exact_majority(n, p)), rel=SLACK, abs=1e-15
        )


def test_published_value_of_eleven_voters():
    """Raschka & Mirjalili, chapter 7: eleven voters, each wrong with 0.25, err with 0.0343..."""
    assert 1 - majority_accuracy(11, 0.75) == pytest.approx(0.03432750701904297, abs=1e-15)


@pytest.mark.parametrize("rho", [0, 0.3, 1])
@pytest.mark.parametrize("n", range(1, MOST_ACTORS + 1, 2))
def test_a_coin_stays_a_coin_for_every_number_of_actors(n, rho):
    assert majority_accuracy(n, 0.5, rho) == pytest.approx(0.5, abs=SLACK)


@pytest.mark.parametrize("rho", [0, 0.3, 0.9])
def test_more_actors_help_only_above_one_half_and_hurt_below(rho):
    for p in (0.51, 0.6, 0.75):
        path = [majority_accuracy(n, p, rho) for n in range(1, 52, 2)]
        assert all(later > earlier for earlier, later in itertools.pairwise(path))
    for p in (0.49, 0.4, 0.25):
        path = [majority_accuracy(n, p, rho) for n in range(1, 52, 2)]
        assert all(later < earlier for earlier, later in itertools.pairwise(path))


def test_two_more_actors_add_their_closed_form():
    """P(n+2) - P(n) = (2p - 1) C(n, m) (p q)^(m+1), n = 2m + 1."""
    for n, p in itertools.product(range(1, 50, 2), [0.1, 0.45, 0.6, 0.9]):
        m = n // 2
        step = (2 * p - 1) * math.comb(n, m) * (p * (1 - p)) ** (m + 1)
        assert majority_accuracy(n + 2, p) - majority_accuracy(n, p) == pytest.approx(step, abs=SLACK)


def test_right_and_wrong_are_symmetric():
    for n, p, rho, d in itertools.product([1, 3, 11, 51], SHARES, [0, 0.5], [0, 0.3, 0.6]):
        both = weighted_accuracy(n, p, d, rho) + weighted_accuracy(n, 1 - p, d, rho)
        assert both == pytest.approx(1, abs=SLACK)


def test_accuracy_rises_with_competence_and_stays_a_probability():
    for n, rho, d in itertools.product([1, 3, 11, 51], [0, 0.5, 1], [0, 0.3, 0.6]):
        path = [weighted_accuracy(n, k / 20, d, rho) for k in range(21)]
        assert path == sorted(path)
        assert path[0] == 0
        assert path[-1] == pytest.approx(1, abs=SLACK)
        assert all(0 <= accuracy <= 1 for accuracy in path)


def test_dependence_leads_in_a_straight_line_from_the_majority_to_one_actor():
    for n, p in itertools.product(NUMBERS, SHARES):
        free = majority_accuracy(n, p, 0)
        assert majority_accuracy(n, p, 1) == pytest.approx(p, abs=SLACK)
        for rho in (0.25, 0.5, 0.9):
            assert majority_accuracy(n, p, rho) == pytest.approx(free + rho * (p - free), abs=SLACK)


def test_in_the_mixture_the_correlation_of_two_judgements_is_rho():
    for p, rho in itertools.product([Fraction(1, 4), Fraction(3, 5)], [Fraction(1, 5), Fraction(4, 5)]):
        both_right = (1 - rho) * p * p + rho * p
        assert (both_right - p * p) / (p * (1 - p)) == rho


def test_in_the_mixture_no_dependence_makes_a_competent_majority_worse_than_one():
    for n, k, rho in itertools.product([3, 11, 51], range(10, 21), [0, 0.5, 0.9, 1]):
        assert majority_accuracy(n, k / 20, rho) >= k / 20 - SLACK


@pytest.mark.parametrize("dominance", [Fraction(k, 20) for k in range(21)])
def test_weighted_vote_is_the_sum_over_all_patterns(dominance):
    for n, p in itertools.product([1, 3, 5, 7], [Fraction(2, 5), Fraction(7, 10)]):
        ours = weighted_accuracy(n, float(p), float(dominance))
        assert ours == pytest.approx(float(exact_weighted(n, p, dominance)), abs=SLACK)


def test_a_leader_above_one_half_decides_alone_and_dominance_never_helps_the_competent():
    for n, p in itertools.product([3, 11, 51], [0.55, 0.6, 0.9]):
        path = [weighted_accuracy(n, p, k / 20) for k in range(21)]
        assert path[0] == majority_accuracy(n, p)
        assert all(later <= earlier + SLACK for earlier, later in itertools.pairwise(path))
        for k, accuracy in enumerate(path):
            if power_shares(n, k / 20)[0] > 0.5 + SLACK:
                assert accuracy == pytest.approx(p, abs=SLACK)


def test_detection_closed_form_limits_and_monotonicity():
    for k, chance in itertools.product(range(12), SHARES):
        exact = 1 - (1 - Fraction(chance)) ** k
        assert detection(k, chance) == pytest.approx(float(exact), abs=SLACK)
        assert detection(k, chance, 1) == pytest.approx(chance if k else 0, abs=SLACK)
        assert detection(k + 1, chance) >= detection(k, chance) - SLACK
        assert detection(1, chance, 0.3) == pytest.approx(chance, abs=SLACK)
    assert detection(0, 1) == 0


def test_shares_sum_to_one_and_reach_both_ends():
    for n, d in itertools.product(NUMBERS, SHARES):
        shares = power_shares(n, d)
        assert len(shares) == n
        assert sum(shares) == pytest.approx(1)
        assert shares[0] == max(shares)
    assert power_shares(5, 0) == [0.2] * 5
    assert power_shares(3, 1) == [1, 0, 0]


def test_concentration_lies_between_equality_and_monopoly_and_rises_with_dominance():
    for n in NUMBERS:
        path = [concentration(power_shares(n, k / 20)) for k in range(21)]
        indices = [found.index for found in path]
        assert path[0].index == pytest.approx(1 / n)
        assert path[0].effective_number == pytest.approx(n)
        assert path[-1] == pytest.approx((1, 0, 1))
        assert all(later >= earlier - SLACK for earlier, later in itertools.pairwise(indices))
        assert all(found.index + found.dispersion == pytest.approx(1) for found in path)


def test_published_example_of_the_index():
    """Eight shares of 10, 9, 12, 15, 12, 11, 15 and 16 per cent: 1,296 of 10,000."""
    shares = [0.10, 0.09, 0.12, 0.15, 0.12, 0.11, 0.15, 0.16]
    assert concentration(shares).index == pytest.approx(0.1296, abs=1e-15)


BAD = [math.nan, math.inf, -math.inf, -0.01, "0.5", "", None, True, [0.5], {}, 1e400]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_numbers_are_refused_by_name(bad):
    for name, call in {
        "n": lambda: majority_accuracy(bad, 0.5),
        "p": lambda: majority_accuracy(3, bad),
        "rho": lambda: majority_accuracy(3, 0.5, bad),
        "dominance": lambda: weighted_accuracy(3, 0.5, bad),
        "k": lambda: detection(bad, 0.5),
        "chance": lambda: detection(3, bad),
        "shares": lambda: concentration([bad, 0.5]),
    }.items():
        with pytest.raises(ValueError, match=rf"^{name}: got .* expected a"):
            call()


@pytest.mark.parametrize("n", [0, 2, 50, 2.5, 103])
def test_the_number_of_actors_is_whole_and_odd(n):
    with pytest.raises(ValueError, match=rf"^n: got {n}, expected a"):
        majority_accuracy(n, 0.6)
    with pytest.raises(ValueError, match=rf"^n: got {n}, expected a"):
        power_shares(n, 0)


def test_too_large_is_refused():
    with pytest.raises(ValueError, match=r"^p: got 1\.01"):
        majority_accuracy(3, 1.01)
    with pytest.raises(ValueError, match=r"^k: got 1\.5, expected a whole number"):
        detection(1.5, 0.5)
    with pytest.raises(ValueError, match=r"^shares: got a sum of 0\.9, expected 1"):
        concentration([0.5, 0.4])
    with pytest.raises(ValueError, match=r"^shares: got a sum of 0, expected 1"):
        concentration([])
