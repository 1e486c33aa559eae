"""How paragraphs, lists, tables and notes stand in the text of a document that was marked up.

A paragraph stands between blank lines, an item of a list and a row of a table on a line of its own, the cells of a row
between tabs, and notes at the end under the marks that they have in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from typing import NamedTuple

BULLET = "– "

_MARKED = re.compile(r"(\d+|[a-zA-ZåäöæøÅÄÖÆØ])[.)]\s|[-–—•·*▪◦]\s")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_DIGIT = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_LARGEST_ROMAN = 4000
_LETTERS = 26
_LINE_ENDS = re.compile(r"\r\n?|[\f\v]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_DAY = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")

# What programmes write who know no day: the zeros of their clocks (.NET, Windows, Office, the Mac, Unix, DOS, and what
# devices begin with), and the moment at which the template of python-docx was made.
_ZERO_DAYS = frozenset(
    "0001-01-01 1601-01-01 1899-12-30 1899-12-31 1900-01-01 1904-01-01 1970-01-01 1980-01-01 2000-01-01".split()
)
_TEMPLATE_MADE = "2013-12-23T23:15:00"

# What case systems call the day of a meeting, and who met.
_MEETING_DAYS = ("mötesdatum", "sammanträdesdatum", "mødedato")
_MEETING_BODIES = ("nämnd", "instans", "organ", "beslutande organ", "sammanträdesorgan", "udvalg", "mødeudvalg", "råd")

# A cell of two short lines, such as "Budget" over "2024", does not break its row in pieces; a cell that holds more is
# there for the looks of the page, and what it holds is read as paragraphs.
_LINES_IN_A_CELL = 2
_SHORT_LINE = 40


class Piece(NamedTuple):
    """A paragraph, or a line of the list or table `group`: lines of one group follow each other without a blank one.

    A heading never becomes a part of a row.
    """

    text: str
    group: object | None = None
    heading: bool = False


@dataclass(frozen=True)
class Meta:
    """What a file says of itself."""

    title: str = ""
    date: str = ""
    author: str = ""
    body: str = ""

    @classmethod
    def of(cls, properties: Mapping[str, str], title: str, author: str, date: str) -> Meta:
        """What the writing programme put down; `properties` are those that an archive or a case system added."""
        named = {name.casefold(): value for name, value in properties.items()}
        met = (day_of(named.get(name, "")) for name in _MEETING_DAYS)
        body = next((named[name] for name in _MEETING_BODIES if named.get(name, "").strip()), "")
        return cls(title, next(filter(None, met), day_of(date)), author, body)

    def values(self) -> dict[str, object]:
        """The keys that the file has a value for, in one line each."""
        return {name: value for name, said in vars(self).items() if (value := " ".join(said.split()))}


def day_of(stated: str) -> str:
    """The day that a date or time in ISO 8601 begins with; empty if it is none, or one that programmes begin with."""
    found = _DAY.match(stated)
    try:
        said = day(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
    return "" if said in _ZERO_DAYS or stated.strip().startswith(_TEMPLATE_MADE) else said


def put_together(pieces: Iterable[Piece]) -> bytes:
    """The text of a document, UTF-8."""
    parts: list[str] = []
    before: object | None = None
    for text, group, _ in pieces:
        # A line of a list or table that holds blank lines goes on in further lines of it.
        if said := _LINE_ENDS.sub("\n", text).strip():
            if "\n" in said:
                said = _BLANK_LINES.sub("\n\n" if group is None else "\n", said)
            if parts:
                parts.append("\n" if group is not None and group is before else "\n\n")
            parts.append(said)
            before = group
    return "".join(parts).encode()


def row(cells: Sequence[Sequence[Piece]], group: object) -> list[Piece]:
    """The row of a table: one line if its cells are short enough to be seen as one, else what the cells hold."""
    texts = []
    for cell in cells:
        lines = [line for piece in cell for line in piece.text.split("\n") if line.strip()]
        fits = len(lines) <= 1 or (len(lines) <= _LINES_IN_A_CELL and all(len(line) <= _SHORT_LINE for line in lines))
        if len(cells) == 1 or not fits or any(piece.heading for piece in cell):
            return _in_pieces(cells)
        texts.append(" ".join(line.strip() for line in lines).replace("\t", " "))
    line = "\t".join(texts).rstrip("\t")
    return [Piece(line, group)] if line.strip() else []


def _in_pieces(cells: Sequence[Sequence[Piece]]) -> list[Piece]:
    """What the cells hold, one after the other; a number or label in the first stays before what it stands beside."""
    filled = [cell for cell in cells if any(piece.text.strip() for piece in cell)]
    if len(filled) > 1 and len(filled[0]) == 1 and filled[0][0].group is None and not filled[0][0].heading:
        label = filled[0][0].text.strip()
        if len(label) <= _SHORT_LINE and "\n" not in label:
            at, first = next((at, piece) for at, piece in enumerate(filled[1]) if piece.text.strip())
            if first.group is None:  # an item of a list has a mark of its own at the beginning of its line
                labelled = first._replace(text=f"{label}\t{first.text.strip()}")
                filled[:2] = [[labelled, *filled[1][at + 1 :]]]
    return [piece for cell in filled for piece in cell]


def item(mark: str, text: str) -> str:
    """An item of a list behind its number or bullet. A writer who typed a mark into the text has said enough."""
    return text if mark == BULLET and _MARKED.match(text) else mark + text


def superscript(text: str) -> str:
    """Digits raised, so that the mark of a note can be told from the word it stands at. All else stays as it is."""
    return text.translate(_SUPERSCRIPTS) if text.isascii() and text.strip().isdigit() else text


def numeral(number: int, kind: str) -> str:
    """The number of an item, in the `kind` that HTML and OpenDocument name alike: a, A, i, I; any other is 1, 2 ..."""
    match kind:
        case "a":
            return letters(number)
        case "A":
            return letters(number).upper()
        case "i":
            return roman(number)
        case "I":
            return roman(number).upper()
        case _:
            return str(number)


def letters(number: int) -> str:
    """a, b ... z, aa, ab ... for 1, 2 ...; a number below 1 has no letter and stays as it is."""
    if number < 1:
        return str(number)
    found = ""
    while number > 0:
        number, last = divmod(number - 1, _LETTERS)
        found = chr(ord("a") + last) + found
    return found


def roman(number: int) -> str:
    """i, ii, iii ...; a number that the Romans could not write so stays as it is."""
    if not 0 < number < _LARGEST_ROMAN:
        return str(number)
    found = ""
    for value, numeral in _ROMAN:
        found += numeral * (number // value)
        number %= value
    return found + _ROMAN_DIGIT[number]
