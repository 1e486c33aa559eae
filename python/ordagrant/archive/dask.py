"""The engine of Dask: the same units, made by the workers of a cluster, which all see the same folders."""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from distributed import Client, KilledWorker, LocalCluster, as_completed

from ordagrant.archive.engines import Engine, Made
from ordagrant.archive.isolated import FullError, Isolated, Outcome
from ordagrant.archive.orders import Job, Order

_AHEAD = 2  # orders a worker


def engine(scheduler: str | None) -> Engine:
    """On the cluster of a scheduler's address, or on one of this machine that is there as long as the run.

    A unit whose worker is lost is made by another one, as often as the scheduler allows.
    """

    def run(orders: Iterator[Order], job: Job, workers: int, timeout: float) -> Made:
        if scheduler is not None:
            with _client(scheduler) as client:
                yield from _run(client, orders, job, timeout)
                client.run(_let_go, on_error="ignore")  # of a worker that was lost just now there is nothing
            return
        with _deaf():
            # What fails in a worker reaches the run as an outcome; of a run that is ended they would print tracebacks.
            cluster = LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            )
        before = logging.root.manager.disable
        try:
            with cluster, Client(cluster) as client:
                try:
                    yield from _run(client, orders, job, timeout)
                except BaseException:
                    # What ends the run is told by it; of what it then breaks off, Dask would print tracebacks.
                    logging.disable()
                    raise
        finally:
            logging.disable(before)

    return run


def _client(scheduler: str) -> Client:
    try:
        return Client(scheduler)
    except (OSError, ValueError) as error:
        raise FullError(f"--scheduler {scheduler!r} cannot be reached: {error}") from None


@contextmanager
def _deaf() -> Iterator[None]:
    """A key that is pressed is not heard by the processes that are started now: it is the run's to hear."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _run(client: Client, orders: Iterator[Order], job: Job, timeout: float) -> Made:
    most = _AHEAD * max(1, sum(client.ncores().values()))
    waited = as_completed()
    under_way: dict[object, Order] = {}

    def done() -> tuple[Order, Outcome]:
        future = next(waited)
        try:
            return under_way.pop(future.key), future.result()
        except KilledWorker as error:
            raise FullError(f"one worker of Dask after the other was lost: {error}") from None

    for order in orders:
        future = client.submit(_make, order, job, timeout, pure=False)
        under_way[future.key] = order
        waited.add(future)
        if len(under_way) >= most:
            yield done()
    while under_way:
        yield done()


_kept: tuple[Job, Isolated] | None = None  # of this worker of Dask, from unit to unit


def _make(order: Order, job: Job, timeout: float) -> Outcome:
    """Run by a worker of Dask, which has one thread."""
    global _kept  # noqa: PLW0603 - what is kept is the process's
    if _kept is None or _kept[0] != job:
        _let_go()
        _kept = (job, Isolated(job, timeout))
    return _kept[1].make(order)


def _let_go() -> None:
    """Run by a worker of Dask: what it kept is not wanted any more."""
    global _kept  # noqa: PLW0603
    if _kept is not None:
        _kept[1].close()
    _kept = None
