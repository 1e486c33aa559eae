from __future__ import annotations

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("sv", "Tillit före kontroll.", ["Tillit", "före", "kontroll", "."]),
        ("da", "Tillid før kontrol.", ["Tillid", "før", "kontrol", "."]),
        ("sv", "bl.a. EU:s 5:e IT-system", ["bl.a.", "EU:s", "5:e", "IT-system"]),
        ("sv", "mål- och resultatstyrning", ["mål-", "och", "resultatstyrning"]),
        ("sv", "enligt LVU 3 § t ex, 08-123 45 67", ["enligt", "LVU 3 §", "t ex", ",", "08-123 45 67"]),
        ("da", "d. 3. maj, jf. § 12", ["d.", "3.", "maj", ",", "jf.", "§ 12"]),
        ("sv", "1 200,50 kr, 10–15 %", ["1 200,50", "kr", ",", "10–15", "%"]),
    ],
)
def test_gives_the_words_of_a_sentence(lang, text, words):
    assert og.tokens(text, lang=lang)["text"] == words


def test_a_row_says_where_a_token_stands_and_what_it_is_counted_by():
    rows = list(og.tokens("Det är så.\n\nMedborgarnas dag.", lang="sv").rows())
    assert rows[4] == {
        "id": "0", "sentence": 1, "start": 12, "end": 24, "text": "Medborgarnas", "kind": "word",
        "norm": "medborgarnas", "stem": "medborg", "lemma": "medborgare", "parts": None,
    }  # fmt: skip


def test_only_the_columns_asked_for_are_there_and_they_are_the_same():
    text = "Mål- och resultatstyrning. Medborgarnas dag!"
    whole = og.tokens(text, lang="sv")
    for columns in (["lemma"], ["parts", "id"], ["end", "start"], ["stem", "norm"], whole.columns):
        some = og.tokens(text, lang="sv", columns=columns)
        assert some.columns == [name for name in whole.columns if name in columns]
        for name in columns:
            assert some[name] == whole[name]


def test_an_unknown_column_is_an_error_that_names_the_known_ones():
    with pytest.raises(og.RequestError, match="column 'lema' is not one of: id, sentence, start, end, text, kind"):
        og.tokens("Hej", lang="sv", columns=["lema"])


def test_texts_that_come_again_are_categories_of_a_frame():
    pandas = pytest.importorskip("pandas")
    frame = og.tokens(["Målen styr målen.", "Styr!"], lang="sv").to_pandas()
    assert list(frame["norm"]) == ["målen", "styr", "målen", ".", "styr", "!"]
    assert isinstance(frame["norm"].dtype, pandas.CategoricalDtype)
    assert sorted(frame["lemma"].cat.categories) == ["!", ".", "mål", "styra"]
    assert frame["stem"].isna().tolist() == [False, False, False, True, False, True]
    assert frame["text"].tolist() == ["Målen", "styr", "målen", ".", "Styr", "!"]


def test_a_suspended_form_has_the_lemma_and_the_parts_of_the_word_it_stands_for():
    found = og.tokens("mål- och resultatstyrningen, för- och nackdelarna", lang="sv")
    assert found["lemma"] == ["målstyrning", "och", "resultatstyrning", ",", "fördel", "och", "nackdel"]
    assert found["parts"][0] == "mål+styrningen"
    assert found["norm"][0] == "mål-"


def test_another_lemmatiser_is_asked_about_each_word_in_lower_case():
    pytest.importorskip("simplemma")
    found = og.tokens("Skolornas mål- och resultatstyrning, 12 Skolornas", lang="sv", lemmatiser="simplemma")
    assert found["lemma"][0] == found["lemma"][-1] == "skola"
    assert found["lemma"][4:6] == [",", "12"]


def test_an_unknown_lemmatiser_is_an_error_that_names_the_known_ones():
    with pytest.raises(og.RequestError, match="lemmatiser 'spacy' is not one of: ordagrant, simplemma"):
        og.tokens("Hej", lang="sv", lemmatiser="spacy")


def test_a_list_of_texts_is_numbered_from_0():
    assert og.tokens(["ja", "nej då"], lang="sv")["id"] == ["0", "1", "1"]


def test_a_column_of_a_frame_is_a_list_of_texts():
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    expected = ["ja", "nej", "då"]
    assert og.tokens(pandas.Series(["ja", "nej då"]), lang="sv")["text"] == expected
    assert og.tokens(pandas.Series(["ja", None, "nej då"]), lang="sv")["id"] == ["0", "2", "2"]
    assert og.tokens(polars.Series(["ja", None, "nej då"]), lang="sv")["text"] == expected
    assert og.tokens(polars.Series(["ja", None, "nej då"]), lang="sv")["id"] == ["0", "2", "2"]


def test_an_unknown_language_is_a_value_error_that_names_the_known_ones():
    with pytest.raises(ValueError, match="language 'fi' is not one of: auto, da, nb, sv"):
        og.tokens("Hei", lang="fi")


def test_a_text_that_is_no_string_is_an_error_that_says_which():
    with pytest.raises(og.RequestError, match="text number 1 is of type int"):
        og.tokens(["ja", 3])


def test_a_lone_surrogate_is_read_as_a_replacement_character():
    assert og.tokens("a \ud800 b", lang="sv")["text"] == ["a", "\ufffd", "b"]


@given(NASTY)
def test_tokens_cover_the_text_and_are_slices_of_it(text):
    document = og.Document.from_text(text, lang="sv")
    taken_out = {at for repair in document.repairs.rows() for at in range(repair["start"], repair["end"])}
    rows = list(og.tokens(document).rows())
    end = 0
    for row in [*rows, None]:
        start = row["start"] if row else len(document.source)
        assert start >= end
        between = "".join(document.source[at] for at in range(end, start) if at not in taken_out)
        assert not between.replace("\ufeff", "").strip()
        if row:
            assert document.source[row["start"] : row["end"]] == row["text"] != ""
            end = row["end"]
    assert [row["sentence"] for row in rows] == sorted(row["sentence"] for row in rows)


@given(NASTY)
def test_composed_and_decomposed_letters_are_the_same_words(text):
    import unicodedata

    composed = og.tokens(unicodedata.normalize("NFC", text), lang="sv")
    decomposed = og.tokens(unicodedata.normalize("NFD", text), lang="sv")
    assert composed["norm"] == decomposed["norm"]


def test_what_is_no_text_is_told_from_one(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("Tillit.")
    for wrong, said in (
        (str(path), "is a file, not a text"),
        (path, "is a path, not a text"),
        ({"body": ["Tillit."]}, "text: column 'text' is not one of: body"),
        (b"Tillit.", "bytes are not a text"),
        (None, "None is neither"),
    ):
        with pytest.raises(og.RequestError, match=said):
            og.tokens(wrong)
    assert len(og.tokens("x" * 10_000)) == 1


def test_the_command_gives_the_columns_that_are_asked_for(ordagrant, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("Tilliten växer.")
    run = ordagrant("tokens", str(path), "--columns", "text,lemma", "--format", "csv")
    assert run.out.decode().splitlines()[:2] == ["text,lemma", "Tilliten,tillit"]
    assert (
        "--format conllu has columns of its own"
        in ordagrant("tokens", str(path), "--columns", "text", "--format", "conllu").err
    )
