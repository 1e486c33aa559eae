"""ordagrant batch: what a result holds, and that neither workers, nor order, nor an end before its time change it."""

from __future__ import annotations

import json
import os
import random
import shutil
import zipfile
from pathlib import Path

import pytest
from archive.archives import batch, command, hashes, is_killed, ledger, workers_lost, write_archive

import ordagrant as og

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

PATTERN = ("--path-pattern", "{municipality}/{year}/*")


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A folder with the archive `docs` and its result, `whole`: only read it."""
    folder = tmp_path_factory.mktemp("archive")
    write_archive(60, folder / "docs")
    batch(folder, "docs", "--out", "whole", "--workers", 1, *PATTERN)
    return folder


@pytest.fixture
def archive(made, tmp_path) -> Path:
    """A copy of it that a test may change."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def rows(result: Path, table: str) -> list[dict]:
    return [
        row for path in sorted((result / table).rglob("*.parquet")) for row in pq.ParquetFile(path).read().to_pylist()
    ]


# What a reader may rely on -------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["score", "hits", "passages", "quotes"])
def test_a_result_holds_what_the_verbs_give(made, tmp_path, ordagrant, verb):
    ordagrant(verb, "docs", "--out", tmp_path / "rows.parquet", cwd=made)
    by_id = [sorted(found, key=lambda row: row["id"]) for found in (rows(made / "whole", verb), rows(tmp_path, "."))]
    assert by_id[0] == by_id[1]


def test_columns_of_the_path_are_folders(made):
    whole = made / "whole"
    folders = {path.parent.relative_to(whole / "score").as_posix() for path in (whole / "score").rglob("*.parquet")}
    assert {
        f"municipality={path.parts[-3]}/year={path.parts[-2]}" for path in (made / "docs").rglob("*.txt")
    } == folders

    import pyarrow.dataset as ds

    found = ds.dataset(whole / "score", partitioning="hive").to_table().to_pylist()
    assert all(row["id"].startswith(f"{row['municipality']}/{row['year']}/") for row in found)


@pytest.mark.parametrize("verb", list(og.archive.schema))
def test_a_part_has_the_schema_that_is_told(made, verb):
    told = pa.schema(og.archive.schema[verb])
    parts = sorted((made / "whole" / verb).rglob("*.parquet"))
    assert len(parts) > 7
    for part in parts:
        assert pq.ParquetFile(part).schema_arrow.equals(told)
        assert pq.ParquetFile(part).read().schema.equals(told)


def test_the_categories_of_a_part_are_those_of_its_rows(made):
    for part in (made / "whole" / "hits").rglob("*.parquet"):
        for column in pq.ParquetFile(part).read().itercolumns():
            if pa.types.is_dictionary(column.type):
                for chunk in column.chunks:
                    assert chunk.dictionary.to_pylist() == chunk.cast(pa.string()).drop_null().unique().to_pylist()


def test_the_ledger_has_a_row_a_document_and_how_many_rows_it_has(made):
    found = ledger(made / "whole")
    assert [row["id"] for row in found] == sorted(row["id"] for row in found)
    assert {row["status"] for row in found} == {"ok"}
    for table in ("score", "hits", "passages", "quotes", "demand"):
        assert sum(row["rows"][table] for row in found) == len(rows(made / "whole", table))
    row = found[7]
    assert len(row["sha256"]) == 64
    assert (made / "whole" / row["path"]).read_bytes()


def test_a_manifest_has_no_time_and_no_absolute_path(made):
    text = (made / "whole" / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert manifest["verb"] == "batch"
    assert manifest["inputs"] == ["../docs"]
    assert str(made) not in text
    assert set(hashes(made / "whole")) == {
        "manifest.json",
        "no_text.txt",
        *(part["path"] for part in manifest["parts"]),
    }


def test_tables_archives_and_what_cannot_be_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "contacts.jsonl").write_text(
        '{"id": "a", "text": "Jag har inte fått svar."}\n{"id": "b", "text": "Tillit före kontroll."}\nrubbish\n'
    )
    with zipfile.ZipFile(tmp_path / "in" / "letters.zip", "w") as file:
        file.writestr("one.txt", "Vi vill ha mindre detaljstyrning.")
        file.writestr("two.txt", "")
    pq.write_table(pa.table({"id": [1, 2], "text": ["Mål och resultat.", None]}), tmp_path / "in" / "rows.parquet")
    (tmp_path / "in" / "plan.docx").write_bytes(b"no archive")
    (tmp_path / "in" / "picture.png").write_bytes(b"")
    said = batch(tmp_path, "in", "--out", "result", code=1)
    assert {row["id"]: row["status"] for row in ledger(tmp_path / "result")} == {
        "a": "ok",
        "b": "ok",
        "contacts.jsonl/2": "damaged",
        "letters.zip/one.txt": "ok",
        "letters.zip/two.txt": "empty",
        "1": "ok",
        "2": "empty",
        "plan.docx": "damaged",
    }
    assert "skipped: 1 .png" in said
    assert len(rows(tmp_path / "result", "score")) == 8


def test_a_large_table_is_read_by_row_groups_and_an_archive_by_itself(tmp_path, ordagrant):
    write_archive(24, tmp_path / "docs")
    texts = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "docs").rglob("*.txt"))]
    (tmp_path / "in").mkdir()
    pq.write_table(pa.table({"text": texts}), tmp_path / "in" / "rows.parquet", row_group_size=7)
    shutil.make_archive(str(tmp_path / "in" / "letters"), "zip", tmp_path / "docs")
    batch(tmp_path, "in", "--out", "result", "--workers", 2)
    found = ledger(tmp_path / "result")
    assert {row["row_group"] for row in found} == {None, 0, 1, 2, 3}
    assert len({row["part"] for row in found}) == 5
    ordagrant("score", "in", "--out", tmp_path / "score.parquet", cwd=tmp_path)
    verb = pq.ParquetFile(tmp_path / "score.parquet").read().to_pylist()
    assert sorted(rows(tmp_path / "result", "score"), key=str) == sorted(verb, key=str)
    assert "0 do not" in ordagrant("verify", "result", cwd=tmp_path).err
    assert "0 new" in batch(tmp_path, "in", "--out", "result", "--only-new")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("docs", "--out", "whole"), "holds a result: --only-new"),
        (("docs", "--out", "whole", "--only-new", "--plan", "score"), "was made with"),
        (("docs", "--out", "other", "--plan", "scores"), "'scores' is not one of: score, hits"),
        (("docs", "--out", "other", "--engine", "spark"), "'spark' is not one of: local, dask"),
        (("-", "--out", "other"), "not standard input"),
        (("docs",), "--out"),
        (("docs", "--out", "other", "--limit-memory", "10MiB"), "too little"),
        (("--out", "whole", "--forget", "nobody.txt"), "'nobody.txt' is not in"),
        (("docs", "--out", "other", "--no-repair", "all"), "'all' is not one of: mojibake"),
        (("docs", "--out", "other", "--timeout", "nan"), "a limit of nan seconds"),
        (("docs", "--out", "docs"), "a result is no part of its archive"),
        (("docs/Granby", "--out", "whole", "--resume"), 'was made with inputs ["../docs"]'),
        (("docs", "nowhere", "--out", "whole", "--only-new"), "input 'nowhere' is not there"),
    ],
)
def test_a_wrong_request_is_said_and_changes_nothing(made, args, said):
    before = hashes(made / "whole")
    assert said in batch(made, *args, *(PATTERN if args[0].startswith("docs") else ()), code=2)
    assert hashes(made / "whole") == before
    assert not (made / "other").exists()


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_table_without_the_column_is_a_wrong_request(tmp_path, engine):
    if engine == "dask":
        pytest.importorskip("distributed")
    (tmp_path / "contacts.csv").write_text("id,body\na,Mer tillit.\n", encoding="utf-8")
    args = ("contacts.csv", "--out", "result", "--engine", engine)
    said = batch(tmp_path, *args, code=2)
    assert said == "ordagrant: --text: column 'text' is not one of: id, body in contacts.csv\n"
    assert not (tmp_path / "result").exists()
    assert "1 document: 1 read" in batch(tmp_path, *args, "--text", "body")


# What holds for every run --------------------------------------------------------------------------


def test_two_workers_and_another_order_make_the_same_bytes(archive):
    files = [f"docs/{path.relative_to(archive / 'docs')}" for path in (archive / "docs").rglob("*.txt")]
    for name, order in (("sorted", sorted(files)), ("shuffled", random.Random(7).sample(files, len(files)))):
        batch(archive, *order, "--out", name, "--workers", 2)
    batch(archive, "docs", "--out", "two", "--workers", 2, *PATTERN)
    assert hashes(archive / "two") == hashes(archive / "whole")
    assert ledger(archive / "two") == ledger(archive / "whole")
    assert hashes(archive / "shuffled") == hashes(archive / "sorted")
    assert ledger(archive / "shuffled") == ledger(archive / "sorted")


def test_a_run_that_is_killed_goes_on(archive):
    chance = random.Random(11)
    result = archive / "killed"
    killed = 0
    while killed < 3:
        again = command("docs", "--out", "killed", "--workers", 2, "--resume", *PATTERN)
        if is_killed(again, archive, result, chance):
            killed += 1
        if (result / "manifest.json").is_file():  # it was too fast
            shutil.rmtree(result)
        elif (result / "ledger.jsonl").is_file():
            for line in (result / "ledger.jsonl").read_bytes().splitlines():
                json.loads(line)
    assert "60 documents" in batch(archive, "docs", "--out", "killed", "--resume", *PATTERN)
    assert hashes(result) == hashes(archive / "whole")
    assert ledger(result) == ledger(archive / "whole")


def test_only_what_is_new_is_read(archive):
    assert batch(archive, "docs", "--out", "whole", "--only-new", *PATTERN).startswith("0 new")
    paths = sorted((archive / "docs").rglob("*.txt"))
    before = hashes(archive / "whole")
    paths[20].write_text("Nämnden vill ha tillit.", encoding="utf-8")
    assert "1 new" in batch(archive, "docs", "--out", "whole", "--only-new", *PATTERN)
    changed = {path for path, found in hashes(archive / "whole").items() if before.get(path) != found}
    assert {path.rpartition("/")[2] for path in changed} == {
        "manifest.json",
        next(row["part"] for row in ledger(archive / "whole") if row["path"].endswith(paths[20].name)).rpartition("/")[
            2
        ]
        + ".parquet",
    }
    paths[3].unlink()
    paths[41].rename(paths[41].with_name("0.txt"))
    (archive / "docs" / "Tornby" / "new.txt").write_text("Mindre kontroll.", encoding="utf-8")
    said = batch(archive, "docs", "--out", "whole", "--only-new", *PATTERN)
    assert "2 gone" in said
    assert "2 new" in said
    batch(archive, "docs", "--out", "anew", *PATTERN)
    assert hashes(archive / "whole") == hashes(archive / "anew")
    assert [row for row in ledger(archive / "whole") if row["status"] != "gone"] == ledger(archive / "anew")
    gone = [row["id"] for row in ledger(archive / "whole") if row["status"] == "gone"]
    assert gone == [str(paths[n].relative_to(archive / "docs")) for n in (3, 41)]
    assert "0 new" in batch(archive, "docs", "--out", "whole", "--only-new", *PATTERN)
    assert hashes(archive / "whole") == hashes(archive / "anew")


def test_a_file_that_stays_unreadable_is_new_once(tmp_path):
    """It is tried each night, and the exit code says so; it is new when it is read, and when it is another fault."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Vi vill ha tillit.", encoding="utf-8")
    (tmp_path / "docs" / "b.txt").symlink_to("c.text")
    os.mkfifo(tmp_path / "docs" / "e.txt")
    (tmp_path / "docs" / "d.txt").write_text("Mer kontroll. " * 50, encoding="utf-8")
    limit = ("--max-size", "500")
    run = ("docs", "--out", "result", "--only-new", *limit)
    assert "\n4 new\n" in f"\n{batch(tmp_path, *run, code=1)}"
    for _ in range(2):
        assert "\n0 new\n" in f"\n{batch(tmp_path, *run, code=1)}"
    (tmp_path / "docs" / "d.txt").write_text("Mer kontroll. " * 60, encoding="utf-8")
    assert "\n1 new\n" in f"\n{batch(tmp_path, *run, code=1)}"
    (tmp_path / "docs" / "c.text").write_text("Färre mål.", encoding="utf-8")
    assert "\n1 new\n" in f"\n{batch(tmp_path, *run, code=1)}"


def test_a_file_without_rows_that_goes_leaves_no_part(tmp_path):
    for path, text in (("docs/Granby/old.txt", "Huset är gult."), ("docs/Tornby/plan.txt", "Vi vill ha tillit.")):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    args = ("docs", "--plan", "hits", "--path-pattern", "{municipality}/*")
    batch(tmp_path, *args, "--out", "whole")
    (tmp_path / "docs" / "Granby" / "old.txt").unlink()
    assert "0 new" in batch(tmp_path, *args, "--out", "whole", "--only-new")
    batch(tmp_path, *args, "--out", "anew")
    assert hashes(tmp_path / "whole") == hashes(tmp_path / "anew")


def test_the_rows_of_a_table_are_kept_beside_a_file_that_changed_but_for_those_that_are_forgotten(tmp_path, ordagrant):
    (tmp_path / "docs").mkdir()
    contacts = [{"id": f"c{n:02}", "text": "Mer tillit och mindre kontroll. " * (1 + n % 3)} for n in range(20)]
    lines = [json.dumps(contact) + "\n" for contact in contacts]
    (tmp_path / "docs" / "contacts.jsonl").write_text("".join(lines))
    note = tmp_path / "docs" / "brev.txt"
    note.write_text("Nämnden vill ha tillit.", encoding="utf-8")
    batch(tmp_path, "docs", "--out", "kept")
    batch(tmp_path, "--out", "kept", "--forget", "c07")
    note.write_text("Nämnden vill ha kontroll.", encoding="utf-8")
    assert "1 new" in batch(tmp_path, "docs", "--out", "kept", "--only-new")
    assert len({row["part"] for row in ledger(tmp_path / "kept")} - {None}) == 1
    assert ordagrant("verify", "kept", cwd=tmp_path).code == 0

    (tmp_path / "docs" / "contacts.jsonl").write_text("".join(lines[:7] + lines[8:]))
    batch(tmp_path, "docs", "--out", "anew")
    for table in ("score", "hits", "passages", "quotes", "demand"):
        assert rows(tmp_path / "kept", table) == rows(tmp_path / "anew", table)


def test_what_is_forgotten_leaves_no_byte(archive):
    secret = "Hemligheten heter Plinghult och vill ha tillit."
    path = archive / "docs" / "Granby" / "secret.txt"
    path.write_text(secret * 3, encoding="utf-8")
    args = ("docs", "--out", "whole", "--only-new", *PATTERN)
    without = hashes(archive / "whole")
    batch(archive, *args)
    assert "erased" in batch(archive, "--out", "whole", "--forget", "Granby/secret.txt")
    found = hashes(archive / "whole")
    assert {part: found[part] for part in found if part.endswith(".parquet")} == {
        part: without[part] for part in without if part.endswith(".parquet")
    }
    for file in (archive / "whole").rglob("*"):
        assert not file.is_file() or b"Plinghult" not in file.read_bytes()
    assert not any("Plinghult" in str(row) for table in ("hits", "passages") for row in rows(archive / "whole", table))
    assert "0 new" in batch(archive, *args)
    assert {row["status"] for row in ledger(archive / "whole") if row["id"] == "Granby/secret.txt"} == {"forgotten"}


def write_rows(path: Path, *ids: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps({"id": id, "text": f"Tillit till {id}."}) + "\n" for id in ids))


def statuses(result: Path) -> list[tuple[str, str]]:
    return [(row["id"], row["status"]) for row in ledger(result)]


def test_a_row_that_is_forgotten_is_not_read_when_it_comes_again(tmp_path):
    table = tmp_path / "docs" / "contacts.jsonl"
    args = ("docs", "--out", "result", "--only-new")
    write_rows(table, "a", "b")
    batch(tmp_path, *args)
    batch(tmp_path, "--out", "result", "--forget", "a")
    for ids in (["b"], ["b", "c"], ["a", "b", "c"], ["c", "a"]):
        write_rows(table, *ids)
        batch(tmp_path, *args)
        assert sorted(statuses(tmp_path / "result")) == [("a", "forgotten"), *((id, "ok") for id in ids if id != "a")]
        assert {row["id"] for row in rows(tmp_path / "result", "score")} == set(ids) - {"a"}


def test_what_is_forgotten_is_not_read_with_another_table_of_metadata(tmp_path):
    write_rows(tmp_path / "docs" / "contacts.jsonl", "a", "b")
    args = ("docs", "--out", "result", "--only-new", "--meta", "meta.csv")
    for group in ("early", "late"):
        (tmp_path / "meta.csv").write_text(f"id,group\nb,{group}\n")
        batch(tmp_path, *args)
        if group == "early":
            batch(tmp_path, "--out", "result", "--forget", "a")
    assert statuses(tmp_path / "result") == [("a", "forgotten"), ("b", "ok")]
    assert {row["id"] for row in rows(tmp_path / "result", "score")} == {"b"}


def test_a_table_of_which_all_was_forgotten_is_read_when_it_has_more(tmp_path):
    table = tmp_path / "docs" / "contacts.jsonl"
    write_rows(table, "a")
    batch(tmp_path, "docs", "--out", "result")
    batch(tmp_path, "--out", "result", "--forget", "a")
    write_rows(table, "a", "b")
    assert "1 new" in batch(tmp_path, "docs", "--out", "result", "--only-new")
    assert statuses(tmp_path / "result") == [("a", "forgotten"), ("b", "ok")]


def test_what_was_to_be_forgotten_is_said_again_when_the_run_ended(archive):
    id = ledger(archive / "whole")[5]["id"]
    (archive / "whole" / ".work" / "next").mkdir(parents=True)
    (archive / "whole" / ".work" / "request.json").write_text(json.dumps({"forget": id}))
    args = ("docs", "--out", "whole", "--only-new", "--resume", *PATTERN)
    assert f"--forget {id!r} has not ended" in batch(archive, *args, code=2)
    assert "erased" in batch(archive, "--out", "whole", "--forget", id)
    assert "0 new" in batch(archive, *args)


def test_an_id_of_two_tables_is_erased_from_both(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.csv").write_text("id,text\n7,Mer tillit.\n8,Mer tillit.\n", encoding="utf-8")
    batch(tmp_path, "in", "--out", "result", "--plan", "hits")
    assert batch(tmp_path, "--out", "result", "--forget", "7") == "7: erased from a.csv, b.csv\n"
    assert {row["id"] for row in rows(tmp_path / "result", "hits")} == {"8"}
    assert [row["status"] for row in ledger(tmp_path / "result")] == ["forgotten", "ok"] * 2
    assert "0 new" in batch(tmp_path, "in", "--out", "result", "--plan", "hits", "--only-new")


def test_a_result_may_lie_in_its_archive(archive):
    for args in ((), ("--only-new",)):
        said = batch(archive, "docs", "--out", "docs/result", *args, *PATTERN)
        assert "60 documents: 60 read" in said
    assert {row["part"] for row in ledger(archive / "docs" / "result")} == {
        row["part"] for row in ledger(archive / "whole")
    }


@pytest.mark.parametrize("given", ["docs", "do*", "docs/*"])
def test_a_result_in_its_archive_is_no_file_that_is_skipped(tmp_path, given):
    (tmp_path / "docs" / "2024").mkdir(parents=True)
    (tmp_path / "docs" / "2024" / "a.txt").write_text("Vi vill ha tillit.", encoding="utf-8")
    (tmp_path / "docs" / "2024" / "picture.png").write_bytes(b"")
    for _ in range(2):
        said = batch(tmp_path, given, "--out", "docs/result", "--only-new")
        assert said.splitlines()[-1] == "1 document: 1 read; other files skipped: 1 .png"


def test_a_replay_says_whether_the_bytes_are_the_same(archive):
    assert "have the same bytes" in batch(archive.parent, "--replay", "copy/whole/manifest.json")
    next(iter(sorted((archive / "docs").rglob("*.txt")))).write_text("Annat.", encoding="utf-8")
    assert "has other bytes" in batch(archive.parent, "--replay", "copy/whole/manifest.json", code=1)
    (archive / "docs").rename(archive / "moved")
    assert "input 'docs' is not there" in batch(archive.parent, "--replay", "copy/whole/manifest.json", code=2)


def test_a_replay_finds_what_was_named_by_an_absolute_path(tmp_path):
    """A file named so has the path for its id; what is in a folder named so has not."""
    for name in ("run", "far/kept", "docs"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "one.txt").write_text("Vi vill ha tillit.", encoding="utf-8")
    (tmp_path / "docs" / "two.txt").write_text("Mer kontroll.", encoding="utf-8")
    batch(tmp_path / "run", tmp_path / "one.txt", tmp_path / "docs", "--out", "../far/kept/result")
    assert [row["id"] for row in ledger(tmp_path / "far/kept/result")] == [str(tmp_path / "one.txt"), "two.txt"]
    assert "5 parts: 5 have the same bytes" in batch(tmp_path, "--replay", "far/kept/result/manifest.json")


def test_dask_makes_the_same_bytes_and_makes_again_what_a_lost_worker_was_at(archive):
    pytest.importorskip("distributed")
    lost = 0
    while not lost:
        shutil.rmtree(archive / "dask", ignore_errors=True)
        run = command("docs", "--out", "dask", "--engine", "dask", "--workers", 2, *PATTERN)
        lost = workers_lost(run, archive, archive / "dask", random.Random(5), 1)
    assert hashes(archive / "dask") == hashes(archive / "whole")
    assert ledger(archive / "dask") == ledger(archive / "whole")


def test_a_cluster_that_is_not_there_is_said(archive, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    said = batch(archive, "docs", "--out", "dask", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", code=2)
    assert "--scheduler 'tcp://127.0.0.1:9' cannot be reached" in said


def test_a_table_that_was_no_table_of_texts_hinders_no_checking(tmp_path, ordagrant):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.txt").write_text("Vi vill ha tillit i skolan.", encoding="utf-8")
    (tmp_path / "in" / "export.csv").write_text("nr;meddelande\n1;Hej\n", encoding="utf-8")
    batch(tmp_path, "in", "--out", "result", "--workers", 1, code=1)
    found = ordagrant("verify", "result", cwd=tmp_path)
    assert found.code == 0
    assert "0 do not" in found.err


def test_every_quoted_span_is_read_again_from_the_files(archive, ordagrant):
    found = ordagrant("verify", "whole", cwd=archive)
    count = sum(row["rows"][table] for row in ledger(archive / "whole") for table in ("hits", "passages", "quotes"))
    assert (found.code, found.rows) == (0, [])
    assert f"{count:,} rows: {count:,} stand, 0 do not" in found.err

    # A byte is flipped within the words of a hit: exactly the rows that quote it fall.
    hit = next(row for row in rows(archive / "whole", "hits") if row["start"] > 500)
    path = archive / "docs" / hit["id"]
    content = bytearray(path.read_bytes())
    content[hit["byte_start"]] ^= 1
    path.write_bytes(content)
    found = ordagrant("verify", "whole", cwd=archive)
    assert found.code == 1
    expected = {
        (table, row["start"], row["end"])
        for table in ("hits", "passages", "quotes")
        for row in rows(archive / "whole", table)
        if row.get("doc", row["id"]) == hit["id"] and row["start"] <= hit["start"] < row["end"]
    }
    assert {(row["file"].partition("/")[0], row["start"], row["end"]) for row in found.rows} == expected
    assert "is no longer what it was" in found.err
