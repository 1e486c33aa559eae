"""The verbs keyness and lexicon suggest, hits --terms, and score --against and --repeated, as a user runs them."""

from __future__ import annotations

import pytest

import ordagrant as og

PRINCIPLE = "Tilliten är utgångspunkten för styrningen i hela kommunen."


@pytest.fixture
def folders(tmp_path):
    for folder, texts in {
        "plans": [f"Vi ger stöd och tillit. {PRINCIPLE}", f"Tillit växer här. {PRINCIPLE} {PRINCIPLE}"],
        "minutes": ["Nämnden följer upp målen. Mål- och resultatstyrning.", "Mål. Uppföljning av målen sker."],
    }.items():
        (tmp_path / folder).mkdir()
        for number, text in enumerate(texts):
            (tmp_path / folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_keyness_gives_what_python_gives(ordagrant, folders):
    outcome = ordagrant("keyness", "plans", "--against", "minutes", "--of", "lemmas", "--lang", "sv")
    plans, minutes = (og.read_corpus(folders / name, lang="sv") for name in ("plans", "minutes"))
    assert outcome.out == og.keyness(plans, minutes, of="lemmas", lang="sv").json_lines()
    assert outcome.rows[0]["word"] == "tillit"
    assert outcome.code == 0
    assert outcome.err == ("compared with 2 documents: 2 read\n2 documents: 2 read\n32 words against 12\n")


def test_keyness_says_when_there_is_nothing_to_compare(ordagrant, folders):
    (folders / "empty.txt").write_text("", encoding="utf-8")
    outcome = ordagrant("keyness", "plans", "--against", "empty.txt")
    assert (outcome.code, outcome.out) == (1, b"")
    assert "empty.txt: empty\n" in outcome.err
    assert "REFERENCE has no words: there is nothing to compare\n" in outcome.err


def test_strict_stops_at_a_reference_that_cannot_be_read(ordagrant, folders):
    outcome = ordagrant("keyness", "plans", "--against", "missing.txt", "--strict", "--out", "rows.csv")
    assert outcome.code == 1
    assert "stopped at missing.txt (--strict)" in outcome.err
    assert not (folders / "rows.csv").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["keyness", "plans"], "Missing option '--against'"),
        (["keyness", "plans", "--against", "minutes", "--of", "letters"], "of 'letters' is not one of: words, stems"),
        (["keyness", "plans", "--against", "minutes", "--names", "some"], "names 'some' is not one of: exclude, incl"),
        (["keyness", "plans", "--against", "no*.txt"], "no file fits 'no*.txt'"),
        (["keyness", "plans", "--against", "minutes/0.txt", "--out", "minutes/0.txt"], "which is one of the inputs"),
        (["hits", "plans", "--terms", "a*b"], "term 'a*b' has a star inside a word"),
        (["hits", "plans", "--exact"], "exact goes with terms"),
        (["hits", "plans", "--terms", "a", "--lexicon", "x.tsv"], "--lexicon does not go with it"),
        (["score", "plans", "--resample", "words"], "resample 'words' is not one of: sentences, passages, documents"),
        (["score", "plans", "--repeated", "twice"], "repeated 'twice' is not one of: all, once"),
        (["score", "plans", "--repeated", "once", "--by", "month"], "goes with by document, group, all, not with"),
        (["lexicon", "suggest", "plans"], "Missing option '--category'"),
        (["lexicon", "suggest", "plans", "--category", "frob"], "category 'frob' is not one of: critique_critique"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(ordagrant, folders, args, said):
    outcome = ordagrant(*args)
    assert (outcome.code, outcome.out) == (2, b"")
    assert said in outcome.err
    assert outcome.err.splitlines()[-1].startswith("ordagrant: ")


def test_terms_are_found_and_their_forms_counted(ordagrant, folders):
    outcome = ordagrant("hits", "minutes", "--terms", "målstyrning, mål*", "--terms", "frob", "--lang", "sv")
    assert [(row["id"], row["text"]) for row in outcome.rows if row["term"] == "målstyrning"] == (
        [("0.txt", "Mål- och resultatstyrning")]
    )
    assert outcome.err == (
        "2 documents: 2 read\n"
        "målstyrning: 1 (mål- och resultatstyrning 1)\n"
        "mål*: 4 (målen 2, mål 1, mål- och resultatstyrning 1)\n"
        "frob: 0\n"
    )
    table = ordagrant("hits", "minutes", "--terms", "mål*", "--format", "table").out.decode()
    assert table.split("\n")[0].split()[:5] == ["id", "line", "left", "text", "right"]


def test_a_score_is_said_against_others(ordagrant, folders):
    outcome = ordagrant("score", "plans", "--against", "minutes", "--lang", "sv")
    assert [row["compared"] for row in outcome.rows] == [2, 2]
    assert {row["said"] for row in outcome.rows} == {
        "npm higher than 0 of 2 compared, trust higher than 2 of 2 compared"
    }
    first = outcome.rows[0]
    assert first["trust_difference_low"] <= first["trust_difference"] <= first["trust_difference_high"]
    assert "0.txt: npm higher than 0 of 2 compared, trust higher than 2 of 2 compared; npm -" in outcome.err
    assert "compared with 2 documents: 2 read\n" in outcome.err


def test_repeated_text_is_found_and_counted_once(ordagrant, folders):
    (all_,) = ordagrant("score", "plans", "--by", "all", "--lang", "sv").rows
    outcome = ordagrant("score", "plans", "--by", "all", "--repeated", "once", "--lang", "sv")
    (once,) = outcome.rows
    words = len(PRINCIPLE.split())
    assert (all_["words"] - once["words"], all_["trust_hits"] - once["trust_hits"]) == (2 * words, 2)
    assert "repeated text: 1 sentence stands in 3 places, 2 are not counted again\n" in outcome.err
    assert f"  3 times: {PRINCIPLE}\n" in outcome.err


def test_suggestions_are_a_file_that_check_accepts(ordagrant, folders):
    beside = "Tillit ger omdöme i dag. Tilliten bär vårt omdöme. Omdöme kräver tillit. "
    (folders / "plans" / "2.txt").write_text(beside + "Stolen målas om. Lokalen städas. " * 5, encoding="utf-8")
    args = ("lexicon", "suggest", "plans", "--category", "trust_trust", "--lang", "sv")
    outcome = ordagrant(*args)
    assert outcome.code == 0
    assert "3 documents: 3 read\n" in outcome.err
    assert ordagrant(*args, "--out", "new.tsv").out == b""
    text = (folders / "new.tsv").read_bytes()
    assert text == outcome.out
    assert ordagrant("lexicon", "check", "new.tsv").out == b"new.tsv: 0 entries, all right\n"
    (folders / "new.tsv").write_bytes(text.replace(b"#sv\t", b"sv\t"))
    assert b" entries, all right" in ordagrant("lexicon", "check", "new.tsv").out
    assert "omdöme" in {row["term"] for row in ordagrant("hits", "plans", "--lexicon", "new.tsv", "--lang", "sv").rows}
