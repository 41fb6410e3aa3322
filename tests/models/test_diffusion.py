"""Properties of diffusion: no path no adoption, monotone effects, Bass and geometric limits, routes."""

import itertools
import math
import random

import pytest

from widgets.models.diffusion import (
    MOST_YEARS,
    OUTCOMES,
    ROUTES,
    adoption_path,
    bass_path,
    bass_peak,
    effects,
    luck,
    outcome,
    simulate,
)

RING = [[(i - 1) % 31, (i + 1) % 31] for i in range(31)]
ALONE = [[] for _ in range(31)]
YEARS = 15
MIXED = {
    "own": 0.02,
    "neighbours": 0.2,
    "peers": 0.2,
    "endorsement": 0.2,
    "threshold": 0.4,
    "mandate": 0.2,
    "mandate_year": 10,
    "fit": 0.7,
    "fidelity": 0.8,
}
RAISING = [key for key in MIXED if key not in ("threshold", "mandate_year", "fidelity")]


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(25):
        causes = effects(**_any_causes(draw))
        chances = luck(31, 2, draw.randint(1, 1000))
        yield "simulate", [RING, causes, YEARS, chances, [draw.randrange(31)]], {}
        run = simulate(RING, causes, YEARS, chances, [3])[0]
        yield "adoption_path", [run, YEARS], {}
        yield "outcome", [run, draw.random(), draw.random(), draw.random()], {}
        yield "bass_path", [draw.uniform(0, 0.5), draw.uniform(0, 0.5), YEARS], {}
        yield "bass_peak", [draw.uniform(0.01, 0.5), draw.uniform(0.01, 0.5)], {}
    yield "effects", [], MIXED
    yield "luck", [3, 2, 7], {}
    yield "effects", [], {"own": 2}
    yield "bass_path", [0.6, 0.6, 5], {}
    yield "bass_peak", [0, 0.4], {}
    yield "simulate", [[[1], [5]], effects(), 5, luck(2, 1, 1), []], {}
    yield "simulate", [[[1], [0]], effects(), 5, luck(3, 1, 1), []], {}


def _any_causes(draw):
    causes = {key: draw.random() for key in MIXED}
    return {**causes, "own": 0.1 * draw.random(), "mandate_year": draw.randint(1, YEARS)}


def _spread(causes, borders=RING, years=YEARS, runs=40, seed=1, origins=(0,)):
    return simulate(borders, effects(**causes), years, luck(len(borders), runs, seed), list(origins))


def _final_share(run):
    return adoption_path(run, YEARS)[-1]


@pytest.mark.parametrize("causes", [{"neighbours": 1, "peers": 1}, {"endorsement": 1, "threshold": 0.1}, {}])
def test_without_origin_trial_or_order_nobody_adopts(causes):
    assert all(run["year"] == [None] * 31 for run in _spread(causes, origins=()))


def test_neighbours_alone_do_not_reach_what_no_border_leads_to():
    two_islands = [[1], [0], [3], [2]]
    assert all(
        run["year"][2:] == [None, None]
        for run in _spread({"neighbours": 1}, borders=two_islands, years=MOST_YEARS)
    )
    assert all(run["year"][2] is not None for run in _spread({"peers": 1}, two_islands, MOST_YEARS, 5))


@pytest.mark.parametrize("key", RAISING)
def test_under_the_same_luck_more_of_a_cause_never_delays_anybody(key):
    draw = random.Random(key)
    for seed in range(1, 30):
        causes = _any_causes(draw)
        more = {**causes, key: min(1, causes[key] + 0.3)}
        for weaker, stronger in zip(
            _spread(causes, runs=3, seed=seed), _spread(more, runs=3, seed=seed), strict=True
        ):
            for late, early in zip(weaker["year"], stronger["year"], strict=True):
                assert late is None or early <= late


def test_an_earlier_order_or_a_lower_threshold_never_delays_anybody():
    for key, sooner in (("mandate_year", 5), ("threshold", 0.1)):
        for late, early in zip(_spread(MIXED), _spread({**MIXED, key: sooner}), strict=True):
            assert sum(year is not None for year in late["year"]) <= sum(y is not None for y in early["year"])


@pytest.mark.parametrize(("p", "q"), [(0.02, 0.4), (0.1, 0.2), (0.05, 0), (0.3, 0.6)])
def test_equal_mixing_without_order_follows_the_bass_difference_equation(p, q):
    places, runs = 1500, 12
    spread = _spread({"own": p, "peers": q}, [[]] * places, runs=runs, origins=())
    paths = [adoption_path(run, YEARS) for run in spread]
    for year, expected in enumerate(bass_path(p, q, YEARS)):
        shares = [path[year] for path in paths]
        mean = sum(shares) / runs
        error = math.sqrt(sum((share - mean) ** 2 for share in shares) / (runs - 1) / runs)
        assert abs(mean - expected) <= 4 * error + 0.004


def test_own_trials_alone_wait_geometrically():
    run = _spread({"own": 0.1}, [[]] * 2000, runs=1, origins=())[0]
    for year, share in enumerate(adoption_path(run, YEARS)):
        expected = 1 - 0.9**year
        assert abs(share - expected) <= 4 * math.sqrt(expected * (1 - expected) / 2000) + 1e-12


def test_a_full_order_moves_everybody_in_its_first_year_and_nobody_before():
    for run in _spread({"mandate": 1, "mandate_year": 6}, ALONE):
        assert set(run["year"][1:]) == {6}
        assert {ROUTES[route] for route in run["route"][1:]} == {"mandate"}


def test_routes_are_open_when_they_are_used():
    for run in _spread(MIXED, runs=60):
        path = adoption_path(run, YEARS)
        for place, (year, route) in enumerate(zip(run["year"], run["route"], strict=True)):
            if year is None:
                assert route is None
                continue
            name = ROUTES[route]
            earlier = [run["year"][other] for other in RING[place]]
            assert (name == "origin") == (year == 0)
            assert name != "neighbours" or any(y is not None and y < year for y in earlier)
            assert name != "endorsement" or path[year - 1] >= MIXED["threshold"]
            assert name != "mandate" or year >= MIXED["mandate_year"]


def test_routes_are_used_in_proportion_to_their_strength():
    """One year, everybody moves: own 0.25 against endorsement 0.75."""
    causes = {"own": 0.25, "endorsement": 0.75, "threshold": 0}
    run = _spread(causes, [[]] * 2000, years=1, runs=1, origins=())[0]
    own = run["route"].count(ROUTES.index("own")) / 2000
    assert abs(own - 0.25) < 4 * math.sqrt(0.25 * 0.75 / 2000)


def test_essentials_are_kept_or_altered_as_fidelity_and_fit_say():
    assert not any(any(run["altered"]) for run in _spread({"own": 0.2, "peers": 0.3}))
    for run in _spread({"own": 0.2, "peers": 0.3, "fidelity": 0}):
        assert all(
            altered == (year not in (0, None))
            for year, altered in zip(run["year"], run["altered"], strict=True)
        )
    for run in _spread({"mandate": 1, "mandate_year": 3, "fit": 0}):
        assert all(run["altered"][1:])
        assert run["altered"][0] is False


def test_what_does_not_suit_is_adopted_on_order_alone():
    assert all(run["year"][1:] == [None] * 30 for run in _spread({"own": 1, "peers": 1, "fit": 0}))


def test_copies_of_an_altered_original_are_altered():
    """A chain: once one link alters the essentials, all that copy from it do."""
    chain = [[1]] + [[i - 1, i + 1] for i in range(1, 30)] + [[29]]
    for run in _spread({"neighbours": 1, "fidelity": 0.9}, chain, years=60):
        adopted = [
            altered for year, altered in zip(run["year"], run["altered"], strict=True) if year is not None
        ]
        first = adopted.index(True) if True in adopted else len(adopted)
        assert all(adopted[first:])


def test_paths_rise_from_the_origins_to_all_that_adopted():
    for run in _spread(MIXED):
        path = adoption_path(run, YEARS)
        assert path[0] == pytest.approx(1 / 31)
        assert path == sorted(path)
        assert path[-1] == pytest.approx(sum(year is not None for year in run["year"]) / 31)


def _ended(adopters, altered):
    return {
        "year": [1] * adopters + [None] * (10 - adopters),
        "altered": [True] * altered + [False] * (10 - altered),
    }


@pytest.mark.parametrize(
    ("adopters", "altered", "expected"),
    [
        (0, 0, "failed"),
        (1, 1, "failed"),
        (2, 0, "local"),
        (2, 1, "local"),
        (2, 2, "altered"),
        (7, 3, "local"),
        (7, 4, "altered"),
        (8, 4, "global"),
        (10, 5, "global"),
        (10, 6, "altered"),
    ],
)
def test_outcome_follows_its_rule(adopters, altered, expected):
    assert outcome(_ended(adopters, altered)) == expected
    assert expected in OUTCOMES


def test_bass_limits():
    assert bass_path(0, 0.5, 5) == [0] * 6
    assert bass_path(0.2, 0, 9)[-1] == pytest.approx(1 - 0.8**9)
    assert bass_path(1, 0, 1) == [0, 1]
    assert bass_peak(0.1, 0.1) == 0
    assert bass_peak(0.2, 0.1) < 0 < bass_peak(0.1, 0.2)


@pytest.mark.parametrize(("p", "q"), [(0.01, 0.4), (0.03, 0.3), (0.005, 0.5)])
def test_most_adopt_when_the_share_is_half_of_one_less_p_over_q(p, q):
    """In the yearly form (p + qF)(1 - F) is largest there; the continuous form is there at its peak."""
    most = (1 - p / q) / 2
    path = bass_path(p, q, 40)
    added = [after - before for before, after in itertools.pairwise(path)]
    assert abs(path[added.index(max(added))] - most) == min(abs(share - most) for share in path)
    faded = math.exp(-(p + q) * bass_peak(p, q))
    assert (1 - faded) / (1 + q / p * faded) == pytest.approx(most)


def test_bad_input_is_refused_by_name():
    for key in MIXED:
        for bad in (-0.1, 1e9, math.nan, "1", None, True):
            with pytest.raises(ValueError, match=rf"^{key}: got"):
                effects(**{key: bad})
    with pytest.raises(ValueError, match=r"^place: got 5"):
        simulate([[1], [5]], effects(), 5, luck(2, 1, 1), [])
    with pytest.raises(ValueError, match=r"^place: got 9"):
        simulate(ALONE[:2], effects(), 5, luck(2, 1, 1), [9])
    with pytest.raises(ValueError, match=r"^chances: got 3 places, expected 2"):
        simulate(ALONE[:2], effects(), 5, luck(3, 1, 1), [])
    with pytest.raises(ValueError, match=r"^years: got 0"):
        simulate(ALONE[:2], effects(), 0, luck(2, 1, 1), [])
    with pytest.raises(ValueError, match=r"^p \+ q: got"):
        bass_path(0.6, 0.6, 5)
    with pytest.raises(ValueError, match="both above 0"):
        bass_peak(0, 0.5)
    for name, arguments in {"places": (0, 1, 1), "runs": (1, 0, 1), "seed": (1, 1, 0)}.items():
        with pytest.raises(ValueError, match=rf"^{name}: got 0"):
            luck(*arguments)
