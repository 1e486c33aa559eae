"""Days, weeks and months as they are written in tables, and which of them are missing in a row."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ordagrant.errors import RequestError
from ordagrant.frames import is_missing

FORMS = "2024-03-12 or 12-03-2024 (a day), 2024-W11 (a week) or 2024-03 (a month)"
MOST_NAMED = 5  # rows, in a message

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?", re.DOTALL)
# Day first, as Danish programmes write it: 12-03-2024, 12.3.2024. With / a day can be American, and its month first.
_DAY_FIRST = re.compile(r"(\d{1,2})([-.])(\d{1,2})\2(\d{4})(?: \d{1,2}[:.]\d{2}.*)?", re.DOTALL)
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")

# From so few dates no step is read off, and none that never occurs between neighbours.
_FEWEST_FOR_A_STEP = 3


class Period(NamedTuple):
    """A day, an ISO week or a month: its first day as an ordinal, its kind, and how it is written."""

    first: int
    kind: str  # day, week, month
    label: str

    @property
    def month(self) -> str:
        """The month of its first day: `2024-03`."""
        return datetime.date.fromordinal(self.first).strftime("%Y-%m")


def period_of(cell: object) -> Period | None:
    """The period that a cell says, a date or a text; None if it says none. The time of a day is left out."""
    if isinstance(cell, datetime.datetime):
        return _day(cell.date())
    if isinstance(cell, datetime.date):
        return _day(cell)
    text = str(cell).strip()
    try:
        if found := _DAY.fullmatch(text):
            return _day(datetime.date(int(found[1]), int(found[2]), int(found[3])))
        if found := _DAY_FIRST.fullmatch(text):
            return _day(datetime.date(int(found[4]), int(found[3]), int(found[1])))
        if found := _WEEK.fullmatch(text):
            return _week(datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1))
        if found := _MONTH.fullmatch(text):
            return _month(int(found[1]), int(found[2]))
    except ValueError:  # there is no such day
        pass
    return None


def periods_of(cells: list[Any], name: str, rows: Sequence[int] | None = None, *, days: bool = False) -> list[Period]:
    """The periods that cells say, which are in these `rows`; with `days`, only days are any.

    Raises RequestError, naming the rows, for cells that say none, and for periods of more than one kind.
    """
    rows = range(len(cells)) if rows is None else rows
    periods = [None if is_missing(cell) else period_of(cell) for cell in cells]
    kinds = {period.kind for period in periods if period is not None}
    wrong = [at for at, period in enumerate(periods) if period is None or (days and period.kind != "day")]
    if wrong:
        first = cells[wrong[0]]
        said = "is empty" if is_missing(first) else f"is {str(first)[:50]!r}"
        forms = "2024-03-12" if days else FORMS
        raise RequestError(f"{name}: no date of the form {forms} in {named([rows[at] for at in wrong])}: it {said}")
    if len(kinds) > 1:
        of = {kind: next(period.label for period in periods if period and period.kind == kind) for kind in kinds}
        shown = ", ".join(of[kind] for kind in sorted(of))
        raise RequestError(f"{name}: dates are of more than one kind: {shown}")
    return [period for period in periods if period is not None]


def named(rows: Sequence[int]) -> str:
    """`row 3 (counted from 0)`, or the first of many."""
    shown = ", ".join(map(str, rows[:MOST_NAMED]))
    more = f" and {len(rows) - MOST_NAMED:,} more" if len(rows) > MOST_NAMED else ""
    return f"row{'' if len(rows) == 1 else 's'} {shown}{more} (counted from 0)"


def missing_between(periods: Sequence[Period]) -> list[list[Period]]:
    """What is missing before each of the periods, which are of one kind, in order and none twice.

    Weeks and months follow each other without a gap. Days do if they are all the first of a month, or all the same
    day of the week, as programmes write months and weeks; of other days none is missing.
    """
    missing: list[list[Period]] = [[] for _ in periods]
    number = _numbering(periods)
    if number is None:
        return missing
    for at in range(1, len(periods)):
        before = periods[at - 1]
        while (before := _next(before, number)).first < periods[at].first:
            missing[at].append(before)
    return missing


def _day(day: datetime.date) -> Period:
    return Period(day.toordinal(), "day", day.isoformat())


def _week(monday: datetime.date) -> Period:
    year, week, _ = monday.isocalendar()
    return Period(monday.toordinal(), "week", f"{year}-W{week:02}")


def _month(year: int, month: int) -> Period:
    return Period(datetime.date(year, month, 1).toordinal(), "month", f"{year:04}-{month:02}")


def _numbering(periods: Sequence[Period]) -> str | None:
    """Whether the periods go by week or by month, or by neither."""
    if not periods or periods[0].kind != "day":
        return periods[0].kind if periods else None
    if len(periods) < _FEWEST_FOR_A_STEP:
        return None
    days = [datetime.date.fromordinal(period.first) for period in periods]
    months = [day.year * 12 + day.month for day in days]
    if all(day.day == 1 for day in days) and _least_step(months) == 1:
        return "month"
    week = 7
    ordinals = [period.first for period in periods]
    if len({day % week for day in ordinals}) == 1 and _least_step(ordinals) == week:
        return "week"
    return None


def _least_step(numbers: Sequence[int]) -> int:
    return min(after - before for before, after in pairwise(numbers))


def _next(period: Period, number: str) -> Period:
    day = datetime.date.fromordinal(period.first)
    if number == "week":
        after = day + datetime.timedelta(weeks=1)
    else:
        after = datetime.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    if period.kind == "day":
        return _day(after)
    return _week(after) if number == "week" else _month(after.year, after.month)
