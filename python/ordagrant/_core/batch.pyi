from __future__ import annotations
import collections.abc
import ordagrant._core.lexicon
import typing
import typing_extensions

__all__: list[str] = ["ArrowDocuments", "Compared", "Kernel", "Table"]

class Table:
    """
    Rows of named columns, in pieces.
    """
    @staticmethod
    def joined(tables: collections.abc.Sequence[Table]) -> Table:
        """
        The rows of these, of which there is at least one, all with the same columns.
        """
    @staticmethod
    def of(
        fields: collections.abc.Sequence[tuple[str, str]], values: collections.abc.Sequence[list[typing.Any]]
    ) -> Table:
        """
        The table of `values`, a list a field; fields are names with integer, real, truth, text, category or day.
        """
    def __getstate__(self) -> tuple[list[tuple[str, str]], list[list[typing.Any]]]: ...
    def __len__(self) -> int: ...
    def __setstate__(self, arg0: tuple[list[tuple[str, str]], list[list[typing.Any]]]) -> None: ...
    def arrow_schema(self) -> typing_extensions.CapsuleType:
        """
        The columns as an Arrow C schema, in a PyCapsule.
        """
    def arrow_stream(self) -> typing_extensions.CapsuleType:
        """
        A new Arrow C stream over the table, in a PyCapsule.
        """
    def column(
        self,
        index: typing.SupportsInt | typing.SupportsIndex,
        most: typing.SupportsInt | typing.SupportsIndex | None = None,
    ) -> list[typing.Any]:
        """
        The values of a column; of its first `most` rows, if that is given.
        """
    def json_lines(self) -> bytes:
        """
        The rows as JSON lines, in UTF-8.
        """
    def kept(self, keep: collections.abc.Sequence[bool]) -> Table:
        """
        The rows for which `keep` is true.
        """
    @property
    def names(self) -> list[str]: ...

class Compared:
    """
    Documents that scores are compared with.
    """
    def __init__(self) -> None: ...
    def __len__(self) -> int: ...

class ArrowDocuments:
    """
    The documents of an Arrow stream, a record batch at a time.
    """
    def __init__(
        self,
        stream: typing_extensions.CapsuleType,
        *,
        text: str = "text",
        id: str = "id",
        language_column: str = "",
        language: str = "auto",
    ) -> None:
        """
        Takes the stream over; no `language_column` is an empty name.
        """
    def next(self) -> bool:
        """
        Reads the next batch; false at the end.
        """
    def rows(self) -> list[tuple[str, bytes, str, str]]:
        """
        The documents of the batch: id, text, language, status.
        """

class Kernel:
    """
    Runs the rooms over documents.
    """
    def __init__(
        self,
        *,
        entries: collections.abc.Sequence[ordagrant._core.lexicon.Entry],
        threads: typing.SupportsInt | typing.SupportsIndex = 1,
        no_repair: collections.abc.Sequence[str] = [],
    ) -> None:
        """
        `no_repair` are the kinds of repair that are not made.
        """
    def compare(
        self,
        documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]],
        *,
        part: str,
        into: Compared,
    ) -> None:
        """
        Adds documents to those that scores are compared with.
        """
    def hits(
        self,
        documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]],
        *,
        poles: collections.abc.Sequence[str] = [],
        names: bool = False,
        unplaced: bool = False,
        terms: collections.abc.Sequence[str] = [],
        exact: bool = False,
        frames: bool = False,
        as_said: bool = False,
    ) -> Table: ...
    def language(
        self,
        documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]],
        *,
        by: str = "document",
    ) -> Table: ...
    def lexicon(self) -> Table: ...
    def passages(
        self,
        documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]],
        *,
        kinds: collections.abc.Sequence[str] = [],
    ) -> Table: ...
    @typing.overload
    def plan(
        self,
        documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]],
        verbs: collections.abc.Sequence[str],
        *,
        resamples: typing.SupportsInt | typing.SupportsIndex = 1000,
        seed: typing.SupportsInt | typing.SupportsIndex = 0,
    ) -> list[tuple[Table, list[int]]]:
        """
        The rows of score, hits, passages and quotes together, and how many each document has.
        """
    @typing.overload
    def plan(
        self,
        batch: ArrowDocuments,
        verbs: collections.abc.Sequence[str],
        *,
        resamples: typing.SupportsInt | typing.SupportsIndex = 1000,
        seed: typing.SupportsInt | typing.SupportsIndex = 0,
    ) -> list[tuple[Table, list[int]]]:
        """
        The same of the batch that was read last.
        """
    def quotes(
        self, documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]]
    ) -> Table: ...
    def repairs(
        self, documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]]
    ) -> Table: ...
    def repeats(
        self, documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]], *, by: str
    ) -> Table:
        """
        Sentences that stand in several places of a unit, a row a place.
        """
    def score(
        self,
        documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]],
        *,
        by: str = "document",
        part: str = "sentences",
        repeats_once: bool = False,
        against: Compared | None = None,
        resamples: typing.SupportsInt | typing.SupportsIndex = 1000,
        seed: typing.SupportsInt | typing.SupportsIndex = 0,
    ) -> Table: ...
    def signals(
        self,
        documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]],
        *,
        by: str = "document",
        repeats_once: bool = False,
    ) -> Table: ...
    def text(self, documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]]) -> Table:
        """
        Documents as (id, source, language, status, encoding, group, pages, pages_read, further columns).
        """
    def tokens(
        self,
        documents: list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]],
        *,
        columns: collections.abc.Sequence[str] = [],
        lemma_of: collections.abc.Callable[[str, str], str] | None = None,
    ) -> Table:
        """
        `lemma_of` gives the lemma of a word in lower case, given its language.
        """
