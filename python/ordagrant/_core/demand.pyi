from __future__ import annotations
import collections.abc
import ordagrant._core.batch
import typing

__all__: list[str] = ["Model"]

class Model:
    """
    Tells value demand from failure demand.
    """
    @staticmethod
    def parse(content: bytes) -> Model: ...
    @staticmethod
    def shipped() -> Model: ...
    def __init__(self) -> None:
        """
        Knows nothing.
        """
    def judge(
        self, texts: list[bytes], languages: list[str], threads: typing.SupportsInt | typing.SupportsIndex
    ) -> tuple[list[str], list[typing.Annotated[list[float], "FixedSize(4)"]]]:
        """
        The demands, and their probabilities: failure, mixed, undetermined, value.
        """
    def table(
        self,
        ids: list[str],
        texts: list[bytes],
        languages: list[str],
        statuses: list[str],
        *,
        cluster: collections.abc.Sequence[str | None] | None = None,
        label: collections.abc.Sequence[str | None] | None = None,
        same_as: collections.abc.Sequence[str | None] | None = None,
        earlier: collections.abc.Sequence[str | None] | None = None,
        redact: bool,
        threads: typing.SupportsInt | typing.SupportsIndex,
    ) -> ordagrant._core.batch.Table:
        """
        The rows of the verb demand; texts in UTF-8, languages may be auto. Clusters, their labels, the ids that texts are copies of and the ids of the contacts before them in their cases are a text or None for each.
        """
    def trained(
        self,
        texts: list[bytes],
        languages: list[str],
        demands: list[str],
        kinds: list[str | None],
        groups: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        *,
        folds: typing.SupportsInt | typing.SupportsIndex = 10,
        penalty: typing.SupportsFloat | typing.SupportsIndex = 0.3333333333333333,
        decided: typing.SupportsFloat | typing.SupportsIndex = 0.88,
    ) -> Model:
        """
        A model that learned from these as well.
        """
    def tried(
        self,
        texts: list[bytes],
        languages: list[str],
        demands: list[str],
        kinds: list[str | None],
        groups: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        *,
        folds: typing.SupportsInt | typing.SupportsIndex = 10,
        penalty: typing.SupportsFloat | typing.SupportsIndex = 0.3333333333333333,
        decided: typing.SupportsFloat | typing.SupportsIndex = 0.88,
    ) -> list[tuple[str, float, str | None, str | None, list[str]]]:
        """
        Each contact as judged by a model of the other folds: demand, p_failure, kind, cause, evidence.
        """
    def write(self) -> bytes: ...
    @property
    def classes(self) -> list[str]: ...
