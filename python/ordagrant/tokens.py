"""Tokens: words, numbers and marks, with the forms they are counted by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Unpack

from ordagrant.batch import kernel
from ordagrant.document import AUTO, Texts, rows_of
from ordagrant.errors import strings
from ordagrant.forms import lemma_with
from ordagrant.frames import Columns, takes_columns
from ordagrant.language import shipped
from ordagrant.table import Table


@takes_columns
def tokens(
    texts: Texts,
    *,
    lang: str = AUTO,
    no_repair: Sequence[str] = (),
    columns: Sequence[str] = (),
    lemmatiser: str = "ordagrant",
    **named: Unpack[Columns],
) -> Table:
    """The tokens of `texts`, one row each.

    `texts` is a string, a Document, a Corpus, a list or a column of texts, or a frame; `named` are columns of it
    (`text`, `id`, `lang_column`, `date`, `group`). `start` and `end` count characters of the source; `sentence` counts
    from 0 in each document. `kind` is `word`, `number`, `mark`, `reference` or `address`; `norm` is the token in lower
    case, `stem` Snowball's, `lemma` the base form, `parts` those of a compound with + between them; null is what a
    token has none of. `no_repair` are kinds of damage that are not mended (`og.repairs`). Only the `columns` asked for
    are computed, which is five times as fast without `lemma` and `parts`. `lemmatiser` is `ordagrant`, which reads
    words in their sentences, or `simplemma`, which reads each by itself and is to be installed. Raises RequestError for
    an unknown `lang`, kind, column or lemmatiser.

    >>> import ordagrant as og
    >>> og.tokens("Mål- och resultatstyrning.", lang="sv")["text"]
    ['Mål-', 'och', 'resultatstyrning', '.']
    >>> og.tokens("Målen styr.", lang="sv", columns=["start", "end", "lemma"]).columns
    ['start', 'end', 'lemma']
    """
    made = kernel(no_repair=no_repair)
    asked = strings("columns", columns)
    core = made.tokens(rows_of(texts, lang, **named), columns=list(asked), lemma_of=lemma_of(lemmatiser))
    return Table(core).like(texts)


def lemma_of(lemmatiser: str) -> Callable[[str, str], str] | None:
    """What gives the lemma of a word in a language; None for the kernel's own way."""
    if lemmatiser == "ordagrant":
        return None
    by_language = {language: lemma_with(lemmatiser, language) for language in shipped()}
    return lambda language, word: by_language[language](word)
