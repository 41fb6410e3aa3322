"""Peer review: everybody reads and is read alike, nobody learns a name, and filled forms come back whole."""

import csv
import itertools
import json

import numpy as np
import pytest

from widgets.exercises import bank, peer
from widgets.exercises.course.plan import Plan
from widgets.exercises.instructor import DIMENSIONS

ITEM = "questions-essay-1"
STUDENTS = ["2026001", "2026002", "2026003", "2026004", "2026005"]
PLAN = Plan("week", (ITEM,), False, "salt", "zh", ())


@pytest.mark.parametrize("count", range(2, 20))
@pytest.mark.parametrize("salt", ["", "salt", "盐"])
def test_all_read_as_many_as_they_are_read_and_nobody_the_own(count, salt):
    students = [f"s{number}" for number in range(count)]
    for readers in range(1, count):
        _require_fair(students, readers, peer.assign(students, readers, salt))


def _require_fair(students, readers, pairs):
    assert sorted(pairs) == sorted(students)
    assert all(len(set(read)) == len(read) == readers and who not in read for who, read in pairs.items())
    assert sorted(itertools.chain(*pairs.values())) == sorted(students * readers)
    if len(students) > 2 * readers:
        assert not any(who in pairs[other] for who, read in pairs.items() for other in read)


@pytest.mark.parametrize("readers", [0, 5])
def test_too_few_students_are_refused(readers):
    with pytest.raises(ValueError, match=f"readers: got {readers} for 5 essays, expected 1 to 4"):
        peer.assign(STUDENTS, readers, "salt")


@pytest.fixture
def folder(tmp_path):
    texts = {student: f"第{place}篇。作者 {student}。" for place, student in enumerate(STUDENTS)}
    peer.write_forms(tmp_path, PLAN, bank.item(ITEM), texts, 3)
    return tmp_path


def fill(folder, mark, encoding="utf-8-sig"):
    """Fill all forms with what `mark` gives for reviewer, author and dimension."""
    authors = json.loads((folder / peer.KEY_FILE).read_text("utf-8"))["codes"]
    for reviewer in STUDENTS:
        path = folder / reviewer / "form.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update(
                {name: mark(reviewer, authors[row["essay"]], name) for name in DIMENSIONS}, strongest="证据"
            )
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, peer.FORM)
            writer.writeheader()
            writer.writerows(rows)


def test_what_reviewers_get_names_nobody(folder):
    for reviewer in STUDENTS:
        given = "".join(path.read_text("utf-8-sig") for path in (folder / reviewer).iterdir())
        assert [student for student in STUDENTS if student in given] == []
        assert given.count("［作者］") == 3


def test_codes_are_texts_for_any_spreadsheet():
    codes = [peer.code(str(number), ITEM, "salt") for number in range(1000)]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("essay-") for code in codes)  # never a number, which it would rewrite


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_filled_forms_come_back_whole(folder, encoding):
    quality = dict(zip(STUDENTS, [0, 1, 2, 3, 3], strict=True))
    fill(folder, lambda reviewer, author, name: quality[author], encoding)
    essays, reviewers, alphas = peer.tally(folder)
    assert essays["total"].to_dict() == {student: 4 * mark for student, mark in quality.items()}
    assert essays["reviews"].tolist() == [3] * 5
    assert essays["spread"].tolist() == [0] * 5
    assert reviewers[["due", "done", "lean"]].to_numpy().tolist() == [[3, 3, 0]] * 5
    assert alphas == dict.fromkeys(DIMENSIONS, 1)


def test_a_lenient_reviewer_leans_up(folder):
    fill(folder, lambda reviewer, author, name: 3 if reviewer == STUDENTS[0] else 1)
    essays, reviewers, alphas = peer.tally(folder)
    assert reviewers["lean"].idxmax() == STUDENTS[0]
    assert reviewers.loc[STUDENTS[0], "lean"] == 8  # two more in each of four dimensions
    assert essays["total"].tolist() == [4] * 5  # of three marks the median: one reviewer moves nobody
    assert max(alphas.values()) <= 0


def test_forms_not_filled_count_as_not_done(folder):
    (folder / STUDENTS[0] / "form.csv").unlink()
    essays, reviewers, alphas = peer.tally(folder)
    assert reviewers["done"].tolist() == essays["reviews"].tolist() == [0] * 5
    assert essays["total"].isna().all()
    assert all(np.isnan(value) for value in alphas.values())


def test_wrong_marks_are_named_all_at_once(folder):
    fill(folder, lambda reviewer, author, name: {"evidence": "5", "limits": ""}.get(name, "2"))
    with pytest.raises(ValueError, match="expected 0 to 3") as refused:
        peer.tally(folder)
    lines = str(refused.value).splitlines()
    assert f"{STUDENTS[0]}/form.csv, line 2: evidence: got '5', expected 0 to 3" in lines
    assert f"{STUDENTS[0]}/form.csv, line 2: limits: got '', expected 0 to 3" in lines
    assert len(lines) == 2 * 3 * 5


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: [*lines, lines[-1]], "line 5: essay: got 'essay-.*' a second time"),
        (
            lambda lines: [lines[0], "nobody," + lines[1].split(",", 1)[1]],
            "line 2: essay: got 'nobody', expected one",
        ),
        (
            lambda lines: [lines[0].replace("essay", "text"), *lines[1:]],
            "line 2: essay: got '', expected one of",
        ),
    ],
)
def test_essays_that_were_not_given_are_refused(folder, change, says):
    fill(folder, lambda *_: 1)
    path = folder / STUDENTS[0] / "form.csv"
    path.write_text("\n".join(change(path.read_text("utf-8-sig").splitlines())), "utf-8")
    with pytest.raises(ValueError, match=says):
        peer.tally(folder)


def test_forms_are_not_written_over(folder):
    fill(folder, lambda *_: 1)
    before = (folder / STUDENTS[0] / "form.csv").read_bytes()
    with pytest.raises(ValueError, match="holds forms already"):
        peer.write_forms(folder, PLAN, bank.item(ITEM), dict.fromkeys(STUDENTS, "…"), 2)
    assert (folder / STUDENTS[0] / "form.csv").read_bytes() == before


def test_a_folder_without_forms_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"no who-is-who.json"):
        peer.tally(tmp_path)
