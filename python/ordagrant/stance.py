"""Score: New Public Management against trust, as rates that open to their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from numbers import Integral
from typing import Any, Unpack

from ordagrant import _core
from ordagrant.batch import CountedBy, kernel
from ordagrant.corpus import chunks, one_by_one
from ordagrant.document import AUTO, Document, Row, Texts, documents_of
from ordagrant.errors import RequestError, require_one_of, seed_of
from ordagrant.frames import Columns, of_reference, takes_columns
from ordagrant.keyness import numbered
from ordagrant.periods import period_of
from ordagrant.table import Table

# What a row can be about. Those that add documents up have a name for each document's sum.
UNITS = ("document", "passage", "sentence", "speaker", "group", "month", "all")

# What intervals are drawn from and dispersion is over, and how text that stands in several places is counted.
PARTS = ("sentences", "passages", "documents")
REPEATED = ("all", "once")
BY_WITH_REPEATS = ("document", "group", "all")

RESAMPLES = 1000
FEWEST, MOST = 40, 1_000_000  # of fewer draws than 40 no 2.5 % can be cut off

# Of a century of which there are documents, as the kernel has it: 0001-01-01 is how some systems write no date.
_MONTH = re.compile(r"(1[5-9]|2[01])[0-9]{2}-(0[1-9]|1[0-2])(?![0-9])")


def _group(document: Document) -> str:
    value = document.meta.get("group")
    return "" if value is None else str(value)


def _month(document: Document) -> str:
    said = str(document.meta.get("date") or "")
    period = period_of(said)
    return _month_of(said if period is None else period.month)


def _month_of(date: str) -> str:
    match = _MONTH.match(date)
    return match[0] if match else ""


def dates_without_month(documents: Iterable[Document]) -> list[str]:
    """The dates that documents were given and that are none."""
    return [str(document.meta["date"]) for document in documents if document.meta.get("date") and not _month(document)]


def _name(document: Document, by: str) -> str:
    """What a document is added up with, as the kernel is told."""
    return document.row(SUMS[by](document))[5]


SUMS: dict[str, Callable[[Document], str]] = {"group": _group, "month": _month, "all": lambda _document: "all"}


def _rows(documents: list[Document], by: str) -> list[Row]:
    """The documents as the kernel takes them, each with the name of what it is added up with."""
    return [document.row(SUMS[by](document) if by in SUMS else "") for document in documents]


def _unit(by: str) -> str:
    """What the kernel calls a unit: to it all documents are one group."""
    return "group" if by == "all" else by


class Scores(Table):
    """A row a unit, and behind every row its hits.

    A pickle holds the texts as well, and opens while the lexicons are what they were.
    """

    def __init__(
        self,
        core: _core.batch.Table,
        documents: list[Document],
        by: str,
        counted_by: CountedBy,
        repeated: str = REPEATED[0],
    ) -> None:
        super().__init__(core)
        self._documents = documents
        self._by = by
        self._counted_by = counted_by
        self._repeated = repeated

    def evidence(self, row: int) -> Table:
        """The hits that row number `row` (from 0) was counted from, and what else its decision rests on.

        That is turns of phrase and targets, of tier `frame`: their term is their kind, and they count in no rate. With
        a further lexicon `pole` and `category` are what its rates are counted by, `own_pole` and `own_category` what
        all else is. Of a speaker what they are quoted with is their own `voice`.
        Raises IndexError beyond the last row.
        """
        id = self._id(row)
        if self._by == "document":
            return Table(self._counted([self._documents[row]])).like(self)
        if self._by in ("group", "all"):
            counted = [document for document in self._documents if _name(document, self._by) == id]
            return Table(self._counted(counted)).like(self)
        if self._by in ("passage", "sentence"):
            document, number = self._parts[row]
            return self._picked([document], lambda hit: bool(hit[self._by] == number))
        if self._by == "speaker":
            return self._picked(self._documents, lambda hit: (hit["speaker"] or "") == id)
        hits = self._hits(self._documents)
        # Two documents can share an id, and be of two months.
        numbers = Table(self._counted_by.kernel.hits(numbered(self._documents), unplaced=True, frames=True))["id"]
        months = [_month(document) for document in self._documents]
        dates = zip(Table(hits)["date"], numbers, strict=True)
        kept = hits.kept([(_month_of(date or "") or months[int(number)]) == id for date, number in dates])
        return Table(kept).like(self)

    def signals(self, row: int) -> Table:
        """Why row number `row` (from 0) has its `label`, `p_npm` and `p_trust`: a row a signal that was found.

        `count` is how often, `amount` what that is worth, `npm` and `trust` what it adds to the log-odds of each pole;
        the row `bias` is what every unit begins with, and all rows together are the log-odds of `p_npm` and `p_trust`.
        What each signal is stands in core/ordagrant/stance/README.md; words of services, of other fields and of what a
        passage does are no hits, and have no place in `evidence`.
        Raises IndexError beyond the last row.

        >>> import ordagrant as og
        >>> og.score("Vi litar på att de som arbetar nära eleverna vet bäst.").signals(0)["signal"]
        ['bias', 'rely', 'know', 'service']
        """
        id = self._id(row)
        documents = self._documents
        if self._by == "document":
            documents = [documents[row]]
        if self._by in ("passage", "sentence"):
            documents = [self._parts[row][0]]
        found = self._counted_by.kernel.signals(
            _rows(documents, self._by), by=_unit(self._by), repeats_once=self._repeated == "once"
        )
        return Table(found.kept([signal["id"] == id for signal in Table(found)])).like(self)

    def _id(self, row: int) -> str:
        if not 0 <= row < len(self):
            raise IndexError(f"row {row} is not one of the {len(self)} rows, which are numbered from 0")
        id: str = self["id"][row]
        return id

    @cached_property
    def _parts(self) -> list[tuple[Document, int]]:
        """The document of each row, and the number of the passage or sentence in it."""
        parts: list[tuple[Document, int]] = []
        ids = self["id"]
        for document in self._documents:
            number = 0
            while len(parts) < len(ids) and ids[len(parts)] == f"{document.id}#{number}":
                parts.append((document, number))
                number += 1
            if number == 0:  # it has no text
                parts.append((document, 0))
        return parts

    def _picked(self, documents: list[Document], is_counted: Callable[[dict[str, Any]], bool]) -> Table:
        hits = self._hits(documents)
        return Table(hits.kept([is_counted(hit) for hit in Table(hits)])).like(self)

    def _counted(self, documents: list[Document]) -> _core.batch.Table:
        """The hits of documents that are one unit; where repeated text counts once, but those that count elsewhere."""
        hits = self._hits(documents)
        if self._repeated == "all":
            return hits
        # Two documents can share an id; which sentence counts goes by the order of the ids.
        order = sorted(range(len(documents)), key=lambda number: documents[number].id)
        ids = {number: f"{rank:012}" for rank, number in enumerate(order)}
        rows = [(ids[number], *document.row()[1:]) for number, document in enumerate(documents)]
        repeats = Table(self._counted_by.kernel.repeats(rows, by="group"))
        elsewhere = {(repeat["id"], repeat["sentence"]) for repeat in repeats if not repeat["counted"]}
        places = Table(self._counted_by.kernel.hits(rows, unplaced=True, frames=True))
        return hits.kept([place not in elsewhere for place in zip(places["id"], places["sentence"], strict=True)])

    def _hits(self, documents: list[Document]) -> _core.batch.Table:
        rows = [document.row() for document in documents]
        return self._counted_by.kernel.hits(rows, unplaced=True, frames=True, as_said=self._by == "speaker")


def score_core(
    documents: list[Document],
    kernel: _core.batch.Kernel,
    *,
    by: str,
    resample: str = PARTS[0],
    repeated: str = REPEATED[0],
    against: _core.batch.Compared | None = None,
    resamples: int,
    seed: int,
) -> _core.batch.Table:
    """The rows of `score` over documents. Raises RequestError for an option that is wrong."""
    require_one_of("by", by, UNITS)
    require_one_of("resample", resample, PARTS)
    require_one_of("repeated", repeated, REPEATED)
    if repeated == "once" and by not in BY_WITH_REPEATS:
        raise RequestError(f"repeated 'once' goes with by {', '.join(BY_WITH_REPEATS)}, not with {by!r}")
    require_draws(resamples, seed)
    return kernel.score(
        _rows(documents, by),
        by=_unit(by),
        part=resample,
        repeats_once=repeated == "once",
        against=against,
        resamples=resamples,
        seed=seed,
    )


def require_draws(resamples: int, seed: int) -> None:
    """Raises RequestError for a number of draws, or a beginning of them, that cannot be."""
    if not isinstance(resamples, Integral) or not (resamples == 0 or FEWEST <= resamples <= MOST):
        raise RequestError(f"resamples {resamples!r} is neither 0 nor a number from {FEWEST} to {MOST}")
    seed_of("seed", seed)


def repeats_core(documents: list[Document], kernel: _core.batch.Kernel, by: str) -> _core.batch.Table:
    """The rows of `repeats` over documents. Raises RequestError for a unit that it cannot be asked of."""
    require_one_of("by", by, BY_WITH_REPEATS)
    return kernel.repeats(_rows(documents, by), by=_unit(by))


@takes_columns
def repeats(
    texts: Texts, *, by: str = "all", lang: str = AUTO, no_repair: Sequence[str] = (), **named: Unpack[Columns]
) -> Table:
    """Sentences of six words or more that stand in several places, one row a place, in the order of the documents.

    `times` is in how many places of the unit a sentence stands: of all documents, of those of a `group`, or of a
    `document`. Letters are compared without case, marks and spaces not at all. `counted` is true of the one place, the
    first by the documents' ids, where `og.score` counts it with `repeated="once"`. Raises RequestError for an option
    that is wrong.

    >>> import ordagrant as og
    >>> principle = "Vi litar på varandra i allt som vi gör."
    >>> rows = og.repeats([f"Nytt. {principle}", f"{principle} Slut.", "Något helt annat."], lang="sv")
    >>> rows["id"], rows["times"], rows["counted"]
    (['0', '1'], [2, 2], [True, False])
    """
    return Table(repeats_core(documents_of(texts, lang, **named), kernel(no_repair=no_repair), by)).like(texts)


@takes_columns
def score(
    texts: Texts,
    *,
    by: str = "document",
    lang: str = AUTO,
    against: Texts | None = None,
    resample: str = PARTS[0],
    repeated: str = REPEATED[0],
    resamples: int = RESAMPLES,
    seed: int = 0,
    lexicons: Sequence[str] = (),
    no_repair: Sequence[str] = (),
    **named: Unpack[Columns],
) -> Scores:
    """The rates of both poles and of their categories, in weighted hits per 1,000 words, one row a unit.

    `texts` is a string, a Document, a Corpus, a list or a column of texts, or a frame; `named` are columns of it
    (`text`, `id`, `lang_column`, `date`, `group`). `by` is `document`, `passage` (`og.passages`), `sentence`,
    `speaker`, `group`, `month` or `all`. `group` takes the documents' `meta`, `month` the date of a post or of minutes
    where the text has one and else that of `meta`; `speaker` adds up what those who are named say, quoted or not. A hit
    counts when it is affirmed and not in quotation marks of others. `lexicons` are files to count by instead of the
    shipped ones, or the name of a further lexicon (`hood`, ...), by whose ids the rates of categories then are; what is
    said of both poles stays. The `_share` columns are the mix of roles: the share of each among all. `no_repair` are
    kinds of damage that are not mended (`og.repairs`).

    `npm`, `trust` and the rates of categories (`npm_market`, `trust_discretion`) are weighted hits per 1,000 words.
    `words` and the columns `_hits`, `_reversed`, `_criticised`, `quoted`, `reported`, `critique`, `about` and
    `statutory` are counts. `balance` is (trust - npm) / (trust + npm), from -1 to 1, and null with fewer than 5 hits or
    more than 2 names of New Public Management in 1,000 words. `label` is npm, trust, mixed or none; `p_npm` and
    `p_trust`, from 0 to 1, are what it rests on. A unit without text has a `status` that says why, and null elsewhere.
    Raises RequestError for an option that is wrong.

    The `_low` and `_high` columns are 95 % percentile intervals from `resamples` draws of what `resample` names, the
    unit's `sentences`, `passages` or `documents` (bootstrap; Efron and Tibshirani 1993): the larger these are, the more
    of what hangs together is drawn together. `npm_dp` and `trust_dp` are how unevenly the weighted hits are spread over
    the same parts, from 0, as the words are, towards 1 (Gries 2008; `_dp_norm` after Lijffijt and Gries 2012). All of
    them are null for a unit of one part.

    With `repeated="once"` a sentence of six words or more that stands in several places of a unit, a document, group or
    all, counts in the first of them alone (`og.repeats` shows the places).

    With `against`, texts as the first ones, each rate has a `_difference` from what these have between them, for npm
    and trust with its interval, and `_higher_than`, how many of the `compared` documents have a lower rate; `said` is
    that in words. A document that is among both is compared with itself too.

    >>> import ordagrant as og
    >>> scores = og.score("Vi vill ha tillit i stället för målstyrning.")
    >>> scores["npm_hits"], scores["npm_reversed"], scores["trust_hits"], scores["label"]
    ([0], [1], [1], ['trust'])
    >>> scores.evidence(0)["text"]
    ['tillit', 'målstyrning']
    >>> og.score("Vi vill ha tillit.", lang="sv", against=["Mer kontroll.", "Fler mål."])["said"]
    ['npm higher than 0 of 2 compared, trust higher than 2 of 2 compared']
    """
    documents = documents_of(texts, lang, **named)
    if by == "group" and documents and not any("group" in document.meta for document in documents):
        raise RequestError("by 'group' needs group, the name of a column")
    counted_by = CountedBy(lexicons, no_repair)
    compared = (
        None
        if against is None
        else compared_with(chunks(one_by_one(against, lang, **of_reference(named))), counted_by.kernel, resample)
    )
    core = score_core(
        documents,
        counted_by.kernel,
        by=by,
        resample=resample,
        repeated=repeated,
        against=compared,
        resamples=resamples,
        seed=seed,
    )
    return Scores(core, documents, by, counted_by, repeated).like(texts)


def compared_with(
    documents: Iterable[list[Document]], kernel: _core.batch.Kernel, resample: str
) -> _core.batch.Compared:
    """What scores are compared with, of documents in parts. Raises RequestError for an unknown `resample`."""
    require_one_of("resample", resample, PARTS)
    compared = _core.batch.Compared()
    for chunk in documents:
        kernel.compare([document.row() for document in chunk], part=resample, into=compared)
    return compared
