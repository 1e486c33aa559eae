"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from typing import BinaryIO

# Kinds whose readers look for themselves.
BINARY = frozenset({".docx", ".odt", ".parquet", ".pdf", ".xlsx", ".zip"})

_OFFICE = "a zip archive, as those of Word, Excel and OpenDocument are"
_KINDS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": _OFFICE,
    b"PK\x05\x06": _OFFICE,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a file of an older Office, from before 2007, or an encrypted one",
    b"{\\rtf": "RTF",
    b"%!PS": "PostScript",
    b"\x89PNG\r\n\x1a\n": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF87a": "a picture (GIF)",
    b"GIF89a": "a picture (GIF)",
    b"II*\x00": "a picture (TIFF)",
    b"MM\x00*": "a picture (TIFF)",
    b"\x1f\x8b\x08": "compressed (gzip)",
    b"BZh": "compressed (bzip2)",
    b"\xfd7zXZ\x00": "compressed (xz)",
    b"\x28\xb5\x2f\xfd": "compressed (zstd)",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"PAR1": "Parquet",
    b"SQLite format 3\x00": "a database (SQLite)",
    b"\x00\x05\x16\x07": "what a Mac keeps beside a file",
}
_BEGINNINGS = tuple(_KINDS)
_LONGEST = max(map(len, _KINDS))


def kind_of(file: BinaryIO) -> str | None:
    """What the content is, if it is no text; the file is at its beginning then as before."""
    start = file.read(_LONGEST)
    file.seek(0)
    if not start.startswith(_BEGINNINGS):
        return None
    return next(kind for bytes, kind in _KINDS.items() if start.startswith(bytes))
