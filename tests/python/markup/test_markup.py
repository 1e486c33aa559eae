from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant import markup

PROTOCOLS = Path(__file__).parents[3] / "corpora" / "protocols" / "text"


class Read(HTMLParser):
    """What a browser has of a piece of HTML: its characters, and of each mark its attributes and characters."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.marks = []
        self.tags = set()
        self._open = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "mark":
            self.marks.append((dict(attributes), []))
            self._open.append(self.marks[-1])

    def handle_endtag(self, tag):
        if tag == "mark":
            self._open.pop()

    def handle_data(self, data):
        self.text += data
        for _, pieces in self._open:
            pieces.append(data)

    def pieces(self):
        return ["".join(pieces) for _, pieces in self.marks]


def of(text, hits, **options):
    return Read(markup.marked(text, hits, **options))


def hit(start, end, pole="npm", **more):
    return {"start": start, "end": end, "pole": pole, "polarity": "affirmed", "voice": "own", **more}


# What a reader may rely on ---------------------------------------------------


def test_a_mark_holds_the_characters_of_its_hit_and_no_others():
    text = "Vi vill ha tillit i stället för målstyrning & mätning <nu>."
    hits = og.hits(text, lang="sv")
    read = of(text, hits)
    assert read.pieces() == hits["text"] == ["tillit", "målstyrning"]
    assert read.text == text


def test_pole_polarity_voice_and_attitude_are_seen_and_heard():
    row = hit(0, 5, polarity="reversed", voice="quoted", attitude="criticises", term="styra", category="control")
    (mark, _) = of("styra", [row]).marks[0]
    assert mark["class"] == "og-npm"
    assert mark["data-sign"] == "“−✕"
    assert mark["data-said"] == "NPM, reversed, quoted, criticised"
    assert mark["title"] == "styra · control · NPM, reversed, quoted, criticised"
    # Both are shown by the style sheet: what stands before a mark, and what is read aloud behind it.
    assert "mark[data-sign]::before" in markup.STYLE
    assert "mark[data-said]::after" in markup.STYLE


@pytest.mark.parametrize(
    ("ui", "said"),
    [
        ("en", "trust, reversed, reported, described"),
        ("sv", "tillit, omvänt, refererat, beskrivet"),
        ("da", "tillid, vendt om, refereret, beskrevet"),
    ],
)
def test_marks_speak_three_languages(ui, said):
    row = hit(0, 1, "trust", polarity="reversed", voice="reported", attitude="describes")
    assert of("x", [row], ui=ui).marks[0][0]["data-said"] == said


def test_another_language_is_refused():
    with pytest.raises(og.RequestError, match="'no' is not one of: en, sv, da"):
        markup.marked("x", [], ui="no")
    with pytest.raises(og.RequestError, match="'no' is not one of"):
        markup.legend([], ui="no")


def test_every_language_has_the_same_words():
    assert len({tuple(words) for words in markup.WORDS.values()}) == 1


def test_a_plain_hit_has_no_sign():
    assert "data-sign" not in of("mål", [hit(0, 3, attitude="affirms")]).marks[0][0]


@pytest.mark.parametrize("tier", ["frame", "statutory"])
def test_what_counts_in_no_rate_looks_and_says_so(tier):
    mark, _ = of("kontroll", [hit(0, 8, tier=tier)]).marks[0]
    assert mark["class"] == "og-npm og-uncounted"
    assert mark["data-said"].endswith("in no rate")


def test_a_place_of_a_search_is_a_mark_without_a_pole():
    found = og.hits("Tilliten växer.", terms="tillit", lang="sv")
    mark, pieces = of("Tilliten växer.", found).marks[0]
    assert pieces == ["Tilliten"]
    assert mark["title"].startswith("tillit · ")


def test_a_row_with_an_anchor_can_be_linked_to():
    assert of("mål", [hit(0, 3, anchor="h7")]).marks[0][0]["id"] == "h7"
    assert "id" not in of("mål", [hit(0, 3)]).marks[0][0]


def test_a_span_shows_its_part_and_cuts_what_reaches_out():
    read = of("ett två tre fyra", [hit(0, 3), hit(2, 9), hit(12, 16)], start=4, end=14)
    assert read.text == "två tre fy"
    assert read.pieces() == ["två t", "fy"]


def test_marks_lie_in_each_other_the_longer_around_the_shorter():
    read = of("mål- och resultatstyrning", [hit(9, 25, anchor="b"), hit(0, 25, anchor="a")])
    assert [mark["id"] for mark, _ in read.marks] == ["a", "b"]
    assert read.pieces() == ["mål- och resultatstyrning", "resultatstyrning"]


def test_a_mark_that_crosses_another_goes_on_without_being_said_twice():
    read = of("abcdef", [hit(0, 4, anchor="a"), hit(2, 6, "trust", anchor="b")])
    assert read.pieces() == ["abcd", "cd", "ef"]
    assert [mark.get("id") for mark, _ in read.marks] == ["a", "b", None]
    assert read.marks[2][0] == {"class": "og-trust og-on"}


def test_html_in_a_text_is_text():
    text = '<script>alert("mål")</script> & <b onclick=x>tillit</b>'
    read = of(text, og.hits(text, lang="sv"))
    assert read.text == text
    assert read.tags == {"mark"}


def test_html_in_a_row_is_text():
    mark, _ = of("x", [hit(0, 1, anchor='"><script>', term="<img src=x>", category="'\"")]).marks[0]
    assert mark["id"] == '"><script>'
    assert of("x", [hit(0, 1, term="<img src=x>")]).tags == {"mark"}


def test_of_a_masked_text_nothing_is_shown_that_is_masked():
    text = "Jag heter Karin Ekblad och har fortfarande inte fått svar."
    hits = list(og.hits(text, lang="sv", poles=["failure"]))
    assert hits
    for row in hits:
        row["speaker"] = "Karin Ekblad"
    html = markup.marked(og.redact(text), hits)
    assert not re.search("Karin|Ekblad", html)
    assert Read(html).pieces() == [text[row["start"] : row["end"]] for row in hits]


def test_control_characters_are_shown_as_unreadable_and_a_new_page_as_a_new_line():
    assert markup.safe("a\x00b\fc\x1b") == "a\ufffdb\nc\ufffd"


def test_the_legend_names_what_is_there():
    hits = [hit(0, 3, voice="quoted"), hit(4, 7, "role"), hit(8, 9, "trust", tier="frame", polarity="reversed")]
    read = Read(markup.legend(hits, "sv"))
    assert read.pieces() == ["NPM", "tillit", "roll", "vändning, i ingen frekvens"]
    assert "“\N{NO-BREAK SPACE}citerat" in read.text
    assert "−\N{NO-BREAK SPACE}omvänt" in read.text
    assert "refererat" not in read.text
    assert markup.legend([]) == ""


def test_the_style_takes_nothing_from_outside():
    assert not re.search(r"url\(|@import|http", markup.STYLE)


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one, other):
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("scheme", "page"), [(markup._LIGHT, "#ffffff"), (markup._DARK, "#111111")])
def test_ink_has_contrast_on_every_fill_and_lines_on_the_page(scheme, page):
    colours = dict(re.findall(r"--og-([\w-]+):(#\w{6})", scheme))
    for fill in ("npm-fill", "trust-fill", "else-fill"):
        assert _contrast(colours["ink"], colours[fill]) >= 10
    assert _contrast(colours["quiet"], page) >= 4.5
    for line in ("npm", "trust", "else"):
        assert _contrast(colours[line], page) >= 4.5
        fill = f"{line}-fill"
        assert _contrast(colours[line], colours[fill]) >= 3  # WCAG 2.2, 1.4.11: what is no text


# What holds for every text and all hits ----------------------------------------

SPANS = st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=12)


@given(st.text(max_size=40), SPANS, st.integers(0, 40), st.integers(0, 40))
def test_any_hits_in_any_text_are_marked_where_they_are(text, spans, start, end):
    hits = [hit(first, last, anchor=f"h{number}") for number, (first, last) in enumerate(spans)]
    read = of(text, hits, start=start, end=end)
    shown = re.sub("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", text.replace("\f", "\n"))
    assert read.text == shown[start : max(start, min(end, len(text)))]
    begun = {mark["id"]: "".join(pieces) for mark, pieces in read.marks if "id" in mark}
    expected = {}
    for number, (first, last) in enumerate(spans):
        if piece := shown[max(first, start) : max(0, min(last, end))]:
            expected[f"h{number}"] = piece
    assert begun.keys() == expected.keys()
    for name, piece in begun.items():
        # One that crosses another goes on in a mark of its own.
        assert expected[name].startswith(piece)
    assert sum(map(len, read.pieces())) == sum(map(len, expected.values()))


@pytest.mark.parametrize("name", ["sv_kommunstyrelsen_almvik.txt", "da_debat_hasselov.txt"])
def test_a_protocol_comes_back_whole(name):
    document = og.read(PROTOCOLS / name)
    evidence = og.score(document).evidence(0)
    read = of(document.source, evidence)
    assert read.text == document.source
    assert [pieces for (mark, _), pieces in zip(read.marks, read.pieces(), strict=True) if "title" in mark] == [
        row["text"] for row in sorted(evidence, key=lambda row: (row["start"], -row["end"]))
    ]
