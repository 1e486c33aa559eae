"""ordagrant text."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import Request, input_options, run


@click.command(epilog="Example: ordagrant text minutes.txt --format jsonl")
@input_options
def text(**options: Any) -> int:
    """The repaired reading of documents.

    A row a document: id, language, encoding, status, text.
    """
    request = Request(**options)
    return run(request, lambda documents: request.kernel().text([document.row() for document in documents]))
