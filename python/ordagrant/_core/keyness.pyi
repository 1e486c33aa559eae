from __future__ import annotations
import ordagrant._core.batch
import typing

__all__: list[str] = ["Comparison"]

class Comparison:
    """
    The words of two sides against each other.
    """
    def __init__(self) -> None: ...
    def add_reference(self, words: typing.SupportsInt | typing.SupportsIndex, counts: dict[str, int]) -> None: ...
    def add_target(self, words: typing.SupportsInt | typing.SupportsIndex, counts: dict[str, int]) -> None:
        """
        A document of so many words, and how often it has each of those that are compared.
        """
    def table(self) -> ordagrant._core.batch.Table:
        """
        The rows of the verb keyness.
        """
    @property
    def reference_words(self) -> int: ...
    @property
    def target_words(self) -> int: ...
