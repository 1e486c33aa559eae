"""ordagrant tokens."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from ordagrant.cli.conllu import conllu
from ordagrant.cli.options import Request, input_options, run

_FORMS = {"conllu": conllu}


@click.command(epilog="Example: ordagrant tokens plan.txt --format csv --out tokens.csv")
@partial(input_options, forms=list(_FORMS))
def tokens(**options: Any) -> int:
    """Words, numbers, marks, references and addresses.

    A row each, with its sentence, place, lower-case form (norm), stem and lemma, and the parts of a compound. --format
    conllu gives the format of Universal Dependencies, in which references are cut at spaces.
    """
    request = Request(**options)
    return run(
        request,
        lambda documents: request.kernel().tokens([document.row() for document in documents]),
        forms=_FORMS,
    )
