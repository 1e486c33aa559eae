"""ordagrant language."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.verbs import examples
from ordagrant.language import UNITS, language_core


@click.command(
    epilog=examples(
        "language letters.csv --text body --format table",
        "language minutes/ --by passage --format table",
    )
)
@click.option("--by", default=UNITS[0], show_default=True, metavar="|".join(UNITS), help="What a row is about.")
@input_options
def language(by: str, **options: Any) -> int:
    """The language of documents, or of their paragraphs.

    A row each: sv, da, nb, nn, en or und (undetermined), and a confidence from 0 to 1; of a paragraph also its `start`
    and `end` in characters.
    """
    request = Request(**options)
    return run(request, lambda documents: language_core(documents, request.kernel(), by))
