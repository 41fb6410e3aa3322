"""The check of numeric arguments."""

import math

import pytest

from widgets.models.bounds import require_between

REFUSED = [-0.001, 1.001, math.nan, math.inf, "0.5", b"0", None, True, [], {}, 10**400]


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for value in (0, 0.5, 1, -1, 2, "1", None, [], {}):
        yield "require_between", ["x", value, 0, 1], {}


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: repr(value)[:20])
def test_what_is_not_a_number_in_range_is_refused_by_name_value_and_range(value):
    with pytest.raises(ValueError, match=r"^share: got .*expected a number from 0 to 1$"):
        require_between("share", value, 0, 1)


def test_bounds_belong_to_the_range():
    assert [require_between("share", value, 0, 1) for value in (0, 0.3, 1)] == [0.0, 0.3, 1.0]
