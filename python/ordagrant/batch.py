"""All rooms over many documents: the kernel that every verb runs."""

from __future__ import annotations

import os
from functools import cache

from ordagrant import _core
from ordagrant.lexicons import entries_of


@cache
def kernel(threads: int = 0, lexicons: tuple[str, ...] = (), no_repair: tuple[str, ...] = ()) -> _core.batch.Kernel:
    """The kernel that counts by these lexicons, files or names (`lexicons.entries_of`), or by the shipped ones.

    `threads` 0 is as many as this process may use; it changes no result. `no_repair` are kinds that are not mended.
    """
    return _core.batch.Kernel(
        entries=entries_of(lexicons), threads=threads or len(os.sched_getaffinity(0)), no_repair=list(no_repair)
    )
