"""ordagrant keyness."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.coverage import say
from ordagrant.cli.options import Against, Request, against_option, input_options, lexicon_option, run
from ordagrant.cli.verbs import examples
from ordagrant.document import Document
from ordagrant.keyness import OF, counted, require_of


@click.command(epilog=examples("keyness policies/ --against minutes/ --of lemmas --format table | head -50"))
@partial(against_option, required=True)
@click.option("--of", default="words", show_default=True, metavar="|".join(OF), help="What is compared.")
@lexicon_option
@input_options
def keyness(of: str, **options: Any) -> int:
    """What is typical of texts against others.

    A row a word of either side: how often it stands in each, how surely (g2, z) and how much (log_ratio, with its 95 %
    interval) it differs, how unevenly it is spread over the documents (dp_target, dp_reference: 0 evenly, towards 1 in
    one of many), and the chance of such a g2 corrected for as many words as there are (p_holm, p_bh). What is typical
    of INPUT comes first, what is typical of REFERENCE last.

    A word with a dp near 1 is typical of a document and not of a side: names and what one text is about come to the
    top by that. --of categories counts the lexicon's words, whatever is said of them.
    """
    request = Request(**options)
    require_of(of)
    by = request.kernel()
    comparison = _core.keyness.Comparison()
    against = Against(request)

    def work(documents: list[Document]) -> None:
        for words, counts in counted(documents, by, of):
            comparison.add_target(words, counts)

    def end() -> _core.batch.Table:
        for chunk in against:
            for words, counts in counted(chunk, by, of):
                comparison.add_reference(words, counts)
        return comparison.table()

    code = run(request, work, end=end)
    say(f"{comparison.target_words:,} words against {comparison.reference_words:,}")
    for side, words in (("INPUT", comparison.target_words), ("REFERENCE", comparison.reference_words)):
        if not words:
            say(f"{side} has no words: there is nothing to compare")
    return max(code, against.code)
