from __future__ import annotations
import collections.abc
import typing

__all__: list[str] = ["Compounds", "Lemmatiser", "Paradigms"]

class Paradigms:
    """
    The inflection of a language.
    """
    def __init__(self, language: str) -> None: ...
    def inflect(self, lemma: str, pos: str) -> list[str]:
        """
        All forms of a lemma, the lemma first.
        """
    def modifiers(self, lemma: str) -> list[str]:
        """
        The shapes in which a word begins a compound.
        """

class Compounds:
    """
    Takes compounds apart.
    """
    def __init__(
        self,
        language: str,
        counts: collections.abc.Sequence[tuple[str, typing.SupportsInt | typing.SupportsIndex]] = [],
    ) -> None: ...
    def split(self, words: collections.abc.Sequence[str]) -> list[list[tuple[str, str]]]:
        """
        The parts of each word, as (part, the letters that join it to the next one).
        """

class Lemmatiser:
    """
    Finds the base form of words.
    """
    def __init__(self, language: str) -> None: ...
    def of(self, lower_words: collections.abc.Sequence[str]) -> list[tuple[str, str, str]]:
        """
        Each word by itself, as (lemma, rule, source).
        """
