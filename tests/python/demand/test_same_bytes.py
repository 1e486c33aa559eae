"""The same contacts give the same bytes, however they are shuffled and whatever the processor can do."""

from __future__ import annotations

import json
import os
import platform
import random
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "corpora" / "contacts"
ASKED = "--lang-column lang --date day --group channel --case no --handler hand --summary s.json --out rows.jsonl"


def contacts(each: int) -> list[dict[str, str]]:
    """Our own, every `each`-th of them, with a day and a case that nothing but their place decides."""
    lines = [line for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines][::each]
    return [
        {name: row[name] for name in ("id", "lang", "channel", "hand", "text")}
        | {"day": f"2025-{1 + at % 12:02}-{1 + at % 28:02}", "no": f"K{at % 97}"}
        for at, row in enumerate(rows)
    ]


def run(folder: Path, rows: list[dict[str, str]], *options: str, tunables: str = "") -> tuple[list[bytes], bytes]:
    """The rows, sorted by id, and the summary."""
    folder.mkdir()
    (folder / "c.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "ordagrant", "demand", "c.jsonl", *ASKED.split(), *options]
    environment = os.environ | ({"GLIBC_TUNABLES": tunables} if tunables else {})
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return sorted((folder / "rows.jsonl").read_bytes().splitlines()), (folder / "s.json").read_bytes()


@pytest.mark.parametrize("asked", [["--clusters", "12"], ["--categories", "services"]])
def test_shuffled_and_with_other_threads(tmp_path, asked):
    rows = contacts(4)
    first = run(tmp_path / "a", rows, *asked, "--threads", "1")
    assert len(first[0]) == len(rows)
    random.Random(8).shuffle(rows)
    assert run(tmp_path / "b", rows, *asked, "--threads", "2") == first


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told what the processor lacks")
@pytest.mark.parametrize("asked", [["--clusters", "auto"], ["--categories", "services"]])
def test_without_wide_vectors_and_fused_products(tmp_path, asked):
    rows = contacts(6)
    plain = run(tmp_path / "a", rows, *asked)
    assert run(tmp_path / "b", rows, *asked, tunables="glibc.cpu.hwcaps=-AVX2,-FMA") == plain
