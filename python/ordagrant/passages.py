"""Passages: how a document is divided, what it states as facts, and who is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from ordagrant.batch import kernel
from ordagrant.document import AUTO, Texts, rows_of
from ordagrant.errors import strings
from ordagrant.frames import Columns, takes_columns
from ordagrant.table import Table


@takes_columns
def passages(
    texts: Texts,
    *,
    kinds: Sequence[str] = (),
    lang: str = AUTO,
    no_repair: Sequence[str] = (),
    **named: Unpack[Columns],
) -> Table:
    """The passages of `texts`, one row each: kind, headings around it, number, date, who speaks, text.

    `texts` is a string, a Document, a Corpus, a list or a column of texts, or a frame; `named` are columns of it
    (`text`, `id`, `lang_column`, `date`, `group`). `start` and `end` count characters of the source; passages of a
    document are numbered from 0 and cover all its words. `kinds` are the kinds wanted: of passages (`heading`, `item`,
    `part`, `speaker`, `post`, `reply`, `appendix`, `head`, `paragraph`, `list_item`, `table_row`, `quoted`), and of
    facts that a text states (`vote`, `decision`, `assignment`, `figure`), each of which is a row with columns of its
    own; what is not stated is null. `no_repair` are kinds of damage that are not mended (`og.repairs`). Raises
    RequestError for an unknown kind or `lang`.

    >>> import ordagrant as og
    >>> text = "§ 34 Budget\\n\\nBeslut\\n\\nNämnden beslutar att anta budgeten.\\n\\nAntagen med 21 röster mot 18."
    >>> og.passages(text, lang="sv", kinds=["item"])["number"]
    ['34']
    >>> [(row["yes"], row["no"]) for row in og.passages(text, lang="sv", kinds=["vote"])]
    [(21, 18)]
    """
    asked = strings("kinds", kinds)
    return Table(kernel(no_repair=no_repair).passages(rows_of(texts, lang, **named), kinds=list(asked))).like(texts)


@takes_columns
def quotes(texts: Texts, *, lang: str = AUTO, no_repair: Sequence[str] = (), **named: Unpack[Columns]) -> Table:
    """The quotations of `texts`, one row each, with who is named as saying them.

    `kind` is `direct_quote`, `dash_speech`, `block_quote`, `scare_quote`, `reported` (speech without marks) or `title`.
    `start` and `end` are characters of the source and hold the words without their marks; `speaker` is null where
    nobody is named, and `speaker_start` and `speaker_end` are where the name, or the pronoun that stands for it, is
    printed. `closed` is false where no mark ends the quotation. Otherwise as `passages`.

    >>> import ordagrant as og
    >>> found = og.quotes("– Vi litar på dem, säger Maja Plinghult.", lang="sv")
    >>> found["text"], found["speaker"], found["kind"]
    (['Vi litar på dem'], ['Maja Plinghult'], ['dash_speech'])
    """
    return Table(kernel(no_repair=no_repair).quotes(rows_of(texts, lang, **named))).like(texts)
