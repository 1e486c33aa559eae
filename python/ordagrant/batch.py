"""All rooms over many documents: the kernel that every verb runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from typing import Any

from ordagrant import _core
from ordagrant.errors import RequestError, strings, whole
from ordagrant.lexicons import changes_of, entries_of
from ordagrant.manifest import lexicons_of

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


class CountedBy:
    """What rows were counted by: a kernel, which is made again when it is asked of a pickle, by the same lexicons.

    Raises RequestError where these are no longer what they were: by others rows would open to other words.
    """

    def __init__(self, lexicons: Sequence[str], no_repair: Sequence[str]) -> None:
        self._lexicons = strings("lexicons", lexicons)
        self._no_repair = strings("no_repair", no_repair)
        self._changes = changes_of(self._lexicons)
        self._files: list[dict[str, str | None]] = []  # what they were, in a pickle
        self.kernel = kernel(0, self._lexicons, self._no_repair)

    @cached_property
    def kernel(self) -> _core.batch.Kernel:
        """The kernel."""
        self._changes = changes_of(self._lexicons)
        now = lexicons_of(self._lexicons)
        if others := [str(one["id"]) for one in self._files if one not in now]:
            raise RequestError(f"lexicon {others[0]} is no longer what it was when this was counted: {_ANEW}")
        return kernel(0, self._lexicons, self._no_repair)

    def __getstate__(self) -> dict[str, Any]:
        state = dict(vars(self))
        if state.pop("kernel", None) is not None:
            if changes_of(self._lexicons) != self._changes:
                files = ", ".join(map(repr, self._lexicons))
                raise RequestError(f"lexicon {files} was changed since this was counted: {_ANEW}")
            state["_files"] = lexicons_of(self._lexicons)
        return state


_ANEW = "count anew, or keep the rows alone, by to_arrow()"


# A few, since each keeps the lexicon in all its forms; those of a file that was changed are made anew.
@lru_cache(maxsize=8)
def _kernel(
    threads: int, lexicons: tuple[str, ...], _changed: tuple[int, ...], no_repair: tuple[str, ...]
) -> _core.batch.Kernel:
    return _core.batch.Kernel(entries=entries_of(lexicons), threads=threads, no_repair=list(no_repair))
