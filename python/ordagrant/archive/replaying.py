"""Repeating a run by its manifest."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ordagrant.archive.folder import Folder, require_same
from ordagrant.archive.request import Means, Request, Step, Summary, compared, require_inputs, require_parquet
from ordagrant.archive.run import batch
from ordagrant.errors import RequestError
from ordagrant.lexicons import further
from ordagrant.manifest import NAME, Manifest
from ordagrant.readers import ReadOptions


@dataclass(frozen=True)
class Replayed:
    """What came of repeating a run: how many parts there were, and those that are not the same, with what they are."""

    parts: int
    differ: Mapping[str, str]
    summary: Summary


def replay(
    manifest: str | Path,
    means: Means | None = None,
    lexicons: Sequence[str] = (),
    step: Step = lambda _files, _all, _documents: None,
) -> Replayed:
    """Repeat a run by its manifest in a folder that is not kept, and compare the bytes.

    `lexicons` are the files that it was made with, if any. Raises RequestError for a manifest that is none of a run
    over an archive, or if the versions or lexicons are others now.
    """
    require_parquet()
    path = Path(manifest).resolve()
    told = Manifest.read(path)
    if told.verb != "batch" or told.parts is None:
        raise RequestError(f"{str(manifest)!r} is the manifest of {told.verb}, and no archive's")
    named = tuple(one["id"] for one in told.lexicons if one["id"] in further())
    options = dict(told.options)
    asked = {name: options.pop(name) for name in ("plan", "no_repair", "resamples", "seed")}
    meta = [str(path.parent / file) for file in told.sources]
    start = path.parent / told.start
    if not start.is_dir():
        raise RequestError(f"the run was in {str(start)!r}, which is not there")
    with _inside(start):
        inputs = [_as_given(one, told, path.parent) for one in told.inputs]
        require_inputs(inputs)
        reading = ReadOptions(**options, meta=meta[0] if meta else None)
        request = Request(inputs, reading, lexicons=(*named, *lexicons), **asked)
        with tempfile.TemporaryDirectory(prefix="ordagrant-") as out:
            require_same(compared(told), compared(request.manifest(Folder(out), {})), f"{str(manifest)!r}")
            summary = batch(request, Path(out, "result"), means, step=step)
            made = Manifest.read(Path(out, "result", NAME)).parts or {}
    differ = {}
    for part in sorted({*told.parts, *made}):
        if part not in made:
            differ[part] = "is not made any more"
        elif part not in told.parts:
            differ[part] = "was not made then"
        elif made[part] != told.parts[part]:
            differ[part] = "has other bytes"
    return Replayed(len(told.parts), differ, summary)


def _as_given(input: str, told: Manifest, folder: Path) -> str:
    """The input as it was given, so that ids come out the same; in these that of an absolute folder does not stand."""
    if told.start == "." or input.startswith(f"{told.start}/"):
        return input.removeprefix(f"{told.start}/")
    return str(folder / input)


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
