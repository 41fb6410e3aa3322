"""A sweep gives the same table whoever computes it, in the order of its settings, and says what failed."""

import io
import os
import socket

import numpy as np
import pandas as pd
import pytest
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import WorkerPlugin

from tests.analysis.borders import PROVINCES
from widgets.analysis import cluster as clusters
from widgets.analysis.ensembles import NEVER, ensemble, outcome_shares
from widgets.analysis.networks import synthetic_borders
from widgets.analysis.sweep import grid, main, sweep
from widgets.models.diffusion import OUTCOMES, effects

AXES = {"threshold": [0.1, 0.9, 0.3], "peers": [0.4, 0]}
SETTINGS = grid(AXES, {"own": 0.01, "endorsement": 0.3, "fidelity": 0.9})
YEARS, RUNS = 20, 40
LOCAL = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": 50}


def _sweep(settings=SETTINGS, **how):
    return sweep(settings, PROVINCES, YEARS, RUNS, progress=False, **how)


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(**LOCAL) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def table(cluster):
    return _sweep(address=cluster.scheduler_address)


@pytest.mark.parametrize("workers", [1, 2])
def test_one_or_two_processes_give_what_a_scheduler_at_an_address_gives(table, workers):
    pd.testing.assert_frame_equal(_sweep(workers=workers), table)


def test_rows_follow_the_settings(table):
    assert table["threshold"].tolist() == [0.1, 0.1, 0.9, 0.9, 0.3, 0.3]
    assert table["peers"].tolist() == [0.4, 0, 0.4, 0, 0.4, 0]
    assert table[list(effects())].to_dict("records") == [effects(**setting) for setting in SETTINGS]


def test_each_row_can_be_repeated_alone_by_its_seed(table):
    assert table["seed"].is_unique
    for setting, row in zip(SETTINGS, table.to_dict("records"), strict=True):
        spread = ensemble(PROVINCES, effects(**setting), YEARS, RUNS, row["seed"], [0])
        assert row["adopted"] == (spread.year != NEVER).mean()
        assert {name: row[name] for name in OUTCOMES} == outcome_shares(spread)


def test_further_settings_change_no_row_and_another_seed_changes_the_luck(table, cluster):
    address = cluster.scheduler_address
    pd.testing.assert_frame_equal(_sweep(SETTINGS[:2], address=address), table[:2])
    other = _sweep(SETTINGS[:2], seed=2, address=address)
    assert (other["adopted"] != table["adopted"][:2]).any()


class _DiesOnce(WorkerPlugin):
    """Ends the first worker that starts a task, as if the machine had killed it."""

    def __init__(self, mark):
        self.mark = mark

    def transition(self, key, start, finish, **_):
        if finish == "executing" and not self.mark.exists():
            self.mark.touch()
            os._exit(1)


def test_a_worker_that_dies_changes_nothing(table, tmp_path):
    mark = tmp_path / "died"
    with LocalCluster(**LOCAL) as cluster, Client(cluster) as client:
        client.register_plugin(_DiesOnce(mark))
        survived = _sweep(address=cluster.scheduler_address)
    assert mark.exists()
    pd.testing.assert_frame_equal(survived, table)


def test_progress_is_shown_on_standard_error_alone(cluster, capsys):
    sweep(SETTINGS, PROVINCES, YEARS, RUNS, address=cluster.scheduler_address)
    shown = capsys.readouterr()
    assert f"{len(SETTINGS)}/{len(SETTINGS)}" in shown.err
    assert shown.out == ""


def test_an_address_where_nobody_answers_is_named(monkeypatch):
    monkeypatch.setattr(clusters, "SECONDS_TO_CONNECT", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # not listening
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ConnectionError, match=rf"no Dask scheduler at '{address}' .*`dask scheduler`"):
            _sweep(address=address)
    with pytest.raises(ConnectionError, match="no Dask scheduler at 'nowhere'"):
        _sweep(address="nowhere")


def test_a_scheduler_without_workers_is_named(monkeypatch):
    monkeypatch.setattr(clusters, "SECONDS_TO_CONNECT", 1)
    with (
        LocalCluster(**{**LOCAL, "n_workers": 0}) as idle,
        pytest.raises(ConnectionError, match=f"{idle.scheduler_address}' has no worker"),
    ):
        _sweep(address=idle.scheduler_address)


def test_bad_settings_are_refused_by_name(cluster):
    with pytest.raises(ValueError, match=r"^settings: got none"):
        _sweep([])
    with pytest.raises(ValueError, match=r"^peers: got 2"):
        _sweep([{"peers": 2}])
    with pytest.raises(ValueError, match=r"^seed: got -1"):
        _sweep(seed=-1)
    with pytest.raises(ValueError, match=r"^workers: got -1"):
        _sweep(workers=-1)
    with pytest.raises(ValueError, match=r"^place: got 99"):
        _sweep(SETTINGS[:1], origins=[99], address=cluster.scheduler_address)


def _command(capsys, *words):
    main([*words, "--runs", "30", "--years", "10", "--quiet"])
    return pd.read_csv(io.StringIO(capsys.readouterr().out))


def test_the_command_writes_the_table_of_its_grid(cluster, capsys):
    axes = ["--vary", "threshold", "0", "0.3", "4", "--vary", "peers", "0", "0.4", "2", "--fix", "own=0.02"]
    where = ["--address", cluster.scheduler_address]
    written = _command(capsys, *axes, *where, "--places", "50", "--seed", "3")
    settings = grid({"threshold": [0, 0.1, 0.2, 0.3], "peers": [0, 0.4]}, {"own": 0.02})
    borders = synthetic_borders(50)
    expected = sweep(settings, borders, 10, 30, seed=3, address=cluster.scheduler_address, progress=False)
    pd.testing.assert_frame_equal(written, expected)


def test_the_command_takes_the_provinces_unless_told_otherwise_and_writes_a_file(cluster, tmp_path):
    out = tmp_path / "table.csv"
    where = ["--address", cluster.scheduler_address, "--out", str(out), "--quiet", "--runs", "10"]
    main(["--vary", "own", "0", "1", "3", *where])
    assert np.allclose(pd.read_csv(out)["adopted"], [1 / 31, 1, 1])


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--vary", "pears", "0", "1", "3"], "pears: no argument of the model"),
        (["--vary", "peers", "0", "9", "3"], "peers: got 4.5"),
        (["--vary", "peers", "0", "1", "3", "--fix", "own"], "could not convert"),
        (["--vary", "peers", "0", "1", "3", "--address", "nowhere"], "no Dask scheduler at 'nowhere'"),
    ],
)
def test_the_command_says_what_was_wrong(words, complaint, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert complaint in capsys.readouterr().err
