from __future__ import annotations

__all__: list[str] = ["identify", "shipped"]

def identify(text: bytes) -> tuple[str, float]:
    """
    The language of a text in UTF-8: (code, confidence from 0 to 1).
    """

def shipped() -> list[str]:
    """
    The codes of the languages that have every table, sorted.
    """
