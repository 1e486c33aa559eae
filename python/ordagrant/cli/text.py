"""ordagrant text."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import Request, input_options, run


@click.command(epilog="Example: ordagrant text minutes.txt --format jsonl")
@input_options
def text(**options: Any) -> int:
    """The text of documents as it is read.

    A row a document: id, language, encoding, status, text. Letters are composed; nothing else is mended yet.
    """
    request = Request(**options)
    return run(request, lambda documents: request.kernel().text([document.row() for document in documents]))
