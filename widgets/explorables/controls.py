"""What a reader can move: the kinds of control and the check of their values."""

from widgets.explorables.wording import number
from widgets.models.bounds import require_between

LONGEST_SHOWN = 60  # characters of a refused value


def slider(
    key: str,
    label: dict,
    meaning: dict,
    minimum: float,
    maximum: float,
    step: float,
    default: float | None,
    unit: dict | None = None,
    part_of: str | None = None,
    illustrative: bool = False,
    needs: str | None = None,
    plays: bool = False,
) -> dict:
    """A number on a scale.

    Parameters
    ----------
    key : str
        Name of the input of `respond`.
    label, meaning, unit : dict
        zh and en; `meaning` is the one line that says what it is in the theory.
    minimum, maximum, step : float
        Scale; values between two steps are accepted.
    default : float or None
        None only for a part: it then follows the control that it is part of.
    part_of : str, optional
        Key of the slider that this one explains in more detail.
    illustrative : bool
        True for a quantity that no source gives; shown to the reader.
    needs : str, optional
        Key of the toggle without which this one has no effect; it is shown while that is on.
    plays : bool
        True for a time that a button can run through, step by step.

    Examples
    --------
    >>> slider("norm", {"zh": "规范", "en": "norm"}, {"zh": "", "en": ""}, 0, 1, 0.05, 0.5)["kind"]
    'slider'
    """
    return {
        "kind": "slider",
        "key": key,
        "label": label,
        "meaning": meaning,
        "minimum": minimum,
        "maximum": maximum,
        "step": step,
        "default": default,
        "unit": unit or {"zh": "", "en": ""},
        "part_of": part_of,
        "illustrative": illustrative,
        "needs": needs,
        "plays": plays,
        "group": None,
    }


def choice(key: str, label: dict, meaning: dict, options: list, default: str) -> dict:
    """One of several named options; `options` is a list of (value, {zh, en}).

    Examples
    --------
    >>> choice("scheme", {}, {}, [("a", {"zh": "甲", "en": "A"})], "a")["default"]
    'a'
    """
    return _whole("choice", key, label, meaning, default, options=options)


def toggle(key: str, label: dict, meaning: dict, default: bool) -> dict:
    """Something that is on or off.

    Examples
    --------
    >>> toggle("shared", {"zh": "共享", "en": "shared"}, {}, True)["kind"]
    'toggle'
    """
    return _whole("toggle", key, label, meaning, default)


def text(key: str, label: dict, meaning: dict, default: str, longest: int, lines: int = 1) -> dict:
    """Words that the reader types, at most `longest` characters; `lines` is the height of the field.

    Examples
    --------
    >>> text("record", {"zh": "记录", "en": "record"}, {}, "甲", 60)["longest"]
    60
    """
    return _whole("text", key, label, meaning, default, longest=longest, lines=lines)


def grouped(group: dict, controls: list) -> list:
    """The same controls, shown together under a heading that can be folded.

    Parameters
    ----------
    group : dict
        zh and en heading.
    controls : list of dict

    Examples
    --------
    >>> case = {"zh": "案例", "en": "case"}
    >>> grouped(case, [toggle("shared", {}, {}, True)])[0]["group"]["en"]
    'case'
    """
    together = [dict(control) for control in controls]
    for control in together:
        control["group"] = group
    return together


def _whole(kind: str, key: str, label: dict, meaning: dict, default: object, **more) -> dict:
    control = {
        "kind": kind,
        "key": key,
        "label": label,
        "meaning": meaning,
        "default": default,
        "part_of": None,
        "illustrative": False,
        "needs": None,
        "plays": False,
        "group": None,
    }
    control.update(more)
    return control


def settle(controls: list, inputs: dict, lang: str = "zh") -> dict:
    """Every control's value: the given ones, checked, and the defaults of the rest.

    Parameters
    ----------
    controls : list of dict
        The CONTROLS of a spec.
    inputs : dict
        Values by key. None for a part means that it follows its whole.
    lang : {"zh", "en"}
        Language of the error.

    Returns
    -------
    dict
        A value for each control.

    Raises
    ------
    ValueError
        If a key is unknown, a value of the wrong kind or out of range; the text names
        the control, the value and what is allowed.

    Examples
    --------
    >>> scale = slider("norm", {"zh": "规范", "en": "norm"}, {}, 0, 1, 0.05, 0.5)
    >>> settle([scale], {})
    {'norm': 0.5}
    >>> settle([scale], {"norm": 3}, lang="en")
    Traceback (most recent call last):
    ValueError: norm: got 3, expected a number from 0 to 1
    """
    if lang not in ("zh", "en"):
        raise ValueError(f"lang: got {lang!r}, expected 'zh' or 'en'")
    keys = [control["key"] for control in controls]
    for key in inputs:
        if key not in keys:
            raise ValueError(
                _refusal(
                    str(key),
                    inputs[key],
                    {"zh": "没有这个控件，可用的是 ", "en": "no such control; there are "}[lang]
                    + ", ".join(keys),
                    lang,
                )
            )
    return {
        control["key"]: _checked(control, inputs.get(control["key"], control["default"]), lang)
        for control in controls
    }


def _checked(control: dict, value, lang: str) -> object:
    if value is None and control["default"] is None:
        return None
    allowed = _allowed(control, value, lang)
    if allowed is not None:
        raise ValueError(_refusal(control["label"].get(lang, control["key"]), value, allowed, lang))
    return float(value) if control["kind"] == "slider" else value


def _allowed(control: dict, value: object, lang: str) -> str | None:
    """What would be allowed, in words, if `value` is not; None if it is."""
    kind = control["kind"]
    if kind == "choice":
        options = [option for option, _ in control["options"]]
        expected = {"zh": "应为其中之一：", "en": "expected one of "}[lang] + ", ".join(options)
        return None if value in options else expected
    if kind == "toggle":
        expected = {"zh": "应为 True 或 False", "en": "expected True or False"}[lang]
        return None if isinstance(value, bool) else expected
    if kind == "text":
        sentence = {
            "zh": "应为不超过 %d 个字符的文字，不含控制字符",
            "en": "expected text of at most %d characters without control characters",
        }[lang]
        fits = isinstance(value, str) and len(value) <= control["longest"] and _is_plain(value)
        return None if fits else sentence % control["longest"]
    low, high = control["minimum"], control["maximum"]
    try:
        require_between(control["key"], value, low, high)
        return None
    except ValueError:
        sentence = {"zh": "应为 %s 到 %s 之间的数", "en": "expected a number from %s to %s"}[lang]
        return sentence % (number(low), number(high))


def _is_plain(value: str) -> bool:
    return all(char == "\n" or _is_plain_character(char) for char in value)


def _is_plain_character(char: str) -> bool:
    """Neither a control character nor half of a character."""
    return char >= " " and not "\ud800" <= char <= "\udfff"


def _refusal(name: str, value: object, expected: str, lang: str) -> str:
    got = brief(value)
    return {"zh": f"{name}：收到 {got}，{expected}", "en": f"{name}: got {got}, {expected}"}[lang]


def brief(value: object) -> str:
    """A value as an error shows it, cut where it is long.

    Examples
    --------
    >>> brief("0.5"), len(brief("9" * 3000))
    ("'0.5'", 61)
    """
    shown = _quoted(value) if isinstance(value, str) else repr(value)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "…"


def _quoted(value: str) -> str:
    """A text as `repr` writes it, but readable where MicroPython's is not."""
    return "'" + "".join([c if _is_plain_character(c) else "\\u%04x" % ord(c) for c in value]) + "'"
