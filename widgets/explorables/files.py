"""What a reader saves of an explorable, and how it comes back: one rule for both front ends.

An explorable takes part if its spec has `report`, the whole answer as Markdown, and `subject`, a short
name of what is described.
"""

import json
from collections import OrderedDict

from widgets.explorables import load
from widgets.explorables.controls import brief, settle

BOOK = "政府创新"
VERSION = 1
LARGEST = 64 * 1024  # bytes of a file to open
LONGEST_NAME = 40  # characters of a file's name
FIELDS = ("book", "explorable", "version", "inputs", "measures")
KINDS = {
    "object": {"zh": "一个对象", "en": "an object"},
    "list": {"zh": "一个列表", "en": "a list"},
    "document": {"zh": "一个 JSON 对象", "en": "a JSON object"},
}


def export(name: str, inputs: dict, lang: str = "zh") -> dict:
    """An explorable's answer as files.

    Parameters
    ----------
    name : str
        An explorable whose spec has `report`.
    inputs : dict
        Values by control key; a control left out keeps its default.
    lang : {"zh", "en"}

    Returns
    -------
    dict
        stem : file name without ending; markdown : the report; document : the setting, which
        `reopen` takes, and the results, in the order of FIELDS.

    Raises
    ------
    ValueError
        As the spec's `respond` does.

    Examples
    --------
    >>> files = export("case_lab", {"name": "温岭: a/b"})
    >>> files["stem"], files["document"]["version"]
    ('case-温岭-a-b', 1)
    """
    spec = load(name)
    values = settle(spec.CONTROLS, inputs, lang)
    measures = spec.respond(lang=lang, **inputs)["measures"]
    contents = (
        BOOK,
        spec.NAME,
        VERSION,
        OrderedDict([(control["key"], values[control["key"]]) for control in spec.CONTROLS]),
        OrderedDict([(measure["label"], measure["text"]) for measure in measures]),
    )
    return {
        "stem": stem(spec.subject(**inputs)),
        "markdown": spec.report(lang=lang, **inputs),
        "document": OrderedDict(zip(FIELDS, contents)),
    }


def reopen(name: str, document, lang: str = "zh") -> dict:
    """Setting that a saved document holds. Its results are not read: they are computed anew.

    Parameters
    ----------
    name : str
        The explorable that is to show it.
    document : object
        What the JSON file holds, whatever that is.
    lang : {"zh", "en"}
        Language of the error.

    Returns
    -------
    dict
        Values by control key.

    Raises
    ------
    ValueError
        If a field is missing, unknown or not allowed; the text names the field, the value and
        what is allowed.

    Examples
    --------
    >>> reopen("case_lab", {"book": "政府创新"}, lang="en")
    Traceback (most recent call last):
    ValueError: explorable: missing, expected book, explorable, version, inputs, measures
    >>> reopen("case_lab", export("case_lab", {"place": "温岭"})["document"])["place"]
    '温岭'
    """
    spec = load(name)
    _require_fields(document, lang)
    for field, expected in (("book", BOOK), ("explorable", spec.NAME), ("version", VERSION)):
        value = document[field]
        if value != expected or isinstance(value, bool):
            raise ValueError(_refusal(field, value, brief(expected), lang))
    for field in ("inputs", "measures"):
        if not isinstance(document[field], dict):
            raise ValueError(_refusal(field, document[field], KINDS["object"][lang], lang))
    for label, text in document["measures"].items():
        if not isinstance(text, str):
            raise ValueError(_refusal("measures: " + label, text, {"zh": "文字", "en": "text"}[lang], lang))
    return _settled(spec, document["inputs"], lang)


def parsed(content: bytes, lang: str = "zh"):
    """What a JSON file holds. The page lets the browser read it, which is stricter than MicroPython.

    Parameters
    ----------
    content : bytes
    lang : {"zh", "en"}
        Language of the error.

    Raises
    ------
    ValueError
        If the file is larger than LARGEST or not JSON.

    Examples
    --------
    >>> parsed(b'{"version": 1}')
    {'version': 1}
    """
    if len(content) > LARGEST:
        raise ValueError(
            {
                "zh": f"文件大小：收到 {len(content)} 字节，应不超过 {LARGEST} 字节",
                "en": f"file size: got {len(content)} bytes, expected at most {LARGEST}",
            }[lang]
        )
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ValueError({"zh": "文件不是 JSON", "en": "the file is not JSON"}[lang]) from None


def stem(subject: str) -> str:
    """A file name, without ending, that every system accepts.

    Examples
    --------
    >>> stem("../河长制 <b>"), stem("  "), len(stem("字" * 99))
    ('case-河长制-b', 'case', 45)
    """
    words = "".join([char if _is_letter(char) else " " for char in subject]).split()
    return "-".join(["case"] + words)[: len("case-") + LONGEST_NAME]


def _is_letter(char: str) -> bool:
    """A letter or digit, by ranges: MicroPython knows the letters of ASCII alone."""
    if char < "\x80":
        return char.isalpha() or char.isdigit()
    return "À" <= char < "\u2000" or "\u3040" <= char < "\ud800" or "\uf900" <= char < "\ufb00"


def _require_fields(document, lang: str) -> None:
    if not isinstance(document, dict):
        raise ValueError(
            _refusal({"zh": "文件", "en": "file"}[lang], document, KINDS["document"][lang], lang)
        )
    expected = ", ".join(FIELDS)
    for field in FIELDS:
        if field not in document:
            raise ValueError(
                {"zh": f"{field}：缺少，应有 ", "en": f"{field}: missing, expected "}[lang] + expected
            )
    for field in document:
        if field not in FIELDS:
            raise ValueError(_refusal(brief(field)[1:-1], document[field], expected, lang))


def _settled(spec, inputs: dict, lang: str) -> dict:
    for key, value in inputs.items():
        if isinstance(value, (dict, list)):
            expected = {"zh": "一个值", "en": "one value"}[lang]
            raise ValueError(_refusal("inputs: " + brief(key)[1:-1], value, expected, lang))
    return settle(spec.CONTROLS, inputs, lang)


def _refusal(field: str, value: object, expected: str, lang: str) -> str:
    got = brief(value)
    if isinstance(value, (dict, list)):
        got = KINDS["object" if isinstance(value, dict) else "list"][lang]
    return {"zh": f"{field}：收到 {got}，应为 {expected}", "en": f"{field}: got {got}, expected {expected}"}[
        lang
    ]
