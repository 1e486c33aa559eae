"""What was read and what was not: the last line, the ledger, --strict."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Tillit.", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_bytes(b" ")
    (tmp_path / "in" / "c.txt").write_text("Kontroll.", encoding="utf-8")
    return "in"


def test_the_last_line_says_what_was_read(ordagrant, folder):
    outcome = ordagrant("score", folder)
    assert outcome.err.splitlines()[-1] == "3 documents: 2 read, 1 empty"
    assert outcome.code == 1


def test_the_ledger_has_a_line_on_each_document(ordagrant, tmp_path, folder):
    outcome = ordagrant("hits", folder, "missing.txt", "--ledger", "ledger.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], line["status"]) for line in lines] == [
        ("a.txt", "ok"),
        ("b.txt", "empty"),
        ("c.txt", "ok"),
        ("missing.txt", "unreadable"),
    ]
    assert lines[3]["reason"] == "No such file or directory"
    assert lines[0]["encoding"] == "utf-8"
    assert outcome.code == 1


def test_strict_stops_at_the_first_document_that_was_not_read_and_leaves_no_file(ordagrant, tmp_path, folder):
    outcome = ordagrant("score", folder, "--strict", "--out", "scores.csv", "--ledger", "ledger.jsonl")
    assert outcome.code == 1
    assert outcome.err.splitlines()[-1] == "stopped at b.txt (--strict)"
    assert not (tmp_path / "scores.csv").exists()
    assert len((tmp_path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_ledger_that_cannot_be_written_is_a_wrong_request(ordagrant, folder):
    outcome = ordagrant("score", folder, "--ledger", "no/such/ledger.jsonl")
    assert outcome.code == 2
    assert "--ledger 'no/such/ledger.jsonl' cannot be written" in outcome.err


def test_text_with_repairs_gives_a_row_a_repair(ordagrant, tmp_path):
    (tmp_path / "x.txt").write_text("Sam\u00adhället.", encoding="utf-8")
    rows = ordagrant("text", "x.txt", "--repairs").rows
    assert rows == [{"id": "x.txt", "start": 3, "end": 4, "kind": "soft_hyphen", "before": "\u00ad", "after": ""}]
    assert ordagrant("text", "x.txt", "--repairs", "--no-repair", "soft_hyphen").rows == []
    refused = ordagrant("text", "x.txt", "--no-repair", "spelling")
    assert refused.code == 2
    assert "repair 'spelling' is not one of: mojibake" in refused.err


def test_further_columns_come_from_a_file_and_from_the_path(ordagrant, tmp_path):
    for place in ("almvik", "ljungmo"):
        (tmp_path / "in" / place / "2024").mkdir(parents=True)
        (tmp_path / "in" / place / "2024" / "plan.txt").write_text("Tillit.", encoding="utf-8")
    (tmp_path / "in" / "loose.txt").write_text("Tillit.", encoding="utf-8")
    (tmp_path / "about.csv").write_text("id,party\nalmvik/2024/plan.txt,A\nnowhere.txt,B\n", encoding="utf-8")
    outcome = ordagrant(
        "hits", "in", "--meta", "about.csv", "--path-pattern", "{municipality}/{year}/*", "--pole", "trust"
    )
    assert [(row["id"], row["party"], row["municipality"], row["year"]) for row in outcome.rows] == [
        ("almvik/2024/plan.txt", "A", "almvik", "2024"),
        ("ljungmo/2024/plan.txt", None, "ljungmo", "2024"),
        ("loose.txt", None, None, None),
    ]
    assert "--meta: 1 rows fit no document: nowhere.txt" in outcome.err
    assert "--meta: 2 documents without: ljungmo/2024/plan.txt, loose.txt" in outcome.err
    assert "--path-pattern: 1 documents without: loose.txt" in outcome.err
