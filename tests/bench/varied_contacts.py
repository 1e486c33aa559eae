"""Our contacts, varied: as many as are asked for, no two of them alike, the same ones each time.

    python tests/bench/varied_contacts.py N FILE

Writes JSON lines: id, lang, date, text. A contact is one of corpora/contacts with a sentence of another about the same
service put in, other numbers, and now and then a letter mistyped: as an archive has it, in which people write about the
same things in their own words. How long it takes and what it asks of memory is real; what is in it means nothing.
"""

from __future__ import annotations

import datetime
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "corpora" / "contacts"
SEED = 20261122
FIRST_DAY = datetime.date(2023, 1, 2)
DAYS = 3 * 365
MISTYPED = 0.01  # of the letters

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[a-zåäöæø]")


def varied(n: int) -> Iterator[dict[str, str]]:
    """So many contacts."""
    lines = [line for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    contacts = [json.loads(line) for line in lines]
    sentences: dict[tuple[str, str], list[str]] = {}
    for contact in contacts:
        kind = contact["lang"], contact["service_category"]
        sentences.setdefault(kind, []).extend(_SENTENCE.split(contact["text"]))
    chance = random.Random(SEED)
    for number in range(n):
        contact = chance.choice(contacts)
        own = _SENTENCE.split(contact["text"])
        own.insert(
            chance.randrange(len(own) + 1), chance.choice(sentences[contact["lang"], contact["service_category"]])
        )
        text = _DIGIT.sub(lambda _: str(chance.randrange(10)), " ".join(own))
        text = _LETTER.sub(lambda found: _mistyped(found[0], chance), text)
        day = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
        yield {"id": str(number), "lang": contact["lang"], "date": day.isoformat(), "text": text}


def _mistyped(letter: str, chance: random.Random) -> str:
    return chance.choice("aeinrst") if chance.random() < MISTYPED else letter


def write(n: int, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(contact, ensure_ascii=False) + "\n" for contact in varied(n))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
