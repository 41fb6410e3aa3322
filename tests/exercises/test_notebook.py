"""In a notebook a function is judged as its text is in the page."""

import nbformat
import pytest
from nbclient import NotebookClient

from widgets.exercises import bank
from widgets.exercises.checkers import check as judged
from widgets.exercises.notebook import check

ITEM = next(item for item in bank.items() if item["type"] == "code" and item["use"] == "practice")
OTHER = next(item for item in bank.items() if item["type"] == "single")
CELLS = [
    "import math\nfrom widgets.exercises.notebook import source_of\n"
    "from widgets.models import ledger\nRATE = 0.5",
    "def shared(x):\n    return RATE * math.sqrt(x)",
    "def opens(x):\n    return shared(x) + ledger.catch_up_probability(0.5, 1)",
    "source = source_of(opens)\nspace = {}\nexec(source, space)\n"
    "print(source.splitlines()[0], space['opens'](16))",
]


@pytest.mark.parametrize("part", ["starter", "solution"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_outcomes_as_in_the_page(part, lang):
    checked = check(ITEM["id"], ITEM[part], lang)
    result = judged(ITEM, ITEM[part], lang)
    assert checked.credit == (1 if part == "solution" else 0)
    for outcome in result["outcomes"]:
        assert outcome["message"] in repr(checked)
    if result["fault"]:
        assert result["fault"]["says"] in repr(checked)


def test_what_the_code_prints_is_shown_and_is_no_html():
    checked = check(ITEM["id"], "print('<b>见</b>')")
    assert "<b>见</b>" in repr(checked)
    assert "<b>" not in checked._repr_html_()
    assert "&lt;b&gt;见" in checked._repr_html_()


def test_an_unknown_exercise_is_refused():
    with pytest.raises(ValueError, match="no-such"):
        check("no-such", "x = 1")


def test_a_function_takes_along_what_it_needs_of_its_notebook():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, timeout=120).execute()
    assert notebook.cells[-1].outputs[0].text == "def opens(x): 3.0\n"
