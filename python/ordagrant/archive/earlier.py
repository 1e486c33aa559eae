"""The result as it was, beside the files that there are now: what of it can be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ordagrant.archive.folder import Folder, is_there
from ordagrant.archive.ledger import (
    FORGOTTEN,
    GONE,
    NO_DOCUMENT,
    Row,
    add_rows,
    as_listed,
    by_file,
    fitting,
    reason_of,
    unit_of,
    units_in,
)
from ordagrant.archive.orders import forgotten, line_of
from ordagrant.archive.units import Unit, opened, order_of
from ordagrant.manifest import Manifest, sha256_of
from ordagrant.readers import Source

_HASHED_AT_ONCE = 8  # files: a disk likes to be asked ahead


class Earlier:
    """The result as it was: its ledger is read once, in its order, beside the files that there are now.

    With `anew` nothing is kept but what was erased. Raises RequestError for a ledger that is not whole.
    """

    def __init__(self, folder: Folder, manifest: Manifest, *, anew: bool = False) -> None:
        self._folder = folder
        self._anew = anew
        self._parts = manifest.parts or {}
        self._parts_of: dict[str, dict[str, Mapping[str, Any]]] = {}  # by unit
        for path, about in self._parts.items():
            self._parts_of.setdefault(unit_of(path), {})[path] = about
        # The ids of what was erased.
        self.forgotten = tuple(row["id"] for row in fitting(folder, self._parts) if row["status"] == FORGOTTEN)
        # Parts that are not what they were, and the units that they are of: what was in these is read again.
        self.damaged = [path for path, about in self._parts.items() if not is_there(folder.path / path, about)]
        self._damaged_units = set(map(unit_of, self.damaged))
        # Rows of what is not there any more, `now` if it was until now; what was erased may be in its file still.
        self.gone: list[Row] = []
        # Files that were not opened, with why: they are tried again, and new if that is another reason now.
        self.unopened: set[tuple[Any, ...]] = set()

    def beside(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, dict[int, list[Row]]]]:
        """Each unit with the rows of those of its files, by number, that are as they were."""
        self.gone = []
        self.unopened = set()
        before = by_file(self._folder.rows())
        file = next(before, None)
        for unit in units:
            kept: dict[int, list[Row]] = {}
            for number, source in enumerate(unit.sources):
                while file is not None and file[0] < order_of(source):
                    self._is_gone(file[1])
                    file = next(before, None)
                if file is not None and file[0] == order_of(source):
                    kept[number] = file[1]
                    file = next(before, None)
            yield unit, self._same(unit, kept)
        while file is not None:
            self._is_gone(file[1])
            file = next(before, None)

    def _same(self, unit: Unit, kept: Mapping[int, list[Row]]) -> dict[int, list[Row]]:
        """Of the files of a unit that were there, those that are what they were, and those that were erased."""
        before = {number: next((row["sha256"] for row in rows if row["sha256"]), None) for number, rows in kept.items()}
        were_opened = [number for number in kept if before[number] is not None]
        now = dict(zip(were_opened, self._hashes([unit.sources[number] for number in were_opened]), strict=True))
        same: dict[int, list[Row]] = {}
        for number, rows in kept.items():
            if number not in now and not self._anew:
                self.unopened.update(reason_of(row) for row in rows if row["status"] not in NO_DOCUMENT)
            is_same = number in now and now[number] == before[number] and not units_in(rows) & self._damaged_units
            erased = [row for row in rows if row["status"] == FORGOTTEN]
            # A file that is a document, and was erased; in a table there may be others now.
            is_erased = len(erased) == len(rows) and all(row["id"] == row["source"] for row in rows)
            if is_erased or (is_same and not self._anew):
                same[number] = rows
            else:
                self.gone += [{**row, "now": False} for row in erased]
        return same

    def _hashes(self, found: Sequence[Source]) -> list[str | None]:
        with ThreadPoolExecutor(_HASHED_AT_ONCE) as pool:
            return list(pool.map(self._hash, found))

    def _hash(self, source: Source) -> str | None:
        try:
            return sha256_of(self._folder.path / opened(source.path))
        except OSError:
            return None

    def _is_gone(self, rows: list[Row]) -> None:
        for row in rows:
            if row["status"] in NO_DOCUMENT:
                self.gone.append({**row, "now": False})
            else:
                self.gone.append({**forgotten(row), "status": GONE, "now": True})

    def carried(self, unit: Unit, rows: Mapping[int, list[Row]]) -> dict[str, Any] | None:
        """What was made of a unit whose files are those that they were; None if it is to be made anew."""
        if len(rows) < len(unit.sources):
            return None
        kept = [row for number in range(len(unit.sources)) for row in rows[number]]
        if units_in(kept) - {unit.key}:
            return None
        parts = self._parts_of.get(unit.key, {})
        counts = Counter[str]()
        for row in kept:
            add_rows(counts, row)
        # A file that is gone had rows in a part, or a part to itself that has none.
        if {path: about["rows"] for path, about in parts.items()} != dict(counts):
            return None
        return {"ledger": [f"{line_of(as_listed(row))}\n".encode() for row in kept], "parts": parts}
