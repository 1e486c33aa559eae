"""Rows to a terminal, a pipe or a file."""

from __future__ import annotations

import csv
import io
import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from ordagrant import _core
from ordagrant.errors import RequestError, not_one_of
from ordagrant.table import Table

if TYPE_CHECKING:
    import pyarrow.parquet as pq

FORMATS = ("table", "jsonl", "csv", "parquet")

_BY_SUFFIX = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}

# What a reader at a terminal wants of each kind of row, in this order; every other column is a --format away.
_SHOWN = (
    "id lang status words npm trust npm_hits trust_hits npm_reversed quoted label "  # score
    "line left text right polarity voice pole category tier "  # hits
    "start end kind norm stem term compound source note"  # tokens, lexicon
).split()
_WIDEST = {"left": 32, "right": 32, "text": 60, "note": 50, "id": 40}

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Rows:
    """Writes tables one after the other, in one form, to one place. A file appears when all rows are in it."""

    def __init__(self, format_: str | None, out: str | None) -> None:
        if format_ is None:
            terminal = out is None and sys.stdout.isatty()
            format_ = "table" if terminal else _BY_SUFFIX.get(Path(out or "").suffix.lower(), "jsonl")
        if format_ not in FORMATS:
            raise not_one_of("format", format_, FORMATS)
        self._format = format_
        self._out = out
        self._first = True
        self._part: Path | None = None
        self._parquet: pq.ParquetWriter | None = None
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
        self._file: BinaryIO = sys.stdout.buffer
        if self._out is not None:
            try:
                self._open(Path(self._out))
            except OSError as error:
                raise RequestError(f"--out {self._out!r} cannot be written: {error.strerror}") from None
        return self

    def _open(self, out: Path) -> None:
        # A link stays a link, and a device or a pipe is written to as it is.
        target = out.resolve()
        if target.is_dir():
            raise RequestError(f"--out {self._out!r} is a folder")
        if target.exists() and not target.is_file():
            self._file = target.open("wb")
            return
        part, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        umask = os.umask(0)
        os.umask(umask)
        self._file = os.fdopen(part, "wb")
        self._part, self._target = Path(name), target
        self._part.chmod(0o666 & ~umask)

    def write(self, core: _core.batch.Table) -> None:
        """Write the rows of a table; all tables have the same columns."""
        {"jsonl": self._json_lines, "csv": self._csv, "parquet": self._write_parquet, "table": self._collect}[
            self._format
        ](core)
        self._first = False

    def _json_lines(self, core: _core.batch.Table) -> None:
        self._file.write(core.json_lines())

    def _csv(self, core: _core.batch.Table) -> None:
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, lineterminator="\n")
        if self._first:
            writer.writerow(core.names)
        columns = [core.column(index) for index in range(len(core.names))]
        for row in zip(*columns, strict=True):
            writer.writerow([_cell(value) for value in row])
        self._file.write(lines.getvalue().encode())

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
        if kind is None:
            if self._parquet is not None:
                self._parquet.close()
            if self._format == "table":
                self._file.write(as_text(self._names, self._collected).encode())
            self._file.flush()
        if self._out is not None:
            self._file.close()
            if self._part is not None and kind is None:
                self._part.replace(self._target)
            elif self._part is not None:
                self._part.unlink(missing_ok=True)


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return format(value, ".12g") if isinstance(value, float) else value


def as_text(names: list[str], rows: list[dict[str, Any]]) -> str:
    """The rows for a terminal: the columns that a reader wants and that are not null throughout, cut to fit."""
    shown = [name for name in _SHOWN if name in names and any(row[name] is not None for row in rows)]
    if "left" in shown:  # hits: their place is the line, and the text says which term it is
        shown = [name for name in shown if name not in ("start", "end", "lang", "term")]
        if len({row["id"] for row in rows}) == 1:
            shown.remove("id")
    if not shown:
        return ""
    lines = [[_shown(name, row[name], _WIDEST.get(name, 24)) for name in shown] for row in rows]
    widths = [max([len(name), *(len(line[i]) for line in lines)]) for i, name in enumerate(shown)]
    right = [name == "left" or any(isinstance(row[name], int | float) for row in rows) for name in shown]

    def line_of(cells: list[str]) -> str:
        padded = (
            cell.rjust(width) if flush else cell.ljust(width)
            for cell, width, flush in zip(cells, widths, right, strict=True)
        )
        return "  ".join(padded).rstrip() + "\n"

    return line_of(shown) + line_of(["-" * width for width in widths]) + "".join(map(line_of, lines))


def _shown(name: str, value: object, widest: int) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    text = " ".join(str(value).split())
    if len(text) <= widest:
        return text
    return "…" + text[1 - widest :] if name in ("left", "id") else text[: widest - 1] + "…"
