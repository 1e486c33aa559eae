from __future__ import annotations
import typing

__all__: list[str] = ["PdfiumPage", "decode", "icu_version", "unicode_version"]

class PdfiumPage:
    """
    Reads pages that PDFium has loaded, in the order in which they are read.
    """
    def __init__(self, addresses: dict[str, int]) -> None:
        """
        `addresses`: where PDFium's functions lie, by name.
        """
    def text(
        self, page: typing.SupportsInt | typing.SupportsIndex, text_page: typing.SupportsInt | typing.SupportsIndex
    ) -> bytes:
        """
        The text of a page as UTF-8, from the addresses of an FPDF_PAGE and its FPDF_TEXTPAGE.
        """

def decode(bytes: bytes) -> tuple[bytes, str, int]:
    """
    Bytes as well-formed UTF-8: (source, encoding, how many ill-formed stretches became U+FFFD).
    """

def icu_version() -> str:
    """
    Of the linked ICU.
    """

def unicode_version() -> str:
    """
    Of the Unicode Standard whose data the linked ICU has.
    """
