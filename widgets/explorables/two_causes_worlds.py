"""The two worlds of `two_causes`: contagion and push among China's provinces, under one luck."""

import math

from widgets.explorables.tables import rows
from widgets.models.two_causes import (
    Verdict,
    closeness,
    contagion,
    even_luck,
    mean_path,
    mean_year,
    precedence,
    push_strength,
    pushed,
    pushed_alike,
    told_apart,
)

YEARS = 15
RUNS = 155  # innovations simulated in each world: every province comes first equally often
SEED = 1
OWN = 0.02  # chance per year to try without an example
STRENGTH = {"near": ("neighbours", 0.4), "alike": ("neighbours", 0.4), "all": ("peers", 0.3)}
RUNGS = 3  # provinces above and below that count as alike in wealth
RICHEST = 5
PRODUCT_YEAR = "2010"
MOST_KEPT = 12  # settings whose simulated innovations are kept

PROVINCES = [row for row in rows("provinces") if row["has_data"] == "true"]
_PLACES = range(len(PROVINCES))
_NUMBER = {row["code"]: place for place, row in enumerate(PROVINCES)}
BORDERS = [(_NUMBER[row["code_a"]], _NUMBER[row["code_b"]]) for row in rows("province_borders")]


def _standard_wealth() -> list:
    """Logarithm of the product per head, with mean 0 and standard deviation 1."""
    product = {row["code"]: row for row in rows("province_economy") if row["year"] == PRODUCT_YEAR}
    logs = [math.log(float(product[row["code"]]["gdp_per_head"])) for row in PROVINCES]
    middle = sum(logs) / len(logs)
    spread = math.sqrt(sum((log - middle) ** 2 for log in logs) / len(logs))
    return [(log - middle) / spread for log in logs]


WEALTH = _standard_wealth()
RANKED = sorted(_PLACES, key=lambda place: (-WEALTH[place], place))
LADDER = [(one, other) for rung, one in enumerate(RANKED) for other in RANKED[rung + 1 : rung + 1 + RUNGS]]


def _partners(links: list) -> list:
    partners: list = [[] for _ in _PLACES]
    for one, other in links:
        partners[one].append(other)
        partners[other].append(one)
    return partners


NETWORKS = {"near": _partners(BORDERS), "alike": _partners(LADDER), "all": [[] for _ in _PLACES]}

_kept: dict = {}


def _remembered(name: str, key: tuple, compute) -> list:
    """What `compute` gives for a setting; of each name only a few settings are kept."""
    kept = _kept.setdefault(name, {})
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = compute()
    return kept[key]


def _luck() -> list:
    return _remembered("luck", (), lambda: even_luck(len(_PLACES), RUNS, SEED))


def _origin(run: int, rich_start: bool) -> int:
    return RANKED[run % RICHEST] if rich_start else run % len(_PLACES)


def contagious(shown: dict) -> list:
    """World A: the year of each province in each innovation."""
    channel, rich_start = shown["channel"], shown["rich_start"]
    route, strength = STRENGTH[channel]
    causes = {"own": OWN, route: strength}

    def simulated() -> list:
        return [
            contagion(NETWORKS[channel], patience, _origin(run, rich_start), YEARS, **causes)
            for run, patience in enumerate(_luck())
        ]

    return _remembered("contagious", (channel, rich_start), simulated)


def moved(shown: dict) -> list:
    """World B: the year of each province in each innovation."""
    key = tuple(shown[name] for name in ("channel", "rich_start", "advantage", "same_push"))

    def simulated() -> list:
        adoptions, weights = contagious(shown), [shown["advantage"] ** wealth for wealth in WEALTH]
        if not shown["same_push"]:
            return [pushed_alike(years, weights, luck) for years, luck in zip(adoptions, _luck())]
        origins = [_origin(run, shown["rich_start"]) for run in range(RUNS)]
        followers = [float(RUNS - origins.count(place)) for place in _PLACES]
        strength = push_strength(mean_path(adoptions, YEARS), weights, followers)
        return [pushed(strength, weights, luck, origin) for luck, origin in zip(_luck(), origins)]

    return _remembered("moved", key, simulated)


def _usual_year(shown: dict) -> float:
    years = [mean_year(adoption) for adoption in contagious(shown)]
    return sum(years) / len(years)


def _statistic(shown: dict):
    """The number that the chosen datum gives for one innovation."""
    usual = _usual_year(shown)
    return {
        "totals": mean_year,
        "map": lambda adoption: closeness(adoption, BORDERS),
        "alike": lambda adoption: closeness(adoption, LADDER),
        "wealth": lambda adoption: precedence(adoption, RANKED),
        "spread": lambda adoption: abs(mean_year(adoption) - usual),
    }[shown["datum"]]


def values_of(shown: dict) -> list:
    """The datum in each innovation of either world."""
    key = tuple(shown[name] for name in ("datum", "channel", "rich_start", "advantage", "same_push"))

    def computed() -> list:
        statistic = _statistic(shown)
        return [[statistic(adoption) for adoption in world(shown)] for world in (contagious, moved)]

    return _remembered("values", key, computed)


def verdict_of(shown: dict, innovations: int | None = None) -> Verdict:
    """How surely the datum, read as textbooks read it, tells contagion from push.

    The larger the datum, the more it speaks for contagion; with the order of wealth, the smaller.
    """
    one, other = values_of(shown)
    verdict = told_apart(one, other, innovations or shown["innovations"])
    if shown["datum"] != "wealth":
        return verdict
    return Verdict(1 - verdict.chance, verdict.error, verdict.means, verdict.deviations)


def paths(shown: dict) -> list:
    """Mean curve of either world."""
    key = tuple(shown[name] for name in ("channel", "rich_start", "advantage", "same_push"))
    return _remembered(
        "paths", key, lambda: [mean_path(world(shown), YEARS) for world in (contagious, moved)]
    )


def typical(shown: dict, world: int) -> list:
    """The innovation whose datum is the median of its world."""
    values = values_of(shown)[world]
    ranked = sorted((value, run) for run, value in enumerate(values))
    return (contagious, moved)[world](shown)[ranked[RUNS // 2][1]]
