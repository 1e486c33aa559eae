"""Which language a text is in, and which languages there are tables for."""

from __future__ import annotations

from typing import Unpack

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.document import AUTO, Document, Texts, documents_of
from ordagrant.errors import require_one_of
from ordagrant.frames import Columns, takes_columns
from ordagrant.table import Table


def shipped() -> list[str]:
    """The codes of the languages that have every table.

    >>> shipped()
    ['da', 'nb', 'sv']
    """
    return _core.language.shipped()


UNITS = ("document", "passage")  # what a row can be about


@takes_columns
def language(texts: Texts, *, by: str = "document", **named: Unpack[Columns]) -> Table:
    """The language of each text and the confidence, from 0 to 1: `id, lang, confidence, status`.

    `texts` is a string, a Document, a Corpus, a list or a column of texts, or a frame; `named` are columns of it
    (`text`, `id`, `lang_column`, `date`, `group`). `lang` is sv, da, nb, nn, en or und (undetermined: another language,
    or no words to judge by). With `by="passage"` each paragraph is a row, whose id ends in `#` and its number from 0,
    with its place in the source, `start` and `end`, in characters; short ones go by the text around them. Raises
    RequestError for an unknown `by`.

    >>> import ordagrant as og
    >>> og.language(["Vi kunde inte svara.", "Hvad skal jeg gøre nu?"])["lang"]
    ['sv', 'da']
    """
    return Table(language_core(documents_of(texts, AUTO, **named), kernel(), by)).like(texts)


def language_core(documents: list[Document], by_kernel: _core.batch.Kernel, by: str) -> _core.batch.Table:
    """The rows of `language` over documents."""
    require_one_of("by", by, UNITS)
    return by_kernel.language([document.row() for document in documents], by=by)
