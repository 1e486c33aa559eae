"""Spreadsheets: .xlsx, a document a row, of every sheet that has the column of the text."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.frames import shown
from ordagrant.readers.columns import document_of, require, wanted
from ordagrant.readers.options import ReadOptions
from ordagrant.readers.zipped import BROKEN, UnreadableError, opened, require_open

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

ENCODING = "xlsx"

# calamine holds a sheet whole, as a rectangle from its first cell to its last, and ends the process if it cannot; so
# the rectangle is measured first. Excel's own largest sheet has 17 thousand million cells, of which one stray mark in
# the last corner makes a full rectangle. 32 bytes a cell: these are 640 MiB.
_MOST_CELLS = 20_000_000
_MOST_BYTES = 1 << 30  # of all parts, unpacked

_PIECE = 1 << 20
_LONGEST_REFERENCE = 32  # bytes of `r="XFD1048576"`, with room
_MOST_TITLES = 10  # rows above the header

_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,4})([0-9]{1,9})["']""")


def read(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The rows of the sheets whose header has the columns asked for: the first row that is not empty, or below a title.

    A title is a row of one cell. Rows are numbered from 0 through all sheets, from below the header and without the
    empty ones. Dates are written as ISO 8601 has them, and numbers as they are, without an exponent. That a sheet was
    left out is said in the `note` of the first row, and what stands above a header in that of the first below it.
    """
    try:
        _check(file)
        file.seek(0)
        yield from _rows_of_workbook(_workbook(file), id, options)
    except UnreadableError as error:
        yield Document(id, b"", error.status, None, options.lang, error.reason)


def rows_of_sheets(file: BinaryIO) -> Iterator[tuple[str, list[str], list[list[object]]]]:
    """The sheets that are not empty: name, columns, and rows of strings, numbers, booleans, dates and None.

    Raises UnreadableError.
    """
    _check(file)
    file.seek(0)
    book = _workbook(file)
    for index, name in enumerate(book.sheet_names):
        sheet = _sheet(book, index)
        rows = [] if sheet is None else [row for row in sheet.iter_rows() if any(cell != "" for cell in row)]
        if rows:
            columns = [str(shown(_cell(cell))).strip() for cell in rows[0]]
            yield name, columns, [[None if cell == "" else cell for cell in row] for row in rows[1:]]


def _workbook(file: BinaryIO) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(file)
    except CalamineError as error:
        raise UnreadableError("damaged", str(error)) from None
    except BaseException as error:
        raise _from_panic(error) from None


def _sheet(book: CalamineWorkbook, index: int) -> CalamineSheet | None:
    """The sheet, or None if it is a chart."""
    from python_calamine import CalamineError, SheetTypeEnum

    about = book.sheets_metadata[index]
    if about.typ != SheetTypeEnum.WorkSheet:
        return None
    try:
        return book.get_sheet_by_index(index)
    except CalamineError as error:
        raise UnreadableError("damaged", f"{about.name}: {error}") from None
    except BaseException as error:
        raise _from_panic(error) from None


def _from_panic(error: BaseException) -> BaseException:
    # A failed assertion of the library is no Exception to Python, and all the same the document's.
    return UnreadableError("damaged", str(error)) if type(error).__name__ == "PanicException" else error


def _rows_of_workbook(book: CalamineWorkbook, id: str, options: ReadOptions) -> Iterator[Document]:
    number = 0
    without: dict[str, RequestError] = {}
    read = 0
    for index, name in enumerate(book.sheet_names):
        sheet = _sheet(book, index)
        if sheet is None:
            continue
        rows = ((place, row) for place, row in enumerate(sheet.iter_rows(), 1) if any(cell != "" for cell in row))
        try:
            columns, titles = _header_of(rows, f"{id}, sheet {name!r}", options)
        except RequestError as error:
            without[name] = error
            continue
        if not columns:
            continue
        if twice := [column for column in wanted(options) if columns.count(column) > 1]:
            raise RequestError(f"column {twice[0]!r} stands twice in {id}, sheet {name!r}")
        read += 1
        places = {column: columns.index(column) for column in wanted(options) if column in columns}
        notes = [f"above the header of {name}, and not read: row {', '.join(map(str, titles))}"] if titles else []
        for _, row in rows:
            cells = {column: None if row[place] == "" else _cell(row[place]) for column, place in places.items()}
            document = document_of(cells, number, options, ENCODING)
            if number == 0 and without:
                notes.append(f"without the columns asked for, and not read: {', '.join(without)}")
            yield replace(document, note="; ".join(notes)) if notes else document
            notes = []
            number += 1
    if not read and without:
        raise next(iter(without.values()))
    if not number:
        yield Document(id, b"", "empty", ENCODING, options.lang, "no row but the header" if read else None)


def _header_of(
    rows: Iterator[tuple[int, Sequence[object]]], sheet: str, options: ReadOptions
) -> tuple[list[str], list[int]]:
    """The names of a sheet's columns, and the rows of titles above them; none of a sheet without rows.

    Raises RequestError, naming the row that was taken for the header, if it has not the columns asked for.
    """
    titles: list[int] = []
    wrong: RequestError | None = None
    for place, row in rows:
        columns = [str(shown(_cell(cell))).strip() for cell in row]
        try:
            require(options, columns, f"{sheet}, row {place}")
        except RequestError as error:
            is_title = sum(map(bool, columns)) == 1
            wrong = error if wrong is None or not is_title else wrong
            if not is_title or len(titles) == _MOST_TITLES:
                break
            titles.append(place)
        else:
            return columns, titles
    if wrong is not None:
        raise wrong
    return [], []


def _cell(value: object) -> str | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        # Excel counts to 15 digits, and what lies behind them is the binary number's.
        return str(int(value)) if value.is_integer() else _plain(f"{value:.15g}")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _plain(number: str) -> str:
    digits, _, exponent = number.partition("e")
    return f"{float(number):.{len(digits) - int(exponent)}f}".rstrip("0") if exponent else number


def _check(file: BinaryIO) -> None:
    """Raises UnreadableError for what must not be handed to calamine."""
    with opened(file) as archive:
        size = 0
        for about in archive.infolist():
            require_open(about)
            if about.filename.endswith((".xml", ".rels")):
                try:
                    size += _measured(archive, about, _MOST_BYTES - size)
                except BROKEN as error:
                    raise UnreadableError("damaged", f"{about.filename}: {error}") from None


def _measured(archive: zipfile.ZipFile, about: zipfile.ZipInfo, most: int) -> int:
    """The bytes of a part, unpacked. What the archive says of them may be a lie, so they are counted."""
    size = 0
    rows, columns = _Range(), _Range()
    before = b""
    with archive.open(about) as part:
        while piece := part.read(_PIECE):
            size += len(piece)
            if size > most:
                raise UnreadableError("too large", f"more than {_MOST_BYTES} bytes unpacked, and that is the limit")
            if "worksheets/" in about.filename:
                for letters, digits in _REFERENCE.findall(before + piece):
                    rows.take(int(digits))
                    columns.take(_column(letters))
                before = piece[-_LONGEST_REFERENCE:]
    cells = len(rows) * len(columns)
    if cells > _MOST_CELLS:
        reason = f"{about.filename} stretches over {cells} cells, and the limit is {_MOST_CELLS}"
        raise UnreadableError("too large", reason)
    return size


class _Range:
    """From the least to the greatest number that was taken."""

    def __init__(self) -> None:
        self._least = self._greatest = -1

    def take(self, number: int) -> None:
        if self._least < 0 or number < self._least:
            self._least = number
        self._greatest = max(self._greatest, number)

    def __len__(self) -> int:
        return 0 if self._least < 0 else self._greatest - self._least + 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("@")
    return number
