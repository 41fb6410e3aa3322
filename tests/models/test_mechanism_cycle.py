"""The cycle of mechanisms: conservation, the closed form, elasticities, the long run."""

import itertools
import math

import pytest

from widgets.models.mechanism_cycle import STAGES, bottlenecks, elasticities, path, steady_state

SETTINGS = [
    {"drive": 1, "generation": 0.5, "diffusion": 0.2, "maintenance": 0.4, "feedback": 0.3},
    {
        "drive": 0.1,
        "generation": 2,
        "diffusion": 0.7,
        "maintenance": 0.1,
        "loss": 1,
        "late": 1,
        "lifetime": 30,
    },
    {
        "drive": 2,
        "generation": 2,
        "diffusion": 2,
        "maintenance": 2,
        "loss": 0,
        "feedback": 0.9,
        "lifetime": 2,
    },
    {"drive": 0.3, "generation": 0.3, "diffusion": 0.3, "maintenance": 0.3, "late": -1, "feedback": 0.95},
]
EACH_SETTING = pytest.mark.parametrize("setting", SETTINGS)
SLOPE = (-1, -1 / 3, 1 / 3, 1)


def calls(draw):
    """Calls to compare between CPython and MicroPython."""
    for setting in SETTINGS:
        yield "steady_state", [], setting
        yield "path", [], {**setting, "years": 40}
    for _ in range(60):
        setting = {stage: draw.uniform(0.1, 2) for stage in STAGES}
        setting.update(loss=draw.random(), late=draw.uniform(-1, 1))
        yield "bottlenecks", [], dict(setting)
        setting.update(lifetime=draw.uniform(2, 30), feedback=0.9 * draw.random())
        yield "elasticities", [], dict(setting)
        yield "steady_state", [], {**setting, "inflow": draw.uniform(0, 100)}
    yield "steady_state", [0, 1, 1, 1], {}
    yield "path", [1, 1, 1, 1], {"years": 1.5}


def shares(setting):
    """Share that passes each stage, from the definition."""
    loss, late = setting.get("loss", 0.2), setting.get("late", 0)
    return [
        setting[stage] / (setting[stage] + loss * (1 + late * slope))
        for stage, slope in zip(STAGES, SLOPE, strict=True)
    ]


@EACH_SETTING
def test_elimination_gives_the_closed_form(setting):
    chain = math.prod(shares(setting))
    expected = 10 * setting.get("lifetime", 10) * chain / (1 - setting.get("feedback", 0) * chain)
    assert steady_state(**setting).sustained == pytest.approx(expected, rel=1e-12)


@EACH_SETTING
def test_what_enters_in_the_steady_state_leaves(setting):
    state = steady_state(**setting)
    feedback = setting.get("feedback", 0)
    assert sum(state.lost) + (1 - feedback) * state.ended == pytest.approx(10)
    assert state.entering[0] == pytest.approx(10 + feedback * state.ended)
    for stage in range(3):
        assert state.entering[stage + 1] == pytest.approx(state.entering[stage] - state.lost[stage])
    assert state.ended == pytest.approx(state.entering[3] - state.lost[3])


@EACH_SETTING
def test_along_the_path_nothing_appears_or_vanishes(setting):
    for year, stocks in enumerate(path(**setting, inflow=7, years=50)):
        assert sum(stocks) == pytest.approx(7 * year)
        assert all(stock >= -1e-12 for stock in stocks)


@EACH_SETTING
def test_the_path_ends_in_the_solution_of_the_linear_system(setting):
    state = steady_state(**setting)
    assert path(**setting, years=2000)[-1][:5] == pytest.approx([*state.waiting, state.sustained], rel=1e-8)


@EACH_SETTING
def test_the_path_follows_its_equations(setting):
    """A quarter of a million Euler steps over one year come close to the exponential."""
    rates = [setting[stage] for stage in STAGES]
    losses = [setting.get("loss", 0.2) * (1 + setting.get("late", 0) * slope) for slope in SLOPE]
    end = 1 / setting.get("lifetime", 10)
    stocks, step = [0.0] * 5, 1 / 20000
    for _ in range(20000):
        inflows = [10 + setting.get("feedback", 0) * end * stocks[4]]
        inflows += [rate * stock for rate, stock in zip(rates, stocks[:4], strict=True)]
        outflows = [(k + gone) * x for k, gone, x in zip(rates, losses, stocks[:4], strict=True)] + [
            end * stocks[4]
        ]
        stocks = [x + step * (i - o) for x, i, o in zip(stocks, inflows, outflows, strict=True)]
    assert path(**setting, years=1)[1][:5] == pytest.approx(stocks, rel=1e-3, abs=1e-3)


@EACH_SETTING
def test_elasticities_are_the_derivatives(setting):
    found = elasticities(**setting)
    values = {"loss": 0.2, "late": 0, "lifetime": 10, "feedback": 0, **setting}
    for key, elasticity in found.items():
        if values[key] == 0 or (key == "feedback" and values[key] == 0.95):
            continue
        up, down = (
            math.log(steady_state(**{**values, key: values[key] * factor}).sustained)
            for factor in (1 + 1e-6, 1 - 1e-6)
        )
        assert elasticity == pytest.approx((up - down) / 2e-6, abs=1e-4)


def test_the_bottleneck_is_the_stage_that_loses_the_greatest_share():
    for setting in SETTINGS:
        lost = [1 - share for share in shares(setting)]
        rates = {key: value for key, value in setting.items() if key not in ("feedback", "lifetime")}
        expected = [s for s, share in zip(STAGES, lost, strict=True) if share > max(lost) - 1e-9]
        assert bottlenecks(**rates) == (expected if max(lost) else [])


def test_feedback_and_lifetime_leave_the_order_of_the_stages():
    rates = {"drive": 1, "generation": 0.5, "diffusion": 0.2, "maintenance": 0.4}
    orders = {
        tuple(sorted(STAGES, key=elasticities(**rates, feedback=f, lifetime=t).get))
        for f, t in itertools.product([0, 0.5, 0.95], [2, 30])
    }
    assert len(orders) == 1


@pytest.mark.parametrize("stage", STAGES)
def test_a_faster_rate_never_gives_less_and_helps_ever_less(stage):
    for setting in SETTINGS:
        path_of = [steady_state(**{**setting, stage: 0.2 * k}).sustained for k in range(1, 11)]
        assert all(later >= earlier - 1e-9 for earlier, later in itertools.pairwise(path_of))
        loss = {"loss": 0.2, "late": 0, **setting}
        rates = [elasticities(**{**loss, "feedback": 0, stage: 0.2 * k})[stage] for k in range(1, 11)]
        assert rates == sorted(rates, reverse=True)


def test_without_loss_rates_set_delays_and_not_the_number():
    slow = steady_state(0.1, 0.1, 0.1, 0.1, loss=0)
    fast = steady_state(5, 5, 5, 5, loss=0)
    assert slow.sustained == pytest.approx(100)
    assert fast.sustained == pytest.approx(100)
    assert path(0.1, 0.1, 0.1, 0.1, loss=0, years=20)[-1][4] < path(5, 5, 5, 5, loss=0, years=20)[-1][4] / 2


def test_with_equal_rates_early_and_late_losses_keep_as_many_but_late_ones_waste_more():
    early, late = (steady_state(0.5, 0.5, 0.5, 0.5, late=tilt) for tilt in (-1, 1))
    assert early.sustained == pytest.approx(late.sustained)
    assert late.wasted > 4 * early.wasted


def test_feedback_is_worth_as_much_as_the_chain_lets_through():
    for setting in SETTINGS:
        without = steady_state(**{**setting, "feedback": 0}).sustained
        chain = math.prod(shares(setting))
        for feedback in (0.1, 0.5, 0.9):
            gain = steady_state(**{**setting, "feedback": feedback}).sustained / without
            assert gain == pytest.approx(1 / (1 - feedback * chain))


BAD = [math.nan, math.inf, -0.1, 1e9, "0.5", None, True, [1], {}]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_bad_numbers_are_refused_by_name(bad):
    keys = {**dict.fromkeys(STAGES, 1), "loss": 0.2, "late": 0, "lifetime": 10, "feedback": 0, "inflow": 10}
    for key in keys:
        if key == "late" and bad == -0.1:
            continue
        with pytest.raises(ValueError, match=rf"^{key}: got .* expected a"):
            steady_state(**{**keys, key: bad})
    with pytest.raises(ValueError, match=r"^years: got .* expected a"):
        path(1, 1, 1, 1, years=bad)


def test_years_are_whole():
    with pytest.raises(ValueError, match=r"^years: got 1\.5, expected a whole number from 0 to 2000"):
        path(1, 1, 1, 1, years=1.5)
