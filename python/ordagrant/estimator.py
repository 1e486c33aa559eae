"""Estimators: what scikit-learn asks of those who learn from texts, and of those who give numbers for them.

Nothing here needs scikit-learn, or imports it before it asks. NumPy, SciPy, pandas and polars are used where they are
installed and asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Self, TypeAlias

from ordagrant.document import Document
from ordagrant.errors import RequestError, require_one_of
from ordagrant.frames import cells_of, frame_of
from ordagrant.spacy_spans import is_doc

# What a vectorizer gives its rows as; `default` is an array of NumPy or SciPy.
CONTAINERS = ("default", "pandas", "polars")

# A list, an array or a column of texts as `og.tokens` takes them; also a frame, array or list of lists of one column.
Column: TypeAlias = Any


class Estimator:
    """Parameters by their names: `__init__` keeps them as they are given, and `fit` looks at them."""

    _parameters: tuple[str, ...] = ()
    _learnt = ""  # what `fit` sets

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters by their names."""
        return {name: getattr(self, name) for name in self._parameters}

    def set_params(self, **parameters: Any) -> Self:
        """Sets parameters; returns self. Raises RequestError for an unknown one."""
        for name, value in parameters.items():
            require_one_of("parameter", name, self._parameters)
            setattr(self, name, value)
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, self._learnt)

    def _require_fitted(self) -> None:
        if not self.__sklearn_is_fitted__():
            raise _not_fitted_error()(f"this {type(self).__name__} is not fitted: call fit() first")

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
        return f"{type(self).__name__}({given})"


class TextEstimator(Estimator):
    """An estimator that takes texts."""

    _estimator_type: str | None = None  # classifier, clusterer, transformer

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import (  # only scikit-learn asks
            ClassifierTags,
            InputTags,
            Tags,
            TargetTags,
            TransformerTags,
        )

        is_classifier = self._estimator_type == "classifier"
        return Tags(
            estimator_type=self._estimator_type,
            target_tags=TargetTags(required=is_classifier),
            classifier_tags=ClassifierTags() if is_classifier else None,
            transformer_tags=TransformerTags() if self._estimator_type == "transformer" else None,
            input_tags=InputTags(one_d_array=True, two_d_array=False, string=True),
        )


class Vectorizer(TextEstimator):
    """An estimator that gives a row of numbers a text, and can give them as a frame."""

    _estimator_type = "transformer"

    def set_output(self, *, transform: str | None = None) -> Self:
        """What rows are given as: `default`, `pandas` or `polars`; None leaves it. Returns self."""
        if transform is not None:
            require_one_of("transform", transform, CONTAINERS)
            # The name under which scikit-learn's `clone` looks for it.
            self._sklearn_output_config = {"transform": transform}
        return self

    def get_feature_names_out(self, input_features: object = None) -> Any:
        """The names of the columns, as an array. Raises RequestError before `fit`."""
        self._require_fitted()
        return array_of(self._names(), dtype=object)

    def _names(self) -> list[str]:
        raise NotImplementedError

    def _contained(self, rows: Any, texts: Column) -> Any:
        """The rows, an array or a sparse one, as they were asked for; a frame of pandas has the index of the texts."""
        own: dict[str, str] | None = getattr(self, "_sklearn_output_config", None)
        container = own["transform"] if own else _global_container()
        if container == "default":
            return rows
        is_sparse = not isinstance(rows, list) and hasattr(rows, "toarray")
        if container == "polars":
            import polars as pl

            # polars has no sparse columns.
            return pl.DataFrame(rows.toarray() if is_sparse else rows, schema=self._names(), orient="row")
        import pandas as pd

        index = getattr(texts, "index", None)
        index = index if isinstance(index, pd.Index) else None
        if is_sparse:
            return pd.DataFrame.sparse.from_spmatrix(rows, index=index, columns=self._names())
        return pd.DataFrame(rows, index=index, columns=self._names())


def texts_of(column: Column) -> list[Any]:
    """The texts of a column that an estimator is given, each as `og.tokens` takes it.

    Raises RequestError for one text alone, and for several columns.
    """
    if isinstance(column, str | Document) or is_doc(column):
        one = "string" if isinstance(column, str) else type(column).__name__
        raise RequestError(f"texts are a sequence of texts, not one {one}")
    if isinstance(column, list | tuple):
        return list(map(_only, column))
    frame = frame_of(column)
    if frame is not None:
        if len(frame.names) != 1:
            raise RequestError(
                f"texts are one column, not the {len(frame.names)} of a frame: name theirs, as in frame['text']"
            )
        return frame.read(frame.names)[frame.names[0]]
    if not isinstance(column, Iterable):
        raise RequestError(f"{column!r} is no sequence of texts")
    return list(map(_only, cells_of(column)))


def _only(cell: Any) -> Any:
    """The text of a row of one column, which arrays of two dimensions have."""
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        if len(cell) != 1:
            raise RequestError(f"texts are one column, not the {len(cell)} of a row")
        return cell[0]
    return cell


def array_of(values: Sequence[Any], dtype: Any = None) -> Any:
    """As an array of NumPy where it is installed, which scikit-learn wants and we do not need."""
    try:
        import numpy as np
    except ImportError:
        return values
    return np.array(values, dtype=dtype)


def _global_container() -> str:
    """What scikit-learn was told to give everywhere; who never imported it has told it nothing."""
    sklearn = sys.modules.get("sklearn")
    return "default" if sklearn is None else str(sklearn.get_config()["transform_output"])


def _not_fitted_error() -> type[RequestError]:
    """RequestError, and where scikit-learn is in use its own NotFittedError as well."""
    known = sys.modules.get("sklearn.exceptions")
    return RequestError if known is None else _both(known.NotFittedError)


@cache
def _both(theirs: type[Exception]) -> type[RequestError]:
    return type("NotFittedError", (RequestError, theirs), {"__module__": __name__})
