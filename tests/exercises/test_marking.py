"""A class of forty: graded the same by one worker and by two, interrupted, on any cluster and database."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from distributed import Client, LocalCluster
from nbformat.v4 import new_code_cell

from tests.exercises.classes import CODE, ESSAY, EVERY_TYPE, QUICK, SAMPLE_TREE, answered, hand_in, released
from tests.exercises.faults import FAULTS
from widgets.analysis.cluster import connected
from widgets.exercises.course import gradebook, marking, report, submissions

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is of Linux")
CLASS = [f"s{number:02}" for number in range(1, 41)]
ABSENT = ["s41", "s42"]
FAULTY = {"s05": "truncated", "s11": "deleted test cell", "s17": "edited stem", "s23": "leaves", "s29": "R"}
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The course as released, and what the class handed in."""
    folder = tmp_path_factory.mktemp("class")
    course = released(folder / "course", [*CLASS, *ABSENT])
    chance = random.Random(20)
    for student in CLASS:
        work = answered(course, student, chance.choice([0.2, 0.5, 0.8, 1.0]))
        if student in FAULTY:
            work = FAULTS[FAULTY[student]].make(work, {})
        hand_in(folder / "in", student, work)
    return course


@pytest.fixture(scope="module")
def alone(given):
    """Graded by one worker, by the command."""
    course = _copy(given, "alone")
    assert _command(course, "--workers", "1").wait() == 0
    return course


def _copy(course, name):
    """The same course once more, with nothing graded."""
    folder = course.folder.parent / name
    shutil.copytree(course.folder, folder)
    return replace(course, folder=folder, database=gradebook.database_of(folder))


def _submissions(course):
    return course.folder.parent / "in"


def _command(course, *options):
    limits = ["--cell-seconds", str(QUICK.cell_seconds), "--seconds", str(QUICK.seconds)]
    words = ["grade", _submissions(course), "--assignment", "week", "--course", course.folder]
    words += ["--private", SAMPLE_TREE, *limits, *options]
    return subprocess.Popen(
        [sys.executable, "-m", "widgets.exercises", *map(str, words)], stdout=subprocess.DEVNULL
    )


def _mark(client, course, found, tell=lambda result: None):
    return marking.mark(
        client, course.folder, course.database, course.plan, course.items, found, QUICK, tell=tell
    )


@contextlib.contextmanager
def _threads():
    """A cluster in this process, which starts at once."""
    options = {"processes": False, "n_workers": 1, "threads_per_worker": 2, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster, set_as_default=False) as client:
        yield client


def _grades(course):
    """Every grade of the gradebook."""
    with gradebook.opened(course.database) as book:
        return {
            (submission.student.id, grade.cell.name): (
                grade.auto_score, grade.manual_score, grade.needs_manual_grade, grade.max_score
            )
            for submission in book.assignment_submissions("week")
            for notebook in submission.notebooks
            for grade in notebook.grades
        }  # fmt: skip


def _results(course):
    return {result["student"]: result for result in marking.results(course.folder, "week")}


def _table(course):
    """The class's table as the CSV has it."""
    points = {item["id"]: item["points"] for item in course.items}
    results = marking.results(course.folder, "week")
    with gradebook.opened(course.database) as book:
        scores = {r["student"]: gradebook.scores(book, "week", r["student"], list(points)) for r in results}
    return report.table(results, scores, points).to_csv()


def _require_same(course, other):
    assert _grades(course) == _grades(other)
    assert _results(course) == _results(other)
    assert _table(course) == _table(other)


def _kept(course):
    """When each result was written."""
    return {
        path.stem: path.stat().st_mtime_ns for path in (course.folder / "results" / "week").glob("*.json")
    }


def test_everybody_has_a_status_and_the_class_is_mixed(alone):
    results = _results(alone)
    assert set(results) == {*CLASS, *ABSENT}
    assert {results[student]["statuses"][0] for student in ABSENT} == {"not submitted"}
    for student, name in FAULTY.items():
        assert results[student]["statuses"][0] == FAULTS[name].statuses[0]
    credits = [part["credit"] for result in results.values() for part in result["items"].values()]
    assert {0.0, 1.0, None} < set(credits)
    assert any(credit and 0 < credit < 1 for credit in credits)


def test_variants_differ_between_students(given):
    numbers = {_stem(given.notebook(student), "types-rand-pairs") for student in CLASS}
    assert len(numbers) > len(CLASS) / 4


def _stem(notebook, name):
    return next(cell.source for cell in notebook.cells if cell.id == f"stem-{name}")


def test_the_command_writes_table_and_report(alone):
    table = (alone.folder / "reports" / "week.csv").read_text("utf-8-sig")
    assert table == _table(alone)
    page = (alone.folder / "reports" / "week.html").read_text("utf-8")
    assert all(student in page for student in (*CLASS, *ABSENT))


def test_two_workers_one_of_which_is_killed_give_the_same(given, alone):
    course, told, killed = _copy(given, "two"), Counter(), []
    found = submissions.collect(_submissions(course), "week")
    with connected(None, 2) as client:

        def tell(result):
            told[result["student"]] += 1
            if sum(told.values()) == 10:
                killed.extend(client.run(os.getpid).values())
                os.kill(killed[0], signal.SIGKILL)

        _mark(client, course, found, tell)
        assert killed[0] not in client.run(os.getpid).values()
    assert told == Counter([*CLASS, *ABSENT])  # everybody, and nobody twice
    _require_same(course, alone)


def test_killed_in_mid_run_it_goes_on_where_it_was(given, alone):
    course = _copy(given, "killed")
    process = _command(course, "--workers", "2")
    while len(_kept(course)) < 15 and process.poll() is None:
        time.sleep(0.05)
    process.kill()
    process.wait()
    before = _kept(course)
    assert 15 <= len(before) < len(CLASS)
    assert _command(course, "--workers", "2").wait() == 0
    after = _kept(course)
    assert {student: after[student] for student in before} == before  # what was done was not done again
    _require_same(course, alone)


def test_run_again_nothing_is_graded(alone):
    told = Counter()
    with _threads() as client:
        _mark(
            client,
            alone,
            submissions.collect(_submissions(alone), "week"),
            lambda r: told.update([r["student"]]),
        )
    assert told == Counter()


def test_a_changed_submission_alone_is_graded_again_and_marks_by_hand_stay(given, alone, tmp_path):
    course, told = replace(alone, folder=tmp_path / "course"), Counter()
    shutil.copytree(alone.folder, course.folder)
    course.database = gradebook.database_of(course.folder)
    student = next(s for s, r in _results(course).items() if r["items"][ESSAY]["credit"] is None)
    with gradebook.opened(course.database) as book:
        grade = book.find_grade(f"answer-{ESSAY}", "week", "week", student)
        grade.manual_score, grade.needs_manual_grade = 0.5, False
        book.db.commit()
    found = submissions.collect(_submissions(alone), "week")
    work = nbformat.read(found[student], as_version=4)
    work.cells.append(new_code_cell("1"))
    found[student] = hand_in(tmp_path / "late", student, work)
    before = _grades(course)
    with _threads() as client:
        _mark(client, course, found, lambda result: told.update([result["student"]]))
    assert told == Counter([student])
    assert _grades(course) == before
    assert before[student, f"answer-{ESSAY}"][1:3] == (0.5, False)


def test_a_folder_of_late_work_takes_nothing_from_the_others(alone, tmp_path):
    course = replace(alone, folder=tmp_path / "course")
    shutil.copytree(alone.folder, course.folder)
    course.database = gradebook.database_of(course.folder)
    late = {ABSENT[0]: hand_in(tmp_path / "late", ABSENT[0], answered(course, ABSENT[0]))}
    before = _grades(course)
    with _threads() as client:
        _mark(client, course, late)
    after = _grades(course)
    assert {key: grade for key, grade in after.items() if key[0] != ABSENT[0]} == {
        key: grade for key, grade in before.items() if key[0] != ABSENT[0]
    }
    assert after[ABSENT[0], f"check-{CODE}"][0] == before[ABSENT[0], f"check-{CODE}"][3]


def test_a_corrupt_file_after_a_good_one_leaves_no_old_notebook(alone, tmp_path):
    course = replace(alone, folder=tmp_path / "course")
    shutil.copytree(alone.folder, course.folder)
    course.database = gradebook.database_of(course.folder)
    assert (course.folder / "autograded" / "s01").is_dir()
    with _threads() as client:
        _mark(client, course, {"s01": hand_in(tmp_path / "late", "s01", b"{")})
    assert _results(course)["s01"]["statuses"] == ["corrupt"]
    assert not (course.folder / "autograded" / "s01" / "week").exists()


def test_any_dask_scheduler_gives_the_same(given, alone):
    course = _copy(given, "scheduler")
    options = {"processes": False, "n_workers": 1, "threads_per_worker": 2, "dashboard_address": None}
    with LocalCluster(**options, protocol="tcp", host="127.0.0.1") as cluster:
        assert cluster.scheduler_address.startswith("tcp://")
        assert _command(course, "--scheduler", cluster.scheduler_address).wait() == 0
    _require_same(course, alone)


@pytest.fixture
def postgres(tmp_path_factory):
    """Address of a server of its own, of the package postgresql; it will not run as root."""
    assert POSTGRES, "no PostgreSQL here: apt-get install postgresql"
    folder = tmp_path_factory.mktemp("postgres")
    for place in (folder, *(each for each in folder.parents if "pytest-" in str(each))):
        place.chmod(0o755)
    user = {"user": "nobody"} if os.getuid() == 0 else {}
    if user:
        shutil.chown(folder, "nobody")
    make = [
        POSTGRES[-1] / "initdb",
        "-D",
        folder / "data",
        "-A",
        "trust",
        "-U",
        "teacher",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, **user)
    serve = [POSTGRES[-1] / "postgres", "-D", folder / "data", "-k", folder, "-h", ""]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(serve, cwd=folder, stderr=log, **user) as server,
    ):
        while b"ready to accept" not in (folder / "log").read_bytes():
            assert server.poll() is None
            time.sleep(0.1)
        yield f"postgresql://teacher@/postgres?host={folder}"
        server.terminate()


def test_postgresql_gives_the_same_as_sqlite(given, alone, postgres):
    folder = given.folder.parent / "postgres"
    course = released(folder, [], database=postgres, made=given.plan)
    found = submissions.collect(_submissions(given), "week")
    few = {student: found[student] for student in CLASS[:12]}
    with _threads() as client:
        _mark(client, course, few)
    graded = _grades(course)
    expected = _grades(alone)
    assert {key: grade for key, grade in graded.items() if key[0] in few} == {
        key: grade for key, grade in expected.items() if key[0] in few
    }
    assert len(few) * len(EVERY_TYPE) == sum(key[0] in few for key in graded)
