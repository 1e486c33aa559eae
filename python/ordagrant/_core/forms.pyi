from __future__ import annotations

__all__: list[str] = ["Paradigms"]

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
