from __future__ import annotations
import collections.abc
import typing

__all__: list[str] = ["Lsa", "Matrix", "Numbers", "Tfidf", "Weights"]

class Numbers:
    """
    Numbers that NumPy reads without a copy.
    """
    def __getstate__(self) -> tuple[bytes, int, str, list[int]]: ...
    def __len__(self) -> int: ...
    def __setstate__(self, arg0: tuple[bytes, int, str, list[int]]) -> None: ...
    @property
    def shape(self) -> tuple[int, ...]:
        """
        How many there are each way.
        """

class Matrix:
    """
    A document-term matrix, row by row.
    """
    def __getstate__(self) -> tuple[Numbers, Numbers, Numbers, int]: ...
    def __init__(
        self,
        *,
        begins: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        terms: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        values: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
        columns: typing.SupportsInt | typing.SupportsIndex,
    ) -> None:
        """
        Rows of counts; `begins` says where in `terms`, which ascend in a row, and `values` each of them begins.
        """
    def __setstate__(self, arg0: tuple[Numbers, Numbers, Numbers, int]) -> None: ...
    @property
    def data(self) -> Numbers: ...
    @property
    def indices(self) -> Numbers: ...
    @property
    def indptr(self) -> Numbers: ...
    @property
    def shape(self) -> tuple[int, int]: ...

class Weights:
    """
    What terms weigh.
    """
    @typing.overload
    def __init__(self, counts: Matrix) -> None: ...
    @typing.overload
    def __init__(self, idf: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex]) -> None: ...
    def weighed(self, counts: Matrix) -> Matrix:
        """
        The counts times the weights of their terms, each row brought to length 1.
        """
    @property
    def idf(self) -> list[float]: ...

class Tfidf:
    """
    Counts words and weighs them.
    """
    def __getstate__(self) -> tuple[list[str], list[float], bool]: ...
    def __init__(self) -> None: ...
    def __setstate__(self, arg0: tuple[list[str], list[float], bool]) -> None: ...
    def fit(self, texts: list[str], *, sublinear: bool) -> Matrix:
        """
        The rows of the texts, whose words are the terms from now on.
        """
    def transform(self, texts: list[str]) -> Matrix: ...
    @property
    def idf(self) -> list[float]: ...
    @property
    def terms(self) -> list[str]: ...

class Lsa:
    """
    Latent dimensions of weighted documents.
    """
    def __getstate__(self) -> tuple[list[float], Numbers]: ...
    def __init__(
        self,
        rows: Matrix,
        *,
        dimensions: typing.SupportsInt | typing.SupportsIndex,
        iterations: typing.SupportsInt | typing.SupportsIndex,
        seed: typing.SupportsInt | typing.SupportsIndex,
        threads: typing.SupportsInt | typing.SupportsIndex,
    ) -> None: ...
    def __setstate__(self, arg0: tuple[list[float], Numbers]) -> None: ...
    def transform(self, rows: Matrix, *, threads: typing.SupportsInt | typing.SupportsIndex) -> Numbers: ...
    @property
    def singular_values(self) -> list[float]: ...
