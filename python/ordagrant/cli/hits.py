"""ordagrant hits."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.manifest import manifest_option, run_with_manifest
from ordagrant.cli.options import Request, input_options, lexicon_option
from ordagrant.lexicon import NAMES, POLES, hits_core


@click.command(epilog="Example: ordagrant hits minutes/ --pole npm --pole trust --format table")
@click.option(
    "--pole", "poles", multiple=True, metavar="|".join(POLES), help="Only hits of this pole; may stand again."
)
@click.option(
    "--names", default=NAMES[0], show_default=True, metavar="|".join(NAMES), help="Names of firms, bodies and methods."
)
@lexicon_option
@manifest_option
@input_options
def hits(poles: tuple[str, ...], names: str, manifest: str | None, **options: Any) -> int:
    """Every use of a word of the lexicon.

    A row a hit, with its place, its context and what it speaks for.
    """
    request = Request(**options)
    return run_with_manifest(
        request,
        lambda documents: hits_core(documents, request.kernel(), poles, names),
        manifest,
        {"pole": poles, "names": names},
    )
