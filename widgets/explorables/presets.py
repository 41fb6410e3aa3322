"""Settings with a name, from which a reader may start."""

ILLUSTRATIVE = {"zh": "设置（示意）", "en": "settings (illustrative)"}


def preset(key: str, zh: str, en: str, settings: dict, group: dict | None = None) -> dict:
    """A named setting.

    Parameters
    ----------
    key : str
        Unique in the spec.
    zh, en : str
        Its name.
    settings : dict
        Values by control key.
    group : dict, optional
        zh and en heading in the menu; left out, the setting is shown as illustrative.

    Examples
    --------
    >>> preset("one", "一个主体", "one actor", {"actors": 1})["label"]["en"]
    'one actor'
    """
    return {
        "key": key,
        "group": group or ILLUSTRATIVE,
        "label": {"zh": zh, "en": en},
        "settings": settings,
    }
