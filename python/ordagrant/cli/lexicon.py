"""ordagrant lexicon."""

from __future__ import annotations

import click

from ordagrant.batch import kernel
from ordagrant.cli.options import Verbs, output_options
from ordagrant.cli.output import Rows


@click.group(cls=Verbs)
def lexicon() -> None:
    """The words that are counted."""


@lexicon.command("list", epilog="Example: ordagrant lexicon list --format csv --out lexicon.csv")
@output_options
def list_(format_: str | None, out: str | None) -> int:
    """Every entry of the shipped lexicons, a row each."""
    with Rows(format_, out) as rows:
        rows.write(kernel().lexicon())
    return 0
