"""Makes the shipped weights of orientation: python make_weights.py [--figures]. Run in the folder of the repository.

Trains on corpora/gold/orientation, from what data/judged.tsv holds likely, and writes data/weights/orientation.tsv;
the same passages, tables and lexicons give the same bytes. With --figures it writes nothing, and prints how well
passages are judged by weights that did not see their genre: ten folds, each of whole genres in both languages.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ordagrant.batch import kernel
from ordagrant.document import Document
from ordagrant.table import Table

CORPUS = Path("corpora/gold/orientation")
JUDGED = Path("core/ordagrant/stance/data/judged.tsv")
WEIGHTS = Path("core/ordagrant/stance/data/weights/orientation.tsv")

PENALTY = 40.0  # of a squared step of 1 away from what was judged, in passages (judged, with the folds at hand)
# Affirmed hits keep what was judged. Two in three of the passages were written so that words of the lexicons mislead:
# hits of trust stand in neutral ones as often as in those of trust, and in debates and press releases in one of four.
KEPT = 1e9
FOLDS = 10
POLES = ("npm", "trust")
# Genres of one voice: the author of both languages is the same, and so are ministries and their press.
TWINS = {
    "ministry": "government text",
    "press release": "government text",
    "minister's answer": "government text",
    "political agreement": "government inquiry",
}

Numbers = NDArray[np.float64]


def passages() -> list[dict[str, Any]]:
    found = []
    for language in ("sv", "da"):
        with (CORPUS / f"passages_{language}.jsonl").open(encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return found


def judged() -> dict[str, tuple[float, float]]:
    """Weight for npm and for trust, by signal."""
    rows = [line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: (int(npm) / 1000, int(trust) / 1000) for name, npm, trust in rows[1:]}


def settings() -> list[str]:
    """The lines of the weights that are judged and not trained."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.split("\t")[0] in ("words", "half", "least", "both", "apart", "evidence")]


def amounts(rows: list[dict[str, Any]]) -> tuple[list[str], Numbers]:
    """The names of the signals that there are, sorted; and how much of each a passage has."""
    documents = [Document.from_text(row["text"], row["id"], row["lang"]).row() for row in rows]
    found = [row for row in Table(kernel(0, (), ()).signals(documents)) if row["signal"] != "bias"]
    names = sorted({row["signal"] for row in found})
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    values = np.zeros((len(rows), len(names)))
    for row in found:
        values[numbers[row["id"]], names.index(row["signal"])] = row["amount"]
    return names, values


def holds(rows: list[dict[str, Any]], pole: str) -> Numbers:
    """1 for passages that hold the pole; those that balance both hold both."""
    return np.array([float(row["pole"] == pole or "balanced" in row["tags"]) for row in rows])


def is_hit(name: str) -> bool:
    """Does a signal stand for affirmed hits of a pole, all of them or those of a category?"""
    pole, _, rest = name.partition("_")
    return pole in POLES and rest not in ("reversed", "missed", "criticised", "described", "quoted", "outside")


def fitted(values: Numbers, wanted: Numbers, likely: Numbers, kept: list[bool]) -> Numbers:
    """Weights and, last, the bias: logistic regression with a quadratic penalty on the way from `likely` (Newton)."""
    inputs = np.hstack([values, np.ones((len(values), 1))])
    start = np.append(likely, 0.0)
    penalty = np.diag(np.append(np.where(kept, KEPT, PENALTY), 1e-3))
    weights = start.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (p - wanted) + penalty @ (weights - start)
        curve = (inputs * (p * (1 - p))[:, None]).T @ inputs + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def probabilities(values: Numbers, weights: Numbers) -> Numbers:
    p: Numbers = 1 / (1 + np.exp(-(values @ weights[:-1] + weights[-1])))
    return p


def priors(names: list[str], pole: int) -> Numbers:
    known = judged()
    return np.array([known.get(name, (0.0, 0.0))[pole] for name in names])


def written(rows: list[dict[str, Any]]) -> str:
    names, values = amounts(rows)
    kept = [is_hit(name) for name in names]
    npm, trust = (fitted(values, holds(rows, pole), priors(names, at), kept) for at, pole in enumerate(POLES))
    lines = [
        "ordagrant orientation\t1",
        "# Weights of npm and of trust, in thousandths; core/ordagrant/stance/README.md says how to read them.",
        "# Made by internal/make_weights.py of corpora/gold/orientation. CC BY 4.0, The ordagrant authors.",
        *settings(),
    ]
    for name, *weights in zip(["bias", *names], np.roll(npm, 1), np.roll(trust, 1), strict=True):
        lines.append("\t".join([name, *(str(round(1000 * float(weight))) for weight in weights)]))
    return "\n".join(lines) + "\n"


def label(p_npm: float, p_trust: float) -> str:
    """As Decider; mixed is neutral."""
    known = {name: int(value) / 1000 for name, value in (line.split("\t") for line in settings())}
    is_mixed = min(p_npm, p_trust) >= known["both"] and abs(p_npm - p_trust) < known["apart"]
    if is_mixed or max(p_npm, p_trust) < known["least"]:
        return "neutral"
    return "npm" if p_npm > p_trust else "trust"


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    scores = []
    for name in ("npm", "trust", "neutral"):
        right = sum(gold == found == name for gold, found in pairs)
        scores.append(2 * right / max(1, sum((gold == name) + (found == name) for gold, found in pairs)))
    return 100 * sum(scores) / len(scores)


def error_of_calibration(p: Numbers, wanted: Numbers, bins: int = 10) -> float:
    """The mean distance of probability and share in bins of equal width, weighed by their passages (ECE)."""
    places = np.minimum((p * bins).astype(int), bins - 1)
    return float(np.abs(np.bincount(places, wanted - p, bins)).sum() / len(p))


def figures(rows: list[dict[str, Any]]) -> None:
    names, values = amounts(rows)
    genres = [TWINS.get(row["genre"], row["genre"]) for row in rows]
    order = sorted(set(genres))
    folds = np.array([order.index(genre) % FOLDS for genre in genres])
    kept = [is_hit(name) for name in names]
    p = np.zeros((2, len(rows)))
    for at, pole in enumerate(POLES):
        wanted = holds(rows, pole)
        for fold in range(FOLDS):
            seen = folds != fold
            p[at, ~seen] = probabilities(values[~seen], fitted(values[seen], wanted[seen], priors(names, at), kept))
    found = [label(npm, trust) for npm, trust in p.T]
    for name in ("all", "sv", "da", "hard"):
        pairs = [
            (row["pole"], one)
            for row, one in zip(rows, found, strict=True)
            if name in ("all", row["lang"], "hard" if row["hard"] else None)
        ]
        counts = Counter(pairs)
        parts = [f"{name}: {len(pairs)} passages, macro-F1 {macro_f1(pairs):.1f}"]
        for pole in POLES:
            right, given = counts[pole, pole], sum(one == pole for _, one in pairs)
            parts.append(
                f"{pole} precision {100 * right / max(1, given):.0f} recall "
                f"{100 * right / sum(gold == pole for gold, _ in pairs):.0f}"
            )
        parts.append(f"opposite pole {counts['npm', 'trust'] + counts['trust', 'npm']}")
        sys.stdout.write(", ".join(parts) + "\n")
    for at, pole in enumerate(POLES):
        error = error_of_calibration(p[at], holds(rows, pole))
        sys.stdout.write(f"p_{pole}: error of calibration {100 * error:.1f} points\n")


if __name__ == "__main__":
    PASSAGES = passages()
    if "--figures" in sys.argv[1:]:
        figures(PASSAGES)
    else:
        WEIGHTS.write_text(written(PASSAGES), encoding="utf-8")
