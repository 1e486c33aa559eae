"""What the tests of archives share: a small archive, units of few files, what a result is apart from its seconds."""

from __future__ import annotations

import hashlib
import json
import os
import random
import runpy
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench"

# Units of some 4 files, so that a few dozen make several of them, and tables of 2 kB that are units of their own.
SMALL = """
import sys, ordagrant.archive.units as units
units._FILES, units._LARGE = 4, 2000
from ordagrant.cli.__main__ import main
sys.exit(main())
"""


def write_archive(n: int, folder: Path) -> Path:
    """So many documents of the generator."""
    runpy.run_path(str(BENCH / "varied_archive.py"))["write"](n, folder)
    return folder


def command(*args: object) -> list[str]:
    """The command line with units of few files."""
    return [sys.executable, "-c", SMALL, "batch", *map(str, args)]


def batch(folder: Path, *args: object, code: int = 0) -> str:
    """Run it in a folder; gives what it says."""
    done = subprocess.run(command(*args), cwd=folder, capture_output=True, check=False)
    assert done.returncode == code, done.stderr.decode()
    assert "Traceback" not in done.stderr.decode(), done.stderr.decode()
    return done.stderr.decode()


def ledger(result: Path) -> list[dict]:
    """The rows of the ledger without what differs from time to time."""
    rows = [json.loads(line) for line in (result / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    return [{name: value for name, value in row.items() if name != "seconds"} for row in rows]


def hashes(result: Path) -> dict[str, str]:
    """Every file of a result but the ledger, by its hash."""
    return {
        path.relative_to(result).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(result.rglob("*"))
        if path.is_file() and path.name != "ledger.jsonl"
    }


def is_killed(run: list[str], folder: Path, result: Path, chance: random.Random) -> bool:
    """Run it until some more units are done, and kill it then; was it not ready before?"""
    done = result / ".work" / "done.jsonl"

    def units() -> int:
        return done.read_bytes().count(b"\n") if done.is_file() else 0

    until = units() + chance.randint(0, 3)
    process = subprocess.Popen(run, cwd=folder, stderr=subprocess.DEVNULL)
    while process.poll() is None and units() < until:
        time.sleep(0.001)
    time.sleep(chance.random() / 50)
    ended = process.poll() is None
    process.kill()
    process.wait()
    return ended


def workers_lost(
    run: list[str], folder: Path, result: Path, chance: random.Random, times: int, cluster: int | None = None
) -> int:
    """Run it by Dask to its end, and kill so many of the workers that are at a unit; gives how many were.

    The workers are those of the process `cluster`, or of a cluster that the run has for itself.
    """
    done = result / ".work" / "done.jsonl"
    lost = 0
    process = subprocess.Popen(run, cwd=folder, stderr=subprocess.PIPE)
    while process.poll() is None and lost < times:
        units = done.read_bytes().count(b"\n") if done.is_file() else 0
        if units > 2 * lost and (found := at_work(cluster or process.pid)):
            time.sleep(chance.random() / 5)
            with suppress(ProcessLookupError):
                os.kill(chance.choice(found), signal.SIGKILL)
                lost += process.poll() is None
            time.sleep(0.5)
        time.sleep(0.01)
    said = process.communicate()[1].decode()
    assert process.returncode == 0, said
    return lost


def at_work(cluster: int) -> list[int]:
    """The workers of Dask that a process has started, and that have a process for units themselves."""
    return sorted(
        child for child in children(cluster) for unit in children(child) if "archive.worker" in _command(unit)
    )


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    try:
        threads = [one.read_text() for one in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:  # it has ended
        return []
    return [int(child) for thread in threads for child in thread.split()]


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""
