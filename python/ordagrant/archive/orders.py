"""What a worker is told: the job, which is the same for all units, and an order for each of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ordagrant.readers import Source

DEMAND = "demand"
VERBS = ("score", "hits", "passages", "quotes", DEMAND)

# What the ledger says of a document as its reader said it.
OF_DOCUMENT = ("status", "reason", "encoding", "pages", "pages_read", "pages_without_text")


@dataclass(frozen=True)
class Job:
    """What is to be made of all units. Folders are absolute; the paths of files are relative to `out`."""

    out: str
    into: str  # where parts are written: `out`, or a folder in it
    reading: Mapping[str, Any]  # ReadOptions
    plan: tuple[str, ...]
    lexicons: tuple[str, ...] = ()
    no_repair: tuple[str, ...] = ()
    resamples: int = 1000
    seed: int = 0
    memory: int | None = None  # bytes that the worker may have
    forgotten: tuple[str, ...] = ()  # ids of documents that are not to be read

    def line(self) -> str:
        """As a worker is told."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def of(cls, line: str) -> Job:
        """What `line` gave."""
        told: dict[str, Any] = json.loads(line)
        lists = {name: tuple(told[name]) for name in ("plan", "lexicons", "no_repair", "forgotten")}
        return cls(**{**told, **lists})


@dataclass(frozen=True)
class Order:
    """A unit that is to be made.

    `copies` are the documents of a file, by its number, that stand in parts already: rows of the ledger, with `start`,
    where theirs begin in each table. `refused` are documents that are not to be tried again, by file and id (what is
    read) or file and number (what is worked on), with status and reason; `singly` works on one document at a time.
    """

    key: str
    sources: list[Source]
    copies: Mapping[int, list[dict[str, Any]]] = field(default_factory=dict)
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    singly: bool = False

    def line(self) -> str:
        """As a worker is told."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def of(cls, line: str) -> Order:
        """What `line` gave."""
        told = json.loads(line)
        return cls(
            told["key"],
            [Source(**source) for source in told["sources"]],
            {int(number): rows for number, rows in told["copies"].items()},
            {step: (status, reason) for step, (status, reason) in told["refused"].items()},
            told["singly"],
        )


def forgotten(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a document that was erased: that it is not to be read again, and nothing of what it was."""
    kept = {name: row[name] for name in ("id", "source", "path", "row_group")}
    nothing = dict.fromkeys((*OF_DOCUMENT, "seconds", "sha256", "part"))
    return {**kept, **nothing, "status": "forgotten", "rows": {}}


def said_of_memory(memory: int | None) -> str:
    """Why a document was given up."""
    return "it takes more memory than there is" + (f" ({memory >> 20} MiB a worker)" if memory else "")


def said_of_writing(error: OSError) -> str:
    """Why nothing more can be written."""
    return (error.strerror or str(error)) + (f": {str(error.filename)!r}" if error.filename else "")


def line_of(row: Mapping[str, Any]) -> str:
    """A row of the ledger as it stands there, without the line end."""
    return _encoded(row)


_encoded = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps would make one for each row
