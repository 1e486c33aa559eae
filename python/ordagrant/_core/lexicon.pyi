from __future__ import annotations
import collections.abc
import typing

__all__: list[str] = ["Entry", "parse", "placed"]

class Entry:
    """
    One line of a lexicon file.
    """
    @property
    def category(self) -> str: ...
    @property
    def compound(self) -> str: ...
    @property
    def exact_case(self) -> bool: ...
    @property
    def kind(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def place(self) -> tuple[str, str] | None: ...
    @property
    def pole(self) -> str: ...
    @property
    def pos(self) -> list[str]: ...
    @property
    def source(self) -> str: ...
    @property
    def tags(self) -> list[str]: ...
    @property
    def term(self) -> str: ...
    @property
    def tier(self) -> str: ...
    @property
    def weight(self) -> float: ...

def parse(file: str, content: bytes) -> list[Entry]:
    """
    The entries of a lexicon file; `file` names it in errors.
    """

def placed(entries: collections.abc.Sequence[Entry], lexicon: str, pole: str) -> list[Entry]:
    """
    The entries with their places in a further lexicon.
    """
