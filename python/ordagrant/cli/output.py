"""Rows to a terminal, a pipe or a file."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ordagrant import _core
from ordagrant.cli.place import Place
from ordagrant.errors import RequestError, not_one_of, require_one_of
from ordagrant.listing import as_text
from ordagrant.readers.series import read_rows
from ordagrant.table import Table

if TYPE_CHECKING:
    import pyarrow.parquet as pq

FORMATS = ("table", "jsonl", "csv", "parquet")

_BY_SUFFIX = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}
# Endings of other kinds of tables: who gives one does not want JSON lines in it.
_OTHER_TABLES = (".tsv", ".xlsx", ".xls", ".ods", ".json", ".arrow", ".feather")

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


# What a table is in a form that one verb alone has.
Form = Callable[[_core.batch.Table], bytes]


class Rows:
    """Writes tables one after the other, in one form, to one place. A file appears when all rows are in it.

    `forms` are the forms that the verb has beside those of all verbs, by name.
    """

    def __init__(self, format_: str | None, out: str | None, forms: Mapping[str, Form] | None = None) -> None:
        if format_ is None:
            suffix = Path(out or "").suffix.lower()
            if suffix in _OTHER_TABLES and suffix.removeprefix(".") not in (forms or {}):
                raise RequestError(f"{not_one_of(f'--out {out!r}:', suffix, _BY_SUFFIX)}; --format says which")
            terminal = out is None and sys.stdout.isatty()
            format_ = "table" if terminal else _BY_SUFFIX.get(suffix, "jsonl")
        self._forms = forms or {}
        require_one_of("format", format_, (*FORMATS, *self._forms))
        self._format = format_
        self._place = Place(out, "--out")
        self._first = True
        self._parquet: pq.ParquetWriter | None = None
        self._names: list[str] = []
        self._collected: list[dict[str, Any]] = []
        if format_ == "parquet":
            self._need_parquet(out)

    @staticmethod
    def _need_parquet(out: str | None) -> None:
        if out is None:
            raise RequestError("format 'parquet' needs a file: --out PATH")
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError:
            raise RequestError("format 'parquet' needs pyarrow: pip install 'ordagrant[arrow]'") from None

    def __enter__(self) -> Rows:
        self._file = self._place.__enter__()
        return self

    @property
    def files(self) -> list[str]:
        """As Place says."""
        return self._place.files

    def discard(self) -> None:
        """Leave no file."""
        self._place.discard()

    def write(self, core: _core.batch.Table) -> None:
        """Write the rows of a table; all tables have the same columns."""
        if form := self._forms.get(self._format):
            self._file.write(form(core))
            return
        {"jsonl": self._json_lines, "csv": self._csv, "parquet": self._write_parquet, "table": self._collect}[
            self._format
        ](core)
        self._first = False

    def _json_lines(self, core: _core.batch.Table) -> None:
        self._file.write(core.json_lines())

    def _csv(self, core: _core.batch.Table) -> None:
        self._file.write(as_csv(core, header=self._first))

    def _write_parquet(self, core: _core.batch.Table) -> None:
        import pyarrow.parquet as pq  # checked in __init__

        rows = Table(core).to_arrow()
        if self._parquet is None:
            self._parquet = pq.ParquetWriter(self._file, rows.schema, compression="zstd")
        self._parquet.write_table(rows)

    def _collect(self, core: _core.batch.Table) -> None:
        self._collected.extend(Table(core).rows())
        self._names = core.names

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._close()
        except BaseException as failure:
            self._place.__exit__(type(failure), failure, failure.__traceback__)
            raise
        self._place.__exit__(kind, error, trace)

    def _close(self) -> None:
        if self._parquet is not None:
            self._parquet.close()
        if self._format == "table":
            self._file.write(as_text(self._names, self._collected).encode())


def as_csv(core: _core.batch.Table, *, header: bool = True) -> bytes:
    """The rows as CSV, in UTF-8."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    if header:
        writer.writerow(core.names)
    columns = [core.column(index) for index in range(len(core.names))]
    for row in zip(*columns, strict=True):
        writer.writerow([_cell(value) for value in row])
    return lines.getvalue().encode()


def read_back(path: str) -> Iterator[dict[str, object]]:
    """The rows of a file that Rows wrote. Raises RequestError for a file that is no table."""
    rows = read_rows(path)
    if Path(path).suffix.lower() != ".csv":
        return rows
    return ({name: _as_it_was(cell) for name, cell in row.items()} for row in rows)


def _as_it_was(cell: object) -> object:
    """What a cell was before _cell kept it from being a formula."""
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    """Does a spreadsheet take it for one, or would it once marks are taken off?"""
    return text.lstrip("'").startswith(_FORMULA)


def _cell(value: object) -> object:
    if isinstance(value, str) and _is_formula(value):
        return "'" + value
    return format(value, ".12g") if isinstance(value, float) else value
