"""The one check that every model makes of its numeric arguments."""

import math


def require_between(name: str, value: object, low: float, high: float) -> float:
    """Return `value` as a float if it lies in [low, high].

    Parameters
    ----------
    name : str
        Name of the argument, used in the error.
    value : object
        A real number. Strings, booleans, NaN and infinity are refused.
    low, high : float
        Closed bounds.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If `value` is not a finite number in the range; the text names the
        argument, the value and the range.

    Examples
    --------
    >>> require_between("control", 0.25, 0, 1)
    0.25
    >>> require_between("control", 2, 0, 1)
    Traceback (most recent call last):
    ValueError: control: got 2, expected a number from 0 to 1
    """
    try:
        number = math.nan if isinstance(value, (str, bytes, bool)) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not low <= number <= high:
        raise ValueError(f"{name}: got {value!r}, expected a number from {low} to {high}")
    return number
