"""Checking a result: what its tables quote, read again from the files, a document at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ordagrant.archive.folder import Folder, reading_of
from ordagrant.archive.ledger import by_file, unit_of
from ordagrant.archive.parts import Rows
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.readers import Skipped, documents_of_source
from ordagrant.verification import Failure, Quotes

_QUOTING = ("hits", "passages", "quotes")
_COLUMNS = ("id", "doc", "start", "end", "text")


@dataclass
class Checked:
    """How many rows were read again, and which files are not what they were."""

    rows: int = 0
    failures: int = 0
    changed: int = 0


def failures(folder: str | Path, checked: Checked, say: Callable[[str], None]) -> Iterator[tuple[str, Failure]]:
    """The rows that do not stand, with the part that each is in; of files that are not what they were it says so."""
    found = Folder(folder)
    manifest = found.manifest
    assert manifest is not None
    if found.is_under_way:
        raise RequestError(f"a run in {str(folder)!r} has not ended: --resume goes on with it")
    options = reading_of(manifest)
    parts: dict[str, Rows] = {}
    for (id, path, group), rows in by_file(found.rows()):
        unit = next((unit_of(row["part"]) for row in rows if row["part"]), None)
        if unit is None:
            continue
        for name in [name for name in parts if not name.endswith(f"part-{unit}.parquet")]:
            parts.pop(name).close()
        source = found.source(id, path, None if group < 0 else group, (row["id"] for row in rows))
        hashes: list[tuple[str, str]] = []
        kept = (row for row in rows if row["part"] is not None)
        read = (one for one in documents_of_source(source, options, Skipped(), hashes) if one.id not in _erased(rows))
        for row, document in zip_longest(kept, read):
            if row is None:
                break
            for part, failure in _of_document(found.path, row, document, parts, checked):
                checked.failures += 1
                yield part, failure
        before = next((row["sha256"] for row in rows if row["sha256"]), None)
        if hashes and before not in (None, hashes[0][1]):
            checked.changed += 1
            say(f"{path} is no longer what it was: its SHA-256 is another")


def _erased(rows: Iterable[dict[str, Any]]) -> set[str]:
    return {row["id"] for row in rows if row["part"] is None}


def _of_document(
    folder: Path, row: dict[str, Any], document: Document | None, parts: dict[str, Rows], checked: Checked
) -> Iterator[tuple[str, Failure]]:
    for table in _QUOTING:
        if not (count := row["rows"].get(table, 0)):
            continue
        part = f"{table}/{row['part']}.parquet"
        if part not in parts:
            try:
                parts[part] = Rows(folder / part)
            except FileNotFoundError:
                raise RequestError(f"{part} is not there: batch --only-new makes it again") from None
        start = row["start"][table]
        rows = parts[part].read(start, start + count)
        quotes = Quotes(rows.select([name for name in _COLUMNS if name in rows.column_names]).to_pylist(), part)
        checked.rows += quotes.count
        if document is not None and document.id == row["id"]:
            quotes.hold_against(document)
        for failure in quotes.failures():
            yield part, failure._replace(row=start + failure.row)
