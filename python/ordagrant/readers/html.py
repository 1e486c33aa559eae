"""Web pages (.html, .htm): their main text with its headings, lists and tables, or the whole page.

The text is read by a walk of our own, which keeps what minutes are made of: short lines, headings that are links or
buttons, tables, lists of enclosures. trafilatura is asked only where on the page the main text is.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO, NamedTuple

from ordagrant import _core
from ordagrant.document import Document, status_of
from ordagrant.readers import layout
from ordagrant.readers.layout import BULLET, Meta, Piece
from ordagrant.readers.options import MEBIBYTE, ReadOptions

# Larger or deeper pages are read by their own landmarks alone: trafilatura copies the tree of a page several times
# over, and goes down into it by recursion.
_LARGEST_TO_ASK = 4 * MEBIBYTE
_DEEPEST_TO_ASK = 150

# No page is so deep; what is deeper is read as if it were not.
_DEEPEST_KEPT = 1000

_CHUNK = 1 << 16
_LONGEST_NAMES = 500  # characters of an element's names that are looked at
_PRESCAN = 4096  # bytes in which a page says how it is encoded

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# As browsers read them: Latin-1 and ASCII are said of pages that are in Windows' code page.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
_NAMES = {"cp1252": "windows-1252", "mac-roman": "macintosh"}  # as the core names them

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_UNSEEN = set(
    "script style noscript template head title svg iframe object audio video canvas select datalist textarea"
    " input".split()
)
_BLOCKS = _HEADINGS | set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form header hgroup hr html legend li main menu nav ol option p pre search section summary table tbody td"
    " tfoot th thead tr ul".split()
)
_TOOLS = {"button", "label", "legend"}
# Elements of a page that a text can stand in as a whole.
_PLACES = set("article aside body details div dl fieldset footer form header main nav ol section table ul".split())

_LANDMARKS = {"nav", "footer", "search", "dialog"}
_LANDMARK_ROLES = set(
    "navigation banner contentinfo search menu menubar toolbar dialog alertdialog complementary".split()
)
_CAMEL = re.compile(r"(?<=[a-zåäöæø])(?=[A-ZÅÄÖÆØ])")
# What the parts of a page that are no text of their own are called by those who build pages.
_CHROME_NAMES = re.compile(
    r"(?<![a-zåäöæø])(nav|navbar|navigation|(sub|mega)?-?menu|bread-?crumbs?|cookies?|cookie-?(banner|consent)|consent|share|"
    r"sharing|social|sidebar|related|relaterat|relaterade|relateret|footer|sidfot|sidefod|pagination|pager|toolbar|"
    r"tool-links|dropdown|modal|popup|newsletter|nyhetsbrev|nyhedsbrev|skip|skip-?links?|login|banner|no-?print|"
    r"comments|kommentarer|feedback)(?![a-zåäöæø])"
)
_UNSEEN_NAMES = re.compile(r"(visually|vis|ui)-?hidden|sr-only|screen-?reader|print-only")
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OPENERS = ("aria-controls", "data-target", "data-bs-target")
_NEVER_CHROME = {"html", "body", "main", "article"}

# Calibrated on pages of Swedish and Danish authorities: the element that holds the main text holds nearly all that is
# certain to be of it, while what looks like chrome by its name alone and holds a good part of it is not.
_NEARLY_ALL = 0.8
_GOOD_PART = 0.2
_LINKED = 0.9
_ENOUGH = 3  # paragraphs that are certain, to tell by what is around them where the text is

_WORD = re.compile(r"[^\W\d_]+")
_SHINGLE = 5  # words in a row that no two paragraphs share by chance

_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPACES_OF_TWO = re.compile(r" {2,}")
_AROUND_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LINES_KEPT = 3  # blank lines in one stretch of text: the page shows it as it was typed


def read(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
    """The one document of a file."""
    content = file.read()  # all of it: for a number of bytes, as much memory is taken before any is read
    if len(content) > options.max_size:
        yield options.too_large(id, len(content))
        return
    page, encoding, ill_formed = _decoded(content)
    del content
    walk = _walked(page, options.whole_page)
    blocks = walk.blocks if options.whole_page else _main_text(walk, page)
    utf8 = layout.put_together(_pieces(blocks))
    said = walk.meta().values()
    yield Document(id, utf8, status_of(utf8), encoding, options.lang, meta=said, ill_formed=ill_formed)


def _decoded(content: bytes) -> tuple[str, str, int]:
    """(page, encoding, ill-formed stretches): by its byte order mark, by what it says of itself, or by its bytes."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            page = content[len(mark) :].decode(encoding, "replace")
            return page, encoding, page.count("\ufffd")
    said = _CHARSET.search(content, 0, _PRESCAN) or _XML_ENCODING.match(content)
    try:
        encoding = codecs.lookup(said.group(1).decode("ascii")).name if said else ""
        encoding = _READ_AS.get(encoding, encoding)
        page = content.decode(encoding) if encoding else ""
    except (LookupError, UnicodeError, ValueError):
        encoding = ""
    # Text that is well-formed UTF-8 by chance does not exist, and servers that were moved say Latin-1 for ever.
    if not encoding or (encoding != "utf-8" and not content.isascii()):
        try:
            return content.decode(), "utf-8", 0
        except UnicodeError:
            pass
    if encoding:
        return page, _NAMES.get(encoding, encoding), 0
    utf8, encoding, ill_formed = _core.text.decode(content)
    return utf8.decode(), encoding, ill_formed


class _Place:
    """An element that text can stand in as a whole, or one that is no text of the page."""

    __slots__ = ("chrome", "main", "parent", "sure", "weight")

    def __init__(self, parent: _Place | None, chrome: bool, sure: bool, main: bool) -> None:
        self.parent = parent
        self.chrome = chrome  # by itself
        self.sure = sure  # that it is chrome, whatever stands in it
        self.main = main
        self.weight = 0  # words in it that are certain to be of the main text


class _Row:
    """A row of a table; cells are counted as they come."""

    __slots__ = ("cells", "table")

    def __init__(self, table: object) -> None:
        self.table = table
        self.cells = 0


class _Block(NamedTuple):
    """A paragraph of a page: where it stands, in which row and cell, and whether all of it is a link."""

    text: str
    place: _Place
    group: object | None
    heading: int  # its level, 0 for what is none
    linked: bool
    row: _Row | None
    cell: int


class _List:
    __slots__ = ("kind", "next", "ordered", "step")

    def __init__(self, ordered: bool, start: int, step: int, kind: str) -> None:
        self.ordered = ordered
        self.next = start
        self.step = step
        self.kind = kind

    def mark(self, value: str) -> str:
        """The number or bullet of the next item, which may say its own."""
        if not self.ordered:
            return BULLET
        number = _integer(value, self.next)
        self.next = number + self.step
        return f"{layout.numeral(number, self.kind)}. "


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\s*-?\d{1,6}\s*", text) else otherwise


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if attributes.get("hidden", "until-found").lower() != "until-found":
        return True
    return "style" in attributes and bool(_NOT_DISPLAYED.search(attributes["style"]))


@lru_cache(maxsize=4096)
def _named(role: str, names: str) -> tuple[bool, bool, bool]:
    """(unseen, chrome, surely chrome) by what an element is called."""
    names = _CAMEL.sub("-", names).lower().replace("_", "-")
    unseen, sure = bool(_UNSEEN_NAMES.search(names)), role in _LANDMARK_ROLES
    return unseen, sure or bool(_CHROME_NAMES.search(names)), sure


class _Walk:
    """Takes the events of a parser, so that a page of any size or depth needs no tree."""

    def __init__(self, tools: bool) -> None:
        self._tools = tools  # whether the words on buttons are wanted
        self.blocks: list[_Block] = []
        self.places: list[_Place] = [_Place(None, False, False, False)]
        self.depth = 0
        self.title = ""
        self.said: dict[str, str] = {}  # the page's meta elements, by name
        self._open: list[tuple[str, _Place]] = []
        self._opened_by_click: set[str] = set()  # ids of hidden parts that a reader can open
        self._beyond = 0  # depth beyond the deepest that is kept
        self._unseen = 0  # depth inside an element that is not shown
        self._title: list[str] | None = None
        self._data: list[str] = []
        self._line: list[str] = []  # of the paragraph that is being read
        self._linked = 0  # characters of it in links
        self._length = 0
        self._links = 0
        self._pre = 0
        self._heading = 0
        self._raised: list[int] = []  # where in the line each open <sup> began
        self._buttons: list[tuple[int, bool]] = []  # depth of each open button, and whether it is shown
        self._lists: list[_List] = []
        self._group: object | None = None
        self._mark = ""
        self._rows: list[tuple[object, _Row | None, int]] = []  # of the tables around this one
        self._table: object | None = None
        self._row: _Row | None = None
        self._cell = 0

    # What the parser calls.

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: PLR0912 - what an element is, in order
        self._take_data()
        depth = len(self._open)
        self.depth = max(self.depth, depth)
        if depth > _DEEPEST_KEPT:
            self._beyond += 1
            if self._unseen or tag in _UNSEEN:
                self._unseen += 1
            elif tag in _BLOCKS:
                self._end_block()
            return
        place = self._open[-1][1] if depth else self.places[0]
        if self._unseen or tag in _UNSEEN or tag == "meta":
            self._take_head(tag, attributes)
            self._unseen += 1
            self._open.append((tag, place))
            return
        unseen = chrome = sure = False
        role = ""
        if attributes:
            for name in _OPENERS:
                self._opened_by_click.update(attributes.get(name, "").replace("#", " ").split())
            role = attributes.get("role", "").lower()
            names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
            unseen, chrome, sure = _named(role, names[:_LONGEST_NAMES])
            unseen = unseen or (_is_hidden(attributes) and attributes.get("id") not in self._opened_by_click)
        if tag in _NEVER_CHROME:
            unseen = chrome = sure = False
        elif tag in _LANDMARKS or (tag == "header" and not any(name in ("main", "article") for name, _ in self._open)):
            chrome = sure = True
        elif tag == "aside":
            chrome = True
        if unseen:
            self._unseen = 1
            self._open.append((tag, place))
            return
        if tag in _BLOCKS:
            self._end_block()
        # What is within a line is judged with it, unless it is chrome itself.
        if chrome or tag in _PLACES or role == "main":
            if chrome and not place.chrome:
                self._end_block()
            place = _Place(place, chrome, sure, tag == "main" or role == "main")
            self.places.append(place)
        self._open.append((tag, place))
        self._opened(tag, role, attributes)

    def _take_head(self, tag: str, attributes: dict[str, str]) -> None:
        """What a page says of itself, wherever it stands."""
        if tag == "meta":
            name = (attributes.get("property") or attributes.get("name") or "").lower()
            if name and (content := attributes.get("content")):
                self.said.setdefault(name, content)
        elif tag == "title" and not self.title and not (self._open and self._open[-1][0] == "svg"):
            self._title = []

    def _opened(self, tag: str, role: str, attributes: dict[str, str]) -> None:  # noqa: PLR0912 - a case a tag
        match tag:
            case "p" | "div" | "span":
                pass
            case "br":
                self._line.append("\n")
            case "a":
                self._links += 1
            case "pre":
                self._pre += 1
            case "sup":
                self._raised.append(len(self._line))
            case "ol":
                start = _integer(attributes.get("start", ""), 1)
                step = -1 if "reversed" in attributes else 1
                self._start_list(_List(True, start, step, attributes.get("type", "1")))
            case "ul" | "menu":
                self._start_list(_List(False, 0, 0, ""))
            case "dl":
                self._start_list(_List(False, 0, 0, "dl"))
            case "li" if self._lists:
                self._mark = self._lists[-1].mark(attributes.get("value", ""))
            case "table":
                self._rows.append((self._table, self._row, self._cell))
                self._table, self._row = object(), None
            case "tr" if self._table is not None:
                self._row = _Row(self._table)
            case "td" | "th" if self._row is not None:
                self._cell = self._row.cells
                self._row.cells += 1
            case _ if tag in _HEADINGS:
                self._heading = int(tag[1])
        if tag in _TOOLS or role == "button":
            # A button that opens a part of the page is the heading of that part; any other is a tool.
            opens = "aria-expanded" in attributes or any(name in attributes for name in _OPENERS)
            self._buttons.append((len(self._open), opens))

    def end(self, tag: str) -> None:  # noqa: PLR0912 - a case a tag
        self._take_data()
        if self._beyond:
            self._beyond -= 1
            if self._unseen:
                self._unseen -= 1
            elif tag in _BLOCKS:
                self._end_block()
            return
        if not self._open:
            return
        place = self._open.pop()[1]
        parent = self._open[-1][1] if self._open else self.places[0]
        if self._title is not None and tag == "title":
            self.title, self._title = "".join(self._title), None
        if self._unseen:
            self._unseen -= 1
            return
        if tag in _BLOCKS or (place is not parent and place.chrome):
            self._end_block(place)
        if self._buttons and self._buttons[-1][0] == len(self._open) + 1:
            self._buttons.pop()
        match tag:
            case "p" | "div" | "span":
                pass
            case "a":
                self._links -= 1
            case "pre":
                self._pre -= 1
            case "sup" if self._raised:
                start = min(self._raised.pop(), len(self._line))
                self._line[start:] = [layout.superscript("".join(self._line[start:]))]
            case "ol" | "ul" | "menu" | "dl" if self._lists:
                self._lists.pop()
                self._mark = ""
                if not self._lists:
                    self._group = None
            case "table" if self._rows:
                self._table, self._row, self._cell = self._rows.pop()
            case "tr":
                self._row = None
            case _ if tag in _HEADINGS:
                self._heading = 0

    def data(self, text: str) -> None:
        if self._title is not None:
            self._title.append(text)
        elif not self._unseen:
            self._data.append(text)

    def close(self) -> _Walk:
        self._take_data()
        self._end_block()
        return self

    # A paragraph and its surroundings.

    def _start_list(self, found: _List) -> None:
        if not self._lists:
            self._group = object()
        self._lists.append(found)
        self._mark = ""

    def _take_data(self) -> None:
        """What stands between two tags, which the parser may give in several parts."""
        if not self._data:
            return
        text = self._data[0] if len(self._data) == 1 else "".join(self._data)
        self._data.clear()
        if not self._pre and (text.count("\n") <= _LINES_KEPT or len(_BLANK_LINE.findall(text)) < _LINES_KEPT):
            text = _SPACES.sub(" ", text)
            if text == " " and (not self._line or self._line[-1].endswith((" ", "\n"))):
                return
        if self._buttons and not (self._tools or self._heading or self._buttons[-1][1]):
            return
        self._line.append(text)
        self._length += len(text)
        if self._links:
            self._linked += len(text)

    def _end_block(self, place: _Place | None = None) -> None:
        if not self._line:
            return
        text = "".join(self._line)
        self._line.clear()
        self._raised = [0 for _ in self._raised]
        linked = self._linked >= self._length * _LINKED
        self._linked = self._length = 0
        if not self._pre:
            text = _AROUND_LINE_END.sub("\n", _SPACES_OF_TWO.sub(" ", text))
        if place is None:
            place = self._open[-1][1] if self._open else self.places[0]
        text = text.strip()
        if text:
            group = self._group if not self._heading else None
            mark = "" if self._heading or (self._lists and self._lists[-1].kind == "dl") else self._mark
            self._mark = ""
            said = layout.item(mark, text) if mark else text
            # What stands in a row before its first cell, browsers show outside of the table.
            row = self._row if self._row is not None and self._row.cells else None
            self.blocks.append(_Block(said, place, group, self._heading, linked, row, self._cell))

    def meta(self) -> Meta:
        """What the page says of itself."""

        def first(*names: str) -> str:
            return next((self.said[name] for name in names if self.said.get(name, "").strip()), "")

        dates = (
            layout.day_of(self.said[name])
            for name in (
                "article:published_time",
                "dc.date.issued",
                "dcterms.issued",
                "dc.date",
                "dcterms.date",
                "dcterms.created",
                "dc.date.created",
                "published",
                "publication_date",
                "pubdate",
                "date",
            )  # fmt: skip
            if name in self.said
        )
        title = first("og:title", "dc.title", "dcterms.title") or self.title
        author = first("author", "dc.creator", "dcterms.creator", "article:author")
        return Meta.of(self.said, title=title, author=author, date=next(filter(None, dates), ""))


def _walked(page: str, tools: bool) -> _Walk:
    from lxml import etree  # late: many who import us read no page

    walk = _Walk(tools)
    parser = etree.HTMLParser(target=walk, encoding="utf-8", no_network=True, huge_tree=False)
    try:
        for start in range(0, len(page), _CHUNK):
            parser.feed(page[start : start + _CHUNK].encode())
        parser.close()
    except etree.XMLSyntaxError:  # a page without any element; what was read before counts
        walk.close()
    return walk


def _main_text(walk: _Walk, page: str) -> list[_Block]:
    """The blocks that are the text of the page and not what stands around it."""
    certain = _certain(walk, page)
    for number in certain:
        walk.blocks[number].place.weight += len(_WORD.findall(walk.blocks[number].text))
    for place in reversed(walk.places):  # those inside come after those around them
        if place.parent is not None and not (place.chrome and place.sure):
            place.parent.weight += place.weight
    total = walk.places[0].weight

    rejected: dict[_Place | None, bool] = {None: False}
    for place in walk.places:
        own = place.chrome and (place.sure or place.weight < total * _GOOD_PART or not total)
        rejected[place] = own or rejected[place.parent]
    mains = [place for place in walk.places if place.main and not rejected[place]]
    main = max(mains, key=lambda place: place.weight, default=None)
    in_main = _within(walk.places, main or walk.places[0])
    if not total:
        return [block for block in walk.blocks if in_main[block.place] and not rejected[block.place]]
    core = [place for place in walk.places if place.weight >= total * _NEARLY_ALL and not rejected[place]][-1]
    if len(certain) < _ENOUGH:
        core = _with_heading(
            core, {block.place for block in walk.blocks if block.heading and not rejected[block.place]}
        )
    in_core = _within(walk.places, core)

    candidates = [number for number, block in enumerate(walk.blocks) if not rejected[block.place]]
    in_place = [number for number in candidates if in_core[walk.blocks[number].place]]
    first = in_place[0] if in_place else 0
    title = next((number for number in candidates if walk.blocks[number].heading == 1), first)
    kept: list[int] = []
    certain_below = False
    for number in reversed(candidates):
        block = walk.blocks[number]
        # Before the text stand its title and what is said of it: a date, a sender. Beside it can stand more of it,
        # under headings of its own.
        leads = title <= number < first and in_main[block.place] and not block.linked
        heads = bool(block.heading and certain_below)
        if in_core[block.place] or number in certain or leads or number == title or heads:
            kept.append(number)
        certain_below = number in certain or heads
    return [walk.blocks[number] for number in reversed(kept)]


def _with_heading(place: _Place, headed: set[_Place]) -> _Place:
    """The nearest place around a text of few paragraphs that has headings too; itself if there is none."""
    around = {above for below in headed for above in _upwards(below)}
    return next((above for above in _upwards(place) if above in around), place)


def _upwards(place: _Place | None) -> Iterator[_Place]:
    while place is not None:
        yield place
        place = place.parent


def _within(places: list[_Place], root: _Place) -> dict[_Place | None, bool]:
    inside: dict[_Place | None, bool] = {None: False}
    for place in places:
        inside[place] = place is root or inside[place.parent]
    return inside


def _certain(walk: _Walk, page: str) -> set[int]:
    """The numbers of the blocks that trafilatura takes for main text; none of a page that it is not asked about."""
    if not walk.blocks or len(page) > _LARGEST_TO_ASK or walk.depth > _DEEPEST_TO_ASK:
        return set()
    import trafilatura  # late: it takes longer to import than most pages to read

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = trafilatura.extract(
            page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
        )
    except Exception:  # of whatever kind: the page has its landmarks still
        found = None
    kept = set(_shingles(found or ""))
    certain = set()
    for number, block in enumerate(walk.blocks):
        # A title stands above the text and in the lists of other texts; a link may lead anywhere.
        shingles = [] if block.heading or block.linked else _shingles(block.text)
        if shingles and sum(shingle in kept for shingle in shingles) >= len(shingles) * _NEARLY_ALL:
            certain.add(number)
    return certain


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text)
    return list(zip(*(words[shift:] for shift in range(_SHINGLE)), strict=False))


def _pieces(blocks: Iterable[_Block]) -> Iterator[Piece]:
    for row, together in groupby(blocks, key=lambda block: block.row):
        if row is None:
            yield from (Piece(block.text, block.group, bool(block.heading)) for block in together)
            continue
        cells: list[list[Piece]] = [[] for _ in range(row.cells)]
        for block in together:
            cells[block.cell].append(Piece(block.text, block.group, bool(block.heading)))
        yield from layout.row(cells, row.table)
