"""Verification: what rows quote, read again from the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.readers import ReadOptions, Skipped, documents

Row = Mapping[str, Any]

# As many characters more or fewer than before can be made of a character of which a byte was changed.
_MOST_DRIFT = 3

NOT_FOUND = "its source was not found"

_PLACE = ("start", "end", "text")


class Quoted(NamedTuple):
    """What a row quotes: `row` is its number from 0, `text` what stood from `start` to `end` of the document `id`."""

    row: int
    id: str
    start: int
    end: int
    text: str


class Failure(NamedTuple):
    """A row that does not stand: what stands at its place (None without a source), and why it fails."""

    row: int
    id: str
    start: int | None
    end: int | None
    text: str | None
    found: str | None
    reason: str


class Quotes:
    """What the rows of a table quote, to be held against their sources one document after the other.

    Rows have `start`, `end` and `text`, and their document's id as `doc` or `id`. Rows that say `redacted: true` quote
    a masked text and are counted in `redacted` alone. Raises RequestError for a table without these columns.
    """

    def __init__(self, rows: Iterable[Row], name: str) -> None:
        self.count = 0
        self.redacted = 0
        self._failures: list[Failure] = []
        self._open: dict[str, list[Quoted]] = {}  # by document, what has not been found to stand
        self._reasons: dict[int, tuple[str | None, str]] = {}  # of rows whose document came: what stands there, and why
        for number, row in enumerate(rows):
            self._add(number, row, name)

    def _add(self, number: int, row: Row, name: str) -> None:
        key = "doc" if "doc" in row else "id"
        if missing := [column for column in (key, *_PLACE) if column not in row]:
            raise RequestError(
                f"row {number} of {name} (counted from 0) has no column {missing[0]!r}, so it quotes nothing: "
                "rows that do have id or doc, start, end, text"
            )
        self.count += 1
        id, text = str(row[key]), str(row["text"] or "")
        if str(row.get("redacted")).lower() == "true":
            self.redacted += 1
            return
        try:
            start, end = (int(str(row[column])) for column in ("start", "end"))
        except ValueError:
            self._failures.append(Failure(number, id, None, None, text, None, "it has no place"))
            return
        if start < 0 or len(text) != end - start:
            self._failures.append(Failure(number, id, start, end, text, None, "its text is not as long as its place"))
            return
        self._open.setdefault(id, []).append(Quoted(number, id, start, end, text))

    @property
    def ids(self) -> list[str]:
        """The documents that have not come, or in which not all rows stood."""
        return list(self._open)

    def hold_against(self, document: Document, id: str | None = None) -> None:
        """Find out which rows stand in the document, which may go by another `id` than its own."""
        id = document.id if id is None else id
        failed = list(_failed(self._open.pop(id, []), document))
        if failed:
            # Another document of this id may come, in which they stand.
            self._open[id] = [row for row, _, _ in failed]
            self._reasons.update({row.row: (found, reason) for row, found, reason in failed})

    def failures(self) -> list[Failure]:
        """The rows that fail, in their order; those whose document has not come are among them."""
        not_found = (None, NOT_FOUND)
        left = [row for rows in self._open.values() for row in rows]
        return sorted([*self._failures, *(Failure(*row, *self._reasons.get(row.row, not_found)) for row in left)])


def hold_against_own(quotes: Quotes, options: ReadOptions) -> None:
    """Hold rows against the files that their ids name, counted from the working directory."""
    files: dict[str, set[str]] = {}
    for id in quotes.ids:
        if (file := _file_of(id)) is not None:
            files.setdefault(file, set()).add(id)
    for file, ids in files.items():
        for document in documents([file], options, Skipped()):
            if document.id in ids or document.id == file:
                quotes.hold_against(document)


def _file_of(id: str) -> str | None:
    """The file that an id names, or the mail whose attachment it names."""
    try:
        return next((str(path) for path in (Path(id), *Path(id).parents) if path.is_file()), None)
    except (OSError, ValueError):  # no path at all
        return None


def _failed(rows: Iterable[Quoted], document: Document) -> Iterator[tuple[Quoted, str | None, str]]:
    """The rows that do not stand in a document, with what stands there and the reason.

    A changed byte fails the rows that quote it and no other. It can change how many characters it is a part of (`å` is
    two bytes, and without the first of them another character and half of one), and then all that follows is some
    places off. Such a half is read as U+FFFD; so behind one, rows are looked for a few places off, and from there on.
    """
    source = document.source
    off = stands_to = 0
    for row in sorted(rows, key=lambda row: (row.start, row.end)):
        found = source[row.start + off : row.end + off]
        if found != row.text and _has_mark(source, stands_to + off, row.start + off):
            for other in range(max(off - _MOST_DRIFT, -row.start), off + _MOST_DRIFT + 1):
                if source[row.start + other : row.end + other] == row.text:
                    off, found = other, row.text
                    break
        if found == row.text and row.end + off <= len(source):
            stands_to = max(stands_to, row.end)
        elif document.status in ("ok", "partial"):
            yield row, found, "something else stands there" if found else "its source ends before"
        else:
            reason = f" ({document.reason})" if document.reason else ""
            yield row, None, f"its source is {document.status}{reason}"


def _has_mark(source: str, begin: int, end: int) -> bool:
    """Does U+FFFD, what ill-formed bytes are read as, stand between, or just behind?"""
    return source.find("\ufffd", max(0, begin), end + _MOST_DRIFT) >= 0
