"""The columns of a table of numbers and dates: what charts are made of."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from ordagrant.errors import RequestError, not_one_of
from ordagrant.readers.delimited import delimiter_of, records
from ordagrant.readers.options import MEBIBYTE
from ordagrant.readers.sheet import rows_of_sheets
from ordagrant.readers.stream import Lines, decoded
from ordagrant.readers.zipped import UnreadableError

STDIN = "-"

_LONGEST_ROW = MEBIBYTE  # characters
_KINDS = (".csv", ".tsv", ".jsonl", ".parquet", ".xlsx")

Columns = dict[str, list[object]]


def read_columns(path: str, columns: dict[str, str]) -> Columns:
    """The cells of some columns of a table, by column, as the table has them: texts, numbers, dates, None.

    `columns` says by which option each was asked for. The kind of table is that of the suffix; on standard input (`-`)
    it is JSON lines if it begins with a brace, and else CSV. Rows that are empty throughout are none. Raises
    RequestError for a file that is no table or cannot be read whole, naming the row, and for a column that it has not.
    """
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read()
            suffix = ".jsonl" if content.lstrip().startswith(b"{") else ".csv"
            return _columns(io.BytesIO(content), "standard input", suffix, columns)
        suffix = Path(path).suffix.lower()
        if suffix not in _KINDS:
            raise RequestError(f"{path!r} is no table: {', '.join(_KINDS)}")
        with Path(path).open("rb") as file:
            return _columns(file, path, suffix, columns)
    except OSError as error:
        raise RequestError(f"{path!r} cannot be read: {error.strerror or error}") from None


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


def _of_csv(file: BinaryIO, name: str, columns: dict[str, str]) -> Columns:
    with decoded(file) as text:
        lines = Lines(text.lines, _LONGEST_ROW)
        found = records(lines, delimiter_of(lines), _LONGEST_ROW)
        first = next(found, None)
        known = [column.strip() for column in first.cells] if first else []
        _require(columns, known, name)
        rows = []
        for number, row in enumerate(found):
            too_many = any(row.cells[len(known) :])
            if row.too_long or row.remark or too_many:
                cells = f"it has {len(row.cells)} cells, and there are {len(known)} columns"
                long = f"it is {row.too_long} characters long"
                raise _unreadable(number, name, long if row.too_long else row.remark or cells)
            if any(cell.strip() for cell in row.cells):
                rows.append([*row.cells, *([""] * (len(known) - len(row.cells)))])
    return _by_column(rows, known, columns)


def _of_json_lines(file: BinaryIO, name: str, columns: dict[str, str]) -> Columns:
    objects: list[dict[str, object]] = []
    with decoded(file, newline="\n") as text:
        for line in text.lines:
            if line.isspace():
                continue
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise _unreadable(len(objects), name, str(error)) from None
            if not isinstance(found, dict):
                raise _unreadable(len(objects), name, "it is no object")
            objects.append(found)
    _require(columns, list(dict.fromkeys(key for found in objects for key in found)), name)
    return {column: [found.get(column) for found in objects] for column in columns}


def _of_parquet(file: BinaryIO, name: str, columns: dict[str, str]) -> Columns:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise RequestError(f"{name} needs pyarrow: pip install 'ordagrant[arrow]'") from None
    try:
        table = pq.ParquetFile(file)
        _require(columns, table.schema_arrow.names, name)
        read = table.read(columns=list(columns))
        return {column: read.column(column).to_pylist() for column in columns}
    except RequestError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise RequestError(f"{name} cannot be read: {' '.join(str(error).split())}") from None


def _of_sheet(file: BinaryIO, name: str, columns: dict[str, str]) -> Columns:
    missing: RequestError | None = None
    try:
        for sheet, known, rows in rows_of_sheets(file):
            try:
                _require(columns, known, f"{name}, sheet {sheet!r}")
            except RequestError as error:
                missing = missing or error
                continue
            return _by_column(rows, known, columns)
    except UnreadableError as error:
        raise RequestError(f"{name} cannot be read: it is {error.status} ({error.reason})") from None
    raise missing or RequestError(f"{name} has no sheet with rows")


def _by_column(rows: Iterable[Sequence[object]], known: list[str], columns: dict[str, str]) -> Columns:
    read: Columns = {column: [] for column in columns}
    places = {column: known.index(column) for column in columns}
    for row in rows:
        for column, place in places.items():
            read[column].append(row[place])
    return read


def _unreadable(number: int, name: str, reason: str) -> RequestError:
    return RequestError(f"row {number} of {name} (counted from 0) cannot be read: {reason}")
