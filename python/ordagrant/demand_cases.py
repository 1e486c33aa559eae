"""Cases: the contacts that one matter took, from the first of them to the last."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from ordagrant.demand_shares import percent, share_of
from ordagrant.frames import is_missing
from ordagrant.periods import Period

# How a cell tells one case, or one handler, from another; None if it is empty.
Key: TypeAlias = str | None

# The columns of a row a case, and what is in them.
TYPES_OF_CASES: Mapping[str, str] = {
    "case": "text",
    "contacts": "integer",
    "first": "text",
    "last": "text",
    "days": "integer",
    "handlers": "integer",
}

# Student's t at 0.975 for one and two degrees of freedom, where the expansion below is too far off.
_T_975 = {1: 12.706204736174698, 2: 4.302652729749464}
_NORMAL_975 = 1.959963984540054


def key_of(cell: object) -> Key:
    """What a cell of a case or a handler says."""
    if is_missing(cell):
        return None
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def order_of_id(id: str) -> tuple[int, int, str]:
    """Whole numbers by their value and before others, which are by their letters."""
    return (0, int(id), "") if id.isascii() and id.isdecimal() else (1, 0, id)


def time_of(cell: object) -> str:
    """A date with its time of day, if it has one, as a text that sorts by it."""
    text = cell.isoformat() if isinstance(cell, datetime.date) else str(cell).strip()
    return text.replace("T", " ", 1)


def by_case(
    cases: Sequence[Key], ids: Sequence[str], times: Sequence[tuple[int, str] | None] | None
) -> dict[str, list[int]]:
    """The contacts of each case, the first of them first: by time, then by id; without `times`, as they stand.

    Where there are times, contacts without one come last.
    """
    found: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        if case is not None:
            found.setdefault(case, []).append(number)
    if times is not None:
        late = (datetime.date.max.toordinal() + 1, "")
        for contacts in found.values():
            contacts.sort(key=lambda number: (times[number] or late, order_of_id(ids[number])))
    return dict(sorted(found.items()))


def earlier_contacts(
    cases: Mapping[str, Sequence[int]], ids: Sequence[str], times: Sequence[tuple[int, str] | None] | None
) -> list[str | None]:
    """Of each contact the id of the one before it in its case; a contact without a time is before and after none."""
    earlier: list[str | None] = [None] * len(ids)
    for contacts in cases.values():
        timed = [number for number in contacts if times is None or times[number] is not None]
        for before, number in pairwise(timed):
            earlier[number] = ids[before]
    return earlier


def rows_of_cases(
    cases: Mapping[str, Sequence[int]], periods: Sequence[Period | None] | None, handlers: Sequence[Key] | None
) -> list[dict[str, Any]]:
    """A row a case: `case, contacts, first, last, days, handlers`; None is what nothing is known of."""
    rows = []
    for case, contacts in cases.items():
        dated = [period for number in contacts if periods is not None and (period := periods[number]) is not None]
        first, last = (min(dated), max(dated)) if dated else (None, None)
        known = None if handlers is None else {handlers[number] for number in contacts} - {None}
        rows.append(
            {
                "case": case,
                "contacts": len(contacts),
                "first": first and first.label,
                "last": last and last.label,
                "days": last.first - first.first if first and last and first.kind == "day" else None,
                "handlers": len(known) if known else None,
            }
        )
    return rows


def summary_of(rows: Sequence[Mapping[str, Any]], without_case: int) -> dict[str, Any]:
    """What cases take on the average, each with its 95 % interval, and how many were solved at the first contact.

    A case is solved at its first contact if no other contact of it is among these; one that has just begun is counted
    so too.
    """
    return {
        "cases": len(rows),
        "contacts_without_a_case": without_case,
        "contacts": mean_of([row["contacts"] for row in rows], least=1),
        "days": mean_of([row["days"] for row in rows if row["days"] is not None]),
        "handlers": mean_of([row["handlers"] for row in rows if row["handlers"] is not None], least=1),
        "solved_at_first_contact": share_of(sum(row["contacts"] == 1 for row in rows), len(rows)),
    }


def mean_of(values: Sequence[int], least: int = 0) -> dict[str, Any]:
    """The mean of whole numbers with its 95 % interval by Student's t: `n, mean, mean_low, mean_high`.

    The interval does not go below `least`, the smallest value that there can be; it is None of a single value, and so
    is the mean of none.

    >>> {name: value if value is None else round(value, 3) for name, value in mean_of([1, 2, 6]).items()}
    {'n': 3, 'mean': 3.0, 'mean_low': 0.0, 'mean_high': 9.572}
    """
    n, total = len(values), sum(values)
    found: dict[str, Any] = {"n": n, "mean": total / n if n else None, "mean_low": None, "mean_high": None}
    if n > 1:
        # Whole numbers to the end, so that no order of the cases changes a bit.
        squares = n * sum(value * value for value in values) - total * total
        half = _t_975(n - 1) * math.sqrt(squares / (n - 1)) / n
        found |= {"mean_low": max(float(least), found["mean"] - half), "mean_high": found["mean"] + half}
    return found


def _t_975(freedom: int) -> float:
    """Student's t at 0.975, by the expansion of Abramowitz and Stegun (26.7.5): to 0.004 at 3 degrees of freedom."""
    if freedom in _T_975:
        return _T_975[freedom]
    z = _NORMAL_975
    terms: tuple[float, ...] = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / float(freedom) ** power for power, term in enumerate(terms, 1))


def said_of_cases(found: Mapping[str, Any]) -> str:
    """What `summary_of` found, in a sentence."""
    parts = [
        f"{_said_of_mean(found[name])} {unit}"
        for name, unit in (("contacts", "contacts"), ("days", "days from first to last"), ("handlers", "handlers"))
        if found[name]["mean"] is not None
    ]
    cases = found["cases"]
    if not cases:
        return "no contact has a case"
    without = found["contacts_without_a_case"]
    return (
        f"{cases:,} case{'' if cases == 1 else 's'}, on the average {', '.join(parts)}; "
        f"solved at the first contact: {percent(found['solved_at_first_contact'])}"
        + (f"; contacts without a case: {without:,}" if without else "")
    )


def _said_of_mean(found: Mapping[str, Any]) -> str:
    if found["mean_low"] is None:
        return f"{found['mean']:.1f}"
    return f"{found['mean']:.1f} ({found['mean_low']:.1f}-{found['mean_high']:.1f})"
