"""The options that verbs share, and the run that they share: documents in, rows out, a line on what was read."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import click

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.cli.output import FORMATS, Rows
from ordagrant.corpus import chunks
from ordagrant.document import Document
from ordagrant.errors import RequestError, not_one_of
from ordagrant.language import AUTO, shipped
from ordagrant.readers import ReadOptions, Skipped, documents
from ordagrant.readers.options import MEBIBYTE

# Options of the contract that no code stands behind yet.
CONTRACT = frozenset("--ledger --strict --meta --path-pattern --repairs --terms --exact --against".split())

VerbT = TypeVar("VerbT", bound=Callable[..., object])


class Verbs(click.Group):
    """Verbs in the order of the work, with an error for an unknown one that names the known ones."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise not_one_of("verb", args[0], self.commands)
        return super().resolve_command(ctx, args)


def output_options(verb: VerbT) -> VerbT:
    """--format and --out."""
    verb = click.option("--out", metavar="PATH", help="Write the rows to this file, not to standard output.")(verb)
    return click.option(
        "--format",
        "format_",
        metavar="|".join(FORMATS),
        help="Form of the rows. [default: by the ending of --out; else table on a terminal, jsonl in a pipe]",
    )(verb)


def input_options(verb: VerbT) -> VerbT:
    """INPUT... and how it is to be read."""
    for option in (
        click.option("--threads", type=click.IntRange(min=0), default=0, help="Threads. [default: all cores]"),
        click.option(
            "--max-size",
            metavar="SIZE",
            default="256MiB",
            show_default=True,
            help="Longest document, e.g. 10MiB or 5000000.",
        ),
        click.option("--lang-column", metavar="COLUMN", help="The column of a table that holds the language."),
        click.option("--lang", default=AUTO, show_default=True, metavar="|".join([AUTO, *shipped()]), help="Language."),
        click.option("--id", "id_", default="id", show_default=True, metavar="COLUMN", help="The column with the id."),
        click.option(
            "--text", "text_", default="text", show_default=True, metavar="COLUMN", help="The column to read."
        ),
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    ):
        verb = option(verb)
    return output_options(verb)


@dataclass(frozen=True)
class Request:
    """The options that every verb over documents has, as the command line gave them."""

    inputs: tuple[str, ...]
    text_: str
    id_: str
    lang: str
    lang_column: str | None
    max_size: str
    threads: int
    format_: str | None
    out: str | None
    lexicons: tuple[str, ...] = ()
    date: str | None = None
    group: str | None = None

    def kernel(self) -> _core.batch.Kernel:
        """The kernel with the lexicons that were asked for, or the shipped ones."""
        return kernel(self.threads, self.lexicons)


Work = Callable[[list[Document]], _core.batch.Table]


def lexicon_option(verb: VerbT) -> VerbT:
    """--lexicon."""
    return click.option(
        "--lexicon", "lexicons", multiple=True, metavar="FILE", help="Count by this lexicon, not by the shipped ones."
    )(verb)


def run(request: Request, work: Work, *, whole: bool = False) -> int:
    """Read the documents, let `work` make their rows, write them; gives the exit code.

    With `whole` the documents are worked on together, else in parts, so that an archive is never in memory whole.
    """
    options = ReadOptions(
        text=request.text_,
        id=request.id_,
        lang=request.lang,
        lang_column=request.lang_column,
        max_size=_bytes(request.max_size),
        date=request.date,
        group=request.group,
    )
    skipped = Skipped()
    statuses: Counter[str] = Counter()
    found = documents(list(request.inputs), options, skipped)
    with Rows(request.format_, request.out) as rows, _progress() as step:
        for chunk in [list(found)] if whole else chunks(found):
            rows.write(work(chunk))
            for document in chunk:
                statuses[document.status] += 1
                if document.status != "ok":
                    _say_status(document)
                if document.meta.get("ill_formed"):
                    damaged = (
                        f"{document.id}: {document.meta['ill_formed']} places are not UTF-8 and were read as U+FFFD"
                    )
                    click.echo(damaged, err=True)
                if document.status != "ok":
                    continue
                if _contradicted(document):
                    wrong = f"{document.id}: read as {document.requested_lang}, and it looks like another language"
                    click.echo(wrong, err=True)
            step(len(chunk), sum(len(document.utf8) for document in chunk))
        if not statuses and not whole:
            rows.write(work([]))
    click.echo(_coverage(statuses, skipped), err=True)
    return 0 if set(statuses) <= {"ok"} else 1


def _bytes(size: str) -> int:
    match = re.fullmatch(r"(\d+)\s*(KiB|MiB|GiB)?", size)
    if match is None:
        raise RequestError(f"--max-size {size!r} is not a number of bytes, or of KiB, MiB or GiB")
    units = {None: 1, "KiB": 1 << 10, "MiB": MEBIBYTE, "GiB": 1 << 30}
    return int(match[1]) * units[match[2]]


def _say_status(document: Document) -> None:
    reason = f" ({document.reason})" if document.reason else ""
    click.echo(f"{document.id}: {document.status}{reason}", err=True)


def _contradicted(document: Document) -> bool:
    """Was a language asked for that the text is surely not in?"""
    if document.requested_lang not in shipped():
        return False
    sure = 0.9  # a line that warns must be right; short texts are seldom so sure
    found, confidence = _core.language.identify(document.utf8[:20_000])
    return found not in (document.requested_lang, "und") and confidence >= sure


def _coverage(statuses: Counter[str], skipped: Skipped) -> str:
    total = sum(statuses.values())
    names = {"ok": "read"}
    parts = [
        f"{count:,} {names.get(status, status)}"
        for status, count in sorted(statuses.items(), key=lambda s: (s[0] != "ok", s[0]))
    ]
    line = f"{total:,} {'document' if total == 1 else 'documents'}: {', '.join(parts) or 'nothing to read'}"
    if skipped.by_suffix:
        kinds = ", ".join(f"{count:,} {suffix}" for suffix, count in sorted(skipped.by_suffix.items()))
        line += f"; other files skipped: {kinds}"
    return line


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Counts what is done on a terminal; says nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _documents, _bytes: None
        return
    from rich.console import Console  # a quick command does not wait for it
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed:,.0f} documents, {task.fields[megabytes]:,.1f} MB"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, megabytes=0.0)
        done = 0

        def step(documents: int, size: int) -> None:
            nonlocal done
            done += size
            progress.update(task, advance=documents, megabytes=done / 1e6)

        yield step
