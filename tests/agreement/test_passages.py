"""Quotations, votes, decisions and assignments against what a reader marked before any rule was tried.

`corpora/gold/quotations` marks every quotation of its texts, `corpora/protocols/facts` everything that eleven
documents, four of them minutes written for it, state as voted, decided or assigned.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path

import pytest

import ordagrant as og

CORPORA = Path(__file__).parents[2] / "corpora"
GOLD = CORPORA / "gold" / "quotations"
FACTS = sorted((CORPORA / "protocols" / "facts").glob("*.toml"))

# Floors, in percent: they may rise.
FOUND, SPEAKER, SILENT, MARKED = 97, 91, 97, 97


def rows(name):
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@cache
def document(doc):
    path = CORPORA / doc
    return og.Document.from_text(path.read_bytes().decode().removeprefix("\ufeff"), doc, lang=path.name[:2])


def overlap(one, other):
    """Intersection over union of two spans."""
    common = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(0, common) / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


@cache
def compared():
    """Each marked quotation with the one found there, if any; how many were found with marks; those nobody marked."""
    marked, turns = rows("quotations.jsonl"), rows("turns.jsonl")
    found = {doc: list(og.quotes(document(doc))) for doc in {row["doc"] for row in marked}}
    pairs = []
    for row in marked:
        best = max(found[row["doc"]], key=lambda quote: overlap(row, quote), default=None)
        pairs.append((row, best if best and overlap(row, best) >= 0.8 else None))
    known = [*marked, *turns]
    with_marks = [(doc, quote) for doc, quotes in found.items() for quote in quotes if quote["kind"] != "reported"]
    astray = [
        (doc, quote)
        for doc, quote in with_marks
        if not any(row["doc"] == doc and overlap(row, quote) >= 0.8 for row in known)
    ]
    return pairs, len(with_marks), astray


def last_word(name):
    return name.split()[-1].strip(".,:;()").lower() if name else None


def percent(some, of):
    return 100 * some / of


def test_the_marks_stand_where_the_gold_says():
    for name in ("quotations.jsonl", "reported.jsonl", "turns.jsonl"):
        for row in rows(name):
            assert document(row["doc"]).source[row["start"] : row["end"]] == row["text"], row["id"]


def test_nearly_every_quotation_is_found():
    pairs, _, _ = compared()
    missed = [row["text"] for row, quote in pairs if quote is None]
    assert percent(len(pairs) - len(missed), len(pairs)) >= FOUND, missed


def test_nearly_all_that_is_found_was_marked():
    _, count, astray = compared()
    assert percent(count - len(astray), count) >= MARKED, [(doc, quote["text"]) for doc, quote in astray]


def test_the_speaker_is_the_one_that_is_named():
    pairs, _, _ = compared()
    named = [(row, quote) for row, quote in pairs if row["speaker"] and quote]
    wrong = [
        (row["speaker"], quote["speaker"], row["text"])
        for row, quote in named
        if last_word(quote["speaker"]) not in {last_word(row["speaker"]), last_word(row["speaker_surface"])}
    ]
    assert percent(len(named) - len(wrong), len(named)) >= SPEAKER, wrong


def test_no_speaker_is_invented():
    pairs, _, _ = compared()
    silent = [(row, quote) for row, quote in pairs if not row["speaker"] and quote]
    invented = [(quote["speaker"], row["text"]) for row, quote in silent if quote["speaker"]]
    assert percent(len(silent) - len(invented), len(silent)) >= SILENT, invented


def test_a_quotation_that_no_mark_closes_stays_in_its_paragraph():
    archive = document("debate/text/sv_webbarkiv_ljungmolistan.txt")
    unclosed = [quote for quote in og.quotes(archive) if not quote["closed"]]
    assert len(unclosed) == 11
    assert not any("\n\n" in quote["text"] for quote in unclosed)


def test_the_posts_of_a_web_archive_have_their_dates():
    posts = og.passages(document("debate/text/sv_webbarkiv_ljungmolistan.txt"), kinds=["post"])
    assert len(posts) == 7
    assert all(posts["date"])
    assert len(set(posts["date"])) == 7


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_votes_decisions_and_assignments_are_those_that_a_reader_found(path):
    expected = tomllib.loads(path.read_text(encoding="utf-8"))
    minutes = og.read(path.parents[1] / expected["document"])
    for kind in ("vote", "decision", "assignment"):
        wanted = [{key: _comparable(key, value) for key, value in fact.items()} for fact in expected.get(kind, [])]
        found = [
            {"line": minutes.source.count("\n", 0, row["start"]) + 1}
            | {
                key: _comparable(key, row[key])
                for key in ("yes", "no", "abstain", "names", "body", "outcome", "owner", "due")
                if row.get(key) is not None
            }
            for row in og.passages(minutes, kinds=[kind])
        ]
        assert found == wanted, kind


def test_six_minutes_and_more_state_a_hundred_facts():
    counts = [
        sum(len(expected.get(kind, [])) for kind in ("vote", "decision", "assignment"))
        for expected in (tomllib.loads(path.read_text(encoding="utf-8")) for path in FACTS)
    ]
    assert sum(count >= 10 for count in counts) >= 6
    assert sum(counts) >= 100


def _comparable(key, value):
    """An owner is named with or without a capital, and a text over two lines is one."""
    if not isinstance(value, str):
        return value
    value = " ".join(value.split())
    return value.lower() if key == "owner" else value
