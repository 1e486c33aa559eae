from __future__ import annotations
import ordagrant._core.batch

__all__: list[str] = ["documents", "masked", "spans"]

def documents(documents: list[tuple[str, bytes, str, str]]) -> ordagrant._core.batch.Table:
    """
    Rows of masked texts of documents as (id, source, language, status): id, status, text, redacted.
    """

def masked(sources: list[bytes], language: str) -> list[str]:
    """
    Texts (UTF-8) with personal data masked; `language` is a shipped one or auto.
    """

def spans(documents: list[tuple[str, bytes, str, str]], words: bool) -> ordagrant._core.batch.Table:
    """
    Rows of what is masked in them; with `words`, what stands there.
    """
