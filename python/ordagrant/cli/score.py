"""ordagrant score."""

from __future__ import annotations

from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.options import Request, input_options, lexicon_option, run
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.stance import RESAMPLES, SUMS, UNITS, score_core


@click.command(epilog="Example: ordagrant score letters.csv --text body --lang sv --by month --date received")
@click.option(
    "--by",
    default="document",
    show_default=True,
    metavar="|".join(unit for unit in UNITS if unit != "speaker"),
    help="What a row is about.",
)
@click.option("--date", metavar="COLUMN", help="The column with the date, for --by month: 2024-03 or 2024-03-31.")
@click.option("--group", metavar="COLUMN", help="The column that --by group goes by.")
@click.option(
    "--resamples", type=int, default=RESAMPLES, show_default=True, help="Draws for the intervals; 0 leaves them out."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws.")
@lexicon_option
@input_options
def score(by: str, resamples: int, seed: int, **options: Any) -> int:
    """Rates of both poles and their categories.

    Weighted hits per 1,000 words, a row a unit: New Public Management (npm) against trust.
    """
    request = Request(**options)
    for unit, option in (("month", request.date), ("group", request.group)):
        if by == unit and option is None:
            raise RequestError(f"--by {by} needs --{'date' if unit == 'month' else unit} COLUMN")

    def work(documents: list[Document]) -> _core.batch.Table:
        if by in ("month", "group") and (without := sum(not SUMS[by](document) for document in documents)):
            click.echo(f"{without} without a {by}: they are the row whose id is empty", err=True)
        return score_core(documents, request.kernel(), by=by, resamples=resamples, seed=seed)

    return run(request, work, whole=by in SUMS)
