"""What people coded: the blank sheet, the filled one, and how far the tool agrees with it."""

from __future__ import annotations

import csv
import json
import random

import pytest

import ordagrant as og
from ordagrant.coding_sheet import COLUMNS, agreement_of, coded_of
from ordagrant.demand_shares import corrected, shares

TEXTS = [
    "Fakturan är fel för andra gången, rätta den.",
    "Jag har inte fått svar på min ansökan från i mars.",
    "Vill boka en tid för vigsel i augusti.",
    "Hur ansöker man om bygglov för en altan?",
    "Jag heter Karin Ekblad. Vad kostar en parkering per månad?",
]
TOOL = ["failure", "failure", "value", "value", "value"]


# What a reader may rely on


def test_coded_contacts_give_their_share_and_the_agreement():
    assert og.demand(TEXTS, lang="sv")["demand"] == TOOL
    coded = {"0": "failure", "1": "failure", "2": "value", "4": "failure"}
    found = og.demand(TEXTS, lang="sv", coded=coded).summary["coded"]
    assert (found["contacts"], found["share"], found["comparable"]) == (4, 0.75, False)
    assert found["agreement"] == {
        "contacts": 4,
        "decided": 1.0,
        "agreed": 0.75,
        "kappa": 0.5,
        "confusion": {"failure": {"failure": 2, "value": 1}, "value": {"value": 1}},
    }


def test_disagreements_are_word_for_word_and_masked():
    (differs,) = og.demand(TEXTS, lang="sv", coded={"3": "value", "4": "failure"}).summary["coded"]["disagreements"]
    assert (differs["id"], differs["coded"], differs["tool"], differs["redacted"]) == ("4", "failure", "value", True)
    assert differs["text"] == "Jag heter █████ ██████. Vad kostar en parkering per månad?"
    assert differs["evidence"] is not None
    (differs,) = og.demand(TEXTS, lang="sv", coded={"4": "failure"}, redact=False).summary["coded"]["disagreements"]
    assert differs["text"] == TEXTS[4]


def test_kappa_is_cohens():
    # By hand: 20 of 25 agree; by chance 0.5 * 0.6 + 0.5 * 0.4 of them.
    pairs = [("failure", "failure")] * 10 + [("failure", "value")] * 2 + [("value", "failure")] * 3
    pairs += (
        [("value", "value")] * 10 + [("value", "undetermined")] * 3 + [("mixed", "value"), ("undetermined", "value")]
    )
    found = agreement_of(pairs)
    chance = (12 * 13 + 13 * 12) / 25**2
    assert found["kappa"] == pytest.approx((0.8 - chance) / (1 - chance))
    assert (found["agreed"], found["decided"], found["contacts"]) == (0.8, 25 / 28, 30)


@pytest.mark.parametrize("pairs", [[], [("value", "undetermined")], [("value", "value")] * 9])
def test_where_there_is_nothing_to_agree_on_there_is_no_kappa(pairs):
    assert agreement_of(pairs)["kappa"] is None


def test_codes_are_read_as_people_write_them():
    rows = [
        {"demand": "Failure ", "id": 1, "failure_kind": "not_done"},
        {"demand": "unclear", "id": "b"},
        {"demand": None, "id": "c"},
        {"demand": "", "id": "d"},
        {"demand": "value", "id": "", "failure_kind": " "},
    ]
    coded = coded_of(rows, "sheet")
    assert coded.demands == {"1": "failure", "b": "undetermined", "row 4": "value"}
    assert coded.kinds == {"1": "not_done", "b": None, "row 4": None}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [{"demand": "value"}, {"demand": "fel"}],
            r"sheet, row 1 \(counted from 0\): demand 'fel' is not one of: failure, mixed",
        ),
        ([{"demand": "failure", "failure_kind": "late"}], "failure_kind 'late' is not one of: done_wrong"),
        ([{"demand": "value", "id": "a"}] * 2, "row 1 .* id 'a' is coded twice"),
        ([{"demand": ""}, {"demand": None}], "sheet: no row has a demand"),
        ([], "sheet: no row has a demand"),
    ],
)
def test_codes_that_there_are_not_are_a_wrong_request(rows, said):
    with pytest.raises(og.RequestError, match=said):
        coded_of(rows, "sheet")


def test_coded_rows_that_fit_no_contact_are_said_and_are_an_error_if_none_does():
    found = og.demand(TEXTS, lang="sv", coded={"0": "failure", "x": "value", "y": "value"})
    assert found.notes == ["coded rows that fit no contact: 2 (x, y)"]
    with pytest.raises(og.RequestError, match="no coded row fits a contact: the first ids are 'x' and '0'"):
        og.demand(TEXTS, lang="sv", coded={"x": "value"})


# The share that the coded contacts correct


def test_where_all_are_coded_the_share_is_theirs_whatever_the_tool_says():
    people = ["failure"] * 40 + ["mixed"] * 2 + ["value"] * 18 + ["undetermined"] * 7
    tool = ["value"] * 30 + ["failure"] * 20 + ["undetermined"] * 17
    found = corrected(tool, dict(enumerate(people)))
    told = [round(found[name], 3) for name in ("corrected", "corrected_low", "corrected_high")]
    assert (told, found["n_coded"]) == ([0.7, 0.575, 0.801], 67)


def test_a_tool_that_is_biased_is_put_right():
    rng = random.Random(2)
    people = ["failure" if rng.random() < 0.6 else "value" for _ in range(3000)]
    tool = ["value" if said == "failure" and rng.random() < 0.3 else said for said in people]
    assert shares(tool)["share_high"] < 0.5
    coded = {number: people[number] for number in rng.sample(range(3000), 200)}
    found = corrected(tool, coded)
    assert found["corrected_low"] < 0.6 < found["corrected_high"]
    alone = shares(coded.values())
    assert found["corrected_high"] - found["corrected_low"] < alone["share_high"] - alone["share_low"]


def test_what_people_call_undetermined_is_in_no_denominator():
    tool = ["failure"] * 100 + ["value"] * 100 + ["undetermined"] * 100
    coded = {number: tool[number] for number in range(0, 300, 2)}
    assert corrected(tool, coded)["corrected"] == 0.5


@pytest.mark.parametrize("drawn", [["failure"], ["value"], ["failure", "value"], ["undetermined", "value"], ["mixed"]])
def test_any_draw_gives_a_share_in_its_interval(drawn):
    tool = ["failure"] * 50 + ["mixed"] * 20 + ["value"] * 50 + ["undetermined"] * 30
    coded = {number: "failure" if number % 3 else "value" for number, said in enumerate(tool) if said in drawn}
    found = corrected(tool, coded)
    assert 0 <= found["corrected_low"] <= found["corrected"] <= found["corrected_high"] <= 1


@pytest.mark.parametrize("coded", [{}, {0: "undetermined"}])
def test_nothing_coded_is_no_share(coded):
    assert corrected(["failure", "value"], coded)["corrected"] is None


def test_groups_months_and_categories_are_corrected_by_their_own():
    contacts = {"text": TEXTS * 2, "day": ["2025-01-05"] * 5 + ["2025-02-05"] * 5, "unit": list("xxxxxyyyyy")}
    coded = {str(number): demand for number, demand in enumerate(TOOL)}
    found = og.demand(contacts, lang="sv", date="day", group="unit", coded=coded).summary
    assert found["corrected"] == 0.4
    for name in ("groups", "months"):
        assert [(row["n_coded"], row["corrected"]) for row in found[name]] == [(5, 0.4), (0, None)]
    assert [(row["n_coded"], row["corrected"]) for row in found["table"]] == [(5, 0.4), (0, None)]


# The command line


def test_an_hour_at_the_switchboard(ordagrant, tmp_path):
    done = ordagrant("demand", "--sheet", "sheet.csv")
    assert (done.code, done.out) == (0, b"")
    assert "something was not done, or not done right, as the citizen sees it?" in done.err
    sheet = tmp_path / "sheet.csv"
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [list(COLUMNS)]
    with sheet.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        for number, text in enumerate(TEXTS):
            said = "failure" if number in (0, 1, 4) else "value"
            rows.writerow([f"2025-03-03 10:{number:02}", "phone", text, said, "", "", "an answer"])
    done = ordagrant(
        *"demand sheet.csv --lang sv --coded sheet.csv --date time --group channel --summary s.json".split()
    )
    assert done.code == 0, done.err
    assert "coded by hand: 5 contacts, failure demand in 60.0 % (23.1-88.2); too few to compare" in done.err
    assert "corrected by 5 coded: 60.0 % (23.1-88.2)" in done.err
    assert "kappa 0.62" in done.err
    assert "it calls 1 contact otherwise" in done.err
    assert "parkering" not in done.err
    coded = json.loads((tmp_path / "s.json").read_text())["coded"]
    assert [one["text"] for one in coded["disagreements"]] == [og.redact(TEXTS[4])]


def test_coded_contacts_are_known_by_the_id_column(ordagrant, tmp_path):
    rows = "".join(f'n{number},"{text}"\n' for number, text in enumerate(TEXTS))
    (tmp_path / "c.csv").write_text("no,text\n" + rows, encoding="utf-8")
    (tmp_path / "coded.jsonl").write_text('{"no": "n4", "demand": "value"}\n{"no": "n0", "demand": "failure"}\n')
    done = ordagrant(*"demand c.csv --id no --lang sv --coded coded.jsonl".split())
    assert done.code == 0, done.err
    assert "coded by hand: 2 contacts" in done.err
    assert "calls 100.0 % the same" in done.err


def test_coded_contacts_are_known_by_id_where_the_contacts_call_it_otherwise(ordagrant, tmp_path):
    # Numbers that are rows of the table as well: joined by row, each would be another contact's.
    rows = "".join(f'{4 - number},"{text}"\n' for number, text in enumerate(TEXTS))
    (tmp_path / "c.csv").write_text("nr,text\n" + rows, encoding="utf-8")
    command = "demand c.csv --id nr --lang sv --coded coded.csv".split()
    (tmp_path / "coded.csv").write_text("id,demand\n4,failure\n3,failure\n2,value\n99,value\n", encoding="utf-8")
    done = ordagrant(*command)
    assert done.code == 0, done.err
    assert "coded by hand: 3 contacts" in done.err
    assert "calls 100.0 % the same" in done.err
    assert "coded rows that fit no contact: 1 (99)" in done.err
    # The contacts' own column goes before another that is called id.
    (tmp_path / "coded.csv").write_text("id,nr,demand\n0,4,failure\n1,3,failure\n2,2,value\n", encoding="utf-8")
    assert "calls 100.0 % the same" in ordagrant(*command).err
    for content, said in (
        ("id,demand\n99,value\n", "no coded row fits a contact: the first ids are '99' and '4'"),
        ("no,demand\n4,value\n", "column 'nr' is not one of: no, demand in coded.csv"),
    ):
        (tmp_path / "coded.csv").write_text(content, encoding="utf-8")
        done = ordagrant(*command)
        assert (done.code, done.out) == (2, b"")
        assert said in done.err


def test_a_coded_file_is_read_as_spreadsheets_write_it(ordagrant, tmp_path):
    rows = "".join(f'n{number},"{text}"\n' for number, text in enumerate(TEXTS))
    (tmp_path / "c.csv").write_text("id,text\n" + rows, encoding="utf-8")
    for encoding in ("utf-8-sig", "cp1252"):
        content = "id;demand;kommentar\r\nn4;value;förstår\r\nn0;failure;\r\n"
        (tmp_path / "coded.csv").write_text(content, encoding=encoding, newline="")
        done = ordagrant(*"demand c.csv --lang sv --coded coded.csv".split())
        assert done.code == 0, done.err
        assert "coded by hand: 2 contacts" in done.err
    for content, said in (
        (
            "id;demand\nn4;bra\n",
            "row 0 (counted from 0): demand 'bra' is not one of: failure, mixed, undetermined, value",
        ),
        ("id;demand\nn4;value\nn4;failure\n", "row 1 (counted from 0): id 'n4' is coded twice"),
        ("id;demand\nn9;value\n", "no coded row fits a contact: the first ids are 'n9' and 'n0'"),
    ):
        (tmp_path / "coded.csv").write_text(content, encoding="utf-8-sig")
        done = ordagrant(*"demand c.csv --lang sv --coded coded.csv".split())
        assert (done.code, done.out) == (2, b"")
        assert said in done.err


def test_ids_that_several_contacts_have_are_said():
    found = og.demand({"id": ["b", "a", "b"], "text": TEXTS[:3]}, lang="sv")
    assert found.notes == ["ids that several contacts have: 1 (b); coded rows fit the first of each"]


def test_a_sheet_that_cannot_be_written_or_read_is_a_wrong_request(ordagrant, tmp_path):
    (tmp_path / "c.csv").write_text("text,demand\nHej,perhaps\n", encoding="utf-8")
    for args, said in (
        (["--sheet", "none/s.csv"], "--sheet 'none/s.csv' cannot be written"),
        ([], "Missing argument 'INPUT...'"),
        (["c.csv", "--coded", "c.csv"], "c.csv, row 0 (counted from 0): demand 'perhaps' is not one of"),
        (["c.csv", "--coded", "c.txt"], "'c.txt' cannot be read"),
    ):
        done = ordagrant("demand", *args)
        assert (done.code, done.out) == (2, b""), args
        assert said in done.err
        assert "Traceback" not in done.err
