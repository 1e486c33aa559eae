"""ordagrant lexicon."""

from __future__ import annotations

import click

from ordagrant.batch import kernel
from ordagrant.cli.options import Verbs, lexicon_option, output_options
from ordagrant.cli.output import Rows
from ordagrant.errors import RequestError
from ordagrant.lexicons import entries_of, forms_of


@click.group(cls=Verbs)
def lexicon() -> None:
    """The words that are counted."""


@lexicon.command("list", epilog="Example: ordagrant lexicon list --format csv --out lexicon.csv")
@lexicon_option
@output_options
def list_(lexicons: tuple[str, ...], format_: str | None, out: str | None) -> int:
    """Every entry, a row each."""
    with Rows(format_, out) as rows:
        rows.write(kernel(0, lexicons).lexicon())
    return 0


@lexicon.command(epilog="Example: ordagrant lexicon check mine.tsv")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> int:
    """Say whether a file is a lexicon, or line and column of what is wrong in it."""
    for file in files:
        click.echo(f"{file}: {len(entries_of((file,)))} entries, all right")
    return 0


@lexicon.command(epilog="Example: ordagrant lexicon show målstyrning")
@click.argument("term")
@lexicon_option
def show(term: str, lexicons: tuple[str, ...]) -> int:
    """The entries of a term with everything they match."""
    found = [entry for entry in entries_of(lexicons) if entry.term.lower() == term.lower()]
    if not found:
        raise RequestError(f"term {term!r} is no entry (terms are base forms); ordagrant lexicon list shows them all")
    for entry in found:
        click.echo(f"{entry.language} {entry.pole} {entry.category}: {entry.term} ({entry.kind}, {entry.tier})")
        for what, forms in forms_of(entry).items():
            click.echo(f"  {what}: {', '.join(forms)}")
    return 0
