"""The one source of chance of all models: the same draws in CPython and in MicroPython."""

from widgets.models.bounds import require_between

MULTIPLIER = 16807
MODULUS = 2147483647
DISCARDED = 10  # the first draws from small seeds are small too


def next_state(state: int) -> int:
    """State of the random generator after `state`: 16807 x mod (2^31 - 1).

    CPython's and MicroPython's own generators differ; this one is the same in both.

    Parameters
    ----------
    state : int
        1 to 2147483646.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If the state is out of range.

    Notes
    -----
    Source: Park, S. K. and Miller, K. W. (1988), Random number generators: good ones are
    hard to find, Communications of the ACM 31(10), 1192-1201.

    Examples
    --------
    >>> next_state(next_state(1))
    282475249
    """
    return MULTIPLIER * int(require_between("state", state, 1, MODULUS - 1)) % MODULUS


class Generator:
    """Uniform draws on (0, 1) from a seed.

    Parameters
    ----------
    seed : int
        Which sequence, 1 to 1000000; a fraction is cut off.

    Raises
    ------
    ValueError
        If the seed is out of range.

    Notes
    -----
    Source: Park and Miller (1988), as `next_state`; it is not checked at each draw.

    Examples
    --------
    >>> chance = Generator(7)
    >>> 0 < chance.uniform() < 1
    True
    >>> chance.below(10) in range(10)
    True
    """

    def __init__(self, seed: float) -> None:
        self.state = int(require_between("seed", seed, 1, 1000000))
        for _ in range(DISCARDED):
            self.state = next_state(self.state)

    def uniform(self) -> float:
        """Draw from (0, 1)."""
        self.state = MULTIPLIER * self.state % MODULUS
        return self.state / MODULUS

    def below(self, count: int) -> int:
        """Draw a whole number from 0 to `count` - 1."""
        return int(self.uniform() * count)
