"""What a reader can find out with `taxonomy`."""

import pytest

from widgets.explorables import taxonomy
from widgets.explorables.tables import rows

# The general schemes of the chapter with their number of classes, and its own three types.
CHAPTER_SCHEMES = {
    "policy_management": 2,
    "content_means": 2,
    "radical_incremental": 2,
    "field": 4,
    "service_market": 4,
    "seven_dimensions": 7,
    "mechanism_type": 3,
}


def test_every_scheme_and_class_of_the_chapter_is_present_once():
    assert {scheme: len(classes) for scheme, classes in taxonomy.CLASSES.items()} == CHAPTER_SCHEMES
    for classes in taxonomy.CLASSES.values():
        assert len(set(classes)) == len(classes)


def test_every_case_is_coded_once_under_every_scheme():
    pairs = [(row["case"], row["scheme"]) for row in rows("scheme_codings")]
    assert len(pairs) == len(set(pairs)) == len(taxonomy.CASE_IDS) * len(taxonomy.SCHEMES)


def test_mechanism_type_is_coder_a_verdict():
    verdict = {case["id"]: case["type_a"] for case in rows("cases")}
    for case in taxonomy.CASE_IDS:
        assert taxonomy.CODING_OF[(case, "mechanism_type")]["class"] == verdict[case]


@pytest.mark.parametrize("scheme", taxonomy.SCHEMES)
def test_a_scheme_agrees_with_itself(scheme):
    assert taxonomy.respond(scheme=scheme, against=scheme)["measures"][1]["text"] == "100%"


def test_frame_stands_on_a_cell_that_holds_the_case():
    for case in taxonomy.CASE_IDS:
        figure = taxonomy.respond(case=case)["figure"]
        frame = figure["layout"]["shapes"][0]
        cell = (frame["x0"] + 0.5, frame["y0"] + 0.5)
        squares = figure["data"][0]
        index = list(zip(squares["x"], squares["y"], strict=True)).index(cell)
        assert taxonomy.CASE_OF[case]["name_zh"] in squares["customdata"][index]


def test_table_gives_every_verdict_on_the_case():
    table = taxonomy.respond()["table"]
    assert len(table["rows"]) == len(CHAPTER_SCHEMES)
