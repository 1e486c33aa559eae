from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og
from ordagrant.forms import LEMMATISERS, compounds, lemma_with, lemmas

# Three times each, as words that may be parts.
GNURK = "En gnurk är en gnurk och ingen annan gnurk."


def test_a_compound_has_a_head_and_modifiers_and_what_joins_them():
    (found,) = compounds("verksamhetsplaner", lang="sv")
    assert found.word == "verksamhetsplaner"
    assert found.parts == ("verksamhets", "planer")
    assert found.modifiers == ("verksamhet",)
    assert found.links == ("s",)
    assert found.head == "planer"


@pytest.mark.parametrize(
    ("lang", "word", "modifiers", "links", "head"),
    [
        ("sv", "målstyrning", ("mål",), ("",), "styrning"),
        ("sv", "sjukvårdspersonal", ("sjukvård",), ("s",), "personal"),
        ("sv", "IT-systemen", ("IT",), ("-",), "systemen"),
        ("sv", "ansvar", (), (), "ansvar"),
        ("da", "virksomhedsplan", ("virksomhed",), ("s",), "plan"),
        ("da", "resultatkontrakt", ("resultat",), ("",), "kontrakt"),
    ],
)
def test_linking_letters_are_no_part_of_a_modifier(lang, word, modifiers, links, head):
    (found,) = compounds(word, lang=lang)
    assert (found.modifiers, found.links, found.head) == (modifiers, links, head)


def test_words_of_ones_own_texts_may_be_parts():
    words = ["isgnurkar", "målstyrning"]
    without = compounds(words, lang="sv")
    learnt = compounds(words, lang="sv", learn=[GNURK])
    assert without[0].parts == ("isgnurkar",)
    assert learnt[0].parts == ("is", "gnurkar")
    assert learnt[1] == without[1]


def test_words_that_stand_twice_are_not_learnt():
    assert compounds("isgnurkar", lang="sv", learn=["gnurk", "gnurk"])[0].parts == ("isgnurkar",)
    assert compounds("isgnurkar", lang="sv", learn=["gnurk", "gnurk", "Gnurk"])[0].parts == ("is", "gnurkar")


def test_a_frame_of_compounds_is_tidy():
    pandas = pytest.importorskip("pandas")
    words = pandas.Series(["målstyrning", None, "ansvar"])
    frame = pandas.DataFrame(compounds(words, lang="sv"))
    assert list(frame.columns) == ["word", "parts", "modifiers", "links", "head"]
    assert list(frame["head"]) == ["styrning", "", "ansvar"]


def test_a_lemma_says_by_which_rule():
    found = lemmas(["Skolorna", "skrev", "deras", "zyx"], lang="sv")
    assert [(lemma.word, lemma.lemma) for lemma in found] == [
        ("Skolorna", "skola"),
        ("skrev", "skriva"),
        ("deras", "de"),
        ("zyx", "zyx"),
    ]
    assert [lemma.rule for lemma in found] == ["noun_or", "verb", "pron", None]
    assert found[1].source == "listed"
    assert found[3].source == "itself"
    assert lemmas("dagbarnvårdarna", lang="sv")[0].source == "compound"


def test_a_lemma_of_danish():
    assert [lemma.lemma for lemma in lemmas(["skolerne", "børnene", "skrev"], lang="da")] == ["skole", "barn", "skrive"]


def test_the_language_is_told_from_the_words_together():
    words = ["och", "kommunens", "verksamhet", "skolorna", "inte", "något"]
    assert lemmas(words) == lemmas(words, lang="sv")
    with pytest.raises(
        og.RequestError, match="language of the words '(und|en)' is not one of: da, nb, sv; lang says which it is"
    ):
        compounds("12")


@pytest.mark.parametrize("function", [compounds, lemmas])
def test_a_wrong_request_names_the_value(function):
    with pytest.raises(og.RequestError, match="language 'fi' is not one of: auto, da, nb, sv"):
        function("ord", lang="fi")
    with pytest.raises(og.RequestError, match="word number 1 is of type int, not a string"):
        function(["ord", 3], lang="sv")


def test_no_words_are_no_rows():
    assert compounds([], lang="sv") == []
    assert lemmas([], lang="sv") == []


def test_the_lemmatiser_that_is_built_in():
    lemma = lemma_with("ordagrant", "sv")
    assert [lemma(word) for word in ("kommunernas", "skrev", "")] == ["kommun", "skriva", ""]


def test_an_unknown_lemmatiser_is_an_error_that_names_the_known_ones():
    with pytest.raises(og.RequestError, match="lemmatiser 'hunspell' is not one of: ordagrant, simplemma"):
        lemma_with("hunspell", "sv")
    for name in LEMMATISERS:
        with pytest.raises(og.RequestError, match="language 'auto' is not one of: da, nb, sv"):
            lemma_with(name, "auto")


def test_simplemma_gives_lemmas_in_lower_case():
    pytest.importorskip("simplemma")
    lemma = lemma_with("simplemma", "sv")
    assert [lemma(word) for word in ("kommunernas", "sveriges", "")] == ["kommun", "sverige", ""]
    assert lemma_with("simplemma", "da")("kommunerne") == "kommune"


def test_without_simplemma_the_error_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "simplemma", None)
    with pytest.raises(og.RequestError, match=r'needs simplemma: pip install "ordagrant\[simplemma\]"'):
        lemma_with("simplemma", "sv")


@pytest.mark.parametrize("lang", ["sv", "da"])
@given(NASTY)
def test_the_parts_of_any_word_are_the_word(lang, text):
    (found,) = compounds(text, lang=lang)
    assert "".join(found.parts) == found.word
    assert found.word == unicodedata.normalize("NFC", og.Document.from_text(text).source)
    assert len(found.modifiers) == len(found.links) == len(found.parts) - 1
    pairs = zip(found.modifiers, found.links, strict=True)
    assert (*(modifier + link for modifier, link in pairs), found.head) == found.parts
    assert compounds(unicodedata.normalize("NFD", text), lang=lang) == [found]


@pytest.mark.parametrize("lang", ["sv", "da"])
@given(NASTY)
def test_any_word_has_a_lemma(lang, text):
    (found,) = lemmas(text, lang=lang)
    assert bool(found.lemma) == bool(found.word)
