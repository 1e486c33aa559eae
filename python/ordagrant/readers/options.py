"""What a reader is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ordagrant import language
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.language import AUTO

MEBIBYTE = 1 << 20
LARGEST = (1 << 32) - 1  # the longest text that the core can point into


@dataclass(frozen=True)
class ReadOptions:
    """How documents are read; the names are those of the command line. Raises RequestError for an unknown `lang`."""

    text: str = "text"
    id: str = "id"
    lang: str = AUTO
    lang_column: str | None = None
    date: str | None = None  # the columns that become `date` and `group` of a document's meta
    group: str | None = None
    max_size: int = 256 * MEBIBYTE  # of a document, in bytes

    def __post_init__(self) -> None:
        language.requested(self.lang)
        if not 0 < self.max_size <= LARGEST:
            raise RequestError(f"a limit of {self.max_size} bytes is not one from 1 to {LARGEST}")

    def too_large(self, id: str, size: int) -> Document:
        """The row of a document that is over the limit."""
        return Document(id, b"", "too large", None, self.lang, f"{size} bytes, and the limit is {self.max_size}")
