"""Units: what one worker does at a time, cut so that neither the order of the files nor other files decide.

Files are sorted by their ids, and a unit ends behind a file whose id has a certain hash, or where it has too many (one
in fifty does). So a file that comes or goes changes the unit that it is in, or those up to the next such id, and no
other one, and a result that was brought up to date is cut as one that was made anew. A large table or archive is a unit
of its own, and of a Parquet file each row group is.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from ordagrant.errors import RequestError
from ordagrant.readers import Skipped, Source, sources
from ordagrant.readers.table import row_groups_of

# One small file in so many ends a unit, and of others one in half as many: what a unit costs by itself (five files
# of Parquet) is little against them, and what a run that is killed does again is seconds.
_FILES = 512
_OTHERS = 2  # small files that another one counts for
_MOST = 4 * _FILES

_SMALL = 4 << 10  # bytes
_LARGE = 4 << 20  # bytes, of a table or an archive

Key: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True)
class Unit:
    """Files in their order; `key` names the parts that are made of them."""

    key: str
    sources: Sequence[Source]

    @property
    def digest(self) -> str:
        """What tells it from the same unit with other files."""
        return hashlib.sha256("\n".join(map(repr, self.sources)).encode()).hexdigest()[:16]


def order_of(source: Source) -> Key:
    """What files are sorted by."""
    return source.id, source.path, -1 if source.row_group is None else source.row_group


_ESCAPED = re.compile(r"\\udc([89a-f][0-9a-f])")


def written(name: str) -> str:
    """A name as it can be written, whatever bytes are in it: `f\\udcf6rslag.txt`, as documents have it in their ids."""
    return name.encode("utf-8", "backslashreplace").decode()


def opened(path: str) -> str:
    """A path that was written, as it can be opened."""
    return _ESCAPED.sub(lambda escaped: chr(int("dc" + escaped[1], 16)), path)


def files_of(inputs: Sequence[str], skipped: Skipped, out: Path) -> list[Source]:
    """The files of `inputs` in their order, without those that lie in the folder `out`; paths are relative to it.

    Raises RequestError for a glob that fits nothing, and if there are none but those.
    """
    own = False
    folders: dict[str, str | None] = {}  # as they are given: relative to `out`, None in it
    found: list[Source] = []
    for source in sources(list(inputs), skipped, [str(out)]):
        folder, name = os.path.split(source.path)
        if folder not in folders:
            folders[folder] = _beside(folder, out)
        if (relative := folders[folder]) is None:
            own = True
            continue
        placed = source.at(written(f"{relative}/{name}"))
        if not source.id.isascii():
            placed = replace(placed, id=written(source.id))
        is_parquet = name.lower().endswith(".parquet")
        groups = row_groups_of(source.path) if is_parquet and _size_of(source.path) > _LARGE else 1
        found += [placed] if groups == 1 else [replace(placed, row_group=group) for group in range(groups)]
    if own and not found:
        raise RequestError(f"all files of INPUT lie in --out {str(out)!r}, and a result is no part of its archive")
    found.sort(key=order_of)
    return found


def _beside(folder: str, out: Path) -> str | None:
    real = os.path.realpath(folder or ".")
    inside = Path(real) == out or out in Path(real).parents
    return None if inside else os.path.relpath(folder or ".", out)


def _size_of(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - called for every file
    except OSError:
        return 0


def units_of(found: Iterable[Source], out: Path) -> Iterator[Unit]:
    """The units of sorted files."""
    held: list[Source] = []
    weight = 0  # of them
    key = ""  # of the last file
    before, again = "", 0  # the id before, and how often it stood already
    for source in found:
        again = again + 1 if source.id == before else 0
        before = source.id
        name = hashlib.sha256(f"{source.id}\0{again}\0{source.row_group}".encode())
        size = _size_of(f"{out}/{opened(source.path)}")
        alone = source.row_group is not None or (size > _LARGE and source.is_table)
        if alone and held:
            yield Unit(key, held)
            held, weight = [], 0
        held.append(source)
        one = 1 if size <= _SMALL else _OTHERS
        weight += one
        key = name.hexdigest()[:16]
        if alone or int(key, 16) % (_FILES // one) == 0 or weight >= _MOST:
            yield Unit(key, held)
            held, weight = [], 0
    if held:
        yield Unit(key, held)
