"""Table: the rows that every verb gives, for whichever frame library reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ordagrant import _core, frames
from ordagrant.errors import require_one_of, whole
from ordagrant.listing import as_text, columns_of_interest
from ordagrant.spacy_spans import ALIGNMENTS, KEY, MISALIGNED, Doc, written_spans

if TYPE_CHECKING:
    from typing import Self

    import pandas as pd
    import polars as pl
    import pyarrow as pa

# What a prompt shows of a table.
_FIRST = 10  # rows
_WIDTH = 120  # characters of a line
_CONTEXT = ("left", "right")  # of a hit, for which there is no room


def table_of(fields: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> _core.batch.Table:
    """The table of rows that were made in Python.

    `fields` has integer, real, truth, text, category or day of each column's name.
    """
    made = list(rows)
    return _core.batch.Table.of(list(fields.items()), [[row.get(name) for row in made] for name in fields])


class Table:
    """Rows of named columns, laid out as Arrow record batches.

    pandas, polars, pyarrow and DuckDB take a table as it is, through the Arrow PyCapsule interface
    (https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html), without a copy and as often as asked;
    DuckDB also by the name of the variable: `duckdb.sql("from hits")`.

    In frames columns have types, which no rows and no nulls change: whole numbers, days where all that can stand there
    are days, categories where few texts come again. Here, in `rows` and in JSON days are texts, `2024-03-12`.

    >>> import ordagrant as og
    >>> table = og.tokens("Tillit före kontroll.")
    >>> table["text"]
    ['Tillit', 'före', 'kontroll', '.']
    >>> len(table)
    4
    """

    def __init__(self, core: _core.batch.Table) -> None:
        self._core = core
        self._native_kind: str | None = None

    @property
    def native_kind(self) -> str | None:
        """The library of the frame or column that the texts came in: `pandas`, `polars`, ...; None if in none."""
        return self._native_kind

    def like(self, given: object) -> Self:
        """The table itself; `to_native` gives what is of the kind of `given` from now on."""
        self._native_kind = frames.kind_of(given)
        return self

    @property
    def core(self) -> _core.batch.Table:
        """The rows as the core has them, for the command line."""
        return self._core

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return self._core.names

    def __len__(self) -> int:
        return len(self._core)

    def __getitem__(self, column: str) -> list[Any]:
        """The values of a column, None where it is null. Raises RequestError for an unknown one."""
        names = self.columns
        require_one_of("column", column, names)
        return self._core.column(names.index(column))

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, one dict each."""
        names = self.columns
        for values in zip(*(self._core.column(index) for index in range(len(names))), strict=True):
            yield dict(zip(names, values, strict=True))

    def first(self, count: int) -> list[dict[str, Any]]:
        """The first `count` rows, or all if there are fewer, without a look at the others."""
        names = self.columns
        count = whole("count", count, 0)
        columns = (self._core.column(index, count) for index in range(len(names)))
        return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.rows()

    def json_lines(self) -> bytes:
        """The rows as JSON lines, in UTF-8."""
        return self._core.json_lines()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A new Arrow C stream over the rows; each call begins at the first one."""
        return self._core.arrow_stream()

    def to_arrow(self) -> pa.Table:
        """The rows as a pyarrow Table. Needs pyarrow."""
        import pyarrow as pa  # none of the frame libraries is required

        return pa.RecordBatchReader.from_stream(self).read_all()  # pa.table would import pandas, to ask if it is of it

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame. Needs pandas and pyarrow.

        Whole numbers are `Int64` and truths `boolean`, which have nulls; days are `datetime64`, categories `category`.
        """
        import pandas as pd
        import pyarrow as pa

        types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
        return self.to_arrow().to_pandas(types_mapper=types.get, date_as_object=False)

    def to_polars(self) -> pl.DataFrame:
        """The rows as a polars DataFrame. Needs polars."""
        import polars as pl

        return pl.DataFrame(self)

    def to_spacy(self, docs: Doc | Sequence[Doc], *, key: str = KEY, alignment: str = ALIGNMENTS[0]) -> Table:
        """Writes hits to `doc.spans[key]`: of a Doc of spaCy, or of the sequence of Docs that the hits were found in.

        A span's `label_` is pole and category, `npm/market` (`term` of hits without a pole), its `kb_id_` the term and
        its `id_` how it is meant: `reversed own affirms`. What stood under `key` is replaced.

        spaCy's spans are of whole tokens. With `alignment="expand"` a hit that is part of a token becomes the whole of
        it, with `contract` the tokens that lie in it, and with `strict` nothing. Given back is a row a hit that is not
        a span character for character: `id, start, end, text` and `span_start, span_end, span_text`, null where there
        is no span. Raises RequestError for another `alignment`, and for hits that are not of these docs.
        """
        return Table(table_of(MISALIGNED, written_spans(self.rows(), docs, key, alignment)))

    def to_native(self) -> Any:
        """The rows as the kind of frame, or of its column, that the texts came in: of pandas, polars, pyarrow, DuckDB.

        A lazy frame comes back worked out. Raises RequestError if they came in none.
        """
        return frames.native_of(self, self._native_kind)

    def beside(self, frame: Any, *, id: str = "id", columns: Sequence[str] = ()) -> Any:
        """`frame`, in its own kind, order and index, with `columns` of this table (all but the id) beside its own.

        For tables of one row a document: `og.score(frame).beside(frame, columns=["npm", "trust"])`. Rows belong
        together by the column `id` of the frame, and where it has none of that name by their number from 0. Raises
        RequestError for several rows of one id, for a row of the frame that has none here, and for a column that
        is not here or already there.

        >>> import ordagrant as og
        >>> import polars as pl
        >>> letters = pl.DataFrame({"body": ["Vi vill ha tillit.", "Ingenting."], "party": ["A", "B"]})
        >>> og.score(letters, text="body", lang="sv").beside(letters, columns=["trust_hits"]).columns
        ['body', 'party', 'trust_hits']
        """
        return frames.beside(frame, self, id, columns)

    def __repr__(self) -> str:
        """The first rows, as far as they are wide, and how many there are."""
        rows = self.first(_FIRST)
        count = f"{len(self):,} row{'' if len(self) == 1 else 's'}, {len(self.columns)} columns"
        more = f", the first {_FIRST} shown" if len(self) > _FIRST else ""
        names = [name for name in columns_of_interest(self.columns, rows) if name not in _CONTEXT]
        return f"{as_text(names, rows, _WIDTH)}<{type(self).__name__}: {count}{more}>"

    def _repr_html_(self) -> str:
        from ordagrant.display import of_table  # which knows tables

        return of_table(self)
