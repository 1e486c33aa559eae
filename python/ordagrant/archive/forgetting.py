"""Erasing a document from a result."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from ordagrant.archive.earlier import Earlier
from ordagrant.archive.engines import local
from ordagrant.archive.folder import FORGET, Folder, writing
from ordagrant.archive.ledger import NO_DOCUMENT, Row, by_file, listed, unit_of, units_in, written
from ordagrant.archive.orders import Job, Order, forgotten, line_of
from ordagrant.archive.request import TIMEOUT, require_parquet
from ordagrant.archive.run import write_manifest
from ordagrant.errors import RequestError
from ordagrant.manifest import Manifest
from ordagrant.readers import Source


def forget(out: str | Path, id: str) -> list[str]:
    """Erase the documents of an id from a result: their rows, and what the ledger says of them.

    An id may stand in several tables: all of it goes, and the files that it was in are given. The others stay, byte for
    byte; `batch` does not read it again, whatever file has this id.
    Raises RequestError if there is no such document, or no result, or a run is under way.
    """
    require_parquet()
    folder = Folder(out)
    if not folder.path.is_dir():
        raise RequestError(f"{str(folder.path)!r} holds no result")
    with folder.alone():
        if folder.is_made:
            folder.publish()
        elif FORGET in folder.request:
            shutil.rmtree(folder.work)  # it did nothing yet
        manifest = folder.manifest
        if manifest is None or manifest.verb != "batch" or folder.is_under_way:
            raise RequestError(f"{str(folder.path)!r} holds no whole result: a run is to end before it can be mended")
        with writing():
            return _Forgetting(folder, manifest, id).run()


@dataclass(frozen=True)
class _Forgetting:
    """A run that reads no document: the units that hold what is to be erased are made anew of what they hold else."""

    folder: Folder
    manifest: Manifest
    id: str

    def run(self) -> list[str]:
        folder = self.folder
        hit = [row for row in folder.rows() if self._is_it(row)]
        if not hit:
            raise RequestError(f"id {self.id!r} is not in {str(folder.path)!r}")
        units = units_in(hit)
        if damaged := [path for path in Earlier(folder, self.manifest).damaged if unit_of(path) in units]:
            raise RequestError(
                f"{damaged[0]} is not as long as before: --only-new makes it again, and then it can be mended"
            )
        parts = {path: about for path, about in (self.manifest.parts or {}).items() if unit_of(path) not in units}
        folder.begin({FORGET: self.id})
        job = Job(out=str(folder.path), into=str(folder.next), reading={}, plan=())
        for _, made in local(self._orders(units), job, 1, TIMEOUT):
            parts |= made["parts"]
            Path(made["ledger"]).unlink()  # that of all is written below
        rows = map(listed, folder.lines())
        kept = (listed(line_of(forgotten(row)).encode()) if self._is_it(row) else (line, row) for line, row in rows)
        for _ in written(folder, kept):
            pass
        write_manifest(folder, replace(self.manifest, parts=parts))
        folder.publish()
        return list(dict.fromkeys(row["source"] for row in hit))

    def _is_it(self, row: Row) -> bool:
        return row["id"] == self.id and row["status"] not in NO_DOCUMENT

    def _orders(self, units: set[str]) -> Iterator[Order]:
        """Each unit with all its documents but those."""
        of_units = (file for file in by_file(self.folder.rows()) if units_in(file[1]) & units)
        for unit, files in groupby(of_units, lambda file: next(iter(units_in(file[1])))):
            sources: list[Source] = []
            copies: dict[int, list[Row]] = {}
            for (id, path, group), rows in files:
                copies[len(sources)] = [row for row in rows if not self._is_it(row)]
                sources.append(Source(path, id, row_group=None if group < 0 else group))
            yield Order(unit, sources, copies)
