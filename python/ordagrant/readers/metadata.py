"""Further columns of documents: from a table keyed by their ids, and from their paths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.frames import frame_of, shown
from ordagrant.readers.delimited import delimiter_of, records
from ordagrant.readers.stream import Lines, decoded

# Ids with their columns, or a frame with a column `id`.
MetaTable = Any

# The columns of the verbs' rows, which documents cannot have. `date` and `group` may be given: they are what is known
# of a document.
OWN = frozenset(
    "id lang status words encoding pages pages_read text before after confidence sentence start end kind norm stem "
    "lemma parts passage heading number speaker yes no abstain names body outcome owner due value value_high unit "
    "compared doc speaker_start speaker_end closed byte_start byte_end line page canonical term pole category tier "
    "weight polarity voice attitude left right npm trust npm_low npm_high trust_low trust_high npm_hits trust_hits "
    "npm_reversed trust_reversed npm_criticised trust_criticised quoted reported critique about statutory balance "
    "balance_low balance_high label p_npm p_trust demand p_failure failure_kind cause cluster cluster_label "
    "duplicate_of evidence redacted reason".split()
)

_LONGEST_ROW = 1 << 20  # characters
_SHOWN = 5  # ids that a message names

_PIECES = re.compile(r"\{([^{}/]*)\}|(\*)|([^{}*/]+)")


@dataclass
class Unmatched:
    """Documents that one of the two has nothing for: how many, and the ids of the first."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, id: str) -> None:
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(id)


class Metadata:
    """What is known of documents beside their texts.

    `meta` is a CSV file (any delimiter) or a frame whose column `id` holds the documents' ids, or a mapping of ids to
    columns.
    `path_pattern` is written like `{municipality}/{year}/*`: a name in braces is at least one character of a folder's
    or file's name and becomes a column, `*` is any part of a name, `**` any number of folders. It has to fit the whole
    id of a file; the rows of a table are known by the id of their file.

    Raises RequestError for a file that cannot be read, has no column `id` or an id twice, for a pattern that is
    malformed, and for a column that two things give or that the rows have anyway.
    """

    def __init__(self, meta: str | Path | MetaTable | None, path_pattern: str | None) -> None:
        self._rows, columns = _rows_of(meta)
        self._pattern, names = _pattern_of(path_pattern)
        self.columns = [*columns, *names]
        for column in self.columns:
            if column in OWN:
                raise RequestError(f"column {column!r} cannot be given to documents: rows have one of that name")
            if self.columns.count(column) > 1:
                raise RequestError(f"column {column!r} is in both the table of metadata and {path_pattern!r}")
        self._seen: set[str] = set()
        self.without_row = Unmatched()
        self.without_path = Unmatched()

    def of(self, id: str, path: str | None = None) -> dict[str, str]:
        """The columns of the document `id` of the file `path` (its id, unless it is the row of a table).

        What is not known of it is not among them, and counted in `without_row` and `without_path`.
        """
        known: dict[str, str] = {}
        if self._rows is not None:
            key = _key(id)
            if key in self._rows:
                self._seen.add(key)
                known |= self._rows[key]
            else:
                self.without_row.add(id)
        if self._pattern is not None:
            if fits := self._pattern.fullmatch(id if path is None else path):
                known |= fits.groupdict()
            else:
                self.without_path.add(id)
        return known

    def unmatched_rows(self) -> list[str]:
        """The ids of the table that no document has had until now."""
        return [id for id in self._rows or () if id not in self._seen]

    def variety(self, paths: Iterable[str]) -> dict[str, set[str]]:
        """The different values of each column, in the table and of these paths."""
        values: dict[str, set[str]] = {name: set() for name in self.columns}
        for row in (self._rows or {}).values():
            for name, value in row.items():
                values[name].add(value)
        pattern = self._pattern
        for fits in () if pattern is None else map(pattern.fullmatch, paths):
            for name, value in fits.groupdict().items() if fits else ():
                values[name].add(value)
        return values

    def give(self, document: Document, path: str, named: Mapping[str, str]) -> Document:
        """The document with its columns; `named` says which of them are its date, its group and so on.

        A column that nothing is known of is not filled with what the file says of itself under the same name.
        """
        if not self.columns:
            return document
        known = self.of(document.id, path)
        own = {name: value for name, value in document.meta.items() if name not in self.columns}
        told = {name: known.get(column) for name, column in named.items() if column in self.columns}
        return replace(document, meta={**own, **known, **told}, columns=tuple(self.columns))


def _key(id: str) -> str:
    # A Mac writes the letters of file names decomposed, and a spreadsheet composed.
    return unicodedata.normalize("NFC", id)


def _rows_of(meta: str | Path | MetaTable | None) -> tuple[dict[str, dict[str, str]] | None, list[str]]:
    if meta is None:
        return None, []
    if isinstance(meta, Mapping) and all(isinstance(row, Mapping) for row in meta.values()):
        named = [str(column) for row in meta.values() for column in row]
        rows: dict[str, dict[str, str]] = {}
        for id, row in meta.items():
            _put(rows, str(id), {str(name): _shown(value) for name, value in row.items()}, "the metadata")
        return rows, list(dict.fromkeys(named))
    if not isinstance(meta, str | Path):
        return _rows_of_frame(meta)
    try:
        with Path(meta).open("rb") as file, decoded(file) as text:
            return _rows_of_lines(Lines(text.lines, _LONGEST_ROW), str(meta))
    except (OSError, ValueError) as error:
        if isinstance(error, RequestError):
            raise
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RequestError(f"the metadata {str(meta)!r} cannot be read: {reason}") from None


def _rows_of_frame(meta: object) -> tuple[dict[str, dict[str, str]], list[str]]:
    frame = frame_of(meta)
    if frame is None:
        raise RequestError(f"the metadata is of type {type(meta).__name__}: neither a file nor a frame nor a mapping")
    frame.require("the metadata", "id")
    columns = frame.read(frame.names)
    ids = [_shown(cell) for cell in columns.pop("id")]
    rows: dict[str, dict[str, str]] = {}
    for number, id in enumerate(ids):
        _put(rows, id, {name: _shown(cells[number]) for name, cells in columns.items()}, "the metadata")
    return rows, list(columns)


def _rows_of_lines(lines: Lines, name: str) -> tuple[dict[str, dict[str, str]], list[str]]:
    found = records(lines, delimiter_of(lines), _LONGEST_ROW)
    columns = [column.strip() for column in next(found, ([""],))[0]]
    if "id" not in columns:
        raise RequestError(f"{name} has no column 'id', by which documents are known; it has {', '.join(columns)}")
    for column in columns:
        if not column:
            raise RequestError(f"column {columns.index('') + 1} of {name} has no name")
        if columns.count(column) > 1:
            raise RequestError(f"column {column!r} stands twice in {name}")
    rows: dict[str, dict[str, str]] = {}
    for number, (cells, remark, too_long) in enumerate(found):
        if too_long or remark or any(cells[len(columns) :]):
            too_many = f"it has {len(cells)} cells, and the first row {len(columns)}"
            reason = f"it is {too_long} characters long" if too_long else remark or too_many
            raise RequestError(f"row {number} of {name} (from 0) cannot be read: {reason}")
        if not any(cells):  # the end of a spreadsheet
            continue
        row = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
        _put(rows, row.pop("id"), row, name)
    return rows, [column for column in columns if column != "id"]


def _put(rows: dict[str, dict[str, str]], id: str, row: dict[str, str], name: str) -> None:
    key = _key(id)
    if key in rows:
        raise RequestError(f"id {key!r} stands twice in {name}")
    rows[key] = row


def _shown(value: object) -> str:
    return shown(value) or ""


def _pattern_of(pattern: str | None) -> tuple[re.Pattern[str] | None, list[str]]:
    if pattern is None:
        return None, []
    if not isinstance(pattern, str):
        raise RequestError(f"the path pattern {pattern!r} is no string")
    names: list[str] = []
    expression = ""
    segments = pattern.split("/")
    for number, segment in enumerate(segments):
        last = number == len(segments) - 1
        if segment == "**":
            expression += ".*" if last else "(?:[^/]+/)*"
        else:
            expression += _segment(segment, pattern, names) + ("" if last else "/")
    if not names:
        raise _malformed(pattern, "it names no column in braces")
    return re.compile(expression, re.DOTALL), names


def _segment(segment: str, pattern: str, names: list[str]) -> str:
    if "**" in segment:
        raise _malformed(pattern, f"** stands for whole folders, and not within {segment!r}")
    expression = ""
    at = 0
    named = False  # just before: where one of two names would end, nobody could say
    while at < len(segment):
        piece = _PIECES.match(segment, at)
        if piece is None:
            raise _malformed(pattern, f"a brace of {segment!r} stands alone")
        name, star, plain = piece.groups()
        if name is not None:
            if not name.isidentifier():
                raise _malformed(pattern, f"{name!r} is no name: letters, digits and _, and a letter first")
            if name in names:
                raise _malformed(pattern, f"the name {name!r} stands twice")
            if named:
                raise _malformed(pattern, f"nothing stands between {names[-1]!r} and {name!r}")
            names.append(name)
            expression += f"(?P<{name}>[^/]+?)"
        else:
            expression += "[^/]*?" if star else re.escape(plain)
        named = name is not None
        at = piece.end()
    return expression


def _malformed(pattern: str, why: str) -> RequestError:
    return RequestError(f"the path pattern {pattern!r} is malformed: {why}")
