"""Validation: what people say of a sample of results, against what the tool said of all of them."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ordagrant import _core
from ordagrant.agreement import LEVELS, Agreement, ac1, alpha
from ordagrant.batch import kernel
from ordagrant.demand_shares import CLASSES
from ordagrant.document import Document
from ordagrant.errors import RequestError, not_one_of, require_one_of
from ordagrant.lexicon import POLES
from ordagrant.shares import Share, corrected_share, wilson
from ordagrant.stance import RESAMPLES
from ordagrant.table import Table, table_of

Row = Mapping[str, Any]
Codings = Mapping[str, Mapping[str, str]]  # by coder, by sample: the code

# What a coder may write, by the column that it is held against; of other columns it is what stands in them. That a
# word was none of the poles' is something only a coder can say.
CODES: dict[str, tuple[str, ...]] = {
    "pole": (*POLES, "none"),
    "polarity": ("affirmed", "reversed"),
    "voice": ("own", "quoted", "reported"),
    "attitude": ("affirms", "criticises", "describes"),
    "label": ("npm", "trust", "mixed", "none"),
    "demand": CLASSES,
}
UNITS = ("document", "passage", "sentence")  # what results can be about that have no text of their own

_COLUMNS = ("pole", "label", "demand", "kind")  # what results are held against if nothing else was asked for

_TIED = "(tied)"

_FIELDS = {
    "measure": "text", "between": "text", "label": "text", "code": "text", "term": "text",
    "value": "real", "low": "real", "high": "real", "n": "integer",
    "id": "text", "page": "integer", "line": "integer", "left": "text", "text": "text", "right": "text",
}  # fmt: skip


def column_of(rows: Sequence[Row], column: str | None) -> str:
    """The column of results that coders' codes are held against: `column`, or the one that its verb is about.

    Raises RequestError if there is none of that name.
    """
    if not rows:
        raise RequestError("the results have no rows")
    known = list(dict.fromkeys(name for row in rows[:1000] for name in row))
    found = column or next((name for name in _COLUMNS if name in known), None)
    if found is None or found not in known:
        raise not_one_of("column", str(found), known)
    return found


def samples_of(rows: Sequence[Row]) -> list[str]:
    """A name for each row, made of its document and place alone: it tells no coder what the tool said.

    Names do not depend on the order of the rows, but for those of equal place.
    """
    seen: Counter[str] = Counter()
    names = []
    for row in rows:
        place = json.dumps([str(row.get("id")), *(_number(row.get(name)) for name in ("start", "end"))])
        names.append("s" + _hash(f"{place} {seen[place]}")[:12])
        seen[place] += 1
    return names


def draw(rows: Sequence[Row], column: str, n: int, seed: int = 0) -> list[int]:
    """The numbers of `n` rows at random, of each value of `column` by the square root of how many rows have it.

    So a rare value is coded often enough to say something of it, and a common one of which more depends more often
    (power allocation, Bankier 1988, Am. Stat. 42, 174). They come in an order that says nothing of the value. The draw
    depends on `seed` and on the rows, not on their order. Rows without a value are not drawn. Raises RequestError where
    n is below the number of values.

    >>> rows = [{"id": str(row), "label": "npm" if row < 90 else "trust"} for row in range(100)]
    >>> [sum(rows[row]["label"] == label for row in draw(rows, "label", 24)) for label in ("npm", "trust")]
    [18, 6]
    """
    names = samples_of(rows)
    strata: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if (label := _label(row, column)) is not None:
            strata.setdefault(label, []).append(number)
    if not strata:
        raise RequestError(f"column {column!r} is empty in all {len(rows)} rows")
    if n < len(strata):
        raise RequestError(f"n {n} is fewer than the values of column {column!r}: {', '.join(sorted(strata))}")
    drawn: list[int] = []
    for label, share in _shares_of(n, {label: len(numbers) for label, numbers in strata.items()}).items():
        drawn += sorted(strata[label], key=lambda number: _hash(f"{seed} draw {names[number]}"))[:share]
    return sorted(drawn, key=lambda number: _hash(f"{seed} order {names[number]}"))


def _shares_of(n: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """How many of each stratum: one, and then each to the one that is furthest below its share (Jefferson)."""
    taken = dict.fromkeys(sorted(sizes), 1)
    for _ in range(min(n, sum(sizes.values())) - len(sizes)):
        open_ = [label for label in taken if taken[label] < sizes[label]]
        taken[max(open_, key=lambda label: math.sqrt(sizes[label]) / (taken[label] + 1))] += 1
    return taken


def sheet_of(rows: Sequence[Row], drawn: Sequence[int]) -> _core.batch.Table:
    """The sheet to code: a row a drawn row, with its place, its text in its context, and empty cells for the coder."""
    names = samples_of(rows)
    fields = {"sample": "text", "id": "text", "page": "integer", "line": "integer", "left": "text", "text": "text"}
    return table_of(
        {**fields, "right": "text", "code": "text", "remark": "text"},
        [
            {
                **{name: rows[number].get(name) for name in ("left", "text", "right")},
                "sample": names[number],
                "id": str(rows[number].get("id")),
                **{name: _number(rows[number].get(name)) for name in ("page", "line")},
            }
            for number in drawn
        ],
    )


def texts_of(ids: Collection[str], documents: Iterable[Document], by: str = UNITS[0]) -> dict[str, str]:
    """The texts of results that have none of their own, by id: of documents, or of their passages or sentences.

    Raises RequestError for an unknown `by` and for an id that none of the documents has.
    """
    require_one_of("by", by, UNITS)
    texts: dict[str, str] = {}
    for document in documents:
        if by == "document":
            found = {document.id: document.source}
        elif by == "sentence":
            found = {f"{document.id}#{number}": text for number, text in enumerate(document.sentences)}
        else:
            rows = Table(kernel().passages([document.row()]))
            found = {f"{row['id']}#{row['passage']}": row["text"] for row in rows}
        texts.update({id: text for id, text in found.items() if id in ids})
    if missing := [id for id in ids if id not in texts]:
        raise RequestError(f"no {by} of the sources has the id {missing[0]!r}")
    return texts


def codings_of(tables: Iterable[tuple[str, Iterable[Row]]]) -> dict[str, dict[str, str]]:
    """The codes of coded sheets, by coder and sample; tables come with their names.

    Every column that begins with `code` is a coder, called by what stands after `code_`, or else by the table. Rows are
    told by their column `sample`, or without one by their number from 1. Empty cells are not coded. Raises RequestError
    for a table without such a column, a sample that stands twice, and two coders of one name.
    """
    codings: dict[str, dict[str, str]] = {}
    for name, rows in tables:
        columns: dict[str, str] = {}
        seen: set[str] = set()
        for number, row in enumerate(rows, 1):
            for column in row:
                if (column == "code" or column.startswith("code_")) and column not in columns:
                    coder = column.removeprefix("code").removeprefix("_") or name
                    if coder in codings:
                        raise RequestError(f"{name}: two coders are called {coder!r}: give them names of their own")
                    columns[column] = coder
                    codings[coder] = {}
            sample = str(row.get("sample") or number)
            if sample in seen:
                raise RequestError(f"{name}: sample {sample!r} stands twice, the second time in row {number}")
            seen.add(sample)
            for column, coder in columns.items():
                if (code := _written(row.get(column))) is not None:
                    codings[coder][sample] = code
        if not columns:
            raise RequestError(f"{name} has no column 'code', nor any that begins with 'code_'")
    return codings


@dataclass(frozen=True)
class Validation:
    """Coded samples against the results they were drawn from. Made by `validate`."""

    rows: Sequence[Row]
    column: str | None
    codings: Codings
    level: str
    resamples: int
    seed: int

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The row of each sample."""
        return {sample: number for number, sample in enumerate(samples_of(self.rows))}

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        """The codes by sample and coder, in the order of the results, or without those of the samples."""
        samples = list(dict.fromkeys(sample for codes in self.codings.values() for sample in codes))
        if self.column is not None:
            samples.sort(key=self._numbers.__getitem__)
        return {
            sample: {coder: codes[sample] for coder, codes in self.codings.items() if sample in codes}
            for sample in samples
        }

    @property
    def coded(self) -> int:
        """How many samples anybody has coded."""
        return len(self._codes)

    @cached_property
    def labels(self) -> list[str | None]:
        """What the tool said of each row."""
        return [] if self.column is None else [_label(row, self.column) for row in self.rows]

    def _said(self, sample: str) -> str | None:
        return None if self.column is None else self.labels[self._numbers[sample]]

    @cached_property
    def _agreed(self) -> dict[str, str | None]:
        """What most of a sample's coders say; None where as many say something else."""
        agreed: dict[str, str | None] = {}
        for sample, codes in self._codes.items():
            (first, times), *others = Counter(codes.values()).most_common(2)
            agreed[sample] = None if others and others[0][1] == times else first
        return agreed

    @cached_property
    def agreement(self) -> dict[str, dict[str, Agreement]]:
        """`alpha` and `ac1` between the `coders`, and between the `tool` and what most of them say."""
        between: dict[str, list[list[object]]] = {}
        if len(self.codings) > 1:
            between["coders"] = [[codes.get(coder) for coder in self.codings] for codes in self._codes.values()]
        if self.column is not None:
            between["tool"] = [[self._said(sample), code] for sample, code in self._agreed.items()]
        return {
            who: {
                "alpha": alpha(units, self.level, resamples=self.resamples, seed=self.seed),
                "ac1": ac1(units, resamples=self.resamples, seed=self.seed),
            }
            for who, units in between.items()
        }

    @cached_property
    def confusion(self) -> dict[str, dict[str, int]]:
        """How many coded rows of each label most coders call what; `(tied)` where they are of two minds."""
        counts: dict[str, Counter[str]] = {}
        for sample, code in self._agreed.items():
            if (label := self._said(sample)) is not None:
                counts.setdefault(label, Counter())[code or _TIED] += 1
        return {label: dict(sorted(counts[label].items())) for label in sorted(counts)}

    def _right(self, by: Callable[[int], tuple[str, ...] | None]) -> dict[tuple[str, ...], tuple[float, int]]:
        """How many coded rows are what the tool says, a row a share of its coders, and of how many."""
        found: dict[tuple[str, ...], tuple[float, int]] = {}
        for sample, codes in self._codes.items():
            label = self._said(sample)
            key = by(self._numbers[sample])
            if label is None or key is None:
                continue
            right, n = found.get(key, (0.0, 0))
            found[key] = right + _share_who_say(label, codes), n + 1
        return found

    @cached_property
    def precision(self) -> dict[str, tuple[Share, int]]:
        """By label, how many of the coded rows that the tool calls so are so; with how many were coded."""
        if self.column is None:
            return {}
        right = self._right(lambda number: (str(self.labels[number]),))
        return {label: (Share(count / n, *wilson(count, n)), n) for (label,), (count, n) in sorted(right.items())}

    @cached_property
    def terms(self) -> list[tuple[str, str, Share, int]]:
        """The same by term and label, those that were coded most often first; of results that have terms."""
        if self.column is None:
            return []
        right = self._right(
            lambda number: (str(term), str(self.labels[number])) if (term := self.rows[number].get("term")) else None
        )
        found = [(term, label, Share(count / n, *wilson(count, n)), n) for (term, label), (count, n) in right.items()]
        return sorted(found, key=lambda row: (-row[3], row[0], row[1]))

    @cached_property
    def not_coded(self) -> dict[str, int]:
        """The labels of which no row was coded, and how many rows have them: no share can be corrected then."""
        coded = {self._said(sample) for sample in self._codes}
        counts = Counter(label for label in self.labels if label is not None)
        return {label: count for label, count in sorted(counts.items()) if label not in coded}

    @cached_property
    def shares(self) -> dict[str, tuple[float, Share | None]]:
        """Of each label and code, its share of all results as the tool says, and corrected by the coded sample."""
        known = [number for number, label in enumerate(self.labels) if label is not None]
        said = [str(self.labels[number]) for number in known]
        unit = {number: at for at, number in enumerate(known)}
        codes = {unit[self._numbers[sample]]: codes for sample, codes in self._codes.items() if self._said(sample)}
        values = {*said, *(code for of_unit in codes.values() for code in of_unit.values())} if said else ()
        found: dict[str, tuple[float, Share | None]] = {}
        for value in sorted(values):
            of_kind = [label == value for label in said]
            coded = {at: _share_who_say(value, of_unit) for at, of_unit in codes.items()}
            corrected = None if self.not_coded else corrected_share(of_kind, coded, said)
            found[value] = sum(of_kind) / len(of_kind), corrected
        return found

    @cached_property
    def disagreements(self) -> list[dict[str, Any]]:
        """The coded rows that the tool and the coders do not all call the same: place, words, who calls it what."""
        found = []
        for sample, codes in self._codes.items():
            said = self._said(sample)
            if len({*codes.values(), *([said] if said is not None else [])}) > 1:
                row = self.rows[self._numbers[sample]] if self.column is not None else {}
                place = {name: row.get(name) for name in ("id", "page", "line", "left", "text", "right")}
                found.append({"sample": sample, **place, "tool": said, "codes": codes})
        return found

    @property
    def table(self) -> Table:
        """All of it as rows: `measure` says of what; the other columns are null where they say nothing.

        Measures are `alpha` and `ac1`, `between` the coders or with the tool; `confusion`, a row a label and code;
        `precision` of a label, and `term_precision`; `share_said` and `share` of a code among all results; and
        `disagreement`, a row a quotation.
        """
        rows: list[dict[str, Any]] = []
        for who, measures in self.agreement.items():
            for name, found in measures.items():
                rows.append({"measure": name, "between": who, "n": found.units, **_interval(found)})
        for label, codes in self.confusion.items():
            rows += [
                {"measure": "confusion", "label": label, "code": code, "value": count, "n": sum(codes.values())}
                for code, count in codes.items()
            ]
        for label, (share, n) in self.precision.items():
            rows.append({"measure": "precision", "label": label, "n": n, **_interval(share)})
        for value, (said, corrected) in self.shares.items():
            n = len(self.labels)
            rows.append({"measure": "share_said", "code": value, "value": said, "n": n})
            rows.append({"measure": "share", "code": value, "n": self.coded, **_interval(corrected)})
        for term, label, share, n in self.terms:
            rows.append({"measure": "term_precision", "term": term, "label": label, "n": n, **_interval(share)})
        for one in self.disagreements:
            codes_ = "; ".join(f"{coder}: {code}" for coder, code in one["codes"].items())
            place_ = {name: one[name] for name in ("left", "text", "right")}
            numbers = {name: _number(one[name]) for name in ("page", "line")}
            id_ = one["id"] if one["id"] is not None else one["sample"]
            rows.append(
                {"measure": "disagreement", "label": one["tool"], "code": codes_, "id": id_, **place_, **numbers}
            )
        return Table(table_of(_FIELDS, rows))

    @property
    def record(self) -> dict[str, Any]:
        """All of it for a file: what was found, and the coders' counts."""
        return {
            "column": self.column,
            "rows": len(self.rows),
            "coded": self.coded,
            "coders": {coder: len(codes) for coder, codes in self.codings.items()},
            "level": self.level,
            "resamples": self.resamples,
            "seed": self.seed,
            "agreement": {
                who: {name: _rounded({**_interval(found), "n": found.units}) for name, found in measures.items()}
                for who, measures in self.agreement.items()
            },
            "confusion": self.confusion,
            "precision": {
                label: _rounded({**_interval(share), "n": n}) for label, (share, n) in self.precision.items()
            },
            "shares": {
                value: _rounded({"said": said, **_interval(corrected)})
                for value, (said, corrected) in self.shares.items()
            },
            "terms": [
                _rounded({"term": term, "label": label, **_interval(share), "n": n})
                for term, label, share, n in self.terms
            ],
            "disagreements": self.disagreements,
        }


def validate(
    rows: Sequence[Row] | None,
    codings: Codings,
    *,
    column: str | None = None,
    level: str = LEVELS[0],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Validation:
    """How far coders agree, with each other and with the tool, and what that says of the tool's shares.

    `rows` are results (`og.hits(...).rows()` as a list, or those of another verb), of which coders saw the samples that
    `draw` gave; None to compare the coders alone. `codings` are their codes by coder and sample (`samples_of`).
    `column` is what the codes are held against: by default `pole` of hits, `label` of scores and `demand` of contacts.
    `level` is what codes are, for Krippendorff's alpha. Raises RequestError for a column, code or level that is not
    known and for a sample that is not of these results.

    >>> import ordagrant as og
    >>> rows = list(og.hits("Tilliten växer, och målstyrningens tid är förbi.", lang="sv").rows())
    >>> first, second = samples_of(rows)
    >>> found = validate(rows, {"anna": {first: "trust", second: "npm"}, "bo": {first: "none", second: "npm"}})
    >>> found.confusion
    {'npm': {'npm': 1}, 'trust': {'(tied)': 1}}
    """
    require_one_of("level", level, LEVELS)
    if not any(codings.values()):
        raise RequestError("nothing is coded")
    if level != LEVELS[0]:
        codings = {
            coder: {at: _as_number(code, coder) for at, code in codes.items()} for coder, codes in codings.items()
        }
    if rows is None:
        return Validation([], None, codings, level, resamples, seed)
    column = column_of(rows, column)
    known = set(samples_of(rows))
    labels = sorted({label for row in rows if (label := _label(row, column)) is not None})
    allowed = tuple(dict.fromkeys([*CODES.get(column, ()), *labels]))
    checked: dict[str, dict[str, str]] = {}
    for coder, codes in codings.items():
        checked[coder] = {}
        for sample, code in codes.items():
            if sample not in known:
                raise RequestError(f"{coder}: sample {sample!r} is not of these results")
            if level == LEVELS[0] and (code := code.lower() if column in CODES else code) not in allowed:
                raise not_one_of(f"{coder}, sample {sample!r}: code", code, allowed)
            checked[coder][sample] = code
    return Validation(rows, column, checked, level, resamples, seed)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _written(cell: object) -> str | None:
    """A cell as the code that it says; None of an empty one."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return format(cell, ".12g")
    return str(cell).strip() or None


def _label(row: Row, column: str) -> str | None:
    return _written(row.get(column))


def _number(cell: object) -> int | None:
    """The whole number of a cell, which CSV has as text."""
    return None if cell in (None, "") else int(str(cell))


def _as_number(code: str, coder: str) -> str:
    try:
        return format(float(code.replace(",", ".").replace("\u2212", "-")), ".12g")
    except ValueError:
        raise RequestError(f"{coder}: code {code!r} is no number, and the level says that it is") from None


def _share_who_say(label: str, codes: Mapping[str, str]) -> float:
    return sum(code == label for code in codes.values()) / len(codes)


def _interval(found: Agreement | Share | None) -> dict[str, float | None]:
    if found is None:
        return {"value": None, "low": None, "high": None}
    return {"value": found[0], "low": found[1], "high": found[2]}


def _rounded(found: dict[str, Any]) -> dict[str, Any]:
    """With the digits that all reported numbers have."""
    return {
        name: float(f"{value:.12g}") if isinstance(value, float) and math.isfinite(value) else value
        for name, value in found.items()
    }
