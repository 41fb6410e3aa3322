"""What students get: whole, without answers, and with checks that say what grading will say."""

import json

import nbformat
import pytest

from tests.exercises.classes import EVERY_TYPE, answered, cell, released
from widgets.exercises import bank, scoring
from widgets.exercises.course import isolation, notebooks
from widgets.exercises.course.isolation import Limits
from widgets.exercises.notebook import check

STUDENT = "2026001"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return released(tmp_path_factory.mktemp("course"), [STUDENT, "2026002"])


@pytest.mark.parametrize("skill", [1.0, 0.0])
def test_a_student_s_own_checks_agree_with_the_scorer(course, skill):
    """All cells are run as a student runs them; each check's credit is that of the answer."""
    notebook = answered(course, STUDENT, skill)
    asked = [item for item in course.items if item["type"] != "essay"]
    steps = [{"id": "start", "source": cell(notebook, "start").source}]
    for item in asked:
        steps.append({"id": item["id"], "source": cell(notebook, f"answer-{item['id']}").source})
        steps.append({"id": "x", "source": "last = " + cell(notebook, f"check-{item['id']}").source})
        steps.append({"id": f"credit {item['id']}", "asks": "last.credit"})
        steps.append({"id": f"value {item['id']}", "asks": notebooks.answer_name(item["id"])})
    replies = isolation.run(steps, Limits(cell_seconds=20, seconds=60), trust=True).steps
    for item in asked:
        credit = replies[f"credit {item['id']}"]["value"]
        assert (credit == 1) is (skill == 1), replies[f"credit {item['id']}"]
        if item["type"] != "code":
            value = replies[f"value {item['id']}"]["value"]
            assert credit == scoring.score(item, value, course.plan.seed(item["id"], STUDENT))["credit"]


def test_no_notebook_holds_what_it_is_compared_with(course):
    for path in course.folder.rglob("*.ipynb"):
        text = path.read_text("utf-8")
        for item in course.items:
            known = [
                json.dumps(item[field]["zh"], ensure_ascii=False)[1:-1]
                for field in ("explanation",)
                if field in item
            ]
            known += [option["feedback"]["zh"] for option in item.get("options", [])]
            known += [each["call"] for each in item.get("hidden", [])]
            assert [word for word in known if word in text] == [], path


def test_released_notebooks_are_valid_and_those_of_two_students_differ(course):
    texts = []
    for path in sorted((course.folder / "release" / "week-each").rglob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert [each.outputs for each in notebook.cells if each.cell_type == "code" and each.outputs] == []
        texts.append(path.read_text("utf-8"))
    assert len(set(texts)) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_language_of_a_notebook_is_that_of_its_checks(lang):
    items = [bank.item(name) for name in EVERY_TYPE]
    made = notebooks.notebook("week", items, lambda _: 3, lang)
    checks = [each.source for each in made.cells if each.source.startswith("check(")]
    assert all(("lang='en'" in source) is (lang == "en") for source in checks)
    assert {"seed=3" in source for source in checks} == {True, False}  # of items with variants alone


def test_a_check_refuses_what_it_cannot_score():
    with pytest.raises(ValueError, match="item types-rand-pairs, response: got 'many'"):
        check("types-rand-pairs", "many", lang="en")
    with pytest.raises(ValueError, match="never scored by machine"):
        check("questions-essay-1", "text")
