"""What a page says, in Swedish, Danish and English: a file of texts a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ordagrant.chart_words import written
from ordagrant.errors import require_one_of

LANGUAGES = ("sv", "da", "en")


class Words:
    """The texts of a language, by the headings of its file. Raises RequestError for a language that has none."""

    def __init__(self, ui: str) -> None:
        require_one_of("ui", ui, LANGUAGES)
        self.ui = ui
        self._texts = texts_of(ui)

    def __getattr__(self, heading: str) -> Any:
        try:
            return self._texts[heading]
        except KeyError:
            raise AttributeError(heading) from None

    def named(self, heading: str, id: str | None) -> str:
        """What an id is called; an id of a lexicon or a list of one's own is its own name."""
        if id is None:
            return ""
        name: str = self._texts[heading].get(id, id)
        return name

    def counted(self, what: str, number: int) -> str:
        """`1 document`, `2 documents`."""
        one, many = self._texts["counted"][what]
        return f"{self.number(number)} {one if number == 1 else many}"

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number as readers of the language write it; nothing for None."""
        return "" if value is None else written(value, self.ui, decimals=decimals)

    def figure(self, value: float) -> str:
        """A number that a text states, with as many decimals as it has."""
        decimals = next((digits for digits in range(6) if round(value, digits) == value), 6)
        return self.number(value, decimals)

    def interval(self, row: Mapping[str, Any], name: str, factor: float = 1, decimals: int = 1) -> str:
        """`5.2 (3.1 to 7.4)`: a figure with its 95 % interval, where it has one."""
        value, low, high = (row.get(name + end) for end in ("", "_low", "_high"))
        if value is None:
            return str(self._texts["page"]["no_figure"])
        said = self.number(factor * value, decimals)
        if low is None or high is None:
            return said
        return f"{said} ({self.number(factor * low, decimals)}–{self.number(factor * high, decimals)})"


@cache
def texts_of(ui: str) -> dict[str, dict[str, Any]]:
    """The texts in the file of a language."""
    return tomllib.loads((files(__package__) / "texts" / f"{ui}.toml").read_text(encoding="utf-8"))
