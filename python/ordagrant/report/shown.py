"""Shown: a document as a page shows it, mended and masked, and the places of rows in that text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from ordagrant import _core
from ordagrant.document import Document
from ordagrant.keyness import columns_of, numbered
from ordagrant.privacy import masked_by_all, masked_cells
from ordagrant.table import Table

MASK = "\u2588"

# What programs call a file when nobody gave it a title.
_PROGRAMS = ("Microsoft ", "PowerPoint ", "Untitled", "Namnlös", "Unavngivet")

# The columns that hold words of the text beside those of their place.
_SAID = ("canonical", "heading", "speaker", "names", "body", "outcome", "owner", "due", "unit")


@dataclass
class Shown:
    """A document and what there is to show of it.

    `text` is its reading: with what files, pages and extraction broke mended, and personal data masked where it is to
    be. The rows of `passages`, `hits`, `facts` and `alerts` are those of the kernel with `start` and `end` in `text`
    and their own places as `source_start` and `source_end`; `sentences` are places in `text` too.
    """

    document: Document
    id: str  # masked as the text is: who numbers contacts by persons has personal data in it
    name: str  # the file's, or the id where two files have the same
    is_masked: bool
    text: str
    repairs: int
    passages: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    hits: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    alerts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """What the file calls itself, where that is more than a word or the name of a program's file."""
        title = " ".join(str(self.document.meta.get("title") or "").split())
        is_name = " " in title and not title.startswith(_PROGRAMS)
        return str(self.said(title)) if is_name else None

    def place(self, row: Mapping[str, Any]) -> dict[str, int | None]:
        """The line and the page of a row, from 1; no page of what is not made of pages."""
        at = row["source_start"]
        page = None if self.document.pages is None else 1 + bisect_left(self._pages, at)
        return {"line": 1 + bisect_left(self._lines, at), "page": page}

    def sentences_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of a stretch of the text, cut to it; the stretch itself where there are none."""
        found = []
        for number in range(self._sentence_from(start), len(self.sentences)):
            begin, stop = self.sentences[number]
            if begin >= end:
                break
            found.append((max(begin, start), min(stop, end)))
        return found or [(start, end)]

    def sentence_at(self, place: int, start: int, end: int) -> tuple[int, int]:
        """The sentence in which a place of a stretch stands, cut to it; the first of it where the place is in none."""
        number = self._sentence_from(place)
        if number < len(self.sentences) and self.sentences[number][0] <= place:
            begin, stop = self.sentences[number]
            return max(begin, start), min(stop, end)
        return self.sentences_in(start, end)[0]

    def _sentence_from(self, place: int) -> int:
        """The number of the first sentence that ends behind a place."""
        return bisect_left(self.sentences, place, key=lambda bounds: bounds[1] - 1)

    @cached_property
    def items(self) -> frozenset[str]:
        """The numbers of the items of minutes, which are no numbers of chapters."""
        return frozenset(passage["number"] for passage in self.passages if passage["kind"] == "item")

    @cached_property
    def _lines(self) -> list[int]:
        # The last character of each line end: of CR LF, the LF.
        return _offsets("\n|\r(?!\n)", self.document.source)

    @cached_property
    def _pages(self) -> list[int]:
        return _offsets("\f", self.document.source)

    @cached_property
    def _in_one_line(self) -> str:
        return " ".join(self.text.split())

    def said(self, value: Any) -> Any:
        """What the rooms made of the text, a name say; masked if masking took it out of the text."""
        if not self.is_masked or not isinstance(value, str) or value in self._in_one_line:
            return value
        return re.sub(r"\S", MASK, value)


class Reader:
    """Reads documents as a page shows them; `masked` says of each whether its personal data is masked."""

    def __init__(self, documents: Sequence[Document], kernel: _core.batch.Kernel, masked: Sequence[bool]) -> None:
        self._kernel = kernel
        self._rows = numbered(documents)
        self._repaired = []
        self.shown = []
        masks = iter(masked_by_all([one for one, asked in zip(documents, masked, strict=True) if asked]))
        repairs = _by_document(kernel.repairs(self._rows), len(documents))
        ids = [document.id for document in documents]
        ids = [mask if asked else id for id, mask, asked in zip(ids, masked_cells(ids), masked, strict=True)]
        named = zip(documents, ids, _names(ids), masked, repairs, strict=True)
        for document, id, name, asked, of_document in named:
            repaired = _Repaired(next(masks) if asked else document.source, of_document)
            self._repaired.append(repaired)
            self.shown.append(Shown(document, id, name, asked, repaired.text, len(of_document)))
        self._place("passages", kernel.passages(self._rows))

    def fill(
        self, poles: Sequence[str], facts: Sequence[str], terms: Sequence[str] = (), *, exact: bool = False
    ) -> None:
        """Finds hits, facts and sentences, and the places of `terms`, none of which goes over the end of a page.

        `poles` are those of the hits, none for all; turns of phrase, which a decision rests on too, are among them.
        """
        kernel, rows = self._kernel, self._rows
        self._place("hits", kernel.hits(rows, poles=list(poles), frames=True))
        self._place("facts", kernel.passages(rows, kinds=list(facts)))
        if terms:
            self._place("alerts", kernel.hits(rows, terms=list(terms), exact=exact))
        for shown, repaired, sentences in zip(self.shown, self._repaired, self._sentences(), strict=True):
            shown.sentences = [(repaired.start(start), repaired.end(end)) for start, end in sentences]
            source = shown.document.source
            shown.alerts = [row for row in shown.alerts if "\f" not in source[row["source_start"] : row["source_end"]]]

    def _place(self, name: str, table: _core.batch.Table) -> None:
        """Gives the documents the rows of a table, with nothing in them that is masked."""
        found = _by_document(table, len(self.shown))
        for shown, repaired, rows in zip(self.shown, self._repaired, found, strict=True):
            for row in rows:
                row.update({name: shown.said(row[name]) for name in _SAID if name in row})
                row.update(source_start=row["start"], source_end=row["end"])
                row.update(start=repaired.start(row["start"]), end=repaired.end(row["end"]))
                row["text"] = shown.text[row["start"] : row["end"]]
            setattr(shown, name, rows)

    def _sentences(self) -> list[list[tuple[int, int]]]:
        table = self._kernel.tokens(self._rows, columns=["id", "sentence", "start", "end"])
        found: list[dict[int, tuple[int, int]]] = [{} for _ in self.shown]
        for id, sentence, start, end in columns_of(table, ("id", "sentence", "start", "end")):
            of_document = found[int(id)]
            of_document[sentence] = (of_document.get(sentence, (start, end))[0], end)
        return [[bounds[number] for number in sorted(bounds)] for bounds in found]


class _Repaired:
    """A source with its repairs made, and where its characters went."""

    def __init__(self, source: str, repairs: Iterable[Mapping[str, Any]]) -> None:
        # From a character of the source on, how far what follows was moved. An end is moved by what was put in before
        # it, and not by what was put in behind it.
        self._starts, self._ends, self._shifts = [0], [0], [0]
        parts: list[str] = []
        at = shift = 0
        for repair in repairs:
            start, end = repair["start"], repair["end"]
            # What is masked is not to come back by way of a letter that was mended.
            after = MASK * len(repair["after"]) if MASK in source[start:end] else repair["after"]
            parts += [source[at:start], after]
            shift += len(after) - (end - start)
            at = end
            self._starts.append(end)
            self._ends.append(end if end > start else end + 1)
            self._shifts.append(shift)
        self.text = "".join([*parts, source[at:]])

    def start(self, place: int) -> int:
        """Where what begins at a character of the source begins in the text."""
        return self._moved(self._starts, place)

    def end(self, place: int) -> int:
        """Where what ends before a character of the source ends in the text."""
        return self._moved(self._ends, place)

    def _moved(self, places: list[int], place: int) -> int:
        number = bisect_right(places, place) - 1
        moved = place + self._shifts[number]
        if number + 1 == len(places):
            return moved
        # Within what was mended: not beyond its end.
        return min(moved, self._starts[number + 1] + self._shifts[number + 1])


def _names(ids: Sequence[str]) -> list[str]:
    """The last parts of paths, where these tell the documents apart, else all of them."""
    last = [PurePosixPath(id).name or id for id in ids]
    return last if len(set(last)) == len(set(ids)) else list(ids)


def _offsets(sign: str, text: str) -> list[int]:
    return [found.start() for found in re.finditer(sign, text)]


def _by_document(table: _core.batch.Table, count: int) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = [[] for _ in range(count)]
    for row in Table(table):
        rows[int(row["id"])].append(row)
    return rows
