"""Charts: numbers over time, with the limits between which they are noise."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from ordagrant import _core
from ordagrant.errors import RequestError
from ordagrant.frames import cells_of, frame_of, is_missing
from ordagrant.periods import FORMS, MOST_NAMED, Period, missing_between, named, period_of, periods_of
from ordagrant.table import Table

# Whatever holds columns (`frames`), or a column alone.
Rows: TypeAlias = Any
# The name of a column, or the column.
Column: TypeAlias = str | Iterable[Any] | None

# "Useful limits can be had from five or six values" (Wheeler, Understanding Variation, 2000); with fewer nothing is
# said to be predictable.
FEWEST_TO_PREDICT = 6

_NUMBERED = "number"  # the kind of points that have no dates
_SPACES = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True)
class Phase:
    """A stretch of points with limits of its own, from one marked change to the next.

    `first` and `last` are dates of points; `begin` and `end` count them from 0, gaps too, `values` without gaps. What
    there is too little for is None; so are, of shares, limits that all points would have in common. `computed_lower` is
    the lower limit before it was held back at 0. `predictable_up_to` is, of days from start to end, the whole number of
    days that cases stay within, None if there is any signal or fewer than 6 cases.
    """

    first: str
    last: str
    begin: int
    end: int
    values: int
    mean: float | None
    mean_range: float | None
    lower: float | None
    computed_lower: float | None
    upper: float | None
    range_limit: float | None
    signals: int
    predictable_up_to: int | None


@dataclass(frozen=True)
class Subject:
    """What a chart is of: its `kind` (value, share, days) and the names of the columns it was made of, as far as known.

    Of shares `value` counts what `n` is the whole of; of days the case goes from `start` to `end`.
    """

    kind: str
    value: str | None = None
    n: str | None = None
    start: str | None = None
    end: str | None = None


class Chart(Table):
    """The points of a chart, one row each: `date, value, moving_range, mean, lower, upper, range_limit, signal`.

    `signal` is null or names what the point is: `outside` (beyond a limit), `eight_in_a_row` (one of eight or more on
    one side of the mean), `three_of_four` (one of three of four that are nearer a limit than the mean), `range` (a
    moving range above its limit that no point outside explains), joined by a comma. A gap is a row without a value.
    """

    def __init__(self, core: _core.batch.Table, phases: list[Phase], subject: Subject, notes: list[str]) -> None:
        super().__init__(core)
        self.phases = phases
        self.subject = subject
        self.notes = notes  # what of the rows is not in the chart, and in which order they are, a sentence each

    def summary(self, ui: str = "en") -> list[str]:
        """What the chart says, a sentence a phase. `ui` is `sv`, `da` or `en`; raises RequestError for another."""
        from ordagrant.chart_words import sentences  # which knows charts

        return sentences(self, ui)

    def svg(self, ui: str = "en", title: str | None = None) -> str:
        """The chart as a picture, an SVG element by itself. `ui` as in summary(); `title` instead of the one made."""
        from ordagrant.chart_drawing import svg  # which knows charts

        return svg(self, ui, title)

    def html(self, ui: str = "en", title: str | None = None) -> str:
        """The picture, what it says and its values as a page by itself. `ui` and `title` as in svg()."""
        from ordagrant.chart_drawing import html  # which knows charts

        return html(self, ui, title)

    def _repr_html_(self) -> str:
        from ordagrant.display import of_chart  # which knows charts

        return of_chart(self)


def chart(
    rows: Rows = None,
    *,
    date: Column = None,
    value: Column = None,
    n: Column = None,
    start: Column = None,
    end: Column = None,
    change: str | Iterable[object] = (),
) -> Chart:
    """A control chart: which changes over time are signals, and which are noise.

    `rows` is a frame (of pandas, polars, pyarrow or DuckDB), a Table, a mapping of names to columns, a list of
    mappings, or a list or column of numbers; the other arguments name columns of it, or are columns themselves.

    - `date` and `value`: an XmR chart with natural limits, mean +- 2.66 mean moving ranges. A lower limit below 0 of
      values of which none is below 0 is 0.
    - `date`, `value` and `n`: a p' chart of shares (Laney 2002); `value` counts what `n` is the whole of.
    - `start` and `end`: an XmR chart of the days from start to end of each case. Cases stand in the order of the rows
      if that is the order of their starts or of their ends, and else in that of their ends; `date` may name the
      column that they go by. Cases without an end are left out, and counted in the chart's `notes`.

    Dates are days (2024-03-12), ISO weeks (2024-W11) or months (2024-03), all of one kind; without dates points are
    numbered from 1. Weeks and months that are missing are gaps, and so are rows without a value: nothing goes on
    over a gap. At each `change`, a date or the number of a point, means and limits begin anew.

    Raises RequestError for a column that is not there, cells that cannot be read (their rows, counted from 0, are
    named), ends before starts, counts above `n`, a period that stands twice, and a change that no point stands before
    or after.

    >>> import ordagrant as og
    >>> chart = og.chart([45, 52, 48, 50, 47, 55, 49, 51, 46, 53])
    >>> chart.summary()
    ['10 points, mean 49.60, limits 36.60 and 62.60, mean moving range 4.889, range limit 15.98; no signal']
    """
    if value is None and start is None and end is None and not isinstance(rows, str) and frame_of(rows) is None:
        rows, value = None, rows
    subject = _subject(value, n, start, end)
    if subject.kind == "days":
        return _days(rows, subject, date, start, end, change).like(rows)
    return _values(rows, subject, date, value, n, change).like(rows if rows is not None else value)


def _subject(value: Column, n: Column, start: Column, end: Column) -> Subject:
    names = [column if isinstance(column, str) else None for column in (value, n, start, end)]
    if start is not None or end is not None:
        if start is None or end is None:
            raise RequestError("start and end are given together")
        if value is not None or n is not None:
            raise RequestError("a chart is of a value or of the days from start to end, not of both")
        return Subject("days", *names)
    if value is None:
        raise RequestError("a chart needs value, or start and end")
    return Subject("value" if n is None else "share", *names)


def _values(rows: Rows, subject: Subject, date: Column, value: Column, n: Column, change: object) -> Chart:
    values = _numbers(_column(rows, value, "value"), subject.value or "value")
    sizes = None if n is None else _numbers(_column(rows, n, "n"), subject.n or "n")
    dates = None if date is None else _column(rows, date, "date")
    for name, column in (("n", sizes), ("date", dates)):
        if column is not None and len(column) != len(values):
            raise RequestError(f"{name} has {len(column)} rows, and value {len(values)}")
    if not values:
        raise RequestError("there are no rows to chart")
    if sizes is not None:
        _require_counts(values, sizes)
    if dates is None:
        periods = [Period(number, _NUMBERED, str(number)) for number in range(1, len(values) + 1)]
    else:
        given = periods_of(dates, "date")
        order = sorted(range(len(given)), key=lambda row: given[row].first)
        once = sizes is not None or given[0].kind != "day"
        twice = [(row, after) for row, after in pairwise(order) if given[row] == given[after]]
        if once and twice:
            row, after = twice[0]
            raise RequestError(
                f"date: {given[row].label} stands in rows {row} and {after} (counted from 0); a period has one row"
            )
        periods, rows_of = _with_gaps(given, order, unique=not twice)
        values = [None if row is None else values[row] for row in rows_of]
        sizes = sizes and [None if row is None else sizes[row] for row in rows_of]
    labels = [period.label for period in periods]
    changes = _changes(change, periods)
    if sizes is None:
        # Amounts cannot be below 0; what has been below 0 is no amount.
        least = 0.0 if all(value is None or value >= 0 for value in values) else None
        table, phases = _core.charts.xmr(labels, values, changes, least=least)
    else:
        table, phases = _core.charts.p_prime(labels, values, sizes, changes)
    return _chart(table, phases, subject, _gap_notes(table))


def _days(rows: Rows, subject: Subject, date: Column, start: Column, end: Column, change: object) -> Chart:
    columns = {"start": _column(rows, start, "start"), "end": _column(rows, end, "end")}
    if date is not None:
        columns["date"] = _column(rows, date, "date")
    for name, column in columns.items():
        if len(column) != len(columns["start"]):
            raise RequestError(f"{name} has {len(column)} rows, and start {len(columns['start'])}")
    open_ = [row for row, cell in enumerate(columns["end"]) if is_missing(cell)]
    left_out = set(open_)
    cases = [row for row in range(len(columns["end"])) if row not in left_out]
    if not cases:
        raise RequestError("there are no cases with an end to chart")
    dates = {
        name: periods_of([column[row] for row in cases], name, cases, days=name != "date")
        for name, column in columns.items()
    }
    days = [after.first - before.first for before, after in zip(dates["start"], dates["end"], strict=True)]
    if wrong := [row for row, length in zip(cases, days, strict=True) if length < 0]:
        # Who mends them has the table open in a spreadsheet, where the names of the columns are line 1.
        lines = "; ".join(
            f"line {row + 2}, {columns['start'][row]} to {columns['end'][row]}" for row in wrong[:MOST_NAMED]
        )
        raise RequestError(f"the end is before the start in {named(wrong)}; as a spreadsheet counts: {lines}")

    def follows(name: str) -> bool:
        firsts = [period.first for period in dates[name]]
        return firsts == sorted(firsts)

    by = "date" if date is not None else "start" if follows("start") and not follows("end") else "end"
    order = sorted(range(len(cases)), key=lambda case: dates[by][case].first)
    periods = [dates[by][case] for case in order]
    table, phases = _core.charts.xmr(
        [period.label for period in periods],
        [float(days[case]) for case in order],
        _changes(change, periods),
        least=0.0,
    )
    notes = [f"the cases stand in the order of their {by}s"]
    if open_:
        are = "1 case has no end and is" if len(open_) == 1 else f"{len(open_):,} cases have no end and are"
        notes.append(f"{are} not in the chart: {named(open_)}")
    return _chart(table, phases, subject, notes)


def _chart(table: _core.batch.Table, phases: Sequence[_core.charts.Phase], subject: Subject, notes: list[str]) -> Chart:
    columns = {name: table.column(index) for index, name in enumerate(table.names)}
    return Chart(table, [_phase(columns, phase, subject.kind) for phase in phases], subject, notes)


def _phase(columns: Mapping[str, list[Any]], phase: _core.charts.Phase, kind: str) -> Phase:
    begin, end = phase.begin, phase.end
    signals = sum(signal is not None for signal in columns["signal"][begin:end])

    def common(column: str) -> float | None:
        return None if kind == "share" else columns[column][begin]

    upper = common("upper")
    sure = kind == "days" and signals == 0 and phase.values >= FEWEST_TO_PREDICT and upper is not None
    return Phase(
        first=columns["date"][begin],
        last=columns["date"][end - 1],
        begin=begin,
        end=end,
        values=phase.values,
        mean=phase.mean,
        mean_range=phase.mean_range,
        lower=common("lower"),
        computed_lower=phase.computed_lower,
        upper=upper,
        range_limit=common("range_limit"),
        signals=signals,
        predictable_up_to=math.ceil(round(upper, 9)) if sure and upper is not None else None,
    )


def _gap_notes(table: _core.batch.Table) -> list[str]:
    dates, values = (table.column(table.names.index(name)) for name in ("date", "value"))
    gaps = [date for date, value in zip(dates, values, strict=True) if value is None]
    if not gaps:
        return []
    more = f" and {len(gaps) - MOST_NAMED:,} more" if len(gaps) > MOST_NAMED else ""
    return [f"{'1 gap' if len(gaps) == 1 else f'{len(gaps):,} gaps'}: {', '.join(gaps[:MOST_NAMED])}{more}"]


def _with_gaps(given: list[Period], order: list[int], *, unique: bool) -> tuple[list[Period], list[int | None]]:
    """The periods in their order with those that are missing, and the row of each."""
    periods: list[Period] = []
    rows: list[int | None] = []
    ordered = [given[row] for row in order]
    missing = missing_between(ordered) if unique else [[] for _ in ordered]
    for before, row in zip(missing, order, strict=True):
        periods += [*before, given[row]]
        rows += [*([None] * len(before)), row]
    return periods, rows


def _changes(change: object, periods: list[Period]) -> list[int]:
    """The points that begin a phase."""
    given = [change] if isinstance(change, str) or not isinstance(change, Iterable) else list(change)
    changes: set[int] = set()
    for cell in given:
        first = _change(cell, periods[0].kind)
        at = next((number for number, period in enumerate(periods) if period.first >= first), len(periods))
        if at in (0, len(periods)):
            raise RequestError(
                f"change {str(cell)!r} has no point {'before' if at == 0 else 'after'} it: "
                f"they go from {periods[0].label} to {periods[-1].label}"
            )
        if at in changes:
            raise RequestError(f"no point stands between change {str(cell)!r} and another one")
        changes.add(at)
    return sorted(changes)


def _change(cell: object, kind: str) -> int:
    if kind == _NUMBERED:
        text = str(cell).strip()
        if not text.isdecimal():
            raise RequestError(f"change {text!r} is not the number of a point")
        return int(text)
    period = period_of(cell)
    if period is None:
        raise RequestError(f"change {str(cell)!r} is no date: {FORMS}")
    return period.first


def _numbers(cells: list[Any], name: str) -> list[float | None]:
    read = [None if is_missing(cell) else _number(cell) for cell in cells]
    if wrong := [row for row, number in enumerate(read) if number is not None and not math.isfinite(number)]:
        raise RequestError(f"{name}: no number in {named(wrong)}: it is {str(cells[wrong[0]])[:50]!r}")
    return read


def _number(cell: object) -> float:
    """The number that a cell says, NaN if it says none. Texts may have a decimal comma and spaces between digits."""
    if isinstance(cell, bool):
        return math.nan
    if isinstance(cell, numbers.Real):
        return float(cell)
    text = _SPACES.sub("", str(cell)).replace("\u2212", "-")
    if "," in text:
        # The last of the marks is the decimal one; with a comma alone it is that.
        thousands, decimal = (",", ".") if text.rfind(".") > text.rfind(",") else (".", ",")
        text = text.replace(thousands, "").replace(decimal, ".")
    try:
        return float(text)
    except ValueError:
        return math.nan


def _require_counts(values: list[float | None], sizes: list[float | None]) -> None:
    pairs = [
        (row, value, size) for row, (value, size) in enumerate(zip(values, sizes, strict=True)) if value is not None
    ]
    if no_counts := [(row, value) for row, value, _ in pairs if value < 0 or not value.is_integer()]:
        where = named([row for row, _ in no_counts])
        raise RequestError(f"with n, value is a count, a whole number: not so in {where}: it is {no_counts[0][1]:g}")
    if wrong := [row for row, value, size in pairs if size is not None and value > size]:
        raise RequestError(f"value counts more than n in {named(wrong)}")
    if wrong := [row for row, size in enumerate(sizes) if size is not None and size < 0]:
        raise RequestError(f"n is below 0 in {named(wrong)}")


def _column(rows: Rows, column: Column, name: str) -> list[Any]:
    if not isinstance(column, str):
        return cells_of(column)
    frame = None if rows is None else frame_of(rows)
    if frame is None:
        given = "there are no rows" if rows is None else f"a {type(rows).__name__} has no columns"
        raise RequestError(f"{name}: column {column!r}, and {given} that it could be of")
    frame.require(name, column)
    return frame.read([column])[column]
