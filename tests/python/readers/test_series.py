from __future__ import annotations

import pytest

import ordagrant as og
from ordagrant.readers.series import read_columns, read_rows

ROWS = [{"id": "a", "n": 1, "text": "Tillit\noch å"}, {"id": "b", "n": 2, "text": None}]


def write(path):
    if path.suffix == ".jsonl":
        path.write_text('{"id":"a","n":1,"text":"Tillit\\noch å"}\n\n{"id":"b","n":2,"text":null}\n', encoding="utf-8")
    elif path.suffix == ".csv":
        path.write_text('id;n;text\na;1;"Tillit\noch å"\n;;\nb;2;\n', encoding="cp1252")
    elif path.suffix == ".parquet":
        pytest.importorskip("pyarrow")
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(ROWS), path)
    return str(path)


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_rows_come_as_the_table_has_them(tmp_path, suffix):
    rows = list(read_rows(write(tmp_path / f"t.{suffix}")))
    if suffix == "csv":
        rows = [{**row, "n": int(row["n"])} for row in rows]
    assert rows == ROWS


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_columns_are_those_of_the_rows(tmp_path, suffix):
    path = write(tmp_path / f"t.{suffix}")
    columns = read_columns(path, {"id": "--id", "text": "--text"})
    assert columns["id"] == [row["id"] for row in read_rows(path)]
    assert [text or None for text in columns["text"]] == [row["text"] for row in read_rows(path)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.txt", b"x", "is no table: .csv, .tsv, .jsonl, .parquet, .xlsx"),
        ("t.jsonl", b'{"a": 1}\n[1]\n', "row 1 of .*t.jsonl .counted from 0. cannot be read: it is no object"),
        ("t.jsonl", b'{"a": 1}\n{\n', "row 1 of .*t.jsonl .counted from 0. cannot be read"),
        ("t.csv", b"a,b\n1,2\n1,2,3\n", "row 1 of .*: it has 3 cells, and there are 2 columns"),
        ("t.xlsx", b"no", "t.xlsx cannot be read"),
        ("t.parquet", b"no", "t.parquet cannot be read"),
    ],
)
def test_what_is_no_table_is_an_error(tmp_path, name, content, said):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(og.RequestError, match=said):
        list(read_rows(str(tmp_path / name)))
