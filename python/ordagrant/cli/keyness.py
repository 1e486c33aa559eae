"""ordagrant keyness."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.coverage import say
from ordagrant.cli.options import Against, Request, against_option, input_options, lexicon_option, run
from ordagrant.cli.verbs import examples
from ordagrant.document import Document
from ordagrant.keyness import OF, counted, require_of
from ordagrant.lexicon import NAMES, require_names

_MOST_NAMES = 10  # of those left out, in a message


@click.command(epilog=examples("keyness policies/ --against minutes/ --of lemmas --format table | head -50"))
@partial(against_option, required=True)
@click.option("--of", default="words", show_default=True, metavar="|".join(OF), help="What is compared.")
@click.option(
    "--names", default=NAMES[0], show_default=True, metavar="|".join(NAMES), help="Names of firms, bodies and methods."
)
@lexicon_option
@input_options
def keyness(of: str, names: str, **options: Any) -> int:
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
    require_names(names)
    by = request.kernel()
    comparison = _core.keyness.Comparison()
    against = Against(request)
    left_out: Counter[str] = Counter()

    def work(documents: list[Document]) -> None:
        for words, counts, found in counted(documents, by, of, names):
            comparison.add_target(words, counts)
            left_out.update(found)

    def end() -> _core.batch.Table:
        for chunk in against:
            for words, counts, found in counted(chunk, by, of, names):
                comparison.add_reference(words, counts)
                left_out.update(found)
        return comparison.table()

    code = run(request, work, end=end)
    say(f"{comparison.target_words:,} words against {comparison.reference_words:,}")
    if left_out:
        most = sorted(left_out.items(), key=lambda counted: (-counted[1], counted[0]))
        more = [f"{len(most) - _MOST_NAMES:,} more"] if len(most) > _MOST_NAMES else []
        named = ", ".join([f"{name} {count:,}" for name, count in most[:_MOST_NAMES]] + more)
        say(f"names left out: {named} (--names include compares them too)")
    for side, words in (("INPUT", comparison.target_words), ("REFERENCE", comparison.reference_words)):
        if not words:
            say(f"{side} has no words: there is nothing to compare")
    return max(code, against.code)
