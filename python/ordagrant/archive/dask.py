"""The engine of Dask: the same units, made by the workers of a cluster, which all see the same folders."""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import Iterator

from distributed import Client, LocalCluster, as_completed

from ordagrant.archive.engines import Engine, Made
from ordagrant.archive.isolated import Isolated, Outcome
from ordagrant.archive.orders import Job, Order

_AHEAD = 2  # orders a worker
_RETRIES = 3  # of a unit whose worker was lost


def engine(scheduler: str | None) -> Engine:
    """On the cluster of a scheduler's address, or on one of this machine that is there as long as the run."""

    def run(orders: Iterator[Order], job: Job, workers: int, timeout: float) -> Made:
        if scheduler is not None:
            with Client(scheduler) as client:
                yield from _run(client, orders, job, timeout)
            return
        cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
        with cluster, Client(cluster) as client:
            yield from _run(client, orders, job, timeout)

    return run


def _run(client: Client, orders: Iterator[Order], job: Job, timeout: float) -> Made:
    most = _AHEAD * max(1, sum(client.ncores().values()))
    waited = as_completed()
    under_way = {}
    for order in orders:
        future = client.submit(_make, order, job, timeout, pure=False, retries=_RETRIES)
        under_way[future.key] = order
        waited.add(future)
        if len(under_way) >= most:
            done = next(waited)
            yield under_way.pop(done.key), done.result()
    for done in waited:
        yield under_way.pop(done.key), done.result()


_kept: tuple[Job, Isolated] | None = None  # of this worker of Dask, from unit to unit


def _make(order: Order, job: Job, timeout: float) -> Outcome:
    """Run by a worker of Dask, which has one thread."""
    global _kept  # noqa: PLW0603 - what is kept is the process's
    if _kept is None or _kept[0] != job:
        if _kept is not None:
            _kept[1].close()
        _kept = (job, Isolated(job, timeout))
    return _kept[1].make(order)
