"""spaCy: its documents are taken as texts, and hits are written to their spans. Whoever has one has imported spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ordagrant.errors import RequestError, require_one_of

Doc: TypeAlias = Any  # spacy.tokens.Doc

KEY = "ordagrant"
ALIGNMENTS = ("expand", "contract", "strict")

# Hits that are no spans of tokens, and the spans that they have become.
MISALIGNED = {
    "id": "text",
    "start": "integer",
    "end": "integer",
    "text": "text",
    "span_start": "integer",
    "span_end": "integer",
    "span_text": "text",
}


def is_doc(value: object) -> bool:
    """Is it a document of spaCy?"""
    return any(one.__name__ == "Doc" and one.__module__.startswith("spacy.tokens") for one in type(value).__mro__)


def written_spans(
    hits: Iterable[Mapping[str, Any]], docs: Doc | Sequence[Doc], key: str, alignment: str
) -> list[dict[str, Any]]:
    """Writes hits to `doc.spans[key]` of the docs that they are of; gives what has become other characters."""
    require_one_of("alignment", alignment, ALIGNMENTS)
    by_id = {str(number): doc for number, doc in enumerate([docs] if is_doc(docs) else docs)}
    spans: dict[str, list[Any]] = {id: [] for id in by_id}
    misaligned = []
    for hit in hits:
        doc = by_id.get(hit["id"])
        start, end = hit["start"], hit["end"]
        if doc is None or doc.text[start:end] != hit["text"]:
            raise RequestError(
                f"the hit {hit['text']!r}, characters {start} to {end} of {hit['id']!r}, is of no such doc"
            )
        span = doc.char_span(
            start,
            end,
            label=f"{hit['pole']}/{hit['category']}" if hit["pole"] else "term",
            kb_id=hit["term"] or "",
            alignment_mode=alignment,
            span_id=" ".join(filter(None, (hit["polarity"], hit["voice"], hit["attitude"]))),
        )
        if span is not None:
            spans[hit["id"]].append(span)
        if span is None or (span.start_char, span.end_char) != (start, end):
            place = (
                {}
                if span is None
                else {"span_start": span.start_char, "span_end": span.end_char, "span_text": span.text}
            )
            misaligned.append({**{name: hit[name] for name in ("id", "start", "end", "text")}, **place})
    for id, doc in by_id.items():
        doc.spans[key] = spans[id]
    return misaligned
