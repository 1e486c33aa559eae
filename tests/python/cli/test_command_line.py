from __future__ import annotations

import csv
import io

import pytest

import ordagrant as og

TEXT = "Vi vill ha tillit i stället för målstyrning.\n"


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    return "plan.txt"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["frob"], "verb 'frob' is not one of: text, language, tokens, compounds, passages, quotes, hits, score"),
        (["lexicon", "frob"], "verb 'frob' is not one of: list, check, show"),
        (["score", "plan.txt", "--format", "xml"], "format 'xml' is not one of: table, jsonl, csv, parquet"),
        (["score", "plan.txt", "--lang", "fi"], "language 'fi' is not one of: auto, da, nb, sv"),
        (["score", "plan.txt", "--by", "planet"], "by 'planet' is not one of: document, passage"),
        (["score", "plan.txt", "--by", "group"], "--by group needs --group COLUMN"),
        (["passages", "plan.txt", "--kind", "item,votes"], "kind 'votes' is not one of: heading, item"),
        (
            ["score", "plan.txt", "--out", "rates.xlsx"],
            "--out 'rates.xlsx': '.xlsx' is not one of: .jsonl, .csv, .parquet",
        ),
        (["score", "plan.txt", "--resamples", "-1"], "resamples -1 is neither 0 nor a number from 40 to 1000000"),
        (["score", "plan.txt", "--seed", "x"], "'x' is not a valid integer"),
        (["score", "plan.txt", "--threads", "99999999999"], "99999999999 is not in the range 0<=x<=1024"),
        (["score", "plan.txt", "--lexicon", "no.tsv"], "lexicon 'no.tsv' cannot be read"),
        (["hits", "plan.txt", "--pole", "north"], "pole 'north' is not one of: npm, trust"),
        (["hits", "plan.txt", "--names", "all"], "names 'all' is not one of: exclude, include"),
        (["lexicon", "show", "frob"], "term 'frob' is no entry"),
        (["score", "plan.txt", "--max-size", "huge"], "--max-size 'huge' is not a number of bytes"),
        (["score", "plan.txt", "--frob"], "No such option"),
        (["score", "no*.txt"], "no file fits 'no*.txt'"),
        (["score"], "Missing argument"),
        (["score", "table.csv", "--text", "body"], "--text: column 'body' is not one of: id, text in table.csv"),
        (["score", "table.csv", "--id", "nr"], "--id: column 'nr' is not one of: id, text in table.csv"),
        (
            ["score", "table.csv", "--lang-column", "l"],
            "--lang-column: column 'l' is not one of: id, text in table.csv",
        ),
        (["score", "plan.txt", "--out", "no/such/folder.jsonl"], "--out 'no/such/folder.jsonl' cannot be written"),
        (["score", "plan.txt", "--format", "parquet"], "format 'parquet' needs a file: --out PATH"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(ordagrant, tmp_path, plan, args, said):
    (tmp_path / "table.csv").write_text("id,text\n1,Tillit\n", encoding="utf-8")
    outcome = ordagrant(*args)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.out == b""


def test_documents_that_cannot_be_read_are_rows_and_exit_1(ordagrant, tmp_path, plan):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "x.png").write_bytes(b"")
    outcome = ordagrant("score", "missing.txt", "empty.txt", "x.png", plan)
    assert outcome.code == 1
    assert [(row["id"], row["status"]) for row in outcome.rows] == [
        ("missing.txt", "unreadable"), ("empty.txt", "empty"), ("x.png", "wrong type"), ("plan.txt", "ok"),
    ]  # fmt: skip
    assert (outcome.rows[3]["trust_hits"], outcome.rows[3]["npm_reversed"]) == (1, 1)
    assert "missing.txt: unreadable (No such file or directory)" in outcome.err
    assert "4 documents: 1 read, 1 empty, 1 unreadable, 1 wrong type" in outcome.err


def test_bytes_that_are_not_utf8_are_read_and_marked(ordagrant, tmp_path):
    (tmp_path / "x.txt").write_bytes("å ä ö ".encode() + b"Tillit \xff\x00 m\xe5l")
    outcome = ordagrant("tokens", "x.txt", "--lang", "sv")
    assert outcome.code == 0
    assert [(row["text"], row["kind"]) for row in outcome.rows[3:]] == [
        ("Tillit", "word"), ("\ufffd", "mark"), ("\0", "mark"), ("m", "word"), ("\ufffd", "mark"), ("l", "word"),
    ]  # fmt: skip


def test_the_command_gives_what_python_gives(ordagrant, plan):
    document = og.Document.from_text(TEXT, plan)
    assert ordagrant("hits", plan).out == og.hits(document).json_lines()
    assert ordagrant("tokens", plan).out == og.tokens(document).json_lines()
    assert ordagrant("score", plan).out == og.score(document).json_lines()


def test_text_gives_the_reading(ordagrant, tmp_path):
    (tmp_path / "x.txt").write_text("m\u0061\u030alstyrning", encoding="utf-8")
    (row,) = ordagrant("text", "x.txt").rows
    assert row == {
        "id": "x.txt", "lang": "sv", "encoding": "utf-8", "pages": None, "pages_read": None, "status": "ok",
        "text": "målstyrning",
    }  # fmt: skip


def test_standard_input_is_a_document(ordagrant):
    (row,) = ordagrant("hits", "-", stdin="Tilliten växer.".encode()).rows
    assert (row["id"], row["text"], row["pole"]) == ("-", "Tilliten", "trust")


def test_a_folder_skips_other_files_and_says_so(ordagrant, tmp_path, plan):
    (tmp_path / "x.png").write_bytes(b"")
    outcome = ordagrant("score", ".")
    assert outcome.code == 0
    assert [row["id"] for row in outcome.rows] == ["plan.txt"]
    assert "1 document: 1 read; other files skipped: 1 .png" in outcome.err


def test_a_document_over_the_limit_is_a_row(ordagrant, plan):
    outcome = ordagrant("score", plan, "--max-size", "10")
    assert outcome.code == 1
    assert outcome.rows[0]["status"] == "too large"


def test_a_forced_language_that_the_text_contradicts_is_a_warning(ordagrant, tmp_path):
    text = "Kommunen skal følge op på målene, og udvalget ønsker at blive orienteret om udviklingen i løbet af året."
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    assert "x.txt: read as sv, and it looks like another language" in ordagrant("score", "x.txt", "--lang", "sv").err
    assert "another language" not in ordagrant("score", "x.txt", "--lang", "da").err


def test_out_writes_the_form_its_name_says(ordagrant, tmp_path, plan):
    pyarrow_parquet = pytest.importorskip("pyarrow.parquet")
    assert ordagrant("hits", plan, "--out", "hits.parquet").out == b""
    rows = pyarrow_parquet.read_table(tmp_path / "hits.parquet").to_pylist()
    assert rows == ordagrant("hits", plan).rows
    ordagrant("hits", plan, "--out", "hits.csv")
    written = list(csv.DictReader(io.StringIO((tmp_path / "hits.csv").read_text(encoding="utf-8"))))
    assert [row["text"] for row in written] == ["tillit", "målstyrning"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hits.csv", "hits.parquet", "plan.txt"]


def test_a_run_that_fails_leaves_no_file(ordagrant, tmp_path):
    (tmp_path / "table.csv").write_text("id,text\n1,Tillit\n", encoding="utf-8")
    ordagrant("score", "table.csv", "--text", "body", "--out", "rows.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_a_csv_cell_that_looks_like_a_formula_is_quoted(ordagrant, tmp_path):
    (tmp_path / "x.txt").write_text("=SUM(A1) @tillit", encoding="utf-8")
    cells = [
        row["text"] for row in csv.DictReader(io.StringIO(ordagrant("tokens", "x.txt", "--format", "csv").out.decode()))
    ]
    assert cells[0] == "'="
    assert cells[5] == "'@"
    assert "SUM" in cells


def test_a_table_is_for_reading(ordagrant, plan):
    lines = ordagrant("hits", plan, "--format", "table").out.decode().splitlines()
    assert lines[0].split() == [
        "line",
        "left",
        "text",
        "right",
        "polarity",
        "voice",
        "attitude",
        "pole",
        "category",
        "tier",
    ]
    assert "Vi vill ha  tillit" in lines[2]


def test_lexicon_list_shows_every_entry(ordagrant):
    rows = ordagrant("lexicon", "list").rows
    for lang, term in (("sv", "målstyrning"), ("da", "målstyring")):
        assert [row["pole"] for row in rows if row["lang"] == lang and row["term"] == term] == ["npm"]
    for lang in ("sv", "da"):
        for pole in ("npm", "trust"):
            core = [row for row in rows if (row["lang"], row["pole"], row["tier"]) == (lang, pole, "core")]
            assert len(core) >= 60


def test_a_reader_that_stops_early_is_no_error(tmp_path):
    import subprocess
    import sys

    (tmp_path / "x.txt").write_text("Tillit och målstyrning. " * 20_000, encoding="utf-8")
    command = f"{sys.executable} -m ordagrant tokens x.txt | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_out_keeps_links_and_devices_and_other_files(ordagrant, tmp_path, plan):
    (tmp_path / "rows.jsonl.part").write_text("mine", encoding="utf-8")
    (tmp_path / "real.jsonl").write_text("old", encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    (tmp_path / "folder").mkdir()
    ordagrant("score", plan, "--out", "rows.jsonl")
    ordagrant("score", plan, "--out", "link.jsonl")
    assert (tmp_path / "rows.jsonl.part").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes() == (tmp_path / "rows.jsonl").read_bytes()
    outcome = ordagrant("score", plan, "--out", "folder")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert ordagrant("score", plan, "--out", "/dev/null").code == 0


def test_a_pipe_among_the_files_is_a_row(ordagrant, tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    outcome = ordagrant("score", ".")
    assert [(row["id"], row["status"]) for row in outcome.rows] == [("pipe.txt", "unreadable")]


def test_a_name_in_another_encoding_is_a_row(ordagrant, tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "m\udce5l.txt").write_bytes(b"Tillit")
    (tmp_path / "rows.jsonl").write_text('{"id": "\\ud800", "text": "Tillit"}', encoding="utf-8")
    outcome = ordagrant("score", "x", "rows.jsonl", "--lang", "sv")
    assert [(row["id"], row["trust_hits"]) for row in outcome.rows] == [("m\\udce5l.txt", 1), ("\\ud800", 1)]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["language", "--by", "planet"], "by 'planet' is not one of: document, passage"),
        (["score", "--by", "planet"], "by 'planet' is not one of"),
        (["score", "--by", "all", "--seed", "-1"], "seed -1 is not a whole number"),
        (["hits", "--pole", "north"], "pole 'north' is not one of"),
    ],
)
def test_a_wrong_choice_is_said_before_a_document_is_read(ordagrant, args, said):
    outcome = ordagrant(args[0], "missing.txt", *args[1:])
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert said in outcome.err


def test_white_space_that_was_mended_can_be_seen_in_a_table():
    from ordagrant.listing import as_text

    rows = [{"before": "\u00a0 \n", "after": "\f"}, {"before": "a b", "after": ""}]
    assert [line.split() for line in as_text(["before", "after"], rows).splitlines()[2:]] == [
        ["\\xa0␣⏎", "␌"],
        ["a", "b"],
    ]


def test_the_page_of_a_hit_stands_before_its_line():
    from ordagrant.listing import as_text

    row = {"id": "a.pdf", "line": 3, "page": 2, "left": "", "text": "tillit", "right": ""}
    assert as_text(list(row), [row]).split()[:3] == ["page", "line", "left"]


@pytest.mark.parametrize("by", ["month", "group"])
def test_a_column_that_nothing_has_is_a_wrong_request_that_names_the_known_ones(ordagrant, tmp_path, plan, by):
    (tmp_path / "about.csv").write_text("id,party\nplan.txt,Lista 3\n", encoding="utf-8")
    option = "--date" if by == "month" else "--group"
    outcome = ordagrant("score", plan, "--by", by, option, "kommunn", "--meta", "about.csv")
    assert (outcome.code, outcome.out) == (2, b"")
    assert f"{option}: column 'kommunn' is not one of: party, date, title, author, body, to" in outcome.err


def test_a_column_that_one_table_of_a_run_has_is_known(ordagrant, tmp_path, plan):
    (tmp_path / "letters.csv").write_text("id,text,received\n1,Tillit,2024-03-01\n", encoding="utf-8")
    outcome = ordagrant("score", plan, "letters.csv", "--by", "month", "--date", "received", "--lang", "sv")
    assert {row["id"]: row["trust_hits"] for row in outcome.rows} == {"": 1, "2024-03": 1}


def test_dates_that_are_none_are_said(ordagrant, tmp_path):
    (tmp_path / "letters.csv").write_text("text,day\nTillit,05/01/2025\nMål,06-01-2025\nHej,\n", encoding="utf-8")
    outcome = ordagrant("score", "letters.csv", "--by", "month", "--date", "day", "--lang", "sv")
    assert [row["id"] for row in outcome.rows] == ["", "2025-01"]
    assert "1 of 3, such as '05/01/2025'" in outcome.err


@pytest.mark.parametrize(("option", "unit"), [("--group", "group"), ("--date", "month")])
def test_a_column_that_no_row_goes_by_is_said(ordagrant, tmp_path, option, unit):
    (tmp_path / "letters.csv").write_text("text,when\nTillit.,2025-01\nFler mål.,2025-02\n", encoding="utf-8")
    asked = ("score", "letters.csv", "--lang", "sv", option, "when")
    assert f"column when changes no row: it goes with --by {unit}, and this is --by document" in ordagrant(*asked).err
    assert "changes no row" not in ordagrant(*asked, "--by", unit).err


def test_a_month_is_that_of_the_column_asked_for_alone(ordagrant, tmp_path):
    (tmp_path / "a.html").write_text("<meta name=date content=2023-05-01><p>Tillit.", encoding="utf-8")
    (tmp_path / "about.csv").write_text("id,decided\nb.html,2024-01-01\n", encoding="utf-8")

    def months(*args: str) -> list[str]:
        return [row["id"] for row in ordagrant("score", "a.html", "--by", "month", *args).rows]

    assert months("--date", "date") == ["2023-05"]
    assert months("--date", "decided", "--meta", "about.csv") == [""]
    assert months("--date", "title") == [""]
