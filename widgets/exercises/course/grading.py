"""What one submission is worth, and why: pure of files, so that any worker anywhere can do it."""

import base64
import hashlib
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from widgets.exercises import checkers, scoring
from widgets.exercises.course import isolation, notebooks, submissions
from widgets.exercises.course.isolation import Limits
from widgets.exercises.course.plan import Plan
from widgets.exercises.course.runner import SHOWN_KINDS
from widgets.exercises.course.words import word

# From the gravest to none; the first that holds is the submission's status, all are told.
STATUSES = (
    "not submitted",
    "corrupt",
    "wrong kernel",
    "timed out",
    "stopped",
    "missing cell",
    "tampered",
    "awaiting manual grading",
    "graded",
)
STOPPED = {"time": "timed out", "output": "stopped", "crash": "stopped"}
# What an answer of the wrong form, or evidence that a program made up, can make a judge raise.
MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
MOST_SAID = 300  # characters
PNG = b"\x89PNG\r\n\x1a\n"


def digest(text: bytes) -> str:
    """What a submission is recognised by when grading is taken up again."""
    return hashlib.sha256(text).hexdigest()


def grade(
    text: bytes, student: str, plan: Plan, items: list[dict[str, Any]], limits: Limits, trust: bool = False
) -> dict[str, Any]:
    """Result of one submission.

    Parameters
    ----------
    text : bytes
        The notebook handed in.
    student : str
    plan : Plan
    items : list of dict
        The plan's items joined with the instructor's part. They never enter the sandbox: it is asked for
        values, which are judged here.
    limits : Limits
    trust : bool
        Run without a sandbox.

    Returns
    -------
    dict
        ``student``, ``digest``, ``statuses`` (of STATUSES, gravest first), ``detail``, ``items`` (by id:
        credit 0 to 1 or None if a person must grade it, says: list of sentences, state) and ``notebook``
        (graded, as text, or None).

    Raises
    ------
    isolation.NoSandboxError, isolation.NoStartError
        As `isolation.run`.
    """
    released = notebooks.notebook(plan.assignment, items, lambda item: plan.seed(item, student), plan.lang)
    inspection = submissions.inspect(text, released)
    if inspection.notebook is None:
        return _without_run(student, text, inspection.problem, items, plan.lang, inspection.detail)
    cells = {submissions.cell_id(cell): cell for cell in inspection.notebook.cells}
    sources = {item["id"]: cells[f"answer-{item['id']}"].source for item in items}
    outcome = isolation.run(_steps(inspection.notebook, items), limits, trust)
    graded = {}
    for item in items:
        if item["type"] == "essay":
            graded[item["id"]] = _essay(sources[item["id"]], plan.lang)
        elif item["type"] == "code":
            graded[item["id"]] = _program(item, sources[item["id"]], limits, trust, plan.lang)
        else:
            graded[item["id"]] = _response(item, outcome, plan.seed(item["id"], student), plan.lang)
    _write(inspection.notebook, outcome, graded)
    return {
        "student": student,
        "digest": digest(text),
        "detail": inspection.detail,
        "statuses": _statuses(inspection, outcome, graded),
        "items": graded,
        "notebook": nbformat.writes(inspection.notebook),
    }


def absent(student: str, items: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """Result of a student on the roster who handed nothing in."""
    return {**_without_run(student, b"", "not submitted", items, lang), "digest": ""}


def stopped(text: bytes, student: str, items: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """Result of a submission that took its worker with it again and again."""
    return _without_run(student, text, "stopped", items, lang)


def _without_run(
    student: str, text: bytes, status: str, items: list[dict[str, Any]], lang: str, detail: str = ""
) -> dict[str, Any]:
    unread = {item["id"]: _no_credit(status, lang) for item in items}
    result = {"student": student, "digest": digest(text), "detail": detail, "notebook": None}
    return {**result, "statuses": [status], "items": unread}


def _no_credit(state: str, lang: str, says: str = "") -> dict[str, Any]:
    return {"credit": 0.0, "state": state, "says": [says or word(f"status_{state}", lang)]}


def _steps(notebook: NotebookNode, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the sandbox does: code cells in their order; in place of a check it is asked for the answer."""
    answers = {
        f"check-{item['id']}": notebooks.answer_name(item["id"]) for item in items if item["type"] != "code"
    }
    steps = []
    for place, cell in enumerate(notebook.cells):
        name = submissions.cell_id(cell)
        if name in answers:
            steps.append({"id": name, "asks": answers[name]})
        elif cell.cell_type == "code" and not name.startswith(("start", "check-")):
            steps.append({"id": str(place), "source": cell.source})
    return steps


def _essay(text: str, lang: str) -> dict[str, Any]:
    if text.strip() in ("", word("write_here", lang)):
        return _no_credit("no answer", lang)
    state = "awaiting manual grading"
    return {"credit": None, "state": state, "says": [word(f"status_{state}", lang)]}


def _response(item: dict[str, Any], outcome: isolation.Outcome, seed: int, lang: str) -> dict[str, Any]:
    """Judge the value of an answer's name."""
    reply = outcome.steps.get(f"check-{item['id']}")
    if reply is None:
        return _no_credit(STOPPED[outcome.stopped or "crash"], lang)
    if reply["error"]:
        name, text = reply["error"]["name"], reply["error"]["text"]
        if name == "NameError":
            return _no_credit("no answer", lang)
        return (
            _no_credit("timed out", lang) if name == "CellTimeout" else _no_credit("not readable", lang, text)
        )
    if _is_blank(reply["value"]):
        return _no_credit("no answer", lang)
    try:
        scored = scoring.score(item, reply["value"], seed, lang)
    except MALFORMED as error:
        return _no_credit("not readable", lang, str(error)[:MOST_SAID])
    return {
        "credit": scored["credit"],
        "state": "graded",
        "says": [word(scored["verdict"], lang), *scored["feedback"]],
    }


def _is_blank(value: object) -> bool:
    """Whether an answer is as it was released."""
    if isinstance(value, dict):
        return all(each in scoring.UNANSWERED for each in value.values())
    return value in scoring.UNANSWERED


def _program(item: dict[str, Any], source: str, limits: Limits, trust: bool, lang: str) -> dict[str, Any]:
    """Judge a program by its open and its hidden checks, each set in a process of its own.

    What a program does in one process cannot reach the other; and of the one that knows the hidden calls
    nothing comes back but how many of them passed.
    """
    if source.strip() == item["starter"].strip():
        return _no_credit("no answer", lang)
    passed, says = [], []
    for checks in filter(None, (item["checks"], item.get("hidden"))):
        asked = {**item, "checks": checks}
        found = isolation.evidence(checkers.task(asked, source), limits, trust)
        if isinstance(found, str):
            return _no_credit(STOPPED[found], lang)
        wanted = checkers.expected(asked)
        try:
            judged = checkers.judge(asked, source, wanted, found, lang)
        except MALFORMED:  # a reply that the program made up
            return _no_credit("stopped", lang)
        outcomes = [outcome["passed"] for outcome in judged["outcomes"]]
        says += _said(judged) if checks is item["checks"] else [_counted(outcomes, lang)]
        passed += outcomes
    return {"credit": sum(passed) / len(passed), "state": "graded", "says": says}


def _said(judged: dict[str, Any]) -> list[str]:
    return [
        f"{'✓' if each['passed'] else '✗'} {each['says']} {each['message']}" for each in judged["outcomes"]
    ]


def _counted(passed: list[bool], lang: str) -> str:
    return word("hidden_checks", lang).format(passed=sum(passed), all=len(passed))


def _write(notebook: NotebookNode, outcome: isolation.Outcome, graded: dict[str, dict[str, Any]]) -> None:
    """Put what the cells did, and what the checks say, into the notebook as its outputs."""
    for place, cell in enumerate(notebook.cells):
        name = submissions.cell_id(cell)
        if name.startswith("check-"):
            says = graded[name.removeprefix("check-")]["says"]
            cell.outputs = [new_output("stream", name="stdout", text="\n".join(says) + "\n")]
        elif cell.cell_type == "code":
            reply = outcome.steps.get(str(place), {"outputs": []})
            cell.outputs = [output for claimed in reply["outputs"] for output in _output(claimed)]


def _output(claimed: dict[str, Any]) -> list[NotebookNode]:
    """An output made anew from a claimed one: text and pictures, nothing that a browser could run."""
    if claimed.get("output_type") == "stream":
        name = "stderr" if claimed.get("name") == "stderr" else "stdout"
        return [new_output("stream", name=name, text=str(claimed.get("text", "")))]
    data = claimed.get("data")
    if not isinstance(data, dict):
        return []
    text, picture = (str(data.get(kind, "")) for kind in SHOWN_KINDS)
    shown = {"text/plain": text, **({"image/png": picture} if _is_picture(picture) else {})}
    return [new_output("display_data", data=shown)]


def _is_picture(text: str) -> bool:
    try:
        return base64.b64decode(text, validate=True).startswith(PNG)
    except ValueError:
        return False


def _statuses(
    inspection: submissions.Inspection, outcome: isolation.Outcome, graded: dict[str, dict[str, Any]]
) -> list[str]:
    states = {each["state"] for each in graded.values()}
    timed_out = any((reply["error"] or {}).get("name") == "CellTimeout" for reply in outcome.steps.values())
    holds = {
        "timed out": timed_out or "timed out" in states or outcome.stopped == "time",
        "stopped": "stopped" in states or outcome.stopped in ("output", "crash"),
        "missing cell": bool(inspection.missing),
        "tampered": bool(inspection.changed),
        "awaiting manual grading": "awaiting manual grading" in states,
    }
    return [status for status in STATUSES if holds.get(status)] or ["graded"]
