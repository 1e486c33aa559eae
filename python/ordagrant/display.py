"""Display: how documents, corpora, tables, clusters, demand and its models show themselves in a notebook.

Everything is small: so many rows, so many characters, and below them how many there are in all. Everything is text of
the rows, escaped, and nothing of them is made of more than its row says: what is masked in a row stays masked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from ordagrant.corpus import value_of
from ordagrant.lexicon import hits
from ordagrant.listing import columns_of_interest
from ordagrant.markup import STYLE, legend, marked, safe

if TYPE_CHECKING:
    from ordagrant.charts import Chart
    from ordagrant.clusters import Clusters
    from ordagrant.corpus import Corpus
    from ordagrant.demand import DemandModel, Demands
    from ordagrant.document import Document
    from ordagrant.result import Result
    from ordagrant.table import Table

# What is shown at once; how much there is is said below.
ROWS = 10
CHARACTERS = 2000  # of a document
CELL = 160  # characters of a cell
CONTEXT = 48  # characters on either side of a hit

_STYLE = (
    STYLE
    + """
.og{line-height:1.5}
.og-about{margin:0 0 .4em;font-weight:600}
.og-quiet{color:var(--og-quiet);font-size:.875em;margin:.4em 0}
.og-text{border-left:3px solid var(--og-edge);padding-left:.8em;max-width:60em}
.og-wide{overflow-x:auto}
.og table{border-collapse:collapse;font-size:.875em;font-variant-numeric:tabular-nums;margin:0}
.og th,.og td{padding:.2em .7em;text-align:left;vertical-align:top;white-space:normal;max-width:30em}
.og thead th{border-bottom:2px solid var(--og-edge);vertical-align:bottom}
.og tbody tr{border-bottom:1px solid var(--og-edge);background:none}
.og th.og-row{font-weight:400;color:var(--og-quiet)}
.og td.og-number,.og th.og-number,.og th.og-row{text-align:right;white-space:nowrap}
.og td.og-short{white-space:nowrap}
.og td.og-long{min-width:18em}
.og td.og-context{min-width:26em}
""".strip()
)

# Of the demand table what the interval says as well, and what is long.
_LESS = ("comparable", "kinds_by_cause", "exemplar_2", "exemplar_3")
_WEIGHTS = ("word", "lemma", "pair", "phrase", "cue")  # what a demand model has weights of, as its file calls them
_MOST_NAMED = 8  # columns, in a sentence
_SHORT = 24  # characters that stand on one line

_Row = Mapping[str, Any]


def of_document(document: Document) -> str:
    """What was read, and the first characters of the source with its hits."""
    about = [document.id, document.lang, document.status, *_pages(document)]
    said = [_counted(len(document.source), "character"), f"encoding {document.encoding or 'none'}"]
    said += [note for note in (document.reason, document.note) if note]
    if document.ill_formed:
        said.append(f"{document.ill_formed:,} stretches of bytes that are no characters, shown as \ufffd")
    found = list(hits(document))
    end = _stop(document.source)
    parts = [
        f'<p class="og-about">{safe(" · ".join(about))}</p>',
        _quiet(f"{'; '.join(said)}; hits: {_counts(found)}"),
    ]
    if document.source.strip():
        shown = [hit for hit in found if hit["start"] < end]
        parts += [legend(shown), f'<div class="og-text">{marked(document.source, shown, end=end)}</div>']
    if end < len(document.source):
        parts.append(_quiet(f"the first {end:,} of {len(document.source):,} characters; all of them are in .source"))
    return _whole(parts)


def of_table(table: Table) -> str:
    """The first rows of a table, in the columns that a reader wants of them."""
    rows = table.first(ROWS)
    shown = columns_of_interest(table.columns, rows)
    parts = []
    if "left" in shown and "pole" in shown:
        parts.append(legend(rows))
    parts.append(_table(shown, rows))
    count = len(table)
    said = _counted(count, "row") + (f", the first {ROWS} shown" if count > ROWS else "")
    return _whole([*parts, _quiet(_joined([said, _not_shown(table.columns, shown)]))])


def of_clusters(clusters: Clusters) -> str:
    """A row a cluster: its label, its size, its stability and the texts that are most typical of it."""
    rows = [
        {**row, "exemplars": " | ".join(clusters.exemplar_texts[id] for id in ids)}
        for row, ids in zip(clusters.summary, clusters.exemplars, strict=True)
    ]
    shown = ["cluster", "label", "n", "stability", "exemplars"]
    said = [f"{len(clusters):,} texts, {clusters.different:,} of them different, in {len(rows):,} clusters"]
    if len(rows) > ROWS:
        said.append(f"the first {ROWS} shown, all of them are in .summary")
    said += ["stability: how much of a cluster comes again when a third of the texts is left out", *clusters.notes]
    return _whole([_table(shown, rows[:ROWS]), _quiet(_joined(said))])


def of_demands(demands: Demands) -> str:
    """What the contacts are in all, and the demand table."""
    summary = demands.summary
    rows = demands.table.first(ROWS)
    shown = [name for name in columns_of_interest(demands.table.columns, rows) if name not in _LESS]
    if all(row["category"] == row["label"] for row in rows):
        shown.remove("label")
    about = f"{summary['contacts']:,} contacts: " + ", ".join(
        f"{summary[name]:,} {name}" for name in ("failure", "mixed", "value", "undetermined")
    )
    said = []
    if summary["share"] is not None:
        share, low, high = (f"{100 * summary[name]:.0f}" for name in ("share", "share_low", "share_high"))
        said.append(f"failure share of the {summary['n']:,} with a demand: {share} % ({low} to {high})")
    if (count := len(demands.table)) > ROWS:
        said.append(f"{count:,} categories, the first {ROWS} shown, all of them are in .table")
    said += ["undetermined contacts are in n and in no share", _not_shown(demands.table.columns, shown)]
    said += summary["notes"]
    return _whole([f'<p class="og-about">{safe(about)}</p>', _table(shown, rows), _quiet(_joined(said))])


def of_corpus(corpus: Corpus) -> str:
    """The first documents, which are read for it; how many there are in all may take long to know."""
    rows = [
        {
            "id": document.id,
            "lang": document.lang,
            "status": document.status,
            "pages": document.pages,
            "characters": len(document.source),
            **{column: value_of(document, column) for column in corpus.columns},
        }
        for document in islice(corpus, ROWS)
    ]
    shown = [name for name in (rows[0] if rows else ()) if any(row[name] is not None for row in rows)]
    said = f"the first {ROWS} documents" if len(rows) == ROWS else _counted(len(rows), "document")
    return _whole([f'<p class="og-about">{safe(repr(corpus)[1:-1])}</p>', _table(shown, rows), _quiet(said)])


def of_model(model: DemandModel) -> str:
    """What the model is asked for, what it can say, and of what its weights are; not which words they are of.

    The words of a model that was trained are those of citizens.
    """
    rows = [{"parameter": name, "value": repr(value)} for name, value in model.get_params().items()]
    if not model.__sklearn_is_fitted__():
        about, said = "not fitted", "fit(texts, labels) trains it; DemandModel.default() is the one that is shipped"
    else:
        lines = model.model_.write().decode().splitlines()
        counts = Counter(line.partition("\t")[0] for line in lines)
        about = f"gives {', '.join(model.model_.classes)}"
        said = "weights of " + ", ".join(_counted(counts[kind], kind) for kind in _WEIGHTS if counts[kind])
    return _whole(
        [f'<p class="og-about">{safe(f"DemandModel: {about}")}</p>', _table(list(rows[0]), rows), _quiet(said)]
    )


def of_chart(chart: Chart) -> str:
    """The picture, and its values to be opened and copied."""
    rows = list(chart)
    shown = columns_of_interest(chart.columns, rows)
    values = f"<details><summary>The values of the {len(rows):,} points</summary>{_table(shown, rows)}</details>"
    return chart.svg() + _whole([values])


def of_result(result: Result) -> str:
    """What was read, and how many rows each table has."""
    documents, *further = result.about()
    rows = [{"table": table, "rows": count} for table, count in result.rows.items()]
    about = f'<p class="og-about">{safe(documents)}</p>'
    return _whole([about, _table(["table", "rows"], rows), *map(_quiet, further)])


def _pages(document: Document) -> Iterable[str]:
    if document.pages is None:
        return
    yield f"{document.pages_read:,} of {document.pages:,} pages read"
    if document.pages_without_text:
        yield f"no text on {document.pages_without_text}"


def _counts(found: Sequence[_Row]) -> str:
    counts: dict[str, int] = {}
    for hit in found:
        counts[hit["pole"]] = counts.get(hit["pole"], 0) + 1
    return ", ".join(f"{count:,} {pole}" for pole, count in counts.items()) or "none"


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def _stop(source: str) -> int:
    """Where the part that is shown ends: behind a line, if one ends in its second half, or a word."""
    if len(source) <= CHARACTERS:
        return len(source)
    for sign in ("\n", " "):
        if (at := source.rfind(sign, CHARACTERS // 2, CHARACTERS)) >= 0:
            return at
    return CHARACTERS


def _not_shown(names: Sequence[str], shown: Sequence[str]) -> str:
    """Which columns are not in the table; an interval is, behind what it is of."""
    hidden = [name for name in names if name not in {*shown, *_bounds(shown)}]
    more = f" and {len(hidden) - _MOST_NAMED} more" if len(hidden) > _MOST_NAMED else ""
    return f"columns not shown: {', '.join(hidden[:_MOST_NAMED])}{more}" if hidden else ""


def _bounds(shown: Iterable[str]) -> set[str]:
    return {f"{name}{end}" for name in shown for end in ("_low", "_high")}


def _joined(sentences: Iterable[str]) -> str:
    return "; ".join(filter(None, sentences))


def _table(shown: Sequence[str], rows: Sequence[_Row]) -> str:
    if not rows:
        return ""
    beside = _bounds(shown)
    if "left" in shown:
        beside |= {"left", "right"}
    names = [name for name in shown if name not in beside]
    numeric = {name for name in names if any(_is_number(row[name]) for row in rows)}
    kinds = {name: ' class="og-number"' if name in numeric else "" for name in names}
    heads = "".join(f'<th scope="col"{kinds[name]}>{safe(name)}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row" class="og-row">{number}</th>'
        + "".join(_cell(name, row, is_number=name in numeric) for name in names)
        + "</tr>"
        for number, row in enumerate(rows)
    )
    return (
        f'<div class="og-wide" tabindex="0" role="group" aria-label="rows"><table><thead><tr>'
        f'<th scope="col" class="og-row">row</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(name: str, row: _Row, *, is_number: bool) -> str:
    value = row[name]
    if name == "text" and row.get("left") is not None:
        return f'<td class="og-context">{_in_context(row)}</td>'
    if value is None:
        return "<td></td>"
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    text = _number(value) if _is_number(value) else _cut(_on_one_line(value), CELL)
    if low is not None and high is not None:
        text += f" ({_number(low)} to {_number(high)})"
    kind = "og-number" if is_number else "og-short" if len(text) <= _SHORT else "og-long"
    return f'<td class="{kind}">{safe(text)}</td>'


def _in_context(row: _Row) -> str:
    left, text, right = (str(row[name]) for name in ("left", "text", "right"))
    before, behind = left[-CONTEXT:], _cut(right, CONTEXT)
    mark = {**row, "start": 0, "end": len(text)}
    return f"{'…' if before != left else ''}{safe(before)}{marked(text, [mark])}{safe(behind)}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: float) -> str:
    """To three digits that count; whole numbers, and those of a thousand or more, whole."""
    return str(value) if isinstance(value, int) else f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _on_one_line(value: object) -> str:
    return " ".join(str(value).split())


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _quiet(text: str) -> str:
    return f'<p class="og-quiet">{safe(text)}</p>'


def _whole(parts: Iterable[str]) -> str:
    return f'<style>{_STYLE}</style><div class="og">{"".join(parts)}</div>'
