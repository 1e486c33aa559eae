"""Archives (.zip): their members, read into memory one at a time. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from ordagrant.readers.zipped import UnreadableError

_MOST_MEMBERS = 500_000  # 0.3 GiB of memory for their names and places
_LONGEST_LIST = 64 << 20  # bytes of it, in the file

# Text shrinks to a fifth, and a table of many equal cells to a fiftieth; what shrinks more was made to be a trap.
_GREATEST_RATIO = 200
_GREATEST_RATIO_OF_ALL = 100
_SMALL = 1 << 20  # bytes, of which no harm comes

BESIDE = "__MACOSX/"  # what a Mac keeps beside the files, under their names

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")

_ENCRYPTED = 0x1  # flags of a member
_UTF8 = 0x800

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_LONGEST_END = (1 << 16) + 200  # bytes in which the end of the list of members is described

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,
    ValueError,
    IndexError,
    OSError,
)


@dataclass
class Budget:
    """The bytes that may still be unpacked, of an archive and of those in it together."""

    left: int

    @classmethod
    def of(cls, file: BinaryIO, max_size: int) -> Budget:
        """That of the archive in `file`, whose members may have `max_size` bytes each."""
        return cls(max(max_size, _GREATEST_RATIO_OF_ALL * file.seek(0, io.SEEK_END)))


@dataclass(frozen=True)
class Member:
    """A file of an archive. `path` is unlike that of every other one, and leads nowhere else."""

    path: str
    about: zipfile.ZipInfo


class Archive:
    """The members of an archive. All methods raise UnreadableError for what cannot be read."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._budget = budget
        _check_list(file)
        file.seek(0)
        try:
            self._archive = zipfile.ZipFile(file)
        except (*_BROKEN, NotImplementedError) as error:
            raise UnreadableError("damaged", f"it is no zip archive, or the end is missing: {error}") from None

    def members(self) -> Iterator[Member]:
        """The files by path."""
        files = [about for about in self._archive.infolist() if not about.filename.endswith("/")]
        named = sorted(((_path(about), about) for about in files), key=lambda named: named[0])
        taken: dict[str, int] = {}
        for path, about in named:
            yield Member(unlike(path, taken), about)

    def read(self, member: Member, most: int) -> bytes:
        """The bytes of a file, of which there may be `most`."""
        about = member.about
        if about.flag_bits & _ENCRYPTED:
            raise UnreadableError("encrypted", "it opens with a password only")
        if about.file_size > most:
            raise UnreadableError("too large", f"{about.file_size} bytes unpacked, and the limit is {most}")
        if about.file_size > max(_SMALL, _GREATEST_RATIO * about.compress_size):
            ratio = about.file_size // max(about.compress_size, 1)
            raise UnreadableError(
                "too large", f"it unpacks to {ratio} times its size, and the limit is {_GREATEST_RATIO}"
            )
        # What the archive says of a size may be a lie, so no more than it says is unpacked.
        if about.file_size > self._budget.left:
            raise UnreadableError(
                "too large", f"the archive unpacks to more than {_GREATEST_RATIO_OF_ALL} times its size"
            )
        try:
            with self._archive.open(about) as file:
                content = file.read(about.file_size + 1)
        except NotImplementedError as error:
            raise UnreadableError("unreadable", f"its compression is not one that can be read: {error}") from None
        except _BROKEN as error:
            raise UnreadableError("damaged", str(error) or "its bytes end too early") from None
        self._budget.left -= len(content)
        return content


def unlike(path: str, taken: dict[str, int]) -> str:
    """`path`, or if it is taken, the first of `name-2.suffix`, `name-3.suffix` ... that is not; it is taken then.

    `taken` holds the last number that each name was tried with, so that many equal names are not all tried again.
    """
    free, number = path, taken.get(path, 1)
    suffix = PurePosixPath(path).suffix
    while free in taken:
        number += 1
        free = f"{path.removesuffix(suffix)}-{number}{suffix}"
    taken[path] = number
    taken.setdefault(free, 1)
    return free


def on_one_line(name: str) -> str:
    """A file name with a space for what would end a line or steer a terminal."""
    return _CONTROLS.sub(" ", name)


def _path(about: zipfile.ZipInfo) -> str:
    name = about.orig_filename
    if not about.flag_bits & _UTF8:
        # Nobody says in which encoding. Macs write UTF-8 without a word of it, and DOS was replaced by Windows in its
        # own encoding; the letters of Swedish are the same in CP437 and CP850, the Danish o is in the second alone.
        written = name.encode("cp437", "replace")
        try:
            name = written.decode()
        except UnicodeDecodeError:
            name = written.decode("cp850", "replace")
    parts = on_one_line(name.split("\0")[0]).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"


def _check_list(file: BinaryIO) -> None:
    """Raises UnreadableError if the list of members is so long that it should not be in memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _LONGEST_END))
    end = file.read()
    at, at_64 = end.rfind(_END), end.rfind(_END_64)
    if at < 0:
        return  # zipfile says what is wrong
    members, length = (int.from_bytes(end[at + begin : at + stop], "little") for begin, stop in ((10, 12), (12, 16)))
    if at_64 >= 0:
        members, length = (
            int.from_bytes(end[at_64 + begin : at_64 + stop], "little") for begin, stop in ((32, 40), (40, 48))
        )
    if members > _MOST_MEMBERS or length > _LONGEST_LIST:
        raise UnreadableError("too large", f"it has {members} members, and the limit is {_MOST_MEMBERS}")
