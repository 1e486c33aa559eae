"""A Doc of spaCy is a text like any other, and hits become spans of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og
from ordagrant.table import Table, table_of

spacy = pytest.importorskip("spacy")

SWEDISH = (
    "Nämnden vill ha tillit i stället för målstyrning.\n\nMål- och resultatstyrningen har blivit för tung, 😀 sade hon."
)
DANISH = "Byrådet vil have tillid frem for målstyring. Mere kontrol er ikke svaret."


@pytest.fixture(scope="module")
def blank():
    return {lang: spacy.blank(lang) for lang in ("sv", "da")}


@pytest.mark.parametrize(("lang", "text"), [("sv", SWEDISH), ("da", DANISH)])
@pytest.mark.parametrize("verb", [og.hits, og.tokens, og.score, og.passages, og.quotes, og.language])
def test_a_doc_is_its_text(blank, lang, text, verb):
    doc = blank[lang](text)
    assert verb(doc).json_lines() == verb(text).json_lines()
    assert verb([text, doc]).json_lines() == verb([text, text]).json_lines()


@pytest.mark.parametrize(("lang", "text"), [("sv", SWEDISH), ("da", DANISH)])
def test_every_hit_becomes_a_span_that_says_what_it_is(blank, lang, text):
    doc = blank[lang](text)
    hits = og.hits(doc, lang=lang)
    assert len(hits.to_spacy(doc)) == 0
    spans = doc.spans["ordagrant"]
    assert [span.text for span in spans] == hits["text"]
    assert [(span.start_char, span.end_char) for span in spans] == list(zip(hits["start"], hits["end"], strict=True))
    assert [span.label_ for span in spans] == [f"{hit['pole']}/{hit['category']}" for hit in hits]
    assert [span.kb_id_ for span in spans] == hits["term"]
    assert [span.id_.split()[:2] for span in spans] == [[hit["polarity"], hit["voice"]] for hit in hits]


def test_a_reversed_hit_is_told_from_an_affirmed_one(blank):
    doc = blank["sv"]("Vi vill ha tillit i stället för målstyrning.")
    og.hits(doc).to_spacy(doc)
    assert [(span.text, span.label_, span.id_) for span in doc.spans["ordagrant"]] == [
        ("tillit", "trust/trust", "affirmed own affirms"),
        ("målstyrning", "npm/goals_results", "reversed own affirms"),
    ]


def test_each_doc_of_a_list_gets_its_own_and_keeps_no_old_ones(blank):
    docs = [blank["sv"](text) for text in ("Tillit!", "", "Mer kontroll, mer tillit.")]
    for _ in range(2):
        og.hits(docs, lang="sv").to_spacy(docs, key="styrning")
    assert [[span.text for span in doc.spans["styrning"]] for doc in docs] == [
        ["Tillit"],
        [],
        ["Mer kontroll", "tillit"],
    ]


# Hits of another tool's tokens, or of damage that was mended, need not be whole tokens of spaCy.
@pytest.mark.parametrize(
    ("alignment", "spans", "named"),
    [
        ("expand", ["tillit_och"], [("tillit", "tillit_och")]),
        ("contract", [], [("tillit", None)]),
        ("strict", [], [("tillit", None)]),
    ],
)
def test_what_is_no_span_of_tokens_is_named(blank, alignment, spans, named):
    text = "Mer tillit_och."
    doc = blank["sv"](text)
    assert [token.text for token in doc] == ["Mer", "tillit_och", "."]
    hit = {"id": "0", "start": 4, "end": 10, "text": "tillit", "pole": "trust", "category": "trust", "term": "tillit"}
    meant = {"polarity": "affirmed", "voice": "own", "attitude": "affirms"}
    fields = {name: "integer" if name in ("start", "end") else "text" for name in hit | meant}
    hits = Table(table_of(fields, [hit | meant]))
    misaligned = hits.to_spacy(doc, alignment=alignment)
    assert [span.text for span in doc.spans["ordagrant"]] == spans
    assert [(row["text"], row["span_text"]) for row in misaligned] == named


def test_words_that_are_searched_for_are_spans_too(blank):
    doc = blank["da"](DANISH)
    og.hits(doc, terms="kontrol", lang="da").to_spacy(doc)
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["ordagrant"]] == [
        ("kontrol", "term", "kontrol")
    ]


@pytest.mark.parametrize("alignment", ["expand", "contract", "strict"])
@given(text=NASTY)
def test_no_hit_is_lost(blank, alignment, text):
    doc = blank["sv"](og.Document.from_text(f"tillit {text} Målstyrning.").source)
    hits = og.hits(doc, lang="sv")
    misaligned = hits.to_spacy(doc, alignment=alignment)
    exact = {(hit["start"], hit["end"]) for hit in hits} - {(row["start"], row["end"]) for row in misaligned}
    assert exact <= {(span.start_char, span.end_char) for span in doc.spans["ordagrant"]}
    assert len(doc.spans["ordagrant"]) == len(hits) - misaligned["span_text"].count(None)


def test_hits_of_another_text_are_a_wrong_request(blank):
    hits = og.hits("Mer tillit.")
    with pytest.raises(og.RequestError, match="the hit 'tillit', characters 4 to 10 of '0', is of no such doc"):
        hits.to_spacy(blank["sv"]("Helt andra ord."))
    with pytest.raises(og.RequestError, match="alignment 'near' is not one of: expand, contract, strict"):
        hits.to_spacy(blank["sv"]("Mer tillit."), alignment="near")


def test_spans_survive_on_disk(blank, tmp_path):
    doc = blank["sv"](SWEDISH)
    og.hits(doc).to_spacy(doc)
    doc.to_disk(tmp_path / "doc")
    read = spacy.tokens.Doc(blank["sv"].vocab).from_disk(tmp_path / "doc")
    assert [(span.text, span.label_) for span in read.spans["ordagrant"]] == [
        (span.text, span.label_) for span in doc.spans["ordagrant"]
    ]
