"""Which files an export writes, and which of them hold answers."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from widgets.exercises.exports import moodle, pdf, qti, tabular
from widgets.exercises.exports.questions import Question, questions, without_answers

NO_ANSWERS = "for students, no answers"
ANSWERS = "holds answers, for the instructor"
PRACTICE_ANSWERS = "holds the public answers of practice items, none of graded items"


class Format(StrEnum):
    """What an export can be."""

    MOODLE = "moodle"
    QTI = "qti"
    PDF = "pdf"
    JSON = "json"
    CSV = "csv"


ENDINGS = {
    Format.MOODLE: ".xml",
    Format.QTI: ".zip",
    Format.PDF: "",
    Format.JSON: ".json",
    Format.CSV: ".csv",
}


@dataclass(frozen=True)
class Order:
    """What is to be exported.

    Parameters
    ----------
    form : Format
    items : list of dict
        Joined with their private parts if there are any.
    private : bool
        Whether an instructor's tree was given.
    lang : {"zh", "en"}
    seed : int or None
        First variant of each item with parameters; that of the page if None.
    variants : int
        Of each item with parameters.
    """

    form: Format
    items: list[dict[str, Any]]
    private: bool
    lang: str
    seed: int | None = None
    variants: int = 1

    @property
    def questions(self) -> list[Question]:
        """All variants, item by item."""
        return [
            question
            for item in self.items
            for question in questions(item, self.lang, self.seed, self.variants)
        ]


class Written(NamedTuple):
    """A file, and what to know before passing it on."""

    path: Path
    says: str


def write(order: Order, path: Path) -> list[Written]:
    """Write the files that are ordered.

    Parameters
    ----------
    order : Order
    path : Path
        Of the file; for PDF of a folder.

    Returns
    -------
    list of Written

    Raises
    ------
    ValueError
        If the form does not take what is ordered, or an answer that it needs is not here.
    """
    contents = _CONTENTS[order.form](order)
    written = []
    for name, (content, says) in contents.items():
        place = path / name if name else path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        written.append(Written(place, says))
    return written


Contents = dict[str, tuple[bytes, str]]


def _quiz(write: Callable[[list[Question]], bytes]) -> Callable[[Order], Contents]:
    def contents(order: Order) -> Contents:
        asked = order.questions
        if missing := without_answers(asked):
            raise ValueError(
                f"answers of {', '.join(missing)} are in the instructor's tree: say --private DIR"
            )
        return {"": (write(asked), ANSWERS)}

    return contents


def _papers(order: Order) -> Contents:
    """A worksheet and a key for each version: the first holds every item's first variant, and so on."""
    of_items = [questions(item, order.lang, order.seed, order.variants) for item in order.items]
    count = max(map(len, of_items))
    files: Contents = {}
    for place in range(count):
        version = chr(ord("A") + place) if count > 1 else ""
        ending = f"-{version}.pdf" if version else ".pdf"
        asked = [variants[place % len(variants)] for variants in of_items]
        files[f"worksheet{ending}"] = (pdf.worksheet(asked, version), NO_ANSWERS)
        files[f"key{ending}"] = (pdf.key(asked, version), ANSWERS)
    return files


def _data(order: Order) -> Contents:
    _require_public(order)
    if order.seed is not None or order.variants > 1:
        raise ValueError("seed and variants: json holds items with all their variants; leave both out")
    return {"": (tabular.as_json(order.items), PRACTICE_ANSWERS)}


def _table(order: Order) -> Contents:
    _require_public(order)
    return {"": (tabular.as_csv(order.questions), PRACTICE_ANSWERS)}


def _require_public(order: Order) -> None:
    if order.private:
        raise ValueError(f"private: {order.form} holds the public bank alone; leave it out")


_CONTENTS: dict[Format, Callable[[Order], Contents]] = {
    Format.MOODLE: _quiz(moodle.write),
    Format.QTI: _quiz(qti.write),
    Format.PDF: _papers,
    Format.JSON: _data,
    Format.CSV: _table,
}
