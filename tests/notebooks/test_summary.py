"""What the page 本章小结 reads from the cases is so."""

from collections import Counter

from widgets.explorables.tables import rows

CASES = rows("cases")


def _most(column):
    return Counter(case[column] for case in CASES if case[column] not in ("", None)).most_common(1)[0][0]


def test_most_cases_are_of_zhejiang_and_of_counties():
    assert _most("province") == "浙江"
    assert _most("level") == "county"


def test_most_began_in_the_first_decade_and_over_a_quarter_at_an_unknown_time():
    decades = Counter(int(case["year_start"]) // 10 for case in CASES if case["year_start"])
    assert decades.most_common(1)[0][0] == 200
    assert sum(not case["year_start"] for case in CASES) > len(CASES) / 4


def test_several_cases_span_provinces():
    assert sum(case["province"] == "多个省份" for case in CASES) > 2


def test_labels_differ_in_their_largest_class_and_by_several_cases():
    counts = [Counter(case[label] for case in CASES) for label in ("type_a", "type_b", "type_c")]
    assert len({count.most_common(1)[0][0] for count in counts}) > 1
    spontaneous = [count["locally_spontaneous"] for count in counts]
    assert max(spontaneous) - min(spontaneous) > 5
