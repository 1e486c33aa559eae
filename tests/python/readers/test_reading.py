from __future__ import annotations

import io
import json
import os
import zipfile

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
    assert [document.id for document in og.read_corpus(folder)] == [
        "a.txt",
        "b/deep/plan.md",
        "7",
        "b/letters.jsonl/row 1",
    ]


def test_rows_without_ids_are_told_apart_by_their_tables(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.csv").write_text("text\nett\ntvå\n", encoding="utf-8")
    (tmp_path / "in" / "sub" / "b.jsonl").write_text('{"text": "tre"}\nfyra\n', encoding="utf-8")
    (tmp_path / "in" / "c.csv").write_text("id,text\nfem,fem\n,sex\n", encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("d.csv", "text\nsju\n")
    (tmp_path / "in" / "z.zip").write_bytes(packed.getvalue())

    def ids(*inputs: str) -> list[str]:
        return [document.id for document in og.read_corpus(*inputs)]

    # One table: its rows are numbers, as they are in a frame.
    assert ids("in/a.csv") == ["0", "1"]
    assert ids("in/c.csv") == ["fem", "row 1"]
    # What is in a folder or an archive has the path below it, and an id that is there is nobody's to change.
    below = ["a.csv/0", "a.csv/1", "fem", "c.csv/row 1", "sub/b.jsonl/0", "sub/b.jsonl/1", "z.zip/d.csv/0"]
    assert ids("in") == below
    assert ids("in/z.zip") == ["d.csv/0"]
    # Of several that are named, and of those of a pattern, the path as it was given.
    assert ids("in/a.csv", "in/sub/b.jsonl") == ["in/a.csv/0", "in/a.csv/1", "in/sub/b.jsonl/0", "in/sub/b.jsonl/1"]
    assert ids("in/a*.csv") == ["in/a.csv/0", "in/a.csv/1"]


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


def test_a_file_is_read_once_under_the_id_of_the_first_input_that_holds_it(folder, monkeypatch):
    monkeypatch.chdir(folder)

    def ids(*inputs: str) -> list[str]:
        return [document.id for document in og.read_corpus(*inputs)]

    assert ids("b/**") == ["deep/plan.md", "7", "letters.jsonl/row 1"]
    assert ids("b", "b/deep/plan.md", "./b/../b") == ["deep/plan.md", "7", "letters.jsonl/row 1"]
    assert ids("b/deep/plan.md", "b") == ["b/deep/plan.md", "7", "letters.jsonl/row 1"]
    (folder / "b" / "circle").symlink_to(".")
    assert ids("b/**") == ["deep/plan.md", "7", "letters.jsonl/row 1"]
    # A link to a file is a file of its own: archives of links are folders of documents.
    (folder / "c.txt").symlink_to("a.txt")
    assert ids("*.txt") == ["a.txt", "c.txt"]


@pytest.mark.parametrize(
    "error", [IndexError("list index out of range"), KeyError("x"), ValueError("no"), MemoryError()]
)
def test_a_reader_that_fails_is_a_row_and_the_rest_is_read(folder, monkeypatch, error):
    import io
    import zipfile
    from email.message import EmailMessage

    from ordagrant import readers

    def fail(*_):
        raise error

    monkeypatch.setitem(readers._READERS, ".md", fail)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x.md", "Tillit")
        archive.writestr("y.txt", "Tillit")
    (folder / "c.zip").write_bytes(packed.getvalue())
    letter = EmailMessage()
    letter.set_content("Hej")
    letter.add_attachment(b"Tillit", maintype="text", subtype="markdown", filename="z.md")
    letter.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="z.zip")
    (folder / "d.eml").write_bytes(letter.as_bytes())
    found = {document.id: (document.status, document.reason) for document in og.read_corpus(folder)}
    failed = ("damaged", f"{type(error).__name__}: {error}".removesuffix(": "))
    assert found == {
        "a.txt": ("ok", None),
        "b/deep/plan.md": failed,
        "7": ("ok", None),
        "b/letters.jsonl/row 1": ("ok", None),
        "c.zip/x.md": failed,
        "c.zip/y.txt": ("ok", None),
        "d.eml": ("ok", None),
        "d.eml/z.md": failed,
        "d.eml/z.zip/x.md": failed,
        "d.eml/z.zip/y.txt": ("ok", None),
    }


def test_a_mail_whose_text_fails_the_reader_keeps_its_attachments(tmp_path, monkeypatch):
    from email.message import EmailMessage

    from ordagrant import readers

    def fail(*_):
        raise IndexError("list index out of range")

    monkeypatch.setitem(readers._READERS, ".html", fail)
    letter = EmailMessage()
    letter.set_content("<p>Hej", subtype="html")
    letter.add_attachment(b"Tillit", maintype="text", subtype="plain", filename="z.txt")
    (tmp_path / "d.eml").write_bytes(letter.as_bytes())
    assert [(document.id, document.status) for document in og.read_corpus(tmp_path)] == [
        ("d.eml", "damaged"),
        ("d.eml/z.txt", "ok"),
    ]
