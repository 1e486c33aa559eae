from __future__ import annotations

import re

from hypothesis import given
from nasty import NASTY

import ordagrant as og
from ordagrant.batch import kernel
from ordagrant.cli.conllu import conllu
from ordagrant.document import Texts, rows_of


def written(texts: Texts, lang: str = "sv") -> str:
    return conllu(kernel().tokens(rows_of(texts, lang))).decode()


def test_a_sentence_has_its_text_and_a_line_a_word():
    assert written("Tillit, ja.") == (
        "# newdoc id = 0\n"
        "# sent_id = 1\n"
        "# text = Tillit, ja.\n"
        "1\tTillit\ttillit\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=0:6\n"
        "2\t,\t,\t_\t_\t_\t_\t_\t_\tTokenRange=6:7\n"
        "3\tja\tja\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=8:10\n"
        "4\t.\t.\t_\t_\t_\t_\t_\t_\tTokenRange=10:11\n"
        "\n"
    )


def words(text: str, lang: str = "sv") -> list[str]:
    return [line.split("\t")[1] for line in written(text, lang=lang).splitlines() if re.match(r"\d", line)]


def test_a_reference_is_cut_at_its_spaces():
    assert words("Enligt LVU 3 § gäller") == ["Enligt", "LVU", "3", "§", "gäller"]
    assert "3\t3\t3\t_\t_\t_\t_\t_\t_\tTokenRange=11:12\n" in written("Enligt LVU 3 §")


def test_abbreviations_and_numbers_stay_one_word():
    assert words("bl a 1 200 kr") == ["bl a", "1 200", "kr"]
    assert words("bl. a. 1\u00a0200 kr.", lang="da") == ["bl. a.", "1 200", "kr."]


def test_documents_and_sentences_are_told_apart():
    lines = written(["Ja. Nej.", "Jo."]).splitlines()
    assert [line for line in lines if line.startswith(("# newdoc", "# sent_id"))] == [
        "# newdoc id = 0", "# sent_id = 1", "# sent_id = 2", "# newdoc id = 1", "# sent_id = 1",
    ]  # fmt: skip


@given(NASTY)
def test_every_line_has_ten_columns_and_the_words_are_those_of_the_source(text):
    document = og.Document.from_text(text, lang="sv")
    lines = written(document).split("\n")
    for line in lines:
        if not line or line.startswith("# "):
            continue
        columns = line.split("\t")
        assert len(columns) == 10
        start, end = map(int, re.fullmatch(r"(?:SpaceAfter=No\|)?TokenRange=(\d+):(\d+)", columns[9]).groups())
        surface = document.source[start:end]
        assert "".join(columns[1].split()) == "".join(surface.replace("\ufeff", " ").split())


def test_the_help_names_the_format(ordagrant):
    assert "jsonl|csv|parquet|conllu" in ordagrant("tokens", "--help").out.decode()
    assert "conllu" not in ordagrant("hits", "--help").out.decode()
