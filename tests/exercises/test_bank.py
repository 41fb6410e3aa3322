"""The bank: what its reader refuses and how it says so, and what the book's own items hold to."""

import json

import jsonschema
import pytest

from tests.exercises.items import SAMPLES, sample, samples
from widgets.exercises import bank, scoring

TYPES = {*scoring._SCORED, "essay"}
SINGLE = """\
section: polycentric
items:
- id: polycentric-sample
  type: single
  skills: [apply]
  title: {zh: 短题}
  stem: {zh: 哪一项对？}
  options:
  - {text: {zh: 甲}, ok: true, feedback: {zh: 为什么对}}
  - {text: {zh: 乙}, ok: false, feedback: {zh: 为什么不对}}
  - {text: {zh: 丙}, ok: false, feedback: {zh: 也不对}}
  hints: [{zh: 看哪里}, {zh: 什么关系}]
  explanation: {zh: 因为}
"""
NUMERIC = """\
section: polycentric
items:
- id: polycentric-sample
  type: numeric
  skills: [compute]
  title: {zh: 短题}
  stem: {zh: "{n} 个主体"}
  seed: 1
  parameters:
    n: {low: 3, high: 21, step: 2}
  values:
    right: polycentric.majority_accuracy(n, 0.6)
  difficulty: {measure: n, low: 3, high: 21, says: actors}
  answer: right
  tolerance: {absolute: 0.01}
  wrong: [{value: 0.6, feedback: {zh: 一个主体}}]
  otherwise: {zh: 再算}
  hints: [{zh: 看哪里}, {zh: 什么关系}]
  explanation: {zh: "{right:.2f}"}
"""


def _refused(folder, text, name="polycentric.yml"):
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(bank.BankError) as refusal:
        bank.load(folder)
    return refusal.value.problems


@pytest.mark.parametrize("text", [SINGLE, NUMERIC])
def test_these_are_sound(text, tmp_path):
    (tmp_path / "polycentric.yml").write_text(text, "utf-8")
    assert len(bank.load(tmp_path)) == 1


@pytest.mark.parametrize(
    ("text", "old", "new", "says"),
    [
        (
            SINGLE,
            "type: single",
            "type: guess",
            "line 4, item polycentric-sample, type: got 'guess', expected one of",
        ),
        (
            SINGLE,
            "{zh: 短题}",
            "{zh: ''}",
            "line 6, item polycentric-sample, title.zh: got '', expected text",
        ),
        (SINGLE, "{zh: 短题}", "{en: short}", "line 6, item polycentric-sample, title.zh: missing"),
        (SINGLE, "{zh: 短题}", "{zh: 短题, en: no}", "title.en: got False, expected string"),
        (SINGLE, "短题", "短" * 17, "expected at most 16 characters"),
        (SINGLE, "[apply]", "[guess]", "skills[0]: got 'guess', expected one of apply, compare"),
        (SINGLE, "  stem: {zh: 哪一项对？}\n", "", "line 3, item polycentric-sample, stem: missing"),
        (
            SINGLE,
            "  stem:",
            "  steem:",
            "line 7, item polycentric-sample, steem: unknown field, expected one of id,",
        ),
        (
            SINGLE,
            ", feedback: {zh: 为什么不对}",
            "",
            "line 10, item polycentric-sample, options[1].feedback: missing",
        ),
        (SINGLE, "ok: true", "ok: false", "options: got 0 right ones of 3, expected one or more, not all"),
        (SINGLE, "{zh: 乙}, ok: false", "{zh: 乙}, ok: true", "options: got 2 right ones, expected one"),
        (SINGLE, "{zh: 丙}", "{zh: 乙}", "line 11, item polycentric-sample, options[2].text: got '乙' twice"),
        (SINGLE, "{zh: 丙}", "{zh: '{n}'}", "options[2].text: unknown value n, expected one of none"),
        (SINGLE, "{zh: 丙}", "{zh: '丙}'}", "options[2].text: got '丙}', expected braces in pairs"),
        (SINGLE, "  skills", "  use: graded\n  skills", "explanation: not allowed here"),
        (SINGLE, "  skills", "  points: 11\n  skills", "points: got 11, expected at most 10"),
        (SINGLE, "  skills", "  seed: 1\n  skills", "line 3, item polycentric-sample, parameters: missing"),
        (SINGLE, "  skills", "  answer: a\n  skills", "answer: unknown field"),
        (
            SINGLE,
            "  skills",
            "  passage: moon\n  skills",
            "passage: got 'moon', expected one of explorable-polycentric",
        ),
        (
            SINGLE,
            "  skills",
            "  facts: [f999]\n  skills",
            "facts[0]: got 'f999', expected an id of data/facts.csv",
        ),
        (SINGLE, "  skills", "  facts: [f001]\n  skills", "facts[0]: f001 is 1999年, which no Chinese text"),
        (
            SINGLE,
            "  skills",
            "  type: single\n  skills",
            "line 4, item polycentric-sample, type: stands again in line 5",
        ),
        (SINGLE, "ok: true", "ok: true, ok: true", "options[0].ok: stands again in line 9"),
        (SINGLE, "id: polycentric-", "id: wenling-", "id: got 'wenling-sample', expected polycentric-…"),
        (SINGLE, "id: polycentric-", "id: Polycentric_", "expected text that matches"),
        (SINGLE, "section: polycentric", "section: types", "section: got 'types', expected 'polycentric'"),
        (SINGLE, "  type: single", "  type: [single", "not YAML"),
        (NUMERIC, "  seed: 1\n", "", "line 3, item polycentric-sample, seed: missing"),
        (NUMERIC, "step: 2", "step: 0", "parameters.n.step: got 0, expected more than 0"),
        (NUMERIC, "low: 3, high: 21, step: 2", "low: 3, step: 2", "parameters.n.high: missing"),
        (NUMERIC, "step: 2", "step: 2, choices: [1, 2]", "parameters.n.low: not allowed here"),
        (NUMERIC, "high: 21, step", "high: 1, step", "parameters.n.low: got 3, expected at most high, 1"),
        (
            NUMERIC,
            "    right:",
            "    m: n\n    right:",
            "line 12, item polycentric-sample, values.m: never used",
        ),
        (NUMERIC, "    right:", "    ledger: n\n    right:", "values.ledger: ledger is taken"),
        (
            NUMERIC,
            "accuracy(n,",
            "accuracy(k,",
            "values.right: unknown name k, expected one of the item's values",
        ),
        (
            NUMERIC,
            "accuracy(n,",
            "accuracy(n",
            "values.right: got 'polycentric.majority_accuracy(n 0.6)', expected an",
        ),
        (
            NUMERIC,
            "accuracy(n,",
            "accuracy(n / 2,",
            "values.right: polycentric.majority_accuracy(n / 2, 0.6): ValueError",
        ),
        (NUMERIC, "{right:.2f}", "{right:.9f}", "explanation: got {right:.9f}, expected one of .0f, .1f"),
        (NUMERIC, "{right:.2f}", "{right}", "for {right}, expected a format such as {right:.2f}"),
        (NUMERIC, "{right:.2f}", "{right:.2f", "explanation: got '{right:.2f', expected braces in pairs"),
        (
            NUMERIC,
            "value: 0.6",
            "value: right + 0.001",
            "expected a value that is not the answer",
        ),
        (
            NUMERIC,
            "0.6, feedback: {zh: 一个主体}}",
            "0.6, feedback: {zh: 一}}, {value: 0.601, feedback: {zh: 二}}",
            "slip",
        ),
        (NUMERIC, "absolute: 0.01", "absolute: .inf", "tolerance.absolute: got '.inf', expected number"),
        (NUMERIC, "high: 21, step", "high: 1:30, step", "parameters.n.high: got '1:30', expected number"),
        (NUMERIC, "absolute: 0.01", "absolute: 1e-2", "tolerance.absolute: got '1e-2', expected number"),
        (
            NUMERIC,
            "measure: n, low: 3",
            "measure: n, low: 30",
            "difficulty.low: got 30, expected at most high, 21",
        ),
        (
            NUMERIC,
            "measure: n, low: 3, high: 21",
            "measure: n, low: 1, high: 2",
            "none of 2000 variants meets require",
        ),
    ],
)
def test_a_problem_is_told_with_line_item_field_and_what_is_allowed(text, old, new, says, tmp_path):
    assert old in text
    problems = _refused(tmp_path, text.replace(old, new, 1))
    assert any(says in problem for problem in problems), problems
    assert all(problem.startswith("polycentric.yml, line ") for problem in problems)


def test_all_problems_of_all_files_come_in_one_report(tmp_path):
    (tmp_path / "types.yml").write_text(
        SINGLE.replace("polycentric", "types").replace("ok: true", "ok: false"), "utf-8"
    )
    problems = _refused(tmp_path, NUMERIC.replace("[compute]", "[guess]").replace("seed: 1", "seed: 0"))
    assert [problem.split(",")[0] for problem in problems] == [
        "polycentric.yml",
        "polycentric.yml",
        "types.yml",
    ]


def test_an_id_stands_once_in_the_bank(tmp_path):
    twice = SINGLE + SINGLE.partition("items:\n")[2]
    assert "line 14" in _refused(tmp_path, twice)[0]


def test_a_file_is_named_like_a_notebook(tmp_path):
    assert _refused(tmp_path, SINGLE, "moon.yml")[-1] == "moon.yml, line 1: no notebook chapters/moon.ipynb"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "a",
        "section: polycentric\nitems: {}",
        "- *x",
        "\t",
        "? [a]\n: b",
        "a: \0",
        "a: 1\n---\nb: 2",
    ],
)
def test_a_file_that_holds_something_else_is_refused(text, tmp_path):
    assert _refused(tmp_path, text)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "polycentric.yml").write_bytes("section: 多中心".encode("gbk"))
    with pytest.raises(bank.BankError, match=r"polycentric.yml, line 1: not YAML"):
        bank.load(tmp_path)


def test_an_essay_names_a_companion_that_computes(tmp_path):
    text = (SAMPLES / "questions.yml").read_text("utf-8")
    problems = _refused(
        tmp_path,
        text.replace("companion: questions-companion", "companion: questions-essay-sample"),
        "questions.yml",
    )
    assert "companion: got 'questions-essay-sample', expected" in problems[0]


def test_a_loaded_item_is_complete_and_ordered():
    item = sample("polycentric-majority")
    assert (item["section"], item["use"], item["points"]) == ("polycentric", "practice", 2)
    assert [parameter["name"] for parameter in item["parameters"]] == ["n", "p"]
    assert item["values"] == [{"name": "right", "is": "100 * polycentric.majority_accuracy(n, p)"}]
    assert sample("polycentric-larger-half")["feedback"].keys() == {"true", "false"}
    assert json.loads(json.dumps(samples())) == samples()


def test_an_item_is_found_by_its_id_and_a_slip_is_told_what_is_near(monkeypatch):
    monkeypatch.setattr(bank, "items", samples)
    assert bank.item("blockchain-seal") is sample("blockchain-seal")
    assert bank.of_section("questions") == samples()[-2:]
    with pytest.raises(ValueError, match="exercise: got 'blockchain-seel', expected blockchain-seal"):
        bank.item("blockchain-seel")


def test_the_schema_is_valid_and_describes_what_it_defines():
    schema = json.loads(bank.SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {name for name, part in schema["$defs"].items() if "description" not in part} == set()
    own = {**schema["properties"], **schema["$defs"]["item"]["properties"]}
    for kind in TYPES:
        own.update(
            {name: field for name, field in schema["$defs"][kind]["properties"].items() if field is not True}
        )
    assert {name for name, field in own.items() if not {"description", "$ref"} & set(field)} == set()
