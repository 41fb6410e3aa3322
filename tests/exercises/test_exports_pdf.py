"""Worksheets and keys, read with pdftotext: what is asked in one, the answers in the other alone."""

import subprocess

import pytest

from tests.exercises.items import samples, scored
from tests.exercises.private import CANARY, joined
from widgets.exercises import bank
from widgets.exercises.exports import pdf
from widgets.exercises.exports.questions import questions


def text_of(content):
    """Text of a PDF without any blanks, which the layout sets at will."""
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return squeezed(run.stdout.decode())


def squeezed(text):
    """Without blanks, and without what the feet and heads of pages put into the middle of a text."""
    return "".join(text.replace("`", "").split())


def asked(items, lang="zh"):
    return [questions(item, lang)[0] for item in items]


@pytest.fixture(scope="module", params=["zh", "en"])
def papers(request):
    """All samples and two sections of the bank, with private parts."""
    items = [*joined(), *bank.of_section("blockchain"), *bank.of_section("factors")]
    sheet = asked(items, request.param)
    return sheet, text_of(pdf.worksheet(sheet)), text_of(pdf.key(sheet))


def test_a_worksheet_asks_everything(papers):
    sheet, worksheet, _ = papers
    for question in sheet:
        assert squeezed(question.shown["title"]) in worksheet
        for field in ("options", "prompts", "targets", "steps"):
            for entry in question.shown.get(field, []):
                assert any_of_its_lines(entry["text"], worksheet), entry
        for row in (question.shown["table"] or {"rows": []})["rows"]:
            assert all(any_of_its_lines(cell, worksheet) for cell in row)
        assert any_of_its_lines(question.stem, worksheet)


def any_of_its_lines(text, page):
    """A text may be parted by the end of a page; its beginning is not."""
    return squeezed(text)[:12] in page


def test_a_worksheet_holds_no_answer(papers):
    sheet, worksheet, _ = papers
    assert CANARY not in worksheet
    for question in sheet:
        for hint in question.shown["hints"]:
            assert squeezed(hint) not in worksheet
        if question.explanation:
            assert not any_of_its_lines(question.explanation, worksheet)
        if question.kind == "code":
            assert squeezed(question.item["solution"]) not in worksheet


def test_a_worksheet_is_the_same_with_and_without_answers():
    assert pdf.worksheet(asked(samples())) == pdf.worksheet(asked(joined()))


def test_a_key_holds_answer_explanation_and_points(papers):
    sheet, _, key = papers
    for question in sheet:
        assert squeezed(question.shown["title"]) in key
        if question.answered:
            assert any_of_its_lines(question.explanation, key)
            assert all(any_of_its_lines(line, key) or question.kind == "match" for line in words(question)), (
                question
            )
    assert CANARY in key


def words(question):
    return question.solution_in_words if question.kind != "code" else [question.item["solution"]]


def test_without_the_private_part_a_key_says_where_the_answer_is():
    key = text_of(pdf.key(asked(samples())))
    assert CANARY not in key
    assert "答案在教师的私有目录里" in key


def test_letters_of_the_key_are_those_of_the_worksheet():
    item = next(each for each in scored() if each["id"] == "blockchain-seal")
    [question] = asked([item])
    key = text_of(pdf.key([question]))
    places = {part.text: question.solution.index(part.key) + 1 for part in question.parts}
    assert "".join(f"{place}{squeezed(text)}" for text, place in places.items()) in key


def test_fonts_are_embedded_and_every_character_has_a_glyph(tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf.worksheet(asked(bank.items())))
    listed = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), listed
    assert "\ufffd" not in text_of(path.read_bytes())
