from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.table import Table
from ordagrant.validation import codings_of, column_of, draw, samples_of, sheet_of, texts_of, validate

TEXT = """Nämnden vill ha mer tillit och färre indikatorer.
Målstyrningen ska stärkas och alla enheter följa sina nyckeltal.
Medarbetarnas handlingsutrymme växer när kontrollen minskar.
Kunderna ska vara nöjda, och konkurrensen ska öka.
"""


def hits():
    return list(og.hits(og.Document.from_text(TEXT, "plan.txt", lang="sv"), names="include").rows())


def results(count, label="label"):
    """Rows of which seven in ten are npm, two trust and one none."""
    labels = ["npm"] * 7 + ["trust"] * 2 + ["none"]
    return [{"id": f"{number}.txt", label: labels[number % 10]} for number in range(count)]


# What a reader may rely on -------------------------------------------------


def test_a_sheet_shows_the_words_and_not_what_the_tool_said():
    rows = hits()
    assert len(rows) >= 5
    sheet = Table(sheet_of(rows, draw(rows, "pole", len(rows))))
    assert sheet.columns == ["sample", "id", "page", "line", "left", "text", "right", "code", "remark"]
    assert sorted(sheet["text"]) == sorted(row["text"] for row in rows)
    assert set(sheet["code"]) == {None}
    for row in rows:
        blind = [{**row, "pole": "?", "category": "?", "term": "?", "tier": "?", "polarity": "?"}]
        assert samples_of(blind) == samples_of([row])


def test_a_rare_value_is_drawn_more_often_than_its_share():
    rows = results(1000)
    drawn = draw(rows, "label", 100)
    counts = {label: sum(rows[row]["label"] == label for row in drawn) for label in ("npm", "trust", "none")}
    assert counts == {"npm": 52, "trust": 28, "none": 20}


def test_a_draw_is_one_of_its_seed():
    rows = results(1000)
    assert draw(rows, "label", 50, seed=1) == draw(rows, "label", 50, seed=1)
    assert set(draw(rows, "label", 50, seed=1)) != set(draw(rows, "label", 50, seed=2))


def test_more_than_there_are_is_all():
    rows = results(30)
    assert sorted(draw(rows, "label", 500)) == list(range(30))


def test_the_order_of_a_sheet_says_nothing_of_the_values():
    labels = [results(1000)[row]["label"] for row in draw(results(1000), "label", 400)]
    changes = sum(one != other for one, other in pairwise(labels))
    assert changes > 150


def coded(rows, column, *, wrong=(), tied=()):
    """Two coders who say what the tool says; of the rows `wrong` both say none, of the rows `tied` one of them."""
    names = samples_of(rows)
    said = {name: row[column] for name, row in zip(names, rows, strict=True)}
    anna = said | {names[row]: "none" for row in (*wrong, *tied)}
    bo = said | {names[row]: "none" for row in wrong}
    return {"anna": anna, "bo": bo}


def test_what_coders_call_otherwise_is_counted_and_quoted():
    rows = hits()
    wrong, tied = 0, 1
    found = validate(rows, coded(rows, "pole", wrong=[wrong], tied=[tied]))
    label = rows[wrong]["pole"]
    assert found.column == "pole"
    assert found.confusion[label]["none"] == 1
    assert sum(counts.get("(tied)", 0) for counts in found.confusion.values()) == 1
    assert [one["text"] for one in found.disagreements] == [rows[wrong]["text"], rows[tied]["text"]]
    assert found.disagreements[1]["codes"] == {"anna": "none", "bo": rows[tied]["pole"]}
    terms = {term: share.share for term, _, share, _ in found.terms}
    assert terms[rows[wrong]["term"]] == 0
    assert terms[rows[tied]["term"]] == 0.5
    assert found.agreement["coders"]["alpha"].value < 1
    assert found.agreement["tool"]["ac1"].units == len(rows) - 1  # without the tied one


def test_shares_are_corrected_by_what_was_coded():
    """One in five of what the tool calls npm is none; the rest is right."""
    rows = results(1000)
    drawn = draw(rows, "label", 200)
    names = samples_of(rows)
    npm = [row for row in drawn if rows[row]["label"] == "npm"]
    wrong = set(npm[: len(npm) // 5])
    codes = {names[row]: "none" if row in wrong else rows[row]["label"] for row in drawn}
    said, corrected = validate(rows, {"anna": codes}).shares["npm"]
    assert said == 0.7
    assert corrected.share == pytest.approx(0.7 * (1 - len(wrong) / len(npm)))
    assert corrected.low < 0.56 < corrected.high < 0.7
    assert validate(rows, {"anna": codes}).shares["none"][1].share > 0.2


def test_a_share_is_not_corrected_where_nothing_is_coded_of_a_value():
    rows = results(100)
    codes = {name: row["label"] for name, row in zip(samples_of(rows), rows, strict=True) if row["label"] != "none"}
    found = validate(rows, {"anna": codes})
    assert found.not_coded == {"none": 10}
    assert found.shares["npm"] == (0.7, None)


def test_coders_can_be_compared_without_results():
    found = validate(None, {"anna": {"1": "-2", "2": "1", "3": "0"}, "bo": {"1": "-1", "2": "1"}}, level="interval")
    assert found.agreement["coders"]["alpha"].units == 2
    assert "tool" not in found.agreement
    assert (found.confusion, found.shares, found.precision, found.terms) == ({}, {}, {}, [])
    assert [one["sample"] for one in found.disagreements] == ["1"]


def test_the_columns_of_a_sheet_that_begin_with_code_are_coders():
    rows = [
        {"sample": "a", "code": "npm", "code_bo": " trust ", "remark": "x"},
        {"sample": "b", "code": "", "code_bo": 1},
    ]
    assert codings_of([("anna", rows)]) == {"anna": {"a": "npm"}, "bo": {"a": "trust", "b": "1"}}
    assert codings_of([("x", [{"code": "1"}, {"code": None}, {"code": 2.0}])]) == {"x": {"1": "1", "3": "2"}}


def test_the_texts_of_results_that_have_none_come_from_the_documents():
    document = og.Document.from_text(TEXT, "plan.txt", lang="sv")
    for by in ("document", "passage", "sentence"):
        rows = list(og.score(document, by=by, resamples=0).rows())
        texts = texts_of([row["id"] for row in rows], [document], by)
        assert len(texts) == len(rows)
        assert all(text in TEXT for text in texts.values())
    with pytest.raises(og.RequestError, match="no passage of the sources has the id 'other.txt#0'"):
        texts_of(["other.txt#0"], [document], "passage")


def test_all_of_it_is_a_table_and_a_record():
    rows = hits()
    found = validate(rows, coded(rows, "pole", wrong=[0]))
    assert {"alpha", "ac1", "confusion", "precision", "share", "share_said", "term_precision", "disagreement"} == set(
        found.table["measure"]
    )
    assert found.record["coded"] == len(rows)
    assert found.record["coders"] == {"anna": len(rows), "bo": len(rows)}
    assert len(found.table.to_arrow()) == len(found.table)


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (lambda rows: column_of(rows, "poles"), "column 'poles' is not one of: id, lang"),
        (lambda _: column_of([], None), "the results have no rows"),
        (lambda rows: draw(rows, "pole", 1), "n 1 is fewer than the values of column 'pole': npm, "),
        (lambda rows: draw(rows, "date", 10), "column 'date' is empty in all"),
        (lambda rows: validate(rows, {}), "nothing is coded"),
        (lambda rows: validate(rows, {"anna": {}}), "nothing is coded"),
        (lambda rows: validate(rows, {"anna": {"s0": "npm"}}), "anna: sample 's0' is not of these results"),
        (
            lambda rows: validate(rows, {"a": {samples_of(rows)[0]: "nmp"}}),
            "code 'nmp' is not one of: npm, trust, crit",
        ),
        (lambda _: validate(None, {"a": {"1": "x"}}, level="ordinal"), "a: code 'x' is no number"),
        (lambda _: validate(None, {"a": {"1": "x"}}, level="ratio"), "level 'ratio' is not one of: nominal"),
        (lambda rows: codings_of([("a", rows)]), "a has no column 'code'"),
        (lambda _: codings_of([("a", [{"code": 1}]), ("a", [{"code": 1}])]), "a: two coders are called 'a'"),
        (lambda _: codings_of([("a", [{"sample": "s", "code": 1}] * 2)]), "sample 's' stands twice.* in row 2"),
        (lambda _: texts_of([], [], "month"), "by 'month' is not one of: document, passage, sentence"),
    ],
)
def test_a_wrong_request_says_what_is_wrong(of, said):
    with pytest.raises(og.RequestError, match=said):
        of(hits())


# What holds for all results -------------------------------------------------

ROWS = st.lists(
    st.fixed_dictionaries({
        "id": st.sampled_from("abc"), "start": st.integers(0, 3), "end": st.integers(0, 3),
        "label": st.sampled_from(["npm", "trust", "none", None]),
    }),
    min_size=1, max_size=40,
)  # fmt: skip


@given(ROWS, st.integers(4, 50), st.integers(0, 5))
def test_a_draw_is_of_distinct_rows_with_a_value_and_of_every_value(rows, n, seed):
    valued = [number for number, row in enumerate(rows) if row["label"] is not None]
    if not valued:
        return
    drawn = draw(rows, "label", n, seed)
    assert len(set(drawn)) == len(drawn) == min(n, len(valued))
    assert set(drawn) <= set(valued)
    assert {rows[row]["label"] for row in drawn} == {rows[row]["label"] for row in valued}


@given(ROWS, st.randoms())
def test_samples_have_names_of_their_own_that_do_not_depend_on_the_order_of_places(rows, chance):
    names = samples_of(rows)
    assert len(set(names)) == len(rows)
    places = sorted({(row["id"], row["start"], row["end"]): row for row in rows}.values(), key=str)
    of_places = dict(zip(map(str, places), samples_of(places), strict=True))
    chance.shuffle(places)
    assert dict(zip(map(str, places), samples_of(places), strict=True)) == of_places


@given(st.integers(0, 1000))
def test_what_is_said_rightly_of_a_sample_of_all_is_what_is_said(seed):
    rows = results(60)
    drawn = draw(rows, "label", 20, seed)
    names = samples_of(rows)
    found = validate(rows, {"anna": {names[row]: rows[row]["label"] for row in drawn}}, resamples=0)
    for said, corrected in found.shares.values():
        assert corrected.share == pytest.approx(said)
    assert found.agreement["tool"]["alpha"].value == 1
    assert found.disagreements == []


def test_planted_errors_come_back_within_the_interval():
    """A tool that is wrong in one of six, and coders who are not: 200 seeds of the sample."""
    chance = random.Random(2)
    rows = results(600)
    names = samples_of(rows)
    true = [row["label"] if chance.random() > 1 / 6 else chance.choice(["npm", "trust", "none"]) for row in rows]
    share = sum(label == "trust" for label in true) / len(true)
    held = 0
    for seed in range(200):
        codes = {names[row]: true[row] for row in draw(rows, "label", 90, seed)}
        _, corrected = validate(rows, {"anna": codes}, resamples=0).shares["trust"]
        held += corrected.low <= share <= corrected.high
    assert held >= 184
