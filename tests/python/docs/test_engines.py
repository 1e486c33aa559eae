"""The page of engines: what it shows of Spark and DuckDB gives the rows that the verb gives."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ordagrant as og

pa = pytest.importorskip("pyarrow")

PAGE = Path(__file__).parents[3] / "python" / "docs" / "engines.md"
TEXTS = [
    "Vi vill ha tillit i stället för målstyrning.",
    "Mindre detaljstyrning och mer tillit, sade Maja Plinghult.",
    None,
    "Vi vil have mere tillid og færre kontroller i kommunen.",
    "",
]


@pytest.fixture
def letters(tmp_path) -> Path:
    """A folder with letters.jsonl."""
    rows = [{"id": f"{number:05}", "text": TEXTS[number % len(TEXTS)]} for number in range(2_000)]
    (tmp_path / "letters.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def run(title: str, folder: Path) -> None:
    """Run the block of this title, as a reader would."""
    (block,) = re.findall(rf'^```python title="{title}"\n(.*?)^```$', PAGE.read_text(encoding="utf-8"), re.M | re.S)
    (folder / title).write_text(block, encoding="utf-8")
    # Spark would start another Python, and look for a network.
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, title], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def expected(folder: Path) -> list[dict]:
    rows = [json.loads(line) for line in (folder / "letters.jsonl").read_text(encoding="utf-8").splitlines()]
    return by_place(og.hits([og.Document.from_text(row["text"] or "", row["id"]) for row in rows]).to_arrow())


def by_place(rows: pa.Table) -> list[dict]:
    return sorted(rows.to_pylist(), key=lambda row: (row["id"], row["start"]))


def test_the_rows_of_duckdb_are_those_of_the_verb(letters):
    duckdb = pytest.importorskip("duckdb")
    run("duckdb_hits.py", letters)
    with duckdb.connect(str(letters / "letters.duckdb"), read_only=True) as database:
        found = by_place(pa.table(database.sql("from hits")))
    assert len(found) > 2_000
    assert found == expected(letters)


def test_the_rows_of_spark_are_those_of_the_verb(letters):
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("there is no java, which Spark runs in")
    import pyarrow.parquet as pq

    run("spark_hits.py", letters)
    found = by_place(pq.read_table(letters / "spark_hits"))
    assert len(found) > 2_000
    assert found == expected(letters)
