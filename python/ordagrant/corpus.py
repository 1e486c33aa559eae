"""Corpus: many documents, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ordagrant.document import AUTO, Document, Texts, documents_of
from ordagrant.readers import ReadOptions, Skipped, documents, require_document

# As many bytes of documents as are held at once by what works through an archive.
CHUNK_BYTES = 16 << 20


def chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in lists of about CHUNK_BYTES, so that an archive is never in memory whole."""
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.utf8)
        if size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class Corpus:
    """The documents of files, folders, globs and tables. Each time it is walked through they are read anew."""

    def __init__(self, inputs: list[str], options: ReadOptions) -> None:
        self._inputs = inputs
        self._options = options

    def __iter__(self) -> Iterator[Document]:
        return documents(self._inputs, self._options, Skipped())

    def __repr__(self) -> str:
        return f"<Corpus: {', '.join(self._inputs)}>"


def one_by_one(texts: Texts, lang: str) -> Iterable[Document]:
    """As `documents_of`, but the documents of a Corpus one after the other, so that it is never in memory whole."""
    if isinstance(texts, Corpus):
        return (documents_of(document, lang)[0] for document in texts)
    return documents_of(texts, lang)


def read(path: str | Path, *, lang: str = AUTO) -> Document:
    """Reads a document.

    A file that is there is never an error: `status` says what could be read. `meta` has what the file says of itself,
    as far as it does: of PDF `title`, `author` and `date` (the day it was made, `2024-02-29`, or its month or year); of
    HTML, Word and OpenDocument these and `body`, who met, where a case system says it; of mail `title` (the subject),
    `author` (the sender), `to` and `date` (the time it was sent, ISO 8601).

    Raises FileNotFoundError if there is no
    such file, IsADirectoryError for a folder, and RequestError for a table or an unknown `lang`.
    """
    path = Path(path)
    path.stat()
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder: read_corpus reads those")
    require_document(path)
    return next(documents([str(path)], ReadOptions(lang=lang), Skipped()))


def read_corpus(
    *inputs: str | Path,
    text: str = "text",
    id: str = "id",
    lang: str = AUTO,
    lang_column: str | None = None,
    date: str | None = None,
    group: str | None = None,
    meta: str | Path | Mapping[str, Mapping[str, object]] | None = None,
    path_pattern: str | None = None,
) -> Corpus:
    """The documents of files, folders, globs (`*`, `**`), tables and archives.

    `text`, `id`, `lang_column`, `date` and `group` name columns of tables; the last two become `meta` of the documents.
    `meta` gives documents further columns by their ids: a CSV file with a column `id`, or a mapping of ids to mappings.
    `path_pattern` gives them by their paths: `"{municipality}/{year}/*"`, where `*` is any part of a name and `**` any
    number of folders. `date` and `group` may name these columns too, and what files say of themselves (`date`, `title`,
    `author`, `body`, `to`). A file that several inputs hold is read once.

    Raises RequestError for an unknown `lang` and for metadata or a pattern that is wrong, and while the documents are
    read for an unknown column, at the latest after the last of them.
    """
    options = ReadOptions(
        text=text,
        id=id,
        lang=lang,
        lang_column=lang_column,
        date=date,
        group=group,
        meta=meta,
        path_pattern=path_pattern,
    )
    return Corpus([str(path) for path in inputs], options)
