"""The lexicons that come with the package, as data; the format is this folder's README.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ordagrant import _core


@cache
def shipped_entries() -> list[_core.lexicon.Entry]:
    """The entries of every shipped lexicon, by language and then by file name."""
    return [
        entry
        for file in sorted(Path(__file__).parent.glob("*/*.tsv"))
        for entry in _core.lexicon.parse(f"{file.parent.name}/{file.name}", file.read_bytes())
    ]
