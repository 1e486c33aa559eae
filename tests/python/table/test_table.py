from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY

import ordagrant as og
from ordagrant import _core
from ordagrant.table import Table, table_of

TEXTS = ["Målstyrningen och tilliten.", "", "Ingenting här.", "Tillit!"]


@pytest.fixture
def table():
    return og.hits(TEXTS, lang="sv")


def test_pandas_polars_and_arrow_see_the_same_rows(table):
    rows = list(table.rows())
    assert table.to_arrow().to_pylist() == rows
    assert table.to_polars().to_dicts() == rows
    assert [str(text) for text in table.to_pandas()["text"]] == table["text"]


def test_a_table_can_be_read_again_and_again(table):
    pyarrow = pytest.importorskip("pyarrow")
    assert pyarrow.table(table).equals(pyarrow.table(table))
    assert pyarrow.table(table).num_rows == len(table) == 3


def test_an_empty_table_has_its_columns():
    table = og.hits([])
    assert len(table) == 0
    assert table.to_arrow().schema.names == table.columns
    assert table.to_polars().shape == (0, len(table.columns))


def test_an_arrow_column_outlives_the_table():
    text = og.hits(TEXTS, lang="sv").to_arrow()["text"]
    assert text.to_pylist() == ["Målstyrningen", "tilliten", "Tillit"]


def test_a_stream_that_nobody_reads_is_let_go(table):
    for _ in range(1000):
        table.__arrow_c_stream__()


def test_an_unknown_column_is_an_error_that_names_the_known_ones(table):
    with pytest.raises(og.RequestError, match="column 'wrod' is not one of: id, lang"):
        table["wrod"]


@given(NASTY)
def test_json_lines_are_json_and_one_line_each(text):
    table = og.tokens(text, lang="sv")
    lines = table.json_lines().decode().splitlines()
    assert [json.loads(line) for line in lines] == list(table.rows())


def test_a_table_is_its_rows(table):
    assert list(table) == list(table.rows())
    assert [row["text"] for row in table] == table["text"]


def test_a_table_of_what_python_has_found_out():
    fields = {"n": "integer", "share": "real", "ok": "truth", "word": "text"}
    table = Table(table_of(fields, [{"n": 1, "share": 0.5, "ok": True, "word": "å"}, {"word": ""}]))
    assert list(table.rows()) == [
        {"n": 1, "share": 0.5, "ok": True, "word": "å"},
        {"n": None, "share": None, "ok": None, "word": ""},
    ]
    assert len(Table(table_of(fields, []))) == 0
    assert Table(table_of(fields, [])).columns == list(fields)


@pytest.mark.parametrize(
    ("fields", "values", "said"),
    [
        ([("a", "number")], [[]], "type 'number' is not one of: integer, real, truth, text, category"),
        ([], [], "0 fields, and values of 0"),
        ([("a", "text")], [], "1 fields, and values of 0"),
        ([("a", "text"), ("b", "text")], [[], ["x"]], "field 'b' has 1 values, and 'a' 0"),
    ],
)
def test_values_that_fit_no_fields_are_an_error(fields, values, said):
    with pytest.raises(og.RequestError, match=said):
        _core.batch.Table.of(fields, values)


def test_a_pickled_table_is_the_same_table(table):
    everything = [
        table,
        og.hits([]),
        og.tokens(TEXTS, lang="sv"),
        og.score(["Mer tillit.", ""], lang="sv", resamples=40),
    ]
    for one in map(Table, [made.core for made in everything]):
        copied = pickle.loads(pickle.dumps(one))
        assert copied.to_arrow().schema == one.to_arrow().schema
        assert list(copied.rows()) == list(one.rows())
        assert copied.json_lines() == one.json_lines()


@given(st.lists(st.none() | st.sampled_from(["a", "b", "", "å"])))
def test_categories_are_texts_that_stand_once(values):
    made = table_of({"value": "category"}, [{"value": value} for value in values])
    assert made.column(0) == values
    found = Table(made).to_arrow()["value"].combine_chunks()
    assert found.to_pylist() == values
    assert found.dictionary.to_pylist() == list(dict.fromkeys(value for value in values if value is not None))
