from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og

MINUTES = """GRANVIKS KOMMUN
Socialnämnden

Sammanträdesdatum: 2024-03-12

§ 34 Uppföljning av hemtjänsten
Dnr SN 2024/17

Sammanfattning
Brukartiden har ökat från 62 till 71 procent. Målstyrningen ska stärkas.

Yrkanden
Ulla Plinghult (S) yrkar bifall till förslaget. Hon vill ha mer tillit.

Votering
Omröstningen gav 7 ja-röster mot 4 nej-röster.

Beslut
Socialnämnden beslutar att godkänna uppföljningen.
Förvaltningen får i uppdrag att återkomma senast den 1 oktober 2024.
"""


def test_an_item_has_its_number_and_title():
    found = og.passages(MINUTES, lang="sv", kinds=["item"])
    assert found["number"] == ["34"]
    assert found["heading"] == ["Uppföljning av hemtjänsten"]
    assert found["date"] == ["2024-03-12"]


def test_a_fact_is_a_row_with_columns_of_its_kind():
    (vote,) = og.passages(MINUTES, lang="sv", kinds=["vote"])
    assert (vote["kind"], vote["yes"], vote["no"], vote["abstain"]) == ("vote", 7, 4, None)
    assert "owner" not in vote
    decision, task = og.passages(MINUTES, lang="sv", kinds=["decision"])
    assert (decision["body"], decision["outcome"]) == ("Socialnämnden", "att godkänna uppföljningen")
    assert (task["body"], task["number"]) == ("Socialnämnden", "34")
    (assignment,) = og.passages(MINUTES, lang="sv", kinds=["assignment"])
    assert (assignment["owner"], assignment["due"]) == ("Förvaltningen", "2024-10-01")
    (figure,) = og.passages(MINUTES, lang="sv", kinds=["figure"])
    assert (figure["value"], figure["compared"], figure["unit"]) == (71.0, 62.0, "procent")


def test_several_kinds_have_the_columns_of_all():
    found = og.passages(MINUTES, lang="sv", kinds=["vote", "decision", "item"])
    assert found["kind"] == ["item", "vote", "decision", "decision"]
    assert found.columns[-6:] == ["yes", "no", "abstain", "names", "body", "outcome"]


def test_an_unknown_kind_is_an_error_that_names_the_known_ones():
    with pytest.raises(og.RequestError, match="kind 'votes' is not one of: heading, item, .*, vote, decision"):
        og.passages("Hej", lang="sv", kinds=["votes"])


def test_a_quotation_says_who_is_named_and_where():
    text = "– Vi litar på dem, säger Maja Plinghult, enhetschef.\n\nHon kallar planen ”en papperstiger"
    spoken, scare = og.quotes(text, lang="sv")
    assert spoken["text"] == "Vi litar på dem"
    assert spoken["speaker"] == text[spoken["speaker_start"] : spoken["speaker_end"]] == "Maja Plinghult"
    assert spoken["closed"] is True
    assert scare["closed"] is False
    assert (spoken["id"], spoken["doc"], scare["id"]) == ("0#0", "0", "0#1")


def test_a_hit_says_who_speaks_and_in_which_item():
    hits = og.hits(MINUTES, lang="sv", poles=["npm", "trust"])
    by_term = {row["term"]: row for row in hits}
    assert by_term["målstyrning"]["speaker"] is None
    assert by_term["tillit"]["speaker"] == "Ulla Plinghult"
    assert {(row["number"], row["date"]) for row in hits} == {("34", "2024-03-12")}
    passages = list(og.passages(MINUTES, lang="sv"))
    assert all(passages[row["passage"]]["start"] <= row["start"] < passages[row["passage"]]["end"] for row in hits)


def test_scores_of_speakers_are_of_what_each_says_quoted_or_not():
    text = "”Mer tillit”, säger Maja Plinghult.\n\nMålstyrningen består.\n\n– Målstyrning, svarar Otto Vrøffel."
    scores = og.score([text, "– Tillit, säger Maja Plinghult."], by="speaker", lang="sv", resamples=0)
    found = {row["id"]: (row["npm_hits"], row["trust_hits"]) for row in scores}
    assert found == {"": (1, 0), "Maja Plinghult": (0, 2), "Otto Vrøffel": (1, 0)}
    assert [hit["text"] for hit in scores.evidence(1) if hit["tier"] != "frame"] == ["tillit", "Tillit"]


def test_scores_of_months_go_by_the_date_of_the_text():
    first = og.Document.from_text(MINUTES, "a", lang="sv")
    second = og.Document.from_text("Mer tillit.", "b", lang="sv", meta={"date": "2024-05-02"})
    scores = og.score([first, second], by="month", resamples=0)
    assert scores["id"] == ["2024-03", "2024-04", "2024-05"]
    assert scores["status"] == ["ok", "empty", "ok"]
    assert scores["trust_hits"] == [1, None, 1]
    assert set(scores.evidence(2)["id"]) == {"b"}


@given(NASTY)
def test_passages_cover_every_token_and_quotations_lie_in_the_text(text):
    document = og.Document.from_text(text, lang="sv")
    passages = list(og.passages(document))
    assert [row["passage"] for row in passages] == list(range(len(passages)))
    behind = 0
    for row in passages:
        assert behind <= row["start"] < row["end"] <= len(document.source)
        assert document.source[row["start"] : row["end"]] == row["text"]
        behind = row["end"]
    starts = og.tokens(document, columns=["start"])["start"]
    spans = [(row["start"], row["end"]) for row in passages]
    assert all(any(start <= token < end for start, end in spans) for token in starts)
    for row in og.quotes(document):
        assert document.source[row["start"] : row["end"]] == row["text"] != ""
        assert (row["speaker_start"] is None) == (row["speaker_end"] is None)


def test_the_evidence_of_a_passage_is_what_it_counts():
    text = "- Mer tillit, färre\n- mål och mindre målstyrning\n- fler indikatorer\n\nTillit. Målstyrning."
    documents = [og.Document.from_text(text, "a", lang="sv"), og.Document.from_text("", "a#0", lang="sv")]
    documents += [og.Document.from_text("Målstyrning.", "a", lang="sv")]
    for by in ("passage", "sentence"):
        scores = og.score(documents, by=by, resamples=0)
        for row, found in enumerate(scores):
            hits = [hit for hit in scores.evidence(row) if hit["tier"] != "frame"]
            evidence = [hit for hit in hits if hit["polarity"] == "affirmed"]
            for pole in ("npm", "trust"):
                assert (found[f"{pole}_hits"] or 0) == sum(hit["pole"] == pole for hit in evidence), (by, row, pole)


@pytest.mark.parametrize("column", ["lemma", "parts", "stem", "norm", "text"])
def test_a_column_alone_has_as_many_rows_as_with_others(column):
    texts = [og.Document.from_text("The board of the city.", "0"), og.Document.from_text("Målen styr.", "1", lang="sv")]
    assert len(og.tokens(texts, columns=column)) == len(og.tokens(texts)) == 9


def test_a_text_without_a_word_is_a_row_all_the_same():
    for by in ("document", "passage", "sentence", "speaker", "month", "all"):
        assert og.score("\u200b", by=by, lang="sv", resamples=0)["words"] == [0], by


def test_a_quotation_and_a_passage_stand_on_a_line_and_of_a_pdf_on_a_page():
    text = "En rad.\n\n– Vi litar på dem, säger Maja Plinghult.\n\fHon vill ha ”mer tillit”."
    of_text = og.Document.from_text(text, lang="sv")
    of_pages = replace(of_text, pages=2, pages_read=2)
    for rows in (og.quotes(of_text), og.passages(of_text)):
        assert set(rows["page"]) == {None}
    found = og.quotes(of_pages)
    assert list(zip(found["text"], found["line"], found["page"], strict=True)) == [
        ("Vi litar på dem", 3, 1),
        ("mer tillit", 4, 2),
    ]
    rows = og.passages(of_pages)
    assert list(zip(rows["line"], rows["page"], strict=True)) == [(1, 1), (3, 1), (4, 2)]
    for row in [*found, *rows]:
        assert row["line"] == text.count("\n", 0, row["start"]) + 1
        assert row["page"] == text.count("\f", 0, row["start"]) + 1


def test_titles_in_a_list_are_nobodys_words():
    agenda = (
        "Sagen blev behandlet af Karin Ekdal og Bo Granrot.\n\nBilag\n\n"
        "– 26 Støtte til Foreningen Leg og Lær\n"
        "– 26 Belysning A 'Støtte til Foreningen Leg og Lær – styrkelse af medborgerskab og demokratiske værdier'\n"
        "– 27 Takstoversigt Børn\n"
        "– 27 Belysning A 'Styrkelse af civilsamfundets indsats mod vold og negativ social kontrol i udsatte områder'\n"
    )
    assert [(row["kind"], row["speaker"]) for row in og.quotes(agenda, lang="da")] == [("title", None)] * 2
    # What somebody says stays theirs in a list, too.
    voices = "Karin Ekdal:\n\n- Hun svarer: »Vi har ventet på det her i mange år nu, og vi er trætte«\n- Tak\n"
    assert [row["kind"] for row in og.quotes(voices, lang="da")] == ["direct_quote"]
