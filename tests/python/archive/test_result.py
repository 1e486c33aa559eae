"""og.open_result: the folder of a result, opened as tables and as the documents that they were made of."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from archive.archives import batch, ledger

import ordagrant as og

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TRUST = "Nämnden vill ha tillit i stället för målstyrning."


@pytest.fixture(scope="session")
def opened(tmp_path_factory) -> Path:
    """A folder with the archive `docs` and its result, `result`: only read it."""
    folder = tmp_path_factory.mktemp("opened")
    docs = folder / "docs"
    for name, text in {
        "0180/2024/a.txt": TRUST,
        "0180/2025/å=b 100%.txt": f"{TRUST} {TRUST}",
        "Søndre Vig/2024/c.txt": "Vi har tillid til medarbejderne.",
        "Søndre Vig/2025/d.txt": "",
    }.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    (docs / "0180" / "2024" / "table.jsonl").write_text(
        "".join(json.dumps({"id": f"r{number}", "text": f"{number}: {TRUST}"}) + "\n" for number in range(3))
    )
    with zipfile.ZipFile(docs / "letters.zip", "w") as file:
        file.writestr("one.txt", TRUST)
    pq.write_table(pa.table({"id": ["p0", "p1"], "text": [TRUST, "Tillit."]}), docs / "rows.parquet")
    batch(folder, "docs", "--out", "result", "--path-pattern", "{municipality}/{year}/*", code=1)
    return folder


@pytest.fixture
def copied(opened, tmp_path) -> Path:
    """A copy of it that a test may change."""
    shutil.copytree(opened, tmp_path / "copy")
    return tmp_path / "copy"


# What a reader may rely on -------------------------------------------------------------------------


def test_it_says_what_it_holds(opened):
    result = og.open_result(opened / "result")
    assert result.tables == ["score", "hits", "passages", "quotes", "demand", "ledger"]
    assert result.documents == {"ok": 9, "empty": 1}
    assert result.partitions == {"municipality": 2, "year": 2}
    parts = json.loads((opened / "result" / "manifest.json").read_text())["parts"]
    rows = Counter()
    for part in parts:
        rows[part["path"].partition("/")[0]] += part["rows"]
    assert result.rows == {**rows, "ledger": 10}
    lines = repr(result).splitlines()
    assert lines[0] == "<Result: 10 documents: 9 ok, 1 empty"
    assert lines[1].split() == ["score", "10", "rows"]
    assert lines[-2] == "  parted by municipality (2), year (2)"
    assert lines[-1].startswith("  made of docs by ordagrant ")
    assert lines[-1].endswith(" with the shipped lexicons; lang auto, resamples 1000, seed 0>")
    html = result._repr_html_()
    assert "10 documents: 9 ok, 1 empty" in html
    assert '<td class="og-short">hits</td>' in html


@pytest.mark.parametrize("table", ["score", "hits", "passages", "quotes", "demand"])
def test_a_table_has_the_columns_and_rows_of_its_parts_and_those_that_are_folders(opened, table):
    result = og.open_result(opened / "result")
    relation = result[table]
    assert relation.columns == [*og.archive.schema[table].names, "municipality", "year"]
    expected = Counter(
        str(sorted(row.items(), key=str))
        for path in (opened / "result" / table).rglob("*.parquet")
        for row in pq.ParquetFile(path).read().to_pylist()
    )
    own = relation.project(", ".join(f'"{name}"' for name in og.archive.schema[table].names))
    found = [dict(zip(own.columns, row, strict=True)) for row in own.fetchall()]
    assert Counter(str(sorted(row.items(), key=str)) for row in found) == expected


def test_columns_that_are_folders_are_texts_as_they_were_and_null_where_there_was_none(opened):
    result = og.open_result(opened / "result")
    expected = {
        "0180/2024/a.txt": ("0180", "2024"),
        "0180/2025/å=b 100%.txt": ("0180", "2025"),
        "Søndre Vig/2024/c.txt": ("Søndre Vig", "2024"),
        "Søndre Vig/2025/d.txt": ("Søndre Vig", "2025"),
        **dict.fromkeys(("r0", "r1", "r2"), ("0180", "2024")),
        **dict.fromkeys(("letters.zip/one.txt", "p0", "p1"), (None, None)),
    }
    for table in ("score", "ledger"):
        rows = result.sql(f"select id, municipality, year from {table}").fetchall()
        assert {id: values for id, *values in rows} == {id: list(values) for id, values in expected.items()}, table


def test_the_ledger_is_a_table(opened):
    result = og.open_result(opened / "result")
    names = [name for name in result["ledger"].columns if name not in ("municipality", "year", "seconds")]
    found = result.sql(f"select {', '.join(names)} from ledger order by source, id").fetchall()
    expected = sorted(ledger(opened / "result"), key=lambda row: (row["source"], row["id"]))
    assert [dict(zip(names, row, strict=True)) for row in found] == expected


def test_every_row_opens_in_the_document_that_is_read_again(opened):
    result = og.open_result(opened / "result")
    rows = result.sql('select id, start, "end", text from hits').fetchall()
    assert {id for id, *_ in rows} >= {"r2", "p1", "letters.zip/one.txt", "0180/2025/å=b 100%.txt"}
    for id, start, end, text in rows:
        document = result.document(id)
        assert document.id == id
        assert document.source[start:end] == text


def test_a_query_finds_frames_and_tables_by_their_names(opened):
    import polars as pl

    result = og.open_result(opened / "result")
    inhabitants = pl.DataFrame({"municipality": ["0180"], "inhabitants": [990_000]})
    assert inhabitants.height == 1
    found = result.sql("select distinct inhabitants from score join inhabitants using (municipality)")
    assert found.fetchall() == [(990_000,)]
    assert result.sql("select count(*) from hits where id = $id", {"id": "p1"}).fetchall() == [(1,)]
    decisions = og.hits("Tillit.")
    assert result.sql("select text from decisions").fetchall() == [(decisions["text"][0],)]


def test_verbs_take_a_table(opened):
    result = og.open_result(opened / "result")
    found = og.score(result.sql("select id, text from passages where id = 'r1'"), resamples=0)
    assert found["trust_hits"] == [1]


def test_a_result_of_nothing_has_all_tables(tmp_path):
    (tmp_path / "docs").mkdir()
    batch(tmp_path, "docs", "--out", "result")
    result = og.open_result(tmp_path / "result")
    assert repr(result).startswith("<Result: 0 documents\n")
    for table, schema in og.archive.schema.items():
        assert result[table].columns == schema.names
        assert result[table].fetchall() == []


# What cannot be opened -----------------------------------------------------------------------------


def test_a_table_that_was_not_made_is_named(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(TRUST)
    batch(tmp_path, "docs", "--out", "result", "--plan", "hits,score")
    result = og.open_result(tmp_path / "result")
    assert result.tables == ["score", "hits", "ledger"]
    said = "table 'quotes' was not made: the run had --plan score,hits"
    with pytest.raises(og.RequestError, match=said):
        result["quotes"]
    with pytest.raises(og.RequestError, match=said):
        result.sql("select * from quotes")
    with pytest.raises(og.RequestError, match=r"'scores' is not one of: score, hits, ledger; did you mean 'score'\?"):
        result["scores"]
    with pytest.raises(duckdb.CatalogException, match="nowhere"):
        result.sql("select * from nowhere")


def test_a_folder_that_is_no_result_is_named(opened, tmp_path, ordagrant):
    with pytest.raises(og.RequestError, match="there is no folder"):
        og.open_result(tmp_path / "nowhere")
    with pytest.raises(og.RequestError, match="holds no result: there is no manifest.json"):
        og.open_result(opened / "docs")
    ordagrant("score", opened / "docs", "--out", "rows.parquet", "--manifest", "manifest.json")
    with pytest.raises(og.RequestError, match="holds the manifest of score, and no archive's"):
        og.open_result(tmp_path)


def test_a_run_that_has_not_ended_is_no_result(copied):
    result = copied / "result"
    (result / ".work" / "next").mkdir(parents=True)
    (result / ".work" / "request.json").write_text("{}")
    assert og.open_result(result).rows["ledger"] == 10  # it is being brought up to date, and is what it was
    shutil.copy(result / "manifest.json", result / ".work" / "next")
    with pytest.raises(og.RequestError, match="has not ended: ordagrant batch --resume"):
        og.open_result(result)
    (result / ".work" / "next" / "manifest.json").unlink()
    (result / "manifest.json").unlink()
    with pytest.raises(og.RequestError, match="has not ended: ordagrant batch --resume"):
        og.open_result(result)


def test_parts_that_are_missing_or_too_many_are_counted_as_nothing_by_nobody(copied):
    result = copied / "result"
    part = sorted((result / "hits").rglob("*.parquet"))[0]
    again = part.with_name("part-0 (1).parquet")
    shutil.copy(part, again)
    with pytest.raises(og.RequestError, match=r"part-0 \(1\).parquet is none of the parts that manifest.json names"):
        og.open_result(result)
    again.unlink()
    part.with_suffix(".tmp").write_bytes(b"of a run that was ended")
    assert og.open_result(result)["hits"].fetchall()
    part.unlink()
    with pytest.raises(og.RequestError, match=f"{part.name} is missing"):
        og.open_result(result)


def test_a_document_that_is_not_what_it_was_is_not_opened(copied):
    result = og.open_result(copied / "result")
    changed, gone = copied / "docs/0180/2024/a.txt", copied / "docs/Søndre Vig/2024/c.txt"
    changed.write_text(f"Å, {TRUST}")
    gone.unlink()
    with pytest.raises(og.RequestError, match="a.txt is no longer what it was: its SHA-256 is another"):
        result.document("0180/2024/a.txt")
    with pytest.raises(og.RequestError, match="c.txt cannot be read again: "):
        result.document("Søndre Vig/2024/c.txt")
    with pytest.raises(og.RequestError, match="id 'nobody.txt' is in no row of the ledger"):
        result.document("nobody.txt")


def test_a_document_is_opened_from_the_file_that_it_is_in_now(copied):
    table = copied / "docs" / "0180" / "2024" / "table.jsonl"
    table.rename(table.with_name("contacts.jsonl"))
    args = ("docs", "--out", "result", "--path-pattern", "{municipality}/{year}/*", "--only-new")
    assert "3 gone: r0, r1, r2" in batch(copied, *args)
    assert og.open_result(copied / "result").document("r1").source == f"1: {TRUST}"
    table.with_name("contacts.jsonl").unlink()
    batch(copied, *args)
    with pytest.raises(og.RequestError, match="'r1' cannot be read again: it is gone"):
        og.open_result(copied / "result").document("r1")


def test_an_id_of_several_documents_opens_none(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / "docs" / name).write_text(json.dumps({"id": 0, "text": TRUST}) + "\n")
    batch(tmp_path, "docs", "--out", "result")
    with pytest.raises(og.RequestError, match=r"id '0' is of 2 documents, in ../docs/a.jsonl, ../docs/b.jsonl"):
        og.open_result(tmp_path / "result").document("0")


def test_what_was_erased_or_is_gone_opens_no_more(copied):
    batch(copied, "--out", "result", "--forget", "0180/2024/a.txt")
    result = og.open_result(copied / "result")
    assert result.documents == {"ok": 8, "empty": 1, "forgotten": 1}
    assert repr(result).startswith("<Result: 9 documents: 8 ok, 1 empty, 1 forgotten\n")
    with pytest.raises(og.RequestError, match="'0180/2024/a.txt' cannot be read again: it is forgotten"):
        result.document("0180/2024/a.txt")


def test_without_duckdb_it_says_what_to_install(opened, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(og.RequestError, match=r"open_result needs DuckDB: pip install 'ordagrant\[duckdb\]'"):
        og.open_result(opened / "result")


@pytest.mark.parametrize("name", ["[old] *?", "it's", "municipality=x"])
def test_a_folder_of_any_name_is_opened(opened, tmp_path, name):
    shutil.copytree(opened / "result", tmp_path / name / "result")
    result = og.open_result(tmp_path / name / "result")
    assert len(result["hits"].fetchall()) == result.rows["hits"]
    assert len(result["ledger"].fetchall()) == 10
    assert {row[0] for row in result.sql("select municipality from score").fetchall()} == {"0180", "Søndre Vig", None}


def test_columns_of_the_ledger_are_its_own(tmp_path):
    (tmp_path / "docs" / "press").mkdir(parents=True)
    (tmp_path / "docs" / "press" / "a.txt").write_text(TRUST)
    batch(tmp_path, "docs", "--out", "result", "--plan", "score", "--path-pattern", "{source}/*")
    result = og.open_result(tmp_path / "result")
    assert result.sql("select source from score").fetchall() == [("press",)]
    assert result.sql("select source from ledger").fetchall() == [("press/a.txt",)]
    assert result.partitions == {"source": 1}
