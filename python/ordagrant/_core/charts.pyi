from __future__ import annotations
import collections.abc
import ordagrant._core.batch
import typing

__all__: list[str] = ["Phase", "p_prime", "xmr"]

class Phase:
    """
    A stretch of points with limits of its own; points are counted from 0.
    """
    @property
    def begin(self) -> int: ...
    @property
    def computed_lower(self) -> float | None: ...
    @property
    def end(self) -> int: ...
    @property
    def mean(self) -> float | None: ...
    @property
    def mean_range(self) -> float | None: ...
    @property
    def values(self) -> int:
        """
        How many of the points are no gaps.
        """

def p_prime(
    dates: collections.abc.Sequence[str],
    counts: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex | None],
    sizes: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex | None],
    changes: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
) -> tuple[ordagrant._core.batch.Table, list[Phase]]:
    """
    The rows of a p' chart and its phases; None is a gap.
    """

def xmr(
    dates: collections.abc.Sequence[str],
    values: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex | None],
    changes: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    *,
    least: typing.SupportsFloat | typing.SupportsIndex | None = None,
) -> tuple[ordagrant._core.batch.Table, list[Phase]]:
    """
    The rows of an XmR chart and its phases; None is a gap.
    """
