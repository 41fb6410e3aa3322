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


def _agreement(scheme, against):
    answer = taxonomy.respond(scheme=scheme, against=against)
    return int(answer["measures"][1]["text"].rstrip("%"))


AGREEMENTS = {
    frozenset((one, other)): _agreement(one, other)
    for one in taxonomy.SCHEMES
    for other in taxonomy.SCHEMES
    if one < other
}


def test_task_one_extent_agrees_least_with_mechanism_and_with_policy_against_management():
    lowest = {pair for pair, share in AGREEMENTS.items() if share == min(AGREEMENTS.values())}
    assert lowest == {
        frozenset(("radical_incremental", "mechanism_type")),
        frozenset(("radical_incremental", "policy_management")),
    }
    assert min(AGREEMENTS.values()) == 46


def test_task_two_seven_dimensions_and_four_fields_agree_most():
    assert max(AGREEMENTS, key=AGREEMENTS.get) == frozenset(("seven_dimensions", "field"))
    assert max(AGREEMENTS.values()) == 85


def test_task_three_one_visit_is_spontaneous_to_coder_a_though_the_chapter_names_firms():
    case = next(case for case in taxonomy.CASE_OF.values() if case["name_zh"] == "最多跑一次")
    answer = taxonomy.respond(case=case["id"])
    assert answer["table"]["rows"][-1][1] == "地方自发型"
    assert (case["type_b"], case["type_c"]) == ("locally_spontaneous", "locally_responsive")
