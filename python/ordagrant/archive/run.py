"""A run over an archive: which units there are, which of them are to be made, and what the folder holds at the end."""

from __future__ import annotations

import heapq
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields, replace
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

from ordagrant.archive.columns import require_plan
from ordagrant.archive.engines import Engine, engine_of, local
from ordagrant.archive.folder import LEDGER, NO_TEXT, Done, Folder, Progress, require_same
from ordagrant.archive.isolated import FullError
from ordagrant.archive.orders import VERBS, Job, Order, forgotten, line_of
from ordagrant.archive.units import Key, Unit, listed, order_of, units_of
from ordagrant.errors import RequestError, not_one_of
from ordagrant.lexicons import further
from ordagrant.manifest import NAME, Manifest, lexicons_of, sha256_of
from ordagrant.readers import STDIN, ReadOptions, Skipped, Source
from ordagrant.stance import RESAMPLES, require_draws

TIMEOUT = 120.0  # seconds that a document may take; a PDF of a thousand pages takes ten
MEMORY = 450 << 20  # bytes a worker
LEAST_MEMORY = 256 << 20  # of which nearly half is the lexicons and the libraries

_MOST_VALUES = 10_000  # of a column that the rows are parted by
_HASHED_AT_ONCE = 8  # files: a disk likes to be asked ahead

_FORGET = "forget"  # in the request of a run that erases, its id

_GONE, _FORGOTTEN = "gone", "forgotten"
_NO_DOCUMENT = (_GONE, _FORGOTTEN)  # statuses of rows of the ledger that are of no document

Row: TypeAlias = dict[str, Any]
Step = Callable[[int, int, int], None]  # is told how many files are done and how many there are, and documents done


@dataclass(frozen=True)
class Request:
    """What is asked of an archive. `reading` is how its documents are read, `plan` which verbs have a table."""

    inputs: Sequence[str]
    reading: ReadOptions = field(default_factory=ReadOptions)
    plan: Sequence[str] = VERBS
    lexicons: Sequence[str] = ()
    no_repair: Sequence[str] = ()
    resamples: int = RESAMPLES
    seed: int = 0

    def __post_init__(self) -> None:
        require_plan(self.plan)
        require_draws(self.resamples, self.seed)
        if STDIN in self.inputs:
            raise RequestError("batch reads files, and not standard input: a run that is resumed reads them again")

    @property
    def options(self) -> dict[str, Any]:
        """What the rows depend on, as a manifest has it."""
        reading = {one.name: getattr(self.reading, one.name) for one in fields(self.reading)}
        del reading["row_group"], reading["meta"]
        asked = ("plan", "no_repair", "resamples", "seed")
        told = {**reading, **{name: getattr(self, name) for name in asked}, "plan": require_plan(self.plan)}
        made: dict[str, Any] = json.loads(json.dumps(told))
        return made

    def manifest(self, folder: Folder, parts: Mapping[str, Mapping[str, Any]]) -> Manifest:
        """That of the result; neither the order of the inputs nor that of the plan is in it."""
        meta = self.reading.meta
        return Manifest.of(
            folder.path / NAME,
            "batch",
            lexicons=self.lexicons,
            options=self.options,
            inputs=sorted(self.inputs),
            sources=[] if meta is None else [(str(meta), sha256_of(str(meta)))],
            result=None,
            parts=parts,
        )


@dataclass(frozen=True)
class Means:
    """What a run may use, of which no row depends on any."""

    engine: str = "local"
    scheduler: str | None = None
    workers: int = 0  # 0: as many as the machine has cores, and memory
    memory: int | None = None  # bytes, of all workers together
    timeout: float = TIMEOUT

    def made(self) -> tuple[Engine, int, int]:
        """The engine, how many workers there are, and the bytes of each."""
        if self.engine not in ("local", "dask"):
            raise not_one_of("engine", self.engine, ("local", "dask"))
        if self.scheduler is not None and self.engine != "dask":
            raise RequestError("--scheduler goes with --engine dask")
        if self.timeout <= 0:
            raise RequestError(f"a limit of {self.timeout:g} seconds is none that a document could keep")
        workers = self.workers or len(os.sched_getaffinity(0))
        memory = MEMORY
        if self.memory is not None:
            if self.memory < LEAST_MEMORY * max(1, self.workers):
                raise RequestError(
                    f"--limit-memory {self.memory >> 20} MiB is too little: a worker takes {LEAST_MEMORY >> 20} MiB"
                )
            workers = min(workers, self.memory // LEAST_MEMORY)
            memory = self.memory // workers
        return engine_of(self.engine, self.scheduler), workers, memory


@dataclass
class Summary:
    """How a run went: the documents that were read in it and those in the result, by status."""

    read: Counter[str] = field(default_factory=Counter)
    result: Counter[str] = field(default_factory=Counter)
    gone: list[str] = field(default_factory=list)
    skipped: Skipped = field(default_factory=Skipped)
    no_text: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code: 1 if a document that was read in this run was not read whole."""
        return 0 if set(self.read) <= {"ok"} else 1


def require_parquet() -> None:
    """Raises RequestError if pyarrow is not there."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise RequestError("batch writes Parquet and needs pyarrow: pip install 'ordagrant[arrow]'") from None


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
    FullError if nothing more can be written.
    """
    require_parquet()
    means = means or Means()
    means.made()
    lexicons_of(request.lexicons)
    folder = Folder(out)
    with folder.alone():
        try:
            return _Run(request, folder, means, step).run(resume=resume, only_new=only_new)
        except OSError as error:
            raise FullError(error.strerror or str(error)) from None


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
        if (folder.next / NAME).is_file():
            folder.publish()
            before = folder.manifest
            if not only_new:
                return self._as_it_is()
        elif _FORGET in folder.request:
            raise RequestError(f"--forget {folder.request[_FORGET]!r} has not ended: it is to be said again")
        elif before is not None and not folder.is_under_way:
            if not only_new and resume:
                return self._as_it_is()
            if not only_new:
                raise RequestError(
                    f"{str(folder.path)!r} holds a result: --only-new brings it up to date, and another --out keeps it"
                )
        if before is not None:
            require_same(_compared(before), _compared(self._request.manifest(folder, {})), "the result in --out")
        found = listed(self._request.inputs, self._summary.skipped, folder.path)
        self._require_few_partitions(found)
        asked = {**self._request.options, "inputs": sorted(self._request.inputs), "only_new": before is not None}
        progress = Progress.of(folder, asked)
        units = list(units_of(found, folder.path))
        old = _Old(folder, before, found) if before is not None and self._meta_is(before) else None
        self._make(units, progress, old, len(found))
        self._finish(units, progress, old)
        folder.publish()
        return self._summary

    def _as_it_is(self) -> Summary:
        """The result is whole: there is nothing left to do."""
        self._count(self._folder.rows())
        self._summary.read = self._summary.result
        return self._summary

    def _meta_is(self, before: Manifest) -> bool:
        """Is the table of metadata what it was? If not, the rows of any document may go elsewhere now."""
        if before.sources == self._request.manifest(self._folder, {}).sources:
            return True
        self._summary.notes.append("--meta is another table than before: all documents are read again")
        return False

    def _require_few_partitions(self, found: Sequence[Source]) -> None:
        """A folder for each text that a column holds would be more files than any system likes."""
        for name, values in self._request.reading.metadata.variety(source.id for source in found).items():
            if values > _MOST_VALUES:
                most = f"each is a folder of the result, of which there may be {_MOST_VALUES:,}"
                raise RequestError(f"column {name!r} has {values:,} values: {most}")

    def _make(self, units: list[Unit], progress: Progress, old: _Old | None, files: int) -> None:
        engine, workers, memory = self._means.made()
        reading = {one.name: getattr(self._request.reading, one.name) for one in fields(self._request.reading)}
        reading["meta"] = None if reading["meta"] is None else str(Path(reading["meta"]).resolve())
        job = Job(
            out=str(self._folder.path),
            into=str(progress.into),
            reading=reading,
            plan=tuple(require_plan(self._request.plan)),
            lexicons=_absolute(self._request.lexicons),
            no_repair=tuple(self._request.no_repair),
            resamples=self._request.resamples,
            seed=self._request.seed,
            memory=memory,
            forgotten=() if old is None else tuple(old.forgotten()),
        )
        digests = {unit.key: unit.digest for unit in units}
        made_files = made_documents = 0

        def count(unit_files: int, done: Done) -> None:
            nonlocal made_files, made_documents
            made_files += unit_files
            made_documents += sum(done.read.values())
            self._summary.read.update(done.read)
            self._summary.skipped.by_suffix.update(done.skipped)
            self._step(made_files, files, made_documents)

        def orders() -> Iterator[Order]:
            for unit, rows in ((unit, {}) for unit in units) if old is None else old.beside(units):
                done = progress.done.get(unit.key)
                if done is not None and done.digest == unit.digest:
                    count(len(unit.sources), done)
                elif (carried := None if old is None else old.carried(unit, rows)) is not None:
                    count(len(unit.sources), progress.add(unit.key, unit.digest, carried))
                else:
                    yield Order(unit.key, list(unit.sources), rows)

        try:
            with closing(engine(orders(), job, min(workers, len(units) or 1), self._means.timeout)) as made:
                for order, outcome in made:
                    count(len(order.sources), progress.add(order.key, digests[order.key], outcome))
        finally:
            # Workers that were ended leave files that are not whole: they would take room, and are nobody's.
            for part in progress.into.rglob("part-*.tmp"):
                part.unlink(missing_ok=True)

    def _finish(self, units: list[Unit], progress: Progress, old: _Old | None) -> None:
        """Write what stands beside the parts, where it is taken from when it is whole."""
        folder = self._folder
        folder.next.mkdir(exist_ok=True)
        rows: Iterable[tuple[bytes, Row]] = map(_listed, progress.lines(unit.key for unit in units))
        if old is not None:
            self._summary.gone = [row["id"] for row in old.gone if row["status"] == _GONE and row["now"]]
            gone = (_listed(line_of(_as_listed(row)).encode()) for row in old.gone)
            rows = heapq.merge(rows, gone, key=lambda listed: _key_of(listed[1]))
        parts: dict[str, Mapping[str, Any]] = {}
        for unit in units:
            parts |= progress.done[unit.key].parts
        self._count(_written(folder, rows, self._summary))
        _write_manifest(folder, self._request.manifest(folder, parts))

    def _count(self, rows: Iterable[Row]) -> None:
        """Count what is in the result; what of the metadata met nothing is known when all of it was asked for."""
        metadata = self._request.reading.metadata
        for row in rows:
            if row["status"] in _NO_DOCUMENT:
                continue
            self._summary.result[row["status"]] += 1
            if metadata.columns:
                metadata.of(row["id"], row["source"])


def _listed(line: bytes) -> tuple[bytes, Row]:
    """A line of the ledger and what it says."""
    return line, json.loads(line)


def _written(folder: Folder, rows: Iterable[tuple[bytes, Row]], summary: Summary) -> Iterator[Row]:
    """The rows as they are written to the ledger that is to be, and the files that OCR would help to their list."""
    before = None
    with (folder.next / LEDGER).open("wb") as ledger, (folder.next / NO_TEXT).open("w", encoding="utf-8") as no_text:
        for line, row in rows:
            ledger.write(line + b"\n")
            if row["pages_without_text"] and row["path"] != before:
                no_text.write(row["path"] + "\n")
                summary.no_text += 1
            before = row["path"]
            yield row


def _write_manifest(folder: Folder, manifest: Manifest) -> None:
    part = folder.next / "manifest.tmp"
    part.write_bytes(manifest.written())
    part.replace(folder.next / NAME)


def _absolute(lexicons: Sequence[str]) -> tuple[str, ...]:
    """Files where workers find them, wherever they are started; further lexicons by their names."""
    return tuple(os.path.abspath(one) if os.path.isfile(one) else one for one in lexicons)  # noqa: PTH100, PTH113


def _compared(manifest: Manifest) -> dict[str, Any]:
    """What two results must have in common, if one is to become the other."""
    lexicons = [(one["id"], one["sha256"]) for one in manifest.lexicons]
    return {**manifest.versions, **manifest.options, "lexicons": [list(one) for one in lexicons]}


def _key_of(row: Row) -> Key:
    return row["source"], row["path"], -1 if row["row_group"] is None else row["row_group"]


class _Old:
    """The result as it was: its ledger is read once, in its order, beside the files that there are now."""

    def __init__(self, folder: Folder, manifest: Manifest, found: Sequence[Source]) -> None:
        self._folder = folder
        self._parts = manifest.parts or {}
        self._now = found
        self.gone: list[Row] = []  # rows of what is not there any more; `now` if it was until now

    def forgotten(self) -> Iterator[str]:
        """The ids of what was erased."""
        for row in self._folder.rows():
            if row["status"] == _FORGOTTEN:
                yield row["id"]

    def beside(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, dict[int, list[Row]]]]:
        """Each unit with the rows of those of its files, by number, that are as they were."""
        self.gone = []
        before = by_file(self._folder.rows())
        file = next(before, None)
        for unit in units:
            kept: dict[int, list[Row]] = {}
            wanted: dict[int, str | None] = {}
            for number, source in enumerate(unit.sources):
                while file is not None and file[0] < order_of(source):
                    self._is_gone(file[1])
                    file = next(before, None)
                if file is not None and file[0] == order_of(source):
                    kept[number] = file[1]
                    wanted[number] = next((row["sha256"] for row in file[1] if row["sha256"]), None)
                    file = next(before, None)
            now = self._hashes([unit.sources[number] for number in wanted])
            same = {
                number
                for number, found in zip(wanted, now, strict=True)
                if found is not None and found == wanted[number]
            }
            erased = {number for number, rows in kept.items() if all(row["status"] == _FORGOTTEN for row in rows)}
            yield unit, {number: rows for number, rows in kept.items() if number in same | erased}
        while file is not None:
            self._is_gone(file[1])
            file = next(before, None)

    def _hashes(self, found: Sequence[Source]) -> list[str | None]:
        with ThreadPoolExecutor(_HASHED_AT_ONCE) as pool:
            return list(pool.map(self._hash, found))

    def _hash(self, source: Source) -> str | None:
        try:
            return sha256_of(self._folder.path / source.path)
        except OSError:
            return None

    def _is_gone(self, rows: list[Row]) -> None:
        for row in rows:
            if row["status"] in _NO_DOCUMENT:
                self.gone.append({**row, "now": False})
            else:
                self.gone.append({**forgotten(row), "status": _GONE, "now": True})

    def carried(self, unit: Unit, rows: Mapping[int, list[Row]]) -> dict[str, Any] | None:
        """What was made of a unit whose files are those that they were; None if it is to be made anew."""
        if len(rows) < len(unit.sources):
            return None
        kept = [row for number in range(len(unit.sources)) for row in rows[number]]
        names = {row["part"] for row in kept if row["part"] is not None}
        if any(not name.endswith(f"part-{unit.key}") for name in names):
            return None
        parts = {path: about for path, about in self._parts.items() if path.endswith(f"/part-{unit.key}.parquet")}
        # Rows of a file that is gone may be in it.
        rows_kept = Counter[str]()
        for row in kept:
            rows_kept.update({f"{table}/{row['part']}.parquet": count for table, count in row["rows"].items()})
        if {path: about["rows"] for path, about in parts.items()} != {path: rows_kept[path] for path in parts}:
            return None
        return {"lines": [line_of(_as_listed(row)) for row in kept], "parts": parts}


def _as_listed(row: Row) -> Row:
    """A row as the ledger has it."""
    return {name: value for name, value in row.items() if name not in ("start", "now")}


def by_file(rows: Iterable[Row]) -> Iterator[tuple[Key, list[Row]]]:
    """The rows of a ledger by file, each with `start`, where its rows begin in each table's part."""
    starts: dict[str, Counter[str]] = {}
    unit = ""
    for key, of_file in groupby(rows, _key_of):
        found = []
        for row in of_file:
            start: dict[str, int] = {}
            if row["part"] is not None:
                if not row["part"].endswith(unit) or not unit:
                    unit, starts = row["part"].rpartition("part-")[2], {}
                counts = starts.setdefault(row["part"], Counter())
                start = {table: counts[table] for table in row["rows"]}
                counts.update(row["rows"])
            found.append({**row, "start": start})
        yield key, found


def forget(out: str | Path, id: str) -> int:
    """Erase the documents of an id from a result: their rows, and what the ledger says of them; gives how many.

    The others stay, byte for byte; `batch` does not read it again as long as its file has this id.
    Raises RequestError if there is no such document, or no result, or a run is under way.
    """
    require_parquet()
    folder = Folder(out)
    if not folder.path.is_dir():
        raise RequestError(f"{str(folder.path)!r} holds no result")
    with folder.alone():
        if (folder.next / NAME).is_file():
            folder.publish()
        elif _FORGET in folder.request:
            shutil.rmtree(folder.work)  # it did nothing yet
        manifest = folder.manifest
        if manifest is None or manifest.verb != "batch" or folder.is_under_way:
            raise RequestError(f"{str(folder.path)!r} holds no whole result: a run is to end before it can be mended")
        try:
            return _Forgetting(folder, manifest, id).run()
        except OSError as error:
            raise FullError(error.strerror or str(error)) from None


class _Forgetting:
    """A run that reads no document: the units that hold what is to be erased are made anew of what they hold else."""

    def __init__(self, folder: Folder, manifest: Manifest, id: str) -> None:
        self._folder = folder
        self._manifest = manifest
        self._id = id

    def run(self) -> int:
        folder = self._folder
        hit = [row["part"] for row in folder.rows() if self._is_it(row)]
        if not hit:
            raise RequestError(f"id {self._id!r} is not in {str(folder.path)!r}")
        units = {_unit_of(part) for part in hit if part is not None}
        parts = {path: about for path, about in (self._manifest.parts or {}).items() if _unit_of(path) not in units}
        folder.begin({_FORGET: self._id})
        job = Job(out=str(folder.path), into=str(folder.next), reading={}, plan=())
        for _, made in local(self._orders(units), job, 1, TIMEOUT):
            parts |= made["parts"]
        rows = map(_listed, folder.lines())
        kept = (_listed(line_of(forgotten(row)).encode()) if self._is_it(row) else (line, row) for line, row in rows)
        for _ in _written(folder, kept, Summary()):
            pass
        _write_manifest(folder, replace(self._manifest, parts=parts))
        folder.publish()
        return len(hit)

    def _is_it(self, row: Row) -> bool:
        return row["id"] == self._id and row["status"] not in _NO_DOCUMENT

    def _orders(self, units: set[str]) -> Iterator[Order]:
        """Each unit with all its documents but those."""
        of_units = (file for file in by_file(self._folder.rows()) if _units_in(file[1]) & units)
        for unit, files in groupby(of_units, lambda file: next(iter(_units_in(file[1])))):
            sources: list[Source] = []
            copies: dict[int, list[Row]] = {}
            for (id, path, group), rows in files:
                copies[len(sources)] = [row for row in rows if not self._is_it(row)]
                sources.append(Source(path, id, row_group=None if group < 0 else group))
            yield Order(unit, sources, copies)


def _unit_of(path: str) -> str:
    """The key of the unit that a part, or its name, is of."""
    return path.rpartition("part-")[2].removesuffix(".parquet")


def _units_in(rows: Iterable[Row]) -> set[str]:
    return {_unit_of(row["part"]) for row in rows if row["part"] is not None}


@dataclass(frozen=True)
class Replayed:
    """What came of repeating a run: how many parts there were, and those that are not the same, with what they are."""

    parts: int
    differ: Mapping[str, str]
    summary: Summary


def replay(
    manifest: str | Path,
    means: Means | None = None,
    lexicons: Sequence[str] = (),
    step: Step = lambda _files, _all, _documents: None,
) -> Replayed:
    """Repeat a run by its manifest in a folder that is not kept, and compare the bytes.

    `lexicons` are the files that it was made with, if any. Raises RequestError for a manifest that is none of a run
    over an archive, or if the versions or lexicons are others now.
    """
    require_parquet()
    path = Path(manifest).resolve()
    told = Manifest.read(path)
    if told.verb != "batch" or told.parts is None:
        raise RequestError(f"{str(manifest)!r} is the manifest of {told.verb}, and no archive's")
    named = tuple(one["id"] for one in told.lexicons if one["id"] in further())
    options = dict(told.options)
    asked = {name: options.pop(name) for name in ("plan", "no_repair", "resamples", "seed")}
    meta = [str(path.parent / file) for file in told.sources]
    with _inside(path.parent / told.start):
        # As they were given, so that ids come out the same.
        inputs = [one.removeprefix(f"{told.start}/") for one in told.inputs]
        reading = ReadOptions(**options, meta=meta[0] if meta else None)
        request = Request(inputs, reading, lexicons=(*named, *lexicons), **asked)
        with tempfile.TemporaryDirectory(prefix="ordagrant-") as out:
            require_same(_compared(told), _compared(request.manifest(Folder(out), {})), f"{str(manifest)!r}")
            summary = batch(request, Path(out, "result"), means, step=step)
            made = Manifest.read(Path(out, "result", NAME)).parts or {}
    differ = {}
    for part in sorted({*told.parts, *made}):
        if part not in made:
            differ[part] = "is not made any more"
        elif part not in told.parts:
            differ[part] = "was not made then"
        elif made[part] != told.parts[part]:
            differ[part] = "has other bytes"
    return Replayed(len(told.parts), differ, summary)


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
