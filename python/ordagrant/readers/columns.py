"""What the columns of a table are to us: rows in, Documents out."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import replace

from ordagrant import _core
from ordagrant.document import AUTO, Document
from ordagrant.errors import RequestError, not_one_of
from ordagrant.frames import id_of, is_missing, shown
from ordagrant.readers.options import ReadOptions

UNDETERMINED = "und"

# What files can say of themselves, and so what `date` and `group` may name without a table.
SAID_BY_FILES = ("date", "title", "author", "body", "to")

_MOST_NAMES, _LONGEST_NAME = 50, 50  # of columns, in a message


def require(options: ReadOptions, columns: Collection[str], id: str) -> None:
    """Raises RequestError if a column that was asked for is not one of the table `id`, nor of the metadata."""
    wanted = {"--text": options.text}
    if options.id != ReadOptions.id:
        wanted["--id"] = options.id
    if options.lang_column is not None:
        wanted["--lang-column"] = options.lang_column
    for name, column in options.named.items():
        if column not in options.metadata.columns:
            wanted[f"--{name}"] = column
    for option, column in wanted.items():
        if column not in columns:
            raise not_one_of(f"{option}: column", column, [f"{_named(columns)} in {id}"])


def no_column(option: str, column: str, options: ReadOptions) -> RequestError:
    """The error for a column that no table of the run has, nor the metadata, nor any file by itself."""
    known = dict.fromkeys([*options.metadata.columns, *SAID_BY_FILES])
    return not_one_of(f"{option}: column", column, [f"{_named(known)}, nor of any table"])


def _named(columns: Collection[str]) -> str:
    # What is no table can seem to have any number of columns, of any length.
    names = [str(column)[:_LONGEST_NAME] for column in columns]
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    return ", ".join(names[:_MOST_NAMES] + more)


def wanted(options: ReadOptions) -> list[str]:
    """The columns that documents are made of."""
    columns = (options.text, options.id, options.lang_column, *options.named.values())
    return list(dict.fromkeys(column for column in columns if column is not None))


def document_of(row: Mapping[str, object], number: int, options: ReadOptions, encoding: str) -> Document:
    """The document of row `number` (from 0), whose cells are strings, numbers, booleans or None.

    Without a column of ids its id is its number; where the column is there and its cell empty, it is `row 7`.
    A row is `damaged` if its id is none of these, or its text a boolean or a number that is not finite.
    """
    identity = row.get(options.id)
    id = id_of({**row, options.id: None} if isinstance(identity, dict | list) else row, options.id, number)
    has_id = not is_missing(identity) and not isinstance(identity, dict | list)
    text = row.get(options.text)
    reason = None
    if isinstance(identity, dict | list):
        reason = f"row {number}: {options.id!r} is of type {type(identity).__name__}"
    elif not isinstance(text, str | int | float | None) or isinstance(text, bool):
        reason = f"row {number}: {options.text!r} is of type {type(text).__name__}"
    elif isinstance(text, float) and not math.isfinite(text):
        reason = f"row {number}: {options.text!r} is {text}, which is no number"
    if reason is not None:
        return Document(id, b"", "damaged", encoding, options.lang, reason, is_row=True, is_numbered=not has_id)
    lang = options.lang
    if options.lang_column is not None and lang == AUTO:
        said = str(row.get(options.lang_column) or AUTO).strip().lower()
        # A row may be in any language; one that we have no tables for is read without a lexicon.
        lang = said if said in (AUTO, *_core.language.shipped()) else UNDETERMINED
    meta: dict[str, object] = {}
    for name, column in options.named.items():
        cell = row.get(column)
        meta[name] = shown(cell) if isinstance(cell, bool) else cell
    content = "" if text is None else str(text)
    status = "empty" if not content or content.isspace() else "ok"
    utf8 = _utf8(content)
    if len(utf8) > options.max_size:
        return replace(options.too_large(id, len(utf8)), encoding=encoding, is_row=True, is_numbered=not has_id)
    return Document(id, utf8, status, encoding, lang, meta=meta, is_row=True, is_numbered=not has_id)


def too_long(number: int, length: int, options: ReadOptions, encoding: str) -> Document:
    """The document of a row that was longer than documents may be, and was not kept."""
    reason = f"row {number} has {length} characters, and the limit of a document is {options.max_size} bytes"
    return Document(str(number), b"", "too large", encoding, options.lang, reason, is_row=True, is_numbered=True)


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return Document.from_text(text).utf8
