from __future__ import annotations

import pytest

import ordagrant as og
from ordagrant import _core
from ordagrant.suggestions import Neighbours, as_lexicon

BESIDE = (
    "Tilliten bär när omdömet får råda i vardagen. "
    "Med tillit följer ett gott omdöme hos var och en. "
    "Vår tillit och vårt omdöme hör ihop i allt vi gör. "
)
ELSEWHERE = "Lokalen städas i morgon av en ny firma. Stolen målas om av vaktmästaren. Omtanken räcker till alla här. "


def documents(count=3):
    return [
        og.Document.from_text(BESIDE.replace("var", f"nummer {n}") + f"Dokument {n} slutar. " + ELSEWHERE, f"{n}.txt")
        for n in range(count)
    ]


def test_words_that_stand_with_the_category_are_suggested_and_its_own_are_not():
    found = og.suggestions(documents(), "trust_trust", lang="sv")
    assert found[0].term == "omdöme"
    assert (found[0].pole, found[0].category, found[0].lang, found[0].pos) == ("trust", "trust", "sv", "noun")
    assert found[0].elsewhere == 0
    terms = {word.term for word in found}
    assert not terms & {"tillit", "lokal", "stol", "och", "vi"}
    assert [word.z for word in found] == sorted((word.z for word in found), reverse=True)


def test_what_looks_like_a_participle_is_a_noun_if_its_other_forms_are():
    texts = ["Nämnden ger lokal tillit.", "Vår nämnd känner lokal tillit.", "Nämnden har lokal tillit.", "Här städas."]
    found = {word.term: word.pos for word in og.suggestions(texts, "trust_trust", lang="sv")}
    assert found == {"nämnd": "noun", "lokal": "adj"}


def test_every_example_is_a_slice_of_its_document():
    sources = {document.id: document.source for document in documents()}
    for word in og.suggestions(documents(), "trust", lang="sv"):
        assert 1 <= len(word.examples) <= 3
        assert len({example.id for example in word.examples}) == len(word.examples)
        for example in word.examples:
            source = sources[example.id]
            end = example.start + len(example.text)
            assert source[example.start : end] == example.text
            assert source[: example.start].endswith(example.left)
            assert source[end:].startswith(example.right)
            assert example.line == source[: example.start].count("\n") + 1


def test_a_sentence_that_comes_again_is_evidence_once():
    once = og.suggestions([BESIDE + ELSEWHERE], "trust_trust", lang="sv")
    assert og.suggestions([BESIDE + ELSEWHERE] * 20, "trust_trust", lang="sv")[0].beside == once[0].beside == 3


def test_the_order_of_the_documents_is_nothing():
    assert og.suggestions(documents()[::-1], "trust_trust", lang="sv") == (
        og.suggestions(documents(), "trust_trust", lang="sv")
    )


def test_a_category_is_named_with_its_pole_or_without():
    assert og.suggestions(documents(), "trust", lang="sv") == og.suggestions(documents(), "trust_trust", lang="sv")
    with pytest.raises(og.RequestError, match="category 'frob' is not one of: critique_critique, .*trust_discretion"):
        og.suggestions(documents(), "frob")


def test_by_a_further_lexicon_categories_are_its_ids():
    texts = ["Nyckeltalen granskas av Lunas råd. Lokalen städas."] * 3
    own = og.suggestions(texts, "npm_explicit_standards", lang="sv", lexicons=["hood"])
    assert "råd" in [word.term for word in own]
    with pytest.raises(og.RequestError, match="category 'trust_trust' is not one of: npm_contract"):
        og.suggestions(texts, "trust_trust", lang="sv", lexicons=["hood"])


def test_languages_are_told_apart():
    danish = "Tilliden bærer når dømmekraften får plads. Vores tillid og vores dømmekraft hører sammen i alt vi gør. "
    danish += "Med tillid følger en god dømmekraft hos os alle. Gulvet vaskes i morgen. Stolen males om."
    found = og.suggestions([*documents(), og.Document.from_text(danish, "da.txt")], "trust_trust")
    assert {("sv", "omdöme"), ("da", "dømmekraft")} <= {(word.lang, word.term) for word in found}


def test_the_file_is_a_lexicon_whose_lines_count_when_their_mark_is_off():
    neighbours = Neighbours("trust_trust")
    neighbours.add(documents())
    found = neighbours.suggestions(most=5)
    text = as_lexicon(neighbours, found)
    assert _core.lexicon.parse("x", text.encode()) == []
    marked = "\n".join(line[1:] if line.startswith("#sv\t") else line for line in text.split("\n"))
    entries = _core.lexicon.parse("x", marked.encode())
    assert [entry.term for entry in entries] == [word.term for word in found]
    assert entries[0].note.startswith(f"z {found[0].z:.2f}, DP ")
    assert "# " in text.split("\n")[0]
