"""Result: the folder that `batch` left of an archive, opened again; its tables for DuckDB, and its documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from ordagrant.archive.columns import planned
from ordagrant.archive.folder import LEDGER as LEDGER_FILE
from ordagrant.archive.folder import NULL, Folder, reading_of
from ordagrant.archive.ledger import NO_DOCUMENT
from ordagrant.archive.orders import VERBS
from ordagrant.batch import kernel
from ordagrant.document import Document
from ordagrant.errors import RequestError, not_one_of
from ordagrant.manifest import NAME, Manifest
from ordagrant.readers import Skipped, documents_of_source
from ordagrant.table import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

LEDGER = "ledger"

_MOST_NAMED = 5  # inputs, in a line

# What a row of the ledger holds; its types are these, whatever stands in it.
_LEDGER_TYPES = {
    "id": "varchar", "source": "varchar", "path": "varchar", "row_group": "bigint", "status": "varchar",
    "reason": "varchar", "encoding": "varchar", "pages": "bigint", "pages_read": "bigint",
    "pages_without_text": "varchar", "seconds": "double", "sha256": "varchar", "part": "varchar",
    "rows": "map(varchar, bigint)",
}  # fmt: skip


def open_result(folder: str | Path) -> Result:
    """The result that `ordagrant batch` left in a folder.

    Raises RequestError if DuckDB is not there, and if the folder holds no whole result: it is none, its run has not
    ended, or parts are missing or too many.

    >>> import ordagrant as og
    >>> og.open_result("nowhere")
    Traceback (most recent call last):
    ordagrant._core.RequestError: there is no folder 'nowhere'
    """
    return Result(folder)


class Result:
    """What `batch` left of an archive: tables for DuckDB, and the documents that they were made of.

    `result["hits"]` is a table as a DuckDB relation, which is read when it is asked for something and never whole:
    `.df()`, `.pl()` and `.arrow()` make frames of it, and every verb takes it. `result.sql(query)` asks all of them.
    The columns of --path-pattern and --meta are texts, and stand behind those of the table; `ledger` has a row a
    document, with these columns too. `partitions` says how many values each has. `connection` is DuckDB's, for
    whatever else it can do.

    Only reads. It is opened as it was left: after a further run, open it again.
    """

    def __init__(self, folder: str | Path) -> None:
        found = Folder(folder)
        self.folder = found.path
        self._place = found
        self.manifest = _manifest_of(found, folder)
        plan = self.manifest.options["plan"]
        self.tables = [*(verb for verb in VERBS if verb in plan), LEDGER]
        parts = self.manifest.parts or {}
        self._require_parts(set(parts))
        self.partitions = _partitions(parts)
        self.connection = _connected()
        for table in self.tables[:-1]:
            self._open_table(table, is_empty=not any(path.startswith(f"{table}/") for path in parts))
        self._open_ledger()

    def _require_parts(self, parts: set[str]) -> None:
        """Raises RequestError if the tables are not of these parts: what is missing would be counted as nothing."""
        there = {
            path.relative_to(self.folder).as_posix()
            for table in VERBS
            for path in (self.folder / table).rglob("*.parquet")
        }
        for path in sorted(parts ^ there):
            fault = "is missing" if path in parts else f"is none of the parts that {NAME} names"
            raise RequestError(f"{str(self.folder)!r} is not as it was left: {path} {fault}")

    def _open_table(self, table: str, *, is_empty: bool) -> None:
        if is_empty:  # of no document, so there is no part that says which columns there are
            core, _ = planned([], [table], kernel(), 0, 0)[table]
            self.connection.from_arrow(Table(core)).create_view(table)
            return
        files = f"read_parquet({_text(f'{_globbed(self.folder)}/{table}/**/*.parquet')}, hive_partitioning = false"
        own = [name for name in self.connection.sql(f"from {files})").columns if name not in self.partitions]
        columns = ", ".join([*map(_name, own), *self._values_in("filename").values()])
        self.connection.execute(f"create view {_name(table)} as select {columns} from {files}, filename = true)")

    def _open_ledger(self) -> None:
        ledger = _text(_globbed(self.folder / LEDGER_FILE))
        types = ", ".join(f"{name}: {_text(kind)}" for name, kind in _LEDGER_TYPES.items())
        further = [value for name, value in self._values_in("part").items() if name not in _LEDGER_TYPES]
        columns = ", ".join([*_LEDGER_TYPES, *further])
        self.connection.execute(
            f"create view {LEDGER} as select {columns} "
            f"from read_json({ledger}, format = 'newline_delimited', columns = {{{types}}})"
        )

    def _values_in(self, path: str) -> dict[str, str]:
        """The columns that are folders, as texts, in SQL, of the column that has the path of a part.

        DuckDB's own reading of such folders makes 180 of a municipality 0180, and takes those above the result's for
        columns too.
        """
        folders = "".join(f"{re.escape(quote(name))}=([^/]*)/" for name in self.partitions)
        pattern = _text(f"(?:^|/){folders}part-[^/]*$")
        return {
            name: f"url_decode(nullif(regexp_extract({path}, {pattern}, {number}), {_text(NULL)})) as {_name(name)}"
            for number, name in enumerate(self.partitions, 1)
        }

    def __getitem__(self, table: str) -> DuckDBPyRelation:
        """A table. Raises RequestError for one that was not made."""
        if table not in self.tables:
            raise self._not_made(table)
        return self.connection.view(table)

    def sql(self, query: str, params: Any = None) -> DuckDBPyRelation:
        """What a query gives, of the tables and of your frames by the names of their variables.

        `params` stand for the `?` or `$name` in it. Raises RequestError for a table that was not made, and DuckDB's
        own errors for all else.
        """
        import duckdb

        try:
            return self.connection.sql(query, params=params)
        except duckdb.CatalogException as error:
            for table in VERBS:
                if table not in self.tables and f"Table with name {table} does not exist" in str(error):
                    raise self._not_made(table) from None
            raise

    def _not_made(self, table: str) -> RequestError:
        if table in VERBS:
            return RequestError(
                f"table {table!r} was not made: the run had --plan {','.join(self.tables[:-1])}, and another --out "
                "can have it"
            )
        return not_one_of("table", table, self.tables)

    def document(self, id: str) -> Document:
        """A document of the archive, read again from its file: `.source[start:end]` is what a row quotes.

        Raises RequestError for an id that no document has, or several have, and for a file that is gone or not what
        it was, in which places would mean other words.
        """
        asked = "select source, path, row_group, sha256, status from ledger where id = ?"
        found = self.connection.sql(asked, params=[id]).fetchall()
        if not found:
            raise RequestError(f"id {id!r} is in no row of the ledger")
        # What is gone from one file may be in another.
        rows = [row for row in found if row[-1] not in NO_DOCUMENT] or found[:1]
        if len(rows) > 1:
            files = ", ".join(sorted({path for _, path, *_ in rows}))
            raise RequestError(f"id {id!r} is of {len(rows):,} documents, in {files}: --id names a column that tells")
        source, path, group, sha256, status = rows[0]
        if sha256 is None:
            raise RequestError(f"id {id!r} cannot be read again: it is {status}")
        hashes: list[tuple[str, str]] = []
        file = self._place.source(source, path, group, [id])
        read = documents_of_source(file, reading_of(self.manifest), Skipped(), hashes)
        document = next((document for document in read if document.id == id), None)
        if not hashes:
            reason = "" if document is None or document.reason is None else f": {document.reason}"
            raise RequestError(f"{path} cannot be read again{reason}")
        if document is None or hashes[0][1] != sha256:
            raise RequestError(f"{path} is no longer what it was: its SHA-256 is another")
        return document

    @property
    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        counts = Counter(dict.fromkeys(self.tables[:-1], 0))
        for path, about in (self.manifest.parts or {}).items():
            counts[path.partition("/")[0]] += about["rows"]
        (lines,) = self.connection.sql(f"select count(*) from {LEDGER}").fetchall()
        return {**counts, LEDGER: lines[0]}

    @property
    def documents(self) -> dict[str, int]:
        """How many documents there are of each status, `ok` first; `gone` and `forgotten` are documents that were."""
        counted = f"select status, count(*) from {LEDGER} group by status order by status <> 'ok', status"
        return dict(self.connection.sql(counted).fetchall())

    def about(self) -> list[str]:
        """What it is, a line each."""
        documents = self.documents
        present = sum(count for status, count in documents.items() if status not in NO_DOCUMENT)
        statuses = ", ".join(f"{count:,} {status}" for status, count in documents.items())
        parted = ", ".join(f"{name} ({count:,})" for name, count in self.partitions.items())
        told = {name: self.manifest.options[name] for name in ("lang", "no_repair", "resamples", "seed")}
        settings = ", ".join(f"{name} {value}" for name, value in told.items() if value != [])
        inputs = [given.removeprefix(f"{self.manifest.start}/") for given in self.manifest.inputs]  # as they were given
        lexicons = [str(one["id"]) for one in self.manifest.lexicons]
        own = [id for id in lexicons if "/" not in id]  # those that come with the package are of a language
        used = [*(["the shipped lexicons"] if len(own) < len(lexicons) else []), *own]
        return [
            f"{present:,} document{'' if present == 1 else 's'}" + (f": {statuses}" if statuses else ""),
            f"parted by {parted}" if parted else "not parted",
            f"made of {_first(inputs)} by ordagrant {self.manifest.versions['ordagrant']} with "
            f"{_first(used)}; {settings}",
        ]

    def __repr__(self) -> str:
        documents, *further = self.about()
        width = max(map(len, self.tables))
        tables = [f"  {table:<{width}} {count:>12,} rows" for table, count in self.rows.items()]
        return "\n".join([f"<Result: {documents}", *tables, *(f"  {line}" for line in further)]) + ">"

    def _repr_html_(self) -> str:
        from ordagrant.display import of_result  # which knows results

        return of_result(self)

    def _ipython_key_completions_(self) -> list[str]:
        return self.tables


def _manifest_of(found: Folder, given: str | Path) -> Manifest:
    """That of a whole result."""
    if not found.path.is_dir():
        raise RequestError(f"there is no folder {str(given)!r}")
    manifest = found.manifest
    # One that is brought up to date is what it was before, until its parts are being moved.
    if (found.is_under_way and manifest is None) or (found.next / NAME).is_file():
        raise RequestError(f"a run in {str(given)!r} has not ended: ordagrant batch --resume goes on with it")
    if manifest is None:
        raise RequestError(f"{str(given)!r} holds no result: there is no {NAME}, which ordagrant batch writes last")
    if manifest.verb != "batch":
        raise RequestError(f"{str(given)!r} holds the manifest of {manifest.verb}, and no archive's")
    return manifest


def _connected() -> DuckDBPyConnection:
    try:
        import duckdb
    except ImportError:
        raise RequestError("open_result needs DuckDB: pip install 'ordagrant[duckdb]'") from None
    # Frames of whoever asks, and not of this module.
    return duckdb.connect(config={"python_scan_all_frames": "true"})


def _partitions(parts: Iterable[str]) -> dict[str, int]:
    """The columns that are folders, which all parts have, and how many values of each there are."""
    values: dict[str, set[str]] = {}
    for path in parts:
        for folder in path.split("/")[1:-1]:
            name, _, value = folder.partition("=")
            values.setdefault(unquote(name), set()).add(value)
    return {name: len(found - {NULL}) for name, found in values.items()}


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _text(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def _name(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def _globbed(path: Path) -> str:
    """A path whose own characters mean themselves where a pattern is asked for."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
