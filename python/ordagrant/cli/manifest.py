"""--manifest: a run that says what its rows were made of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from ordagrant.cli.options import Against, Request, VerbT, Work, run
from ordagrant.cli.place import Place, require_apart
from ordagrant.manifest import Manifest, sha256_of

# Options that no row depends on, and those that a manifest has in columns of its own.
_LEFT_OUT = ("inputs", "threads", "format_", "out", "ledger", "strict", "lexicons", "meta", "against")


def manifest_option(verb: VerbT) -> VerbT:
    """--manifest."""
    return click.option(
        "--manifest",
        metavar="FILE",
        help="Write what the rows are made of: hashes of sources and lexicons, versions, options (JSON).",
    )(verb)


def run_with_manifest(
    request: Request,
    work: Work,
    manifest: str | None,
    asked: Mapping[str, object],
    *,
    whole: bool = False,
    against: Against | None = None,
) -> int:
    """As `run`; writes the manifest, if one is asked for, when all rows are written. `asked` are the verb's options."""
    if manifest is None:
        return run(request, work, whole=whole)
    read_from = [*request.inputs, *request.against, *request.lexicons, *([request.meta] if request.meta else ())]
    require_apart(request.out, request.ledger, read_from, {"--manifest": manifest})
    hashes: list[tuple[str, str]] = []
    if against is not None:
        against.hashes = hashes
    place = Place(manifest, "--manifest")
    with place as file:
        code = run(request, work, whole=whole, hashes=hashes)
        if request.strict and code != 0:
            place.discard()  # as the rows were
        else:
            result = request.out if request.out and Path(request.out).is_file() else None
            file.write(manifest_of(request, manifest, asked, hashes, result).written())
    return code


def manifest_of(
    request: Request,
    path: str | Path,
    asked: Mapping[str, object],
    hashes: list[tuple[str, str]],
    result: str | None = None,
) -> Manifest:
    """What rows are made of that a request asks for; `result` is the file that they were written to."""
    reading = {name.removesuffix("_"): value for name, value in vars(request).items() if name not in _LEFT_OUT}
    return Manifest.of(
        path,
        str(click.get_current_context().info_name),
        lexicons=request.lexicons,
        options={**reading, **asked},
        inputs=request.inputs,
        against=request.against,
        sources=[*hashes, *([(request.meta, sha256_of(request.meta))] if request.meta else ())],
        result=result,
    )
