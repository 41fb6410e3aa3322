"""Questions as Moodle XML, for the question bank of a course.

Moodle scores as the bank does: fractions that add up in a choice (never below zero), the first answer within
its tolerance for a number, the share of prompts for a match, the share of steps in their place for an order.
Programs and essays become essays, which the instructor marks.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby

from lxml import etree
from lxml.builder import E
from lxml.etree import _Element

from widgets.exercises.exports import markup
from widgets.exercises.exports.questions import Question, section_title
from widgets.exercises.exports.words import word

# Per cent of the mark that Moodle accepts, in its own writing.
FRACTIONS = ["100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25"]
FRACTIONS += ["20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"]


def write(questions: Sequence[Question]) -> bytes:
    """An XML file with all questions, in a category for each section.

    Parameters
    ----------
    questions : sequence of Question
        With their answers. Several variants of one item stand together, in a category of their own from which
        a quiz can draw at random.

    Raises
    ------
    ValueError
        If a slip's credit is none that Moodle accepts; the text names the item.
    """
    quiz = E.quiz()
    for (section, lang), of_section in groupby(questions, lambda q: (q.item["section"], q.lang)):
        path = ["$course$", "top", word("book", lang), section_title(section) if lang == "zh" else section]
        for _, same in groupby(of_section, lambda q: q.item["id"]):
            variants = list(same)
            own = [variants[0].shown["title"]] if len(variants) > 1 else []
            _enter(quiz, [*path, *own])
            quiz.extend(_question(question) for question in variants)
    written: bytes = etree.tostring(quiz, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def fraction(credit: float) -> str:
    """A share of the mark as Moodle writes it.

    Raises
    ------
    ValueError
        If Moodle has no such fraction.

    Examples
    --------
    >>> fraction(1), fraction(1 / 3), fraction(-1 / 6)
    ('100', '33.33333', '-16.66667')
    """
    for accepted in FRACTIONS:
        if abs(abs(credit) * 100 - float(accepted)) < 1e-5:
            return f"-{accepted}" if credit < 0 else accepted
    raise ValueError(f"credit: got {credit:g}, expected one of Moodle's: {', '.join(FRACTIONS)} per cent")


def _enter(quiz: _Element, path: list[str]) -> None:
    """Say which category the next questions belong to, unless they are in it already."""
    name = "/".join(part.replace("/", "//") for part in path)
    if quiz.xpath("string(question[@type='category'][last()]/category/text)") != name:
        quiz.append(E.question(E.category(E.text(name)), type="category"))


def _question(question: Question) -> _Element:
    kind, fields = _FIELDS[question.kind]
    title = question.shown["title"] + (f" ({question.seed})" if question.seed else "")
    return E.question(
        E.name(E.text(title)),
        E.questiontext(_html(markup.stem(E, question)), format="html"),
        E.generalfeedback(_html(_afterwards(question)), format="html"),
        E.defaultgrade(str(question.points)),
        E.penalty("0"),
        E.hidden("0"),
        E.idnumber(question.name),
        *fields(question),
        *(E.hint(_html(markup.paragraphs(E, hint)), format="html") for hint in question.shown["hints"]),
        type=kind,
    )


def _html(blocks: list[_Element]) -> _Element:
    whole = "".join(etree.tostring(block, encoding="unicode", method="html") for block in blocks)
    return E.text(etree.CDATA(whole))


def _afterwards(question: Question) -> list[_Element]:
    """The explanation, and what Moodle has no other place for: feedback to single prompts and steps."""
    blocks = markup.paragraphs(E, question.explanation)
    if question.kind in ("match", "order"):
        said = (f"{part.text} — {part.feedback}" for part in question.parts)
        blocks += [E.p(word("misplaced", question.lang)), markup.bullets(E, said)]
    return blocks


def _answer(text: str | _Element, share: str, feedback: str = "", *more: _Element) -> _Element:
    content = E.text(text) if isinstance(text, str) else text
    said = E.feedback(_html(markup.paragraphs(E, feedback)), format="html")
    return E.answer(content, said, *more, fraction=share, format="html")


def _plain(number: float) -> str:
    """A number without an exponent."""
    return f"{Decimal(repr(number)):f}"


def _choice(question: Question) -> list[_Element]:
    single = question.kind == "single"
    right = sum(choice.right for choice in question.choices)
    loss = 0 if single else -1 / (len(question.choices) - right)
    return [
        E.single(str(single).lower()),
        E.shuffleanswers(str(int(question.shuffles))),
        E.answernumbering("abc"),
        *([] if single else [E.shownumcorrect()]),
        *(
            _answer(
                _html(markup.paragraphs(E, choice.text)),
                fraction(1 / right if choice.right else loss),
                choice.feedback,
            )
            for choice in question.choices
        ),
    ]


def _truefalse(question: Question) -> list[_Element]:
    said = question.verdicts
    return [
        _answer(str(given).lower(), fraction(given == question.solution), said[given])
        for given in (True, False)
    ]


def _numerical(question: Question) -> list[_Element]:
    tolerance = _plain(question.margin)
    answers = [_answer(_plain(question.solution), fraction(1), "", E.tolerance(tolerance))]
    for slip in question.slips:
        try:
            share = fraction(slip.credit)
        except ValueError as error:
            raise ValueError(f"item {question.item['id']}, wrong, {error}") from None
        answers.append(_answer(_plain(slip.value), share, slip.feedback, E.tolerance(tolerance)))
    anything = _answer("*", fraction(0), question.fill(question.item["otherwise"]), E.tolerance("0"))
    return [
        *answers,
        anything,
        E.unitgradingtype("0"),
        E.unitpenalty("0"),
        E.showunits("3"),
        E.unitsleft("0"),
    ]


def _matching(question: Question) -> list[_Element]:
    names = {target["key"]: target["text"] for target in question.shown["targets"]}
    solution = question.solution
    pairs = [(_html(markup.paragraphs(E, part.text)), names[solution[part.key]]) for part in question.parts]
    unused = [(E.text(), name) for key, name in names.items() if key not in solution.values()]
    return [
        E.shuffleanswers("1"),
        E.shownumcorrect(),
        *(E.subquestion(asked, E.answer(E.text(name)), format="html") for asked, name in pairs + unused),
    ]


def _ordering(question: Question) -> list[_Element]:
    texts = {part.key: part.text for part in question.parts}
    return [
        E.layouttype("VERTICAL"),
        E.selecttype("ALL"),
        E.selectcount(str(len(texts))),
        E.gradingtype("ABSOLUTE_POSITION"),
        E.showgrading("SHOW"),
        E.numberingstyle("none"),
        E.shownumcorrect(),
        *(
            _answer(_html(markup.paragraphs(E, texts[key])), str(place))
            for place, key in enumerate(question.solution, start=1)
        ),
    ]


def _essay(question: Question) -> list[_Element]:
    program = question.kind == "code"
    return [
        E.responseformat("monospaced" if program else "editor"),
        E.responserequired("1"),
        E.responsefieldlines("20"),
        E.attachments("0"),
        E.attachmentsrequired("0"),
        E.graderinfo(_html(markup.for_grader(E, question)), format="html"),
        E.responsetemplate(E.text(question.item["starter"] if program else ""), format="html"),
    ]


_FIELDS: dict[str, tuple[str, Callable[[Question], list[_Element]]]] = {
    "single": ("multichoice", _choice),
    "multiple": ("multichoice", _choice),
    "truefalse": ("truefalse", _truefalse),
    "numeric": ("numerical", _numerical),
    "match": ("matching", _matching),
    "order": ("ordering", _ordering),
    "code": ("essay", _essay),
    "essay": ("essay", _essay),
}
