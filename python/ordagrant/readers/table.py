"""Tables as text: CSV, TSV and JSON lines, and Parquet; a document a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from ordagrant import _core
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.readers.columns import document_of, require, too_long, wanted
from ordagrant.readers.delimited import Record, delimiter_of, records
from ordagrant.readers.options import ReadOptions
from ordagrant.readers.stream import Lines, TextStream, decoded

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_MOST_HELD = 1000  # lines at the beginning of a file that are no JSON, before it is taken for a table all the same

_BATCH_BYTES = 32 << 20  # of the texts of a Parquet file that are held at once
_BATCH_ROWS = 1 << 12


def read_csv(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The rows of a .csv or .tsv file, whose first row names the columns.

    The delimiter (comma, semicolon, tab, |) is the one that fits the first rows, or that of a first line `sep=;`. A
    row that ends before the text is `damaged`; one with more cells than there are columns is `partial`, since its text
    may have been cut at a delimiter. Cells that a row lacks after its text are nothing to us. The limit of size is that
    of a whole row.
    """
    with decoded(file) as text:
        yield from _rows_of_text(text, id, options)


def _rows_of_text(text: TextStream, id: str, options: ReadOptions) -> Iterator[Document]:
    lines = Lines(text.lines, options.max_size)
    rows = records(lines, delimiter_of(lines), options.max_size)
    header = next(rows, None)
    if header is None:
        yield Document(id, b"", "empty", text.encoding, options.lang)
        return
    columns = [column.strip() for column in header.cells]
    require(options, columns, id)
    if twice := [column for column in wanted(options) if columns.count(column) > 1]:
        raise RequestError(f"column {twice[0]!r} stands twice in {id}")
    number = -1
    for number, row in enumerate(rows):
        document = _document_of_record(row, number, columns, options, text.encoding)
        # Said once, with the first row: which row it was is seen by its U+FFFD.
        yield replace(document, ill_formed=text.ill_formed) if number == 0 else document
    if number < 0:
        yield Document(id, b"", "empty", text.encoding, options.lang, "no row but the header")


def _document_of_record(row: Record, number: int, columns: list[str], options: ReadOptions, encoding: str) -> Document:
    if row.too_long:
        return too_long(number, row.too_long, options, encoding)
    document = document_of(dict(zip(columns, row.cells, strict=False)), number, options, encoding)
    count = f"row {number} has {len(row.cells)} cells, and there are {len(columns)} columns"
    if len(row.cells) <= columns.index(options.text):
        return replace(document, status="damaged", reason=f"{count}: it ends before {options.text!r}")
    if row.remark:
        return replace(document, status="partial", reason=f"row {number}: {row.remark}")
    if any(row.cells[len(columns) :]):
        return replace(document, status="partial", reason=f"{count}: a delimiter may have cut the text")
    return document


def read_json_lines(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The objects of a .jsonl file, one a line. A line that is none is a row with the status `damaged`.

    A file of which no line is an object, up to a number of lines, is one row. The limit of size is that of a line.
    """
    with decoded(file, newline="\n") as text:
        yield from _objects_of_text(text, id, options)


def _objects_of_text(text: TextStream, id: str, options: ReadOptions) -> Iterator[Document]:
    lines = Lines(text.lines, options.max_size)
    number = 0
    checked = has_ids = False
    held: list[Document] | None = []  # what is damaged, until it is known that this is a table at all
    while (found := _next_object(lines)) is not None:
        if isinstance(found, dict):
            if not checked:
                require(options, found.keys(), id)
                has_ids = options.id in found
            if has_ids:
                found.setdefault(options.id, None)
            document = document_of(found, number, options, text.encoding)
            if not checked:
                document = replace(document, ill_formed=text.ill_formed)
            checked = True
        else:
            document = _no_object(found, number, options, text.encoding)
        number += 1
        if held is not None and (checked or len(held) == _MOST_HELD):
            yield from held
            held = None
        if held is None:
            yield document
        else:
            held.append(document)
    if number == 0:
        yield Document(id, b"", "empty", text.encoding, options.lang)
    elif held is not None:
        reason = f"none of its lines ({number}) is a JSON object; {held[0].reason}"
        yield replace(held[0], id=id, reason=reason)


def _no_object(found: str | int, number: int, options: ReadOptions, encoding: str) -> Document:
    if isinstance(found, int):
        return too_long(number, found, options, encoding)
    reason = f"row {number} is no JSON object: {found}"
    return Document(str(number), b"", "damaged", encoding, options.lang, reason, is_numbered=True)


def _next_object(lines: Lines) -> dict[str, object] | str | int | None:
    """The object of the next line that is not blank, why it is none, or the length of a line that was too long."""
    while True:
        line, dropped = lines.next()
        if dropped:
            return dropped
        if not line:
            return None
        if line.isspace():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            return str(error)
        return found if isinstance(found, dict) else "it is no object"


def row_groups_of(path: str) -> int:
    """How many parts a Parquet file has; 1 of what is none, and without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return 1
    try:
        return pq.ParquetFile(path).num_row_groups or 1
    except (pa.ArrowException, OSError, ValueError):
        return 1


def read_parquet(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The rows of a .parquet file, a few at a time. Raises RequestError if pyarrow is not there."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise RequestError(f"{id} needs pyarrow: pip install 'ordagrant[arrow]'") from None
    if file.read(4) == b"PARE":
        yield Document(id, b"", "encrypted", None, options.lang, "its columns are encrypted")
        return
    number = first = 0
    try:
        table = pq.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
        names = table.schema_arrow.names
        require(options, names, id)
        columns = [column for column in wanted(options) if column in names]
        groups = range(table.num_row_groups) if options.row_group is None else [options.row_group]
        number = sum(table.metadata.row_group(group).num_rows for group in range(groups[0] if groups else 0))
        first = number
        for batch in table.iter_batches(_rows_at_once(table), list(groups), columns=columns):
            for row in _rows(batch):
                yield document_of(row, number, options, "utf-8")
                number += 1
    except RequestError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        name, after = (id, "") if number == first else (str(number), f"after {number} rows: ")
        yield Document(name, b"", "damaged", None, options.lang, after + reason, is_numbered=number != first)
        return
    if number == first:
        yield Document(id, b"", "empty", "utf-8", options.lang)


def _rows_at_once(table: pq.ParquetFile) -> int:
    rows: int = table.metadata.num_rows
    size: int = sum(table.metadata.row_group(group).total_byte_size for group in range(table.num_row_groups))
    return max(1, min(_BATCH_ROWS, _BATCH_BYTES * rows // max(size, 1)))


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, object]]:
    columns = [[_cell(value) for value in column.to_pylist()] for column in batch.columns]
    for cells in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, cells, strict=True))


def _cell(value: object) -> object:
    # A column of bytes holds text as well, in the encoding of whoever wrote it.
    return _core.text.decode(value)[0].decode() if isinstance(value, bytes) else value
