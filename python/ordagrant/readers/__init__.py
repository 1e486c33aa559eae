"""The only code that opens documents: paths in, Documents out.

A document cannot be wrong. What cannot be read comes out with a status and a reason; only a column that is not
there, or a glob that fits nothing, is an error.
"""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.readers import plain, table
from ordagrant.readers.options import ReadOptions

__all__ = ["ReadOptions", "Skipped", "documents", "require_document"]

# A reader takes an open file (of a folder, or a member of an archive), the id of the document or table, and gives its
# documents. It may raise OSError or ValueError, which become a row with the status `unreadable`.
Reader = Callable[[BinaryIO, str, ReadOptions], Iterator[Document]]

_READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".csv": table.read_csv,
    ".tsv": table.read_csv,
    ".jsonl": table.read_json_lines,
}
_TABLES = {".csv", ".tsv", ".jsonl"}  # of many documents: the limit of size is that of each
SUFFIXES = sorted(_READERS)

STDIN = "-"


@dataclass
class Skipped:
    """The files of folders that are none of our kinds, counted by suffix."""

    by_suffix: Counter[str] = field(default_factory=Counter)


def documents(inputs: list[str], options: ReadOptions, skipped: Skipped) -> Iterator[Document]:
    """The documents of `inputs` in their order; those of a folder by path, its other files counted in `skipped`."""
    for item in inputs:
        if item == STDIN:
            content = sys.stdin.buffer.read(options.max_size + 1)
            if len(content) > options.max_size:
                yield options.too_large(STDIN, len(content))
            else:
                yield from plain.read(io.BytesIO(content), STDIN, options)
        elif os.path.isdir(item):  # noqa: PTH112 - a path of NUL bytes or the like is just no folder
            yield from _of_folder(Path(item), options, skipped)
        elif glob.has_magic(item) and not os.path.lexists(item):
            found = sorted(glob.glob(item, recursive=True))  # noqa: PTH207 - absolute and relative patterns alike
            if not found:
                raise RequestError(f"no file fits {item!r}")
            for path in found:
                yield from (
                    _of_folder(Path(path), options, skipped)
                    if Path(path).is_dir()
                    else _of_file(Path(path), path, options)
                )
        else:
            yield from _of_file(Path(item), item, options)


def _of_file(path: Path, id: str, options: ReadOptions) -> Iterator[Document]:
    read = _READERS.get(path.suffix.lower())
    if not os.path.lexists(path):
        yield Document(id, b"", "unreadable", None, options.lang, "No such file or directory")
        return
    if read is None:
        reason = f"{path.suffix or 'no suffix'} is not one of: {', '.join(SUFFIXES)}"
        yield Document(id, b"", "wrong type", None, options.lang, reason)
        return
    try:
        # A pipe would wait for ever, and a device never end.
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            yield Document(id, b"", "unreadable", None, options.lang, "it is no file")
        elif about.st_size > options.max_size and path.suffix.lower() not in _TABLES:
            yield options.too_large(id, about.st_size)
        else:
            with path.open("rb") as file:
                yield from read(file, id, options)
    except (OSError, ValueError) as error:
        if isinstance(error, RequestError):
            raise
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        yield Document(id, b"", "unreadable", None, options.lang, reason)


def _of_folder(folder: Path, options: ReadOptions, skipped: Skipped) -> Iterator[Document]:
    files = []
    closed: list[OSError] = []
    # Links to folders are not followed: they can lead in a circle or out of the input.
    for parent, _, names in os.walk(folder, onerror=closed.append):
        for name in names:
            if Path(name).suffix.lower() in _READERS:
                files.append(Path(parent, name))
            else:
                skipped.by_suffix[Path(name).suffix.lower() or "no suffix"] += 1
    for error in closed:
        name = Path(error.filename or folder).relative_to(folder).as_posix()
        yield Document(name, b"", "unreadable", None, options.lang, error.strerror)
    for file in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        id = file.relative_to(folder).as_posix()
        try:
            yield from _of_file(file, id, options)
        except RequestError as error:  # nobody asked for this very table
            yield Document(id, b"", "wrong type", None, options.lang, str(error))


def require_document(path: Path) -> None:
    """Raises RequestError if `path` is a table, which holds many documents."""
    if path.suffix.lower() in _TABLES:
        raise RequestError(f"{str(path)!r} is a table of documents: read_corpus reads those")
