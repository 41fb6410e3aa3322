"""The command: which files it writes, what it says of them, what it refuses."""

import io
import json
import zipfile

import pytest
from typer.testing import CliRunner

from tests.exercises.items import samples, scored
from tests.exercises.private import CANARY, parted, tree
from widgets.exercises import bank, instructor, leaks
from widgets.exercises.commands import app
from widgets.exercises.exports import files, moodle, qti
from widgets.exercises.exports.questions import questions, without_answers


@pytest.fixture
def export(monkeypatch, tmp_path):
    """Run the command in an empty folder, over the samples."""
    monkeypatch.setattr(bank, "items", samples)
    monkeypatch.chdir(tmp_path)

    def run(form, *words):
        result = CliRunner().invoke(app, ["export", "--format", form, *map(str, words)])
        return result.exit_code, result.output

    return run


@pytest.fixture
def private(tmp_path_factory):
    return tree(tmp_path_factory.mktemp("private") / "tree")


@pytest.mark.parametrize("form", ["moodle", "qti"])
def test_a_quiz_with_graded_items_needs_the_private_tree(export, private, tmp_path, form):
    code, said = export(form)
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "answers of blockchain-graded are in the instructor's tree" in said
    code, said = export(form, "--private", private)
    assert code == 0, said
    ending = files.ENDINGS[files.Format(form)]
    assert f"exercises{ending}: holds answers, for the instructor" in said
    assert "marked by hand there: polycentric-program, questions-essay-sample" in said
    assert leaks.leaks({CANARY}, [tmp_path / f"exercises{ending}"])


@pytest.mark.parametrize("item", scored(), ids=lambda item: item["id"])
def test_a_graded_item_with_its_private_part_is_exported_like_a_practice_item(item):
    public, entry = parted(item)
    assert without_answers(questions(public, "zh")) == [item["id"]]
    whole = instructor.joined(public, entry)
    for write in (moodle.write, qti.write):
        assert write(questions(whole, "zh")) == write(questions(item, "zh"))


def test_paper_parts_what_students_get_from_what_holds_answers(export, private, tmp_path):
    code, said = export("pdf", "--private", private)
    assert code == 0, said
    assert "exercises/worksheet.pdf: for students, no answers" in said
    assert "exercises/key.pdf: holds answers, for the instructor" in said
    assert leaks.leaks({CANARY}, [tmp_path]) == [str(tmp_path / "exercises" / "key.pdf/text")]


def test_without_the_private_tree_no_file_holds_a_graded_answer(export, private, tmp_path):
    for form in ("pdf", "json", "csv"):
        code, said = export(form)
        assert code == 0, said
    assert leaks.leaks({CANARY}, [tmp_path]) == []


@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_are_public_alone(export, private, tmp_path, form):
    code, said = export(form, "--private", private)
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert f"private: {form} holds the public bank alone" in said


def test_chosen_items_alone_are_written(export, tmp_path):
    code, _ = export(
        "json", "--section", "polycentric", "--item", "blockchain-seal", "--out", "some/items.json"
    )
    assert code == 0
    sections = json.loads((tmp_path / "some" / "items.json").read_text("utf-8"))["sections"]
    names = [item["id"] for section in sections for item in section["items"]]
    expected = [item["id"] for item in samples() if item["section"] == "polycentric"]
    assert sorted(names) == sorted([*expected, "blockchain-seal"])


def test_variants_are_different_and_begin_where_told(export, tmp_path):
    code, _ = export("qti", "--item", "polycentric-majority", "--seed", 40, "--variants", 5)
    assert code == 0
    with zipfile.ZipFile(io.BytesIO((tmp_path / "exercises.zip").read_bytes())) as archive:
        items = {name: archive.read(name) for name in archive.namelist() if name.startswith("items/")}
    assert len(items) == len(set(items.values())) == 5
    assert "items/polycentric-majority-40.xml" in items


def test_each_version_of_a_worksheet_has_a_key(export, tmp_path):
    code, _ = export("pdf", "--item", "polycentric-majority", "--variants", 2, "--out", "paper")
    assert code == 0
    names = sorted(path.name for path in (tmp_path / "paper").iterdir())
    assert names == ["key-A.pdf", "key-B.pdf", "worksheet-A.pdf", "worksheet-B.pdf"]
    sheets = [(tmp_path / "paper" / name).read_bytes() for name in names]
    assert len(set(sheets)) == 4


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["json", "--variants", "2"], "seed and variants: json holds items with all their variants"),
        (["csv", "--seed", "0"], "seed"),
        (["moodle", "--item", "blockchain-sael"], "expected blockchain-seal"),
        (["moodle", "--section", "nowhere"], "section: got 'nowhere', expected one of"),
        (["word"], "'word' is not one of"),
        (["pdf", "--variants", "0"], "greater than or equal to 1"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_cannot_be_exported_is_refused_in_words(export, tmp_path, words, says):
    code, said = export(*words)
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert says in said
