"""Agreement: how far coders call the same things the same, beyond what chance gives."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ordagrant.errors import RequestError, require_one_of
from ordagrant.frames import cells_of
from ordagrant.stance import FEWEST, RESAMPLES, require_draws

LEVELS = ("nominal", "ordinal", "interval")


# What each coder calls a unit: one code a coder, None where the unit was not coded. Coders keep their places only so
# that a reader finds them; the measures do not depend on who said what.
Units = Iterable[Sequence[object]]

# Units that were coded alike, and how many.
_Patterns = Mapping[tuple[object, ...], int]


class Agreement(NamedTuple):
    """A measure and its 95 % interval; None where it is not defined, since all codes are the same or none is shared."""

    value: float | None
    low: float | None
    high: float | None
    units: int  # those with two codes or more


def alpha(units: Units, level: str = "nominal", *, resamples: int = RESAMPLES, seed: int = 0) -> Agreement:
    """Krippendorff's alpha of any number of coders, who need not have coded all units (Krippendorff 2011).

    `level` is what codes are: names (`nominal`), numbers of which the order counts (`ordinal`), or numbers of which
    the distance counts (`interval`). The interval is that of the percentiles of `resamples` draws of units with
    replacement (Zapf, Castell, Morawietz and Karch 2016), without those in which alpha is not defined; `resamples` 0
    leaves it out. Raises RequestError for an unknown level, and for codes that are no numbers where they must be.

    >>> a = [1, 1, 1, 0, 0, 1, 2, 0, 1, 1, 0, 1]
    >>> b = [1, 1, 1, 0, 1, 1, 2, 0, 1, 2, 0, 1]
    >>> round(alpha(zip(a, b)).value, 3)
    0.714
    """
    require_one_of("level", level, LEVELS)
    patterns = _patterns(units)
    if level != "nominal":
        patterns = _as_numbers(patterns, level)
    of_level = {"nominal": _alpha_of_names, "ordinal": _alpha_of_ranks, "interval": _alpha_of_numbers}[level]
    return _with_interval(patterns, of_level, resamples, seed)


def ac1(units: Units, *, resamples: int = RESAMPLES, seed: int = 0) -> Agreement:
    """Gwet's AC1 of any number of coders, who need not have coded all units (Gwet 2008).

    It stays near the share of agreement where nearly all units are called the same, where alpha falls. The categories
    are the codes that occur. The interval is made as that of `alpha`.

    >>> a = [1, 1, 1, 0, 0, 1, 2, 0, 1, 1, 0, 1]
    >>> b = [1, 1, 1, 0, 1, 1, 2, 0, 1, 2, 0, 1]
    >>> round(ac1(zip(a, b)).value, 3)
    0.769
    """
    return _with_interval(_patterns(units), _ac1, resamples, seed)


def _patterns(units: Units) -> Counter[tuple[object, ...]]:
    """The units by their codes, whose order is nothing to the measures."""
    patterns: Counter[tuple[object, ...]] = Counter()
    for number, unit in enumerate(cells_of(units)):
        if isinstance(unit, str) or not isinstance(unit, Iterable):
            raise RequestError(f"unit {number} is {unit!r}, and no sequence of codes")
        codes = [code for code in unit if code is not None]
        if codes:
            patterns[tuple(sorted(codes, key=_order))] += 1
    return patterns


def _order(code: object) -> tuple[str, str]:
    return type(code).__name__, str(code)


def _as_numbers(patterns: _Patterns, level: str) -> Counter[tuple[object, ...]]:
    numbers: Counter[tuple[object, ...]] = Counter()
    for codes, count in patterns.items():
        numbers[tuple(sorted(_number(code, level) for code in codes))] += count
    return numbers


def _number(code: object, level: str) -> float:
    try:
        number = float(str(code))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise RequestError(f"code {str(code)!r} is no number, and those of level {level!r} are")
    return number


def _alpha_of_names(patterns: _Patterns) -> float | None:
    def apart(codes: Mapping[object, float]) -> float:
        return math.fsum(codes.values()) ** 2 - math.fsum(count * count for count in codes.values())

    return _alpha(patterns, apart)


def _alpha_of_numbers(patterns: _Patterns) -> float | None:
    return _alpha(patterns, _squares_between)


def _alpha_of_ranks(patterns: _Patterns) -> float | None:
    """The distance of two codes is that of their middle ranks among all codes (Krippendorff 2011, section E)."""
    counts = _counts(patterns)
    ranks: dict[object, float] = {}
    below = 0.0
    for code in sorted(counts):
        ranks[code] = below + counts[code] / 2
        below += counts[code]
    ranked = Counter[tuple[object, ...]]()
    for codes, count in patterns.items():
        if len(codes) > 1:
            ranked[tuple(ranks[code] for code in codes)] += count
    return _alpha(ranked, _squares_between)


def _squares_between(codes: Mapping[Any, float]) -> float:
    """The squares of the distances between all codes, each pair in both orders."""
    n = math.fsum(codes.values())
    mean = math.fsum(code * count for code, count in codes.items()) / n
    return 2 * n * math.fsum(count * (code - mean) ** 2 for code, count in codes.items())


def _counts(patterns: _Patterns) -> Counter[Any]:
    """How often each code stands in the units that can be compared."""
    counts: Counter[Any] = Counter()
    for codes, count in patterns.items():
        if len(codes) > 1:
            for code in codes:
                counts[code] += count
    return counts


def _alpha(patterns: _Patterns, apart: Callable[[Mapping[Any, float]], float]) -> float | None:
    """`apart` is how far codes are from each other, added up over all pairs of them."""
    counts = _counts(patterns)
    expected = apart(counts) if counts else 0.0
    if expected == 0:
        return None
    observed = math.fsum(
        count * apart(Counter(codes)) / (len(codes) - 1) for codes, count in patterns.items() if len(codes) > 1
    )
    return 1 - (counts.total() - 1) * observed / expected


def _ac1(patterns: _Patterns) -> float | None:
    """Gwet 2008, with the categories' shares taken over all units, also those with one code."""
    shares: dict[object, float] = {}
    agreed = pairs = 0.0
    for codes, count in patterns.items():
        of_code = Counter(codes)
        for code, times in of_code.items():
            shares[code] = shares.get(code, 0.0) + count * times / len(codes)
        if len(codes) > 1:
            alike = sum(times * (times - 1) for times in of_code.values())
            agreed += count * alike / (len(codes) * (len(codes) - 1))
            pairs += count
    if pairs == 0 or len(shares) < 2:
        return None
    units = math.fsum(shares.values())
    chance = math.fsum(share / units * (1 - share / units) for share in shares.values()) / (len(shares) - 1)
    return (agreed / pairs - chance) / (1 - chance)


def _with_interval(
    patterns: Counter[tuple[object, ...]], measure: Callable[[_Patterns], float | None], resamples: int, seed: int
) -> Agreement:
    require_draws(resamples, seed)
    known = sorted(patterns, key=lambda codes: [_order(code) for code in codes])
    patterns = Counter({codes: patterns[codes] for codes in known})  # so that sums do not depend on who came first
    value = measure(patterns)
    units = sum(count for codes, count in patterns.items() if len(codes) > 1)
    if value is None or resamples == 0:
        return Agreement(value, None, None, units)
    chance = random.Random(int(seed))
    counts = [patterns[codes] for codes in known]
    drawn = (Counter(chance.choices(known, counts, k=sum(counts))) for _ in range(resamples))
    values = sorted(value for value in map(measure, drawn) if value is not None)
    if len(values) < FEWEST:
        return Agreement(value, None, None, units)
    cut = 0.025 * (len(values) - 1)
    return Agreement(value, values[math.floor(cut)], values[math.ceil(len(values) - 1 - cut)], units)
