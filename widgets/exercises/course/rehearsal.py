"""What a class might hand in, made up: for instructors who try grading before their students do."""

import random
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from widgets.exercises import scoring
from widgets.exercises.course import notebooks, submissions
from widgets.exercises.course.plan import Plan

ESSAY = "这是排练用的文字，不是学生写的。This text was made up for a rehearsal."
BROKEN = "{"


def rehearse(folder: Path, plan: Plan, items: list[dict[str, Any]], count: int) -> list[Path]:
    """Write a notebook for each student of the roster, or for so many made-up ones.

    The first answers all rightly, each later one less; the last file cannot be read, and the last but one
    lacks a cell.

    Parameters
    ----------
    folder : Path
        New or empty.
    plan : Plan
    items : list of dict
        With their answers.
    count : int
        Students, if the plan has no roster.

    Raises
    ------
    ValueError
        If the folder holds anything: what students handed in must not be mixed with what they did not.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(
            f"folder: {folder} is not empty, expected a new one, apart from what students hand in"
        )
    folder.mkdir(parents=True, exist_ok=True)
    students = plan.students or tuple(f"rehearsal-{number:03d}" for number in range(1, count + 1))
    texts = [
        nbformat.writes(_answered(plan, items, student, 1 - place / len(students)))
        for place, student in enumerate(students)
    ]
    if len(texts) > 2:
        texts[-1], texts[-2] = BROKEN, _without_a_check(texts[-2])
    paths = [folder / f"{student}.ipynb" for student in students]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return paths


def _answered(plan: Plan, items: list[dict[str, Any]], student: str, skill: float) -> NotebookNode:
    """A student's notebook in which each answer is right with the probability `skill`, else left out."""
    chance = random.Random(student)
    given = notebooks.notebook(plan.assignment, items, lambda item: plan.seed(item, student), plan.lang)
    known = {f"answer-{item['id']}": item for item in items}
    for cell in given.cells:
        item = known.get(submissions.cell_id(cell) or "")
        if item and chance.random() < skill:
            cell.source = _written(item, plan.seed(item["id"], student))
    return given


def _written(item: dict[str, Any], seed: int) -> str:
    if item["type"] == "essay":
        return ESSAY
    answer = scoring.solution(item, seed)
    return str(answer) if item["type"] == "code" else f"{notebooks.answer_name(item['id'])} = {answer!r}"


def _without_a_check(text: str) -> str:
    notebook = nbformat.reads(text, as_version=4)
    checks = [cell for cell in notebook.cells if (submissions.cell_id(cell) or "").startswith("check-")]
    if checks:
        notebook.cells.remove(checks[0])
    return str(nbformat.writes(notebook))
