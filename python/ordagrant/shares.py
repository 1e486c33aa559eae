"""Shares: how many of all are of a kind, with an interval, and corrected with a sample that people have coded."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from ordagrant.errors import RequestError
from ordagrant.frames import cells_of

_NORMAL_95 = 1.959963984540054


class Share(NamedTuple):
    """A share and its 95 % interval, from 0 to 1."""

    share: float
    low: float
    high: float


def wilson(count: float, n: float) -> tuple[float, float]:
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


def corrected_share(
    said: Sequence[bool], coded: Mapping[int, float], strata: Sequence[Hashable] | None = None
) -> Share:
    """The share of units of a kind, from what a tool says of all of them and people of a random sample.

    `said[unit]` is whether the tool calls the unit so. `coded[unit]` is what people call it: 1, 0, or the part of the
    coders who say so. `strata[unit]` is what the sample was drawn within, if it was; the parts that were drawn of each
    may differ. The interval is of the share from which the units come, as Wilson's is: where all units are coded it is
    Wilson's, and where the tool is right it is nearly the one that coding all of them would give.

    This is prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023, Science 382, 669) with
    the weight of the predictions tuned to the sample (Angelopoulos, Duchi and Zrnic 2023, arXiv:2311.01453). For an
    answer that is yes or no the tuned estimate is what people say of the units of which the tool says yes, and of the
    others, each weighed by how many there are; so a tool that is often wrong costs nothing against the sample alone.
    The intervals of these parts are Wilson's, put together by the squares of their halves (Zou and Donner 2008, Stat.
    Med. 27, 1693), since a normal one is too narrow where few or no answers of the tool were found to be wrong.

    Raises RequestError if nothing is coded, or nothing of a stratum, and for a code that is not from 0 to 1.

    >>> said = [True] * 400 + [False] * 600
    >>> coded = {**{unit: unit >= 5 for unit in range(50)}, **{unit: unit < 503 for unit in range(500, 550)}}
    >>> [round(100 * number, 1) for number in corrected_share(said, coded)]
    [39.6, 33.9, 46.6]
    """
    if not isinstance(coded, Mapping):
        raise RequestError(f"coded {coded!r} is no mapping of units to codes")
    if not coded:
        raise RequestError("no unit is coded")
    said = cells_of(said)
    groups = cells_of(strata) if strata is not None else [None] * len(said)
    if len(groups) != len(said):
        raise RequestError(f"strata are {len(groups)}, and units {len(said)}")
    units: dict[tuple[Hashable, bool], int] = {}
    codes: dict[tuple[Hashable, bool], list[float]] = {}
    for unit, part in enumerate(zip(groups, map(bool, said), strict=True)):
        units[part] = units.get(part, 0) + 1
        if unit in coded:
            codes.setdefault(part, []).append(_code(coded[unit], unit))
    if missing := [unit for unit in coded if not 0 <= unit < len(said)]:
        raise RequestError(f"unit {missing[0]} is coded, and there are {len(said)} units")
    return _put_together([part for group in dict.fromkeys(groups) for part in _parts(group, units, codes)], len(said))


def _code(code: float, unit: int) -> float:
    if not 0 <= code <= 1:
        raise RequestError(f"unit {unit} has the code {code}, which is not from 0 to 1")
    return float(code)


class _Part(NamedTuple):
    """Units of which the tool says the same."""

    units: int
    codes: list[float]


def _parts(
    group: Hashable, units: Mapping[tuple[Hashable, bool], int], codes: Mapping[tuple[Hashable, bool], list[float]]
) -> list[_Part]:
    """A stratum by what the tool says; undivided where one of the parts has no coded unit."""
    parts = [_Part(units[group, yes], codes.get((group, yes), [])) for yes in (True, False) if (group, yes) in units]
    if all(part.codes for part in parts):
        return parts
    whole = _Part(sum(part.units for part in parts), [code for part in parts for code in part.codes])
    if not whole.codes:
        raise RequestError(f"no unit of the stratum {group!r} is coded")
    return [whole]


def _put_together(parts: Sequence[_Part], units: int) -> Share:
    share = below = above = 0.0
    for part in parts:
        n = len(part.codes)
        count = math.fsum(part.codes)
        weight = part.units / units
        low, high = wilson(count, n)
        not_seen = 1 - n / part.units  # what is coded throughout is known
        share += weight * count / n
        below += not_seen * (weight * (count / n - low)) ** 2
        above += not_seen * (weight * (high - count / n)) ** 2
    # Where the units come from could have given others.
    low, high = wilson(share * units, units)
    below += (share - low) ** 2
    above += (high - share) ** 2
    return Share(share, max(0.0, share - math.sqrt(below)), min(1.0, share + math.sqrt(above)))
