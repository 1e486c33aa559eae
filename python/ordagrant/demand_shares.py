"""The share of failure demand: what can be said of it, and what not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ordagrant.errors import not_one_of

# What a contact can be called (CODEBOOKS 5), in the order of the columns of probabilities.
CLASSES = ("failure", "mixed", "undetermined", "value")

# Below so many contacts with a demand a share is not to be compared: its 95 % interval is then more than 34 points
# wide in the worst case (Wilson 1927, at one half), and says little more than that there is failure demand.
FEWEST_TO_COMPARE = 30

_NORMAL_95 = 1.959963984540054


def wilson(count: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of `count` in `n` by Wilson's score (1927); (0, 1) where n is 0.

    >>> [round(100 * end, 1) for end in wilson(42, 60)]
    [57.5, 80.1]
    """
    if n == 0:
        return 0.0, 1.0
    share, z2 = count / n, _NORMAL_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _NORMAL_95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # Rounding must not push an end past the share itself, which is 0 or 1 at the edges.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def share_of(count: int, n: int) -> dict[str, Any]:
    """A share with its 95 % interval (Wilson 1927): `count, n, share, share_low, share_high, comparable`.

    The three are None where n is 0; `comparable` is false below 30.
    """
    low, high = wilson(count, n) if n else (None, None)
    return {
        "count": count,
        "n": n,
        "share": count / n if n else None,
        "share_low": low,
        "share_high": high,
        "comparable": n >= FEWEST_TO_COMPARE,
    }


def shares(demands: Iterable[str]) -> dict[str, Any]:
    """What can be said of the failure share of contacts that were called so.

    `share` is (failure + mixed) / (value + failure + mixed), None where there is none of them, with its 95 % interval
    `share_low` and `share_high` (Wilson 1927); undetermined contacts are counted and are in no denominator.
    `comparable` is false below 30 contacts with a demand.

    >>> found = shares(["failure"] * 7 + ["value"] * 3)
    >>> found["share"], round(found["share_low"], 3), round(found["share_high"], 3), found["comparable"]
    (0.7, 0.397, 0.892, False)
    """
    counts = dict.fromkeys(CLASSES, 0)
    for demand in demands:
        if demand not in counts:
            raise not_one_of("demand", demand, CLASSES)
        counts[demand] += 1
    failing = counts["failure"] + counts["mixed"]
    found = share_of(failing, failing + counts["value"])
    del found["count"]  # it is two of the counts
    return {
        "contacts": sum(counts.values()),
        **{name: counts[name] for name in ("value", "failure", "mixed", "undetermined")},
        **found,
    }


def shares_by(name: str, keys: Sequence[str], demands: Sequence[str]) -> list[dict[str, Any]]:
    """The shares of the contacts of each key, which stands under `name`; in the order of the keys."""
    by_key: dict[str, list[str]] = {}
    for key, demand in zip(keys, demands, strict=True):
        by_key.setdefault(key, []).append(demand)
    return [{name: key, **shares(by_key[key])} for key in sorted(by_key)]


def kinds_by_cause(kinds: Iterable[str | None], causes: Iterable[str | None]) -> dict[str, dict[str, int]]:
    """How many contacts of each kind of failure state each cause."""
    crossed: dict[str, dict[str, int]] = {}
    for kind, cause in zip(kinds, causes, strict=True):
        if kind is not None and cause is not None:
            row = crossed.setdefault(kind, {})
            row[cause] = row.get(cause, 0) + 1
    return {kind: dict(sorted(row.items())) for kind, row in sorted(crossed.items())}


def percent(found: Mapping[str, Any]) -> str:
    """`70.0 % (57.5-80.1)`, and that it is too few to compare where it is."""
    share, low, high = (100 * found[name] for name in ("share", "share_low", "share_high"))
    few = "" if found["comparable"] else f"; too few to compare (below {FEWEST_TO_COMPARE})"
    return f"{share:.1f} % ({low:.1f}-{high:.1f}){few}"


def said_of(found: Mapping[str, Any]) -> str:
    """What `shares` found, in a sentence.

    >>> said_of(shares(["failure"] * 40 + ["mixed"] * 2 + ["value"] * 18 + ["undetermined"] * 5))
    'failure demand in 42 of 60: 70.0 % (57.5-80.1); mixed among them: 2; undetermined, counted in neither: 5'
    """
    rest = f"mixed among them: {found['mixed']:,}; undetermined, counted in neither: {found['undetermined']:,}"
    if found["share"] is None:
        return f"no contact with a demand that can be told; {rest}"
    return f"failure demand in {found['failure'] + found['mixed']:,} of {found['n']:,}: {percent(found)}; {rest}"
