"""ordagrant tokens."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import input_options, run


@click.command(epilog="Example: ordagrant tokens plan.txt --format csv --out tokens.csv")
@input_options
def tokens(**options: Any) -> int:
    """Words, numbers and marks.

    A row each, with its sentence, place, lower-case form and stem.
    """
    return run("tokens", **options)
