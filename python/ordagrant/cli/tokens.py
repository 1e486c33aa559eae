"""ordagrant tokens."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from ordagrant.cli.conllu import conllu
from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.verbs import examples
from ordagrant.errors import RequestError
from ordagrant.forms import LEMMATISERS
from ordagrant.tokens import lemma_of

_FORMS = {"conllu": conllu}


@click.command(
    epilog=examples(
        "tokens plan.txt --format table",
        "tokens minutes/ --columns id,sentence,lemma --out lemmas.parquet",
    )
)
@click.option("--columns", metavar="NAME,...", help="Only these columns; without lemma and parts it is far faster.")
@click.option(
    "--lemmatiser",
    default=LEMMATISERS[0],
    show_default=True,
    metavar="|".join(LEMMATISERS),
    help="Whose lemmas; simplemma has to be installed.",
)
@partial(input_options, forms=list(_FORMS))
def tokens(columns: str | None, lemmatiser: str, **options: Any) -> int:
    """Words, numbers, marks, references and addresses.

    A row each, with its sentence, place, lower-case form (norm), stem and lemma, and the parts of a compound. --format
    conllu gives the format of Universal Dependencies, in which references are cut at spaces.
    """
    request = Request(**options)
    if columns is not None and request.format_ in _FORMS:
        raise RequestError(f"--columns: --format {request.format_} has columns of its own")
    asked = [name.strip() for name in columns.split(",")] if columns else []
    lemmas = lemma_of(lemmatiser)
    return run(
        request,
        lambda documents: request.kernel().tokens(
            [document.row() for document in documents], columns=asked, lemma_of=lemmas
        ),
        forms=_FORMS,
    )
