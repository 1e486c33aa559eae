"""Draws charts: SVG by itself, and a page with it and its values. No script, nothing from outside.

What a point is shows in its shape and in words, never in its colour alone; limits are dashed and labelled, a marked
change is a line with its date, and a gap is an empty stretch with a mark below it.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from ordagrant.chart_words import SIGNALS, judgement, signal_words, title_of, words_of, written
from ordagrant.charts import Chart, Phase

Row = dict[str, Any]

# Sizes in pixels.
_WIDTH = 960
_LEFT, _RIGHT = 64, 190
_TOP = 100  # below the title and what is said of the last phase
_HEIGHT, _RANGE_HEIGHT = 300, 100
_BETWEEN = 58  # of the two panels, with the labels of the dates
_LINE = 19  # of the legend
_LABEL_HEIGHT = 13

_MOST_DATES = 10
_MOST_DOTS = 250  # of more points only the signals are drawn, over the line
_TITLE_LONGEST, _SAID_LONGEST = 90, 140  # characters
_LETTER = 6.4  # the width of one in a label, about
_NARROW = 100  # a phase of which the lines have no room for their numbers

_STYLE = """
text{font:12px system-ui,"Segoe UI",Roboto,Arial,sans-serif;fill:#1a1a1a}
.title{font-size:17px;font-weight:600}.panel{font-weight:600}
.tick,.date{fill:#555}.end{text-anchor:end}.middle{text-anchor:middle}
.grid{stroke:#e6e6e6}.axis{stroke:#777}
.line{fill:none;stroke:#5a6b7b;stroke-width:1.3}
.mean{fill:none;stroke:#00558c;stroke-width:1.8}.label-mean{fill:#00558c}
.limit{fill:none;stroke:#9a4a00;stroke-width:1.5;stroke-dasharray:7 4}.label-limit{fill:#8a4200}
.change{stroke:#1a1a1a;stroke-dasharray:2 3}.gap{stroke:#555;stroke-width:1.5}
.dot{fill:#5a6b7b}.signal{fill:#b00020;stroke:#fff;stroke-width:1}
.halo{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}
""".strip().replace("\n", "")

_PAGE_STYLE = """
body{font:16px/1.5 system-ui,"Segoe UI",Roboto,Arial,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:#1a1a1a;background:#fff}
svg{max-width:100%;height:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{padding:.2rem .8rem .2rem 0;text-align:right;border-bottom:1px solid #ddd}
th:first-child,th:last-child,td:last-child{text-align:left}
th[scope=row]{font-weight:400;white-space:nowrap}
tr.is-signal th,tr.is-signal td{font-weight:600}
""".strip()

# As they stand in the table of the page.
_NUMBERS = ("value", "moving_range", "mean", "lower", "upper", "range_limit")


@dataclass(frozen=True)
class _Scale:
    """From numbers to pixels: `low` is at the bottom, `high` at the top."""

    low: float
    high: float
    step: float
    top: float
    height: float

    def y(self, number: float) -> float:
        return self.top + self.height * (self.high - number) / (self.high - self.low)

    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * number for number in range(count + 1)]


def svg(chart: Chart, ui: str, title: str | None) -> str:
    """The chart as an SVG element with a title and a description that are read aloud."""
    drawing = _Drawing(chart, ui)
    title = title_of(chart, ui) if title is None else title
    described = ". ".join([*chart.summary(ui), *drawing.legend_words()])
    inside = drawing.drawn()
    mark = f"{zlib.crc32((title + described + inside).encode()):08x}"  # two charts of a page have ids of their own
    *earlier, last = chart.phases
    said = f"{last.first}–{last.last}: " if earlier else ""
    said += judgement(chart, last, ui)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {drawing.height}" width="{_WIDTH}" '
        f'height="{drawing.height}" role="img" lang="{ui}" aria-labelledby="t{mark} d{mark}">'
        f'<title id="t{mark}">{_safe(title)}</title><desc id="d{mark}">{_safe(described)}</desc>'
        f"<style>{_STYLE}</style>"
        f'<rect width="{_WIDTH}" height="{drawing.height}" fill="#fff"/>'
        f'<text class="title" x="{_LEFT}" y="28">{_cut(title, _TITLE_LONGEST)}</text>'
        f'<text x="{_LEFT}" y="48">{_cut(said, _SAID_LONGEST)}</text>{inside}</svg>\n'
    )


def html(chart: Chart, ui: str, title: str | None) -> str:
    """A page: the picture, what it says, and the values."""
    words = words_of(ui)
    title = title_of(chart, ui) if title is None else title
    heads = [words["date"], words[chart.subject.kind], words["moving_range"], words["mean"]]
    heads += [words["lower"], words["upper"], words["range_limit"], words["signal_heading"]]
    kind = chart.subject.kind
    lines = []
    for row in chart:
        numbers = ["" if row[name] is None else written(row[name], ui, kind) for name in _NUMBERS]
        signal = (
            signal_words(row["signal"], ui, short=True)
            if row["signal"]
            else ""
            if row["value"] is not None
            else words["gap"]
        )
        cells = "".join(f"<td>{_safe(cell)}</td>" for cell in [*numbers, signal])
        mark = ' class="is-signal"' if row["signal"] else ""
        lines.append(f'<tr{mark}><th scope="row">{_safe(row["date"])}</th>{cells}</tr>')
    head = "".join(f'<th scope="col">{_safe(name)}</th>' for name in heads)
    said = "".join(f"<p>{_safe(sentence)}.</p>\n" for sentence in chart.summary(ui))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{ui}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(title)}</title>\n<style>{_PAGE_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_safe(title)}</h1>\n{said}{svg(chart, ui, title)}"
        f"<table>\n<caption>{words['caption']}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(lines)
        + "\n</tbody>\n</table>\n</main>\n</body>\n</html>\n"
    )


class _Drawing:
    """The panels of a chart, and under them what their shapes are."""

    def __init__(self, chart: Chart, ui: str) -> None:
        self._ui = ui
        self._words = words_of(ui)
        self._kind = chart.subject.kind
        self._rows = list(chart)
        self._phases = chart.phases
        self._with_ranges = self._kind != "share" and any(row["moving_range"] is not None for row in self._rows)
        self._found = [name for name in SIGNALS if any(name in (row["signal"] or "").split(", ") for row in self._rows)]
        self._gaps = [at for at, row in enumerate(self._rows) if row["value"] is None]
        self._values = self._scale("value lower upper mean", _TOP, _HEIGHT)
        self._ranges = self._scale("moving_range range_limit", _TOP + _HEIGHT + _BETWEEN, _RANGE_HEIGHT, least=0)
        bottom = _TOP + _HEIGHT + (_BETWEEN + _RANGE_HEIGHT if self._with_ranges else 0)
        self._legend_top = bottom + 50
        self.height = self._legend_top + _LINE * len(self.legend_words())

    def legend_words(self) -> list[str]:
        """What the shapes that are drawn are, a line each."""
        words = [self._words[name] for name in self._found]
        return words + ([self._words["gap"]] if self._gaps else [])

    def drawn(self) -> str:
        """All but the title."""
        parts = [*self._panel(self._values, self._words[self._kind]), *self._dates(_TOP + _HEIGHT)]
        parts += self._changes()
        parts += self._gap_marks()
        parts += self._line("value", self._values)
        parts += self._limits("mean", "mean", self._values)
        for limit in ("upper", "lower"):
            parts += self._limits(limit, "limit", self._values)
        parts += self._points("value", self._values, lambda signal: signal != "range")
        parts += self._labels(self._values, ("upper", "mean", "lower"))
        if self._with_ranges:
            parts += self._panel(self._ranges, self._words["moving_range"])
            parts += self._line("moving_range", self._ranges)
            parts += self._limits("range_limit", "limit", self._ranges)
            parts += self._points("moving_range", self._ranges, lambda signal: signal == "range")
            parts += self._labels(self._ranges, ("range_limit",))
        return "".join([*parts, *self._legend()])

    def _scale(self, columns: str, top: float, height: float, least: float | None = None) -> _Scale:
        numbers = [row[name] for row in self._rows for name in columns.split() if row[name] is not None]
        low, high = min(numbers, default=0.0), max(numbers, default=1.0)
        # Amounts are seen against nothing where that costs little of the height.
        if least is not None or 0 <= low <= 0.6 * high:
            low = 0.0
        if high - low <= 1e-9 * max(abs(low), abs(high)):
            room = max(abs(low), 5.0) / 10
            low, high = low if least is not None else low - room, high + room
        step = _nice((high - low) / (height / 55))
        low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
        if self._kind == "share" and least is None:
            low, high = max(low, 0.0), min(high, 1.0)
        return _Scale(low, high, step, top, height)

    def _x(self, at: float) -> float:
        inner = _WIDTH - _LEFT - _RIGHT
        return _LEFT + inner * (at + 0.5) / max(len(self._rows), 1)

    def _panel(self, scale: _Scale, name: str) -> Iterable[str]:
        right = _WIDTH - _RIGHT
        yield f'<text class="panel" x="{_LEFT}" y="{scale.top - 12:.1f}">{_safe(name)}</text>'
        step = scale.step * (100 if self._kind == "share" else 1)
        decimals = next(digits for digits in range(20) if abs(round(step, digits) - step) < 1e-9 * step)
        for tick in scale.ticks():
            y = scale.y(tick)
            label = f"{100 * tick:.0f} %" if self._kind == "share" else written(tick, self._ui, decimals=decimals)
            yield f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text class="tick end" x="{_LEFT - 8}" y="{y + 4:.1f}">{label}</text>'
        bottom = scale.top + scale.height
        yield f'<line class="axis" x1="{_LEFT}" x2="{right}" y1="{bottom:.1f}" y2="{bottom:.1f}"/>'

    def _dates(self, bottom: float) -> Iterable[str]:
        every = math.ceil(len(self._rows) / _MOST_DATES)
        for at in range(0, len(self._rows), every):
            x = self._x(at)
            yield f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{bottom}" y2="{bottom + 5}"/>'
            yield f'<text class="date middle" x="{x:.1f}" y="{bottom + 19}">{_safe(self._rows[at]["date"])}</text>'

    def _changes(self) -> Iterable[str]:
        bottom = self._ranges.top + self._ranges.height if self._with_ranges else _TOP + _HEIGHT
        for phase in self._phases[1:]:
            x = self._x(phase.begin - 0.5)
            label = f"{self._words['change']} {phase.first}"
            # On the side where there is room.
            fits = x + _LETTER * len(label) < _WIDTH - 8
            anchor = "" if fits else " end"
            yield f'<line class="change" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 18}" y2="{bottom}"/>'
            yield (
                f'<text class="halo{anchor}" x="{x + (5 if fits else -5):.1f}" y="{_TOP - 24}">{_safe(label)}</text>'
            )

    def _gap_marks(self) -> Iterable[str]:
        for at in self._gaps:
            yield _cross(self._x(at), _TOP + _HEIGHT - 9)

    def _line(self, column: str, scale: _Scale) -> Iterable[str]:
        """The values, without a line over a gap or a change."""
        for phase in self._phases:
            for stretch in self._stretches(phase, column):
                if len(stretch) > 1:
                    points = " ".join(f"{self._x(at):.1f},{scale.y(number):.1f}" for at, number in stretch)
                    yield f'<polyline class="line" points="{points}"/>'

    def _stretches(self, phase: Phase, column: str) -> list[list[tuple[int, float]]]:
        stretches: list[list[tuple[int, float]]] = [[]]
        for at in range(phase.begin, phase.end):
            number = self._rows[at][column]
            if number is not None:
                stretches[-1].append((at, number))
            elif stretches[-1]:
                stretches.append([])
        return [stretch for stretch in stretches if stretch]

    def _limits(self, column: str, kind: str, scale: _Scale) -> Iterable[str]:
        """A line as long as its phase; of shares, steps, each as wide as its point."""
        for phase in self._phases:
            for stretch in self._stretches(phase, column):
                if self._kind == "share":
                    steps = [corner for at, number in stretch for corner in self._ends(at, at, scale.y(number))]
                else:
                    steps = self._ends(stretch[0][0], stretch[-1][0], scale.y(stretch[0][1]))
                yield f'<polyline class="{kind}" points="{" ".join(steps)}"/>'

    def _ends(self, first: int, last: int, y: float) -> list[str]:
        """A level line from before the first point to behind the last."""
        return [f"{self._x(first - 0.5):.1f},{y:.1f}", f"{self._x(last + 0.5):.1f},{y:.1f}"]

    def _points(self, column: str, scale: _Scale, shown: Callable[[str], bool]) -> Iterable[str]:
        many = len(self._rows) > _MOST_DOTS
        labelled_to = -math.inf
        for at, row in enumerate(self._rows):
            if row[column] is None:
                continue
            x, y = self._x(at), scale.y(row[column])
            names = [name for name in (row["signal"] or "").split(", ") if name and shown(name)]
            if not names:
                if not many:
                    yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
                continue
            yield _shape(names[0], x, y)
            # One label a run: its first point says it, and a point outside says its own.
            before = (self._rows[at - 1]["signal"] or "").split(", ") if at else []
            if names[0] in before and names[0] != "outside":
                continue
            label = f"{row['date']}: {signal_words(names[0], self._ui, short=True)}"
            width = _LETTER * len(label)
            if x - width / 2 < labelled_to:
                continue
            labelled_to = x + width / 2
            above = row["mean"] is None or column == "moving_range" or row[column] >= row["mean"]
            left = min(max(x, _LEFT + width / 2), _WIDTH - width / 2 - 4)
            yield f'<text class="halo middle" x="{left:.1f}" y="{y + (-11 if above else 20):.1f}">{_safe(label)}</text>'

    def _labels(self, scale: _Scale, columns: tuple[str, ...]) -> Iterable[str]:
        """Names and numbers: those of the last phase beside it, those of the phases before it on their lines."""
        *earlier, last = self._phases
        for phase in earlier:
            for column in columns:
                number = self._rows[phase.begin][column]
                narrow = (phase.end - phase.begin) * (self._x(1) - self._x(0)) < _NARROW
                if number is None or narrow or self._vary(column):
                    continue
                x, y = self._x(phase.begin - 0.5) + 4, scale.y(number) - 5
                yield f'<text class="halo {_label_class(column)}" x="{x:.1f}" y="{y:.1f}">{self._number(number)}</text>'
        shown = [row for row in self._rows[last.begin : last.end] if row[columns[0]] is not None]
        row = shown[-1] if shown else self._rows[last.end - 1]
        next_free = -math.inf
        for column in columns:
            if row[column] is None:
                continue
            y = max(scale.y(row[column]) + 4, next_free)
            for line in self._label(column, row[column], last):
                x = _WIDTH - _RIGHT + 8
                yield f'<text class="{_label_class(column)}" x="{x}" y="{y:.1f}">{_safe(line)}</text>'
                y += _LABEL_HEIGHT
            next_free = y

    def _label(self, column: str, number: float, phase: Phase) -> list[str]:
        """The name of a line and its number, in as many lines as there is room for."""
        name, figure = self._words[column], self._number(number)
        if self._vary(column):
            return [name]
        lines = [f"{name} {figure}"] if _LETTER * len(f"{name} {figure}") < _RIGHT - 12 else [name, figure]
        if column == "lower" and phase.computed_lower is not None and phase.computed_lower != number:
            lines.append(f"({self._words['computed']} {self._number(phase.computed_lower)})")
        return lines

    def _vary(self, column: str) -> bool:
        """Have the points of a phase limits of their own, so that no number says them all?"""
        return self._kind == "share" and column != "mean"

    def _number(self, number: float) -> str:
        return written(number, self._ui, self._kind)

    def _legend(self) -> Iterable[str]:
        y = float(self._legend_top)
        for name in self._found:
            yield _shape(name, _LEFT + 6, y - 4)
            yield f'<text x="{_LEFT + 20}" y="{y:.1f}">{_safe(self._words[name])}</text>'
            y += _LINE
        if self._gaps:
            yield _cross(_LEFT + 6, y - 4)
            yield f'<text x="{_LEFT + 20}" y="{y:.1f}">{_safe(self._words["gap"])}</text>'


def _label_class(column: str) -> str:
    return "label-mean" if column == "mean" else "label-limit"


def _shape(signal: str, x: float, y: float) -> str:
    """A diamond, a square, a triangle, a star: so that they differ without colour."""
    if signal == "eight_in_a_row":
        return f'<rect class="signal" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"/>'
    corners = {
        "outside": [(0, -8), (8, 0), (0, 8), (-8, 0)],
        "three_of_four": [(0, -7), (7, 6), (-7, 6)],
        "range": [(0, -8), (2, -2), (8, 0), (2, 2), (0, 8), (-2, 2), (-8, 0), (-2, -2)],
    }[signal]
    points = " ".join(f"{x + right:.1f},{y + down:.1f}" for right, down in corners)
    return f'<polygon class="signal" points="{points}"/>'


def _cross(x: float, y: float) -> str:
    return f'<path class="gap" d="M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8"/>'


def _cut(text: str, longest: int) -> str:
    return _safe(text if len(text) <= longest else text[: longest - 1] + "…")


def _nice(step: float) -> float:
    """The least of 1, 2, 2.5, 5, 10, ... that is at least `step`."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= step * (1 - 1e-9))


def _safe(text: str) -> str:
    """Escaped, and without the control characters that XML cannot hold."""
    return escape("".join(sign if sign >= " " and sign not in "\ufffe\uffff" else "\ufffd" for sign in text))
