"""How fast three implementations simulate diffusion: `python3 book.py benchmark diffusion`."""

import functools
import statistics
import time
import tracemalloc
from importlib.metadata import version

from tests.analysis import mesa_diffusion
from tests.analysis.borders import PROVINCES
from widgets.analysis.ensembles import ensemble
from widgets.analysis.networks import synthetic_borders
from widgets.models.diffusion import effects, luck, simulate

ROUNDS = 7
YEARS = 40
CAUSES = effects(own=0.005, neighbours=0.1, peers=0.05, endorsement=0.1, threshold=0.4, fit=0.9, fidelity=0.9)
ORIGINS = [0]


def with_mesa(borders, runs):
    """One model for each run."""
    for seed in range(runs):
        mesa_diffusion.run(borders, CAUSES, YEARS, ORIGINS, seed)


def with_lists(borders, runs):
    """The small model in pure Python."""
    simulate(borders, CAUSES, YEARS, luck(len(borders), runs, seed=1), ORIGINS)


def with_arrays(borders, runs):
    """The vectorised one."""
    ensemble(borders, CAUSES, YEARS, runs, seed=1, origins=ORIGINS)


MESA, LISTS, ARRAYS = f"Mesa {version('mesa')}", "pure Python", f"numpy {version('numpy')}"
WAYS = {MESA: with_mesa, LISTS: with_lists, ARRAYS: with_arrays}
# For each network what is measured on it: a way and a number of runs; the first is the yardstick.
TASKS = {
    "31 provinces": (PROVINCES, [(MESA, 200), (LISTS, 200), (ARRAYS, 200), (ARRAYS, 10_000)]),
    "337 made-up places": (synthetic_borders(), [(MESA, 50), (LISTS, 50), (ARRAYS, 50), (ARRAYS, 1000)]),
}


def main():
    """Measure and print one table for each network."""
    print(f"{YEARS} years; medians of {ROUNDS} rounds in which all take turns\n")
    for title, (borders, tasks) in TASKS.items():
        _report(title, {(way, runs): functools.partial(WAYS[way], borders, runs) for way, runs in tasks})


def _report(title, tasks):
    times = {task: [] for task in tasks}
    for _ in range(ROUNDS):
        for task, call in tasks.items():
            times[task].append(_seconds(call))
    rates = {(way, runs): runs / statistics.median(times[way, runs]) for way, runs in tasks}
    yardstick = next(iter(rates.values()))
    print(f"{title:24}{'runs':>8}{'seconds':>10}{'runs/s':>10}{'ratio':>9}{'peak MB':>10}")
    for (way, runs), rate in rates.items():
        peak = _peak(tasks[way, runs])
        print(f"  {way:22}{runs:8}{runs / rate:10.3f}{rate:10.0f}{rate / yardstick:9.1f}{peak:10.1f}")
    print()


def _seconds(task):
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def _peak(task):
    """Most memory in use at once while the task runs, MB."""
    tracemalloc.start()
    task()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


if __name__ == "__main__":
    main()
