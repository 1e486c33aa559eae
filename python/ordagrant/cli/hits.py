"""ordagrant hits."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import input_options, run


@click.command(epilog="Example: ordagrant hits minutes/ --format table")
@input_options
def hits(**options: Any) -> int:
    """Every use of a word of the lexicon.

    A row a hit, with its place, its context and what it speaks for.
    """
    return run("hits", **options)
