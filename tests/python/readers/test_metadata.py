"""Further columns of documents, from a table and from their paths."""

from __future__ import annotations

import pytest

import ordagrant as og
from ordagrant.readers import ReadOptions, Skipped, documents, layout
from ordagrant.readers.metadata import Metadata


@pytest.fixture
def folder(tmp_path):
    for name in ("Vallby/2023/a.txt", "Vallby/2024/b.txt", "Åbro/2024/deep/c.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("Tillit före kontroll.", encoding="utf-8")
    return tmp_path / "in"


def meta_file(folder, content: str):
    path = folder.parent / "meta.csv"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_table_gives_documents_columns_by_their_ids(folder):
    meta = meta_file(folder, "id;party;seats\nVallby/2023/a.txt;Bypartiet;7\nÅbro/2024/deep/c.txt;Lista 3;\n")
    found = {document.id: dict(document.meta) for document in og.read_corpus(folder, meta=meta)}
    assert found["Vallby/2023/a.txt"].items() >= {"party": "Bypartiet", "seats": "7"}.items()
    assert found["Åbro/2024/deep/c.txt"].items() >= {"party": "Lista 3", "seats": ""}.items()
    assert "party" not in found["Vallby/2024/b.txt"]
    assert {document.columns for document in og.read_corpus(folder, meta=meta)} == {("party", "seats")}


def test_a_mapping_of_mappings_is_a_table_too(folder):
    meta = {"Vallby/2023/a.txt": {"party": "Bypartiet", "seats": 7}, "Vallby/2024/b.txt": {"party": None}}
    found = {document.id: dict(document.meta) for document in og.read_corpus(folder, meta=meta)}
    assert found["Vallby/2023/a.txt"].items() >= {"party": "Bypartiet", "seats": "7"}.items()
    assert found["Vallby/2024/b.txt"]["party"] == ""


def test_a_letter_of_a_mac_is_the_letter_of_a_spreadsheet():
    metadata = Metadata({"A\u030abro.txt": {"party": "A"}, "Öby.txt": {"party": "B"}}, None)
    assert metadata.of("\u00c5bro.txt") == {"party": "A"}
    assert metadata.of("O\u0308by.txt") == {"party": "B"}
    assert metadata.unmatched_rows() == []


def test_what_has_no_partner_is_named_on_both_sides():
    metadata = Metadata({"a.txt": {"party": "A"}, "gone.txt": {"party": "B"}}, "{year}/*")
    for number in range(7):
        metadata.of(f"{number}.txt")
    metadata.of("a.txt")
    assert metadata.unmatched_rows() == ["gone.txt"]
    assert metadata.without_row.count == 7
    assert metadata.without_row.first == [f"{number}.txt" for number in range(5)]
    assert metadata.without_path.count == 8


@pytest.mark.parametrize(
    ("pattern", "path", "columns"),
    [
        ("{municipality}/{year}/*", "Vallby/2023/a.txt", {"municipality": "Vallby", "year": "2023"}),
        ("{municipality}/{year}/*", "Vallby/2023/deep/a.txt", None),
        ("{municipality}/{year}/**", "Vallby/2023/deep/a.txt", {"municipality": "Vallby", "year": "2023"}),
        ("**/{year}/*.txt", "a/b/2023/c.txt", {"year": "2023"}),
        ("**/{year}/*.txt", "2023/c.txt", {"year": "2023"}),
        ("**/{year}/*.txt", "2023/c.md", None),
        ("{year}-*", "2023-05-02 protokoll.pdf", {"year": "2023"}),
        ("{office}.txt", "a.b.txt", {"office": "a.b"}),
        ("KS_{year}_{number_}.*", "KS_2023_17.txt", {"year": "2023", "number_": "17"}),
        ("a.{b}", "axb", None),
        ("{a}/x", "/x", None),
        ("{år}/*", "2023/\n", {"år": "2023"}),
    ],
)
def test_a_pattern_is_held_against_the_whole_path(pattern, path, columns):
    assert Metadata(None, pattern).of(path) == (columns or {})


def test_documents_have_the_columns_of_their_path_and_tables_give_them_to_their_rows(folder):
    (folder / "Vallby" / "2024" / "brev.csv").write_text("id,text\nk1,Ja\n", encoding="utf-8")
    found = {document.id: document.meta for document in og.read_corpus(folder, path_pattern="{place}/{year}/**")}
    assert {id: (meta["place"], meta["year"]) for id, meta in found.items()} == {
        "Vallby/2023/a.txt": ("Vallby", "2023"),
        "Vallby/2024/b.txt": ("Vallby", "2024"),
        "k1": ("Vallby", "2024"),
        "Åbro/2024/deep/c.txt": ("Åbro", "2024"),
    }


def test_date_and_group_may_be_columns_of_the_path(folder):
    corpus = og.read_corpus(folder, path_pattern="{place}/{year}/**", group="place", date="year")
    assert [(document.meta["group"], document.meta["date"]) for document in corpus] == [
        ("Vallby", "2023"),
        ("Vallby", "2024"),
        ("Åbro", "2024"),
    ]
    (folder / "Vallby" / "2024" / "brev.csv").write_text("id,text\nk1,Ja\n", encoding="utf-8")
    statuses = [document.status for document in og.read_corpus(folder, path_pattern="{place}/**", group="place")]
    assert statuses == ["ok"] * 4


def test_what_is_not_read_has_its_columns_all_the_same(folder):
    (folder / "Vallby" / "2024" / "x.txt").write_bytes(b"%PDF-1.7")
    options = ReadOptions(path_pattern="{place}/**", max_size=10)
    found = list(documents([str(folder), "missing.txt"], options, Skipped()))
    assert {document.status for document in found} == {"too large", "wrong type", "unreadable"}
    assert {document.columns for document in found} == {("place",)}
    assert options.metadata.without_path.first == ["missing.txt"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,party\na,A\n", "has no column 'id', by which documents are known; it has name, party"),
        ("", "has no column 'id'"),
        ("id,party\na.txt,A\na.txt,B\n", "id 'a.txt' stands twice"),
        ("id,party,party\na,A,B\n", "column 'party' stands twice"),
        ("id,,party\na,A,B\n", "column 2 of .* has no name"),
        ("id,npm\na,1\n", "column 'npm' cannot be given to documents"),
        ("id,text\na,1\n", "column 'text' cannot be given"),
        ("id,party\na.txt,A,B\n", r"row 0 .* it has 3 cells, and the first row 2"),
    ],
)
def test_a_table_that_is_wrong_is_a_wrong_request(folder, content, message):
    with pytest.raises(og.RequestError, match=message):
        og.read_corpus(folder, meta=meta_file(folder, content))


def test_a_table_that_is_not_there_is_a_wrong_request(folder):
    with pytest.raises(og.RequestError, match=r"'.*none.csv' cannot be read: No such file"):
        og.read_corpus(folder, meta=folder / "none.csv")


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("*/*", "it names no column in braces"),
        ("{a}/{a}", "the name 'a' stands twice"),
        ("{a}{b}", "nothing stands between 'a' and 'b'"),
        ("{}/*", "'' is no name"),
        ("{1a}/*", "'1a' is no name"),
        ("{a b}/*", "'a b' is no name"),
        ("{a/*", "a brace of '{a' stands alone"),
        ("a}/{b}", "a brace of 'a}' stands alone"),
        ("{a}/x**", r"\*\* stands for whole folders"),
        ("{label}/*", "column 'label' cannot be given"),
    ],
)
def test_a_malformed_pattern_is_a_wrong_request(folder, pattern, message):
    with pytest.raises(og.RequestError, match=message):
        og.read_corpus(folder, path_pattern=pattern)


def test_one_column_cannot_come_from_two_places(folder):
    with pytest.raises(og.RequestError, match="column 'year' is in both"):
        og.read_corpus(folder, meta={"a.txt": {"year": 2023}}, path_pattern="{year}/*")


def test_ids_are_compared_as_they_are_written(folder):
    (folder / " a.txt").write_text("Tillit.", encoding="utf-8")
    meta = meta_file(folder, "id,party\n a.txt,A\nVallby/2023/a.txt ,B\n")
    found = {document.id: document.meta.get("party") for document in og.read_corpus(folder, meta=meta)}
    assert (found[" a.txt"], found["Vallby/2023/a.txt"]) == ("A", None)


def test_two_ids_of_a_mapping_that_are_one_name_are_a_wrong_request(folder):
    with pytest.raises(og.RequestError, match="id '\u00c5bro.txt' stands twice in the metadata"):
        og.read_corpus(folder, meta={"A\u030abro.txt": {"party": "A"}, "\u00c5bro.txt": {"party": "B"}})


def test_a_column_without_a_row_for_a_document_is_null_whatever_the_file_says(folder):
    page = "<title>Protokoll</title><meta name=author content=Ulla><p>Tillit.</p>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    (document,) = og.read_corpus(folder / "page.html", meta={"other": {"title": "x", "note": "y"}})
    assert document.row()[-1] == {"title": None, "note": None}
    assert dict(document.meta) == {"author": "Ulla"}


def test_dates_and_groups_of_files_are_the_columns_asked_for(folder):
    page = "<title>Protokoll</title><meta name=date content=2023-05-01><p>Tillit.</p>"
    (folder / "page.html").write_text(page, encoding="utf-8")

    def date(**options):
        (document,) = og.read_corpus(folder / "page.html", **options)
        return document.meta.get("date")

    assert date() == date(date="date") == "2023-05-01"
    assert date(date="author") is None
    assert date(date="decided", meta={"other": {"decided": "2024-01-01"}}) is None
    with pytest.raises(og.RequestError, match="--date: column 'decided' is not one of: date, title, author, body, to"):
        date(date="decided")


def test_a_column_named_date_is_not_hidden_by_another_one(folder):
    with pytest.raises(og.RequestError, match="the metadata has a column 'date' that it would hide"):
        og.read_corpus(folder, meta={"a.txt": {"date": "2024", "decided": "2023"}}, date="decided")


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-02-29T10:00:00Z", "2024-02-29"),
        ("2000-01-02", "2000-01-02"),
        ("2013-12-23T08:00:00Z", "2013-12-23"),
        ("2013-12-23T23:15:00Z", ""),
        ("2000-01-01T00:00:00Z", ""),
        ("1970-01-01", ""),
        ("16010101", ""),
    ],
)
def test_what_programmes_write_who_know_no_day_is_none(stated, day):
    assert layout.day_of(stated) == day
