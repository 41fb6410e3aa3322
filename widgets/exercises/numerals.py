"""Numbers as people type them."""

LONGEST = 40  # characters
MISTYPED = {"−": "-", "–": "-", "—": "-", "。": "."}
SPACES = "\t\u00a0\u2009\u202f\u3000"
DIGITS = "0123456789"


def read(text: str, units: tuple = ()) -> float:
    """Number that a text means, read forgivingly.

    Full-width signs, a decimal comma that cannot be a thousands separator, thousands set off by commas or
    spaces, a fraction, and a percent sign or the unit behind the number are understood. The percent sign is
    left out: "15%" is 15.

    Parameters
    ----------
    text : str
        At most LONGEST characters.
    units : tuple of str
        Words that may stand behind the number.

    Raises
    ------
    ValueError
        If it is not one finite number.

    Examples
    --------
    >>> [read(text) for text in ("0,15", "１，０００", "−2.5 ％", "1/4", "1,234.5")]
    [0.15, 1000.0, -2.5, 0.25, 1234.5]
    >>> read("12 年", ("年",))
    12.0
    >>> read("1.2.3")
    Traceback (most recent call last):
    ValueError: not a number
    """
    if len(text) > LONGEST:
        raise ValueError("not a number")
    plain = _without(_half_width(text).strip(), ["%"] + [_half_width(unit) for unit in units])
    above, slash, below = plain.partition("/")
    number = _decimal(above)
    if slash:
        divisor = _decimal(below)
        if divisor == 0:
            raise ValueError("not a number")
        number = number / divisor
    if number - number != 0:
        raise ValueError("not a number")
    return number


def _half_width(text: str) -> str:
    return "".join([_plain_character(c) for c in text])


def _plain_character(char: str) -> str:
    if "！" <= char <= "～":
        return chr(ord(char) - 0xFEE0)
    return " " if char in SPACES else MISTYPED.get(char, char)


def _without(text: str, endings: list) -> str:
    for ending in endings:
        if ending and text.endswith(ending):
            return text[: -len(ending)].strip()
    return text


def _decimal(text: str) -> float:
    """A number without a fraction: sign, digits, point, exponent."""
    text = text.strip()
    sign = text[:1] if text[:1] in ("+", "-") else ""
    digits, mark, exponent = text[len(sign) :].strip().replace("E", "e").partition("e")
    if mark and not _is_digits(exponent[1:] if exponent[:1] in ("+", "-") else exponent):
        raise ValueError("not a number")
    return float(sign + _with_point(digits) + mark + exponent)


def _with_point(text: str) -> str:
    """Digits with at most a decimal point, from any way of setting off thousands and decimals."""
    whole, point, decimals = text.partition(".")
    if not point and _is_decimal_comma(whole):
        whole, point, decimals = text.partition(",")
    for separator in (",", " "):
        if _is_grouped(whole.split(separator)):
            whole = whole.replace(separator, "")
    if not _is_digits(whole + decimals) or not _is_digits(whole or "0"):
        raise ValueError("not a number")
    return (whole or "0") + "." + (decimals or "0")


def _is_decimal_comma(text: str) -> bool:
    parts = text.split(",")
    return len(parts) == 2 and not (_is_grouped(parts) and parts[0] != "0")


def _is_grouped(parts: list) -> bool:
    """Thousands: one to three digits, then threes."""
    return (
        len(parts) > 1
        and 1 <= len(parts[0]) <= 3
        and all(_is_digits(part) for part in parts)
        and all(len(part) == 3 for part in parts[1:])
    )


def _is_digits(text: str) -> bool:
    return text != "" and all(c in DIGITS for c in text)
