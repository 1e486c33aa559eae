"""Word documents, made here: each holds what Word writes for what the test is called."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ordagrant.readers import docx
from ordagrant.readers.options import ReadOptions

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = ("styles", "numbering", "footnotes", "endnotes")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    content = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: list[str]) -> str:
    cells = (f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def package(body: str, extra: dict[str, str | bytes] | None = None, **parts: str) -> bytes:
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{KINDS}/{name}" Target="{name}.xml"/>' for name in PARTS if name in parts
    )
    files: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{KINDS}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {RELATIONS}>{relations}</Relationships>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    files |= {f"word/{name}.xml": f"<w:{name} {SPACES}>{content}</w:{name}>" for name, content in parts.items()}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (files | (extra or {})).items():
            archive.writestr(name, part)
    return content.getvalue()


def read(content: bytes, **options):
    (document,) = docx.read(io.BytesIO(content), "plan.docx", ReadOptions(**options))
    return document


def text(body: str, extra: dict[str, str | bytes] | None = None, **parts: str) -> str:
    document = read(package(body, extra, **parts))
    assert document.status in ("ok", "empty"), document.reason
    return document.source


def levels(*formats: tuple[str, str], more: str = "") -> str:
    found = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for index, (format, pattern) in enumerate(formats)
    )
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{found}</w:abstractNum>{one}{more}'


def test_paragraphs_stand_between_blank_lines_and_runs_are_joined():
    body = paragraph(run("Nämnden i Ekby be") + run("slutar:")) + paragraph("") + paragraph("Tillit före kontroll.")
    document = read(package(body))
    assert document.source == "Nämnden i Ekby beslutar:\n\nTillit före kontroll."
    assert (document.encoding, document.status) == ("docx", "ok")


def test_the_strict_kind_of_the_format_is_read_the_same():
    content = package(paragraph("Udvalget i Lindkøbing"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        strict = {name: archive.read(name).replace(W.encode(), STRICT.encode()) for name in archive.namelist()}
    assert text("", strict) == "Udvalget i Lindkøbing"


def test_breaks_tabs_and_hyphens_stand_for_themselves():
    content = (
        "<w:r><w:t>IT</w:t><w:noBreakHyphen/><w:t>plan</w:t><w:tab/><w:t>mål</w:t><w:softHyphen/><w:t>styrning</w:t>"
        '<w:br/><w:t>ny rad</w:t><w:br w:type="page"/><w:t>ny sida</w:t></w:r>'
    )
    assert text(paragraph(content)) == "IT\u2011plan\tmål\u00adstyrning\nny rad\n\nny sida"


def test_tracked_insertions_stay_and_deletions_go():
    moved = run("Flyttat.")
    body = (
        paragraph(
            run("Vi ska ")
            + f"<w:del><w:r><w:delText>kontrollera</w:delText></w:r></w:del><w:ins>{run('lita på')}</w:ins>"
            + run(" lærerne.")
        )
        + paragraph(f"<w:moveFrom>{moved}</w:moveFrom>")
        + paragraph(f"<w:moveTo>{moved}</w:moveTo>")
        + paragraph("Två rader ", "<w:rPr><w:del/></w:rPr>")
        + paragraph("blev en.")
    )
    assert text(body) == "Vi ska lita på lærerne.\n\nFlyttat.\n\nTvå rader blev en."


def test_a_deleted_row_is_gone():
    kept, gone = paragraph("Utfall"), paragraph("Budget")
    body = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{gone}</w:tc></w:tr><w:tr><w:tc>{kept}</w:tc></w:tr></w:tbl>"
    assert text(body) == "Utfall"


def test_numbers_of_lists_are_counted_with_levels_and_restarts():
    numbering = levels(("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))
    body = (
        item("Mål") + item("för skolan", 1) + item("i år", 2) + item("för vården", 1) + item("Medel") + item("nya", 1)
    )
    expected = "1. Mål\na) för skolan\ni. i år\nb) för vården\n2. Medel\na) nya"
    assert text(body, numbering=numbering) == expected


def test_headings_are_numbered_by_their_style_and_stand_alone():
    styles = "".join(
        f'<w:style w:styleId="H{level}"><w:name w:val="heading {level}"/><w:pPr><w:numPr><w:ilvl w:val="{level - 1}"/>'
        f'<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2)
    )
    styles += '<w:style w:styleId="Own"><w:basedOn w:val="H2"/></w:style>'
    body = "".join(
        paragraph(name, f'<w:pStyle w:val="{style}"/>')
        for name, style in (("Inledning", "H1"), ("Uppdraget", "H1"), ("Mål", "H2"), ("Tillit", "Own"))
    )
    numbering = levels(("decimal", "%1"), ("decimal", "%1.%2"))
    assert text(body, styles=styles, numbering=numbering) == "1 Inledning\n\n2 Uppdraget\n\n2.1 Mål\n\n2.2 Tillit"


def test_a_paragraph_sign_can_be_a_part_of_the_number():
    body = item("Val av justerare") + paragraph("Nämnden väljer Ulla Påhitt.") + item("Budget")
    expected = "§ 1 Val av justerare\n\nNämnden väljer Ulla Påhitt.\n\n§ 2 Budget"
    assert text(body, numbering=levels(("decimal", "§ %1"))) == expected


def test_instances_of_a_list_go_on_counting_unless_they_say_where_they_start():
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a", 0, 1) + item("b", 0, 2) + item("c", 0, 3) + item("d", 0, 3)
    assert text(body, numbering=levels(("decimal", "%1."), more=more)) == "1. a\n2. b\n5. c\n6. d"


def test_bullets_are_dashes_and_lists_can_be_switched_off():
    body = item("frihed") + item("• tillid") + item("ingen punkt", 0, 0)
    assert text(body, numbering=levels(("bullet", "\uf0b7"))) == "– frihed\n• tillid\n\ningen punkt"


def test_rows_of_tables_are_lines_with_tabs():
    body = table(
        [paragraph("År"), paragraph("Budget") + paragraph("mnkr"), paragraph("Utfall")],
        [paragraph("2024"), "<w:p/>", paragraph("12,5")],
    )
    assert (
        text(paragraph("Tabell") + body + paragraph("Slut"))
        == "Tabell\n\nÅr\tBudget mnkr\tUtfall\n2024\t\t12,5\n\nSlut"
    )


def test_a_table_that_lays_out_the_page_is_read_as_paragraphs():
    beside = paragraph("Budget för nästa år") + paragraph("Nämnden beslutar att godkänna förslaget.") + item("ett")
    body = table([paragraph("§ 12"), beside])
    expected = "§ 12\tBudget för nästa år\n\nNämnden beslutar att godkänna förslaget.\n\n1. ett"
    assert text(body, numbering=levels(("decimal", "%1."))) == expected


def test_notes_come_last_under_their_marks():
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{paragraph("<w:r><w:footnoteRef/></w:r>" + run(" Se bilagan."))}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("Enligt lagen.")}</w:footnote>'
    )
    end = f'<w:endnote w:id="1">{paragraph("Till sist.")}</w:endnote>'
    body = paragraph(
        run("styrning") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + run(" och tillit")
        + '<w:r><w:footnoteReference w:id="7"/></w:r>' + run(" samt mod") + '<w:r><w:endnoteReference w:id="1"/></w:r>'
    )  # fmt: skip
    expected = "styrning¹ och tillit² samt mod³\n\n¹ Enligt lagen.\n\n² Se bilagan.\n\n³ Till sist."
    assert text(body + paragraph("Slut"), footnotes=notes, endnotes=end) == expected.replace("³\n", "³\n\nSlut\n", 1)


def test_raised_digits_are_raised_and_other_words_are_not():
    raised = '<w:vertAlign w:val="superscript"/>'
    assert text(paragraph(run("tillit") + run("12", raised) + run(" 1") + run("a", raised))) == "tillit¹² 1a"


def test_fields_show_their_result_and_not_their_instruction():
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + "<w:r><w:instrText>REF x</w:instrText></w:r>" + mark("separate") + run("dolt") + mark("end")
    body = (
        run("Se avsnitt ") + mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + inner + mark("separate")
        + run("3.2") + mark("end") + f'<w:hyperlink>{run(" på webben")}</w:hyperlink>'
        + f'<w:fldSimple w:instr="DATE">{run(" i dag")}</w:fldSimple>'
    )  # fmt: skip
    assert text(paragraph(body)) == "Se avsnitt 3.2 på webben i dag"
    assert text(paragraph(mark("begin") + run("a")) + paragraph("Texten går vidare.")) == "Texten går vidare."


def test_a_text_box_is_read_once_after_the_paragraph_it_is_anchored_in():
    box = f"<w:txbxContent>{paragraph('Fakta: 12 enheder')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text(paragraph(run("Før ") + drawing + run("efter"))) == "Før efter\n\nFakta: 12 enheder"


def test_controls_show_what_was_filled_in_and_not_their_prompts():
    def control(properties: str, content: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = control("", paragraph("Svar: " + "")) + control("", paragraph(control("", run("Ja")) + run("!")))
    body += paragraph(run("Datum: ") + control("<w:showingPlcHdr/>", run("Klicka här")))
    body += f"<w:tbl>{control('', '<w:tr><w:tc>' + paragraph('i cell') + '</w:tc></w:tr>')}</w:tbl>"
    assert text(body) == "Svar:\n\nJa!\n\nDatum:\n\ni cell"


def test_hidden_text_and_comments_are_no_part_of_it():
    styles = '<w:style w:styleId="Dold"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = run("Syns") + run(" ej", "<w:vanish/>") + run(" heller", '<w:rStyle w:val="Dold"/>')
    body += run(" ändå", '<w:rStyle w:val="Dold"/><w:vanish w:val="0"/>') + '<w:r><w:commentReference w:id="1"/></w:r>'
    assert text(paragraph(body), styles=styles) == "Syns ändå"


def test_ticked_boxes_of_picture_fonts_are_seen():
    body = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> Ja </w:t><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    )
    assert text(paragraph(body + run(" Nej"))) == "☒ Ja ☐ Nej"


def test_what_the_file_says_of_itself_is_kept():
    core = (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Protokoll</dc:title>'
        "<dc:creator>Ulla Påhitt</dc:creator><dcterms:created>2024-03-05T10:00:00Z</dcterms:created></c:coreProperties>"
    )
    body = paragraph("Tillit")
    document = read(package(body, {"docProps/core.xml": core}))
    assert document.meta == {"title": "Protokoll", "author": "Ulla Påhitt", "date": "2024-03-05"}
    custom = (
        '<Properties xmlns:vt="x"><property name="Nämnd"><vt:lpwstr>Skolnämnden i Ekby</vt:lpwstr></property>'
        '<property name="Sammanträdesdatum"><vt:lpwstr>2024-02-29</vt:lpwstr></property></Properties>'
    )
    document = read(package(body, {"docProps/core.xml": core, "docProps/custom.xml": custom}))
    assert (document.meta["body"], document.meta["date"]) == ("Skolnämnden i Ekby", "2024-02-29")
    assert read(package(body)).meta == {}


ENTITY = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    f"<w:document {SPACES}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
)
WHOLE = package(paragraph("Tillit"))


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", "empty", "no bytes"),
        (b"Tillit", "damaged", "no zip archive"),
        (WHOLE[:-30], "damaged", "no zip archive"),
        (package("", {"word/document.xml": "<w:document"}), "damaged", "document.xml"),
        (package("", {"word/document.xml": f"<w:document {SPACES}/>"}), "damaged", "no body"),
        (package("", {"word/document.xml": ENTITY}), "damaged", "document type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"WordDocument", "wrong type", "older Office"),
        (package(""), "empty", None),
    ],
)
def test_what_cannot_be_read_is_a_row_with_a_status_and_a_reason(content, status, reason):
    document = read(content)
    assert (document.status, document.utf8) == (status, b"")
    assert reason is None or reason in document.reason


def test_a_document_without_its_main_part_is_damaged():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/styles.xml", "<x/>")
    assert read(content.getvalue()).status == "damaged"


def test_what_unpacks_to_too_much_is_not_unpacked():
    body = "".join(paragraph(f"Rad {number}: tillit och mål") for number in range(2000))
    assert read(package(body), max_size=100_000).status == "too large"
    bomb = package("<w:p/>" + " " * 40_000_000)
    assert (read(bomb).status, read(bomb, max_size=1_000_000).status) == ("damaged", "too large")


def test_styles_in_a_circle_and_endless_notes_end():
    styles = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = f'<w:footnote w:id="1">{paragraph(run("åter") + reference)}</w:footnote>'
    document = read(package(paragraph(run("Se") + reference, '<w:pStyle w:val="A"/>'), styles=styles, footnotes=notes))
    assert document.source.startswith("Se¹\n\n¹ åter")


@given(st.data())
def test_a_damaged_file_never_raises(data):
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    document = read(bytes(content[:cut]))
    assert document.status in ("ok", "empty", "damaged", "encrypted", "wrong type", "too large")
    assert (document.status == "ok") == bool(document.utf8)


@given(st.lists(st.sampled_from(["a", "b", "tbl", "ins", "item"]), max_size=12))
def test_every_word_is_there_once_and_in_order(shapes):
    words = [f"ord{number}x" for number in range(len(shapes))]
    made = {
        "a": paragraph,
        "b": lambda word: paragraph(run(word[:3]) + run(word[3:])),
        "tbl": lambda word: table([paragraph(word), paragraph("")], [paragraph("")]),
        "ins": lambda word: paragraph(f"<w:ins>{run(word)}</w:ins>"),
        "item": item,
    }
    body = "".join(made[shape](word) for shape, word in zip(shapes, words, strict=True))
    found = text(body, numbering=levels(("decimal", "%1.")))
    assert [word for word in found.split() if word.startswith("ord")] == words


def test_real_documents_lose_no_text(data):
    for path in sorted((data / "docs_real").glob("*.docx")):
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("word/document.xml").decode()
        document = read(path.read_bytes())
        assert document.status == "ok"
        squeezed = "".join(document.source.split())
        for element in etree.fromstring(xml.encode()).iter(f"{{{W}}}t"):
            assert "".join((element.text or "").split()) in squeezed
