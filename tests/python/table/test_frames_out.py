"""Tables as frames of other libraries: types that no rows change, and the caller's own kind."""

from __future__ import annotations

import datetime

import pytest

import ordagrant as og

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")

MINUTES = "Protokoll 2024-03-12\n\n§ 1 Styrmodell\n\nBort från målstyrning, mot tillit, sade Maja Plinghult.\n"

VERBS = {
    "hits": lambda texts: og.hits(texts, lang="sv"),
    "score": lambda texts: og.score(texts, lang="sv", resamples=0),
    "tokens": lambda texts: og.tokens(texts, lang="sv"),
    "passages": lambda texts: og.passages(texts, lang="sv", kinds=["item", "vote", "figure"]),
    "quotes": lambda texts: og.quotes(texts, lang="sv"),
    "language": og.language,
    "repairs": og.repairs,
    "demand": lambda texts: og.demand(texts, lang="sv"),
    "demand table": lambda texts: og.demand(texts, lang="sv").table,
    "clusters": lambda texts: og.clusters(texts, categories="services", lang="sv"),
    "personal data": og.personal_data,
}


# What a reader may rely on -------------------------------------------------------------------------------------------


def test_days_are_dates_categories_categories_and_whole_numbers_whole():
    hits = og.hits(MINUTES, lang="sv")
    frame = hits.to_pandas()
    assert set(hits["date"]) == {"2024-03-12"}
    assert set(frame["date"]) == {pd.Timestamp(2024, 3, 12)}
    assert isinstance(frame["pole"].dtype, pd.CategoricalDtype)
    assert frame["page"].dtype == pd.Int64Dtype()
    assert frame["page"].isna().all()
    polars = hits.to_polars()
    assert set(polars["date"]) == {datetime.date(2024, 3, 12)}
    assert polars.schema["polarity"] == pl.Categorical
    assert hits.to_arrow().schema.field("date").type == pa.date32()
    assert duckdb.from_arrow(hits).types[hits.columns.index("date")] == "DATE"


def test_duckdb_reads_a_table_by_the_name_of_its_variable():
    found = og.hits(["Tillit och målstyrning.", "Tillit!"], lang="sv")
    assert len(found) == 3
    counted = duckdb.sql("select pole, count(*) from found group by pole order by pole").fetchall()
    assert counted == [("npm", 1), ("trust", 2)]
    assert duckdb.sql("select count(*) from found").fetchall() == [(3,)]


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_no_rows_and_no_nulls_change_a_type(verb):
    some, none = verb([MINUTES, "", "Hej!"]), verb([])
    assert some.to_arrow().schema == none.to_arrow().schema
    assert some.to_polars().schema == none.to_polars().schema
    kinds = [
        [dtype if not isinstance(dtype, pd.CategoricalDtype) else "category" for dtype in table.to_pandas().dtypes]
        for table in (some, none)
    ]
    assert kinds[0] == kinds[1]


def test_the_frame_of_the_caller_comes_back():
    texts = ["Tillit!", "Målstyrning."]
    for given, kind in (
        (pd.DataFrame({"text": texts}), pd.DataFrame),
        (pd.Series(texts), pd.DataFrame),
        (pl.DataFrame({"text": texts}), pl.DataFrame),
        (pl.LazyFrame({"text": texts}), pl.DataFrame),
        (pl.Series(texts), pl.DataFrame),
        (pa.table({"text": texts}), pa.Table),
        (pa.table({"text": texts}).to_reader(), pa.Table),
        (duckdb.from_arrow(pa.table({"text": texts})), duckdb.DuckDBPyRelation),
        (og.Corpus.from_frame(pl.DataFrame({"text": texts})), pl.DataFrame),
    ):
        scores = og.score(given, lang="sv")
        assert isinstance(scores.to_native(), kind)
        assert isinstance(scores.evidence(0).to_native(), kind)
    assert isinstance(og.demand(pd.DataFrame({"text": texts})).table.to_native(), pd.DataFrame)


def test_texts_that_came_in_no_frame_have_no_kind_to_come_back_in():
    with pytest.raises(og.RequestError, match="the texts came in no frame: to_pandas"):
        og.hits(["Tillit!"]).to_native()


def test_results_stand_beside_the_callers_own_columns_in_their_order():
    texts = ["Tillit!", "Målstyrning.", None]
    frame = pd.DataFrame({"nr": [3, 1, 2], "body": texts, "party": list("ABC")}, index=[7, 8, 9])
    scores = og.score(frame, text="body", id="nr", lang="sv")
    both = scores.beside(frame, id="nr", columns=["words", "trust_hits"])
    assert both.columns.tolist() == ["nr", "body", "party", "words", "trust_hits"]
    assert both.index.tolist() == [7, 8, 9]
    assert both["trust_hits"].fillna(-1).tolist() == [1, 0, -1]
    again = scores.beside(frame.sort_values("nr"), id="nr", columns=["trust_hits"])
    assert again["trust_hits"].fillna(-1).tolist() == [0, -1, 1]
    numbered = pa.table({"text": ["Tillit!", "Målstyrning."]})
    assert og.score(numbered, lang="sv").beside(numbered, columns="trust_hits")["trust_hits"].to_pylist() == [1, 0]


@pytest.mark.parametrize(
    ("table", "frame", "named", "said"),
    [
        (lambda: og.hits(["Tillit, tillit!"], lang="sv"), {"text": [""]}, {}, "an id has several rows"),
        (lambda: og.language(["Tillit!"]), {"text": ["", ""]}, {}, "1 rows of the frame are not in the table.*'1'"),
        (lambda: og.language(["Tillit!"]), {"lang": [""]}, {}, "column 'lang' is in the frame already"),
        (lambda: og.language(["Tillit!"]), {"a": [""]}, {"columns": ["npm"]}, "column 'npm' is not one of: id, lang"),
    ],
)
def test_what_cannot_stand_beside_a_frame_is_an_error(table, frame, named, said):
    with pytest.raises(og.RequestError, match=said):
        table().beside(pl.DataFrame(frame), **named)


def test_a_list_has_no_columns_to_stand_beside():
    with pytest.raises(og.RequestError, match="list is no frame"):
        og.language(["Tillit!"]).beside(["Tillit!"])


# What must hold for every table --------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_every_frame_has_the_rows_of_the_table(verb):
    table = verb([MINUTES, "", "Kontakta Maja på 070-123 45 67. Var är min ansökan?"])
    rows = [{name: days_as_text(value) for name, value in row.items()} for row in table.to_arrow().to_pylist()]
    assert rows == list(table)
    assert [{name: days_as_text(value) for name, value in row.items()} for row in table.to_polars().to_dicts()] == rows
    assert len(table.to_pandas()) == len(rows)


def days_as_text(value):
    return value.isoformat() if isinstance(value, datetime.date) else value
