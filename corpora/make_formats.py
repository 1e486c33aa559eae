#!/usr/bin/env python3
"""Makes the .html, .docx and .pdf of the collections from the .txt and .md beside them.

    make_formats.py [--check]

Writes six files into the collections' text/ folders; with --check it writes nothing and fails if a file is not what
would be written. Every word comes from the .txt or .md, except what stands around a document in its format: menus and
cookies of the web page, page numbers, the words that a tracked deletion struck out.

Needs two things that ordagrant itself does not: reportlab (BSD licence, `pip install reportlab==5.1.0`) sets the PDF,
with the DejaVu fonts 2.37 (apt: fonts-dejavu-core, fonts-dejavu-extra) embedded as subsets. HTML and DOCX need the
standard library alone. There is no clock and no chance in it: the same texts, reportlab, fonts and zlib give the same
bytes, on every run.
"""

from __future__ import annotations

import argparse
import functools
import html
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/dejavu")


# What a text is made of ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """Some characters set alike."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    link: str = ""


Runs = list[Run]


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list, quotation, table or rule: rows of cells of runs; all but a table have one cell."""

    kind: str
    rows: list[list[Runs]] = field(default_factory=list)
    level: int = 0

    @property
    def lines(self) -> list[Runs]:
        return [row[0] for row in self.rows]

    @property
    def runs(self) -> Runs:
        return self.lines[0]

    @property
    def text(self) -> str:
        return "\n".join("".join(run.text for run in line) for line in self.lines)


INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*|\[(?P<link>[^]]+)\]\((?P<target>[^)]*)\)")


def inline(text: str) -> Runs:
    """The runs of a line of Markdown."""
    runs, end = [], 0
    for found in INLINE.finditer(text):
        runs.append(Run(text[end : found.start()]))
        bold, italic, link, target = found.groups()
        runs.append(Run(bold or italic or link, bold=bool(bold), italic=bool(italic), link=target or ""))
        end = found.end()
    return [run for run in [*runs, Run(text[end:])] if run.text]


def plain(kind: str, *lines: str, level: int = 0) -> Block:
    """A block of lines without marks."""
    return Block(kind, [[[Run(line)]] for line in lines], level)


def marked(kind: str, lines: Iterable[str]) -> Block:
    """A block of lines of Markdown."""
    return Block(kind, [[inline(line)] for line in lines])


def markdown(text: str) -> list[Block]:
    """The blocks of a text in the little Markdown that the collections use."""
    return [_markdown_block(lines.split("\n")) for lines in re.split(r"\n{2,}", text.strip("\n"))]


def _markdown_block(lines: list[str]) -> Block:
    first = lines[0]
    if heading := re.match(r"(#+) ", first):
        return replace(marked("heading", [first[heading.end() :]]), level=len(heading[1]))
    if first == "---":
        return Block("rule")
    if first.startswith("|"):
        rows = [re.split(r" ?\| ?", line.strip("|").strip()) for line in lines if not line.startswith("|--")]
        return Block("table", [[inline(cell) for cell in row] for row in rows])
    for kind, mark in [("quote", r"> ?"), ("bullets", r"- "), ("numbers", r"\d+\. ")]:
        if re.match(mark, first):
            return marked(kind, [bare for line in lines if (bare := re.sub(f"^{mark}", "", line))])
    return marked("paragraph", lines)


# HTML ----------------------------------------------------------------------------------------------------------------

# What a municipal web page has around its text. None of it is in the .md; some of it is there to be counted by mistake.
HTML_HEAD = """\
<!DOCTYPE html>
<html lang="sv" class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kundcenter – Söderbro kommun</title>
<meta name="description" content="Kundcenter är en väg in till kommunen. Vi mäter kundnöjdhet och når våra mål.">
<meta property="og:title" content="Kundcenter – Söderbro kommun">
<link rel="canonical" href="https://www.soderbro.example/kommun-och-politik/kundcenter">
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "WebPage", "name": "Kundcenter", "inLanguage": "sv",
 "about": "Kundtjänst, kundlöfte och kvalitetsgaranti"}
</script>
<style>
body { margin: 0; font: 17px/1.5 "DejaVu Sans", sans-serif; color: #222; }
a { color: #0b5563; }
header, footer { background: #0b5563; color: #fff; padding: 12px 32px; }
header a, footer a { color: #fff; }
header ul, .brodsmulor ol, .dela ul { display: flex; gap: 20px; list-style: none; padding: 0; flex-wrap: wrap; }
.logotyp { font-size: 24px; font-weight: bold; }
.brodsmulor li + li::before { content: "/ "; }
.sida { display: grid; grid-template-columns: minmax(0, 44em) 16em; gap: 40px; padding: 0 32px; }
.kakor { background: #fff6da; padding: 12px 32px; border-bottom: 1px solid #d8c98f; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #bbb; padding: 4px 24px 4px 0; text-align: left; }
details { border-bottom: 1px solid #bbb; padding: 6px 0; }
summary { font-weight: bold; cursor: pointer; }
.brodsmulor, .dela, .omdome, .sidinfo { padding: 0 32px; }
aside, .dela, .omdome { border-top: 1px solid #bbb; margin-top: 24px; }
.hoppa:not(:focus) { position: absolute; left: -9999px; }
</style>
<script>
  window.matning = window.matning || [];
  window.matning.push({ sida: "kundcenter", mal: "resultatmål", kund: true });
  document.documentElement.className = "js";
</script>
</head>
<body>
<!-- Mall: artikelsida. Kundvagn och målgruppsstyrning borttagna. -->
<a class="hoppa" href="#innehall">Till innehållet</a>
<div class="kakor" role="dialog" aria-label="Kakor">
  <p>Vi använder kakor för att mäta hur webbplatsen används och ge dig en bättre kundupplevelse. Du kan när som helst
  ändra ditt val.</p>
  <button type="button">Godkänn alla</button> <button type="button">Endast nödvändiga</button>
  <a href="#">Läs mer om kakor</a>
</div>
<header>
  <a class="logotyp" href="#">Söderbro kommun</a>
  <nav aria-label="Verktyg">
    <ul>
      <li><a href="#">Lättläst</a></li>
      <li><a href="#">Lyssna</a></li>
      <li><a href="#" lang="en">Other languages</a></li>
    </ul>
  </nav>
  <form role="search"><label for="sok">Sök på webbplatsen</label> <input id="sok" type="search"
    placeholder="Vad söker du?"> <button>Sök</button></form>
  <nav aria-label="Huvudmeny">
    <ul>
      <li><a href="#">Barn och utbildning</a></li>
      <li><a href="#">Omsorg och stöd</a></li>
      <li><a href="#">Bygga, bo och miljö</a></li>
      <li><a href="#">Näringsliv och upphandling</a></li>
      <li><a href="#">Mål, resultat och nyckeltal</a></li>
      <li><a href="#" aria-current="true">Kommun och politik</a></li>
    </ul>
  </nav>
</header>
"""

HTML_SHARE = """\
<div class="dela">
  <h2>Dela sidan</h2>
  <ul>
    <li><button type="button">Dela</button></li>
    <li><button type="button">Tipsa via e-post</button></li>
    <li><button type="button" onclick="print()">Skriv ut</button></li>
  </ul>
</div>
"""

HTML_FOOT = """\
<footer>
  <h2>Söderbro kommun</h2>
  <p>En kommun i toppklass med regionens nöjdaste kunder.</p>
  <ul>
    <li><a href="#">Kvalitetsgarantier</a></li>
    <li><a href="#">Jämför oss med andra kommuner</a></li>
    <li><a href="#">Tillgänglighetsredogörelse</a></li>
    <li><a href="#">Om kakor</a></li>
    <li><a href="#">Press</a></li>
  </ul>
  <p>Växel: 070-174 06 40. Webbplatsen följs upp mot våra servicemål.</p>
</footer>
<noscript><p>Aktivera JavaScript för att svara på vår kundundersökning.</p></noscript>
</body>
</html>
"""


def web_page(text: str) -> bytes:
    """The page about a contact centre, as a municipality's publishing tool would serve it."""
    # The first lines of the .md are the page's tools, which stand in HTML_HEAD, and its breadcrumb.
    _, crumbs, *blocks = markdown(text)
    related = next(n for n, block in enumerate(blocks) if block.text == "Relaterat")
    heading, links, verdict, keeper = blocks[related:]
    *path, here = crumbs.text.split(" / ")
    steps = [f'    <li><a href="#">{html.escape(step)}</a></li>' for step in path]
    page = [
        HTML_HEAD + '<nav class="brodsmulor" aria-label="Brödsmulor">\n  <ol>',
        *steps,
        f'    <li aria-current="page">{html.escape(here)}</li>\n  </ol>\n</nav>',
        '<main id="innehall" class="sida">\n<article>',
        *(_html_block(block) for block in blocks[:related]),
        '</article>\n<aside aria-label="Relaterat">',
        _html_block(heading),
        _html_block(links),
        "</aside>\n</main>",
        '<div class="omdome">' + _html_block(verdict) + "</div>",
        HTML_SHARE + '<div class="sidinfo">' + _html_block(keeper) + "</div>",
        HTML_FOOT,
    ]
    return "\n".join(page).encode()


def _html_block(block: Block) -> str:
    if block.kind == "heading":
        return f"<h{block.level}>{_html_runs(block.runs)}</h{block.level}>"
    if block.kind == "table":
        rows = [
            f"<tr>{''.join(f'<{cell}>{_html_runs(runs)}</{cell}>' for runs in row)}</tr>"
            for row, cell in zip(block.rows, ["th", *["td"] * len(block.rows)], strict=False)
        ]
        return "\n".join(["<table>", f"<thead>{rows[0]}</thead>", "<tbody>", *rows[1:], "</tbody>", "</table>"])
    if block.kind in ("bullets", "numbers"):
        mark = "ul" if block.kind == "bullets" else "ol"
        return "\n".join([f"<{mark}>", *(f"<li>{_html_runs(line)}</li>" for line in block.lines), f"</{mark}>"])
    if len(block.lines) > 1:  # a question in bold, and its answer
        question, answer = block.lines
        asked = html.escape(question[0].text)
        return f"<details>\n<summary>{asked}</summary>\n<p>{_html_runs(answer)}</p>\n</details>"
    return f"<p>{_html_runs(block.runs)}</p>"


def _html_runs(runs: Runs) -> str:
    said = []
    for run in runs:
        text = html.escape(run.text, quote=False)
        text = re.sub(r"(\d)–(\d)", r"\1&ndash;\2", text)
        text = text.replace("kommunlednings", "kommunlednings&shy;")
        text = re.sub(r"(070-174) (\d\d) (\d\d)", r'<a href="tel:\1\2\3">\1&nbsp;\2&nbsp;\3</a>', text)
        text = re.sub(r"\w+@[\w.]+", r'<a href="mailto:\g<0>">\g<0></a>', text)
        if run.link:
            text = f'<a href="{run.link}">{text}</a>'
        if run.bold or run.italic:
            mark = "strong" if run.bold else "em"
            text = f"<{mark}>{text}</{mark}>"
        said.append(text)
    return "".join(said)


# DOCX ----------------------------------------------------------------------------------------------------------------

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
W = f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:r="{OFFICE}/officeDocument/2006/relationships"'
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
ZIP_DAY = (1980, 1, 1, 0, 0, 0)

# Paragraph styles: the name that Word knows, the ids it writes in Swedish and Danish files, how they look.
STYLES = {
    name: ({"sv": swedish, "da": danish}, shape, letters)
    for name, swedish, danish, shape, letters in [
        (
            "Normal",
            "Normal",
            "Normal",
            '<w:spacing w:after="140" w:line="276" w:lineRule="auto"/>',
            '<w:sz w:val="22"/>',
        ),
        ("Title", "Rubrik", "Titel", '<w:spacing w:after="60"/>', '<w:b/><w:color w:val="1F4E5F"/><w:sz w:val="48"/>'),
        ("Subtitle", "Underrubrik", "Undertitel", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="26"/>'),
        ("heading 1", "Rubrik1", "Overskrift1", '<w:keepNext/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="32"/>'),
        ("heading 2", "Rubrik2", "Overskrift2", '<w:keepNext/><w:outlineLvl w:val="1"/>', '<w:b/><w:sz w:val="26"/>'),
        ("TOC Heading", "Innehllsfrteckningsrubrik", "Overskrift", "<w:keepNext/>", '<w:b/><w:sz w:val="26"/>'),
        ("toc 1", "Innehll1", "Indholdsfortegnelse1", '<w:spacing w:after="40"/>', ""),
        ("List Paragraph", "Liststycke", "Listeafsnit", '<w:ind w:left="720"/><w:contextualSpacing/>', ""),
        ("Quote", "Citat", "Citat", '<w:ind w:left="567" w:right="567"/>', "<w:i/>"),
        ("footnote text", "Fotnotstext", "Fodnotetekst", '<w:spacing w:after="0"/>', '<w:sz w:val="18"/>'),
        ("header", "Sidhuvud", "Sidehoved", '<w:jc w:val="right"/>', '<w:sz w:val="18"/>'),
        ("footer", "Sidfot", "Sidefod", '<w:jc w:val="center"/>', '<w:sz w:val="18"/>'),
    ]
}
LISTS = {  # the shape of a list's marks; lists are numbered from 1 in this order
    "bullets": ("bullet", "•"),
    "numbers": ("decimal", "%1."),
    "letters": ("lowerLetter", "%1)"),
}
PARTS = ("styles", "numbering", "settings", "footnotes", "header", "footer")  # in this order rId1, rId2, ...


@dataclass(frozen=True)
class Edit:
    """Something done to the words of a DOCX, each of which stands once in the text."""

    words: str
    kind: str  # cut: two runs, as spelling marks leave them; inserted; struck, after the words; noted, after the words
    text: str = ""  # where to cut, what was struck out, the note


@dataclass(frozen=True)
class Letterhead:
    """What a DOCX says of itself, outside its text."""

    title: str
    author: str
    day: str
    lang: str
    header: str

    @property
    def language(self) -> str:
        return {"sv": "sv-SE", "da": "da-DK"}[self.lang]


class WordFile:
    """A DOCX, part by part."""

    def __init__(self, letterhead: Letterhead, edits: Sequence[Edit]) -> None:
        self.letterhead = letterhead
        self.edits = list(edits)
        self.body: list[str] = []
        self.notes: list[str] = []

    def add(self, block: Block, style: str = "Normal") -> None:
        """Sets a block in a style; lists, tables and headings know theirs."""
        if block.kind == "heading":
            self.body.append(self.paragraph(block.runs, style if style != "Normal" else f"heading {block.level}"))
        elif block.kind in LISTS:
            number = list(LISTS).index(block.kind) + 1
            points = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            self.body += [self.paragraph(line, "List Paragraph", points) for line in block.lines]
        elif block.kind == "table":
            self.body.append(self.table(block))
        elif block.kind == "quote":
            self.body += [self.paragraph(line, "Quote") for line in block.lines]
        else:
            self.body.append(self.paragraph(self.broken(block), style))

    def contents(self, heading: Block, entries: Sequence[str]) -> None:
        """A table of contents: a field, whose instruction is no part of the text."""
        start = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" '
            '\\n \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        style = f"<w:pPr>{self.style('toc 1')}</w:pPr>"
        lines = [
            f'<w:p>{style}{start if n == 0 else ""}<w:hyperlink w:anchor="_Toc{n + 1}" w:history="1">'
            f"{self.run(Run(entry))}</w:hyperlink></w:p>"
            for n, entry in enumerate(entries)
        ]
        self.body += [
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            "</w:docPartObj></w:sdtPr><w:sdtContent>",
            self.paragraph(heading.runs, "TOC Heading"),
            *lines,
            '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>',
        ]

    def broken(self, block: Block) -> Runs:
        """The lines of a block as one paragraph."""
        return [run for n, line in enumerate(block.lines) for run in ([Run("\n")] if n else []) + line]

    def style(self, name: str) -> str:
        return f'<w:pStyle w:val="{STYLES[name][0][self.letterhead.lang]}"/>'

    def paragraph(self, runs: Runs, style: str, points: str = "") -> str:
        properties = "" if style == "Normal" else f"<w:pPr>{self.style(style)}{points}</w:pPr>"
        inside = "".join(self.edited(run) for run in runs)
        if style == "heading 1":
            number = sum("<w:bookmarkStart" in part for part in self.body) + 1
            inside = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'
        return f"<w:p>{properties}{inside}</w:p>"

    def table(self, block: Block) -> str:
        widths = [3200, 5800]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self.paragraph(cell, "Normal")}</w:tc>'
                for cell, width in zip(row, widths, strict=True)
            )
            + "</w:tr>"
            for row in block.rows
        ]
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"
        )

    def edited(self, run: Run) -> str:
        """A run with the edits that fall in it."""
        for edit in self.edits:
            before, found, after = run.text.partition(edit.words)
            if found:
                self.edits.remove(edit)
                parts = [replace(run, text=text) for text in (before, found, after)]
                return self.edited(parts[0]) + self.edit(edit, parts[1]) + self.edited(parts[2])
        return self.run(run) if run.text else ""

    def edit(self, edit: Edit, run: Run) -> str:
        letterhead = self.letterhead
        who = f'w:author="{letterhead.author}" w:date="{letterhead.day}T09:00:00Z"'
        if edit.kind == "cut":
            cut = len(edit.text)
            halves = "".join(self.run(replace(run, text=half)) for half in (run.text[:cut], run.text[cut:]))
            return f'<w:proofErr w:type="spellStart"/>{halves}<w:proofErr w:type="spellEnd"/>'
        if edit.kind == "inserted":
            return f'<w:ins w:id="901" {who}>{self.run(run)}</w:ins>'
        if edit.kind == "struck":
            struck = self.run(Run(edit.text)).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
            return f'{self.run(run)}<w:del w:id="902" {who}>{struck}</w:del>'
        self.notes.append(edit.text)
        return f'{self.run(run)}<w:r>{RAISED}<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def run(self, run: Run) -> str:
        marks = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
        properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
        texts = [
            f'<w:t xml:space="preserve">{html.escape(line, quote=False)}</w:t>' if line else ""
            for line in run.text.split("\n")
        ]
        return f"<w:r>{properties}{'<w:br/>'.join(texts)}</w:r>"

    def bytes(self) -> bytes:
        """The zipped file."""
        if self.edits:
            sys.exit(f"no such words: {self.edits}")
        relations = f"{OFFICE}/officeDocument/2006/relationships"
        package = f"{OFFICE}/package/2006/relationships/metadata"
        parts = {
            "[Content_Types].xml": self.content_types(),
            "_rels/.rels": _relations(
                {"word/document.xml": f"{relations}/officeDocument", "docProps/core.xml": f"{package}/core-properties"}
            ),
            "docProps/core.xml": self.core(),
            "word/_rels/document.xml.rels": _relations({f"{part}.xml": f"{relations}/{part}" for part in PARTS}),
            "word/document.xml": self.document(),
            "word/footer.xml": self.footer(),
            "word/footnotes.xml": self.footnotes(),
            "word/header.xml": f"<w:hdr {W}>{self.paragraph([Run(self.letterhead.header)], 'header')}</w:hdr>",
            "word/numbering.xml": self.numbering(),
            "word/settings.xml": f'<w:settings {W}><w:defaultTabStop w:val="1304"/></w:settings>',
            "word/styles.xml": self.styles(),
        }
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, part in parts.items():
                entry = zipfile.ZipInfo(name, ZIP_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, XML + part, compresslevel=9)
        return packed.getvalue()

    def content_types(self) -> str:
        package = "application/vnd.openxmlformats-package"
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        types = {
            "word/document.xml": f"{word}.document.main+xml",
            "docProps/core.xml": f"{package}.core-properties+xml",
            **{f"word/{part}.xml": f"{word}.{part}+xml" for part in PARTS},
        }
        overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
        return (
            f'<Types xmlns="{OFFICE}/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        )

    def core(self) -> str:
        letterhead = self.letterhead
        day = f"{letterhead.day}T09:00:00Z"
        return (
            f'<cp:coreProperties xmlns:cp="{OFFICE}/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{letterhead.title}</dc:title><dc:creator>{letterhead.author}</dc:creator>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
            f"<dc:language>{letterhead.language}</dc:language></cp:coreProperties>"
        )

    def document(self) -> str:
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
            '<w:footerReference w:type="default" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" '
            'w:gutter="0"/></w:sectPr>'
        )
        return f"<w:document {W}><w:body>{''.join(self.body)}{section}</w:body></w:document>"

    def footer(self) -> str:
        number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        return f"<w:ftr {W}><w:p><w:pPr>{self.style('footer')}</w:pPr>{number}</w:p></w:ftr>"

    def footnotes(self) -> str:
        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, number in [("separator", -1), ("continuationSeparator", 0)]
        )
        style = f"<w:pPr>{self.style('footnote text')}</w:pPr>"
        mark = f"<w:r>{RAISED}<w:footnoteRef/></w:r>"
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p>{style}{mark}{self.run(Run(" " + note))}</w:p></w:footnote>'
            for number, note in enumerate(self.notes, 1)
        )
        return f"<w:footnotes {W}>{lines}{notes}</w:footnotes>"

    def numbering(self) -> str:
        kinds = "".join(
            f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
            for n, (shape, text) in enumerate(LISTS.values())
        )
        used = "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(LISTS)))
        return f"<w:numbering {W}>{kinds}{used}</w:numbering>"

    def styles(self) -> str:
        font = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
        looks = "".join(
            f'<w:style w:type="paragraph" w:styleId="{ids[self.letterhead.lang]}"><w:name w:val="{name}"/>'
            f"<w:pPr>{shape}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
            for name, (ids, shape, letters) in STYLES.items()
        ).replace('"Normal">', '"Normal" w:default="1">', 1)
        return (
            f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{font}"
            f'<w:lang w:val="{self.letterhead.language}"/></w:rPr></w:rPrDefault></w:docDefaults>{looks}</w:styles>'
        )


def _relations(types: dict[str, str]) -> str:
    one_each = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(types.items(), 1)
    )
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{one_each}</Relationships>'


def plan_docx(text: str) -> bytes:
    """The trust plan: what it says of itself in a table, an example moved to a footnote."""
    word = WordFile(
        Letterhead("En styrning som bär", "Kommunkansliet", "2024-11-26", "sv", "Almviks kommun"),
        [
            Edit("detaljstyrningen", "cut", "detalj"),
            Edit("tillitsreform", "cut", "tillits"),
        ],
    )
    title, subtitle, facts, *blocks = markdown(text)
    word.add(title, "Title")
    word.add(replace(subtitle, rows=[[[Run(subtitle.text)]]]), "Subtitle")
    word.add(Block("table", [[[Run(cell)] for cell in _fact(line)] for line in facts.text.split("\n")]))
    note = next(block.text for block in blocks if block.text.startswith("Exempel: "))
    word.edits.append(Edit("De tolv mått som finns kvar väljs så att de visar variation över tid.", "noted", note))
    for block in blocks:
        if block.text != note:
            word.add(replace(block, level=block.level - 1) if block.kind == "heading" else block)
    return word.bytes()


def _fact(line: str) -> Sequence[str]:
    """A line of a plan's head, cut where its value begins."""
    cut = re.match(r"[^:\d]+:|Dnr|\D+(?= )", line)
    return (cut[0], line[cut.end() :].strip()) if cut else (line, "")


def report_docx(text: str) -> bytes:
    """The report to a committee, with two changes still tracked."""
    word = WordFile(
        Letterhead("Midtvejsrapport til udvalget", "Sekretariatet", "2025-02-17", "da", "Fjordrup Kommune"),
        [
            Edit("målkoncept", "cut", "mål"),
            Edit(", herunder et måltal for samtaler pr. årsværk", "inserted"),
            Edit(
                "eller ikke er gjort rigtigt, følges hver måned",
                "struck",
                " og indgår som resultatmål i resultatkontrakten for 2026",
            ),
        ],
    )
    whose, title, facts, contents, *rest = text.strip("\n").split("\n\n")
    word.add(plain("paragraph", *whose.split("\n")))
    for style, line in zip(("Title", "Subtitle"), title.split("\n"), strict=True):
        word.add(plain("paragraph", line), style)
    word.add(plain("paragraph", *facts.split("\n")))
    heading, *entries = contents.split("\n")
    word.contents(plain("heading", heading), entries)
    for block in (block for part in rest for block in _report_blocks(part, entries)):
        note = re.search(r" (Der findes ikke en tilsvarende opgørelse[^.]*\.)", block.text)
        if note:
            word.edits.append(Edit("17 opkald kunne ikke placeres.", "noted", note[1]))
        word.add(plain("paragraph", block.text.replace(note[0], "")) if note else block)
    return word.bytes()


def _report_blocks(part: str, headings: Sequence[str]) -> Iterator[Block]:
    """The blocks of a part of the report: what stands between two empty lines."""
    lines = part.split("\n")
    if lines[0] in headings:
        yield plain("heading", lines[0], level=1)
    elif lines[0] == "Bilag":
        yield plain("heading", "Bilag", level=2)
        yield plain("numbers", *(re.sub(r"^\d\. ", "", line) for line in lines[1:]))
    elif lines[0].startswith("a) "):
        yield plain("letters", *(re.sub(r"^[a-z]\) ", "", line) for line in lines))
    elif len(lines) > 1:
        rows = [re.split(r"(?<=:) ", line, maxsplit=1) for line in lines]
        yield Block("table", [[[Run(cell)] for cell in row] for row in rows])
    else:
        yield plain("paragraph", *lines)


# PDF -----------------------------------------------------------------------------------------------------------------

INK = HexColor("#1c1c1c")
GREY = HexColor("#666666")
SEA = HexColor("#0b5563")
WHITE = HexColor("#ffffff")
FACES = {
    "serif": ("DejaVuSerifCondensed", "-Bold", "-Italic"),
    "sans": ("DejaVuSansCondensed", "-Bold", "-Oblique"),
}
RAISED_SIZE, RAISED_BY = 0.62, 0.35  # of the size of the line


@functools.cache
def font(family: str, bold: bool, italic: bool) -> str:
    """The name of a font that is ready for use."""
    name, heavy, slanted = FACES[family]
    name += heavy if bold else slanted if italic else ""
    pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    return name


def width_of(runs: Runs, family: str, size: float) -> float:
    """How wide runs are in one line."""
    total: float = sum(
        pdfmetrics.stringWidth(run.text, font(family, run.bold, run.italic), size * (RAISED_SIZE if run.raised else 1))
        for run in runs
    )
    return total


def wrapped(runs: Runs, family: str, size: float, width: float) -> list[Runs]:
    """Runs as lines no wider than width, cut at spaces."""
    words: list[Runs] = [[]]
    for run in runs:
        first, *others = run.text.split(" ")
        words[-1].append(replace(run, text=first))
        words += [[replace(run, text=other)] for other in others]
    lines: list[Runs] = [words[0]]
    for word in words[1:]:
        longer = [*lines[-1], Run(" ", bold=lines[-1][-1].bold and word[0].bold), *word]
        if width_of(longer, family, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_joined(line) for line in lines]


def _joined(line: Runs) -> Runs:
    alike = groupby(line, key=lambda run: replace(run, text=""))
    return [replace(look, text="".join(run.text for run in runs)) for look, runs in alike]


@dataclass
class Sheet:
    """The pages of a PDF. Lines are written in the order they are put or, as some printer drivers do, by height."""

    title: str
    author: str
    lang: str
    family: str
    by_height: bool = False
    size: tuple[float, float] = A4

    def __post_init__(self) -> None:
        rl_config.useA85 = 0
        self.file = io.BytesIO()
        self.canvas = Canvas(
            self.file,
            pagesize=self.size,
            pageCompression=1,
            invariant=1,
            initialFontName=font(self.family, False, False),
            lang=self.lang,
        )
        self.canvas.setTitle(self.title)
        self.canvas.setAuthor(self.author)
        self.page = 1
        self.waiting: list[tuple[tuple[float, float], Callable[[], None]]] = []

    def put(
        self, x: float, y: float, runs: Runs, size: float, *, ink: Color = INK, across: float = 0, spread: float = 0
    ) -> None:
        """A line from x, or centred within the width across; spread widens each space."""
        if across:
            x += (across - width_of(runs, self.family, size)) / 2

        def write() -> None:
            line = self.canvas.beginText(x, y)
            line.setFillColor(ink)
            line.setWordSpace(spread)
            for run in runs:
                line.setFont(font(self.family, run.bold, run.italic), size * (RAISED_SIZE if run.raised else 1))
                line.setRise(size * RAISED_BY if run.raised else 0)
                line.textOut(run.text)
            self.canvas.drawText(line)

        self.waiting.append(((-round(y, 3), x), write))

    def rule(self, x: float, y: float, width: float, *, ink: Color = GREY, thick: float = 0.5) -> None:
        """A line to look at."""
        self.canvas.setFillColor(ink)
        self.canvas.rect(x, y, width, thick, stroke=0, fill=1)

    def turn(self) -> None:
        """Ends the page."""
        if self.by_height:
            self.waiting.sort(key=lambda piece: piece[0])
        for _, write in self.waiting:
            write()
        self.waiting.clear()
        self.canvas.showPage()
        self.page += 1

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


# The consultants' report: its lines and pages are those of the .txt.

REPORT_PAGE = (482.0, 680.0)
REPORT_LEFT, REPORT_WIDTH, REPORT_HEAD = 61.0, 360.0, 636.0
REPORT_SIZE, REPORT_LEADING = 12.2, 15.2
NOTE_SIZE, NOTE_LEADING = 8.6, 11.2
# In the .txt the marks are glued to these words, as plain extraction leaves them; hyresavi is a word.
FOOTNOTE_MARKS = {
    "paradigmet": "i",
    "efterfrågan": "ii",
    "målstyrning": "iii",
    "kontrollen": "iv",
    "systemet": "v",
    "styrning": "vi",
    "lärande": "vii",
    "uppdraget": "viii",
    "handläggarna": "ix",
}
GLUED = re.compile(r"\b(" + "|".join(word + mark for word, mark in FOOTNOTE_MARKS.items()) + r")\b")


def consultants_pdf(text: str) -> bytes:
    """The critical report, with running heads, footnotes and words broken at line ends."""
    sheet = Sheet("Att styra det man inte ser", "Ragna Hjälmkvist och Tor Skarpmo", "sv-SE", "serif", size=REPORT_PAGE)
    cover, *pages = text.strip("\n").split("\f")
    y = 500.0
    for lines in (part.split("\n") for part in re.split(r"\n{2,}", cover.strip("\n"))):
        for line in lines:
            title = line.isupper()
            sheet.put(REPORT_LEFT, y, [Run(line, bold=title)], 21 if title else 13, ink=SEA if title else INK)
            y -= 18
        y -= 44
    sheet.turn()
    for page in pages:
        head, *body, _, number = page.strip("\n").split("\n")
        _running_head(sheet, head)
        parts = "\n".join(body).strip("\n").split("\n\n")
        notes = parts.pop() if re.match(r"[ivx]+ ", parts[-1]) else ""
        _report_body(sheet, "\n\n".join(parts).split("\n"))
        _footnotes(sheet, notes.split("\n"))
        sheet.put(REPORT_LEFT, 34, [Run(number)], 9.5, across=REPORT_WIDTH)
        sheet.turn()
    return sheet.bytes()


def _running_head(sheet: Sheet, head: str) -> None:
    runs = [Run(head, italic=True)]
    shift = REPORT_WIDTH - width_of(runs, sheet.family, 9) if sheet.page % 2 else 0
    sheet.put(REPORT_LEFT + shift, REPORT_HEAD + 7, runs, 9, ink=GREY)
    sheet.rule(REPORT_LEFT, REPORT_HEAD, REPORT_WIDTH)


def _report_body(sheet: Sheet, lines: list[str]) -> None:
    y = REPORT_HEAD - 14
    for n, line in enumerate(lines):
        if not line:
            y -= REPORT_LEADING * 0.55
            continue
        y -= REPORT_LEADING
        ends = n + 1 == len(lines) or not lines[n + 1]
        alone = ends and (n == 0 or not lines[n - 1])
        if " ...." in line:
            entry, page = re.split(r" \.+ ", line)
            room = REPORT_WIDTH - width_of([Run(f"{entry}  {page}")], sheet.family, REPORT_SIZE)
            dots = "." * int(room / width_of([Run(".")], sheet.family, REPORT_SIZE))
            sheet.put(REPORT_LEFT, y, [Run(f"{entry} {dots} {page}")], REPORT_SIZE)
        elif alone and (line == "Innehåll" or re.match(r"\d(\.\d)? ", line)):
            sheet.put(REPORT_LEFT, y, [Run(line, bold=True)], 13 if line[1] == "." else 16, ink=SEA)
            y -= 2
        else:
            runs = _with_marks(line)
            room = REPORT_WIDTH - width_of(runs, sheet.family, REPORT_SIZE)
            last = ends and not (n + 1 == len(lines) and line[-1] not in ".?!")
            sheet.put(REPORT_LEFT, y, runs, REPORT_SIZE, spread=0 if last else room / line.count(" "))


def _with_marks(line: str) -> Runs:
    runs = []
    for part in GLUED.split(line):
        word = next((word for word, mark in FOOTNOTE_MARKS.items() if part == word + mark), None)
        runs += [Run(word), Run(FOOTNOTE_MARKS[word], raised=True)] if word else [Run(part)]
    return [run for run in runs if run.text]


def _footnotes(sheet: Sheet, lines: list[str]) -> None:
    if lines == [""]:
        return
    y = 58 + NOTE_LEADING * len(lines)
    sheet.rule(REPORT_LEFT, y + 4, 110)
    for line in lines:
        y -= NOTE_LEADING
        mark = re.match(r"[ivx]+(?= )", line)
        runs = [Run(mark[0], raised=True), Run(line[mark.end() :])] if mark else [Run(line)]
        sheet.put(REPORT_LEFT, y, runs, NOTE_SIZE)


# The minutes: one column, and no paragraph is torn by the end of a page.

MINUTES_LEFT, MINUTES_WIDTH, MINUTES_TOP, MINUTES_FOOT = 79.0, 437.0, 780.0, 74.0
MINUTES_SIZE, MINUTES_LEADING = 10.0, 13.6
MINUTES_HEADINGS = (
    r"Sagsfremstilling|Beslutning( fra .*)?|Resume|Høring|Indstilling|Økonomiske konsekvenser|Bilag|"
    r"Mindretalsudtalelse|INDHOLDSFORTEGNELSE|Underskriftsark"
)


def minutes_pdf(text: str) -> bytes:
    """The council's minutes, as clean as a PDF can be."""
    sheet = Sheet("Referat fra Byrådet 19. november 2024", "Søndre Vig Kommune", "da-DK", "sans")
    y = MINUTES_TOP
    for part in text.strip("\n").split("\n\n"):
        lines = [piece for line in part.split("\n") for piece in _minutes_lines(line)]
        height = sum(drop for _, drop, _ in lines) + MINUTES_LEADING * 0.6
        if y - height - (60 if part.startswith("PUNKT") else 0) < MINUTES_FOOT:
            _end_minutes_page(sheet)
            y = MINUTES_TOP
        for runs, drop, size in lines:
            y -= drop
            sheet.put(MINUTES_LEFT, y, runs, size, ink=SEA if size > MINUTES_SIZE else INK)
        y -= MINUTES_LEADING * 0.6
    _end_minutes_page(sheet)
    return sheet.bytes()


def _minutes_lines(line: str) -> Iterator[tuple[Runs, float, float]]:
    """The lines that a line of the .txt is set in: runs, the way down to them, size."""
    size, runs = MINUTES_SIZE, [Run(line)]
    if line.startswith("PUNKT") or line == "Referat" or line.isupper():
        size, runs = (18.0 if line == "Referat" else 12.5), [Run(line, bold=True)]
    elif re.fullmatch(MINUTES_HEADINGS, line):
        runs = [Run(line, bold=True)]
    elif label := re.match(r"(Møde\w+|Medlemmer|Fraværende):", line):
        runs = [Run(label[0], bold=True), Run(line[label.end() :])]
    for set_line in wrapped(runs, "sans", size, MINUTES_WIDTH):
        yield set_line, max(MINUTES_LEADING, size * 1.3), size


def _end_minutes_page(sheet: Sheet) -> None:
    sheet.put(MINUTES_LEFT, 44, [Run(str(sheet.page))], 9, ink=GREY, across=MINUTES_WIDTH)
    sheet.turn()


# The strategy: two columns on one grid, written by height, so that plain extraction reads across.

COLUMN_LEFTS, COLUMN_WIDTH = (48.0, 310.0), 237.0
GRID, COLUMN_TOP, COLUMN_FOOT = 13.2, 780.0, 74.0
STRATEGY_SIZE = 9.4


@dataclass
class Columns:
    """Lines down one column, then down the next."""

    sheet: Sheet
    top: float
    column: int = 0

    def __post_init__(self) -> None:
        self.y = self.top

    @property
    def left(self) -> float:
        return COLUMN_LEFTS[self.column]

    def need(self, lines: float) -> None:
        """Goes to the next column if there is no room for so many lines here."""
        if self.y - lines * GRID >= COLUMN_FOOT:
            return
        if self.column == 1:
            self.turn()
        else:
            self.column += 1
        self.y = self.top

    def turn(self) -> None:
        width = COLUMN_LEFTS[1] + COLUMN_WIDTH - COLUMN_LEFTS[0]
        self.sheet.put(COLUMN_LEFTS[0], 44, [Run(str(self.sheet.page))], 9, ink=GREY, across=width)
        self.sheet.turn()
        self.column, self.top = 0, COLUMN_TOP

    def down(self, lines: int = 1) -> None:
        self.y -= lines * GRID

    def space(self) -> None:
        """An empty line, but not at the head of a column."""
        if self.y < self.top:
            self.down()

    def text(self, runs: Runs, mark: str = "", size: float = STRATEGY_SIZE, ink: Color = INK) -> None:
        """A paragraph, or a point that hangs from its mark."""
        hang = width_of([Run(mark)], self.sheet.family, size)
        for n, line in enumerate(wrapped(runs, self.sheet.family, size, COLUMN_WIDTH - hang)):
            self.need(1)
            self.down()
            marked_line = [Run(mark), *line] if mark and n == 0 else line
            self.sheet.put(self.left + (hang if n else 0), self.y, marked_line, size, ink=ink)

    def table(self, block: Block) -> None:
        """Rows with rules between them; the first column takes what the others leave."""
        family, columns = self.sheet.family, len(block.rows[0])
        narrow = COLUMN_WIDTH / 2 if columns == 2 else 34.0
        widths = [COLUMN_WIDTH - narrow * (columns - 1), *[narrow] * (columns - 1)]
        heads = [[[replace(run, bold=True) for run in cell] for cell in block.rows[0]], *block.rows[1:]]
        rows = [
            [wrapped(cell, family, STRATEGY_SIZE, width - 4) for cell, width in zip(row, widths, strict=True)]
            for row in heads
        ]
        self.need(sum(max(len(cell) for cell in row) for row in rows) + 1)
        for n, row in enumerate(rows):
            for lines in zip_longest(*row, fillvalue=[]):
                self.down()
                for cell, line in enumerate(lines):
                    if line:
                        self.sheet.put(self.left + sum(widths[:cell]), self.y, line, STRATEGY_SIZE)
            self.sheet.rule(self.left, self.y - 3.2, COLUMN_WIDTH, ink=SEA, thick=0.4 if n else 1)


def strategy_pdf(text: str) -> bytes:
    """The strategy in two columns with its tables."""
    sheet = Sheet("Söderbro levererar", "Söderbro kommun", "sv-SE", "sans", by_height=True)
    title, subtitle, decided, _, *blocks = markdown(text)
    sheet.rule(0, 716, A4[0], ink=SEA, thick=A4[1] - 716)
    sheet.put(COLUMN_LEFTS[0], 772, [replace(run, bold=True) for run in title.runs], 30, ink=WHITE)
    sheet.put(COLUMN_LEFTS[0], 744, subtitle.runs, 15, ink=WHITE)
    width = COLUMN_LEFTS[1] + COLUMN_WIDTH - COLUMN_LEFTS[0]
    for n, line in enumerate(wrapped(decided.runs, sheet.family, 8.6, width)):
        sheet.put(COLUMN_LEFTS[0], 698 - 11 * n, line, 8.6, ink=GREY)
    columns = Columns(sheet, top=668.0)
    for block in blocks:
        if block.kind == "heading":
            big = block.level == 2
            columns.need(6 if big else 4)
            if big:
                columns.space()
            heading = [replace(run, bold=True) for run in block.runs]
            columns.text(heading, size=12.5 if big else 10.2, ink=SEA)
            continue
        if block.kind == "table":
            columns.table(block)
        for n, line in enumerate(block.lines if block.kind != "table" else [], 1):
            columns.text(line, {"bullets": "• ", "numbers": f"{n}. "}.get(block.kind, ""))
        columns.space()
    columns.turn()
    return sheet.bytes()


# All of them ---------------------------------------------------------------------------------------------------------

MADE: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "debate/text/sv_konsultrapport_granvik.pdf": (".txt", consultants_pdf),
    "debate/text/sv_kundcenter_soderbro.html": (".md", web_page),
    "policies/text/sv_strategi_soderbro.pdf": (".md", strategy_pdf),
    "policies/text/sv_tillitsplan_almvik.docx": (".md", plan_docx),
    "protocols/text/da_byraadet_sondervig.pdf": (".txt", minutes_pdf),
    "protocols/text/da_udvalg_fjordrup.docx": (".txt", report_docx),
}


def main() -> None:
    """Makes all the files, or checks them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    check = parser.parse_args().check
    differing = []
    for name, (ending, make) in MADE.items():
        file = HERE / name
        made = make(file.with_suffix(ending).read_text(encoding="utf-8"))
        if not check:
            file.write_bytes(made)
        elif not file.exists() or file.read_bytes() != made:
            differing.append(name)
    if differing:
        sys.exit(f"not as they would be made now: {', '.join(differing)}")


if __name__ == "__main__":
    main()
