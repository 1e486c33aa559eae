"""What can go wrong with a request. A document is never an error: it is a row with a status."""

from __future__ import annotations

from collections.abc import Iterable

from ordagrant._core import RequestError

__all__ = ["RequestError", "not_one_of"]


def not_one_of(what: str, value: str, allowed: Iterable[str]) -> RequestError:
    """The error for a value that is not among the allowed ones; the message names both."""
    return RequestError(f"{what} {value!r} is not one of: {', '.join(allowed)}")
