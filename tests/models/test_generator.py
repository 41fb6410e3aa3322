"""The generator of chance: its published value, its range, its evenness."""

import itertools
import math

import pytest

from widgets.models.generator import MODULUS, Generator, next_state


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(100):
        yield "next_state", [draw.randint(1, MODULUS - 1)], {}
    yield "next_state", [0], {}


def test_published_value():
    """Park and Miller (1988): from 1, the 10 000th value is 1043618065."""
    state = 1
    for _ in range(10_000):
        state = next_state(state)
    assert state == 1043618065


@pytest.mark.parametrize("seed", [1, 7, 2026, 1_000_000])
def test_draws_fill_the_unit_interval_evenly(seed):
    chance = Generator(seed)
    drawn = [chance.uniform() for _ in range(20_000)]
    assert all(0 < u < 1 for u in drawn)
    tenths = [sum(k <= 10 * u < k + 1 for u in drawn) for k in range(10)]
    chi_square = sum((count - 2000) ** 2 / 2000 for count in tenths)
    assert chi_square < 27.9  # 99.9 % point of nine degrees of freedom
    neighbours = sum((a - 0.5) * (b - 0.5) for a, b in itertools.pairwise(drawn)) * 12 / 19_999
    assert abs(neighbours) < 4 / math.sqrt(20_000)


def test_whole_numbers_reach_each_value_and_no_other():
    chance = Generator(3)
    assert {chance.below(6) for _ in range(500)} == set(range(6))


def test_a_seed_fixes_the_sequence():
    one, same, other = Generator(5), Generator(5), Generator(6)
    drawn = [one.uniform() for _ in range(5)]
    assert drawn == [same.uniform() for _ in range(5)] != [other.uniform() for _ in range(5)]


@pytest.mark.parametrize("bad", [0, -1, 1e7, math.nan, "1", None, True], ids=repr)
def test_bad_seeds_and_states_are_refused(bad):
    with pytest.raises(ValueError, match=r"^seed: got"):
        Generator(bad)
    if bad != 1e7:
        with pytest.raises(ValueError, match=r"^state: got"):
            next_state(bad)
