"""OpenDocument texts (.odt): the text as it stands with every tracked change accepted, in reading order.

Numbers of lists and headings are counted as the file's styles say. Left out is what is not part of the running text:
headers and footers, comments, deletions, hidden text and prompts that nobody filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from ordagrant.document import Document
from ordagrant.readers import layout
from ordagrant.readers.layout import BULLET, Meta, Piece
from ordagrant.readers.options import ReadOptions
from ordagrant.readers.zipped import Package, UnreadableError, read_package

if TYPE_CHECKING:
    from lxml import etree

ENCODING = "odt"

_KIND = b"application/vnd.oasis.opendocument.text"
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = _OASIS + "text:1.0}"
_STYLE = _OASIS + "style:1.0}"
_TABLE = _OASIS + "table:1.0}"
_OFFICE = _OASIS + "office:1.0}"
_META = _OASIS + "meta:1.0}"
_DRAW = _OASIS + "drawing:1.0}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
# What newer programmes write beside the prefix and suffix of a number, as a pattern: %1%.%2%.
_PATTERN = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"

_SPACES = re.compile(r"[ \t\r\n]+")
_PLACE = re.compile(r"%(\d{1,2})%")
_MOST_SPACES = 1000  # that one element may stand for
_LEVELS = 10

# Elements that hold nothing of the text, whatever stands in them.
_SKIPPED = {
    _TEXT + "tracked-changes", _TEXT + "note-citation", _TEXT + "placeholder", _TEXT + "ruby-text",
    _TEXT + "hidden-text", _TEXT + "hidden-paragraph", _TEXT + "script", _TEXT + "index-title-template",
    _TEXT + "table-of-content-source", _TEXT + "sequence-decls", _TEXT + "variable-decls", _TEXT + "user-field-decls",
    _TEXT + "alphabetical-index-source", _TEXT + "bibliography-source", _TEXT + "illustration-index-source",
    _TEXT + "table-index-source", _TEXT + "object-index-source", _TEXT + "user-index-source",
    _OFFICE + "annotation", _OFFICE + "annotation-end", _OFFICE + "forms", _OFFICE + "scripts",
    _OFFICE + "event-listeners",
    _DRAW + "object", _DRAW + "object-ole", _DRAW + "image",
    _OASIS + "svg-compatible:1.0}title", _OASIS + "svg-compatible:1.0}desc",
    "{http://www.w3.org/1998/Math/MathML}math",
}  # fmt: skip


def read(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The one document of a file. What cannot be read is a document with a status and a reason."""
    yield read_package(file, id, options, ENCODING, _content)


def _content(package: Package) -> tuple[list[Piece], Meta]:
    _require_text(package)
    return _Body(package).pieces(), _meta(package)


def _require_text(package: Package) -> None:
    kind = package.read("mimetype").strip() if "mimetype" in package else _KIND
    if not kind.startswith(_KIND):
        raise UnreadableError("wrong type", f"it is of the kind {kind[:100].decode('ascii', 'backslashreplace')}")
    if "content.xml" not in package and "[Content_Types].xml" in package:
        raise UnreadableError("wrong type", "it is a zip archive of another kind than .odt")
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableError("encrypted", "it opens with a password only")


def _meta(package: Package) -> Meta:
    root = package.optional_xml("meta.xml")
    if root is None:
        return Meta()

    def said(*names: str) -> str:
        return next((found for name in names if (found := root.findtext(f".//{name}", ""))), "")

    properties = {
        prop.get(_META + "name") or "": "".join(prop.itertext()) for prop in root.iter(_META + "user-defined")
    }
    author = said(_META + "initial-creator", _DUBLIN_CORE + "creator")
    date = said(_META + "creation-date", _DUBLIN_CORE + "date")
    return Meta.of(properties, title=said(_DUBLIN_CORE + "title"), author=author, date=date)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, also those in groups; not those of tables in its cells."""
    for element in table:
        if element.tag == _TABLE + "table-row":
            yield element
        elif element.tag in (_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"):
            yield from _rows(element)


def _whole(element: etree._Element, name: str, otherwise: int) -> int:
    found = element.get(name) or ""
    return int(found) if re.fullmatch(r"\d{1,6}", found) else otherwise


@dataclass
class _Level:
    """A level of a list: how its number is written. Without a format it has none, with None it is a bullet."""

    format: str | None = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # how many levels the number shows
    pattern: str = ""


def _levels(style: etree._Element) -> dict[int, _Level]:
    found = {}
    for level in style:
        number = _whole(level, _TEXT + "level", 0)
        if not 1 <= number <= _LEVELS:
            continue
        if level.tag in (_TEXT + "list-level-style-bullet", _TEXT + "list-level-style-image"):
            found[number] = _Level(format=None)
        else:
            found[number] = _Level(
                level.get(_STYLE + "num-format") or "",
                level.get(_STYLE + "num-prefix") or "",
                level.get(_STYLE + "num-suffix") or "",
                _whole(level, _TEXT + "start-value", 1),
                _whole(level, _TEXT + "display-levels", 1),
                level.get(_PATTERN) or "",
            )
    return found


@dataclass
class _Count:
    """How far a list has been counted, by level."""

    levels: dict[int, _Level]
    values: dict[int, int] = field(default_factory=dict)

    def next(self, number: int, start: int | None) -> str:
        """The mark of the next item of a level with a space behind it; empty if it has none."""
        level = self.levels.get(number, _Level())
        if start is not None:
            self.values[number] = start
        else:
            self.values[number] = self.values[number] + 1 if number in self.values else level.start
        self.values = {other: value for other, value in self.values.items() if other <= number}
        if level.format is None:
            return BULLET
        if not level.format:
            text = level.prefix + level.suffix if not level.pattern else _PLACE.sub("", level.pattern)
        elif level.pattern:
            text = _PLACE.sub(lambda place: self._at(int(place.group(1))), level.pattern)
        else:
            parts = [self._at(at) for at in range(max(1, number - level.shown + 1), number + 1)]
            text = level.prefix + ".".join(part for part in parts if part) + level.suffix
        return f"{text.strip()} " if text.strip() else ""

    def _at(self, number: int) -> str:
        level = self.levels.get(number, _Level())
        return layout.numeral(self.values.get(number, level.start), level.format) if level.format else ""


@dataclass(frozen=True)
class _Look:
    """What a style of characters says that changes the text."""

    hidden: bool = False
    raised: bool = False


class _Body:
    """Walks through the content."""

    def __init__(self, package: Package) -> None:
        self._root = package.xml("content.xml")
        styles = package.optional_xml("styles.xml")
        self._lists: dict[str, dict[int, _Level]] = {}
        self._looks: dict[str, _Look] = {}
        self._lists_of_styles: dict[str, str] = {}
        outline: dict[int, _Level] = {}
        for root in (styles, self._root):
            if root is None:
                continue
            for style in root.iter(_TEXT + "list-style"):
                self._lists[style.get(_STYLE + "name") or ""] = _levels(style)
            for style in root.iter(_TEXT + "outline-style"):
                outline = _levels(style)
            for style in root.iter(_STYLE + "style"):
                self._take_style(style)
        self._outline = _Count(outline)
        self._counts: dict[str, _Count] = {}  # the last list of each style, and lists by their id
        self._notes: list[tuple[str, etree._Element]] = []
        self._text: list[str] = []  # of the paragraph that is being read
        self._boxes: list[Piece] = []  # frames that are anchored in it

    def _take_style(self, style: etree._Element) -> None:
        name, family = style.get(_STYLE + "name") or "", style.get(_STYLE + "family")
        base = self._looks.get(style.get(_STYLE + "parent-style-name") or "", _Look())
        properties = style.find(_STYLE + "text-properties")
        if family == "text" and properties is not None:
            hidden = properties.get(_TEXT + "display")
            position = properties.get(_STYLE + "text-position")
            self._looks[name] = _Look(
                hidden=base.hidden if hidden is None else hidden == "none",
                raised=base.raised if position is None else position.startswith("super"),
            )
        elif family == "text":
            self._looks[name] = base
        if family == "paragraph" and (found := style.get(_STYLE + "list-style-name")):
            self._lists_of_styles[name] = found

    def pieces(self) -> list[Piece]:
        """The text and then the notes."""
        body = self._root.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise UnreadableError("damaged", "the document has no text")
        found = self._blocks(body)
        # Notes can hold notes, so the list can grow on the way.
        for mark, note in self._notes:
            pieces = self._blocks(note)
            first = pieces[0].text.lstrip() if pieces else ""
            found += [Piece(f"{mark} {first}".strip()), *pieces[1:]]
        return found

    def _blocks(self, parent: etree._Element) -> list[Piece]:
        found: list[Piece] = []
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == _TEXT + "p":
                found += self._paragraph(element)
            elif tag == _TEXT + "h":
                found += self._heading(element)
            elif tag == _TEXT + "list":
                found += self._list(element, None, 1, object())
            elif tag == _TABLE + "table":
                group = object()
                for row in _rows(element):
                    found += layout.row([self._blocks(cell) for cell in row.iterchildren(_TABLE + "table-cell")], group)
            elif tag != _TEXT + "section" or element.get(_TEXT + "display") != "none":
                found += self._blocks(element)
        return found

    def _paragraph(self, element: etree._Element) -> list[Piece]:
        text, boxes = self._read(element)
        return [Piece(text), *boxes]

    def _heading(self, element: etree._Element, mark: str | None = None) -> list[Piece]:
        text, boxes = self._read(element)
        if mark is None and element.get(_TEXT + "is-list-header") != "true":
            level = _whole(element, _TEXT + "outline-level", 1)
            anew = element.get(_TEXT + "restart-numbering") == "true"
            mark = self._outline.next(level, _whole(element, _TEXT + "start-value", 1) if anew else None)
        return [Piece(f"{mark or ''}{text.strip()}" if text.strip() else "", None, True), *boxes]

    def _list(self, element: etree._Element, count: _Count | None, level: int, group: object) -> list[Piece]:
        if count is None:
            count = self._count(element)
        found: list[Piece] = []
        for item in element:
            if item.tag not in (_TEXT + "list-item", _TEXT + "list-header"):
                continue
            start = _whole(item, _TEXT + "start-value", 1) if item.get(_TEXT + "start-value") else None
            marked = item.tag == _TEXT + "list-header"
            for child in item:
                if child.tag in (_TEXT + "p", _TEXT + "h"):
                    mark = "" if marked else count.next(level, start)
                    marked = True
                    if child.tag == _TEXT + "h":
                        found += self._heading(child, mark)
                    else:
                        text, boxes = self._read(child)
                        said = layout.item(mark, text.strip()) if text.strip() else ""
                        found += [Piece(said, group), *boxes]
                elif child.tag == _TEXT + "list":
                    found += self._list(child, count, level + 1, group)
        return found

    def _count(self, element: etree._Element) -> _Count:
        """The count that a list goes on with, or a new one."""
        name = element.get(_TEXT + "style-name") or self._style_inside(element)
        earlier = element.get(_TEXT + "continue-list")
        if earlier is None and element.get(_TEXT + "continue-numbering") == "true":
            earlier = f"style {name}"
        count = self._counts.get(f"list {earlier}") or self._counts.get(earlier or "")
        if count is None:
            count = _Count(self._lists.get(name, {}))
        self._counts[f"style {name}"] = count
        if (id := element.get("{http://www.w3.org/XML/1998/namespace}id")) is not None:
            self._counts[f"list {id}"] = count
        return count

    def _style_inside(self, element: etree._Element) -> str:
        """The list style that the first paragraph of a list names."""
        for paragraph in element.iter(_TEXT + "p", _TEXT + "h"):
            return self._lists_of_styles.get(paragraph.get(_TEXT + "style-name") or "", "")
        return ""

    def _read(self, paragraph: etree._Element) -> tuple[str, list[Piece]]:
        """The text of a paragraph, and the frames that are anchored in it."""
        outer = self._text, self._boxes
        self._text, self._boxes = [], []
        self._inline(paragraph, False)
        text, boxes = "".join(self._text), self._boxes
        self._text, self._boxes = outer
        return text.strip(), boxes

    def _say(self, text: str | None, raised: bool) -> None:
        if text:
            text = _SPACES.sub(" ", text)
            self._text.append(layout.superscript(text) if raised else text)

    def _inline(self, parent: etree._Element, raised: bool) -> None:
        self._say(parent.text, raised)
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                pass
            elif tag == _TEXT + "s":
                self._text.append(" " * min(_whole(element, _TEXT + "c", 1), _MOST_SPACES))
            elif tag == _TEXT + "tab":
                self._text.append("\t")
            elif tag == _TEXT + "line-break":
                self._text.append("\n")
            elif tag == _TEXT + "note":
                self._note(element)
            elif tag == _DRAW + "text-box":
                self._boxes += self._blocks(element)
            elif tag in (_TEXT + "p", _TEXT + "h"):  # of a drawing
                self._boxes += self._paragraph(element)
            elif tag == _TEXT + "span":
                look = self._looks.get(element.get(_TEXT + "style-name") or "", _Look())
                if not look.hidden:
                    self._inline(element, look.raised or raised)
            else:
                self._inline(element, raised)
            self._say(element.tail, raised)

    def _note(self, note: etree._Element) -> None:
        body = note.find(_TEXT + "note-body")
        if body is None:
            return
        said = (note.findtext(_TEXT + "note-citation") or "").strip()
        mark = layout.superscript(said)
        if mark == said and said.isalnum():
            mark = f"[{said}]"  # a letter would run into the word before it
        self._text.append(mark)
        self._notes.append((mark, body))
