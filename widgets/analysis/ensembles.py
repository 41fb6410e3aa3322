"""Diffusion at scale: the model of `widgets.models.diffusion` over many runs at once.

Causes, rules and outcomes are that model's, and the same luck gives the same runs; only
the arithmetic goes over arrays of runs x places instead of one place after the other.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from widgets.models.bounds import require_between
from widgets.models.diffusion import CHANCES, MOST_PLACES, MOST_YEARS, OUTCOMES, ROUTES

NEVER = -1
MOST_RUNS = 1_000_000
MOST_SEED = 2**32 - 1
# Runs x places simulated at a time: bounds the work arrays to some 7 MB for any number of runs.
CELLS_AT_ONCE = 2**16

Borders = Sequence[Sequence[int]]
Luck = Mapping[str, NDArray[np.float64]]
Index = NDArray[np.integer]


class Ensemble(NamedTuple):
    """How an innovation spread, by run (rows) and place (columns).

    Attributes
    ----------
    year : numpy.ndarray of int8
        Of adoption, 0 for an origin, `NEVER` (-1) for never.
    route : numpy.ndarray of int8
        Number in `widgets.models.diffusion.ROUTES`, `NEVER` for never.
    altered : numpy.ndarray of bool
        Whether the place altered the essentials.
    """

    year: NDArray[np.int8]
    route: NDArray[np.int8]
    altered: NDArray[np.bool_]


def ensemble(
    borders: Borders,
    causes: Mapping[str, float],
    years: int,
    runs: int,
    seed: int,
    origins: Sequence[int],
) -> Ensemble:
    """Many independent runs with numpy's own luck.

    Parameters
    ----------
    borders : sequence of sequence of int
        For each place the numbers of its land neighbours; 1 to 2000 places.
    causes : mapping
        As `widgets.models.diffusion.effects` returns it.
    years : int
        1 to 60.
    runs : int
        1 to 1000000. Memory for the result is 3 bytes for each run and place.
    seed : int
        0 to 4294967295. The first runs of a larger ensemble are those of a smaller one.
    origins : sequence of int
        Distinct places that have the innovation in year 0, in its original form.

    Returns
    -------
    Ensemble

    Raises
    ------
    ValueError
        If an argument is out of its range, an origin or a neighbour is no place, or an
        origin is named twice.

    Notes
    -----
    Source: as `widgets.models.diffusion.simulate`. Draws are those of numpy's default
    generator, so runs differ from that model's with the same seed but are alike in
    distribution.

    Examples
    --------
    >>> from widgets.models.diffusion import effects
    >>> chain = [[1], [0, 2], [1]]
    >>> spread = ensemble(chain, effects(neighbours=1), years=6, runs=1000, seed=1, origins=[0])
    >>> spread.year.shape
    (1000, 3)
    >>> bool((spread.year[:, 1] < spread.year[:, 2])[spread.year[:, 2] != NEVER].all())
    True
    """
    runs = int(require_between("runs", runs, 1, MOST_RUNS))
    chance = np.random.default_rng(int(require_between("seed", seed, 0, MOST_SEED)))
    places = len(borders)
    at_once = max(1, CELLS_AT_ONCE // max(1, places))
    batches = [
        simulate(borders, causes, years, _draw(chance, min(at_once, runs - start), places), origins)
        for start in range(0, runs, at_once)
    ]
    return Ensemble(*(np.concatenate(parts) for parts in zip(*batches, strict=True)))


def _draw(chance: np.random.Generator, runs: int, places: int) -> Luck:
    draws = chance.random((runs, len(CHANCES), places))
    return {name: draws[:, number] for number, name in enumerate(CHANCES)}


def as_arrays(chances: Sequence[Mapping[str, Sequence[float]]]) -> Luck:
    """Luck as `widgets.models.diffusion.luck` draws it, in the form that `simulate` takes.

    Parameters
    ----------
    chances : sequence of mapping
        One for each run; by name in `CHANCES` one draw for each place.

    Returns
    -------
    dict
        By name an array of runs x places.

    Examples
    --------
    >>> from widgets.models.diffusion import luck
    >>> as_arrays(luck(places=3, runs=2, seed=1))["patience"].shape
    (2, 3)
    """
    return {name: np.array([chance[name] for chance in chances], dtype=float) for name in CHANCES}


def simulate(
    borders: Borders, causes: Mapping[str, float], years: int, luck: Luck, origins: Sequence[int]
) -> Ensemble:
    """Spread of an innovation over places, for all runs at once, under given luck.

    Parameters
    ----------
    borders, causes, years, origins
        As in `ensemble`.
    luck : mapping
        By name in `widgets.models.diffusion.CHANCES` an array of runs x places of uniform
        draws on [0, 1), such as `as_arrays` returns.

    Returns
    -------
    Ensemble
        Run by run what `widgets.models.diffusion.simulate` gives for the same luck.

    Raises
    ------
    ValueError
        As `ensemble`, or if the luck was drawn for another number of places.

    Examples
    --------
    >>> from widgets.models.diffusion import effects, luck
    >>> ordered = effects(mandate=1, mandate_year=3)
    >>> simulate([[1], [0]], ordered, 5, as_arrays(luck(2, 1, 1)), origins=[0]).year.tolist()
    [[0, 3]]
    """
    years = int(require_between("years", years, 1, MOST_YEARS))
    places = int(require_between("places", len(borders), 1, MOST_PLACES))
    for place in [*origins, *(other for near in borders for other in near)]:
        require_between("place", place, 0, places - 1)
    if len(set(origins)) < len(origins):
        raise ValueError(f"origins: got {list(origins)}, expected no place twice")
    if luck["patience"].shape[1] != places:
        raise ValueError(f"luck: got {luck['patience'].shape[1]} places, expected {places}")
    spread = _Spread(borders, causes, luck, origins)
    for year in range(1, years + 1):
        spread.advance(year)
    return Ensemble(spread.year, spread.route, spread.altered)


def adoption_paths(spread: Ensemble, years: int) -> NDArray[np.float64]:
    """Share of places that have adopted, by run and by year from 0.

    Parameters
    ----------
    spread : Ensemble
    years : int
        1 to 60.

    Returns
    -------
    numpy.ndarray
        Runs x (years + 1) shares, never falling along a row.

    Raises
    ------
    ValueError
        If years are out of range.

    Examples
    --------
    >>> year = np.array([[0, 2, NEVER, NEVER]], dtype=np.int8)
    >>> adoption_paths(Ensemble(year, year, year > 5), 3).tolist()
    [[0.25, 0.25, 0.5, 0.5]]
    """
    years = int(require_between("years", years, 1, MOST_YEARS))
    runs, places = spread.year.shape
    adopted = (spread.year != NEVER) & (spread.year <= years)
    run = np.nonzero(adopted)[0]
    cell = run * (years + 1) + spread.year[adopted]
    counts = np.bincount(cell, minlength=runs * (years + 1)).reshape(runs, years + 1)
    path: NDArray[np.float64] = counts.cumsum(axis=1) / places
    return path


def quantile_band(
    paths: NDArray[np.float64], low: float = 0.05, high: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits between which the given part of the runs lies, year by year.

    Parameters
    ----------
    paths : numpy.ndarray
        As `adoption_paths` returns it.
    low, high : float
        Quantiles, 0 to 1.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limit for each year.

    Raises
    ------
    ValueError
        If a quantile is not a number from 0 to 1, or high is below low.

    Examples
    --------
    >>> lower, upper = quantile_band(np.array([[0.0, 0.2], [0.0, 0.4], [0.0, 0.9]]), 0, 1)
    >>> lower.tolist(), upper.tolist()
    ([0.0, 0.2], [0.0, 0.9])
    """
    low = require_between("low", low, 0, 1)
    high = require_between("high", high, low, 1)
    lower, upper = np.quantile(paths, [low, high], axis=0)
    return lower, upper


def outcomes(
    spread: Ensemble, widespread: float = 0.8, few: float = 0.2, changed: float = 0.5
) -> NDArray[np.int8]:
    """Which of the four outcomes each run ended in.

    Parameters
    ----------
    spread : Ensemble
    widespread, few, changed : float
        Limits of `widgets.models.diffusion.outcome`, whose rule this is; illustrative.

    Returns
    -------
    numpy.ndarray
        For each run a number in `widgets.models.diffusion.OUTCOMES`.

    Raises
    ------
    ValueError
        If a limit is not a number from 0 to 1.

    Examples
    --------
    >>> year = np.array([[0, 1, 1, NEVER], [0, NEVER, NEVER, NEVER]], dtype=np.int8)
    >>> altered = np.array([[False, True, True, False], [False] * 4])
    >>> [OUTCOMES[number] for number in outcomes(Ensemble(year, year, altered), few=0.3)]
    ['altered', 'failed']
    """
    widespread = require_between("widespread", widespread, 0, 1)
    few = require_between("few", few, 0, 1)
    changed = require_between("changed", changed, 0, 1)
    adopted = spread.year != NEVER
    adopters = adopted.sum(axis=1)
    share = adopters / spread.year.shape[1]
    altered = (adopted & spread.altered).sum(axis=1) / np.maximum(adopters, 1)
    named = {
        "failed": (share < few) | (adopters == 0),
        "altered": altered > changed,
        "global": share >= widespread,
    }
    numbers = [OUTCOMES.index(name) for name in named]
    return np.select(list(named.values()), numbers, OUTCOMES.index("local")).astype(np.int8)


def outcome_shares(
    spread: Ensemble, widespread: float = 0.8, few: float = 0.2, changed: float = 0.5
) -> dict[str, float]:
    """Share of runs that ended in each outcome.

    Parameters
    ----------
    spread, widespread, few, changed
        As in `outcomes`.

    Returns
    -------
    dict
        By name in `widgets.models.diffusion.OUTCOMES`; the shares sum to 1.

    Raises
    ------
    ValueError
        As `outcomes`.

    Examples
    --------
    >>> year = np.array([[0, 1], [0, NEVER]], dtype=np.int8)
    >>> outcome_shares(Ensemble(year, year, year > 5))
    {'global': 0.5, 'local': 0.5, 'failed': 0.0, 'altered': 0.0}
    """
    ended = outcomes(spread, widespread, few, changed)
    counts = np.bincount(ended, minlength=len(OUTCOMES))
    return {name: float(count / len(ended)) for name, count in zip(OUTCOMES, counts, strict=True)}


def neighbour_matrix(borders: Borders) -> sparse.csr_array:
    """Who borders on whom, so that one product counts the neighbours that have adopted.

    Parameters
    ----------
    borders : sequence of sequence of int
        For each place the numbers of its land neighbours.

    Returns
    -------
    scipy.sparse.csr_array
        Places x places, 1 where the column's place is a neighbour of the row's.

    Examples
    --------
    >>> neighbour_matrix([[1], [0, 2], [1]]).toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
    """
    rows = [place for place, near in enumerate(borders) for _ in near]
    columns = [other for near in borders for other in near]
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(borders), len(borders)))


def _neighbour_table(borders: Borders) -> Index:
    """Neighbours of each place in a row, filled up with `NEVER`."""
    width = max(1, *map(len, borders))
    return np.array([[*near, *[NEVER] * (width - len(near))] for near in borders])


class _Spread:
    """All runs as they unfold."""

    def __init__(
        self, borders: Borders, causes: Mapping[str, float], luck: Luck, origins: Sequence[int]
    ) -> None:
        runs, places = luck["patience"].shape
        self.causes, self.luck = causes, luck
        self.matrix, self.table = neighbour_matrix(borders), _neighbour_table(borders)
        degree = np.array([len(near) for near in borders])
        self.pull = np.where(degree > 0, causes["neighbours"] / np.maximum(degree, 1), 0.0)
        self.suits = luck["conditions"] < causes["fit"]
        self.year = np.full((runs, places), NEVER, dtype=np.int8)
        self.route = np.full((runs, places), NEVER, dtype=np.int8)
        self.altered = np.zeros((runs, places), dtype=bool)
        self.unmoved = np.ones((runs, places))  # probability of having waited so long
        self.near = np.zeros((runs, places))  # neighbours that have adopted
        self.work = np.empty((runs, places))  # one array for all steps: new ones would take longer
        self.queue = np.zeros((runs, places), dtype=np.int16)  # adopters, the earliest first
        self.adopters = np.zeros(runs, dtype=np.int64)
        run = np.repeat(np.arange(runs), len(origins))
        self._admit(run, np.tile(np.array(origins, dtype=np.int64), runs), year=0)
        self.route[:, list(origins)] = ROUTES.index("origin")

    def advance(self, year: int) -> None:
        """Let every place that still waits decide, all seeing the state of the year before."""
        order = self.causes["mandate"] if year >= self.causes["mandate_year"] else 0.0
        own, peers, endorsed = self._common()
        willing = np.multiply(self.pull, self.near, out=self.work)
        willing += (own + peers + endorsed)[:, np.newaxis]
        willing *= self.suits
        unwilling = np.maximum(np.subtract(1, willing, out=self.work), 0, out=self.work)
        unwilling *= 1 - order
        self.unmoved *= unwilling
        moved = (self.year == NEVER) & (self.unmoved <= self.luck["patience"])
        run, place = np.nonzero(moved)
        self._settle(run, place, order)
        self._admit(run, place, year)

    def _common(self) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        """Parts of the voluntary chance that are the same everywhere: own, peers, endorsement."""
        share = self.adopters / self.year.shape[1]
        endorsed = np.where(share >= self.causes["threshold"], self.causes["endorsement"], 0.0)
        return self.causes["own"], self.causes["peers"] * share, endorsed

    def _settle(self, run: Index, place: Index, order: float) -> None:
        """Set by which route each mover adopts and whether it alters the essentials."""
        own, peers, endorsed = self._common()
        suits = self.suits[run, place]
        parts = np.zeros((len(ROUTES), len(run)))
        parts[ROUTES.index("own")] = own * suits
        parts[ROUTES.index("neighbours")] = self.pull[place] * self.near[run, place] * suits
        parts[ROUTES.index("peers")] = peers[run] * suits
        parts[ROUTES.index("endorsement")] = endorsed[run] * suits
        parts[ROUTES.index("mandate")] = order
        route = _choose(parts, self.luck["route"][run, place])
        careless = self.luck["care"][run, place] >= self.causes["fidelity"]
        self.route[run, place] = route
        self.altered[run, place] = ~suits | careless | self._copies_altered(run, place, route)

    def _copies_altered(self, run: Index, place: Index, route: NDArray[np.int8]) -> NDArray[np.bool_]:
        """Whether the example that each mover copies, if any, had altered the essentials."""
        source = self.luck["source"][run, place]
        copies = np.zeros(len(run), dtype=bool)
        for name, pick in (("neighbours", self._neighbour), ("peers", self._peer)):
            here = np.flatnonzero(route == ROUTES.index(name))
            example = pick(run[here], place[here], source[here])
            copies[here] = self.altered[run[here], example]
        return copies

    def _neighbour(self, run: Index, place: Index, source: NDArray[np.float64]) -> Index:
        """Number of the adopter among each mover's neighbours that its draw points at."""
        candidates = self.table[place]
        adopted = (candidates != NEVER) & (self.year[run[:, np.newaxis], candidates] != NEVER)
        ahead = (source * adopted.sum(axis=1)).astype(np.int64)
        chosen = np.argmax(adopted.cumsum(axis=1) > ahead[:, np.newaxis], axis=1)
        neighbour: Index = candidates[np.arange(len(run)), chosen]
        return neighbour

    def _peer(self, run: Index, place: Index, source: NDArray[np.float64]) -> Index:
        """Number of the adopter in each mover's run that its draw points at."""
        return self.queue[run, (source * self.adopters[run]).astype(np.int64)]

    def _admit(self, run: Index, place: Index, year: int) -> None:
        """Count movers, ordered by run, among the adopters."""
        joined = np.bincount(run, minlength=len(self.adopters))
        rank = np.arange(len(run)) - (joined.cumsum() - joined)[run]
        self.queue[run, self.adopters[run] + rank] = place
        self.adopters += joined
        self.year[run, place] = year
        movers = sparse.csr_array((np.ones(len(run)), (run, place)), shape=self.near.shape)
        self.near += (movers @ self.matrix).toarray(out=self.work)


def _choose(parts: NDArray[np.float64], point: NDArray[np.float64]) -> NDArray[np.int8]:
    """Number of the part in which `point`, a share of their sum, falls; by column."""
    left = point * parts.sum(axis=0)
    chosen = np.zeros(len(point), dtype=np.int8)
    searching = np.ones(len(point), dtype=bool)
    for number, part in enumerate(parts):
        chosen[searching & (part > 0)] = number
        searching &= left >= part
        left -= part
    return chosen
