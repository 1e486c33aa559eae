"""A LemmaVectorizer counts what `og.tokens` gives, weighs it as scikit-learn does, and opens every count."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import NASTY

import ordagrant as og
from ordagrant.vectorizers import TERMS

TEXTS = [
    "Skolorna styrs av mål och resultat. Skolan 2018 växer!",
    "Mål- och resultatstyrningen tynger skolan, sade rektorn.",
    "",
    "Tillitsbaserad styrning, tillit och ansvar.",
    "Skoler og kommuner har tillid til medarbejderne.",
    "Verksamhetsplanen följs upp; verksamheten växer.",
]


def counts_of(texts, **parameters):
    vectorizer = og.LemmaVectorizer(weights="counts", **parameters)
    rows = vectorizer.fit_transform(texts).toarray()
    names = list(vectorizer.get_feature_names_out())
    return [{name: int(value) for name, value in zip(names, row, strict=True) if value} for row in rows]


def test_it_counts_words_by_their_lemmas():
    assert counts_of(["Skolorna styrs av skolans mål.", "Mål 2018, mål!"], lang="sv") == [
        {"skola": 2, "styra": 1, "av": 1, "mål": 1},
        {"mål": 2},
    ]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("lemmas", {"för": 1, "skolskjuts": 1, "tillitsbaserad": 1, "styrning": 1}),
        ("words", {"för": 1, "skolskjutsarna": 1, "tillitsbaserad": 1, "styrning": 1}),
        ("stems", {"för": 1, "skolskjuts": 1, "tillitsbaser": 1, "styrning": 1}),
        ("parts", {"för": 1, "skol": 1, "skjuts": 1, "tillit": 1, "baserad": 1, "styrning": 1}),
    ],
)
def test_it_counts_by_what_it_is_told(of, expected):
    assert counts_of(["För skolskjutsarna: tillitsbaserad styrning."], of=of, lang="sv") == [expected]


def test_a_suspended_compound_is_the_word_that_it_stands_for():
    (lemmas,) = counts_of(["Mål- och resultatstyrning."], lang="sv")
    (parts,) = counts_of(["Mål- och resultatstyrning."], of="parts", lang="sv")
    assert lemmas == {"målstyrning": 1, "och": 1, "resultatstyrning": 1}
    assert parts == {"mål": 1, "och": 1, "resultat": 1, "styrning": 2}


def test_marks_numbers_and_sentences_part_what_stands_side_by_side():
    (found,) = counts_of(["Mer tillit. Mindre kontroll, 3 mål här."], of="words", ngram_range=(2, 2), lang="sv")
    assert found == {"mer tillit": 1, "mindre kontroll": 1, "mål här": 1}


def test_the_same_letters_in_two_languages_are_one_term():
    found = counts_of(
        [og.Document.from_text("Skole", lang="da"), og.Document.from_text("skole", lang="sv")], of="words"
    )
    assert found == [{"skole": 1}, {"skole": 1}]


# What scikit-learn gives of the same words


def words_of(column):
    """What CountVectorizer is given for its own tokens: stretches of words of a text, by one of our columns."""

    def analyse(text):
        return [row[column] or row["norm"] for row in og.tokens(text) if row["kind"] == "word"]

    return analyse


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize(
    "limits",
    [
        {},
        {"min_df": 2},
        {"max_df": 0.5},
        {"min_df": 0.3, "max_df": 0.9},
        {"max_df": 1},
        {"min_df": 1, "max_df": 6},
    ],
)
@pytest.mark.parametrize("of", ["lemmas", "words", "stems"])
def test_it_is_what_scikit_learn_makes_of_the_same_words(of, limits, binary):
    text = pytest.importorskip("sklearn.feature_extraction.text")
    analyse = words_of({"lemmas": "lemma", "words": "norm", "stems": "stem"}[of])
    for weights, peer in (("counts", text.CountVectorizer), ("tfidf", text.TfidfVectorizer)):
        ours = og.LemmaVectorizer(of, binary=binary, weights=weights, **limits)
        theirs = peer(analyzer=analyse, binary=binary, **limits)
        rows, expected = ours.fit_transform(TEXTS), theirs.fit_transform(TEXTS)
        assert list(ours.get_feature_names_out()) == list(theirs.get_feature_names_out())
        assert ours.vocabulary_ == theirs.vocabulary_
        assert abs(rows - expected).max() < 1e-12
        assert abs(ours.transform(TEXTS[::-1]) - theirs.transform(TEXTS[::-1])).max() < 1e-12


def test_the_most_frequent_terms_are_kept_and_the_alphabet_settles_the_rest():
    vectorizer = og.LemmaVectorizer("words", max_features=3, lang="sv")
    vectorizer.fit(["d c b a", "d c", "d"])
    assert list(vectorizer.vocabulary_) == ["a", "c", "d"]


# What holds for every text


@settings(deadline=None)
@given(st.lists(NASTY, max_size=4), st.sampled_from(TERMS), st.sampled_from([(1, 1), (1, 2), (2, 3)]))
def test_every_count_opens_to_its_words(texts, of, sizes):
    texts = ["Verksamhetsplanen följs upp här.", *texts]
    vectorizer = og.LemmaVectorizer(of, ngram_range=sizes, weights="counts", lang="sv")
    rows = vectorizer.fit_transform(texts).toarray()
    names = vectorizer.get_feature_names_out()
    sources = [og.Document.from_text(text).source for text in texts]
    for column in range(0, len(names), max(1, len(names) // 8)):
        places = list(vectorizer.evidence(texts, names[column]))
        per_text = Counter(place["id"] for place in places)
        assert [per_text[str(number)] for number in range(len(texts))] == list(rows[:, column])
        for place in places:
            assert sources[int(place["id"])][place["start"] : place["end"]] == place["text"]


def test_a_text_says_the_same_alone_and_among_others():
    vectorizer = og.LemmaVectorizer(ngram_range=(1, 2)).fit(TEXTS)
    rows = vectorizer.transform(TEXTS)
    for number, text in enumerate(TEXTS):
        assert (vectorizer.transform([text]).toarray() == rows[[number]].toarray()).all()


def test_rows_are_what_every_model_takes():
    np, sparse = pytest.importorskip("numpy"), pytest.importorskip("scipy.sparse")
    rows = og.LemmaVectorizer().fit_transform(TEXTS)
    assert isinstance(rows, sparse.csr_array)
    assert (rows.dtype, rows.indices.dtype, rows.indptr.dtype) == (np.float64, np.int32, np.int32)
    assert rows.has_sorted_indices
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    assert lengths == pytest.approx([1, 1, 0, 1, 1, 1])


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"of": "chars"}, "of 'chars' is not one of: lemmas, words, stems, parts"),
        ({"weights": "idf"}, "weights 'idf' is not one of: tfidf, counts"),
        ({"lang": "de"}, "language 'de' is not one of"),
        ({"ngram_range": (2, 1)}, r"ngram_range \(2, 1\) is not two numbers from 1 up"),
        ({"ngram_range": (0, 1)}, r"ngram_range \(0, 1\) is not"),
        ({"ngram_range": (1,)}, r"ngram_range \(1,\) is not"),
        ({"min_df": 0}, "min_df 0 is neither a number of texts from 1 up nor a share"),
        ({"max_df": 1.5}, "max_df 1.5 is neither"),
        ({"min_df": True}, "min_df True is neither"),
        ({"min_df": "many"}, "min_df 'many' is neither"),
        ({"max_features": 0}, "max_features 0 is neither None nor a number from 1 up"),
        ({"min_df": 7}, "min_df 7 and max_df 1.0 leave none of the"),
    ],
)
def test_a_wrong_parameter_is_a_wrong_request_of_fit(parameters, said):
    made = og.LemmaVectorizer(**parameters)
    with pytest.raises(og.RequestError, match=said):
        made.fit(TEXTS)


def test_evidence_of_what_is_no_term_is_a_wrong_request():
    vectorizer = og.LemmaVectorizer(lang="sv").fit(["Mer tillit."])
    with pytest.raises(og.RequestError, match="feature 'kontroll' is not one of the 2 terms"):
        vectorizer.evidence("Mer kontroll.", "kontroll")
    assert len(vectorizer.evidence("Mer kontroll.", "tillit")) == 0
