"""What the page of the three cases works out from published figures."""

import pytest

from widgets.explorables.tables import rows

HOTLINE = rows("beijing_12345")


def _value(measure, since, until):
    (found,) = [r for r in HOTLINE if (r["measure"], r["since"], r["until"]) == (measure, since, until)]
    return float(found["value"])


def _received(until, since="2019-01"):
    return _value("received", since, until)


def _unpublished():
    """Ten thousand reports from December 2021 to December 2022, left over by what was published."""
    later = _received("2023", "2023") + _received("2024-06", "2024-01")
    return _received("2024-06") - _received("2021-11") - later


def test_thirteen_months_without_a_figure_hold_more_than_half_of_the_total():
    assert _unpublished() == pytest.approx(7703)
    assert _unpublished() / _received("2024-06") > 0.5
    assert _unpublished() / 13 == pytest.approx(592.5, abs=0.1)


def test_the_months_around_them_received_a_third_or_less():
    around = (_received("2021-11") / 35, _received("2023", "2023") / 12, _received("2024-06", "2024-01") / 6)
    assert [round(value) for value in around] == [90, 179, 187]


def test_growth_and_published_years_agree_within_three_per_cent():
    implied = _received("2020", "2020") / 1.5524
    assert implied == pytest.approx(_received("2019", "2019"), rel=0.03)
    assert _received("2019", "2019") + _received("2020", "2020") == pytest.approx(
        _received("2020-12"), rel=0.01
    )


def test_ten_categories_are_little_more_than_half_of_the_year():
    ten = sum(float(row["value"]) for row in HOTLINE if row["measure"] == "category")
    assert 0.5 < ten / _received("2020", "2020") < 0.6


def test_requests_handled_are_two_thirds_of_those_dispatched():
    handled, dispatched = (_value(measure, "2020", "2020") for measure in ("handled", "dispatched"))
    assert handled / dispatched == pytest.approx(2 / 3, abs=0.02)


def test_starts_of_the_solution_rate_lie_over_twenty_points_apart():
    starts = [float(r["value"]) for r in HOTLINE if (r["measure"], r["part"]) == ("solution_rate", "start")]
    assert len(starts) == 3
    assert max(starts) - min(starts) > 20


@pytest.mark.parametrize(("low", "high", "removed"), [(53.1, 96.5, 45), (61.9, 85.9, 28)])
def test_removing_requests_alone_would_need_a_large_share(low, high, removed):
    assert round(100 * (1 - low / high)) == removed


def test_unsolved_requests_fall_though_three_times_as_many_come_in():
    share = _value("dispatched", "2019-01", "2021-11") / _received("2021-11")
    first, last = _received("2019-06") / 6, _received("2024-06", "2024-01") / 6
    assert round(100 * share, 1) == 41.5
    assert last / first > 3
    assert round(first * share * (1 - 0.531), 1) == 9.9
    assert round(last * share * (1 - 0.965), 1) == 2.7


def test_the_mean_of_the_sorting_index_is_that_of_its_two_groups():
    index = [row for row in rows("case_surveys") if row["measure"] == "index" and row["sample"]]
    every, *groups = sorted(index, key=lambda row: -int(row["sample"]))
    total = sum(float(row["value"]) * int(row["sample"]) for row in groups)
    assert total / int(every["sample"]) == pytest.approx(float(every["value"]), abs=0.01)


def test_every_finding_on_the_chapters_own_diagnoses_is_contested():
    own = [("waste", "formalism"), ("hotline", "low_efficiency"), ("doctor", "short_life")]
    for case, criterion in own:
        bearings = {
            row["bearing"]
            for row in rows("case_evidence")
            if (row["case"], row["criterion"]) == (case, criterion)
        }
        assert {"supports", "against"} <= bearings
