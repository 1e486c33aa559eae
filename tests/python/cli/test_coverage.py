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
    assert outcome.err.splitlines()[-2:] == ["stopped at b.txt (--strict)", "2 documents: 1 read, 1 empty"]
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
    assert "--meta: 1 row fits no document: nowhere.txt" in outcome.err
    assert "--meta: 2 documents without: ljungmo/2024/plan.txt, loose.txt" in outcome.err
    assert "--path-pattern: 1 document without: loose.txt" in outcome.err


def test_strict_gives_a_pipe_the_rows_before_the_stop(ordagrant, folder):
    assert [row["id"] for row in ordagrant("text", folder, "--strict").rows] == ["a.txt"]
    table = ordagrant("text", "in/b.txt", "--strict", "--format", "table")
    assert (table.code, table.out) == (1, b"")
    assert table.err.splitlines() == ["in/b.txt: empty", "stopped at in/b.txt (--strict)", "1 document: 1 empty"]
    # A sum over a part of the documents would be a number of something else.
    assert ordagrant("score", folder, "--strict", "--by", "all").rows == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--out", "rows.jsonl", "--ledger", "./rows.jsonl"], "'rows.jsonl' and --ledger './rows.jsonl' are one file"),
        (["--out", "rows.jsonl", "--ledger", "link.jsonl"], "are one file"),
        (["in/a.txt", "--out", "in/../in/a.txt"], "--out writes to 'in/a.txt', which is one of the inputs"),
        (["--meta", "about.csv", "--out", "about.csv"], "--out writes to 'about.csv', which is one of the inputs"),
        (["linked.txt", "--ledger", "in/a.txt"], "--ledger writes to 'linked.txt', which is one of the inputs"),
    ],
)
def test_a_run_does_not_write_over_its_inputs_or_twice_to_a_file(ordagrant, tmp_path, folder, args, said):
    (tmp_path / "rows.jsonl").write_text("kept", encoding="utf-8")
    (tmp_path / "about.csv").write_text("id,party\n", encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to("rows.jsonl")
    (tmp_path / "linked.txt").symlink_to("in/a.txt")
    outcome = ordagrant("text", folder, *args)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, b"", 1)
    assert said in outcome.err
    assert (tmp_path / "rows.jsonl").read_text(encoding="utf-8") == "kept"
    assert (tmp_path / "in" / "a.txt").read_text(encoding="utf-8") == "Tillit."


def test_devices_may_take_both(ordagrant):
    assert ordagrant("text", "-", "--out", "/dev/null", "--ledger", "/dev/null", stdin=b"Tillit.").code == 0


@pytest.mark.parametrize("input_", ["in", "in/*", "in/**"])
def test_what_a_run_writes_is_none_of_its_documents(ordagrant, tmp_path, folder, input_):
    (tmp_path / "in" / "old.jsonl").symlink_to("rows.jsonl")
    for _ in range(2):
        outcome = ordagrant("text", input_, "--out", "in/rows.jsonl", "--ledger", "in/ledger.jsonl")
        assert outcome.err.splitlines()[-1] == "3 documents: 2 read, 1 empty"
    # To another run they are files like any other.
    assert ordagrant("text", "in", "--out", "other.jsonl").err.splitlines()[-1].startswith("10 documents: ")


def test_lines_show_what_a_terminal_would_obey(ordagrant, tmp_path):
    (tmp_path / "x\x1b[31m\n\u202e.txt").write_bytes(b"")
    outcome = ordagrant("text", ".")
    assert outcome.err.splitlines()[0] == "x\\x1b[31m\\n\\u202e.txt: empty"


def test_the_ledger_names_the_pages_of_a_scan(ordagrant, tmp_path):
    import pypdfium2 as pdfium
    import pypdfium2.raw as pdfium_c

    scan = pdfium.PdfDocument.new()
    for _ in range(2):
        page = scan.new_page(100, 100)
        drawn = pdfium_c.FPDFPageObj_CreateNewRect(10, 10, 50, 50)
        pdfium_c.FPDFPath_SetDrawMode(drawn, pdfium_c.FPDF_FILLMODE_ALTERNATE, False)
        pdfium_c.FPDFPage_InsertObject(page, drawn)
        page.gen_content()
    scan.save(tmp_path / "scan.pdf")
    ordagrant("text", "scan.pdf", "--ledger", "ledger.jsonl")
    line = json.loads((tmp_path / "ledger.jsonl").read_text(encoding="utf-8"))
    assert (line["status"], line["pages_without_text"]) == ("no text layer", "1-2")


def test_a_column_may_have_the_name_of_a_mark_of_the_reader(ordagrant, tmp_path):
    (tmp_path / "x.txt").write_bytes("Även så. ".encode() + b"Tillit \xff\xfe m\xe5l")
    (tmp_path / "about.csv").write_text("id,note,ill_formed\nx.txt,Arkivet,7\n", encoding="utf-8")
    outcome = ordagrant("text", "x.txt", "--meta", "about.csv")
    assert (outcome.rows[0]["note"], outcome.rows[0]["ill_formed"]) == ("Arkivet", "7")
    assert "x.txt: Arkivet" not in outcome.err
    assert "7 places" not in outcome.err


def test_documents_that_look_like_another_language_are_one_line(ordagrant, tmp_path):
    text = "Kommunen skal følge op på målene, og udvalget ønsker at blive orienteret om udviklingen i løbet af året."
    rows = "".join(f'r{number},sv,"{text}"\n' for number in range(7))
    (tmp_path / "c.csv").write_text("id,lang,text\n" + rows, encoding="utf-8")
    said = ordagrant("score", "c.csv", "--lang-column", "lang").err.splitlines()
    assert said == [
        "7 documents look like another language than the one asked for: r0 (read as sv), r1 (read as sv), "
        "r2 (read as sv), r3 (read as sv), r4 (read as sv), ...",
        "7 documents: 7 read",
    ]
