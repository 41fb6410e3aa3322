"""What must hold of an item beyond its schema: names, texts, answers."""

import ast
import keyword
from collections.abc import Iterator
from typing import Any

from widgets.exercises import scoring, variants
from widgets.exercises.documents import Place, Problem
from widgets.exercises.expressions import FUNCTIONS, MODELS

Item = dict[str, Any]
BUILT_IN = {*dict(FUNCTIONS), *MODELS}
# What may be an expression in the entries of a list, by the name of the list.
EXPRESSIONS = {"options": "ok", "wrong": "value"}
LONGEST_EXPRESSION = 250  # characters: MicroPython names code after its text
PAPER_DUST = 1e-9  # what a printed number may differ from its value


def item_problems(item: Item) -> Iterator[Problem]:
    """Problems that an item has whatever its variant.

    Parameters
    ----------
    item : dict
        Fits the schema.

    Yields
    ------
    tuple
        Place in the item and what is wrong there.

    Examples
    --------
    >>> item = {"type": "truefalse", "title": {"zh": "{n}"}, "answer": "m > 1"}
    >>> [says for _, says in item_problems(item)]
    ["unknown name m, expected one of the item's values", 'unknown value n, expected one of none']
    """
    yield from _name_problems(item)
    yield from _expression_problems(item)
    yield from _text_problems(item)
    yield from _bound_problems(item)
    yield from _table_problems(item)
    yield from _repeated(item)
    if item["type"] == "code":
        yield from _program_problems(item)


def variant_problems(item: Item, seed: int | None = None) -> Iterator[Problem]:
    """Problems of one variant of an item: it cannot be shown or solved, or its answers blur.

    Parameters
    ----------
    item : dict
        Without `item_problems`.
    seed : int, optional
        That of the item unless given.

    Yields
    ------
    tuple
        Place in the item and what is wrong there.

    Examples
    --------
    >>> item = {"id": "sample", "type": "truefalse", "title": {"zh": "甲"}, "stem": {"zh": "乙"}}
    >>> list(variant_problems({**item, "answer": "1"}))
    [((), 'answer: got 1, expected true or false')]
    """
    try:
        values = variants.draw(item, seed)
        for lang in ("zh", "en"):
            variants.view(item, seed, lang)
            _fill_everything(item, values, lang)
        yield from _unplain(values)
        yield from _untidy(item, values)
        for position, check in enumerate(item.get("checks", [])):
            variants.compute(item, f"checks[{position}].gives", check["gives"], {})
        if item["type"] != "essay" and scoring.has_answers(item):
            scoring.reveal(item, seed)
        if item["type"] == "numeric" and scoring.has_answers(item):
            yield from _blurred(item, seed, values)
        if item["type"] in ("single", "multiple", "match", "order"):
            yield from _alike(item, values)
    except ValueError as error:
        yield (), str(error).removeprefix(f"item {item['id']}, ").removeprefix(f"item {item['id']}: ")


def texts(item: Item) -> Iterator[tuple[Place, dict[str, str] | str]]:
    """Every text of an item and where it stands."""
    yield from _texts_below((), item)


def _texts_below(place: Place, value: object) -> Iterator[tuple[Place, dict[str, str] | str]]:
    if isinstance(value, dict) and "zh" in value:
        yield place, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _texts_below((*place, key), entry)
    elif isinstance(value, list):
        for position, entry in enumerate(value):
            if isinstance(entry, str) and place[:2] == ("table", "rows"):
                yield (*place, position), entry
            else:
                yield from _texts_below((*place, position), entry)


def expressions(item: Item) -> Iterator[tuple[Place, str]]:
    """Every expression over an item's values and where it stands."""
    for value in item.get("values", []):
        yield ("values", value["name"]), value["is"]
    for field in ("require", "answer"):
        if isinstance(item.get(field), str):
            yield (field,), item[field]
    if "difficulty" in item:
        yield ("difficulty", "measure"), item["difficulty"]["measure"]
    for field, inner in EXPRESSIONS.items():
        for position, entry in enumerate(item.get(field, [])):
            if isinstance(entry.get(inner), str):
                yield (field, position, inner), entry[inner]
    for position, prompt in enumerate(item.get("prompts", [])):
        if prompt.get("target", "").startswith("= "):
            yield ("prompts", position, "target"), prompt["target"].removeprefix("= ")


def _values(item: Item) -> list[str]:
    return [entry["name"] for field in ("parameters", "values") for entry in item.get(field, [])]


def _name_problems(item: Item) -> Iterator[Problem]:
    seen: set[str] = set()
    used = {name for _, text in expressions(item) for name in _names(text)}
    used |= {field.partition(":")[0] for _, text in texts(item) for field in _placeholders(text)}
    for kind in ("parameters", "values"):
        for entry in item.get(kind, []):
            name = entry["name"]
            if name in seen or name in BUILT_IN or keyword.iskeyword(name):
                yield (kind, name), f"{name} is taken, expected another name"
            if name not in used:
                yield (kind, name), "never used in an expression or a text"
            seen.add(name)


def _expression_problems(item: Item) -> Iterator[Problem]:
    known = {entry["name"] for entry in item.get("parameters", [])}
    for place, text in expressions(item):
        yield from _expression_problem(place, text, known)
        if place[0] == "values":
            known.add(str(place[1]))


def _expression_problem(place: Place, text: str, known: set[str]) -> Iterator[Problem]:
    if len(text) > LONGEST_EXPRESSION:
        yield (
            place,
            f"got {len(text)} characters, expected at most {LONGEST_EXPRESSION}; use values in between",
        )
    try:
        unknown = _names(text, strict=True) - known - BUILT_IN
    except SyntaxError as error:
        yield place, f"got {text!r}, expected an expression of Python ({error.msg})"
    else:
        for name in sorted(unknown):
            yield place, f"unknown name {name}, expected one of the item's values"


def _names(text: str, strict: bool = False) -> set[str]:
    """Names that an expression takes from outside; none if it cannot be read, unless strict."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError:
        if strict:
            raise
        return set()
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return {node.id for node in names} - bound


def _placeholders(text: dict[str, str] | str) -> list[str]:
    """Fields in braces, of both languages."""
    written = [text] if isinstance(text, str) else [text[lang] for lang in ("zh", "en") if lang in text]
    return [part.partition("}")[0] for words in written for part in words.split("{")[1:]]


def _text_problems(item: Item) -> Iterator[Problem]:
    known = _values(item)
    for place, text in texts(item):
        written = text.values() if isinstance(text, dict) else [text]
        for words in written:
            if isinstance(words, str) and not _is_paired(words):
                yield place, f"got {words[:60]!r}, expected braces in pairs, around values alone"
        for field in _placeholders(text):
            name, colon, form = field.partition(":")
            if name not in known:
                yield place, f"unknown value {name}, expected one of {', '.join(known) or 'none'}"
            elif colon and not variants.is_format(form):
                yield (
                    place,
                    f"got {{{field}}}, expected one of {', '.join(variants.FORMATS)} after the colon",
                )


def _is_paired(words: str) -> bool:
    head, *rest = words.split("{")
    return "}" not in head and all(part.count("}") == 1 for part in rest)


def _bound_problems(item: Item) -> Iterator[Problem]:
    bounds: list[tuple[Place, dict[str, Any]]] = [
        (("parameters", entry["name"]), entry) for entry in item.get("parameters", []) if "low" in entry
    ]
    bounds += [((field,), item[field]) for field in ("difficulty", "words") if field in item]
    for place, scale in bounds:
        if scale["low"] > scale["high"]:
            yield (*place, "low"), f"got {scale['low']}, expected at most high, {scale['high']}"


def _table_problems(item: Item) -> Iterator[Problem]:
    table = item.get("table", {"columns": [], "rows": []})
    for position, row in enumerate(table["rows"]):
        if len(row) != len(table["columns"]):
            wanted = f"expected {len(table['columns'])}, as columns"
            yield ("table", "rows", position), f"got {len(row)} cells, {wanted}"


def _repeated(item: Item) -> Iterator[Problem]:
    """Entries that cannot be told apart, and targets that nothing names."""
    keys = [target["key"] for target in item.get("targets", [])]
    for position, key in enumerate(keys):
        if key in keys[:position]:
            yield ("targets", position, "key"), f"got {key!r} twice, expected different keys"
    for position, prompt in enumerate(item.get("prompts", [])):
        target = prompt.get("target", "= ")
        if not target.startswith("= ") and target not in keys:
            yield ("prompts", position, "target"), f"got {target!r}, expected one of {', '.join(keys)}"


def _program_problems(item: Item) -> Iterator[Problem]:
    for field in ("starter", "solution"):
        try:
            tree = ast.parse(item.get(field, ""))
        except SyntaxError as error:
            yield (field,), f"not Python: {error.msg} in its line {error.lineno}"
            continue
        defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        if field in item and not defined:
            yield (field,), "defines no function"
    for position, check in enumerate(item["checks"]):
        place = ("checks", position, "gives")
        yield from _expression_problem(place, check["gives"], set())
        try:
            ast.parse(check["call"], mode="eval")
        except SyntaxError as error:
            yield ("checks", position, "call"), f"got {check['call']!r}, expected an expression ({error.msg})"


def _fill_everything(item: Item, values: dict[str, Any], lang: str) -> None:
    shown = variants.labelled(item, values)
    for _, text in texts(item):
        variants.filled(text, shown, lang)


def _unplain(values: dict[str, Any]) -> Iterator[Problem]:
    """Values that the page's JSON cannot hold, such as a model's named tuples."""
    for name, value in values.items():
        if not _is_plain(value):
            wanted = "expected numbers, texts, lists or dicts of them"
            yield ("values", name), f"got {type(value).__name__} {value!r}, {wanted}"


def _is_plain(value: object) -> bool:
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        return all(_is_plain(each) for each in value)
    if isinstance(value, dict):
        return all(type(key) is str and _is_plain(each) for key, each in value.items())
    return type(value) in (bool, int, float, str, type(None))


def _untidy(item: Item, values: dict[str, Any]) -> Iterator[Problem]:
    """Numbers without a format that are not what they look like."""
    shown = variants.labelled(item, values)
    for place, text in texts(item):
        for name in _placeholders(text):
            value = shown.get(name)
            if isinstance(value, float) and abs(float(variants.plain(value)) - value) > PAPER_DUST:
                yield place, f"got {value!r} for {{{name}}}, expected a format such as {{{name}:.2f}}"


def _blurred(item: Item, seed: int | None, values: dict[str, Any]) -> Iterator[Problem]:
    """Known slips that count as the answer or as one another."""
    for position, slip in enumerate(item["wrong"]):
        value = variants.compute(item, f"wrong[{position}].value", slip["value"], values)
        scored = scoring.score(item, value, seed)
        expected = variants.filled(slip["feedback"], variants.labelled(item, values))
        if scored["verdict"] == "right":
            yield ("wrong", position, "value"), f"got {value!r}, expected a value that is not the answer"
        elif scored["feedback"] != [expected]:
            yield ("wrong", position, "value"), f"got {value!r}, expected a value of no slip before it"


def _alike(item: Item, values: dict[str, Any]) -> Iterator[Problem]:
    """Options, prompts or steps with the same words."""
    shown = variants.labelled(item, values)
    for field in ("options", "prompts", "steps", "targets"):
        words = [variants.filled(entry["text"], shown) for entry in item.get(field, [])]
        for position, word in enumerate(words):
            if word in words[:position]:
                yield (field, position, "text"), f"got {word!r} twice, expected different texts"
