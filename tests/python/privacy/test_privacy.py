from __future__ import annotations

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY

import ordagrant as og

LETTER = "Hej! Jag heter Karin Ekblad och bor på Storgatan 14 B.\nRing 070-174 06 05, dnr KS 2024/112, 1 250 kr."


def test_personal_data_is_masked_in_place():
    assert og.redact(LETTER) == (
        "Hej! Jag heter █████ ██████ och bor på █████████ ██ █.\nRing ███████ ██ ██, dnr KS 2024/112, 1 250 kr."
    )


def test_many_texts_are_a_list():
    assert og.redact(["Mvh Lena", "Mvh", og.Document.from_text("Kære Mette")]) == ["Mvh ████", "Mvh", "Kære █████"]


def test_spans_are_places_in_the_source():
    found = og.personal_data(LETTER, words=True)
    assert found["kind"] == ["name", "address", "phone"]
    assert found["line"] == [1, 1, 2]
    for row in found.rows():
        assert LETTER[row["start"] : row["end"]] == row["text"]
        assert LETTER.encode()[row["byte_start"] : row["byte_end"]].decode() == row["text"]
        assert row["length"] == row["end"] - row["start"]


def test_the_words_are_given_only_when_asked_for():
    assert "text" not in og.personal_data(LETTER).columns


def test_a_language_that_is_not_shipped_is_an_error():
    with pytest.raises(og.RequestError, match="'fi' is not one of"):
        og.redact("Hej", lang="fi")


@given(
    st.lists(st.sampled_from(["Mvh ", "Karin", " Ekblad", "070-", "174 06 05", "\n", "Storgatan ", "14 ", "kr", "█"]))
)
def test_masking_twice_is_masking_once(pieces):
    once = og.redact("".join(pieces))
    assert len(once) == len("".join(pieces))
    assert og.redact(once) == once


@given(NASTY)
def test_any_text_keeps_its_length(text):
    source = og.Document.from_text(text).source
    assert len(og.redact(text)) == len(source)


def test_a_document_comes_out_as_a_document(ordagrant, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    done = ordagrant("redact", "letter.txt")
    assert done.code == 0
    assert done.out.decode() == og.redact(LETTER) + "\n"


def test_a_table_comes_out_with_its_texts_masked(ordagrant, tmp_path):
    (tmp_path / "letters.csv").write_text("id,name,text\na,Karin Ekblad,Mvh Karin\nb,,Nej\n", encoding="utf-8")
    assert ordagrant("redact", "letters.csv", "--out", "masked.csv").code == 0
    with (tmp_path / "masked.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["text"]) for row in rows] == [("a", "Mvh █████"), ("b", "Nej")]
    assert "name" not in rows[0]


def test_spans_are_json_lines(ordagrant, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    rows = ordagrant("redact", "letter.txt", "--format", "jsonl").rows
    assert [row["kind"] for row in rows] == ["name", "address", "phone"]
    assert "Karin" not in json.dumps(rows)
    rows = ordagrant("redact", "letter.txt", "--format", "jsonl", "--words").rows
    assert rows[0]["text"] == "Karin Ekblad"


def test_words_without_jsonl_are_an_error(ordagrant, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    done = ordagrant("redact", "letter.txt", "--words")
    assert done.code == 2
    assert "--words belongs to --format jsonl" in done.err
