"""Two runs side by side: compare.py BEFORE AFTER, each a file of runs/ or one that --json wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def results(path: str) -> dict[str, dict[str, Any]]:
    kept = json.loads(Path(path).read_text(encoding="utf-8"))
    rows = kept["results"] if isinstance(kept, dict) else kept
    return {row["name"]: row for row in rows}


def main(before_file: str, after_file: str) -> None:
    before, after = results(before_file), results(after_file)
    line = "{:<22}{:>13}{:>9}{:>9}{:>15}{:>9}{:>8}{:>8}\n"
    heads = ("name", "MB/s before", "after", "change", "ratio before", "after", "floor", "goal")
    sys.stdout.write(line.format(*heads))
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in before or name not in after:
            sys.stdout.write(f"{name:<22}  only {'before' if name in before else 'after'}\n")
            continue
        old, new = before[name], after[name]
        cells = (f"{old['ours']:.1f}", f"{new['ours']:.1f}", f"{new['ours'] / old['ours'] - 1:+.0%}")
        ratios = (f"{old['ratio']:.2f}", f"{new['ratio']:.2f}", f"{new['floor']:g}", f"{new['goal']:g}")
        sys.stdout.write(line.format(name, *cells, *ratios))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.stderr.write("usage: compare.py BEFORE AFTER\n")
        sys.exit(2)
    main(sys.argv[1], sys.argv[2])
