from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og
from ordagrant import display
from ordagrant.table import Table, table_of

SCRIPT = '<script>alert("mål")</script><img src=x onerror=y>'


class Read(HTMLParser):
    """The tags of a piece of HTML, its visible text, its marks and its tables, cell by cell."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.marks, self.tables, self.text = set(), [], [], ""
        self._open = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self._open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        elif tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        while self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" in self._open:
            return
        self.text += data
        if {"td", "th"} & set(self._open):
            self.tables[-1][-1][-1] += data
        if "mark" in self._open:
            self.marks[-1] += data

    def rows(self):
        head, *rows = self.tables[0]
        return [dict(zip(head, row, strict=True)) for row in rows]


def shown(thing):
    return Read(thing._repr_html_())


# What a reader may rely on ---------------------------------------------------


def test_a_document_shows_what_was_read_and_its_hits():
    read = shown(og.Document.from_text("Bort från målstyrning, mot tillit!", id="plan.txt", lang="sv"))
    assert "plan.txt · sv · ok" in read.text
    assert "34 characters; encoding utf-8; hits: 1 npm, 1 trust" in read.text
    assert "Bort från målstyrning, mot tillit!" in read.text
    assert read.marks[-2:] == ["målstyrning", "tillit"]
    assert "Marks: NPM" in read.text


def test_of_a_long_document_the_first_part_is_shown_to_the_end_of_a_line():
    source = "Tilliten bär.\n" * 400
    read = shown(og.Document.from_text(source, lang="sv"))
    assert "the first 1,987 of 5,600 characters; all of them are in .source" in read.text
    assert read.marks[1:] == ["Tilliten"] * 142  # the first one is the legend's


def test_a_document_without_text_says_why():
    assert "0 · und · empty" in shown(og.Document.from_text(" \n")).text
    read = shown(og.Document("a.pdf", b"", "no text layer", pages=3, pages_read=0, pages_without_text="1-3"))
    assert "a.pdf · und · no text layer · 0 of 3 pages read · no text on 1-3" in read.text


def test_hits_stand_in_their_context():
    read = shown(og.hits("Bort från målstyrning, mot tillit!", lang="sv"))
    assert [row["text"] for row in read.rows()] == ["Bort från målstyrning, mot tillit!"] * 2
    assert read.marks[-2:] == ["målstyrning", "tillit"]
    assert [row["polarity"] for row in read.rows()] == ["reversed", "affirmed"]


def test_a_table_shows_ten_rows_and_says_how_many_there_are():
    read = shown(og.hits(["Tillit!"] * 1234, lang="sv"))
    assert [row["row"] for row in read.rows()] == [str(number) for number in range(10)]
    assert "1,234 rows, the first 10 shown; columns not shown: lang, start" in read.text


def test_a_number_stands_with_its_interval():
    scores = og.score("Vi mäter. Målstyrningen ska stärkas. Vi litar på varandra. Mer kontroll.", lang="sv")
    (row,) = shown(scores).rows()
    npm, low, high = (f"{scores[name][0]:.3g}" for name in ("npm", "npm_low", "npm_high"))
    assert row["npm"] == f"{npm} ({low} to {high})"
    assert "npm_low" not in row


def test_an_empty_table_says_so():
    read = shown(og.hits(""))
    assert read.tables == []
    assert read.text.startswith("0 rows; ")


def test_clusters_show_label_size_stability_and_texts():
    texts = ["Soporna är inte hämtade.", "När hämtas soporna?", "Hur söker jag bygglov?", "Bygglov för altan?"]
    found = og.clusters(texts, 2, lang="sv")
    rows = shown(found).rows()
    assert [row["cluster"] for row in rows] == found.summary["cluster"]
    assert [row["n"] for row in rows] == ["2", "2"]
    assert {text for row in rows for text in row["exemplars"].split(" | ")} == set(texts)


def test_nobody_is_named_where_clusters_and_demand_show_their_texts():
    named = "Hej! Jag heter Karin Ekblad och har inte fått svar."
    two = [named, "Hur söker jag bygglov?"] * 2
    for thing in (og.clusters(two, 2, lang="sv"), og.demand([named], lang="sv"), og.demand(two, clusters=2, lang="sv")):
        html = thing._repr_html_()
        assert "█████ ██████" in html
        assert not re.search("Karin|Ekblad", html)
    assert "Karin Ekblad" in og.demand([named], lang="sv", redact=False)._repr_html_()


def test_demand_shows_its_table_and_what_all_contacts_are():
    texts = ["Jag har fortfarande inte fått svar på min ansökan."] * 3 + ["Hur ansöker man om bygglov?"]
    read = shown(og.demand({"text": texts, "unit": ["a", "a", "b", "b"]}, group="unit", lang="sv"))
    assert "4 contacts: 3 failure, 0 mixed, 1 value, 0 undetermined" in read.text
    assert "failure share of the 4 with a demand: 75 % (30 to 95)" in read.text
    assert [(row["category"], row["n"], row["failure"]) for row in read.rows()] == [("a", "2", "2"), ("b", "2", "1")]


def test_a_chart_shows_its_picture_and_its_values():
    chart = og.chart({"week": ["2024-W01", "2024-W02", "2024-W04"], "n": [3, 4, 5]}, date="week", value="n")
    html = chart._repr_html_()
    assert html.startswith(chart.svg())
    rows = Read(html).rows()
    assert [row["date"] for row in rows] == ["2024-W01", "2024-W02", "2024-W03", "2024-W04"]
    assert [row["value"] for row in rows] == ["3", "4", "", "5"]


@pytest.mark.parametrize(
    "thing",
    [
        og.Document.from_text(SCRIPT, id=SCRIPT, lang="sv"),
        og.hits(og.Document.from_text(f"{SCRIPT} målstyrning {SCRIPT}", id=SCRIPT, lang="sv")),
        og.passages(SCRIPT, lang="sv"),
        og.tokens(SCRIPT, lang="sv"),
        og.score({"": SCRIPT}.values(), by="sentence", lang="sv"),
        og.clusters([f"{SCRIPT} sopor", f"{SCRIPT} bygglov"], 2, lang="sv"),
        og.demand([f"{SCRIPT} Jag har inte fått svar."], lang="sv"),
        Table(table_of({SCRIPT: "text"}, [{SCRIPT: SCRIPT}])),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_html_in_what_citizens_write_is_text(thing):
    read = shown(thing)
    assert not {"script", "img"} & read.tags


def test_nothing_is_taken_from_outside():
    html = og.score("Tillit.", lang="sv")._repr_html_() + og.hits("Tillit.", lang="sv")._repr_html_()
    assert not re.search(r"https?:|url\(|@import|src=", html)


# What holds for every text -----------------------------------------------------


@given(NASTY)
def test_every_text_can_be_shown(text):
    document = og.Document.from_text(text, lang="sv")
    for thing in (document, og.hits(document), og.tokens(document), og.passages(document), og.repairs(document)):
        read = shown(thing)
        assert read.tags <= {"style", "div", "p", "mark", "table", "thead", "tbody", "tr", "th", "td"}
        assert len(read.text) < 20 * display.CHARACTERS
        assert repr(thing)


def test_a_corpus_shows_its_first_documents_and_their_columns():
    rows = {"text": [f"Mer tillit {SCRIPT} {number}" for number in range(12)], "party": ["A & B", None] * 6}
    read = Read(og.Corpus.from_frame(rows, lang="sv")._repr_html_())
    assert "script" not in read.tags
    assert "12 documents of a dict, with party" in read.text
    assert read.tables[0][0] == ["row", "id", "lang", "status", "characters", "party"]
    assert [row[1] for row in read.tables[0][1:]] == [str(number) for number in range(display.ROWS)]
    assert read.tables[0][1][-1] == "A & B"
    assert "the first 10 documents" in read.text
    assert "0 documents" in Read(og.Corpus([])._repr_html_()).text


def test_a_demand_model_shows_what_it_can_say_and_no_word_that_it_learnt():
    model = og.DemandModel("sv", start="nothing")
    assert "not fitted" in Read(model._repr_html_()).text
    model.fit(["Xyrabella Qvistberg väntar på svar.", "Var ligger biblioteket?"] * 2, ["failure", "value"] * 2)
    read = Read(model._repr_html_())
    assert "gives failure, value" in read.text
    assert ["start", "'nothing'"] in [row[1:] for row in read.tables[0]]
    assert "weights of" in read.text
    assert "xyrabella" not in model._repr_html_().lower()
