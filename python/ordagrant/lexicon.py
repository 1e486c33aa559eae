"""Hits: every place where a text uses a word of the lexicon."""

from __future__ import annotations

from ordagrant.batch import kernel
from ordagrant.document import Texts, rows_of
from ordagrant.language import AUTO
from ordagrant.table import Table


def hits(texts: Texts, *, lang: str = AUTO) -> Table:
    """Every word and phrase of the shipped lexicon in `texts`, one row a hit.

    `texts` is a string, a Document, a Corpus, or a sequence of strings or Documents. `start` and `end` count characters
    of the source: `document.source[start:end] == text`. Raises RequestError for an unknown `lang`.

    >>> import ordagrant as og
    >>> og.hits("Målstyrningens tid är förbi.")["term"]
    ['målstyrning']
    """
    return Table(kernel().hits(rows_of(texts, lang)))
