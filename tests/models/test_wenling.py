"""Properties of a story of motives, and of what a mean says about single meetings."""

import itertools
import random

import pytest

from widgets.models.wenling import (
    MOTIVES,
    PROOF,
    coverage,
    fit,
    has_a_say,
    mean_size,
    months_between,
    most_of_size,
    story,
    support,
)


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for _ in range(60):
        shares = story(*[draw.random() for _ in MOTIVES])
        acts = [_codes(draw) for _ in range(draw.randint(1, 9))]
        yield "story", [draw.random() for _ in MOTIVES], {}
        yield "support", [acts[0], shares], {}
        yield "has_a_say", [acts[0], shares, draw.randint(1, 3)], {}
        yield "coverage", [acts, shares, draw.randint(1, 3)], {}
        yield "fit", [acts, shares], {}
        yield "mean_size", [draw.uniform(0, 1e6), draw.uniform(1, 1e5)], {}
        yield "most_of_size", [draw.uniform(0, 300), draw.uniform(1, 300)], {}
        yield "months_between", [_date(draw), _date(draw)], {}
    yield "story", [0, 0, 0, 0], {}
    yield "story", [2, 0, 0, 0], {}
    yield "fit", [[], story(1, 1, 1, 1)], {}
    yield "most_of_size", [75, 0], {}


def _codes(draw):
    return {name: draw.randint(0, 2) for name in MOTIVES}


def _date(draw):
    return f"{draw.randint(1999, 2025)}-{draw.randint(1, 12):02d}"


def test_shares_sum_to_one_and_depend_on_ratios_only():
    draw = random.Random(1)
    for _ in range(100):
        weights = [draw.random() for _ in MOTIVES]
        shares = story(*weights)
        assert sum(shares.values()) == pytest.approx(1)
        halved = story(*[weight / 2 for weight in weights])
        assert all(halved[name] == pytest.approx(shares[name]) for name in MOTIVES)


def test_no_weight_is_no_story():
    assert set(story(0, 0, 0, 0).values()) == {0}


def test_motives_are_treated_alike():
    weights, codes = (0.9, 0.4, 0.2, 0.0), (2, 0, 1, 2)
    told = {
        round(
            support(
                {m: codes[k] for m, k in zip(MOTIVES, order, strict=True)},
                story(*[weights[k] for k in order]),
            ),
            12,
        )
        for order in itertools.permutations(range(4))
    }
    assert len(told) == 1


def test_support_is_whole_only_for_proof():
    shares = story(0.3, 0.3, 0.2, 0.9)
    assert support(dict.fromkeys(MOTIVES, PROOF), shares) == pytest.approx(1)
    assert support(dict.fromkeys(MOTIVES, 2), shares) == pytest.approx(2 / 3)
    assert support(dict.fromkeys(MOTIVES, 0), shares) == 0


def test_a_mixture_never_fits_better_than_its_best_motive_but_covers_what_any_covers():
    draw = random.Random(2)
    for _ in range(200):
        acts = [_codes(draw) for _ in range(8)]
        alone = [story(*[float(k == name) for k in MOTIVES]) for name in MOTIVES]
        mixed = story(*[draw.uniform(0.01, 1) for _ in MOTIVES])
        assert fit(acts, mixed) <= max(fit(acts, one) for one in alone) + 1e-12
        for least in (1, 2):
            said = [any(has_a_say(codes, one, least) for one in alone) for codes in acts]
            assert coverage(acts, mixed, least) == sum(said)


def test_stricter_evidence_never_covers_more():
    draw = random.Random(3)
    acts = [_codes(draw) for _ in range(40)]
    covered = [coverage(acts, story(1, 1, 1, 1), least) for least in (1, 2, 3)]
    assert covered == sorted(covered, reverse=True)
    assert covered[-1] == 0


def test_bound_holds_for_any_meetings_and_is_reached():
    draw = random.Random(4)
    for _ in range(200):
        sizes = [draw.expovariate(1 / 60) for _ in range(50)]
        mean, threshold = sum(sizes) / 50, draw.uniform(1, 300)
        assert sum(size >= threshold for size in sizes) / 50 <= most_of_size(mean, threshold) + 1e-12
    assert most_of_size((100 * 3 + 0 * 7) / 10, 100) == pytest.approx(0.3)


def test_months_run_backwards_too():
    assert months_between("2003-08", "2000-11") == -months_between("2000-11", "2003-08") == -33


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="ambition: got 2"):
        story(0, 0, 2, 0)
    with pytest.raises(ValueError, match="at least one"):
        fit([], story(1, 0, 0, 0))
    with pytest.raises(ValueError, match="size: got 0"):
        most_of_size(10, 0)
    with pytest.raises(ValueError, match="meetings: got 0"):
        mean_size(10, 0)
