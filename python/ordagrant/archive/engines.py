"""Engines: who makes the units. Each gives what was made in the order in which it is done, which changes no result.

An engine is a function of the orders, the job, the number of workers and the seconds that a document may take. It may
make a unit twice, on two machines even: its files are the same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeAlias

from ordagrant.archive.isolated import Isolated, Outcome
from ordagrant.archive.orders import Job, Order
from ordagrant.errors import RequestError

Made: TypeAlias = Generator[tuple[Order, Outcome], None, None]
Engine: TypeAlias = Callable[[Iterator[Order], Job, int, float], Made]

_AHEAD = 2  # orders a worker, so that none waits for the next


def local(orders: Iterator[Order], job: Job, workers: int, timeout: float) -> Made:
    """Workers on this machine, each a process of its own."""
    own = threading.local()
    started: list[Isolated] = []

    def make(order: Order) -> Outcome:
        if not hasattr(own, "isolated"):
            own.isolated = Isolated(job, timeout)
            started.append(own.isolated)
        made: Outcome = own.isolated.make(order)
        return made

    under_way: dict[Future[Outcome], Order] = {}
    pool = ThreadPoolExecutor(workers)
    try:
        for order in orders:
            under_way[pool.submit(make, order)] = order
            if len(under_way) >= _AHEAD * workers:
                yield from _done(under_way)
        while under_way:
            yield from _done(under_way)
    finally:
        # What was not begun is not begun, and a worker that is at a unit has nobody left to make it for.
        pool.shutdown(wait=False, cancel_futures=True)
        for isolated in started:
            isolated.stop()
        pool.shutdown()
        for isolated in started:
            isolated.close()


def _done(under_way: dict[Future[Outcome], Order]) -> Made:
    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
        yield under_way.pop(future), future.result()


def engine_of(name: str, scheduler: str | None = None) -> Engine:
    """The engine of a name. Raises RequestError, naming what is missing, for one that is not installed."""
    if name == "local":
        return local
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise RequestError("engine 'dask' needs dask: pip install 'ordagrant[dask]'") from None
    from ordagrant.archive.dask import engine

    return engine(scheduler)
