"""ordagrant score."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import input_options, run
from ordagrant.errors import not_one_of, not_yet

_UNITS = ("document", "passage", "sentence", "speaker", "group", "month", "all")


@click.command(epilog="Example: ordagrant score letters.csv --text body --lang sv")
@click.option("--by", default="document", show_default=True, metavar="UNIT", help="What a row is: a document.")
@input_options
def score(by: str, **options: Any) -> int:
    """Rates of both poles and their categories.

    Weighted hits per 1,000 words, a row a document: New Public Management (npm) against trust.
    """
    if by not in _UNITS:
        raise not_one_of("--by", by, _UNITS)
    if by != "document":
        raise not_yet("--by", by, ["document"])
    return run("score", **options)
