"""Peer review of essays in which neither side knows the other: who reads whom, forms, their tally."""

import csv
import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import krippendorff
import nbformat
import pandas as pd

from widgets.exercises.course import submissions
from widgets.exercises.course.feedback import TEMPLATES
from widgets.exercises.course.plan import Plan
from widgets.exercises.course.words import word
from widgets.exercises.instructor import DIMENSIONS

LEVELS = range(4)  # marks in each dimension
REMARKS = ("strongest", "weakest", "question")
FORM = ("essay", *DIMENSIONS, *REMARKS)
KEY_FILE = "who-is-who.json"  # the instructor's alone


def assign(students: list[str], readers: int, salt: str) -> dict[str, list[str]]:
    """Whose essays each student reviews.

    The students stand in a circle in an order that the salt decides; each reads the next ones. So all
    read as many essays as they are read, nobody reads the own, and no two read each other unless the
    class is small.

    Parameters
    ----------
    students : list of str
        Those who handed an essay in.
    readers : int
        Reviews of each essay, at least 1 and fewer than students.
    salt : str

    Raises
    ------
    ValueError
        If there are too few students.

    Examples
    --------
    >>> plan = assign(["a", "b", "c", "d"], 2, "salt")
    >>> sorted(sum(plan.values(), [])) == sorted("aabbccdd"), any(who in read for who, read in plan.items())
    (True, False)
    """
    if not 1 <= readers < len(students):
        raise ValueError(
            f"readers: got {readers} for {len(students)} essays, expected 1 to {max(len(students) - 1, 1)}"
        )
    circle = sorted(students)
    random.Random(salt).shuffle(circle)
    following = [*circle, *circle]
    return {who: following[place + 1 : place + 1 + readers] for place, who in enumerate(circle)}


def code(student: str, essay: str, salt: str) -> str:
    """Name under which an essay is read; it does not lead back to its author.

    Examples
    --------
    >>> code("2026001", "questions-essay-1", "salt") == code("2026001", "questions-essay-1", "pepper")
    False
    """
    return "essay-" + hashlib.sha256("\n".join((salt, essay, student)).encode()).hexdigest()[:8]


def essays(course: Path, assignment: str, item: str) -> dict[str, str]:
    """Essays handed in, by student, as the graded notebooks hold them; empty ones are left out."""
    found = {}
    for path in sorted((course / "autograded").glob(f"*/{assignment}/{assignment}.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        cell = next((cell for cell in notebook.cells if submissions.cell_id(cell) == f"answer-{item}"), None)
        if (
            cell
            and cell.source.strip()
            and cell.source.strip() not in {word("write_here", lang) for lang in ("zh", "en")}
        ):
            found[path.parts[-3]] = cell.source
    return found


def write_forms(
    folder: Path, plan: Plan, item: dict[str, Any], texts: dict[str, str], readers: int
) -> list[Path]:
    """Write for each reviewer a page of essays and a form to fill, and for the instructor the key.

    Parameters
    ----------
    folder : Path
        Gets `REVIEWER/essays.html`, `REVIEWER/form.csv` and KEY_FILE.
    plan : Plan
    item : dict
        The essay's item.
    texts : dict
        Essays by author. An author's own name in the text is replaced.
    readers : int

    Raises
    ------
    ValueError
        As `assign`, and if there are forms already: they may be filled.
    """
    if (folder / KEY_FILE).exists():
        raise ValueError(
            f"folder: {folder} holds forms already, and nothing in them may be lost; expected another one"
        )
    pairs = assign(list(texts), readers, plan.salt)
    codes = {student: code(student, item["id"], plan.salt) for student in texts}
    made = []
    for reviewer, authors in pairs.items():
        place = folder / reviewer
        place.mkdir(parents=True, exist_ok=True)
        read = [
            (codes[author], texts[author].replace(author, word("author", plan.lang))) for author in authors
        ]
        page = TEMPLATES.get_template("peer.html").render(
            lang=plan.lang, word=lambda key: word(f"peer_{key}", plan.lang), item=item, essays=read,
            dimensions=DIMENSIONS, levels=LEVELS,
        )  # fmt: skip
        (place / "essays.html").write_text(page, "utf-8")
        with (place / "form.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([FORM, *([name, *[""] * (len(FORM) - 1)] for name, _ in read)])
        made.append(place)
    key = {"item": item["id"], "codes": {codes[student]: student for student in codes}, "pairs": pairs}
    (folder / KEY_FILE).write_text(json.dumps(key, ensure_ascii=False, indent=2), "utf-8")
    return made


def tally(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, float]]:
    """What the filled forms say.

    Parameters
    ----------
    folder : Path
        As `write_forms` left it, with the forms filled.

    Returns
    -------
    essays : DataFrame
        By author: reviews, median of each dimension, total (sum of the medians), spread (largest difference
        of two reviewers' totals).
    reviewers : DataFrame
        By reviewer: due, done, lean (mean difference of the marks to the other reviewers of the same essays).
    alphas : dict
        Krippendorff's alpha (ordinal) of each dimension over all essays; NaN if nothing can disagree.

    Raises
    ------
    ValueError
        With all problems of all forms; each names file, line, field, value and what is allowed.
    """
    if not (folder / KEY_FILE).exists():
        raise ValueError(
            f"folder: no {KEY_FILE} in {folder}, expected a folder with forms; --assignment writes them"
        )
    key = json.loads((folder / KEY_FILE).read_text("utf-8"))
    problems: list[str] = []
    marks = pd.DataFrame(
        [row for reviewer in key["pairs"] for row in _form(folder, reviewer, key, problems)],
        columns=["reviewer", "author", *DIMENSIONS],
    )
    if problems:
        raise ValueError("\n".join(problems))
    return (
        _of_essays(marks, key),
        _of_reviewers(marks, key),
        {name: _alpha(marks, name) for name in DIMENSIONS},
    )


def _form(folder: Path, reviewer: str, key: dict[str, Any], problems: list[str]) -> list[list[Any]]:
    """Marks of one reviewer; an essay whose line has no mark at all counts as not reviewed."""
    path = folder / reviewer / "form.csv"
    if not path.exists():
        return []
    own = {name: author for name, author in key["codes"].items() if author in key["pairs"][reviewer]}
    rows: dict[str, list[Any]] = {}
    for line, row in enumerate(csv.DictReader(_text(path).splitlines()), start=2):
        essay = row.get("essay") or ""
        given = {name: (row.get(name) or "").strip() for name in DIMENSIONS}
        found = list(_problems(essay, given, own, rows)) if any(given.values()) else []
        problems += [f"{reviewer}/form.csv, line {line}: {says}" for says in found]
        if any(given.values()) and not found:
            rows[essay] = [reviewer, own[essay], *map(int, given.values())]
    return list(rows.values())


def _text(path: Path) -> str:
    """A table as spreadsheets save it: in UTF-8, or in the encoding that Chinese ones prefer."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _problems(essay: str, given: dict[str, str], own: Iterable[str], seen: Iterable[str]) -> Iterator[str]:
    if essay not in own:
        yield f"essay: got {essay!r}, expected one of {', '.join(own)}"
    if essay in seen:
        yield f"essay: got {essay!r} a second time, expected one line for each"
    for name, mark in given.items():
        if mark not in map(str, LEVELS):
            yield f"{name}: got {mark!r}, expected {LEVELS[0]} to {LEVELS[-1]}"


def _of_essays(marks: pd.DataFrame, key: dict[str, Any]) -> pd.DataFrame:
    dimensions = list(DIMENSIONS)
    by_author = marks.groupby("author")
    found = by_author[dimensions].median()
    found.insert(0, "reviews", by_author.size())
    found["total"] = found[dimensions].sum(axis=1)
    totals = marks.assign(sum=marks[dimensions].sum(axis=1)).groupby("author")["sum"]
    found["spread"] = totals.max() - totals.min()
    found = found.reindex(sorted(key["codes"].values())).rename_axis("author")
    return found.fillna({"reviews": 0}).astype({"reviews": int})


def _of_reviewers(marks: pd.DataFrame, key: dict[str, Any]) -> pd.DataFrame:
    sums = marks.assign(sum=marks[list(DIMENSIONS)].sum(axis=1))
    by_author = sums.groupby("author")["sum"]
    count = by_author.transform("count")
    others = (by_author.transform("sum") - sums["sum"]) / (count - 1).where(count > 1)
    lean = (sums["sum"] - others).groupby(sums["reviewer"]).mean()
    found = pd.DataFrame({"due": {who: len(authors) for who, authors in key["pairs"].items()}}).rename_axis(
        "reviewer"
    )
    found["done"] = marks.groupby("reviewer").size().reindex(found.index, fill_value=0)
    found["lean"] = lean.reindex(found.index)
    return found.sort_index()


def _alpha(marks: pd.DataFrame, dimension: str) -> float:
    wide = marks.pivot(index="reviewer", columns="author", values=dimension).astype(float)
    wide = wide.loc[:, wide.notna().sum() > 1]
    if wide.shape[1] < 2 or marks[dimension].nunique() < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=wide.to_numpy(), level_of_measurement="ordinal"))
