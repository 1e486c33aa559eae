"""
The C++ core of ordagrant. Import ordagrant, not this module.
"""

from __future__ import annotations
from . import text
from . import language
from . import forms
from . import lexicon
from . import batch
from . import charts

__all__: list[str] = ["RequestError", "batch", "charts", "forms", "language", "lexicon", "text"]

class RequestError(ValueError):
    pass
