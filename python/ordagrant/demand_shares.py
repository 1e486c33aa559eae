"""The share of failure demand: what can be said of it, and what not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ordagrant.errors import not_one_of
from ordagrant.shares import corrected_share, wilson

# What a contact can be called by the codebook in corpora/contacts, in the order of the columns of probabilities.
CLASSES = ("failure", "mixed", "undetermined", "value")

# Below so many contacts with a demand a share is not to be compared: its 95 % interval is then more than 34 points
# wide in the worst case (Wilson 1927, at one half), and says little more than that there is failure demand.
FEWEST_TO_COMPARE = 30


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


def corrected(demands: Sequence[str], coded: Mapping[int, str]) -> dict[str, Any]:
    """The failure share of contacts, from what the tool calls all of them and people some of them.

    `corrected`, its 95 % interval `corrected_low` and `corrected_high`, and `n_coded`; the three are None where nothing
    with a demand is coded. `coded` are demands by the number of the contact, of contacts that were drawn by chance, or
    by chance within what the tool called them. It is `shares.corrected_share` over the contacts that have a demand by
    people's words: of those that nobody coded as many are taken to have one as of the coded ones that the tool calls
    the same. How exactly that is known is not in the interval; it moves little, since the undetermined are few.

    >>> demands = ["failure"] * 400 + ["value"] * 600
    >>> coded = {number: "failure" if 5 <= number < 503 else "value" for number in [*range(50), *range(500, 550)]}
    >>> found = corrected(demands, coded)
    >>> [round(100 * found[name], 1) for name in ("corrected", "corrected_low", "corrected_high")], found["n_coded"]
    ([39.6, 33.9, 46.6], 100)
    """
    by_people = {number: is_failing(code) for number, code in coded.items()}
    if all(code is None for code in by_people.values()):
        return {"corrected": None, "corrected_low": None, "corrected_high": None, "n_coded": len(coded)}
    strata = _strata(demands, coded)
    contacts, drawn = Counter(strata), Counter(strata[number] for number in coded)
    telling = Counter(strata[number] for number, code in by_people.items() if code is not None)
    units = [(stratum[1], stratum[0], code) for number, code in by_people.items() if (stratum := strata[number])]
    units = [unit for unit in units if unit[2] is not None]
    for stratum, n in sorted(contacts.items()):
        others = round((n - drawn[stratum]) * telling[stratum] / drawn[stratum])
        units += [(stratum[1], stratum[0], None)] * others
    found = corrected_share(
        [said for said, _, _ in units],
        {unit: float(code) for unit, (_, _, code) in enumerate(units) if code is not None},
        [stratum for _, stratum, _ in units],
    )
    return {
        "corrected": found.share,
        "corrected_low": found.low,
        "corrected_high": found.high,
        "n_coded": len(coded),
    }


def is_failing(demand: str) -> bool | None:
    """Is there failure demand in it, alone or beside value demand? None for undetermined."""
    return None if demand == "undetermined" else demand != "value"


def _strata(demands: Sequence[str], coded: Mapping[int, str]) -> list[tuple[str, bool]]:
    """What contacts are put together by, and whether the tool calls them failing.

    It is what the tool calls them; mixed is put with failure, and then all together, where nothing of one is coded.
    """
    drawn = {demands[number] for number in coded}
    names = {demand: demand for demand in CLASSES}
    if "mixed" not in drawn:
        names["mixed"] = "failure"
    if not {names[demand] for demand in set(demands)} <= drawn:
        return [("all", False)] * len(demands)
    return [(names[demand], is_failing(demand) is True) for demand in demands]


def shares_by(
    name: str, keys: Sequence[str], demands: Sequence[str], coded: Mapping[int, str] | None = None
) -> list[dict[str, Any]]:
    """The shares of the contacts of each key, which stands under `name`, in the order of the keys.

    With `coded`, what people called contacts by their number, they are corrected as well.
    """
    by_key: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        by_key.setdefault(key, []).append(number)
    found = []
    for key in sorted(by_key):
        said = [demands[number] for number in by_key[key]]
        row = {name: key, **shares(said)}
        if coded is not None:
            here = {at: coded[number] for at, number in enumerate(by_key[key]) if number in coded}
            row |= corrected(said, here)
        found.append(row)
    return found


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


def said_of_corrected(found: Mapping[str, Any]) -> str | None:
    """What `corrected` found; None where it found nothing."""
    if found.get("corrected") is None:
        return None
    share, low, high = (100 * found[f"corrected{end}"] for end in ("", "_low", "_high"))
    return f"corrected by {found['n_coded']:,} coded: {share:.1f} % ({low:.1f}-{high:.1f})"


def said_of(found: Mapping[str, Any]) -> str:
    """What `shares` found, in a sentence.

    >>> said_of(shares(["failure"] * 40 + ["mixed"] * 2 + ["value"] * 18 + ["undetermined"] * 5))
    'failure demand in 42 of 60: 70.0 % (57.5-80.1); mixed among them: 2; undetermined, counted in neither: 5'
    """
    rest = f"mixed among them: {found['mixed']:,}; undetermined, counted in neither: {found['undetermined']:,}"
    if found["share"] is None:
        return f"no contact with a demand that can be told; {rest}"
    return f"failure demand in {found['failure'] + found['mixed']:,} of {found['n']:,}: {percent(found)}; {rest}"
