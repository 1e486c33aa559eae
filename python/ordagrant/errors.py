"""What can go wrong with a request. A document is never an error: it is a row with a status."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable
from difflib import get_close_matches
from typing import SupportsIndex

from ordagrant._core import RequestError

__all__ = ["RequestError", "flag", "not_one_of", "require_one_of", "seed_of", "strings", "whole"]

_MOST = (1 << 32) - 1  # of a number that the core keeps in 32 bits
_MOST_SEED = (1 << 64) - 1


def not_one_of(what: str, value: object, allowed: Iterable[object]) -> RequestError:
    """The error for a value that is not among the allowed ones; the message names both, and the one that is meant."""
    known = list(map(str, allowed))
    meant = get_close_matches(value, known, 1) if isinstance(value, str) else []
    near = f"; did you mean {meant[0]!r}?" if meant else ""
    return RequestError(f"{what} {value!r} is not one of: {', '.join(known)}{near}")


def require_one_of(what: str, value: object, allowed: Iterable[str]) -> None:
    """Raises RequestError for a value that is not among the allowed ones."""
    known = list(allowed)
    if not isinstance(value, str) or value not in known:
        raise not_one_of(what, value, known)


def whole(what: str, value: object, least: int, most: int = _MOST) -> int:
    """A whole number, of NumPy too, from `least` to `most`. Raises RequestError for what is none."""
    try:
        number = least - 1 if isinstance(value, bool) or not isinstance(value, SupportsIndex) else operator.index(value)
    except TypeError:  # an array of several numbers
        number = least - 1
    if not least <= number <= most:
        raise RequestError(f"{what} {value!r} is not a whole number from {least} {_up_to(most)}")
    return number


def _up_to(most: int) -> str:
    return "up" if most == _MOST else f"to {most}"


def seed_of(what: str, value: object) -> int:
    """What chance begins with. Raises RequestError for what is no whole number of 64 bits."""
    return whole(what, value, 0, _MOST_SEED)


def strings(what: str, value: object) -> tuple[str, ...]:
    """The strings of a sequence, or the one that is given alone; a path is one. Raises RequestError for others."""
    given = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    read = [os.fspath(one) if isinstance(one, os.PathLike) else one for one in given]
    if not all(isinstance(one, str) for one in read):
        raise RequestError(f"{what} {value!r} is neither a string nor a sequence of strings")
    return tuple(read)


def flag(what: str, value: object) -> bool:
    """True or False, of NumPy too. Raises RequestError for what is neither."""
    if type(value).__name__ not in ("bool", "bool_"):
        raise RequestError(f"{what} {value!r} is neither True nor False")
    return bool(value)
