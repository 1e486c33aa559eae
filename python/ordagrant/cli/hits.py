"""ordagrant hits."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.coverage import say
from ordagrant.cli.manifest import manifest_option, run_with_manifest
from ordagrant.cli.options import Request, input_options, lexicon_option
from ordagrant.cli.verbs import examples
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.lexicon import NAMES, POLES, forms_of_terms, hits_core, said_of_forms, terms_of


@click.command(
    epilog=examples(
        "hits minutes/ --pole npm --pole trust --format table",
        'hits minutes/ --terms "tillit, *styrning, faglig kunskap" --format table',
        "hits policies/ --lexicon hood --out hood.csv",
    )
)
@click.option(
    "--pole",
    "poles",
    multiple=True,
    metavar="|".join(POLES),
    help="Only hits of this pole; may be given more than once.",
)
@click.option(
    "--names", default=NAMES[0], show_default=True, metavar="|".join(NAMES), help="Names of firms, bodies and methods."
)
@click.option(
    "--terms",
    multiple=True,
    metavar="TERMS",
    help="Search these words or phrases, with commas between them, without the lexicon; may be given more than once.",
)
@click.option("--exact", is_flag=True, help="Search --terms only as they are written.")
@lexicon_option
@manifest_option
@input_options
def hits(
    poles: tuple[str, ...], names: str, terms: tuple[str, ...], exact: bool, manifest: str | None, **options: Any
) -> int:
    """Every use of a word of the lexicon, or of --terms.

    A row a hit, with its place, its context and what it speaks for.

    --terms searches any words: tillit finds all forms of the word (tilliten, tillitens), tillit* and *styrning words
    that begin or end so, and several words a phrase. Suspended compounds are read: målstyrning finds
    mål- och resultatstyrning too. With --exact only what is written as given is found, in capitals or not. Each form
    that was found is written to stderr with its count.
    """
    request = Request(**options)
    asked = terms_of(terms)
    if asked and request.lexicons:
        raise RequestError("--terms searches without a lexicon: --lexicon does not go with it")
    forms: Counter[tuple[str, str]] = Counter()

    def work(documents: list[Document]) -> _core.batch.Table:
        rows = hits_core(documents, request.kernel(), poles, names, asked, exact=exact)
        if asked:
            forms.update(forms_of_terms(rows))
        return rows

    code = run_with_manifest(request, work, manifest, {"pole": poles, "names": names, "terms": terms, "exact": exact})
    for line in said_of_forms(asked, forms):
        say(line)
    return code
