"""A run over an archive: which units there are, which of them are to be made, and what the folder holds at the end."""

from __future__ import annotations

import heapq
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any

from ordagrant import _core
from ordagrant.archive.columns import require_plan
from ordagrant.archive.earlier import Earlier
from ordagrant.archive.folder import FORGET, Folder, Progress, partition_of, require_same, taken, writing
from ordagrant.archive.ledger import GONE, NO_DOCUMENT, Row, as_listed, key_of, listed, once, reason_of, written
from ordagrant.archive.orders import Job, Order, line_of
from ordagrant.archive.request import Means, Request, Step, Summary, compared, require_inputs, require_parquet
from ordagrant.archive.units import Unit, files_of, units_of
from ordagrant.errors import RequestError
from ordagrant.manifest import NAME, Manifest, lexicons_of
from ordagrant.readers import Source

_MOST_VALUES = 10_000  # of a column that the rows are parted by
_LONGEST_NAME = 255  # bytes, of a folder


def batch(
    request: Request,
    out: str | Path,
    means: Means | None = None,
    *,
    resume: bool = False,
    only_new: bool = False,
    step: Step = lambda _files, _all, _documents: None,
) -> Summary:
    """Make the tables of an archive in the folder `out`.

    With `resume` a run that ended before its time is gone on with; with `only_new` a result is brought up to date: the
    files that are new or other than they were are read, and the rows of those that are gone are taken out.
    Raises RequestError for a request that is wrong, and if a run is under way or a result there and neither is said;
    FullError if it cannot go on, as on a full disk.
    """
    require_parquet()
    means = means or Means()
    means.made()
    lexicons_of(request.lexicons)
    _core.batch.Kernel(entries=[], threads=1, no_repair=list(request.no_repair))  # which knows the names
    folder = Folder(out)
    with folder.alone(), writing():
        return _Run(request, folder, means, step).run(resume=resume, only_new=only_new)


class _Run:
    def __init__(self, request: Request, folder: Folder, means: Means, step: Step) -> None:
        self._request = request
        self._folder = folder
        self._means = means
        self._step = step
        self._summary = Summary()

    def run(self, *, resume: bool, only_new: bool) -> Summary:
        folder = self._folder
        before = folder.manifest
        if before is not None and before.verb != "batch":
            raise RequestError(f"{str(folder.path / NAME)!r} is the manifest of {before.verb}, and no archive's")
        if folder.is_under_way and not resume:
            raise RequestError(f"a run in {str(folder.path)!r} has not ended: --resume goes on with it")
        if folder.is_made:
            folder.publish()
            before = folder.manifest
        elif FORGET in folder.request:
            raise RequestError(f"--forget {folder.request[FORGET]!r} has not ended: it is to be said again")
        if before is None:
            return self._bring_up_to_date(None)
        now = self._request.manifest(folder, {})
        require_same(compared(before), compared(now), "the result in --out")
        if only_new or folder.is_under_way:
            require_inputs(self._request.inputs)
            return self._bring_up_to_date(before)
        if resume:
            require_same({"inputs": before.inputs}, {"inputs": now.inputs}, "the result in --out")
            return self._as_it_is()
        raise RequestError(
            f"{str(folder.path)!r} holds a result: --only-new brings it up to date, and another --out keeps it"
        )

    def _bring_up_to_date(self, before: Manifest | None) -> Summary:
        """Make what there is not yet, of the result that there was, if any."""
        folder = self._folder
        found = files_of(self._request.inputs, self._summary.skipped, folder.path)
        self._require_partitions(found)
        old = None if before is None else Earlier(folder, before, anew=not self._meta_is(before))
        if old is not None and old.damaged:
            more = len(old.damaged) - 1
            which = f"{old.damaged[0]} and {more:,} more parts are" if more else f"{old.damaged[0]} is"
            self._summary.notes.append(f"{which} not as long as before: what was in it is read again")
        asked = self._asked(before)
        if folder.request.get("sources", asked["sources"]) != asked["sources"]:
            self._summary.notes.append("--meta is another table than when the run began: it begins anew")
            shutil.rmtree(folder.work)
        progress = Progress.of(folder, asked)
        units = list(units_of(found, folder.path))
        try:
            self._make(units, progress, old)
        except RequestError:
            if not progress.done:  # then there is nothing to go on with
                shutil.rmtree(folder.work)
            raise
        # A worker that was started late may have read what was changed meanwhile.
        require_same(asked, self._asked(before), "what this run has done")
        self._finish(units, progress, old)
        folder.publish()
        return self._summary

    def _asked(self, before: Manifest | None) -> dict[str, Any]:
        """What all units of a run must have in common."""
        now = self._request.manifest(self._folder, {})
        inputs = sorted(self._request.inputs)
        return {**compared(now), "inputs": inputs, "sources": now.sources, "only_new": before is not None}

    def _as_it_is(self) -> Summary:
        """The result is whole: there is nothing left to do, but for what a run left that ended at its last step."""
        shutil.rmtree(self._folder.work, ignore_errors=True)
        self._count(self._folder.rows())
        self._summary.read = self._summary.result
        return self._summary

    def _meta_is(self, before: Manifest) -> bool:
        """Is the table of metadata what it was? If not, the rows of any document may go elsewhere now."""
        if before.sources == self._request.manifest(self._folder, {}).sources:
            return True
        self._summary.notes.append("--meta is another table than before: all documents are read again")
        return False

    def _require_partitions(self, found: Sequence[Source]) -> None:
        """Each text that a column holds is a folder: not more of them than any system likes, and none too long."""
        for name, values in self._request.reading.metadata.variety(source.id for source in found).items():
            if len(values) > _MOST_VALUES:
                most = f"each is a folder of the result, of which there may be {_MOST_VALUES:,}"
                raise RequestError(f"column {name!r} has {len(values):,} values: {most}")
            for value in sorted(values):
                if len(partition_of({name: value})) > _LONGEST_NAME:
                    most = f"its folder's name, in which a letter such as ö is six bytes, may have {_LONGEST_NAME}"
                    raise RequestError(f"column {name!r} has a value that is too long, {value[:50]!r}...: {most}")

    def _job(self, progress: Progress, old: Earlier | None, memory: int) -> Job:
        reading = {one.name: getattr(self._request.reading, one.name) for one in fields(self._request.reading)}
        reading["meta"] = None if reading["meta"] is None else str(Path(reading["meta"]).resolve())
        return Job(
            out=str(self._folder.path),
            into=str(progress.into),
            reading=reading,
            plan=tuple(require_plan(self._request.plan)),
            lexicons=_absolute(self._request.lexicons),
            no_repair=tuple(self._request.no_repair),
            resamples=self._request.resamples,
            seed=self._request.seed,
            memory=memory,
            forgotten=() if old is None else old.forgotten,
        )

    def _make(self, units: list[Unit], progress: Progress, old: Earlier | None) -> None:
        engine, workers, memory = self._means.made()
        job = self._job(progress, old, memory)
        digests = {unit.key: unit.digest for unit in units}
        # Of the files that are not passed over, so that rate and time left are those of this run.
        files = sum(len(unit.sources) for unit in units)
        made_files = made_documents = 0

        def orders() -> Iterator[Order]:
            nonlocal files
            for unit, rows in ((unit, {}) for unit in units) if old is None else old.beside(units):
                done = progress.done.get(unit.key)
                if done is None or done.digest != unit.digest:
                    carried = None if old is None else old.carried(unit, rows)
                    if carried is None:
                        yield Order(unit.key, list(unit.sources), rows)
                        continue
                    done = progress.add(unit.key, unit.digest, carried, carried["ledger"])
                files -= len(unit.sources)
                self._summary.add(done)

        try:
            with closing(engine(orders(), job, min(workers, len(units) or 1), self._means.timeout)) as made:
                for order, outcome in made:
                    done = progress.add(order.key, digests[order.key], outcome, taken(outcome["ledger"]))
                    self._summary.add(done)
                    made_files += len(order.sources)
                    made_documents += sum(done.read.values())
                    self._step(made_files, files, made_documents)
        finally:
            # Workers that were ended leave files that are not whole: they would take room, and are nobody's.
            for part in progress.into.rglob("part-*.tmp"):
                part.unlink(missing_ok=True)

    def _finish(self, units: list[Unit], progress: Progress, old: Earlier | None) -> None:
        """Write what stands beside the parts, where it is taken from when it is whole."""
        folder = self._folder
        folder.next.mkdir(exist_ok=True)
        rows: Iterable[tuple[bytes, Row]] = map(listed, progress.lines(unit.key for unit in units))
        if old is not None:
            self._summary.gone = [row["id"] for row in old.gone if row["status"] == GONE and row["now"]]
            gone = (listed(line_of(as_listed(row)).encode()) for row in sorted(old.gone, key=key_of))
            rows = once(heapq.merge(rows, gone, key=lambda listed: key_of(listed[1])))
        parts: dict[str, Mapping[str, Any]] = {}
        for unit in units:
            parts |= progress.done[unit.key].parts
        unopened = set() if old is None else old.unopened
        self._count(self._counted(written(folder, rows), unopened))
        write_manifest(folder, self._request.manifest(folder, parts))

    def _counted(self, rows: Iterable[tuple[Row, bool]], unopened: Collection[tuple[Any, ...]]) -> Iterator[Row]:
        for row, is_scan in rows:
            self._summary.no_text += is_scan
            self._summary.again += row["sha256"] is None and reason_of(row) in unopened
            yield row

    def _count(self, rows: Iterable[Row]) -> None:
        """Count what is in the result; what of the metadata met nothing is known when all of it was asked for."""
        metadata = self._request.reading.metadata
        for row in rows:
            if row["status"] in NO_DOCUMENT:
                continue
            self._summary.result[row["status"]] += 1
            if metadata.columns:
                metadata.of(row["id"], row["source"])


def write_manifest(folder: Folder, manifest: Manifest) -> None:
    """Put the manifest where the result is taken from when it is whole."""
    part = folder.next / "manifest.tmp"
    part.write_bytes(manifest.written())
    part.replace(folder.next / NAME)


def _absolute(lexicons: Sequence[str]) -> tuple[str, ...]:
    """Files where workers find them, wherever they are started; further lexicons by their names."""
    return tuple(os.path.abspath(one) if os.path.isfile(one) else one for one in lexicons)  # noqa: PTH100, PTH113
