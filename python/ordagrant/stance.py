"""Score: New Public Management against trust, as rates that open to their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.document import AUTO, Document, Texts, documents_of
from ordagrant.errors import RequestError, not_one_of, not_yet
from ordagrant.table import Table

# What a row can be about. Those that add documents up have a name for each document's sum.
UNITS = ("document", "passage", "sentence", "speaker", "group", "month", "all")

RESAMPLES = 1000
FEWEST, MOST = 40, 1_000_000  # of fewer draws than 40 no 2.5 % can be cut off

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(?!\d)")


def _group(document: Document) -> str:
    value = document.meta.get("group")
    return "" if value is None else str(value)


def _month(document: Document) -> str:
    match = _MONTH.match(str(document.meta.get("date") or ""))
    return match[0] if match else ""


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
        id = self["id"][row]
        if self._by in SUMS:
            documents = [document for document in self._documents if SUMS[self._by](document) == id]
        elif self._by == "document":
            documents = [self._documents[row]]
        else:
            raise RequestError(f"evidence is by document, group, month or all, and these rows are by {self._by}")
        return Table(self._kernel.hits([document.row() for document in documents]))


def months_between(first: str, last: str) -> list[str]:
    """The months from `first` to `last`, both included.

    >>> months_between("2023-11", "2024-02")
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    begin, end = ((int(month[:4]) * 12 + int(month[5:]) - 1) for month in (first, last))
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def score_core(
    documents: list[Document], kernel: _core.batch.Kernel, *, by: str, resamples: int, seed: int
) -> _core.batch.Table:
    """The rows of `score` over documents. Raises RequestError for an option that is wrong."""
    if by not in UNITS:
        raise not_one_of("by", by, UNITS)
    if by == "speaker":
        raise not_yet("by", by, [unit for unit in UNITS if unit != by])
    if resamples != 0 and not FEWEST <= resamples <= MOST:
        raise RequestError(f"resamples {resamples} is neither 0 nor a number from {FEWEST} to {MOST}")
    if not 0 <= seed < 1 << 64:
        raise RequestError(f"seed {seed} is not a number from 0 to {(1 << 64) - 1}")
    if by not in SUMS:
        rows = [document.row() for document in documents]
        return kernel.score(rows, by=by, resamples=resamples, seed=seed)
    rows = [document.row(SUMS[by](document)) for document in documents]
    known = sorted({row[5] for row in rows} - {""})
    if by == "month" and known:
        # A month without a document is a row as well: that nothing was said is not known.
        gaps = [month for month in months_between(known[0], known[-1]) if month not in known]
        rows += [Document("", b"", "empty").row(month) for month in gaps]
    return kernel.score(rows, by="group", resamples=resamples, seed=seed)


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
    (paragraph), `sentence`, `group`, `month` or `all`; `group` and `month` take the documents' `meta`. A hit counts
    when it is affirmed and not in quotation marks. The `_low` and `_high` columns are 95 % percentile intervals from
    `resamples` draws of sentences (bootstrap; Efron and Tibshirani 1993). `lexicons` are files to count by instead of
    the shipped ones, `no_repair` kinds of damage that are not mended (`og.repairs`). Columns of rooms that do not stand
    yet are null. Raises RequestError for an option that is wrong.

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
