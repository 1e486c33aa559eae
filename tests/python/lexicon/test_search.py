from __future__ import annotations

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og

# Three times written out, six times suspended.
TEXT = """Målstyrning prövades först. Ingen bad om målstyrning, men målstyrning blev det.

Mål- och resultatstyrning kom sedan. Mål- och
resultatstyrning blev regel, mål- och resultatstyrning blev vana. Vår mål- och resultatstyrning, er mål- och
resultatstyrning och all annan mål- och resultatstyrning: tillitens tid är en annan.
"""


def spans(terms, **options):
    return [(row["start"], row["end"]) for row in og.hits(TEXT, terms=terms, lang="sv", **options)]


def test_written_out_and_suspended_forms_are_found():
    assert len(spans("målstyrning")) == 9
    assert spans("resultatstyrning") == spans("målstyrning")[3:]
    assert spans("målstyrning", exact=True) == spans("målstyrning")[:3]


def test_a_found_word_says_where_it_stands_and_takes_no_side():
    document = og.Document.from_text("§ 7 Ny modell\n\nVi har ingen tillit, säger Alma Ask (X).", "a", "sv")
    (row,) = og.hits(document, terms=["tillit"])
    assert row["text"] == document.source[row["start"] : row["end"]] == "tillit"
    assert (row["line"], row["number"], row["polarity"], row["term"]) == (3, "7", "reversed", "tillit")
    assert row["pole"] is row["category"] is row["tier"] is row["weight"] is None
    assert og.hits(document, terms=["tillit"]).columns == og.hits(document).columns


def test_terms_are_a_list_or_have_commas_between_them():
    assert spans("målstyrning, tillit*") == spans(["målstyrning", "tillit*"]) == spans(["tillit*,målstyrning"])
    assert [row["text"] for row in og.hits(TEXT, terms="tillit", lang="sv")] == ["tillitens"]
    assert spans("tillit", exact=True) == []
    # A decomposed letter is the letter.
    assert spans("ma\u030alstyrning") == spans("målstyrning")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"terms": "mål*styrning"}, "has a star inside a word"),
        ({"terms": "tillit,"}, "term '' has no words"),
        ({"terms": "*"}, "has a star without a word"),
        ({"terms": "a", "poles": ["npm"]}, "poles and names do not go with them"),
        ({"exact": True}, "exact goes with terms"),
    ],
)
def test_what_cannot_be_searched_for_is_said(options, said):
    with pytest.raises(og.RequestError, match=said.replace("*", r"\*")):
        og.hits(TEXT, **options)


@given(NASTY)
def test_every_place_is_a_slice_of_the_source(text):
    document = og.Document.from_text(text, lang="sv")
    for row in og.hits(document, terms=["tillit*", "*styrning", "och", "a", "mål och medel"]):
        assert document.source[row["start"] : row["end"]] == row["text"]
        assert document.utf8[row["byte_start"] : row["byte_end"]].decode() == row["text"]


def test_a_search_finds_what_the_lexicon_finds_of_a_word(data):
    corpus = list(og.read_corpus(data / "policy"))
    hits = {(row["id"], row["start"]) for row in og.hits(corpus) if row["term"] == "decentralisering"}
    found = {(row["id"], row["start"]) for row in og.hits(corpus, terms=["decentralisering"])}
    assert hits
    assert hits <= found | {(row["id"], row["start"]) for row in og.hits(corpus, terms=["*decentralisering*"])}
