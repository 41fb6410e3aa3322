"""Figures that contradict each other: what each allows, what follows from it, what survives.

A printed figure is an interval: "over 30,000" is a lower bound, "38%" has been rounded. Intervals are
carried through the four operations, and a claim is then held against what comes out. The arithmetic
is that of intervals; the three verdicts on a claim are this book's simplest form.
"""

from collections import namedtuple

from widgets.models.bounds import require_between

LARGEST = 1e15
_TIE = 1e-9  # relative: bounds closer than this to a threshold are called equal to it

Interval = namedtuple("Interval", ["low", "high"])


def printed(text: str, slack: float = 0) -> Interval:
    """What a figure, as printed, allows the true value to be.

    Parameters
    ----------
    text : str
        A number at least 0; ">" before it makes it a lower bound, "<" an upper one; "a-b" is a range.
    slack : float, default 0
        How far a true value may lie beyond a bound, as a share of it, 0 to 1. Illustrative: a source
        that says "over" gives no upper end.

    Returns
    -------
    Interval
        low and high; equal for an exact figure.

    Raises
    ------
    ValueError
        If the text is no such figure or the slack is out of range.

    Examples
    --------
    >>> printed("395")
    Interval(low=395.0, high=395.0)
    >>> printed(">30000", 0.1)
    Interval(low=30000.0, high=33000.0)
    >>> printed("95.7-96.2")
    Interval(low=95.7, high=96.2)
    """
    slack = require_between("slack", slack, 0, 1)
    if not isinstance(text, str) or not text:
        raise ValueError(f"text: got {text!r}, expected a number, >number, <number or a-b")
    if text[0] in "<>":
        bound = _number(text[1:], text)
        return (
            Interval(bound, bound * (1 + slack)) if text[0] == ">" else Interval(bound * (1 - slack), bound)
        )
    ends = [_number(end, text) for end in text.split("-")]
    if len(ends) > 2 or ends[0] > ends[-1]:
        raise ValueError(f"text: got {text!r}, expected a number, >number, <number or a-b")
    return Interval(ends[0], ends[-1])


def rounded(value: float, step: float) -> Interval:
    """Values that are rounded to `value` in steps of `step`.

    Parameters
    ----------
    value : float
        The rounded figure, 0 to 1e15.
    step : float
        Its unit of rounding, 0 to 1e15.

    Returns
    -------
    Interval
        Half a step to both sides, not below 0.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> rounded(38, 1)
    Interval(low=37.5, high=38.5)
    """
    value = require_between("value", value, 0, LARGEST)
    half = require_between("step", step, 0, LARGEST) / 2
    return Interval(max(0.0, value - half), value + half)


def total(one: Interval, other: Interval) -> Interval:
    """Sum of two intervals.

    Parameters
    ----------
    one, other : Interval
        low and high, 0 to 1e15.

    Raises
    ------
    ValueError
        If an interval is not one.

    Examples
    --------
    >>> total((1913, 1913), (132, 140))
    Interval(low=2045.0, high=2053.0)
    """
    one, other = _interval("one", one), _interval("other", other)
    return Interval(one.low + other.low, one.high + other.high)


def difference(one: Interval, other: Interval) -> Interval:
    """One interval less another; what would be negative is 0, because counts are not.

    Parameters
    ----------
    one, other : Interval
        low and high, 0 to 1e15.

    Raises
    ------
    ValueError
        If an interval is not one.

    Examples
    --------
    >>> difference((628, 628), (227, 227))
    Interval(low=401.0, high=401.0)
    """
    one, other = _interval("one", one), _interval("other", other)
    return Interval(max(0.0, one.low - other.high), max(0.0, one.high - other.low))


def quotient(top: Interval, bottom: Interval) -> Interval:
    """One interval by another.

    Parameters
    ----------
    top : Interval
        low and high, 0 to 1e15.
    bottom : Interval
        The same, its low end above 0.

    Raises
    ------
    ValueError
        If an interval is not one or the lower can be 0.

    Examples
    --------
    >>> quotient((500000, 600000), (30000, 40000))
    Interval(low=12.5, high=20.0)
    """
    top, bottom = _interval("top", top), _interval("bottom", bottom)
    if bottom.low <= 0:
        raise ValueError(f"bottom: got {tuple(bottom)!r}, expected a low end above 0")
    return Interval(top.low / bottom.high, top.high / bottom.low)


def reduction(before: Interval, after: Interval) -> Interval:
    """Share by which something has shrunk: 1 - after / before.

    Parameters
    ----------
    before : Interval
        low and high, 0 to 1e15, the low end above 0.
    after : Interval
        The same, 0 or more.

    Returns
    -------
    Interval
        At most 1; negative where it has grown.

    Raises
    ------
    ValueError
        As `quotient` does.

    Examples
    --------
    >>> round(reduction((1091, 1091), (628, 628)).low, 3)
    0.424
    """
    left = quotient(after, before)
    return Interval(1 - left.high, 1 - left.low)


def verdict(value: Interval, threshold: float, at_least: bool = True) -> str:
    """Whether a claim "at least" or "at most" a threshold holds for what is possible.

    Parameters
    ----------
    value : Interval
        low and high, -1e15 to 1e15.
    threshold : float
        -1e15 to 1e15.
    at_least : bool, default True
        False for a claim of at most the threshold.

    Returns
    -------
    str
        "yes" if it holds for every value of the interval, "no" if for none, else "open".

    Raises
    ------
    ValueError
        If the value is no interval or the threshold out of range.

    Examples
    --------
    >>> verdict((16.7, 16.7), 50), verdict((75, 110), 100, at_least=False)
    ('no', 'open')
    """
    value = _interval("value", value, -LARGEST)
    threshold = require_between("threshold", threshold, -LARGEST, LARGEST)
    low, high = value.low - threshold, value.high - threshold
    if not at_least:
        low, high = -high, -low
    close = _TIE * max(1.0, abs(threshold))
    if low >= -close:
        return "yes"
    return "no" if high < -close else "open"


def survival(verdicts: list[str]) -> str:
    """What is left of a claim when sources disagree.

    Parameters
    ----------
    verdicts : list of str
        "yes", "no" or "open", one for each source.

    Returns
    -------
    str
        "holds" if it is yes under every source, "fails" if no under every source, else "depends".

    Raises
    ------
    ValueError
        If there is no verdict or an unknown one.

    Examples
    --------
    >>> survival(["yes", "yes"]), survival(["yes", "no"]), survival(["no"])
    ('holds', 'depends', 'fails')
    """
    unknown = [found for found in verdicts if found not in ("yes", "no", "open")]
    if unknown or not verdicts:
        raise ValueError(f"verdicts: got {verdicts!r}, expected some of 'yes', 'no', 'open'")
    if all(found == "yes" for found in verdicts):
        return "holds"
    return "fails" if all(found == "no" for found in verdicts) else "depends"


def _number(digits: str, text: str) -> float:
    try:
        value = float(digits)
    except ValueError:
        raise ValueError(f"text: got {text!r}, expected a number, >number, <number or a-b") from None
    return require_between("text", value, 0, LARGEST)


def _interval(name: str, value: object, low: float = 0) -> Interval:
    ends = list(value) if isinstance(value, (list, tuple)) else []
    if len(ends) != 2:
        raise ValueError(f"{name}: got {value!r}, expected a low and a high end")
    interval = Interval(*[require_between(name, end, low, LARGEST) for end in ends])
    if interval.low > interval.high:
        raise ValueError(f"{name}: got {value!r}, expected the low end before the high end")
    return interval
