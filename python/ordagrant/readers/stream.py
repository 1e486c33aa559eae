"""The text of a table, decoded as it is read: a table of any size is never in memory whole, only its longest row."""

from __future__ import annotations

import codecs
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from ordagrant import _core

# Up to this size all bytes of a table decide on its encoding, above it the first of them that are not ASCII. In bytes.
WHOLE = 256 << 20
_PIECE = 4 << 20

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class TextStream:
    """The lines of a file with their line ends, until the end of a `with`, which leaves the file open.

    `ill_formed` is how many stretches of bytes became U+FFFD.
    """

    lines: io.TextIOWrapper
    encoding: str
    ill_formed: int

    def __enter__(self) -> TextStream:
        return self

    def __exit__(self, *_: object) -> None:
        self.lines.detach()


def decoded(file: BinaryIO, newline: str = "") -> TextStream:
    """The text of a file that can be sought in. `newline` is where lines end: `""` at \\n, \\r and \\r\\n."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > WHOLE:
        return _in_pieces(file, newline)
    utf8, encoding, ill_formed = _core.text.decode(file.read())
    return TextStream(io.TextIOWrapper(io.BytesIO(utf8), "utf-8", newline=newline), encoding, ill_formed)


def _in_pieces(file: BinaryIO, newline: str) -> TextStream:
    encoding = "utf-8"
    for piece in _pieces(file):
        if not piece.isascii() or b"\0" in piece:  # ASCII with zeros is UTF-16
            _, encoding, _ = _core.text.decode(piece)
            break
    file.seek(0)
    start = file.read(max(map(len, _MARKS)))
    after_mark = next((len(mark) for mark in _MARKS if start.startswith(mark)), 0)
    file.seek(after_mark)
    ill_formed = 0
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in _pieces(file):
        if encoding != "utf-8" or not piece.isascii():
            ill_formed += decoder.decode(piece).count("\ufffd") - piece.count("\ufffd".encode())
    file.seek(after_mark)
    return TextStream(io.TextIOWrapper(file, encoding, "replace", newline=newline), encoding, ill_formed)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    # A piece ends with a line, so that no character is cut, unless the line is longer than a piece.
    while piece := file.read(_PIECE):
        yield piece + file.readline(_PIECE)


class Lines:
    """The lines of a text, of which some can be handed back to be read again."""

    def __init__(self, text: TextIO, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._again: deque[tuple[str, int]] = deque()
        self.handed_back = 0  # characters, in all

    @classmethod
    def of(cls, lines: list[str]) -> Lines:
        """These lines."""
        self = cls(io.StringIO(), 1)
        self.hand_back(lines)
        return self

    def next(self) -> tuple[str, int]:
        """The next line, or `""` at the end; with it 0, or the length of one that is over the limit and was dropped."""
        if self._again:
            return self._again.popleft()
        line = self._text.readline(self._limit)
        if len(line) < self._limit or line.endswith(("\n", "\r")):
            return line, 0
        length = len(line)
        while rest := self._text.readline(_PIECE):
            length += len(rest)
            if rest.endswith(("\n", "\r")):
                break
        return "", length

    def hand_back(self, lines: list[str], dropped: int = 0) -> None:
        """Let these lines come next, and after them one of `dropped` characters that was dropped."""
        if dropped:
            self._again.appendleft(("", dropped))
        self._again.extendleft((line, 0) for line in reversed(lines))
        self.handed_back += sum(map(len, lines))
