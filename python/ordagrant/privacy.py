"""Privacy: personal data of private persons, masked in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack, overload

from ordagrant import _core
from ordagrant.document import AUTO, Document, Texts, documents_of
from ordagrant.errors import flag
from ordagrant.frames import Columns, takes_columns
from ordagrant.table import Table

Row = tuple[str, bytes, str, str]


@overload
def redact(texts: str | Document, *, lang: str = AUTO, **named: Unpack[Columns]) -> str: ...
@overload
def redact(texts: Texts, *, lang: str = AUTO, **named: Unpack[Columns]) -> list[str]: ...
@takes_columns
def redact(texts: Texts, *, lang: str = AUTO, **named: Unpack[Columns]) -> str | list[str]:
    """`texts` with every character of personal data as U+2588, white space kept; a string, or a list of them.

    `texts` is a string, a Document, a Corpus, a list or a column of texts, or a frame; `named` are columns of it
    (`text`, `id`, `lang_column`, `date`, `group`).

    Masked are identity numbers (personnummer, samordningsnummer, CPR), phone numbers, e-mail addresses, accounts,
    plates of vehicles, street addresses, internet addresses (IP), and the names of private persons where the words
    around them show that they are names. A date is masked where a word calls it that of a birth. A text has as many
    characters as before, so positions stay. A text that was masked stays as it is. With `lang` `auto` the rules of all
    languages are used. Raises RequestError for an unknown `lang`.

    >>> import ordagrant as og
    >>> og.redact("Hej! Jag heter Karin Ekblad och bor på Storgatan 14 B.")
    'Hej! Jag heter █████ ██████ och bor på █████████ ██ █.'
    """
    documents = documents_of(texts, lang, **named)
    by_language: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        by_language.setdefault(document.requested_lang, []).append(number)
    masked = [""] * len(documents)
    for language, numbers in by_language.items():
        found = _core.privacy.masked([documents[number].utf8 for number in numbers], language)
        for number, text in zip(numbers, found, strict=True):
            masked[number] = text
    return masked[0] if isinstance(texts, str | Document) else masked


@takes_columns
def personal_data(texts: Texts, *, lang: str = AUTO, words: bool = False, **named: Unpack[Columns]) -> Table:
    """What `redact` masks, a row a span: `id, start, end, byte_start, byte_end, line, kind, length`.

    Positions are in the source, in characters and in bytes; lines count from 1. `kind` is `identity`, `phone`, `email`,
    `account`, `plate`, `address`, `name` or `ip`. The words themselves are personal data and are in a column `text`
    only with `words`. Raises RequestError for an unknown `lang`.

    >>> import ordagrant as og
    >>> found = og.personal_data("Hej! Jag heter Karin Ekblad.")
    >>> [(row["kind"], row["start"], row["length"]) for row in found.rows()]
    [('name', 15, 12)]
    """
    return Table(
        _core.privacy.spans([row_of(document) for document in documents_of(texts, lang, **named)], flag("words", words))
    ).like(texts)


def masked_by_all(documents: Sequence[Document]) -> list[str]:
    """Their texts masked by the rules of all languages, which are those that the evidence of contacts is masked by."""
    return _core.privacy.masked([document.utf8 for document in documents], AUTO)


def masked_cells(cells: Sequence[str]) -> list[str]:
    """Ids, and values of columns, as they may be shown beside texts that `masked_by_all` masked."""
    return _core.privacy.masked([cell.encode("utf-8", "backslashreplace") for cell in cells], AUTO)


def row_of(document: Document) -> Row:
    """What the core takes of a document."""
    return document.id, document.utf8, document.requested_lang, document.status
