"""Courses and submissions that the tests of grading use: released from the bank, answered by a generator."""

import random
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tests.exercises.items import slips
from widgets.exercises import bank, instructor, scoring
from widgets.exercises.course import gradebook, notebooks, plan, release, submissions
from widgets.exercises.course.isolation import Limits

SAMPLE_TREE = bank.EXERCISES / "sample"
# One of each type.
EVERY_TYPE = (
    "types-radical-for-whom",
    "types-independent-culture",
    "types-support-as-autonomy",
    "types-rand-pairs",
    "types-counterfactual",
    "types-internalisation-steps",
    "types-code-verdict",
    "questions-essay-1",
)
CODE, ESSAY = EVERY_TYPE[-2:]
QUICK = Limits(cell_seconds=3, seconds=8)


@dataclass
class Course:
    """An assignment that was released."""

    folder: Path
    plan: plan.Plan
    items: list  # joined with the instructor's part
    database: str

    @property
    def assignment(self):
        return self.plan.assignment

    def notebook(self, student):
        """The notebook that a student was given."""
        return notebooks.notebook(
            self.assignment, self.items, lambda item: self.plan.seed(item, student), self.plan.lang
        )


def released(folder, students, names=EVERY_TYPE, per_student=True, database=None, made=None):
    """Release an assignment; with `made`, one that was planned before."""
    items = [bank.item(name) for name in names]
    made = made or plan.new_plan("week", items, per_student, "zh", list(students))
    database = gradebook.database_of(folder, database)
    release.release(folder, database, made, items)
    entries = instructor.load(SAMPLE_TREE)
    joined = [instructor.joined(item, entries.get(item["id"])) for item in items]
    return Course(folder, made, joined, database)


def answer(notebook, name, source):
    """Write an answer's cell."""
    cell(notebook, f"answer-{name}").source = source


def cell(notebook, name):
    return next(each for each in notebook.cells if submissions.cell_id(each) == name)


def answered(course, student, skill=1.0):
    """A student's notebook; each answer is right with the probability `skill`, else next to right."""
    chance = random.Random(f"{student} {skill}")
    notebook = course.notebook(student)
    for item in course.items:
        is_right = chance.random() < skill
        answer(notebook, item["id"], _written(item, course.plan.seed(item["id"], student), is_right, chance))
    return notebook


def _written(item, seed, is_right, chance):
    if item["type"] == "essay":
        return "两项举措的目标不同，途径相近。" if is_right else ""
    if item["type"] == "code":
        return item["solution"] if is_right else item["solution"].replace('return "mixed"', 'return "none"')
    response = scoring.solution(item, seed) if is_right else chance.choice(slips(item, seed))
    return f"{notebooks.answer_name(item['id'])} = {response!r}"


def hand_in(folder, student, work):
    """Put a notebook, or bytes, where it is collected."""
    path = folder / f"{student}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(work if isinstance(work, bytes) else nbformat.writes(work).encode())
    return path
