"""What a reader can move: the kinds of control and the check of their values."""

from widgets.explorables.wording import number
from widgets.models.bounds import require_between


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
    }


def choice(key: str, label: dict, meaning: dict, options: list, default: str) -> dict:
    """One of several named options; `options` is a list of (value, {zh, en}).

    Examples
    --------
    >>> choice("scheme", {}, {}, [("a", {"zh": "甲", "en": "A"})], "a")["default"]
    'a'
    """
    return {
        "kind": "choice",
        "key": key,
        "label": label,
        "meaning": meaning,
        "options": options,
        "default": default,
        "part_of": None,
        "illustrative": False,
    }


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


def _checked(control: dict, value: object, lang: str) -> object:
    if value is None and control["default"] is None:
        return None
    name = control["label"].get(lang, control["key"])
    if control["kind"] == "choice":
        allowed = [option for option, _ in control["options"]]
        if value not in allowed:
            raise ValueError(
                _refusal(
                    name,
                    value,
                    {"zh": "应为其中之一：", "en": "expected one of "}[lang] + ", ".join(allowed),
                    lang,
                )
            )
        return value
    low, high = control["minimum"], control["maximum"]
    try:
        return require_between(control["key"], value, low, high)
    except ValueError:
        expected = {
            "zh": f"应为 {number(low)} 到 {number(high)} 之间的数",
            "en": f"expected a number from {number(low)} to {number(high)}",
        }
        raise ValueError(_refusal(name, value, expected[lang], lang))


def _refusal(name: str, value: object, expected: str, lang: str) -> str:
    return {"zh": f"{name}：收到 {value!r}，{expected}", "en": f"{name}: got {value!r}, {expected}"}[lang]
