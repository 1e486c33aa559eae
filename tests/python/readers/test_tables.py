"""CSV, TSV, JSON lines and Parquet: a document a row."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.readers import ReadOptions, Skipped, delimited, documents, stream
from ordagrant.readers.stream import Lines

KLAGOMAL = "Ingen svarade, trots att jag ringde tre gånger; det är fel"


@pytest.fixture
def read(tmp_path):
    """Writes a table and reads it; gives (id, status, source) of each row."""

    def read(content: str | bytes, name: str = "x.csv", **options):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return [(row.id, row.status, row.source) for row in og.read_corpus(tmp_path / name, **options)]

    return read


# What a reader may rely on.


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_what_fits_the_rows(read, delimiter):
    rows = [["id", "belopp", "text"], ["a", "1200,50", KLAGOMAL], ["b", "17,25", "Tack | bra, mycket\tbra; hej"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    assert read(out.getvalue()) == [("a", "ok", rows[1][2]), ("b", "ok", rows[2][2])]


def test_a_file_of_semicolons_is_not_cut_at_its_decimal_commas(read):
    content = "id;pris, kr;text\n1;1,5;Ja, tack, gärna, nu\n2;2,5;Nej, aldrig, tack\n"
    assert read(content) == [("1", "ok", "Ja, tack, gärna, nu"), ("2", "ok", "Nej, aldrig, tack")]


def test_a_table_of_one_column_is_not_cut_at_all(read):
    assert read("text\nJa, tack; gärna\n\nNej | tack\n") == [("0", "ok", "Ja, tack; gärna"), ("1", "ok", "Nej | tack")]


def test_a_table_of_empty_lines_is_read(read):
    # The delimiter is judged by the first 65,536 characters, and each of these is a line: looked at anew with every
    # further one, as they were once, they take a minute.
    assert read("id;text\n" + "\r" * 70_000 + "1;Hej, du\n") == [("1", "ok", "Hej, du")]


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_the_line_that_excel_says_the_delimiter_with_is_no_row(read, first):
    assert read(first + "id;text\n1;Hej, du\n") == [("1", "ok", "Hej, du")]


def test_line_ends_within_quotation_marks_are_the_documents(read):
    content = 'id,text\r\n1,"Første linje\r\nanden linje\n\nfjerde"\r\n2,Slut\r'
    assert read(content) == [("1", "ok", "Første linje\r\nanden linje\n\nfjerde"), ("2", "ok", "Slut")]


def test_quotation_marks_that_nobody_doubled_stay_in_the_text(read):
    content = 'id,text,dag\n1,"Hon sade "nej" till oss, igen",må\n2,Ett 5" rör,ti\n3,"Hej" sade han,on\n'
    assert [source for _, _, source in read(content)] == [
        'Hon sade "nej" till oss, igen',
        'Ett 5" rör',
        '"Hej" sade han',
    ]


def test_a_quotation_mark_that_was_lost_does_not_swallow_the_rows_below_it(read):
    rows = "".join(f'{number},"Rad {number}, hel"\n' for number in range(2, 50))
    found = read(f'id,text\n0,"Hel"\n1,"Utan slut, tyvärr\n{rows}')
    assert found[1] == ("1", "partial", '"Utan slut')
    assert found[2:] == [(str(number), "ok", f"Rad {number}, hel") for number in range(2, 50)]
    assert [status for _, status, _ in read('id,text\n1,"Utan slut\n2,Hel\n3,Hel\n')] == ["partial", "ok", "ok"]


def test_a_row_with_too_few_cells_is_damaged_only_if_its_text_is_missing(read, tmp_path):
    assert read("id,text,dag\n1,Hej\n2\n") == [("1", "ok", "Hej"), ("2", "damaged", "")]
    assert [row.reason for row in og.read_corpus(tmp_path / "x.csv")] == [
        None,
        "row 1 has 1 cells, and there are 3 columns: it ends before 'text'",
    ]


def test_a_row_with_too_many_cells_is_partial_unless_they_are_empty(read):
    content = "id,dag,text\n1,må,Hej\n2,ti,Hej, du\n3,on,Hej,,\n"
    assert read(content) == [("1", "ok", "Hej"), ("2", "partial", "Hej"), ("3", "ok", "Hej")]


def test_names_of_columns_stand_without_the_spaces_around_them(read):
    assert read("id; text\n1;Hej\n") == [("1", "ok", "Hej")]


def test_what_is_empty_is_a_row_that_says_so(read):
    assert [status for _, status, _ in read("")] == [status for _, status, _ in read("\n\n")] == ["empty"]
    assert [status for _, status, _ in read("id,text\n")] == ["empty"]
    assert read("id,text\n1,\n2,  \n") == [("1", "empty", ""), ("2", "empty", "  ")]


def test_a_column_that_is_not_there_is_a_wrong_request_that_names_those_that_are(read):
    with pytest.raises(og.RequestError, match=r"--text: column 'body' is not one of: id, text in .*x\.csv"):
        read("id;text\n1;Hej\n", text="body")
    with pytest.raises(og.RequestError, match="column 'text' stands twice"):
        read("id;text;text\n1;Hej;Du\n")


def test_a_message_about_columns_stays_short(read):
    with pytest.raises(og.RequestError) as error:
        read(",".join("kolumn" * 100 for _ in range(1000)) + "\n1\n")
    assert len(str(error.value)) < 4000
    assert "950 more in" in str(error.value)


def test_json_lines_of_which_none_is_an_object_are_one_row(read, tmp_path):
    assert [status for _, status, _ in read("[1,\n2,\n3]\n", "x.jsonl")] == ["damaged"]
    (row,) = og.read_corpus(tmp_path / "x.jsonl")
    assert row.id == str(tmp_path / "x.jsonl")
    assert row.reason.startswith("none of its lines (3) is a JSON object; row 0 is no JSON object: ")
    late = "-\n" * 2000 + '{"text": "Ja"}\n'
    assert [status for _, status, _ in read(late, "x.jsonl")] == ["damaged"] * 2000 + ["ok"]
    assert len(read("-\n" * 1001, "x.jsonl")) == 1001


def test_the_tables_of_others_are_read_row_by_row(data):
    for name, column in {
        "da_chatbot_intents": "utterance",
        "sv_argumentation_sentences_dev": "sentence",
        "sv_corona_faq_intents": "utterance",
    }.items():
        path = data / "citizen" / f"{name}.tsv"
        statuses = [row.status for row in og.read_corpus(path, text=column)]
        assert statuses == ["ok"] * (path.read_text(encoding="utf-8").count("\n") - 1), name


def test_every_row_says_the_encoding_of_the_file(tmp_path):
    (tmp_path / "x.csv").write_bytes("\ufeffid,text\n1,Å\n2,Ja\n".encode("utf-16"))
    (tmp_path / "y.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "Ja"}\n{"text": "Nej"}\n')
    assert {row.encoding for row in og.read_corpus(tmp_path / "y.jsonl")} == {"utf-8"}
    assert len({row.encoding for row in og.read_corpus(tmp_path / "x.csv")}) == 1


def test_bytes_that_are_no_text_are_counted_with_the_first_row(tmp_path):
    (tmp_path / "x.csv").write_bytes("id,text\n1,Måste\n2,Även så\n".encode() + b"3,\xff\xfe\n")
    (tmp_path / "x.jsonl").write_bytes('{"text": "Måste även"}\n'.encode() + b'{"text": "\xff"}\n')
    for name in ("x.csv", "x.jsonl"):
        first, *rest = og.read_corpus(tmp_path / name)
        assert first.ill_formed > 0
        assert all(row.ill_formed == 0 for row in rest)


def test_a_row_over_the_limit_is_one_row_and_the_next_is_read(tmp_path):
    long = "tillit " * 100
    for name, content in {
        "plain.csv": f"id,text\n1,{long}\n2,Ja\n",
        "lines.csv": 'id,text\n1,"' + "tillit\n" * 100 + '"\n2,Ja\n',
        "x.jsonl": json.dumps({"id": 1, "text": long}) + '\n{"id": 2, "text": "Ja"}\n',
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        found = list(documents([str(tmp_path / name)], ReadOptions(max_size=300), Skipped()))
        assert [(row.status, row.source) for row in found] == [("too large", ""), ("ok", "Ja")], name


# Parquet.


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.dictionary(pa.int8(), pa.string())]
)
def test_any_column_of_text_of_a_parquet_file_is_read(tmp_path, kind):
    texts = (
        pa.array(["Målstyrning", None, "Tillid"]).cast(kind)
        if kind != pa.binary()
        else pa.array(["Målstyrning".encode(), None, b"Tillid"])
    )
    pq.write_table(
        pa.table({"id": [7, 8, 9], "body": texts, "n": [[1], [2], [3]]}), tmp_path / "x.parquet", row_group_size=2
    )
    found = [(row.id, row.status, row.source) for row in og.read_corpus(tmp_path / "x.parquet", text="body")]
    assert found == [("7", "ok", "Målstyrning"), ("8", "empty", ""), ("9", "ok", "Tillid")]


def test_dates_and_groups_of_a_parquet_file_are_meta(tmp_path):
    table = pa.table({"text": ["Ja"], "day": [datetime.date(2024, 3, 1)], "unit": ["Vallby"]})
    pq.write_table(table, tmp_path / "x.parquet")
    (row,) = og.read_corpus(tmp_path / "x.parquet", date="day", group="unit")
    assert (str(row.meta["date"]), row.meta["group"]) == ("2024-03-01", "Vallby")


def test_a_parquet_file_without_the_column_names_those_it_has(tmp_path):
    pq.write_table(pa.table({"id": [1], "body": ["Ja"]}), tmp_path / "x.parquet")
    with pytest.raises(og.RequestError, match="'text' is not one of: id, body"):
        list(og.read_corpus(tmp_path / "x.parquet"))


def test_what_is_no_parquet_file_or_half_of_one_is_damaged(tmp_path):
    pq.write_table(pa.table({"text": ["Tillit före kontroll"] * 1000}), tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    broken = whole[:4] + bytes(len(whole) // 3) + whole[4 + len(whole) // 3 :]
    for content in (b"", b"PAR1", b"Hej", whole[: len(whole) // 2], whole[:-9], broken):
        (tmp_path / "x.parquet").write_bytes(content)
        assert {row.status for row in og.read_corpus(tmp_path / "x.parquet")} <= {"damaged", "empty"}
    (tmp_path / "x.parquet").write_bytes(b"PARE" + whole[4:])
    assert [row.status for row in og.read_corpus(tmp_path / "x.parquet")] == ["encrypted"]


def test_parquet_without_pyarrow_is_a_request_that_says_what_to_install(tmp_path, monkeypatch):
    pq.write_table(pa.table({"text": ["Ja"]}), tmp_path / "x.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(og.RequestError, match=r"pip install 'ordagrant\[arrow\]'"):
        list(og.read_corpus(tmp_path / "x.parquet"))


# What holds for every input.

CELLS = st.text(alphabet='aå1 ",;\n\r\t|–\u2028\x00', max_size=8)
TABLES = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))


@given(rows=TABLES, delimiter=st.sampled_from(",;\t|"))
def test_what_python_writes_is_read_as_it_was(rows, delimiter):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    lines = Lines(io.StringIO(out.getvalue(), newline=""), 1 << 20)
    assert [record.cells for record in delimited.records(lines, delimiter, 1 << 20)] == rows


@given(content=st.text(alphabet='ab",\n\r', max_size=60))
@example('"a\n"b\n"c')
def test_whatever_the_marks_no_letter_is_lost_and_well_formed_rows_are_those_of_python(content):
    lines = Lines(io.StringIO(content, newline=""), 1 << 20)
    found = list(delimited.records(lines, ",", 1 << 20))
    letters = "".join(letter for record in found for cell in record.cells for letter in cell if letter in "ab")
    assert letters == "".join(letter for letter in content if letter in "ab")
    try:
        twin = [row for row in csv.reader(io.StringIO(content, newline=""), strict=True) if row]
    except csv.Error:
        return
    if not any(record.remark for record in found):
        assert [record.cells for record in found] == twin


@given(content=st.text(alphabet='a",\n', max_size=40), limit=st.integers(1, 12))
def test_no_row_is_longer_than_the_limit(content, limit):
    for record in delimited.records(Lines(io.StringIO(content, newline=""), limit), ",", limit):
        assert sum(map(len, record.cells)) <= limit
        assert record.cells or record.too_long > 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_table_too_large_to_decode_whole_is_read_the_same_in_pieces(tmp_path, monkeypatch, encoding):
    chance = random.Random(7)
    words = ["mål", "tillit", "–", "§", "på", "\n", '"', ",", "🙂", "\u2028"]
    rows = [["id", "text"]] + [[str(n), "ö" + " ".join(chance.choices(words, k=9))] for n in range(500)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "x.csv").write_bytes((mark + out.getvalue()).encode(encoding))
    monkeypatch.setattr(stream, "_PIECE", 64)
    if encoding.startswith("utf-8"):
        monkeypatch.setattr(stream, "WHOLE", 10)
        assert [row.source for row in og.read_corpus(tmp_path / "x.csv")] == [text for _, text in rows[1:]]
    whole = [(row.source, row.encoding, row.meta) for row in og.read_corpus(tmp_path / "x.csv")]
    monkeypatch.setattr(stream, "WHOLE", 1)
    assert [(row.source, row.encoding, row.meta) for row in og.read_corpus(tmp_path / "x.csv")] == whole


@pytest.mark.parametrize("encoding", ["windows-1252", "cp850", "macintosh"])
def test_an_old_encoding_is_found_in_pieces_too(tmp_path, monkeypatch, encoding):
    row = "Nämnden kunde inte svara på frågan före mötet; då gick åtta år.\n"
    (tmp_path / "x.csv").write_bytes(("text\n" + "Bara ASCII.\n" * 1000 + row * 1000).encode(encoding))
    monkeypatch.setattr(stream, "_PIECE", 1 << 12)
    whole = [(found.source, found.encoding) for found in og.read_corpus(tmp_path / "x.csv")]
    monkeypatch.setattr(stream, "WHOLE", 1)
    assert [(found.source, found.encoding) for found in og.read_corpus(tmp_path / "x.csv")] == whole
    assert whole[-1] == (row.rstrip(), encoding)


@pytest.mark.parametrize(
    "content", ["Måste gå på mötet\n".encode() * 9 + b"\xff\n\xc3\n\xe2\x82\n", "\ufffd å\n".encode() * 9, b"Ja\n" * 9]
)
def test_ill_formed_places_are_counted_the_same_in_pieces(monkeypatch, content):
    monkeypatch.setattr(stream, "_PIECE", 7)
    whole = stream.decoded(io.BytesIO(content))
    monkeypatch.setattr(stream, "WHOLE", 1)
    pieces = stream.decoded(io.BytesIO(content))
    assert pieces.encoding == whole.encoding == "utf-8"
    assert (pieces.lines.read(), pieces.ill_formed) == (whole.lines.read(), whole.ill_formed)


# What is made to do harm.


def test_json_that_is_nested_without_end_is_a_row(read):
    content = '{"text": ' + "[" * 200_000 + "\n" + '{"text": "Ja"}\n'
    assert [status for _, status, _ in read(content, "x.jsonl")] == ["damaged", "ok"]


def test_marks_that_never_match_are_not_read_again_for_every_line():
    # Every line could begin a cell that goes on to the end.
    content = 'a",",\n' * 20_000
    lines = Lines(io.StringIO(content, newline=""), 1 << 20)
    letters = sum(cell.count("a") for record in delimited.records(lines, ",", 1 << 20) for cell in record.cells)
    assert letters == 20_000
    assert lines.handed_back < 12 * len(content)


def peak_of(rows: str, path) -> list[str]:
    """What `rows`, an expression over the rows of a table, is in a process of its own, and its memory in KiB."""
    code = (
        "import re, sys, ordagrant as og\n"
        f"print({rows})\n"
        # What getrusage gives begins with the memory of the process that started this one.
        "print(re.search('VmHWM:\\\\s*(\\\\d+)', open('/proc/self/status').read())[1])"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["x.csv", "x.jsonl"])
def test_a_single_line_of_200_megabytes_is_a_document(tmp_path, name):
    sentence = "Nämnden vill ha tillit – inte mål. ".encode()
    begin, end = (b"id,text\n1,", b"\n2,Ja\n") if name == "x.csv" else (b'{"text": "', b'"}\n{"text": "Ja"}\n')
    count = 200_000_000 // len(sentence)
    with (tmp_path / name).open("wb") as file:
        file.write(begin)
        for _ in range(count // 1000):
            file.write(sentence * 1000)
        file.write(end)
    rows, peak = peak_of("[(row.status, len(row.utf8)) for row in og.read_corpus(sys.argv[1])]", tmp_path / name)
    assert rows == f"[('ok', {count // 1000 * 1000 * len(sentence)}), ('ok', 2)]"
    assert int(peak) < 1.5 * (1 << 20)


@pytest.mark.slow
def test_a_table_larger_than_is_decoded_whole_takes_little_memory(tmp_path):
    row = f"1,{'Vi vill ha tillit i nämnden. ' * 40}\n".encode() * 1000
    count = stream.WHOLE // len(row) + 1
    with (tmp_path / "x.csv").open("wb") as file:
        file.write(b"id,text\n")
        for _ in range(count):
            file.write(row)
    rows, peak = peak_of("sum(row.status == 'ok' for row in og.read_corpus(sys.argv[1]))", tmp_path / "x.csv")
    assert int(rows) == count * 1000
    assert int(peak) < 200 << 10


@pytest.mark.parametrize(
    ("line", "id", "said"),
    [
        ('{"id": "k", "text": true}', "k", "'text' is of type bool"),
        ('{"id": "k", "text": NaN}', "k", "'text' is nan"),
        ('{"id": "k", "text": -Infinity}', "k", "'text' is -inf"),
        ('{"id": "k", "text": ["a"]}', "k", "'text' is of type list"),
        ('{"id": ["k"], "text": "a"}', "row 0", "'id' is of type list"),
        ('{"id": {"k": 1}, "text": "a"}', "row 0", "'id' is of type dict"),
    ],
)
def test_what_is_no_text_and_no_id_is_damaged(tmp_path, line, id, said):
    (tmp_path / "x.jsonl").write_text(line + "\n", encoding="utf-8")
    (document,) = og.read_corpus(tmp_path / "x.jsonl")
    assert (document.id, document.status) == (id, "damaged")
    assert said in document.reason


def test_booleans_are_written_as_json_has_them(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": true, "text": "a", "g": false}\n', encoding="utf-8")
    (document,) = og.read_corpus(tmp_path / "x.jsonl", group="g")
    assert (document.id, document.meta["group"]) == ("true", "false")


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_a_row_without_an_id_has_no_number_that_could_be_another_rows(tmp_path, suffix):
    ids, texts = ["1", None, "", " "], ["En.", "Två.", "Tre.", "Fyra."]
    path = tmp_path / f"contacts{suffix}"
    if suffix == ".csv":
        path.write_text("id,text\n" + "".join(f"{id or ''},{text}\n" for id, text in zip(ids, texts, strict=True)))
    elif suffix == ".jsonl":
        rows = [{"id": id, "text": text} for id, text in zip(ids, texts, strict=True)]
        del rows[2]["id"]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        pq.write_table(pa.table({"id": ids, "text": texts}), path)
    expected = ["1", "row 1", "row 2", "row 3"]
    assert [document.id for document in og.read_corpus(path)] == expected
    frame = pa.table({"id": ids, "text": texts})
    assert og.language(frame)["id"] == expected
    assert og.archive.tables(frame, ["score"])["score"]["id"] == expected
    coded = og.demand(frame, coded={"1": "value", "row 3": "failure"}).summary["coded"]
    assert coded["contacts"] == 2
    assert og.language(frame).beside(frame, columns=["lang"])["lang"].to_pylist() == og.language(frame)["lang"]
