"""The folder of a result: what lies in it, what a run under way has done, and how it becomes the result.

    manifest.json   what it was made of; it is written last, so where it is the result is whole
    ledger.jsonl    a row a document
    no_text.txt     the files that OCR would help
    TABLE/.../part-KEY.parquet
    .work/          while a run is under way
        request.json  what was asked for
        done.jsonl    the units that are made, in the order in which they were
        ledger.jsonl  their rows of the ledger; those of a new result are in its ledger.jsonl from the beginning
        next/         what takes the place of the folder's files at the end

The parts of a new result get their names where they are to stay. Those of one that is brought up to date are made in
`next`, beside those that they are made of, and `publish` puts them in their place: whoever reads the folder meanwhile
reads the result of before.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ordagrant.archive.isolated import FullError, Outcome
from ordagrant.archive.orders import VERBS, said_of_writing
from ordagrant.archive.units import opened
from ordagrant.errors import RequestError
from ordagrant.manifest import NAME, Manifest
from ordagrant.readers import ReadOptions, Source

LEDGER = "ledger.jsonl"
NULL = "__HIVE_DEFAULT_PARTITION__"  # for the value of a column that is a folder, as Hive has it
NO_TEXT = "no_text.txt"
_WORK = ".work"
_REQUEST = "request.json"
_PIECE = 1 << 20  # bytes

FORGET = "forget"  # in the request of a run that erases, its id


def partition_of(values: Mapping[str, str | None]) -> str:
    """The folder of the rows with these values: `municipality=Ale/year=2024`, as Hive has it and all who read it."""
    return "/".join(
        f"{quote(name)}={NULL if value is None else quote(value, safe=' ', errors='backslashreplace')}"
        for name, value in values.items()
    )


def reading_of(manifest: Manifest) -> ReadOptions:
    """How the documents were read, without what parts them."""
    left_out = ("meta", "path_pattern", "plan", "no_repair", "resamples", "seed")
    return ReadOptions(**{name: value for name, value in manifest.options.items() if name not in left_out})


class Folder:
    """The folder of a result."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).resolve()
        self.work = self.path / _WORK
        self.next = self.work / "next"
        self.ledger = self.path / LEDGER

    @property
    def manifest(self) -> Manifest | None:
        """That of the result; None if there is no whole one."""
        file = self.path / NAME
        return Manifest.read(file) if file.is_file() else None

    def source(self, id: str, path: str, row_group: int | None, documents: Iterable[str]) -> Source:
        """A file as the ledger has it, of which these are documents; a table without the column was a row there."""
        within = any(document.startswith(f"{id}/") for document in documents)
        above = f"{id}/" if within else ""
        return Source(str(self.path / opened(path)), id, above, asked=False, row_group=row_group)

    @property
    def is_under_way(self) -> bool:
        """Has a run begun that has not ended?"""
        return (self.work / _REQUEST).is_file() or self.is_made

    @property
    def is_made(self) -> bool:
        """Is all that a run makes there, and has only to be put in its place?"""
        return (self.next / NAME).is_file()

    @property
    def request(self) -> dict[str, Any]:
        """What the run under way was asked for; nothing, if it ended before it began."""
        try:
            asked: dict[str, Any] = json.loads((self.work / _REQUEST).read_bytes())
        except FileNotFoundError:
            return {}
        return asked

    def begin(self, request: Mapping[str, Any]) -> None:
        """A run is under way from now on."""
        self.next.mkdir(parents=True, exist_ok=True)
        _write(self.work / _REQUEST, json.dumps(request).encode())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes here meanwhile. Raises RequestError if somebody does, or if it cannot be made."""
        is_made = not self.path.exists()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            here = os.open(self.path, os.O_RDONLY)
        except OSError as error:
            raise RequestError(f"--out {str(self.path)!r} cannot be written: {error.strerror}") from None
        try:
            fcntl.flock(here, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise RequestError(f"another run writes to {str(self.path)!r}") from None
        finally:
            os.close(here)
            if is_made and not any(self.path.iterdir()):  # the request was wrong
                self.path.rmdir()

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the ledger. Raises RequestError for a line that is none, and if it is not there."""
        for number, line in enumerate(self.lines(), 1):
            try:
                yield json.loads(line)
            except ValueError:
                raise self._damaged(f"line {number:,} of {str(self.ledger)!r} is no row") from None

    def lines(self) -> Iterator[bytes]:
        """Its lines. Raises RequestError if it is not there."""
        try:
            with self.ledger.open("rb") as file:
                for line in file:
                    yield line.rstrip(b"\n")
        except FileNotFoundError:
            raise self._damaged(f"{str(self.ledger)!r} is not there") from None

    def _damaged(self, how: str) -> RequestError:
        return RequestError(f"{how}: the result is damaged, and to be made anew in another --out")

    def publish(self) -> None:
        """Put what is in `next` in its place, take away what the result does not have, and end the run.

        It can be ended at any moment and done again: the manifest goes last.
        """
        manifest = Manifest.read(self.next / NAME)
        parts = manifest.parts or {}
        for path in _files(self.next):
            if path != NAME:
                (self.path / path).parent.mkdir(parents=True, exist_ok=True)
                (self.next / path).replace(self.path / path)
        for table in VERBS:
            for path in _files(self.path / table):
                if f"{table}/{path}" not in parts:
                    (self.path / table / path).unlink()
            _remove_empty(self.path / table)
        for entry in self.work.iterdir():
            if entry != self.next:
                entry.unlink()  # what was asked for among them: from here on there is nothing left but to end
        (self.next / NAME).replace(self.path / NAME)
        shutil.rmtree(self.work)


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


@dataclass
class Done:
    """A unit that was made: where its rows of the ledger are, its parts, and how many documents of it were read."""

    digest: str
    begin: int
    end: int
    parts: Mapping[str, Mapping[str, Any]]
    read: Mapping[str, int] = field(default_factory=dict)  # by status
    skipped: Mapping[str, int] = field(default_factory=dict)


class Progress:
    """What a run under way has done, as it is on disk."""

    def __init__(self, folder: Folder, into: Path, ledger: Path) -> None:
        self._folder = folder
        self.into = into  # where parts are written
        self._ledger = ledger
        self._list = folder.work / "done.jsonl"
        self.done: dict[str, Done] = {}

    @classmethod
    def of(cls, folder: Folder, request: Mapping[str, Any]) -> Progress:
        """Of a run that begins, beside a result or without one, or that goes on.

        Raises RequestError if the run under way was asked for something else.
        """
        if asked := folder.request:
            require_same(asked, json.loads(json.dumps(request)), "the run that is to be resumed")
        folder.begin(request)
        if folder.manifest is not None:
            self = cls(folder, folder.next, folder.work / LEDGER)
        else:
            self = cls(folder, folder.path, folder.ledger)
        self._read()
        return self

    def _read(self) -> None:
        """What stands in the list of what is done, and nothing behind it: a line may have been cut."""
        whole = 0
        written = self._ledger.stat().st_size if self._ledger.is_file() else 0
        lines = self._list.read_bytes().splitlines(keepends=True) if self._list.is_file() else []
        for line in lines:
            if not line.endswith(b"\n"):
                break
            told = json.loads(line)
            unit = told.pop("unit")
            # What was carried over is in the result. The ledger may be shorter after the machine itself went down.
            if told["end"] <= written and all(
                is_there(self.into / path, about) or is_there(self._folder.path / path, about)
                for path, about in told["parts"].items()
            ):
                self.done[unit] = Done(**told)
            whole += len(line)
        if self._list.is_file():
            os.truncate(self._list, whole)
        if self._ledger.is_file():
            os.truncate(self._ledger, max((done.end for done in self.done.values()), default=0))

    def add(self, key: str, digest: str, made: Outcome, ledger: Iterable[bytes]) -> Done:
        """A unit is made: its rows of the ledger, and that it is done. After an OSError the ledger is whole too."""
        begin, end = _append(self._ledger, ledger)
        done = Done(digest, begin, end, made["parts"], made.get("read", {}), made.get("skipped", {}))
        _append(self._list, [json.dumps({"unit": key, **vars(done)}).encode() + b"\n"])
        self.done[key] = done
        return done

    def lines(self, keys: Iterable[str]) -> Iterator[bytes]:
        """The lines of the ledger of these units."""
        if not self._ledger.is_file():
            return
        with self._ledger.open("rb") as file:
            for key in keys:
                done = self.done[key]
                file.seek(done.begin)
                left = done.end - done.begin
                while left:
                    line = file.readline()
                    left -= len(line)
                    yield line.rstrip(b"\n")


def is_there(part: Path, about: Mapping[str, Any]) -> bool:
    """Is a part as long as it was?"""
    try:
        return bool(part.stat().st_size == about["bytes"])
    except FileNotFoundError:
        return False


@contextmanager
def writing() -> Iterator[None]:
    """What cannot be written is a FullError."""
    try:
        yield
    except OSError as error:
        raise FullError(said_of_writing(error)) from None


def taken(path: str) -> Iterator[bytes]:
    """What is in a file, piece by piece; it is not there any more behind the last one."""
    with Path(path).open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
    Path(path).unlink()


def _append(path: Path, content: Iterable[bytes]) -> tuple[int, int]:
    """Where the content stands in the file now; after an error nothing of it does."""
    with path.open("ab", buffering=0) as file:
        begin = file.tell()
        try:
            for piece in content:
                left = memoryview(piece)
                while left:
                    left = left[file.write(left) :]
        except OSError:
            os.truncate(path, begin)
            raise
        return begin, file.tell()


def _write(path: Path, content: bytes) -> None:
    """Write a file that is there when it is whole."""
    part = path.with_suffix(".tmp")
    part.write_bytes(content)
    part.replace(path)


def require_same(before: Mapping[str, Any], now: Mapping[str, Any], what: str) -> None:
    """Raises RequestError, naming what differs, if something else is asked for than before."""
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            raise RequestError(
                f"{what} was made with {name} {json.dumps(before.get(name), ensure_ascii=False)}, "
                f"and not {json.dumps(now.get(name), ensure_ascii=False)}: take another --out"
            )
