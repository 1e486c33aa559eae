"""ordagrant tokens."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.output import FORMATS
from ordagrant.errors import not_yet


@click.command(epilog="Example: ordagrant tokens plan.txt --format csv --out tokens.csv")
@input_options
def tokens(**options: Any) -> int:
    """Words, numbers and marks.

    A row each, with its sentence, place, lower-case form and stem.
    """
    request = Request(**options)
    if request.format_ == "conllu":
        raise not_yet("format", request.format_, FORMATS)
    return run(request, lambda documents: request.kernel().tokens([document.row() for document in documents]))
