from __future__ import annotations

import ordagrant as og
from ordagrant.listing import as_text

TEXT = "Nämnden vill bort från målstyrning, mot tillit."


def test_a_table_at_a_prompt_shows_its_rows_as_far_as_they_are_wide():
    assert repr(og.hits(TEXT, lang="sv")).splitlines() == [
        "line  text         polarity  voice  attitude  pole   category       tier",
        "----  -----------  --------  -----  --------  -----  -------------  ----",
        "   1  målstyrning  reversed  own    affirms   npm    goals_results  core",
        "   1  tillit       affirmed  own    affirms   trust  trust          core",
        "<Table: 2 rows, 25 columns>",
    ]
    scores = repr(og.score([TEXT] * 12, lang="sv")).splitlines()
    assert len(scores) == 13
    assert scores[-1].startswith("<Scores: 12 rows, ")
    assert scores[-1].endswith("columns, the first 10 shown>")
    assert max(map(len, scores)) <= 120


def test_the_first_rows_are_those_of_the_whole_table():
    hits = og.hits([TEXT] * 3, lang="sv")
    rows = list(hits)
    assert [hits.first(count) for count in (0, 4, 6, 7)] == [rows[:0], rows[:4], rows, rows]


def test_the_first_rows_of_categories_go_over_their_blocks():
    tokens = og.tokens([TEXT] * 40, lang="sv")
    assert tokens.first(200) == list(tokens)[:200]


def test_a_column_that_would_make_lines_too_long_is_left_out_but_not_the_first():
    rows = [{"id": "a" * 30, "lang": "sv"}]
    assert as_text(["id", "lang"], rows, 36).splitlines()[0] == "id" + 30 * " " + "lang"
    assert as_text(["id", "lang"], rows, 35).splitlines()[0] == "id"
    assert as_text(["id", "lang"], rows, 3).splitlines()[0] == "id"


def test_rows_of_demand_show_what_was_asked_for(ordagrant, tmp_path):
    (tmp_path / "contacts.csv").write_text("id,text\nk7,Hur ansöker man om bygglov?\n", encoding="utf-8")
    outcome = ordagrant("demand", "contacts.csv", "--format", "table", "--lang", "sv")
    head, _, row = outcome.out.decode().splitlines()
    assert head.split()[:4] == ["id", "lang", "status", "demand"]
    assert row.split()[:4] == ["k7", "sv", "ok", "value"]


def test_rows_of_no_known_kind_show_all_their_columns():
    assert as_text(["colour", "none"], [{"colour": "red", "none": None}]).splitlines() == ["colour", "------", "red"]


def test_a_document_at_a_prompt_says_what_was_read_of_it():
    assert repr(og.Document.from_text(TEXT, "plan.txt")) == "<Document 'plan.txt': ok, 47 characters>"
    scan = og.Document("scan.pdf", b"", "no text layer", pages=3, pages_read=0)
    assert repr(scan) == "<Document 'scan.pdf': no text layer, 0 characters, 0 of 3 pages read>"
