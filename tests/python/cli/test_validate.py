from __future__ import annotations

import csv
import io
import json

import pytest

import ordagrant as og
from ordagrant.validation import samples_of

PLAN = """Nämnden vill ha mer tillit och färre indikatorer.
Målstyrningen ska stärkas och alla enheter följa sina nyckeltal.
Medarbetarnas handlingsutrymme växer när kontrollen minskar.
"""


@pytest.fixture
def hits(ordagrant, tmp_path):
    """A file of hits, its manifest beside it, and its rows."""
    (tmp_path / "plan.txt").write_text(PLAN * 3, encoding="utf-8")
    outcome = ordagrant("hits", "plan.txt", "--out", "hits.jsonl", "--manifest", "hits.manifest.json")
    assert outcome.code == 0
    return [json.loads(line) for line in (tmp_path / "hits.jsonl").read_text(encoding="utf-8").splitlines()]


def rows_of(path, encoding="utf-8", **form):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline=""), **form))


def fill(tmp_path, hits, coder, wrong, **form):
    """The sheet as a coder gives it back who calls all as the tool does, but for those at these places in the sheet."""
    said = dict(zip(samples_of(hits), (row["pole"] for row in hits), strict=True))
    sheet = rows_of(tmp_path / "sheet.csv", "utf-8-sig")
    for at, row in enumerate(sheet):
        row["code"] = "None " if at in wrong else said[row["sample"]]
    with (tmp_path / f"{coder}.csv").open("w", newline="", encoding=form.pop("encoding", "utf-8")) as file:
        writer = csv.DictWriter(file, sheet[0].keys(), **form)
        writer.writeheader()
        writer.writerows(sheet)
    return sheet


def test_a_sample_is_drawn_coded_and_read_back(ordagrant, tmp_path, hits):
    outcome = ordagrant("validate", "hits.jsonl", "--sheet", "sheet.csv", "--n", "12", "--seed", "3")
    assert (outcome.code, outcome.out) == (0, b"")
    assert f"12 of {len(hits)} rows drawn" in outcome.err
    fill(tmp_path, hits, "anna", {0, 1})
    fill(tmp_path, hits, "bo", {1}, delimiter=";", encoding="cp1252")  # as a spreadsheet saves it
    coded = ("--coded", "anna.csv", "--coded", "bo.csv")
    outcome = ordagrant("validate", "hits.jsonl", *coded, "--record", "r.json", "--manifest", "hits.manifest.json")
    assert outcome.code == 0
    rows = outcome.rows
    of = {(row["measure"], row["between"]): row for row in rows if row["between"]}
    assert of["alpha", "coders"]["value"] == pytest.approx(og.alpha(pairs(tmp_path)).value)
    assert of["ac1", "coders"]["n"] == 12
    assert sum(row["value"] for row in rows if row["measure"] == "confusion") == 12
    disagreements = [row for row in rows if row["measure"] == "disagreement"]
    assert sorted(row["code"] for row in disagreements)[0] == "anna: none; bo: none"
    assert all(row["text"] in PLAN and row["line"] for row in disagreements)
    record = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    manifest = json.loads((tmp_path / "hits.manifest.json").read_text(encoding="utf-8"))
    assert record["lexicons"] == manifest["lexicons"]
    assert record["results"] == {"file": "hits.jsonl", "sha256": manifest["result"]["sha256"]}
    assert (record["ordagrant"], record["coded"]) == (manifest["ordagrant"], 12)
    assert record["agreement"]["coders"]["alpha"]["value"] == pytest.approx(of["alpha", "coders"]["value"])


def pairs(tmp_path):
    coders = [rows_of(tmp_path / "anna.csv"), rows_of(tmp_path / "bo.csv", "cp1252", delimiter=";")]
    return zip(*([row["code"].strip().lower() for row in rows] for rows in coders), strict=True)


def test_the_sheet_says_nothing_of_what_the_tool_said(ordagrant, tmp_path, hits):
    ordagrant("validate", "hits.jsonl", "--sheet", "sheet.csv")
    sheet = (tmp_path / "sheet.csv").read_text(encoding="utf-8")
    assert sheet.startswith("\ufeffsample,id,page,line,left,text,right,code,remark\n")
    for word in ("npm", "goals_results", "affirmed", "reversed", "criticises", "peripheral"):
        assert word not in sheet


def test_a_reader_gets_a_report(ordagrant, tmp_path, hits):
    ordagrant("validate", "hits.jsonl", "--sheet", "sheet.csv")
    fill(tmp_path, hits, "anna", {0})
    report = ordagrant("validate", "hits.jsonl", "--coded", "anna.csv", "--format", "table").out.decode()
    assert f"{len(hits)} of {len(hits)} rows coded, by 1: anna {len(hits)}" in report
    assert "share of all rows: as the tool says, and corrected by what was coded" in report
    assert "disagreements: 1" in report
    assert "anna: none" in report


def test_every_form_of_results_gives_the_same(ordagrant, tmp_path, hits):
    pytest.importorskip("pyarrow")
    ordagrant("validate", "hits.jsonl", "--sheet", "sheet.csv")
    fill(tmp_path, hits, "anna", {0, 2})
    expected = ordagrant("validate", "hits.jsonl", "--coded", "anna.csv").out
    for form in ("csv", "parquet"):
        ordagrant("hits", "plan.txt", "--out", f"hits.{form}")
        assert ordagrant("validate", f"hits.{form}", "--coded", "anna.csv").out == expected
        ordagrant("validate", f"hits.{form}", "--sheet", "other.csv")
        assert (tmp_path / "other.csv").read_bytes() == (tmp_path / "sheet.csv").read_bytes()


def test_scores_are_coded_with_the_texts_of_their_sources(ordagrant, tmp_path, hits):
    ordagrant("score", "plan.txt", "--by", "passage", "--resamples", "0", "--out", "scores.jsonl")
    outcome = ordagrant("validate", "scores.jsonl", "--sheet", "sheet.csv")
    assert outcome.code == 2
    assert "scores.jsonl has no column 'text': --source INPUT says where the documents are" in outcome.err
    outcome = ordagrant("validate", "scores.jsonl", "--sheet", "sheet.csv", "--source", "plan.txt", "--by", "passage")
    assert outcome.code == 0
    (row,) = rows_of(tmp_path / "sheet.csv", "utf-8-sig")
    assert row["text"].startswith("Nämnden vill ha mer tillit")


def test_coders_alone(ordagrant, tmp_path):
    for coder, codes in {"a": "111001201101", "b": "111011201201"}.items():
        (tmp_path / f"{coder}.csv").write_text("code\n" + "\n".join(codes) + "\n", encoding="utf-8")
    rows = ordagrant("validate", "--coded", "a.csv", "--coded", "b.csv").rows
    assert {row["measure"]: round(row["value"], 3) for row in rows[:2]} == {"alpha": 0.714, "ac1": 0.769}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "validate needs either --sheet FILE, to draw a sample, or --coded FILE, to read one back"),
        (["hits.jsonl"], "validate needs either --sheet FILE"),
        (["--sheet", "s.csv"], "--sheet needs RESULTS to draw from"),
        (["hits.jsonl", "--sheet", "hits.jsonl"], "--out writes to 'hits.jsonl', which is one of the inputs"),
        (["hits.jsonl", "--sheet", "s.csv", "--n", "1"], "n 1 is fewer than the values of column 'pole': npm, trust"),
        (["hits.jsonl", "--sheet", "s.csv", "--column", "x"], "column 'x' is not one of: id, lang"),
        (["no.jsonl", "--sheet", "s.csv"], "'no.jsonl' cannot be read: No such file or directory"),
        (["plan.txt", "--sheet", "s.csv"], "'plan.txt' is no table: .csv, .tsv, .jsonl, .parquet, .xlsx"),
        (["hits.jsonl", "--coded", "nmp.csv"], "code 'nmp' is not one of: npm, trust, critique"),
        (["hits.jsonl", "--coded", "hits.jsonl"], "hits has no column 'code', nor any that begins with 'code_'"),
        (["--coded", "nmp.csv", "--level", "ratio"], "level 'ratio' is not one of: nominal, ordinal, interval"),
        (["--coded", "nmp.csv", "--level", "interval"], "nmp: code 'nmp' is no number"),
        (["--coded", "nmp.csv", "--record", "nmp.csv"], "--record writes to 'nmp.csv', which is one of the inputs"),
        (["hits.jsonl", "--coded", "ok.csv", "--manifest", "plan.txt"], "'plan.txt' is no manifest"),
        (["hits.jsonl", "--coded", "ok.csv", "--manifest", "other.json"], "is of other results than 'hits.jsonl'"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(ordagrant, tmp_path, hits, args, said):
    sample = samples_of(hits)[0]
    (tmp_path / "nmp.csv").write_text(f"sample,code\n{sample},nmp\n", encoding="utf-8")
    (tmp_path / "ok.csv").write_text(f"sample,code\n{sample},npm\n", encoding="utf-8")
    ordagrant("hits", "plan.txt", "--pole", "npm", "--out", "other.jsonl", "--manifest", "other.json")
    outcome = ordagrant("validate", *args)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.out == b""
    assert not (tmp_path / "s.csv").exists()
