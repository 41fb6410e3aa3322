"""The four-stage cycle of innovation as a chain of compartments with feedback.

Needs enter from outside, pass through drive, generation, diffusion and maintenance, and are
lost on the way; what comes through is sustained for some years, and part of its experience
starts new drive. The order of the stages is the source chapter's (after Cui 2022); that they
work like compartments with constant rates, and all numbers, are this book's and illustrative.
"""

from collections import namedtuple

from widgets.models.bounds import require_between

STAGES = ("drive", "generation", "diffusion", "maintenance")
LOWEST_RATE, HIGHEST_RATE = 0.01, 10
LONGEST = 2000
_SLOPE = (-1, -1 / 3, 1 / 3, 1)  # how late losses weigh on the stages
_SMALL, _TERMS = 0.25, 10  # norm of the scaled matrix, terms of its Taylor sum
_TIE = 1e-9

SteadyState = namedtuple("SteadyState", ["waiting", "entering", "lost", "sustained", "ended", "wasted"])


def steady_state(
    drive: float,
    generation: float,
    diffusion: float,
    maintenance: float,
    loss: float = 0.2,
    late: float = 0,
    lifetime: float = 10,
    feedback: float = 0,
    inflow: float = 10,
) -> SteadyState:
    """Stocks and flows of the cycle once nothing changes any more.

    Stage i holds x_i, passes on k_i x_i and loses l_i x_i a year; the last passes on to the
    sustained stock S, which ends at S / T a year. A share f of what ends starts new drive:
    0 = u + f S/T - (k_1 + l_1) x_1, 0 = k_(i-1) x_(i-1) - (k_i + l_i) x_i, 0 = k_4 x_4 - S/T.

    Parameters
    ----------
    drive, generation, diffusion, maintenance : float
        k_1 to k_4, rates at which a stage passes on what it holds; per year, 0.01 to 10.
        Without loss a case stays 1/k years.
    loss : float, default 0.2
        Mean over the stages of the rates l_i at which cases are given up; per year, 0 to 5.
    late : float, default 0
        Where losses fall: -1 (most at the first stage, none at the last) to 1 (the reverse).
    lifetime : float, default 10
        T, mean years that a sustained innovation lasts, 1 to 100.
    feedback : float, default 0
        f, share of ended innovations whose experience starts new drive, 0 to 0.95.
    inflow : float, default 10
        u, needs that enter from outside; per year, 0 to 1000.

    Returns
    -------
    SteadyState
        waiting : x_1 to x_4; entering : yearly flow into each stage; lost : yearly loss of
        each stage; sustained : S; ended : S / T; wasted : stages that lost cases had already
        passed, per year.

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Source: stages, the chapter's third section after Cui Libo (2022); linear compartments
    with constant rates, this book's simplest form.

    Examples
    --------
    >>> state = steady_state(0.6, 0.6, 0.6, 0.6)
    >>> round(state.sustained, 3), round(sum(state.lost) + state.ended, 3)
    (31.641, 10.0)
    """
    rates, losses, lifetime, feedback, inflow = _checked(
        drive, generation, diffusion, maintenance, loss, late, lifetime, feedback, inflow
    )
    flows = _generator(rates, losses, lifetime, feedback)
    stocks = _solved([[-value for value in row] for row in flows], [inflow, 0, 0, 0, 0])
    waiting, sustained = stocks[:4], stocks[4]
    ended = sustained / lifetime
    lost = [rate * stock for rate, stock in zip(losses, waiting)]
    return SteadyState(
        waiting=waiting,
        entering=[(rate + gone) * stock for rate, gone, stock in zip(rates, losses, waiting)],
        lost=lost,
        sustained=sustained,
        ended=ended,
        wasted=sum(passed * flow for passed, flow in enumerate(lost)),
    )


def elasticities(
    drive: float,
    generation: float,
    diffusion: float,
    maintenance: float,
    loss: float = 0.2,
    late: float = 0,
    lifetime: float = 10,
    feedback: float = 0,
) -> dict[str, float]:
    """Per cent by which the sustained number rises when a quantity rises by one per cent.

    With p_i = k_i / (k_i + l_i) and P their product, S = u T P / (1 - f P), hence
    (1 - p_i) / (1 - f P) for a rate, f P / (1 - f P) for feedback, 1 for lifetime,
    - sum (1 - p_i) / (1 - f P) for loss: a stage's rate matters by the share lost there.

    Parameters
    ----------
    drive, generation, diffusion, maintenance, loss, late, lifetime, feedback
        As in `steady_state`.

    Returns
    -------
    dict
        drive, generation, diffusion, maintenance, lifetime, feedback, loss.

    Raises
    ------
    ValueError
        As `steady_state` does.

    Notes
    -----
    Source: derived from the steady state of this book's model.

    Examples
    --------
    >>> found = elasticities(1, 1, 0.25, 1, loss=0.25)
    >>> round(found["diffusion"], 3), round(found["drive"], 3)
    (0.5, 0.2)
    """
    rates, losses, _, feedback, _ = _checked(
        drive, generation, diffusion, maintenance, loss, late, lifetime, feedback, 1
    )
    through = [rate / (rate + gone) for rate, gone in zip(rates, losses)]
    chain = through[0] * through[1] * through[2] * through[3]
    loop = 1 - feedback * chain
    found = {stage: (1 - share) / loop for stage, share in zip(STAGES, through)}
    found["lifetime"] = 1.0
    found["feedback"] = feedback * chain / loop
    found["loss"] = -sum(1 - share for share in through) / loop
    return found


def bottlenecks(
    drive: float,
    generation: float,
    diffusion: float,
    maintenance: float,
    loss: float = 0.2,
    late: float = 0,
) -> list[str]:
    """Stages whose rate is the smallest against what is lost there: the greatest elasticity.

    Parameters
    ----------
    drive, generation, diffusion, maintenance, loss, late
        As in `steady_state`. Lifetime and feedback change all four elasticities alike.

    Returns
    -------
    list of str
        One stage, several if they tie, none if nothing is lost: rates then only set delays.

    Raises
    ------
    ValueError
        As `steady_state` does.

    Notes
    -----
    Source: this book's definition.

    Examples
    --------
    >>> bottlenecks(1, 0.5, 0.2, 0.4)
    ['diffusion']
    """
    found = elasticities(drive, generation, diffusion, maintenance, loss, late)
    greatest = max(found[stage] for stage in STAGES)
    if greatest < _TIE:
        return []
    return [stage for stage in STAGES if found[stage] > greatest - _TIE]


def path(
    drive: float,
    generation: float,
    diffusion: float,
    maintenance: float,
    loss: float = 0.2,
    late: float = 0,
    lifetime: float = 10,
    feedback: float = 0,
    inflow: float = 10,
    years: int = 60,
) -> list[list[float]]:
    """Stocks year by year, from an empty cycle.

    Parameters
    ----------
    drive, generation, diffusion, maintenance, loss, late, lifetime, feedback, inflow
        As in `steady_state`.
    years : int, default 60
        0 to 2000.

    Returns
    -------
    list of list of float
        For each year from 0 the four waiting stocks, the sustained one, and what has been
        lost and what has ended for good since the start; the seven sum to u t.

    Raises
    ------
    ValueError
        If an argument is not a number in its range or `years` is not whole.

    Notes
    -----
    Source: exact solution of the linear equations of `steady_state`, by the exponential of
    their matrix over one year.

    Examples
    --------
    >>> [round(stock, 2) for stock in path(1, 1, 1, 1, years=1)[1]]
    [5.82, 2.34, 0.7, 0.16, 0.04, 0.94, 0.0]
    """
    rates, losses, lifetime, feedback, inflow = _checked(
        drive, generation, diffusion, maintenance, loss, late, lifetime, feedback, inflow
    )
    last = int(require_between("years", years, 0, LONGEST))
    if years != last:
        raise ValueError(f"years: got {years!r}, expected a whole number from 0 to {LONGEST}")
    step = _exponential(_with_sinks(_generator(rates, losses, lifetime, feedback), losses, feedback))
    state = [0.0] * 7 + [inflow]
    rows = [_filled(row) for row in step]
    states = [state[:7]]
    for _ in range(last):
        state = [sum([value * state[place] for place, value in row]) for row in rows]
        states.append(state[:7])
    return states


def _checked(
    drive: float,
    generation: float,
    diffusion: float,
    maintenance: float,
    loss: float,
    late: float,
    lifetime: float,
    feedback: float,
    inflow: float,
) -> tuple[list[float], list[float], float, float, float]:
    """Rates, losses, lifetime, feedback and inflow, each in its range."""
    rates = [
        require_between(stage, rate, LOWEST_RATE, HIGHEST_RATE)
        for stage, rate in zip(STAGES, (drive, generation, diffusion, maintenance))
    ]
    loss = require_between("loss", loss, 0, 5)
    late = require_between("late", late, -1, 1)
    return (
        rates,
        [loss * (1 + late * slope) for slope in _SLOPE],
        require_between("lifetime", lifetime, 1, 100),
        require_between("feedback", feedback, 0, 0.95),
        require_between("inflow", inflow, 0, 1000),
    )


def _generator(
    rates: list[float], losses: list[float], lifetime: float, feedback: float
) -> list[list[float]]:
    """Matrix of the yearly flows between the five stocks."""
    flows = [[0.0] * 5 for _ in range(5)]
    for stage, (rate, gone) in enumerate(zip(rates, losses)):
        flows[stage][stage] = -(rate + gone)
        flows[stage + 1][stage] = rate
    flows[4][4] = -1 / lifetime
    flows[0][4] = feedback / lifetime
    return flows


def _with_sinks(flows: list[list[float]], losses: list[float], feedback: float) -> list[list[float]]:
    """The same with what is lost, what has ended, and a constant inflow into the first stage."""
    padded = [row + [0.0, 0.0, 0.0] for row in flows]
    padded[0][7] = 1.0
    lost = losses + [0.0, 0.0, 0.0, 0.0]
    ended = [0.0] * 4 + [(1 - feedback) * -flows[4][4], 0.0, 0.0, 0.0]
    return padded + [lost, ended, [0.0] * 8]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solution of a linear system by Gaussian elimination with the largest pivot."""
    size = len(right)
    rows = [row + [value] for row, value in zip(matrix, right)]
    for place in range(size):
        pivot = max(range(place, size), key=lambda row: abs(rows[row][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        for below in range(place + 1, size):
            factor = rows[below][place] / rows[place][place]
            rows[below] = [low - factor * high for low, high in zip(rows[below], rows[place])]
    found = [0.0] * size
    for place in reversed(range(size)):
        known = sum(rows[place][later] * found[later] for later in range(place + 1, size))
        found[place] = (rows[place][size] - known) / rows[place][place]
    return found


def _exponential(matrix: list[list[float]]) -> list[list[float]]:
    """Matrix exponential by a Taylor sum of the scaled matrix, squared back."""
    size = len(matrix)
    norm = max(sum(abs(value) for value in row) for row in matrix)
    squarings = 0
    while norm > _SMALL * 2**squarings:
        squarings += 1
    scaled = [[value / 2**squarings for value in row] for row in matrix]
    unit = [[float(row == column) for column in range(size)] for row in range(size)]
    found, term = unit, unit
    for order in range(1, _TERMS + 1):
        term = [[value / order for value in row] for row in _product(term, scaled)]
        found = [[a + b for a, b in zip(one, other)] for one, other in zip(found, term)]
    for _ in range(squarings):
        found = _product(found, found)
    return found


def _product(left: list[list[float]], right: list[list[float]]) -> list[list[float]]:
    """Matrix product that passes over zeros, of which these matrices have many."""
    filled = [_filled(row) for row in right]
    rows = []
    for row in left:
        sums = [0.0] * len(right)
        for place, value in _filled(row):
            for column, factor in filled[place]:
                sums[column] += value * factor
        rows.append(sums)
    return rows


def _filled(row: list[float]) -> list[tuple[int, float]]:
    return [(place, value) for place, value in enumerate(row) if value]
