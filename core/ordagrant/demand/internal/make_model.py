"""Makes the shipped weights of demand: python make_model.py [--figures]. Run in the folder of the repository.

Trains on corpora/contacts from nothing and writes core/ordagrant/demand/data/weights/contacts.tsv; the same contacts
give the same bytes. With --figures it writes nothing, and prints how well hands are judged by models that did not see
them: ten folds, each of whole hands.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ordagrant import _core
from ordagrant.shares import wilson

CORPUS = Path("corpora/contacts")
WEIGHTS = Path("core/ordagrant/demand/data/weights/contacts.tsv")
CLEAR = ("value", "failure")


def contacts() -> list[dict[str, Any]]:
    found = []
    for file in ("contacts_sv", "contacts_da", "notes_sv", "notes_da"):
        with (CORPUS / f"{file}.jsonl").open(encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return found


def columns(rows: list[dict[str, Any]]) -> tuple[list[bytes], list[str], list[str], list[str | None], list[int]]:
    """Texts, languages, demands, kinds, and the number of the hand that wrote each."""
    hands = sorted({(row["lang"], row["hand"]) for row in rows})
    return (
        [row["text"].encode() for row in rows],
        [row["lang"] for row in rows],
        [row["demand"] for row in rows],
        [row["failure_kind"] for row in rows],
        [hands.index((row["lang"], row["hand"])) for row in rows],
    )


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's, of the pairs that are value or failure on both sides."""
    pairs = [pair for pair in pairs if pair[0] in CLEAR and pair[1] in CLEAR]
    gold, found = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    by_chance = sum(gold[name] * found[name] for name in CLEAR) / len(pairs) ** 2
    return (agreed - by_chance) / (1 - by_chance)


def error_of_calibration(rows: list[tuple[bool, float]], bins: int = 10) -> float:
    """The mean distance of probability and share in `bins` of equal width, weighed by their contacts (ECE)."""
    sums = [0.0] * bins
    for is_failure, p in rows:
        sums[min(bins - 1, int(p * bins))] += is_failure - p
    return sum(map(abs, sums)) / len(rows)


def figures(rows: list[dict[str, Any]]) -> None:
    judged = _core.demand.Model().tried(*columns(rows))
    for language in ("all", "sv", "da"):
        both = [pair for pair in zip(rows, judged, strict=True) if language in ("all", pair[0]["lang"])]
        demands = [(row["demand"], verdict[0]) for row, verdict in both]
        clear = [(row, verdict) for row, verdict in both if row["demand"] in CLEAR]
        decided = sum(verdict[0] in CLEAR for _, verdict in clear)
        real = [(row["demand"] != "value", v[1]) for row, v in both if row["demand"] != "undetermined"]
        share = sum(is_failure for is_failure, _ in real) / len(real)
        failing = [(row, verdict) for row, verdict in both if row["failure_kind"]]
        kinds = sum(row["failure_kind"] == verdict[2] for row, verdict in failing)
        told = sum(verdict[2] is not None for _, verdict in failing)
        given = [(row["cause"], verdict[3]) for row, verdict in both if verdict[3] is not None]
        stated = sum(row["cause"] != "not_stated" for row, _ in both)
        causes = sum(gold == cause for gold, cause in given)
        low, high = wilson(decided, len(clear))
        sys.stdout.write(
            f"{language}: {len(both)} contacts; value or failure: kappa {kappa(demands):.3f} where decided, "
            f"decided {100 * decided / len(clear):.1f} % ({100 * low:.1f}-{100 * high:.1f}); "
            f"four labels right {100 * sum(a == b for a, b in demands) / len(both):.1f} %; "
            f"share of failure {100 * share:.1f} %, mean p_failure {100 * sum(p for _, p in real) / len(real):.1f} %; "
            f"ECE {100 * error_of_calibration(real):.1f} points; "
            f"kind right in {kinds} of {told} called failing ({len(failing)} are); "
            f"cause right in {causes} of {len(given)} given ({stated} are stated)\n"
        )


if __name__ == "__main__":
    CONTACTS = contacts()
    if "--figures" in sys.argv[1:]:
        figures(CONTACTS)
    else:
        WEIGHTS.write_bytes(_core.demand.Model().trained(*columns(CONTACTS)).write())
