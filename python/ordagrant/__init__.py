"""ordagrant ("verbatim"): text mining for governance documents in Swedish and Danish.

Every number opens to the words it was counted from:

>>> import ordagrant as og
>>> scores = og.score("Nämnden vill ha mer tillit och färre indikatorer.")
>>> [(hit["text"], hit["pole"]) for hit in scores.evidence(0).rows() if hit["tier"] != "frame"]
[('tillit', 'trust'), ('färre indikatorer', 'trust')]
"""

from __future__ import annotations

from ordagrant import _core, archive, plots
from ordagrant.agreement import ac1, alpha
from ordagrant.charts import Chart, chart
from ordagrant.clusters import Clusters, DemandClusters, Nmf, SphericalKMeans, clusters
from ordagrant.corpus import Corpus, read, read_corpus
from ordagrant.demand import DemandModel, Demands, demand
from ordagrant.document import Document
from ordagrant.embeddings import E5, Embedder
from ordagrant.errors import RequestError
from ordagrant.forms import Compound, Lemma, compounds, lemmas
from ordagrant.keyness import keyness
from ordagrant.language import language
from ordagrant.lexicon import hits
from ordagrant.passages import passages, quotes
from ordagrant.privacy import personal_data, redact
from ordagrant.progress import on_progress
from ordagrant.result import Result, open_result
from ordagrant.samples import sample
from ordagrant.shares import corrected_share
from ordagrant.stance import Scores, repeats, score
from ordagrant.suggestions import Suggestion, suggestions
from ordagrant.table import Table
from ordagrant.text import repairs
from ordagrant.tokens import tokens
from ordagrant.vectorizers import LemmaVectorizer, OrientationVectorizer
from ordagrant.vectors import Lsa, SparseRows, Tfidf

_core.on_progress(on_progress)

__all__ = [
    "E5",
    "Chart",
    "Clusters",
    "Compound",
    "Corpus",
    "DemandClusters",
    "DemandModel",
    "Demands",
    "Document",
    "Embedder",
    "Lemma",
    "LemmaVectorizer",
    "Lsa",
    "Nmf",
    "OrientationVectorizer",
    "RequestError",
    "Result",
    "Scores",
    "SparseRows",
    "SphericalKMeans",
    "Suggestion",
    "Table",
    "Tfidf",
    "ac1",
    "alpha",
    "archive",
    "chart",
    "clusters",
    "compounds",
    "corrected_share",
    "demand",
    "hits",
    "keyness",
    "language",
    "lemmas",
    "open_result",
    "passages",
    "personal_data",
    "plots",
    "quotes",
    "read",
    "read_corpus",
    "redact",
    "repairs",
    "repeats",
    "sample",
    "score",
    "suggestions",
    "tokens",
]
