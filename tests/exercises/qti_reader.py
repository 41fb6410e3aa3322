"""A reader of QTI 2.1 items that runs their response processing by the specification's rules.

It knows the elements that the exports use and fails on any other; it knows nothing of the bank. NULL is None.
"""

import zipfile
from pathlib import Path

from lxml import etree

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
PACKAGING = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "qti.rng"))


def unpack(file):
    """Documents of a package by name."""
    with zipfile.ZipFile(file) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


class Item:
    """An item that can be answered."""

    def __init__(self, root):
        self.root = root
        self.identifiers = {
            "".join(choice.itertext()): choice.get("identifier")
            for tag in ("simpleChoice", "simpleAssociableChoice")
            for choice in root.iter(QTI + tag)
        }

    def answer(self, response):
        """Outcomes after a response, by identifier, and the texts of the feedback that is shown."""
        declared = self.root.findall(QTI + "outcomeDeclaration")
        self.values = {each.get("identifier"): _default(each) for each in declared}
        self.values["RESPONSE"] = response or None if isinstance(response, list) else response
        self._apply(self.root.find(QTI + "responseProcessing"))
        return self.values, [text for outcome, text in self._shown() if outcome == "FEEDBACK"]

    def _shown(self):
        for modal in self.root.findall(QTI + "modalFeedback"):
            outcome = modal.get("outcomeIdentifier")
            held = self.values[outcome]
            if modal.get("identifier") in (held if isinstance(held, list) else [held]):
                yield outcome, "\n\n".join("".join(block.itertext()) for block in modal)

    def _apply(self, rules):
        for rule in rules:
            if _name(rule) == "responseCondition":
                self._branch(rule)
            else:
                assert _name(rule) == "setOutcomeValue", rule.tag
                self.values[rule.get("identifier")] = self._value(rule[0])

    def _branch(self, condition):
        """Follow the first branch whose condition holds; the last one may have none."""
        for branch in condition:
            if _name(branch) == "responseElse":
                return self._apply(branch)
            if self._value(branch[0]) is True:
                return self._apply(branch[1:])
        return None

    def _value(self, node):
        return getattr(self, "_" + _name(node))(node)

    def _operands(self, node):
        return [self._value(child) for child in node]

    def _variable(self, node):
        return self.values[node.get("identifier")]

    def _baseValue(self, node):  # noqa: N802
        return _typed(node.text, node.get("baseType"))

    def _correct(self, node):
        declaration = self._declaration(node.get("identifier"))
        base = declaration.get("baseType")
        values = [_typed(value.text, base) for value in declaration.find(QTI + "correctResponse")]
        return values[0] if declaration.get("cardinality") == "single" else values

    def _isNull(self, node):  # noqa: N802
        return self._value(node[0]) is None

    def _match(self, node):
        first, second = self._operands(node)
        return None if first is None or second is None else first == second

    def _equal(self, node):
        first, second = self._operands(node)
        assert node.get("toleranceMode") == "absolute"
        below, above = map(float, node.get("tolerance").split())
        return None if first is None or second is None else second - below <= first <= second + above

    def _member(self, node):
        value, container = self._operands(node)
        return None if value is None or container is None else value in container

    def _or(self, node):
        values = self._operands(node)
        return True if True in values else None if None in values else False

    def _index(self, node):
        container = self._value(node[0])
        place = int(node.get("n"))
        return None if container is None or place > len(container) else container[place - 1]

    def _sum(self, node):
        values = self._operands(node)
        return None if None in values else sum(values)

    def _multiple(self, node):
        found = []
        for value in self._operands(node):
            found += value if isinstance(value, list) else [] if value is None else [value]
        return found or None

    def _mapResponse(self, node):  # noqa: N802
        response = self._variable(node)
        mapping = self._declaration(node.get("identifier")).find(QTI + "mapping")
        entries = {entry.get("mapKey"): float(entry.get("mappedValue")) for entry in mapping}
        default = float(mapping.get("defaultValue"))
        total = sum(entries.get(_key(value), default) for value in dict.fromkeys(response))
        return max(total, float(mapping.get("lowerBound", "-inf")))

    def _declaration(self, identifier):
        return self.root.find(f"{QTI}responseDeclaration[@identifier='{identifier}']")


def _name(node):
    return etree.QName(node).localname


def _default(declaration):
    value = declaration.findtext(f"{QTI}defaultValue/{QTI}value")
    if value is None:
        return 0.0 if declaration.get("baseType") == "float" else None
    return _typed(value, declaration.get("baseType"))


def _typed(text, base):
    if base == "float":
        return float(text)
    return tuple(text.split()) if base == "directedPair" else text


def _key(value):
    return " ".join(value) if isinstance(value, tuple) else value
