from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from itertools import pairwise

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og

COLUMNS = ["date", "value", "moving_range", "mean", "lower", "upper", "range_limit", "signal"]
LETTERS = [45, 52, 48, 50, 47, 55, 49, 51, 46, 53]
DAYS = [61, 74, 120, 35, 88, 142, 57, 96, 110, 70, 48, 133]
DAYS_AFTER = [12, 15, 9, 14, 11, 13, 10, 16, 12, 8]
MONTHS = [f"{2023 + at // 12}-{at % 12 + 1:02}" for at in range(24)]


def cases(days, first="2024-01-01"):
    """A case a week, each of so many days."""
    start = datetime.date.fromisoformat(first)
    starts = [start + datetime.timedelta(weeks=at) for at in range(len(days))]
    ends = [day + datetime.timedelta(days=length) for day, length in zip(starts, days, strict=True)]
    return {"opened": [str(day) for day in starts], "closed": [str(day) for day in ends]}


# What a reader may rely on ---------------------------------------------------


def test_an_xmr_chart_has_natural_limits():
    chart = og.chart({"month": MONTHS[:10], "letters": LETTERS}, date="month", value="letters")
    assert chart.columns == COLUMNS
    assert chart["date"] == MONTHS[:10]
    assert chart["value"] == LETTERS
    assert chart["moving_range"][:3] == [None, 7, 4]
    row = list(chart)[4]
    assert row["mean"] == pytest.approx(49.6)
    assert (row["lower"], row["upper"]) == (pytest.approx(36.60, abs=0.005), pytest.approx(62.60, abs=0.005))
    assert row["range_limit"] == pytest.approx(15.98, abs=0.005)
    assert chart.phases[0].mean_range == pytest.approx(4.889, abs=0.0005)
    assert set(chart["signal"]) == {None}


def test_capability_is_the_days_of_cases_with_a_lower_limit_of_nothing():
    chart = og.chart(cases(DAYS), start="opened", end="closed")
    (phase,) = chart.phases
    assert chart["value"] == DAYS
    assert phase.mean == pytest.approx(86.17, abs=0.005)
    assert phase.mean_range == pytest.approx(48.73, abs=0.005)
    assert (phase.lower, phase.computed_lower) == (0, pytest.approx(-43.45, abs=0.005))
    assert phase.upper == pytest.approx(215.78, abs=0.005)
    assert phase.predictable_up_to == 216
    assert "limits 0 (computed -43.45) and 215.78" in chart.summary()[0]
    assert chart.summary()[0].endswith("no signal: predictably up to 216 days")
    assert chart.summary("sv")[0].endswith("ingen signal: förutsägbart upp till 216 dagar")
    assert chart.summary("da")[0].endswith("intet signal: forudsigeligt op til 216 dage")


def test_at_a_marked_change_limits_begin_anew():
    rows = cases(DAYS + DAYS_AFTER)
    chart = og.chart(rows, start="opened", end="closed", change=rows["opened"][12])
    before, after = chart.phases
    assert before.upper == pytest.approx(215.78, abs=0.005)
    assert after.mean == pytest.approx(12.0)
    assert (after.lower, after.upper) == (pytest.approx(1.36, abs=0.005), pytest.approx(22.64, abs=0.005))
    assert (after.begin, after.end, after.first) == (12, 22, rows["opened"][12])
    assert chart["moving_range"][12] is None
    assert [phase.predictable_up_to for phase in chart.phases] == [216, 23]


def test_nothing_is_predictable_where_there_is_a_signal_or_too_little():
    chart = og.chart(cases(DAYS + DAYS_AFTER), start="opened", end="closed")
    assert any(chart["signal"])
    assert chart.phases[0].predictable_up_to is None
    assert "predictably" not in chart.summary()[0]
    assert "predictably" not in chart.svg()
    few = og.chart(cases(DAYS[:5]), start="opened", end="closed")
    assert few.phases[0].predictable_up_to is None
    assert few.summary()[0].endswith("no signal; fewer than 6 cases, too few to predict from")


def test_limits_of_few_points_are_provisional_also_where_points_are_outside():
    chart = og.chart([10, 11, 9, None, 120])
    assert any(chart["signal"])
    assert chart.summary()[0].endswith("; fewer than 6, so the limits are provisional")


@pytest.mark.parametrize("by", ["opened", "closed"])
def test_cases_stand_in_the_order_of_their_starts_or_of_their_ends(by):
    rows = cases(DAYS)
    if by == "closed":  # a week from end to end, and not from start to start
        ends = rows["opened"]
        starts = [
            str(datetime.date.fromisoformat(end) - datetime.timedelta(days=length))
            for end, length in zip(ends, DAYS, strict=True)
        ]
        rows = {"opened": starts, "closed": ends}
    chart = og.chart(rows, start="opened", end="closed")
    assert chart["value"] == DAYS
    assert chart["date"] == rows[by]
    assert chart.notes == [f"the cases stand in the order of their {'starts' if by == 'opened' else 'ends'}"]


def test_cases_in_no_order_go_by_their_ends_or_by_the_date_asked_for():
    rows = {"opened": ["2024-03-01", "2024-01-01", "2024-02-01"], "closed": ["2024-03-05", "2024-04-01", "2024-02-02"]}
    chart = og.chart(rows, start="opened", end="closed")
    assert chart["date"] == ["2024-02-02", "2024-03-05", "2024-04-01"]
    assert chart["value"] == [1, 4, 91]
    assert og.chart(rows, start="opened", end="closed", date="opened")["value"] == [91, 1, 4]


def test_cases_without_an_end_are_counted_and_named():
    rows = {"opened": ["2024-03-01"] * 4, "closed": ["2024-03-05", None, "2024-03-09", ""]}
    chart = og.chart(rows, start="opened", end="closed")
    assert chart["value"] == [4, 8]
    assert chart.notes[-1] == "2 cases have no end and are not in the chart: rows 1, 3 (counted from 0)"


def test_a_share_has_the_limits_of_its_size():
    rows = {"week": ["2024-W01", "2024-W02", "2024-W03"], "failure": [10, 20, 15], "contacts": [50, 50, 100]}
    chart = og.chart(rows, date="week", value="failure", n="contacts")
    assert chart["value"] == [0.2, 0.4, 0.15]
    assert chart["mean"] == pytest.approx([0.225] * 3)
    assert chart["upper"][2] < chart["upper"][0]
    assert chart["range_limit"] == [None] * 3
    assert chart.phases[0].upper is None
    assert "mean 22.5 %" in chart.summary()[0]


def test_signals_say_which_rule_saw_them():
    values = [9, 1, 9, 1, 6, 7, 6, 7, 6, 7, 6, 7, 1, 2, 1, 2]
    assert og.chart(values)["signal"] == [None] * 4 + ["eight_in_a_row"] * 8 + [None] * 4
    values = LETTERS * 2
    values[7] = 95
    chart = og.chart(values)
    assert [(row["date"], row["signal"]) for row in chart if row["signal"]] == [("8", "outside")]
    assert chart.summary()[0].endswith("signal at 1 point: 8 (outside)")
    values = [11, 14] * 6 + [18, 18, 14, 18] + [11, 14] * 6
    assert [row["date"] for row in og.chart(values) if row["signal"] == "three_of_four"] == ["13", "14", "16"]


@pytest.mark.parametrize(
    ("dates", "gaps"),
    [
        (["2023-11", "2023-12", "2024-03"], ["2024-01", "2024-02"]),
        (["2024-03", "2023-12", "2023-11"], ["2024-01", "2024-02"]),
        (["2020-W52", "2021-W01", "2021-W02"], ["2020-W53"]),
        (["2023-12-01", "2024-01-01", "2024-03-01"], ["2024-02-01"]),
        (["2024-01-01", "2024-01-08", "2024-01-29"], ["2024-01-15", "2024-01-22"]),
        (["2024-01-01", "2024-01-09", "2024-01-29"], []),
        (["2024-01-01", "2024-01-15"], []),
    ],
)
def test_missing_periods_are_gaps(dates, gaps):
    chart = og.chart(date=dates, value=[4] * len(dates))
    assert chart["date"] == sorted([*dates, *gaps])
    assert [row["date"] for row in chart if row["value"] is None] == gaps
    assert chart.phases[0].values == len(dates)
    after_gap = [row["moving_range"] for before, row in pairwise(chart) if before["value"] is None]
    assert after_gap == [None] * len(gaps)
    assert bool(gaps) == bool(chart.notes)


def test_an_empty_value_is_a_gap_and_said():
    chart = og.chart({"m": MONTHS[:4], "v": [3, None, float("nan"), 4]}, date="m", value="v")
    assert chart["value"] == [3, None, None, 4]
    assert chart.notes == ["2 gaps: 2023-02, 2023-03"]


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("2024-03-12", "2024-03-12"),
        (" 2024-03-12T09:30:00 ", "2024-03-12"),
        (datetime.date(2024, 3, 12), "2024-03-12"),
        (datetime.datetime(2024, 3, 12, 23, 59), "2024-03-12"),
        (pd.Timestamp("2024-03-12 08:00"), "2024-03-12"),
        ("2024-W11", "2024-W11"),
        ("2024w1", "2024-W01"),
        ("2024-03", "2024-03"),
        (pd.Period("2024-03", "M"), "2024-03"),
    ],
)
def test_dates_are_days_weeks_and_months(cell, label):
    assert og.chart(date=[cell], value=[1])["date"] == [label]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12", 12), ("12,5", 12.5), ("1 200,5", 1200.5), ("1.200,5", 1200.5), ("1,200.5", 1200.5), ("\u22123", -3)],
)
def test_numbers_are_read_as_they_are_written(cell, number):
    assert og.chart(date=["2024-03"], value=[cell])["value"] == [number]


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, pa.table, dict, lambda rows: og.chart(rows["v"])])
def test_any_frame_gives_the_same_points(frame):
    rows = frame({"d": MONTHS[:10], "v": LETTERS})
    names = {"date": "date", "value": "value"} if isinstance(rows, og.Table) else {"date": "d", "value": "v"}
    names |= {"date": None} if isinstance(rows, og.Table) else {}
    assert og.chart(rows, **names)["upper"] == og.chart(LETTERS)["upper"]


def test_missing_values_of_frames_are_gaps():
    frame = pd.DataFrame({"d": pd.to_datetime(["2024-01-01", "2024-02-01"]), "v": pd.array([1, None], dtype="Int64")})
    assert og.chart(frame, date="d", value="v")["value"] == [1, None]
    with pytest.raises(og.RequestError, match=r"date: no date .* in row 1"):
        og.chart(pd.DataFrame({"d": pd.to_datetime(["2024-01-01", None]), "v": [1, 2]}), date="d", value="v")


def test_a_chart_goes_into_frames():
    chart = og.chart(LETTERS)
    assert list(chart.to_pandas().columns) == COLUMNS
    assert chart.to_polars().height == 10


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "a chart needs value, or start and end"),
        ({"start": "d"}, "start and end are given together"),
        ({"start": "d", "end": "d", "value": "v"}, "of a value or of the days from start to end, not of both"),
        ({"value": "x"}, "value: column 'x' is not one of: d, v, n"),
        ({"value": "v", "date": "x"}, "date: column 'x' is not one of: d, v, n"),
        ({"value": "d"}, r"d: no number in rows 0, 1, 2 \(counted from 0\): it is '2024-01-01'"),
        ({"value": "v", "date": "v"}, r"date: no date of the form .* in rows 0, 1, 2 \(counted from 0\): it is '1'"),
        ({"value": "v", "date": ["2024-01", "x", "2024-13"]}, "in rows 1, 2 .* it is 'x'"),
        ({"value": "v", "date": ["2024-01-01", None, "2024-02-30"]}, "in rows 1, 2 .* it is empty"),
        ({"value": "v", "date": ["2024-01", "2024-01-05", "2024-W03"]}, "kind: 2024-01-05, 2024-01, 2024-W03"),
        ({"value": "v", "date": ["2024-01", "2024-02", "2024-01"]}, "2024-01 stands in rows 0 and 2"),
        ({"value": "v", "date": ["2024-01"]}, "date has 1 rows, and value 3"),
        ({"value": "v", "n": "n"}, r"value counts more than n in row 2"),
        ({"value": [1.5, 2, 3], "n": [4, 4, 4]}, "value is a count, a whole number: not so in row 0 .*: it is 1.5"),
        ({"value": "v", "date": ["05/01/2025", "31-02-2025", "5-1.2025"]}, "in rows 0, 1, 2 .* it is '05/01/2025'"),
        ({"value": []}, "there are no rows to chart"),
        ({"value": "v", "date": "d", "change": "2024-01-01"}, "change '2024-01-01' has no point before it"),
        ({"value": "v", "date": "d", "change": "2025-01-01"}, "change '2025-01-01' has no point after it"),
        ({"value": "v", "date": "d", "change": "soon"}, "change 'soon' is no date"),
        ({"value": "v", "change": "2024-01-01"}, "change '2024-01-01' is not the number of a point"),
        ({"value": "v", "change": ["2", "2"]}, "no point stands between change '2' and another one"),
        (
            {"start": "d", "end": ["2024-01-02", "2024-01-01", "2023-01-03"]},
            r"the end is before the start in rows 1, 2 \(counted from 0\); as a spreadsheet counts: "
            "line 3, 2024-01-02 to 2024-01-01; line 4, 2024-01-04 to 2023-01-03",
        ),
        ({"start": ["2024-01-02", "", "x"], "end": "d"}, "start: no date of the form 2024-03-12 in rows 1, 2"),
        ({"start": ["2024-01", "2024-01", "2024-01"], "end": "d"}, "start: no date of the form 2024-03-12 in rows 0"),
        ({"start": "d", "end": ["", None, ""]}, "there are no cases with an end to chart"),
    ],
)  # fmt: skip
def test_a_wrong_request_says_what_is_wrong(arguments, said):
    rows = {"d": ["2024-01-01", "2024-01-02", "2024-01-04"], "v": [1, 2, 3], "n": [1, 2, 2]}
    with pytest.raises(og.RequestError, match=said):
        og.chart(rows, **arguments)


def test_one_point_and_equal_points_are_results():
    one = og.chart([7])
    assert (one["mean"], one["upper"], one["signal"]) == ([7], [None], [None])
    assert one.summary() == ["1 point, mean 7.00; too few for limits"]
    equal = og.chart([7] * 12)
    assert (set(equal["lower"]), set(equal["upper"]), set(equal["signal"])) == ({7}, {7}, {None})
    assert equal.summary()[0].endswith("no signal, all values are equal")


def test_values_below_zero_keep_a_limit_below_zero():
    assert og.chart([1, -1, 2, 0])["lower"][0] < 0
    assert og.chart([1, 9, 2, 0])["lower"][0] == 0


# The drawing ------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("ui", "words"),
    [
        ("en", ["mean 12.00", "upper limit 22.64", "lower limit 1.36", "change 2024-03", "Days from opened"]),
        ("sv", ["medelvärde 12,00", "övre gräns 22,64", "undre gräns 1,36", "ändring 2024-03-25", "Dagar från opened"]),
        ("da", ["gennemsnit 12,00", "øvre grænse 22,64", "nedre grænse 1,36", "omlægning 2024-03", "Dage fra opened"]),
    ],
)  # fmt: skip
def test_the_drawing_names_its_lines_in_the_language_asked_for(ui, words):
    rows = cases(DAYS + DAYS_AFTER)
    chart = og.chart(rows, start="opened", end="closed", change=rows["opened"][12])
    picture = ET.fromstring(chart.svg(ui))
    texts = " | ".join(text.text for text in picture.iter(f"{SVG}text"))
    for word in words:
        assert word in texts
    assert picture.get("role") == "img"
    labelled = picture.get("aria-labelledby").split()
    assert labelled == [picture.find(f"{SVG}title").get("id"), picture.find(f"{SVG}desc").get("id")]
    assert chart.summary(ui)[1] in picture.find(f"{SVG}desc").text


def test_signals_show_in_shape_and_words_and_gaps_as_gaps():
    values = [9, 1, 9, 1, 6, 7, 6, 7, 6, 7, 6, 7, 1, 2, 1, 2, None, 3, 4, 25, 3, 4, 3, 4]
    chart = og.chart(date=MONTHS, value=values)
    picture = ET.fromstring(chart.svg())
    squares = [shape for shape in picture.iter(f"{SVG}rect") if shape.get("class") == "signal"]
    assert chart["signal"].count("eight_in_a_row") == 8
    assert len(squares) == 9  # one in the legend
    diamonds = [shape for shape in picture.iter(f"{SVG}polygon") if shape.get("class") == "signal"]
    assert len(diamonds) == 2
    assert len([cross for cross in picture.iter(f"{SVG}path") if cross.get("class") == "gap"]) == 2
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert "2024-08: outside" in texts
    assert "gap: no value" in texts
    lines = [line for line in picture.iter(f"{SVG}polyline") if line.get("class") == "line"]
    assert len(lines) == 4  # two stretches of values, two of ranges


def test_a_page_holds_the_picture_and_all_values_and_nothing_from_outside():
    chart = og.chart({"m": MONTHS[:10], "<b>&": LETTERS}, date="m", value="<b>&")
    page = chart.html("sv")
    assert page.count("<tr") == 11
    assert "<b>&<" not in page
    assert "&lt;b&gt;&amp;" in page
    assert "<script" not in page
    assert page.replace("http://www.w3.org/2000/svg", "").count("//") == 0
    ET.fromstring(og.chart([1, 2], change=()).svg(title="\x00 \x1b </title>"))


def test_an_unknown_language_of_the_drawing_is_an_error():
    with pytest.raises(og.RequestError, match="ui 'no' is not one of: en, sv, da"):
        og.chart([1, 2]).svg("no")


# What must hold for every series -----------------------------------------------

SERIES = st.lists(st.one_of(st.none(), st.integers(-40, 40).map(lambda number: number / 4)), min_size=1, max_size=40)


def slowly(values):
    """Limits and signals of one phase of an XmR chart, by the book."""
    known = [value for value in values if value is not None]
    steps = [(before, after) for before, after in pairwise(values) if before is not None and after is not None]
    ranges = [abs(after - before) for before, after in steps]
    if not known:
        return None, None, None, [set() for _ in values]
    mean = sum(known) / len(known)
    signals = [set() for _ in values]
    if not ranges:
        lower = upper = None
    else:
        reach = 2.66 * sum(ranges) / len(ranges)
        lower, upper = mean - reach, mean + reach
    for sign, limit in ((1, upper), (-1, lower)):
        half = None if limit is None else (mean + limit) / 2
        rules = ((1, 1, limit, "outside"), (8, 8, mean, "eight_in_a_row"), (4, 3, half, "three_of_four"))
        for size, least, line, name in rules:
            for begin in range(len(values) - size + 1):
                window = range(begin, begin + size)
                if line is None or any(values[at] is None for at in window):
                    continue
                beyond = [at for at in window if sign * (values[at] - line) > 1e-9]
                if len(beyond) >= least:
                    for at in beyond:
                        signals[at].add(name)
    return mean, lower, upper, signals


@given(SERIES)
def test_the_chart_is_that_of_the_book(values):
    chart = og.chart(value=values)
    mean, lower, upper, signals = slowly(values)
    if all(value is None or value >= 0 for value in values) and lower is not None:
        lower = max(lower, 0)
    for row, expected in zip(chart, signals, strict=True):
        assert row["mean"] == (None if mean is None else pytest.approx(mean))
        assert row["lower"] == (None if lower is None else pytest.approx(lower, abs=1e-9))
        assert row["upper"] == (None if upper is None else pytest.approx(upper, abs=1e-9))
        assert set((row["signal"] or "").split(", ")) - {"range", ""} == expected


@given(SERIES, st.sampled_from(["en", "sv", "da"]))
def test_every_chart_can_be_drawn(values, ui):
    chart = og.chart(value=values)
    picture = ET.fromstring(chart.svg(ui))
    marks = [shape for shape in picture.iter() if shape.get("class") in ("dot", "signal")]
    assert len(marks) >= sum(value is not None for value in values)
    assert chart.html(ui).count("<tr") == len(values) + 1


@given(st.permutations(range(12)))
def test_the_order_of_rows_is_nothing_where_dates_give_it(order):
    months = [MONTHS[at] for at in order]
    values = [DAYS[at] for at in order]
    assert og.chart(date=months, value=values).json_lines() == og.chart(date=MONTHS[:12], value=DAYS).json_lines()
