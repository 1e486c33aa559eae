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
