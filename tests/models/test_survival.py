"""Continued, deepened or ended: shares, closed forms, what turnover and institutions change."""

import itertools
import math

import pytest

from widgets.models.survival import expected_years, hazards, outcome_path, outcome_shares

GRID = [
    {"institutionalisation": i, "ratio": r, "term": term, "breadth": b}
    for i, r, term, b in itertools.product([0, 0.3, 1], [0, 0.5, 1, 3], [1, 3, 7], [0, 0.5, 1])
]
DEFAULTS = {
    "institutionalisation": 0,
    "ratio": 1,
    "term": 3,
    "breadth": 0.5,
    "ordinary": 0.04,
    "shock": 0.5,
    "deepening": 0.05,
}


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for setting in GRID[::3]:
        yield "outcome_shares", [12], setting
        yield "expected_years", [], setting
        yield "hazards", [7], setting
    for _ in range(60):
        setting = {key: draw.random() for key in ("institutionalisation", "breadth", "ordinary", "shock")}
        setting.update(ratio=draw.uniform(0, 3), term=draw.randint(1, 10), deepening=draw.random())
        yield "outcome_path", [draw.randint(0, 30)], setting
        yield "hazards", [draw.randint(1, 30)], setting
    yield "outcome_shares", [12.5], {}
    yield "hazards", [0], {}
    yield "expected_years", [], {"ordinary": 0, "shock": 0, "deepening": 0}


@pytest.mark.parametrize("setting", GRID)
def test_shares_sum_to_one_and_deepened_and_ended_only_grow(setting):
    course = list(zip(*outcome_path(40, **setting), strict=True))
    for state in course:
        assert sum(state) == pytest.approx(1)
        assert all(-1e-12 <= share <= 1 + 1e-12 for share in state)
    for earlier, later in itertools.pairwise(course):
        assert later[0] <= earlier[0]
        assert later[1] >= earlier[1]
        assert later[2] >= earlier[2]
    assert outcome_shares(40, **setting) == course[-1]


def test_with_the_same_risk_every_year_it_is_geometric():
    for ending, deepening in itertools.product([0.01, 0.1, 0.5], [0, 0.05, 0.3]):
        stay = (1 - ending) * (1 - deepening)
        for years in (0, 1, 5, 30):
            shares = outcome_shares(years, term=1, shock=0, ordinary=ending, deepening=deepening)
            assert shares.continued == pytest.approx(stay**years)
            assert shares.ended == pytest.approx(ending * (1 - stay**years) / (1 - stay))
        mean = expected_years(term=1, shock=0, ordinary=ending, deepening=deepening)
        assert mean == pytest.approx(1 / (1 - stay))


def test_without_deepening_the_share_left_has_a_closed_form():
    """[(1 - a)^t (1 - s)^((1 - i) floor(t / L))]^(m w)."""
    for setting, years in itertools.product(GRID, [4, 12, 21]):
        exponent = 2 / (1 + setting["ratio"] ** 2) * (1.5 - setting["breadth"])
        turnovers = years // setting["term"]
        kept = 0.96**years * 0.5 ** ((1 - setting["institutionalisation"]) * turnovers)
        shares = outcome_shares(years, **setting, deepening=0)
        assert shares.continued == pytest.approx(kept**exponent)


@pytest.mark.parametrize("setting", GRID)
def test_mean_years_are_the_sum_of_the_share_continued(setting):
    total = sum(outcome_path(200, **setting).continued)
    left = outcome_shares(200, **setting).continued
    assert expected_years(**setting) == pytest.approx(total, abs=1e-6 + 300 * left)


def test_institutions_change_years_of_turnover_and_no_others():
    for year, ratio in itertools.product(range(1, 13), [0.5, 1, 2]):
        risks = [hazards(year, institutionalisation=i / 10, ratio=ratio).ended for i in range(11)]
        if year % 3:
            assert len(set(risks)) == 1
        else:
            assert all(later < earlier for earlier, later in itertools.pairwise(risks))
            assert risks[-1] == pytest.approx(hazards(1, ratio=ratio).ended)


def test_full_institutions_make_the_term_irrelevant():
    shares = {outcome_shares(20, institutionalisation=1, term=term) for term in range(1, 11)}
    assert len(shares) == 1


def test_more_is_ended_with_shorter_terms_lower_ratios_and_stronger_shocks():
    for i in (0, 0.5, 0.9):
        by_term = [outcome_shares(12, i, term=term).ended for term in (1, 2, 3, 4, 6, 12)]
        by_ratio = [outcome_shares(12, i, ratio=r / 2).ended for r in range(7)]
        by_shock = [outcome_shares(12, i, shock=s / 10).ended for s in range(10)]
        assert by_term == sorted(by_term, reverse=True)
        assert by_ratio == sorted(by_ratio, reverse=True)
        assert by_shock == sorted(by_shock)


def test_broad_innovations_are_ended_and_deepened_more_slowly():
    for year in (1, 3):
        risks = [hazards(year, breadth=b / 10) for b in range(11)]
        assert all(later.ended < earlier.ended for earlier, later in itertools.pairwise(risks))
        assert all(later.deepened < earlier.deepened for earlier, later in itertools.pairwise(risks))


def test_saving_from_one_outcome_leaves_more_for_the_other():
    """Competing risks: institutions do not touch the hazard of deepening, yet more are deepened."""
    assert hazards(3, 0).deepened == hazards(3, 1).deepened
    deepened = [outcome_shares(12, i / 10).deepened for i in range(11)]
    assert all(later > earlier for earlier, later in itertools.pairwise(deepened))


def test_published_agencies_of_1923():
    """Kaufman (1976): 148 of 175 still there after 50 years, a yearly risk of about 0.33 per cent."""
    yearly = 1 - (148 / 175) ** (1 / 50)
    shares = outcome_shares(50, term=1, shock=0, ordinary=yearly, deepening=0)
    assert shares.continued == pytest.approx(148 / 175)
    assert yearly == pytest.approx(0.00335, abs=5e-6)


def test_nothing_ever_happens_without_hazards():
    assert expected_years(ordinary=0, shock=0, deepening=0) is None
    assert outcome_shares(200, ordinary=0, shock=0, deepening=0) == (1, 0, 0)


BAD = [math.nan, math.inf, -0.1, 1e9, "0.5", None, True, [1], {}]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_numbers_are_refused_by_name(bad):
    for key in DEFAULTS:
        with pytest.raises(ValueError, match=rf"^{key}: got .* expected a"):
            outcome_shares(12, **{**DEFAULTS, key: bad})
    with pytest.raises(ValueError, match=r"^year: got .* expected a"):
        hazards(bad)
    with pytest.raises(ValueError, match=r"^years: got .* expected a"):
        outcome_path(bad)


@pytest.mark.parametrize(("name", "call"), [("year", hazards), ("years", outcome_path)])
def test_years_and_terms_are_whole(name, call):
    with pytest.raises(ValueError, match=rf"^{name}: got 1\.5, expected a whole number"):
        call(1.5)
    with pytest.raises(ValueError, match=r"^term: got 2\.5, expected a whole number from 1 to 20"):
        call(1, term=2.5)
