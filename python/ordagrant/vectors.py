"""Vectors: texts as weighted counts of their words, and these in fewer dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ordagrant import _core
from ordagrant.batch import threads_of
from ordagrant.document import Document
from ordagrant.errors import RequestError, flag, seed_of, whole
from ordagrant.estimator import Estimator, texts_of

if TYPE_CHECKING:
    import scipy.sparse


class SparseRows:
    """A row a text, a column a term, as compressed sparse rows.

    `indptr`, `indices` and `data` are what `scipy.sparse.csr_array((data, indices, indptr), shape)` takes; NumPy reads
    them without a copy (`numpy.asarray(rows.data)`). Neither is required.
    """

    def __init__(self, core: _core.vectors.Matrix) -> None:
        self.core = core

    @property
    def shape(self) -> tuple[int, int]:
        """How many texts and terms there are."""
        return self.core.shape

    @property
    def indptr(self) -> _core.vectors.Numbers:
        """Where each row begins, and the last one ends; 64-bit numbers."""
        return self.core.indptr

    @property
    def indices(self) -> _core.vectors.Numbers:
        """The terms of each row, ascending; 32-bit numbers."""
        return self.core.indices

    @property
    def data(self) -> _core.vectors.Numbers:
        """Their values; 64-bit floats."""
        return self.core.data

    def to_scipy(self) -> scipy.sparse.csr_array:
        """The rows as a SciPy sparse array. Needs scipy."""
        import numpy as np  # neither is required
        import scipy.sparse

        # Some of scikit-learn's models take 32-bit places alone.
        places = np.int32 if len(self.data) <= np.iinfo(np.int32).max else np.int64
        parts = (np.asarray(self.data), np.asarray(self.indices, dtype=places), np.asarray(self.indptr, dtype=places))
        return scipy.sparse.csr_array(parts, shape=self.shape)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.shape[0]} texts, {self.shape[1]} terms, {len(self.data)} values>"


def core_of(rows: object) -> _core.vectors.Matrix:
    """The matrix of sparse rows. Raises RequestError for what are none."""
    if not isinstance(rows, SparseRows):
        raise RequestError(f"rows of type {type(rows).__name__} are no SparseRows, which Tfidf gives")
    return rows.core


class Tfidf(Estimator):
    """TF-IDF of words: the same matrix as scikit-learn's `TfidfVectorizer()`, sooner.

    A word is two or more letters, digits or underscores side by side, in lower case; its idf is 1 + ln((1 + n) / (1 +
    df)), and every row has length 1. `sublinear` takes 1 + ln(count) for the count. Terms are in the order of their
    characters. The one difference: lower case is by single letters, so a Greek final sigma and the Turkish capital
    dotted I are not what Python makes of them.

    >>> import ordagrant as og
    >>> rows = og.Tfidf().fit_transform(["Tillit före kontroll.", "Mer tillit!"])
    >>> rows.shape
    (2, 4)
    """

    _parameters = ("sublinear",)
    _learnt = "_core"

    def __init__(self, *, sublinear: bool = False) -> None:
        self.sublinear = sublinear

    def fit(self, texts: Iterable[str], y: object = None) -> Tfidf:
        """Learns the terms and their weights; returns self."""
        self.fit_transform(texts)
        return self

    def fit_transform(self, texts: Iterable[str], y: object = None) -> SparseRows:
        """Learns the terms and their weights, and gives the rows of these texts."""
        core, sublinear = _core.vectors.Tfidf(), flag("sublinear", self.sublinear)
        rows = _of_strings(lambda read: core.fit(read, sublinear=sublinear), texts)
        self._core = core
        return SparseRows(rows)

    def transform(self, texts: Iterable[str]) -> SparseRows:
        """The rows of texts; words that are no terms are left out. Raises RequestError before `fit`."""
        return SparseRows(_of_strings(self._fitted().transform, texts))

    @property
    def terms_(self) -> list[str]:
        """The terms, by their columns."""
        return self._fitted().terms

    @property
    def idf_(self) -> list[float]:
        """The weights of the terms."""
        return self._fitted().idf

    def _fitted(self) -> _core.vectors.Tfidf:
        self._require_fitted()
        return self._core


class Lsa(Estimator):
    """Latent dimensions of weighted texts, by a randomised singular value decomposition.

    Equal seeds give equal numbers on every machine and for any number of threads. Results are tables of 32-bit numbers,
    a row a text, that NumPy reads without a copy.
    """

    _parameters = ("n_components", "n_iter", "random_state", "threads")
    _learnt = "_core"

    def __init__(self, n_components: int = 100, *, n_iter: int = 5, random_state: int = 0, threads: int = 1) -> None:
        self.n_components = n_components
        self.n_iter = n_iter
        self.random_state = random_state
        self.threads = threads

    def fit(self, rows: SparseRows, y: object = None) -> Lsa:
        """Finds the dimensions of most variance; returns self. Raises RequestError for a parameter that is wrong."""
        self._core = _core.vectors.Lsa(
            core_of(rows),
            dimensions=whole("n_components", self.n_components, 1),
            iterations=whole("n_iter", self.n_iter, 0),
            seed=seed_of("random_state", self.random_state),
            threads=threads_of(self.threads),
        )
        return self

    def transform(self, rows: SparseRows) -> _core.vectors.Numbers:
        """Where texts lie in the dimensions. Raises RequestError before `fit`, and if the terms are others."""
        return self._fitted().transform(core_of(rows), threads=threads_of(self.threads))

    def fit_transform(self, rows: SparseRows, y: object = None) -> _core.vectors.Numbers:
        """`fit`, and where these texts lie."""
        return self.fit(rows).transform(rows)

    @property
    def singular_values_(self) -> Sequence[float]:
        """In descending order; fewer than `n_components` if the texts have fewer dimensions."""
        return self._fitted().singular_values

    def _fitted(self) -> _core.vectors.Lsa:
        self._require_fitted()
        return self._core


def _of_strings(work: Any, texts: Iterable[str]) -> Any:
    """What `work` makes of a list of strings that hold no half characters."""
    read = texts if isinstance(texts, list) else texts_of(texts)
    for number, text in enumerate(read):
        if not isinstance(text, str):
            raise RequestError(f"text number {number} is of type {type(text).__name__}, not a string")
    try:
        return work(read)
    except UnicodeEncodeError:
        return work([Document.from_text(text).source for text in read])
