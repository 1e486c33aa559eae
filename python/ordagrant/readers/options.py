"""What a reader is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ordagrant import language
from ordagrant.language import AUTO

MEBIBYTE = 1 << 20


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
