"""ordagrant lexicon."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import click

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.cli.options import Request, input_options, lexicon_option, output_options, run
from ordagrant.cli.output import Rows
from ordagrant.cli.place import require_apart
from ordagrant.cli.suggest import suggest
from ordagrant.cli.verbs import Verbs, examples
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.lexicon_changes import entry_changes, files_of, hit_changes, table_of_changes
from ordagrant.lexicons import Further, entries_of, forms_of, further, further_entries


@click.group(cls=Verbs)
def lexicon() -> None:
    """The words that are counted."""


@lexicon.command(
    "list",
    epilog=examples(
        "lexicon list --format csv --out lexicon.csv",
        "lexicon list --lexicon hood --format table",
    ),
)
@lexicon_option
@output_options
def list_(lexicons: tuple[str, ...], format_: str | None, out: str | None) -> int:
    """Every entry, a row each."""
    with Rows(format_, out) as rows:
        rows.write(kernel(0, lexicons).lexicon())
    if not lexicons:
        click.echo(f"further lexicons, by --lexicon NAME: {', '.join(further())}", err=True)
    return 0


@lexicon.command(epilog=examples("lexicon check mine.tsv"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> int:
    """Say whether files are lexicons.

    Of one that is not: line and column of what is wrong in it, and exit code 2.
    """
    for file in files:
        entries = entries_of((file,))
        count = sum(entry.place is not None for entry in entries) if file in further() else len(entries)
        click.echo(f"{file}: {count} entries, all right")
    return 0


@lexicon.command(
    epilog=examples(
        "lexicon show målstyrning",
        "lexicon show hood",
    )
)
@click.argument("term")
@lexicon_option
def show(term: str, lexicons: tuple[str, ...]) -> int:
    """Everything that the entries of a term match.

    TERM is a base form, as in the lexicon; or the name of a further lexicon: then its ids are shown, their meaning and
    their words.
    """
    if term in further() and not lexicons:
        _show_further(further()[term])
        return 0
    entries = entries_of(lexicons) if lexicons else [*entries_of(), *further_entries()]
    found = [entry for entry in entries if entry.term.lower() == term.lower()]
    if not found:
        raise RequestError(f"term {term!r} is no entry (terms are base forms); ordagrant lexicon list shows them all")
    for entry in found:
        click.echo(f"{entry.language} {entry.pole} {entry.category}: {entry.term} ({entry.kind}, {entry.tier})")
        for what, forms in forms_of(entry).items():
            click.echo(f"  {what}: {', '.join(forms)}")
        if entry.tags:
            click.echo(f"  in further lexicons: {', '.join(entry.tags)}")
    return 0


def _show_further(lexicon: Further) -> None:
    click.echo(f"{lexicon.name}: {lexicon.about}\nsource: {lexicon.source}")
    entries = [entry for entry in entries_of((lexicon.name,)) if entry.place is not None]
    for id, meaning in lexicon.ids.items():
        of_id = [entry for entry in entries if entry.place == (lexicon.pole, id)]
        click.echo(f"{lexicon.pole}_{id}: {meaning}")
        for language in sorted({entry.language for entry in of_id}):
            click.echo(f"  {language}: {', '.join(entry.term for entry in of_id if entry.language == language)}")


@lexicon.command(
    epilog=examples(
        "lexicon diff before.tsv after.tsv --format table",
        "lexicon diff before.tsv after.tsv minutes/ --format table",
    )
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@partial(input_options, required=False)
def diff(before: str, after: str, **options: Any) -> int:
    """What appears and disappears from lexicon A to B.

    A and B are files, folders of them, or `shipped`. A row an entry; with INPUT also a row a hit that the one finds and
    the other does not. An entry that counts otherwise than before disappears and appears; one whose note or source
    alone is another does neither.
    """
    request = Request(**options)
    files = files_of(before), files_of(after)
    first, second = (kernel(request.threads, given, request.no_repair) for given in files)
    entries = entry_changes(first, second)
    lexicons = tuple(file for given in files for file in given)
    if not request.inputs:
        require_apart(request.out, None, lexicons)
        with Rows(request.format_, request.out) as rows:
            rows.write(table_of_changes(entries, hits=False))
        return 0

    def work(documents: list[Document]) -> _core.batch.Table:
        table = table_of_changes([*entries, *hit_changes(first, second, documents)], hits=True)
        if documents:
            entries.clear()  # they stand before the hits of the first documents
        return table

    return run(replace(request, lexicons=lexicons), work)


lexicon.add_command(suggest)
