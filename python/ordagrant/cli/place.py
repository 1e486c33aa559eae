"""Where rows are written: standard output, or a file that appears when all of it is there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from ordagrant.errors import RequestError


def require_apart(
    out: str | None, ledger: str | None, inputs: Sequence[str], further: Mapping[str, str | None] | None = None
) -> None:
    """Raises RequestError if --out, --ledger and `further` are one file, or one of them is a file that is read."""
    written = {"--out": out, "--ledger": ledger, **(further or {})}
    targets = {option: _file(path) for option, path in written.items()}
    for first, second in combinations(written, 2):
        if targets[first] is not None and targets[first] == targets[second]:
            raise RequestError(f"{first} {written[first]!r} and {second} {written[second]!r} are one file")
    files = {_file(item): item for item in inputs}
    for option, target in targets.items():
        if target is not None and target in files:
            raise RequestError(f"{option} writes to {files[target]!r}, which is one of the inputs")


def _file(path: str | None) -> str | None:
    """The real path; None of what stays itself when it is written to, as a device does."""
    if path is None:
        return None
    real = os.path.realpath(path)
    return real if os.path.isfile(real) or not os.path.exists(real) else None  # noqa: PTH110, PTH113 - as realpath


class Place:
    """Opens standard output (`path` is None) or a file for bytes. After an error, or `discard`, the file is as it was.

    `option` names the path in errors. Raises RequestError where the file cannot be written.
    """

    def __init__(self, path: str | None, option: str) -> None:
        self._path = path
        self._option = option
        self._part: Path | None = None
        self._kept = True

    def __enter__(self) -> BinaryIO:
        if self._path is None:
            self._file: BinaryIO = sys.stdout.buffer
            return self._file
        try:
            self._open(Path(self._path))
        except OSError as error:
            raise RequestError(f"{self._option} {self._path!r} cannot be written: {error.strerror}") from None
        return self._file

    def _open(self, path: Path) -> None:
        # A link stays a link, and a device or a pipe is written to as it is.
        target = path.resolve()
        if target.is_dir():
            raise RequestError(f"{self._option} {self._path!r} is a folder")
        if target.exists() and not target.is_file():
            self._file = target.open("wb")
            return
        part, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        umask = os.umask(0)
        os.umask(umask)
        self._file = os.fdopen(part, "wb")
        self._part, self._target = Path(name), target
        self._part.chmod(0o666 & ~umask)

    @property
    def files(self) -> list[str]:
        """The real paths that are written to, while it is open; none of standard output or a device."""
        return [] if self._part is None else [str(self._part), str(self._target)]

    def discard(self) -> None:
        """Leave no file."""
        self._kept = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._path is None:
            if kind is None:
                self._file.flush()
            return
        self._file.close()
        if self._part is None:
            return
        if kind is None and self._kept:
            self._part.replace(self._target)
        else:
            self._part.unlink(missing_ok=True)
