"""nbgrader's course folder and gradebook: assignments released into it, results written to it."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

CONFIG_FILE = "nbgrader_config.py"
CONFIG = """\
# For nbgrader's own commands and its formgrader, started in this folder.
from pathlib import Path

c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "default_course"  # which PostgreSQL, unlike SQLite, insists on
c.CourseDirectory.db_url = {database!r}
c.GenerateAssignment.preprocessors = {preprocessors!r}
c.HTMLExporter.sanitize_html = True  # what a student writes must not run in your browser
"""
# nbgrader's own, without the one that cuts solutions out: the notebooks that we give it hold none.
PREPROCESSORS = [
    f"nbgrader.preprocessors.{name}"
    for name in (
        "IncludeHeaderFooter", "LockCells", "ComputeChecksums", "SaveCells", "CheckCellMetadata",
        "ClearOutput",
    )
]  # fmt: skip


def database_of(course: Path, url: str | None = None) -> str:
    """Address of the gradebook: the one given, else a SQLite file in the course.

    Examples
    --------
    >>> database_of(Path("course"), "postgresql://teacher@localhost/grades")
    'postgresql+psycopg://teacher@localhost/grades'
    """
    if url is None:
        return f"sqlite:///{course.resolve() / 'gradebook.db'}"
    return re.sub("^postgres(ql)?://", "postgresql+psycopg://", url)


def set_up(course: Path, database: str) -> None:
    """Make a folder an nbgrader course; one that is there is left as it is."""
    course.mkdir(parents=True, exist_ok=True)
    config = course / CONFIG_FILE
    if not config.exists():
        config.write_text(CONFIG.format(database=database, preprocessors=PREPROCESSORS), "utf-8")


def add_assignment(course: Path, database: str, name: str, notebook: NotebookNode) -> Path:
    """Hand a notebook to nbgrader as a new assignment and give the released one's place.

    Raises
    ------
    RuntimeError
        With nbgrader's own words, if it refuses.
    """
    source = course / "source" / name / f"{name}.ipynb"
    source.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, source)
    with _commands_found():
        _require(_api(course, database).generate_assignment(name, force=True, create=True))
    return course / "release" / name / f"{name}.ipynb"


def write_feedback(course: Path, database: str, assignment: str, student: str) -> Path:
    """Have nbgrader write the feedback on a graded notebook and give its place."""
    with _commands_found():
        _require(_api(course, database).generate_feedback(assignment, student, force=True))
    return course / "feedback" / student / assignment / f"{assignment}.html"


@contextmanager
def opened(database: str) -> Iterator[Gradebook]:
    """The gradebook while the block runs."""
    with _commands_found(), Gradebook(database) as book:
        yield book


def write(
    book: Gradebook, course: Path, assignment: str, result: dict[str, Any], points: dict[str, int]
) -> None:
    """Enter a result; marks that a person has given stay.

    Parameters
    ----------
    book : Gradebook
    course : Path
    assignment : str
    result : dict
        As `grading.grade` gives it.
    points : dict
        Of each item, by id.
    """
    student = result["student"]
    book.update_or_create_student(student)
    with book.db.no_autoflush:  # nbgrader fills a submission in before it adds it to the session
        book.update_or_create_submission(assignment, student)
    for name, item in result["items"].items():
        grade = _grade(book, assignment, student, name)
        grade.auto_score = None if item["credit"] is None else item["credit"] * points[name]
        grade.needs_manual_grade = item["credit"] is None and grade.manual_score is None
    book.db.commit()
    folder = course / "autograded" / student / assignment
    shutil.rmtree(folder, ignore_errors=True)  # what may be there is of an earlier submission
    if result["notebook"]:
        folder.mkdir(parents=True)
        (folder / f"{assignment}.ipynb").write_text(result["notebook"], "utf-8")


def scores(book: Gradebook, assignment: str, student: str, items: list[str]) -> dict[str, float | None]:
    """Points of a student by item, a person's mark before the machine's; None where one is awaited."""
    found = {name: _grade(book, assignment, student, name) for name in items}
    return {name: None if grade.needs_manual_grade else float(grade.score) for name, grade in found.items()}


def _grade(book: Gradebook, assignment: str, student: str, item: str) -> Any:  # noqa: ANN401 - nbgrader is untyped
    kinds = ("check", "answer")  # an essay is graded in its own cell, all else in the check
    known = {cell.name for cell in book.find_notebook(assignment, assignment).grade_cells}
    cell = next(f"{kind}-{item}" for kind in kinds if f"{kind}-{item}" in known)
    return book.find_grade(cell, assignment, assignment, student)


def _api(course: Path, database: str) -> NbGraderAPI:
    config = Config()
    config.CourseDirectory.root = str(course.resolve())
    config.CourseDirectory.course_id = "default_course"
    config.CourseDirectory.db_url = database
    config.GenerateAssignment.preprocessors = PREPROCESSORS
    config.HTMLExporter.sanitize_html = True
    return NbGraderAPI(config=config)


def _require(answer: dict[str, Any]) -> None:
    if not answer["success"]:
        raise RuntimeError(f"nbgrader: {answer['error']}\n{answer['log']}")


@contextmanager
def _commands_found() -> Iterator[None]:
    """Nbgrader starts alembic by name, which lies beside Python even where no environment is active."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
