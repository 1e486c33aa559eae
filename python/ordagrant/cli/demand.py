"""ordagrant demand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.coverage import say
from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.place import Place, require_apart
from ordagrant.cli.report import page_of
from ordagrant.cli.verbs import examples
from ordagrant.clusters import SERVICES, categories_of, number_of_clusters
from ordagrant.coding_sheet import blank, coded_of, instructions
from ordagrant.demand import Asked, Demands, judged, weights_of
from ordagrant.demand_cases import said_of_cases
from ordagrant.demand_shares import percent, said_of, said_of_corrected
from ordagrant.demand_table import NO_CATEGORY
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.privacy import masked_cells
from ordagrant.readers import Skipped
from ordagrant.readers.options import NAMED
from ordagrant.readers.series import read_rows
from ordagrant.report import Asked as AskedOfPage
from ordagrant.report import report_of
from ordagrant.report.words import LANGUAGES, Words

_GIVEN = ("id", "group", "category", "label")  # what a summary repeats of what was read
_MOST_LINES = 20  # of groups, months or categories on stderr; all of them are in --summary

_EXAMPLES = examples(
    "demand contacts.csv --text message --categories services --date day --summary shares.json",
    "demand contacts.csv --text message --clusters auto --group channel --case case_no --handler who",
    "demand contacts.csv --text message --coded coded_by_hand.csv",
    "demand --sheet sheet.csv",
    "demand filled.csv --coded filled.csv",
)


@click.command(epilog=_EXAMPLES)
@click.option("--sheet", metavar="FILE", help="Write a blank coding sheet to this file (CSV), and nothing else.")
@click.option(
    "--coded",
    metavar="FILE",
    help="What people called some of the contacts: a table with the columns id (or that of --id) and demand. The share "
    "is corrected by it, and where they differ from the tool is in --summary.",
)
@click.option("--handler", metavar="COLUMN", help="The column with who took the contact.")
@click.option("--case", metavar="COLUMN", help="The column with the case: what cases take, and what came before.")
@click.option("--group", metavar="COLUMN", help="Shares of each value of this column as well.")
@click.option("--date", metavar="COLUMN", help="The column with the day: shares of each month, and weeks.")
@click.option(
    "--categories",
    metavar="services|FILE",
    help="Put contacts with a service, or with what a CSV of id,words lists: words parted by spaces, each met in all "
    "its forms; sop* is any ending. What has none of the words is left to --clusters.",
)
@click.option("--clusters", metavar="K|auto", help="Put contacts with their like; with --categories, the others.")
@click.option("--summary", metavar="FILE", help="Write the shares, the table and all else to this file (JSON).")
@click.option("--model", metavar="FILE", help="Judge by this model (DemandModel.save), not by the shipped one.")
@click.option("--report", "report_", metavar="FILE", help="Write a page to read as well, as `ordagrant report` does.")
@click.option("--ui", default="en", show_default=True, metavar="|".join(LANGUAGES), help="Language of --report.")
@click.option("--no-redact", is_flag=True, help="Leave personal data in evidence, --summary and --report as it is.")
@partial(input_options, required=False)
def demand(
    sheet: str | None,
    coded: str | None,
    clusters: str | None,
    categories: str | None,
    summary: str | None,
    model: str | None,
    report_: str | None,
    ui: str,
    no_redact: bool,
    **options: Any,
) -> int:
    """Value or failure demand of contacts.

    A row a contact: what was asked for, with the probability of failure demand, its kind, the cause where the text
    states one, and the words that decided, in which personal data is masked. The share of failure demand, with its
    95 % interval, is written to stderr; contacts that do not tell are counted apart and are in no denominator.
    """
    request = Request(**options)
    if sheet is not None:
        return _write_sheet(sheet, request)
    if not request.inputs:
        raise click.UsageError("Missing argument 'INPUT...'.")
    files = [path for path in (model, coded, None if categories == SERVICES else categories) if path]
    require_apart(request.out, None, [*request.inputs, *files], {"--summary": summary, "--report": report_})
    words = Words(ui)
    weights = weights_of(model)
    if clusters is not None:
        number_of_clusters(clusters)
    asked = Asked(
        known=frozenset(name for name in NAMED if getattr(request, name) is not None),
        clusters=clusters,
        categories=categories if categories in (None, SERVICES) else dict(categories_of(categories or "")),
        coded=None if coded is None else coded_of(read_rows(coded), coded, request.id_),
        redact=not no_redact,
        threads=request.threads,
    )
    made: list[Demands] = []
    contacts: list[Document] = []
    hashes: list[tuple[str, str]] | None = None if report_ is None else []
    skipped = Skipped()

    def work(documents: list[Document]) -> _core.batch.Table:
        contacts[:] = documents
        made.append(judged(documents, weights, asked))
        return made[-1].core

    with ExitStack() as stack:
        file = stack.enter_context(Place(summary, "--summary")) if summary else None
        page = stack.enter_context(Place(report_, "--report")) if report_ else None
        # Equal texts, clusters and cases are found among all contacts, so they are worked on together.
        own = [report_] if report_ else []
        code = run(request, work, whole=True, contacts=True, hashes=hashes, skipped=skipped, own=own)
        found = made[-1].summary if no_redact else _masked(made[-1].summary)
        for line in _said(found, request.group):
            say(line)
        if file:
            file.write(json.dumps(_rounded(found), ensure_ascii=False, indent=1).encode() + b"\n")
        if page:
            on_page = AskedOfPage(words, request.kernel(), redact_rows=not no_redact)
            of_contacts = report_of([], on_page, demands=made[-1], contacts=contacts)
            chosen = {"ui": ui, "clusters": clusters, "categories": categories, "coded": coded, "model": model}
            page.write(page_of(of_contacts, request, report_, chosen, hashes or [], skipped))
    return code


def _masked(found: Any) -> Any:
    """The same with personal data masked in ids and groups too, which somebody may have made of it."""
    if isinstance(found, str):
        return masked_cells([found])[0]
    if isinstance(found, dict):
        return {
            name: _masked(value) if name in _GIVEN or not isinstance(value, str) else value
            for name, value in found.items()
        }
    return [_masked(value) for value in found] if isinstance(found, list) else found


def _rounded(found: Any) -> Any:
    """The same with numbers of 12 digits, which no machine gives otherwise."""
    if isinstance(found, dict):
        return {name: _rounded(value) for name, value in found.items()}
    if isinstance(found, list):
        return [_rounded(value) for value in found]
    return float(f"{found:.12g}") if isinstance(found, float) else found


def _write_sheet(sheet: str, request: Request) -> int:
    if request.inputs:
        raise RequestError("--sheet writes a blank sheet and reads no INPUT; a filled one goes through --coded")
    with Place(sheet, "--sheet") as file:
        file.write(blank())
    for line in instructions():
        say(line)
    return 0


def _said(found: Mapping[str, Any], group: str | None) -> Iterator[str]:
    """What a summary says, a line each; `group` is the column of its groups."""
    yield said_of(found)
    if "coded" in found:
        if line := said_of_corrected(found):
            yield line
        yield from _said_of_coded(found["coded"])
    if "cases" in found:
        yield said_of_cases(found["cases"])
    yield from _listed("month", [(month["month"], month) for month in found.get("months", [])])
    yield from _listed(str(group), [(one["group"] or NO_CATEGORY, one) for one in found.get("groups", [])])
    if "clusters" in found:
        clusters = {cluster["cluster"]: cluster for cluster in found["clusters"]}
        yield from _listed("category", [(_named(row, clusters), row) for row in found["table"]])
    yield from found["notes"]


def _named(row: Mapping[str, Any], clusters: Mapping[str, Mapping[str, Any]]) -> str:
    name = row["category"] if row["label"] == row["category"] else f"{row['category']} ({row['label']})"
    cluster = clusters.get(row["category"])
    if cluster is None or cluster["stability"] is None:
        return name
    said = {"unreliable": " (not to be relied on)", "doubtful": " (doubtful)", "reliable": ""}[cluster["reliability"]]
    return f"{name}, stability {cluster['stability']:.2f}{said}"


def _listed(what: str, shares: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    if shares:
        yield f"failure demand by {what}, of the contacts with a demand:"
    for name, found in shares[:_MOST_LINES]:
        failing = found["failure"] + found["mixed"]
        told = failing + found["value"]
        share = "no demand that can be told" if found["share"] is None else f"{failing:,} of {told:,}: {percent(found)}"
        undetermined = f"; undetermined: {found['undetermined']:,}" if found["undetermined"] else ""
        signal = f"; signal: {found['signal']}" if found.get("signal") else ""
        by_hand = f"; {line}" if (line := said_of_corrected(found)) else ""
        yield f"  {name}: {share}{by_hand}{undetermined}{signal}"
    if len(shares) > _MOST_LINES:
        yield f"  and {len(shares) - _MOST_LINES:,} more: --summary has all"


def _said_of_coded(coded: Mapping[str, Any]) -> Iterator[str]:
    by_hand = "none of them has a demand" if coded["share"] is None else percent(coded)
    yield f"coded by hand: {coded['contacts']:,} contacts, failure demand in {by_hand}"
    agreement = coded["agreement"]
    if agreement["agreed"] is not None:
        kappa = "" if agreement["kappa"] is None else f", kappa {agreement['kappa']:.2f}"
        yield (
            f"  the tool decides {100 * agreement['decided']:.1f} % of what they call value or failure, and of these "
            f"calls {100 * agreement['agreed']:.1f} % the same{kappa}"
        )
    if compared := coded["kinds_compared"]:
        yield f"  of {compared:,} that both give a kind of failure it is the same in {coded['kinds_agreed']:,}"
    if differing := len(coded["disagreements"]):
        contacts = "contact" if differing == 1 else "contacts"
        yield f"  it calls {differing:,} {contacts} otherwise: --summary has them, word for word"
