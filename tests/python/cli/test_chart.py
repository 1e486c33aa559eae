from __future__ import annotations

import json

import pytest

import ordagrant as og

LETTERS = [45, 52, 48, 50, 47, 55, 49, 51, 46, 53]
TABLE = "month;letters;all\n" + "".join(f"2024-{at + 1:02};{value};100\n" for at, value in enumerate(LETTERS))


@pytest.fixture
def table(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    return "t.csv"


def test_rows_go_to_stdout_and_what_they_say_to_stderr(ordagrant, table):
    outcome = ordagrant("chart", table, "--date", "month", "--value", "letters")
    assert outcome.code == 0
    months = [f"2024-{at + 1:02}" for at in range(10)]
    assert outcome.out == og.chart(date=months, value=LETTERS).json_lines()
    assert outcome.err == (
        "10 points, mean 49.60, limits 36.60 and 62.60, mean moving range 4.889, range limit 15.98; no signal\n"
    )


def test_the_days_of_cases(ordagrant, tmp_path):
    (tmp_path / "c.csv").write_text("a,b\n2024-01-01,2024-01-11\n2024-01-02,2024-01-16\n2024-01-05,\n")
    outcome = ordagrant("chart", "c.csv", "--start", "a", "--end", "b")
    assert [row["value"] for row in outcome.rows] == [10, 14]
    assert "1 case has no end and is not in the chart: row 2 (counted from 0)" in outcome.err


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_out_draws_by_its_ending(ordagrant, table, tmp_path, suffix):
    asked = ("chart", table, "--date", "month", "--value", "letters", "--n", "all", "--ui", "sv")
    outcome = ordagrant(*asked, "--out", f"c.{suffix}")
    assert (outcome.code, outcome.out) == (0, b"")
    drawn = (tmp_path / f"c.{suffix}").read_text(encoding="utf-8")
    assert "letters av all" in drawn
    assert "medelvärde 49,6 %" in drawn
    assert drawn.startswith("<svg" if suffix == "svg" else "<!DOCTYPE html>")
    assert ordagrant(*asked, "--format", suffix).out.decode() == drawn
    both = ordagrant(*asked, "--out", f"d.{suffix}", "--format", "jsonl")
    assert len(both.rows) == 10
    assert (tmp_path / f"d.{suffix}").read_text(encoding="utf-8") == drawn


def test_the_other_forms_are_those_of_every_verb(ordagrant, table, tmp_path):
    asked = ("chart", table, "--date", "month", "--value", "letters")
    shown = ordagrant(*asked, "--format", "table").out.decode().splitlines()
    assert shown[0].split() == "date value moving_range mean lower upper range_limit".split()
    assert len(shown) == 12
    ordagrant(*asked, "--out", "rows.csv")
    assert (tmp_path / "rows.csv").read_text().splitlines()[0] == (
        "date,value,moving_range,mean,lower,upper,range_limit,signal"
    )


@pytest.mark.parametrize("suffix", ["jsonl", "tsv", "parquet", "stdin", "stdin_csv"])
def test_any_table_gives_the_same(ordagrant, table, tmp_path, suffix):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    months = [f"2024-{at + 1:02}" for at in range(10)]
    lines = "".join(json.dumps({"m": m, "v": v}) + "\n" for m, v in zip(months, LETTERS, strict=True))
    cells = "m\tv\n" + "".join(f"{m}\t{v}\n" for m, v in zip(months, LETTERS, strict=True))
    (tmp_path / "t.jsonl").write_text(lines)
    (tmp_path / "t.tsv").write_text(cells)
    pq.write_table(pa.table({"m": months, "v": LETTERS}), tmp_path / "t.parquet")
    stdin = {"stdin": lines, "stdin_csv": cells}.get(suffix, "").encode()
    outcome = ordagrant("chart", "-" if stdin else f"t.{suffix}", "--date", "m", "--value", "v", stdin=stdin)
    assert len(outcome.rows) == 10
    assert outcome.out == ordagrant("chart", table, "--date", "month", "--value", "letters").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["t.csv"], "a chart needs value, or start and end"),
        (["t.csv", "--value", "x"], "--value: column 'x' is not one of: month, letters, all in t.csv"),
        (["t.csv", "--value", "letters", "--date", "all"], "date: no date of the form"),
        (["t.csv", "--value", "letters", "--date", "month", "--change", "2020-01"], "has no point before it"),
        (["t.csv", "--value", "letters", "--ui", "fi"], "ui 'fi' is not one of: en, sv, da"),
        (["t.csv", "--value", "letters", "--format", "png"], "format 'png' is not one of: table, jsonl, csv, parquet"),
        (["t.csv", "--value", "letters", "--out", "t.csv"], "--out writes to 't.csv', which is one of the inputs"),
        (["t.pdf", "--value", "letters"], "'t.pdf' is no table: .csv, .tsv, .jsonl, .parquet, .xlsx"),
        (["no.csv", "--value", "letters"], "'no.csv' cannot be read: No such file or directory"),
        (["empty.csv", "--value", "letters"], "--value: column 'letters' is not one of"),
        (["head.csv", "--value", "letters"], "there are no rows to chart"),
        (["wide.csv", "--value", "v"], "row 1 of wide.csv (counted from 0) cannot be read: it has 3 cells"),
        (["bad.jsonl", "--value", "v"], "row 1 of bad.jsonl (counted from 0) cannot be read"),
        (["bad.xlsx", "--value", "v"], "bad.xlsx cannot be read"),
        (["bad.parquet", "--value", "v"], "bad.parquet cannot be read"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(ordagrant, table, tmp_path, args, said):
    for name, text in {
        "empty.csv": "",
        "head.csv": "letters,x\n",
        "wide.csv": "m,v\n2024-01,1\n2024-02,1,5\n",
        "bad.jsonl": '{"v": 1}\nno\n',
        "bad.xlsx": "no",
        "bad.parquet": "no",
    }.items():
        (tmp_path / name).write_text(text)
    outcome = ordagrant("chart", *args)
    assert said in outcome.err
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert outcome.out == b""


def test_an_error_leaves_no_picture(ordagrant, table, tmp_path):
    assert ordagrant("chart", table, "--value", "month", "--out", "c.svg").code == 2
    assert not (tmp_path / "c.svg").exists()
