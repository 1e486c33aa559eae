from __future__ import annotations

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og

COLUMNS = (
    "id lang start end byte_start byte_end line page text canonical term pole category tier weight polarity voice "
    "attitude speaker number date sentence passage left right"
).split()


def poles(text, lang="sv"):
    return [
        (row["text"], row["pole"]) for row in og.hits(text, lang=lang).rows() if row["pole"] in ("npm", "trust", "role")
    ]


def test_the_columns_are_those_of_the_contract():
    assert og.hits("").columns == COLUMNS


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("sv", "Vi kunde inte svara.", []),
        ("sv", "Sekunderna gick.", []),
        ("sv", "Hon tog upp klagomålet med kommunstyrelsen.", []),
        ("sv", "De förtroendevalda och arbetsmarknadsnämnden.", []),
        ("sv", "målstyrningens", [("målstyrningens", "npm")]),
        ("sv", "En målstyrningsmodell.", [("målstyrningsmodell", "npm")]),
        ("sv", "Mål- och\nresultatstyrningen.", [("Mål- och\nresultatstyrningen", "npm")]),
        ("da", "Tillidsrepræsentanten og mistillidsvotummet.", []),
        ("da", "Målstyringens tid.", [("Målstyringens", "npm")]),
        ("da", "Kommunen ser borgeren som en kunde.", [("borgeren", "role"), ("kunde", "role")]),
    ],
)
def test_finds_what_it_should_and_nothing_else(lang, text, expected):
    assert poles(text, lang) == expected


def test_a_phrase_never_crosses_a_full_stop():
    assert poles("Vi har mål- och. Resultatstyrning") == [("Resultatstyrning", "npm")]


def test_a_hit_says_where_it_stands():
    source = "Först.\r\n\r\nDär är m\u0061\u030alstyrningen 𝒳 tilliten."
    first, second = (row for row in og.hits(source, lang="sv").rows() if row["pole"] != "role")
    assert source[first["start"] : first["end"]] == first["text"] == "m\u0061\u030alstyrningen"
    assert first["canonical"] == "målstyrningen"
    assert (first["term"], first["line"], first["sentence"]) == ("målstyrning", 3, 1)
    assert source.encode()[second["byte_start"] : second["byte_end"]].decode() == second["text"] == "tilliten"
    assert second["canonical"] is None
    assert second["left"].endswith("är m\u0061\u030alstyrningen 𝒳 ")
    assert second["right"] == "."


@given(NASTY)
def test_every_hit_is_a_slice_of_the_source_and_hits_do_not_overlap(text):
    document = og.Document.from_text(text, lang="sv")
    end = 0
    for row in og.hits(document).rows():
        assert document.source[row["start"] : row["end"]] == row["text"]
        assert document.utf8[row["byte_start"] : row["byte_end"]].decode() == row["text"]
        assert (
            row["line"]
            == 1 + len(document.source[: row["start"]].replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
        )
        assert document.source[: row["start"]].endswith(row["left"])
        assert document.source[row["end"] :].startswith(row["right"])
        assert row["start"] >= end
        end = row["end"]


@given(NASTY, NASTY)
def test_a_document_is_read_alike_alone_and_among_others(one, other):
    def shape(table, id):
        return [(row["start"], row["end"], row["term"], row["pole"]) for row in table.rows() if row["id"] == id]

    assert shape(og.hits([one, other], lang="sv"), "1") == shape(og.hits(other, lang="sv"), "0")
