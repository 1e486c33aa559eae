"""Hits: every place where a text uses a word of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.document import AUTO, Document, Texts, documents_of
from ordagrant.errors import not_one_of
from ordagrant.table import Table

POLES = ("npm", "trust", "critique", "meta", "role", "failure", "value", "theme")

# Whether hits of names (pole meta, category name) are shown: a firm's name says nothing about steering.
NAMES = ("exclude", "include")


def hits(
    texts: Texts,
    *,
    lang: str = AUTO,
    poles: Sequence[str] = (),
    names: str = NAMES[0],
    lexicons: Sequence[str] = (),
    no_repair: Sequence[str] = (),
) -> Table:
    """Every word and phrase of the lexicon in `texts`, one row a hit.

    `texts` is a string, a Document, a Corpus, or a sequence of strings or Documents. `poles` limits the rows to these
    poles, `names="include"` shows names of firms, bodies and methods as well, `lexicons` are files to count by instead
    of the shipped ones, or the name of a further lexicon (`hood`, ...; `ordagrant lexicon list` names them), whose hits
    alone are rows, under its ids, `no_repair` kinds of damage that are not mended (`og.repairs`). `start` and `end`
    count characters of the source: `document.source[start:end] == text`. Raises RequestError for an option or a lexicon
    file that is wrong.

    >>> import ordagrant as og
    >>> hits = og.hits("Bort från målstyrning mot tillit!", lang="sv")
    >>> list(zip(hits["text"], hits["pole"], hits["polarity"]))
    [('målstyrning', 'npm', 'reversed'), ('tillit', 'trust', 'affirmed')]
    """
    return Table(hits_core(documents_of(texts, lang), kernel(0, tuple(lexicons), tuple(no_repair)), poles, names))


def hits_core(documents: list[Document], by: _core.batch.Kernel, poles: Sequence[str], names: str) -> _core.batch.Table:
    """The rows of `hits` over documents."""
    for pole in poles:
        if pole not in POLES:
            raise not_one_of("pole", pole, POLES)
    if names not in NAMES:
        raise not_one_of("names", names, NAMES)
    return by.hits([document.row() for document in documents], poles=list(poles), names=names == "include")
