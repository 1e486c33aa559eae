"""What can go wrong with a request. A document is never an error: it is a row with a status."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ordagrant._core import RequestError

__all__ = ["RequestError", "not_one_of"]


def not_one_of(what: str, value: str, allowed: Iterable[str]) -> RequestError:
    """The error for a value that is not among the allowed ones; the message names both, and the one that is meant."""
    known = list(allowed)
    meant = get_close_matches(value, known, 1)
    near = f"; did you mean {meant[0]!r}?" if meant else ""
    return RequestError(f"{what} {value!r} is not one of: {', '.join(known)}{near}")
