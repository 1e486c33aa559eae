"""An OrientationVectorizer gives what `og.score` says, and every figure opens to the words it was counted from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from nasty import NASTY

import ordagrant as og
from ordagrant.vectorizers import FEATURES

CORPORA = Path(__file__).parents[3] / "corpora"
REVERSED = "Vi vill ha tillit i stället för målstyrning."

# What no single hit adds to: two rates against each other, and what was learnt.
WEIGHED = ("balance", "p_npm", "p_trust")


def passages():
    """Every fourteenth passage of our own, of both languages and every kind."""
    files = sorted((CORPORA / "gold" / "orientation").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines[::14]]


def documents():
    return [file.read_text(encoding="utf-8") for file in sorted(CORPORA.glob("*/text/*_*.txt"))[::3]]


def opened(vectorizer, text, feature, words):
    """A figure counted again from what stands behind it."""
    evidence = vectorizer.evidence(text, feature)
    if feature in FEATURES["counts"]:
        return len(evidence)
    return 1000 * sum(evidence["weight"]) / words if words else 0


@pytest.mark.parametrize(
    ("texts", "counted"),
    [
        (passages, {"npm_reversed", "critique", "npm_market", "trust_discretion", "role_citizen"}),
        (documents, {"npm_reversed", "critique", "npm_market", "quoted", "reported", "about"}),
    ],
)
def test_every_figure_opens_to_the_words_it_was_counted_from(texts, counted):
    vectorizer = og.OrientationVectorizer()
    read = texts()
    rows = vectorizer.fit_transform(read)
    seen = set()
    for text, row in zip(read, rows, strict=True):
        figures = dict(zip(vectorizer.features_, row, strict=True))
        for feature, value in figures.items():
            if feature not in WEIGHED:
                assert opened(vectorizer, text, feature, figures["words"]) == pytest.approx(value, abs=1e-9), feature
                if value:
                    seen.add(feature)
    assert counted <= seen


@settings(deadline=None)
@given(NASTY)
def test_figures_of_any_text_open(text):
    vectorizer = og.OrientationVectorizer(lang="sv")
    text = f"{text} Tillit i stället för ”målstyrning”. {text}"
    figures = dict(zip(vectorizer.fit([text]).features_, vectorizer.transform([text])[0], strict=True))
    for feature in ("words", "npm", "trust", "npm_reversed", "quoted", "trust_trust"):
        assert opened(vectorizer, text, feature, figures["words"]) == pytest.approx(figures[feature], abs=1e-9)


def test_the_columns_are_those_of_the_score():
    vectorizer = og.OrientationVectorizer(lang="sv")
    rows = vectorizer.fit_transform([REVERSED, "Mer kontroll och fler mål i budgeten."])
    scores = og.score([REVERSED, "Mer kontroll och fler mål i budgeten."], lang="sv", resamples=0)
    for column, name in enumerate(vectorizer.features_):
        assert list(rows[:, column]) == [value or 0 for value in scores[name]]


def test_a_text_is_read_alike_alone_and_among_others():
    texts = passages()[:20]
    vectorizer = og.OrientationVectorizer().fit(texts)
    rows = vectorizer.transform(texts)
    assert all((vectorizer.transform([text])[0] == row).all() for text, row in zip(texts, rows, strict=True))


def test_where_there_is_nothing_to_count_there_are_no_words_either():
    vectorizer = og.OrientationVectorizer()
    texts = ["", "The council wants fewer targets and more trust in what its staff know.", REVERSED]
    rows = vectorizer.fit_transform(texts)
    words = vectorizer.features_.index("words")
    assert [row.any() for row in rows] == [False, False, True]
    assert [int(row[words]) for row in rows] == [0, 0, 8]
    assert len(vectorizer.evidence(texts, "words")) == 8


def test_features_are_picked_by_their_groups():
    every = og.OrientationVectorizer().fit().features_
    picked = {group: og.OrientationVectorizer(group).fit().features_ for group in FEATURES}
    assert sorted(every) == sorted(name for names in picked.values() for name in names)
    assert picked["counts"] == list(FEATURES["counts"])
    assert picked["probabilities"] == ["p_npm", "p_trust"]
    assert {"npm", "trust", "balance", "npm_market", "trust_discretion", "role_customer"} <= set(picked["rates"])
    assert not [name for name in every if name.endswith(("_low", "_high", "_share", "_dp", "_dp_norm"))]


def test_a_lexicon_of_ones_own_has_rates_of_its_own(tmp_path):
    lines = (Path(og.__file__).parent / "lexicons" / "sv" / "npm.tsv").read_text(encoding="utf-8").splitlines()
    header, first = [line for line in lines if not line.startswith("#")][:2]
    row = first.split("\t")
    row[header.split("\t").index("category")] = "own"
    file = tmp_path / "own.tsv"
    file.write_text("\n".join([header, "\t".join(row)]) + "\n", encoding="utf-8")
    term = row[header.split("\t").index("term")]
    vectorizer = og.OrientationVectorizer("rates", lang="sv", lexicons=[str(file)])
    assert vectorizer.fit_transform([f"Här står {term}."])[0][vectorizer.features_.index("npm_own")] > 0
    assert vectorizer.evidence(f"Här står {term}.", "npm_own")["text"] == [term]
    assert [name for name in vectorizer.features_ if "_" in name] == ["npm_own"]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"features": "signals"}, "features 'signals' is not one of: rates, counts, probabilities"),
        ({"features": ()}, "features are none of"),
        ({"lang": "de"}, "language 'de' is not one of"),
        ({"lexicons": ["hood"]}, "lexicons 'hood' sorts what is counted anew"),
        ({"lexicons": ["nowhere.tsv"]}, "lexicon 'nowhere.tsv' cannot be read"),
    ],
)
def test_a_wrong_parameter_is_a_wrong_request_of_fit(parameters, said):
    made = og.OrientationVectorizer(**parameters)
    with pytest.raises(og.RequestError, match=said):
        made.fit([REVERSED])


def test_evidence_of_what_is_no_feature_is_a_wrong_request():
    vectorizer = og.OrientationVectorizer("probabilities", lang="sv").fit()
    with pytest.raises(og.RequestError, match="feature 'npm' is not one of: p_npm, p_trust"):
        vectorizer.evidence(REVERSED, "npm")
    assert vectorizer.evidence(REVERSED, "p_npm")["text"] == og.score(REVERSED, lang="sv").evidence(0)["text"]
