"""What must cost a run no more than it has to: documents that bring their reader down, a disk that is full."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from archive.archives import batch, hashes, ledger, write_archive

pytest.importorskip("pyarrow")

# A worker begins by it: readers, and a kernel, that some documents bring down.
POISON = """
import os, signal, time
import ordagrant.readers as readers
from ordagrant import _core

read = readers._READERS[".txt"]

def reading(file, id, options):
    if id == "docs/crash.txt":
        os.kill(os.getpid(), signal.SIGSEGV)
    if id == "docs/hang.txt":
        time.sleep(1000)
    if id == "docs/greedy.txt":
        bytearray(4 << 30)
    if id == "docs/unlucky.txt" and not os.path.exists("tried"):
        open("tried", "w").close()
        raise MemoryError
    yield from read(file, id, options)

readers._READERS[".txt"] = reading
plan = _core.batch.Kernel.plan

def planning(self, documents, *args, **options):
    if any(document[0] == "docs/abort.txt" and document[1] for document in documents):
        os.abort()
    return plan(self, documents, *args, **options)

_core.batch.Kernel.plan = planning
"""


@pytest.fixture
def poisoned(tmp_path, monkeypatch) -> Path:
    (tmp_path / "poison").mkdir()
    (tmp_path / "poison" / "sitecustomize.py").write_text(POISON)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "poison"))
    write_archive(12, tmp_path / "in")
    docs = tmp_path / "in" / "docs"
    docs.mkdir()
    for name in ("crash", "hang", "greedy", "abort", "unlucky"):
        (docs / f"{name}.txt").write_text("Mer tillit och mindre kontroll.")
    (docs / "spaces.txt").write_bytes(b" " * (200 << 20))
    return tmp_path


def test_poison_costs_its_own_row_alone(poisoned, monkeypatch):
    batch(poisoned, "in", "--out", "result", "--workers", 2, "--timeout", 5, code=1)
    found = {row["id"]: row for row in ledger(poisoned / "result")}
    assert {id: row["status"] for id, row in found.items() if row["status"] != "ok"} == {
        "docs/crash.txt": "damaged",
        "docs/hang.txt": "timed out",
        "docs/greedy.txt": "too large",
        "docs/abort.txt": "damaged",
        "docs/spaces.txt": found["docs/spaces.txt"]["status"],
    }
    assert found["docs/crash.txt"]["reason"] == "the process that read it ended: SIGSEGV"
    assert found["docs/abort.txt"]["reason"] == "the process that read it ended: SIGABRT"
    assert found["docs/hang.txt"]["reason"] == "it took longer than 5 seconds"
    assert "memory" in found["docs/greedy.txt"]["reason"]
    assert found["docs/spaces.txt"]["status"] in ("empty", "too large")
    assert len(found) == 18
    # Its worker had grown with what it read before; a new one had memory enough.
    assert found["docs/unlucky.txt"]["status"] == "ok"
    assert (poisoned / "tried").exists()

    # The rows of all others are what they are without the poison.
    monkeypatch.delenv("PYTHONPATH")
    for name in ("crash", "hang", "greedy", "abort", "spaces"):
        (poisoned / "in" / "docs" / f"{name}.txt").unlink()
    batch(poisoned, "in", "--out", "clean")
    left = [row for row in found.values() if row["status"] == "ok"]
    assert [{**row, "part": None} for row in left] == [{**row, "part": None} for row in ledger(poisoned / "clean")]
    batch(poisoned, "in", "--out", "result", "--only-new")
    assert hashes(poisoned / "result") == hashes(poisoned / "clean")


def test_a_row_that_brings_down_its_worker_costs_a_table_of_thousands_nothing_else(tmp_path, monkeypatch):
    (tmp_path / "poison").mkdir()
    (tmp_path / "poison" / "sitecustomize.py").write_text(POISON.replace("docs/abort.txt", "r5000"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "poison"))
    contacts = [{"id": f"r{n}", "text": "Mer tillit."} for n in range(6_000)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(contact) + "\n" for contact in contacts))
    batch(tmp_path, "rows.jsonl", "--out", "result", "--plan", "score", "--resamples", 0, code=1)
    assert [row["id"] for row in ledger(tmp_path / "result") if row["status"] != "ok"] == ["r5000"]


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no small disk can be made here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_said_and_a_run_goes_on_when_there_is_room(tmp_path, small_disk):
    write_archive(40, tmp_path / "docs")
    said = batch(tmp_path, "docs", "--out", "disk/result", code=2)
    assert "No space left on device" in said
    assert "--resume" in said
    rows = ledger(small_disk / "result")
    assert all("status" in row for row in rows)
    assert not list(small_disk.rglob("part-*.tmp"))
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    batch(tmp_path, "docs", "--out", "disk/result", "--resume")
    batch(tmp_path, "docs", "--out", "whole")
    assert hashes(small_disk / "result")["no_text.txt"] == hashes(tmp_path / "whole")["no_text.txt"]
    parts = [
        {p: h for p, h in hashes(one).items() if p.endswith(".parquet")}
        for one in (small_disk / "result", tmp_path / "whole")
    ]
    assert parts[0] == parts[1]


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    write_archive(12, tmp_path / "docs")
    (tmp_path / "result").mkdir()
    import fcntl

    here = os.open(tmp_path / "result", os.O_RDONLY)
    fcntl.flock(here, fcntl.LOCK_EX)
    assert "another run writes" in batch(tmp_path, "docs", "--out", "result", code=2)
    os.close(here)
    batch(tmp_path, "docs", "--out", "result")


def test_a_scan_is_listed_and_read_when_it_has_a_text(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    (tmp_path / "docs").mkdir()
    scan = tmp_path / "docs" / "scan.pdf"

    def draw(text: str | None) -> None:
        canvas = Canvas(str(scan), invariant=1)
        canvas.rect(100, 100, 200, 200, fill=1)
        if text:
            canvas.drawString(100, 700, text)
        canvas.save()

    draw(None)
    said = batch(tmp_path, "docs", "--out", "result", code=1)
    assert "1 file has pages without text" in said
    assert (tmp_path / "result" / "no_text.txt").read_text() == "../docs/scan.pdf\n"
    draw("Mer tillit och mindre detaljstyrning.")
    assert "1 new" in batch(tmp_path, "docs", "--out", "result", "--only-new")
    assert (tmp_path / "result" / "no_text.txt").read_text() == ""
    assert [row["status"] for row in ledger(tmp_path / "result")] == ["ok"]
