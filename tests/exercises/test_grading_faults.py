"""Whatever a submission is or tries: its status, its credit, and that it learned and left nothing."""

import json
import os
import re
import shutil
import socket
import sys
import threading
from types import SimpleNamespace

import pytest
from distributed import Client, LocalCluster
from nbformat.v4 import new_markdown_cell

from tests.exercises.classes import CODE, ESSAY, EVERY_TYPE, SAMPLE_TREE, answered, hand_in, released
from tests.exercises.faults import CORRUPT, FAULTS, FORGERIES, SECRETS
from widgets.exercises import bank, instructor
from widgets.exercises.course import feedback, gradebook, isolation, marking, submissions
from widgets.exercises.course.isolation import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is of Linux")
LIMITS = Limits(cell_seconds=4, seconds=10, memory=900 * 2**20)
ALL = {**FAULTS, **FORGERIES}
CURIOUS = [name for name in FAULTS if name.startswith(("reads", "asks", "spies", "tells"))]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A course with secrets around it, all faults graded in one run."""
    folder = tmp_path_factory.mktemp("faults")
    course = released(folder / "course", [], per_student=False)
    tree = _tree(folder / "tree")
    entries = instructor.load(tree)
    course.items = [instructor.joined(bank.item(name), entries.get(name)) for name in EVERY_TYPE]
    neighbour = answered(course, "neighbour")
    neighbour.cells.append(new_markdown_cell(SECRETS["neighbour"]))
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.MonkeyPatch.context() as patch:
        threading.Thread(target=_serve, args=(server,), daemon=True).start()
        patch.setenv("GRADER_PASSWORD", SECRETS["environment"])
        places = {
            "answers": str(bank.EXERCISES / "types.yml"),
            "tree": str(tree / "answers" / "types.yml"),
            "gradebook": str(course.folder / "gradebook.db"),
            "neighbour": str(hand_in(folder / "in", "neighbour", neighbour)),
            "server": server.getsockname(),
            "mark": str(folder / "mark"),
        }
        for faults, skill in ((FAULTS, 1.0), (FORGERIES, 0.0)):
            for name, fault in faults.items():
                hand_in(folder / "in", name, fault.make(answered(course, "anybody", skill), places))
        (folder / "in" / "link.ipynb").symlink_to(places["neighbour"])
        found = submissions.collect(folder / "in", "week")
        with _threads() as client:
            marking.mark(client, course.folder, course.database, course.plan, course.items, found, LIMITS)
        results = {result["student"]: result for result in marking.results(course.folder, "week")}
        yield SimpleNamespace(course=course, places=places, results=results)


def _tree(folder):
    """The sample with a canary of its own."""
    shutil.copytree(SAMPLE_TREE, folder)
    for path in folder.rglob("*.yml"):
        text = path.read_text("utf-8").replace("canary-5a3b1e0f7c2d4968a1b0c3d5", SECRETS["canary"])
        path.write_text(text, "utf-8")
    return folder


def _serve(server):
    while True:
        try:
            with server.accept()[0] as caller:
                caller.sendall(SECRETS["network"].encode())
        except OSError:  # closed
            return


class _threads:  # noqa: N801 - used like a function
    """A cluster in this process: it starts at once, and submissions have processes of their own anyway."""

    def __enter__(self):
        options = {"processes": False, "n_workers": 1, "threads_per_worker": 2, "dashboard_address": None}
        self.cluster = LocalCluster(**options)
        self.client = Client(self.cluster, set_as_default=False)
        return self.client

    def __exit__(self, *error):
        self.client.close()
        self.cluster.close()


def _credits(world, name):
    return {item: part["credit"] for item, part in world.results[name]["items"].items()}


def _autograded(world, name):
    path = world.course.folder / "autograded" / name / "week" / "week.ipynb"
    return path.read_text("utf-8") if path.exists() else ""


@pytest.mark.parametrize("name", ALL)
def test_status(world, name):
    assert tuple(world.results[name]["statuses"]) == ALL[name].statuses, world.results[name]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_what_it_breaks_and_nothing_else(world, name):
    right = {item: None if item == ESSAY else 1.0 for item in EVERY_TYPE}
    assert _credits(world, name) == {**right, **dict.fromkeys(FAULTS[name].lost, 0.0)}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_earns_nothing(world, name):
    honest = _credits(world, "all wrong")
    assert sum(honest.values()) < len(EVERY_TYPE) / 2
    assert _credits(world, name) == {**honest, **dict.fromkeys(FORGERIES[name].lost, 0.0)}


@pytest.mark.parametrize("name", ALL)
def test_nothing_leaks_into_result_or_notebook(world, name):
    text = json.dumps(world.results[name], ensure_ascii=False) + _autograded(world, name)
    assert [secret for secret, word in SECRETS.items() if word in text] == []


@pytest.mark.parametrize("name", [*CURIOUS, "scripts", "truncated", "leaves"])
def test_feedback_tells_nothing_that_it_should_not_and_runs_nothing(world, name):
    course = world.course
    page = feedback.write(course.folder, course.database, "week", world.results[name], "zh").read_text(
        "utf-8"
    )
    assert [secret for secret, word in SECRETS.items() if word in page] == []
    assert not re.search(r"<script[^>]*>\s*alert|<[^>]*onerror", page)
    assert not re.search(r"<(script|link|img|iframe)[^>]*(src|href)=.https?:", page)


@pytest.mark.parametrize("name", [name for name in CURIOUS if name.startswith(("reads", "asks"))])
def test_without_the_walls_the_curious_would_have_learned_something(world, name):
    notebook = FAULTS[name].make(answered(world.course, "anybody"), world.places)
    outcome = isolation.run([{"id": "0", "source": notebook.cells[0].source}], LIMITS, trust=True)
    text = json.dumps(outcome.steps, ensure_ascii=False)
    assert any(
        word in text for word in (*SECRETS.values(), f"check-{CODE}")
    )  # the gradebook has only the last


def test_a_pickle_is_never_opened(world):
    assert not os.path.exists(world.places["mark"])


def test_a_link_is_not_followed(world):
    assert world.results["link"]["statuses"] == ["corrupt"]
    assert world.results["neighbour"]["statuses"] == ["awaiting manual grading"]


def test_every_result_is_in_the_gradebook_with_the_points_it_says(world):
    points = {item["id"]: item["points"] for item in world.course.items}
    with gradebook.opened(world.course.database) as book:
        for name in ALL:
            entered = gradebook.scores(book, "week", name, list(points))
            earned = {
                item: None if c is None else c * points[item] for item, c in _credits(world, name).items()
            }
            assert entered == pytest.approx(earned), name


@pytest.mark.parametrize("name", CORRUPT)
def test_what_cannot_be_read_says_why(world, name):
    assert world.results[name]["detail"]


def test_changes_are_named(world):
    assert world.results["edited stem"]["detail"] == f"changed: stem-{EVERY_TYPE[0]}"
    assert world.results["deleted essay"]["detail"] == f"missing: answer-{ESSAY}"
