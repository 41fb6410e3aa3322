"""Numbers as words, the same to the last digit in CPython and MicroPython."""

import math


def number(value: float, digits: int | None = None) -> str:
    """A number with so many decimals, halves rounded up; without `digits` as short as can be.

    Examples
    --------
    >>> number(0.125, 2), number(4.0), number(0.05)
    ('0.13', '4', '0.05')
    """
    if digits is None:
        return f"{value:g}"
    scale = 10**digits
    return "%.*f" % (digits, math.floor(value * scale + 0.5) / scale)


def percent(share: float) -> str:
    """A share in [0, 1] as whole per cent.

    Examples
    --------
    >>> percent(0.125)
    '13%'
    """
    return number(100 * share, 0) + "%"


def points(difference: float) -> str:
    """A difference of two shares as whole percentage points, without the unit.

    Examples
    --------
    >>> points(0.28)
    '28'
    """
    return number(100 * difference, 0)
