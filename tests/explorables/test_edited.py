"""What the page asks of a changed model: does it still give the published values?"""

import pytest

from tests.explorables.edits import replaced, source
from widgets import explorables
from widgets.book.assets import model_files
from widgets.explorables.edited import recheck


@pytest.mark.parametrize("name", explorables.NAMES)
def test_the_original_replicates_all_and_keeps_its_guess(name):
    spec = explorables.load(name)
    checked = recheck(name)
    assert [value["ours"] for value in checked["values"]] == [check["ours"] for check in spec.replications()]
    assert all(value["holds"] for value in checked["values"])
    assert checked["predicted"] == spec.predicted()


def test_a_changed_model_is_found_to_have_drifted():
    text = source("ledger").replace("ratio = q / (1 - q)", "ratio = 1.2 * q / (1 - q)")
    with replaced("ledger", text):
        from widgets.explorables.edited import recheck as recheck_changed

        checked = recheck_changed("ledger")
    assert not any(value["holds"] for value in checked["values"])
    assert checked["predicted"] > explorables.load("ledger").predicted()


@pytest.mark.parametrize("name", explorables.NAMES)
def test_the_models_own_file_comes_first(name):
    assert model_files(name)[0] in (name, "case_profile")
