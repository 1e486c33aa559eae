"""The only code that opens documents: paths in, Documents out.

A document cannot be wrong. What cannot be read comes out with a status and a reason, even where a reader itself fails;
only a column that is not there, or a glob that fits nothing, is an error.
"""

from __future__ import annotations

import glob
import hashlib
import io
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.readers import archive, content, plain, table
from ordagrant.readers.columns import SAID_BY_FILES, no_column
from ordagrant.readers.options import ReadOptions
from ordagrant.readers.zipped import UnreadableError

__all__ = [
    "ReadOptions",
    "Skipped",
    "Source",
    "count",
    "count_unopened",
    "documents",
    "documents_of_source",
    "require_document",
    "sources",
]

# A reader takes an open file (of a folder, or a member of an archive), the id of the document or table, and gives its
# documents. What it raises becomes a row: OSError with the status `unreadable`, any other but RequestError `damaged`.
Reader = Callable[[BinaryIO, str, ReadOptions], Iterator[Document]]


def _late(module: str) -> Reader:
    """The reader of a module that is loaded, with the libraries it needs, when the first such file is read."""

    def read(file: BinaryIO, id: str, options: ReadOptions) -> Iterator[Document]:
        yield from import_module(f"ordagrant.readers.{module}").read(file, id, options)

    return read


_READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".csv": table.read_csv,
    ".tsv": table.read_csv,
    ".jsonl": table.read_json_lines,
    ".parquet": table.read_parquet,
    ".xlsx": _late("sheet"),
    ".pdf": _late("pdf"),
    ".html": _late("html"),
    ".htm": _late("html"),
    ".docx": _late("docx"),
    ".odt": _late("odt"),
}
_TABLES = {".csv", ".tsv", ".jsonl", ".parquet", ".xlsx"}  # of many documents: the limit of size is that of each

# What holds files of its own, and how many others of these it may lie in: mail is forwarded, archives are not.
_ARCHIVE, _MAIL = ".zip", ".eml"
_DEEPEST = {_ARCHIVE: 1, _MAIL: 4}

_LARGE = _TABLES | {_ARCHIVE}
_OF_SEVERAL = _LARGE | {_MAIL}
_LARGEST_TABLE = 256 << 20  # bytes, in an archive, where a table is in memory whole

_PIECE = 1 << 16  # bytes that are hashed at a time: hashlib.file_digest takes more for a small file than reading it

SUFFIXES = sorted({*_READERS, *_DEEPEST})

STDIN = "-"


@dataclass
class Skipped:
    """The files of folders, archives and mail that are none of our kinds, counted by suffix.

    Of contacts also `beside_tables`, the documents of folders and archives with tables, and what is read: `rows` of
    each table, and documents that are `whole` contacts.
    """

    by_suffix: Counter[str] = field(default_factory=Counter)
    beside_tables: list[str] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    whole: int = 0

    def add(self, name: str) -> None:
        """Count a file."""
        self.by_suffix[_suffix(name) or "no suffix"] += 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is to be read: by itself, in another process, at another time.

    `id` is that of its document, or what those of its documents begin with, and `above` what the ids of files in it
    begin with. `asked` is that somebody named it. `reason` is why it cannot be read, where that is known already, and
    `row_group` the part of a Parquet file that is meant.
    """

    path: str
    id: str
    above: str = ""
    asked: bool = True
    reason: str | None = None
    row_group: int | None = None

    @property
    def is_table(self) -> bool:
        """Is it of many documents, as its name says?"""
        return _suffix(self.path) in _LARGE

    def at(self, path: str) -> Source:
        """The same file by another path."""
        return Source(path, self.id, self.above, self.asked, self.reason, self.row_group)


# Is told the id of every file, or member of one, before its content is looked at; what it gives is the status and the
# reason of a file that is not to be read.
Begin = Callable[[str], tuple[str, str] | None]


def _begin_all(_id: str) -> None:
    return None


def sources(inputs: list[str], skipped: Skipped, own: Collection[str] = ()) -> Iterator[Source]:
    """The files that `documents` would read of `inputs`, in its order, none of them opened; not standard input."""
    files = _Files(own, _is_alone(inputs))
    for item in inputs:
        yield from _listed(item, skipped, files)


def documents_of_source(
    source: Source,
    options: ReadOptions,
    skipped: Skipped,
    hashes: list[tuple[str, str]] | None = None,
    begin: Begin = _begin_all,
) -> Iterator[Document]:
    """The documents of one file. `skipped` and `hashes` are as for `documents`."""
    if source.row_group is not None:
        options = replace(options, row_group=source.row_group)
    opener = _Opener(options, skipped, hashes, begin)
    for document, path in opener.of_source(source):
        yield options.metadata.give(document, path, options.named)


def documents(
    inputs: list[str],
    options: ReadOptions,
    skipped: Skipped,
    own: Collection[str] = (),
    hashes: list[tuple[str, str]] | None = None,
) -> Iterator[Document]:
    """The documents of `inputs` in their order; those of a folder by path, its other files counted in `skipped`.

    A file that several inputs hold is read once, under the id that it has in the first. `own` are the real paths of
    files and folders that the run itself writes: in folders and globs they are passed over. `hashes` is given the path
    of each file that is opened, or `-`, and the SHA-256 of its bytes.

    The files of an archive have the path within it as their id, and if it lies in a folder or in another archive, after
    its own: `letters.zip/2024/a.txt`. What is attached to a mail has the mail's id and its name: `a.eml/plan.pdf`.
    A row without an id is its number, behind the id of its table if that lies in a folder, an archive or a mail or is
    one of several inputs: `2024.csv/7`.
    """
    files = _Files(own, _is_alone(inputs))
    opener = _Opener(options, skipped, hashes)
    for item in inputs:
        for document, path in opener.of_input(item, files):
            yield options.metadata.give(document, path, options.named)
    opener.require_columns()


def count(inputs: list[str], options: ReadOptions) -> int:
    """How many documents `documents` gives. Only what can hold several is opened: tables, archives and mail."""
    opener, files = _Opener(options, Skipped(), None, bare=set(SUFFIXES) - _OF_SEVERAL), _Files((), alone=False)
    return sum(1 for item in inputs for _ in opener.of_input(item, files))


def count_unopened(inputs: list[str], options: ReadOptions) -> int | None:
    """How many documents `documents` gives, if no file need be opened to know it; else None."""
    if STDIN in inputs:
        return None
    opener, files = _Opener(options, Skipped(), None, bare=SUFFIXES), _Files((), alone=False)
    paths = [path for item in inputs for _, path in opener.of_input(item, files)]
    return None if any(_suffix(path) in _OF_SEVERAL for path in paths) else len(paths)


def require_document(path: Path) -> None:
    """Raises RequestError if `path` is a table or an archive, which hold many documents."""
    suffix = path.suffix.lower()
    if suffix in _TABLES or suffix == _ARCHIVE:
        kind = "an archive" if suffix == _ARCHIVE else "a table"
        raise RequestError(f"{str(path)!r} is {kind} of documents: read_corpus reads those")


# A document and the path that it is known by: its own, or that of the table or the mail that it comes from.
_Found = tuple[Document, str]


class _Files:
    """Which files are to be read: each once, and none that the run itself writes or that lie in a folder of its own."""

    def __init__(self, own: Collection[str], alone: bool) -> None:
        self._own = frozenset(own)
        self._names = {PurePosixPath(path).name for path in own}
        self.alone = alone
        self._taken: set[str] | None = None if alone else set()

    def is_own(self, path: str, name: str, is_link: bool) -> bool:
        """Does the run itself write the file or folder?"""
        return bool(self._own) and (name in self._names or is_link) and os.path.realpath(path) in self._own

    def take(self, path: str) -> bool:
        """False if the file was taken before. A link is a file of its own, and one to a folder is that folder."""
        if self._taken is None:
            return True
        folder, name = os.path.split(path.rstrip("/"))
        place = f"{os.path.realpath(folder)}/{name}"
        if place in self._taken:
            return False
        self._taken.add(place)
        return True


class _Opener:
    """Reads files, and the files that are in them."""

    def __init__(
        self,
        options: ReadOptions,
        skipped: Skipped,
        hashes: list[tuple[str, str]] | None,
        begin: Begin = _begin_all,
        bare: Collection[str] = (),
    ) -> None:
        self._hashes = hashes
        self._bare = bare  # the kinds of files that are counted alone: unopened, one document each
        self._options = options
        self._skipped = skipped
        self._begin = begin
        # The columns asked for that only a table can have, until one has them.
        self._missing = {
            name: column
            for name, column in options.named.items()
            if column not in (*options.metadata.columns, *SAID_BY_FILES)
        }
        self._any_read = False

    def require_columns(self) -> None:
        """Raises RequestError if documents were read and a column that was asked for was nowhere."""
        for name, column in self._missing.items():
            if self._any_read:
                raise no_column(f"--{name}", column, self._options)

    def of_input(self, item: str, files: _Files) -> Iterator[_Found]:
        if item == STDIN:
            read = sys.stdin.buffer.read(self._options.max_size + 1)
            if len(read) > self._options.max_size:
                yield self._options.too_large(STDIN, len(read)), STDIN
            else:
                self._hash(STDIN, io.BytesIO(read))
                yield from self._content(io.BytesIO(read), _Place(STDIN, "", ".txt"))
        else:
            for source in _listed(item, self._skipped, files, self._options.contacts):
                yield from self.of_source(source)

    def of_source(self, source: Source) -> Iterator[_Found]:
        place = _Place.of(source.id, source.above)
        if source.reason is not None:
            yield self._not_read(place, "unreadable", source.reason)
        elif source.asked:
            yield from self._file(source.path, place)
        else:
            yield from self._unasked(self._file(source.path, place), place)

    def _file(self, file: str, place: _Place) -> Iterator[_Found]:
        if place.suffix not in SUFFIXES:
            if os.path.lexists(file):
                yield self._wrong_type(place)
            else:
                yield self._not_read(place, "unreadable", "No such file or directory")
            return
        try:
            # A pipe would wait for ever, and a device never end.
            about = os.stat(file)  # noqa: PTH116 - called for every file
            if not stat.S_ISREG(about.st_mode):
                yield self._not_read(place, "unreadable", "it is no file")
            elif place.suffix in self._bare:
                yield Document(place.id, b""), place.known_by
            elif about.st_size > self._options.max_size and place.suffix not in _LARGE:
                yield self._options.too_large(place.id, about.st_size), place.known_by
            else:
                with open(file, "rb") as opened:  # noqa: PTH123 - as above
                    self._hash(file, opened)
                    yield from self._content(opened, place)
        except RequestError:
            raise
        except Exception as error:  # of whatever kind: the other files are to be read
            yield self._failed(place, error)

    def _hash(self, path: str, file: BinaryIO) -> None:
        if self._hashes is not None:
            hashed = hashlib.sha256(piece := file.read(_PIECE))
            while len(piece) == _PIECE:
                hashed.update(piece := file.read(_PIECE))
            self._hashes.append((path, hashed.hexdigest()))
            file.seek(0)

    def _content(self, file: BinaryIO, place: _Place, budget: archive.Budget | None = None) -> Iterator[_Found]:
        """What is in a file, which is of the kind that its suffix says. `budget` is that of the archive it lies in."""
        if (refused := self._begin(place.id)) is not None:
            yield self._not_read(place, *refused)
            return
        kind = None if place.suffix in content.BINARY else content.kind_of(file)
        if kind is not None:
            yield self._not_read(place, "wrong type", f"the content is {kind}")
        elif place.depth > _DEEPEST.get(place.suffix, place.depth):
            yield self._not_read(place, "wrong type", "it lies in a file in a file, and so deep none is opened")
        elif place.suffix == _ARCHIVE:
            yield from self._archive(file, place, budget or archive.Budget.of(file, self._options.max_size))
        elif place.suffix == _MAIL:
            yield from self._mail(file, place, budget)
        else:
            from_table = place.suffix in _TABLES
            for document in _READERS[place.suffix](file, place.id, self._options):
                if not from_table:
                    self._skipped.whole += 1
                elif document.id != place.id:  # which is that of a table that cannot be read, or has no rows
                    self._skipped.rows[place.id] += 1
                known = replace(document, id=place.above + document.id) if document.is_numbered else document
                yield self._as_asked(known, from_table), place.known_by

    def _as_asked(self, document: Document, from_table: bool) -> Document:
        """The document with the date, the group and so on that were asked for, of which tables' rows have theirs."""
        self._any_read = self._any_read or document.status in ("ok", "partial")
        if from_table:
            self._missing = {name: column for name, column in self._missing.items() if name not in document.meta}
            return document
        told = {name: document.meta.get(column) for name, column in self._options.named.items()}
        return replace(document, meta={**document.meta, **told}) if told else document

    def _archive(self, file: BinaryIO, place: _Place, budget: archive.Budget) -> Iterator[_Found]:
        try:
            opened = archive.Archive(file, budget)
            members = list(opened.members())
        except UnreadableError as error:
            yield self._not_read(place, error.status, error.reason)
            return
        tables_alone = self._options.contacts and any(_suffix(member.path) in _TABLES for member in members)
        for member in members:
            inner = place.inner(member.path)
            if inner.suffix not in SUFFIXES or member.path.startswith(archive.BESIDE):
                self._skipped.add(member.path)
                continue
            if tables_alone and inner.suffix not in _LARGE:
                self._skipped.beside_tables.append(inner.id)
                continue
            largest = max(self._options.max_size, _LARGEST_TABLE if inner.suffix in _TABLES else 0)
            try:
                read = opened.read(member, largest)
            except UnreadableError as error:
                yield self._not_read(inner, error.status, error.reason)
            else:
                yield from self._inner(read, inner, budget)

    def _mail(self, file: BinaryIO, place: _Place, budget: archive.Budget | None) -> Iterator[_Found]:
        from ordagrant.readers import mail  # late, as the readers are

        try:
            letter = mail.parse(file)
        except UnreadableError as error:
            yield self._not_read(place, error.status, error.reason)
            return
        try:
            text = letter.document(place.id, self._options, _READERS[".html"])
        except Exception as error:  # of whatever kind: what is attached is to be read
            yield self._failed(place, error)
        else:
            self._skipped.whole += 1
            yield self._as_asked(text, from_table=False), place.known_by
        self._skipped.by_suffix.update(letter.pictures)
        for attachment in letter.attachments:
            inner = place.attached(attachment.name)
            if inner.suffix not in SUFFIXES:
                yield self._wrong_type(inner)
            elif len(attachment.content) > self._options.max_size:
                yield self._options.too_large(inner.id, len(attachment.content)), inner.known_by
            else:
                yield from self._inner(attachment.content, inner, budget)

    def _inner(self, read: bytes, place: _Place, budget: archive.Budget | None) -> Iterator[_Found]:
        try:
            yield from self._unasked(self._content(io.BytesIO(read), place, budget), place)
        except Exception as error:  # of whatever kind: the other members are to be read
            yield self._failed(place, error)

    def _unasked(self, found: Iterator[_Found], place: _Place) -> Iterator[_Found]:
        """The documents of a file that nobody named: if it is a table without the column, it is a row and no error."""
        try:
            yield from found
        except RequestError as error:
            yield self._not_read(place, "wrong type", str(error))

    def _not_read(self, place: _Place, status: str, reason: str) -> _Found:
        return Document(place.id, b"", status, None, self._options.lang, reason), place.known_by

    def _unreadable(self, place: _Place, error: OSError) -> _Found:
        return self._not_read(place, "unreadable", _said(error))

    def _failed(self, place: _Place, error: Exception) -> _Found:
        """What a reader did not foresee."""
        if isinstance(error, OSError):
            return self._unreadable(place, error)
        return self._not_read(place, "damaged", f"{type(error).__name__}: {error}".removesuffix(": "))

    def _wrong_type(self, place: _Place) -> _Found:
        reason = f"{place.suffix or 'no suffix'} is not one of: {', '.join(SUFFIXES)}"
        return self._not_read(place, "wrong type", reason)


@dataclass(frozen=True)
class _Place:
    """Where a file is: its id, what the ids of files in it begin with, and how many files it lies in itself."""

    id: str
    above: str
    suffix: str
    depth: int = 0
    mail: str | None = None  # the id of the mail that it came with

    @classmethod
    def of(cls, path: str, above: str) -> _Place:
        return cls(path, above, _suffix(path))

    @property
    def known_by(self) -> str:
        return self.id if self.mail is None else self.mail

    def inner(self, path: str) -> _Place:
        """The place of a member of this archive."""
        id = self.above + path
        return _Place(id, f"{id}/", _suffix(path), self.depth + 1, self.mail)

    def attached(self, name: str) -> _Place:
        """The place of what is attached to this mail."""
        id = f"{self.id}/{name}"
        return _Place(id, f"{id}/", _suffix(name), self.depth + 1, self.known_by)


def _said(error: OSError) -> str:
    return error.strerror or str(error)


def _suffix(name: str) -> str:
    """As that of a Path, which takes longer to be made than a short file to be read."""
    name = name.rstrip("/").rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


def _is_alone(inputs: list[str]) -> bool:
    """Is there one folder or file? It holds nothing twice, and need not be remembered by its files."""
    return len(inputs) == 1 and (not glob.has_magic(inputs[0]) or os.path.lexists(inputs[0]))


def _leads_out(path: str, folder: str) -> bool:
    """Does this link below a folder lead to what lies elsewhere? One that leads nowhere leads nowhere else."""
    root = os.path.realpath(folder)
    return os.path.exists(path) and os.path.commonpath([root, os.path.realpath(path)]) != root  # noqa: PTH110


def _listed(item: str, skipped: Skipped, files: _Files, contacts: bool = False) -> Iterator[Source]:
    """The files of an input that are to be read."""
    if os.path.isdir(item):  # noqa: PTH112 - a path of NUL bytes or the like is just no folder
        yield from _of_folder(item, skipped, files, contacts)
    elif glob.has_magic(item) and not os.path.lexists(item):
        found = sorted(glob.glob(item, recursive=True))  # noqa: PTH207 - absolute and relative patterns alike
        if not found:
            raise RequestError(f"no file fits {item!r}")
        for path in found:
            if files.is_own(path, os.path.basename(path), Path(path).is_symlink()):  # noqa: PTH119 - as the names are
                continue
            if Path(path).is_dir():
                yield from _of_folder(path, skipped, files, contacts)
            elif files.take(path):
                yield _named(path, files)
    elif files.take(item):
        yield _named(item, files)


def _named(path: str, files: _Files) -> Source:
    """A file that an input names; of several tables, rows without ids are told apart by these."""
    return Source(path, path, f"{path}/" if _suffix(path) in _TABLES and not files.alone else "")


def _of_folder(folder: str, skipped: Skipped, files: _Files, contacts: bool) -> Iterator[Source]:
    below = _files(folder, files)
    tables_alone = False
    if contacts:
        all_below = list(below)
        tables_alone = any(_suffix(path) in _TABLES for path, _, _ in all_below)
        below = iter(all_below)
    above = os.path.join(folder, "")  # noqa: PTH118 - a Path would take the slashes from "./" and "//"
    for path, is_link, error in below:
        whole = above + path
        if not files.take(whole):
            continue
        if error is not None:
            yield Source(whole, path or folder, f"{path}/", False, _said(error))
        elif is_link and _leads_out(whole, folder):
            yield Source(whole, path, f"{path}/", False, "it is a link out of the folder, which nobody named")
        elif _suffix(path) not in SUFFIXES:
            skipped.add(path)
        elif tables_alone and _suffix(path) not in _LARGE:
            skipped.beside_tables.append(path)
        else:
            yield Source(whole, path, f"{path}/", False)


def _files(folder: str, files: _Files) -> Iterator[tuple[str, bool, OSError | None]]:
    """The files below a folder by path, as paths below it, and whether each is a link.

    A folder that cannot be listed comes with the error. What the run itself writes is not among them, and a folder that
    it writes is not looked into.
    """
    pending = [""]
    links: set[str] = set()
    while pending:
        path = pending.pop()
        if path and not path.endswith("/"):
            yield path, path in links, None
            continue
        found: list[str] = []
        try:
            with os.scandir(Path(folder, path)) as entries:
                for entry in entries:
                    is_link = entry.is_symlink()
                    if files.is_own(entry.path, entry.name, is_link):
                        continue
                    # Links to folders are not followed: they can lead in a circle or out of the input, as links to
                    # files can (_leads_out).
                    if entry.is_dir(follow_symlinks=False):
                        found.append(f"{path}{entry.name}/")
                    elif not is_link:
                        found.append(path + entry.name)
                    # entry.is_dir raises for a link in a circle.
                    elif not os.path.isdir(entry.path):  # noqa: PTH112
                        found.append(path + entry.name)
                        links.add(path + entry.name)
        except OSError as error:
            yield path.removesuffix("/"), False, error
        pending.extend(sorted(found, reverse=True))
