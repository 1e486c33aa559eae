from __future__ import annotations

import pytest

HEADER = "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\tsource\tnote\n"


def entry(term, tier="core", note=""):
    return f"sv\tnpm\tgoals_results\t{term}\tlemma\tnoun\t{tier}\tno\t\tjudged\t{note}\n"


@pytest.fixture
def lexicons(tmp_path):
    before = [entry("måltavla"), entry("mätvärde"), entry("styrtal"), entry("delmål", note="before")]
    after = [entry("delmål", note="after"), entry("styrtal", "peripheral"), entry("måltavla"), entry("utfallsmått")]
    (tmp_path / "a.tsv").write_text(HEADER + "".join(before), encoding="utf-8")
    (tmp_path / "b.tsv").write_text(HEADER + "".join(after), encoding="utf-8")


def test_entries_that_appear_and_disappear_and_nothing_else(ordagrant, lexicons):
    outcome = ordagrant("lexicon", "diff", "a.tsv", "b.tsv")
    assert outcome.code == 0
    assert [(row["change"], row["term"], row["tier"]) for row in outcome.rows] == [
        ("disappears", "mätvärde", "core"),
        ("disappears", "styrtal", "core"),
        ("appears", "styrtal", "peripheral"),
        ("appears", "utfallsmått", "core"),
    ]
    assert {row["what"] for row in outcome.rows} == {"entry"}


def test_a_lexicon_is_what_it_was(ordagrant, lexicons):
    for lexicon in ("a.tsv", "shipped"):
        outcome = ordagrant("lexicon", "diff", lexicon, lexicon)
        assert (outcome.code, outcome.out) == (0, b"")


def test_the_other_way_round_the_changes_turn(ordagrant, lexicons):
    turned = {"appears": "disappears", "disappears": "appears"}
    there, back = (ordagrant("lexicon", "diff", *pair).rows for pair in (["a.tsv", "b.tsv"], ["b.tsv", "a.tsv"]))
    assert {(turned[row["change"]], row["term"], row["tier"]) for row in there} == {
        (row["change"], row["term"], row["tier"]) for row in back
    }


def test_with_a_corpus_the_hits(ordagrant, lexicons, tmp_path):
    (tmp_path / "plan.txt").write_text("Måltavlor och mätvärden.\nUtfallsmått, delmål!\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text("Måltavlan står kvar.", encoding="utf-8")
    outcome = ordagrant("lexicon", "diff", "a.tsv", "b.tsv", "plan.txt", "other.txt")
    assert outcome.code == 0
    assert len([row for row in outcome.rows if row["what"] == "entry"]) == 4
    hits = [row for row in outcome.rows if row["what"] == "hit"]
    assert [(row["change"], row["id"], row["text"], row["line"]) for row in hits] == [
        ("disappears", "plan.txt", "mätvärden", 1),
        ("appears", "plan.txt", "Utfallsmått", 2),
    ]


def test_the_entries_stand_once_before_the_hits(ordagrant, lexicons, tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(20):  # more than are worked on at once
        text = ("Mätvärden. " + "ord " * 250_000) if number < 18 else "Mätvärden."
        (tmp_path / "in" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    rows = ordagrant("lexicon", "diff", "a.tsv", "b.tsv", "in", "--lang", "sv").rows
    assert [row["what"] for row in rows] == ["entry"] * 4 + ["hit"] * 20


def test_folders_are_lexicons(ordagrant, lexicons, tmp_path):
    (tmp_path / "a" / "sv").mkdir(parents=True)
    (tmp_path / "a.tsv").rename(tmp_path / "a" / "sv" / "a.tsv")
    assert len(ordagrant("lexicon", "diff", "a", "b.tsv").rows) == 4


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["a.tsv"], "Missing argument 'B'"),
        (["a.tsv", "no.tsv"], "lexicon 'no.tsv' cannot be read: No such file or directory"),
        (["a.tsv", "empty"], "folder 'empty' has no lexicon: no file ends in .tsv"),
        (["a.tsv", "bad.tsv"], "bad.tsv line 2, column pole: 'north' is not one of"),
        (["a.tsv", "b.tsv", "x.txt", "--out", "a.tsv"], "--out writes to 'a.tsv', which is one of the inputs"),
        (["a.tsv", "b.tsv", "--out", "a.tsv"], "--out writes to 'a.tsv', which is one of the inputs"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(ordagrant, lexicons, tmp_path, args, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.tsv").write_text(HEADER + "sv\tnorth\tx\ty\tlemma\tnoun\t\t\t\t\t\n", encoding="utf-8")
    outcome = ordagrant("lexicon", "diff", *args)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.out == b""
