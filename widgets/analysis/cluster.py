"""Processes of this machine, or of any Dask cluster, to spread tasks over."""

import contextlib
import logging
from collections.abc import Iterator

from dask.system import CPU_COUNT
from distributed import Client, LocalCluster

from widgets.models.bounds import require_between

MOST_WORKERS = 1024
SECONDS_TO_CONNECT = 10


@contextlib.contextmanager
def connected(address: str | None = None, workers: int | None = None) -> Iterator[Client]:
    """Give a client of the cluster at an address, or of one on this machine that lives as long as the block.

    Parameters
    ----------
    address : str, optional
        Of a Dask scheduler, such as "tcp://127.0.0.1:8786"; its workers need this package.
    workers : int, optional
        Processes of the cluster on this machine, 1 to 1024; as many as cores unless given.

    Raises
    ------
    ConnectionError
        If no scheduler answers at the address, or it has no worker.
    ValueError
        If the number of workers is out of range.
    """
    if address is not None:
        with _reached(address) as client:
            yield client
        return
    workers = int(require_between("workers", workers or CPU_COUNT, 1, MOST_WORKERS))
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


def _reached(address: str) -> Client:
    remedy = (
        "Start a scheduler with `dask scheduler` and workers with `dask worker ADDRESS`, "
        "or leave the address out to use this machine."
    )
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except Exception as reason:  # what else than a scheduler may be there fails in ways of its own
        raise ConnectionError(f"address: no Dask scheduler at {address!r} ({reason}). {remedy}") from reason
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
    except TimeoutError as reason:
        client.close()
        raise ConnectionError(f"address: the scheduler at {address!r} has no worker. {remedy}") from reason
    return client
