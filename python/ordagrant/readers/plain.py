"""Text and Markdown files: their bytes are their source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ordagrant import _core
from ordagrant.document import Document, status_of
from ordagrant.readers.options import ReadOptions


def read(path: Path, id: str, options: ReadOptions) -> Iterator[Document]:
    """The one document of a file. Raises OSError where it cannot be read."""
    size = path.stat().st_size
    if size > options.max_size:
        yield too_large(id, size, options)
        return
    with path.open("rb") as file:
        yield from documents_of(id, file.read(options.max_size + 1), options)


def documents_of(id: str, content: bytes, options: ReadOptions) -> Iterator[Document]:
    """The one document of these bytes."""
    if len(content) > options.max_size:
        yield too_large(id, len(content), options)
        return
    utf8, encoding, ill_formed = _core.text.decode(content)
    yield Document(id, utf8, status_of(utf8), encoding, options.lang, meta={"ill_formed": ill_formed})


def too_large(id: str, size: int, options: ReadOptions) -> Document:
    """The row of a document that is over the limit."""
    return Document(id, b"", "too large", None, options.lang, f"{size} bytes, and the limit is {options.max_size}")
