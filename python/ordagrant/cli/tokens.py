"""ordagrant tokens."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.conllu import conllu
from ordagrant.cli.options import Request, input_options, run


@click.command(epilog="Example: ordagrant tokens plan.txt --format csv --out tokens.csv")
@input_options
def tokens(**options: Any) -> int:
    """Words, numbers, marks, references and addresses.

    A row each, with its sentence, place, lower-case form, stem and lemma. --format conllu gives the format of Universal
    Dependencies, in which references are cut at spaces.
    """
    request = Request(**options)
    return run(
        request,
        lambda documents: request.kernel().tokens([document.row() for document in documents]),
        forms={"conllu": conllu},
    )
