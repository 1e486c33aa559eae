"""A worker: a process that makes units, so that a document which brings it down or takes for ever costs itself alone.

    python -m ordagrant.archive.worker PARENT STEPS

Takes JSON lines: first the Job, then an Order for each unit. Sets in the shared memory STEPS (steps.Steps) what it is
about to do: `read N ID`, file number N of the unit, or a file in it, `work N#D`, document D of file N and those behind
it (`work N#D alone`: no other one), `write`. Says in a JSON line for each unit `done`, what came of it, `memory`, that
there is too little, `full`, that nothing more can be written, `wrong`, what is wrong with the request, or `failed`, a
fault of ours.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from ordagrant.archive.columns import planned
from ordagrant.archive.folder import partition_of
from ordagrant.archive.ledger import adjoining, as_listed
from ordagrant.archive.orders import OF_DOCUMENT, Job, Order, forgotten, line_of, said_of_memory, said_of_writing
from ordagrant.archive.parts import Parts, Rows
from ordagrant.archive.steps import Steps
from ordagrant.archive.units import opened
from ordagrant.batch import kernel_of_run
from ordagrant.document import Document, Row
from ordagrant.errors import RequestError
from ordagrant.readers import ReadOptions, Skipped, Source, documents_of_source
from ordagrant.table import Table

# As many bytes of texts are worked on at once, or as many texts. The rows made of them take some times that.
_CHUNK = 2 << 20
_MOST_TEXTS = 1 << 12

Say = Callable[..., None]

_said_of = attrgetter(*OF_DOCUMENT)


class _Unit:
    """One unit under way."""

    def __init__(self, order: Order, job: Job, steps: Steps) -> None:
        self._order = order
        self._job = job
        self._steps = steps
        self._options = ReadOptions(**job.reading)
        self._parts = Parts(Path(job.into), order.key)
        self._old: dict[str, Rows] = {}
        self._held: list[tuple[Document, dict[str, Any], str]] = []  # with its row of the ledger and its step
        self._size = 0
        self._statuses: Counter[str] = Counter()  # of what was read now
        self._skipped = Skipped()

    def make(self) -> dict[str, Any]:
        ledger = self._parts.ledger
        try:
            with ledger.open("w", encoding="utf-8") as self._ledger:
                self._make()
            parts = self._parts.finish()
        except BaseException:
            ledger.unlink(missing_ok=True)
            raise
        finally:
            self._parts.discard()
            for rows in self._old.values():
                rows.close()
        return {
            "ledger": str(ledger),
            "parts": parts,
            "read": dict(self._statuses),
            "skipped": dict(self._skipped.by_suffix),
        }

    def _make(self) -> None:
        copies = self._order.copies
        for is_copied, numbers in groupby(range(len(self._order.sources)), copies.__contains__):
            if is_copied:
                self._work()
                self._steps.set("write")
                self._copy(row for number in numbers for row in copies[number])
            else:
                for number in numbers:
                    self._read(number, self._order.sources[number])
        self._work()
        self._steps.set("write")

    def _list(self, row: Mapping[str, Any]) -> None:
        """Write a row of the ledger: of a table there may be more than memory should hold."""
        self._ledger.write(line_of(row) + "\n")

    def _read(self, number: int, source: Source) -> None:
        at = source.at(f"{self._job.out}/{opened(source.path)}")
        hashes: list[tuple[str, str]] = []

        def begin(id: str) -> tuple[str, str] | None:
            step = f"{number} {id}"
            if id != source.id:
                self._steps.set(f"read {step}")
            return self._order.refused.get(step)

        self._steps.set(f"read {number} {source.id}")  # before its bytes are
        began = time.perf_counter()
        count = 0
        for document in documents_of_source(at, self._options, self._skipped, hashes, begin):
            now = time.perf_counter()
            self._hold(number, count, source, document, hashes, now - began)
            count += 1
            if self._size >= _CHUNK or len(self._held) >= _MOST_TEXTS or self._order.singly:
                self._work()
                self._steps.set(f"read {number} {source.id}")  # there may be more of it
            began = time.perf_counter()
        if count == 0:
            nothing = Document(source.id, b"", "empty", None, reason="no file in it is one that is read")
            self._hold(number, 0, source, nothing, hashes, time.perf_counter() - began)

    def _hold(
        self, number: int, count: int, source: Source, read: Document, hashes: list[tuple[str, str]], seconds: float
    ) -> None:
        step = f"{number}#{count}"
        document = self._named(read)
        if step in self._order.refused:
            status, reason = self._order.refused[step]
            document = replace(document, utf8=b"", status=status, reason=reason)
        row = {
            "id": document.id,
            "source": source.id,
            "path": source.path,
            "row_group": source.row_group,
            **dict(zip(OF_DOCUMENT, _said_of(document), strict=True)),
            "seconds": seconds,
            "sha256": hashes[0][1] if hashes else None,
        }
        if document.id in self._job.forgotten:
            self._work()
            self._list(forgotten(row))
            return
        self._statuses[document.status] += 1
        self._held.append((document, row, step))
        self._size += len(document.utf8)

    def _named(self, document: Document) -> Document:
        """Raises MemoryError if its reader had too little, unless it has been tried in a worker that was new."""
        if document.status != "damaged" or not (document.reason or "").startswith("MemoryError"):
            return document
        if not self._order.singly:
            raise MemoryError
        return replace(document, status="too large", reason=said_of_memory(self._job.memory))

    def _work(self) -> None:
        """Work on what is held, and add its rows."""
        if not self._held:
            return
        held, self._held, size, self._size = self._held, [], self._size, 0
        self._steps.set(f"work {held[0][2]}{' alone' if len(held) == 1 else ''}")
        began = time.perf_counter()
        # What parts the files is no column of their rows.
        rows: list[Row] = [(*document.row()[:-1], {}) for document, _, _ in held]
        job = self._job
        found = planned(rows, job.plan, kernel_of_run(1, job.lexicons, job.no_repair), job.resamples, job.seed)
        made = {table: (Table(core).to_arrow(), counts) for table, (core, counts) in found.items()}
        seconds = time.perf_counter() - began
        self._steps.set("write")
        columns = self._options.metadata.columns
        partitions = [
            partition_of({name: _text(document.meta.get(name)) for name in columns}) for document, _, _ in held
        ]
        starts = dict.fromkeys(made, 0)
        for partition, numbers in groupby(range(len(held)), partitions.__getitem__):
            together = list(numbers)
            counts = {table: counts[together[0] : together[-1] + 1] for table, (_, counts) in made.items()}
            sizes = {table: sum(found) for table, found in counts.items()}
            self._parts.add(
                partition, {table: rows.slice(starts[table], sizes[table]) for table, (rows, _) in made.items()}, counts
            )
            starts = {table: start + sizes[table] for table, start in starts.items()}
        for number, (document, row, _) in enumerate(held):
            share = len(document.utf8) / size if size else 1 / len(held)
            row["seconds"] = round(row["seconds"] + seconds * share, 6)
            row["part"] = self._parts.name(partitions[number])
            row["rows"] = {table: counts[number] for table, (_, counts) in made.items()}
            self._list(row)

    def _copy(self, rows: Iterable[dict[str, Any]]) -> None:
        """The rows of documents that stand in the parts of another time."""
        for together in adjoining(rows):
            first = together[0]
            part = first["part"]
            if part is not None:
                counts = {table: [row["rows"][table] for row in together] for table in first["rows"]}
                tables = {}
                for table, start in first["start"].items():
                    path = f"{table}/{part}.parquet"
                    if path not in self._old:
                        self._old[path] = Rows(Path(self._job.out, path))
                    tables[table] = self._old[path].read(start, start + sum(counts[table]))
                partition = part.rpartition("/")[0]
                self._parts.add(partition, tables, counts)
                part = self._parts.name(partition)
            for row in together:
                self._list(as_listed({**row, "part": part}))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


_PR_SET_PDEATHSIG = 1  # prctl(2)


def _end_with(parent: int) -> None:
    """Let this process end when the one that started it does, however that comes about."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def main() -> None:
    """Serve the process that started this one."""
    _end_with(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key that is pressed is the other process's to hear
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is not for it

    def say(**message: object) -> None:
        out.write(json.dumps(message) + "\n")
        out.flush()

    job = Job.of(sys.stdin.readline())
    if job.memory is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (job.memory, job.memory))
    steps = Steps(int(sys.argv[2]))
    for line in sys.stdin:
        _serve(Order.of(line), job, steps, say)


def _serve(order: Order, job: Job, steps: Steps, say: Say) -> None:
    try:
        say(done=_Unit(order, job, steps).make())
    except RequestError as error:
        say(wrong=str(error))
    except MemoryError:
        say(memory=True)
    except OSError as error:
        say(full=said_of_writing(error))
    except Exception:  # of whatever kind: it is a fault of ours, and to be told
        say(failed=traceback.format_exc())


if __name__ == "__main__":
    main()
