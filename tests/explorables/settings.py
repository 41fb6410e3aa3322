"""Settings to try an explorable with: its defaults, a grid, random ones, its presets."""

import random


def corner_values(control):
    """Low, high and an inner value of a slider, all options of a choice, short and long texts."""
    if control["kind"] == "choice":
        return [value for value, _ in control["options"]]
    if control["kind"] == "toggle":
        return [False, True]
    if control["kind"] == "text":
        return [control["default"], "", "字" * control["longest"], '<b>&"\\']
    low, high = control["minimum"], control["maximum"]
    return [low, high, round(low + round((high - low) / control["step"] / 3) * control["step"], 10)]


def another_value(control):
    """A value that is neither the default nor, on a scale or in a text, nothing."""
    if control["kind"] == "toggle":
        return not control["default"]
    return next(v for v in reversed(corner_values(control)) if v not in (control["default"], 0, ""))


def ground(control):
    """What must be on for a control to have an effect."""
    return {control["needs"]: True} if control["needs"] else {}


def single_moves(spec):
    """One control at a time, at each of its corner values."""
    return [{**ground(c), c["key"]: value} for c in spec.CONTROLS for value in corner_values(c)]


def random_setting(spec, draw):
    """Any value for each of some controls."""
    chosen = draw.sample(spec.CONTROLS, draw.randint(0, len(spec.CONTROLS)))
    return {control["key"]: _random_value(control, draw) for control in chosen}


def _random_value(control, draw):
    if control["kind"] != "slider":
        return draw.choice(corner_values(control))
    return draw.choice([draw.uniform(control["minimum"], control["maximum"]), control["maximum"]])


def settings(spec, random_count=60, seed=7):
    """All of them."""
    draw = random.Random(seed)
    presets = [preset["settings"] for preset in spec.PRESETS]
    return [{}, *single_moves(spec), *presets, *(random_setting(spec, draw) for _ in range(random_count))]
