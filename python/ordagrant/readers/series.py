"""Tables that are no documents: columns of numbers and dates, which charts are made of, and rows that verbs wrote."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from ordagrant.errors import RequestError, not_one_of
from ordagrant.readers.delimited import delimiter_of, records
from ordagrant.readers.options import MEBIBYTE
from ordagrant.readers.sheet import rows_of_sheets
from ordagrant.readers.stream import Lines, decoded
from ordagrant.readers.zipped import UnreadableError

if TYPE_CHECKING:
    import pyarrow.parquet as pq

STDIN = "-"

_LONGEST_ROW = MEBIBYTE  # characters
_KINDS = (".csv", ".tsv", ".jsonl", ".parquet", ".xlsx")

Columns = dict[str, list[object]]
Sheet = tuple[str, list[str], list[list[object]]]  # its name, its columns, its rows


def read_columns(path: str, columns: dict[str, str]) -> Columns:
    """The cells of some columns of a table, by column, as the table has them: texts, numbers, dates, None.

    `columns` says by which option each was asked for. The kind of table is that of the suffix; on standard input (`-`)
    it is JSON lines if it begins with a brace, and else CSV. Rows that are empty throughout are none. Raises
    RequestError for a file that is no table or cannot be read whole, naming the row, and for a column that it has not.
    """
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read()
            return _columns(io.BytesIO(content), "standard input", _kind_of(content), columns)
        suffix = _suffix_of(path)
        with Path(path).open("rb") as file:
            return _columns(file, path, suffix, columns)
    except OSError as error:
        raise RequestError(f"{path!r} cannot be read: {error.strerror or error}") from None


def _suffix_of(path: str) -> str:
    suffix = Path(path).suffix.lower()
    if suffix not in _KINDS:
        raise RequestError(f"{path!r} is no table: {', '.join(_KINDS)}")
    return suffix


def _kind_of(content: bytes) -> str:
    """The kind of a table that has no name."""
    return ".jsonl" if content.lstrip().startswith(b"{") else ".csv"


def _columns(file: BinaryIO, name: str, suffix: str, columns: dict[str, str]) -> Columns:
    if suffix in (".csv", ".tsv"):
        return _of_csv(file, name, columns)
    if suffix == ".jsonl":
        return _of_json_lines(file, name, columns)
    return _of_parquet(file, name, columns) if suffix == ".parquet" else _of_sheet(file, name, columns)


def _require(columns: dict[str, str], known: Sequence[str], name: str) -> None:
    for column, option in columns.items():
        if column not in known:
            raise not_one_of(f"{option}: column", column, [f"{', '.join(known)} in {name}"])
        if known.count(column) > 1:
            raise RequestError(f"column {column!r} stands twice in {name}")


def read_rows(path: str) -> Iterator[dict[str, object]]:
    """The rows of a table one after the other, as the table has them; an empty cell of a CSV file is None.

    Kinds of tables, rows and errors are those of `read_columns`.
    """
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read()
            yield from _rows(io.BytesIO(content), "standard input", _kind_of(content))
            return
        with Path(path).open("rb") as file:
            yield from _rows(file, path, _suffix_of(path))
    except OSError as error:
        raise RequestError(f"{path!r} cannot be read: {error.strerror or error}") from None


def _rows(file: BinaryIO, name: str, suffix: str) -> Iterator[dict[str, object]]:
    if suffix in (".csv", ".tsv"):
        with decoded(file) as text:
            known, records_ = _records(text.lines, name)
            for cells in records_:
                yield {column: cell or None for column, cell in zip(known, cells, strict=True)}
    elif suffix == ".jsonl":
        with decoded(file, newline="\n") as text:
            yield from _objects(text.lines, name)
    elif suffix == ".parquet":
        with _parquet(file, name) as table:
            for batch in table.iter_batches():
                yield from batch.to_pylist()
    else:
        with _sheets(file, name) as sheets:
            for _, known, rows in sheets:
                yield from (dict(zip(known, row, strict=False)) for row in rows)


def _of_csv(file: BinaryIO, name: str, columns: dict[str, str]) -> Columns:
    with decoded(file) as text:
        known, rows = _records(text.lines, name)
        _require(columns, known, name)
        return _by_column(rows, known, columns)


def _records(text: TextIO, name: str) -> tuple[list[str], Iterator[list[str]]]:
    """The columns of a CSV file and its rows, with a cell for each of them."""
    lines = Lines(text, _LONGEST_ROW)
    found = records(lines, delimiter_of(lines), _LONGEST_ROW)
    first = next(found, None)
    known = [column.strip() for column in first.cells] if first else []

    def rows() -> Iterator[list[str]]:
        for number, row in enumerate(found):
            too_many = any(row.cells[len(known) :])
            if row.too_long or row.remark or too_many:
                cells = f"it has {len(row.cells)} cells, and there are {len(known)} columns"
                long = f"it is {row.too_long} characters long"
                raise _unreadable(number, name, long if row.too_long else row.remark or cells)
            if any(cell.strip() for cell in row.cells):
                yield [*row.cells[: len(known)], *([""] * (len(known) - len(row.cells)))]

    return known, rows()


def _of_json_lines(file: BinaryIO, name: str, columns: dict[str, str]) -> Columns:
    with decoded(file, newline="\n") as text:
        objects = list(_objects(text.lines, name))
    _require(columns, list(dict.fromkeys(key for found in objects for key in found)), name)
    return {column: [found.get(column) for found in objects] for column in columns}


def _objects(text: Iterable[str], name: str) -> Iterator[dict[str, object]]:
    number = 0
    for line in text:
        if line.isspace():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _unreadable(number, name, str(error)) from None
        if not isinstance(found, dict):
            raise _unreadable(number, name, "it is no object")
        yield found
        number += 1


def _of_parquet(file: BinaryIO, name: str, columns: dict[str, str]) -> Columns:
    with _parquet(file, name) as table:
        _require(columns, table.schema_arrow.names, name)
        read = table.read(columns=list(columns))
        return {column: read.column(column).to_pylist() for column in columns}


@contextmanager
def _parquet(file: BinaryIO, name: str) -> Iterator[pq.ParquetFile]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise RequestError(f"{name} needs pyarrow: pip install 'ordagrant[arrow]'") from None
    try:
        yield pq.ParquetFile(file)
    except RequestError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise RequestError(f"{name} cannot be read: {' '.join(str(error).split())}") from None


def _of_sheet(file: BinaryIO, name: str, columns: dict[str, str]) -> Columns:
    missing: RequestError | None = None
    with _sheets(file, name) as sheets:
        for sheet, known, rows in sheets:
            try:
                _require(columns, known, f"{name}, sheet {sheet!r}")
            except RequestError as error:
                missing = missing or error
                continue
            return _by_column(rows, known, columns)
    raise missing or RequestError(f"{name} has no sheet with rows")


@contextmanager
def _sheets(file: BinaryIO, name: str) -> Iterator[Iterator[Sheet]]:
    try:
        yield rows_of_sheets(file)
    except UnreadableError as error:
        raise RequestError(f"{name} cannot be read: it is {error.status} ({error.reason})") from None


def _by_column(rows: Iterable[Sequence[object]], known: list[str], columns: dict[str, str]) -> Columns:
    read: Columns = {column: [] for column in columns}
    places = {column: known.index(column) for column in columns}
    for row in rows:
        for column, place in places.items():
            read[column].append(row[place])
    return read


def _unreadable(number: int, name: str, reason: str) -> RequestError:
    return RequestError(f"row {number} of {name} (counted from 0) cannot be read: {reason}")
