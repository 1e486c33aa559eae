"""Demand: what citizens contact a service for, what it is there for (value) or what its failing made necessary."""

from __future__ import annotations

import math
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from ordagrant import _core
from ordagrant.document import AUTO, Document, documents_of, requested
from ordagrant.errors import RequestError, not_one_of
from ordagrant.shares import wilson
from ordagrant.table import Table

# A frame of pandas, polars or pyarrow, a Table, or a mapping of names to columns; or texts.
Contacts: TypeAlias = Any

# What a contact can be called (CODEBOOKS 5), in the order of the columns of probabilities.
CLASSES = ("failure", "mixed", "undetermined", "value")

# Below so many contacts with a demand a share is not to be compared: its 95 % interval is then more than 34 points
# wide in the worst case (Wilson 1927, at one half), and says little more than that there is failure demand.
FEWEST_TO_COMPARE = 30

_STARTS = ("shipped", "nothing")


def shares(demands: Iterable[str]) -> dict[str, Any]:
    """What can be said of the failure share of contacts that were called so.

    `share` is (failure + mixed) / (value + failure + mixed), None where there is none of them, with its 95 % interval
    `share_low` and `share_high` (Wilson 1927); undetermined contacts are counted and are in no denominator.
    `comparable` is false below 30 contacts with a demand.

    >>> found = shares(["failure"] * 7 + ["value"] * 3)
    >>> found["share"], round(found["share_low"], 3), round(found["share_high"], 3), found["comparable"]
    (0.7, 0.397, 0.892, False)
    """
    counts = dict.fromkeys(CLASSES, 0)
    for demand in demands:
        if demand not in counts:
            raise not_one_of("demand", demand, CLASSES)
        counts[demand] += 1
    n = counts["failure"] + counts["mixed"] + counts["value"]
    failing = counts["failure"] + counts["mixed"]
    low, high = wilson(failing, n) if n else (None, None)
    return {
        "contacts": n + counts["undetermined"],
        **{name: counts[name] for name in ("value", "failure", "mixed", "undetermined")},
        "n": n,
        "share": failing / n if n else None,
        "share_low": low,
        "share_high": high,
        "comparable": n >= FEWEST_TO_COMPARE,
    }


def said_of(found: Mapping[str, Any]) -> str:
    """What `shares` found, in a sentence.

    >>> said_of(shares(["failure"] * 40 + ["mixed"] * 2 + ["value"] * 18 + ["undetermined"] * 5))
    'failure demand in 42 of 60: 70.0 % (57.5-80.1); mixed among them: 2; undetermined, counted in neither: 5'
    """
    rest = f"mixed among them: {found['mixed']:,}; undetermined, counted in neither: {found['undetermined']:,}"
    if found["share"] is None:
        return f"no contact with a demand that can be told; {rest}"
    share, low, high = (100 * found[name] for name in ("share", "share_low", "share_high"))
    few = "" if found["comparable"] else f"; too few to compare (below {FEWEST_TO_COMPARE})"
    return (
        f"failure demand in {found['failure'] + found['mixed']:,} of {found['n']:,}: "
        f"{share:.1f} % ({low:.1f}-{high:.1f}){few}; {rest}"
    )


class Demands(Table):
    """A row a contact: what was asked for, why, and in which words.

    `demand` is value, failure, mixed or undetermined; `p_failure` the probability that there is failure demand in it,
    if there is demand at all; `failure_kind` and `cause` are null for value and undetermined. A `cause` is given only
    where words state it, and is `not_stated` else. `duplicate_of` is the smallest id of an equal text. `evidence` are
    the words that weighed most, as they stand, ` | ` between them, and last those that state the cause; personal data
    in them is masked. Columns of clusters are null.
    """

    def __init__(self, core: _core.batch.Table, groups: Sequence[str] | None = None) -> None:
        super().__init__(core)
        self._groups = groups

    @property
    def summary(self) -> dict[str, Any]:
        """The shares of all contacts, `failure_kinds` and `causes` counted, and if there are groups, those of each.

        What `shares` gives, and `kinds_by_cause`: how many contacts of each failure kind state each cause.
        """
        demands = self["demand"]
        crossed: dict[str, dict[str, int]] = {}
        for kind, cause in zip(self["failure_kind"], self["cause"], strict=True):
            if kind is not None:
                row = crossed.setdefault(kind, {})
                row[cause] = row.get(cause, 0) + 1
        found = {
            **shares(demands),
            "kinds_by_cause": {kind: dict(sorted(row.items())) for kind, row in sorted(crossed.items())},
        }
        if self._groups is not None:
            of_group: dict[str, list[str]] = {}
            for group, demand_ in zip(self._groups, demands, strict=True):
                of_group.setdefault(group, []).append(demand_)
            found["groups"] = [{"group": group, **shares(of_group[group])} for group in sorted(of_group)]
        return found


class DemandModel:
    """Tells value demand from failure demand; follows scikit-learn, and can be trained on.

    `lang` is the language of the texts, `auto`, `sv` or `da`. `start` is what `fit` begins with: `shipped`, the model
    that comes with the package, or `nothing`. `penalty` weighs how far weights go from there: the smaller, the more the
    contacts count that it is given.

    After `fit`: `classes_`, the demands it can give, in order; `model_`, the weights.

    >>> import ordagrant as og
    >>> model = og.DemandModel.default("sv")
    >>> print(*model.predict(["Jag har väntat på beslut i åtta veckor, när kommer det?"]))
    failure
    """

    _estimator_type = "classifier"

    def __init__(self, lang: str = AUTO, *, start: str = "shipped", penalty: float = 1 / 3) -> None:
        self.lang = lang
        self.start = start
        self.penalty = penalty

    @classmethod
    def default(cls, lang: str = AUTO) -> DemandModel:
        """The model that comes with the package. Raises RequestError for a language that is not shipped."""
        model = cls(requested(lang))
        model._set(_core.demand.Model.shipped())
        return model

    def _set(self, model: _core.demand.Model) -> None:
        self.model_ = model
        self.classes_ = _array(model.classes)

    def fit(
        self,
        texts: Iterable[str],
        labels: Iterable[str],
        *,
        kinds: Iterable[str | None] | None = None,
        groups: Iterable[object] | None = None,
    ) -> DemandModel:
        """Learns from coded contacts. `labels` are value, failure, mixed or undetermined; gives the model itself.

        `kinds` are the failure kinds, None where there is none. `groups` say what belongs together when the model tries
        itself to find its probabilities, such as who wrote the contacts; without them equal texts do. With fewer than
        100 contacts the probabilities stay calibrated as they were.

        Raises RequestError for columns of different lengths, a label or kind that is not known, labels of one class
        alone, and texts that are all empty or all equal.
        """
        if self.start not in _STARTS:
            raise not_one_of("start", self.start, _STARTS)
        utf8 = _utf8(texts)
        coded = [str(label) for label in labels]
        kind: list[str | None] = [None] * len(utf8)
        if kinds is not None:
            kind = [None if _is_none(one) else str(one) for one in kinds]
        for name, column in (("labels", coded), ("kinds", kind)):
            if len(column) != len(utf8):
                raise RequestError(f"{name} are {len(column)}, and texts {len(utf8)}")
        if utf8 and not any(text.strip() for text in utf8):
            raise RequestError(f"all {len(utf8)} texts are empty")
        start = _core.demand.Model.shipped() if self.start == "shipped" else _core.demand.Model()
        self._set(
            start.trained(utf8, self._languages(utf8), coded, kind, _groups(utf8, groups), penalty=float(self.penalty))
        )
        return self

    def _languages(self, texts: Sequence[bytes]) -> list[str]:
        return [requested(self.lang)] * len(texts)

    def _fitted(self) -> _core.demand.Model:
        model: _core.demand.Model | None = getattr(self, "model_", None)
        if model is None:
            raise RequestError("this DemandModel is not fitted: call fit(), or take DemandModel.default()")
        return model

    def _judged(self, texts: Iterable[str]) -> tuple[list[str], list[list[float]]]:
        utf8 = _utf8(texts)
        demands, p = self._fitted().judge(utf8, self._languages(utf8), len(os.sched_getaffinity(0)))
        return demands, [list(row) for row in p]

    def predict(self, texts: Iterable[str]) -> Any:
        """The demand of each text; `undetermined` also where none is certain enough."""
        return _array(self._judged(texts)[0])

    def predict_proba(self, texts: Iterable[str]) -> Any:
        """The probabilities of `classes_`, a row a text."""
        columns = [CLASSES.index(name) for name in self._fitted().classes]
        return _array([[row[column] for column in columns] for row in self._judged(texts)[1]])

    def score(self, texts: Iterable[str], labels: Iterable[str]) -> float:
        """The share of texts whose demand is the label."""
        pairs = list(zip(self.predict(texts), labels, strict=True))
        return sum(str(found) == str(label) for found, label in pairs) / len(pairs)

    def save(self, path: str | Path) -> None:
        """Writes the model to a file that a reader can read; its format is core/ordagrant/demand/README.md."""
        Path(path).write_bytes(self._fitted().write())

    @classmethod
    def load(cls, path: str | Path, lang: str = AUTO) -> DemandModel:
        """A model that `save` wrote. Raises RequestError, naming the line, for a file that is none."""
        model = cls(requested(lang))
        model._set(_parse(str(path)))
        return model

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The arguments that it was made with."""
        return {"lang": self.lang, "start": self.start, "penalty": self.penalty}

    def set_params(self, **params: Any) -> DemandModel:
        """Changes arguments. Raises RequestError for an unknown one."""
        for name, value in params.items():
            if name not in self.get_params():
                raise not_one_of("parameter", name, self.get_params())
            setattr(self, name, value)
        return self

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags  # only scikit-learn asks

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(),
            input_tags=InputTags(one_d_array=True, two_d_array=False, string=True),
        )

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "model_")

    def __getstate__(self) -> dict[str, Any]:
        return {**self.get_params(), "written": self.model_.write() if hasattr(self, "model_") else None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        written = state.pop("written")
        self.__dict__.update(state)
        if written is not None:
            self._set(_core.demand.Model.parse(written))

    def __repr__(self) -> str:
        return f"DemandModel({', '.join(f'{name}={value!r}' for name, value in self.get_params().items())})"


def demand(
    texts: Contacts,
    *,
    text: str = "text",
    id: str = "id",
    lang: str = AUTO,
    lang_column: str | None = None,
    group: str | None = None,
    model: DemandModel | str | Path | None = None,
    redact: bool = True,
    threads: int = 0,
) -> Demands:
    """Value or failure demand of each contact, with the words that decided.

    `texts` is a string, a Document, a Corpus, a sequence of strings or Documents, or a frame of pandas, polars or
    pyarrow, of which `text`, `id`, `lang_column` and `group` name columns; without a column `id` rows are numbered from
    0. `lang` is the language of the authority, `auto` to find it in each text. `model` is a DemandModel or a file that
    one was saved to, instead of the one that comes with the package. With `redact` personal data in `evidence` is
    masked. `threads` 0 is as many as there are cores; it changes no result.

    Raises RequestError for a column that is not there, an unknown `lang`, and a file that holds no model.

    >>> import ordagrant as og
    >>> texts = ["Hur ansöker man om bygglov?", "Jag har fortfarande inte fått svar på min ansökan."]
    >>> found = og.demand(texts, lang="sv")
    >>> found["demand"], found["failure_kind"]
    (['value', 'failure'], [None, 'progress_chasing'])
    """
    requested(lang)
    names = _names(texts)
    groups = None
    if names is None:
        documents = documents_of(texts, lang)
    else:
        documents = _of_frame(texts, names, text, id, lang, lang_column, group)
        groups = [str(document.meta.get("group") or "") for document in documents] if group is not None else None
    return Demands(demand_core(documents, weights_of(model), redact=redact, threads=threads), groups)


def demand_core(
    documents: Sequence[Document], weights: _core.demand.Model, *, redact: bool, threads: int
) -> _core.batch.Table:
    """The rows of `demand` over documents."""
    return weights.table(
        [document.id for document in documents],
        [document.utf8 for document in documents],
        [document.requested_lang for document in documents],
        [document.status for document in documents],
        redact=redact,
        threads=threads or len(os.sched_getaffinity(0)),
    )


def weights_of(model: DemandModel | str | Path | None) -> _core.demand.Model:
    """The weights of a model, of the file of one, or the shipped ones."""
    if model is None:
        return _core.demand.Model.shipped()
    return model._fitted() if isinstance(model, DemandModel) else _parse(str(model))


@cache
def _content(path: str, _changed: int) -> _core.demand.Model:
    return _core.demand.Model.parse(Path(path).read_bytes())


def _parse(path: str) -> _core.demand.Model:
    try:
        return _content(path, Path(path).stat().st_mtime_ns)
    except OSError as error:
        raise RequestError(f"model {path!r} cannot be read: {error.strerror}") from None
    except RequestError as error:
        raise RequestError(f"{path}: {error}") from None


def _is_none(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _utf8(texts: Iterable[str]) -> list[bytes]:
    """The texts of a list, a column or an array, which may have one column."""
    if isinstance(texts, str):
        raise RequestError("texts are a sequence of strings, not one string")
    found = []
    for number, text in enumerate(texts):
        one = text[0] if isinstance(text, Sequence) and not isinstance(text, str) and len(text) == 1 else text
        if not isinstance(one, str) and not _is_none(one):
            raise RequestError(f"text number {number} is of type {type(one).__name__}, not a string")
        found.append(Document.from_text(one if isinstance(one, str) else "").utf8)
    return found


def _groups(texts: Sequence[bytes], groups: Iterable[object] | None) -> list[int]:
    """A number for each group, in the order of their names; without groups, by the content of the texts."""
    if groups is None:
        return [zlib.crc32(text) for text in texts]
    names = [str(group) for group in groups]
    if len(names) != len(texts):
        raise RequestError(f"groups are {len(names)}, and texts {len(texts)}")
    number = {name: at for at, name in enumerate(sorted(set(names)))}
    return [number[name] for name in names]


def _array(values: list[Any]) -> Any:
    """As an array of NumPy where it is installed, which scikit-learn wants and we do not need."""
    try:
        import numpy as np
    except ImportError:
        return values
    return np.array(values)


def _names(texts: Contacts) -> list[str] | None:
    """The names of the columns; None of what is no frame."""
    if isinstance(texts, Mapping):
        return [str(name) for name in texts]
    names = getattr(texts, "column_names", None)  # pyarrow, whose `columns` are not names
    names = names if names is not None else getattr(texts, "columns", None)
    return None if names is None or isinstance(texts, Document) else [str(name) for name in names]


def _cells(frame: Contacts, name: str, names: Sequence[str]) -> list[Any]:
    if name not in names:
        raise not_one_of("column", name, names)
    column = frame[name]
    return list(column.to_pylist() if hasattr(column, "to_pylist") else column)


def _of_frame(
    frame: Contacts, names: Sequence[str], text: str, id: str, lang: str, lang_column: str | None, group: str | None
) -> list[Document]:
    texts = _cells(frame, text, names)
    ids = _cells(frame, id, names) if id in names else list(range(len(texts)))
    said = _cells(frame, lang_column, names) if lang_column is not None else [lang] * len(texts)
    groups = _cells(frame, group, names) if group is not None else []
    documents = []
    for number, one in enumerate(texts):
        if not isinstance(one, str) and not _is_none(one):
            raise RequestError(f"column {text!r}, row {number}: {type(one).__name__}, not a string")
        meta = {"group": groups[number]} if group is not None and not _is_none(groups[number]) else {}
        language = lang if _is_none(said[number]) else str(said[number])
        documents.append(
            Document.from_text(one if isinstance(one, str) else "", str(ids[number]), lang=language, meta=meta)
        )
    return documents
