"""Document: a source as it was handed in, and what the rooms say of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias, Unpack

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.errors import RequestError, require_one_of
from ordagrant.frames import Columns, Frame, cells_of, frame_of, is_null, shown
from ordagrant.spacy_spans import is_doc
from ordagrant.table import Table

AUTO = "auto"  # the language is to be found from the text

Row: TypeAlias = tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]

LONGEST_PATH = 4096  # characters; PATH_MAX of Linux
NO_PAGES = -1  # in a Row, of a document that is not made of pages

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_NO_ASCII_SPACE = re.compile(rb"[^\s\x1c-\x1f]")


@dataclass(frozen=True)
class Document:
    """A document and the figures that can be read off it.

    `id` is its path as given or its row's id. `source` is the text that every position counts in. `status` is `ok`, or
    says why there is no text. `pages` and `pages_read` are None where the document is not made of pages; a form feed in
    the source of one that is stands between two pages. `meta` holds what is known beside the text.

    >>> import ordagrant as og
    >>> document = og.Document.from_text("Tillit före kontroll.")
    >>> document.lang, document.status
    ('sv', 'ok')
    """

    id: str
    utf8: bytes
    status: str = "ok"
    encoding: str | None = "utf-8"
    requested_lang: str = AUTO
    reason: str | None = None
    pages: int | None = None
    pages_read: int | None = None  # those with a text
    meta: Mapping[str, object] = field(default_factory=dict)
    columns: tuple[str, ...] = ()  # those of meta that every row about the document shows
    ill_formed: int = 0  # stretches of bytes that became U+FFFD; of a table, with its first row
    note: str | None = None  # what was left out of what the document comes from
    pages_without_text: str | None = None  # those that were not read, from 1: "2-4, 7"
    is_row: bool = False  # of a table, as what citizens wrote is
    is_numbered: bool = False  # a row that has no id but its number

    def __post_init__(self) -> None:
        # A file name in another encoding, or half a character in a table: the name stays readable and unlike others.
        if not self.id.isascii():
            object.__setattr__(self, "id", self.id.encode("utf-8", "backslashreplace").decode())

    @classmethod
    def from_text(
        cls, text: str, id: str = "0", lang: str = AUTO, meta: Mapping[str, object] | None = None
    ) -> Document:
        """A document of a string. Surrogates that stand alone are no characters and become U+FFFD.

        Raises RequestError for a text or an id that is no string.
        """
        for name, given in (("text", text), ("id", id)):
            if not isinstance(given, str):
                raise RequestError(f"{name} {given!r} is no string")
        utf8 = _utf8_of(text)
        return cls(id, utf8, status_of(utf8), requested_lang=lang, meta=meta or {})

    @cached_property
    def source(self) -> str:
        """The text as it was handed in, decoded; `source[start:end]` is the `text` of a row."""
        return self.utf8.decode()

    @cached_property
    def _reading(self) -> tuple[str, str]:
        table = kernel().text([self.row()])
        values = dict(zip(table.names, (table.column(index)[0] for index in range(len(table.names))), strict=True))
        return str(values["lang"]), str(values["text"])

    @property
    def lang(self) -> str:
        """The language: the one asked for, or the one that was found."""
        return self._reading[0]

    @property
    def text(self) -> str:
        """The source as it is read: with what files, pages and extraction broke mended."""
        return self._reading[1]

    @property
    def repairs(self) -> Table:
        """What was mended, one row a repair: `id, start, end, kind, before, after`."""
        return Table(kernel().repairs([self.row()]))

    @cached_property
    def _tokens(self) -> list[tuple[int, int, int]]:
        table = kernel().tokens([self.row()], columns=["sentence", "start", "end"])
        return list(zip(*(table.column(index) for index in range(3)), strict=True))

    @property
    def tokens(self) -> list[str]:
        """The words, numbers and marks, as they stand in the source."""
        return [self.source[start:end] for _, start, end in self._tokens]

    @property
    def sentences(self) -> list[str]:
        """The sentences, as they stand in the source."""
        bounds: dict[int, tuple[int, int]] = {}
        for sentence, start, end in self._tokens:
            bounds[sentence] = (bounds.get(sentence, (start, end))[0], end)
        return [self.source[start:end] for start, end in bounds.values()]

    def __repr__(self) -> str:
        pages = "" if self.pages is None else f", {self.pages_read} of {self.pages} pages read"
        return f"<{type(self).__name__} {self.id!r}: {self.status}, {len(self.source):,} characters{pages}>"

    def _repr_html_(self) -> str:
        from ordagrant.display import of_document  # which knows documents

        return of_document(self)

    def row(self, group: str = "") -> Row:
        """What the kernel takes; `group` is what the document is added up with."""
        name = group.encode("utf-8", "backslashreplace").decode()
        pages = NO_PAGES if self.pages is None else self.pages
        read = NO_PAGES if self.pages_read is None else self.pages_read
        further: dict[str, str | None] = dict.fromkeys(self.columns)
        for column in further:
            if (value := shown(self.meta.get(column))) is not None:
                further[column] = _LONE_SURROGATES.sub("\ufffd", value)
        return (self.id, self.utf8, self.requested_lang, self.status, self.encoding or "", name, pages, read, further)


def requested(lang: str) -> str:
    """`lang` if it may be asked for. Raises RequestError, naming the allowed ones, if not."""
    allowed = [AUTO, *_core.language.shipped()]
    require_one_of("language", lang, allowed)
    return lang


# A string, a Document, a Doc of spaCy, a Corpus, a list or column of these, or a frame with a column of texts.
Texts: TypeAlias = Any


def _utf8_of(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATES.sub("\ufffd", text).encode()


def status_of(utf8: bytes) -> str:
    """`empty` for a text of white space alone, else `ok`."""
    seen = _NO_ASCII_SPACE.search(utf8)
    return "ok" if seen and (seen[0].isascii() or utf8.decode().strip()) else "empty"


def _require_texts(texts: object) -> None:
    """Raises RequestError for what would be taken for texts by mistake: a path, bytes, nothing."""
    if isinstance(texts, str):
        if len(texts) <= LONGEST_PATH and "\n" not in texts and os.path.isfile(texts):  # noqa: PTH113 (Path raises)
            raise RequestError(f"{texts!r} is a file, not a text: og.read({texts!r}) reads it")
    elif isinstance(texts, Path):
        raise RequestError(f"'{texts}' is a path, not a text: og.read reads files, og.read_corpus folders and tables")
    elif isinstance(texts, bytes):
        raise RequestError("bytes are not a text: og.read finds out how a file is encoded")
    elif not (isinstance(texts, Document | Iterable) or hasattr(texts, "collect") or _gives_arrow(texts)):
        raise RequestError(f"{texts!r} is neither a string, a Document, a Corpus, a frame nor a sequence of texts")


def _gives_arrow(texts: object) -> bool:
    return hasattr(texts, "__arrow_c_stream__") or hasattr(texts, "__arrow_c_array__")


def documents_of(
    texts: Texts,
    lang: str,
    *,
    text: str = "text",
    id: str = "id",
    lang_column: str | None = None,
    date: str | None = None,
    group: str | None = None,
    case: str | None = None,
    handler: str | None = None,
) -> list[Document]:
    """The texts as Documents: the one way in, for whatever holds them.

    Strings of a list or a column are numbered from 0; a null among them is an empty text, and a Doc of spaCy its text,
    character for character. Of a frame the other arguments name columns (`frames.Columns`), of Documents `date` and
    what follows it name what their `meta` holds. Raises RequestError for what is no text, an unknown `lang`, and a
    column that is not there.
    """
    requested(lang)
    _require_texts(texts)
    given = {"date": date, "group": group, "case": case, "handler": handler}
    asked = {name: column for name, column in given.items() if column is not None}
    if isinstance(texts, str | Document) or is_doc(texts):
        texts = [texts]
    elif (frame := frame_of(texts)) is not None:
        return documents_of_frame(frame, lang, text=text, id=id, lang_column=lang_column, named=asked)
    documents: list[Document] = []
    if hasattr(texts, "shown_reading"):  # a Corpus
        cells = texts.shown_reading()
    else:
        cells = texts if isinstance(texts, list) else cells_of(texts)
    for number, given_cell in enumerate(cells):
        cell = given_cell.text if not isinstance(given_cell, str | Document) and is_doc(given_cell) else given_cell
        if isinstance(cell, Document):
            document = cell
        elif isinstance(cell, str) or is_null(cell):
            document = Document.from_text(cell if isinstance(cell, str) else "", str(number), lang=lang)
        else:
            raise RequestError(f"text number {number} is of type {type(cell).__name__}, neither string nor Document")
        if lang not in (AUTO, document.requested_lang):
            document = replace(document, requested_lang=lang)
        documents.append(document)
    return _named(documents, asked) if asked else documents


def _named(documents: list[Document], named: Mapping[str, str]) -> list[Document]:
    known = dict.fromkeys(name for document in documents for name in document.meta)
    for name, column in named.items():
        if documents:
            require_one_of(f"{name}: column", column, map(str, known))
    given = [{name: document.meta.get(column) for name, column in named.items()} for document in documents]
    return [replace(one, meta={**one.meta, **told}) for one, told in zip(documents, given, strict=True)]


def documents_of_frame(
    frame: Frame,
    lang: str,
    *,
    text: str,
    id: str,
    lang_column: str | None,
    named: Mapping[str, str],
    further: Sequence[str] = (),
    carried: Sequence[str] = (),
) -> list[Document]:
    """The rows of a frame as Documents, with the columns `named` and `further` as their `meta`.

    `carried` of these are the columns that every row about them has. The rows of files go the same way.
    """
    from ordagrant.readers.columns import document_of  # which makes documents
    from ordagrant.readers.options import NAMED, ReadOptions

    wanted = {"text": text, **({"lang_column": lang_column} if lang_column is not None else {}), **named}
    if id != ReadOptions.id:
        wanted["id"] = id
    for option, column in wanted.items():
        frame.require(option, column)
    ids = [id] if id in frame.names else []
    columns = frame.read([text, *ids, *wanted.values(), *further])
    for number, cell in enumerate(columns[text]):
        if cell is not None and not isinstance(cell, str):
            raise RequestError(f"column {text!r}, row {number}: {type(cell).__name__}, not a string")
    known = {name: named.get(name) for name in NAMED}
    options = ReadOptions(text, id, lang, lang_column, known["date"], known["group"], known["case"], known["handler"])
    documents = []
    for number, cells in enumerate(zip(*columns.values(), strict=True)):
        row = dict(zip(columns, cells, strict=True))
        document = document_of(row, number, options, "utf-8")
        if further:
            meta = {**{name: row[name] for name in further}, **document.meta}
            document = replace(document, meta=meta, columns=tuple(carried))
        documents.append(document)
    return documents


def rows_of(texts: Texts, lang: str, **named: Unpack[Columns]) -> list[Row]:
    """The rows that the kernel takes."""
    if type(texts) is list and not named and all(type(text) is str for text in texts):
        # Nothing is known of them but their text, and there may be very many.
        requested(lang)
        encoded = enumerate(map(_utf8_of, texts))
        return [
            (str(number), utf8, lang, status_of(utf8), "utf-8", "", NO_PAGES, NO_PAGES, {}) for number, utf8 in encoded
        ]
    return [document.row() for document in documents_of(texts, lang, **named)]
