"""What `./dev try` shows: the scores of the shipped corpora, and the strongest evidence behind them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import ordagrant as og

ROOT = Path(__file__).parents[1]
DOCUMENTS = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "corpora").glob("*/text/*"))]


def strongest(lines: int) -> list[str]:
    """Of each pole the sentences' lines with the most weight of different terms behind them, document by document."""
    shown = []
    for pole in ("npm", "trust"):
        best: list[tuple[float, str, int, str]] = []
        for document in og.read_corpus(*DOCUMENTS):
            by_sentence: dict[int, dict[str, dict[str, object]]] = {}
            for hit in og.hits(document).rows():
                if hit["pole"] == pole:
                    by_sentence.setdefault(hit["sentence"], {}).setdefault(hit["term"], hit)
            source = document.source.splitlines()
            for hits in by_sentence.values():
                first = min(hits.values(), key=lambda hit: hit["start"])
                weight = sum(hit["weight"] for hit in hits.values())
                best.append((-weight, document.id, first["line"], source[first["line"] - 1].strip()))
        shown += [f"{pole:5}  {Path(id).name}, line {line}: {text[:150]}" for _, id, line, text in sorted(best)[:lines]]
    return shown


def main() -> int:
    """Score, table, evidence."""
    done = subprocess.run(
        [sys.executable, "-m", "ordagrant", "score", *DOCUMENTS, "--format", "table"], cwd=ROOT, check=False
    )
    print("\nThe strongest evidence (all of it: ordagrant hits corpora/*/text/* --format table)\n")
    print("\n".join(strongest(4)))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
