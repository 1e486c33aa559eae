"""Which language a text is in, and which languages there are tables for."""

from __future__ import annotations

from ordagrant import _core
from ordagrant.errors import not_one_of

AUTO = "auto"


def shipped() -> list[str]:
    """The codes of the languages that have every table.

    >>> shipped()
    ['da', 'sv']
    """
    return _core.language.shipped()


def requested(lang: str) -> str:
    """`lang` if it may be asked for. Raises RequestError, naming the allowed ones, if not."""
    allowed = [AUTO, *shipped()]
    if lang not in allowed:
        raise not_one_of("language", lang, allowed)
    return lang


def identify(text: str) -> tuple[str, float]:
    """The language of a text (sv, da, nb, nn, en or und) and the confidence, from 0 to 1.

    >>> identify("Vi kunde inte svara.")[0]
    'sv'
    """
    return _core.language.identify(text.encode(errors="replace"))
