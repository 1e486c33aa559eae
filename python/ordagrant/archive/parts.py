"""Parts: the Parquet files of one unit, written once their rows are there, and read again when a unit is made anew.

Their bytes depend on their rows alone: a row group ends behind a document, by how many rows there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS = 1 << 13  # in a row group, or a document more
_MOST_HELD = 1 << 16  # rows of a unit that are in memory, whatever part they are of
_MOST_PIECES = 64  # tables that these are in: one of a row takes as much memory as some hundred rows

About: TypeAlias = dict[str, object]


def _written_out(rows: pa.Table) -> pa.Table:
    """The rows with texts for categories: which there are, and in what order, depends on what else was worked on."""
    for at, column in enumerate(rows.schema):
        if pa.types.is_dictionary(column.type):
            texts = column.type.value_type
            rows = rows.set_column(at, column.with_type(texts), rows.column(at).cast(texts))
    return rows


def _with_categories(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows with their categories in the order in which they come in them."""
    columns = [
        column.dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for column, field in zip(rows.columns, schema, strict=True)
    ]
    return pa.table(columns, schema=schema)


def _repeated(schema: pa.Schema) -> list[str]:
    """The columns whose values are worth a dictionary: that of the figures is as long as they are."""
    return [field.name for field in schema if not pa.types.is_floating(field.type)]


@dataclass
class _Part:
    """A file that is being made; it is not there until it is asked for more than memory should hold."""

    path: Path
    schema: pa.Schema
    held: list[pa.Table] = field(default_factory=list)
    held_rows: int = 0
    rows: int = 0
    writer: pq.ParquetWriter | None = None

    def hold(self, rows: pa.Table) -> None:
        """Keep rows until they are written."""
        self.held.append(rows)
        if len(self.held) == _MOST_PIECES:
            self.held = [pa.concat_tables(self.held).combine_chunks()]


class Parts:
    """The parts of one unit: `TABLE/PARTITION/part-KEY.parquet` below `folder`, and `.tmp` until they are whole.

    A worker that is thought to be lost may be at the same unit still: what each writes is its own until then.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self._key = key
        self._own = uuid4().hex[:8]
        self.ledger = folder / f"{self.name('')}-{self._own}.tmp"  # where its rows of the ledger wait
        self._parts: dict[tuple[str, str], _Part] = {}
        self._held = 0

    def name(self, partition: str) -> str:
        """What its files are called in each table's folder."""
        return f"{partition}/part-{self._key}" if partition else f"part-{self._key}"

    def add(self, partition: str, rows: Mapping[str, pa.Table], counts: Mapping[str, Sequence[int]]) -> None:
        """Add the rows of documents by table, and how many each document has; each table has a part then."""
        adding = [_Adding(self._part(table, partition, found), _written_out(found)) for table, found in rows.items()]
        for of_document in zip(*counts.values(), strict=True):
            for one, count in zip(adding, of_document, strict=True):
                one.end += count
                one.part.held_rows += count
                self._held += count
                if one.part.held_rows >= _ROWS:
                    one.hold()
                    self._write(one.part)
            if self._held >= _MOST_HELD:
                for one in adding:
                    one.hold()
                for _, part in sorted(self._parts.items()):
                    self._write(part)
        for one in adding:
            one.hold()

    def _part(self, table: str, partition: str, rows: pa.Table) -> _Part:
        if (table, partition) not in self._parts:
            path = self._folder / table / f"{self.name(partition)}-{self._own}.tmp"
            self._parts[table, partition] = _Part(path, rows.schema)
        return self._parts[table, partition]

    def _write(self, part: _Part) -> None:
        if part.writer is None:
            part.path.parent.mkdir(parents=True, exist_ok=True)
            repeated = _repeated(part.schema)
            part.writer = pq.ParquetWriter(part.path, part.schema, compression="zstd", use_dictionary=repeated)
        if part.held_rows:
            rows = _with_categories(pa.concat_tables(part.held).combine_chunks(), part.schema)
            part.writer.write_table(rows, row_group_size=len(rows))
        self._held -= part.held_rows
        part.rows += part.held_rows
        part.held, part.held_rows = [], 0

    def finish(self) -> dict[str, About]:
        """Write all and give the files their names; `rows`, `bytes` and `sha256` of each by its path."""
        made: dict[str, About] = {}
        for _, part in sorted(self._parts.items()):
            if part.held_rows or part.writer is None:
                self._write(part)
            assert part.writer is not None
            part.writer.close()
            part.writer = None
        for (table, partition), part in self._parts.items():
            final = self._folder / table / f"{self.name(partition)}.parquet"
            with part.path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            about: About = {"rows": part.rows, "bytes": part.path.stat().st_size, "sha256": found}
            part.path.replace(final)
            made[final.relative_to(self._folder).as_posix()] = about
        return made

    def discard(self) -> None:
        """Leave no file that is not whole."""
        for part in self._parts.values():
            if part.writer is not None:
                with suppress(OSError, pa.ArrowException):
                    part.writer.close()
            part.path.unlink(missing_ok=True)


@dataclass
class _Adding:
    """Rows on their way into a part: those before `begin` are in it, those before `end` may be."""

    part: _Part
    rows: pa.Table
    begin: int = 0
    end: int = 0

    def hold(self) -> None:
        """Let the part hold what it may."""
        if self.end > self.begin:
            self.part.hold(self.rows.slice(self.begin, self.end - self.begin))
            self.begin = self.end


class Rows:
    """The rows of one part, read in their order; a row group is in memory at a time."""

    def __init__(self, path: Path) -> None:
        self._file = pq.ParquetFile(path, pre_buffer=False)
        self._group = -1
        self._begin = self._end = 0  # of the row group that is held
        self._held: pa.Table | None = None

    def slices(self, begin: int, end: int) -> Iterator[pa.Table]:
        """Rows [begin, end); begin is never before that of the last time."""
        while begin < end:
            while self._end <= begin:
                self._group += 1
                self._begin = self._end
                self._end += self._file.metadata.row_group(self._group).num_rows
                self._held = None
            if self._held is None:
                self._held = self._file.read_row_group(self._group)
            until = min(end, self._end)
            yield self._held.slice(begin - self._begin, until - begin)
            begin = until

    def read(self, begin: int, end: int) -> pa.Table:
        """The same in one table."""
        found: Sequence[pa.Table] = list(self.slices(begin, end))
        return pa.concat_tables(found) if found else self._file.schema_arrow.empty_table()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
