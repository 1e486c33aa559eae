"""Prints which lines of the core no test ran in build/coverage, and the share of each room; 1 if too few were run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENOUGH = 0.9


def main() -> int:
    """Ask gcov, and print."""
    gcovr = Path(sys.executable).parent / "gcovr"
    asked = [gcovr, "--root", ".", "--filter", "core/ordagrant/", "--json", "-", "build/coverage"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT)
    rooms: dict[str, list[bool]] = defaultdict(list)
    for file in json.loads(done.stdout)["files"]:
        lines = {line["line_number"]: line["count"] > 0 for line in file["lines"]}
        rooms[file["file"].split("/")[2]].extend(lines.values())
        if missed := [number for number, run in lines.items() if not run]:
            print(f"{file['file']}: {', '.join(map(str, missed))}")
    for room, lines in rooms.items():
        print(f"{room:10}{len(lines):7}{sum(lines) / len(lines):9.1%}")
    every = [run for lines in rooms.values() for run in lines]
    print(f"{'core':10}{len(every):7}{sum(every) / len(every):9.1%}")
    return 0 if sum(every) >= ENOUGH * len(every) else 1


if __name__ == "__main__":
    sys.exit(main())
