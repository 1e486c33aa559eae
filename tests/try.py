"""What `./dev try` shows: the scores of the shipped corpora, and the strongest evidence behind them."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import ordagrant as og

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    str(path.relative_to(ROOT))
    for suffix in ("txt", "md")
    for path in sorted((ROOT / "corpora").glob(f"*/text/*.{suffix}"))
]


def strongest(count: int) -> list[str]:
    """The sentences of each pole with the most weight of different terms, one a document."""
    shown = []
    for pole in ("npm", "trust"):
        best = []
        for document in og.read_corpus(*DOCUMENTS):
            sentences: dict[int, dict[str, dict[str, Any]]] = {}
            for hit in og.hits(document).rows():
                if hit["pole"] == pole and hit["polarity"] == "affirmed" and hit["voice"] != "quoted":
                    sentences.setdefault(hit["sentence"], {}).setdefault(hit["term"], hit)
            for number, hits in sentences.items():
                line = min(hit["line"] for hit in hits.values())
                weight = sum(hit["weight"] for hit in hits.values())
                best.append((document.id, -weight, line, " ".join(document.sentences[number].split())))
        strongest_of_each = {id: (weight, id, line, text) for id, weight, line, text in sorted(best, reverse=True)}
        for _, id, line, text in sorted(strongest_of_each.values())[:count]:
            shown.append(
                f"{pole:5} {Path(id).name}, line {line}\n      {textwrap.shorten(text, 180, placeholder=' ...')}"
            )
    return shown


def main() -> int:
    """Score, table, evidence."""
    done = subprocess.run(
        [sys.executable, "-m", "ordagrant", "score", *DOCUMENTS, "--format", "table"], cwd=ROOT, check=False
    )
    print("\nThe strongest sentences of each pole (every hit: ordagrant hits corpora/*/text --format table)\n")
    print("\n".join(strongest(3)))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
