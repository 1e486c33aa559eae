"""Word documents (.docx): the text as it would be with every tracked change accepted, in reading order.

Numbers of lists and headings are counted as Word counts them. Left out is what is not part of the running text:
headers and footers, comments, instructions of fields, hidden text and prompts that nobody filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from ordagrant.document import Document
from ordagrant.readers import layout
from ordagrant.readers.layout import BULLET, Meta, Piece
from ordagrant.readers.options import ReadOptions
from ordagrant.readers.zipped import Package, UnreadableError, read_package

if TYPE_CHECKING:
    from lxml import etree

ENCODING = "docx"

_BODY_LEVEL = 9  # of an outline: no heading
_PLACE = re.compile(r"%([1-9])")
_LIST = object()  # the group of items that follow each other
_OFF = {"0", "false", "off", "none"}

# Elements that hold nothing of the text, whatever stands in them.
_SKIPPED = {
    "del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "tblPr", "tblGrid", "trPr", "tcPr",
    "sectPr", "sdtPr", "sdtEndPr", "fldData", "annotationRef", "footnoteRef", "endnoteRef", "separator",
    "continuationSeparator", "rt", "pgNum", "ctrlPr", "docPr", "blip", "chart", "relIds",
}  # fmt: skip
_BREAKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}

# What forms are ticked with: characters of fonts that hold pictures, by their code in the font. Other pictures are none
# of the text.
_PICTURES = {
    0xA8: "☐",
    0x6F: "☐",
    0x71: "☐",
    0xFE: "☒",
    0x78: "☒",
    0xFD: "☒",
    0x52: "☑",
    0xFC: "✓",
    0xE0: "→",
    0xB7: "•",
}
_PRIVATE = 0xE000
_PRIVATE_END = 0xF8FF


def read(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The one document of a file. What cannot be read is a document with a status and a reason."""
    yield read_package(file, id, options, ENCODING, _content)


def _content(package: Package) -> tuple[list[Piece], Meta]:
    main = _main_part(package)
    return _Body(package, main).pieces(), _meta(package)


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of that name; documents come in two name spaces, so the name is compared alone."""
    if element is not None:
        for child in element:
            if isinstance(child.tag, str) and _local(child.tag) == name:
                yield child


def _child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        if element is None:
            return None
        for child in element:
            if isinstance(child.tag, str) and _local(child.tag) == name:
                element = child
                break
        else:
            return None
    return element


def _attribute(element: etree._Element | None, name: str = "val") -> str | None:
    if element is not None:
        for key, value in element.attrib.items():
            if _local(str(key)) == name:
                return str(value)
    return None


def _number(element: etree._Element | None, name: str = "val") -> int | None:
    try:
        return int(_attribute(element, name) or "")
    except ValueError:
        return None


def _on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is switched on, or None if nothing is said of it."""
    switch = _child(properties, name)
    return None if switch is None else (_attribute(switch) or "1").lower() not in _OFF


def _relations(package: Package, part: str) -> list[tuple[str, str]]:
    """(kind, target) of the parts that a part refers to; that of the package itself is ""."""
    folder, _, name = part.rpartition("/")
    root = package.optional_xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
    found = []
    for relation in root if root is not None else ():
        target = relation.get("Target") or ""
        if relation.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            found.append((relation.get("Type") or "", path))
    return found


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, ""):
        if kind.endswith("/officeDocument") and target in package:
            return target
    if "word/document.xml" not in package and "mimetype" in package:
        raise UnreadableError("wrong type", "it is a zip archive of another kind than .docx")
    return "word/document.xml"


def _meta(package: Package) -> Meta:
    core = package.optional_xml("docProps/core.xml")
    custom = package.optional_xml("docProps/custom.xml")

    def said(name: str) -> str:
        element = _child(core, name)
        return "" if element is None else "".join(element.itertext())

    properties = {prop.get("name") or "": "".join(prop.itertext()) for prop in _children(custom, "property")}
    return Meta.of(properties, title=said("title"), author=said("creator"), date=said("created"))


@dataclass
class _Level:
    """A level of a list: how its number is written, and when it starts again."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    tail: str = " "
    all_digits: bool = False
    restart: int | None = None  # by a paragraph of a level above this one, counted from 1; 0 is never
    style: str | None = None


@dataclass
class _List:
    """An instance of a list: the levels it uses, and the counter it shares with others of its kind."""

    counter: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)  # levels that begin anew with this instance


class _Numbering:
    """Counts the paragraphs of lists and headings."""

    def __init__(self, root: etree._Element | None, lists_of_styles: Mapping[str, str]) -> None:
        kinds = {_attribute(kind, "abstractNumId") or "": kind for kind in _children(root, "abstractNum")}
        kind_of = {
            _attribute(one, "numId") or "": _attribute(_child(one, "abstractNumId")) or ""
            for one in _children(root, "num")
        }
        self._lists: dict[str, _List] = {}
        for one in _children(root, "num"):
            name = _attribute(one, "numId") or ""
            kind = kind_of[name]
            link = _attribute(_child(kinds.get(kind), "numStyleLink"))
            if link is not None:  # the levels stand in another kind, which a style of lists names
                kind = kind_of.get(lists_of_styles.get(link, ""), kind)
            levels = {_number(level, "ilvl") or 0: _level(level) for level in _children(kinds.get(kind), "lvl")}
            found = _List(kind, levels)
            for override in _children(one, "lvlOverride"):
                index = _number(override, "ilvl") or 0
                if (level := _child(override, "lvl")) is not None:
                    levels[index] = _level(level)
                if (start := _number(_child(override, "startOverride"))) is not None:
                    found.starts[index] = start
            self._lists[name] = found
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def level_of_style(self, list_name: str, style: str) -> int:
        """The level that a style of paragraphs stands for."""
        levels = self._lists[list_name].levels if list_name in self._lists else {}
        return next((index for index, level in levels.items() if level.style == style), 0)

    def next(self, list_name: str, index: int) -> str | None:
        """The mark of the next paragraph on a level with what separates it from the text; None if it has none."""
        found = self._lists.get(list_name)
        level = found.levels.get(index) if found is not None else None
        if found is None or level is None:
            return None
        counts = self._counts.setdefault(found.counter, {})
        if (list_name, index) not in self._used and index in found.starts:
            counts[index] = found.starts[index]
        else:
            counts[index] = counts[index] + 1 if index in counts else level.start
        self._used.add((list_name, index))
        for deeper in [other for other in counts if other > index]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or index < restart:
                del counts[deeper]
        if level.format == "bullet":
            return BULLET

        def written(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            other = found.levels.get(at, level)
            value = counts.get(at, found.starts.get(at, other.start))
            return _written(value, "decimal" if level.all_digits else other.format)

        text = _PLACE.sub(written, level.text)
        return text + level.tail if text.strip() else None


def _level(element: etree._Element) -> _Level:
    start = _number(_child(element, "start"))
    return _Level(
        start=0 if start is None else start,
        format=_attribute(_child(element, "numFmt")) or "decimal",
        text=_attribute(_child(element, "lvlText")) or "",
        tail="" if _attribute(_child(element, "suff")) == "nothing" else " ",
        all_digits=bool(_on(element, "isLgl")),
        restart=_number(_child(element, "lvlRestart")),
        style=_attribute(_child(element, "pStyle")),
    )


def _written(value: int, format: str) -> str:
    match format:
        case "upperRoman":
            return layout.roman(value).upper()
        case "lowerRoman":
            return layout.roman(value)
        case "upperLetter" | "lowerLetter" if value > 0:  # z is followed by aa, bb
            times, letter = divmod(value - 1, 26)
            found = chr(ord("a") + letter) * (times + 1)
            return found.upper() if format == "upperLetter" else found
        case "decimalZero":
            return f"{value:02}"
        case "none":
            return ""
        case _:
            return str(value)


@dataclass(frozen=True)
class _Style:
    """What a style says of a paragraph or run, what it is based on already in it."""

    list_name: str | None = None
    level: int | None = None
    heading: bool = False
    hidden: bool = False
    raised: bool = False


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    elements = {_attribute(style, "styleId") or "": style for style in _children(root, "style")}
    found: dict[str, _Style] = {}
    for name in elements:
        chain: list[str] = []
        at = name
        while at in elements and at not in found and at not in chain:  # some are based on each other in a circle
            chain.append(at)
            at = _attribute(_child(elements[at], "basedOn")) or ""
        base = found.get(at, _Style())
        for step in reversed(chain):
            base = found[step] = _style(elements[step], base)
    return found


def _style(element: etree._Element, base: _Style) -> _Style:
    paragraph, run = _child(element, "pPr"), _child(element, "rPr")
    numbers = _child(paragraph, "numPr")
    level = _number(_child(numbers, "ilvl"))
    outline = _number(_child(paragraph, "outlineLvl"))
    named = (_attribute(_child(element, "name")) or "").casefold()
    hidden = _on(run, "vanish")
    align = _attribute(_child(run, "vertAlign"))
    return _Style(
        list_name=_attribute(_child(numbers, "numId")) or base.list_name,
        level=base.level if level is None else level,
        heading=named in ("title", "subtitle") or (base.heading if outline is None else outline < _BODY_LEVEL),
        hidden=base.hidden if hidden is None else hidden,
        raised=base.raised if align is None else align == "superscript",
    )


class _Notes:
    """Footnotes or endnotes: numbered in the order in which the text refers to them."""

    def __init__(self, root: etree._Element | None, name: str, before: int) -> None:
        self.name = name
        self._notes = {
            _attribute(note, "id") or "": note
            for note in _children(root, name)
            if _attribute(note, "type") in (None, "normal")
        }
        self._count = before
        self._marks: dict[str, str] = {}
        self.referred: list[tuple[str, etree._Element]] = []

    def __len__(self) -> int:
        return len(self._notes)

    def refer(self, reference: etree._Element) -> str:
        """The mark at a reference; none where the writer typed one of his own."""
        id = _attribute(reference, "id") or ""
        note = self._notes.get(id)
        if note is None:
            return ""
        if id in self._marks:  # a note is there once, even if it refers to itself
            return self._marks[id]
        own = (_attribute(reference, "customMarkFollows") or "0").lower() not in _OFF
        if not own:
            self._count += 1
        self._marks[id] = "" if own else layout.superscript(str(self._count))
        self.referred.append((self._marks[id], note))
        return self._marks[id]


class _Body:
    """Walks through the main part."""

    def __init__(self, package: Package, main: str) -> None:
        parts = {_local(kind.replace("/", "}")): target for kind, target in _relations(package, main)}

        def part(name: str) -> etree._Element | None:
            return package.optional_xml(parts[name]) if name in parts else None

        self._root = package.xml(main)
        self._styles = _styles(part("styles"))
        lists = {name: style.list_name for name, style in self._styles.items() if style.list_name is not None}
        self._numbering = _Numbering(part("numbering"), lists)
        self._footnotes = _Notes(part("footnotes"), "footnote", 0)
        self._endnotes = _Notes(part("endnotes"), "endnote", len(self._footnotes))
        self._text: list[str] = []  # of the paragraph that is being read
        self._boxes: list[Piece] = []  # text boxes that are anchored in it
        self._fields: list[bool] = []  # whether the result of each open field has begun

    def pieces(self) -> list[Piece]:
        """The text and then the notes."""
        body = _child(self._root, "body")
        if body is None:
            raise UnreadableError("damaged", "the document has no body")
        found = self._blocks(body)
        # Notes can refer to notes, so the lists can grow on the way.
        for notes in (self._footnotes, self._endnotes):
            for mark, note in notes.referred:
                self._fields = []
                pieces = self._blocks(note)
                first = pieces[0].text.lstrip() if pieces else ""
                found += [Piece(f"{mark} {first}".strip()), *pieces[1:]]
        return found

    def _blocks(self, parent: etree._Element) -> list[Piece]:
        """What the paragraphs and tables in an element hold, also those deeper inside controls and boxes."""
        found: list[Piece] = []
        carried = ""  # of a paragraph whose end is deleted: it goes on in the next
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            match _local(element.tag):
                case "p":
                    properties = _child(element, "pPr")
                    merged = _child(properties, "rPr", "del") is not None
                    text, boxes = self._paragraph_text(element)
                    if merged:
                        carried += text
                    else:
                        found.append(self._paragraph(properties, carried + text))
                        carried = ""
                    found += boxes
                case "tbl":
                    found += self._table(element)
                case "sdt" if _on(_child(element, "sdtPr"), "showingPlcHdr"):
                    pass
                case "AlternateContent":
                    found += self._blocks(_chosen(element))
                case name if name not in _SKIPPED:
                    found += self._blocks(element)
        if carried.strip():
            found.append(Piece(carried))
        return found

    def _paragraph(self, properties: etree._Element | None, text: str) -> Piece:
        name = _attribute(_child(properties, "pStyle")) or ""
        style = self._styles.get(name, _Style())
        numbers = _child(properties, "numPr")
        outline = _number(_child(properties, "outlineLvl"))
        heading = style.heading if outline is None else outline < _BODY_LEVEL
        own_list = _attribute(_child(numbers, "numId"))
        list_name = own_list or style.list_name
        mark = None
        if list_name is not None and list_name != "0":
            level = _number(_child(numbers, "ilvl"))
            if level is None:
                level = style.level if own_list is None else 0
            if level is None:
                level = self._numbering.level_of_style(list_name, name)
            mark = self._numbering.next(list_name, level)
        if mark is None or not text.strip():
            return Piece(text, None, heading)
        text = layout.item(mark, text.strip())
        return Piece(text, None, True) if heading else Piece(text, _LIST)

    def _table(self, table: etree._Element) -> list[Piece]:
        group = object()
        found: list[Piece] = []
        for line in _inside(table, "tr"):
            if _child(line, "trPr", "del") is None:
                found += layout.row([self._blocks(cell) for cell in _inside(line, "tc")], group)
        return found

    def _paragraph_text(self, paragraph: etree._Element) -> tuple[str, list[Piece]]:
        """The text of a paragraph, and the boxes that are anchored in it."""
        outer = self._text, self._boxes
        self._text, self._boxes = [], []
        self._inline(paragraph)
        text, boxes = "".join(self._text), self._boxes
        self._text, self._boxes = outer
        # An instruction does not go on over paragraphs; the end of one may be missing, and the text must not be.
        self._fields = [True for _ in self._fields]
        return text, boxes

    def _inline(self, parent: etree._Element) -> None:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            name = _local(element.tag)
            if name == "r":
                self._run(element)
            elif name == "sdt" and _on(_child(element, "sdtPr"), "showingPlcHdr"):
                continue
            elif name == "AlternateContent":
                self._inline(_chosen(element))
            elif name == "txbxContent":
                # A box is a small page of its own; fields of the text around it do not reach in.
                fields, self._fields = self._fields, []
                self._boxes += self._blocks(element)
                self._fields = fields
            elif name == "p" and self._text and not self._text[-1].endswith("\n"):
                self._text.append("\n")
                self._inline(element)
            elif name == "t" and _local(parent.tag) != "r":  # formulas
                self._text.append(element.text or "")
            elif name not in _SKIPPED:
                self._inline(element)

    def _run(self, run: etree._Element) -> None:
        raised = False
        properties = _child(run, "rPr")
        if properties is not None:
            style = self._styles.get(_attribute(_child(properties, "rStyle")) or "", _Style())
            hidden = _on(properties, "vanish")
            if style.hidden if hidden is None else hidden:
                return
            align = _attribute(_child(properties, "vertAlign"))
            raised = style.raised if align is None else align == "superscript"
        for element in run:
            if not isinstance(element.tag, str):
                continue
            name = _local(element.tag)
            if name == "fldChar":
                self._field(_attribute(element, "fldCharType"))
            elif self._fields and not all(self._fields):
                continue  # an instruction, or what stands in one
            elif name == "t":
                text = element.text or ""
                self._text.append(layout.superscript(text) if raised else text)
            elif (character := self._character(element, name)) is not None:
                self._text.append(character)
            elif name == "AlternateContent":
                self._inline(_chosen(element))
            elif name not in _SKIPPED:
                self._inline(element)

    def _character(self, element: etree._Element, name: str) -> str | None:
        """What an element stands for that is a character or mark of its own; None if it is none."""
        match name:
            case "br":
                return "\n" if _attribute(element, "type") in (None, "textWrapping") else "\n\n"
            case "sym":
                return _symbol(element)
            case "footnoteReference":
                return self._footnotes.refer(element)
            case "endnoteReference":
                return self._endnotes.refer(element)
            case _:
                return _BREAKS.get(name)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The first way in which something is written: the others say the same to programmes that do not know it."""
    for choice in (*_children(alternatives, "Choice"), *_children(alternatives, "Fallback")):
        return choice
    return alternatives


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those in controls and tracked changes."""
    for element in parent:
        if isinstance(element.tag, str):
            if (local := _local(element.tag)) == name:
                yield element
            elif local in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
                yield from _inside(element, name)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(_attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    if _PRIVATE <= code <= _PRIVATE_END:
        return _PICTURES.get(code & 0xFF, "")
    return chr(code) if code < 0xD800 or _PRIVATE_END < code < 0x10FFFF else ""
