"""A language that was added by its tables alone: what a reader of Norwegian Bokmål may rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

import ordagrant as og
from ordagrant.language import shipped

ROOT = Path(__file__).parents[3]
DATA = ROOT / "core" / "ordagrant" / "language" / "data"
TEXTS = ROOT / "corpora" / "norwegian" / "text"
MINUTES = TEXTS / "nb_moteprotokoll_sorvag.txt"


def hits(text, lang="nb"):
    return [(row["text"], row["pole"], row["polarity"]) for row in og.hits(text, lang=lang).rows()]


def test_what_is_shipped_is_what_has_a_folder():
    folders = {
        path.parent.name: {table.name for table in path.parent.iterdir()} for path in DATA.glob("*/paradigms.tsv")
    }
    assert sorted(folders) == shipped()
    # A room asks every shipped language for its table, so none may lack one.
    assert len({frozenset(names) for names in folders.values()}) == 1, folders
    lexicons = ROOT / "python" / "ordagrant" / "lexicons"
    assert {path.parent.name for path in lexicons.glob("*/npm.tsv")} == set(folders)


def test_the_language_is_told_and_its_lexicon_taken():
    for path in sorted(TEXTS.iterdir()):
        assert og.language(og.read(path))["lang"] == ["nb"]
    assert {row["lang"] for row in og.hits(og.read(MINUTES)).rows()} == {"nb"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Målstyringen og måltallene styrer oss.", [("Målstyringen", "npm"), ("måltallene", "npm")]),
        ("Mål- og resultatstyringen gjelder alle.", [("Mål- og resultatstyringen", "npm")]),
        ("Tillitsreformen gir de ansatte handlefrihet.", [("Tillitsreformen", "trust"), ("handlefrihet", "trust")]),
        ("Vi tar i bruk stykkprisfinansiering.", [("stykkprisfinansiering", "npm")]),
        ("De kaller det rapporteringsbyrde.", [("rapporteringsbyrde", "critique")]),
    ],
)  # fmt: skip
def test_words_are_found_in_the_forms_that_they_are_written_in(text, found):
    assert [(word, pole) for word, pole, _ in hits(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "De tillitsvalgte og de hovedtillitsvalgte var til stede.",
        "Formålet med spørsmålet var klart.",
        "Arbeidsmarkedet er stramt.",
        "Brannen er under kontroll.",
        "Det er mistillit mellom partene.",
        "Han har god selvtillit.",
        "Konkurransetilsynet svarte ikke.",
    ],
)
def test_traps_give_no_hit(text):
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Kommunen innfører målstyring.", "affirmed"),
        ("Kommunen avskaffer målstyringen.", "reversed"),
        ("Vi skal ikke ha målstyring.", "reversed"),
        ("Målstyringen avvikles.", "reversed"),
        ("Kommunen skal gå bort fra målstyring.", "reversed"),
        ("Vi trenger ikke bare målstyring.", "affirmed"),
        ("Planen bygger på tillitsbasert ledelse uten detaljstyring.", "reversed"),
    ],
)
def test_what_is_said_of_a_word_turns_it(text, polarity):
    assert hits(text)[-1][2] == polarity


def test_a_quoted_word_is_the_speakers():
    (row,) = og.hits("«Målstyringen skal bort», sier ordfører Tuva Fjellsyn.", lang="nb").rows()
    assert (row["voice"], row["polarity"], row["speaker"]) == ("quoted", "reversed", "Tuva Fjellsyn")


def test_the_strategy_the_plan_and_the_minutes_score_as_they_read():
    scores = {Path(row["id"]).name: row for row in og.score(og.read_corpus(TEXTS), resamples=0).rows()}
    strategy = scores["nb_styringsstrategi_granfjord.md"]
    plan = scores["nb_tillitsplan_myrdal_vest.md"]
    assert (strategy["label"], plan["label"]) == ("npm", "trust")
    # Counted by hand: corpora/norwegian/expected.
    assert (strategy["npm_hits"], strategy["trust_hits"]) == (35, 1)
    assert (plan["npm_reversed"], plan["quoted"]) == (6, 2)
    assert scores[MINUTES.name]["npm_reversed"] == 5


def test_minutes_have_their_items_votes_and_assignments():
    minutes = og.read(MINUTES)
    assert og.passages(minutes, kinds=["item"])["number"] == ["31/25", "32/25", "33/25", "34/25"]
    votes = og.passages(minutes, kinds=["vote"])
    assert list(zip(votes["yes"], votes["no"], strict=True)) == [(3, 2), (2, 3)]
    (task,) = og.passages(minutes, kinds=["assignment"]).rows()
    assert (task["owner"], str(task["due"])) == ("Kommunedirektøren", "2026-03-01")
    assert set(og.passages(minutes)["date"]) == {"2025-10-14"}


def test_words_have_their_lemmas_and_ordinals_end_no_sentence():
    words = ["tjenestene", "skrev", "bøkene", "menneskene", "vedtatt"]
    assert [found.lemma for found in og.lemmas(words, lang="nb")] == ["tjeneste", "skrive", "bok", "menneske", "vedta"]
    text = "Møtet holdes den 3. mars. Bl.a. skolen deltar, jf. planen."
    assert len(set(og.tokens(text, lang="nb", columns=["sentence"])["sentence"])) == 2
