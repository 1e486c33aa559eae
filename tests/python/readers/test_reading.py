from __future__ import annotations

import json
import os

import pytest

import ordagrant as og


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / "b" / "deep" / "plan.md").write_text("Tillit", encoding="utf-8")
    (tmp_path / "b" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.txt").write_bytes("\ufeffMålstyrning\r\n".encode())
    (tmp_path / "b" / "letters.jsonl").write_text('{"id": 7, "text": "Ja"}\n{"text": "Nej"}\n', encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_documents_by_path(folder):
    assert [document.id for document in og.read_corpus(folder)] == ["a.txt", "b/deep/plan.md", "7", "1"]


def test_a_source_keeps_its_line_ends_and_drops_the_byte_order_mark(folder):
    document = og.read(folder / "a.txt")
    assert document.source == document.text == "Målstyrning\r\n"
    assert (document.encoding, document.status, document.lang) == ("utf-8", "ok", "sv")
    assert document.tokens == ["Målstyrning"]


def test_sentences_are_slices_of_the_source(tmp_path):
    (tmp_path / "x.txt").write_text("Ett beslut. Det gäller\nfr.o.m. 1 mars.", encoding="utf-8")
    assert og.read(tmp_path / "x.txt").sentences == ["Ett beslut.", "Det gäller\nfr.o.m. 1 mars."]


def test_ill_formed_bytes_become_replacement_characters_as_python_makes_them(tmp_path):
    content = b"a\xff\xfe\x80 \xe2\x82 \xf0\x9f\x98 \xed\xa0\x80 \xc0\xaf b\xc3"
    (tmp_path / "x.txt").write_bytes(content)
    document = og.read(tmp_path / "x.txt")
    assert document.source == content.decode(errors="replace")
    assert document.status == "ok"


def test_a_corpus_can_be_walked_through_again(folder):
    corpus = og.read_corpus(folder / "a.txt", folder / "b")
    assert [document.id for document in corpus] == [document.id for document in corpus]


def test_a_glob_gives_the_files_that_fit(folder):
    assert [document.source for document in og.read_corpus(f"{folder}/**/*.md")] == ["Tillit"]
    with pytest.raises(og.RequestError, match="no file fits"):
        list(og.read_corpus(f"{folder}/*.docx"))


def test_a_folder_that_links_to_itself_is_read_once(folder):
    os.symlink(folder, folder / "b" / "again")
    assert len(list(og.read_corpus(folder))) == 4


def test_a_table_in_a_folder_without_the_column_is_a_row_and_not_an_error(folder):
    (folder / "sums.csv").write_text("sum,of\n1,2\n", encoding="utf-8")
    found = {document.id: document.status for document in og.read_corpus(folder)}
    assert found["sums.csv"] == "wrong type"


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_cell_of_a_csv_file_may_hold_lines_and_delimiters(tmp_path, delimiter):
    (tmp_path / "x.csv").write_text(
        f'nr{delimiter}body\n1{delimiter}"Ja, tack; ""gärna""\r\nhär"\n2{delimiter}\n', encoding="utf-8", newline=""
    )
    first, second = og.read_corpus(tmp_path / "x.csv", text="body", id="nr")
    assert (first.id, first.source) == ("1", 'Ja, tack; "gärna"\r\nhär')
    assert (second.id, second.status) == ("2", "empty")


def test_lines_that_are_no_objects_are_rows_too(tmp_path):
    lines = ['{"text": "Tillit"}', "{", "[1]", "", json.dumps({"text": "a\ud800"}), "[" * 100_000]
    (tmp_path / "x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = [(document.id, document.status, document.source) for document in og.read_corpus(tmp_path / "x.jsonl")]
    assert found == [
        ("0", "ok", "Tillit"),
        ("1", "damaged", ""),
        ("2", "damaged", ""),
        ("3", "ok", "a\ufffd"),
        ("4", "damaged", ""),
    ]


def test_a_row_in_a_language_without_tables_is_undetermined(tmp_path):
    rows = [{"text": "Tillit", "l": "SV"}, {"text": "Luottamus", "l": "fi"}, {"text": "Målstyrning är bra", "l": None}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [document.lang for document in og.read_corpus(tmp_path / "x.jsonl", lang_column="l")] == ["sv", "und", "sv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_row(folder):
    (folder / "a.txt").chmod(0)
    assert og.read(folder / "a.txt").status == "unreadable"


def test_what_is_no_document_is_a_wrong_request(folder):
    with pytest.raises(FileNotFoundError):
        og.read(folder / "missing.txt")
    with pytest.raises(IsADirectoryError):
        og.read(folder)
    with pytest.raises(og.RequestError, match="is a table of documents"):
        og.read(folder / "b" / "letters.jsonl")
