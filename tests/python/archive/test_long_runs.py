"""What takes minutes: an archive of ten thousand documents, killed at ten moments, and one of them changed."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from archive.archives import hashes, is_killed, ledger, write_archive

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.slow

DOCUMENTS = 10_000
PATTERN = ("--path-pattern", "{municipality}/{year}/*")


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
