"""Excerpts: full sentences of a passage with their marks, where they stand, and as a quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ordagrant.markup import marked
from ordagrant.report.shown import Shown
from ordagrant.report.words import Words

# A passage of more words is cut to the sentences around what was found in it: what is read at one go.
MOST_WORDS = 110

Row = dict[str, Any]


@dataclass(frozen=True)
class Excerpt:
    """What is shown of a passage: `html` with marks, and `quotation` with its source, to be copied."""

    html: Markup
    lang: str
    is_cut_before: bool
    is_cut_after: bool
    speaker: str | None
    place: str
    link: str
    quotation: str


def is_counted(hit: Mapping[str, Any]) -> bool:
    """Does a hit count in a rate of its pole?"""
    return hit["tier"] not in ("frame", "statutory") and sense_of(hit) in ("counted", "reported")


def sense_of(hit: Mapping[str, Any]) -> str:
    """The one thing to say of how a hit is meant: the first that holds."""
    if hit["tier"] in ("frame", "statutory"):
        return str(hit["tier"])
    if hit["voice"] == "quoted":
        return "quoted"
    if hit["polarity"] == "reversed":
        return "reversed"
    attitude = {"criticises": "criticised", "describes": "described"}.get(hit["attitude"] or "")
    return attitude or ("reported" if hit["voice"] == "reported" else "counted")


def place_of(shown: Shown, row: Mapping[str, Any], words: Words, *, with_document: bool = True) -> str:
    """`minutes.pdf, 2024-10-09, § 45, page 3, line 71`."""
    texts = words.page
    at = shown.place(row)
    parts = [shown.name] if with_document else []
    if row.get("date"):
        parts.append(str(row["date"]))
    if number := row.get("number"):
        parts.append(
            texts["section"].format(number=number) if number in shown.items else texts["chapter"].format(number=number)
        )
    if at["page"] is not None:
        parts.append(texts["page"].format(page=at["page"]))
    parts.append(texts["line"].format(line=words.number(at["line"])))
    return ", ".join(parts)


def anchor_of(number: int, passage: int) -> str:
    """The id of a passage of a document on the page."""
    return f"d{number}p{passage}"


def excerpt(
    shown: Shown, number: int, lang: str, passage: Mapping[str, Any], hits: Sequence[Row], words: Words
) -> Excerpt:
    """The sentences of a passage around its hits; `number` and `lang` are the document's."""
    start, end = window(shown, passage, hits)
    within = [{**hit, "anchor": None} for hit in hits if hit["start"] < end and hit["end"] > start]
    speakers = {hit["speaker"] for hit in within}
    speaker = passage["speaker"] or (next(iter(speakers)) if len(speakers) == 1 else None)
    first = next((hit["anchor"] for hit in hits if hit.get("anchor")), anchor_of(number, passage["passage"]))
    place = place_of(shown, passage, words)
    text = " ".join(shown.text[start:end].split())
    said_by = f"{speaker}, " if speaker else ""
    return Excerpt(
        Markup(marked(shown.text, within, start=start, end=end, ui=words.ui)),
        lang,
        start > passage["start"],
        end < passage["end"],
        speaker,
        place,
        f"#{first}",
        words.page["quotation"].format(text=text, source=f"{said_by}{place}"),
    )


def window(shown: Shown, passage: Mapping[str, Any], hits: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """All of a passage, or the sentences around the one with most hits, as many as there is room for."""
    sentences = shown.sentences_in(passage["start"], passage["end"])
    lengths = [len(shown.text[start:end].split()) for start, end in sentences]
    if sum(lengths) <= MOST_WORDS:
        return passage["start"], passage["end"]
    found = [0.0] * len(sentences)
    for hit in hits:
        at = bisect_right(sentences, hit["start"], key=lambda bounds: bounds[0]) - 1
        if at >= 0 and hit["start"] < sentences[at][1]:
            found[at] += 1 if is_counted(hit) else 0.5
    first = last = max(range(len(sentences)), key=lambda at: (found[at], -at))
    room = MOST_WORDS - lengths[first]
    while True:
        # First to the side on which more was found, and at a tie on what comes next.
        sides = [at for at in (last + 1, first - 1) if 0 <= at < len(sentences) and lengths[at] <= room]
        if not sides:
            return sentences[first][0], sentences[last][1]
        side = max(sides, key=lambda at: found[at])
        first, last = min(first, side), max(last, side)
        room -= lengths[side]
