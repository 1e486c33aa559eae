"""What a reader is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ordagrant.document import AUTO, Document, requested
from ordagrant.errors import RequestError
from ordagrant.readers.metadata import Metadata, MetaTable

MEBIBYTE = 1 << 20
NAMED = ("date", "group", "case", "handler")  # the options whose columns become a document's meta under their own names
LARGEST = (1 << 32) - 1  # the longest text that the core can point into


@dataclass(frozen=True)
class ReadOptions:
    """How documents are read; the names are those of the command line.

    Raises RequestError for an unknown `lang`, and for metadata and path patterns as Metadata says.
    """

    text: str = "text"
    id: str = "id"
    lang: str = AUTO
    lang_column: str | None = None
    date: str | None = None  # the columns that become these of a document's meta
    group: str | None = None
    case: str | None = None
    handler: str | None = None
    max_size: int = 256 * MEBIBYTE  # of a document, in bytes
    meta: str | Path | MetaTable | None = None  # a CSV of further columns, by the column `id`
    path_pattern: str | None = None  # further columns by the path: "{municipality}/{year}/*"
    whole_page: bool = False  # of HTML, not its main text alone
    contacts: bool = False  # a document is a contact: in a folder or archive with tables their rows, and no other file
    row_group: int | None = None  # of a Parquet file, this part of it alone, from 0

    def __post_init__(self) -> None:
        requested(self.lang)
        if not 0 < self.max_size <= LARGEST:
            raise RequestError(f"a limit of {self.max_size} bytes is not one from 1 to {LARGEST}")
        further = self.metadata.columns  # what is wrong with it is said before the first document is read
        for name, column in self.named.items():
            if column != name and name in further:
                raise RequestError(f"--{name} is {column!r}, and the metadata has a column {name!r} that it would hide")

    @cached_property
    def named(self) -> dict[str, str]:
        """The columns that were asked for, by their names in NAMED."""
        asked = {name: getattr(self, name) for name in NAMED}
        return {name: column for name, column in asked.items() if column is not None}

    @cached_property
    def metadata(self) -> Metadata:
        """What `meta` and `path_pattern` say of documents."""
        return Metadata(self.meta, self.path_pattern)

    def too_large(self, id: str, size: int) -> Document:
        """The row of a document that is over the limit."""
        return Document(id, b"", "too large", None, self.lang, f"{size} bytes, and the limit is {self.max_size}")
