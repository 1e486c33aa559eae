"""One side of a comparison in a process of its own, which does one run for every line that it is sent.

    python workers.py SIDE ARGUMENT...

It says `{"name": ...}` when it is set up, and after every line `{"seconds": ..., "found": ...}`: the CPU time of the
run, and how many things it found. What a user does once (imports, reading a lexicon, compiling a pattern) is set-up.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any


@dataclass(frozen=True)
class Side:
    """What is measured: `run` does the work, `count` says afterwards how many things it found."""

    name: str
    run: Callable[[], Any]
    count: Callable[[Any], int]


def main(side: str, *arguments: str) -> None:
    made = SIDES[side](*arguments)
    _say(name=made.name)
    for _ in sys.stdin:
        gc.collect()
        begin = time.process_time()
        result = made.run()
        seconds = time.process_time() - begin
        _say(seconds=seconds, found=made.count(result))
        del result


def _say(**values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def _ordagrant() -> ModuleType:
    import ordagrant as og

    folder = Path(os.environ["PYTHONPATH"].split(os.pathsep)[0])
    if Path(og._core.__file__).parents[1] != folder:
        raise ImportError(f"{og._core.__file__} is not the module to be measured, which is in {folder}")
    return og


def _texts(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").split("\f")


def _files(folder: str) -> list[str]:
    """The texts of the files of a folder, as a script reads them."""
    return [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]


# --- Tokens: a list of texts in --------------------------------------------------------------------


# What a token is, before the forms that it is counted by.
_PLACES = ("sentence", "start", "end", "text", "kind")


def ours_tokens(path: str) -> Side:
    """An Arrow table: place, kind and string of every token, and its sentence."""
    return _our_columns(path, *_PLACES)


def ours_norms(path: str) -> Side:
    """The same with the lower case of every token."""
    return _our_columns(path, *_PLACES, "norm")


def ours_stems(path: str) -> Side:
    """The same with its stem as well."""
    return _our_columns(path, *_PLACES, "norm", "stem")


def ours_forms(path: str) -> Side:
    """All columns: lemmas and the parts of compounds among them."""
    return _our_columns(path)


def _our_columns(path: str, *columns: str) -> Side:
    og = _ordagrant()
    texts = _texts(path)
    return Side("ordagrant", lambda: og.tokens(texts, lang="sv", columns=columns).to_arrow(), len)


def spacy_tokens(path: str) -> Side:
    """Tokens and nothing else, a document at a time so that memory does not slow it down."""
    import spacy

    texts = _texts(path)
    nlp = spacy.blank("sv")
    nlp.max_length = max(map(len, texts)) + 1
    return Side(f"spaCy {spacy.__version__} blank", lambda: sum(len(document) for document in nlp.pipe(texts)), int)


def re_tokens(path: str) -> Side:
    """The strings of the words: neither places nor marks."""
    texts = _texts(path)
    words = re.compile(r"\w+")
    return Side(
        rf"re \w+ (Python {platform.python_version()})",
        lambda: [words.findall(text) for text in texts],
        lambda found: sum(map(len, found)),
    )


# --- Language: a list of texts in, a sentence each --------------------------------------------------


def ours_language(path: str) -> Side:
    """A code and a confidence of every text, which is handed over as a string."""
    identify = _ordagrant()._core.language.identify
    texts = _texts(path)
    return Side("ordagrant", lambda: [identify(text.encode()) for text in texts], _swedish_or_danish)


def py3langid_language(path: str) -> Side:
    """The same, restricted to the languages that ours tells apart (`no` is its Bokmål)."""
    from importlib.metadata import version

    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    texts = _texts(path)
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["sv", "da", "no", "nn", "en"])
    classify = identifier.classify
    return Side(f"py3langid {version('py3langid')}", lambda: [classify(text) for text in texts], _swedish_or_danish)


def _swedish_or_danish(found: list[tuple[str, float]]) -> int:
    return sum(code in {"sv", "da"} for code, _ in found)


# --- Score: a folder of text files in ---------------------------------------------------------------


def ours_score(folder: str) -> Side:
    """What `ordagrant score FOLDER` does: files, their languages, hits, rates of poles and categories."""
    og = _ordagrant()
    return Side(
        "ordagrant",
        lambda: og.score(og.read_corpus(folder), resamples=0),
        lambda scores: sum(filter(None, scores["npm_hits"])) + sum(filter(None, scores["trust_hits"])),
    )


def re_score(folder: str, forms_file: str) -> Side:
    """Files, one search, counts a pole and rates per 1,000 words: what somebody who knows `re` well would write."""
    poles: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for form, pole, begins in json.loads(Path(forms_file).read_text(encoding="utf-8")):
        (beginnings if begins else poles)[form] = pole
    pattern = re.compile(_alternation(poles, beginnings))
    spaces = re.compile(r"\s+")

    def pole_of(match: str) -> str:
        found = spaces.sub(" ", match)
        while found not in poles and found not in beginnings:
            found = found[:-1]
        return poles.get(found) or beginnings[found]

    def rates(text: str) -> dict[str, float]:
        words = len(text.split())
        counts = Counter(map(pole_of, pattern.findall(text.lower())))
        return {pole: 1000 * count / words for pole, count in counts.items()} | {
            "hits": counts["npm"] + counts["trust"]
        }

    return Side(
        f"re alternation (Python {platform.python_version()})",
        lambda: [rates(text) for text in _files(folder)],
        lambda found: round(sum(rate["hits"] for rate in found)),
    )


def _alternation(forms: dict[str, str], beginnings: dict[str, str]) -> str:
    """The forms as one pattern, written as a tree.

    `re` tries alternatives one after the other: with a plain list of these forms it reads 0.02 MB/s, with the tree a
    thousand times that.
    """
    root: dict[str, Any] = {}
    for form in [*forms, *(beginning + "*" for beginning in beginnings)]:
        node = root
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    first = "".join(re.escape(letter) for letter in sorted(root))
    return rf"\b(?=[{first}]){_branch(root)}\b"


def _branch(node: dict[str, Any]) -> str:
    alternatives = []
    for letter in sorted(node.keys() - {"", "*"}):
        alternatives.append((r"\s+" if letter == " " else re.escape(letter)) + _branch(node[letter]))
    if "*" in node:
        alternatives.append(r"\w*")  # the longer forms that begin alike come first
    if not alternatives:
        return ""
    joined = "|".join(alternatives)
    if "" in node:
        return f"(?:{joined})?"
    return joined if len(alternatives) == 1 else f"(?:{joined})"


def sklearn_score(folder: str, forms_file: str) -> Side:
    """Two CountVectorizers over the same texts, one a pole."""
    import sklearn
    from sklearn.feature_extraction.text import CountVectorizer

    words_of = CountVectorizer().build_tokenizer()
    forms = json.loads(Path(forms_file).read_text(encoding="utf-8"))
    vectorizers = []
    for pole in ("npm", "trust"):
        phrases = [words_of(form) for form, its_pole, _ in forms if its_pole == pole]
        # One term of seven words would have every text cut into seven lengths: the longest hundredth is left out.
        longest = sorted(map(len, phrases))[len(phrases) * 99 // 100]
        vocabulary = sorted({" ".join(phrase) for phrase in phrases if 1 <= len(phrase) <= longest})
        vectorizers.append(CountVectorizer(vocabulary=vocabulary, ngram_range=(1, longest)))

    def counts() -> list[Any]:
        texts = _files(folder)
        return [vectorizer.transform(texts).sum(axis=1) for vectorizer in vectorizers]

    return Side(f"scikit-learn {sklearn.__version__}", counts, lambda found: int(sum(pole.sum() for pole in found)))


# --- Short texts: weighted counts, latent dimensions, clusters ----------------------------------------


def ours_tfidf(path: str) -> Side:
    """The matrix of `TfidfVectorizer()`: tests/python/clusters holds the two against each other."""
    og = _ordagrant()
    texts = _texts(path)
    return Side("ordagrant", lambda: og.Tfidf().fit_transform(texts), lambda rows: len(rows.data))


def sklearn_tfidf(path: str) -> Side:
    import sklearn
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = _texts(path)
    name = f"scikit-learn {sklearn.__version__}"
    return Side(name, lambda: TfidfVectorizer().fit_transform(texts), lambda rows: int(rows.nnz))


# The peer's k-means has one start, which is its default; ours has two, for which its inertia is not worse.
_DIMENSIONS = 100
_CLUSTERS = 50


def ours_lsa_clusters(path: str) -> Side:
    """What is found is how much of ten thousand parts of the variance the dimensions hold."""
    og = _ordagrant()
    texts = _texts(path)

    def work() -> Any:
        rows = og.Tfidf().fit_transform(texts)
        places = og.Lsa(_DIMENSIONS).fit_transform(rows)
        return rows, places, og.SphericalKMeans(_CLUSTERS, n_init=2).fit(places).labels_

    return Side("ordagrant", work, lambda made: _explained(*made))


def sklearn_lsa_clusters(path: str) -> Side:
    """The same."""
    import sklearn
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    texts = _texts(path)

    def work() -> Any:
        rows = TfidfVectorizer().fit_transform(texts)
        places = TruncatedSVD(_DIMENSIONS, random_state=0).fit_transform(rows)
        return rows, places, KMeans(_CLUSTERS, n_init=1, random_state=0).fit(normalize(places)).labels_

    return Side(f"scikit-learn {sklearn.__version__}", work, lambda made: _explained(*made))


def _explained(rows: Any, places: Any, labels: Any) -> int:
    """The part of variance that the dimensions hold, in ten thousand; the inertia of the clusters goes to stderr."""
    import numpy as np

    places, labels = np.asarray(places, dtype=np.float64), np.asarray(labels)
    texts, terms = rows.shape
    values = np.asarray(rows.data)
    means = np.bincount(np.asarray(rows.indices), weights=values, minlength=terms) / texts
    all_variance = np.square(values).sum() / texts - np.square(means).sum()
    unit = places / np.linalg.norm(places, axis=1, keepdims=True).clip(1e-12)
    clusters = (unit[labels == cluster] for cluster in np.unique(labels))
    inertia = sum(np.square(members - members.mean(axis=0)).sum() for members in clusters)
    sys.stderr.write(f"  inertia {inertia:.0f}\n")
    return round(10_000 * places.var(axis=0).sum() / all_variance)


# --- PDF: a folder of them in -----------------------------------------------------------------------


def ours_pdf(folder: str) -> Side:
    """The Documents: columns, tables, headings and footnotes in the order in which they are read."""
    og = _ordagrant()
    return Side(
        "ordagrant",
        lambda: [document.source for document in og.read_corpus(folder)],
        lambda found: sum(map(len, found)),
    )


def pypdfium2_pdf(folder: str) -> Side:
    """The text of every page as PDFium gives it, without any layout."""
    import pypdfium2

    paths = sorted(Path(folder).glob("*.pdf"))

    def text(path: Path) -> str:
        pages = []
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                text_page = page.get_textpage()
                pages.append(text_page.get_text_range())
                text_page.close()
                page.close()
        return "\f".join(pages)

    return Side("pypdfium2 plain", lambda: [text(path) for path in paths], lambda found: sum(map(len, found)))


SIDES: dict[str, Callable[..., Side]] = {
    side.__name__: side
    for side in (
        ours_tokens,
        ours_norms,
        ours_stems,
        ours_forms,
        spacy_tokens,
        re_tokens,
        ours_language,
        py3langid_language,
        ours_score,
        re_score,
        sklearn_score,
        ours_tfidf,
        sklearn_tfidf,
        ours_lsa_clusters,
        sklearn_lsa_clusters,
        ours_pdf,
        pypdfium2_pdf,
    )
}

if __name__ == "__main__":
    main(*sys.argv[1:])
