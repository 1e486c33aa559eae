"""Only what is new, and where the words of a newsroom stand."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.batch import kernel
from ordagrant.report.seen import Seen
from ordagrant.report.shown import Reader

SENDERS = 21


def minutes(sender: int, number: int, *, decided: str = "Nämnden antar planen.") -> str:
    return (
        f"Nämnden i Almvik {sender}\n\nProtokoll 2024-0{number}-12\n\n§ 1 Upprop\n\nOrdföranden öppnar mötet.\n\n"
        f"§ 2 Plan för {sender}\n\nBeslut\n\n{decided} Målstyrningen i enhet {sender} ses över.\n\n"
        "§ 3 Avslutning\n\nOrdföranden tackar för visat intresse.\n"
    )


@pytest.fixture
def newsroom(tmp_path, request):
    """A folder of 21 senders, or as many as are asked for, with two protocols each, a folder a sender."""
    for sender in range(getattr(request, "param", SENDERS)):
        folder = tmp_path / "in" / f"sender{sender:02}"
        folder.mkdir(parents=True)
        for number in (1, 2):
            (folder / f"{number}.txt").write_text(minutes(sender, number), encoding="utf-8")
    return tmp_path


def run(ordagrant, newsroom, *options):
    return ordagrant("report", "in", "--out", "page.html", "--since", "last", *options, cwd=newsroom)


def quoted(outcome) -> list[str]:
    """The passages that standard output shows."""
    return [line.strip() for line in outcome.out.decode().split("\n") if line.startswith("  “")]


def test_the_alert_holds_three_new_protocols_and_the_one_changed_item(ordagrant, newsroom):
    first = run(ordagrant, newsroom, "--alert", "målstyrning")
    assert first.code == 0
    assert len(quoted(first)) == 2 * SENDERS  # the first time all of it is new

    for sender in (3, 7, 20):
        (newsroom / "in" / f"sender{sender:02}" / "3.txt").write_text(minutes(sender, 3), encoding="utf-8")
    again = newsroom / "in" / "sender05" / "1.txt"
    again.write_bytes(again.read_bytes())
    changed = minutes(9, 2, decided="Nämnden avslår planen.")
    (newsroom / "in" / "sender09" / "2.txt").write_text(changed, encoding="utf-8")

    second = run(ordagrant, newsroom, "--alert", "målstyrning")
    assert second.code == 0
    assert second.out.decode().startswith("4 new: 3 new, 1 changed\n")
    places = [re.search(r"sender\d\d/\d\.txt", line)[0] for line in quoted(second)]
    assert places == ["sender03/3.txt", "sender07/3.txt", "sender09/2.txt", "sender20/3.txt"]
    (of_the_changed,) = [line for line in quoted(second) if "sender09" in line]
    assert "avslår planen" in of_the_changed
    assert "§ 2" in of_the_changed

    page = (newsroom / "page.html").read_text(encoding="utf-8")
    alert = page[page.index('id="alert"') : page.index('id="summary"')]
    assert alert.count("<figure") == 4
    news = page[page.index('id="news"') : page.index('id="alert"')]
    assert news.count('class="r-new"') == 4
    assert news.count("<figure") == 1  # of the changed one its item, word for word
    assert "avslår planen" in re.sub("<[^>]*>", "", news)
    assert "no longer there" not in news

    third = run(ordagrant, newsroom, "--alert", "målstyrning")
    assert (third.code, third.out) == (0, b"0 new\n")
    assert "0 new" in (newsroom / "page.html").read_text(encoding="utf-8")


def test_the_state_holds_hashes_and_no_word(ordagrant, newsroom):
    run(ordagrant, newsroom)
    state = (newsroom / "page.html.seen.json").read_text(encoding="utf-8")
    names = {"ordagrant seen", "documents", "parts", "passages"}
    assert set(re.findall(r'"([^"]*)"', state)) - names == set(re.findall(r'"([0-9a-f]{32})"', state))
    assert len(json.loads(state)["documents"]) == 2 * SENDERS


@pytest.mark.parametrize("newsroom", [6], indirect=True)
def test_the_state_can_lie_elsewhere_and_is_the_same_every_time(ordagrant, newsroom):
    states = []
    for name in ("a.json", "b.json"):
        run(ordagrant, newsroom, "--state", name)
        run(ordagrant, newsroom, "--state", name)
        states.append((newsroom / name).read_bytes())
    assert states[0] == states[1]
    assert not (newsroom / "page.html.seen.json").exists()


@pytest.mark.parametrize("newsroom", [6], indirect=True)
def test_page_and_state_within_the_input_are_no_documents(ordagrant, newsroom):
    for _ in range(2):
        outcome = ordagrant("report", ".", "--out", "in/page.html", "--since", "last", cwd=newsroom)
        assert outcome.code == 0
        assert "skipped" not in outcome.err
    assert outcome.out == b"0 new\n"


@pytest.mark.parametrize("newsroom", [6], indirect=True)
def test_a_document_under_another_name_is_not_new(ordagrant, newsroom):
    run(ordagrant, newsroom)
    old = newsroom / "in" / "sender04" / "1.txt"
    old.rename(old.with_name("protokoll januari.txt"))
    assert run(ordagrant, newsroom).out == b"0 new\n"


@pytest.mark.parametrize("newsroom", [6], indirect=True)
def test_what_could_not_be_read_today_is_not_new_tomorrow(ordagrant, newsroom):
    run(ordagrant, newsroom)
    file = newsroom / "in" / "sender04" / "1.txt"
    content = file.read_bytes()
    file.write_bytes(b"")
    outcome = run(ordagrant, newsroom)
    assert outcome.code == 1  # an empty document is none that was read
    file.write_bytes(content)
    assert run(ordagrant, newsroom).out == b"0 new\n"


@pytest.mark.parametrize("newsroom", [6], indirect=True)
def test_an_item_that_is_gone_is_said(ordagrant, newsroom):
    run(ordagrant, newsroom)
    file = newsroom / "in" / "sender01" / "2.txt"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("§ 3")], encoding="utf-8")
    outcome = run(ordagrant, newsroom)
    assert outcome.out.decode().startswith("1 new: 1 changed")
    assert "1 part no longer there" in (newsroom / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("newsroom", [6], indirect=True)
def test_nothing_is_seen_and_no_page_is_left_where_a_strict_run_stops(ordagrant, newsroom):
    (newsroom / "in" / "sender02" / "1.txt").write_bytes(b"")
    outcome = run(ordagrant, newsroom, "--strict", "--alert", "plan")
    assert (outcome.code, outcome.out) == (1, b"")
    assert not list(newsroom.glob("page.html*"))


@pytest.mark.parametrize("newsroom", [6], indirect=True)
def test_nothing_is_seen_when_the_page_could_not_be_written(ordagrant, newsroom):
    outcome = ordagrant("report", "in", "--out", "no/page.html", "--since", "last", "--state", "s.json", cwd=newsroom)
    assert outcome.code == 2
    assert not (newsroom / "s.json").exists()


@pytest.mark.parametrize("newsroom", [1], indirect=True)
@pytest.mark.parametrize("content", ["", "[]", '{"ordagrant seen": 2}', '{"documents": {}}', "§"])
def test_a_file_that_is_no_state_is_refused_and_kept(ordagrant, newsroom, content):
    (newsroom / "s.json").write_text(content, encoding="utf-8")
    outcome = run(ordagrant, newsroom, "--state", "s.json")
    assert outcome.code == 2
    assert "--state 's.json'" in outcome.err
    assert (newsroom / "s.json").read_text(encoding="utf-8") == content


# --- Words ----------------------------------------------------------------------------------------


def shown_of(text, terms, *, exact=False, pages=None):
    document = og.Document("a.pdf", text.encode(), pages=pages, pages_read=pages, requested_lang="sv")
    reader = Reader([document], kernel(), [False])
    reader.fill(["npm"], ["figure"], terms, exact=exact)
    return [hit["text"] for hit in reader.shown[0].alerts]


def test_a_phrase_is_found_word_by_word_and_never_across_two_pages():
    assert shown_of("De styr med egna ord i allt.", ["egna ord"]) == ["egna ord"]
    assert shown_of("De styr med egna\nord i allt.", ["egna ord"]) == ["egna\nord"]
    assert shown_of("De styr med egna och fina ord.", ["egna ord"]) == []
    assert shown_of("De styr med egna\fOrd i allt.", ["egna ord"], pages=2) == []
    assert shown_of("De styr med egna\ford i allt.", ["egna ord"], pages=2) == []


def test_other_forms_are_found_or_not_and_the_result_says_which(ordagrant, tmp_path):
    (tmp_path / "a.txt").write_text("Målstyrningen och mål- och resultatstyrning.", encoding="utf-8")
    asked = ["report", "a.txt", "--lang", "sv", "--out", "p.html", "--alert", "målstyrning"]
    loose, exact = ordagrant(*asked), ordagrant(*asked, "--exact")
    assert "in all forms of the words (without --exact)): 1 passage" in loose.out.decode()
    assert "only as written (--exact)): 0 passages" in exact.out.decode()
    assert "Not found." in (tmp_path / "p.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--since", "yesterday"], "since 'yesterday' is not one of: last"),
        (["--since", "last"], "--out FILE, or --state FILE"),
        (["--state", "s.json"], "--state goes with --since last"),
        (["--exact"], "--exact goes with --alert"),
        (["--redact", "--no-redact"], "opposite"),
        (["--ui", "fi"], "ui 'fi' is not one of: sv, da, en"),
        (["--out", "a.txt"], "one of the inputs"),
    ],
)
def test_a_wrong_request_says_what_is_wrong(ordagrant, tmp_path, options, said):
    (tmp_path / "a.txt").write_text("Tillit.", encoding="utf-8")
    outcome = ordagrant("report", "a.txt", *options)
    assert outcome.code == 2
    assert said in outcome.err


# --- What holds for every document ----------------------------------------------------------------

LINES = st.lists(st.sampled_from(["§ 1 Upprop", "§ 2 Plan", "Beslut", "Ja.", "Nämnden antar planen.", "", "Mål."]))


@settings(max_examples=60)
@given(before=LINES, after=LINES)
def test_seen_once_nothing_is_new_and_every_new_word_is_in_a_new_part(before, after):
    def shown(lines):
        return Reader([og.Document.from_text("\n\n".join(lines), "a.txt", "sv")], kernel(), [False]).shown

    old, new = shown(before), shown(after)
    seen = Seen({}).with_documents(old)
    assert [news.kind for news in seen.news(old)] == ["same"]
    (news,) = seen.news(new)
    parts = {number for part in news.parts for number in range(part.first, part.end)}
    known = " ".join(before).split()
    for number, passage in enumerate(new[0].passages):
        if not set(passage["text"].split()) <= set(known):
            assert number in parts
    assert Seen({}).with_documents(old).with_documents(new).news(new)[0].kind == "same"
