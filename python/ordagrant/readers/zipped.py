"""Documents that are a zip archive of XML: .docx and .odt. Nothing is unpacked to disk, and no entity is followed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, BinaryIO

from ordagrant.document import Document, status_of
from ordagrant.readers.layout import Meta, Piece, put_together
from ordagrant.readers.options import MEBIBYTE, ReadOptions

if TYPE_CHECKING:
    from lxml import etree

# Written XML shrinks to a tenth, of many equal cells to a hundredth; only what was made to be a trap shrinks more.
_GREATEST_RATIO = 300
_SMALL = MEBIBYTE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

# What zipfile raises for what is wrong with an archive.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class UnreadableError(Exception):
    """Why a document cannot be read: the status and the reason of its row."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive in a file of Office or OpenDocument. Raises UnreadableError if it is none."""
    start = file.read(len(_OLE))
    file.seek(0)
    if start == _OLE:
        if _ENCRYPTED_PACKAGE in file.read():
            raise UnreadableError("encrypted", "it opens with a password only")
        raise UnreadableError("wrong type", "it is a file of an older Office, from before 2007")
    if not start:
        raise UnreadableError("empty", "the file has no bytes")
    try:
        return zipfile.ZipFile(file)
    except BROKEN as error:
        raise UnreadableError("damaged", f"it is no zip archive, or the end is missing: {error}") from error


def require_open(part: zipfile.ZipInfo) -> None:
    """Raises UnreadableError for a part that is encrypted."""
    if part.flag_bits & 1:
        raise UnreadableError("encrypted", f"{part.filename} opens with a password only")


class Package:
    """The parts of a document, read as they are asked for, `max_size` bytes of them in all.

    Every method raises UnreadableError for what is damaged, encrypted or too large.
    """

    def __init__(self, file: BinaryIO, max_size: int) -> None:
        self._archive = opened(file)
        self._left = self._max_size = max_size

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        try:
            about = self._archive.getinfo(name)
        except KeyError:
            raise UnreadableError("damaged", f"{name} is missing") from None
        require_open(about)
        # What the archive says of a size may be a lie, so the bytes themselves are counted.
        try:
            with self._archive.open(about) as part:
                content = part.read(self._left + 1)
        except BROKEN as error:
            raise UnreadableError("damaged", f"{name}: {error}") from error
        if len(content) > self._left:
            raise UnreadableError("too large", f"more than {self._max_size} bytes unpacked, and that is the limit")
        if len(content) > max(_SMALL, about.compress_size * _GREATEST_RATIO):
            raise UnreadableError("damaged", f"{name} unpacks to {len(content)} bytes, far more than text does")
        self._left -= len(content)
        return content

    def xml(self, name: str) -> etree._Element:
        """The root of a part."""
        from lxml import etree  # late: many who import us read no such document

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            root = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError("damaged", f"{name}: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError("damaged", f"{name} declares a document type, which no office programme writes")
        return root

    def optional_xml(self, name: str) -> etree._Element | None:
        """The root of a part that a document can do without, or None if it is not there or cannot be read."""
        if name not in self:
            return None
        try:
            return self.xml(name)
        except UnreadableError as error:
            if error.status == "too large":
                raise
            return None


def read_package(
    file: BinaryIO,
    id: str,
    options: ReadOptions,
    encoding: str,
    content: Callable[[Package], tuple[Iterable[Piece], Meta]],
) -> Document:
    """The document of a package whose text and metadata `content` gives."""
    try:
        pieces, meta = content(Package(file, options.max_size))
    except UnreadableError as error:
        return Document(id, b"", error.status, None, options.lang, error.reason)
    utf8 = put_together(pieces)
    if len(utf8) > options.max_size:
        return options.too_large(id, len(utf8))
    return Document(id, utf8, status_of(utf8), encoding, options.lang, meta=meta.values())
