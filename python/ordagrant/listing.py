"""Listing: rows as lines of text for a terminal or a prompt, and which columns of a table a reader wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]

# What a reader wants of each kind of row, in this order; every other column is a --format, or its name, away.
_SHOWN = (
    "change what "  # lexicon diff
    "id lang status confidence encoding pages pages_read "  # text, language
    "demand p_failure failure_kind cause cluster cluster_label duplicate_of earlier_contact evidence "  # demand
    "words npm trust npm_hits trust_hits npm_reversed quoted label p_npm p_trust said "  # score
    "stability closeness exemplar same_as "  # clusters
    "word target reference z log_ratio log_ratio_low log_ratio_high g2 simple_maths dp_target dp_reference p_holm "
    "doc passage number date kind heading "  # passages, quotes
    "yes no abstain names body outcome owner due value value_high compared unit "  # facts
    "moving_range mean lower upper range_limit signal "  # chart
    "page line left text right speaker closed polarity voice attitude pole category tier "  # hits, quotes
    "start end before after norm stem lemma parts term compound source note "  # tokens, repairs, lexicon
    "found reason"  # verify
).split()
# Of the table of demand and of clusters all columns are wanted, in their own order.
_WHOLE = ("exemplar_1", "exemplars")
# Breaks and spaces that a repair took away or put in.
_SIGNS = str.maketrans({" ": "␣", "\n": "⏎", "\f": "␌", "\r": "␍", "\t": "␉", "\v": "␋"})
_WIDEST = {
    "left": 32,
    "right": 32,
    "text": 60,
    "note": 50,
    "id": 40,
    "doc": 40,
    "heading": 40,
    "outcome": 40,
    "said": 60,
    "evidence": 60,
    "found": 60,
    "reason": 50,
}
_WIDEST_ELSE = 24
_BETWEEN = "  "


def columns_of_interest(names: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The columns that a reader wants and that are not null throughout; of rows of no known kind all that are not."""
    known = [] if any(name in names for name in _WHOLE) else [name for name in _SHOWN if name in names]
    shown = [name for name in known or names if any(row[name] is not None for row in rows)]
    if "left" in shown:  # hits: their place is the line, and the text says which term it is
        hidden = {"start", "end", "lang", "term", "date", "passage"}
        if "pole" in shown:  # where words are searched for, their place in the minutes is all that there is to know
            hidden.add("number")
    elif "doc" in shown or "passage" in shown:  # what a passage or a quotation says is its place
        hidden = {"start", "end", *(["id"] if "doc" in shown else [])}
    else:
        hidden = set()
    for name in ("id", "doc"):
        if hidden and name in shown and len({row[name] for row in rows}) == 1:
            hidden.add(name)
    return [name for name in shown if name not in hidden]


def as_text(names: Sequence[str], rows: Sequence[Row], widest: int | None = None) -> str:
    """The rows with the columns of interest, each cut to its widest, under a line of their names.

    With `widest` columns that would make a line longer than so many characters are left out, the first one never.
    """
    shown = columns_of_interest(names, rows)
    if not shown:
        return ""
    lines = [[written(name, row[name]) for name in shown] for row in rows]
    widths = [max([len(name), *(len(line[i]) for line in lines)]) for i, name in enumerate(shown)]
    if widest is not None:
        fitting = [sum(widths[: count + 1]) + count * len(_BETWEEN) <= widest for count in range(len(shown))]
        shown = shown[: max(1, sum(fitting))]
    right = [name == "left" or any(isinstance(row[name], int | float) for row in rows) for name in shown]

    def line_of(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if flush else cell.ljust(width)
            for cell, width, flush in zip(cells, widths, right, strict=False)  # of fewer columns than there are
        )
        return _BETWEEN.join(padded).rstrip() + "\n"

    return line_of(shown) + line_of(["-" * width for width in widths]) + "".join(map(line_of, lines))


def written(name: str, value: object) -> str:
    """A value of the column `name` on one line, as long as there is room for."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if name in ("before", "after") and str(value).isspace():
        value = _seen(str(value))
    text = " ".join(str(value).split())
    widest = _WIDEST.get(name, _WIDEST_ELSE)
    if len(text) <= widest:
        return text
    return "…" + text[1 - widest :] if name in ("left", "id") else text[: widest - 1] + "…"


def _seen(spaces: str) -> str:
    """White space as signs; a kind of space that has none by its code."""
    return "".join(
        sign if not sign.isspace() else sign.encode("ascii", "backslashreplace").decode()
        for sign in spaces.translate(_SIGNS)
    )
