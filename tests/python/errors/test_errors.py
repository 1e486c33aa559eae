"""Whatever is given where something else is asked for is a wrong request, which names the value."""

from __future__ import annotations

from contextlib import suppress

import pytest

import ordagrant as og
from ordagrant.errors import flag, require_one_of, seed_of, strings, whole

TEXTS = ["Soporna är inte hämtade.", "Hämta soporna nu!", "Hur söker jag bygglov?", "Bygglov för altan i maj?"]
LABELS = ["failure", "failure", "value", "value"]
TABLE = {"id": list("abcd"), "text": TEXTS, "date": ["2024-01-02"] * 4, "group": list("xyxy")}

ROWS = og.Tfidf().fit_transform(TEXTS)
PLACES = og.Lsa(2).fit_transform(ROWS)
MODEL = og.DemandModel.default("sv")

# What can be called, and the parameters that are given what they cannot be.
CALLS = {
    "tokens": (lambda **given: og.tokens(TABLE, **given), "lang no_repair columns lemmatiser text id group date"),
    "hits": (lambda **given: og.hits(TABLE, **given), "lang poles names terms exact lexicons no_repair lang_column"),
    "score": (
        lambda **given: og.score(TABLE, **given),
        "by lang resample repeated resamples seed lexicons no_repair group",
    ),
    "repeats": (lambda **given: og.repeats(TABLE, **given), "by no_repair"),
    "language": (lambda **given: og.language(TABLE, **given), "by"),
    "repairs": (lambda **given: og.repairs(TABLE, **given), "no_repair"),
    "passages": (lambda **given: og.passages(TABLE, **given), "kinds"),
    "quotes": (lambda **given: og.quotes(TABLE, **given), "lang text"),
    "keyness": (lambda **given: og.keyness(TEXTS, TEXTS, **given), "of names lexicons date"),
    "demand": (
        lambda **given: og.demand(TABLE, **given),
        "lang case handler clusters categories coded redact threads",
    ),
    "clusters": (
        lambda **given: og.clusters(TEXTS, **{"k": 2, "resamples": 1} | given),
        "k categories seed resamples redact threads method",
    ),
    "compounds": (lambda **given: og.compounds(**{"words": TEXTS, "lang": "sv"} | given), "words lang"),
    "lemmas": (lambda **given: og.lemmas(**{"words": TEXTS, "lang": "sv"} | given), "words lang"),
    "personal_data": (lambda **given: og.personal_data(TEXTS, **given), "lang words"),
    "suggestions": (lambda **given: og.suggestions(TEXTS, "trust_discretion", **given), "lexicons most"),
    "chart": (lambda **given: og.chart({"d": ["2024-01"], "v": [1]}, **given), "date value n"),
    "read": (og.read, "path"),
    "read_corpus": (lambda **given: list(og.read_corpus(**given)), "lang path_pattern meta"),
    "from_frame": (lambda **given: og.Corpus.from_frame(TABLE, **given), "text id lang lang_column meta"),
    "Corpus": (og.Corpus, "documents"),
    "from_text": (lambda **given: og.Document.from_text(**{"text": "hej"} | given), "text id"),
    "alpha": (lambda **given: og.alpha(**{"units": [[1, 1], [1, 2]]} | given), "units level resamples seed"),
    "corrected_share": (
        lambda **given: og.corrected_share(**{"said": [True, False], "coded": {0: 1, 1: 0}} | given),
        "said coded strata",
    ),
    "Tfidf": (lambda **given: og.Tfidf(**given).fit(TEXTS), "sublinear"),
    "Tfidf.fit": (og.Tfidf().fit, "texts"),
    "Lsa": (
        lambda **given: og.Lsa(**{"n_components": 2} | given).fit(ROWS),
        "n_components n_iter random_state threads",
    ),
    "Lsa.fit": (og.Lsa(2).fit, "rows"),
    "Nmf": (
        lambda **given: og.Nmf(**{"n_components": 2} | given).fit(ROWS),
        "n_components max_iter random_state threads",
    ),
    "Nmf.fit": (og.Nmf(2).fit, "rows"),
    "SphericalKMeans": (
        lambda **given: og.SphericalKMeans(**{"n_clusters": 2} | given).fit(PLACES),
        "n_clusters n_init random_state threads",
    ),
    "SphericalKMeans.fit": (og.SphericalKMeans(2).fit, "rows"),
    "DemandModel": (lambda **given: og.DemandModel(**given).fit(TEXTS, LABELS), "lang start penalty"),
    "DemandModel.fit": (
        lambda **given: og.DemandModel("sv").fit(**{"texts": TEXTS, "labels": LABELS} | given),
        "labels kinds groups",
    ),
    "DemandModel.score": (lambda **given: MODEL.score(**{"texts": TEXTS, "labels": LABELS} | given), "texts labels"),
    "LemmaVectorizer": (
        lambda **given: og.LemmaVectorizer(**given).fit(TEXTS),
        "of lang ngram_range min_df max_df max_features weights",
    ),
    "OrientationVectorizer": (
        lambda **given: og.OrientationVectorizer(**given).fit(TEXTS),
        "features lang lexicons",
    ),
    "Table": (lambda **given: og.tokens(TEXTS)[given["column"]], "column"),
    "Table.first": (lambda **given: og.tokens(TEXTS).first(**given), "count"),
}
WRONG = (-1, 1.5, None, True, "xyzzy", b"x", [1], {}, object(), float("nan"), 10**30)


@pytest.mark.parametrize("name", CALLS)
def test_what_is_of_a_wrong_type_is_a_wrong_request(name):
    call, parameters = CALLS[name]
    for parameter in parameters.split():
        for value in WRONG:
            # Some of them may be right here, and a path may lead nowhere.
            with suppress(og.RequestError, FileNotFoundError):
                call(**{parameter: value})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: og.Nmf("x").fit(ROWS), "n_components 'x' is not a whole number from 1 up"),
        (lambda: og.Lsa(2, random_state=-1).fit(ROWS), "random_state -1 is not a whole number from 0 to 18446744073"),
        (lambda: og.tokens(TABLE, text=0), "text: column 0 is not one of: id, text, date, group"),
        (lambda: og.hits(TEXTS, lang=None), "language None is not one of: auto, da, nb, sv"),
        (lambda: og.hits(TEXTS, lexicons=5), "lexicons 5 is neither a string nor a sequence of strings"),
        (lambda: og.demand(TEXTS, redact="no"), "redact 'no' is neither True nor False"),
        (lambda: og.Lsa(2).fit([[1.0]]), "rows of type list are no SparseRows"),
        (lambda: og.Tfidf().fit("Mer tillit."), "texts are a sequence of texts, not one string"),
        (lambda: og.clusters(TEXTS, None), "number of clusters None is neither auto nor a number from 1 up"),
    ],
)
def test_the_message_names_the_value_and_what_is_allowed(call, said):
    with pytest.raises(og.RequestError, match=said):
        call()


def test_a_string_alone_is_one_and_a_path_is_a_string(tmp_path):
    assert strings("kinds", "vote") == strings("kinds", ["vote"]) == ("vote",)
    assert strings("lexicons", tmp_path) == (str(tmp_path),)
    assert og.passages(TEXTS, kinds="vote").columns == og.passages(TEXTS, kinds=["vote"]).columns
    assert og.hits("Mer tillit!", lang="sv", poles="trust")["text"] == ["tillit"]


def test_numbers_and_truths_of_numpy_are_numbers_and_truths():
    numpy = pytest.importorskip("numpy")
    assert whole("k", numpy.int64(3), 1) == 3
    assert seed_of("seed", numpy.uint64(2**64 - 1)) == 2**64 - 1
    assert flag("exact", numpy.bool_(True)) is True
    for number in (numpy.float64(3), numpy.array([1, 2]), True):
        with pytest.raises(og.RequestError, match="is not a whole number from 1 up"):
            whole("k", number, 1)


def test_the_one_that_is_meant_is_named():
    require_one_of("verb", "score", ["score", "hits"])
    with pytest.raises(og.RequestError, match="verb 'scores' is not one of: score, hits; did you mean 'score'"):
        require_one_of("verb", "scores", ["score", "hits"])
