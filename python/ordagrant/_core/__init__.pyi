"""
The C++ core of ordagrant. Import ordagrant, not this module.
"""

from __future__ import annotations
import collections.abc
from . import text
from . import language
from . import forms
from . import lexicon
from . import batch
from . import vectors
from . import clusters
from . import privacy
from . import demand
from . import charts
from . import keyness

__all__: list[str] = [
    "RequestError",
    "batch",
    "charts",
    "clusters",
    "demand",
    "forms",
    "keyness",
    "language",
    "lexicon",
    "on_progress",
    "privacy",
    "text",
    "vectors",
]

class RequestError(ValueError):
    """
    A request is wrong: an option, a column, a file of ours. The message names the value and those that are allowed,
    and of a file line and column. Documents raise nothing: one that cannot be read has a `status`.
    """

def on_progress(told: collections.abc.Callable[[int, int], None]) -> None:
    """
    Let `told(done, parts)` be called by long work in the main thread; (0, 0) when it is ended early.
    """
