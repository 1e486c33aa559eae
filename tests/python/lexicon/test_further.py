"""Further lexicons: frames that sort the words of the shipped one by other ids."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import ordagrant as og
from ordagrant.lexicons import entries_of, further, further_entries

NAMES = list(further())
LINES = (Path(__file__).parent / "further.tsv").read_text(encoding="utf-8").splitlines()[1:]
SENTENCES = [tuple(line.split("\t")) for line in LINES]


def test_the_frames_are_those_of_the_readme():
    named = "hood assumptions system-conditions npm-questions vanguard-questions"
    assert " ".join(NAMES) == f"{named} principles npm-critique insights kommunkompassen roles"
    assert sum(len(lexicon.ids) for lexicon in further().values()) == 82


@pytest.mark.parametrize(("lang", "lexicon", "id", "sentence", "hits"), SENTENCES)
def test_a_sentence_of_each_id_hits_it_and_counts_for_it(lang, lexicon, id, sentence, hits):
    rows = og.hits(sentence, lang=lang, lexicons=[lexicon])
    found = " | ".join(f"{text}={category}" for text, category in zip(rows["text"], rows["category"], strict=True))
    assert found == hits
    assert f"={id}" in hits
    assert set(rows["pole"]) == {further()[lexicon].pole}
    column = f"{further()[lexicon].pole}_{id}"
    assert og.score(sentence, lang=lang, lexicons=[lexicon], resamples=0)[column][0] > 0


def test_every_id_has_a_sentence_in_both_languages():
    ids = {(lang, name, id) for lang in ("sv", "da") for name, lexicon in further().items() for id in lexicon.ids}
    assert {(lang, lexicon, id) for lang, lexicon, id, _, _ in SENTENCES} == ids


@pytest.mark.parametrize("name", NAMES)
def test_every_id_has_five_swedish_and_three_danish_entries_at_least(name):
    found = Counter((entry.language, entry.place) for entry in entries_of((name,)) if entry.place)
    pole = further()[name].pole
    for id in further()[name].ids:
        assert found[("sv", (pole, id))] >= 5, id
        assert found[("da", (pole, id))] >= 3, id


def test_every_tag_is_an_id_that_is_explained_and_every_further_entry_has_one():
    for entry in [*entries_of(), *further_entries()]:
        for tag in entry.tags:
            name, id = tag.split(":")
            assert id in further()[name].ids, (entry.term, tag)
    assert all(entry.pole == "theme" and entry.tags for entry in further_entries())


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_both_poles_stays_what_the_shipped_lexicon_counts(name):
    text = "Vi vill ha tillit och helhetssyn i stället för målstyrning. Besparingar behövs. Kunderna väntar."
    plain, framed = og.score(text, lang="sv"), og.score(text, lang="sv", lexicons=[name])
    first = plain.columns[: plain.columns.index("p_trust") + 1]
    assert [framed[column] for column in first] == [plain[column] for column in first]
    assert framed.columns[: len(first)] == first
    last = framed.columns[framed.columns.index("npm_dp") :]
    assert [framed[column] for column in last] == [plain[column] for column in last]
    own = framed.columns[len(first) : -len(last)]
    assert [column for column in own if not column.endswith("_share")] == [
        f"{further()[name].pole}_{id}" for id in sorted(further()[name].ids)
    ]
    # So a count opens to its words, whether the frame has them or not.
    assert sorted(framed.evidence(0)["text"]) == sorted(plain.evidence(0)["text"])


@pytest.mark.parametrize("name", sorted(further()))
def test_evidence_says_what_a_hit_is_in_a_frame_and_by_itself(name):
    text = "Kunden mötte nyckeltal och tillit, och målstyrningen kritiserades. Vi har fått nog av detaljstyrning."
    plain = og.score(text, lang="sv", resamples=0).evidence(0)
    framed = og.score(text, lang="sv", lexicons=[name], resamples=0).evidence(0)
    assert framed["own_pole"] == plain["pole"]
    assert framed["own_category"] == plain["category"]
    assert "own_pole" not in plain.columns


def test_counts_in_a_frame_open_to_what_hits_are_by_themselves():
    scores = og.score("Kunden valde själv.", lang="sv", lexicons=["hood"], resamples=0)
    found = scores.evidence(0)
    assert (found["text"][0], found["pole"][0], found["own_pole"][0]) == ("Kunden", "npm", "role")
    assert scores["npm_hits"] == [found["own_pole"].count("npm")]


def test_words_that_only_frames_have_are_no_hits_without_one():
    assert len(og.hits("Översiktsplanen antogs.", lang="sv")) == 0
    assert og.hits("Översiktsplanen antogs.", lang="sv", lexicons=["kommunkompassen"])["pole"] == ["theme"]


def test_traps_win_in_a_frame_as_well():
    assert len(og.hits("Klagomålet och tillitsvalda, kommunstyrelsen.", lang="sv", lexicons=["hood"])) == 0


def test_roles_are_a_mix_whose_shares_add_up_to_one():
    scores = og.score("Invånarna, eleverna och eleven mötte en kund.", lang="sv", lexicons=["roles"], resamples=0)
    shares = {column: scores[column][0] for column in scores.columns if column.endswith("_share")}
    assert {column: share for column, share in shares.items() if share} == {
        "role_citizen_share": 0.25,
        "role_pupil_share": 0.5,
        "role_customer_share": 0.25,
    }
    nobody = og.score("Tilliten.", lang="sv", lexicons=["roles"], resamples=0)
    assert nobody["role_citizen_share"] == [None]
    assert nobody["role_citizen"] == [0]
    assert og.score("Eleverna.", lang="sv", resamples=0)["role_pupil_share"] == [1]


@pytest.mark.parametrize(
    ("lang", "sentence", "rate"),
    [
        ("sv", "Helhetssynen saknas.", True),
        ("sv", "Helhetssynen är grunden.", False),
        ("sv", "Bort från detaljstyrningen!", True),
        ("sv", "Nämnden inför en modell för detaljstyrning.", False),
        ("sv", "Tidstjuvarna blir fler.", True),
        ("da", "Helhedssynet mangler.", True),
        ("da", "Helhedssynet er grundlaget.", False),
    ],
)
def test_critique_counts_what_critics_say(lang, sentence, rate):
    scores = og.score(sentence, lang=lang, lexicons=["npm-critique"], resamples=0)
    assert any(scores[column][0] for column in scores.columns if column.startswith("critique_")) == rate
    assert (len(og.hits(sentence, lang=lang, lexicons=["npm-critique"])) > 0) == rate


def test_a_file_with_tags_is_counted_by_them(tmp_path):
    mine = tmp_path / "mine.tsv"
    mine.write_text(
        "lang\tpole\tcategory\tterm\tkind\tpos\ttags\nsv\tnpm\tmine\tkaffe\tlemma\tnoun\thood:discipline_thrift\n",
        encoding="utf-8",
    )
    hits = og.hits("Kaffet och sparkraven.", lang="sv", lexicons=["hood", str(mine)])
    assert (hits["text"], hits["category"]) == (["Kaffet"], ["discipline_thrift"])


def test_the_command_line_names_shows_and_checks_them(ordagrant):
    assert "hood, assumptions" in ordagrant("lexicon", "list", "--format", "jsonl").err
    listed = ordagrant("lexicon", "list", "--lexicon", "roles").rows
    assert {row["pole"] for row in listed} == {"role"}
    assert {row["category"] for row in listed} == set(further()["roles"].ids)
    assert ordagrant("lexicon", "check", "roles").out.decode() == f"roles: {len(listed)} entries, all right\n"
    shown = ordagrant("lexicon", "show", "hood").out.decode()
    assert "npm_split_units: " in shown
    assert "Hood" in shown
    assert "sv: " in shown
    assert "in further lexicons: " in ordagrant("lexicon", "show", "resultatenhet").out.decode()
    assert "sv theme further: översiktsplan" in ordagrant("lexicon", "show", "översiktsplan").out.decode()


def test_two_frames_at_a_time_and_a_name_that_is_none_are_refused():
    with pytest.raises(og.RequestError, match="'hood' and 'roles': a hit is counted by one further lexicon"):
        og.hits("", lexicons=["hood", "roles"])
    with pytest.raises(og.RequestError, match="lexicon 'hod' cannot be read.*those with a name are: hood, "):
        og.hits("", lexicons=["hod"])
