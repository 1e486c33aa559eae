"""All rooms over many documents: the kernel that every verb runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, lru_cache

from ordagrant import _core
from ordagrant.errors import strings, whole
from ordagrant.lexicons import changes_of, entries_of

MOST_THREADS = 1024  # more are a slip of the finger


def threads_of(threads: int) -> int:
    """How many threads are meant: 0 is as many as this process may use. Raises RequestError."""
    return whole("threads", threads, 0, MOST_THREADS) or len(os.sched_getaffinity(0))


def kernel(threads: int = 0, lexicons: Sequence[str] = (), no_repair: Sequence[str] = ()) -> _core.batch.Kernel:
    """The kernel that counts by these lexicons, files or names (`lexicons.entries_of`), or by the shipped ones.

    `threads` 0 is as many as this process may use; it changes no result. `no_repair` are kinds that are not mended.
    Raises RequestError for what is none of these.
    """
    files = strings("lexicons", lexicons)
    return _kernel(threads_of(threads), files, changes_of(files), strings("no_repair", no_repair))


@cache
def kernel_of_run(threads: int, lexicons: tuple[str, ...], no_repair: tuple[str, ...]) -> _core.batch.Kernel:
    """The kernel of a run, which is one all through it, whatever becomes of the files of its lexicons."""
    return kernel(threads, lexicons, no_repair)


# A few, since each keeps the lexicon in all its forms; those of a file that was changed are made anew.
@lru_cache(maxsize=8)
def _kernel(
    threads: int, lexicons: tuple[str, ...], _changed: tuple[int, ...], no_repair: tuple[str, ...]
) -> _core.batch.Kernel:
    return _core.batch.Kernel(entries=entries_of(lexicons), threads=threads, no_repair=list(no_repair))
