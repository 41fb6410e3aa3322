"""Answers that are ready before the worker is: every move of one control, and every preset."""

from typing import Any

from widgets import explorables
from widgets.explorables.wording import number


def answers(name: str, lang: str) -> dict[str, dict[str, Any]]:
    """Text answers of an explorable by setting, as the page names settings.

    The figure is left out: it is drawn only when the worker runs anyway.

    Examples
    --------
    >>> "control=0.9" in answers("typology", "en")
    True
    """
    spec = explorables.load(name)
    baked = {}
    for setting in [{}, *_single_moves(spec), *(preset["settings"] for preset in spec.PRESETS)]:
        answer = explorables.answer(name, setting, before={}, lang=lang)
        baked[setting_key(setting)] = {
            key: answer[key] for key in answer if key not in ("figure", "measures")
        }
    return baked


def setting_key(setting: dict[str, Any]) -> str:
    """Name of a setting, the same as `keyOf` in explorable.js gives it.

    Examples
    --------
    >>> setting_key({"norm": 0.5, "control": 1.0})
    'control=1&norm=0.5'
    """
    return "&".join(f"{key}={_text(setting[key])}" for key in sorted(setting))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else number(value)


def _single_moves(spec: Any) -> list[dict[str, Any]]:
    """Settings that differ from the default by one control in use; a part takes its siblings along."""
    shown = spec.respond()["shown"]
    moves = []
    for control in spec.CONTROLS:
        if control["needs"] and not shown[control["needs"]]:
            continue
        siblings = {
            other["key"]: shown[other["key"]]
            for other in spec.CONTROLS
            if control["part_of"] and other["part_of"] == control["part_of"]
        }
        moves += [
            {**siblings, control["key"]: value} for value in _values(control) if value != control["default"]
        ]
    return moves


def _values(control: dict[str, Any]) -> list[Any]:
    if control["kind"] == "choice":
        return [value for value, _ in control["options"]]
    if control["kind"] == "toggle":
        return [False, True]
    if control["kind"] == "text":
        return []
    steps = round((control["maximum"] - control["minimum"]) / control["step"])
    return [round(control["minimum"] + step * control["step"], 10) for step in range(steps + 1)]
