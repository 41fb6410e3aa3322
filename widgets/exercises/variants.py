"""The variant of an item that a seed gives, and its texts.

An item without parameters has one variant, the same for every seed.
"""

import hashlib

from widgets.exercises.expressions import evaluate
from widgets.explorables.wording import number
from widgets.models.bounds import require_between
from widgets.models.generator import Generator

ATTEMPTS = 2000  # variants drawn for one seed before the conditions count as impossible
DECIMALS = 4  # of a number in a text, at most
FORMATS = (".0f", ".1f", ".2f", ".3f", ".4f")  # with + before it, a positive number shows its sign
LARGEST = 1e300  # of a number that an item computes
KEYS = "abcdefgh"
COPIED = ("id", "type", "use", "section", "skills", "points", "passage", "facts", "seed")


def draw(item: dict, seed: int | None = None) -> dict:
    """Values of an item's variant by name: its parameters, then what is computed from them.

    Parameters
    ----------
    item : dict
        As `widgets.exercises.bank` gives it.
    seed : int, optional
        Which variant, 1 to 1000000; that of the item unless given. Variants that do not meet `require`
        or lie outside `difficulty` are drawn again.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If the seed is out of range, an expression fails or no variant meets the conditions; the text names
        the item.

    Examples
    --------
    >>> item = {
    ...     "id": "sample-double",
    ...     "seed": 1,
    ...     "parameters": [{"name": "n", "low": 2, "high": 8, "step": 2}],
    ...     "values": [{"name": "twice", "is": "2 * n"}],
    ...     "require": "n > 2",
    ... }
    >>> values = draw(item)
    >>> values["n"] in (4, 6, 8) and values["twice"] == 2 * values["n"]
    True
    """
    parameters = item.get("parameters", [])
    if not parameters:
        return _computed(item, {})
    chance = _chance(item, item["seed"] if seed is None else seed)
    for _ in range(ATTEMPTS):
        values = _computed(item, {parameter["name"]: _drawn(parameter, chance) for parameter in parameters})
        if _is_wanted(item, values):
            return values
    raise ValueError(f"item {item['id']}: none of {ATTEMPTS} variants meets require and difficulty")


def compute(item: dict, field: str, expression: object, values: dict):
    """Value of a field that may be an expression.

    Raises
    ------
    ValueError
        If the expression fails; the text names item and field.

    Examples
    --------
    >>> compute({"id": "sample"}, "answer", "n + 1", {"n": 1}), compute({"id": "sample"}, "answer", 0.5, {})
    (2, 0.5)
    """
    if not isinstance(expression, str):
        return expression
    try:
        return evaluate(expression, values)
    except ValueError as error:
        raise ValueError(f"item {item['id']}, {field}: {error}") from None


def compute_number(item: dict, field: str, expression: object, values: dict) -> float:
    """As `compute`, for a field that is a finite number.

    Raises
    ------
    ValueError
        Also if it is not; the text names item, field and value.

    Examples
    --------
    >>> compute_number({"id": "sample"}, "answer", "n / 2", {"n": 1})
    0.5
    """
    value = compute(item, field, expression, values)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < LARGEST:
        raise ValueError(f"item {item['id']}, {field}: got {value!r}, expected a finite number")
    return float(value)


def labelled(item: dict, values: dict) -> dict:
    """Values as the texts show them: a choice that has a label by its label.

    Examples
    --------
    >>> item = {"parameters": [{"name": "w", "choices": [{"value": "norm", "zh": "规范", "en": "norm"}]}]}
    >>> labelled(item, {"w": "norm"})["w"]["zh"]
    '规范'
    """
    shown = dict(values)
    for parameter in item.get("parameters", []):
        for choice in parameter.get("choices", []):
            if isinstance(choice, dict) and choice["value"] == values[parameter["name"]]:
                shown[parameter["name"]] = choice
    return shown


def difficulty(item: dict, values: dict) -> float:
    """How hard a variant is, in the item's own measure.

    Examples
    --------
    >>> difficulty({"id": "sample", "difficulty": {"measure": "n", "low": 1, "high": 3}}, {"n": 2})
    2.0
    """
    return compute_number(item, "difficulty.measure", item["difficulty"]["measure"], values)


def filled(text: dict | str, values: dict, lang: str = "zh") -> str:
    """A text in one language with its values in place.

    Parameters
    ----------
    text : dict or str
        zh and en, or the same in both; `{name}`, `{name:.2f}` and `{name:+.2f}` stand for values.
    values : dict
        Numbers, words, or words in both languages, by name.
    lang : {"zh", "en"}
        Without English the Chinese text is given.

    Raises
    ------
    ValueError
        If a name or a format is unknown.

    Examples
    --------
    >>> filled({"zh": "{n} 次，{p:.1f}%", "en": "{n} times, {p:.1f}%"}, {"n": 3, "p": 12.345}, "en")
    '3 times, 12.3%'
    """
    head, *rest = _in_language(text, lang).split("{")
    pieces = [head]
    for part in rest:
        field, _, tail = part.partition("}")
        pieces += [_shown(field, values, lang), tail]
    return "".join(pieces)


def view(item: dict, seed: int | None = None, lang: str = "zh") -> dict:
    """All that a page shows of an item before it is answered, in one language.

    Parameters
    ----------
    item : dict
    seed : int, optional
        That of the item unless given.
    lang : {"zh", "en"}

    Returns
    -------
    dict
        The fields of COPIED, title, stem, hints, table (None or caption, columns and rows as text) and by
        type: options, targets, prompts, steps (each with key and text; steps are shuffled), unit, starter,
        checks (what they ask for), question, words, readings, checklist, companion.

    Raises
    ------
    ValueError
        As `draw` and `filled` do.

    Examples
    --------
    >>> item = {"id": "sample", "type": "truefalse", "title": {"zh": "甲"}, "stem": {"zh": "乙"}}
    >>> view(item)["stem"]
    '乙'
    """
    values = labelled(item, draw(item, seed))

    def fill(text: dict | str) -> str:
        return filled(text, values, lang)

    shown = {field: item.get(field) for field in COPIED}
    if seed is not None and item.get("parameters"):
        shown["seed"] = seed
    shown["title"] = fill(item["title"])
    shown["stem"] = fill(item["stem"])
    shown["hints"] = [fill(hint) for hint in item.get("hints", [])]
    shown["table"] = _table(item.get("table"), fill)
    shown.update(_ASKED[item["type"]](item, fill))
    return shown


def keyed(entries: list) -> list:
    """Options, prompts or steps with their keys: a, b, c by position.

    Examples
    --------
    >>> keyed(["first", "second"])
    [('a', 'first'), ('b', 'second')]
    """
    return [(KEYS[place], entry) for place, entry in enumerate(entries)]


def plain(value: float) -> str:
    """A number without a format: whole or with at most DECIMALS decimals, no zeros behind.

    Examples
    --------
    >>> plain(3.0), plain(0.1 + 0.2), plain(-1250)
    ('3', '0.3', '-1250')
    """
    if value == int(value):
        return str(int(value))
    return number(value, DECIMALS).rstrip("0").rstrip(".")


def is_format(form: str) -> bool:
    """Whether what stands behind the colon is a format of numbers; nothing is one too.

    Examples
    --------
    >>> is_format("+.1f"), is_format(".9f")
    (True, False)
    """
    return form == "" or form in FORMATS or (form[0] == "+" and form[1:] in FORMATS)


def _chance(item: dict, seed: object) -> Generator:
    """Draws that differ from those of neighbouring seeds: the generator alone is linear in its seed."""
    try:
        if isinstance(seed, bool) or seed != int(require_between("seed", seed, 1, 1000000)):
            raise ValueError(f"seed: got {seed!r}, expected a whole number from 1 to 1000000")
    except ValueError as error:
        raise ValueError(f"item {item['id']}, {error}") from None
    mixed = hashlib.sha256(str(int(seed)).encode()).digest()
    return Generator(1 + int.from_bytes(mixed[:4], "big") % 1000000)


def _drawn(parameter: dict, chance: Generator) -> object:
    if "choices" in parameter:
        choice = parameter["choices"][chance.below(len(parameter["choices"]))]
        return choice["value"] if isinstance(choice, dict) else choice
    low, step = parameter["low"], parameter["step"]
    count = int((parameter["high"] - low) / step + 1e-9) + 1
    return _tidy(low + step * chance.below(count))


def _tidy(value: float) -> float:
    """Without the dust of adding decimal fractions: 0.3, not 0.30000000000000004."""
    return value if value == int(value) else int(value * 1e9 + (0.5 if value > 0 else -0.5)) / 1e9


def _computed(item: dict, values: dict) -> dict:
    for entry in item.get("values", []):
        values[entry["name"]] = compute(item, "values." + entry["name"], entry["is"], values)
    return values


def _is_wanted(item: dict, values: dict) -> bool:
    if not compute(item, "require", item.get("require", "True"), values):
        return False
    bounds = item.get("difficulty")
    return not bounds or bounds["low"] <= difficulty(item, values) <= bounds["high"]


def _in_language(text: dict | str, lang: str) -> str:
    return text if isinstance(text, str) else text.get(lang) or text["zh"]


def _shown(field: str, values: dict, lang: str) -> str:
    name, _, form = field.partition(":")
    if name not in values or not is_format(form):
        raise ValueError(
            f"{{{field}}}: expected one of {', '.join(sorted(values))}, alone or with :.0f to :.4f"
        )
    value = values[name]
    if isinstance(value, dict):
        return _in_language(value, lang)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        digits = number(value, int(form[-2])) if form else plain(value)
        return "+" + digits if form[:1] == "+" and value > 0 else digits
    if isinstance(value, str) and not form:
        return value
    raise ValueError(f"{{{field}}}: got {value!r}, expected a number or words")


def _table(table: dict | None, fill) -> dict | None:
    if table is None:
        return None
    return {
        "caption": fill(table["caption"]),
        "columns": [fill(column) for column in table["columns"]],
        "rows": [
            [plain(cell) if isinstance(cell, (int, float)) else fill(cell) for cell in row]
            for row in table["rows"]
        ],
    }


def _with_keys(entries: list, fill) -> list:
    return [{"key": key, "text": fill(entry["text"])} for key, entry in keyed(entries)]


def _shuffled(entries: list, word: str) -> list:
    """Entries in an order that depends on the word alone; none stands where it was."""
    chance = Generator(1 + sum([(place + 1) * ord(char) for place, char in enumerate(word)]) % 1000000)
    while True:
        rest = list(entries)
        mixed = [rest.pop(chance.below(len(rest))) for _ in entries]
        if all(mixed[place] is not entry for place, entry in enumerate(entries)):
            return mixed


def _code(item: dict, fill) -> dict:
    return {"starter": item["starter"], "checks": [fill(check["says"]) for check in item["checks"]]}


def _essay(item: dict, fill) -> dict:
    shown = {field: item[field] for field in ("question", "words", "readings", "companion")}
    shown["checklist"] = [fill(text) for text in item["checklist"]]
    return shown


_ASKED = {
    "single": lambda item, fill: {"options": _with_keys(item["options"], fill)},
    "multiple": lambda item, fill: {"options": _with_keys(item["options"], fill)},
    "truefalse": lambda item, fill: {},
    "numeric": lambda item, fill: {"unit": fill(item.get("unit", ""))},
    "match": lambda item, fill: {
        "targets": [{"key": target["key"], "text": fill(target["text"])} for target in item["targets"]],
        "prompts": _with_keys(item["prompts"], fill),
    },
    "order": lambda item, fill: {"steps": _shuffled(_with_keys(item["steps"], fill), item["id"])},
    "code": _code,
    "essay": _essay,
}
