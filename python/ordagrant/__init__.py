"""ordagrant ("verbatim"): text mining for governance documents in Swedish and Danish.

Every number opens to the words it was counted from:

>>> import ordagrant as og
>>> scores = og.score("Nämnden vill ha mer tillit och färre indikatorer.")
>>> [(hit["text"], hit["pole"]) for hit in scores.evidence(0).rows()][0]
('tillit', 'trust')
"""

from __future__ import annotations

from ordagrant.charts import Chart, chart
from ordagrant.corpus import Corpus, read, read_corpus
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.forms import Compound, Lemma, compounds, lemmas
from ordagrant.language import language
from ordagrant.lexicon import hits
from ordagrant.passages import passages, quotes
from ordagrant.stance import Scores, score
from ordagrant.table import Table
from ordagrant.text import repairs
from ordagrant.tokens import tokens

__all__ = [
    "Chart",
    "Compound",
    "Corpus",
    "Document",
    "Lemma",
    "RequestError",
    "Scores",
    "Table",
    "chart",
    "compounds",
    "hits",
    "language",
    "lemmas",
    "passages",
    "quotes",
    "read",
    "read_corpus",
    "repairs",
    "score",
    "tokens",
]
