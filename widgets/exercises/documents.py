"""YAML files that remember their lines, checked against a JSON Schema in words."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml

Place = tuple[str | int, ...]  # keys and positions that lead from the top of a document to a value
Problem = tuple[Place, str]
# What a rule of the schema allows, by its keyword.
ALLOWED = {
    "enum": "one of {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "maxItems": "at most {} entries",
    "maxLength": "at most {} characters",
    "maxProperties": "at most {} field(s)",
    "minimum": "at least {}",
    "minItems": "at least {} entries",
    "minProperties": "at least {} field(s)",
    "pattern": "text that matches {}",
    "type": "{}",
    "uniqueItems": "no entry twice",
}
# Numbers as JSON has them; YAML also reads 12:30, 1_000, 010 and .inf as numbers.
NUMBER = re.compile(r"[-+]?(0|[1-9]\d*)(\.\d*)?([eE][-+]?\d+)?")
LONGEST_SHOWN = 80  # characters of a refused value


class _Loader(yaml.CSafeLoader):  # type: ignore[misc]
    """Safe YAML whose keys are text (`true:` too) and whose numbers are those of JSON."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:
        """Fields of a mapping."""
        return {str(key.value): self.construct_object(value, deep=deep) for key, value in node.value}

    def construct_number(self, node: yaml.ScalarNode) -> object:
        """A number, or text if it is written in a way that only YAML reads as one."""
        if not NUMBER.fullmatch(node.value):
            return node.value
        is_whole = node.tag == "tag:yaml.org,2002:int"
        return self.construct_yaml_int(node) if is_whole else self.construct_yaml_float(node)


for kind in ("int", "float"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{kind}", _Loader.construct_number)


class Document:
    r"""What a YAML file holds, and on which line.

    Parameters
    ----------
    path : Path
        The file. YAML that cannot be read leaves `data` None and says why in `problems`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "sample.yml")
    ...     _ = path.write_text("items:\n- id: a\n- id: b\n", "utf-8")
    ...     document = Document(path)
    >>> document.data["items"][1], document.line(("items", 1, "id"))
    ({'id': 'b'}, 3)
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.data: Any = None
        self.problems: list[Problem] = []
        self._lines: dict[Place, int] = {(): 1}
        try:
            loader = _Loader(path.read_bytes())
            node = loader.get_single_node()
            self._number((), node)
            if node:
                self.data = loader.construct_document(node)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._lines[()] = mark.line + 1 if mark else 1
            self.problems.append(((), f"not YAML: {getattr(error, 'problem', None) or error}"))

    def _number(self, place: Place, node: yaml.Node | None) -> None:
        """Note the line of each field and entry, and fields that stand twice."""
        if isinstance(node, yaml.SequenceNode):
            for position, entry in enumerate(node.value):
                self._lines[*place, position] = entry.start_mark.line + 1
                self._number((*place, position), entry)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                within = (*place, str(key.value))
                if not isinstance(key, yaml.ScalarNode) or within in self._lines:
                    self.problems.append((within, f"stands again in line {key.start_mark.line + 1}"))
                self._lines.setdefault(within, key.start_mark.line + 1)
                self._number(within, value)

    def line(self, place: Place) -> int:
        """Line of a value, or of what is next around it."""
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]

    def reports(self, problems: Iterable[Problem], field: str) -> list[str]:
        """Each problem once, in the order of the lines, with file, line, and the item it is in.

        Parameters
        ----------
        problems : iterable of (place, text)
        field : str
            Of the list whose entries are items with an ``id``.
        """
        ordered = sorted(dict.fromkeys(problems), key=lambda problem: self.line(problem[0]))
        return [self._report(place, says, field) for place, says in ordered]

    def _report(self, place: Place, says: str, field: str) -> str:
        where = [self.name, f"line {self.line(place)}"]
        if place[:1] == (field,) and len(place) > 1:
            entry = self.data[field][place[1]]
            name = entry.get("id") if isinstance(entry, dict) else None
            where.append(f"item {name or place[1]}")
            place = place[2:]
        return ", ".join([*where, *([written(place)] if place else [])]) + f": {says}"


def written(place: Place) -> str:
    """A place as an error names it.

    Examples
    --------
    >>> written(("options", 2, "feedback"))
    'options[2].feedback'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def misfits(data: object, schema: dict[str, Any]) -> Iterator[Problem]:
    """Where data do not fit a JSON Schema.

    Examples
    --------
    >>> list(misfits({"seed": 0}, {"properties": {"seed": {"minimum": 1}}}))
    [(('seed',), 'got 0, expected at least 1')]
    """
    for error in jsonschema.Draft202012Validator(schema).iter_errors(data):
        yield from _in_words(error)


def _in_words(error: jsonschema.ValidationError) -> Iterator[Problem]:
    place = tuple(error.absolute_path)
    allowed = error.validator_value
    if error.validator in ("required", "dependentRequired"):
        wanted = allowed if error.validator == "required" else _depending(allowed, error.instance)
        yield from (((*place, name), "missing") for name in wanted if name not in error.instance)
    elif error.validator == "additionalProperties":
        known = error.schema["properties"]
        says = f"unknown field, expected one of {', '.join(known)} (a text with a comma needs quotes)"
        yield from (((*place, name), says) for name in error.instance if name not in known)
    elif error.validator == "not":
        yield place, "not allowed here"
    else:
        if isinstance(allowed, list):
            allowed = ", ".join(map(str, allowed))
        expected = ALLOWED.get(error.validator, f"{error.validator} {{}}").format(allowed)
        yield place, f"got {_brief(error.instance)}, expected {expected}"


def _depending(rules: dict[str, list[str]], fields: dict[str, Any]) -> list[str]:
    return [name for field in rules if field in fields for name in rules[field]]


def _brief(value: object) -> str:
    if isinstance(value, (list, dict)):
        return f"{len(value)} entries"
    shown = repr(value)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "…"
