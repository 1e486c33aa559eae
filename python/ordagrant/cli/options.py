"""The options that verbs share, and the run that they share: documents in, rows out, a line on what was read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TypeVar

import click

from ordagrant import _core
from ordagrant.batch import MOST_THREADS, kernel_of_run
from ordagrant.cli.coverage import Coverage, say
from ordagrant.cli.output import FORMATS, Form, Rows
from ordagrant.cli.place import Place, require_apart
from ordagrant.corpus import chunks
from ordagrant.document import AUTO, Document
from ordagrant.errors import RequestError
from ordagrant.language import shipped
from ordagrant.lexicons import further
from ordagrant.progress import progress
from ordagrant.readers import ReadOptions, Skipped, count_unopened, documents
from ordagrant.readers.metadata import Metadata
from ordagrant.readers.options import MEBIBYTE

VerbT = TypeVar("VerbT", bound=Callable[..., object])


def output_options(
    verb: VerbT, forms: Sequence[str] = (), otherwise: str = "table on a terminal, jsonl in a pipe"
) -> VerbT:
    """--format and --out. `forms` are those that the verb has beside FORMATS, `otherwise` says which one is taken."""
    verb = click.option("--out", metavar="PATH", help="Write the rows to this file, not to standard output.")(verb)
    return click.option(
        "--format",
        "format_",
        metavar="|".join([*FORMATS, *forms]),
        help=f"Form of the rows. [default: by the ending of --out; else {otherwise}]",
    )(verb)


def input_options(verb: VerbT, forms: Sequence[str] = (), required: bool = True, otherwise: str | None = None) -> VerbT:
    """INPUT... and how it is to be read, and the output options. Without `required` there may be no INPUT."""
    verb = reading_options(verb, required)
    return output_options(verb, forms, otherwise) if otherwise else output_options(verb, forms)


def reading_options(verb: VerbT, required: bool = True, rows: bool = True) -> VerbT:
    """INPUT... and how it is to be read. Without `required` there may be no INPUT.

    Without `rows` there are no options of a run that gives them: --threads, --ledger, --strict.
    """
    of_rows = (
        click.option(
            "--strict",
            is_flag=True,
            help="Stop at the first document that was not read whole: no --out is left, a pipe has the rows before.",
        ),
        click.option("--ledger", metavar="FILE", help="Write a line on each document: status, reason, pages (jsonl)."),
    )
    threads = click.option(
        "--threads",
        type=click.IntRange(0, MOST_THREADS),
        default=0,
        metavar="N",
        help="Threads; they change no result. [default: all cores]",
    )
    for option in (
        *(of_rows if rows else ()),
        click.option(
            "--no-repair",
            multiple=True,
            metavar="KIND",
            help="Leave this kind of damage as it is; may be given more than once. The kinds are those of `text "
            "--repairs`.",
        ),
        click.option("--whole-page", is_flag=True, help="Read all of an HTML page, not its main text alone."),
        click.option(
            "--path-pattern",
            metavar="PATTERN",
            help='Columns by the path, e.g. "{municipality}/{year}/*".',
        ),
        click.option("--meta", metavar="FILE", help="Further columns of documents: a CSV with a column `id`."),
        *([threads] if rows else ()),
        click.option(
            "--max-size",
            metavar="SIZE",
            default="256MiB",
            show_default=True,
            help="The largest document that is read, e.g. 10MiB or 5000000.",
        ),
        click.option("--lang-column", metavar="COLUMN", help="The column of a table that holds the language."),
        click.option(
            "--lang",
            default=AUTO,
            show_default=True,
            metavar="|".join([AUTO, *shipped()]),
            help="The language of the texts; auto finds it in each.",
        ),
        click.option("--id", "id_", default="id", show_default=True, metavar="COLUMN", help="The column with the id."),
        click.option(
            "--text", "text_", default="text", show_default=True, metavar="COLUMN", help="The column to read."
        ),
        click.argument("inputs", nargs=-1, required=required, metavar="INPUT..." if required else "[INPUT]..."),
    ):
        verb = option(verb)
    return verb


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
    meta: str | None
    path_pattern: str | None
    whole_page: bool
    no_repair: tuple[str, ...]
    ledger: str | None
    strict: bool
    lexicons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    date: str | None = None
    group: str | None = None
    case: str | None = None
    handler: str | None = None

    def reading(self) -> ReadOptions:
        """How the documents are to be read."""
        return ReadOptions(
            text=self.text_,
            id=self.id_,
            lang=self.lang,
            lang_column=self.lang_column,
            max_size=bytes_of(self.max_size, "--max-size"),
            whole_page=self.whole_page,
            meta=self.meta,
            path_pattern=self.path_pattern,
            date=self.date,
            group=self.group,
            case=self.case,
            handler=self.handler,
        )

    def kernel(self) -> _core.batch.Kernel:
        """The kernel with the lexicons that were asked for, or the shipped ones; the same all through a run."""
        return kernel_of_run(self.threads, self.lexicons, self.no_repair)


# None: rows come when all documents are worked on.
Work = Callable[[list[Document]], _core.batch.Table | None]


def lexicon_option(verb: VerbT) -> VerbT:
    """--lexicon."""
    return click.option(
        "--lexicon",
        "lexicons",
        multiple=True,
        metavar="NAME|FILE",
        help=f"Sort by a further lexicon ({', '.join(further())}), or count by a file and not by the shipped ones.",
    )(verb)


def against_option(verb: VerbT, required: bool = False) -> VerbT:
    """--against."""
    return click.option(
        "--against",
        multiple=True,
        required=required,
        metavar="REFERENCE",
        help="A file, a folder or a glob in quotation marks to compare with, read like INPUT; may be given more than "
        "once.",
    )(verb)


class Against:
    """The documents of --against, in lists as `chunks` makes them; what could not be read is said as of INPUT."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.hashes: list[tuple[str, str]] | None = None  # where a list, it is given those of the files that are read
        self.read = False
        self.code = 0  # the exit code that they would have by themselves

    def __iter__(self) -> Iterator[list[Document]]:
        skipped = Skipped()
        coverage = Coverage(skipped, None)
        inputs = list(self._request.against)
        with progress(lambda: count_unopened(inputs, self._request.reading())) as step:
            for chunk in chunks(
                _stepped(documents(inputs, self._request.reading(), skipped, hashes=self.hashes), step)
            ):
                read = list(_until_stopped(chunk, coverage, self._request.strict))
                if len(read) < len(chunk):
                    say(f"stopped at {chunk[len(read)].id} (--strict)")
                    raise click.exceptions.Exit(coverage.code)
                yield chunk
        say(f"compared with {coverage.line()}")
        self.read = True
        self.code = coverage.code


def run(
    request: Request,
    work: Work,
    *,
    whole: bool = False,
    contacts: bool = False,
    end: Callable[[], _core.batch.Table] | None = None,
    forms: Mapping[str, Form] | None = None,
    hashes: list[tuple[str, str]] | None = None,
    skipped: Skipped | None = None,
    own: Sequence[str] = (),
) -> int:
    """Read the documents, let `work` make their rows, write them; gives the exit code.

    With `whole` the documents are worked on together, else in parts, so that an archive is never in memory whole. With
    `contacts` it is said what was read as contacts, and of folders and archives with tables that is their rows alone.
    `end` gives the rows that stand behind those of all documents. `forms` are further forms of the rows that --format
    may name. `hashes` is given those of the files that are read, `skipped` the count of files of other kinds. `own` are
    further files that the run itself writes.
    """
    options = replace(request.reading(), contacts=contacts)
    files = (lexicon for lexicon in request.lexicons if lexicon not in further())
    read_from = [*request.inputs, *request.against, *files, *([request.meta] if request.meta else ())]
    require_apart(request.out, request.ledger, read_from)
    nothing = work([])  # what is wrong with a choice is said before a document is read
    skipped = Skipped() if skipped is None else skipped
    with ExitStack() as stack:
        ledger = Place(request.ledger, "--ledger") if request.ledger else None
        coverage = Coverage(skipped, stack.enter_context(ledger) if ledger else None)
        rows = stack.enter_context(Rows(request.format_, request.out, forms or {}))
        step = stack.enter_context(progress(lambda: count_unopened(list(request.inputs), options)))
        written = [*rows.files, *(ledger.files if ledger else ()), *map(os.path.realpath, own)]
        found = documents(list(request.inputs), options, skipped, written, hashes)
        stopped = False
        read_now = _stepped(found, step)
        for chunk in [list(read_now)] if whole else chunks(read_now):
            read = list(_until_stopped(chunk, coverage, request.strict))
            if stopped := len(read) < len(chunk):
                rows.discard()
                say(f"stopped at {chunk[len(read)].id} (--strict)")
            # A sum over a part of the documents would be a number of something else.
            table = nothing if stopped and whole else work(read)
            if table is not None:
                rows.write(table)
            if stopped:
                break
        if coverage.nothing and not whole and nothing is not None:
            rows.write(nothing)
        if end is not None and not stopped:
            rows.write(end())
    for line in unmatched(options.metadata):
        say(line)
    if contradicted := coverage.contradicted():
        say(contradicted)
    if contacts:
        for line in coverage.said_of_contacts():
            say(line)
    say(coverage.line())
    return coverage.code


def _stepped(read: Iterator[Document], step: Callable[[int, int], None]) -> Iterator[Document]:
    """The documents, each counted when it has been read."""
    for document in read:
        step(1, len(document.utf8))
        yield document


def _until_stopped(chunk: list[Document], coverage: Coverage, strict: bool) -> Iterator[Document]:
    """Counts the documents and gives them on; with `strict`, those before the first that was not read whole."""
    for document in chunk:
        coverage.add(document)
        if strict and document.status != "ok":
            return
        yield document


def unmatched(metadata: Metadata) -> Iterator[str]:
    """What of --meta and --path-pattern met nothing, a line each."""
    if rows := metadata.unmatched_rows():
        fit = "1 row fits" if len(rows) == 1 else f"{len(rows):,} rows fit"
        yield f"--meta: {fit} no document: {_first(rows, len(rows))}"
    for option, without in (("--meta", metadata.without_row), ("--path-pattern", metadata.without_path)):
        if without.count:
            count = "1 document" if without.count == 1 else f"{without.count:,} documents"
            yield f"{option}: {count} without: {_first(without.first, without.count)}"


def _first(ids: list[str], count: int) -> str:
    shown = ids[:5]
    return ", ".join(shown) + (", ..." if count > len(shown) else "")


def bytes_of(size: str, option: str) -> int:
    """A size as it is written. Raises RequestError, naming the option, for what is none."""
    match = re.fullmatch(r"(\d+)\s*(KiB|MiB|GiB)?", size)
    if match is None:
        raise RequestError(f"{option} {size!r} is not a number of bytes, or of KiB, MiB or GiB")
    units = {None: 1, "KiB": 1 << 10, "MiB": MEBIBYTE, "GiB": 1 << 30}
    return int(match[1]) * units[match[2]]
