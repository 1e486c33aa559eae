"""The page of questions: what its queries answer is what plain Python counts, of the rows of the verbs themselves."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import chdir
from fractions import Fraction
from pathlib import Path

import pytest
from readme import agrees, steps

import ordagrant as og

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "python" / "docs" / "questions.md"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The names that the page leaves, in a folder of its own, which is the working directory meanwhile."""
    folder = tmp_path_factory.mktemp("questions")
    (folder / "corpora").symlink_to(ROOT / "corpora")
    (folder / "build").mkdir()
    names: dict = {}
    with chdir(folder):
        for step in steps(PAGE):
            if isinstance(step, str):
                exec(compile(step, str(PAGE), "exec"), names)
            else:
                command = step.command.replace("ordagrant", f"{sys.executable} -m ordagrant", 1)
                done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
                assert agrees(step.lines, done.stdout.rstrip("\n").split("\n")), done.stdout
        yield names


@pytest.fixture(scope="module")
def once(page) -> og.Corpus:
    """The documents that are counted: those whose words no other one has, by eye."""
    twice = (".pdf", ".docx", " (2).txt", "bilaga.txt")
    archive = og.read_corpus("build/questions/archive", path_pattern="{municipality}/{year}/*")
    return og.Corpus([document for document in archive if not document.id.endswith(twice)])


@pytest.fixture(scope="module")
def hits(once) -> list[dict]:
    return list(og.hits(once))


@pytest.fixture(scope="module")
def words(once) -> dict[str, int]:
    return {row["id"]: row["words"] for row in og.score(once, resamples=0)}


def rows(relation) -> list[dict]:
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def place(row) -> tuple[str, str]:
    return tuple(row["id"].split("/")[:2])


def tenths(hit) -> Fraction:
    return Fraction(round(10 * hit["weight"]), 10)


def counts(hit, pole) -> bool:
    """Is it among the hits of the pole's rate?"""
    meant = hit["polarity"] == "affirmed" and hit["voice"] != "quoted" and hit["attitude"] == "affirms"
    return hit["pole"] == pole and hit["tier"] != "statutory" and meant


def rate(found, size) -> float:
    return float(1000 * sum(map(tenths, found)) / size)


def test_each_document_is_taken_once(page, once):
    assert sorted(id for id, *_ in page["once"].fetchall()) == sorted(document.id for document in once)


def test_change_is_all_hits_by_all_words(page, hits, words):
    sizes: Counter = Counter()
    for id, count in words.items():
        sizes[place({"id": id})] += count
    found = rows(page["change"])
    assert {(row["municipality"], row["year"]): row["words"] for row in found} == sizes
    for row in found:
        at = row["municipality"], row["year"]
        for pole in ("npm", "trust"):
            counted = [hit for hit in hits if place(hit) == at and counts(hit, pole)]
            assert row[pole] == pytest.approx(rate(counted, sizes[at]), abs=0.0500001)


def test_top_documents_are_in_the_order_of_their_rates(page, hits, words):
    expected = {
        id: rate([hit for hit in hits if hit["id"] == id and counts(hit, "npm")], size)
        for id, size in words.items()
        if size >= 500 and "/sv_" in id
    }
    best = sorted(expected, key=expected.__getitem__, reverse=True)[:3]
    assert [row["id"] for row in rows(page["top"])] == best
    for row in rows(page["top"]):
        assert row["npm"] == pytest.approx(expected[row["id"]], abs=0.0500001)
        assert row["npm_hits"] == sum(counts(hit, "npm") for hit in hits if hit["id"] == row["id"])


def test_readings_are_those_that_score_counts_and_their_rates_have_all_words(page, once, hits, words):
    scores = list(og.score(once, resamples=0))
    found = rows(page["meant"])
    for reading, column in (("counts", "npm_hits"), ("reversed", "npm_reversed"), ("criticised", "npm_criticised")):
        expected = Counter()
        for row in scores:
            expected[place(row)[0]] += row[column]
        assert {row["municipality"]: row["hits"] for row in found if row["reading"] == reading} == +expected
    for row in found:
        size = sum(count for id, count in words.items() if id.startswith(f"{row['municipality']}/"))
        if row["reading"] == "counts":
            counted = [hit for hit in hits if place(hit)[0] == row["municipality"] and counts(hit, "npm")]
            assert row["rate"] == pytest.approx(rate(counted, size), abs=0.0500001)
    told = [hit for hit in hits if hit["pole"] == "npm" and hit["tier"] != "statutory"]
    assert sum(row["hits"] for row in found) == len(told)


def test_speakers_are_those_of_most_affirmed_words_of_trust(page, hits):
    said = Counter((hit["speaker"], hit["voice"]) for hit in hits if hit["speaker"] and _affirms_trust(hit))
    found = rows(page["speakers"])
    assert [row["hits"] for row in found] == sorted(said.values(), reverse=True)[: len(found)]
    for row in found:
        own = [hit for hit in hits if (hit["speaker"], hit["voice"]) == (row["speaker"], row["voice"])]
        terms = {hit["term"] for hit in own if _affirms_trust(hit)}
        assert row["terms"] == ", ".join(sorted(terms))


def _affirms_trust(hit) -> bool:
    return hit["pole"] == "trust" and hit["polarity"] == "affirmed" and hit["attitude"] == "affirms"


def test_terms_that_rise_have_the_words_of_their_year(page, hits, words):
    sizes: Counter = Counter()
    for id, count in words.items():
        if "/sv_" in id:
            sizes[id.split("/")[1]] += count
    said = defaultdict(list)
    for hit in hits:
        if hit["lang"] == "sv" and hit["pole"] in ("npm", "trust"):
            said[hit["term"]].append(hit)
    rise = {}
    for term, of_term in said.items():
        years = Counter(place(hit)[1] for hit in of_term)
        if len({hit["id"] for hit in of_term}) >= 2:
            rise[term] = [1000 * years[year] / sizes[year] for year in ("2024", "2025")]
    best = sorted(rise, key=lambda term: (rise[term][0] - rise[term][1], term))[:2]
    assert [row["term"] for row in rows(page["rising"])] == best
    for row in rows(page["rising"]):
        assert [row["rate_before"], row["rate_after"]] == pytest.approx(rise[row["term"]], abs=0.00500001)


def test_decisions_that_name_targets_are_found_document_by_document(page, once):
    expected = []
    for document in once:
        for decision in og.passages(document, kinds=["decision"]):
            expected += [
                (document.id, decision["body"], hit["text"], hit["polarity"], decision["text"])
                for hit in og.hits(document)
                if hit["category"] == "goals_results"
                and hit["weight"] > 0
                and decision["start"] <= hit["start"] < hit["end"] <= decision["end"]
            ]
    assert page["about_targets"] == sorted(expected)


def test_shares_are_of_contacts_with_a_demand_each_counted_once(page):
    contacts = page["contacts"]
    demands = og.demand([{"id": row["id"], "text": row["text"]} for row in contacts], redact=False)
    called = {row["id"]: row for row in demands.rows()}
    again = {id: row["duplicate_of"] for id, row in called.items() if row["duplicate_of"] is not None}
    assert {id: first for first, ids in page["twice"].fetchall() for id in ids} == again
    expected = defaultdict(Counter)
    for number, row in enumerate(contacts):
        if row["id"] not in again:
            expected[row["service"], f"2026-{number % 4 + 1:02}"][called[row["id"]]["demand"]] += 1
    found = rows(page["by_month"])
    assert {(row["service"], row["month"]) for row in found} == set(expected)
    for row in found:
        of = expected[row["service"], row["month"]]
        failing, n = of["failure"] + of["mixed"], of["failure"] + of["mixed"] + of["value"]
        assert (row["contacts"], row["undetermined"]) == (of.total(), of["undetermined"])
        assert (row["failure"], row["n"]) == (failing, n)
        assert row["share"] == (None if n == 0 else pytest.approx(100 * failing / n, abs=0.500001))
