from __future__ import annotations

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og

COLUMNS = (
    "id lang status words npm trust npm_low npm_high trust_low trust_high npm_hits trust_hits npm_reversed "
    "trust_reversed npm_criticised trust_criticised quoted reported critique about statutory balance balance_low "
    "balance_high label p_npm p_trust"
).split()


def test_the_columns_are_those_of_the_contract_and_then_a_rate_a_category():
    columns = og.score("").columns
    assert columns[: len(COLUMNS)] == COLUMNS
    assert {"npm_goals_results", "npm_market", "trust_trust", "trust_discretion", "role_customer"} <= set(
        columns[len(COLUMNS) :]
    )


def test_a_rate_is_weighted_hits_per_thousand_words():
    text = "Tillit och målstyrning " + "ord " * 497
    row = next(og.score(text, lang="sv").rows())
    assert (row["words"], row["npm_hits"], row["trust_hits"]) == (500, 1, 1)
    assert row["npm"] == row["npm_goals_results"] == pytest.approx(2.0, abs=1e-12)
    assert row["trust"] == row["trust_trust"] == pytest.approx(2.0, abs=1e-12)


def test_marks_and_numbers_are_no_words():
    assert og.score("Tillit, 1 200 ... 5 %!", lang="sv")["words"] == [1]


def test_an_empty_document_is_a_row_with_a_status():
    scores = og.score(["", " \n", "Tillit"], lang="sv")
    assert scores["status"] == ["empty", "empty", "ok"]
    assert scores["words"] == [None, None, 1]


def test_what_no_room_reads_yet_is_null():
    row = next(og.score("Ingen tillit!", lang="sv").rows())
    assert row["trust_reversed"] is row["label"] is row["balance"] is None


def test_a_score_opens_to_the_words_it_was_counted_from():
    scores = og.score(["Målstyrningen.", "Vi har tillit."], lang="sv")
    assert scores.evidence(0)["text"] == ["Målstyrningen"]
    assert scores.evidence(1)["text"] == ["tillit"]
    with pytest.raises(IndexError):
        scores.evidence(2)


@given(NASTY)
def test_the_score_counts_the_hits_that_are_shown(text):
    scores = og.score(text, lang="sv")
    hits = [row for row in scores.evidence(0).rows() if row["tier"] != "statutory"]
    row = next(scores.rows())
    if row["status"] == "empty":
        assert hits == []
        return
    for pole in ("npm", "trust"):
        mine = [hit for hit in hits if hit["pole"] == pole]
        assert row[f"{pole}_hits"] == len(mine)
        weight = sum(hit["weight"] for hit in mine)
        assert row[pole] == pytest.approx(1000 * weight / max(1, row["words"]))
