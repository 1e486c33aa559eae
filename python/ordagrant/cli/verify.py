"""ordagrant verify."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from ordagrant.archive.request import require_parquet
from ordagrant.cli.coverage import say
from ordagrant.cli.options import output_options
from ordagrant.cli.output import Rows, read_back
from ordagrant.cli.place import require_apart
from ordagrant.cli.verbs import examples
from ordagrant.errors import RequestError
from ordagrant.lexicons import further
from ordagrant.manifest import NAME, Manifest, lexicons_of
from ordagrant.readers import ReadOptions, Skipped, documents
from ordagrant.readers.options import LARGEST
from ordagrant.table import table_of
from ordagrant.verification import NOT_FOUND, Quotes, hold_against_own

_FIELDS = {
    "file": "text", "row": "integer", "id": "text", "start": "integer", "end": "integer", "text": "text",
    "found": "text", "reason": "text",
}  # fmt: skip
_TABLES = (".jsonl", ".csv", ".parquet")
_LEDGER = "ledger.jsonl"


@click.command(
    epilog=examples("verify hits.jsonl --source minutes/")
    + "\n\nExit codes: 0 all rows stand; 1 some do not; 2 the request is wrong."
)
@click.argument("results", metavar="FILE|FOLDER")
@click.argument("further", nargs=-1, metavar="")
@click.option(
    "--source",
    multiple=True,
    metavar="INPUT...",
    help="The documents, as INPUT was given; may be given more than once.",
)
@partial(output_options)
@click.option("--text", "text_", metavar="COLUMN", help="Of tables: the column that was read. [default: text]")
@click.option("--id", "id_", metavar="COLUMN", help="Of tables: the column with the id. [default: id]")
@click.option("--whole-page", is_flag=True, help="All of an HTML page was read, not its main text alone.")
def verify(
    results: str,
    further: tuple[str, ...],
    source: tuple[str, ...],
    format_: str | None,
    out: str | None,
    **reading: Any,
) -> int:
    """Read every quoted span again from its source.

    FILE has rows with start, end and text, as those of hits, quotes and passages (.jsonl, .csv, .parquet). Without
    --source an id is tried as a path from the working directory. Of a FOLDER all tables are verified, and its
    manifest.json says what they were read from. Rows that do not stand are written, with what stands there now.
    """
    if further and not source:
        raise RequestError(f"{further[0]!r} stands behind {results!r}, and sources stand behind --source")
    source += further  # a shell writes out `--source *.txt`
    require_apart(out, None, [results, *source])
    asked = {name.removesuffix("_"): value for name, value in reading.items() if value}
    options = ReadOptions(max_size=LARGEST, **asked)
    manifest = Path(results, NAME)
    if not source and manifest.is_file() and Manifest.read(manifest).verb == "batch":
        return _verify_archive(results, format_, out)
    if manifest.is_file():
        for line in _said_of_lexicons(Manifest.read(manifest)):
            say(line)
    quotes = _quotes_of(results)
    if source:
        _hold(quotes, list(source), options)
    elif manifest.is_file():
        _hold_by(Manifest.read(manifest), results, quotes, asked)
    if not source:
        for one in quotes.values():
            hold_against_own(one, options)
    failures = [(file, failure) for file, one in quotes.items() for failure in one.failures()]
    with Rows(format_, out) as rows:
        rows.write(table_of(_FIELDS, [{"file": file, **failure._asdict()} for file, failure in failures]))
    say(_said(quotes, len(failures)))
    if not source and any(failure.reason == NOT_FOUND for _, failure in failures):
        say("--source INPUT says where the documents are")
    return 1 if failures else 0


def _verify_archive(results: str, format_: str | None, out: str | None) -> int:
    """As `verify`, of what `batch` made: a document at a time."""
    require_parquet()
    from ordagrant.archive.checking import Checked, failures  # needs pyarrow

    for line in _said_of_lexicons(Manifest.read(Path(results, NAME))):
        say(line)
    checked = Checked()
    with Rows(format_, out) as rows:
        for file, failure in failures(results, checked, say):
            rows.write(table_of(_FIELDS, [{"file": file, **failure._asdict()}]))
        if checked.failures == 0:
            rows.write(table_of(_FIELDS, []))
    stand = checked.rows - checked.failures
    say(f"{checked.rows:,} rows: {stand:,} stand, {checked.failures:,} do not")
    return 1 if checked.failures else 0


def _quotes_of(results: str) -> dict[str, Quotes]:
    """What is quoted, by file. Of a folder, those of its tables that quote."""
    if not Path(results).is_dir():
        return {results: Quotes(read_back(results), results)}
    quotes: dict[str, Quotes] = {}
    for path in sorted(Path(results).rglob("*")):
        if path.suffix.lower() in _TABLES and path.name != _LEDGER:
            try:
                quotes[str(path)] = Quotes(read_back(str(path)), str(path))
            except RequestError as error:
                say(f"{path} is left out: {error}")
    if not quotes:
        raise RequestError(f"folder {results!r} has no table of quotations: {', '.join(_TABLES)}")
    return quotes


def _hold(quotes: dict[str, Quotes], inputs: list[str], options: ReadOptions) -> None:
    for document in documents(inputs, options, Skipped()):
        for one in quotes.values():
            one.hold_against(document)


def _hold_by(manifest: Manifest, folder: str, quotes: dict[str, Quotes], asked: dict[str, Any]) -> None:
    """Hold rows against what the manifest of their folder says that they were read from, read as it was then."""
    reading = {name: manifest.options[name] for name in ("text", "id", "whole_page") if name in manifest.options}
    options = ReadOptions(max_size=LARGEST, **{**reading, **asked})
    before = manifest.before(folder)
    hashes: list[tuple[str, str]] = []
    inputs = [given for given in manifest.inputs_from(folder) if given != "-"]
    for document in documents(inputs, options, Skipped(), hashes=hashes):
        for one in quotes.values():
            one.hold_against(document, document.id.removeprefix(before))
    now = {os.path.relpath(file, folder): found for file, found in hashes}
    for path, found in manifest.sources.items():
        if now.get(path, found) != found:
            say(f"{path} is no longer what it was: its SHA-256 is another")


def _said_of_lexicons(manifest: Manifest) -> Iterator[str]:
    """Which lexicons are others than those that the rows were found by, a line each."""
    known = {one["id"]: one["sha256"] for names in ((), *((name,) for name in further())) for one in lexicons_of(names)}
    for one in manifest.lexicons:
        if one["id"] not in known:
            yield f"lexicon {one['id']} comes with no package, and it is not known whether it is what it was"
        elif known[one["id"]] != one["sha256"]:
            yield f"lexicon {one['id']} is no longer what it was: its SHA-256 is another, and so may hits and scores be"


def _said(quotes: dict[str, Quotes], failures: int) -> str:
    rows = sum(one.count for one in quotes.values())
    redacted = sum(one.redacted for one in quotes.values())
    stand = rows - redacted - failures
    said = f"{rows:,} rows: {stand:,} stand, {failures:,} do not"
    return said + (f", {redacted:,} are masked and were not read again" if redacted else "")
