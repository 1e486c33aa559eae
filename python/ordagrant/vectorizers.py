"""Vectorizers: texts as rows of numbers that other people's models learn from, each of which opens to its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from numbers import Integral
from typing import Any, NamedTuple, Self, TypeAlias

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.document import AUTO, Document, Texts, documents_of, requested
from ordagrant.errors import RequestError, require_one_of, strings
from ordagrant.estimator import Column, Vectorizer, array_of, texts_of
from ordagrant.keyness import OF, columns_of, numbered
from ordagrant.lexicons import entries_of, further
from ordagrant.stance import score_core
from ordagrant.table import Table, table_of
from ordagrant.vectors import SparseRows

# What an OrientationVectorizer can give, by the columns of `og.score`. Rates of categories stand with `rates`.
FEATURES = {
    "rates": ("npm", "trust", "balance"),
    "counts": (
        "words",
        "npm_hits",
        "trust_hits",
        "npm_reversed",
        "trust_reversed",
        "npm_criticised",
        "trust_criticised",
        "quoted",
        "reported",
        "critique",
        "about",
        "statutory",
    ),
    "probabilities": ("p_npm", "p_trust"),
}
_POLES = ("npm", "trust")
_POLES_WITH_RATES = (*_POLES, "role", "theme")

# What a LemmaVectorizer counts: as `og.keyness`, and the parts of compounds; and how it weighs what it counted.
TERMS = ("lemmas", "words", "stems", "parts")
WEIGHTS = ("tfidf", "counts")

# What stands behind a count of words, a row each.
_PLACES = {"id": "text", "start": "integer", "end": "integer", "text": "text"}

Hit: TypeAlias = Mapping[str, Any]


class OrientationVectorizer(Vectorizer):
    """Texts as what `og.score` finds in them, a row a text and a column a figure.

    `features` are some of `rates` (`npm`, `trust`, `balance` and a rate for every category of the lexicon, per 1,000
    words), `counts` (`words`, hits, and those reversed, criticised, quoted, ...) and `probabilities` (`p_npm` and
    `p_trust`, which were learnt from corpora/gold/orientation: they know the labels of those passages). `lexicons` are
    files to count by instead of the shipped ones; `lang` as in `og.score`.

    A text that has no words, or is in a language without a lexicon, is a row of zeros, with `words` 0; everywhere else
    there is a word. `balance` is 0 where `og.score` leaves it open. There are no intervals: these are numbers to learn
    from. After `fit`: `features_`, the names of the columns.

    >>> import ordagrant as og
    >>> vectorizer = og.OrientationVectorizer(features="counts", lang="sv")
    >>> rows = vectorizer.fit_transform(["Vi vill ha tillit i stället för målstyrning.", "Mer kontroll!"])
    >>> names = list(vectorizer.get_feature_names_out())
    >>> [int(row[names.index("npm_reversed")]) for row in rows]
    [1, 0]
    >>> vectorizer.evidence("Vi vill ha tillit i stället för målstyrning.", "npm_reversed")["text"]
    ['målstyrning']
    """

    _parameters = ("features", "lang", "lexicons")
    _learnt = "features_"

    def __init__(
        self, features: str | Sequence[str] = tuple(FEATURES), *, lang: str = AUTO, lexicons: Sequence[str] = ()
    ) -> None:
        self.features = features
        self.lang = lang
        self.lexicons = lexicons

    def fit(self, texts: Column = (), y: object = None) -> Self:
        """Finds out which columns there are, which the lexicon says and no text; returns self.

        Raises RequestError for unknown `features`, an unknown `lang`, what are no texts, and `lexicons` that are wrong
        or the name of a further lexicon.
        """
        documents_of(texts_of(texts), self.lang)
        self._learn()
        return self

    def _learn(self) -> None:
        asked = strings("features", self.features)
        for name in asked:
            require_one_of("features", name, FEATURES)
        if not asked:
            raise RequestError(f"features are none of: {', '.join(FEATURES)}")
        columns = score_core([], self._kernel(), by="document", resamples=0, seed=0).names
        categories = self._categories()
        self.features_ = [name for name in columns if _group_of(name, categories) in asked]

    def transform(self, texts: Column) -> Any:
        """The figures of texts, as an array of 64-bit floats. Raises RequestError before `fit`."""
        self._require_fitted()
        documents = documents_of(texts_of(texts), self.lang)
        table = Table(score_core(documents, self._kernel(), by="document", resamples=0, seed=0))
        if missing := [name for name in self.features_ if name not in table.columns]:
            raise RequestError(f"the lexicons have no longer what gives: {', '.join(missing)}")
        has_rates = [rate is not None for rate in table["npm"]]
        columns = [
            [
                float(value) if is_there and value is not None else 0.0
                for value, is_there in zip(table[name], has_rates, strict=True)
            ]
            for name in self.features_
        ]
        rows = array_of([list(row) for row in zip(*columns, strict=True)], dtype=float)
        if not isinstance(rows, list):
            rows = rows.reshape(len(documents), len(self.features_))  # of no texts as well
        return self._contained(rows, texts)

    def fit_transform(self, texts: Column, y: object = None) -> Any:
        """`fit`, and the figures of these texts."""
        self._learn()
        return self.transform(texts)

    def evidence(self, texts: Texts, feature: str) -> Table:
        """What `feature` was counted from in `texts` (one, or several as `og.hits` takes them), a row a hit.

        The columns are those of `og.hits`; of `words`, `id, start, end, text`. The weights of the hits of a rate, times
        1,000 and by `words`, are the rate. Behind `p_npm` and `p_trust` stand all hits and turns of phrase;
        `og.score(texts).signals(0)` says what weighed how much. Raises RequestError before `fit` and for a feature that
        is not among `features_`.
        """
        self._require_fitted()
        require_one_of("feature", feature, self.features_)
        documents = documents_of(texts, self.lang)
        rows = [document.row() for document in documents]
        if feature == "words":
            known = Table(score_core(documents, self._kernel(), by="document", resamples=0, seed=0))["npm"]
            rows = [row for row, rate in zip(rows, known, strict=True) if rate is not None]
            tokens = Table(self._kernel().tokens(rows, columns=["id", "start", "end", "text", "kind"]))
            return Table(table_of(_PLACES, (token for token in tokens if token["kind"] == "word")))
        hits = self._kernel().hits(rows, unplaced=True, frames=True)
        is_counted = _counted_by(feature, self._categories())
        return Table(hits.kept([is_counted(hit) for hit in Table(hits)]))

    def _names(self) -> list[str]:
        return self.features_

    def _kernel(self) -> _core.batch.Kernel:
        if names := [name for name in self._lexicons() if name in further()]:
            raise RequestError(f"lexicons {names[0]!r} sorts what is counted anew and is no file of terms")
        return kernel(0, self._lexicons())

    def _lexicons(self) -> tuple[str, ...]:
        return strings("lexicons", self.lexicons)

    def _categories(self) -> dict[str, tuple[str, str]]:
        """Pole and category of each rate."""
        return {
            f"{entry.pole}_{entry.category}": (entry.pole, entry.category)
            for entry in entries_of(self._lexicons())
            if entry.pole in _POLES_WITH_RATES
        }


def _group_of(column: str, categories: Mapping[str, object]) -> str | None:
    for group, names in FEATURES.items():
        if column in names:
            return group
    return "rates" if column in categories else None


def _counted_by(feature: str, categories: Mapping[str, tuple[str, str]]) -> Callable[[Hit], bool]:
    """Which hits a feature counts, by the rules of core/ordagrant/stance/tally.h."""
    if feature in _COUNTED:
        return _COUNTED[feature]
    pole, category = categories[feature]
    if pole in _POLES:
        return lambda hit: _has_rate(hit, pole) and bool(hit["category"] == category)
    # A role or a theme is named whether it is wanted or not.
    return lambda hit: hit["pole"] == pole and hit["category"] == category and hit["voice"] != "quoted"


def _is_of(hit: Hit, *poles: str) -> bool:
    """A hit of such a pole that its tier lets count."""
    return hit["pole"] in poles and hit["tier"] not in ("frame", "statutory")


def _is_own(hit: Hit, *poles: str) -> bool:
    return _is_of(hit, *poles) and hit["voice"] != "quoted"


def _has_rate(hit: Hit, *poles: str) -> bool:
    return _is_own(hit, *poles) and hit["polarity"] == "affirmed" and hit["attitude"] in (None, "affirms")


def _is_reversed(hit: Hit, pole: str) -> bool:
    return _is_own(hit, pole) and bool(hit["polarity"] == "reversed")


def _is_criticised(hit: Hit, pole: str) -> bool:
    return _is_own(hit, pole) and hit["polarity"] == "affirmed" and hit["attitude"] == "criticises"


def _names_npm(hit: Hit) -> bool:
    return bool(hit["pole"] == "meta" and hit["category"] == "name_npm")


def _is_critique(hit: Hit) -> bool:
    if hit["voice"] == "quoted":
        return False
    if hit["pole"] == "critique":
        return bool(hit["polarity"] == "affirmed")
    return _names_npm(hit) and (hit["polarity"] == "reversed" or hit["attitude"] == "criticises")


_COUNTED: dict[str, Callable[[Hit], bool]] = {
    "npm": lambda hit: _has_rate(hit, "npm"),
    "trust": lambda hit: _has_rate(hit, "trust"),
    "balance": lambda hit: _has_rate(hit, *_POLES),
    "npm_hits": lambda hit: _has_rate(hit, "npm"),
    "trust_hits": lambda hit: _has_rate(hit, "trust"),
    "npm_reversed": lambda hit: _is_reversed(hit, "npm"),
    "trust_reversed": lambda hit: _is_reversed(hit, "trust"),
    "npm_criticised": lambda hit: _is_criticised(hit, "npm"),
    "trust_criticised": lambda hit: _is_criticised(hit, "trust"),
    "quoted": lambda hit: _is_of(hit, *_POLES) and hit["voice"] == "quoted",
    "reported": lambda hit: _has_rate(hit, *_POLES) and hit["voice"] == "reported",
    "critique": _is_critique,
    "about": _names_npm,
    "statutory": lambda hit: hit["pole"] in _POLES and hit["tier"] == "statutory",
    "p_npm": lambda _hit: True,
    "p_trust": lambda _hit: True,
}


class LemmaVectorizer(Vectorizer):
    """Texts as weighted counts of their lemmas, a row a text and a column a term, as a sparse array of SciPy.

    `of` is `lemmas`, `words` (in lower case), `stems` or `parts` (a compound is each of its parts, the last one by its
    lemma; any other word its lemma). `ngram_range` is how many of them side by side make a term, from and to; a mark, a
    number and the end of a sentence part them. Left out are terms of fewer texts than `min_df` and of more than
    `max_df`, a number of texts or, as a fraction from 0.0 to 1.0, a share of them; of what is left `max_features` are
    kept, the most frequent ones, by the alphabet where they are equally frequent. `binary` counts a term once a text.
    `weights` is `tfidf`, by the formula of `og.Tfidf`, or `counts`. The language is that of each text, or `lang`; the
    same letters in two languages are one term.

    After `fit`: `vocabulary_`, the column of each term, in the order of their characters; `idf_`, their weights, None
    with `counts`. Without SciPy rows are an `og.SparseRows`.

    >>> import ordagrant as og
    >>> vectorizer = og.LemmaVectorizer(lang="sv", weights="counts")
    >>> rows = vectorizer.fit_transform(["Skolorna styrs av mål.", "Skolan, skolan!"])
    >>> list(vectorizer.vocabulary_)
    ['av', 'mål', 'skola', 'styra']
    >>> vectorizer.evidence(["Skolorna styrs av mål.", "Skolan, skolan!"], "skola")["text"]
    ['Skolorna', 'Skolan', 'skolan']
    """

    _parameters = ("of", "lang", "ngram_range", "min_df", "max_df", "max_features", "binary", "weights")
    _learnt = "vocabulary_"

    def __init__(
        self,
        of: str = TERMS[0],
        *,
        lang: str = AUTO,
        ngram_range: tuple[int, int] = (1, 1),
        min_df: float = 1,
        max_df: float = 1.0,
        max_features: int | None = None,
        binary: bool = False,
        weights: str = WEIGHTS[0],
    ) -> None:
        self.of = of
        self.lang = lang
        self.ngram_range = ngram_range
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.binary = binary
        self.weights = weights

    def fit(self, texts: Column, y: object = None) -> Self:
        """Learns the terms and their weights; returns self.

        Raises RequestError for a parameter that is wrong, and if there are no terms or none is left.
        """
        self._learn(texts)
        return self

    def fit_transform(self, texts: Column, y: object = None) -> Any:
        """Learns the terms and their weights, and gives the rows of these texts."""
        return self._contained(_given(self._weighed(self._learn(texts))), texts)

    def transform(self, texts: Column) -> Any:
        """The rows of texts; what is no term is left out, and a text of none of them is a row of zeros.

        Raises RequestError before `fit`.
        """
        self._require_fitted()
        counts = self._matrix(_counted(documents_of(texts_of(texts), self.lang), self.of, self.ngram_range))
        return self._contained(_given(self._weighed(counts)), texts)

    def evidence(self, texts: Texts, feature: str) -> Table:
        """Where the term `feature` stands in `texts` (one, or several as `og.hits` takes them), a row a place.

        `id, start, end, text`, with `start` and `end` in characters of the source. A part of a compound is shown as the
        whole word. Raises RequestError before `fit` and for what is no term.
        """
        self._require_fitted()
        if not isinstance(feature, str) or feature not in self.vocabulary_:
            raise RequestError(f"feature {feature!r} is not one of the {len(self.vocabulary_):,} terms")
        documents = documents_of(texts, self.lang)
        rows = []
        for number, terms in _sequences(documents, self.of):
            for gram in _grams(terms, *self.ngram_range):
                if " ".join(term.form for term in gram) == feature:
                    start, end = gram[0].start, gram[-1].end
                    document = documents[number]
                    rows.append({"id": document.id, "start": start, "end": end, "text": document.source[start:end]})
        return Table(table_of(_PLACES, rows))

    def _names(self) -> list[str]:
        return list(self.vocabulary_)

    def _learn(self, texts: Column) -> _core.vectors.Matrix:
        """Sets what is learnt, and gives the counts of these texts."""
        self._require_parameters()
        counts = _counted(documents_of(texts_of(texts), self.lang), self.of, self.ngram_range)
        in_texts: Counter[str] = Counter()
        in_all: Counter[str] = Counter()
        for count in counts:
            in_texts.update(count.keys())
            in_all.update(count)
        if not in_texts:
            raise RequestError(f"there are no words in the {len(counts):,} texts")
        fewest, most = (_texts_of(share, len(counts)) for share in (self.min_df, self.max_df))
        kept = [term for term, texts_ in in_texts.items() if fewest <= texts_ <= most]
        if not kept:
            raise RequestError(
                f"min_df {self.min_df!r} and max_df {self.max_df!r} leave none of the {len(in_texts):,} terms"
            )
        kept.sort(key=lambda term: (-in_all[term], term))
        self.vocabulary_ = {term: column for column, term in enumerate(sorted(kept[: self.max_features]))}
        matrix = self._matrix(counts)
        self.idf_ = _core.vectors.Weights(matrix).idf if self.weights == "tfidf" else None
        return matrix

    def _require_parameters(self) -> None:
        requested(self.lang)
        require_one_of("of", self.of, TERMS)
        require_one_of("weights", self.weights, WEIGHTS)
        sizes = list(self.ngram_range) if isinstance(self.ngram_range, Sequence) else []
        if len(sizes) != 2 or not all(map(_is_number, sizes)) or not 1 <= sizes[0] <= sizes[1]:
            raise RequestError(f"ngram_range {self.ngram_range!r} is not two numbers from 1 up, the smaller first")
        for name, share in (("min_df", self.min_df), ("max_df", self.max_df)):
            if not (share >= 1 if _is_number(share) else isinstance(share, float) and 0 <= share <= 1):
                raise RequestError(
                    f"{name} {share!r} is neither a number of texts from 1 up nor a share from 0.0 to 1.0"
                )
        if self.max_features is not None and not (_is_number(self.max_features) and self.max_features >= 1):
            raise RequestError(f"max_features {self.max_features!r} is neither None nor a number from 1 up")

    def _matrix(self, counts: Sequence[Counter[str]]) -> _core.vectors.Matrix:
        column_of = self.vocabulary_
        begins, columns, values = [0], [], []
        for count in counts:
            row = sorted((column_of[term], times) for term, times in count.items() if term in column_of)
            columns += [column for column, _ in row]
            values += [1 if self.binary else times for _, times in row]
            begins.append(len(columns))
        return _core.vectors.Matrix(begins=begins, terms=columns, values=values, columns=len(column_of))

    def _weighed(self, counts: _core.vectors.Matrix) -> _core.vectors.Matrix:
        return counts if self.idf_ is None else _core.vectors.Weights(self.idf_).weighed(counts)


class _Term(NamedTuple):
    """A word, or a part of one, and the place of the word in the source."""

    form: str
    start: int
    end: int


def _given(rows: _core.vectors.Matrix) -> Any:
    """The rows as an array of SciPy where it is installed."""
    try:
        return SparseRows(rows).to_scipy()
    except ImportError:
        return SparseRows(rows)


def _is_number(value: object) -> bool:
    """A whole number, also of NumPy."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def _texts_of(share: float, texts: int) -> float:
    """How many texts a `min_df` or `max_df` is."""
    return share if _is_number(share) else share * texts


def _counted(documents: Sequence[Document], of: str, sizes: tuple[int, int]) -> list[Counter[str]]:
    """How often each term stands in each document."""
    counts: list[Counter[str]] = [Counter() for _ in documents]
    for number, terms in _sequences(documents, of):
        counts[number].update(" ".join(term.form for term in gram) for gram in _grams(terms, *sizes))
    return counts


def _grams(terms: Sequence[_Term], fewest: int, most: int) -> Iterator[Sequence[_Term]]:
    """All that are from `fewest` to `most` terms side by side."""
    for size in range(fewest, most + 1):
        for begin in range(len(terms) - size + 1):
            yield terms[begin : begin + size]


def _sequences(documents: Sequence[Document], of: str) -> Iterator[tuple[int, list[_Term]]]:
    """The words of documents by what they are counted by, in stretches of a sentence that no mark or number parts."""
    by_kernel = kernel()
    rows = numbered(documents)
    column = OF.get(of, "lemma")
    columns = ["id", "sentence", "start", "end", "kind", "norm", *({column} - {"norm"})]
    parts_of = _splitter(by_kernel.language(rows)) if of == "parts" else None
    columns += ["parts"] if parts_of else []
    stretch: list[_Term] = []
    begun = None  # the document and the sentence that the stretch is of
    for id, sentence, start, end, kind, norm, *more in columns_of(by_kernel.tokens(rows, columns=columns), columns):
        if kind != "word" or begun != (id, sentence):
            if begun and stretch:
                yield int(begun[0]), stretch
            begun, stretch = (id, sentence), []
        if kind == "word":
            # Of a language that is not shipped neither stems nor lemmas are known: there a word is as it stands.
            form = (more[0] if more else None) or norm
            if parts_of and more[-1] is not None:
                stretch += [_Term(part, start, end) for part in parts_of(int(id), more[-1], form)]
            else:
                stretch.append(_Term(form, start, end))
    if begun and stretch:
        yield int(begun[0]), stretch


def _splitter(languages: _core.batch.Table) -> Callable[[int, str, str], list[str]]:
    """What gives the parts of a compound in a document: without the letters that join them, the last one by the lemma.

    It is given the document's number, the parts as `og.tokens` has them, and the lemma of the whole.
    """
    lang_of = Table(languages)["lang"]

    @cache
    def compounds(lang: str) -> _core.forms.Compounds:
        return _core.forms.Compounds(lang)

    @cache
    def split(lang: str, whole: str, lemma: str) -> list[str]:
        (found,) = compounds(lang).split([whole])
        modifiers = [part for part, _ in found[:-1]]
        before = "".join(part + link for part, link in found[:-1])
        head = lemma[len(before) :] if lemma.startswith(before) else ""
        return [*modifiers, head or found[-1][0]]

    return lambda number, parts, lemma: split(lang_of[number], parts.replace("+", ""), lemma)
