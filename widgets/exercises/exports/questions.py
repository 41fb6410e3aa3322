"""What every export asks: variants of items in one language, with their answers where these are known."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from widgets.exercises import bank, instructor, numerals, scoring, variants
from widgets.exercises.exports.words import word

Item = dict[str, Any]
LAST_SEED = 1000000
TRIES = 50  # seeds looked at for each variant that is wanted


class Choice(NamedTuple):
    """An option with what is known of it."""

    key: str
    text: str
    right: bool
    feedback: str


class Slip(NamedTuple):
    """A known wrong number."""

    value: float
    credit: float
    feedback: str


class Part(NamedTuple):
    """A prompt to classify, or a step to put in order, with the feedback to misplacing it."""

    key: str
    text: str
    feedback: str


class Note(NamedTuple):
    """What helps to mark a program or an essay by hand: a text as it stands, or some points."""

    head: str
    text: str
    points: list[str]


@dataclass(frozen=True)
class Question:
    """One variant of an item in one language.

    Parameters
    ----------
    item : dict
        Of the bank, joined with its private part where there is one.
    seed : int or None
        Of the variant; None for an item without parameters.
    lang : {"zh", "en"}
    """

    item: Item
    seed: int | None
    lang: str

    @property
    def name(self) -> str:
        """Unique among all questions: the item's id, and the seed if it has variants."""
        return self.item["id"] if self.seed is None else f"{self.item['id']}-{self.seed}"

    @property
    def kind(self) -> str:
        """Type of the item."""
        kind: str = self.item["type"]
        return kind

    @property
    def points(self) -> int:
        """What full credit earns."""
        points: int = self.item["points"]
        return points

    @cached_property
    def shown(self) -> dict[str, Any]:
        """What somebody sees who has not answered yet; see `variants.view`."""
        return variants.view(self.item, self.seed, self.lang)

    @property
    def answered(self) -> bool:
        """Whether the answer is known here; an essay has none."""
        return self.kind != "essay" and scoring.has_answers(self.item)

    @property
    def stem(self) -> str:
        """What is asked; with an essay the chapter's question, which its page shows above it."""
        stem: str = self.shown["stem"]
        return "\n\n".join([*chapter_question(self.item), stem]) if self.kind == "essay" else stem

    @cached_property
    def solution(self) -> Any:  # noqa: ANN401 - of as many forms as there are types of items
        """A response that scores 1."""
        return scoring.solution(self.item, self.seed)

    @property
    def solution_in_words(self) -> list[str]:
        """The same as a reader is told it."""
        lines: list[str] = scoring.reveal(self.item, self.seed, self.lang)["lines"]
        return lines

    @property
    def explanation(self) -> str:
        """Why the answer is right; empty if nothing is said here."""
        return self.fill(self.item.get("explanation", ""))

    def fill(self, text: dict[str, str] | str) -> str:
        """A text of the item in the question's language with the variant's values."""
        return variants.filled(text, self._labels, self.lang)

    @property
    def choices(self) -> list[Choice]:
        """Options of a choice."""
        right = self.solution
        return [
            Choice(key, self.fill(option["text"]), key in right, self.fill(option["feedback"]))
            for key, option in variants.keyed(self.item["options"])
        ]

    @property
    def verdicts(self) -> dict[bool, str]:
        """What is said to either answer to a statement."""
        return {given: self.fill(self.item["feedback"][str(given).lower()]) for given in (True, False)}

    @property
    def margin(self) -> float:
        """How far a number may be from the answer, or from a slip."""
        return scoring.margin(self.item, self.solution)

    @property
    def slips(self) -> list[Slip]:
        """Known wrong numbers, in the order in which they are recognised."""
        return [
            Slip(
                self._number(f"wrong[{place}].value", slip["value"]),
                float(slip.get("credit", 0)),
                self.fill(slip["feedback"]),
            )
            for place, slip in enumerate(self.item.get("wrong", []))
        ]

    @property
    def parts(self) -> list[Part]:
        """Prompts in their order, or steps as they are shown."""
        field = "prompts" if self.kind == "match" else "steps"
        feedback = {key: self.fill(entry["feedback"]) for key, entry in variants.keyed(self.item[field])}
        return [Part(entry["key"], entry["text"], feedback[entry["key"]]) for entry in self.shown[field]]

    @property
    def notes(self) -> list[Note]:
        """What helps to mark the answer by hand; empty if nothing is known here."""
        item, lang = self.item, self.lang
        texts = [field for field in ("solution", "model_answer") if field in item]
        lists = [field for field in ("model_points", "common_errors") if field in item]
        hidden = [f"`{check['call']}` → `{check['gives']}`" for check in item.get("hidden", [])]
        return [
            *(Note(word(field, lang), item[field], []) for field in texts),
            *(Note(word(field, lang), "", [self.fill(point) for point in item[field]]) for field in lists),
            *([Note(word("hidden", lang), "", hidden)] if hidden else []),
            *(self._levels(dimension) for dimension in instructor.DIMENSIONS if "rubric" in item),
        ]

    @property
    def shuffles(self) -> bool:
        """Whether options may be shown in any order: numbers keep theirs."""
        return not all(_is_number(option["text"]) for option in self.shown["options"])

    @cached_property
    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = variants.draw(self.item, self.seed)
        return values

    @cached_property
    def _labels(self) -> dict[str, Any]:
        labels: dict[str, Any] = variants.labelled(self.item, self._values)
        return labels

    def _levels(self, dimension: str) -> Note:
        says = [
            word("level", self.lang, points=points, says=self.fill(level))
            for points, level in enumerate(self.item["rubric"][dimension])
        ]
        return Note(word("rubric", self.lang, dimension=word(dimension, self.lang)), "", says)

    def _number(self, field: str, expression: object) -> float:
        number: Any = variants.compute(self.item, field, expression, self._values)
        return float(number)


def questions(item: Item, lang: str, seed: int | None = None, count: int = 1) -> list[Question]:
    """Different variants of an item, as many as are wanted or as there are.

    Parameters
    ----------
    item : dict
    lang : {"zh", "en"}
    seed : int, optional
        Where to begin, 1 to 1000000; with the variant that the page shows unless given.
    count : int
        An item without parameters has one variant all the same.

    Raises
    ------
    ValueError
        If the seed is out of range.

    Examples
    --------
    >>> item = {"id": "sample", "seed": 3, "parameters": [{"name": "n", "choices": [1, 2]}]}
    >>> len(questions(item, "en", count=2))
    2
    >>> [question.name for question in questions({"id": "plain"}, "en", count=2)]
    ['plain']
    """
    if "parameters" not in item:
        return [Question(item, None, lang)]
    seeds = _distinct_seeds(item, item["seed"] if seed is None else seed, count)
    return [Question(item, each, lang) for each in seeds]


def without_answers(asked: Sequence[Question]) -> list[str]:
    """Ids of items whose answers are not here: they stand in the instructor's tree."""
    missing = [q.item["id"] for q in asked if q.kind != "essay" and not q.answered]
    return list(dict.fromkeys(missing))


@cache
def section_title(section: str) -> str:
    """Heading of the page that a section's items belong to.

    Examples
    --------
    >>> section_title("blockchain")
    '区块链'
    """
    return _prose(section).removeprefix("# ").partition("\n")[0]


def chapter_question(item: Item) -> list[str]:
    """Heading and text of the question that an essay answers, as its page has them behind the essay's target.

    Examples
    --------
    >>> chapter_question({"section": "questions", "passage": "questions-4"})[0]
    '四、温岭的恳谈怎样形成共识'
    >>> chapter_question({"section": "questions"})
    []
    """
    target = re.escape(f"({item.get('passage')})=")
    found = re.search(rf"^{target}\n## (.+)\n\n(.+)$", _prose(item["section"]), re.MULTILINE)
    return list(found.groups()) if found else []


@cache
def _prose(section: str) -> str:
    cells = json.loads((bank.CHAPTERS / f"{section}.ipynb").read_text("utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def _distinct_seeds(item: Item, first: int, count: int) -> Iterator[int]:
    """Seeds from the first on that give variants unlike those before."""
    seen: set[str] = set()
    for seed in range(first, min(first + TRIES * count, LAST_SEED + 1)) or [first]:
        values = repr(sorted(variants.draw(item, seed).items()))
        if values not in seen:
            seen.add(values)
            yield seed
        if len(seen) == count:
            return


def _is_number(text: str) -> bool:
    try:
        numerals.read(text)
    except ValueError:
        return False
    return True
