"""Outcomes of diffusion over many settings, spread over processes or machines by Dask.

As a command, `python -m widgets.analysis.sweep --help`: a grid over two parameters.
"""

import argparse
import functools
import itertools
import sys
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from distributed import as_completed
from tqdm import tqdm

from widgets.analysis.cluster import connected
from widgets.analysis.ensembles import MOST_SEED, NEVER, Borders, ensemble, outcome_shares
from widgets.analysis.networks import province_borders, synthetic_borders
from widgets.models.bounds import require_between
from widgets.models.diffusion import effects

RETRIES = 3


def sweep(
    settings: Sequence[Mapping[str, float]],
    borders: Borders,
    years: int = 40,
    runs: int = 1000,
    seed: int = 1,
    origins: Sequence[int] = (0,),
    address: str | None = None,
    workers: int | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """How diffusion ends under each of many settings.

    Each setting is one task with a seed of its own, so the table does not depend on who
    computes what: one process, several, or any Dask cluster. A task whose worker dies is
    done again by another.

    Parameters
    ----------
    settings : sequence of mapping
        Arguments of `widgets.models.diffusion.effects`; what one leaves out has its default.
    borders, years, runs, origins
        As in `widgets.analysis.ensembles.ensemble`.
    seed : int
        0 to 4294967295; the seeds of the settings follow from it by position.
    address : str, optional
        Of a Dask scheduler, such as "tcp://127.0.0.1:8786"; its workers need this package.
        Without one, a cluster on this machine lives as long as the call.
    workers : int, optional
        Processes of that cluster; as many as cores unless given.
    progress : bool
        Whether to show a progress bar on standard error.

    Returns
    -------
    pandas.DataFrame
        A row for each setting in the order given: its arguments, its seed, the mean share
        of places that adopt (`adopted`) and the share of runs that end in each outcome.
        `ensemble` with a row's seed repeats that row alone.

    Raises
    ------
    ValueError
        If there is no setting, or one is not accepted by `effects` or `ensemble`.
    ConnectionError
        If no scheduler answers at the address, or it has no worker.

    Notes
    -----
    In a script, call it below `if __name__ == "__main__":`, because the processes of a new
    cluster import the script again.

    Examples
    --------
    >>> table = sweep([{"own": 0.1}, {"own": 0.2}], [[1], [0]], 5, 50, workers=1, progress=False)
    >>> table["own"].tolist(), bool(table["adopted"].is_monotonic_increasing)
    ([0.1, 0.2], True)
    """
    if not settings:
        raise ValueError("settings: got none, expected at least one")
    all_causes = [effects(**setting) for setting in settings]  # type: ignore[arg-type]
    task = functools.partial(_row, borders=borders, years=years, runs=runs, origins=list(origins))
    seed = int(require_between("seed", seed, 0, MOST_SEED))
    seeds = np.random.SeedSequence(seed).generate_state(len(settings)).tolist()
    with connected(address, workers) as client:
        futures = client.map(task, all_causes, seeds, pure=False, retries=RETRIES)
        done = as_completed(futures, loop=client.loop)
        for _ in tqdm(done, total=len(futures), unit="setting", disable=not progress):
            pass
        return pd.DataFrame(client.gather(futures))


def grid(axes: Mapping[str, Sequence[float]], fixed: Mapping[str, float]) -> list[dict[str, float]]:
    """Settings with every combination of values.

    Parameters
    ----------
    axes : mapping
        For each argument that varies its values; the last varies fastest.
    fixed : mapping
        The arguments that do not.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> grid({"peers": [0, 1], "threshold": [0.5]}, {"own": 0.1})
    [{'own': 0.1, 'peers': 0, 'threshold': 0.5}, {'own': 0.1, 'peers': 1, 'threshold': 0.5}]
    """
    combinations = itertools.product(*axes.values())
    return [{**fixed, **dict(zip(axes, values, strict=True))} for values in combinations]


def _row(
    causes: Mapping[str, float], seed: int, borders: Borders, years: int, runs: int, origins: Sequence[int]
) -> dict[str, float]:
    spread = ensemble(borders, causes, years, runs, seed, origins)
    adopted = float((spread.year != NEVER).mean())
    return {**causes, "seed": seed, "adopted": adopted, **outcome_shares(spread)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Sweep over the grid that the command line describes and write the table as CSV."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        table = sweep(
            grid(dict(map(_axis, options.vary)), dict(map(_fixed, options.fix))),
            province_borders() if options.places is None else synthetic_borders(options.places),
            options.years,
            options.runs,
            options.seed,
            options.origins,
            options.address,
            options.workers,
            not options.quiet,
        )
    except (ValueError, ConnectionError) as refusal:
        parser.error(str(refusal))
    table.to_csv(options.out, index=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m widgets.analysis.sweep",
        description="How diffusion ends over a grid of settings, as CSV with one row for each setting.",
        epilog="Example: --vary threshold 0 1 11 --vary peers 0 0.5 6 --fix own=0.01 endorsement=0.4. "
        f"Arguments of the model: {', '.join(effects())}.",
    )
    add = parser.add_argument
    axis = ("NAME", "LOW", "HIGH", "STEPS")
    add("--vary", nargs=4, action="append", required=True, metavar=axis, help="one axis of the grid; repeat")
    add("--fix", nargs="*", default=[], metavar="NAME=VALUE", help="arguments that do not vary")
    add("--places", type=int, metavar="N", help="places of a made-up country (the 31 provinces instead)")
    add("--origins", nargs="*", type=int, default=[0], metavar="N", help="who starts, counted from 0 (0)")
    add("--runs", type=int, default=1000, help="for each setting (%(default)s)")
    add("--years", type=int, default=40, help="simulated in each run (%(default)s)")
    add("--seed", type=int, default=1, help="of all luck (%(default)s)")
    cluster = parser.add_mutually_exclusive_group()
    cluster.add_argument("--workers", type=int, help="processes on this machine (one for each core)")
    cluster.add_argument("--address", help="a Dask scheduler to use instead, such as tcp://127.0.0.1:8786")
    add("--out", default=sys.stdout, metavar="CSV", help="where the table goes (standard output)")
    add("--quiet", action="store_true", help="show no progress bar")
    return parser


def _axis(words: Sequence[str]) -> tuple[str, list[float]]:
    name, low, high, steps = words
    return _known(name), np.linspace(float(low), float(high), int(steps)).round(10).tolist()


def _fixed(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    return _known(name), float(value)


def _known(name: str) -> str:
    if name not in effects():
        raise ValueError(f"{name}: no argument of the model, expected one of {', '.join(effects())}")
    return name


if __name__ == "__main__":
    main()
