"""ordagrant report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.coverage import say
from ordagrant.cli.manifest import manifest_of
from ordagrant.cli.options import Request, lexicon_option, reading_options, run
from ordagrant.cli.place import Place, require_apart
from ordagrant.clusters import SERVICES
from ordagrant.demand import Asked as AskedOfContacts
from ordagrant.demand import judged, weights_of
from ordagrant.document import Document
from ordagrant.errors import RequestError, require_one_of
from ordagrant.lexicon import terms_of
from ordagrant.readers import Skipped
from ordagrant.readers.options import NAMED
from ordagrant.report import MARKED, Asked, Report, are_contacts, page, report_of
from ordagrant.report.seen import Seen
from ordagrant.report.words import LANGUAGES, Words
from ordagrant.table import table_of

FORM = "html"
_SINCE = ("last",)
_LARGE = 25_000_000  # bytes; a telephone takes seconds to open more

_EXAMPLES = """\b
Examples:
  ordagrant report minutes/ --out page.html --ui sv
  ordagrant report minutes/ --out page.html --since last --alert "målstyrning, tillit*"
  ordagrant report contacts.csv --text message --date day --out page.html
"""  # \b is click's


@click.command(epilog=_EXAMPLES)
@click.option("--group", metavar="COLUMN", help="The column to compare by.")
@click.option("--date", metavar="COLUMN", help="The column with the date, for months where the texts have none.")
@click.option("--ui", default="en", show_default=True, metavar="|".join(LANGUAGES), help="Language of the page.")
@click.option(
    "--since",
    metavar="|".join(_SINCE),
    help="Only what is new or changed since the last run with this: what was seen is kept, in hashes, in --state.",
)
@click.option("--state", metavar="FILE", help="Where what was seen is kept. [default: <out>.seen.json]")
@click.option(
    "--alert",
    "terms",
    multiple=True,
    metavar="TERMS",
    help="Show the passages in which these stand: words or phrases, commas between them; tillit* and *styrning are "
    "beginnings and endings; may stand again. All forms of a word are found, and no phrase across two pages.",
)
@click.option("--exact", is_flag=True, help="Find --alert only as it is written: no other forms, no compounds.")
@click.option("--redact", is_flag=True, help="Mask personal data in documents too.")
@click.option("--no-redact", is_flag=True, help="Leave personal data in rows of tables, citizens' texts, as it is.")
@lexicon_option
@click.option("--out", metavar="PATH", help="Write the page to this file, not to standard output.")
@reading_options
def report(
    ui: str,
    since: str | None,
    state: str | None,
    terms: tuple[str, ...],
    exact: bool,
    redact: bool,
    no_redact: bool,
    **options: Any,
) -> int:
    """One page to read, search and quote from; it opens offline.

    What was read and what was not, both poles by document, speaker, month and passage, the strongest passages in full
    sentences with their places, every hit with a filter, decisions, votes, assignments and figures, the full text, and
    how it was measured. Tables of short texts are taken for what citizens wrote: the page says what they ask for, and
    personal data in them is masked.

    With --since last or --alert, what is new and where the words stand is also written to standard output (to standard
    error if the page is written there), `0 new` if nothing is.
    """
    request = Request(**options, format_=FORM)
    if since is not None:
        require_one_of("since", since, _SINCE)
    if state is not None and since is None:
        raise RequestError("--state goes with --since last")
    if redact and no_redact:
        raise RequestError("--redact and --no-redact ask for opposite things")
    if since is not None and state is None:
        if request.out is None:
            raise RequestError("--since last keeps what was seen beside the page: --out FILE, or --state FILE")
        state = f"{request.out}.seen.json"
    asked_terms = tuple(terms_of(terms))
    if exact and not asked_terms:
        raise RequestError("--exact goes with --alert: words of the lexicon are found as it says")
    require_apart(request.out, request.ledger, request.inputs, {"--state": state})
    asked = Asked(
        words=Words(ui),
        kernel=request.kernel(),
        redact_documents=redact,
        redact_rows=not no_redact,
        poles=() if request.lexicons else MARKED,  # which may have poles of their own
        terms=asked_terms,
        exact=exact,
        by_group=request.group is not None,
    )
    seen = None if state is None else Seen.read(state)
    made: list[Report] = []

    def work(documents: list[Document]) -> _core.batch.Table:
        made.append(_found(documents, asked, seen, request))
        return NO_ROWS

    shown = {"ui": ui, "redact": redact, "no_redact": no_redact, "since": since, "alert": terms, "exact": exact}
    code = write_page(request, work, made, shown, own=[state] if state else [])
    if request.strict and code != 0:
        return code
    if seen is not None and state is not None:
        with Place(state, "--state") as file:
            file.write((made[-1].seen or seen).written())
    if since is not None or asked_terms:
        _tell(made[-1], aside=request.out is None)
    return code


# What a page is written in place of: its work gives no rows.
NO_ROWS = table_of({"id": "text"}, [])


def write_page(
    request: Request, work: Any, made: Sequence[Report], shown: Mapping[str, object], *, own: Sequence[str] = ()
) -> int:
    """Run `work`, which adds to `made`, over all documents together, and write the page of the last of these."""
    hashes: list[tuple[str, str]] = []
    skipped = Skipped()

    def written(_rows: _core.batch.Table) -> bytes:
        content = page_of(made[-1], request, request.out, shown, hashes, skipped)
        if len(content) > _LARGE:
            say(f"the page has {len(content) / 1e6:.0f} MB: with fewer documents at a time it opens faster")
        return content

    return run(request, work, whole=True, forms={FORM: written}, hashes=hashes, skipped=skipped, own=own)


def page_of(
    found: Report,
    request: Request,
    path: str | None,
    shown: Mapping[str, object],
    hashes: list[tuple[str, str]],
    skipped: Skipped,
) -> bytes:
    """The page, with what it was made of; `path` is where it is to lie, `shown` are the options of the verb."""
    return page(found, manifest_of(request, path or FORM, shown, hashes), skipped.by_suffix)


def _found(documents: list[Document], asked: Asked, seen: Seen | None, request: Request) -> Report:
    """What is found in documents and in contacts."""
    rows = [document for document in documents if document.is_row]
    contacts = rows if are_contacts(rows) else []
    # What is looked for, or new, is so in contacts as well.
    only_documents = contacts and seen is None and not asked.terms
    others = [document for document in documents if not document.is_row] if only_documents else documents
    demands = None
    if contacts:
        of_contacts = AskedOfContacts(
            known=frozenset(name for name in NAMED if getattr(request, name) is not None),
            categories=SERVICES,
            redact=asked.redact_rows,
            threads=request.threads,
        )
        demands = judged(contacts, weights_of(None), of_contacts)
    return report_of(others, asked, seen=seen, demands=demands, contacts=contacts)


def _tell(found: Report, *, aside: bool) -> None:
    """What is new and where the words stand, as a mail of a scheduled run shows it."""
    lines: list[str] = []
    words = found.asked.words
    news = [] if found.contents is None else found.contents.new_documents
    if found.news is not None and not news:
        lines.append("0 new")
    elif found.news is not None:
        counts = {kind: sum(one["kind"] == kind for one in news) for kind in ("new", "changed")}
        lines.append(f"{len(news)} new: " + ", ".join(f"{count} {kind}" for kind, count in counts.items() if count))
        for one in news:
            lines.append(f"  {one['kind']}: {one['name']}")
            if one["kind"] == "changed":
                lines += [f"    {part['name']}" for part in one["parts"]]
    if found.asked.terms and not (found.news is not None and not news):
        how = words.alert["exact" if found.asked.exact else "inflected"]
        lines.append(f"{', '.join(found.asked.terms)} ({how}): {words.counted('passage', found.alerts)}")
        lines += [f"  {one.quotation}" for one in ([] if found.contents is None else found.contents.alerts)]
    for line in lines:
        say(line, err=aside)
