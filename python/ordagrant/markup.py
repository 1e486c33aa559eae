"""Markup: a text as HTML in which every hit is marked, and how the marks look.

What a mark means shows without its colour: the kind of line below it is the pole, a sign before it says that it is
reversed, quoted, reported, criticised or described, and what its sign and line say is read aloud behind it. Signs and
what is read aloud are made by the style sheet, so that the characters of a mark, and those that are copied, are those
of the source and no others. Nothing is needed from outside and there is no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, TypeAlias

from ordagrant.errors import require_one_of

# A row of `og.hits` or of `evidence`; of its columns those that are missing or None are not said.
Hit: TypeAlias = Mapping[str, Any]

# What the signs before a mark are, in the order in which they stand.
SIGNS: dict[tuple[str, str], str] = {
    ("voice", "quoted"): "“",
    ("voice", "reported"): "»",
    ("polarity", "reversed"): "−",
    ("attitude", "criticises"): "✕",
    ("attitude", "describes"): "○",
}

# Hits of these tiers are told of and count in no rate; their marks are not filled.
UNCOUNTED = ("frame", "statutory")

# Poles with a line of their own below them; all others share one.
_LINED = ("npm", "trust", "critique", "failure", "value")

_SAID = ("pole", "polarity", "voice", "attitude")  # aloud, in this order
_TIERED = "tier"

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "legend": "Marks",
        "term": "term",
        "npm": "NPM",
        "trust": "trust",
        "critique": "critique",
        "meta": "about steering",
        "role": "role",
        "failure": "failure demand",
        "value": "value demand",
        "theme": "theme",
        "affirmed": "affirmed",
        "reversed": "reversed",
        "own": "own voice",
        "quoted": "quoted",
        "reported": "reported",
        "affirms": "affirms",
        "criticises": "criticised",
        "describes": "described",
        "frame": "turn of phrase, in no rate",
        "statutory": "required by law, in no rate",
    },
    "sv": {
        "legend": "Markeringar",
        "term": "sökord",
        "npm": "NPM",
        "trust": "tillit",
        "critique": "kritik",
        "meta": "om styrning",
        "role": "roll",
        "failure": "icke-värdeskapande efterfrågan",
        "value": "värdeskapande efterfrågan",
        "theme": "tema",
        "affirmed": "bejakat",
        "reversed": "omvänt",
        "own": "egen röst",
        "quoted": "citerat",
        "reported": "refererat",
        "affirms": "instämmande",
        "criticises": "kritiserat",
        "describes": "beskrivet",
        "frame": "vändning, i ingen frekvens",
        "statutory": "lagkrav, i ingen frekvens",
    },
    "da": {
        "legend": "Markeringer",
        "term": "søgeord",
        "npm": "NPM",
        "trust": "tillid",
        "critique": "kritik",
        "meta": "om styring",
        "role": "rolle",
        "failure": "ikke-værdiskabende efterspørgsel",
        "value": "værdiskabende efterspørgsel",
        "theme": "tema",
        "affirmed": "bekræftet",
        "reversed": "vendt om",
        "own": "egen stemme",
        "quoted": "citeret",
        "reported": "refereret",
        "affirms": "tilsluttende",
        "criticises": "kritiseret",
        "describes": "beskrevet",
        "frame": "vending, i ingen frekvens",
        "statutory": "lovkrav, i ingen frekvens",
    },
}

_LIGHT = """
--og-npm:#9a4a00;--og-npm-fill:#ffe6cc;--og-trust:#00558c;--og-trust-fill:#d9eafa;--og-else:#595959;
--og-else-fill:#ececec;--og-ink:#1a1a1a;--og-quiet:#595959;--og-edge:#c8c8c8
""".strip().replace("\n", "")
_DARK = """
--og-npm:#ffb366;--og-npm-fill:#4a2c08;--og-trust:#7cc0ff;--og-trust-fill:#123555;--og-else:#c0c0c0;
--og-else-fill:#3c3c3c;--og-ink:#f5f5f5;--og-quiet:#b8b8b8;--og-edge:#5a5a5a
""".strip().replace("\n", "")

# Jupyter and VS Code say for themselves whether they are dark, whatever the system is; both are below a page of ours.
# Every pair of ink and fill has a contrast of 10 to 1 or more; blue and orange are told apart by all kinds of sight.
STYLE = f"""
.og{{{_LIGHT}}}
@media (prefers-color-scheme:dark){{.og{{{_DARK}}}}}
[data-jp-theme-light="true"] .og,.vscode-light .og{{{_LIGHT}}}
[data-jp-theme-light="false"] .og,.vscode-dark .og{{{_DARK}}}
.og-text{{white-space:pre-wrap;overflow-wrap:break-word;unicode-bidi:isolate}}
.og mark{{color:var(--og-ink);background:var(--og-else-fill);border-radius:2px;padding:0 .1em;
text-decoration:underline dotted 2px var(--og-else);text-underline-offset:.18em;text-decoration-skip-ink:none;
-webkit-box-decoration-break:clone;box-decoration-break:clone}}
.og mark.og-npm,.og mark.og-failure{{background:var(--og-npm-fill);
text-decoration:underline solid 2px var(--og-npm)}}
.og mark.og-trust,.og mark.og-value{{background:var(--og-trust-fill);
text-decoration:underline double 2px var(--og-trust)}}
.og mark.og-critique{{text-decoration:underline wavy 1px var(--og-else)}}
.og mark.og-uncounted{{background:none;color:inherit;text-decoration-thickness:1px}}
.og mark[data-sign]::before{{content:attr(data-sign) "\\2060";content:attr(data-sign) "\\2060" / "";font-weight:700;
display:inline-block;text-decoration:none}}
.og mark[data-said]::after{{content:" (" attr(data-said) ") ";position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%);white-space:nowrap}}
.og mark:target{{outline:3px solid currentColor;outline-offset:2px}}
.og-legend{{color:var(--og-quiet);font-size:.875em;line-height:1.8}}
.og-legend mark{{margin-right:.6em}}
@media print{{.og{{{_LIGHT}}}.og mark{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}}}
@media (forced-colors:active){{.og mark{{background:Canvas;color:CanvasText;text-decoration-color:CanvasText}}}}
""".strip()

# What neither HTML nor XML can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """`text` as HTML shows it: escaped, for an attribute too.

    A form feed, the end of a page, is a line feed; a control character is U+FFFD.
    """
    return escape(_UNPRINTABLE.sub("\ufffd", text.replace("\f", "\n")))


def marked(text: str, hits: Iterable[Hit], *, start: int = 0, end: int | None = None, ui: str = "en") -> str:
    """The characters `start` to `end` of `text` as HTML, each hit among them a `<mark>`.

    `hits` are rows with `start` and `end`, in characters of `text`, and as far as known `pole`, `category`, `polarity`,
    `voice`, `attitude`, `term` and `tier`; `anchor`, where a row has it, becomes the mark's id. What a row has as its
    `text`, its context or its speaker is not looked at: of a masked text (`og.redact` keeps positions) nothing shows
    that is masked. Marks lie in each other as the hits do, a longer one around a shorter; one that crosses the end of
    another goes on behind it as a second mark of the class `og-on`, without id, sign and words. A hit that reaches out
    of the span is cut, and what is left of it marked.

    It looks as it should within an element of the class `og` on a page that holds `STYLE`. `ui` is `sv`, `da` or `en`;
    raises RequestError for another.

    >>> marked("Bort från mål & mått", [{"start": 10, "end": 13, "pole": "npm", "polarity": "reversed"}])
    'Bort från <mark class="og-npm" data-sign="−" data-said="NPM, reversed" title="NPM, reversed">mål</mark> &amp; mått'
    """
    words = words_of(ui)
    end = len(text) if end is None else min(end, len(text))
    start = max(start, 0)
    cut = [(max(hit["start"], start), min(hit["end"], end), hit) for hit in hits]
    spans = sorted((span for span in cut if span[0] < span[1]), key=lambda span: (span[0], -span[1]))
    parts: list[str] = []
    open_: list[tuple[int, Hit]] = []  # the ends of the marks that are open, the innermost last
    at, number = start, 0
    while at < end:
        while number < len(spans) and spans[number][0] == at:
            _, stop, hit = spans[number]
            parts.append(_opened(hit, words))
            open_.append((stop, hit))
            number += 1
        next_ = min([stop for stop, _ in open_] + [span[0] for span in spans[number : number + 1]], default=end)
        parts.append(safe(text[at:next_]))
        at = next_
        first = next((level for level, (stop, _) in enumerate(open_) if stop == at), len(open_))
        going_on = [mark for mark in open_[first:] if mark[0] > at]
        parts.append("</mark>" * (len(open_) - first))
        parts += [f'<mark class="{_classes(hit)} og-on">' for _, hit in going_on]
        open_[first:] = going_on
    return "".join(parts)


def legend(hits: Iterable[Hit], ui: str = "en") -> str:
    """A paragraph that says what the marks of these hits are: their poles, and the signs that they have.

    Raises RequestError for an unknown `ui`.
    """
    words = words_of(ui)
    rows = list(hits)
    found = {(name, row.get(name)) for row in rows for name in ("pole", "voice", "polarity", "attitude", _TIERED)}
    shown = [
        f'<mark class="{_classes({"pole": pole})}">{safe(words[pole])}</mark>'
        for pole in words
        if ("pole", pole) in found
    ]
    if any(row.get("pole") is None for row in rows):
        shown.append(f'<mark class="{_classes({})}">{safe(words["term"])}</mark>')
    shown += [f"{sign}&nbsp;{safe(words[said[1]])}" for said, sign in SIGNS.items() if said in found]
    shown += [
        f'<mark class="og-uncounted">{safe(words[tier])}</mark>' for tier in UNCOUNTED if (_TIERED, tier) in found
    ]
    return f'<p class="og-legend">{safe(words["legend"])}: {" &nbsp; ".join(shown)}</p>' if shown else ""


def words_of(ui: str) -> dict[str, str]:
    """What marks say in a language. Raises RequestError for one that there are no words of."""
    require_one_of("ui", ui, WORDS)
    return WORDS[ui]


def _opened(hit: Hit, words: Mapping[str, str]) -> str:
    anchor = hit.get("anchor")
    sign = "".join(sign for (name, value), sign in SIGNS.items() if hit.get(name) == value)
    aloud = [words.get(hit[name], hit[name]) for name in _SAID if hit.get(name) is not None] or [words["term"]]
    if hit.get(_TIERED) in UNCOUNTED:
        aloud.append(words[hit[_TIERED]])
    # The name of a turn of phrase is its category, which is said once.
    names = dict.fromkeys(str(hit[name]) for name in ("term", "category") if hit.get(name) is not None)
    attributes = {
        "id": anchor,
        "class": _classes(hit),
        "data-sign": sign,
        "data-said": ", ".join(aloud),
        "title": " · ".join([*names, ", ".join(aloud)]),
    }
    written = " ".join(f'{name}="{safe(str(value))}"' for name, value in attributes.items() if value)
    return f"<mark {written}>"


def _classes(hit: Hit) -> str:
    pole = hit.get("pole")
    first = f"og-{pole}" if pole in _LINED else "og-else"
    return f"{first} og-uncounted" if hit.get(_TIERED) in UNCOUNTED else first
