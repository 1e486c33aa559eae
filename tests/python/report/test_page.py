"""What a reader of the page may rely on, and what no document can do to it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from string import Formatter

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import NASTY

import ordagrant as og
from ordagrant.batch import kernel
from ordagrant.cli.__main__ import main
from ordagrant.lexicons import entries_of
from ordagrant.manifest import Manifest
from ordagrant.report import MARKED, Asked, page, report_of
from ordagrant.report.excerpts import sense_of
from ordagrant.report.shown import MASK, Reader
from ordagrant.report.words import LANGUAGES, Words, texts_of

LETTERS = r"[a-zåäöæø]+"
CORPORA = Path(__file__).parents[3] / "corpora"
MINUTES = CORPORA / "protocols" / "text" / "sv_kommunstyrelsen_almvik.txt"


def parsed(path):
    return lxml.html.fromstring(path.read_bytes().decode())


def text_of(element) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def minutes(tmp_path_factory):
    """The page of one document of ours."""
    out = tmp_path_factory.mktemp("page") / "page.html"
    assert main(["report", str(MINUTES), "--out", str(out)]) == 0
    return parsed(out)


# --- The numbers are those of the verbs -----------------------------------------------------------


def test_the_rates_are_those_of_score_with_their_intervals(minutes):
    row = next(og.score(og.read(MINUTES)).rows())
    cells = [text_of(cell) for cell in minutes.xpath("//section[@id='poles']//tbody")[0].xpath("./tr/*")]
    assert cells[0] == "sv_kommunstyrelsen_almvik.txt"
    assert cells[1] == f"{row['words']:,}"
    assert cells[2] == f"{row['npm']:.1f} ({row['npm_low']:.1f}–{row['npm_high']:.1f})"
    assert cells[3] == f"{row['trust']:.1f} ({row['trust_low']:.1f}–{row['trust_high']:.1f})"
    assert cells[4] == {"none": "neither"}.get(row["label"], row["label"])
    reversed_, quoted = row["npm_reversed"] + row["trust_reversed"], row["quoted"]
    assert cells[5] == f"{reversed_} · {row['npm_criticised'] + row['trust_criticised']} · {quoted}"


def test_every_hit_is_a_mark_with_an_anchor_in_the_full_text(minutes):
    hits = [hit for pole in MARKED for hit in og.hits(og.read(MINUTES), poles=[pole]).rows()]
    marks = minutes.xpath("//section[@id='text']//mark[starts-with(@id, 'h')]")
    words = [text_of(mark) for mark in marks if "og-uncounted" not in mark.get("class")]
    expected = [" ".join(hit["text"].split()) for hit in hits if hit["tier"] != "statutory"]
    assert sorted(words) == sorted(expected)
    ids = minutes.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_filter_knows_every_mark_and_how_it_is_meant(minutes):
    data = json.loads(minutes.get_element_by_id("r-data").text)
    marks = set(minutes.xpath("//section[@id='text']//mark/@id"))
    assert {hit[0] for hit in data["hits"]} == marks
    meant = [data["senses"][hit[7]] for hit in data["hits"]]
    assert meant.count("reversed") >= 8
    assert meant.count("quoted") >= 5


def test_every_link_leads_to_a_place_on_the_page(minutes):
    ids = set(minutes.xpath("//@id"))
    links = minutes.xpath("//a/@href")
    assert len(links) > 50
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_the_full_text_stands_once_and_word_for_word(minutes):
    (document,) = minutes.xpath("//div[contains(@class, 'r-full')]")
    assert text_of(document) == " ".join(og.read(MINUTES).text.split())


def test_the_strongest_passages_are_whole_sentences_with_their_place_and_can_be_copied(minutes):
    quotes = minutes.xpath("//section[@id='strongest']//figure")
    assert len(quotes) >= 4
    source = " ".join(og.read(MINUTES).text.split())
    for quote in quotes:
        text = text_of(quote.xpath("./blockquote")[0]).replace("[…]", "").strip()
        assert text in source
        place = text_of(quote.xpath(".//cite")[0])
        line = int(re.search(r"line ([\d,]+)$", place)[1].replace(",", ""))
        first = text.split()[0]
        assert first in og.read(MINUTES).source.split("\n")[line - 1]
        assert re.search(r", § \d+, ", place) or line < 50
        copied = quote.xpath(".//button/@data-copy")[0]
        assert copied.startswith(f"“{text}” (")
        assert copied.endswith(f"{place})")


def test_votes_and_decisions_are_those_of_passages(minutes):
    for kind in ("vote", "decision", "assignment"):
        stated = [" ".join(row["text"].split()) for row in og.passages(og.read(MINUTES), kinds=[kind]).rows()]
        heading = texts_of("en")["facts"][kind]
        rows = minutes.xpath(
            f"//section[@id='facts']/details[starts-with(summary, '{heading}')]//tbody/tr/td[1]/span[last()]"
        )
        assert [text_of(row) for row in rows] == stated


def test_figures_are_shown_in_their_sentence_each_sentence_once(ordagrant, tmp_path):
    text = "Nämnden söker 64,1 mnkr och får 3,8 mnkr. Sex ledamöter deltog. Andelen steg från 10 till 12 procent."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ordagrant("report", "a.txt", "--lang", "sv", "--out", "p.html", "--ui", "sv")
    rows = parsed(tmp_path / "p.html").xpath("//section[@id='facts']/details[last()]//tbody/tr")
    assert [[text_of(row.xpath("./td[1]/span")[-1]), text_of(row.xpath("./td[2]")[0])] for row in rows] == [
        ["Nämnden söker 64,1 mnkr och får 3,8 mnkr.", "64,1 mnkr3,8 mnkr"],
        ["Andelen steg från 10 till 12 procent.", "12 procent (mot 10)"],
    ]
    assert "1 andra tal är utelämnade" in text_of(parsed(tmp_path / "p.html").get_element_by_id("facts"))


# --- What was read and what was not ---------------------------------------------------------------


def test_what_was_not_read_is_said_at_the_top_and_listed(ordagrant, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Nämnden vill ha mer tillit.", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 this is none")
    (folder / "d.jpg").write_bytes(b"x")
    outcome = ordagrant("report", "in", "--out", "page.html", "--ui", "sv")
    assert outcome.code == 1
    page = parsed(tmp_path / "page.html")
    assert "Läst: 1 av 3 dokument." in text_of(page.xpath("//header")[0])
    assert "Allt kunde inte läsas. Det som följer säger inget om 2 dokument" in text_of(page.xpath("//header")[0])
    rows = [[text_of(cell) for cell in row] for row in page.xpath("//section[@id='coverage']//tbody/tr")]
    assert [row[:2] for row in rows] == [["b.txt", "tomt"], ["c.pdf", "skadat"], ["a.txt", "läst"]]
    assert "1 .jpg" in text_of(page.get_element_by_id("coverage"))


def test_nothing_to_read_is_a_page_that_says_so(ordagrant, tmp_path):
    (tmp_path / "in").mkdir()
    assert ordagrant("report", "in", "--out", "page.html").code == 0
    assert "There was nothing to read." in text_of(parsed(tmp_path / "page.html"))


def test_the_page_says_what_it_was_measured_with(minutes):
    said = text_of(minutes.get_element_by_id("measured"))
    assert hashlib.sha256(MINUTES.read_bytes()).hexdigest() in said
    shipped = Path(og.__file__).parent / "lexicons" / "sv" / "npm.tsv"
    assert hashlib.sha256(shipped.read_bytes()).hexdigest() in said
    assert "six of ten" in said


def test_what_the_page_says_of_its_errors_is_what_the_readme_says():
    readme = " ".join((CORPORA.parent / "README.md").read_text(encoding="utf-8").split())
    assert (
        "two thirds of them hard, it agrees with the reader in six of ten, takes one for the opposite pole in fifteen"
        in readme
    )
    said = texts_of("en")["measured"]["labels"]
    assert "two thirds of them hard, it agrees with a careful reader in six of ten" in said
    assert "takes one for the opposite pole in fifteen" in said


# --- Three languages ------------------------------------------------------------------------------


def fields(text) -> set[str]:
    return {
        name
        for part in ([text] if isinstance(text, str) else text)
        for _, name, _, _ in Formatter().parse(part)
        if name
    }


def test_every_text_is_in_all_three_languages_and_takes_the_same_words():
    texts = {
        ui: {(heading, key): text for heading, of in texts_of(ui).items() for key, text in of.items()}
        for ui in LANGUAGES
    }
    assert texts["sv"].keys() == texts["da"].keys() == texts["en"].keys()
    for key, text in texts["en"].items():
        assert fields(text) == fields(texts["sv"][key]) == fields(texts["da"][key]), key
        assert all(texts[ui][key] for ui in LANGUAGES), key


def test_every_id_that_can_be_on_a_page_has_a_name():
    words = Words("en")
    shown = {(entry.pole, entry.category) for entry in entries_of(()) if entry.pole in MARKED}
    frames = (Path(__file__).parents[3] / "core/ordagrant/language/data/sv/frames.tsv").read_text(encoding="utf-8")
    services = (Path(__file__).parents[3] / "core/ordagrant/language/data/sv/services.tsv").read_text(encoding="utf-8")
    assert {category for _, category in shown} <= words.category.keys()
    assert {pole for pole, _ in shown} <= words.pole.keys()
    of_frames = {
        "choose",
        "compete",
        "save",
        "check",
        "measure",
        "uniform",
        "rely",
        "decide",
        "know",
        "relieve",
        "need",
    }
    assert of_frames <= set(re.findall(r"^(\w+)\t", frames, re.MULTILINE))
    assert of_frames | {"burden", "profit", "failing", "target", "learning"} <= words.category.keys()
    assert set(re.findall(r"^(\w+)\t", services, re.MULTILINE)) - {"rest"} <= words.service.keys()


@pytest.mark.parametrize("ui", LANGUAGES)
def test_a_page_is_whole_in_each_language(tmp_path, ui):
    assert main(["report", str(MINUTES), "--out", str(tmp_path / "page.html"), "--ui", ui]) == 0
    page = parsed(tmp_path / "page.html")
    assert page.get("lang") == ui
    assert texts_of(ui)["section"]["strongest"] in text_of(page)
    assert not re.search(r"[{}]", text_of(page.xpath("//main")[0]).replace(page.get_element_by_id("r-data").text, ""))


# --- Citizens -------------------------------------------------------------------------------------

CONTACTS = (
    "no,day,text\nK1,2025-03-03,Hur ansöker man om bygglov för en altan?\n"
    'K1,2025-04-28,"Jag heter Karin Ekblad och har fortfarande inte fått svar på min ansökan, trots två påminnelser."\n'
    "K2,2025-04-29,Soporna hämtades inte i tisdags heller.\n"
)


@pytest.fixture
def contacts(tmp_path):
    (tmp_path / "c.csv").write_text(CONTACTS, encoding="utf-8")
    return tmp_path


def test_contacts_are_masked_unless_somebody_asks(ordagrant, contacts):
    for verb in (["report", "c.csv", "--out", "p.html"], ["demand", "c.csv", "--out", "r.jsonl", "--report", "p.html"]):
        ordagrant(*verb, "--lang", "sv")
        page = (contacts / "p.html").read_text(encoding="utf-8")
        assert "Ekblad" not in page
        assert MASK * 6 in page
        assert "Personal data in citizens’ texts is masked." in page
        ordagrant(*verb, "--lang", "sv", "--no-redact")
        assert "Karin Ekblad" in (contacts / "p.html").read_text(encoding="utf-8")


def test_ids_and_groups_are_masked_as_the_texts_beside_them_are(ordagrant, tmp_path):
    phones = [f"070-174 06 {number:02d}" for number in range(10, 16)]
    rows = [f"{id},Ni har inte svarat på min ansökan om bygglov.,{id}" for id in phones]
    (tmp_path / "c.csv").write_text("\n".join(["id,text,who", *rows]), encoding="utf-8")
    shared = ["c.csv", "--lang", "sv", "--group", "who"]
    verbs = (
        ["report", *shared, "--out", "p.html", "--since", "last", "--alert", "bygglov"],
        ["demand", *shared, "--clusters", "2", "--out", "r.jsonl", "--report", "p.html"],
    )
    for verb in verbs:
        done = ordagrant(*verb)
        page = (tmp_path / "p.html").read_text(encoding="utf-8")
        assert "070-174" not in page + done.out.decode() + done.err
        (tmp_path / "p.html.seen.json").unlink(missing_ok=True)
        ordagrant(*verb, "--no-redact")
        assert "070-174" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_what_has_no_category_is_called_so_in_the_language_of_the_page(ordagrant, tmp_path):
    (tmp_path / "letters.csv").write_text('text\nSoporna är inte hämtade.\n""\n', encoding="utf-8")
    ordagrant("demand", "letters.csv", "--categories", "services", "--report", "page.html", "--ui", "sv")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Utan kategori" in page
    assert "(none)" not in page


@pytest.mark.parametrize(
    ("ui", "said"),
    [
        ("en", "2 of 3 contacts have no date"),
        ("sv", "2 av 3 kontakter har inget datum"),
        ("da", "2 af 3 henvendelser har ingen dato"),
    ],
)
def test_notes_are_in_the_language_of_the_page_and_masked(ordagrant, contacts, ui, said):
    (contacts / "c.csv").write_text(
        "id,text,day\n070-174 06 10,Soporna?,2025-01-02\n070-174 06 10,Bygglov?,soon\nb,Hej,\n", encoding="utf-8"
    )
    done = ordagrant(
        *("demand", "c.csv", "--lang", "sv", "--date", "day", "--clusters", "2"),
        *("--out", "r.jsonl", "--summary", "s.json", "--report", "p.html", "--ui", ui),
    )
    page = text_of(parsed(contacts / "p.html").get_element_by_id("demand"))
    assert said in page
    assert "'soon'" in page
    assert "070-174" not in page + done.err + (contacts / "s.json").read_text(encoding="utf-8")


def test_demand_writes_the_same_page_as_report(ordagrant, contacts):
    shared = ["c.csv", "--lang", "sv", "--date", "day", "--ui", "sv"]
    ordagrant("report", *shared, "--out", "one.html")
    ordagrant("demand", *shared, "--categories", "services", "--out", "r.jsonl", "--report", "two.html")
    one, two = parsed(contacts / "one.html"), parsed(contacts / "two.html")
    for part in ("//section[@id='demand']", "//header", "//section[@id='coverage']"):
        assert lxml.html.tostring(one.xpath(part)[0]) == lxml.html.tostring(two.xpath(part)[0])
    said = text_of(one.get_element_by_id("demand"))
    assert "icke-värdeskapande efterfrågan i 2 av 3 kontakter" in said
    assert one.xpath("//section[@id='demand']//svg")
    assert [text_of(row) for row in one.xpath("//section[@id='demand']//tbody")[0].xpath("./tr/th")] == [
        "Bygglov",
        "Övrigt 1: ansökan, påminnelser",
        "Avfall",
    ]


def test_long_texts_in_a_table_are_documents_and_masked_all_the_same(ordagrant, tmp_path):
    long = "Vi vill ha mer tillit i vården. " * 60 + "Jag heter Karin Ekblad."
    (tmp_path / "t.jsonl").write_text(json.dumps({"id": "a", "text": long}) + "\n", encoding="utf-8")
    ordagrant("report", "t.jsonl", "--out", "p.html")
    page = parsed(tmp_path / "p.html")
    assert not page.xpath("//section[@id='demand']")
    assert page.xpath("//section[@id='poles']")
    assert "Ekblad" not in text_of(page)
    assert "Personal data is masked." in text_of(page)


def test_documents_are_masked_when_asked_in_every_part_of_the_page(ordagrant, tmp_path):
    text = "Hej! Jag heter Karin Ekblad. ”Vi vill ha tillit och ingen målstyrning”, säger Karin Ekblad till nämnden."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ordagrant("report", "a.txt", "--lang", "sv", "--out", "p.html")
    assert "Karin Ekblad" in (tmp_path / "p.html").read_text(encoding="utf-8")
    masked = og.redact(text, lang="sv")
    ordagrant("report", "a.txt", "--lang", "sv", "--out", "p.html", "--redact")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert ("Karin Ekblad" in page) == ("Karin Ekblad" in masked)
    (full,) = parsed(tmp_path / "p.html").xpath("//div[contains(@class, 'r-full')]")
    assert text_of(full) == " ".join(masked.split())


# --- A page by itself, whatever documents say -----------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script> Nämnden vill ha tillit.",
    "</style><script>alert(1)</script> målstyrning",
    "</script><img src=x onerror=alert(1)> tillit",
    "<!-- --><svg onload=alert(1)> målstyrning & tillit",
    '"><a href="javascript:alert(1)">tillit</a>',
    "{{ 7*7 }}{% raw %} tillit ${7*7}",
    "]]></textarea></details></main></body></html> tillit",
    "tillit \u202egnirytslåm\u202c \u2066målstyrning\u2069",
    "\x00\x08\ufffe tillit \u2028 målstyrning",
]


def test_hostile_documents_change_nothing(ordagrant, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, hostile in enumerate(HOSTILE):
        name = f'{number} <script>alert(2)<script>" onclick="x {chr(0x202E)}.txt'
        (folder / name).write_text(f"§ 1 {hostile}\n\n{hostile} Vi säger nej till {hostile}", encoding="utf-8")
        row = json.dumps({"id": f"=cmd() {hostile}", "text": f"{hostile} Varför har jag inte fått svar?"})
        (folder / f"{number}.jsonl").write_text(row + "\n", encoding="utf-8")
    outcome = ordagrant("report", "in", "--lang", "sv", "--out", "p.html", "--alert", "tillit, <script>")
    assert outcome.code == 0, outcome.err
    content = (tmp_path / "p.html").read_text(encoding="utf-8")
    page = lxml.html.fromstring(content)
    data, ours = page.xpath("//script")
    assert data.get("type") == "application/json"
    json.loads(data.text)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    hashed = base64.b64encode(hashlib.sha256(ours.text.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"script-src 'sha256-{hashed}'" in policy
    assert len(page.xpath("//style")) == 1
    assert not page.xpath("//img | //iframe | //textarea | //svg | //link | //base")
    for element in page.iter():
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            if attribute in ("href", "src", "action"):
                assert value.startswith("#")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", content)
    full = " ".join(text_of(one) for one in page.xpath("//div[contains(@class, 'r-full')]"))
    assert "<script>alert(1)</script> Nämnden vill ha tillit." in full
    assert "{{ 7*7 }}{% raw %} tillit ${7*7}" in full


def test_nothing_is_asked_of_anywhere_else(ordagrant, contacts):
    ordagrant("report", MINUTES, "c.csv", "--lang", "sv", "--date", "day", "--out", "p.html")
    content = (contacts / "p.html").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"'<]*", content)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"url\(|@import|<link|src=", content)


def test_the_same_input_is_the_same_page(ordagrant, tmp_path):
    pages = []
    for threads in ("1", "2"):
        ordagrant("report", CORPORA / "policies" / "text", "--out", "p.html", "--threads", threads)
        pages.append((tmp_path / "p.html").read_bytes())
    assert pages[0] == pages[1]


def test_without_out_the_page_is_standard_output(ordagrant, tmp_path):
    outcome = ordagrant("report", "-", "--alert", "tillit", stdin=b"Mer tillit.")
    assert outcome.code == 0
    assert outcome.out.startswith(b"<!DOCTYPE html>")
    assert "1 passage" in outcome.err


# --- What holds for every document ----------------------------------------------------------------


@settings(max_examples=60)
@given(st.one_of(NASTY, st.text(max_size=80)))
def test_what_is_shown_is_the_reading_and_every_row_is_in_its_place(text):
    document = og.Document.from_text(text, lang="sv")
    (shown,) = (reader := Reader([document], kernel(), [False])).shown
    reader.fill(MARKED, ["figure", "decision"], ["mål*"])
    assert len(shown.text) == len(document.text)
    for hit in og.hits(document).rows():
        if hit["pole"] in MARKED:
            (same,) = [one for one in shown.hits if one["source_start"] == hit["start"] and one["tier"] != "frame"]
            assert shown.place(same)["line"] == hit["line"]
            assert sense_of(same) in Words("en").sense
    for row in [*shown.passages, *shown.hits, *shown.facts, *shown.alerts]:
        assert 0 <= row["start"] <= row["end"] <= len(shown.text)


@settings(max_examples=40)
@given(st.lists(st.one_of(NASTY, st.text(max_size=60)), max_size=3))
def test_of_every_document_there_is_a_page_with_all_its_words(texts):
    documents = [og.Document.from_text(text, f"{number} <b>") for number, text in enumerate(texts)]
    asked = Asked(Words("da"), kernel(), terms=("mål*",))
    made_of = Manifest.of("page.html", "report", lexicons=(), options={}, inputs=[], sources=[], result=None)
    content = page(report_of(documents, asked), made_of, {}).decode()
    (data, *_) = [*lxml.html.fromstring(content).xpath("//script[@id='r-data']/text()"), "{}"]
    json.loads(data)
    full = [text_of(one) for one in lxml.html.fromstring(content).xpath("//div[contains(@class, 'r-full')]")]
    read = [re.findall(LETTERS, document.text.lower()) for document in documents]
    shown = [re.findall(LETTERS, text.lower()) for text in full]
    assert list(filter(None, shown)) == list(filter(None, read))


def test_what_was_mended_is_shown_mended_and_marked_where_it_stands():
    text = "Vi vill ha målstyr-\nning i Sve-\nriges kommuner och tillitTidigare mättes allt."
    reader = Reader([og.Document.from_text(text, lang="sv")], kernel(), [False])
    reader.fill(MARKED, ["figure"])
    (shown,) = reader.shown
    assert shown.text == og.Document.from_text(text, lang="sv").text
    assert [shown.text[hit["start"] : hit["end"]] for hit in shown.hits if hit["tier"] != "frame"] == [
        "målstyrning",
        "tillit",
    ]
