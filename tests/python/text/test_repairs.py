from __future__ import annotations

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og


def test_every_repair_is_a_row_that_says_what_stood_there():
    rows = list(og.repairs("Ett sam\xadhälle med ﬁna ord.", lang="sv").rows())
    assert [(row["kind"], row["before"], row["after"]) for row in rows] == [
        ("soft_hyphen", "\xad", ""),
        ("ligature", "ﬁ", "fi"),
    ]


def test_a_kind_can_be_switched_off():
    text = "Ett sam\xadhälle med ﬁna ord."
    assert og.repairs(text, no_repair=["soft_hyphen"])["kind"] == ["ligature"]
    assert og.tokens(text, lang="sv", no_repair=["ligature"])["norm"][3] == "ﬁna"
    with pytest.raises(og.RequestError, match="repair 'spelling' is not one of: mojibake, decomposed"):
        og.repairs(text, no_repair=["spelling"])


def test_a_broken_word_is_found_and_shown_as_it_stands():
    text = "Nämnden prövar till-\nitsbaserad styr\xadning och mål\xadstyrning."
    hits = {hit["term"]: hit for hit in og.hits(text, lang="sv").rows()}
    assert hits["målstyrning"]["text"] == "mål\xadstyrning"
    assert hits["målstyrning"]["canonical"] == "målstyrning"


@given(NASTY)
def test_undoing_all_repairs_gives_the_source(text):
    document = og.Document.from_text(text, lang="sv")
    source, reading, done = "", document.text, 0
    at = 0  # in the source
    for row in document.repairs.rows():
        kept = row["start"] - at
        source += reading[done : done + kept] + row["before"]
        done += kept
        assert reading[done : done + len(row["after"])] == row["after"]
        done += len(row["after"])
        at = row["end"]
    assert source + reading[done:] == document.source
