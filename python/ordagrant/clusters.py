"""Clusters: texts that are about the same, and which service a contact is about."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, Unpack

from ordagrant import _core
from ordagrant.batch import threads_of
from ordagrant.document import AUTO, Texts, documents_of
from ordagrant.embeddings import Embedder, rows_of
from ordagrant.errors import RequestError, flag, require_one_of, seed_of, whole
from ordagrant.estimator import Column, Estimator, TextEstimator, array_of, texts_of
from ordagrant.frames import Columns, takes_columns
from ordagrant.notes import Note
from ordagrant.privacy import masked_by_all
from ordagrant.table import Table
from ordagrant.vectors import SparseRows, core_of

SERVICES = "services"  # the shipped catalogue

# "services", a CSV file of `id` and `words`, or ids with their words.
Categories: TypeAlias = str | os.PathLike[str] | Mapping[str, Sequence[str]]

KMEANS = "kmeans"
NMF = "nmf"
METHODS = (KMEANS, NMF)

TRUSTED = _core.clusters.TRUSTED  # a stability below which a cluster is not to be relied on
STABLE = _core.clusters.STABLE  # and from which it is; between them it is doubtful which texts belong to it

FEWEST_RESAMPLES = 20  # by which a stability means something (Hennig 2007 takes 100 where time allows)


class Clusters(Table):
    """The texts and their clusters, one row each.

    `id, cluster, label, stability, reliability, closeness, exemplar, same_as`.

    `cluster` is `1`, `2`, ... by the number of texts, or the id of a category, or `rest-1`, ... of what is in none;
    null for a text without letters. `label` are the words that tell it from the others, or the category. `stability`,
    from 0 to 1, is how much of the cluster comes again when a third of the texts is left out, null for a category.
    `reliability` says it in a word, with the bounds of Hennig's clusterboot (R package fpc): `unreliable` below 0.60,
    `doubtful` below 0.75 (something is there, but which texts belong to it is in doubt), `reliable` above.
    `closeness` is the cosine with the cluster's centre, null in a category. `same_as` is the smallest id of the texts
    that a text is a copy of, nearly or wholly; null for that one and for all that have no copy.
    """

    def __init__(
        self,
        core: _core.batch.Table,
        summary: _core.batch.Table,
        exemplars: list[list[str]],
        different: int,
        fitted: int,
        notes: list[Note],
        exemplar_texts: Mapping[str, str],
    ) -> None:
        super().__init__(core)
        self.summary = Table(summary)  # a row a cluster: cluster, label, words, n, stability, reliability
        self.exemplars = exemplars  # of each of its rows the ids of up to three texts, the most typical first
        self.different = different  # texts that are no copies
        self.fitted = fitted  # of these, what clusters were made from; with categories, those of the residue
        self.notes = notes  # what was not as asked for, a sentence each
        self.exemplar_texts = exemplar_texts  # by id, masked where the others are

    def _repr_html_(self) -> str:
        from ordagrant.display import of_clusters  # which knows clusters

        return of_clusters(self)


@takes_columns
def clusters(
    texts: Texts,
    k: str | int = AUTO,
    *,
    categories: Categories | None = None,
    seed: int = 0,
    lang: str = AUTO,
    resamples: int = FEWEST_RESAMPLES,
    redact: bool = True,
    threads: int = 0,
    method: str = KMEANS,
    embedder: Embedder | None = None,
    **named: Unpack[Columns],
) -> Clusters:
    """Puts every text with its like, or with one of the categories.

    `texts` as for `og.tokens`. `k` is the number of clusters, or `auto`: as many as come again when texts are left
    out, from 3 to 50. `categories` is `services` (the shipped catalogue), a CSV file with the columns `id` and `words`,
    or a mapping of ids to words; then `k` is about the residue. A text with none of the words of a list of one's own is
    in the residue; in the catalogue it may be with what it is like. Equal texts, also those equal but for case, marks,
    figures and small slips, are always in one cluster. Above 20,000 different texts clusters are made from a sample
    and the others put with the nearest. With `redact` personal data is masked first: nobody's name makes a cluster or
    stands in a label. `method` is `kmeans`, or `nmf`: texts are then sums of topics (nonnegative matrix factorisation),
    and a text's cluster is the topic that is strongest in it. With an `embedder` texts are compared by its rows and not
    by their words. Results depend on neither order nor `threads`; ids are to be unique. Raises RequestError for a wrong
    `k`, `resamples`, `method`, list of categories or `lang`, and for what an embedder gives that is no row a text.

    >>> import ordagrant as og
    >>> found = og.clusters(["Soporna är inte hämtade.", "Hur söker jag bygglov?"], categories="services", lang="sv")
    >>> found["cluster"]
    ['waste', 'building_permit']
    """
    count = number_of_clusters(k)
    chance = {"seed": seed_of("seed", seed), "resamples": whole("resamples", resamples, 1)}
    cores, redact = threads_of(threads), flag("redact", redact)
    require_one_of("method", method, METHODS)
    if categories is not None and (method != KMEANS or embedder is not None):
        raise RequestError("categories are known by words: method and embedder are for clusters without them")
    documents = documents_of(texts, lang, **named)
    texts_ = list(map(str.encode, masked_by_all(documents)) if redact else (one.utf8 for one in documents))
    rows = [(one.id, text, one.requested_lang) for one, text in zip(documents, texts_, strict=True)]
    if categories is None:
        found = _core.clusters.group(
            rows,
            clusters=count,
            **chance,
            threads=cores,
            topics=method == NMF,
            embedded=None if embedder is None else rows_of(embedder, [text.decode() for text in texts_]),
        )
    else:
        lists = None if categories == SERVICES else {"": categories_of(categories)}
        found = _core.clusters.assign(rows, categories=lists, clusters=count, **chance, threads=cores)
    by_id = {id: text for id, text, _ in rows}
    return _with_notes(by_id, found, count, categories is not None).like(texts)


def number_of_clusters(k: str | int) -> int:
    """How many clusters are asked for, 0 if that is to be found. Raises RequestError."""
    if k == AUTO:
        return 0
    try:
        return whole("k", int(k) if isinstance(k, str) else k, 1)
    except ValueError:
        raise RequestError(f"number of clusters {k!r} is neither auto nor a number from 1 up") from None


def categories_of(categories: Categories) -> list[tuple[str, list[str]]]:
    """The ids and words of categories, from a mapping or a CSV file with the columns `id` and `words`.

    Words are parted by spaces, commas or semicolons, and each is met in every form of its lemma. `*` at the end of a
    word is any end, at its beginning any beginning; words with `+` between must all be there; `=1` to `=9` behind is
    how much it counts (2 without). A
    category without words is sought by its id. Raises RequestError, with the line, for a file that is not so.
    """
    if isinstance(categories, Mapping):
        return [(str(name), [str(word) for word in words] or [str(name)]) for name, words in categories.items()]
    try:
        path = Path(categories)
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, TypeError, UnicodeError) as error:
        raise RequestError(
            f"categories {str(categories)!r} are neither {SERVICES!r} nor a CSV file in UTF-8: {error}"
        ) from None
    delimiter = ";" if ";" in content.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter)
    if reader.fieldnames is None or not {"id", "words"} <= {name.strip() for name in reader.fieldnames if name}:
        raise RequestError(f"{path}, line 1: the columns are not id and words")
    reader.fieldnames = [name.strip() for name in reader.fieldnames]
    lists: dict[str, list[str]] = {}
    for row in reader:
        name = (row["id"] or "").strip()
        words = f"{row['words'] or ''} {' '.join(row.get(None) or [])}"
        if not name:
            raise RequestError(f"{path}, line {reader.line_num}: the id is empty")
        if name in lists:
            raise RequestError(f"{path}, line {reader.line_num}: category {name!r} is there twice")
        lists[name] = words.replace(",", " ").replace(";", " ").split() or name.split()
    if not lists:
        raise RequestError(f"{path}: there are no categories")
    return list(lists.items())


def _with_notes(texts: Mapping[str, bytes], found: Any, count: int, has_categories: bool) -> Clusters:
    rows, summary, exemplars, different, fitted = found
    quoted = {id: texts[id].decode() for ids in exemplars for id in ids}
    clusters = Clusters(rows, summary, exemplars, different, fitted, [], quoted)
    without = clusters["cluster"].count(None)
    made = len(clusters.summary)
    if without:
        clusters.notes.append(Note.of("no_letters", some=without, n=len(texts)))
    if not has_categories and made < count:
        clusters.notes.append(Note.of("fewer_clusters", some=made, n=count, different=different))
    clusters.notes.extend(_said_of_reliability(clusters.summary["reliability"]))
    return clusters


def _said_of_reliability(words: list[str | None]) -> Iterator[Note]:
    clusters, unreliable, doubtful = len(words) - words.count(None), words.count("unreliable"), words.count("doubtful")
    if unreliable:
        yield Note.of("unreliable", some=unreliable, n=clusters, trusted=TRUSTED)
    if doubtful:
        yield Note.of("doubtful", some=doubtful, n=clusters, trusted=TRUSTED, stable=STABLE)


class DemandClusters(TextEstimator):
    """Clusters as scikit-learn has them: `fit` of texts, then `labels_`.

    `labels_` are numbers from 0 by size, -1 for a text without letters, in an array where NumPy is installed;
    `clusters_` is what `og.clusters` gives, with labels, stability and exemplars. `n_clusters`, `method` and `embedder`
    are its `k`, `method` and `embedder`. As with every clustering that finds groups among texts and no rule for
    others, there is no `predict`.

    >>> import ordagrant as og
    >>> texts = ["Soporna är inte hämtade.", "Hämta soporna!", "Hur söker jag bygglov?", "Bygglov för altan?"]
    >>> list(map(int, og.DemandClusters(2, method="nmf", lang="sv").fit_predict(texts)))
    [1, 1, 0, 0]
    """

    _estimator_type = "clusterer"
    _learnt = "clusters_"
    _parameters = ("n_clusters", "method", "embedder", "random_state", "lang", "threads")

    def __init__(
        self,
        n_clusters: str | int = AUTO,
        *,
        method: str = KMEANS,
        embedder: Embedder | None = None,
        random_state: int = 0,
        lang: str = AUTO,
        threads: int = 0,
    ) -> None:
        self.n_clusters = n_clusters
        self.method = method
        self.embedder = embedder
        self.random_state = random_state
        self.lang = lang
        self.threads = threads

    def fit(self, texts: Column, y: object = None) -> DemandClusters:
        """Puts the texts of a column into clusters; returns self. Raises RequestError as `og.clusters` does."""
        self.clusters_ = clusters(
            texts_of(texts),
            self.n_clusters,
            method=self.method,
            embedder=self.embedder,
            seed=self.random_state,
            lang=self.lang,
            threads=self.threads,
        )
        numbers = [-1 if cluster is None else int(cluster) - 1 for cluster in self.clusters_["cluster"]]
        self.labels_ = array_of(numbers, dtype=int)
        return self

    def fit_predict(self, texts: Column, y: object = None) -> Any:
        """`fit`, and its `labels_`."""
        return self.fit(texts).labels_


class SphericalKMeans(Estimator):
    """k-means by the cosine, over rows of 32-bit numbers such as those of `Lsa`; rows are brought to length 1 first.

    `labels_` are the clusters of the rows, `cluster_centers_` their centres of length 1, `closeness_` the sum of the
    cosines with them. Equal seeds give equal results on every machine.
    """

    _parameters = ("n_clusters", "n_init", "random_state", "threads")

    def __init__(self, n_clusters: int = 8, *, n_init: int = 4, random_state: int = 0, threads: int = 1) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.random_state = random_state
        self.threads = threads

    def fit(self, rows: Any, y: object = None) -> SphericalKMeans:
        """Divides the rows; returns self. Raises RequestError for fewer rows than clusters."""
        self.labels_, self.cluster_centers_, self.closeness_ = _core.clusters.spherical_kmeans(
            _table_of(rows),
            clusters=whole("n_clusters", self.n_clusters, 1),
            starts=whole("n_init", self.n_init, 1),
            seed=seed_of("random_state", self.random_state),
            threads=threads_of(self.threads),
        )
        return self

    def fit_predict(self, rows: Any, y: object = None) -> Any:
        """`fit`, and its `labels_`."""
        return self.fit(rows).labels_


def _table_of(rows: Any) -> Any:
    """The rows, if they are a table of numbers in memory, which NumPy has too. Raises RequestError if not."""
    try:
        memoryview(rows)
    except TypeError:
        raise RequestError(f"rows of type {type(rows).__name__} are no table of 32-bit numbers (float32)") from None
    return rows


class Nmf(Estimator):
    """Weighted texts as sums of topics, neither with a negative number (nonnegative matrix factorisation).

    `fit` and `transform` take what `Tfidf` gives. `components_` has a row a term and a column a topic of length 1,
    `reconstruction_err_` is the length of what the topics leave of the texts. Tables are of 32-bit numbers that NumPy
    reads without a copy. Equal seeds give equal numbers on every machine and for any number of threads.
    """

    _parameters = ("n_components", "max_iter", "random_state", "threads")
    _learnt = "_core"

    def __init__(self, n_components: int = 8, *, max_iter: int = 200, random_state: int = 0, threads: int = 1) -> None:
        self.n_components = n_components
        self.max_iter = max_iter
        self.random_state = random_state
        self.threads = threads

    def fit(self, rows: SparseRows, y: object = None) -> Nmf:
        """Finds the topics, at most 4,000 of them; returns self. Raises RequestError for a parameter that is wrong."""
        self._core = _core.clusters.Nmf(
            core_of(rows),
            topics=whole("n_components", self.n_components, 1),
            iterations=whole("max_iter", self.max_iter, 0),
            seed=seed_of("random_state", self.random_state),
            threads=threads_of(self.threads),
        )
        self.components_ = self._core.topics
        self.reconstruction_err_ = self._core.error
        return self

    def transform(self, rows: SparseRows) -> _core.vectors.Numbers:
        """How much of each topic is in each text. Raises RequestError before `fit`, and if the terms are others."""
        self._require_fitted()
        return self._core.transform(core_of(rows), threads=threads_of(self.threads))

    def fit_transform(self, rows: SparseRows, y: object = None) -> _core.vectors.Numbers:
        """`fit`, and how much of each topic is in these texts."""
        return self.fit(rows).transform(rows)
