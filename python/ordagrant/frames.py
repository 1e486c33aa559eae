"""Frames: tables and columns of other libraries, in and out; the only code that knows them.

Whatever holds columns comes in one way: what narwhals knows (pandas, polars, pyarrow, DuckDB and their like), what
gives an Arrow stream or array, arrays of NumPy, mappings of names to columns, lists of mappings, and our own tables.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, ParamSpec, TypedDict, TypeVar

from ordagrant.errors import RequestError, not_one_of, require_one_of, strings

if TYPE_CHECKING:
    from ordagrant.table import Table

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Columns(TypedDict, total=False):
    """The columns of a frame that texts are made of, as every verb takes them.

    `text` (default `text`) holds the texts and `id` (default `id`) their ids (`id_of`), without which rows are numbered
    from 0; `lang_column` their languages. `date` and `group` become the documents' `meta` of that name; of Documents
    and of a Corpus they name what `meta` holds already.
    """

    text: str
    id: str
    lang_column: str | None
    date: str | None
    group: str | None


def takes_columns(verb: Callable[_P, _T]) -> Callable[_P, _T]:
    """The decorator of a verb that hands on `**named: Unpack[Columns]`: a keyword that it has not is named as its own.

    The verb then raises TypeError, as of any function, with the keywords that it has.
    """
    *own, _ = signature(verb).parameters
    known = dict.fromkeys([*own, *Columns.__annotations__])

    @wraps(verb)
    def checked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        for name in kwargs:
            if name not in known:
                raise TypeError(str(not_one_of(f"{verb.__name__}: keyword", name, known)))
        return verb(*args, **kwargs)

    return checked


class ReferenceColumns(TypedDict, total=False):
    """The columns of texts that others are compared with."""

    text: str
    lang_column: str | None


def of_reference(named: Columns) -> ReferenceColumns:
    """The columns of texts that others are compared with, of which no more than their words are asked for."""
    wanted: ReferenceColumns = {}
    if "text" in named:
        wanted["text"] = named["text"]
    if "lang_column" in named:
        wanted["lang_column"] = named["lang_column"]
    return wanted


@dataclass(frozen=True)
class Frame:
    """Named columns. `native` is what has them, `kind` the library that a result in the same form is made by."""

    names: list[str]
    native: Any
    kind: str | None = None

    def read(self, names: Iterable[str]) -> dict[str, list[Any]]:
        """The cells of some columns, as `cells_of` has them. A lazy frame is worked out, and these columns of it alone.

        Raises RequestError for columns of different lengths, and for two of one name.
        """
        wanted = list(dict.fromkeys(names))
        columns = {name: _meant(cells) for name, cells in self._listed(wanted).items()}
        lengths = {name: len(cells) for name, cells in columns.items()}
        for name, length in lengths.items():
            if length != lengths[wanted[0]]:
                raise RequestError(f"column {name!r} has {length} rows, and {wanted[0]!r} {lengths[wanted[0]]}")
        return columns

    def require(self, option: str, column: str) -> None:
        """Raises RequestError, naming the option and the columns that there are, for one that is not there."""
        require_one_of(f"{option}: column", column, self.names)

    def _listed(self, names: Sequence[str]) -> dict[str, list[Any]]:
        if isinstance(self.native, Mapping):
            by_name = {str(name): column for name, column in self.native.items()}
            return {name: cells_of(by_name[name]) for name in names}
        if isinstance(self.native, list):
            return {name: [row.get(name) for row in self.native] for name in names}
        if self.kind is None:  # a Table of ours
            return {name: self.native[name] for name in names}
        import narwhals as nw  # a quick command does not wait for it

        with _telling_of_columns_of_one_name():
            picked = nw.from_native(self.native).select(*names)
            rows = picked.collect() if isinstance(picked, nw.LazyFrame) else picked
        return {name: rows[name].to_list() for name in names}


def frame_of(given: object) -> Frame | None:
    """The columns of what holds some under names, None of all else.

    Raises RequestError for an Arrow stream where neither pyarrow nor polars is there to read it.
    """
    from ordagrant.table import Table  # which gives frames

    if isinstance(given, str | bytes | tuple):
        return None
    if isinstance(given, Table):
        return Frame(given.columns, given)
    if isinstance(given, Mapping):
        return Frame([str(name) for name in given], given)
    if isinstance(given, list):
        if not given or not all(isinstance(row, Mapping) for row in given):
            return None
        return Frame(list(dict.fromkeys(name for row in given for name in row)), given)
    import narwhals as nw

    with _telling_of_columns_of_one_name():
        known: Any = nw.from_native(given, pass_through=True, allow_series=True)
    if known is given:
        if not _gives_arrow(given):
            return None
        known = nw.from_native(_arrow_of(given), allow_series=True)
    if isinstance(known, nw.Series):
        return None
    native = nw.to_native(known)
    names = list(map(str, known.collect_schema().names()))
    if names != list(known.collect_schema().names()):  # of pandas, where whatever can be a name is one
        native = native.set_axis(names, axis=1)
    return Frame(names, native, known.implementation.value)


def cells_of(column: object) -> list[Any]:
    """The cells of a column, an array or a list, None where one is null."""
    return _meant(_list_of(column))


def is_null(cell: object) -> bool:
    """None, and what frames have instead of a value that is not there: NaN, NaT, NA."""
    return (
        cell is None
        or (isinstance(cell, float) and math.isnan(cell))
        or type(cell).__name__ in ("NAType", "NaTType")  # of pandas, which is not imported for it
    )


def is_missing(cell: object) -> bool:
    """A null, or an empty text."""
    return is_null(cell) or (isinstance(cell, str) and not cell.strip())


def shown(cell: object) -> str | None:
    """A cell as a text: booleans as JSON has them, days as 2024-03-12; None of a null."""
    if is_null(cell):
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.isoformat(" ") if isinstance(cell, datetime.datetime) else str(cell)


def id_of(cells: Mapping[str, object], column: str, number: int) -> str:
    """The id of row `number`, from 0: what its cell says, and without the column its number.

    Where the column is there and the cell empty, it is `row 7`, for a number might be another row's id.
    """
    if column not in cells:
        return str(number)
    return f"row {number}" if is_missing(cells[column]) else str(shown(cells[column]))


def kind_of(given: object) -> str | None:
    """The library that a result in the form of `given` is made by; None of what is no frame and no column of one."""
    if given is None or isinstance(given, str | bytes | list | tuple | Mapping):
        return None
    if type(given).__module__.partition(".")[0] == "ordagrant":
        kind: str | None = getattr(given, "native_kind", None)  # of a Table or a Corpus
        return kind
    import narwhals as nw

    known: Any = nw.from_native(given, pass_through=True, allow_series=True)
    if known is not given:
        return str(known.implementation.value)
    return _READER if _gives_arrow(given) else None


def native_of(table: Table, kind: Any) -> Any:
    """The rows of a table as a frame of that library. Raises RequestError where there is none."""
    if kind is None:
        raise RequestError("the texts came in no frame: to_pandas(), to_polars() or to_arrow() says what is wanted")
    if kind == "pandas":
        return table.to_pandas()
    if kind == "polars":
        return table.to_polars()
    if kind == "duckdb":
        import duckdb

        return duckdb.from_arrow(table.to_arrow())
    if kind == "pyarrow":
        return table.to_arrow()
    import narwhals as nw

    return nw.from_arrow(table, backend=kind).to_native()


def beside(frame: Any, table: Table, id: str, columns: Sequence[str]) -> Any:
    """What Table.beside gives."""
    import narwhals as nw

    given = frame_of(frame)
    if given is None or given.kind is None:
        raise RequestError(f"{type(frame).__name__} is no frame that columns can be set beside")
    known = nw.from_native(given.native)
    rows = known.collect() if isinstance(known, nw.LazyFrame) else known
    numbers = {of: number for number, of in enumerate(table["id"])}
    if len(numbers) < len(table):
        raise RequestError("an id has several rows: only a table of one row a document can stand beside them")
    added = strings("columns", columns) or [name for name in table.columns if name != "id"]
    for name in added:
        require_one_of("column", name, table.columns)
        if name in given.names:
            raise RequestError(
                f"column {name!r} is in the frame already: columns=[...] names those that are to be added"
            )
    cells = given.read([id])[id] if id in given.names else None
    ids = [id_of({} if cells is None else {id: cells[row]}, id, row) for row in range(len(rows))]
    if unknown := [of for of in ids if of not in numbers]:
        raise RequestError(f"{len(unknown):,} rows of the frame are not in the table, the first with id {unknown[0]!r}")
    eager = rows.implementation.value
    results = nw.from_native(native_of(table, eager), eager_only=True)
    picked = results.select(*added)[[numbers[of] for of in ids]]
    made = rows.with_columns(*(picked[name] for name in added)).to_native()
    if given.kind == "duckdb":
        import duckdb

        return duckdb.from_arrow(made)
    return made


@contextmanager
def _telling_of_columns_of_one_name() -> Iterator[None]:
    import narwhals as nw

    try:
        yield
    except nw.exceptions.DuplicateError as error:
        raise RequestError(f"two columns of one name: {' '.join(str(error).split())}") from None


# What reads Arrow streams of those that narwhals does not know.
_READER = "pyarrow"


def _gives_arrow(given: object) -> bool:
    return hasattr(given, "__arrow_c_stream__") or hasattr(given, "__arrow_c_array__")


def _arrow_of(given: Any) -> Any:
    """What gives an Arrow stream or array, as a frame or a column of pyarrow, or else of polars."""
    try:
        import pyarrow as pa
    except ImportError:
        return _polars_of(given)
    streams = hasattr(given, "__arrow_c_stream__")
    column = pa.chunked_array(given) if streams else pa.chunked_array([pa.array(given)])
    if not pa.types.is_struct(column.type):
        return column
    return pa.Table.from_batches(
        [pa.RecordBatch.from_struct_array(chunk) for chunk in column.chunks], pa.schema(list(column.type))
    )


def _polars_of(given: Any) -> Any:
    try:
        import polars as pl
    except ImportError:
        raise RequestError(
            f"a {type(given).__name__} needs pyarrow or polars: pip install 'ordagrant[arrow]'"
        ) from None
    column = pl.Series(given)
    return column.struct.unnest() if isinstance(column.dtype, pl.Struct) else column


def _list_of(column: Any) -> list[Any]:
    if isinstance(column, list | tuple):
        return list(column)
    if type(column).__module__.partition(".")[0] == "numpy":
        return _of_array(column)
    import narwhals as nw

    known = nw.from_native(column, pass_through=True, allow_series=True)
    if known is column and _gives_arrow(column):
        known = nw.from_native(_arrow_of(column), pass_through=True, allow_series=True)
    if isinstance(known, nw.Series):
        return list(known.to_list())
    if not isinstance(column, Iterable):
        raise RequestError(f"{column!r} is no column of values")
    return list(column)


def _of_array(array: Any) -> list[Any]:
    if array.dtype.kind == "M":  # finer steps than microseconds would come out as numbers
        array = array.astype("datetime64[us]")
    if array.ndim > 1 and array.size == max(array.shape):  # a column, as scikit-learn hands them on
        array = array.reshape(-1)
    if array.ndim != 1:
        raise RequestError(f"an array of {array.ndim} dimensions is not a column")
    return list(array.tolist())


def _meant(cells: list[Any]) -> list[Any]:
    """The cells with one null, and with what pandas had no other type for: whole numbers beside nulls, days."""
    nulls = [is_null(cell) for cell in cells]
    present = [cell for cell, null in zip(cells, nulls, strict=True) if not null]
    if not present or isinstance(present[0], str):
        return [None if null else cell for cell, null in zip(cells, nulls, strict=True)]
    if len(present) < len(cells) and all(isinstance(cell, float) and cell.is_integer() for cell in present):
        return [None if null else int(cell) for cell, null in zip(cells, nulls, strict=True)]
    if all(isinstance(cell, datetime.datetime) and cell.time() == datetime.time.min for cell in present):
        return [None if null else cell.date() for cell, null in zip(cells, nulls, strict=True)]
    return [None if null else cell for cell, null in zip(cells, nulls, strict=True)]
