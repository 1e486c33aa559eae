"""What an archive costs: time and memory of `batch` over more and more documents, and beside `score` on the same text.

    python tests/bench/archive_cost.py N [N ...]

Makes the documents (varied_archive.py) in build/bench, runs both, and prints a line each: seconds on the clock, CPU
seconds, documents a second, and the most memory that all processes of the run had together, in MiB.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "build" / "bench"
_PAGE = os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def main(counts: list[int]) -> None:
    print(f"{'documents':>10} {'command':<28} {'seconds':>8} {'CPU':>8} {'a second':>9} {'MiB':>6}")
    for count in counts:
        docs = FOLDER / f"archive-{count}"
        if not docs.is_dir():
            subprocess.run([sys.executable, HERE / "varied_archive.py", str(count), docs], check=True)
        for verb in (
            ("score", "--threads", "1", "--out", "score.parquet"),
            ("batch", "--workers", "1", "--plan", "score", "--out", "result-score"),
            ("batch", "--workers", "2", "--out", "result"),
        ):
            shutil.rmtree(FOLDER / verb[-1], ignore_errors=True)
            command = [sys.executable, "-m", "ordagrant", verb[0], docs.name, *verb[1:]]
            seconds, cpu, memory = run(command, FOLDER, os.environ)
            said = " ".join(verb[:-2])
            print(f"{count:>10,} {said:<28} {seconds:>8.1f} {cpu:>8.1f} {count / seconds:>9,.0f} {memory:>6.0f}")


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[float, float, float]:
    """Seconds on the clock and of all CPUs, and the most memory of the process and its children, in MiB."""
    before = os.times()
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_memory, _family(process.pid))))
        time.sleep(0.1)
    seconds = time.monotonic() - began
    after = os.times()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, cpu, most


def _family(pid: int) -> list[int]:
    try:
        threads = Path(f"/proc/{pid}/task").iterdir()
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _memory(pid: int) -> float:
    """What a process has in memory; what it shares with others counts for each of them."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0.0


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]])
