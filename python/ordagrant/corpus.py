"""Corpus: many documents, read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Unpack

from ordagrant.document import AUTO, Document, Texts, documents_of, documents_of_frame, requested
from ordagrant.errors import RequestError, not_one_of, strings
from ordagrant.frames import Columns, frame_of, shown
from ordagrant.progress import progress
from ordagrant.readers import ReadOptions, Skipped, count, count_unopened, documents, require_document
from ordagrant.readers.metadata import OWN, MetaTable

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
    """Documents in an order, read one after the other when they are asked for, and each time anew.

    `read_corpus` makes one of files, `from_frame` of a frame, `Corpus(documents)` of Documents, which it holds. What is
    known of the documents beside their texts is in their `meta`; `columns` of it are in every row about them.

    A pickle of one has its documents, or of files the paths, and the function that it was filtered by.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        held = list(documents) if isinstance(documents, Iterable) else [documents]
        if wrong := [number for number, one in enumerate(held) if not isinstance(one, Document)]:
            kind = type(held[wrong[0]]).__name__
            raise RequestError(f"document number {wrong[0]} is of type {kind}, and no Document")
        # Not of functions that are made here: a corpus can be pickled.
        self._walk: Callable[[], Iterator[Document]] = partial(iter, held)
        self._count: Callable[[], int] = partial(len, held)
        self._known_count: Callable[[], int | None] = partial(len, held)  # if it takes no time
        self._said = _documents(len(held))
        self._native_kind: str | None = None
        self.columns = list(dict.fromkeys(column for document in held for column in document.columns))

    @classmethod
    def _lazy(
        cls,
        walk: Callable[[], Iterator[Document]],
        count: Callable[[], int],
        known_count: Callable[[], int | None],
        said: str,
        columns: list[str],
    ) -> Corpus:
        corpus = cls(())
        corpus._walk, corpus._count, corpus._known_count = walk, count, known_count
        corpus._said, corpus.columns = said, columns
        return corpus

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        text: str = "text",
        id: str = "id",
        lang: str = AUTO,
        lang_column: str | None = None,
        date: str | None = None,
        group: str | None = None,
        meta: Sequence[str] | None = None,
    ) -> Corpus:
        """A document a row of a frame: of pandas, polars, pyarrow, DuckDB, or whatever else holds columns.

        `text`, `id`, `lang_column`, `date` and `group` name columns; without one called `id` rows are numbered from 0.
        Its other columns are in the documents' `meta`, and every row about a document has them, but for those that rows
        have themselves (`date`, `lang`, `status`, `label`, ...). `meta` names those that are wanted, and only these are
        read. A lazy frame is worked out here. Raises RequestError for a column that is not there or that rows have
        themselves, a cell of `text` that is no text, and an unknown `lang`.

        >>> import ordagrant as og
        >>> rows = {"body": ["Vi litar på dem.", "Mer kontroll!"], "party": ["B", "A"], "year": [2023, 2024]}
        >>> corpus = og.Corpus.from_frame(rows, text="body", lang="sv")
        >>> corpus
        <Corpus: 2 documents of a dict, with party, year>
        >>> og.score(corpus.filter(year=2024))["party"]
        ['A']
        """
        requested(lang)
        given = frame_of(frame)
        if given is None:
            raise RequestError(f"a {type(frame).__name__} is no frame: it has no columns with names")
        asked = {name: column for name, column in (("date", date), ("group", group)) if column is not None}
        taken = [text, id, lang_column]
        further = [name for name in given.names if name not in taken] if meta is None else list(strings("meta", meta))
        for name in further:
            given.require("meta", name)
        own = {*OWN, "date"}
        carried = [name for name in further if name not in own]
        if meta is not None and carried != further:
            wrong = next(name for name in further if name in own)
            raise RequestError(f"meta: column {wrong!r} cannot be given to documents: rows have one of that name")
        corpus = cls(
            documents_of_frame(
                given,
                lang,
                text=text,
                id=id,
                lang_column=lang_column,
                named=asked,
                further=further,
                carried=carried,
            )
        )
        corpus.columns = carried
        corpus._native_kind = given.kind
        corpus._said += f" of a {type(frame).__name__}"
        return corpus

    @classmethod
    def _of_sample(cls, name: str, documents: list[Document]) -> Corpus:
        corpus = cls(documents)
        corpus._said += f" of the sample {name}"
        return corpus

    @property
    def native_kind(self) -> str | None:
        """The library of the frame that the documents came in; None if in none."""
        return self._native_kind

    def __iter__(self) -> Iterator[Document]:
        return self._walk()

    def shown_reading(self) -> Iterator[Document]:
        """The documents, with progress shown: for a verb that reads all of them."""
        with progress(self._known_count) as step:
            for document in self:
                yield document
                step(1, len(document.utf8))

    def __len__(self) -> int:
        """How many documents there are. Files are counted unopened, but for tables, archives and mail."""
        return self._count()

    def filter(self, keep: Callable[[Document], object] | None = None, /, **columns: object) -> Corpus:
        """The documents for which `keep` is true, and whose `meta` has these values.

        `corpus.filter(party="S", year=[2023, 2024])`: a list, a set, an array or whatever else holds several values
        holds those of which it may be any. They are compared as rows show them, so `2024` is what a path says with
        `"2024"`, and `2024.0`, which frames make of whole numbers, as well; None is what is not known. Also
        `id`, `lang` and `status` may be asked for. Nothing is read until the documents are asked for; then, after the
        last of them, RequestError is raised for a column that none of them has.
        """
        wanted = {column: {form for one in _any_of(value) for form in _forms(one)} for column, value in columns.items()}
        kept = partial(_kept, self, keep, wanted)
        said = f"some of {self._said.removeprefix('some of ')}"
        part = self._lazy(kept, partial(_counted, kept), _unknown, said, list(self.columns))
        part._native_kind = self._native_kind
        return part

    def group_by(self, column: str) -> dict[str, Corpus]:
        """The documents of each value of a column of `meta`, by the value as rows show it, in the order of these.

        `for party, part in corpus.group_by("party").items()`. Where nothing is known of documents they are in `""`, the
        last one. The documents are read once to know the values, and those of a group again when it is walked through.
        Raises RequestError for a column that none of the documents has.
        """
        values: set[str] = set()
        known: dict[str, None] = {}
        has_it = False
        for document in self:
            known |= dict.fromkeys(document.meta)
            has_it = has_it or _has(document, column)
            values.add(shown(value_of(document, column)) or "")
        if values and not has_it:
            raise not_one_of("column", column, [*_OF_DOCUMENTS, *known])
        order = sorted(values, key=lambda value: (value == "", value))
        return {value: self.filter(partial(_is_of, column, value)) for value in order}

    def _repr_html_(self) -> str:
        from ordagrant.display import of_corpus  # which knows corpora

        return of_corpus(self)

    def __repr__(self) -> str:
        beside = f", with {', '.join(self.columns)}" if self.columns else ""
        return f"<{type(self).__name__}: {self._said}{beside}>"


def _read(paths: list[str], options: ReadOptions) -> Iterator[Document]:
    return documents(paths, options, Skipped())


def _kept(
    corpus: Corpus, keep: Callable[[Document], object] | None, wanted: Mapping[str, set[str | None]]
) -> Iterator[Document]:
    missing = set(wanted)
    known: dict[str, None] = {}
    for document in corpus:
        known |= dict.fromkeys(document.meta)
        missing -= {column for column in missing if _has(document, column)}
        if all(not values.isdisjoint(_forms(value_of(document, column))) for column, values in wanted.items()) and (
            keep is None or keep(document)
        ):
            yield document
    if missing and known:
        raise not_one_of("column", min(missing), [*_OF_DOCUMENTS, *known])


def _counted(walk: Callable[[], Iterator[Document]]) -> int:
    return sum(1 for _ in walk())


def _unknown() -> None:
    return None


def _is_of(column: str, value: str, document: Document) -> bool:
    return (shown(value_of(document, column)) or "") == value


# What of a document a corpus can be filtered by beside its `meta`.
_OF_DOCUMENTS = ("id", "lang", "status")


def value_of(document: Document, column: str) -> object:
    """What is known of a document under a name: in its `meta`, or its id, language or status."""
    if column in document.meta or column not in _OF_DOCUMENTS:
        return document.meta.get(column)
    return getattr(document, column)


def _any_of(value: object) -> list[object]:
    """The values that are asked for: several where something holds them, else the one."""
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes) else [value]


def _forms(value: object) -> set[str | None]:
    """A value as rows show it, and a whole number without its point too: frames have it with one or without."""
    whole = {str(int(value))} if isinstance(value, float) and value.is_integer() else set()
    return {shown(value), *whole}


def _documents(number: int) -> str:
    return f"{number:,} document{'' if number == 1 else 's'}"


def _has(document: Document, column: str) -> bool:
    return column in document.meta or column in document.columns or column in _OF_DOCUMENTS


def one_by_one(texts: Texts, lang: str, **named: Unpack[Columns]) -> Iterable[Document]:
    """As `documents_of`, but the documents of a Corpus one after the other, so that it is never in memory whole."""
    if isinstance(texts, Corpus):
        return (documents_of(document, lang)[0] for document in texts.shown_reading())
    return documents_of(texts, lang, **named)


def read(path: str | Path, *, lang: str = AUTO) -> Document:
    """Reads a document.

    A file that is there is never an error: `status` says what could be read. `meta` has what the file says of itself,
    as far as it does: of PDF `title`, `author` and `date` (the day it was made, `2024-02-29`, or its month or year); of
    HTML, Word and OpenDocument these and `body`, who met, where a case system says it; of mail `title` (the subject),
    `author` (the sender), `to` and `date` (the time it was sent, ISO 8601).

    Raises FileNotFoundError if there is no
    such file, IsADirectoryError for a folder, and RequestError for a table or an unknown `lang`.
    """
    if not isinstance(path, str | Path):
        raise RequestError(f"{path!r} is no path")
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
    meta: str | Path | MetaTable | None = None,
    path_pattern: str | None = None,
) -> Corpus:
    """The documents of files, folders, globs (`*`, `**`), tables and archives.

    `text`, `id`, `lang_column`, `date` and `group` name columns of tables; the last two become `meta` of the documents.
    `meta` gives documents further columns by their ids: a CSV file or a frame with a column `id`, or a mapping of ids
    to mappings. `path_pattern` gives them by their paths: `"{municipality}/{year}/*"`, where `*` is any part of a name
    and `**` any number of folders. `date` and `group` may name these columns too, and what files say of themselves
    (`date`, `title`, `author`, `body`, `to`). A file that several inputs hold is read once.

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
    paths = [str(path) for path in inputs]
    return Corpus._lazy(
        partial(_read, paths, options),
        partial(count, paths, options),
        partial(count_unopened, paths, options),
        f"the documents of {', '.join(paths)}",
        list(options.metadata.columns),
    )
