"""Web pages, made here: what a reader of the page sees as its text, and what stands around it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.readers import html
from ordagrant.readers.options import ReadOptions

LEAD = (
    "Kommunstyrelsen i Ekby har beslutat att ge skolorna större frihet att själva planera sitt arbete under nästa år."
)
MORE = "Förslaget bygger på samtal med lärare och rektorer, som vill ha färre blanketter och mer tid för eleverna."
DANISH = "Byrådet i Lindkøbing har vedtaget at give skolerne større frihed til selv at planlægge arbejdet det næste år."


def read(page: str | bytes, **options):
    content = page.encode() if isinstance(page, str) else page
    (document,) = html.read(io.BytesIO(content), "side.html", ReadOptions(**options))
    return document


def main(body: str) -> str:
    return read(f"<html><body><main>{body}</main></body></html>").source


def whole(body: str) -> str:
    return read(f"<html><body>{body}</body></html>", whole_page=True).source


PAGE = f"""<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Större frihet - Ekby kommun</title>
<meta property="article:published_time" content="2024-03-05T08:00:00+01:00"><meta name="author" content="Ulla Påhitt">
</head><body><header><a href="/">Ekby kommun</a><form><label>Sök</label><button>Sök på sidan</button></form></header>
<nav><ul><li><a href="/skola">Skola och utbildning</a></li><li><a href="/vard">Vård och omsorg</a></li></ul></nav>
<div class="cookie-banner"><p>Vi använder kakor för att webbplatsen ska fungera så bra som möjligt för dig.</p></div>
<div class="page"><h1>Större frihet</h1><p>5 mars 2024</p><div class="text"><p>{LEAD}</p><h2><a id="x">Bakgrund</a></h2>
<p>{MORE}</p><p>Ja.</p><ul><li>färre mål</li><li>mer tid</li></ul></div></div>
<div class="share-buttons"><a href="#">Dela på en tjänst</a></div>
<footer><p>Ekby kommun, Påhittsgatan 1. Du kan alltid ringa till oss om du har några frågor.</p></footer>
</body></html>"""


def test_the_main_text_comes_with_its_headings_lists_and_short_paragraphs():
    document = read(PAGE)
    expected = f"Större frihet\n\n5 mars 2024\n\n{LEAD}\n\nBakgrund\n\n{MORE}\n\nJa.\n\n– färre mål\n– mer tid"
    assert document.source == expected
    assert (document.encoding, document.status) == ("utf-8", "ok")


def test_the_whole_page_comes_when_it_is_asked_for():
    source = read(PAGE, whole_page=True).source
    assert source.index("Vård och omsorg") < source.index("Vi använder kakor") < source.index(LEAD)
    assert "Sök på sidan" in source
    assert source.endswith("Du kan alltid ringa till oss om du har några frågor.")


def test_what_the_page_says_of_itself_is_kept():
    said = {"title": "Större frihet - Ekby kommun", "date": "2024-03-05", "author": "Ulla Påhitt"}
    assert read(PAGE).meta == said
    assert read("<title>A</title><meta property='og:title' content='B'><p>x</p>").meta["title"] == "B"
    assert "date" not in read("<meta name='date' content='i går'><p>x</p>").meta


def test_minutes_in_a_table_keep_their_headings_points_and_enclosures():
    body = f"""<h1>Referat</h1><table><tr><td>Udvalg:</td><td>Skoleudvalget</td></tr></table>
    <table><tr><td>1</td><td><button><h2>Godkendelse af dagsorden</h2></button><div>{DANISH}</div>
    <h3>Bilag</h3><ul><li><a href="x">Bilag 1: Budget</a></li></ul></td></tr></table>"""
    expected = (
        f"Referat\n\nUdvalg:\tSkoleudvalget\n\n1\tGodkendelse af dagsorden\n\n{DANISH}\n\nBilag\n\n– Bilag 1: Budget"
    )
    assert main(body) == expected


def test_rows_are_lines_and_cells_stand_between_tabs():
    assert whole("<table><tr><th>År<th>Budget<br>mnkr<th><tr><td>2024<td><td>12,5</table>") == (
        "År\tBudget mnkr\n2024\t\t12,5"
    )


def test_lists_are_numbered_as_the_page_shows_them():
    page = (
        "<ol start=3><li>tre<ol type=a><li>led</ol><li value=7>sju</ol>"
        "<ol reversed start=2><li>två<li>ett</ol><ol type=I><li>romersk</ol>"
    )
    assert whole(page) == "3. tre\na. led\n7. sju\n\n2. två\n1. ett\n\nI. romersk"
    assert whole("<ul><li>– streck<li><p>ett<p>två</ul>") == "– streck\n– ett\ntvå"


def test_breaks_are_line_ends_and_two_of_them_end_a_paragraph():
    assert whole("<p>ett <br>två<br><br>tre   fyra\nfem") == "ett\ntvå\n\ntre fyra fem"


def test_text_that_is_shown_as_it_was_typed_keeps_its_lines():
    typed = "Rad ett\nrad två\n\nStycke\n\nNytt\n\nSlut"
    assert whole(f"<pre>{typed}</pre>") == whole(f"<div>{typed}</div>") == typed


def test_raised_digits_are_raised():
    assert whole("<p>tillit<sup>12</sup> och m<sup>a</sup>") == "tillit¹² och ma"


def test_what_nobody_sees_is_no_text():
    page = (
        "<script>var a='<p>x</p>'</script><style>p{}</style><!-- y --><p hidden>z</p><p style='display: none'>å</p>"
        "<select><option>val</select><span class='visually-hidden'>för öron</span><p>Syns"
    )
    assert whole(page) == "Syns"


def test_what_a_click_opens_is_a_part_of_the_page():
    assert main(
        f"<p>{LEAD}</p><h2><button aria-controls=more>Mer</button></h2><div id=more hidden><p>{MORE}</p></div>"
    ) == (f"{LEAD}\n\nMer\n\n{MORE}")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("\ufeff<p>på".encode(), "utf-8"),
        ("<p>på".encode(), "utf-8"),
        ("<meta charset=utf-8><p>på".encode(), "utf-8"),
        ("<meta charset=iso-8859-1><p>på".encode(), "utf-8"),
        ("<meta charset=iso-8859-1><p>på".encode("cp1252"), "windows-1252"),
        (
            "<meta http-equiv='Content-Type' content='text/html; charset=Windows-1252'><p>på".encode("cp1252"),
            "windows-1252",
        ),
        (b"\xff\xfe" + "<p>på".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_the_encoding_is_the_one_the_page_is_in(content, encoding):
    document = read(content)
    assert (document.source, document.encoding) == ("på", encoding)


@pytest.mark.parametrize("content", ["", "<html></html>", "<p> &nbsp; </p>", "<!-- -->", "<"])
def test_a_page_without_words_is_a_row(content):
    assert read(content).status in ("empty", "ok")
    assert read(content).source in ("", "<")


def test_a_page_of_any_depth_or_breadth_is_read():
    deep = "<div>" * 100_000 + "djupt"
    assert read(deep).source == "djupt"
    assert read("<ul><li>" * 20_000 + "x").source.endswith("x")
    assert read("<table><tr><td>" * 20_000 + "x").source == "x"


def test_a_page_that_is_too_large_is_a_row():
    assert read("<p>Tillit</p>" * 1000, max_size=1000).status == "too large"


def test_a_small_page_takes_little_memory_whatever_the_limit_is(tmp_path):
    (tmp_path / "a.html").write_text("<p>Tillit före kontroll.</p>", encoding="utf-8")
    og.read(tmp_path / "a.html")  # what is loaded for it stays
    tracemalloc.start()
    try:
        assert og.read(tmp_path / "a.html").source == "Tillit före kontroll."
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_pages_do_not_know_of_each_other():
    other = PAGE.replace("Större frihet", "Mindre frihet")
    alone = read(PAGE).utf8
    assert [read(page).utf8 for page in (PAGE, other, PAGE, PAGE)][2:] == [alone, alone]


def test_the_same_page_gives_the_same_bytes_whatever_the_seed_of_hashes(tmp_path):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    code = "import io, sys; from ordagrant.readers import html; from ordagrant.readers.options import ReadOptions; "
    code += "sys.stdout.buffer.write(next(html.read(open('a.html', 'rb'), 'a', ReadOptions())).utf8)"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert found == {read(PAGE).utf8}


TAGS = "p div span a b table tr td ul ol li h2 sup pre br button nav main article script select svg title".split()


@given(st.lists(st.one_of(st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t}>" for t in TAGS]), st.text(max_size=5))))
def test_no_page_is_wrong(parts):
    page = "".join(parts).encode("utf-8", "replace")
    for whole_page in (False, True):
        document = read(page, whole_page=whole_page)
        assert document.status in ("ok", "empty")
        assert document.source == document.source.strip()


@given(st.lists(st.sampled_from("p div h2 li td span".split()), max_size=15))
def test_every_word_of_the_whole_page_is_there_once_and_in_order(tags):
    words = [f"ord{number}" for number in range(len(tags))]
    page = "".join(f"<{tag}>{word} </{tag}>" for tag, word in zip(tags, words, strict=True))
    assert whole(page).replace("–", "").split() == words


def test_text_of_a_row_before_its_first_cell_is_a_paragraph():
    assert read("<table><tr>/").source == "/"
    page = "<table><tr><td>a<td>b<tr>stray<tr>loose<td>c<td>d</table>"
    assert read(page, whole_page=True).source == "a\tb\n\nstray\n\nloose\n\nc\td"


_TAGS = [f"<{end}{tag}>" for tag in "table tr td th tbody caption p div ol li h2 a".split() for end in ("", "/")]


@given(st.lists(st.sampled_from([*_TAGS, "ord", " ", "/"]), max_size=30).map("".join))
def test_no_order_of_tags_loses_a_word(page):
    assert read(page, whole_page=True).source.count("ord") == page.count("ord")
