"""ordagrant lexicon suggest."""

from __future__ import annotations

import click

from ordagrant.cli.coverage import Coverage, say
from ordagrant.cli.options import lexicon_option
from ordagrant.cli.place import Place, require_apart
from ordagrant.cli.verbs import examples
from ordagrant.corpus import chunks
from ordagrant.document import AUTO
from ordagrant.language import shipped
from ordagrant.progress import progress
from ordagrant.readers import ReadOptions, Skipped, documents
from ordagrant.suggestions import MOST, Neighbours, as_lexicon


@click.command(epilog=examples("lexicon suggest policies/ --category trust_discretion --out suggested.tsv"))
@click.option("--category", required=True, metavar="CATEGORY", help="The category, named as its rate in `score` is.")
@click.option(
    "--most", type=click.IntRange(min=1), default=MOST, show_default=True, metavar="N", help="Words of each language."
)
@lexicon_option
@click.option("--out", metavar="PATH", help="Write the lines to this file, not to standard output.")
@click.option("--text", default="text", show_default=True, metavar="COLUMN", help="The column to read.")
@click.option("--id", "id_", default="id", show_default=True, metavar="COLUMN", help="The column with the id.")
@click.option(
    "--lang", default=AUTO, show_default=True, metavar="|".join([AUTO, *shipped()]), help="The language of the texts."
)
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
def suggest(
    corpus: tuple[str, ...],
    category: str,
    most: int,
    lexicons: tuple[str, ...],
    out: str | None,
    lang: str,
    id_: str,
    text: str,
) -> int:
    """Words that stand beside those of a category.

    A lexicon file in which every line is a comment: words that stand in sentences with hits of the category more often
    than elsewhere and are no entry of it, by how typical they are (z of the weighted log-odds), with how unevenly they
    are spread over the documents (DP) and three places each. Take the # off the words that belong, correct their lines,
    and `ordagrant lexicon check` accepts the file.
    """
    options = ReadOptions(text=text, id=id_, lang=lang)
    require_apart(out, None, [*corpus, *lexicons])
    neighbours = Neighbours(category, lexicons)
    skipped = Skipped()
    coverage = Coverage(skipped, None)
    place = Place(out, "--out")
    with place as file, progress() as step:
        for chunk in chunks(documents(list(corpus), options, skipped, place.files)):
            for document in chunk:
                coverage.add(document)
            neighbours.add(chunk)
            step(len(chunk), sum(len(document.utf8) for document in chunk))
        found = neighbours.suggestions(most)
        file.write(as_lexicon(neighbours, found).encode())
    say(coverage.line())
    words = "1 word" if len(found) == 1 else f"{len(found):,} words"
    say(f"{words} beside {neighbours.pole}_{neighbours.category}, which is hit in {neighbours.sentences:,} sentences")
    return coverage.code
