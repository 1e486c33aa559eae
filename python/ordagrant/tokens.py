"""Tokens: words, numbers and marks, with the forms they are counted by."""

from __future__ import annotations

from collections.abc import Sequence

from ordagrant.batch import kernel
from ordagrant.document import AUTO, Texts, rows_of
from ordagrant.table import Table


def tokens(texts: Texts, *, lang: str = AUTO, no_repair: Sequence[str] = ()) -> Table:
    """The tokens of `texts`, one row each.

    `texts` is a string, a Document, a Corpus, or a sequence of strings or Documents. `start` and `end` count characters
    of the source; `sentence` counts from 0 in each document. `no_repair` are kinds of damage that are not
    mended (`og.repairs`). Raises RequestError for an unknown `lang` or kind.

    >>> import ordagrant as og
    >>> og.tokens("Mål- och resultatstyrning.", lang="sv")["text"]
    ['Mål-', 'och', 'resultatstyrning', '.']
    """
    return Table(kernel(no_repair=tuple(no_repair)).tokens(rows_of(texts, lang)))
