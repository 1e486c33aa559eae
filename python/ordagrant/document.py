"""Document: a source as it was handed in, and what the rooms say of it."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.errors import RequestError, not_one_of
from ordagrant.spacy_spans import Doc, is_doc
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
    utf8: bytes = field(repr=False)
    status: str = "ok"
    encoding: str | None = "utf-8"
    requested_lang: str = AUTO
    reason: str | None = None
    pages: int | None = None
    pages_read: int | None = None  # those with a text
    meta: Mapping[str, object] = field(default_factory=dict, repr=False)
    columns: tuple[str, ...] = ()  # those of meta that every row about the document shows
    ill_formed: int = 0  # stretches of bytes that became U+FFFD; of a table, with its first row
    note: str | None = None  # what was left out of what the document comes from
    pages_without_text: str | None = None  # those that were not read, from 1: "2-4, 7"

    def __post_init__(self) -> None:
        # A file name in another encoding, or half a character in a table: the name stays readable and unlike others.
        object.__setattr__(self, "id", self.id.encode("utf-8", "backslashreplace").decode())

    @classmethod
    def from_text(
        cls, text: str, id: str = "0", lang: str = AUTO, meta: Mapping[str, object] | None = None
    ) -> Document:
        """A document of a string. Surrogates that stand alone are no characters and become U+FFFD."""
        try:
            utf8 = text.encode()
        except UnicodeEncodeError:
            utf8 = _LONE_SURROGATES.sub("\ufffd", text).encode()
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

    def row(self, group: str = "") -> Row:
        """What the kernel takes; `group` is what the document is added up with."""
        name = group.encode("utf-8", "backslashreplace").decode()
        pages, read = (NO_PAGES if number is None else number for number in (self.pages, self.pages_read))
        further: dict[str, str | None] = dict.fromkeys(self.columns)
        for column in further:
            if (value := self.meta.get(column)) is not None:
                further[column] = _LONE_SURROGATES.sub("\ufffd", str(value))
        return (self.id, self.utf8, self.requested_lang, self.status, self.encoding or "", name, pages, read, further)


def requested(lang: str) -> str:
    """`lang` if it may be asked for. Raises RequestError, naming the allowed ones, if not."""
    allowed = [AUTO, *_core.language.shipped()]
    if lang not in allowed:
        raise not_one_of("language", lang, allowed)
    return lang


Texts: TypeAlias = str | Document | Doc | Iterable[str | Document | Doc]


def status_of(utf8: bytes) -> str:
    """`empty` for a text of white space alone, else `ok`."""
    seen = _NO_ASCII_SPACE.search(utf8)
    return "ok" if seen and (seen[0].isascii() or utf8.decode().strip()) else "empty"


def _is_missing(value: object) -> bool:
    """None, or the not-a-number or NA that pandas has instead."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NAType"


def _require_texts(texts: object) -> None:
    """Raises RequestError for what would be taken for texts by mistake: a path, a frame, a mapping, nothing."""
    if isinstance(texts, str):
        if len(texts) <= LONGEST_PATH and "\n" not in texts and os.path.isfile(texts):  # noqa: PTH113 (Path raises)
            raise RequestError(f"{texts!r} is a file, not a text: og.read({texts!r}) reads it")
    elif isinstance(texts, Path):
        raise RequestError(f"'{texts}' is a path, not a text: og.read reads files, og.read_corpus folders and tables")
    elif isinstance(texts, Mapping) or (hasattr(texts, "columns") and not isinstance(texts, Document)):
        raise RequestError(f"a {type(texts).__name__} is not a sequence of texts: name its column, as in frame['text']")
    elif not isinstance(texts, Document | Iterable):
        raise RequestError(f"{texts!r} is neither a string, a Document, a Corpus nor a sequence of these")


def documents_of(texts: Texts, lang: str) -> list[Document]:
    """The texts as Documents. Strings of a sequence are numbered from 0; None among them is an empty text.

    A Doc of spaCy is its text, character for character.
    """
    requested(lang)
    _require_texts(texts)
    if isinstance(texts, str | Document) or is_doc(texts):
        texts = [texts]
    documents: list[Document] = []
    for number, given in enumerate(texts):
        text = given.text if is_doc(given) else given
        if isinstance(text, Document):
            document = text
        elif isinstance(text, str) or _is_missing(text):
            document = Document.from_text(text if isinstance(text, str) else "", str(number), lang=lang)
        else:
            raise RequestError(f"text number {number} is of type {type(text).__name__}, neither string nor Document")
        if lang not in (AUTO, document.requested_lang):
            document = replace(document, requested_lang=lang)
        documents.append(document)
    return documents


def rows_of(texts: Texts, lang: str) -> list[Row]:
    """The rows that the kernel takes."""
    return [document.row() for document in documents_of(texts, lang)]
