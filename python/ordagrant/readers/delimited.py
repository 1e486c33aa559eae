"""Delimited text: the cells of CSV and its kin, with whatever delimiter, and with quotation marks that do not match.

A cell that begins with a quotation mark ends with the next one that a delimiter or the end of the line follows; inside
it a doubled one is one. That is what every programme writes, and it reads most of what is written by hand as it was
meant: `"Hon sade "nej" till det"` is one cell. A mark that was lost must not swallow the rows below it: within a cell
the marks are even in number, and where they are not, a row ends with its first line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from ordagrant.readers.stream import Lines

_DELIMITERS = ("\t", ";", ",", "|")
_OF_ONE_COLUMN = "\x1f"  # which stands in no text

_SAMPLE = 1 << 16  # characters that the delimiter is judged by
_SAID_BY_EXCEL = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)

# So much is read again for marks that do not match. A table of which more would be is made of such marks alone, and
# no cell of its further rows goes over lines.
_MOST_READ_AGAIN = 1 << 20  # characters

_UNMATCHED = "a quotation mark begins a cell and none ends it: the cell may be cut"


class Record(NamedTuple):
    """The cells of a row. `remark` says what is wrong with it; `too_long` is the length of one that was not kept."""

    cells: list[str]
    remark: str | None = None
    too_long: int = 0  # characters


def records(lines: Lines, delimiter: str, limit: int) -> Iterator[Record]:
    """The rows; empty lines are none. One of more than `limit` characters comes without its cells."""
    while (record := _record(lines, delimiter, limit)) is not None:
        if record.cells or record.too_long:
            yield record


def _record(lines: Lines, delimiter: str, limit: int) -> Record | None:
    """The next row, without cells if the line is empty, or None at the end."""
    line, dropped = lines.next()
    if dropped:
        return Record([], too_long=dropped)
    if not line:
        return None
    if '"' in line:
        return _with_quotes(line, lines, delimiter, limit)
    line = line.rstrip("\r\n")
    return Record(line.split(delimiter) if line else [])


def delimiter_of(lines: Lines) -> str:
    """The delimiter of a table, of which the first rows are looked at and the line `sep=;` of Excel is taken off.

    It is the one that cuts most of the rows into as many cells as the first, and of those that do so equally well the
    one that makes most cells. So a comma within a text, or a decimal one, does not cut a row that semicolons cut.
    """
    sample: list[str] = []
    length = 0
    line, dropped = lines.next()
    while line:
        sample.append(line)
        length += len(line)
        line, dropped = lines.next() if length < _SAMPLE else ("", 0)
    said = _SAID_BY_EXCEL.fullmatch(sample[0]) if sample else None
    lines.hand_back(sample[1:] if said else sample, dropped)
    if said:
        return said[1]
    best = (0.0, 1)
    delimiter = _OF_ONE_COLUMN
    for candidate in _DELIMITERS:
        start = Lines.of([line[:_SAMPLE] for line in sample])
        rows = [record.cells for record in records(start, candidate, _SAMPLE)]
        if not rows or len(rows[0]) == 1:
            continue
        fitting = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
        if (fitting, len(rows[0])) > best:
            best = (fitting, len(rows[0]))
            delimiter = candidate
    return delimiter


def _with_quotes(first: str, lines: Lines, delimiter: str, limit: int) -> Record:
    try:
        # Well-formed lines, which are nearly all, are read four times as fast by the library, with the same cells.
        return Record(next(csv.reader((first,), delimiter=delimiter, strict=True)))
    except csv.Error:
        pass
    cells, opened = _cells(first, 0, delimiter, alone=lines.handed_back > _MOST_READ_AGAIN)
    line, taken, length = first, list[str](), len(first)
    while opened >= 0:
        parts = [line[opened:]]
        _, marks = _closing(line, opened, delimiter)
        closed = -1
        while closed < 0:
            line, dropped = lines.next()
            length += len(line) + dropped
            if dropped:
                return Record([], too_long=length)
            closed, more = _closing(line, 0, delimiter)
            marks += more
            if not line or (marks % 2 == 1) != (closed >= 0):
                if length > limit:
                    return Record([], too_long=length)
                lines.hand_back([*taken, line] if line else taken)
                return Record(_cells(first, 0, delimiter, alone=True)[0], _UNMATCHED)
            if length <= limit:
                taken.append(line)
                parts.append(line[:closed] if closed >= 0 else line)
        cells.append("".join(parts).replace('""', '"'))
        opened = -1
        if line.startswith(delimiter, closed + 1):
            rest, opened = _cells(line, closed + 2, delimiter)
            cells += rest
    return Record([], too_long=length) if length > limit else Record(cells)


def _cells(line: str, at: int, delimiter: str, *, alone: bool = False) -> tuple[list[str], int]:
    """The cells of a line from `at` on, and where the text of one begins that goes on in the next line, or -1.

    With `alone` none goes on: what is not closed is a cell that begins with a quotation mark.
    """
    cells: list[str] = []
    end = len(line.rstrip("\r\n"))
    while True:
        if line.startswith('"', at):
            stop, marks = _closing(line, at + 1, delimiter)
            if stop < 0 and marks % 2 == 0 and not alone:
                return cells, at + 1
            if stop >= 0:
                cells.append(line[at + 1 : stop].replace('""', '"'))
                stop += 1
        else:
            stop = -1
        if stop < 0:
            stop = line.find(delimiter, at, end)
            stop = end if stop < 0 else stop
            cells.append(line[at:stop])
        if stop >= end:
            return cells, -1
        at = stop + 1


def _closing(line: str, at: int, delimiter: str) -> tuple[int, int]:
    """Where the mark stands that closes a cell which is open at `at`, or -1, and how many marks there are up to it."""
    marks = 0
    while (found := line.find('"', at)) >= 0:
        marks += 1
        at = found + 1
        after = line[at : at + 1]
        if after == '"':
            marks += 1
            at += 1
        elif after in ("", "\r", "\n", delimiter):
            return found, marks
    return -1, marks
