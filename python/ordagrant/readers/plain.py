"""Text and Markdown files: their bytes are their source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ordagrant import _core
from ordagrant.document import Document, status_of
from ordagrant.readers.options import ReadOptions


def read(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The one document of a file."""
    utf8, encoding, ill_formed = _core.text.decode(file.read())
    yield Document(id, utf8, status_of(utf8), encoding, options.lang, ill_formed=ill_formed)
