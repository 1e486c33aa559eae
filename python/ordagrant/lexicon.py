"""Hits: every place where a text uses a word of the lexicon, or one that is searched for."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Unpack

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.document import AUTO, Document, Texts, documents_of
from ordagrant.errors import RequestError, flag, require_one_of, strings
from ordagrant.frames import Columns, takes_columns
from ordagrant.table import Table

POLES = ("npm", "trust", "critique", "meta", "role", "failure", "value", "theme")

# Whether hits of names (pole meta, category name) are shown: a firm's name says nothing about steering.
NAMES = ("exclude", "include")


@takes_columns
def hits(
    texts: Texts,
    *,
    lang: str = AUTO,
    poles: Sequence[str] = (),
    names: str = NAMES[0],
    terms: str | Sequence[str] = (),
    exact: bool = False,
    lexicons: Sequence[str] = (),
    no_repair: Sequence[str] = (),
    **named: Unpack[Columns],
) -> Table:
    """Every word and phrase of the lexicon in `texts`, one row a hit; with `terms` every place of these instead.

    `texts` is a string, a Document, a Corpus, a list or a column of texts, or a frame; `named` are columns of it
    (`text`, `id`, `lang_column`, `date`, `group`). `poles` limits the rows to these poles, `names="include"` shows
    names of firms, bodies and methods as well, `lexicons` are files to count by instead of the shipped ones, or the
    name of a further lexicon (`hood`, ...; `ordagrant lexicon list` names them), whose hits alone are rows, under its
    ids, `no_repair` kinds of damage that are not mended (`og.repairs`). `start` and `end` count characters of the
    source, `document.source[start:end] == text`, `byte_start` and `byte_end` its UTF-8 bytes; `line` and `page` count
    from 1, `sentence` and `passage` from 0. `weight` is what a hit is worth in a rate that it counts in (1.0, 0.3 or
    0); `polarity`, `voice` and `attitude` say whether it counts. `speaker`, `number` and `date` are null where the text
    has none.

    `terms` are words or phrases, in a list or with commas between them, that no lexicon has to know: `tillit` is found
    in all forms of its lemma, `tillit*` and `*styrning` are words that begin or end so, `faglig kunskap` is words one
    after the other. A suspended compound is found by each word that it stands for, and is one row a term:
    `mål- och resultatstyrning` by `målstyrning` and by `resultatstyrning`. With `exact` only what is written as given
    is found, in capitals or not. `pole`, `category`, `tier` and `weight` are null then, and rows of two terms may
    overlap.

    Raises RequestError for an option, a term or a lexicon file that is wrong.

    >>> import ordagrant as og
    >>> hits = og.hits("Bort från målstyrning mot tillit!", lang="sv")
    >>> list(zip(hits["text"], hits["pole"], hits["polarity"]))
    [('målstyrning', 'npm', 'reversed'), ('tillit', 'trust', 'affirmed')]
    >>> og.hits("Mål- och resultatstyrningen, sade hon.", terms="målstyrning, sa*", lang="sv")["text"]
    ['Mål- och resultatstyrningen', 'sade']
    """
    by = kernel(0, lexicons, no_repair)
    asked, of_poles = terms_of(strings("terms", terms)), strings("poles", poles)
    exact = flag("exact", exact)
    return Table(hits_core(documents_of(texts, lang, **named), by, of_poles, names, asked, exact=exact)).like(texts)


def terms_of(lists: Sequence[str]) -> list[str]:
    """The terms of lists with commas between them, each once, as the core reads them."""
    read = (Document.from_text(part).source for terms in lists for part in terms.split(","))
    return list(dict.fromkeys(unicodedata.normalize("NFC", " ".join(term.split())) for term in read))


def forms_of_terms(table: _core.batch.Table) -> Iterator[tuple[str, str]]:
    """Each row's term, and the form in which it stands there: in lower case, on one line."""
    names = ("term", "text", "canonical")
    for term, text, canonical in zip(*(table.column(table.names.index(name)) for name in names), strict=True):
        is_mended = canonical is not None and " + " not in canonical
        yield term, " ".join((canonical if is_mended else text).lower().split())


def said_of_forms(terms: Sequence[str], forms: Counter[tuple[str, str]]) -> Iterator[str]:
    """Of each term a line with its forms and how often each stands in the texts, the most frequent first."""
    for term in terms:
        counts = sorted(((count, form) for (of, form), count in forms.items() if of == term), key=_most_first)
        line = ", ".join(f"{form} {count:,}" for count, form in counts)
        yield f"{term}: {sum(count for count, _ in counts):,}" + (f" ({line})" if line else "")


def _most_first(counted: tuple[int, str]) -> tuple[int, str]:
    return -counted[0], counted[1]


def require_names(names: str) -> None:
    """Raises RequestError for what neither leaves names out nor takes them along."""
    require_one_of("names", names, NAMES)


def hits_core(
    documents: list[Document],
    by: _core.batch.Kernel,
    poles: Sequence[str],
    names: str,
    terms: Sequence[str] = (),
    *,
    exact: bool = False,
) -> _core.batch.Table:
    """The rows of `hits` over documents."""
    if terms and (poles or names != NAMES[0]):
        raise RequestError("terms are found without the lexicon: poles and names do not go with them")
    if exact and not terms:
        raise RequestError("exact goes with terms: words of the lexicon are found as it says")
    for pole in poles:
        require_one_of("pole", pole, POLES)
    require_names(names)
    rows = [document.row() for document in documents]
    return by.hits(rows, poles=list(poles), names=names == "include", terms=list(terms), exact=exact)
