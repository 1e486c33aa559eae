"""Table: the rows that every verb gives, for whichever frame library reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ordagrant import _core
from ordagrant.errors import not_one_of
from ordagrant.spacy_spans import ALIGNMENTS, KEY, MISALIGNED, Doc, written_spans

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def table_of(fields: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> _core.batch.Table:
    """The table of rows that were made in Python. `fields` has each column's integer, real, truth, text or category."""
    made = list(rows)
    return _core.batch.Table.of(list(fields.items()), [[row.get(name) for row in made] for name in fields])


class Table:
    """Rows of named columns, laid out as Arrow record batches.

    pandas, polars, pyarrow and DuckDB take a table as it is, through the Arrow PyCapsule interface
    (https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html), without a copy and as often as asked.

    >>> import ordagrant as og
    >>> table = og.tokens("Tillit före kontroll.")
    >>> table["text"]
    ['Tillit', 'före', 'kontroll', '.']
    >>> len(table)
    4
    """

    def __init__(self, core: _core.batch.Table) -> None:
        self._core = core

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
        if column not in names:
            raise not_one_of("column", column, names)
        return self._core.column(names.index(column))

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, one dict each."""
        names = self.columns
        for values in zip(*(self._core.column(index) for index in range(len(names))), strict=True):
            yield dict(zip(names, values, strict=True))

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

        return pa.table(self)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame. Needs pandas and pyarrow."""
        return self.to_arrow().to_pandas()

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

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} rows of {', '.join(self.columns)}>"
