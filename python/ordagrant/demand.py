"""Demand: what citizens contact a service for, what it is there for (value) or what its failing made necessary."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from numbers import Real
from pathlib import Path
from typing import Any

from ordagrant import _core
from ordagrant.batch import threads_of
from ordagrant.charts import chart
from ordagrant.clusters import Categories, Clusters, clusters
from ordagrant.coding_sheet import Coded, coded_by_id, compared
from ordagrant.demand_cases import (
    TYPES_OF_CASES,
    by_case,
    earlier_contacts,
    key_of,
    order_of_id,
    rows_of_cases,
    summary_of,
    time_of,
)
from ordagrant.demand_shares import CLASSES, corrected, kinds_by_cause, shares, shares_by
from ordagrant.demand_table import EXEMPLARS, NO_CATEGORY, TYPES, Weeks, rows_of, written_out
from ordagrant.document import AUTO, Document, Texts, documents_of, requested
from ordagrant.errors import RequestError, flag, require_one_of
from ordagrant.estimator import Column, TextEstimator, array_of, texts_of
from ordagrant.frames import cells_of, is_missing
from ordagrant.notes import Note
from ordagrant.periods import Period, period_of, periods_of
from ordagrant.privacy import masked_by_all
from ordagrant.table import Table, table_of

_STARTS = ("shipped", "nothing")

_UNGROUPED = ""  # the group of a contact that has none


@dataclass(frozen=True)
class Asked:
    """What is to be said of contacts beside their demand; `known` are the columns that they have, as in readers."""

    known: frozenset[str] = frozenset()  # of date, group, case, handler
    clusters: str | int | None = None
    categories: Categories | None = None
    coded: Coded | None = None
    redact: bool = True
    threads: int = 0


class Demands(Table):
    """A row a contact: what was asked for, why, and in which words.

    `demand` is value, failure, mixed or undetermined; `p_failure` the probability that there is failure demand in it,
    if there is demand at all; `failure_kind` and `cause` are null for value and undetermined. A `cause` is given only
    where words state it, and is `not_stated` else. `cluster` and `cluster_label` are null without clusters or
    categories. `duplicate_of` is the smallest id of an equal text; with clusters, of one that is nearly equal too.
    `evidence` are the words that weighed most, as they stand, ` | ` between them, and last those that state the cause;
    `redacted` is true where personal data in them is masked. With cases there is a column `earlier_contact`, the id of
    the contact before this one in its case.
    """

    def __init__(self, core: _core.batch.Table, documents: Sequence[Document], asked: Asked, found: _Beside) -> None:
        super().__init__(core)
        self._documents = documents
        self._asked = asked
        self._beside = found

    @property
    def notes(self) -> list[Note]:
        """What was not as asked for, and what is left out of which figure, a sentence each."""
        beside = self._beside
        notes = [] if beside.clusters is None else list(beside.clusters.notes)
        n = len(self._documents)
        if unread := sum(document.status not in ("ok", "partial", "empty") for document in self._documents):
            notes.append(Note.of("not_read", some=unread, n=n))
        counts = Counter(document.id for document in self._documents)
        if repeated := [id for id, count in counts.items() if count > 1]:
            first = ", ".join(sorted(repeated, key=order_of_id)[:EXEMPLARS])
            notes.append(Note.of("same_ids", some=len(repeated), first=first))
        if beside.periods is not None and (without := beside.periods.count(None)):
            notes.append(Note.of("undated", some=without, n=n))
        if found := beside.no_dates:
            notes.append(Note.of("no_dates", some=len(found), n=n, first=repr(found[0][:50])))
        if (unknown := self._compared.get("unknown")) is not None and unknown:
            notes.append(Note.of("coded_unknown", some=len(unknown), first=", ".join(unknown[:EXEMPLARS])))
        return notes

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The shares of all contacts, and of the parts that were asked for, as JSON can hold it.

        What `shares` gives, and `kinds_by_cause`: how many contacts of each failure kind state each cause. `table` is a
        row a category. With groups there are `groups`, with dates `months`, which say what a chart of their shares
        says; with clusters `clusters` with their stability; with cases `cases`, what they take on the average; with
        coded contacts `coded`. What is not there is not asked for.
        """
        demands = self["demand"]
        beside = self._beside
        found: dict[str, Any] = {
            **shares(demands),
            "kinds_by_cause": kinds_by_cause(self["failure_kind"], self["cause"]),
        }
        if beside.groups is not None:
            found["groups"] = shares_by("group", beside.groups, demands, self._coded)
        if beside.periods is not None:
            found["months"] = self._months()
        if beside.clusters is not None:
            found["clusters"] = [
                {name: row[name] for name in ("cluster", "label", "n", "stability", "reliability")}
                for row in beside.clusters.summary.rows()
            ]
        if beside.cases is not None:
            found["cases"] = summary_of(self._rows_of_cases, self._without_case)
        if self._asked.coded is not None:
            found |= corrected(demands, self._coded or {})
            found["coded"] = {name: value for name, value in self._compared.items() if name != "numbers"}
        found["table"] = self._rows_of_table
        found["notes"] = self.notes
        return found

    @cached_property
    def table(self) -> Table:
        """The demand table: a row a cluster, else a group, else one, those with most contacts first.

        `category, label`; `reliability` of a cluster, as `og.clusters` has it; `n`; the counts of each demand and the
        failure share with its interval (`comparable` is false below 30); `weeks_present` of `weeks_observed`, which are
        those with any contact; `predictable`, that it came in 80 % of them and no week of it is a signal;
        `kinds_by_cause`; and three contacts word for word, those nearest to the middle of a cluster, or drawn by
        chance. Null is what there are no dates for, or fewer than six weeks.
        """
        return Table(table_of(TYPES, map(written_out, self._rows_of_table))).like(self)

    def _repr_html_(self) -> str:
        from ordagrant.display import of_demands  # which knows demand

        return of_demands(self)

    @cached_property
    def cases(self) -> Table:
        """A row a case: `case, contacts, first, last, days, handlers`. Raises RequestError if cases were not given."""
        if self._beside.cases is None:
            raise RequestError("the contacts have no cases: name their column with `case`")
        return Table(table_of(TYPES_OF_CASES, self._rows_of_cases)).like(self)

    @cached_property
    def _rows_of_cases(self) -> list[dict[str, Any]]:
        beside = self._beside
        return rows_of_cases(beside.cases or {}, beside.periods, beside.handlers)

    @property
    def _without_case(self) -> int:
        return len(self._documents) - sum(map(len, (self._beside.cases or {}).values()))

    def _months(self) -> list[dict[str, Any]]:
        """The shares of each month, and where a p' chart of them says that one is no noise; of too few, nothing is."""
        demands = self["demand"]
        dated = [(number, period) for number, period in enumerate(self._beside.periods or []) if period is not None]
        coded = self._coded
        months = shares_by(
            "month",
            [period.month for _, period in dated],
            [demands[number] for number, _ in dated],
            coded and {at: coded[number] for at, (number, _) in enumerate(dated) if number in coded},
        )
        if months:
            failing = [month["failure"] + month["mixed"] if month["n"] else None for month in months]
            points = chart(date=[month["month"] for month in months], value=failing, n=[month["n"] for month in months])
            by_month = {point["date"]: point for point in points.rows()}
            limits = ("mean", "lower", "upper", "signal")
            months = [month | {name: by_month[month["month"]][name] for name in limits} for month in months]
            for month in months:
                if not month["comparable"]:
                    month["signal"] = None
        return months

    @cached_property
    def _rows_of_table(self) -> list[dict[str, Any]]:
        beside = self._beside
        weeks = None if beside.periods is None else Weeks.of(beside.periods)
        verdicts = {name: self[name] for name in ("demand", "failure_kind", "cause")}
        rows = rows_of(self._categories(), verdicts, weeks, self._coded)
        grouped = self._beside.clusters
        clusters = {} if grouped is None else {row["cluster"]: row for row in grouped.summary.rows()}
        for row in rows:
            row["reliability"] = clusters.get(row["category"], {}).get("reliability")
            row["exemplars"] = self._shown(row["exemplars"])
        return rows

    def _categories(self) -> dict[str, tuple[str, list[int], list[int]]]:
        """Label, contacts and exemplars of each category."""
        grouped = self._beside.clusters
        if grouped is None:
            of_contact = self._beside.groups or ["all"] * len(self)
            labels: dict[str, str] = {}
            typical: dict[str, list[int]] = {}
        else:
            of_contact = [NO_CATEGORY if cluster is None else cluster for cluster in grouped["cluster"]]
            labels = dict(zip(grouped.summary["cluster"], grouped.summary["label"], strict=True))
            number_of = {document.id: number for number, document in reversed(list(enumerate(self._documents)))}
            typical = {
                cluster: [number_of[id] for id in ids]
                for cluster, ids in zip(grouped.summary["cluster"], grouped.exemplars, strict=True)
            }
        contacts: dict[str, list[int]] = {}
        for number, category in enumerate(of_contact):
            contacts.setdefault(category, []).append(number)
        return {
            category or NO_CATEGORY: (
                labels.get(category, category) or NO_CATEGORY,
                numbers,
                typical[category][:EXEMPLARS] if category in typical else self._drawn(numbers),
            )
            for category, numbers in contacts.items()
        }

    def _drawn(self, numbers: Sequence[int]) -> list[int]:
        """Three of them that nobody chose: those whose texts have the smallest hashes, equal texts once."""
        by_hash: dict[bytes, int] = {}
        for number in numbers:
            document = self._documents[number]
            if document.status == "ok":
                by_hash.setdefault(hashlib.blake2b(document.utf8).digest(), number)
        return [by_hash[key] for key in sorted(by_hash)[:EXEMPLARS]]

    def _shown(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Contacts word for word, with their personal data masked."""
        chosen = [self._documents[number] for number in numbers]
        texts = masked_by_all(chosen) if self._asked.redact else [document.source for document in chosen]
        return [
            {"id": document.id, "text": text, "redacted": text != document.source}
            for document, text in zip(chosen, texts, strict=True)
        ]

    @property
    def _coded(self) -> dict[int, str] | None:
        """What people called contacts, by their numbers; None if nobody did."""
        return self._compared.get("numbers")

    @cached_property
    def _compared(self) -> dict[str, Any]:
        if self._asked.coded is None:
            return {}
        found = compared(self._asked.coded, self["id"], self["demand"], self["failure_kind"])
        differing = found["disagreements"]
        numbers = [one.pop("number") for one in differing]
        evidence = self["evidence"]
        found["disagreements"] = [
            {**quoted, **one, "evidence": evidence[number]}
            for quoted, one, number in zip(self._shown(numbers), differing, numbers, strict=True)
        ]
        return found


@dataclass(frozen=True)
class _Beside:
    """What is known of contacts beside their texts, a value each; None is what was not asked for."""

    groups: list[str] | None
    periods: list[Period | None] | None
    no_dates: list[str]  # what stands where dates should
    cases: dict[str, list[int]] | None
    handlers: list[str | None] | None
    clusters: Clusters | None


class DemandModel(TextEstimator):
    """Tells value demand from failure demand; follows scikit-learn, and can be trained on.

    `lang` is the language of the texts, `auto` or a shipped. `start` is what `fit` begins with: `shipped`, the model
    that comes with the package, or `nothing`. `penalty` weighs how far weights go from there: the smaller, the more the
    contacts count that it is given.

    After `fit`: `classes_`, the demands it can give, in order; `model_`, the weights.

    >>> import ordagrant as og
    >>> model = og.DemandModel.default("sv")
    >>> print(*model.predict(["Jag har väntat på beslut i åtta veckor, när kommer det?"]))
    failure
    """

    _estimator_type = "classifier"
    _learnt = "model_"
    _parameters = ("lang", "start", "penalty")

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
        self.classes_ = array_of(model.classes)

    def fit(
        self,
        texts: Column,
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
        require_one_of("start", self.start, _STARTS)
        utf8, languages = self._read(texts)
        coded = list(map(str, cells_of(labels)))
        kind: list[str | None] = [None] * len(utf8)
        if kinds is not None:
            kind = [None if is_missing(one) else str(one) for one in cells_of(kinds)]
        if not isinstance(self.penalty, Real) or not self.penalty > 0:
            raise RequestError(f"penalty {self.penalty!r} is not a number above 0")
        for name, column in (("labels", coded), ("kinds", kind)):
            if len(column) != len(utf8):
                raise RequestError(f"{name} are {len(column)}, and texts {len(utf8)}")
        if utf8 and not any(text.strip() for text in utf8):
            raise RequestError(f"all {len(utf8)} texts are empty")
        start = _core.demand.Model.shipped() if self.start == "shipped" else _core.demand.Model()
        self._set(start.trained(utf8, languages, coded, kind, _groups(utf8, groups), penalty=float(self.penalty)))
        return self

    def _read(self, texts: Column) -> tuple[list[bytes], list[str]]:
        """The texts and their languages."""
        documents = documents_of(texts_of(texts), self.lang)
        return [document.utf8 for document in documents], [document.requested_lang for document in documents]

    def _fitted(self) -> _core.demand.Model:
        self._require_fitted()
        return self.model_

    def _judged(self, texts: Column) -> tuple[list[str], list[list[float]]]:
        demands, p = self._fitted().judge(*self._read(texts), len(os.sched_getaffinity(0)))
        return demands, [list(row) for row in p]

    def predict(self, texts: Column) -> Any:
        """The demand of each text; `undetermined` also where none is certain enough."""
        return array_of(self._judged(texts)[0])

    def predict_proba(self, texts: Column) -> Any:
        """The probabilities of `classes_`, a row a text."""
        columns = [CLASSES.index(name) for name in self._fitted().classes]
        return array_of([[row[column] for column in columns] for row in self._judged(texts)[1]])

    def score(self, texts: Column, labels: Iterable[str]) -> float:
        """The share of texts whose demand is the label."""
        found, said = list(map(str, self.predict(texts))), list(map(str, cells_of(labels)))
        if not said or len(said) != len(found):
            raise RequestError(f"labels are {len(said)}, and texts {len(found)}")
        return sum(one == label for one, label in zip(found, said, strict=True)) / len(said)

    def save(self, path: str | Path) -> None:
        """Writes the model to a file that a reader can read; its format is core/ordagrant/demand/README.md."""
        Path(path).write_bytes(self._fitted().write())

    @classmethod
    def load(cls, path: str | Path, lang: str = AUTO) -> DemandModel:
        """A model that `save` wrote. Raises RequestError, naming the line, for a file that is none."""
        model = cls(requested(lang))
        model._set(_parse(str(path)))
        return model

    def _repr_html_(self) -> str:
        from ordagrant.display import of_model  # which knows models

        return of_model(self)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.get_params(), "written": self.model_.write() if hasattr(self, "model_") else None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        written = state.pop("written")
        self.__dict__.update(state)
        if written is not None:
            self._set(_core.demand.Model.parse(written))


def demand(
    texts: Texts,
    *,
    text: str = "text",
    id: str = "id",
    lang: str = AUTO,
    lang_column: str | None = None,
    date: str | None = None,
    group: str | None = None,
    case: str | None = None,
    handler: str | None = None,
    clusters: str | int | None = None,
    categories: Categories | None = None,
    coded: Mapping[str, str] | None = None,
    model: DemandModel | str | Path | None = None,
    redact: bool = True,
    threads: int = 0,
) -> Demands:
    """Value or failure demand of each contact, with the words that decided.

    `texts` is a string, a Document, a Corpus, a list or a column of texts, or a frame, of which `text`, `id`,
    `lang_column`, `date`, `group`, `case` and `handler` name columns (of Documents, what their `meta` holds under that
    name); without a column `id` rows are numbered from 0. `lang` is the language of
    the authority, `auto` to find it in each text. `model` is a DemandModel or a file that one was saved to, instead of
    the one that comes with the package.

    `clusters` is a number or `auto`, `categories` is `services` or a list of one's own, both as for `og.clusters`;
    what they are made of is masked, whoever asks. Of a case, the contacts before one are evidence that it is a
    `repeat_contact`; `handler` says who took a contact. `coded` is what somebody called contacts, by id.

    With `redact` personal data in `evidence` and in exemplars is masked. Contacts are judged without it, and
    without greetings and signatures.
    `threads` 0 is as many as there are cores; it changes no result.

    Raises RequestError for a column that is not there, one of dates of which none can be read, an unknown `lang`,
    demand or category, and a file that holds no model.

    >>> import ordagrant as og
    >>> texts = ["Hur ansöker man om bygglov?", "Jag har fortfarande inte fått svar på min ansökan."]
    >>> found = og.demand(texts, lang="sv")
    >>> found["demand"], found["failure_kind"]
    (['value', 'failure'], [None, 'progress_chasing'])
    """
    asked_for = {"date": date, "group": group, "case": case, "handler": handler}
    documents = documents_of(texts, lang, text=text, id=id, lang_column=lang_column, **asked_for)
    named = [name for name, column in asked_for.items() if column is not None]
    asked = Asked(
        frozenset(named),
        clusters,
        categories,
        None if coded is None else coded_by_id(coded),
        flag("redact", redact),
        threads,
    )
    return judged(documents, weights_of(model), asked).like(texts)


def judged(documents: Sequence[Document], weights: _core.demand.Model, asked: Asked) -> Demands:
    """What `demand` gives of documents; the columns that are asked for are in their `meta` under their own names."""
    ids = [document.id for document in documents]
    if asked.coded is not None and documents and not asked.coded.demands.keys() & set(ids):
        first, coded = ids[0], next(iter(asked.coded.demands))
        raise RequestError(f"no coded row fits a contact: the first ids are {coded!r} and {first!r}")
    beside = _beside_of(documents, asked)
    earlier = None
    if beside.cases is not None:
        earlier = earlier_contacts(beside.cases, ids, _times_of(documents, beside.periods))
    grouped = beside.clusters
    core = weights.table(
        ids,
        [document.utf8 for document in documents],
        [document.requested_lang for document in documents],
        [document.status for document in documents],
        cluster=None if grouped is None else grouped["cluster"],
        label=None if grouped is None else grouped["label"],
        same_as=None if grouped is None else grouped["same_as"],
        earlier=earlier,
        redact=asked.redact,
        threads=threads_of(asked.threads),
    )
    return Demands(core, documents, asked, beside)


def _beside_of(documents: Sequence[Document], asked: Asked) -> _Beside:
    def cells(name: str) -> list[Any] | None:
        return [document.meta.get(name) for document in documents] if name in asked.known else None

    groups, dates, cases, handlers = map(cells, ("group", "date", "case", "handler"))
    periods, no_dates = (None, []) if dates is None else _periods(dates)
    of_case = None
    if cases is not None:
        ids = [document.id for document in documents]
        of_case = by_case(list(map(key_of, cases)), ids, _times_of(documents, periods))
    grouped = None
    if asked.clusters is not None or asked.categories is not None:
        # Who wrote a contact is not what it is about, so they are made of masked texts also where nothing else is.
        k = AUTO if asked.clusters is None else asked.clusters
        grouped = clusters(documents, k, categories=asked.categories, threads=asked.threads)
    return _Beside(
        groups=None if groups is None else [key_of(cell) or _UNGROUPED for cell in groups],
        periods=periods,
        no_dates=no_dates,
        cases=of_case,
        handlers=None if handlers is None else list(map(key_of, handlers)),
        clusters=grouped,
    )


def _periods(dates: list[Any]) -> tuple[list[Period | None], list[str]]:
    """The dates of contacts, None where there is none, and those that cannot be read.

    Raises RequestError if none can, which is no column of dates, and for dates of more than one kind.
    """
    dated = [number for number, cell in enumerate(dates) if not is_missing(cell)]
    read = [number for number in dated if period_of(dates[number]) is not None] or dated
    found: list[Period | None] = [None] * len(dates)
    for number, period in zip(read, periods_of([dates[number] for number in read], "date", read), strict=True):
        found[number] = period
    return found, [str(dates[number]) for number in dated if found[number] is None]


def _times_of(
    documents: Sequence[Document], periods: Sequence[Period | None] | None
) -> list[tuple[int, str] | None] | None:
    """What puts contacts in order: their days, and the time of day where it is known. None without dates."""
    if periods is None:
        return None
    return [
        None if period is None else (period.first, time_of(document.meta["date"]))
        for document, period in zip(documents, periods, strict=True)
    ]


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


def _groups(texts: Sequence[bytes], groups: Iterable[object] | None) -> list[int]:
    """A number for each group, in the order of their names; without groups, by the content of the texts."""
    if groups is None:
        return [zlib.crc32(text) for text in texts]
    names = list(map(str, cells_of(groups)))
    if len(names) != len(texts):
        raise RequestError(f"groups are {len(names)}, and texts {len(texts)}")
    number = {name: at for at, name in enumerate(sorted(set(names)))}
    return [number[name] for name in names]
