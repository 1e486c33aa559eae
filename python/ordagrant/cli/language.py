"""ordagrant language."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import Request, input_options, run


@click.command(epilog="Example: ordagrant language letters.csv --text body --format table")
@input_options
def language(**options: Any) -> int:
    """The language of documents.

    A row a document: sv, da, nb, nn, en or und (undetermined), and a confidence from 0 to 1.
    """
    request = Request(**options)
    return run(request, lambda documents: request.kernel().language([document.row() for document in documents]))
