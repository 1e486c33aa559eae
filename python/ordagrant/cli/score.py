"""ordagrant score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.coverage import say
from ordagrant.cli.manifest import manifest_option, run_with_manifest
from ordagrant.cli.options import Against, Request, against_option, input_options, lexicon_option
from ordagrant.cli.verbs import examples
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.periods import FORMS
from ordagrant.stance import (
    PARTS,
    REPEATED,
    RESAMPLES,
    UNITS,
    compared_with,
    dates_without_month,
    repeats_core,
    score_core,
)
from ordagrant.table import Table

_SHOWN = 10  # rows on stderr
_WIDEST = 100


@click.command(
    epilog=examples(
        "score minutes/ --format table",
        'score plan.txt --against "policies/*" --format table',
        "score letters.csv --text body --lang sv --by month --date received",
    )
)
@click.option(
    "--by",
    default="document",
    show_default=True,
    metavar="|".join(UNITS),
    help="What a row is about.",
)
@click.option("--group", metavar="COLUMN", help="The column that --by group goes by.")
@click.option(
    "--date",
    metavar="COLUMN",
    help="The column with the date, 2024-03 or 2024-03-31, for --by month where the texts have none.",
)
@against_option
@click.option(
    "--resample",
    default=PARTS[0],
    show_default=True,
    metavar="|".join(PARTS),
    help="What the intervals are drawn from and dispersion is over.",
)
@click.option(
    "--repeated",
    default=REPEATED[0],
    show_default=True,
    metavar="|".join(REPEATED),
    help="How a sentence counts that stands in several places of a document, a group or all.",
)
@click.option(
    "--resamples",
    type=int,
    default=RESAMPLES,
    show_default=True,
    metavar="N",
    help="Draws for the intervals; 0 leaves them out.",
)
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help="Seed of the draws.")
@lexicon_option
@manifest_option
@input_options
def score(
    by: str, resample: str, repeated: str, resamples: int, seed: int, manifest: str | None, **options: Any
) -> int:
    """Rates of both poles and their categories.

    Weighted hits per 1,000 words, a row a unit: New Public Management (npm) against trust. With --against each rate is
    compared with those of other documents: its difference from what they have between them, and how many of them have
    a lower one.
    """
    request = Request(**options)
    if by == "group" and request.group is None:
        raise RequestError("--by group needs --group COLUMN")
    for column, unit in ((request.group, "group"), (request.date, "month")):
        if column is not None and by != unit:
            say(f"column {column} changes no row: it goes with --by {unit}, and this is --by {by}")
    against = Against(request)
    compared: _core.batch.Compared | None = None
    said: list[dict[str, Any]] = []

    def work(documents: list[Document]) -> _core.batch.Table:
        nonlocal compared
        if request.against and compared is None:
            compared = _core.batch.Compared()
        if documents and compared is not None and not against.read:
            compared = compared_with(against, request.kernel(), resample)
        rows = score_core(
            documents,
            request.kernel(),
            by=by,
            resample=resample,
            repeated=repeated,
            against=compared,
            resamples=resamples,
            seed=seed,
        )
        if by in ("group", "month", "speaker") and "" in rows.column(rows.names.index("id")):
            click.echo(f"what is without a {by} is the row whose id is empty", err=True)
        if by == "month" and (unread := dates_without_month(documents)):
            say(f"no date of the form {FORMS}: {len(unread):,} of {len(documents):,}, such as {unread[0][:50]!r}")
        if repeated == "once":
            for line in _said_of_repeats(Table(repeats_core(documents, request.kernel(), by))):
                say(line)
        if documents and compared is not None:
            said.extend(row for row in Table(rows) if row["said"] is not None)
            del said[_SHOWN:]
        return rows

    asked = {"by": by, "resample": resample, "repeated": repeated, "resamples": resamples, "seed": seed}
    whole = repeated == "once" or by in ("group", "month", "speaker", "all")
    code = run_with_manifest(request, work, manifest, asked, whole=whole, against=against)
    for row in said:
        say(f"{row['id']}: {row['said']}; {_difference(row, 'npm')}, {_difference(row, 'trust')}")
    return max(code, against.code)


def _said_of_repeats(repeats: Table) -> Iterator[str]:
    """How much was not counted, and the sentences that stand in most places."""
    rows = list(repeats)
    counted = sorted((row for row in rows if row["counted"]), key=lambda row: (-row["times"], row["text"]))
    if rows:
        again = len(rows) - len(counted)
        sentences = "1 sentence stands" if len(counted) == 1 else f"{len(counted):,} sentences stand"
        yield f"repeated text: {sentences} in {len(rows):,} places, {again:,} are not counted again"
    for row in counted[:_SHOWN]:
        text = " ".join(row["text"].split())
        yield f"  {row['times']:,} times: {text if len(text) <= _WIDEST else text[: _WIDEST - 1] + '…'}"


def _difference(row: dict[str, Any], rate: str) -> str:
    low, high = row[f"{rate}_difference_low"], row[f"{rate}_difference_high"]
    interval = "" if low is None else f" ({low:.2f} to {high:.2f})"
    return f"{rate} {row[f'{rate}_difference']:+.2f}{interval} from all of them together"
