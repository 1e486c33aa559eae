"""An archive of our documents, varied: as many as are asked for, no two of them alike, the same ones each time.

    python tests/bench/varied_archive.py N FOLDER

Writes text files, MUNICIPALITY/YEAR/NUMBER.txt. A document is made of paragraphs of those in corpora that are in its
language, with other numbers in them. How long it takes and what it asks of memory is real; what is in it means nothing.
"""

from __future__ import annotations

import random
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

CORPORA = Path(__file__).parents[2] / "corpora"
SEED = 20261122
MUNICIPALITIES = ("Granby", "Havsund", "Lillvik", "Myrhult", "Nordrup", "Sandager", "Tornby")
YEARS = range(2019, 2027)
PARAGRAPHS = (4, 14)

_DIGIT = re.compile(r"\d")


def varied(n: int) -> Iterator[tuple[str, str]]:
    """So many documents: the path of each, and its text."""
    paragraphs: dict[str, list[str]] = {}
    for manifest in sorted(CORPORA.glob("*/manifest.toml")):
        for document in tomllib.loads(manifest.read_text(encoding="utf-8")).get("document", []):
            if not document["file"].endswith((".txt", ".md")):
                continue
            text = (manifest.parent / document["file"]).read_text(encoding="utf-8")
            paragraphs.setdefault(document["lang"], []).extend(filter(str.strip, text.split("\n\n")))
    chance = random.Random(SEED)
    languages = sorted(paragraphs)
    for number in range(n):
        known = paragraphs[chance.choice(languages)]
        chosen = [chance.choice(known) for _ in range(chance.randint(*PARAGRAPHS))]
        text = _DIGIT.sub(lambda _: str(chance.randrange(10)), "\n\n".join(chosen))
        folder = f"{chance.choice(MUNICIPALITIES)}/{chance.choice(YEARS)}"
        yield f"{folder}/{number:07}.txt", text + "\n"


def write(n: int, folder: Path) -> None:
    for path, text in varied(n):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
