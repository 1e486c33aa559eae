"""All rooms over many documents: the kernel that every verb runs."""

from __future__ import annotations

import os
from functools import cache

from ordagrant import _core
from ordagrant.lexicons import entries_of


@cache
def kernel(threads: int = 0, lexicons: tuple[str, ...] = ()) -> _core.batch.Kernel:
    """The kernel that counts by these lexicon files, or by the shipped ones.

    `threads` 0 is as many as this process may use; it changes no result.
    """
    return _core.batch.Kernel(entries=entries_of(lexicons), threads=threads or len(os.sched_getaffinity(0)))
