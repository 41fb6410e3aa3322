"""Questions as a QTI 2.1 content package: a manifest, a test by sections, and an item for each question.

Response processing scores as the bank does, in points: SCORE is the credit times the item's points, MAXSCORE
the points. Programs and essays are left to a human scorer, for whom a rubric block holds what is known.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element

from widgets.exercises.exports import markup
from widgets.exercises.exports.questions import Question, section_title
from widgets.exercises.exports.words import word
from widgets.exercises.scoring import TRUTH

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = {"zh": "zh-CN", "en": "en"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same questions make the same file
Q = ElementMaker(namespace=QTI, nsmap={None: QTI})
P = ElementMaker(namespace=PACKAGING, nsmap={None: PACKAGING})


class Said(NamedTuple):
    """A text shown after the answer if the outcome FEEDBACK holds its identifier."""

    identifier: str
    text: str


class Body(NamedTuple):
    """What a type of item contributes to its document."""

    response: _Element  # declaration
    interaction: _Element
    rules: list[_Element]  # for a response that is not empty
    feedback: list[Said]


def write(questions: Sequence[Question]) -> bytes:
    """A zip file with all questions.

    Parameters
    ----------
    questions : sequence of Question
        With their answers. Of several variants of one item the test selects one at random.
    """
    files = {"imsmanifest.xml": _manifest(questions), "test.xml": _test(questions)}
    files.update((_path(question), _item(question)) for question in questions)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in files.items():
            text = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
            archive.writestr(zipfile.ZipInfo(name, EPOCH), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _path(question: Question) -> str:
    return f"items/{question.name}.xml"


def _manifest(questions: Iterable[Question]) -> _Element:
    items = [
        P.resource(
            P.file(href=_path(question)),
            identifier=question.name,
            type="imsqti_item_xmlv2p1",
            href=_path(question),
        )
        for question in questions
    ]
    needed = [P.dependency(identifierref=item.get("identifier")) for item in items]
    test = P.resource(
        P.file(href="test.xml"), *needed, identifier="test", type="imsqti_test_xmlv2p1", href="test.xml"
    )
    metadata = P.metadata(P.schema("QTIv2.1 Package"), P.schemaversion("1.0.0"))
    return P.manifest(metadata, P.organizations(), P.resources(test, *items), identifier="package")


def _test(questions: Sequence[Question]) -> _Element:
    lang = questions[0].lang
    sections = [
        Q.assessmentSection(
            *(_chosen_one(list(same)) for _, same in groupby(of_section, lambda q: q.item["id"])),
            identifier=f"section-{section}",
            title=section_title(section),
            visible="true",
        )
        for section, of_section in groupby(questions, lambda q: q.item["section"])
    ]
    part = Q.testPart(*sections, identifier="part", navigationMode="nonlinear", submissionMode="individual")
    return Q.assessmentTest(part, identifier="test", title=word("book", lang))


def _chosen_one(variants: list[Question]) -> _Element:
    """Reference to a question; if there are several variants, a section that selects one of them."""
    references = [_reference(each) for each in variants]
    if len(references) == 1:
        return references[0]
    item = variants[0].item["id"]
    title = variants[0].shown["title"]
    return Q.assessmentSection(
        Q.selection(select="1"), *references, identifier=f"variants-{item}", title=title, visible="false"
    )


def _reference(question: Question) -> _Element:
    """The weight is for systems that score by themselves: SCORE has the points in it already."""
    weight = Q.weight(identifier="POINTS", value=str(question.points))
    return Q.assessmentItemRef(weight, identifier=question.name, href=_path(question))


def _item(question: Question) -> _Element:
    body = _BODIES[question.kind](question)
    root = Q.assessmentItem(
        body.response,
        *_outcomes(question, body.feedback),
        Q.itemBody(
            Q.div(*markup.stem(Q, question)),
            body.interaction,
            *_rubrics(question),
        ),
        *([_processing(question, body.rules)] if body.rules else []),
        *(_modal("FEEDBACK", said) for said in body.feedback),
        *([_modal("EXPLANATION", Said("explanation", question.explanation))] if _explains(question) else []),
        identifier=question.name,
        title=question.shown["title"],
        adaptive="false",
        timeDependent="false",
    )
    root.set(XML_LANG, LANGUAGES[question.lang])
    return root


def _explains(question: Question) -> bool:
    """Whether to explain after the answer; what is marked by hand may be answered again."""
    return question.answered and question.kind != "code" and bool(question.explanation)


def _rubrics(question: Question) -> list[_Element]:
    """Hints for a tutor; for a scorer what helps to mark by hand."""
    hints = question.shown["hints"]
    blocks = {
        "tutor": [Q.p(word("hints", question.lang)), markup.bullets(Q, hints)] if hints else [],
        "scorer": markup.for_grader(Q, question),
    }
    if question.kind == "code":
        blocks["scorer"] += markup.paragraphs(Q, question.explanation)
    return [Q.rubricBlock(*content, view=view) for view, content in blocks.items() if content]


def _outcomes(question: Question, feedback: list[Said]) -> list[_Element]:
    several = "single" if question.kind == "numeric" else "multiple"
    declared = [
        _declared("SCORE", "single", "float", "0"),
        _declared("MAXSCORE", "single", "float", question.points),
    ]
    if feedback:
        declared.append(_declared("FEEDBACK", several, "identifier"))
    if _explains(question):
        declared.append(_declared("EXPLANATION", "single", "identifier"))
    return declared


def _declared(identifier: str, cardinality: str, base: str, default: object = None) -> _Element:
    value = [] if default is None else [Q.defaultValue(Q.value(str(default)))]
    return Q.outcomeDeclaration(*value, identifier=identifier, cardinality=cardinality, baseType=base)


def _modal(outcome: str, said: Said) -> _Element:
    content = markup.paragraphs(Q, said.text)
    return Q.modalFeedback(*content, outcomeIdentifier=outcome, identifier=said.identifier, showHide="show")


def _processing(question: Question, rules: list[_Element]) -> _Element:
    explained = [_set("EXPLANATION", _value("identifier", "explanation"))] if _explains(question) else []
    return Q.responseProcessing(
        Q.responseCondition(
            Q.responseIf(Q.isNull(_variable("RESPONSE")), _set("SCORE", _value("float", "0"))),
            Q.responseElse(*rules, *explained),
        )
    )


def _response(cardinality: str, base: str, right: Sequence[str], *mapping: _Element) -> _Element:
    correct = [Q.correctResponse(*map(Q.value, right))] if right else []
    return Q.responseDeclaration(
        *correct, *mapping, identifier="RESPONSE", cardinality=cardinality, baseType=base
    )


def _mapping(points: dict[str, float], **bounds: str) -> _Element:
    entries = (Q.mapEntry(mapKey=key, mappedValue=repr(value)) for key, value in points.items())
    return Q.mapping(*entries, defaultValue="0", **bounds)


def _variable(identifier: str) -> _Element:
    return Q.variable(identifier=identifier)


def _value(base: str, text: str) -> _Element:
    return Q.baseValue(text, baseType=base)


def _set(identifier: str, expression: _Element) -> _Element:
    return Q.setOutcomeValue(expression, identifier=identifier)


def _score(points: float) -> _Element:
    return _set("SCORE", _value("float", repr(float(points))))


def _add(points: float) -> _Element:
    return _set("SCORE", Q.sum(_variable("SCORE"), _value("float", repr(points))))


def _say(identifier: str) -> _Element:
    return _set("FEEDBACK", _value("identifier", identifier))


def _say_too(identifier: str) -> _Element:
    return _set("FEEDBACK", Q.multiple(_variable("FEEDBACK"), _value("identifier", identifier)))


def _if(condition: _Element, then: list[_Element], otherwise: list[_Element]) -> _Element:
    return Q.responseCondition(Q.responseIf(condition, *then), Q.responseElse(*otherwise))


def _simple_choices(texts: dict[str, str]) -> list[_Element]:
    return [Q.simpleChoice(*markup.inline(Q, text), identifier=key) for key, text in texts.items()]


def _if_correct(question: Question) -> _Element:
    right = Q.match(_variable("RESPONSE"), Q.correct(identifier="RESPONSE"))
    return _if(right, [_score(question.points)], [_score(0)])


def _say_if_chosen(keys: Iterable[str], operator: str) -> list[_Element]:
    """One condition for each choice: some systems find a choice's feedback in no other form."""
    return [
        Q.responseCondition(
            Q.responseIf(Q(operator, _value("identifier", key), _variable("RESPONSE")), _say_too(key))
        )
        for key in keys
    ]


def _single(question: Question) -> Body:
    texts = {choice.key: choice.text for choice in question.choices}
    return Body(
        _response("single", "identifier", [question.solution]),
        Q.choiceInteraction(
            *_simple_choices(texts),
            responseIdentifier="RESPONSE",
            shuffle=str(question.shuffles).lower(),
            maxChoices="1",
        ),
        [_if_correct(question), *_say_if_chosen(texts, "match")],
        [Said(choice.key, choice.feedback) for choice in question.choices],
    )


def _multiple(question: Question) -> Body:
    choices = question.choices
    right = sum(choice.right for choice in choices)
    gain, loss = question.points / right, -question.points / (len(choices) - right)
    mapping = _mapping({each.key: gain if each.right else loss for each in choices}, lowerBound="0")
    return Body(
        _response("multiple", "identifier", question.solution, mapping),
        Q.choiceInteraction(
            *_simple_choices({choice.key: choice.text for choice in choices}),
            responseIdentifier="RESPONSE",
            shuffle=str(question.shuffles).lower(),
            maxChoices="0",
        ),
        [
            _set("SCORE", Q.mapResponse(identifier="RESPONSE")),
            *_say_if_chosen((choice.key for choice in choices), "member"),
        ],
        [Said(choice.key, choice.feedback) for choice in choices],
    )


def _truefalse(question: Question) -> Body:
    texts = {str(given).lower(): TRUTH[given][question.lang] for given in (True, False)}
    return Body(
        _response("single", "identifier", [str(question.solution).lower()]),
        Q.choiceInteraction(
            *_simple_choices(texts), responseIdentifier="RESPONSE", shuffle="false", maxChoices="1"
        ),
        [_if_correct(question), *_say_if_chosen(texts, "match")],
        [Said(str(given).lower(), text) for given, text in question.verdicts.items()],
    )


def _numeric(question: Question) -> Body:
    slips = {f"slip{place}": slip for place, slip in enumerate(question.slips, start=1)}

    def near(value: float) -> _Element:
        margin = repr(question.margin)
        return Q.equal(
            _variable("RESPONSE"),
            _value("float", repr(value)),
            toleranceMode="absolute",
            tolerance=f"{margin} {margin}",
        )

    rule = Q.responseCondition(
        Q.responseIf(near(question.solution), _score(question.points)),
        *(
            Q.responseElseIf(near(slip.value), _score(slip.credit * question.points), _say(name))
            for name, slip in slips.items()
        ),
        Q.responseElse(_score(0), _say("otherwise")),
    )
    field = Q.textEntryInteraction(responseIdentifier="RESPONSE", expectedLength="12")
    otherwise = Said("otherwise", question.fill(question.item["otherwise"]))
    return Body(
        _response("single", "float", [repr(question.solution)]),
        Q.p(word("number", question.lang), field, f" {question.shown['unit']}"),
        [rule],
        [*(Said(name, slip.feedback) for name, slip in slips.items()), otherwise],
    )


def _match(question: Question) -> Body:
    parts, targets = question.parts, question.shown["targets"]
    right = {part.key: f"prompt-{part.key} target-{question.solution[part.key]}" for part in parts}
    prompts = [
        Q.simpleAssociableChoice(*markup.inline(Q, part.text), identifier=f"prompt-{part.key}", matchMax="1")
        for part in parts
    ]
    classes = [
        Q.simpleAssociableChoice(
            *markup.inline(Q, target["text"]), identifier=f"target-{target['key']}", matchMax=str(len(parts))
        )
        for target in targets
    ]
    misplaced = [
        Q.responseCondition(Q.responseIf(_is_in_another(part.key, question), _say_too(f"prompt-{part.key}")))
        for part in parts
    ]
    share = question.points / len(parts)
    return Body(
        _response(
            "multiple", "directedPair", list(right.values()), _mapping(dict.fromkeys(right.values(), share))
        ),
        Q.matchInteraction(
            Q.simpleMatchSet(*prompts),
            Q.simpleMatchSet(*classes),
            responseIdentifier="RESPONSE",
            shuffle="true",
            maxAssociations=str(len(parts)),
        ),
        [_set("SCORE", Q.mapResponse(identifier="RESPONSE")), *misplaced],
        [Said(f"prompt-{part.key}", part.feedback) for part in parts],
    )


def _is_in_another(prompt: str, question: Question) -> _Element:
    """Whether a prompt stands in any class but its own."""
    others = [t["key"] for t in question.shown["targets"] if t["key"] != question.solution[prompt]]
    pairs = (_value("directedPair", f"prompt-{prompt} target-{other}") for other in others)
    return Q("or", *(Q.member(pair, _variable("RESPONSE")) for pair in pairs))


def _order(question: Question) -> Body:
    """Steps are named by where they are shown: the bank's keys would give the order away."""
    name = {part.key: f"step{place}" for place, part in enumerate(question.parts, start=1)}
    right = [name[key] for key in question.solution]
    share = question.points / len(right)
    rules = [
        _if(
            Q.match(Q.index(_variable("RESPONSE"), n=str(place)), _value("identifier", step)),
            [_add(share)],
            [_say_too(step)],
        )
        for place, step in enumerate(right, start=1)
    ]
    return Body(
        _response("ordered", "identifier", right),
        Q.orderInteraction(
            *_simple_choices({name[part.key]: part.text for part in question.parts}),
            responseIdentifier="RESPONSE",
            shuffle="false",  # as they stand no step is in its place
        ),
        rules,
        [Said(name[part.key], part.feedback) for part in question.parts],
    )


def _written(question: Question) -> Body:
    program = question.kind == "code"
    field = Q.extendedTextInteraction(
        responseIdentifier="RESPONSE", expectedLines="20", format="preformatted" if program else "plain"
    )
    begin = [Q.p(word("starter", question.lang)), Q.pre(question.item["starter"])] if program else []
    return Body(_response("single", "string", []), Q.div(*begin, field), [], [])


_BODIES: dict[str, Callable[[Question], Body]] = {
    "single": _single,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "numeric": _numeric,
    "match": _match,
    "order": _order,
    "code": _written,
    "essay": _written,
}
