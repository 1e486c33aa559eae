"""Progress: how far long work is, on a terminal or in a notebook; nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

# What is done sooner needs no line that says so. In seconds.
_PATIENCE = 1.0

_MEGABYTE = 1_000_000


class _Shown(Protocol):
    def show(self, line: str) -> None: ...
    def end(self) -> None: ...


class _Terminal:
    """A line on standard error that is written over, and away at the end."""

    def __init__(self) -> None:
        from rich.console import Console  # a quick command does not wait for it
        from rich.status import Status

        self._status = Status("", console=Console(stderr=True))
        self._status.start()

    def show(self, line: str) -> None:
        self._status.update(line)

    def end(self) -> None:
        self._status.stop()


class _Notebook:
    """A line under the cell. What rich has for notebooks needs ipywidgets, which many have not."""

    def __init__(self) -> None:
        from IPython import display  # which is there in a notebook

        made: Any = display.DisplayHandle
        self._handle = made()
        self._handle.display({"text/plain": ""}, raw=True)

    def show(self, line: str) -> None:
        self._handle.update({"text/plain": line}, raw=True)

    def end(self) -> None:
        self._handle.update({"text/plain": ""}, raw=True)


def _place() -> Callable[[], _Shown] | None:
    """What shows a line here; None if nobody would see it."""
    if in_notebook():
        return _Notebook
    return _Terminal if sys.stderr is not None and sys.stderr.isatty() else None


def in_notebook() -> bool:
    """Does this run in the kernel of a notebook?"""
    ipython: Any = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return shell is not None and hasattr(shell, "kernel")


class _Work:
    """How much of something is done, since when, and the line that says it."""

    def __init__(self, unit: str, total: int | Callable[[], int | None] | None) -> None:
        self._unit = unit
        self.total = total if isinstance(total, int) else None
        self._find_total = total if callable(total) else None
        self._began = time.monotonic()
        self._shown: _Shown | None = None
        self._said = self._began

    def tell(self, done: int, size: int = 0) -> None:
        """Say that so many are done, with so many bytes; at most ten times a second."""
        now = time.monotonic()
        if now - self._began < _PATIENCE or now - self._said < 0.1:
            return
        self._said = now
        if self._shown is None:
            if (place := _place()) is None:
                return
            self._shown = place()
            if self._find_total is not None:
                self.total = self._find_total()
        self._shown.show(line_of(self._unit, done, self.total, size, now - self._began))

    @property
    def is_shown(self) -> bool:
        return self._shown is not None

    def end(self) -> None:
        if self._shown is not None:
            self._shown.end()
        self._shown = None


def line_of(unit: str, done: int, total: int | None, size: int, seconds: float) -> str:
    """How far work is: `300 of 1,200 documents, 4.1 MB, 100 a second, 9 s left`.

    >>> line_of("documents", 300, 1200, 4_100_000, 3.0)
    '300 of 1,200 documents, 4.1 MB, 100 a second, 9 s left'
    >>> line_of("documents", 1, None, 0, 3.0)
    '1 documents, 0.3 a second'
    """
    rate = done / seconds if seconds > 0 else 0.0
    parts = [f"{done:,} of {total:,} {unit}" if total is not None else f"{done:,} {unit}"]
    if size:
        parts.append(f"{size / _MEGABYTE:,.1f} MB")
    if rate > 0:
        parts.append(f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second")
        if total is not None and total >= done:
            left = round((total - done) / rate)
            parts.append(f"{left // 60} min {left % 60} s left" if left >= 60 else f"{left} s left")
    return ", ".join(parts)


_work: list[_Work] = []  # what is under way, the outermost first: it alone is shown


@contextmanager
def progress(total: Callable[[], int | None] | None = None) -> Iterator[Callable[[int, int], None]]:
    """Counts documents that are done: the function is told how many more, and of how many bytes.

    After a second it is shown, with rate and, where `total` finds out how many there are, time left: on a terminal in
    a line on standard error, in a notebook in one under the cell, and nothing elsewhere.
    """
    work = _Work("documents", total)
    is_outermost = not _work
    _work.append(work)
    documents = 0
    size = 0

    def step(more: int, of_bytes: int) -> None:
        nonlocal documents, size
        documents += more
        size += of_bytes
        if is_outermost:
            work.tell(documents, size)

    try:
        yield step
    finally:
        _work.remove(work)
        work.end()


_core_work: _Work | None = None


def on_progress(done: int, parts: int) -> None:
    """What the core tells: that so many of so many parts of a piece of work are done; (0, 0) ends it early."""
    global _core_work  # noqa: PLW0603 - the core does one thing at a time in the main thread
    if _core_work is not None and (done >= parts or _core_work.total != parts):
        _core_work.end()
        _core_work = None
    if done >= parts or (_work and _work[0].is_shown):
        return
    if _core_work is None:
        _core_work = _Work("parts", parts)
    _core_work.tell(done)
