from __future__ import annotations

import os

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og

COLUMNS = (
    "id lang start end byte_start byte_end line page text canonical term pole category tier weight polarity voice "
    "attitude speaker number date sentence passage left right"
).split()


def poles(text, lang="sv"):
    return [
        (row["text"], row["pole"]) for row in og.hits(text, lang=lang).rows() if row["pole"] in ("npm", "trust", "role")
    ]


def test_the_columns_are_those_of_the_contract():
    assert og.hits("").columns == COLUMNS


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("sv", "Vi kunde inte svara.", []),
        ("sv", "Sekunderna gick.", []),
        ("sv", "Hon tog upp klagomålet med kommunstyrelsen.", []),
        ("sv", "De förtroendevalda och arbetsmarknadsnämnden.", []),
        ("sv", "målstyrningens", [("målstyrningens", "npm")]),
        ("sv", "En målstyrningsmodell.", [("målstyrningsmodell", "npm")]),
        ("sv", "Mål- och\nresultatstyrningen.", [("Mål- och\nresultatstyrningen", "npm")]),
        ("da", "Tillidsrepræsentanten og mistillidsvotummet.", []),
        ("da", "Målstyringens tid.", [("Målstyringens", "npm")]),
        ("da", "Kommunen ser borgeren som en kunde.", [("borgeren", "role"), ("kunde", "role")]),
    ],
)
def test_finds_what_it_should_and_nothing_else(lang, text, expected):
    assert poles(text, lang) == expected


def test_a_phrase_never_crosses_a_full_stop():
    assert poles("Vi har mål- och. Resultatstyrning") == [("Resultatstyrning", "npm")]


def test_a_hit_says_where_it_stands():
    source = "Först.\r\n\r\nDär är m\u0061\u030alstyrningen 𝒳 tilliten."
    first, second = (row for row in og.hits(source, lang="sv").rows() if row["pole"] != "role")
    assert source[first["start"] : first["end"]] == first["text"] == "m\u0061\u030alstyrningen"
    assert first["canonical"] == "målstyrningen"
    assert (first["term"], first["line"], first["sentence"]) == ("målstyrning", 3, 1)
    assert source.encode()[second["byte_start"] : second["byte_end"]].decode() == second["text"] == "tilliten"
    assert second["canonical"] is None
    assert second["left"].endswith("är m\u0061\u030alstyrningen 𝒳 ")
    assert second["right"] == "."


@given(NASTY)
def test_every_hit_is_a_slice_of_the_source_and_hits_do_not_overlap(text):
    document = og.Document.from_text(text, lang="sv")
    end = 0
    for row in og.hits(document).rows():
        assert document.source[row["start"] : row["end"]] == row["text"]
        assert document.utf8[row["byte_start"] : row["byte_end"]].decode() == row["text"]
        assert (
            row["line"]
            == 1 + len(document.source[: row["start"]].replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
        )
        assert document.source[: row["start"]].endswith(row["left"])
        assert document.source[row["end"] :].startswith(row["right"])
        assert row["start"] >= end
        end = row["end"]


@given(NASTY, NASTY)
def test_a_document_is_read_alike_alone_and_among_others(one, other):
    def shape(table, id):
        return [(row["start"], row["end"], row["term"], row["pole"]) for row in table.rows() if row["id"] == id]

    assert shape(og.hits([one, other], lang="sv"), "1") == shape(og.hits(other, lang="sv"), "0")


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("sv", "Icke-värdeskapande efterfrågan och icke-värdeskapande telefonsamtal, IVS och onödig efterfrågan.", 4),
        ("sv", "Det är icke-\nvärdeskapande arbete och icke värdeskapande möten, icke-\nvärdeskapande efterfrågan.", 3),
        ("da", "Ikke-værdiskabende efterspørgsel, ikke-\nværdiskabende opkald og ikke værdiskabende møder.", 3),
    ],
)
def test_what_creates_no_value_is_one_concept_and_never_value(lang, text, count):
    hits = og.hits(text, lang=lang)
    assert set(zip(hits["pole"], hits["category"], strict=True)) == {("meta", "failure_demand")}
    assert len(hits) == count


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        (
            "sv",
            "PwC, KPMG, Deloitte, BDO, Rambøll, McKinsey, Kommunkompassen, kundcenter, Tillitsdelegationen, Vanguard.",
            10,
        ),
        ("sv", "Tillitskommissionens betänkande.", 1),
        ("da", "PwC, KPMG, Deloitte, BDO, Rambøll, McKinsey, Borgerservice, Vanguard.", 8),
    ],
)
def test_names_are_shown_when_asked_for_and_count_nothing(lang, text, count):
    assert len(og.hits(text, lang=lang)) == 0
    named = og.hits(text, lang=lang, names="include")
    assert named["category"] == ["name"] * count
    (row,) = og.score(text, lang=lang).rows()
    assert (row["npm"], row["trust"], row["about"]) == (0, 0, 0)


def test_poles_limit_the_rows():
    text = "Invånaren vill ha tillit, inte målstyrning."
    assert og.hits(text, lang="sv", poles=["npm"])["pole"] == ["npm"]
    assert og.hits(text, lang="sv", poles=["npm", "role"])["pole"] == ["role", "npm"]


@pytest.mark.parametrize(
    ("lang", "text", "canonical"),
    [
        ("sv", "En mål- och resultatstyrning.", "målstyrning + resultatstyrning"),
        ("sv", "En beställar-/utförarmodell.", "beställarmodell + utförarmodell"),
        ("da", "En mål- og rammestyring.", "målstyring + rammestyring"),
    ],
)
def test_a_suspended_compound_is_one_row(lang, text, canonical):
    assert og.hits(text, lang=lang, poles=["npm"])["canonical"] == [canonical]


def test_a_lexicon_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path):
    lexicon = tmp_path / "mine.tsv"
    lexicon.write_text("lang\tpole\tcategory\tterm\tkind\tpos\nsv\ttrust\tmine\tkaffe\tlemma\tnoun\n", encoding="utf-8")
    hits = og.hits("Kaffet och tilliten.", lang="sv", lexicons=[str(lexicon)])
    assert (hits["text"], hits["category"]) == (["Kaffet"], ["mine"])
    assert "trust_mine" in og.score("Kaffe.", lexicons=[str(lexicon)]).columns


def test_a_lexicon_that_was_changed_is_read_anew_and_evidence_stays_what_was_counted(tmp_path):
    lexicon = tmp_path / "mine.tsv"
    for changed, term in enumerate(("kaffe", "te")):
        lexicon.write_text(
            f"lang\tpole\tcategory\tterm\tkind\tpos\nsv\ttrust\tmine\t{term}\tlemma\tnoun\n", encoding="utf-8"
        )
        os.utime(lexicon, ns=(changed, changed))
        scores = og.score("Kaffe och te.", lang="sv", lexicons=lexicon)
        assert [word.lower() for word in og.hits("Kaffe och te.", lang="sv", lexicons=lexicon)["text"]] == [term]
        if term == "kaffe":
            before = scores
    assert before.evidence(0)["text"] == ["Kaffe"]
    assert scores.evidence(0)["text"] == ["te"]


def test_a_lexicon_that_breaks_the_format_is_named_with_its_place(tmp_path, ordagrant):
    lexicon = tmp_path / "mine.tsv"
    lexicon.write_text("lang\tpole\tcategory\tterm\tkind\tpos\nsv\tnorth\tmine\tkaffe\tlemma\tnoun\n", encoding="utf-8")
    outcome = ordagrant("lexicon", "check", "mine.tsv")
    assert outcome.code == 2
    assert "mine.tsv line 2, column pole: 'north' is not one of: npm, trust" in outcome.err


def test_lexicon_check_and_show(tmp_path, ordagrant):
    lexicon = tmp_path / "mine.tsv"
    lexicon.write_text(
        "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\nsv\tnpm\tmine\tmålstyrning\tlemma\tnoun\tcore\teither\n",
        encoding="utf-8",
    )
    assert ordagrant("lexicon", "check", "mine.tsv").out.decode() == "mine.tsv: 1 entries, all right\n"
    shown = ordagrant("lexicon", "show", "målstyrning", "--lexicon", "mine.tsv").out.decode()
    assert "målstyrningarnas" in shown
    assert "compounds that begin with: målstyrnings" in shown
