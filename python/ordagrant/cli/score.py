"""ordagrant score."""

from __future__ import annotations

from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.manifest import manifest_option, run_with_manifest
from ordagrant.cli.options import Request, input_options, lexicon_option
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.stance import RESAMPLES, UNITS, score_core


@click.command(epilog="Example: ordagrant score letters.csv --text body --lang sv --by month --date received")
@click.option(
    "--by",
    default="document",
    show_default=True,
    metavar="|".join(UNITS),
    help="What a row is about.",
)
@click.option(
    "--date",
    metavar="COLUMN",
    help="The column with the date, 2024-03 or 2024-03-31, for --by month where the texts have none.",
)
@click.option("--group", metavar="COLUMN", help="The column that --by group goes by.")
@click.option(
    "--resamples", type=int, default=RESAMPLES, show_default=True, help="Draws for the intervals; 0 leaves them out."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws.")
@lexicon_option
@manifest_option
@input_options
def score(by: str, resamples: int, seed: int, manifest: str | None, **options: Any) -> int:
    """Rates of both poles and their categories.

    Weighted hits per 1,000 words, a row a unit: New Public Management (npm) against trust.
    """
    request = Request(**options)
    if by == "group" and request.group is None:
        raise RequestError("--by group needs --group COLUMN")

    def work(documents: list[Document]) -> _core.batch.Table:
        rows = score_core(documents, request.kernel(), by=by, resamples=resamples, seed=seed)
        if by in ("group", "month", "speaker") and "" in rows.column(rows.names.index("id")):
            click.echo(f"what is without a {by} is the row whose id is empty", err=True)
        return rows

    asked = {"by": by, "resamples": resamples, "seed": seed}
    return run_with_manifest(request, work, manifest, asked, whole=by in ("group", "month", "speaker", "all"))
