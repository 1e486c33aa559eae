"""OpenDocument texts, made here: each holds what a word processor writes for what the test is called."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordagrant.readers import odt
from ordagrant.readers.options import ReadOptions

_NAMES = (
    ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("meta", "meta"),
    ("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
)  # fmt: skip
SPACES = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _NAMES)
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
KIND = "application/vnd.oasis.opendocument.text"


def package(body: str, styles: str = "", extra: dict[str, str] | None = None) -> bytes:
    files = {
        "mimetype": KIND,
        "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (files | (extra or {})).items():
            archive.writestr(name, part)
    return content.getvalue()


def read(content: bytes, **options):
    (document,) = odt.read(io.BytesIO(content), "plan.odt", ReadOptions(**options))
    return document


def text(body: str, styles: str = "", extra: dict[str, str] | None = None) -> str:
    document = read(package(body, styles, extra))
    assert document.status in ("ok", "empty"), document.reason
    return document.source


def p(content: str) -> str:
    return f"<text:p>{content}</text:p>"


def items(*contents: str, style: str = "L", more: str = "") -> str:
    found = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f'<text:list text:style-name="{style}" {more}>{found}</text:list>'


NUMBERS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    "</text:list-style>"
)


def test_paragraphs_and_headings_stand_between_blank_lines():
    body = '<text:h text:outline-level="1">Beslut</text:h>' + p("Nämnden i <text:span>Ekby</text:span>\n  beslutar:")
    document = read(package(body + p("")))
    assert document.source == "Beslut\n\nNämnden i Ekby beslutar:"
    assert (document.encoding, document.status) == ("odt", "ok")


def test_spaces_tabs_and_breaks_are_elements():
    assert text(p('§<text:s/>1<text:s text:c="2"/>A<text:tab/>b<text:line-break/>c')) == "§ 1  A\tb\nc"


def test_deletions_are_gone_and_insertions_stay():
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("Kontrol") + "</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    assert text(changes + p('Mere <text:change-start text:change-id="1"/>tillid')) == "Mere tillid"


def test_lists_are_numbered_by_their_style():
    inner = items(p("mål") + items(p("tillit"), p("tid")), p("medel"))
    expected = "1. Skolan\n1.1. mål\na) tillit\nb) tid\n1.2. medel\n2. Vården"
    assert text(items(p("Skolan") + inner, p("Vården")), NUMBERS) == expected
    assert text(items(p("frihed"), p("tillid") + p("og tid"), style="B"), NUMBERS) == "– frihed\n– tillid\nog tid"


def test_a_list_goes_on_where_it_says_so():
    body = items(p("ett"), more='xml:id="one"') + p("Mellan.")
    body += items(p("två"), more='text:continue-numbering="true"') + p("Och.") + items(p("ny"))
    body += p("Men.") + items(p("tre"), more='text:continue-list="one"')
    expected = "1. ett\n\nMellan.\n\n2. två\n\nOch.\n\n1. ny\n\nMen.\n\n3. tre"
    assert text(body, NUMBERS) == expected


def test_headings_are_numbered_by_the_outline():
    outline = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format="1" text:display-levels="{level}"/>'
        for level in (1, 2)
    )
    styles = (
        f"<office:document-styles {SPACES}><text:outline-style>{outline}</text:outline-style></office:document-styles>"
    )
    body = "".join(
        f'<text:h text:outline-level="{level}" {more}>{name}</text:h>'
        for level, name, more in (
            (1, "Inledning", ""),
            (1, "Mål", ""),
            (2, "Tillit", ""),
            (1, "Bilaga", 'text:is-list-header="true"'),
        )
    )
    assert text(body, extra={"styles.xml": styles}) == "1 Inledning\n\n2 Mål\n\n2.1 Tillit\n\nBilaga"


def test_rows_of_tables_are_lines_with_tabs():
    def row(*cells: str) -> str:
        found = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{found}</table:table-row>"

    rows = f"<table:table-header-rows>{row(p('År'), p('Udgift'))}</table:table-header-rows>{row(p('2024'), p('1,5'))}"
    assert text(f"<table:table>{rows}</table:table>") == "År\tUdgift\n2024\t1,5"
    page = row(p("§ 3"), p("Val av justerare") + p("Nämnden väljer Ulla Påhitt till justerare."))
    expected = "§ 3\tVal av justerare\n\nNämnden väljer Ulla Påhitt till justerare."
    assert text(f"<table:table>{page}</table:table>") == expected


def test_notes_come_last_under_their_marks():
    def note(mark: str, body: str) -> str:
        return (
            f"<text:note><text:note-citation>{mark}</text:note-citation><text:note-body>{p(body)}</text:note-body>"
            "</text:note>"
        )

    body = p(f"tillit{note('1', 'Se lagen.')} och mod{note('i', 'Till sist.')}.") + p("Slut")
    assert text(body) == "tillit¹ och mod[i].\n\nSlut\n\n¹ Se lagen.\n\n[i] Till sist."


def test_hidden_text_comments_and_prompts_are_no_part_of_it():
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/>'
        "</style:style>"
    )
    body = p(
        'Syns<text:span text:style-name="T1"> ej</text:span><text:span text:style-name="T2">2</text:span>'
        "<office:annotation><text:p>Anm.</text:p></office:annotation><text:placeholder>Skriv här</text:placeholder>"
    )
    body += f'<text:section text:display="none">{p("gömd")}</text:section><text:section>{p("öppen")}</text:section>'
    assert text(body, styles) == "Syns²\n\nöppen"


def test_a_frame_is_read_after_the_paragraph_it_is_anchored_in():
    frame = f"<draw:frame><draw:text-box>{p('Fakta')}</draw:text-box><svg:title>en bild</svg:title></draw:frame>"
    assert text(p(f"Före {frame}efter")) == "Före efter\n\nFakta"


def test_what_the_file_says_of_itself_is_kept():
    meta = (
        f"<office:document-meta {SPACES}><office:meta><dc:title>Referat</dc:title><dc:creator>Palle Påfund</dc:creator>"
        "<meta:creation-date>2024-03-05T10:00:00</meta:creation-date>"
        '<meta:user-defined meta:name="Udvalg">Skoleudvalget i Lindkøbing</meta:user-defined></office:meta>'
        "</office:document-meta>"
    )
    assert read(package(p("Tillid"), extra={"meta.xml": meta})).meta == {
        "title": "Referat",
        "author": "Palle Påfund",
        "date": "2024-03-05",
        "body": "Skoleudvalget i Lindkøbing",
    }


WHOLE = package(p("Tillit"))


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"Tillit", "damaged", "no zip archive"),
        (WHOLE[:-30], "damaged", "no zip archive"),
        (package("", extra={"content.xml": "<office"}), "damaged", "content.xml"),
        (
            package("", extra={"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "wrong type",
            "spreadsheet",
        ),
        (package("", extra={"META-INF/manifest.xml": "<m:encryption-data/>"}), "encrypted", "password"),
        (package(""), "empty", None),
    ],
)
def test_what_cannot_be_read_is_a_row_with_a_status_and_a_reason(content, status, reason):
    document = read(content)
    assert (document.status, document.utf8) == (status, b"")
    assert reason is None or reason in document.reason


def test_what_unpacks_to_too_much_is_not_unpacked():
    assert read(package("".join(p(f"Rad {number}") for number in range(9000))), max_size=50_000).status == "too large"


@given(st.data())
def test_a_damaged_file_never_raises(data):
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    document = read(bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))]))
    assert document.status in ("ok", "empty", "damaged", "encrypted", "wrong type", "too large")
    assert (document.status == "ok") == bool(document.utf8)
