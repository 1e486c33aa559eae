"""ordagrant batch."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import click

from ordagrant.archive.forgetting import forget as erase
from ordagrant.archive.isolated import FullError
from ordagrant.archive.orders import VERBS
from ordagrant.archive.replaying import replay as repeat
from ordagrant.archive.request import TIMEOUT, Means, Request, Step, Summary
from ordagrant.archive.run import batch as run
from ordagrant.cli.coverage import line_of, say
from ordagrant.cli.options import bytes_of, lexicon_option, reading_options, unmatched
from ordagrant.cli.verbs import examples
from ordagrant.readers import ReadOptions

_CANNOT = 2  # the exit code when the run cannot go on
_SHOWN = 5  # ids in a line


@click.command(
    epilog=examples(
        "batch minutes/ --out result/ --only-new --resume",
        "batch minutes/ --out kept/ --plan score,hits && ordagrant batch --out kept/ --forget march.txt",
    )
)
@click.option("--replay", metavar="MANIFEST", help="Repeat the run of a manifest.json, and say which bytes differ.")
@click.option("--forget", metavar="ID", help="Erase the document of this id from the result in --out.")
@click.option("--only-new", is_flag=True, help="Bring the result in --out up to date: read what is new or changed.")
@click.option("--resume", is_flag=True, help="Go on with the run in --out that ended before its time.")
@click.option("--resamples", default=1000, show_default=True, help="Draws for intervals of score; 0 leaves them out.")
@click.option("--seed", type=click.IntRange(0, (1 << 64) - 1), default=0, help="Where the draws begin. [default: 0]")
@click.option(
    "--timeout", metavar="SECONDS", type=float, default=TIMEOUT, show_default=True, help="Longest for one document."
)
@click.option(
    "--limit-memory", metavar="SIZE", help="Memory of all workers together, e.g. 4GiB. [default: 450 MiB a worker]"
)
@click.option("--workers", type=click.IntRange(0, 1024), default=0, help="Processes. [default: all cores]")
@click.option("--scheduler", metavar="ADDRESS", help="The cluster of --engine dask. [default: one of this machine]")
@click.option("--engine", metavar="local|dask", default="local", show_default=True, help="Who runs the workers.")
@click.option("--plan", metavar="VERB[,VERB]", default=",".join(VERBS), show_default=True, help="Which tables to make.")
@lexicon_option
@click.option("--out", metavar="FOLDER", help="The folder of the result.")
@partial(reading_options, required=False, rows=False)
def batch(inputs: tuple[str, ...], out: str | None, forget: str | None, replay: str | None, **options: Any) -> int:
    """The tables of a whole archive, as a folder of Parquet.

    Files, folders and ZIPs of documents, and tables of them. The folder holds a table a verb, parted by the columns of
    --meta and --path-pattern; ledger.jsonl, a row a document, with what could not be read and why; manifest.json, what
    it was made of; no_text.txt, the scans. A document that hangs or brings its reader down costs itself alone.
    """
    limit = options.pop("limit_memory")
    means = Means(
        **{name: options.pop(name) for name in ("engine", "scheduler", "workers", "timeout")},
        memory=None if limit is None else bytes_of(limit, "--limit-memory"),
    )
    try:
        if replay is not None:
            return _replay(replay, means, options["lexicons"])
        if out is None:
            raise click.UsageError("Missing option '--out'.")
        if forget is not None:
            files = erase(out, forget)
            say(f"{forget}: erased" + (f" from {', '.join(files)}" if files != [forget] else ""))
            return 0
        if not inputs:
            raise click.UsageError("Missing argument 'INPUT...'.")
        return _batch(inputs, out, means, **options)
    except FullError as error:
        say(f"ordagrant: the run cannot go on: {error}; what is done is kept, and --resume goes on from there")
        return _CANNOT


def _batch(
    inputs: tuple[str, ...],
    out: str,
    means: Means,
    *,
    plan: str,
    resume: bool,
    only_new: bool,
    lexicons: tuple[str, ...],
    no_repair: tuple[str, ...],
    resamples: int,
    seed: int,
    max_size: str,
    **reading: Any,
) -> int:
    read = {name.removesuffix("_"): value for name, value in reading.items()}
    request = Request(
        inputs,
        ReadOptions(**read, max_size=bytes_of(max_size, "--max-size")),
        plan=[verb.strip() for verb in plan.split(",") if verb.strip()],
        lexicons=lexicons,
        no_repair=no_repair,
        resamples=resamples,
        seed=seed,
    )
    with _progress() as step:
        summary = run(request, out, means, resume=resume, only_new=only_new, step=step)
    for line in unmatched(request.reading.metadata):
        say(line)
    for line in _said(summary, only_new=only_new):
        say(line)
    return summary.code


def _said(summary: Summary, *, only_new: bool) -> Iterator[str]:
    yield from summary.notes
    if summary.gone:
        more = ", ..." if len(summary.gone) > _SHOWN else ""
        yield f"{len(summary.gone):,} gone: {', '.join(summary.gone[:_SHOWN])}{more}"
    if summary.no_text:
        files = "1 file has" if summary.no_text == 1 else f"{summary.no_text:,} files have"
        yield f"{files} pages without text, see no_text.txt: OCR them where they lie, and --only-new reads them"
    if only_new:
        yield f"{sum(summary.read.values()) - summary.again:,} new"
    yield line_of(summary.result, summary.skipped)


def _replay(manifest: str, means: Means, lexicons: tuple[str, ...]) -> int:
    with _progress() as step:
        replayed = repeat(manifest, means, lexicons, step)
    for part, how in replayed.differ.items():
        say(f"{part} {how}")
    same = replayed.parts - sum(how != "was not made then" for how in replayed.differ.values())
    say(f"{replayed.parts:,} parts: {same:,} have the same bytes")
    return 1 if replayed.differ else 0


@contextmanager
def _progress() -> Iterator[Step]:
    """Says how far it is, at what rate, and how long it will take: on a terminal at once, else each minute."""
    terminal = sys.stderr.isatty()
    every = 0.5 if terminal else 60.0
    began = said = time.monotonic()

    def step(files: int, all_files: int, documents: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said < every or documents == 0:
            return
        said = now
        left = (now - began) * (all_files - files) / files
        rate = documents / (now - began)
        line = f"{files:,} of {all_files:,} files, {rate:,.0f} documents a second, {_duration(left)} left"
        click.echo(f"\r\033[K{line}" if terminal else line, err=True, nl=not terminal)

    yield step
    if terminal:
        click.echo("\r\033[K", err=True, nl=False)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
