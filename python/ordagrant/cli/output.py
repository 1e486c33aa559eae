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
from ordagrant.errors import RequestError, not_one_of
from ordagrant.readers.series import read_rows
from ordagrant.table import Table

if TYPE_CHECKING:
    import pyarrow.parquet as pq

FORMATS = ("table", "jsonl", "csv", "parquet")

_BY_SUFFIX = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}
# Endings of other kinds of tables: who gives one does not want JSON lines in it.
_OTHER_TABLES = (".tsv", ".xlsx", ".xls", ".ods", ".json", ".arrow", ".feather")

# What a reader at a terminal wants of each kind of row, in this order; every other column is a --format away.
_SHOWN = (
    "change what "  # lexicon diff
    "id lang status confidence encoding pages pages_read "  # text, language
    "words npm trust npm_hits trust_hits npm_reversed quoted label p_npm p_trust said "  # score
    "word target reference z log_ratio log_ratio_low log_ratio_high g2 simple_maths dp_target dp_reference p_holm "
    "doc passage number date kind heading "  # passages, quotes
    "yes no abstain names body outcome owner due value value_high compared unit "  # facts
    "moving_range mean lower upper range_limit signal "  # chart
    "page line left text right speaker closed polarity voice attitude pole category tier "  # hits, quotes
    "start end before after norm stem term compound source note"  # tokens, repairs, lexicon
).split()
# Breaks and spaces that a repair took away or put in.
_SIGNS = str.maketrans({" ": "␣", "\n": "⏎", "\f": "␌", "\r": "␍", "\t": "␉", "\v": "␋"})
_WIDEST = {
    "left": 32,
    "right": 32,
    "text": 60,
    "note": 50,
    "id": 40,
    "doc": 40,
    "heading": 40,
    "outcome": 40,
    "said": 60,
}

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
                raise RequestError(
                    f"--out {out!r}: {suffix} is not one of {', '.join(_BY_SUFFIX)}; --format says which"
                )
            terminal = out is None and sys.stdout.isatty()
            format_ = "table" if terminal else _BY_SUFFIX.get(suffix, "jsonl")
        self._forms = forms or {}
        if format_ not in FORMATS and format_ not in self._forms:
            raise not_one_of("format", format_, (*FORMATS, *self._forms))
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


def as_text(names: list[str], rows: list[dict[str, Any]]) -> str:
    """The rows for a terminal: the columns that a reader wants and that are not null throughout, cut to fit."""
    shown = [name for name in _SHOWN if name in names and any(row[name] is not None for row in rows)]
    if "left" in shown:  # hits: their place is the line, and the text says which term it is
        hidden = {"start", "end", "lang", "term", "date", "passage"}
        if "pole" in shown:  # where words are searched for, their place in the minutes is all that there is to know
            hidden.add("number")
    elif "doc" in shown or "passage" in shown:  # what a passage or a quotation says is its place
        hidden = {"start", "end", *(["id"] if "doc" in shown else [])}
    else:
        hidden = set()
    for name in ("id", "doc"):
        if hidden and name in shown and len({row[name] for row in rows}) == 1:
            hidden.add(name)
    shown = [name for name in shown if name not in hidden]
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


def _seen(spaces: str) -> str:
    """White space as signs; a kind of space that has none by its code."""
    return "".join(
        sign if not sign.isspace() else sign.encode("ascii", "backslashreplace").decode()
        for sign in spaces.translate(_SIGNS)
    )


def _shown(name: str, value: object, widest: int) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if name in ("before", "after") and str(value).isspace():
        value = _seen(str(value))
    text = " ".join(str(value).split())
    if len(text) <= widest:
        return text
    return "…" + text[1 - widest :] if name in ("left", "id") else text[: widest - 1] + "…"
