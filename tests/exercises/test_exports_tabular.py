"""JSON is read back by the bank's own loader; a table is safe to open in a spreadsheet."""

import csv
import io
import json

import yaml
from jsonschema import Draft202012Validator

from tests.exercises.items import samples, scored
from widgets.exercises import bank
from widgets.exercises.exports import tabular
from widgets.exercises.exports.questions import questions


def read_csv(items, lang="zh"):
    content = tabular.as_csv([question for item in items for question in questions(item, lang)])
    return content, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def load_back(content, folder):
    """What the loader makes of an export, section by section."""
    for section in json.loads(content)["sections"]:
        written = yaml.safe_dump(section, allow_unicode=True, sort_keys=False)
        (folder / f"{section['section']}.yml").write_text(written, "utf-8")
    return bank.load(folder)


def test_json_loads_back_to_equal_items(tmp_path):
    for name, items in (("bank", bank.items()), ("samples", samples())):
        (tmp_path / name).mkdir()
        assert load_back(tabular.as_json(items), tmp_path / name) == items


def test_json_fits_the_schema_of_the_bank():
    schema = Draft202012Validator(json.loads(bank.SCHEMA.read_text("utf-8")))
    for section in json.loads(tabular.as_json(bank.items()))["sections"]:
        schema.validate(section)


def test_a_table_has_a_line_for_each_item_and_says_all():
    content, rows = read_csv(bank.items())
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["id"] for row in rows] == [item["id"] for item in bank.items()]
    for item, row in zip(bank.items(), rows, strict=True):
        [question] = questions(item, "zh")
        assert row["stem"].lstrip("'") == question.stem
        assert row["title"].lstrip("'") == question.shown["title"]
        assert all(entry["text"] in row["asked"] for entry in question.shown.get("options", []))
        assert row["explanation"].lstrip("'") == question.explanation
        assert bool(row["answer"]) == question.answered


def test_a_graded_items_answer_is_in_no_table():
    _, rows = read_csv([item for item in samples() if item["use"] == "graded"])
    assert [(row["answer"], row["explanation"]) for row in rows] == [("", "")]


def test_no_cell_is_a_formula():
    item = next(each for each in scored() if each["id"] == "blockchain-seal")
    hostile = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"]
    items = [{**item, "title": {"zh": text}, "stem": {"zh": text}} for text in hostile]
    _, rows = read_csv(items)
    assert [row["title"] for row in rows] == [f"'{text}" for text in hostile]
    assert all(row["stem"] == row["title"] for row in rows)
