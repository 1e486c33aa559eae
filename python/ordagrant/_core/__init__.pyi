"""
The C++ core of ordagrant. Import ordagrant, not this module.
"""

from __future__ import annotations
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
    "privacy",
    "text",
    "vectors",
]

class RequestError(ValueError):
    pass
