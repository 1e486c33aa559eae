from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant import _core

COLUMNS = (
    "word target reference g2 log_ratio log_ratio_low log_ratio_high z simple_maths dp_target dp_reference p_holm p_bh "
    "dp_norm_target dp_norm_reference"
).split()


def compared(target, reference):
    """The rows of documents given as (words, counts), by word."""
    comparison = _core.keyness.Comparison()
    for words, counts in target:
        comparison.add_target(words, counts)
    for words, counts in reference:
        comparison.add_reference(words, counts)
    return {row["word"]: row for row in og.Table(comparison.table())}


def test_the_columns_are_those_of_the_contract_and_then_the_normalised_dispersion():
    assert og.keyness("Tillit.", "Kontroll.", lang="sv").columns == COLUMNS
    assert og.keyness("", "").columns == COLUMNS


def test_the_worked_examples():
    shard = compared([(112_289_776, {"shard": 35})], [(1_559_716_979, {"shard": 263})])["shard"]
    assert round(shard["simple_maths"], 4) == 1.1224
    few = compared([(9_880, {"x": 68})], [(10_086, {"x": 2})])["x"]
    assert round(few["g2"], 2) == 80.25
    assert round(few["log_ratio"], 2) == 5.12
    clumped = compared([(50, {"x": 8}), (50, {}), (50, {}), (50, {})], [(50, {"x": 2})] * 4)["x"]
    assert (clumped["dp_target"], clumped["dp_norm_target"]) == (0.75, 1)
    assert (clumped["dp_reference"], clumped["dp_norm_reference"]) == (0, 0)


def test_what_is_typical_of_a_side_comes_first_or_last():
    target = ["Vi har tillit till er. Tilliten bär.", "Mer tillit och mer stöd."]
    reference = ["Vi har kontroll och mål.", "Mer kontroll och fler mål, tack."]
    rows = list(og.keyness(target, reference, lang="sv"))
    assert rows[0]["word"] == "tillit"
    assert {rows[-1]["word"], rows[-2]["word"]} == {"kontroll", "mål"}
    assert [row["z"] for row in rows] == sorted((row["z"] for row in rows), reverse=True)
    lemmas = {row["word"]: row for row in og.keyness(target, reference, of="lemmas", lang="sv")}
    assert (lemmas["tillit"]["target"], lemmas["tillit"]["reference"]) == (3, 0)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("words", {"mål-": 1, "och": 2, "resultatstyrningens": 1, "planer": 1}),
        ("stems", {"mål-": 1, "och": 2, "resultatstyrning": 1, "plan": 1}),
        ("lemmas", {"målstyrning": 1, "och": 2, "resultatstyrning": 1, "plan": 1}),
        ("compounds", {"målstyrning": 1, "resultatstyrning": 1}),
        ("categories", {"npm_goals_results": 1}),
    ],
)
def test_what_can_be_compared(of, expected):
    text = "Mål- och resultatstyrningens planer, 12 st och."
    rows = og.keyness(text.replace("12 st ", "12 "), "Ja.", of=of, lang="sv")
    assert {row["word"]: row["target"] for row in rows if row["target"]} == expected


@pytest.mark.parametrize("of", ["words", "stems", "lemmas", "compounds"])
def test_names_of_bodies_are_words_that_are_not_compared(of):
    text = "Tillitsdelegationen talade om tillitsfrågor. Vi ringde kundcen-\nter, och KPMG talade om Kommunkompassen."
    rows = {row["word"] for row in og.keyness(text, "Ja.", of=of, lang="sv")}
    more = {row["word"] for row in og.keyness(text, "Ja.", of=of, lang="sv", names="include")}
    assert not [word for word in rows if word.startswith(("tillitsdel", "kund", "kpmg", "kommun"))]
    assert rows < more
    assert {word for word in rows if word.startswith("tillitsfråg")}
    # Frequencies are of all words, names too.
    ratios = {
        row["log_ratio"]
        for body in ("Tillitsdelegationen", "något")
        for row in og.keyness(f"En plan och {body}.", "Ja.", lang="sv")
        if row["word"] == "plan"
    }
    assert len(ratios) == 1


def test_names_of_bodies_are_no_category_unless_asked_for():
    text = "Tillitsdelegationen talade om tillit."
    assert og.keyness(text, "Ja.", of="categories", lang="sv")["word"] == ["trust_trust"]
    assert set(og.keyness(text, "Ja.", of="categories", lang="sv", names="include")["word"]) == {
        "meta_name",
        "trust_trust",
    }


@pytest.mark.parametrize("of", ["words", "stems", "lemmas"])
def test_words_of_other_languages_are_as_they_stand(of):
    english = "The councils trusted their teachers and they wanted to measure everything that could be measured."
    rows = {row["word"]: row["target"] for row in og.keyness(english, "Tilliten växer i kommunen.", of=of)}
    assert rows["councils"] == 1
    assert len(og.keyness(english, "Tilliten växer i kommunen.", of="compounds")) == 0


def test_frequencies_are_of_all_words():
    # One category hit in ten words against one in twenty: twice as frequent.
    (row,) = og.keyness("Tillit " + "ja " * 9, "Tillit " + "ja " * 19, of="categories", lang="sv")
    assert row["log_ratio"] == pytest.approx(1)


def test_one_document_has_no_dispersion_and_no_words_no_rows():
    (row, *_) = og.keyness("Tillit.", ["Kontroll.", "Kontroll. Tillit."], lang="sv")
    assert row["word"] == "tillit"
    assert row["dp_target"] is None
    assert row["dp_reference"] is not None
    assert len(og.keyness("Tillit.", "", lang="sv")) == 0
    assert len(og.keyness([], "Tillit.", lang="sv")) == 0


def test_documents_that_share_an_id_are_two():
    twice = [
        og.Document.from_text("Tillit och stöd.", "x", "sv"),
        og.Document.from_text("Nej och åter nej.", "x", "sv"),
    ]
    rows = {row["word"]: row for row in og.keyness(twice, ["Och."], lang="sv")}
    assert rows["tillit"]["dp_target"] == pytest.approx(4 / 7)


def test_a_wrong_choice_is_named():
    with pytest.raises(
        og.RequestError, match="of 'letters' is not one of: words, stems, lemmas, compounds, categories"
    ):
        og.keyness("a", "b", of="letters")
    with pytest.raises(og.RequestError, match="language 'fi'"):
        og.keyness("a", "b", lang="fi")


def test_a_corpus_is_compared_like_its_documents(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("Tillit och stöd. " * (number + 1), encoding="utf-8")
    corpus = og.read_corpus(tmp_path, lang="sv")
    assert og.keyness(corpus, "Kontroll.", lang="sv").json_lines() == (
        og.keyness(list(corpus), "Kontroll.", lang="sv").json_lines()
    )


# Against others' libraries -------------------------------------------------------------------------


SIDES = st.lists(
    st.tuples(st.integers(100, 5_000), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 12))),
    min_size=2,
    max_size=6,
)


@given(SIDES, SIDES)
def test_numbers_are_those_of_scipy_and_statsmodels(target, reference):
    scipy_stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    tables = pytest.importorskip("statsmodels.stats.contingency_tables", reason="statsmodels is not installed")
    multitest = pytest.importorskip("statsmodels.stats.multitest", reason="statsmodels is not installed")
    rows = compared(target, reference)
    if not rows:
        return
    sizes = [sum(words for words, _ in side) for side in (target, reference)]
    chances = []
    for row in rows.values():
        counts = [row["target"], row["reference"]]
        expected = [sum(counts) * size / sum(sizes) for size in sizes]
        g2 = scipy_stats.power_divergence(counts, expected, lambda_="log-likelihood").statistic
        assert row["g2"] == pytest.approx(g2, rel=1e-9, abs=1e-9)
        chances.append(scipy_stats.chi2.sf(row["g2"], 1))
        if all(counts):
            table = [[count, size - count] for count, size in zip(counts, sizes, strict=True)]
            low, high = tables.Table2x2(table).log_riskratio_confint()
            assert row["log_ratio_low"] == pytest.approx(low / math.log(2), abs=1e-9)
            assert row["log_ratio_high"] == pytest.approx(high / math.log(2), abs=1e-9)
    for column, method in (("p_holm", "holm"), ("p_bh", "fdr_bh")):
        expected = multitest.multipletests(chances, method=method)[1]
        assert [row[column] for row in rows.values()] == pytest.approx(expected, rel=1e-9)


def test_scipy_gives_the_four_cells_and_we_the_two():
    scipy_stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    table = [[68, 9_880 - 68], [2, 10_086 - 2]]
    four = scipy_stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert round(four, 2) == 80.47


@given(SIDES, SIDES, st.randoms(use_true_random=False))
def test_the_order_of_documents_is_nothing(target, reference, chance: random.Random):
    rows = compared(target, reference)
    chance.shuffle(target)
    chance.shuffle(reference)
    assert compared(target, reference) == rows


@given(SIDES, SIDES)
def test_z_is_the_formula(target, reference):
    sizes = [sum(words for words, _ in side) for side in (target, reference)]
    for row in compared(target, reference).values():
        y = [row["target"], row["reference"]]
        prior = min(sizes)
        alpha = prior * sum(y) / sum(sizes)
        odds = [(count + alpha) / (size + prior - count - alpha) for count, size in zip(y, sizes, strict=True)]
        delta = math.log(odds[0] / odds[1])
        assert row["z"] == pytest.approx(delta / math.sqrt(sum(1 / (count + alpha) for count in y)), abs=1e-9)


def test_parties_and_their_money_are_typical_of_budget_motions(data):
    rows = list(og.keyness(og.read_corpus(data / "policy"), og.read_corpus(data / "bulk/sv_g0vse.jsonl"), of="lemmas"))
    assert {"anslag", "centerpartiet", "välfärd"} <= {row["word"] for row in rows[:30]}
    assert {"uppdrag", "regeringskansliet"} <= {row["word"] for row in rows[-30:]}
