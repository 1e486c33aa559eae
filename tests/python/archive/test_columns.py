"""og.archive.tables: the kernel over Arrow record batches, whoever made them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY

import ordagrant as og

pa = pytest.importorskip("pyarrow")

LONG = "Vi vill ha mer tillit och mindre detaljstyrning, sade Maja Plinghult i nämnden."
CONTACTS = [LONG, None, "Mål- och resultatstyrning.", "", "  ", 'Hon sade: "Vi litar på er."', LONG]


def plain() -> dict[str, og.Table]:
    """The rows of the verbs by themselves, of the same texts with the same ids."""
    documents = [og.Document.from_text(text or "", str(number)) for number, text in enumerate(CONTACTS)]
    return {
        "score": og.score(documents),
        "hits": og.hits(documents),
        "passages": og.passages(documents),
        "quotes": og.quotes(documents),
    }


@pytest.mark.parametrize(
    "kind", [pa.utf8(), pa.large_utf8(), pa.string_view(), pa.dictionary(pa.int8(), pa.utf8())], ids=str
)
def test_every_kind_of_text_column_gives_what_the_verbs_give(kind):
    flat = pa.array(CONTACTS, kind.value_type if pa.types.is_dictionary(kind) else kind)
    column = flat.dictionary_encode() if pa.types.is_dictionary(kind) else flat
    found = og.archive.tables(pa.table({"text": column}), ["quotes", "score", "hits", "passages"])
    assert list(found) == ["score", "hits", "passages", "quotes"]
    for verb, table in plain().items():
        assert list(found[verb]) == list(table), verb


def test_slices_and_batches_are_read_where_they_lie():
    table = pa.table({"id": range(100, 107), "text": CONTACTS})
    whole = list(og.archive.tables(table, "hits")["hits"])
    cut = pa.concat_tables([table.slice(0, 2), table.slice(2, 4), table.slice(6)])
    assert len(cut.to_batches()) == 3
    assert list(og.archive.tables(cut, "hits")["hits"]) == whole
    assert [row["id"] for row in og.archive.tables(table.slice(2, 3), "score")["score"]] == ["102", "103", "104"]
    batch = table.to_batches()[0].slice(5)
    assert [row["id"] for row in og.archive.tables(batch, "score")["score"]] == ["105", "106"]


def test_nulls_stay_nulls():
    table = pa.table({"id": pa.array(["a", None, "c"]), "text": pa.array([None, "Tillit.", None])})
    found = og.archive.tables(table)
    assert found["score"]["id"] == ["a", "row 1", "c"]
    assert found["score"]["status"] == ["empty", "ok", "empty"]
    assert found["score"]["words"] == [None, 1, None]
    assert found["score"]["npm"][0] is None
    assert found["demand"]["failure_kind"] == [None, None, None]
    assert len(found["passages"]) == 1


def test_a_stream_that_is_empty_has_the_columns():
    found = og.archive.tables(pa.table({"text": pa.array([], pa.utf8())}))
    for verb, table in found.items():
        assert len(table) == 0
        assert table.columns == og.archive.schema[verb].names


def test_the_schema_is_that_of_the_tables():
    found = og.archive.tables(pa.table({"text": CONTACTS}))
    assert list(og.archive.schema) == list(found)
    for verb, table in found.items():
        assert pa.schema(og.archive.schema[verb]) == table.to_arrow().schema
    with pytest.raises(og.RequestError, match="'scores' is not one of: score, hits"):
        og.archive.schema["scores"]


@pytest.mark.parametrize(
    ("columns", "options", "said"),
    [
        ({"text": [1, 2]}, {}, "column 'text' is of type int64, and not utf8"),
        ({"text": [[1]]}, {}, "column 'text' is of type Arrow's \"\\+l\""),
        ({"text": pa.array([b"a"])}, {}, "column 'text' is of type binary"),
        ({"text": pa.array([1]).dictionary_encode()}, {}, "column 'text' is of type a dictionary of int64"),
        ({"id": [1.5], "text": ["a"]}, {}, "column 'id' is of type double, and not a whole number"),
        ({"body": ["a"], "when": ["b"]}, {}, "column 'text' is not one of: body, when"),
        ({"text": ["a"]}, {"id": "case"}, "column 'case' is not one of: text"),
        ({"text": ["a"]}, {"lang_column": "lang"}, "column 'lang' is not one of: text"),
        ({"text": ["a"]}, {"plan": "scores"}, "'scores' is not one of: score, hits"),
        ({"text": ["a"]}, {"lang": "fi"}, "'fi' is not one of"),
    ],
)
def test_a_wrong_column_is_named_with_its_type(columns, options, said):
    with pytest.raises(og.RequestError, match=said):
        og.archive.tables(pa.table(columns), **options)


def test_what_is_no_batch_is_named():
    with pytest.raises(og.RequestError, match="a list has no Arrow record batches"):
        og.archive.tables([LONG])


def test_a_language_can_be_said():
    table = pa.table({"text": ["Vi kunde inte."] * 4, "lang": ["sv", None, "fi", "da"]})
    assert og.archive.tables(table, "score", lang_column="lang")["score"]["lang"] == ["sv", "sv", "und", "da"]


def test_frames_are_taken_as_they_are():
    pl = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    table = pa.table({"text": CONTACTS})
    rows = list(og.archive.tables(table, "hits")["hits"])
    assert list(og.archive.tables(pl.DataFrame({"text": CONTACTS}), "hits")["hits"]) == rows
    assert list(og.archive.tables(duckdb.from_arrow(table), "hits")["hits"]) == rows


# What holds for every column -----------------------------------------------------------------------


def test_no_number_of_threads_changes_a_row():
    table = pa.table(
        {"text": [f"{number} {text}" for number in range(300) for text in (LONG, *filter(None, CONTACTS))]}
    )
    one = og.archive.tables(table, threads=1)
    for threads in (2, 5):
        more = og.archive.tables(table, threads=threads)
        for verb, found in one.items():
            assert found.to_arrow().equals(more[verb].to_arrow()), verb


@given(st.lists(st.one_of(st.none(), NASTY.map(str.encode), st.binary(max_size=20)), max_size=6))
def test_no_text_is_an_error(texts):
    ill_formed = pa.array(texts, pa.binary()).view(pa.utf8())
    found = og.archive.tables(pa.table({"text": ill_formed}), ["score", "hits"], resamples=0, threads=1)
    mended = [None if text is None else text.decode("utf-8", "replace") for text in texts]
    clean = og.archive.tables(
        pa.table({"text": pa.array(mended, pa.utf8())}), ["score", "hits"], resamples=0, threads=1
    )
    assert [list(table) for table in found.values()] == [list(table) for table in clean.values()]
