"""ordagrant quotes."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.verbs import examples


@click.command(epilog=examples("quotes minutes/ --format table"))
@input_options
def quotes(**options: Any) -> int:
    """What is quoted, and who is named as saying it.

    A row a quotation: between marks, behind a dash, set apart as a block, or reported without marks.
    """
    request = Request(**options)
    return run(request, lambda documents: request.kernel().quotes([document.row() for document in documents]))
