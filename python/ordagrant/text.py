"""Text: what was mended in a document before it was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from ordagrant.batch import kernel
from ordagrant.document import AUTO, Texts, rows_of
from ordagrant.frames import Columns, takes_columns
from ordagrant.table import Table


@takes_columns
def repairs(texts: Texts, *, lang: str = AUTO, no_repair: Sequence[str] = (), **named: Unpack[Columns]) -> Table:
    r"""What files, pages and extraction broke in `texts` and was mended, one row a repair.

    `texts` is a string, a Document, a Corpus, a list or a column of texts, or a frame; `named` are columns of it
    (`text`, `id`, `lang_column`, `date`, `group`). `source[start:end] == before`, in characters, reads as `after`; with
    every `after` put back to its `before` the text is the source again. `no_repair` are kinds that are not mended.
    Raises RequestError for an unknown `lang` or kind.

    >>> import ordagrant as og
    >>> found = og.repairs("Samhälls\xadproblem i Sve-\nriges kommuner.")
    >>> [(row["kind"], row["before"], row["after"]) for row in found.rows()]
    [('soft_hyphen', '\xad', ''), ('hyphen', '-\n', '')]
    """
    return Table(kernel(no_repair=no_repair).repairs(rows_of(texts, lang, **named))).like(texts)
