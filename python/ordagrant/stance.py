"""Score: New Public Management against trust, as rates that open to their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.document import AUTO, Document, Texts, documents_of
from ordagrant.errors import RequestError, not_one_of
from ordagrant.table import Table

# What a row can be about. Those that add documents up have a name for each document's sum.
UNITS = ("document", "passage", "sentence", "speaker", "group", "month", "all")

RESAMPLES = 1000
FEWEST, MOST = 40, 1_000_000  # of fewer draws than 40 no 2.5 % can be cut off

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(?![0-9])")


def _group(document: Document) -> str:
    value = document.meta.get("group")
    return "" if value is None else str(value)


def _month(document: Document) -> str:
    match = _MONTH.match(str(document.meta.get("date") or ""))
    return match[0] if match else ""


def _name(document: Document, by: str) -> str:
    """What a document is added up with, as the kernel is told."""
    return document.row(SUMS[by](document))[5]


SUMS: dict[str, Callable[[Document], str]] = {"group": _group, "month": _month, "all": lambda _document: "all"}


class Scores(Table):
    """A row a unit, and behind every row its hits."""

    def __init__(self, core: _core.batch.Table, documents: list[Document], by: str, kernel: _core.batch.Kernel) -> None:
        super().__init__(core)
        self._documents = documents
        self._by = by
        self._kernel = kernel

    def evidence(self, row: int) -> Table:
        """The hits that row number `row` (from 0) was counted from. Raises IndexError beyond the last row."""
        if not 0 <= row < len(self):
            raise IndexError(f"row {row} is not one of the {len(self)} rows, which are numbered from 0")
        id: str = self["id"][row]
        if self._by == "document":
            return Table(self._hits([self._documents[row]]))
        if self._by in ("group", "all"):
            return Table(self._hits([document for document in self._documents if _name(document, self._by) == id]))
        if self._by in ("passage", "sentence"):
            document, number = self._parts[row]
            return self._picked([document], lambda hit: bool(hit[self._by] == number))
        if self._by == "speaker":
            return self._picked(self._documents, lambda hit: (hit["speaker"] or "") == id)
        months = {document.id: _month(document) for document in self._documents}
        return self._picked(self._documents, lambda hit: (hit["date"] or months[hit["id"]])[:7] == id)

    @cached_property
    def _parts(self) -> list[tuple[Document, int]]:
        """The document of each row, and the number of the passage or sentence in it."""
        parts: list[tuple[Document, int]] = []
        ids = self["id"]
        for document in self._documents:
            number = 0
            while len(parts) < len(ids) and ids[len(parts)] == f"{document.id}#{number}":
                parts.append((document, number))
                number += 1
            if number == 0:  # it has no text
                parts.append((document, 0))
        return parts

    def _picked(self, documents: list[Document], is_counted: Callable[[dict[str, Any]], bool]) -> Table:
        hits = self._hits(documents)
        return Table(hits.kept([is_counted(hit) for hit in Table(hits)]))

    def _hits(self, documents: list[Document]) -> _core.batch.Table:
        return self._kernel.hits([document.row() for document in documents], unplaced=True)


def score_core(
    documents: list[Document], kernel: _core.batch.Kernel, *, by: str, resamples: int, seed: int
) -> _core.batch.Table:
    """The rows of `score` over documents. Raises RequestError for an option that is wrong."""
    if by not in UNITS:
        raise not_one_of("by", by, UNITS)
    if resamples != 0 and not FEWEST <= resamples <= MOST:
        raise RequestError(f"resamples {resamples} is neither 0 nor a number from {FEWEST} to {MOST}")
    if not 0 <= seed < 1 << 64:
        raise RequestError(f"seed {seed} is not a number from 0 to {(1 << 64) - 1}")
    rows = [document.row(SUMS[by](document) if by in SUMS else "") for document in documents]
    return kernel.score(rows, by="group" if by == "all" else by, resamples=resamples, seed=seed)


def score(
    texts: Texts,
    *,
    by: str = "document",
    lang: str = AUTO,
    resamples: int = RESAMPLES,
    seed: int = 0,
    lexicons: Sequence[str] = (),
    no_repair: Sequence[str] = (),
) -> Scores:
    """The rates of both poles and of their categories, in weighted hits per 1,000 words, one row a unit.

    `texts` is a string, a Document, a Corpus, or a sequence of strings or Documents. `by` is `document`, `passage`
    (`og.passages`), `sentence`, `speaker`, `group`, `month` or `all`. `group` takes the documents' `meta`, `month` the
    date of a post or of minutes where the text has one and else that of `meta`; `speaker` adds up what those who are
    named say, quoted or not. A hit counts when it is affirmed and not in quotation marks of others. The `_low` and
    `_high` columns are 95 % percentile intervals from `resamples` draws of sentences (bootstrap; Efron and Tibshirani
    1993). `lexicons` are files to count by instead of the shipped ones, or the name of a further lexicon (`hood`,
    ...), by whose ids the rates of categories then are; what is said of both poles stays. The `_share` columns are the
    mix of roles: the share of each among all. `no_repair` kinds of damage that are not mended
    (`og.repairs`). Columns of rooms that do not stand yet are null. Raises RequestError for an option that is wrong.

    >>> import ordagrant as og
    >>> scores = og.score("Vi vill ha tillit i stället för målstyrning.")
    >>> scores["npm_hits"], scores["npm_reversed"], scores["trust_hits"], scores["label"]
    ([0], [1], [1], ['trust'])
    >>> scores.evidence(0)["text"]
    ['tillit', 'målstyrning']
    """
    documents = documents_of(texts, lang)
    by_kernel = kernel(0, tuple(lexicons), tuple(no_repair))
    core = score_core(documents, by_kernel, by=by, resamples=resamples, seed=seed)
    return Scores(core, documents, by, by_kernel)
