"""Grades a class: every submission once, on this machine's cores or on any Dask cluster, resumable."""

import itertools
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, as_completed
from nbgrader.utils import parse_utc

from widgets.exercises.course import gradebook, grading, submissions
from widgets.exercises.course.isolation import Limits
from widgets.exercises.course.plan import Plan

RETRIES = 2  # where the sandbox did not start; how often a worker may die is Dask's to say
WAITING = 2  # submissions for each thread of a worker, so that none idles and few are in memory


def mark(
    client: Client,
    course: Path,
    database: str,
    plan: Plan,
    items: list[dict[str, Any]],
    found: dict[str, Path],
    limits: Limits,
    trust: bool = False,
    tell: Callable[[dict[str, Any]], None] = lambda result: None,
) -> list[dict[str, Any]]:
    """Grade what is not graded yet, enter it into the gradebook, and give all results by student.

    Only this process writes: the workers get texts and give results, so that they need no shared disk and
    their number does not matter. A result is on disk before the next is entered; started again after
    any kind of end, grading goes on where it was.

    Parameters
    ----------
    client : distributed.Client
    course : Path
    database : str
        Address of the gradebook.
    plan : Plan
    items : list of dict
        With the instructor's part.
    found : dict
        Notebook of each student.
    limits : Limits
    trust : bool
        Run without a sandbox.
    tell : callable
        Gets each result as it comes.
    """
    points = {item["id"]: item["points"] for item in items}
    with gradebook.opened(database) as book:

        def enter(result: dict[str, Any]) -> None:
            result["handed_in"] = _handed_in(found.get(result["student"]))
            gradebook.write(book, course, plan.assignment, result, points)
            _keep(result, course, plan.assignment)
            tell(result)

        for student in missing(found, course, plan):
            enter(grading.absent(student, items, plan.lang))
        for result in _graded(client, plan, items, due(found, course, plan), limits, trust):
            enter(result)
    return results(course, plan.assignment)


def results(course: Path, assignment: str) -> list[dict[str, Any]]:
    """Results of an assignment so far, in the order of the students' names."""
    folder = _folder(course, assignment)
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def _handed_in(path: Path | None) -> str:
    """When a notebook came: by nbgrader's own note beside it if that can be read, else by the file's date."""
    if path is None:
        return ""
    moment = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    note = path.parent / "timestamp.txt"
    with suppress(ValueError, OverflowError):
        if note.is_file() and not note.is_symlink():
            moment = parse_utc(note.read_text("utf-8").strip()).replace(tzinfo=UTC)
    return moment.isoformat(" ", "seconds")


def due(found: dict[str, Path], course: Path, plan: Plan) -> dict[str, Path]:
    """Submissions that have no result, or have changed since, by student."""
    known = {result["student"]: result["digest"] for result in results(course, plan.assignment)}
    return {
        student: path
        for student, path in found.items()
        if known.get(student) != grading.digest(submissions.read(path))
    }


def missing(found: dict[str, Path], course: Path, plan: Plan) -> list[str]:
    """Students of the roster from whom there is nothing, now or from an earlier run."""
    known = {result["student"] for result in results(course, plan.assignment)}
    return [student for student in plan.students if student not in known | found.keys()]


def _graded(
    client: Client,
    plan: Plan,
    items: list[dict[str, Any]],
    due: dict[str, Path],
    limits: Limits,
    trust: bool,
) -> Iterator[dict[str, Any]]:
    """Results as they come; a submission is read when a worker is about to be free for it."""
    students = {}

    def submitted(student: str) -> Future[dict[str, Any]]:
        text = submissions.read(due[student])
        with dask.config.set(
            {"distributed.admin.large-graph-warning-threshold": 2 * submissions.LARGEST_BYTES}
        ):
            future = client.submit(
                grading.grade, text, student, plan, items, limits, trust, pure=False, retries=RETRIES
            )
        students[future] = student
        return future

    waiting = iter(due)
    first = itertools.islice(waiting, WAITING * max(1, sum(client.nthreads().values())))
    running = as_completed([submitted(student) for student in first], loop=client.loop)
    for future in running:
        student = students.pop(future)
        try:
            yield future.result()
        except KilledWorker:
            yield grading.stopped(submissions.read(due[student]), student, items, plan.lang)
        for following in itertools.islice(waiting, 1):
            running.add(submitted(following))


def _keep(result: dict[str, Any], course: Path, assignment: str) -> None:
    """Write a result in one step: there is the whole of it or nothing."""
    folder = _folder(course, assignment)
    folder.mkdir(parents=True, exist_ok=True)
    kept = {field: value for field, value in result.items() if field != "notebook"}
    draft = folder / f".{result['student']}.part"
    draft.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    os.replace(draft, folder / f"{result['student']}.json")


def _folder(course: Path, assignment: str) -> Path:
    return course / "results" / assignment
