"""PDF: the text layer in the order in which it is read, pages set apart by form feeds.

What the order is, and how columns, tables, headings and footnotes come out, is said in core/ordagrant/text/layout.h.
A page that shows something but has no text (a scan) is counted and named, never passed over.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ordagrant import _core
from ordagrant.document import Document
from ordagrant.readers.layout import day_of
from ordagrant.readers.options import ReadOptions

ENCODING = "pdf"
PAGE_BREAK = b"\f"  # behind the line end of a page that has text

_FUNCTIONS = [
    "FPDFText_CountChars",
    "FPDFText_GetUnicode",
    "FPDFText_IsGenerated",
    "FPDFText_GetFontSize",
    "FPDFText_GetMatrix",
    "FPDFText_GetCharOrigin",
    "FPDFText_GetLooseCharBox",
    "FPDFText_GetTextObject",
    "FPDFTextObj_GetFont",
    "FPDF_GetPageBoundingBox",
    "FPDFPage_CountObjects",
    "FPDFPage_GetObject",
    "FPDFPageObj_GetType",
    "FPDFPageObj_GetBounds",
]

# D:20240229131842+01'00' - all but the year may be missing.
_DATE = re.compile(r"(?:D:)?(\d{4})(?:(0[1-9]|1[0-2])(?:(0[1-9]|[12]\d|3[01]))?)?")


def read(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The one document of a file."""
    content = file.read()
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        closed = getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        reason = "it asks for a password" if closed else "it cannot be opened as a PDF"
        yield Document(id, b"", "encrypted" if closed else "damaged", ENCODING, options.lang, reason)
        return
    try:
        yield _read(document, id, options)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, id: str, options: ReadOptions) -> Document:
    texts: list[bytes] = []
    silent: list[int] = []  # pages, from 1, that show something and say nothing
    damaged: list[int] = []
    size = 0
    count = len(document)
    reader = _page_reader()
    for number in range(1, count + 1):
        text, shows = _read_page(document, number - 1, reader)
        if shows is None:
            damaged.append(number)
        elif shows and not text:
            silent.append(number)
        texts.append(text + b"\n" if text and number < count else text)
        size += len(text) + len(PAGE_BREAK)
        if size > options.max_size:
            return options.too_large(id, size)

    utf8 = PAGE_BREAK.join(texts)
    unread = sorted(silent + damaged)
    status, reason = "ok", None
    if len(damaged) == count:
        status, reason = "damaged", "none of its pages can be loaded"
    elif not any(texts):
        status, reason = ("no text layer", _reason(silent, damaged)) if unread else ("empty", None)
    elif unread:
        status, reason = "partial", _reason(silent, damaged)
    # Where there is no text there are no pages to set apart either.
    source = utf8 if any(texts) else b""
    return Document(
        id,
        source,
        status,
        ENCODING,
        options.lang,
        reason,
        count,
        count - len(unread),
        _meta(document),
        pages_without_text=_ranges(unread) or None,
    )


def _page_reader() -> _core.text.PdfiumPage:
    return _core.text.PdfiumPage({name: _address(getattr(pdfium_c, name)) for name in _FUNCTIONS})


def _address(pointer: object) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _read_page(document: pdfium.PdfDocument, index: int, reader: _core.text.PdfiumPage) -> tuple[bytes, bool | None]:
    """The text of a page, and whether the page shows anything; None if it cannot be loaded."""
    page = pdfium_c.FPDF_LoadPage(document.raw, index)
    if not page:
        return b"", None
    try:
        text_page = pdfium_c.FPDFText_LoadPage(page)
        if not text_page:
            return b"", None
        try:
            text = reader.text(_address(page), _address(text_page))
        finally:
            pdfium_c.FPDFText_ClosePage(text_page)
        return text, bool(text) or _shows_something(page)
    finally:
        pdfium_c.FPDF_ClosePage(page)


def _shows_something(page: object) -> bool:
    """Whether a page without text holds anything that is drawn."""
    types = {
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page, at))
        for at in range(pdfium_c.FPDFPage_CountObjects(page))
    }
    return bool(types - {pdfium_c.FPDF_PAGEOBJ_TEXT})


def _reason(silent: list[int], damaged: list[int]) -> str:
    said = []
    if silent:
        said.append(f"{_pages(silent)} without a text layer")
    if damaged:
        said.append(f"{_pages(damaged)} damaged")
    return ", ".join(said)


def _pages(numbers: list[int]) -> str:
    return f"{'page' if len(numbers) == 1 else 'pages'} {_ranges(numbers)}"


def _ranges(numbers: list[int]) -> str:
    """Rising numbers as `2-4, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)


def _meta(document: pdfium.PdfDocument) -> dict[str, object]:
    """What the file says of itself, as far as it says it; the date is the day it was made."""
    said = {key: _said(document, key) for key in ("Title", "Author", "CreationDate")}
    meta: dict[str, object] = {key.lower(): said[key] for key in ("Title", "Author") if said[key]}
    if date := _DATE.match(said["CreationDate"]):
        made = "-".join(filter(None, date.groups()))
        if not date[3] or day_of(made):  # a month or a year, or a day that a programme has not begun with
            meta["date"] = made
    return meta


def _said(document: pdfium.PdfDocument, key: str) -> str:
    try:
        return " ".join(document.get_metadata_value(key).split())
    except UnicodeDecodeError:  # half a character
        return ""
