"""Report: one self-contained page that a journalist or a researcher reads, searches and quotes from.

It opens offline: style and script are in it, nothing is fetched, and what documents say is escaped. Everything on it
is what the verbs give (`og.score`, `og.hits`, `og.passages`, `og.demand`, `og.chart`), laid out.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from ordagrant import _core
from ordagrant.charts import chart
from ordagrant.demand import Demands
from ordagrant.demand_shares import FEWEST_TO_COMPARE
from ordagrant.document import Document
from ordagrant.manifest import Manifest
from ordagrant.markup import STYLE, marked
from ordagrant.privacy import masked_by_all, masked_cells
from ordagrant.report.contents import FACTS, FEW_WORDS, POLES, ROWS_FIRST, STRONGEST_FIRST, Contents, statuses_of
from ordagrant.report.seen import News, Seen
from ordagrant.report.shown import Reader, Shown
from ordagrant.report.words import Words

# Poles that are marked in documents; roles and demand are about something else than steering.
MARKED = ("npm", "trust", "critique", "meta")

# What turns the order of what is read, and control characters: neither has a place in a page that quotes others.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

MOST_CONTACTS = 1000  # with their words, on the page

# Texts of tables are taken for what citizens wrote if half of them have so many words or fewer: of the 1,411 contacts
# in corpora/contacts none has more, and no care routine or motion that was looked at has fewer.
MOST_WORDS_OF_CONTACTS = 250


@dataclass(frozen=True)
class Asked:
    """What a page is to hold and how; `group` is whether documents and contacts have groups."""

    words: Words
    kernel: _core.batch.Kernel
    redact_documents: bool = False
    redact_rows: bool = True
    poles: tuple[str, ...] = MARKED
    terms: tuple[str, ...] = ()
    exact: bool = False
    by_group: bool = False


@dataclass
class Report:
    """What was found for a page, before it is one.

    `documents` are those that were read as documents, `news` what is new in each, None where everything was asked for;
    `contacts` those of whom `demands` says what they ask for.
    """

    asked: Asked
    documents: list[Shown]
    contents: Contents | None
    news: list[News] | None = None
    demands: Demands | None = None
    contacts: list[Document] = field(default_factory=list)
    seen: Seen | None = None  # with these documents

    @property
    def alerts(self) -> int:
        """In how many passages stands what was looked for."""
        return 0 if self.contents is None else len(self.contents.alerts)


def are_contacts(rows: Sequence[Document]) -> bool:
    """Are rows of tables what citizens wrote? Of other texts nobody asks what they ask for."""
    lengths = sorted(len(row.utf8.split()) for row in rows if row.status == "ok")
    return bool(lengths) and lengths[len(lengths) // 2] <= MOST_WORDS_OF_CONTACTS


def report_of(
    documents: Sequence[Document],
    asked: Asked,
    *,
    seen: Seen | None = None,
    demands: Demands | None = None,
    contacts: Sequence[Document] = (),
) -> Report:
    """What a page says of documents, and of contacts whose demand is known.

    With `seen` it is about what is new since then. Personal data is masked as `asked` says.
    """
    masked = [asked.redact_rows if document.is_row else asked.redact_documents for document in documents]
    reader = Reader(documents, asked.kernel, masked)
    shown, news = reader.shown, None
    if seen is not None:
        news = seen.news(shown)
        seen = seen.with_documents(shown)
    reader.fill(asked.poles, [*FACTS, "figure"], asked.terms, exact=asked.exact)
    about = [(one, None if news is None else news[at]) for at, one in enumerate(shown)]
    about = [(one, what) for one, what in about if one.passages and (what is None or what.kind != "same")]
    contents = None
    if about:
        of_news = None if news is None else [what for _, what in about if what is not None]
        contents = Contents([one for one, _ in about], asked.kernel, asked.words, of_news)
    return Report(asked, shown, contents, news, demands, list(contacts), seen)


def page(report: Report, made_of: Manifest, skipped: Mapping[str, int]) -> bytes:
    """The page as HTML in UTF-8. `made_of` is what it was made of; `skipped` counts other files by their endings."""
    words = report.asked.words
    script = _part("page.js")
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    html: str = _template().render(
        t=words,
        ui=words.ui,
        report=report,
        contents=report.contents,
        asked=report.asked,
        poles=POLES,
        facts=FACTS,
        strongest_first=STRONGEST_FIRST,
        rows_first=ROWS_FIRST,
        few_words=FEW_WORDS,
        most=max(_rates(report.contents), default=1.0),
        coverage=list(_coverage(report)),
        statuses=statuses_of([one.document for one in report.documents]),
        contact_statuses=statuses_of(report.contacts),
        demand=None if report.demands is None else _demand(report, report.demands),
        made_of=made_of,
        skipped=skipped,
        style=Markup(STYLE + "\n" + _part("page.css")),
        script=Markup(script),
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hashed}'; base-uri 'none'; "
        "form-action 'none'",
    )
    return _UNSEEN.sub("\ufffd", html).encode("utf-8", "replace")


def _rates(contents: Contents | None) -> Iterator[float]:
    """What the bars of the page are measured against: the highest end of an interval of both poles."""
    if contents is not None:
        for row in [contents.all, *contents.by_document]:
            for pole in POLES:
                yield max(row[pole] or 0.0, row[f"{pole}_high"] or 0.0)


def _coverage(report: Report) -> Iterator[dict[str, Any]]:
    """A row a document: what could be read of it."""
    numbers = {} if report.contents is None else {id(one): at for at, one in enumerate(report.contents.shown)}
    words = {} if report.contents is None else {row["link"]: row for row in report.contents.by_document}
    for at, one in enumerate(report.documents):
        document = one.document
        link = f"#d{numbers[id(one)]}" if id(one) in numbers else None
        row = words.get(link or "", {})
        yield {
            "document": document,
            "id": one.id,
            "link": link,
            "words": row.get("words"),
            "lang": row.get("lang"),
            "reason": document.reason or document.note,
            "news": None if report.news is None else report.news[at].kind,
        }


def _demand(report: Report, demands: Demands) -> dict[str, Any]:
    """What the page says of contacts."""
    words = report.asked.words
    summary = demands.summary
    months = summary.get("months") or []
    drawn = None
    told = [month for month in months if month["n"]]
    if len(told) > 1:
        failing = [month["failure"] + month["mixed"] if month["n"] else None for month in months]
        made = chart(date=[month["month"] for month in months], value=failing, n=[month["n"] for month in months])
        drawn = Markup(made.svg(words.ui, words.demand["chart"]))
    rows = list(demands.rows())
    order = sorted(range(len(rows)), key=lambda at: (rows[at]["demand"] == "undetermined", at))[:MOST_CONTACTS]
    chosen = [report.contacts[at] for at in sorted(order)]
    texts = masked_by_all(chosen) if report.asked.redact_rows else [document.source for document in chosen]
    named = masked_cells if report.asked.redact_rows else list
    shown = [
        rows[at] | {"id": id, "html": Markup(marked(text, _evidence(text, rows[at]["evidence"]), ui=words.ui))}
        for at, id, text in zip(sorted(order), named([rows[at]["id"] for at in sorted(order)]), texts, strict=True)
        if text.strip()
    ]
    groups = summary.get("groups", [])
    return {
        "summary": summary,
        "groups": [
            row | {"group": name} for row, name in zip(groups, named([row["group"] for row in groups]), strict=True)
        ],
        "exemplars": [
            (row, list(zip(named([one["id"] for one in row["exemplars"]]), row["exemplars"], strict=True)))
            for row in summary["table"]
            if row["exemplars"]
        ],
        "months": months,
        "chart": drawn,
        "kinds": [
            sorted(((kind, sum(causes.values())) for kind, causes in row["kinds_by_cause"].items()), key=_most_first)
            for row in summary["table"]
        ],
        "contacts": shown,
        "notes": named([note.said(words.ui) for note in summary["notes"]]),
        "left_out": len(rows) - len(shown),
        "fewest": FEWEST_TO_COMPARE,
    }


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _evidence(text: str, evidence: str | None) -> Iterator[dict[str, Any]]:
    """Where the words that decided stand."""
    for words in (evidence or "").split(" | "):
        at = text.find(words) if words.strip() else -1
        if at >= 0:
            yield {"start": at, "end": at + len(words)}


def _part(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    from jinja2 import DictLoader, Environment, StrictUndefined  # only this verb waits for it

    environment = Environment(
        loader=DictLoader({name: _part(name) for name in ("page.html.j2",)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")
