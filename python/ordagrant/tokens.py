"""Tokens: words, numbers and marks, with the forms they are counted by."""

from __future__ import annotations

from ordagrant.batch import kernel
from ordagrant.document import Texts, rows_of
from ordagrant.language import AUTO
from ordagrant.table import Table


def tokens(texts: Texts, *, lang: str = AUTO) -> Table:
    """The tokens of `texts`, one row each.

    `texts` is a string, a Document, a Corpus, or a sequence of strings or Documents. `start` and `end` count characters
    of the source; `sentence` counts from 0 in each document. Raises RequestError for an unknown `lang`.

    >>> import ordagrant as og
    >>> og.tokens("Mål- och resultatstyrning.", lang="sv")["text"]
    ['Mål-', 'och', 'resultatstyrning', '.']
    """
    return Table(kernel().tokens(rows_of(texts, lang)))
