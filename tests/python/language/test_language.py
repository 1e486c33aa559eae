from __future__ import annotations

import ordagrant as og


def test_each_text_has_a_language_and_a_confidence():
    texts = ["Vi kunde inte svara på frågan.", "Hvad skal jeg gøre nu?", "We could not answer.", "12 345", ""]
    table = og.language(texts)
    assert table["lang"] == ["sv", "da", "en", "und", "und"]
    assert all(0 <= confidence <= 1 for confidence in table["confidence"])
    assert table["confidence"][3] == table["confidence"][4] == 0
    assert table["status"] == ["ok"] * 4 + ["empty"]


def test_the_language_is_the_one_that_the_text_verb_gives(ordagrant, tmp_path):
    (tmp_path / "x.txt").write_text("Kommunen sparer på det hele, og vi må ikke vide noget.", encoding="utf-8")
    row = ordagrant("language", "x.txt").rows[0]
    assert list(row) == ["id", "lang", "confidence", "status"]
    assert row["lang"] == ordagrant("text", "x.txt").rows[0]["lang"] == "da"


def test_a_quotation_in_another_language_is_a_passage_of_its_own(ordagrant, tmp_path):
    text = (
        "Rapporten jämför hur kommunerna följer upp sin äldreomsorg och vad det kostar.\n\n"
        "Vi bruger alt for meget tid på at skrive ned, hvad vi allerede har gjort hos borgerne.\n\n"
        "Så säger en medarbetare i den danska delen av studien, och hon är inte ensam om det.\n"
    )
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    rows = ordagrant("language", "x.txt", "--by", "passage").rows
    assert [(row["id"], row["lang"]) for row in rows] == [("x.txt#0", "sv"), ("x.txt#1", "da"), ("x.txt#2", "sv")]
    assert text[rows[1]["start"] : rows[1]["end"]] == text.split("\n\n")[1]
    assert ordagrant("language", "x.txt").rows[0]["lang"] == "sv"
    refused = ordagrant("language", "x.txt", "--by", "sentence")
    assert refused.code == 2
    assert "by 'sentence' is not one of: document, passage" in refused.err
