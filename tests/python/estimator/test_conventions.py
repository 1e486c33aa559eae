"""What scikit-learn's users may rely on, of everything here that learns from texts or gives numbers for them."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys

import pytest

import ordagrant as og
from ordagrant.estimator import texts_of

SOUND = ["Soporna är inte hämtade i dag heller.", "Hur söker jag bygglov?", "Mer tillit, mindre målstyrning!"]
TEXTS = [*SOUND, "Var hittar jag blanketten?", "Ingen har svarat på min ansökan.", "Vi styrs av mål."]
LABELS = ["failure", "value", "value", "value", "failure", "failure"]

ESTIMATORS = {
    "OrientationVectorizer": lambda: og.OrientationVectorizer(lang="sv"),
    "LemmaVectorizer": lambda: og.LemmaVectorizer(lang="sv"),
    "DemandModel": lambda: og.DemandModel("sv", start="nothing"),
    "DemandClusters": lambda: og.DemandClusters(2, lang="sv"),
}
VECTORIZERS = ["OrientationVectorizer", "LemmaVectorizer"]
ANSWERING = [*VECTORIZERS, "DemandModel"]  # of texts that they have not seen


@pytest.fixture(params=list(ESTIMATORS))
def estimator(request):
    return ESTIMATORS[request.param]()


@pytest.fixture(params=VECTORIZERS)
def vectorizer(request):
    return ESTIMATORS[request.param]()


@pytest.fixture(params=ANSWERING)
def answering(request):
    return ESTIMATORS[request.param]()


def answer(estimator, texts=TEXTS):
    """What an estimator says, as bytes."""
    if hasattr(estimator, "transform"):
        rows = estimator.transform(texts)
        return (rows.toarray() if hasattr(rows, "toarray") else rows).tobytes()
    return (estimator.predict_proba(texts) if hasattr(estimator, "predict_proba") else estimator.labels_).tobytes()


# Parameters


def test_parameters_are_the_arguments_and_are_kept_as_they_are_given(estimator):
    arguments = inspect.signature(type(estimator).__init__).parameters.keys() - {"self"}
    assert set(estimator.get_params()) == arguments == set(vars(estimator))
    given = {name: object() for name in arguments}
    made = type(estimator)(**given)
    assert all(getattr(made, name) is value for name, value in given.items())


def test_a_parameter_that_is_not_there_is_a_wrong_request(estimator):
    assert estimator.set_params(lang="da") is estimator
    assert estimator.lang == "da"
    with pytest.raises(og.RequestError, match="parameter 'langs' is not one of: "):
        estimator.set_params(langs="da")


def test_repr_is_how_to_make_it_again(estimator):
    made = eval(repr(estimator), {type(estimator).__name__: type(estimator)})
    assert made.get_params() == estimator.get_params()


# Learning


def test_fit_returns_itself_and_sets_what_ends_in_an_underscore(estimator):
    params = estimator.get_params()
    before = set(vars(estimator))
    assert estimator.fit(TEXTS, LABELS) is estimator
    assert estimator.get_params() == params
    assert all(name.endswith("_") for name in set(vars(estimator)) - before)


def test_what_it_says_first_it_says_again(estimator):
    first = answer(estimator.fit(TEXTS, LABELS))
    assert answer(estimator.fit(TEXTS, LABELS)) == first
    assert answer(estimator.fit(TEXTS[::-1], LABELS[::-1]).fit(TEXTS, LABELS)) == first


def test_nothing_is_said_before_fit(answering):
    exceptions = pytest.importorskip("sklearn.exceptions")
    ask = answering.predict if hasattr(answering, "predict") else answering.transform
    for error in (og.RequestError, exceptions.NotFittedError, ValueError):
        with pytest.raises(error, match=f"this {type(answering).__name__} is not fitted: call fit"):
            ask(TEXTS)


def test_texts_that_it_has_not_seen_are_answered(answering):
    answering.fit(TEXTS, LABELS)
    others = ["", "Något helt annat.", "xyzzy", "42", "\ud800", None]
    ask = answering.predict if hasattr(answering, "predict") else answering.transform
    assert ask(others).shape[0] == len(others)


@pytest.mark.parametrize("texts", [["", ""], [], [None, " "]])
def test_texts_without_words_are_no_error_of_the_orientation(texts):
    rows = og.OrientationVectorizer().fit_transform(texts)
    assert rows.shape[0] == len(texts)
    assert not rows.any()
    with pytest.raises(og.RequestError, match="there are no words in the"):
        og.LemmaVectorizer().fit(texts)


# One way in


def columns():
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    spacy = pytest.importorskip("spacy")
    texts = [*SOUND, None]
    yield "array", np.array(texts, dtype=object)
    yield "array of one column", np.array(texts, dtype=object)[:, None]
    yield "array of strings", np.array([*SOUND, ""])
    yield "lists of one", [[text] for text in texts]
    yield "pandas", pd.Series(texts, index=["d", "c", "b", "a"])
    yield "pandas strings", pd.Series(texts, dtype="string")
    yield "pandas categories", pd.Series(texts, dtype="category")
    yield "pandas frame", pd.DataFrame({"text": texts})
    yield "polars", pl.Series(texts)
    yield "polars frame", pl.DataFrame({"text": texts})
    yield "Arrow", pa.array(texts)
    yield "Arrow chunks", pa.chunked_array([texts[:2], texts[2:]])
    yield "Arrow table", pa.table({"text": texts})
    yield "Documents", [og.Document.from_text(text or "", str(number)) for number, text in enumerate(texts)]
    yield "spaCy", [spacy.blank("sv")(text or "") for text in texts]
    yield "generator", (text for text in texts)


def test_a_column_is_a_column_whoever_made_it(estimator):
    texts, labels = [*SOUND, ""], LABELS[:4]
    expected = answer(estimator.fit(texts, labels), texts)
    for name, column in columns():
        read = texts_of(column)
        assert answer(estimator.fit(read, labels), read) == expected, name


def test_one_text_and_two_columns_are_wrong_requests(estimator):
    pd = pytest.importorskip("pandas")
    with pytest.raises(og.RequestError, match="texts are a sequence of texts, not one string"):
        estimator.fit("Mer tillit.", ["value"])
    with pytest.raises(og.RequestError, match="texts are one column, not the 2 of a frame"):
        estimator.fit(pd.DataFrame({"a": TEXTS, "b": TEXTS}), LABELS)
    with pytest.raises(og.RequestError, match="texts are one column, not the 2 of a row"):
        estimator.fit([["a", "b"]], ["value"])
    with pytest.raises(og.RequestError, match="text number 1 is of type int"):
        estimator.fit(["a", 1], LABELS[:2])
    with pytest.raises(og.RequestError, match="5 is no sequence of texts"):
        estimator.fit(5, LABELS[:2])


# Copies


def test_a_clone_has_the_parameters_and_nothing_learnt(estimator):
    base = pytest.importorskip("sklearn.base")
    cloned = base.clone(estimator.fit(TEXTS, LABELS))
    assert cloned.get_params() == estimator.get_params()
    assert set(vars(cloned)) == set(cloned.get_params())
    assert answer(cloned.fit(TEXTS, LABELS)) == answer(estimator)


def test_a_pickle_says_the_same_bytes_in_another_process(estimator, tmp_path):
    estimator.fit(TEXTS, LABELS)
    (tmp_path / "fitted").write_bytes(pickle.dumps((estimator, TEXTS)))
    script = (
        f"import pickle; model, texts = pickle.load(open({str(tmp_path / 'fitted')!r}, 'rb'))\n"
        "import ordagrant, sys; sys.path.insert(0, sys.argv[1]); from test_conventions import answer\n"
        "print(answer(model, texts).hex())"
    )
    folder = str(__file__).rpartition("/")[0]
    ran = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == answer(estimator).hex(), ran.stderr


def test_fitted_clusters_keep_their_tables_in_a_pickle():
    fitted = og.DemandClusters(2, lang="sv").fit(TEXTS)
    copied = pickle.loads(pickle.dumps(fitted))
    assert copied.clusters_.json_lines() == fitted.clusters_.json_lines()
    assert copied.clusters_.summary.json_lines() == fitted.clusters_.summary.json_lines()
    assert copied.clusters_.exemplars == fitted.clusters_.exemplars


# In scikit-learn's hands


def test_its_own_checks_pass(estimator):
    checks = pytest.importorskip("sklearn.utils.estimator_checks")
    exceptions = pytest.importorskip("sklearn.exceptions")
    with pytest.warns(exceptions.SkipTestWarning, match="Can't test estimator"):
        found = checks.check_estimator(estimator, on_fail=None)
    assert [one["check_name"] for one in found if one["status"] == "failed"] == []


def test_it_says_what_it_is(estimator):
    utils = pytest.importorskip("sklearn.utils")
    base = pytest.importorskip("sklearn.base")
    tags = utils.get_tags(estimator)
    assert tags.input_tags.string
    assert not tags.input_tags.two_d_array
    assert base.is_classifier(estimator) == isinstance(estimator, og.DemandModel) == tags.target_tags.required
    assert base.is_clusterer(estimator) == isinstance(estimator, og.DemandClusters)


def test_a_pipeline_shows_itself(estimator):
    pipeline = pytest.importorskip("sklearn.pipeline")
    html = pipeline.make_pipeline(estimator)._repr_html_()
    assert type(estimator).__name__ in html


def logistic(vectorizer):
    linear = pytest.importorskip("sklearn.linear_model")
    pipeline = pytest.importorskip("sklearn.pipeline")
    return pipeline.Pipeline([("texts", vectorizer), ("model", linear.LogisticRegression(solver="liblinear"))])


def test_a_pipeline_learns_is_searched_and_judged(vectorizer):
    selection = pytest.importorskip("sklearn.model_selection")
    made = logistic(vectorizer)
    assert selection.cross_val_score(made, TEXTS, LABELS, cv=2, error_score="raise").shape == (2,)
    choices = {"texts__lang": ["sv", "auto"], "model__C": [0.1, 1.0]}
    found = selection.GridSearchCV(made, choices, cv=2, error_score="raise").fit(TEXTS, LABELS)
    assert found.best_params_["texts__lang"] in ("sv", "auto")
    assert list(found.predict(TEXTS[:1])) in (["failure"], ["value"])
    copied = pickle.loads(pickle.dumps(found.best_estimator_))
    assert (copied.predict_proba(TEXTS) == found.predict_proba(TEXTS)).all()


def test_a_demand_model_is_judged_and_searched():
    selection = pytest.importorskip("sklearn.model_selection")
    model = og.DemandModel("sv", start="nothing")
    assert selection.cross_val_score(model, TEXTS, LABELS, cv=2, error_score="raise").shape == (2,)
    found = selection.GridSearchCV(model, {"penalty": [0.1, 1.0]}, cv=2, error_score="raise").fit(TEXTS, LABELS)
    assert list(found.classes_) == ["failure", "value"]
    assert found.predict_proba(TEXTS).shape == (6, 2)


def test_clusters_are_a_pipelines_last_step():
    pipeline = pytest.importorskip("sklearn.pipeline")
    model = og.DemandClusters(2, lang="sv")
    assert list(pipeline.make_pipeline(model).fit_predict(TEXTS)) == list(model.fit(TEXTS).labels_)


@pytest.mark.parametrize("column", ["text", ["text"]])
def test_a_column_transformer_takes_its_column(vectorizer, column):
    compose = pytest.importorskip("sklearn.compose")
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    expected = vectorizer.fit_transform(TEXTS).shape
    for frame in (pd.DataFrame({"n": range(6), "text": TEXTS}), pl.DataFrame({"n": range(6), "text": TEXTS})):
        made = compose.ColumnTransformer([("texts", vectorizer, column), ("others", "passthrough", ["n"])])
        rows = made.fit_transform(frame)
        assert rows.shape == (6, expected[1] + 1)
        assert made.get_feature_names_out()[0].startswith("texts__")
        assert len(made.get_feature_names_out()) == rows.shape[1]


@pytest.mark.parametrize("container", ["default", "pandas", "polars"])
def test_a_union_of_both_has_the_columns_of_both(container):
    pipeline = pytest.importorskip("sklearn.pipeline")
    union = pipeline.FeatureUnion([(name, ESTIMATORS[name]()) for name in VECTORIZERS])
    rows = union.set_output(transform=container).fit_transform(TEXTS)
    names = list(union.get_feature_names_out())
    assert rows.shape == (6, len(names))
    assert {name.partition("__")[0] for name in names} == set(VECTORIZERS)


# Frames out


def test_frames_have_the_names_and_the_index(vectorizer):
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    texts = pd.Series(TEXTS, index=list("fedcba"))
    rows = vectorizer.fit_transform(texts)
    expected = rows.toarray() if hasattr(rows, "toarray") else rows
    names = list(vectorizer.get_feature_names_out())
    assert len(names) == expected.shape[1]

    assert vectorizer.set_output(transform="pandas") is vectorizer
    frame = vectorizer.transform(texts)
    assert isinstance(frame, pd.DataFrame)
    assert (list(frame.columns), list(frame.index)) == (names, list("fedcba"))
    assert (frame.to_numpy() == expected).all()
    assert list(vectorizer.transform(TEXTS).index) == list(range(6))
    assert vectorizer.transform([]).shape == (0, len(names))

    frame = vectorizer.set_output(transform="polars").set_output().transform(texts)
    assert isinstance(frame, pl.DataFrame)
    assert frame.columns == names
    assert (frame.to_numpy() == expected).all()
    with pytest.raises(og.RequestError, match="transform 'arrow' is not one of: default, pandas, polars"):
        vectorizer.set_output(transform="arrow")


def test_what_scikit_learn_is_told_for_all_holds_here_too(vectorizer):
    sklearn = pytest.importorskip("sklearn")
    pd = pytest.importorskip("pandas")
    with sklearn.config_context(transform_output="pandas"):
        assert isinstance(vectorizer.fit_transform(TEXTS), pd.DataFrame)
        own = sklearn.base.clone(vectorizer.set_output(transform="default"))
        assert not isinstance(own.fit_transform(TEXTS), pd.DataFrame)


# Without


def test_nothing_is_imported_that_nobody_asked_for():
    libraries = (
        "sklearn numpy scipy pandas polars pyarrow spacy narwhals altair pypdfium2 lxml trafilatura email click".split()
    )
    script = f"import sys, ordagrant; print([name for name in {libraries} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_all_of_them_work_where_nothing_else_is_installed():
    script = f"""
import sys
for name in ("sklearn", "numpy", "scipy", "pandas", "polars", "pyarrow", "spacy"):
    sys.modules[name] = None
import ordagrant as og
texts, labels = {TEXTS!r}, {LABELS!r}
orientation = og.OrientationVectorizer(lang="sv")
rows = orientation.fit_transform(texts)
assert rows[2][orientation.get_feature_names_out().index("npm_reversed")] == 1.0, rows[2]
lemmas = og.LemmaVectorizer(lang="sv")
assert lemmas.fit_transform(texts).shape == (6, len(lemmas.get_feature_names_out()))
assert og.DemandModel("sv", start="nothing").fit(texts, labels).predict(texts)[0] == "failure"
assert set(og.DemandClusters(2, lang="sv").fit_predict(texts)) == {{0, 1}}
try:
    og.LemmaVectorizer().transform(texts)
except og.RequestError as error:
    print(error)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "this LemmaVectorizer is not fitted: call fit() first", ran.stderr
