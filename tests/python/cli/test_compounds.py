from __future__ import annotations

import pytest

WORDS = "verksamhetsplan\nisgnurk\nansvar\n"


def lines(outcome) -> list[str]:
    return outcome.out.decode().splitlines()


def test_a_line_a_word(ordagrant, tmp_path):
    (tmp_path / "words.txt").write_text(WORDS, encoding="utf-8")
    expected = ["verksamhetsplan\tverksamhets+plan", "isgnurk\tisgnurk", "ansvar\tansvar"]
    by_name = ordagrant("compounds", "words.txt", "--lang", "sv")
    assert (by_name.code, by_name.err, lines(by_name)) == (0, "", expected)
    assert lines(ordagrant("compounds", "--lang", "sv", stdin=WORDS.encode())) == expected
    assert ordagrant("compounds", "words.txt", "--lang", "sv", "--out", "parts.tsv").out == b""
    assert (tmp_path / "parts.tsv").read_text(encoding="utf-8").splitlines() == expected


def test_what_is_no_word_of_a_line_is_passed_over(ordagrant):
    given = "\ufeffmålstyrning\t17\r\n\r\n  resultatmål \n".encode()
    assert lines(ordagrant("compounds", "--lang", "sv", stdin=given)) == [
        "målstyrning\tmål+styrning",
        "resultatmål\tresultat+mål",
    ]


def test_the_encoding_of_a_list_is_found(ordagrant):
    given = "målstyrning\nlärarlöner\n"
    for encoding in ("cp1252", "utf-16"):
        outcome = ordagrant("compounds", "--lang", "sv", stdin=given.encode(encoding))
        assert lines(outcome) == ["målstyrning\tmål+styrning", "lärarlöner\tlärar+löner"]


def test_it_learns_from_ones_own_texts(ordagrant, tmp_path):
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "a.txt").write_text("En gnurk är en gnurk.", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,body\n1,Ingen gnurk är kvar.\n", encoding="utf-8")
    both = ["--learn", "minutes", "--learn", "b.csv", "--text", "body"]
    outcome = ordagrant("compounds", "--lang", "sv", *both, stdin=WORDS.encode())
    assert lines(outcome)[1] == "isgnurk\tis+gnurk"
    assert (outcome.code, outcome.err) == (0, "2 documents: 2 read\n")
    few = ordagrant("compounds", "--lang", "sv", "--learn", "minutes", stdin=WORDS.encode())
    assert lines(few)[1] == "isgnurk\tisgnurk"


def test_a_text_that_cannot_be_learnt_from_is_said(ordagrant, tmp_path):
    outcome = ordagrant("compounds", "--lang", "sv", "--learn", "no.txt", stdin=b"ansvar\n")
    assert lines(outcome) == ["ansvar\tansvar"]
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "no.txt: unreadable (No such file or directory)",
        "1 document: 1 unreadable",
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--lang", "fi"], "language 'fi' is not one of: auto, da, nb, sv"),
        (["no.txt"], "words 'no.txt' cannot be read: No such file or directory"),
        (["."], "words '.' cannot be read: Is a directory"),
        (["--learn", "-"], "--learn '-' would read it too"),
        (["--learn", "no*.txt", "--lang", "sv"], "no file fits 'no*.txt'"),
        (["words.txt", "--out", "words.txt"], "--out writes to 'words.txt', which is one of the inputs"),
        ([], "language of the words 'und' is not one of: da, nb, sv"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(ordagrant, tmp_path, args, said):
    (tmp_path / "words.txt").write_text(WORDS, encoding="utf-8")
    outcome = ordagrant("compounds", *args, stdin=b"12\n")
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert (tmp_path / "words.txt").read_text(encoding="utf-8") == WORDS


def test_no_words_are_no_lines(ordagrant):
    outcome = ordagrant("compounds", stdin=b"\n \n")
    assert (outcome.code, outcome.out, outcome.err) == (0, b"", "")


def test_bytes_that_are_no_letters_are_said(ordagrant):
    outcome = ordagrant("compounds", "--lang", "sv", stdin="målstyrning\nlärarlöner\n".encode() + b"a\xff\n")
    assert lines(outcome) == ["målstyrning\tmål+styrning", "lärarlöner\tlärar+löner", "a\ufffd\ta\ufffd"]
    assert (outcome.code, outcome.err) == (0, "-: 1 place is no utf-8 and was read as U+FFFD\n")
