from __future__ import annotations
import collections.abc
import ordagrant._core.batch
import ordagrant._core.vectors
import typing
import typing_extensions

__all__: list[str] = ["Nmf", "STABLE", "TRUSTED", "assign", "group", "services", "spherical_kmeans"]

class Nmf:
    """
    Weighted documents as sums of topics.
    """
    def __getstate__(self) -> tuple[ordagrant._core.vectors.Numbers, float]: ...
    def __init__(
        self,
        rows: ordagrant._core.vectors.Matrix,
        *,
        topics: typing.SupportsInt | typing.SupportsIndex,
        iterations: typing.SupportsInt | typing.SupportsIndex,
        seed: typing.SupportsInt | typing.SupportsIndex,
        threads: typing.SupportsInt | typing.SupportsIndex,
    ) -> None: ...
    def __setstate__(self, arg0: tuple[ordagrant._core.vectors.Numbers, float]) -> None: ...
    def transform(
        self, rows: ordagrant._core.vectors.Matrix, *, threads: typing.SupportsInt | typing.SupportsIndex
    ) -> ordagrant._core.vectors.Numbers:
        """
        How much of each topic is in each document.
        """
    @property
    def error(self) -> float: ...
    @property
    def topics(self) -> ordagrant._core.vectors.Numbers: ...

def assign(
    rows: list[tuple[str, bytes, str]],
    *,
    categories: collections.abc.Mapping[str, collections.abc.Sequence[tuple[str, collections.abc.Sequence[str]]]]
    | None,
    clusters: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    resamples: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[ordagrant._core.batch.Table, ordagrant._core.batch.Table, list[list[str]], int, int]:
    """
    The same with (id, seeds) of categories by language, or the shipped services.
    """

def group(
    rows: list[tuple[str, bytes, str]],
    *,
    clusters: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    resamples: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
    topics: bool,
    embedded: typing_extensions.Buffer | None,
) -> tuple[ordagrant._core.batch.Table, ordagrant._core.batch.Table, list[list[str]], int, int]:
    """
    Rows are (id, text in UTF-8, language). The rows with their clusters, the clusters, the ids of their exemplars, how many texts are different, and how many of these clusters were made from.
    """

def services() -> dict[str, list[tuple[str, list[str]]]]:
    """
    The shipped catalogue: (id, seeds) by language.
    """

def spherical_kmeans(
    rows: typing_extensions.Buffer,
    *,
    clusters: typing.SupportsInt | typing.SupportsIndex,
    starts: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[ordagrant._core.vectors.Numbers, ordagrant._core.vectors.Numbers, float]:
    """
    The cluster of each row, the centres, and the sum of the cosines with them.
    """

STABLE: float = 0.75
TRUSTED: float = 0.6
