"""Tables: CSV, TSV and JSON lines, a document a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from ordagrant import _core, language
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.language import AUTO
from ordagrant.readers.options import ReadOptions

UNDETERMINED = "und"


def read_csv(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The rows of a .csv file (comma, semicolon) or a .tsv file, whose first line names the columns."""
    utf8, encoding, ill_formed = _core.text.decode(file.read())
    content = utf8.decode()
    if not content.strip():
        yield Document(id, b"", "empty", encoding, options.lang)
        return
    first = content.split("\n", 1)[0]
    delimiter = "\t" if id.lower().endswith(".tsv") else ";" if first.count(";") > first.count(",") else ","
    csv.field_size_limit(max(options.max_size, csv.field_size_limit()))
    try:
        # Line ends inside a quoted cell belong to the document and stay as they are.
        reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter)
        columns = reader.fieldnames or ()
        _require(options, columns, id)
        if twice := [column for column in {options.text, options.id} if list(columns).count(column) > 1]:
            raise RequestError(f"column {twice[0]!r} stands twice in {id}")
        number = -1
        for number, row in enumerate(reader):
            document = _document(row, number, options)
            # Said once, with the first row: which row it was is seen by its U+FFFD.
            yield replace(document, meta={**document.meta, "ill_formed": ill_formed}) if number == 0 else document
        if number < 0:
            yield Document(id, b"", "empty", encoding, options.lang, "no row but the header")
    except csv.Error as error:
        yield Document(id, b"", "damaged", encoding, options.lang, str(error))


def read_json_lines(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The objects of a .jsonl file, one a line. A line that is none is a row with the status `damaged`."""
    number = 0
    checked = False
    for line in file:
        utf8, encoding, _ = _core.text.decode(line)
        if not utf8.strip():
            continue
        try:
            row = json.loads(utf8)
            if not isinstance(row, dict):
                raise TypeError("it is no object")
        except (ValueError, TypeError, RecursionError) as error:
            yield Document(
                str(number), b"", "damaged", encoding, options.lang, f"row {number} is no JSON object: {error}"
            )
        else:
            if not checked:
                _require(options, row.keys(), id)
                checked = True
            yield _document(row, number, options)
        number += 1
    if number == 0:
        yield Document(id, b"", "empty", "utf-8", options.lang)


def _require(options: ReadOptions, columns: Collection[str], id: str) -> None:
    wanted = {"--text": options.text}
    if options.id != ReadOptions.id:
        wanted["--id"] = options.id
    if options.lang_column is not None:
        wanted["--lang-column"] = options.lang_column
    wanted |= {f"--{name}": column for name in ("date", "group") if (column := getattr(options, name)) is not None}
    for option, column in wanted.items():
        if column not in columns:
            raise RequestError(f"{option}: column {column!r} is not one of {', '.join(map(str, columns))} in {id}")


def _document(row: Mapping[str, object], number: int, options: ReadOptions) -> Document:
    identity = row.get(options.id)
    id = str(number) if identity is None else str(identity)
    text = row.get(options.text)
    if not isinstance(text, str | int | float | None):
        reason = f"row {number}: {options.text!r} is of type {type(text).__name__}"
        return Document(id, b"", "damaged", "utf-8", options.lang, reason)
    lang = options.lang
    if options.lang_column is not None and lang == AUTO:
        said = str(row.get(options.lang_column) or AUTO).strip().lower()
        # A row may be in any language; one that we have no tables for is read without a lexicon.
        lang = said if said in (AUTO, *language.shipped()) else UNDETERMINED
    meta = {name: row.get(column) for name in ("date", "group") if (column := getattr(options, name)) is not None}
    document = Document.from_text("" if text is None else str(text), id, lang, meta)
    return document if len(document.utf8) <= options.max_size else options.too_large(id, len(document.utf8))
