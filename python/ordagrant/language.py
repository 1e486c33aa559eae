"""Which language a text is in, and which languages there are tables for."""

from __future__ import annotations

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.document import AUTO as AUTO
from ordagrant.document import Texts, rows_of
from ordagrant.table import Table


def shipped() -> list[str]:
    """The codes of the languages that have every table.

    >>> shipped()
    ['da', 'sv']
    """
    return _core.language.shipped()


def language(texts: Texts) -> Table:
    """The language of each text and the confidence, from 0 to 1: `id, lang, confidence, status`.

    `texts` is a string, a Document, a Corpus, or a sequence of strings or Documents. `lang` is sv, da, nb, nn, en or
    und (undetermined: another language, or no words to judge by).

    >>> import ordagrant as og
    >>> og.language(["Vi kunde inte svara.", "Hvad skal jeg gøre nu?"])["lang"]
    ['sv', 'da']
    """
    return Table(kernel().language(rows_of(texts, AUTO)))
