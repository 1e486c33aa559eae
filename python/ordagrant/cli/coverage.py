"""What a run has read and what it has not: lines on stderr, a ledger, the last line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import click

from ordagrant import _core
from ordagrant.document import Document
from ordagrant.language import shipped
from ordagrant.readers import Skipped

# What would end a line, steer a terminal, or turn the order of what is read.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

# How the last line says it, where the status itself does not.
_SAID = {"ok": "read", "no text layer": "without text"}

_MOST_NAMED = 5  # documents, in a line

_LEDGER = ("id", "status", "reason", "encoding", "pages", "pages_read", "pages_without_text")


def say(line: str, *, err: bool = True) -> None:
    """Write a line on stderr, or stdout; control characters, which ids and reasons can hold, as backslash escapes."""
    click.echo(_UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), line), err=err)


class Coverage:
    """Counts documents by status, says what is wrong with them, and writes their lines to `ledger`."""

    def __init__(self, skipped: Skipped, ledger: BinaryIO | None) -> None:
        self._skipped = skipped
        self._ledger = ledger
        self._statuses: Counter[str] = Counter()
        self._partial: list[str] = []
        self._contradictions = 0
        self._contradicted: list[tuple[str, str]] = []  # the first of them, with what they were read as

    def add(self, document: Document) -> None:
        """Count a document."""
        self._statuses[document.status] += 1
        if document.status == "partial":
            self._partial.append(_missing(document))
        if document.status != "ok":
            reason = f" ({document.reason})" if document.reason else ""
            say(f"{document.id}: {document.status}{reason}")
        if document.ill_formed:
            places = "1 place is" if document.ill_formed == 1 else f"{document.ill_formed:,} places are"
            were = "was" if document.ill_formed == 1 else "were"
            say(f"{document.id}: {places} no {document.encoding} and {were} read as U+FFFD")
        if document.note:
            say(f"{document.id}: {document.note}")
        if document.status == "ok" and _contradicted(document):
            self._contradictions += 1
            if len(self._contradicted) < _MOST_NAMED:
                self._contradicted.append((document.id, document.requested_lang))
        if self._ledger is not None:
            line = {name: getattr(document, name) for name in _LEDGER}
            self._ledger.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    @property
    def nothing(self) -> bool:
        """Was there no document?"""
        return not self._statuses

    @property
    def code(self) -> int:
        """The exit code: 1 if any document was not read whole."""
        return 0 if set(self._statuses) <= {"ok"} else 1

    def contradicted(self) -> str | None:
        """That documents look like another language than the one asked for, in a line; None if none does."""
        if not self._contradicted:
            return None
        if self._contradictions == 1:
            ((id, lang),) = self._contradicted
            return f"{id}: read as {lang}, and it looks like another language"
        more = ", ..." if self._contradictions > len(self._contradicted) else ""
        first = ", ".join(f"{id} (read as {lang})" for id, lang in self._contradicted)
        return f"{self._contradictions:,} documents look like another language than the one asked for: {first}{more}"

    def said_of_contacts(self) -> Iterator[str]:
        """What was read as contacts, and what was not though it could have been, a line each."""
        rows, whole = self._skipped.rows, self._skipped.whole
        parts = [f"{_counted(count, 'row')} of {table}" for table, count in rows.items()]
        if len(parts) > _MOST_NAMED:
            parts = [f"{_counted(rows.total(), 'row')} of {len(rows):,} tables"]
        if whole:
            parts.append(_counted(whole, "document") + (", each as one contact" if whole > 1 else " as one contact"))
        if parts:
            yield f"contacts: {', '.join(parts)}"
        if left := self._skipped.beside_tables:
            more = ", ..." if len(left) > _MOST_NAMED else ""
            yield (
                f"left out, for beside tables only their rows are contacts: {_counted(len(left), 'document')} "
                f"({', '.join(left[:_MOST_NAMED])}{more}); named as INPUT, each is a contact"
            )

    def line(self) -> str:
        """What was read, in a line: `10 documents: 7 read, 1 partial (pages 2-14 without text), 2 without text`."""
        return line_of(self._statuses, self._skipped, self._partial)


def line_of(statuses: Counter[str], skipped: Skipped, partial: Sequence[str] = ()) -> str:
    """The same of documents by status; `partial` is what those that were read in part lack."""
    total = sum(statuses.values())
    parts = []
    for status, count in sorted(statuses.items(), key=lambda item: (item[0] != "ok", item[0])):
        part = f"{count:,} {_SAID.get(status, status)}"
        if status == "partial" and len(partial) == 1:
            part += f" ({partial[0]})"
        parts.append(part)
    line = f"{_counted(total, 'document')}: {', '.join(parts) or 'nothing to read'}"
    if skipped.by_suffix:
        kinds = ", ".join(f"{count:,} {suffix}" for suffix, count in sorted(skipped.by_suffix.items()))
        line += f"; other files skipped: {kinds}"
    return line


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _missing(document: Document) -> str:
    pages = document.pages_without_text
    if not pages:
        return str(document.reason or "in part")
    return f"page{'' if pages.isdecimal() else 's'} {pages} without text"


def _contradicted(document: Document) -> bool:
    """Was a language asked for that the text is surely not in?"""
    if document.requested_lang not in shipped():
        return False
    sure = 0.9  # a line that warns must be right; short texts are seldom so sure
    found, confidence = _core.language.identify(document.utf8[:20_000])
    return found not in (document.requested_lang, "und") and confidence >= sure
