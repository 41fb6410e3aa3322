"""Questions on paper: a worksheet with room for answers, and a key apart from it."""

import json
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from widgets.exercises.exports.questions import Question, section_title
from widgets.exercises.exports.words import WORDS, word
from widgets.exercises.scoring import TRUTH

TEMPLATES = Path(__file__).parent / "templates"
FONTS = "pylopdf_fonts_zh_cn"  # package that holds Noto Serif SC and Noto Sans SC
CHARACTERS_A_LINE = 28  # of handwriting
PROGRAM_LINES = 12
UNASKED: dict[str, Any] = {
    "how": "",
    "choices": [],
    "classes": [],
    "brackets": [],
    "circles": [],
    "blank": False,
    "unit": "",
    "points-to-check": [],
    "starter": "",
    "lines": 0,
}


def worksheet(questions: Sequence[Question], version: str = "") -> bytes:
    """The questions as a PDF, with nothing of their answers in it.

    Parameters
    ----------
    questions : sequence of Question
        At least one; they need no answers.
    version : str
        Printed on each page, to tell apart the sheets of a class.
    """
    sheet = [_asked(number, question) for number, question in enumerate(questions, start=1)]
    return _compiled("worksheet", sheet, questions, version)


def key(questions: Sequence[Question], version: str = "") -> bytes:
    """Answers, explanations and points as a PDF.

    Parameters
    ----------
    questions : sequence of Question
        Where an answer is not known here, the key says where it is.
    version : str
        That of the worksheet.
    """
    answers = [_answered(number, question) for number, question in enumerate(questions, start=1)]
    return _compiled("key", answers, questions, version)


def _compiled(kind: str, entries: list[dict[str, Any]], questions: Sequence[Question], version: str) -> bytes:
    lang = questions[0].lang
    total = word("total", lang, items=len(questions), points=sum(question.points for question in questions))
    pages = list(dict.fromkeys(question.item["section"] for question in questions))
    title = word(kind, lang) + (f"：{section_title(pages[0])}" if lang == "zh" and len(pages) == 1 else "")
    words = {name: text[lang] for name, text in WORDS.items() if "{" not in text[lang]}
    data = {
        "title": title,
        "version": version,
        "lang": lang,
        "words": {**words, "total": total},
        "questions": entries,
    }
    compiled: bytes = typst.compile(
        str(TEMPLATES / f"{kind}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(resources.files(FONTS))],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return compiled


def _head(number: int, question: Question) -> dict[str, Any]:
    points = word("points", question.lang, points=question.points)
    return {"number": number, "title": question.shown["title"], "points": points}


def _asked(number: int, question: Question) -> dict[str, Any]:
    shown = question.shown
    how = f"how_{question.kind}"
    return {
        **UNASKED,
        **_head(number, question),
        "stem": question.stem,
        "table": shown["table"],
        "how": word(how, question.lang) if how in WORDS else "",
        **_ROOM[question.kind](question),
    }


def _lettered(entries: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    return [{"key": chr(ord("A") + place), "text": entry["text"]} for place, entry in enumerate(entries)]


def _essay(question: Question) -> dict[str, Any]:
    words = question.shown["words"]
    return {
        "how": word("words", question.lang, **words),
        "points-to-check": question.shown["checklist"],
        "lines": words["high"] // CHARACTERS_A_LINE,
    }


_ROOM: dict[str, Callable[[Question], dict[str, Any]]] = {
    "single": lambda question: {"choices": _lettered(question.shown["options"]), "blank": True},
    "multiple": lambda question: {"choices": _lettered(question.shown["options"]), "blank": True},
    "truefalse": lambda question: {"circles": [TRUTH[given][question.lang] for given in (True, False)]},
    "numeric": lambda question: {"blank": True, "unit": question.shown["unit"]},
    "match": lambda question: {
        "classes": _lettered(question.shown["targets"]),
        "brackets": question.shown["prompts"],
    },
    "order": lambda question: {"brackets": question.shown["steps"]},
    "code": lambda question: {
        "points-to-check": question.shown["checks"],
        "starter": question.shown["starter"],
        "lines": PROGRAM_LINES,
    },
    "essay": _essay,
}


def _answered(number: int, question: Question) -> dict[str, Any]:
    notes = [{"head": note.head, "text": note.text, "points": note.points} for note in question.notes]
    explanation = question.explanation if question.answered else ""
    return {
        **_head(number, question),
        "answer": _answer(question),
        "explanation": explanation,
        "notes": notes,
    }


def _answer(question: Question) -> list[str]:
    if question.kind == "essay" or (question.kind == "code" and question.answered):
        return [word("by_hand", question.lang)]
    if not question.answered:
        return [word("no_answer", question.lang)]
    in_letters = _IN_LETTERS.get(question.kind)
    return in_letters(question) if in_letters else question.solution_in_words


def _choice_in_letters(question: Question) -> list[str]:
    letters = _lettered(question.shown["options"])
    options = zip(question.choices, letters, strict=True)
    return [f"{letter['key']}. {choice.text}" for choice, letter in options if choice.right]


def _match_in_letters(question: Question) -> list[str]:
    targets = question.shown["targets"]
    letters = {
        target["key"]: letter["key"] for target, letter in zip(targets, _lettered(targets), strict=True)
    }
    return [f"{letters[question.solution[part.key]]}　{part.text}" for part in question.parts]


def _order_in_numbers(question: Question) -> list[str]:
    """In the order of the worksheet, as the numbers stand in its brackets."""
    places = {key: place for place, key in enumerate(question.solution, start=1)}
    return [f"{places[part.key]}　{part.text}" for part in question.parts]


_IN_LETTERS: dict[str, Callable[[Question], list[str]]] = {
    "single": _choice_in_letters,
    "multiple": _choice_in_letters,
    "match": _match_in_letters,
    "order": _order_in_numbers,
}
