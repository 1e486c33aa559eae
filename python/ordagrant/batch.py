"""All rooms over many documents: the kernel that every verb runs."""

from __future__ import annotations

import os
from functools import cache

from ordagrant import _core
from ordagrant.lexicons import shipped_entries


@cache
def kernel(threads: int = 0) -> _core.batch.Kernel:
    """The kernel with the shipped lexicons. `threads` 0 is as many as this process may use; results do not depend on it."""
    return _core.batch.Kernel(entries=shipped_entries(), threads=threads or len(os.sched_getaffinity(0)))
