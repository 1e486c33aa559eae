"""Corpora: of frames and of files, their metadata, filters and groups."""

from __future__ import annotations

import pickle

import pytest

import ordagrant as og

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

LETTERS = {
    "body": ["Vi vill ha tillit.", "Mer kontroll!", "Tillit och åter tillit.", "Ingenting."],
    "party": ["S", "M", "S", None],
    "year": [2023, 2024, 2024, 2024],
    "label": ["x", "y", "z", "x"],
}


@pytest.fixture
def letters():
    return og.Corpus.from_frame(pd.DataFrame(LETTERS), text="body", lang="sv")


@pytest.fixture
def folder(tmp_path):
    for path, text in {"S/2023/a.txt": "Tillit.", "M/2024/b.txt": "Kontroll.", "S/2024/c.txt": "Tillit!"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_other_columns_of_a_frame_are_known_of_its_documents_and_in_their_rows(letters):
    assert [document.meta["party"] for document in letters] == ["S", "M", "S", None]
    hits = og.hits(letters)
    assert list(zip(hits["party"], hits["year"], strict=True)) == [
        ("S", "2023"),
        ("M", "2024"),
        ("S", "2024"),
        ("S", "2024"),
    ]


def test_a_column_that_rows_have_themselves_is_known_and_not_in_the_rows(letters):
    assert letters.columns == ["party", "year"]
    assert [document.meta["label"] for document in letters] == list("xyzx")
    assert len(letters.filter(label="x")) == 2
    with pytest.raises(og.RequestError, match="meta: column 'label' cannot be given to documents"):
        og.Corpus.from_frame(LETTERS, text="body", meta=["party", "label"])
    with pytest.raises(og.RequestError, match="meta: column 'partei' is not one of: body, party"):
        og.Corpus.from_frame(LETTERS, text="body", meta=["partei"])


def test_only_the_columns_that_are_named_are_taken():
    corpus = og.Corpus.from_frame(LETTERS, text="body", meta=["year"])
    assert dict(next(iter(corpus)).meta) == {"year": 2023}


def test_a_date_and_a_group_are_what_scores_are_added_up_by():
    frame = pl.DataFrame({"text": ["Tillit.", "Tillit.", "Kontroll."], "day": ["2024-01-02", "2024-02-03", None]})
    corpus = og.Corpus.from_frame(frame.with_columns(pl.col("day").str.to_date()), lang="sv", date="day")
    assert og.score(corpus, by="month", resamples=0)["id"] == ["", "2024-01", "2024-02"]


def test_a_corpus_says_what_it_is(letters, folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert repr(letters) == "<Corpus: 4 documents of a DataFrame, with party, year>"
    assert repr(letters.filter(year=2023)) == "<Corpus: some of 4 documents of a DataFrame, with party, year>"
    read = og.read_corpus("S", "M", path_pattern="{year}/*")
    assert repr(read) == "<Corpus: the documents of S, M, with year>"
    assert repr(og.Corpus([og.Document.from_text("Tillit.")])) == "<Corpus: 1 document>"


def test_documents_are_kept_by_what_is_known_of_them(letters):
    assert [document.id for document in letters.filter(party="S")] == ["0", "2"]
    assert [document.id for document in letters.filter(party=["M", None])] == ["1", "3"]
    assert [document.id for document in letters.filter(party="S", year="2024")] == ["2"]
    assert [document.id for document in letters.filter(lambda document: "Tillit" in document.source)] == ["2"]
    assert [document.id for document in letters.filter(lambda one: one.meta["year"] > 2023).filter(party="M")] == ["1"]
    assert [document.id for document in letters.filter(id="3", lang="sv")] == ["3"]
    assert list(letters.filter(party="C")) == []


def test_a_column_that_no_document_has_is_an_error_when_they_are_read(letters):
    wrong = letters.filter(partei="S")
    with pytest.raises(og.RequestError, match="column 'partei' is not one of: id, lang, status, party, year"):
        list(wrong)
    with pytest.raises(og.RequestError, match="column 'partei' is not one of: id, lang, status, party, year"):
        letters.group_by("partei")


def test_groups_are_corpora_in_the_order_of_their_values(letters):
    groups = letters.group_by("party")
    assert list(groups) == ["M", "S", ""]
    assert {party: len(part) for party, part in groups.items()} == {"M": 1, "S": 2, "": 1}
    turned = og.Corpus.from_frame(pd.DataFrame(LETTERS)[::-1], text="body")
    assert list(turned.group_by("party")) == list(groups)
    assert list(letters.group_by("year")) == ["2023", "2024"]
    assert og.Corpus([]).group_by("party") == {}


def test_a_folder_is_read_when_it_is_walked_through_and_counted_unopened(folder):
    corpus = og.read_corpus(folder, path_pattern="{party}/{year}/*")
    assert [document.id for document in corpus.filter(party="S")] == ["S/2023/a.txt", "S/2024/c.txt"]
    assert list(corpus.group_by("year")) == ["2023", "2024"]
    (folder / "M/2024/b.txt").chmod(0)
    assert len(corpus) == 3
    (folder / "d.csv").write_text("text\nett\ntvå\n", encoding="utf-8")
    assert len(og.read_corpus(folder)) == len(list(og.read_corpus(folder))) == 5


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, dict], ids=["pandas", "polars", "mapping"])
def test_metadata_come_in_a_frame_too(folder, make):
    meta = make({"id": ["S/2023/a.txt", "M/2024/b.txt", "S/2024/c.txt"], "seats": [31, 17, None]})
    corpus = og.read_corpus(folder, meta=meta)
    assert og.score(corpus, lang="sv")["seats"] == ["17", "31", ""]


def test_metadata_without_ids_or_with_one_twice_is_an_error(folder):
    with pytest.raises(og.RequestError, match="the metadata: column 'id' is not one of: nr"):
        og.read_corpus(folder, meta=pd.DataFrame({"nr": [1]}))
    with pytest.raises(og.RequestError, match="id 'a' stands twice in the metadata"):
        og.read_corpus(folder, meta=pl.DataFrame({"id": ["a", "a"]}))


def test_documents_can_be_held(folder):
    held = og.Corpus(og.read_corpus(folder))
    (folder / "S/2023/a.txt").unlink()
    assert len(held) == len(list(held)) == 3


def test_a_pickle_has_the_documents_or_where_they_are(folder):
    files = og.read_corpus(folder, path_pattern="{party}/{year}/*")
    for corpus in (files, og.Corpus(files), files.filter(year=2024), files.group_by("party")["S"]):
        copied = pickle.loads(pickle.dumps(corpus))
        assert repr(copied) == repr(corpus)
        assert len(copied) == len(corpus)
        assert [(one.id, one.source, one.meta) for one in copied] == [(one.id, one.source, one.meta) for one in corpus]


def test_what_has_no_columns_is_no_frame():
    with pytest.raises(og.RequestError, match="a list is no frame"):
        og.Corpus.from_frame(["Tillit."])


def test_a_filter_takes_whatever_holds_several_values_and_a_number_with_and_without_its_point():
    corpus = og.Corpus.from_frame({"text": ["a", "b", "c"], "year": [2022.0, 2023.0, 2024.5]})
    for years in (range(2022, 2024), {2022: "x", 2023: "y"}, [2022.0, "2023"], (2022, 2023.0)):
        assert [one.id for one in corpus.filter(year=years)] == ["0", "1"]
    assert [one.id for one in corpus.filter(year=2024)] == []


def test_every_document_is_in_one_group():
    corpus = og.Corpus.from_frame({"text": ["a", "b", "c", "d"], "year": [2022.0, "2022", None, ""]})
    groups = {value: [one.id for one in part] for value, part in corpus.group_by("year").items()}
    assert groups == {"2022": ["1"], "2022.0": ["0"], "": ["2", "3"]}
