"""Contacts beside each other: clusters, services, cases, weeks and months, from Python and from the command line."""

from __future__ import annotations

import datetime
import json
import random
import re

import pytest

import ordagrant as og
from ordagrant.demand_cases import mean_of
from ordagrant.demand_shares import shares

WASTE = ["Soporna hämtades inte i tisdags heller.", "När töms kärlet på vår gata?", "Vi vill ha ett till sopkärl."]
BUILDING = ["Behöver jag bygglov för en altan?", "Ritningarna till altanen är skickade.", "Vem granskar bygglovet?"]
TEXTS = [*WASTE, *BUILDING]

# Invented, as all names here are.
LETTERS = [
    "Jag heter Karin Ekblad och väntar fortfarande på bygglovet, det har gått åtta veckor. Ring 070-174 06 05.",
    "Karin Ekblad igen: inget beslut om bygglovet har kommit. Mvh Karin Ekblad, karin@post.example",
    "Hej! Jag heter Karin Ekblad. Bygglovet för altanen, när kommer beslutet? Storgatan 14 B.",
]


def weekly(weeks: int, each: int, text: str, first: str = "2025-01-06") -> list[dict[str, str]]:
    """`each` contacts a week for so many weeks."""
    monday = datetime.date.fromisoformat(first)
    days = [(monday + datetime.timedelta(weeks=week)).isoformat() for week in range(weeks)]
    return [{"day": day, "text": f"{text} ({day}, {number})"} for day in days for number in range(each)]


def columns(rows: list[dict[str, str]]) -> dict[str, list[str]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


# What a reader may rely on: clusters and services


def test_contacts_are_put_with_a_service_or_into_a_residue():
    found = og.demand([*TEXTS, "Mitt körkort har gått ut.", "..."], lang="sv", categories="services")
    assert found["cluster"] == [*["waste"] * 3, *["building_permit"] * 3, "rest-1", None]
    assert found["cluster_label"][:2] == ["waste", "waste"]
    assert found.notes == ["1 of 8 texts have no letters and are in no cluster"]
    assert [(row["category"], row["n"]) for row in found.summary["table"]] == [
        ("building_permit", 3),
        ("waste", 3),
        ("(none)", 1),
        ("rest-1", 1),
    ]


def test_clusters_are_those_of_the_verb_of_their_own():
    grouped = og.clusters(TEXTS, 2, lang="sv")
    found = og.demand(TEXTS, lang="sv", clusters=2)
    assert found["cluster"] == grouped["cluster"]
    assert found["cluster_label"] == grouped["label"]
    assert [row["stability"] for row in found.summary["clusters"]] == grouped.summary["stability"]


def test_without_them_there_is_no_cluster():
    found = og.demand(TEXTS, lang="sv")
    assert found["cluster"] == found["cluster_label"] == [None] * 6
    assert "clusters" not in found.summary
    assert [(row["category"], row["n"]) for row in found.summary["table"]] == [("all", 6)]


def test_with_clusters_a_nearly_equal_text_is_a_duplicate_of_the_smallest_id():
    contacts = {"id": ["10", "9", "a"], "text": ["Soporna är inte hämtade!", "soporna är  inte hämtade", WASTE[1]]}
    assert og.demand(contacts, lang="sv")["duplicate_of"] == [None, None, None]
    assert og.demand(contacts, lang="sv", clusters=2)["duplicate_of"] == ["9", None, None]


# Personal data


@pytest.mark.parametrize("asked", [{"clusters": 1}, {"categories": "services"}, {}])
def test_personal_data_is_in_no_label_no_evidence_and_no_exemplar(asked):
    found = og.demand(LETTERS, lang="sv", coded={"0": "value"}, **asked)
    said = json.dumps([list(found.rows()), found.summary], ensure_ascii=False).lower()
    assert not [word for word in ("karin", "ekblad", "070", "storgatan", "post.example") if word in said]
    assert any(exemplar["redacted"] for row in found.summary["table"] for exemplar in row["exemplars"])
    assert any(text and "█" in text for text in found.table["exemplar_1"])


def test_unmasked_exemplars_are_the_texts_and_labels_are_masked_all_the_same():
    found = og.demand(LETTERS, lang="sv", clusters=1, redact=False)
    exemplars = [exemplar for row in found.summary["table"] for exemplar in row["exemplars"]]
    assert {exemplar["text"] for exemplar in exemplars} == set(LETTERS)
    assert not any(exemplar["redacted"] for exemplar in exemplars)
    assert "ekblad" not in " ".join(found["cluster_label"])


def test_a_written_summary_masks_ids_and_groups_too(ordagrant, tmp_path):
    phones = [f"070-174 06 {number:02d}" for number in range(10, 16)]
    rows = [f"{id},{WASTE[0]},{id}" for id in phones]
    (tmp_path / "c.csv").write_text("\n".join(["id,text,who", *rows]), encoding="utf-8")
    (tmp_path / "g.csv").write_text("\n".join(["id,demand", *(f"{id},value" for id in phones)]), encoding="utf-8")
    shared = ["demand", "c.csv", "--lang", "sv", "--group", "who", "--coded", "g.csv", "--out", "r.jsonl"]
    done = ordagrant(*shared, "--summary", "s.json")
    summary = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert len(summary["groups"]) == len(summary["coded"]["disagreements"]) == len(phones)
    assert "070-174" not in json.dumps(summary, ensure_ascii=False) + done.err
    done = ordagrant(*shared, "--summary", "s.json", "--no-redact")
    assert {one["group"] for one in json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["groups"]} == set(
        phones
    )
    assert phones[0] in done.err


def test_contacts_are_judged_by_what_they_say_and_not_by_what_is_left_of_it():
    masked, shown = (og.demand(LETTERS, lang="sv", redact=redact) for redact in (True, False))
    assert masked["p_failure"] == shown["p_failure"]
    assert shown["redacted"] == [False] * 3
    for text, pieces, is_masked in zip(LETTERS, masked["evidence"], masked["redacted"], strict=True):
        assert is_masked == ("█" in (pieces or ""))
        redacted = og.redact(text)
        assert all(piece in redacted for piece in (pieces or "").split(" | "))


# Cases


def test_contacts_of_a_case_are_counted_with_their_days_and_handlers():
    contacts = {
        "text": [
            "Ansökan om bygglov.",
            "Ritningen kommer här.",
            "Beslutet är fel, rätta det.",
            "Det är fortfarande fel.",
        ],
        "no": ["K1"] * 4,
        "day": ["2025-03-03", "2025-03-10", "2025-04-02", "2025-04-22"],
        "who": ["ab", "cd", "ab", "ef"],
    }
    found = og.demand(contacts, lang="sv", case="no", handler="who", date="day")
    assert list(found.cases.rows()) == [
        {"case": "K1", "contacts": 4, "first": "2025-03-03", "last": "2025-04-22", "days": 50, "handlers": 3}
    ]
    cases = found.summary["cases"]
    assert (cases["contacts"]["mean"], cases["handlers"]["mean"], cases["contacts"]["mean_low"]) == (4, 3, None)
    assert found["earlier_contact"] == [None, "0", "1", "2"]
    assert found["failure_kind"][2:] == ["repeat_contact", "repeat_contact"]


def test_what_came_before_is_told_by_date_and_time_and_else_by_the_rows():
    contacts = {
        "id": ["a", "b", "c", "d", "e"],
        "text": ["Fakturan är fel, rätta den."] * 5,
        "no": [7, 7, 7, None, 7.0],
        "at": ["2025-03-10T14:00", "2025-03-10 09:30", "2025-03-09", "2025-03-01", None],
    }
    assert og.demand(contacts, lang="sv", case="no", date="at")["earlier_contact"] == ["b", "c", None, None, None]
    by_row = og.demand(contacts, lang="sv", case="no")
    assert by_row["earlier_contact"] == [None, "a", "b", None, "c"]
    assert by_row["failure_kind"] == ["done_wrong", *["repeat_contact"] * 2, "done_wrong", "repeat_contact"]
    assert by_row.summary["cases"]["contacts_without_a_case"] == 1


def test_the_share_that_is_solved_at_the_first_contact_has_its_interval():
    cases = [f"K{number}" for number in range(60)] + [f"K{number}" for number in range(18)]
    found = og.demand({"text": [f"Fråga {n} om bygglov" for n in range(78)], "no": cases}, lang="sv", case="no")
    solved = found.summary["cases"]["solved_at_first_contact"]
    assert (solved["count"], solved["n"], round(solved["share_low"], 3)) == (42, 60, 0.575)
    assert found.summary["cases"]["contacts"]["mean"] == 1.3


def test_a_mean_has_students_interval():
    # By hand: mean 3, standard deviation 1.5811, t(4) = 2.7764.
    found = mean_of([1, 2, 3, 4, 5])
    assert (found["mean"], round(found["mean_low"], 2), round(found["mean_high"], 2)) == (3, 1.04, 4.96)
    assert mean_of([7]) == {"n": 1, "mean": 7, "mean_low": None, "mean_high": None}
    assert mean_of([])["mean"] is None


def test_cases_that_were_not_asked_for_are_a_wrong_request():
    with pytest.raises(og.RequestError, match="have no cases"):
        og.demand(TEXTS).cases  # noqa: B018


# Weeks, months and the table


def test_a_category_that_comes_every_week_is_predictable_and_one_that_bursts_is_not():
    rows = weekly(20, 3, WASTE[0]) + weekly(4, 3, BUILDING[0], first="2025-03-03")
    found = og.demand(columns(rows), lang="sv", date="day", categories="services")
    table = {row["category"]: row for row in found.table.rows()}
    assert [(row["category"], row["n"]) for row in found.table.rows()] == [("waste", 60), ("building_permit", 12)]
    assert (table["waste"]["weeks_present"], table["waste"]["weeks_observed"]) == (20, 20)
    assert table["waste"]["predictable"] is True
    assert (table["building_permit"]["weeks_present"], table["building_permit"]["predictable"]) == (4, False)


def test_a_week_with_a_signal_is_not_predictable():
    rows = weekly(20, 3, WASTE[0]) + weekly(1, 40, WASTE[0], first="2025-03-03")
    assert og.demand(columns(rows), lang="sv", date="day").table["predictable"] == [False]


def test_a_week_without_any_contact_is_a_gap():
    rows = weekly(10, 2, WASTE[0]) + weekly(10, 2, WASTE[0], first="2025-09-01")
    table = og.demand(columns(rows), lang="sv", date="day").table
    assert (table["weeks_observed"], table["predictable"]) == ([20], [True])


def test_of_few_weeks_and_of_months_nothing_is_said():
    few = og.demand(columns(weekly(5, 2, WASTE[0])), lang="sv", date="day").table
    assert (few["weeks_observed"], few["predictable"]) == ([5], [None])
    months = og.demand({"text": WASTE, "day": ["2025-01", "2025-02", "2025-03"]}, lang="sv", date="day")
    assert (months.table["weeks_present"], len(months.summary["months"])) == ([None], 3)


def test_the_table_holds_kinds_by_cause_and_three_contacts_word_for_word():
    contacts = [
        "Fakturan är fel, rätta den.",
        "Jag har inte fått svar på min ansökan från i mars.",
        *BUILDING,
        BUILDING[0],
    ]
    found = og.demand(contacts, lang="sv")
    (row,) = found.table.rows()
    assert row["kinds_by_cause"] == "done_wrong: not_stated 1; progress_chasing: not_stated 2"
    exemplars = [row[f"exemplar_{number}"] for number in (1, 2, 3)]
    assert len(set(exemplars)) == 3
    assert set(exemplars) <= set(contacts)


def test_months_say_where_a_change_of_the_share_is_no_noise():
    rows = []
    for month in range(1, 13):
        failing = 6 if month < 10 else 32
        texts = ["Fakturan är fel, rätta den."] * failing + ["Vill boka en tid för vigsel i augusti."] * (40 - failing)
        rows += [{"day": f"2025-{month:02}-{1 + at % 28:02}", "text": text} for at, text in enumerate(texts)]
    months = og.demand(columns(rows), lang="sv", date="day").summary["months"]
    assert [month["share"] for month in months] == [0.15] * 9 + [0.8] * 3
    assert months[11]["signal"] is not None
    assert shares(["failure"] * 6 + ["value"] * 34).items() <= months[0].items()


def test_months_of_few_contacts_are_no_signal():
    rows = [
        {
            "day": f"2025-{month:02}-05",
            "text": "Vill boka en tid för vigsel i augusti." if month < 7 else "Fakturan är fel, rätta den.",
        }
        for month in range(1, 13)
        for _ in range(6)
    ]
    months = og.demand(columns(rows), lang="sv", date="day").summary["months"]
    assert [month["share"] for month in months] == [0.0] * 6 + [1.0] * 6
    assert not any(month["signal"] or month["comparable"] for month in months)


def test_contacts_without_a_date_are_said():
    found = og.demand({"text": WASTE, "day": ["2025-01-02", None, ""]}, lang="sv", date="day")
    assert found.notes == ["2 of 3 contacts have no date and are in no month and no week"]
    assert [month["contacts"] for month in found.summary["months"]] == [1]


def test_a_contact_whose_date_cannot_be_read_is_kept_without_one_and_said():
    found = og.demand({"text": WASTE, "day": ["2025-01-02", "soon", ""]}, lang="sv", date="day")
    assert len(found) == 3
    assert [month["contacts"] for month in found.summary["months"]] == [1]
    assert found.notes[0] == "2 of 3 contacts have no date and are in no month and no week"
    assert re.fullmatch("no date of the form 2024-03-12 .*: 1 of 3, such as 'soon'", found.notes[1])


def test_a_column_without_a_date_that_can_be_read_is_none_of_dates():
    with pytest.raises(
        og.RequestError, match=r"date: no date of the form .* in rows 0, 1 \(counted from 0\): it is 'in May'"
    ):
        og.demand({"text": WASTE, "day": ["in May", "soon", ""]}, date="day")
    with pytest.raises(og.RequestError, match="more than one kind"):
        og.demand({"text": WASTE, "day": ["2025-01-02", "2025-W03", ""]}, date="day")


def test_columns_that_are_not_there_are_named():
    for name in ("date", "group", "case", "handler"):
        with pytest.raises(og.RequestError, match="column 'no' is not one of: text"):
            og.demand({"text": WASTE}, **{name: "no"})
        with pytest.raises(og.RequestError, match=f"{name}: column 'no' is not one of: unit"):
            og.demand([og.Document.from_text("Hej", meta={"unit": "a"})], **{name: "no"})


# What holds for all


@pytest.mark.parametrize("asked", [{"clusters": 3}, {"clusters": "auto"}, {"categories": "services"}])
def test_neither_order_nor_threads_change_a_row_or_a_sum(asked):
    rng = random.Random(4)
    rows = [
        {
            "id": f"c{number}",
            "text": f"{rng.choice(TEXTS)} {rng.choice(TEXTS)}",
            "day": f"2025-{rng.randrange(1, 7):02}-{rng.randrange(1, 29):02}",
            "no": f"K{rng.randrange(80)}",
            "unit": rng.choice("xy"),
        }
        for number in range(150)
    ]

    def found(threads):
        made = og.demand(columns(rows), lang="sv", date="day", case="no", group="unit", threads=threads, **asked)
        return sorted(made.json_lines().split(b"\n")), json.dumps(made.summary), made.table.json_lines()

    first = found(1)
    rng.shuffle(rows)
    assert found(2) == first


@pytest.mark.parametrize("texts", [[], ["", " "], ["Hej hej"] * 5, ["?"]])
def test_texts_of_which_nothing_can_be_told_are_no_error(texts):
    dates = ["2025-01-01"] * len(texts)
    found = og.demand({"text": texts, "day": dates}, date="day", case="day", clusters=3, group="day")
    assert len(found) == len(texts)
    assert found.summary["n"] + found.summary["undetermined"] == len(texts)
    assert len(found.table) <= 1


# The command line


def test_rows_sums_and_the_table_from_the_command_line(ordagrant, tmp_path):
    lines = ["id,text,day,no,who"] + [
        f'{i},"{text}",2025-0{1 + i % 3}-05,K{i % 4},w{i % 2}' for i, text in enumerate(TEXTS)
    ]
    (tmp_path / "c.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = ordagrant(
        *"demand c.csv --lang sv --categories services --date day --case no --handler who --summary s.json".split()
    )
    assert done.code == 0, done.err
    assert [row["cluster"] for row in done.rows] == ["waste"] * 3 + ["building_permit"] * 3
    assert [row["earlier_contact"] for row in done.rows] == [None] * 4 + ["0", "1"]
    summary = json.loads((tmp_path / "s.json").read_text())
    assert {"table", "months", "clusters", "cases", "kinds_by_cause", "notes"} <= summary.keys()
    assert "4 cases, on the average 1.5 (1.0-2.4) contacts" in done.err
    assert "waste: " in done.err
    assert "2025-01: " in done.err


def test_undetermined_contacts_are_in_no_denominator_of_a_line(ordagrant, tmp_path):
    texts = [*WASTE, "Sopor?", "Sopor."]
    (tmp_path / "c.csv").write_text("text\n" + "".join(f'"{text}"\n' for text in texts), encoding="utf-8")
    done = ordagrant("demand", "c.csv", "--lang", "sv", "--categories", "services")
    undetermined = [row["demand"] for row in done.rows].count("undetermined")
    failing = [row["demand"] for row in done.rows].count("failure")
    assert undetermined
    assert f"  waste: {failing} of {5 - undetermined}: " in done.err
    assert f"; undetermined: {undetermined}" in done.err


def test_fewer_contacts_than_clusters_is_said(ordagrant, tmp_path):
    (tmp_path / "c.csv").write_text("id,text\n1,Soporna\n2,Bygglovet\n", encoding="utf-8")
    done = ordagrant("demand", "c.csv", "--clusters", "5")
    assert done.code == 0
    assert "5 clusters asked for, 2 made" in done.err
    assert {row["cluster"] for row in done.rows} == {"1", "2"}


def test_what_could_not_be_read_is_said(ordagrant):
    done = ordagrant("demand", "none.csv")
    assert done.code == 1
    assert "1 of 1 could not be read, and are among the undetermined" in done.err


def test_a_column_that_no_table_has_is_a_wrong_request(ordagrant, tmp_path):
    (tmp_path / "c.csv").write_text("id,text,day\n1,Soporna,2025-13-40\n", encoding="utf-8")
    for args, said in (
        (["--case", "no"], "--case: column 'no' is not one of: id, text, day"),
        (["--handler", "who"], "--handler: column 'who' is not one of"),
        (["--date", "day"], "in row 0 (counted from 0): it is '2025-13-40'"),
    ):
        done = ordagrant("demand", "c.csv", *args)
        assert (done.code, done.out) == (2, b""), args
        assert said in done.err
        assert "Traceback" not in done.err
