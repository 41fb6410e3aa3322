"""The explorables: each module is one spec, read by both front ends and by the tests.

A spec has NAME, TITLE, QUESTION, SOURCE, CONTROLS, PRESETS and `respond`.
"""

from widgets.explorables import comparison

NAMES = (
    "blockage",
    "case_lab",
    "contradictions",
    "deliberation",
    "diffusion",
    "drivers",
    "factors",
    "institutional_change",
    "ledger",
    "mechanism_cycle",
    "polycentric",
    "process",
    "reform_compare",
    "survival",
    "taxonomy",
    "two_causes",
    "typology",
    "wenling",
)
_last: dict = {}


def load(name: str):
    """Return the spec module of an explorable.

    Parameters
    ----------
    name : str
        One of `NAMES`.

    Raises
    ------
    ValueError
        If there is no explorable of that name.

    Examples
    --------
    >>> load("typology").NAME
    'typology'
    """
    if name not in NAMES:
        raise ValueError(f"explorable: got {name!r}, expected one of {', '.join(NAMES)}")
    return __import__("widgets.explorables." + name, None, None, ["respond"])


def answer(name: str, inputs: dict, before: dict | None = None, lang: str = "zh") -> dict:
    """Answer of an explorable to a setting, told apart from an earlier one if given.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    inputs : dict
        Values by control key; a control left out keeps its default.
    before : dict, optional
        The earlier inputs to compare with.
    lang : {"zh", "en"}

    Returns
    -------
    dict
        What the spec's `respond` returns; with `before` also ``change``, one sentence.

    Raises
    ------
    ValueError
        As `load` and the spec's `respond` do.

    Examples
    --------
    >>> answer("typology", {"control": 0.9}, before={}, lang="en")["change"].split(":")[0]
    'control 0.50 → 0.90'
    """
    spec = load(name)
    response = spec.respond(lang=lang, **inputs)
    if before is not None:
        earlier = _earlier_answer(spec, before, lang)
        response["change"] = comparison.describe(spec.CONTROLS, inputs, earlier, response, lang)
    return response


def _earlier_answer(spec, before: dict, lang: str) -> dict:
    """Answer to `before`; the last one is kept, because a drag is told against one start."""
    asked = [spec.NAME, lang, before]
    if _last.get("asked") != asked:
        _last["answer"] = spec.respond(lang=lang, **before)
        _last["asked"] = asked
    return _last["answer"]
