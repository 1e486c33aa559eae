"""Prints which lines of the core no test ran in build/coverage, and the share of each room; 1 if too few were run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENOUGH = 0.95


def main() -> int:
    """Ask gcov, and print."""
    gcovr = Path(sys.executable).parent / "gcovr"
    asked = [gcovr, "--root", ".", "--filter", "core/ordagrant/", "--json", "-", "build/coverage"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT)
    rooms: dict[str, list[bool]] = defaultdict(list)
    for file in json.loads(done.stdout)["files"]:
        lines: dict[int, bool] = defaultdict(bool)
        for line in file["lines"]:  # of a template, once for each that was made of it
            lines[line["line_number"]] |= line["count"] > 0
        rooms[file["file"].split("/")[2]].extend(lines.values())
        if missed := [number for number, run in lines.items() if not run]:
            print(f"{file['file']}: {', '.join(map(str, missed))}")
    rooms["core"] = every = [run for runs in rooms.values() for run in runs]
    for room, runs in rooms.items():
        print(f"{room:10}{len(runs):7}{sum(runs) / len(runs):9.1%}")
    return 0 if sum(every) >= ENOUGH * len(every) else 1


if __name__ == "__main__":
    sys.exit(main())
