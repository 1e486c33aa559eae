"""The rows of a ledger: as they are written, and by file, with where each document's rows begin in each part."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, TypeAlias

from ordagrant.archive.folder import LEDGER, NO_TEXT, Folder
from ordagrant.archive.units import Key, opened
from ordagrant.errors import RequestError

GONE, FORGOTTEN = "gone", "forgotten"
NO_DOCUMENT = (GONE, FORGOTTEN)  # statuses of rows that are of no document

_COPIED_AT_ONCE = 1 << 13  # rows of all tables, or a document more

Row: TypeAlias = dict[str, Any]


def listed(line: bytes) -> tuple[bytes, Row]:
    """A line of the ledger and what it says."""
    return line, json.loads(line)


def as_listed(row: Row) -> Row:
    """A row as the ledger has it."""
    return {name: value for name, value in row.items() if name not in ("start", "now")}


def once(rows: Iterable[tuple[bytes, Row]]) -> Iterator[tuple[bytes, Row]]:
    """The rows, and of those that say what was erased each once."""
    erased: set[bytes] = set()
    for line, row in rows:
        if line not in erased:
            yield line, row
        if row["status"] == FORGOTTEN:
            erased.add(line)


def written(folder: Folder, rows: Iterable[tuple[bytes, Row]]) -> Iterator[tuple[Row, bool]]:
    """The rows as they are written to the ledger that is to be, and whether each is the first of a file for OCR.

    Those files are written to their list.
    """
    before = None
    with (folder.next / LEDGER).open("wb") as ledger, (folder.next / NO_TEXT).open("wb") as no_text:
        for line, row in rows:
            ledger.write(line + b"\n")
            if is_scan := bool(row["pages_without_text"]) and row["path"] != before:
                no_text.write(opened(row["path"]).encode("utf-8", "surrogateescape") + b"\n")
            before = row["path"]
            yield row, is_scan


def key_of(row: Row) -> Key:
    """What rows are sorted by."""
    return row["source"], row["path"], -1 if row["row_group"] is None else row["row_group"]


def reason_of(row: Row) -> tuple[Any, ...]:
    """Which file a row is of, and why it was not read."""
    return *key_of(row), row["status"], row["reason"]


def by_file(rows: Iterable[Row]) -> Iterator[tuple[Key, list[Row]]]:
    """The rows of a ledger by file, each with `start`, where its rows begin in each table's part."""
    starts: dict[str, Counter[str]] = {}
    unit = ""
    for key, of_file in groupby(rows, key_of):
        found = []
        for row in of_file:
            start: dict[str, int] = {}
            if row["part"] is not None:
                if not row["part"].endswith(unit) or not unit:
                    unit, starts = unit_of(row["part"]), {}
                counts = starts.setdefault(row["part"], Counter())
                start = {table: counts[table] for table in row["rows"]}
                counts.update(row["rows"])
            found.append({**row, "start": start})
        yield key, found


def adjoining(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Documents, as `by_file` has them, whose rows stand behind one another in the same parts; so many at a time."""
    together: list[Row] = []
    count = 0  # of their rows
    end: dict[str, int] = {}
    for row in rows:
        if together and (row["part"] != together[0]["part"] or row["start"] != end or count >= _COPIED_AT_ONCE):
            yield together
            together, count = [], 0
        together.append(row)
        count += sum(row["rows"].values())
        end = {table: start + row["rows"][table] for table, start in row["start"].items()}
    if together:
        yield together


def unit_of(part: str) -> str:
    """The key of the unit that a part, by its path or name, is of."""
    return part.rpartition("part-")[2].removesuffix(".parquet")


def units_in(rows: Iterable[Row]) -> set[str]:
    """The keys of the units that these rows are in."""
    return {unit_of(row["part"]) for row in rows if row["part"] is not None}


def add_rows(counts: Counter[str], row: Row) -> None:
    """Count the rows that a document has in each part, by its path."""
    for table, rows in row["rows"].items():
        counts[f"{table}/{row['part']}.parquet"] += rows


def fitting(folder: Folder, parts: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    """The rows of a result's ledger. Raises RequestError behind the last, if the parts have other rows than it says."""
    counts = Counter[str]()
    for row in folder.rows():
        add_rows(counts, row)
        yield row
    for path in sorted({*parts, *counts}):
        rows = parts.get(path, {}).get("rows", 0)
        if counts[path] != rows:
            raise RequestError(
                f"{str(folder.ledger)!r} says that {path} has {counts[path]:,} rows, and the manifest {rows:,}: "
                "the result is damaged, and to be made anew in another --out"
            )
