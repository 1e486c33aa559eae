"""What takes minutes: archives of ten and of a hundred thousand documents, killed, changed and made in other ways."""

from __future__ import annotations

import os
import random
import runpy
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive.archives import BENCH, at_work, hashes, is_killed, ledger, workers_lost, write_archive

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.slow

DOCUMENTS = 10_000
MANY = 100_000
MEBIBYTES = 1_024
PATTERN = ("--path-pattern", "{municipality}/{year}/*")

# Prints its address, and is there until it is told to end.
CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "ordagrant", "batch", "docs", *PATTERN, *map(str, args)]


def run(folder: Path, *args: object) -> str:
    return subprocess.run(command(*args), cwd=folder, capture_output=True, check=True).stderr.decode()


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    write_archive(DOCUMENTS, folder / "docs")
    run(folder, "--out", "whole", "--workers", 1)
    return folder


def test_ten_ends_before_its_time_change_no_byte(archive):
    chance = random.Random(13)
    for _ in range(10):
        again = command("--out", "killed", "--workers", 2, "--resume")
        assert is_killed(again, archive, archive / "killed", chance), "it was ready before it was killed"
    run(archive, "--out", "killed", "--resume")
    assert hashes(archive / "killed") == hashes(archive / "whole")
    assert ledger(archive / "killed") == ledger(archive / "whole")


@pytest.fixture
def cluster(tmp_path) -> Iterator[subprocess.Popen[str]]:
    """A cluster of Dask with two workers; its standard output gives the address."""
    pytest.importorskip("distributed")
    (tmp_path / "cluster.py").write_text(CLUSTER)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, tmp_path / "cluster.py"], stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.communicate()


def test_workers_that_a_cluster_loses_change_no_byte(archive, cluster):
    address = cluster.stdout.readline().strip()
    again = command("--out", "lost", "--engine", "dask", "--scheduler", address)
    assert workers_lost(again, archive, archive / "lost", random.Random(17), 3, cluster.pid) == 3
    assert hashes(archive / "lost") == hashes(archive / "whole")
    assert ledger(archive / "lost") == ledger(archive / "whole")
    until = time.monotonic() + 30
    while left := at_work(cluster.pid):
        assert time.monotonic() < until, f"the run is over, and {left} keep processes for its units"
        time.sleep(0.1)


def test_of_ten_thousand_documents_the_one_that_changed_is_read(archive):
    assert "0 new" in run(archive, "--out", "whole", "--only-new")
    before = hashes(archive / "whole")
    path = sorted((archive / "docs").rglob("*.txt"))[5_000]
    path.write_text(path.read_text(encoding="utf-8") + "Mer tillit.\n", encoding="utf-8")
    assert "1 new" in run(archive, "--out", "whole", "--only-new")
    changed = [part for part, found in hashes(archive / "whole").items() if before.get(part) != found]
    assert len(changed) <= 6  # a part a table, and the manifest
    run(archive, "--out", "anew", "--workers", 2)
    assert hashes(archive / "whole") == hashes(archive / "anew")
    verify = [sys.executable, "-m", "ordagrant", "verify", "whole", "--out", "failures.jsonl"]
    assert ", 0 do not" in subprocess.run(verify, cwd=archive, capture_output=True, check=True).stderr.decode()


def test_a_hundred_thousand_documents_are_the_same_however_they_are_made_and_take_a_gigabyte(tmp_path):
    pytest.importorskip("distributed")
    write_archive(MANY, tmp_path / "docs")
    folders = sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "docs").glob("*/*"))
    shuffled = random.Random(19).sample(folders, len(folders))
    batch = [sys.executable, "-m", "ordagrant", "batch", "--plan", "score,hits"]
    measured = runpy.run_path(str(BENCH / "archive_cost.py"))["run"]
    _, _, memory = measured([*batch, *folders, "--out", "two", "--workers", "2"], tmp_path, os.environ)
    assert memory < MEBIBYTES
    one = [*batch, *shuffled, "--out", "one", "--engine", "dask", "--workers", "1"]
    subprocess.run(one, cwd=tmp_path, capture_output=True, check=True)
    assert len(ledger(tmp_path / "two")) == MANY
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    assert ledger(tmp_path / "one") == ledger(tmp_path / "two")


def test_a_table_takes_no_more_memory_for_many_rows_that_are_short(tmp_path):
    measured = runpy.run_path(str(BENCH / "archive_cost.py"))["run"]
    taken = []
    for number in (10_000, 300_000):
        with (tmp_path / "rows.jsonl").open("w") as file:
            file.writelines(f'{{"id": "r{row}", "text": "Ja."}}\n' for row in range(number))
        batch = [sys.executable, "-m", "ordagrant", "batch", "rows.jsonl", "--plan", "score,hits", "--workers", "1"]
        _, _, memory = measured([*batch, "--out", f"{number}"], tmp_path, os.environ)
        taken.append(memory)
        assert len(ledger(tmp_path / f"{number}")) == number
    assert taken[1] < taken[0] + 64
