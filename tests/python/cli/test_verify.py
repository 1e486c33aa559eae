from __future__ import annotations

import json

import pytest

PLAN = "Nämnden vill ha mer tillit.\nMålstyrningen ska stärkas, och alla följer sina nyckeltal.\n"
LETTER = "Hej! Kunden sade: ”Mer tillit, tack.”\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "in" / "letter.md").write_text(LETTER, encoding="utf-8")
    return tmp_path / "in"


def flip(path, word, *, by=1):
    raw = path.read_bytes()
    at = raw.index(word.encode())
    path.write_bytes(raw[:at] + bytes([raw[at] ^ by]) + raw[at + 1 :])


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("verb", ["hits", "quotes", "passages"])
def test_what_was_written_stands_until_a_byte_is_flipped(ordagrant, folder, verb, suffix):
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    out = f"rows.{suffix}"
    ordagrant(verb, "in", "--out", out)
    outcome = ordagrant("verify", out, "--source", "in")
    assert (outcome.code, outcome.out) == (0, b"")
    assert " stand, 0 do not" in outcome.err
    flip(folder / "letter.md", "tillit")
    outcome = ordagrant("verify", out, "--source", "in")
    assert outcome.code == 1
    assert {row["id"] for row in outcome.rows} == {"letter.md"}
    assert all("tillit" in row["text"] and "uillit" in row["found"] for row in outcome.rows)
    assert {row["reason"] for row in outcome.rows} == {"something else stands there"}
    shown = ordagrant("verify", out, "--source", "in", "--format", "table").out.decode()
    assert "uillit" in shown
    assert "something else stands there" in shown


def test_without_a_source_an_id_is_a_path(ordagrant, folder):
    ordagrant("hits", "in/plan.txt", "in/letter.md", "--out", "hits.jsonl")
    assert ordagrant("verify", "hits.jsonl").code == 0
    outcome = ordagrant("verify", "../hits.jsonl", cwd=folder)
    assert outcome.code == 1
    assert {row["reason"] for row in outcome.rows} == {"its source was not found"}
    assert "--source INPUT says where the documents are" in outcome.err


def test_several_sources_may_stand_behind_the_option(ordagrant, folder):
    ordagrant("hits", "in/plan.txt", "in/letter.md", "--out", "hits.jsonl")
    assert ordagrant("verify", "hits.jsonl", "--source", "in/letter.md", "in/plan.txt").code == 0
    assert ordagrant("verify", "hits.jsonl", "--source", "in/letter.md").code == 1


@pytest.mark.parametrize(
    "inputs",
    [["in"], ["in/plan.txt", "./in/letter.md"], ["in/*.txt", "in/../in/letter.md"]],
    ids=["folder", "files", "globs"],
)
def test_a_folder_of_results_knows_its_sources(ordagrant, folder, tmp_path, inputs):
    (tmp_path / "results").mkdir()
    ordagrant("hits", *inputs, "--out", "results/hits.jsonl", "--manifest", "results/manifest.json")
    for results, cwd in [("results", tmp_path), (".", tmp_path / "results"), (tmp_path / "results", folder)]:
        outcome = ordagrant("verify", results, cwd=cwd)
        assert (outcome.code, outcome.out) == (0, b""), outcome.err
    flip(folder / "plan.txt", "nyckeltal")
    outcome = ordagrant("verify", "results")
    assert outcome.code == 1
    assert [row["text"] for row in outcome.rows] == ["nyckeltal"]
    assert "../in/plan.txt is no longer what it was: its SHA-256 is another" in outcome.err


def test_the_folder_may_go_elsewhere_with_its_sources(ordagrant, folder, tmp_path):
    (tmp_path / "results").mkdir()
    ordagrant("hits", tmp_path / "in", "--out", "results/hits.jsonl", "--manifest", "results/manifest.json")
    assert str(tmp_path) not in (tmp_path / "results" / "manifest.json").read_text(encoding="utf-8")
    there = tmp_path / "there"
    there.mkdir()
    (tmp_path / "in").rename(there / "in")
    (tmp_path / "results").rename(there / "results")
    assert ordagrant("verify", "there/results").code == 0


def test_a_lexicon_that_is_another_is_named(ordagrant, folder, tmp_path):
    (tmp_path / "results").mkdir()
    manifest = tmp_path / "results" / "manifest.json"
    ordagrant("hits", folder, "--out", "results/hits.jsonl", "--manifest", manifest)
    assert "lexicon" not in ordagrant("verify", "results").err
    content = json.loads(manifest.read_bytes())
    content["lexicons"][0]["sha256"] = "0" * 64
    content["lexicons"].append({"id": "mine.tsv", "version": None, "sha256": "0" * 64})
    manifest.write_text(json.dumps(content), encoding="utf-8")
    outcome = ordagrant("verify", "results")
    assert outcome.code == 0
    assert f"lexicon {content['lexicons'][0]['id']} is no longer what it was" in outcome.err
    assert "lexicon mine.tsv comes with no package" in outcome.err


def test_tables_are_read_by_the_columns_that_were_read(ordagrant, tmp_path):
    (tmp_path / "letters.csv").write_text("nr,body\n7,Mer tillit\n8,=Tillit och kontroll\n", encoding="utf-8")
    ordagrant("hits", "letters.csv", "--text", "body", "--id", "nr", "--out", "hits.csv")
    assert ordagrant("verify", "hits.csv", "--source", "letters.csv", "--text", "body", "--id", "nr").code == 0
    outcome = ordagrant("verify", "hits.csv", "--source", "letters.csv")
    assert outcome.code == 2
    assert "--text: column 'text' is not one of: nr, body in letters.csv" in outcome.err
    (tmp_path / "letters.csv").write_text("nr,body\n7,Mer tillit\n8,=Tillif och kontroll\n", encoding="utf-8")
    outcome = ordagrant("verify", "hits.csv", "--source", "letters.csv", "--text", "body", "--id", "nr")
    assert [(row["id"], row["text"], row["found"]) for row in outcome.rows] == [("8", "Tillit", "Tillif")]


def test_a_text_that_a_spreadsheet_takes_for_a_formula_is_the_text_still(ordagrant, tmp_path):
    (tmp_path / "plan.txt").write_text("- Mer tillit till alla.\n\n+ Färre mål.\n\n'=1 är rätt.\n", encoding="utf-8")
    ordagrant("passages", "plan.txt", "--out", "passages.csv")
    assert ",'- Mer" in (tmp_path / "passages.csv").read_text(encoding="utf-8")
    assert ordagrant("verify", "passages.csv").code == 0


def test_masked_rows_are_counted_apart(ordagrant, tmp_path):
    (tmp_path / "a.txt").write_text("Eva bor här", encoding="utf-8")
    row = {"id": "a.txt", "start": 0, "end": 3, "text": "███", "redacted": True}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    outcome = ordagrant("verify", "rows.jsonl")
    assert outcome.code == 0
    assert "1 rows: 0 stand, 0 do not, 1 are masked and were not read again" in outcome.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["no.jsonl"], "'no.jsonl' cannot be read: No such file or directory"),
        (["plan.txt"], "'plan.txt' is no table: .csv, .tsv, .jsonl, .parquet, .xlsx"),
        (["scores.csv"], "row 0 of scores.csv (counted from 0) has no column 'start', so it quotes nothing"),
        (["broken.jsonl"], "row 1 of broken.jsonl (counted from 0) cannot be read"),
        (["empty"], "folder 'empty' has no table of quotations: .jsonl, .csv, .parquet"),
        (["hits.jsonl", "--out", "hits.jsonl"], "--out writes to 'hits.jsonl', which is one of the inputs"),
        (["hits.jsonl", "--source", "no*.txt"], "no file fits 'no*.txt'"),
        (["hits.jsonl", "--format", "xml"], "format 'xml' is not one of: table, jsonl, csv, parquet"),
        ([], "Missing argument 'FILE|FOLDER'"),
        (["hits.jsonl", "plan.txt"], "'plan.txt' stands behind 'hits.jsonl', and sources stand behind --source"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(ordagrant, tmp_path, args, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "plan.txt").write_text("Mer tillit", encoding="utf-8")
    ordagrant("hits", "plan.txt", "--out", "hits.jsonl")
    ordagrant("score", "plan.txt", "--resamples", "0", "--out", "scores.csv")
    (tmp_path / "broken.jsonl").write_bytes((tmp_path / "hits.jsonl").read_bytes() + b"{\n")
    outcome = ordagrant("verify", *args)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.out == b""
