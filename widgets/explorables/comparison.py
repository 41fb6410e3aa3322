"""What changed between two answers of one explorable, in one sentence."""

from widgets.explorables.wording import number

MOST_NAMED = 4  # controls; a preset may move a dozen
MOST_SHOWN = 20  # characters of a text


def describe(controls: list, inputs: dict, before: dict, after: dict, lang: str) -> str:
    """Name the controls that moved and the measures that moved with them.

    Parameters
    ----------
    controls : list of dict
        The spec's CONTROLS.
    inputs : dict
        What was set for the later answer: a part that only follows is not named.
    before, after : dict
        Two answers of `respond`; their ``shown`` and ``measures`` are compared.
    lang : {"zh", "en"}

    Returns
    -------
    str
        One sentence; says so when nothing moved, and counts the controls when many did.

    Examples
    --------
    >>> scale = {"key": "q", "kind": "slider", "label": {"en": "q"}, "step": 0.1, "part_of": None}
    >>> one = {"shown": {"q": 0.1}, "measures": [{"label": "p", "text": "20%"}]}
    >>> two = {"shown": {"q": 0.3}, "measures": [{"label": "p", "text": "41%"}]}
    >>> describe([scale], {"q": 0.3}, one, two, "en")
    'q 0.1 → 0.3: p 20% → 41%.'
    """
    comma, colon, stop = {"zh": ("；", "：", "。"), "en": ("; ", ": ", ".")}[lang]
    causes = [
        f"{control['label'][lang]} {_shown(control, before, lang)} → {_shown(control, after, lang)}"
        for control in controls
        if before["shown"][control["key"]] != after["shown"][control["key"]]
        and (control["key"] in inputs or not control["part_of"])
    ]
    effects = [
        f"{new['label']} {old['text']} → {new['text']}"
        for old, new in zip(before["measures"], after["measures"])
        if old["text"] != new["text"]
    ]
    if len(causes) > MOST_NAMED:
        causes = [{"zh": f"改了 {len(causes)} 个设置", "en": f"{len(causes)} controls moved"}[lang]]
    if not causes:
        return {"zh": "设置没有变。", "en": "The setting is unchanged."}[lang]
    if not effects:
        effects = [{"zh": "结果没有变", "en": "the answer stays the same"}[lang]]
    return comma.join(causes) + colon + comma.join(effects) + stop


def _shown(control: dict, response: dict, lang: str) -> str:
    value = response["shown"][control["key"]]
    if control["kind"] == "text":
        return f"“{value}”" if len(value) <= MOST_SHOWN else f"“{value[:MOST_SHOWN]}…”"
    if control["kind"] == "toggle":
        return {"zh": ("关", "开"), "en": ("off", "on")}[lang][value]
    if control["kind"] == "choice":
        return next(label[lang] for option, label in control["options"] if option == value)
    return number(value, 2 if control["step"] < 0.1 else 1 if control["step"] < 1 else 0)
