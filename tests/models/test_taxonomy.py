"""Properties of the comparison of classifications; the Rand index against scikit-learn's."""

import random

import pytest
from sklearn.metrics import rand_score

from widgets.models.taxonomy import cross_table, rand_index


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(60):
        first, second = _codes(draw, 14, "abc"), _codes(draw, 14, "xyz")
        yield "rand_index", [first, second], {}
        yield "cross_table", [first, second, list("abc"), list("xyz")], {}
    yield "rand_index", [["a"], []], {}


def _codes(draw, n, classes):
    return [draw.choice(classes) for _ in range(n)]


@pytest.mark.parametrize("seed", range(50))
def test_rand_index_equals_the_library(seed):
    draw = random.Random(seed)
    n = draw.randint(2, 40)
    first, second = _codes(draw, n, "abc"), _codes(draw, n, "vwxyz")
    assert rand_index(first, second) == pytest.approx(rand_score(first, second), abs=1e-12)


def test_counted_by_hand():
    """Of ten pairs of five cases, {1,2,3}{4,5} and {1,2}{3,4,5} agree on 12, 45, 14, 15, 24 and 25."""
    assert rand_index(list("aaabb"), list("xxyyy")) == pytest.approx(6 / 10)


def test_names_of_classes_do_not_matter_and_order_of_schemes_neither():
    draw = random.Random(3)
    first, second = _codes(draw, 20, "abc"), _codes(draw, 20, "xy")
    renamed = [{"a": "q", "b": "r", "c": "s"}[c] for c in first]
    assert rand_index(first, second) == rand_index(second, first) == rand_index(renamed, second)
    assert rand_index(first, renamed) == 1


def test_cross_table_holds_every_case_once():
    draw = random.Random(4)
    first, second = _codes(draw, 30, "abc"), _codes(draw, 30, "xy")
    cells = cross_table(first, second, list("abc"), list("xy"))
    assert sorted(i for row in cells for cell in row for i in cell) == list(range(30))
    assert all(first[i] == "abc"[r] for r, row in enumerate(cells) for cell in row for i in cell)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="second: got 1 classes, expected 2"):
        cross_table(["a", "b"], ["x"], ["a", "b"], ["x"])
    with pytest.raises(ValueError, match="case 0: got class 'z', 'x'"):
        cross_table(["z"], ["x"], ["a"], ["x"])
    with pytest.raises(ValueError, match="at least 2"):
        rand_index(["a"], ["x"])
