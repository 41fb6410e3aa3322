"""Releases an assignment: one notebook for all, or one for each student with variants of their own."""

from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import compute_checksum

from widgets.exercises.course import gradebook, notebooks, plan
from widgets.exercises.course.plan import Plan


def release(course: Path, database: str, made: Plan, items: list[dict[str, Any]]) -> list[Path]:
    """Make the assignment in nbgrader's course and give the notebooks for students.

    Parameters
    ----------
    course : Path
    database : str
        Address of the gradebook.
    made : Plan
    items : list of dict
        The plan's items, in its order, as the public bank has them.

    Raises
    ------
    ValueError
        If the assignment was released already: students may have begun with it.
    """
    if plan.plan_file(course, made.assignment).exists():
        raise ValueError(f"assignment: {made.assignment} was released already, expected a new name")
    gradebook.set_up(course, database)
    common = notebooks.notebook(made.assignment, items, lambda item: made.seed(item, ""), made.lang)
    released = [gradebook.add_assignment(course, database, made.assignment, common)]
    if made.per_student:
        released = [_personal(course, made, items, student) for student in made.students]
    plan.save(made, course)
    return released


def _personal(course: Path, made: Plan, items: list[dict[str, Any]], student: str) -> Path:
    own = notebooks.notebook(made.assignment, items, lambda item: made.seed(item, student), made.lang)
    for cell in own.cells:
        cell.metadata["nbgrader"]["checksum"] = compute_checksum(cell)
    path = course / "release" / f"{made.assignment}-each" / student / f"{made.assignment}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(own, path)
    return path
