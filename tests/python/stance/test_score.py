from __future__ import annotations

import json
import math
import pickle

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og

COLUMNS = (
    "id lang status words npm trust npm_low npm_high trust_low trust_high npm_hits trust_hits npm_reversed "
    "trust_reversed npm_criticised trust_criticised quoted reported critique about statutory balance balance_low "
    "balance_high label p_npm p_trust"
).split()


def row(text, **options):
    (only,) = og.score(text, lang="sv", **options).rows()
    return only


def test_the_columns_are_those_of_the_contract_and_then_a_rate_a_category():
    columns = og.score("").columns
    assert columns[: len(COLUMNS)] == COLUMNS
    assert {"npm_goals_results", "npm_market", "trust_trust", "role_customer"} <= set(columns[len(COLUMNS) :])


@pytest.mark.parametrize("by", ["document", "sentence", "speaker", "month", "all"])
def test_a_pickle_opens_as_what_was_pickled(by):
    texts = ["Vi vill ha tillit i stället för målstyrning.", "Mer kontroll. Vi litar på varandra.", ""]
    scores = og.score(texts, by=by, lang="sv")
    copied = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(scores))))
    assert list(copied) == list(scores)
    for number in range(len(scores)):
        assert list(copied.evidence(number)) == list(scores.evidence(number))
        assert list(copied.signals(number)) == list(scores.signals(number))


def test_a_pickle_does_not_open_by_another_lexicon(tmp_path):
    header = "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\tsource\tnote\n"
    entry = "sv\tnpm\tgoals_results\t{}\tlemma\tnoun\tcore\tno\t\tjudged\t\n"
    lexicon = tmp_path / "own.tsv"
    lexicon.write_text(header + entry.format("måltavla"), encoding="utf-8")
    scores = og.score("Måltavlan är ny.", lang="sv", lexicons=[str(lexicon)])
    pickled = pickle.dumps(scores)
    lexicon.write_text(header + entry.format("tavla"), encoding="utf-8")
    copied = pickle.loads(pickled)
    assert copied["npm_hits"] == [1]
    with pytest.raises(og.RequestError, match=r"own\.tsv.* is no longer what it was"):
        copied.evidence(0)
    assert scores.evidence(0)["text"] == ["Måltavlan"]
    with pytest.raises(og.RequestError, match=r"own\.tsv.* was changed since this was counted"):
        pickle.dumps(scores)


def test_a_rate_is_weighted_hits_per_thousand_words():
    found = row("Tillit och målstyrning " + "ord " * 497)
    assert (found["words"], found["npm_hits"], found["trust_hits"]) == (500, 1, 1)
    assert found["npm"] == found["npm_goals_results"] == pytest.approx(2.0, abs=1e-12)
    assert found["trust"] == found["trust_trust"] == pytest.approx(2.0, abs=1e-12)


def test_marks_and_numbers_are_no_words():
    assert row("Tillit, 1 200 ... 5 %!")["words"] == 1


def test_an_empty_document_is_a_row_with_a_status():
    scores = og.score(["", " \n", "Tillit"], lang="sv")
    assert scores["status"] == ["empty", "empty", "ok"]
    assert scores["words"] == [None, None, 1]


def test_what_is_criticised_is_counted_apart_and_in_no_rate():
    found = row("Problemet med målstyrning är stressen. Tilliten är ett misslyckande.")
    assert (found["npm"], found["npm_hits"], found["npm_criticised"]) == (0, 0, 1)
    assert (found["trust"], found["trust_hits"], found["trust_criticised"]) == (0, 0, 1)


def test_reversed_and_quoted_hits_are_counted_apart_and_in_no_rate():
    found = row("Vi avskaffar målstyrningen. De talar om ”tillit”. Ingen tillit finns kvar.")
    assert (found["npm"], found["npm_hits"], found["npm_reversed"]) == (0, 0, 1)
    assert (found["trust"], found["trust_hits"], found["trust_reversed"], found["quoted"]) == (0, 0, 1, 1)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Målstyrning och nyckeltal ska stärka konkurrensutsättningen.", "npm"),
        ("Vi bygger på tillit och handlingsutrymme.", "trust"),
        ("Bort från målstyrning, detaljstyrning och minutscheman!", "trust"),
        ("Tydliga mål, nyckeltal och konkurrens ska förenas med tillit, handlingsutrymme och eget omdöme.", "mixed"),
        ("Sammanträdet öppnas kl. 18.30.", "none"),
    ],
)
def test_the_label_weighs_all_evidence(text, label):
    assert row(text)["label"] == label


@pytest.mark.parametrize(
    ("text", "label", "signal"),
    [
        ("Handläggningstiden ska vara högst 10 dagar.", "npm", "target"),
        ("Vi följer handläggningstiden över tid för att förstå variationen.", "trust", "learning"),
        ("De som arbetar nära barnen vet bäst vad som behövs.", "trust", "know"),
        ("Pappersarbetet och blanketterna tar tid från eleverna.", "trust", "burden"),
        ("Driften ska läggas ut till lägst anbud.", "npm", "compete"),
    ],
)
def test_a_position_needs_no_word_of_the_lexicon(text, label, signal):
    scores = og.score(text, lang="sv")
    assert scores["label"] == [label]
    assert signal in scores.signals(0)["signal"]
    assert signal in scores.evidence(0)["term"]


@pytest.mark.parametrize(
    "text",
    [
        "Ansökan ska lämnas senast den 3 mars.",
        "Företagen behöver mindre byråkrati, och industrins konkurrenskraft kräver lägre energipriser.",
        "Kriget i Ukraina har minskat tilliten till ryska medier.",
    ],
)
def test_other_fields_than_public_services_have_no_orientation(text):
    assert row(text)["label"] == "none"


def test_the_same_weights_read_both_languages():
    for swedish, danish in [
        ("De ska själva bestämma.", "De skal selv bestemme."),
        ("Lägsta pris vann.", "Laveste pris vandt."),
    ]:
        (sv,), (da,) = (og.score(text, lang=lang).rows() for text, lang in [(swedish, "sv"), (danish, "da")])
        assert (sv["label"], sv["p_npm"], sv["p_trust"]) == (da["label"], da["p_npm"], da["p_trust"])


def test_probabilities_are_null_where_nothing_was_read():
    scores = og.score([og.Document.from_text("Trust is good.", "x", "und"), og.Document.from_text("", "y", "sv")])
    assert scores["label"] == ["none", None]
    assert scores["p_npm"] == scores["p_trust"] == [None, None]
    assert len(scores.signals(0)) == len(scores.signals(1)) == 0


def test_a_decision_is_the_sum_of_its_signals():
    scores = og.score(["Vi litar på personalen och vill ha färre mål.", "Sammanträdet öppnas."], lang="sv")
    for number, found in enumerate(scores.rows()):
        for pole in ("npm", "trust"):
            odds = sum(scores.signals(number)[pole])
            assert found[f"p_{pole}"] == pytest.approx(1 / (1 + math.exp(-odds)), abs=2e-4)


def test_what_a_speaker_says_is_theirs_in_words_and_in_turns_of_phrase():
    text = '"Blanketterna och pappersarbetet tar tid från barnen", säger rektorn Ylva Påhittsson.'
    scores = og.score(og.Document.from_text(text, "x", "sv"), by="speaker", resamples=0)
    number = scores["id"].index("Ylva Påhittsson")
    found = scores.evidence(number)
    assert set(found["voice"]) == {"own"}
    assert scores["critique"][number] == found["pole"].count("critique") > 0


def test_the_evidence_of_a_month_is_of_its_documents_alone_though_ids_come_twice():
    documents = [og.Document.from_text(text, "a", "sv") for text in ("Tillit.", "Målstyrning.", "Nyckeltal.")]
    for document, date in zip(documents, ["2024-01-02", "2024-02-09", "2024-02-10"], strict=True):
        document.meta["date"] = date
    scores = og.score(documents, by="month", resamples=0)
    assert [scores.evidence(number)["text"] for number in range(len(scores))] == [
        ["Tillit"],
        ["Målstyrning", "Nyckeltal"],
    ]


@pytest.mark.parametrize("text", ["Tillit.", ""])
def test_a_date_of_no_century_of_documents_is_no_month(text):
    documents = [og.Document.from_text("Tillit.", "a", "sv"), og.Document.from_text(text, "b", "sv")]
    documents[0].meta["date"] = "2024-01-02"
    documents[1].meta["date"] = "0001-01-01"
    assert og.score(documents, by="month", resamples=0)["id"] == ["", "2024-01"]


def test_signals_are_those_of_the_unit():
    document = og.Document.from_text("De vet bäst.\n\nVi mäter allt.", "x", "sv")
    for by in ("passage", "sentence"):
        scores = og.score(document, by=by)
        assert [scores.signals(number)["signal"] for number in (0, 1)] == [["bias", "know"], ["bias", "burden"]]
    everything = og.score([document, document], by="all")
    assert everything.signals(0)["signal"] == ["bias", "know", "burden"]
    assert everything.signals(0)["count"] == [None, 2, 2]
    with pytest.raises(IndexError):
        everything.signals(1)


def test_a_balance_needs_hits_and_a_text_that_is_not_about_npm():
    five = "Tillit. Handlingsutrymme. Helhetssyn. Målstyrning. Nyckeltal."
    assert row("Tillit.")["balance"] is None
    balance = row(five)
    assert balance["balance"] == pytest.approx(
        (balance["trust"] - balance["npm"]) / (balance["trust"] + balance["npm"])
    )
    about = row(five + " New Public Management.")
    assert about["about"] == 1
    assert about["balance"] is None


def test_an_interval_holds_the_rate_and_comes_again():
    text = "Tillit växer. Målstyrning består. " * 20 + "Nu händer ingenting alls här. " * 60
    found = row(text)
    assert 0 < found["trust_low"] < found["trust"] < found["trust_high"]
    assert 0 < found["npm_low"] < found["npm"] < found["npm_high"]
    assert row(text) == found
    assert row(text, seed=1)["trust_low"] != found["trust_low"] or row(text, seed=1)["npm_low"] != found["npm_low"]
    without = row(text, resamples=0)
    assert without["trust_low"] is without["npm_high"] is without["balance_low"] is None
    assert without["trust"] == found["trust"]


def test_an_interval_is_as_wide_as_the_binomial_one():
    # One word a sentence, a fifth of them tillit: the rate is a share, whose interval is known.
    words = 500
    found = row("Tillit.\n\n" * (words // 5) + "Ja.\n\n" * (words - words // 5), resamples=4000)
    spread = 1.96 * (0.2 * 0.8 / words) ** 0.5 * 1000
    assert found["trust"] == pytest.approx(200)
    assert found["trust_low"] == pytest.approx(200 - spread, abs=5)
    assert found["trust_high"] == pytest.approx(200 + spread, abs=5)


def test_passages_and_sentences_are_rows_with_a_number():
    document = og.Document.from_text("Tillit. Ja.\n\nMålstyrning.", "x", "sv")
    passages, sentences = og.score(document, by="passage"), og.score(document, by="sentence")
    assert passages["id"] == ["x#0", "x#1"]
    assert (passages["trust_hits"], passages["npm_hits"], passages["words"]) == ([1, 0], [0, 1], [2, 1])
    assert sentences["id"] == ["x#0", "x#1", "x#2"]
    assert [hit["passage"] for hit in og.hits(document).rows()] == [0, 1]


@pytest.fixture
def letters(tmp_path):
    rows = [
        {"id": "a", "text": "Tillit.", "day": "2024-01-30", "unit": "skola"},
        {"id": "b", "text": "Tillit. Målstyrning.", "day": "2024-01-02", "unit": "vård"},
        {"id": "c", "text": "Målstyrning.", "day": "2024-04", "unit": "vård"},
        {"id": "d", "text": "", "day": None, "unit": "vård"},
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return lambda: og.read_corpus(tmp_path / "x.jsonl", date="day", group="unit", lang="sv")


def test_dispersion_is_over_what_is_drawn():
    text = "Tillit. Ja. Nej.\n\n" * 10 + "Ja. Ja. Nej.\n\n" * 10
    assert row(text)["trust_dp"] == pytest.approx(50 / 60)
    found = row(text, resample="passages")
    assert (found["trust_dp"], found["trust_dp_norm"]) == (pytest.approx(0.5), pytest.approx(0.5 / (1 - 1 / 20)))
    assert found["npm_dp"] is None
    alone = row(text, resample="documents")
    assert alone["trust_dp"] is alone["trust_low"] is None
    assert alone["trust"] == found["trust"]
    several = og.score([text] * 5, by="all", resample="documents", lang="sv")
    assert (several["trust_dp"], several["trust_low"]) == ([0], several["trust"])


def test_documents_that_differ_make_an_interval_wider():
    texts = ["Tillit. " * 20 + "Ja. " * 20, "Ja. " * 40] * 8
    wide, narrow = (
        next(og.score(texts, by="all", resample=part, lang="sv").rows()) for part in ("documents", "sentences")
    )
    assert wide["trust"] == narrow["trust"]
    assert wide["trust_low"] < narrow["trust_low"]
    assert wide["trust_high"] > narrow["trust_high"]


PRINCIPLE = "Tilliten är utgångspunkten för styrningen i hela kommunen."


def test_a_repeated_sentence_counts_once_and_opens_to_that_one():
    documents = [og.Document.from_text(f"Tillit i {n}. {PRINCIPLE}", id, "sv") for n, id in enumerate("cab")]
    (all_,) = og.score(documents, by="all").rows()
    once = og.score(documents, by="all", repeated="once")
    assert (all_["trust_hits"], once["trust_hits"]) == (6, [4])
    evidence = [(hit["id"], hit["text"]) for hit in once.evidence(0) if hit["pole"] == "trust"]
    assert evidence == [("c", "Tillit"), ("a", "Tillit"), ("a", "Tilliten"), ("b", "Tillit")]
    # In each document it stands once.
    by_document = og.score(documents, repeated="once")
    assert by_document["trust_hits"] == [2, 2, 2]
    assert [hit["text"] for hit in by_document.evidence(0) if hit["pole"] == "trust"] == ["Tillit", "Tilliten"]
    backwards = og.score(documents[::-1], by="all", repeated="once")
    assert backwards.json_lines() == once.json_lines()


def test_repeats_say_where_a_sentence_stands():
    again = PRINCIPLE.replace("styrningen i", "STYRNINGEN\n i")
    rows = list(og.repeats([f"Nytt! {PRINCIPLE}", f"{again} Slut.", "Något annat."], lang="sv"))
    assert [(row["id"], row["text"], row["times"], row["counted"]) for row in rows] == [
        ("0", PRINCIPLE, 2, True), ("1", again, 2, False),
    ]  # fmt: skip
    with pytest.raises(og.RequestError, match="by 'speaker' is not one of: document, group, all"):
        og.repeats("x", by="speaker")


def test_months_without_a_document_are_rows(letters):
    scores = og.score(letters(), by="month")
    assert scores["id"] == ["", "2024-01", "2024-02", "2024-03", "2024-04"]
    assert scores["status"] == ["empty", "ok", "empty", "empty", "ok"]
    assert scores["trust_hits"] == [None, 2, None, None, 0]
    assert scores.evidence(1)["id"] == ["a", "b", "b"]


def test_groups_add_up_and_their_order_is_nothing(letters):
    scores = og.score(letters(), by="group")
    assert (scores["id"], scores["status"], scores["words"]) == (["skola", "vård"], ["ok", "partial"], [1, 3])
    backwards = og.score(list(letters())[::-1], by="group")
    assert backwards.json_lines() == scores.json_lines()
    (whole,) = og.score(letters(), by="all").rows()
    assert (whole["id"], whole["words"], whole["npm_hits"], whole["trust_hits"]) == ("all", 4, 2, 2)


def test_a_score_opens_to_the_words_it_was_counted_from():
    scores = og.score(["Målstyrningen.", "Vi har tillit."], lang="sv")
    assert scores.evidence(0)["text"] == ["Målstyrningen"]
    assert scores.evidence(1)["text"] == ["tillit"]
    with pytest.raises(IndexError):
        scores.evidence(2)


@given(NASTY)
def test_the_score_counts_the_hits_that_are_shown(text):
    scores = og.score(text, lang="sv", resamples=0)
    hits = [hit for hit in scores.evidence(0).rows() if hit["tier"] not in ("statutory", "frame")]
    (found,) = scores.rows()
    if found["status"] == "empty":
        assert hits == []
        return
    for pole in ("npm", "trust"):
        own = [hit for hit in hits if hit["pole"] == pole and hit["voice"] != "quoted"]
        counted = [hit for hit in own if hit["polarity"] == "affirmed"]
        assert found[f"{pole}_hits"] == len(counted)
        assert found[f"{pole}_reversed"] == len(own) - len(counted)
        weight = sum(hit["weight"] for hit in counted)
        assert found[pole] == pytest.approx(1000 * weight / max(1, found["words"]))


def test_words_that_no_lexicon_reads_do_not_dilute_a_group():
    rows = [("Tillit är bra.", "sv"), ("Trust is good, they say, and so it is.", "und")]
    documents = [og.Document.from_text(text, str(number), lang) for number, (text, lang) in enumerate(rows)]
    for order in (documents, documents[::-1]):
        (found,) = og.score(order, by="all").rows()
        assert (found["words"], found["status"], found["lang"]) == (3, "partial", "sv")
        assert found["trust"] == pytest.approx(1000 / 3)


def test_a_long_sentence_takes_no_longer_than_its_length():
    # Each of these took minutes when every cue looked at every hit.
    for text in (
        "målstyrning och tillit, ",
        "vi har inte målstyrning och tillit, ",
        "mål- och ",
        "”",
        "enligt ",
        "hellre ",
    ):
        assert len(og.score(text * 20_000, lang="sv", resamples=0)) == 1


def test_the_line_that_names_a_speaker_is_nobodys():
    text = "Anf. 12 EVA EKMARK (S)\n\nVi vill ha tillit.\n\nMaja Plinghult (V): Vi behöver mer tillit.\n"
    scores = og.score(text, lang="sv", by="speaker")
    assert dict(zip(scores["id"], scores["words"], strict=True)) == {"": 7, "Eva Ekmark": 4, "Maja Plinghult": 4}
    heading = og.score("Anf. 12 TILLIT EKMARK (S)\n\nVi vill ha mål.", lang="sv", by="speaker")
    assert all(hit["speaker"] is None for hit in heading.evidence(heading["id"].index("")))
