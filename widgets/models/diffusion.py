"""How an innovation spreads over places: own trials, neighbours, peers, the centre.

A yearly hazard model of adoption in the tradition of event history analysis (Berry and
Berry 1990), with Bass's (1969) model as the case of equal mixing. The two vertical routes
are a mandate from above and the endorsement of what rose from below; the two horizontal
ones are land neighbours and all peers. All strengths are this book's and illustrative.
"""

import math

from widgets.models.bounds import require_between
from widgets.models.generator import Generator

ROUTES = ("origin", "own", "neighbours", "peers", "endorsement", "mandate")
OUTCOMES = ("global", "local", "failed", "altered")
MOST_PLACES = 2000
MOST_YEARS = 60
MOST_RUNS = 1000

CHANCES = ("patience", "conditions", "route", "source", "care")


def effects(
    own: float = 0.0,
    neighbours: float = 0.0,
    peers: float = 0.0,
    endorsement: float = 0.0,
    threshold: float = 1.0,
    mandate: float = 0.0,
    mandate_year: int = 1,
    fit: float = 1.0,
    fidelity: float = 1.0,
) -> dict[str, float]:
    """What drives adoption, checked.

    A place that has not adopted does so in a year with probability 1 - (1 - v)(1 - m). The
    voluntary part is v = min(1, own + neighbours * n + peers * s + endorsement * e), with n
    the share of its land neighbours and s the share of all places that had adopted by the
    year before, and e = 1 once s has reached the threshold; v = 0 where the innovation
    does not suit local conditions. The mandatory part is m = mandate from `mandate_year` on.

    Parameters
    ----------
    own : float
        Chance per year to try it without any example, 0 to 1; Bass's p.
    neighbours, peers : float
        Added chance per year once all land neighbours, or all places, have adopted, 0 to
        1; with neighbours = 0, peers is Bass's q.
    endorsement : float
        Added chance per year once the centre has endorsed what rose from below, 0 to 1.
    threshold : float
        Share of places at which the centre endorses, 0 to 1.
    mandate : float
        Chance per year to comply with an order, 0 to 1.
    mandate_year : int
        First year of the order, 1 to 60.
    fit : float
        Share of places whose conditions the innovation suits, 0 to 1.
    fidelity : float
        Chance that a suited adopter keeps the essentials, 0 to 1. A place that the
        innovation does not suit keeps only its name.

    Returns
    -------
    dict
        The arguments by name.

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Source: routes after the chapter's section on diffusion; hazards by neighbours as in
    Berry and Berry (1990), American Political Science Review 84(2); own and peers as in
    Bass (1969), Management Science 15(5), equation 1 in its yearly form.

    Examples
    --------
    >>> effects(own=0.02, peers=0.4)["peers"]
    0.4
    """
    shares = {
        "own": own,
        "neighbours": neighbours,
        "peers": peers,
        "endorsement": endorsement,
        "threshold": threshold,
        "mandate": mandate,
        "fit": fit,
        "fidelity": fidelity,
    }
    causes = {name: require_between(name, shares[name], 0, 1) for name in shares}
    causes["mandate_year"] = int(require_between("mandate_year", mandate_year, 1, MOST_YEARS))
    return causes


def luck(places: int, runs: int, seed: int) -> list[dict[str, list[float]]]:
    """All chance of a simulation, drawn before anything happens.

    A place adopts once the probability of its having waited so long falls to its patience,
    a uniform draw; this gives each year's hazard exactly and lets two settings be compared
    under the same luck.

    Parameters
    ----------
    places : int
        1 to 2000.
    runs : int
        1 to 1000.
    seed : int
        1 to 1000000.

    Returns
    -------
    list of dict
        One for each run; by name in `CHANCES` a list of one uniform draw for each place.

    Raises
    ------
    ValueError
        If an argument is not a number in its range.

    Notes
    -----
    Source: inverse transform sampling of a discrete waiting time.

    Examples
    --------
    >>> one, two = luck(places=3, runs=2, seed=1)
    >>> len(one["patience"]), one == two
    (3, False)
    """
    places = int(require_between("places", places, 1, MOST_PLACES))
    runs = int(require_between("runs", runs, 1, MOST_RUNS))
    uniform = Generator(seed).uniform
    return [{name: [uniform() for _ in range(places)] for name in CHANCES} for _ in range(runs)]


def simulate(
    borders: list[list[int]],
    causes: dict[str, float],
    years: int,
    chances: list[dict[str, list[float]]],
    origins: list[int],
) -> list[dict[str, list[int | None]]]:
    """Spread of an innovation over places, once for each run.

    Parameters
    ----------
    borders : list of list of int
        For each place the numbers of its land neighbours.
    causes : dict
        As `effects` returns it.
    years : int
        1 to 60.
    chances : list of dict
        As `luck` returns it for as many places.
    origins : list of int
        Places that have the innovation in year 0, in its original form.

    Returns
    -------
    list of dict
        For each run, lists by place. year: of adoption, 0 for an origin, None for never;
        route: number in `ROUTES`, None for never; altered: whether the essentials were.

    Raises
    ------
    ValueError
        If years are out of range, an origin or a neighbour is no place, or the luck was
        drawn for another number of places.

    Notes
    -----
    Source: as `effects`. A copy of a neighbour or a peer inherits what its source altered.

    Examples
    --------
    >>> chain = [[1], [0, 2], [1]]
    >>> spread = simulate(chain, effects(neighbours=1), 4, luck(3, 1, 1), origins=[0])[0]
    >>> spread["year"][0], spread["year"][1] < spread["year"][2]
    (0, True)
    """
    years = int(require_between("years", years, 1, MOST_YEARS))
    places = len(borders)
    for place in list(origins) + [other for near in borders for other in near]:
        require_between("place", place, 0, places - 1)
    for chance in chances:
        if len(chance["patience"]) != places:
            raise ValueError(f"chances: got {len(chance['patience'])} places, expected {places}")
    runs = []
    for chance in chances:
        run = _Run(borders, causes, chance, list(origins))
        for year in range(1, years + 1):
            run.advance(year)
        runs.append({"year": run.year, "route": run.route, "altered": run.altered})
    return runs


def adoption_path(run: dict[str, list[int | None]], years: int) -> list[float]:
    """Share of places that have adopted, by year from 0.

    Parameters
    ----------
    run : dict
        One of those that `simulate` returns.
    years : int
        1 to 60.

    Returns
    -------
    list of float
        years + 1 shares, never falling.

    Raises
    ------
    ValueError
        If years are out of range.

    Examples
    --------
    >>> adoption_path({"year": [0, 2, None, None]}, 3)
    [0.25, 0.25, 0.5, 0.5]
    """
    years = int(require_between("years", years, 1, MOST_YEARS))
    counts = [0] * (years + 1)
    for year in run["year"]:
        if year is not None and year <= years:
            counts[year] += 1
    path, total = [], 0
    for count in counts:
        total += count
        path.append(total / len(run["year"]))
    return path


def outcome(
    run: dict[str, list[int | None]], widespread: float = 0.8, few: float = 0.2, changed: float = 0.5
) -> str:
    """Which of the four outcomes a run ended in.

    Below the share `few` of places diffusion has failed; otherwise, if more than the share
    `changed` of adopters altered the essentials, the innovation was altered in diffusion;
    otherwise diffusion is global from the share `widespread` on and local below it.

    Parameters
    ----------
    run : dict
        One of those that `simulate` returns.
    widespread, few, changed : float
        Limits, 0 to 1. Illustrative: no source gives them.

    Returns
    -------
    str
        One of `OUTCOMES`.

    Raises
    ------
    ValueError
        If a limit is not a number in its range.

    Notes
    -----
    Source: the chapter names the four outcomes without a rule; the rule is this book's.

    Examples
    --------
    >>> outcome({"year": [0, 1, 1, None], "altered": [False, True, True, False]})
    'altered'
    """
    widespread = require_between("widespread", widespread, 0, 1)
    few = require_between("few", few, 0, 1)
    changed = require_between("changed", changed, 0, 1)
    adopters = [altered for year, altered in zip(run["year"], run["altered"]) if year is not None]
    share = len(adopters) / len(run["year"])
    if share < few or not adopters:
        return "failed"
    if adopters.count(True) / len(adopters) > changed:
        return "altered"
    return "global" if share >= widespread else "local"


def bass_path(p: float, q: float, years: int) -> list[float]:
    """Share of adopters in Bass's model, year by year, starting from none.

    F(t + 1) = F(t) + (p + q F(t)) (1 - F(t)).

    Parameters
    ----------
    p : float
        Coefficient of innovation, chance per year without an example, 0 to 1.
    q : float
        Coefficient of imitation, 0 to 1; p + q at most 1.
    years : int
        1 to 60.

    Returns
    -------
    list of float
        years + 1 shares, from 0.

    Raises
    ------
    ValueError
        If an argument is not a number in its range, or p + q exceeds 1.

    Notes
    -----
    Source: Bass (1969), Management Science 15(5), 215-227, in the yearly form that he
    fitted to sales.

    Examples
    --------
    >>> [round(share, 3) for share in bass_path(0.1, 0.4, 3)]
    [0.0, 0.1, 0.226, 0.373]
    """
    p, q = _rates(p, q)
    path = [0.0]
    for _ in range(int(require_between("years", years, 1, MOST_YEARS))):
        path.append(path[-1] + (p + q * path[-1]) * (1 - path[-1]))
    return path


def bass_peak(p: float, q: float) -> float:
    """Time at which adoptions per year are most frequent: ln(q / p) / (p + q).

    Parameters
    ----------
    p, q : float
        As in `bass_path`; p above 0.

    Returns
    -------
    float
        Years from the start; negative if adoptions fall from the first day.

    Raises
    ------
    ValueError
        As `bass_path`, or if p or q is 0.

    Notes
    -----
    Source: Bass (1969), continuous form.

    Examples
    --------
    >>> round(bass_peak(0.01, 0.4), 2)
    9.0
    """
    p, q = _rates(p, q)
    if p == 0 or q == 0:
        raise ValueError(f"p and q: got {p} and {q}, expected both above 0")
    return math.log(q / p) / (p + q)


def _rates(p: float, q: float) -> tuple[float, float]:
    p, q = require_between("p", p, 0, 1), require_between("q", q, 0, 1)
    require_between("p + q", p + q, 0, 1 + 1e-12)
    return p, q


class _Run:
    """One run as it unfolds."""

    def __init__(
        self,
        borders: list[list[int]],
        causes: dict[str, float],
        chance: dict[str, list[float]],
        origins: list[int],
    ) -> None:
        places = range(len(borders))
        self.borders, self.causes, self.chance = borders, causes, chance
        self.year: list[int | None] = [0 if place in origins else None for place in places]
        self.route: list[int | None] = list(self.year)
        self.altered: list[int | None] = [False for _ in places]
        self.adopters = list(origins)
        self.waiting = [place for place in places if self.year[place] is None]
        self.unmoved = [1.0 for _ in places]  # probability of having waited so long
        self.pull = [causes["neighbours"] / len(near) if near else 0.0 for near in borders]
        self.near = [0 for _ in places]  # neighbours that have adopted
        self._tell_neighbours(origins)

    def advance(self, year: int) -> None:
        """Let every place that still waits decide, all seeing the state of the year before."""
        own, peers, endorsed = self._common()
        common = own + peers + endorsed
        order = self._order(year)
        patience, conditions, fit = self.chance["patience"], self.chance["conditions"], self.causes["fit"]
        unmoved, pull, near = self.unmoved, self.pull, self.near
        moved, staying = [], []
        for place in self.waiting:
            willing = common + pull[place] * near[place] if conditions[place] < fit else 0.0
            unmoved[place] *= (1 - willing) * (1 - order) if willing < 1 else 0.0
            if unmoved[place] <= patience[place]:
                moved.append(place)
            else:
                staying.append(place)
        for place in moved:
            self._settle(place, order)
        for place in moved:
            self.year[place] = year
        self._tell_neighbours(moved)
        self.adopters += moved
        self.waiting = staying

    def _common(self) -> tuple[float, float, float]:
        """Parts of the voluntary chance that are the same everywhere: own, peers, endorsement."""
        share = len(self.adopters) / len(self.borders)
        endorsed = self.causes["endorsement"] if share >= self.causes["threshold"] else 0.0
        return self.causes["own"], self.causes["peers"] * share, endorsed

    def _order(self, year: int) -> float:
        return self.causes["mandate"] if year >= self.causes["mandate_year"] else 0.0

    def _tell_neighbours(self, movers: list[int]) -> None:
        for mover in movers:
            for place in self.borders[mover]:
                self.near[place] += 1

    def _settle(self, place: int, order: float) -> None:
        """Set by which route a place adopts and whether it alters the essentials."""
        suits = self.chance["conditions"][place] < self.causes["fit"]
        own, peers, endorsed = self._common()
        parts = [0.0, own, self.pull[place] * self.near[place], peers, endorsed] if suits else [0.0] * 5
        route = _choose(parts + [order], self.chance["route"][place])
        self.route[place] = route
        self.altered[place] = (
            not suits
            or self.chance["care"][place] >= self.causes["fidelity"]
            or self._copies_altered(place, ROUTES[route])
        )

    def _copies_altered(self, place: int, route: str) -> bool:
        if route == "neighbours":
            examples = [other for other in self.borders[place] if self.year[other] is not None]
        elif route == "peers":
            examples = self.adopters
        else:
            return False
        return bool(self.altered[examples[int(self.chance["source"][place] * len(examples))]])


def _choose(parts: list[float], point: float) -> int:
    """Number of the part in which `point`, a share of their sum, falls."""
    left = point * sum(parts)
    chosen = 0
    for number, part in enumerate(parts):
        if part > 0:
            chosen = number
            if left < part:
                break
            left -= part
    return chosen
