"""What is asked of an archive, what a run may use for it, and how it went."""

from __future__ import annotations

import glob
import json
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from ordagrant.archive.columns import require_plan
from ordagrant.archive.engines import Engine, engine_of
from ordagrant.archive.folder import Done, Folder
from ordagrant.archive.orders import VERBS
from ordagrant.errors import RequestError, not_one_of
from ordagrant.manifest import NAME, Manifest, sha256_of
from ordagrant.readers import STDIN, ReadOptions, Skipped
from ordagrant.stance import RESAMPLES, require_draws

TIMEOUT = 120.0  # seconds that a document may take; a PDF of a thousand pages takes ten
MEMORY = 450 << 20  # bytes a worker
LEAST_MEMORY = 256 << 20  # of which nearly half is the lexicons and the libraries
Step = Callable[[int, int, int], None]  # is told how many files are done and how many are to be, and documents done


@dataclass(frozen=True)
class Request:
    """What is asked of an archive. `reading` is how its documents are read, `plan` which verbs have a table."""

    inputs: Sequence[str]
    reading: ReadOptions = field(default_factory=ReadOptions)
    plan: Sequence[str] = VERBS
    lexicons: Sequence[str] = ()
    no_repair: Sequence[str] = ()
    resamples: int = RESAMPLES
    seed: int = 0

    def __post_init__(self) -> None:
        require_plan(self.plan)
        require_draws(self.resamples, self.seed)
        if STDIN in self.inputs:
            raise RequestError("batch reads files, and not standard input: a run that is resumed reads them again")

    @property
    def options(self) -> dict[str, Any]:
        """What the rows depend on, as a manifest has it."""
        reading = {one.name: getattr(self.reading, one.name) for one in fields(self.reading)}
        del reading["row_group"], reading["meta"]
        asked = ("plan", "no_repair", "resamples", "seed")
        told = {**reading, **{name: getattr(self, name) for name in asked}, "plan": require_plan(self.plan)}
        made: dict[str, Any] = json.loads(json.dumps(told))
        return made

    def manifest(self, folder: Folder, parts: Mapping[str, Mapping[str, Any]]) -> Manifest:
        """That of the result; neither the order of the inputs nor that of the plan is in it."""
        meta = self.reading.meta
        return Manifest.of(
            folder.path / NAME,
            "batch",
            lexicons=self.lexicons,
            options=self.options,
            inputs=sorted(self.inputs),
            sources=[] if meta is None else [(str(meta), sha256_of(str(meta)))],
            result=None,
            parts=parts,
        )


@dataclass(frozen=True)
class Means:
    """What a run may use, of which no row depends on any."""

    engine: str = "local"
    scheduler: str | None = None
    workers: int = 0  # 0: as many as the machine has cores, and memory
    memory: int | None = None  # bytes, of all workers together
    timeout: float = TIMEOUT

    def made(self) -> tuple[Engine, int, int]:
        """The engine, how many workers there are, and the bytes of each."""
        if self.engine not in ("local", "dask"):
            raise not_one_of("engine", self.engine, ("local", "dask"))
        if self.scheduler is not None and self.engine != "dask":
            raise RequestError("--scheduler goes with --engine dask")
        if not self.timeout > 0:
            raise RequestError(f"a limit of {self.timeout:g} seconds is none that a document could keep")
        if self.workers < 0:
            raise RequestError(f"{self.workers} workers are not a number from 0 up")
        workers = self.workers or len(os.sched_getaffinity(0))
        memory = MEMORY
        if self.memory is not None:
            if self.memory < LEAST_MEMORY * max(1, self.workers):
                raise RequestError(
                    f"--limit-memory {self.memory >> 20} MiB is too little: a worker takes {LEAST_MEMORY >> 20} MiB"
                )
            workers = min(workers, self.memory // LEAST_MEMORY)
            memory = self.memory // workers
        return engine_of(self.engine, self.scheduler), workers, memory


@dataclass
class Summary:
    """How a run went: the documents that were read in it and those in the result, by status.

    `again` of those that were read could not be opened before either.
    """

    read: Counter[str] = field(default_factory=Counter)
    again: int = 0
    result: Counter[str] = field(default_factory=Counter)
    gone: list[str] = field(default_factory=list)
    skipped: Skipped = field(default_factory=Skipped)
    no_text: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, done: Done) -> None:
        """Count what was read of a unit."""
        self.read.update(done.read)
        self.skipped.by_suffix.update(done.skipped)

    @property
    def code(self) -> int:
        """The exit code: 1 if a document that was read in this run was not read whole."""
        return 0 if set(self.read) <= {"ok"} else 1


def require_inputs(inputs: Sequence[str]) -> None:
    """Raises RequestError for one that is not there: of a disk that is not mounted, no document is gone."""
    for given in inputs:
        if not glob.has_magic(given) and not os.path.lexists(given):
            raise RequestError(f"input {given!r} is not there")


def require_parquet() -> None:
    """Raises RequestError if pyarrow is not there."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise RequestError("batch writes Parquet and needs pyarrow: pip install 'ordagrant[arrow]'") from None


def compared(manifest: Manifest) -> dict[str, Any]:
    """What two results must have in common, if one is to become the other."""
    lexicons = [(one["id"], one["sha256"]) for one in manifest.lexicons]
    return {**manifest.versions, **manifest.options, "lexicons": [list(one) for one in lexicons]}
