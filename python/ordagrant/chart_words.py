"""What a chart says in words: Swedish, Danish, English."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from ordagrant.charts import FEWEST_TO_PREDICT, Chart, Phase
from ordagrant.errors import require_one_of

_MOST_SIGNALS = 5  # that a sentence names
_SMALL, _LARGE = 0.1, 10  # below the one three digits that count are written, below the other three decimals

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "point": "point",
        "points": "points",
        "case": "case",
        "cases": "cases",
        "value": "value",
        "days": "days",
        "share": "share",
        "of": "{value} of {n}",
        "from_to": "{first} to {last}",
        "days_from_to": "Days from {start} to {end}",
        "chart": "Control chart",
        "mean": "mean",
        "limits": "limits {lower} and {upper}",
        "own_limits": "limits by the size of each sample",
        "upper": "upper limit",
        "lower": "lower limit",
        "computed": "computed",
        "mean_range": "mean moving range",
        "range_limit": "range limit",
        "moving_range": "moving range",
        "no_limits": "too few for limits",
        "no_values": "no values",
        "equal": "all values are equal",
        "no_signal": "no signal",
        "signal": "signal at 1 point",
        "signals": "signals at {count} points",
        "more": "and {count} more",
        "predictable": "predictably up to {days} days",
        "too_few": "fewer than {fewest}, so the limits are provisional",
        "too_few_cases": "fewer than {fewest} cases, too few to predict from",
        "change": "change",
        "gap": "gap: no value",
        "date": "date",
        "signal_heading": "signal",
        "caption": "The values",
        "usual": "within the noise",
        "outside": "outside the limits",
        "eight_in_a_row": "8 or more in a row on one side of the mean",
        "three_of_four": "3 of 4 nearer a limit than the mean",
        "range": "moving range above its limit",
        "outside_short": "outside",
        "eight_in_a_row_short": "8 in a row",
        "three_of_four_short": "3 of 4",
        "range_short": "range",
    },
    "sv": {
        "point": "punkt",
        "points": "punkter",
        "case": "ärende",
        "cases": "ärenden",
        "value": "värde",
        "days": "dagar",
        "share": "andel",
        "of": "{value} av {n}",
        "from_to": "{first} till {last}",
        "days_from_to": "Dagar från {start} till {end}",
        "chart": "Styrdiagram",
        "mean": "medelvärde",
        "limits": "gränser {lower} och {upper}",
        "own_limits": "gränser efter varje stickprovs storlek",
        "upper": "övre gräns",
        "lower": "undre gräns",
        "computed": "beräknad",
        "mean_range": "genomsnittlig förändring",
        "range_limit": "gräns för förändringen",
        "moving_range": "förändring från värdet före",
        "no_limits": "för få för gränser",
        "no_values": "inga värden",
        "equal": "alla värden är lika",
        "no_signal": "ingen signal",
        "signal": "signal i 1 punkt",
        "signals": "signaler i {count} punkter",
        "more": "och {count} till",
        "predictable": "förutsägbart upp till {days} dagar",
        "too_few": "färre än {fewest}, så gränserna är preliminära",
        "too_few_cases": "färre än {fewest} ärenden, för få att förutsäga något av",
        "change": "ändring",
        "gap": "lucka: inget värde",
        "date": "datum",
        "signal_heading": "signal",
        "caption": "Värdena",
        "usual": "inom bruset",
        "outside": "utanför gränserna",
        "eight_in_a_row": "8 eller fler i rad på samma sida om medelvärdet",
        "three_of_four": "3 av 4 närmare en gräns än medelvärdet",
        "range": "förändring över sin gräns",
        "outside_short": "utanför",
        "eight_in_a_row_short": "8 i rad",
        "three_of_four_short": "3 av 4",
        "range_short": "förändring",
    },
    "da": {
        "point": "punkt",
        "points": "punkter",
        "case": "sag",
        "cases": "sager",
        "value": "værdi",
        "days": "dage",
        "share": "andel",
        "of": "{value} af {n}",
        "from_to": "{first} til {last}",
        "days_from_to": "Dage fra {start} til {end}",
        "chart": "Kontroldiagram",
        "mean": "gennemsnit",
        "limits": "grænser {lower} og {upper}",
        "own_limits": "grænser efter hver stikprøves størrelse",
        "upper": "øvre grænse",
        "lower": "nedre grænse",
        "computed": "beregnet",
        "mean_range": "gennemsnitlig ændring",
        "range_limit": "grænse for ændringen",
        "moving_range": "ændring fra værdien før",
        "no_limits": "for få til grænser",
        "no_values": "ingen værdier",
        "equal": "alle værdier er ens",
        "no_signal": "intet signal",
        "signal": "signal i 1 punkt",
        "signals": "signaler i {count} punkter",
        "more": "og {count} mere",
        "predictable": "forudsigeligt op til {days} dage",
        "too_few": "færre end {fewest}, så grænserne er foreløbige",
        "too_few_cases": "færre end {fewest} sager, for få til at forudsige noget",
        "change": "omlægning",
        "gap": "hul: ingen værdi",
        "date": "dato",
        "signal_heading": "signal",
        "caption": "Værdierne",
        "usual": "inden for støjen",
        "outside": "uden for grænserne",
        "eight_in_a_row": "8 eller flere i træk på samme side af gennemsnittet",
        "three_of_four": "3 af 4 nærmere en grænse end gennemsnittet",
        "range": "ændring over sin grænse",
        "outside_short": "udenfor",
        "eight_in_a_row_short": "8 i træk",
        "three_of_four_short": "3 af 4",
        "range_short": "ændring",
    },
}

SIGNALS = ("outside", "eight_in_a_row", "three_of_four", "range")


def words_of(ui: str) -> dict[str, str]:
    """The words of a language. Raises RequestError, naming the known ones, for another."""
    require_one_of("ui", ui, WORDS)
    return WORDS[ui]


def written(number: float, ui: str, kind: str = "value", decimals: int | None = None) -> str:
    """A number as readers of the language write it: of a share per cent; else two decimals, or so many as are needed.

    `decimals` says how many instead.
    """
    if kind == "share":
        text = f"{100 * number:.{1 if decimals is None else decimals}f} %"
    elif decimals is not None or number == 0:
        text = f"{number:,.{decimals or 0}f}"
    elif abs(number) < _SMALL:
        text = f"{number:.3g}"
    else:
        text = f"{number:,.3f}" if abs(number) < _LARGE else f"{number:,.2f}"
        text = text.removesuffix("0") if abs(number) < _LARGE else text
    if ui == "en":
        return text
    return text.translate(str.maketrans(",.", "\u00a0," if ui == "sv" else ".,"))


def signal_words(signal: str, ui: str, *, short: bool = False) -> str:
    """The names that stand in the column `signal`, in words."""
    words = words_of(ui)
    return ", ".join(words[f"{name}_short" if short else name] for name in signal.split(", "))


def title_of(chart: Chart, ui: str) -> str:
    """What the chart is of."""
    words = words_of(ui)
    subject = chart.subject
    if subject.kind == "days" and subject.start and subject.end:
        return words["days_from_to"].format(start=subject.start, end=subject.end)
    if subject.kind == "share" and subject.value and subject.n:
        return words["of"].format(value=subject.value, n=subject.n)
    return subject.value or words["chart"]


def sentences(chart: Chart, ui: str) -> list[str]:
    """What the chart says, a sentence a phase."""
    words = words_of(ui)
    said = []
    for phase in chart.phases:
        stretch = words["from_to"].format(first=phase.first, last=phase.last)
        begins = f"{stretch}: " if len(chart.phases) > 1 else ""
        said.append(f"{begins}{_measures(chart, phase, ui)}; {judgement(chart, phase, ui)}")
    return said


def _measures(chart: Chart, phase: Phase, ui: str) -> str:
    words = words_of(ui)
    kind = chart.subject.kind

    def number(value: float | None) -> str:
        return "" if value is None else written(value, ui, kind)

    unit = "case" if kind == "days" else "point"
    parts = [f"{phase.values:,} {words[unit if phase.values == 1 else unit + 's']}"]
    if phase.mean is None:
        return words["no_values"]
    parts.append(f"{words['mean']} {number(phase.mean)}" + (f" {words['days']}" if kind == "days" else ""))
    if phase.values > 1 and kind == "share":
        parts.append(words["own_limits"])
    if phase.upper is not None and phase.computed_lower is not None:
        lower = number(phase.lower)
        if phase.lower != phase.computed_lower:
            lower += f" ({words['computed']} {number(phase.computed_lower)})"
        parts.append(words["limits"].format(lower=lower, upper=number(phase.upper)))
        parts.append(f"{words['mean_range']} {number(phase.mean_range)}")
        parts.append(f"{words['range_limit']} {number(phase.range_limit)}")
    return ", ".join(parts)


def judgement(chart: Chart, phase: Phase, ui: str) -> str:
    """Which signals a phase has, and what can be said if it has none."""
    words = words_of(ui)
    if phase.values < 2 or (phase.upper is None and chart.subject.kind != "share"):
        return words["no_limits"]
    few = ""
    if phase.values < FEWEST_TO_PREDICT:
        few = words["too_few_cases" if chart.subject.kind == "days" else "too_few"]
        few = f"; {few.format(fewest=FEWEST_TO_PREDICT)}"
    if phase.signals:
        stretches = _signals(list(chart)[phase.begin : phase.end], ui)
        rest = len(stretches) - _MOST_SIGNALS
        more = f" {words['more'].format(count=rest)}" if rest > 0 else ""
        counted = words["signal"] if phase.signals == 1 else words["signals"].format(count=phase.signals)
        return f"{counted}: {', '.join(stretches[:_MOST_SIGNALS])}{more}{few}"
    said = words["no_signal"]
    if phase.mean_range == 0:
        said += f", {words['equal']}"
    if phase.predictable_up_to is not None:
        return f"{said}: {words['predictable'].format(days=phase.predictable_up_to)}"
    return said + few


def _signals(rows: list[dict[str, Any]], ui: str) -> list[str]:
    """`2024-W03–2024-W10 (8 in a row)`: the stretches of points with the same signal."""
    stretches = []
    for signal, same in groupby(rows, key=lambda row: row["signal"]):
        dates = [row["date"] for row in same]
        if signal is not None:
            stretch = dates[0] if len(dates) == 1 else f"{dates[0]}–{dates[-1]}"
            stretches.append(f"{stretch} ({signal_words(signal, ui, short=True)})")
    return stretches
