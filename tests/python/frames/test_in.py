"""Every producer of columns gives the rows that a plain list gives."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")

TEXTS = ["Vi vill ha tillit.", None, "Mer kontroll, fler mål!", ""]


class Streaming:
    """What gives an Arrow stream and is otherwise unknown."""

    def __init__(self, arrow):
        self._arrow = arrow

    def __arrow_c_stream__(self, requested_schema=None):
        return self._arrow.__arrow_c_stream__(requested_schema)


class Arraying:
    """What gives an Arrow array and is otherwise unknown."""

    def __init__(self, arrow):
        self._arrow = arrow

    def __arrow_c_array__(self, requested_schema=None):
        return self._arrow.__arrow_c_array__(requested_schema)


COLUMNS = {
    "tuple": tuple,
    "generator": lambda texts: (text for text in texts),
    "numpy object": lambda texts: np.array(texts, dtype=object),
    "numpy column": lambda texts: np.array(texts, dtype=object).reshape(-1, 1),
    "pandas": lambda texts: pd.Series(texts, dtype="str"),
    "pandas object": lambda texts: pd.Series(texts, dtype="object"),
    "pandas string": lambda texts: pd.Series(texts, dtype="string"),
    "pandas category": lambda texts: pd.Series(texts, dtype="category"),
    "pandas arrow": lambda texts: pd.Series(texts, dtype=pd.ArrowDtype(pa.large_string())),
    "pandas index": lambda texts: pd.Index(texts, dtype="object"),
    "pandas with an index": lambda texts: pd.Series(texts, dtype="str", index=range(9, 9 + len(texts))),
    "polars": lambda texts: pl.Series(texts, dtype=pl.String),
    "polars category": lambda texts: pl.Series(texts, dtype=pl.Categorical),
    "arrow array": lambda texts: pa.array(texts, pa.string()),
    "arrow large": lambda texts: pa.chunked_array([pa.array(texts, pa.large_string())]),
    "arrow view": lambda texts: pa.array(texts, pa.string_view()),
    "arrow dictionary": lambda texts: pa.array(texts, pa.string()).dictionary_encode(),
    "arrow chunks": lambda texts: pa.chunked_array(
        [pa.array(texts[:1], pa.string()), pa.array(texts[1:], pa.string())]
    ),
    "arrow sliced": lambda texts: pa.array(["skräp", *texts, "skräp"], pa.string()).slice(1, len(texts)),
    "stream": lambda texts: Streaming(pa.chunked_array([pa.array(texts, pa.string())])),
    "array": lambda texts: Arraying(pa.array(texts, pa.string())),
}

FRAMES = {
    "mapping": lambda columns: columns,
    "mappings": lambda columns: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
    "pandas": pd.DataFrame,
    "pandas sliced": lambda columns: pd.concat([pd.DataFrame(columns)] * 2).iloc[len(columns["text"]) :],
    "polars": lambda columns: pl.DataFrame(columns, schema_overrides={"text": pl.String}),
    "polars lazy": lambda columns: pl.LazyFrame(columns, schema_overrides={"text": pl.String}),
    "arrow": lambda columns: arrow_of(columns),
    "arrow sliced": lambda columns: pa.concat_tables([arrow_of(columns)] * 2).slice(len(columns["text"])),
    "arrow reader": lambda columns: arrow_of(columns).to_reader(),
    "arrow batch": lambda columns: arrow_of(columns).combine_chunks().to_batches()[0],
    "duckdb": lambda columns: duckdb.from_arrow(arrow_of(columns)),
    "stream": lambda columns: Streaming(arrow_of(columns)),
    "array": lambda columns: Arraying(arrow_of(columns).to_batches()[0]),
}


def arrow_of(columns):
    return pa.table({**columns, "text": pa.array(columns["text"], pa.string())})


# What a reader may rely on -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", COLUMNS.values(), ids=COLUMNS)
def test_a_column_is_read_as_the_list_of_its_texts(make):
    assert og.tokens(make(TEXTS), lang="sv").json_lines() == og.tokens(TEXTS, lang="sv").json_lines()


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES)
def test_a_frame_is_read_by_its_columns(make):
    columns = {"id": ["a", "b", "c", "d"], "text": TEXTS, "party": ["S", "M", "S", None]}
    scores = og.score(make(columns), lang="sv", by="group", group="party", resamples=0)
    assert (scores["id"], scores["words"]) == (["", "M", "S"], [None, None, 8])
    assert og.hits(make(columns), lang="sv")["id"] == ["a", "c"]


VERBS = {
    "tokens": og.tokens,
    "passages": og.passages,
    "quotes": og.quotes,
    "repairs": og.repairs,
    "hits": og.hits,
    "score": og.score,
    "repeats": og.repeats,
    "demand": og.demand,
    "language": og.language,
    "personal_data": og.personal_data,
    "redact": og.redact,
    "lexicon search": lambda texts, **named: og.hits(texts, terms="tillit*", **named),
    "keyness": lambda texts, **named: og.keyness(texts, texts, **named),
    "clusters": lambda texts, **named: og.clusters(texts, categories="services", **named),
    "suggestions": lambda texts, **named: og.suggestions(texts, "trust_trust", **named),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_every_verb_takes_a_frame_with_columns_of_any_name(verb):
    texts = ["Vi vill ha tillit, sade hon. Tillit!", "Var är min ansökan? Ring 070-123 45 67."]
    frame = pd.DataFrame({"body": texts, "nr": [7, 8]})
    documents = [og.Document.from_text(text, id) for text, id in zip(texts, ["7", "8"], strict=True)]
    assert rows_of(verb(frame, text="body", id="nr")) == rows_of(verb(documents))


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_a_keyword_that_a_verb_has_not_is_no_business_of_another_function(verb):
    with pytest.raises(TypeError, match="'colums'") as found:
        verb(["Vi vill ha tillit."], colums=["id"])
    assert "documents_of" not in str(found.value)


def test_a_keyword_that_is_meant_is_named():
    with pytest.raises(TypeError, match=r"hits: keyword 'pole' is not one of: texts, .*; did you mean 'poles'\?"):
        og.hits("Vi vill ha tillit.", pole="trust")


def test_days_may_be_written_day_first():
    letters = {"text": TEXTS[:3], "day": ["05-01-2025", "17.2.2025", "2025-02-28"]}
    assert og.score(letters, lang="sv", by="month", date="day")["id"] == ["2025-01", "2025-02"]
    found = og.demand(letters, lang="sv", date="day")
    assert [month["month"] for month in found.summary["months"]] == ["2025-01", "2025-02"]


def test_a_row_for_each_group_needs_groups():
    with pytest.raises(og.RequestError, match="by 'group' needs group"):
        og.score({"text": TEXTS, "party": ["S", "M", "S", None]}, by="group")


def rows_of(found):
    return list(found) if isinstance(found, og.Table) else found


def test_words_come_in_a_column_too():
    assert og.lemmas(pl.Series(["skolorna", None]), lang="sv")[0].lemma == "skola"
    assert og.compounds(pa.array(["verksamhetsplanen"]), lang="sv")[0].head == "planen"


def test_dates_are_dates_whatever_holds_them():
    days = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]
    values = [4.0, 5.0, 6.0, 5.0]
    expected = og.chart(date=days, value=values).json_lines()
    typed = [datetime.date.fromisoformat(day) for day in days]
    for frame in (
        pd.DataFrame({"date": pd.to_datetime(days), "value": values}),
        pl.DataFrame({"date": typed, "value": values}),
        pa.table({"date": typed, "value": values}),
        duckdb.from_arrow(pa.table({"date": typed, "value": values})),
        {"date": np.array(days, dtype="datetime64[ns]"), "value": np.array(values)},
    ):
        assert og.chart(frame, date="date", value="value").json_lines() == expected


def test_a_whole_number_beside_a_null_is_one_although_pandas_has_no_type_for_it():
    frame = pd.DataFrame({"text": ["Tillit.", "Tillit."], "year": [2024, None]})
    assert frame["year"].dtype == "float64"
    assert og.score(frame, lang="sv", by="group", group="year")["id"] == ["", "2024"]


def test_a_column_says_the_language_of_each_row_and_others_are_und():
    frame = pl.DataFrame({"text": ["Tillit.", "Tillid.", "Trust."], "l": ["sv", "da", "en"]})
    assert og.score(frame, lang_column="l")["lang"] == ["sv", "da", "und"]


def test_documents_say_what_their_meta_holds_under_another_name():
    documents = [og.Document.from_text("Tillit.", str(n), "sv", {"parti": p}) for n, p in enumerate("ABA")]
    assert og.score(documents, by="group", group="parti")["id"] == ["A", "B"]
    with pytest.raises(og.RequestError, match="group: column 'party' is not one of: parti"):
        og.score(documents, by="group", group="party")


@pytest.mark.parametrize(
    ("texts", "named", "said"),
    [
        (pd.DataFrame({"body": ["x"]}), {}, "text: column 'text' is not one of: body"),
        (pl.DataFrame({"text": ["x"]}), {"id": "nr"}, "id: column 'nr' is not one of: text"),
        (pa.table({"text": ["x"]}), {"date": "day"}, "date: column 'day' is not one of: text"),
        (pa.table({"text": [1]}), {}, "column 'text', row 0: int, not a string"),
        (pa.Table.from_arrays([pa.array(["x"])] * 2, ["text", "text"]), {}, "two columns of one name"),
        ({"text": ["x", "y"], "id": ["1"]}, {}, "column 'id' has 1 rows, and 'text' 2"),
        (pl.Series([1, 2]), {}, "text number 0 is of type int"),
        (np.array([["a", "b"], ["c", "d"]]), {}, "an array of 2 dimensions is not a column"),
        (b"bytes", {}, "bytes are not a text"),
        (7, {}, "7 is neither a string"),
    ],
)
def test_what_cannot_be_read_is_an_error_that_says_what_is_there(texts, named, said):
    with pytest.raises(og.RequestError, match=said):
        og.hits(texts, **named)


def test_an_unknown_argument_is_pythons_error():
    with pytest.raises(TypeError, match="txet"):
        og.hits(pd.DataFrame({"text": ["x"]}), txet="text")


def test_of_a_lazy_frame_only_the_columns_that_are_asked_for_are_worked_out():
    def fail(_):
        raise AssertionError

    lazy = pl.LazyFrame({"text": ["Tillit."], "dear": [1]}).with_columns(
        pl.col("dear").map_elements(fail, return_dtype=pl.Int64)
    )
    assert og.hits(lazy, lang="sv")["text"] == ["Tillit"]


# What must hold for every column -------------------------------------------------------------------------------------

COLUMN_OF_TEXTS = st.lists(
    st.none() | st.sampled_from(["Tillit!", "Mål- och resultatstyrning.", ""]) | st.text(max_size=12), max_size=6
)


@given(COLUMN_OF_TEXTS, st.sampled_from(sorted(COLUMNS)))
def test_any_column_is_read_as_the_list_of_its_texts(texts, kind):
    texts = [None if text is None else text.encode("utf-8", "replace").decode() for text in texts]
    if kind == "numpy column" and len(texts) == 0:
        return
    found = og.tokens(COLUMNS[kind](texts), lang="sv", columns=["id", "start", "end", "text"])
    expected = og.tokens(texts, lang="sv", columns=["id", "start", "end", "text"])
    assert found.json_lines() == expected.json_lines()


@given(COLUMN_OF_TEXTS.filter(bool), st.sampled_from(sorted(FRAMES)))
def test_any_frame_is_read_as_the_list_of_its_texts(texts, kind):
    texts = [None if text is None else text.encode("utf-8", "replace").decode() for text in texts]
    found = og.language(FRAMES[kind]({"text": texts, "beside": list(range(len(texts)))}))
    assert found.json_lines() == og.language(texts).json_lines()


def test_a_column_of_pandas_whose_name_is_no_string_goes_by_its_name_as_one():
    pd = pytest.importorskip("pandas")
    assert og.score(pd.DataFrame({0: ["Mer tillit."], 1: [7]}), text="0")["status"] == ["ok"]
    of_two = pd.DataFrame([["Mer tillit."]], columns=pd.MultiIndex.from_tuples([("x", "text")]))
    assert og.score(of_two, text="('x', 'text')")["status"] == ["ok"]
    with pytest.raises(og.RequestError, match="'text' is not one of"):
        og.score(of_two)


def test_a_row_with_an_empty_id_has_its_columns_beside_it():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"text": ["Tillit.", "Mer kontroll."], "id": ["", "b"]})
    assert list(og.score(frame).beside(frame, columns=["words"])["words"]) == [1, 2]
