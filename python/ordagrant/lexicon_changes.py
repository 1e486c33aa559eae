"""Lexicon changes: the entries and hits that appear and disappear from one lexicon to another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ordagrant import _core
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.table import Table, table_of

SHIPPED = "shipped"

_ENTRY = ("lang", "pole", "category", "term", "kind", "pos", "tier", "compound", "case", "tags")
_HIT = ("id", "start", "end", "lang", "pole", "category", "term", "tier")
_PLACE = {"id": "text", "start": "integer", "end": "integer", "page": "integer", "line": "integer"}
_WORDS = {"left": "text", "text": "text", "right": "text"}

Change = dict[str, Any]


def files_of(given: str) -> tuple[str, ...]:
    """The files of a lexicon: a file, those of a folder by path, or none for the shipped ones.

    Raises RequestError for a folder without any.
    """
    if given == SHIPPED and not Path(given).exists():
        return ()
    if not Path(given).is_dir():
        return (given,)
    found = tuple(str(path) for path in sorted(Path(given).rglob("*.tsv")))
    if not found:
        raise RequestError(f"folder {given!r} has no lexicon: no file ends in .tsv")
    return found


def entry_changes(before: _core.batch.Kernel, after: _core.batch.Kernel) -> list[Change]:
    """The entries that disappear, and then those that appear, each in the order of its lexicon."""
    return _changes("entry", Table(before.lexicon()), Table(after.lexicon()), _ENTRY)


def hit_changes(before: _core.batch.Kernel, after: _core.batch.Kernel, documents: Iterable[Document]) -> list[Change]:
    """The hits that disappear and appear, document by document."""
    changes: list[Change] = []
    for document in documents:
        rows = [document.row()]
        changes += _changes("hit", Table(before.hits(rows, names=True)), Table(after.hits(rows, names=True)), _HIT)
    return changes


def _changes(what: str, before: Table, after: Table, by: tuple[str, ...]) -> list[Change]:
    """The rows that only one of the tables has, `by` what makes rows the same."""
    rows = [{tuple(row[name] for name in by): row for row in table} for table in (before, after)]
    gone = [{"change": "disappears", "what": what, **row} for key, row in rows[0].items() if key not in rows[1]]
    new = [{"change": "appears", "what": what, **row} for key, row in rows[1].items() if key not in rows[0]]
    return gone + new


def table_of_changes(changes: Iterable[Change], *, hits: bool) -> _core.batch.Table:
    """Changes as rows; `hits` gives the columns that hits alone have."""
    fields = dict.fromkeys(("change", "what", *_ENTRY), "text")
    return table_of({**fields, **(_PLACE if hits else {}), **(_WORDS if hits else {})}, changes)
