"""Arrow record batches in, tables out: the same kernel for an engine that moves the batches itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ordagrant import _core
from ordagrant.archive.orders import DEMAND, VERBS
from ordagrant.batch import kernel
from ordagrant.demand import weights_of
from ordagrant.document import AUTO, Row, requested
from ordagrant.errors import RequestError, not_one_of
from ordagrant.stance import RESAMPLES, require_draws
from ordagrant.table import Table

# A table, and how many rows each document has in it.
Counted = tuple[_core.batch.Table, list[int]]


def planned(
    rows: list[Row], plan: Sequence[str], by: _core.batch.Kernel, resamples: int, seed: int
) -> dict[str, Counted]:
    """The table of each verb of `plan`, of documents that are read once for all of them, by one thread."""
    verbs = [verb for verb in plan if verb != DEMAND]
    made: dict[str, Counted] = dict(zip(verbs, by.plan(rows, verbs, resamples=resamples, seed=seed), strict=True))
    if DEMAND in plan:
        made[DEMAND] = _demand([row[:4] for row in rows], threads=1), [1] * len(rows)
    return {verb: made[verb] for verb in plan}


def _demand(rows: Sequence[tuple[str, bytes, str, str]], threads: int) -> _core.batch.Table:
    """The rows of `demand`, each for itself: which texts are equal is not asked of an archive."""
    ids, texts, languages, statuses = ([row[at] for row in rows] for at in range(4))
    same_as: list[str | None] = [None] * len(rows)
    weights = weights_of(None)
    return weights.table(ids, texts, languages, statuses, same_as=same_as, redact=True, threads=threads)  # type: ignore[arg-type]


def require_plan(plan: Sequence[str]) -> list[str]:
    """The verbs of a plan in the order of VERBS. Raises RequestError for one that is none, and for no verb."""
    for verb in plan:
        if verb not in VERBS:
            raise not_one_of("plan: verb", verb, VERBS)
    if not plan:
        raise RequestError(f"the plan names no verb: {', '.join(VERBS)}")
    return [verb for verb in VERBS if verb in plan]


def tables(
    batches: Any,
    plan: Sequence[str] = VERBS,
    *,
    text: str = "text",
    id: str = "id",
    lang: str = AUTO,
    lang_column: str | None = None,
    lexicons: Sequence[str] = (),
    no_repair: Sequence[str] = (),
    resamples: int = RESAMPLES,
    seed: int = 0,
    threads: int = 0,
) -> dict[str, Table]:
    """The rows of several verbs, each with its default options, over Arrow record batches; the table of each verb.

    `batches` is whatever has the Arrow PyCapsule interface: a pyarrow Table, RecordBatch or RecordBatchReader, a frame
    of polars or pandas. Its columns `text` and `lang_column` are utf8, large_utf8, string_view or a dictionary of
    these; `id` may be whole numbers too, and without it rows are numbered from 0. Nulls stay nulls: a row without a
    text is a document that is `empty`, whose figures are null. `threads` 0 is as many as this process may use; it
    changes no result. In the table of `demand` equal texts are not looked for. Raises RequestError for a column that is
    missing or of another type, and for an option that is wrong.

    >>> import ordagrant as og
    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"id": [7], "text": ["Vi vill ha tillit i stället för målstyrning."]})
    >>> hits = og.archive.tables(batch, ["hits"])["hits"]
    >>> hits["id"], hits["text"], hits["polarity"]
    (['7', '7'], ['tillit', 'målstyrning'], ['affirmed', 'reversed'])
    """
    plan = require_plan([plan] if isinstance(plan, str) else plan)
    require_draws(resamples, seed)
    by = kernel(threads, lexicons, no_repair)
    verbs = [verb for verb in plan if verb != DEMAND]
    if not hasattr(batches, "__arrow_c_stream__"):
        raise RequestError(f"a {type(batches).__name__} has no Arrow record batches (__arrow_c_stream__)")
    read = _core.batch.ArrowDocuments(
        batches.__arrow_c_stream__(), text=text, id=id, language_column=lang_column or "", language=requested(lang)
    )
    found = {verb: [table] for verb, (table, _) in planned([], plan, by, resamples, seed).items()}
    while read.next():
        for verb, (table, _) in zip(verbs, by.plan(read, verbs, resamples=resamples, seed=seed), strict=True):
            found[verb].append(table)
        if DEMAND in plan:
            found[DEMAND].append(_demand(read.rows(), threads))
    return {verb: Table(_core.batch.Table.joined(found[verb])) for verb in plan}


class Schema:
    """The columns of a verb's table, as pyarrow (`pa.schema(...)`) and all who read Arrow take them."""

    def __init__(self, table: _core.batch.Table) -> None:
        self._table = table

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return self._table.names

    def __arrow_c_schema__(self) -> object:
        """A new Arrow C schema."""
        return self._table.arrow_schema()

    def __repr__(self) -> str:
        return f"<Schema: {', '.join(self.names)}>"


class Schemas(Mapping[str, Schema]):
    """The schema of each verb's table, with the shipped lexicons; made when it is first asked for."""

    @cached_property
    def _schemas(self) -> dict[str, Schema]:
        return {verb: Schema(table) for verb, (table, _) in planned([], VERBS, kernel(), 0, 0).items()}

    def __getitem__(self, verb: str) -> Schema:
        if verb not in VERBS:
            raise not_one_of("verb", verb, VERBS)
        return self._schemas[verb]

    def __iter__(self) -> Iterator[str]:
        return iter(VERBS)

    def __len__(self) -> int:
        return len(VERBS)
