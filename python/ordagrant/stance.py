"""Score: New Public Management against trust, as rates that open to their words."""

from __future__ import annotations

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.document import Row, Texts, rows_of
from ordagrant.language import AUTO
from ordagrant.table import Table


class Scores(Table):
    """A row a document, and behind every row its hits."""

    def __init__(self, core: _core.batch.Table, rows: list[Row]) -> None:
        super().__init__(core)
        self._rows = rows

    def evidence(self, row: int) -> Table:
        """The hits that row number `row` (from 0) was counted from. Raises IndexError beyond the last row."""
        return Table(kernel().hits([self._rows[row]]))


def score(texts: Texts, *, lang: str = AUTO) -> Scores:
    """The rates of both poles and of their categories, in weighted hits per 1,000 words, one row a document.

    `texts` is a string, a Document, a Corpus, or a sequence of strings or Documents. Columns of rooms that do not stand
    yet are null. Raises RequestError for an unknown `lang`.

    >>> import ordagrant as og
    >>> scores = og.score("Vi vill ha tillit i stället för målstyrning.")
    >>> scores["npm_hits"], scores["trust_hits"], scores["words"]
    ([1], [1], [8])
    >>> scores.evidence(0)["text"]
    ['tillit', 'målstyrning']
    """
    rows = rows_of(texts, lang)
    return Scores(kernel().score(rows), rows)
