"""Texts of questions as XHTML, in the form that both Moodle and QTI take."""

from collections.abc import Iterable
from typing import Any

from lxml.builder import ElementMaker
from lxml.etree import _Element

from widgets.exercises.exports.questions import Question, section_title
from widgets.exercises.exports.words import word


def paragraphs(make: ElementMaker, text: str) -> list[_Element]:
    """A text with blank lines between paragraphs and backticks around code.

    Examples
    --------
    >>> from lxml import etree
    >>> [etree.tostring(p).decode() for p in paragraphs(ElementMaker(), "Is `a < b`?")]
    ['<p>Is <code>a &lt; b</code>?</p>']
    """
    return [make.p(*inline(make, part)) for part in text.strip().split("\n\n") if part]


def inline(make: ElementMaker, text: str) -> list[_Element | str]:
    """A text without paragraphs; backticks hold code."""
    pieces = enumerate(text.split("`"))
    return [make.code(piece) if place % 2 else piece for place, piece in pieces if piece]


def stem(make: ElementMaker, question: Question) -> list[_Element]:
    """All that is asked, but for what is chosen from."""
    shown = question.shown
    blocks = paragraphs(make, question.stem)
    if shown["table"]:
        blocks.append(_table(make, shown["table"]))
    return blocks + _asked(make, question)


def for_grader(make: ElementMaker, question: Question) -> list[_Element]:
    """What somebody needs who marks a program or an essay by hand."""
    blocks: list[_Element] = []
    for note in question.notes:
        blocks.append(make.p(make.strong(note.head)))
        blocks.append(make.pre(note.text) if note.text else bullets(make, note.points))
    return blocks


def bullets(make: ElementMaker, lines: Iterable[str]) -> _Element:
    """A list without numbers."""
    return make.ul(*(make.li(*inline(make, line)) for line in lines))


def _asked(make: ElementMaker, question: Question) -> list[_Element]:
    shown, lang = question.shown, question.lang
    if question.kind == "numeric" and shown["unit"]:
        return [make.p(word("unit", lang, unit=shown["unit"]))]
    if question.kind == "code":
        return [make.p(word("checks", lang)), bullets(make, shown["checks"])]
    if question.kind == "essay":
        titles = "、".join(map(section_title, shown["readings"]))
        return [
            make.p(word("words", lang, **shown["words"])),
            make.p(word("readings", lang, titles=titles)),
            make.p(word("checklist", lang)),
            bullets(make, shown["checklist"]),
        ]
    return []


def _table(make: ElementMaker, table: dict[str, Any]) -> _Element:
    return make.table(
        make.caption(table["caption"]),
        make.thead(make.tr(*(make.th(*inline(make, column)) for column in table["columns"]))),
        make.tbody(*(make.tr(*(make.td(*inline(make, cell)) for cell in row)) for row in table["rows"])),
    )
