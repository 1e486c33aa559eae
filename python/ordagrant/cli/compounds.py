"""ordagrant compounds."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from ordagrant import _core
from ordagrant.cli.coverage import Coverage, say
from ordagrant.cli.place import Place, require_apart
from ordagrant.cli.verbs import examples
from ordagrant.document import AUTO, Document, requested
from ordagrant.errors import RequestError
from ordagrant.forms import compounds_learnt, language_of, split
from ordagrant.language import shipped
from ordagrant.readers import ReadOptions, Skipped, documents

_STANDARD_INPUT = "-"
_WORDS_AT_ONCE = 10_000


@click.command(
    epilog=examples(
        "compounds words.txt --lang sv",
        "compounds words.txt --lang sv --learn minutes/ --out parts.tsv",
    )
)
@click.option(
    "--learn",
    multiple=True,
    metavar="INPUT",
    help="Learn from this file, folder or glob, which is in the language of the words: words that stand there three "
    "times or more may be parts as well. May be given more than once.",
)
@click.option("--out", metavar="PATH", help="Write the lines to this file, not to standard output.")
@click.option(
    "--text", default="text", show_default=True, metavar="COLUMN", help="The column to read of a table to learn from."
)
@click.option(
    "--lang", default=AUTO, show_default=True, metavar="|".join([AUTO, *shipped()]), help="The language of the texts."
)
@click.argument("input_", default=_STANDARD_INPUT, metavar="[FILE]")
def compounds(input_: str, lang: str, learn: tuple[str, ...], text: str, out: str | None) -> int:
    """The parts of compounds.

    Words are read from FILE or standard input, one a line; what stands behind a tab is passed over. A line each: the
    word, a tab, its parts joined by +. A linking element stays with the part before it; a word that is no compound is
    its only part.
    """
    requested(lang)
    if _STANDARD_INPUT in learn and input_ == _STANDARD_INPUT:
        raise RequestError("the words are read from standard input, and --learn '-' would read it too")
    require_apart(out, None, [input_, *learn])
    place = Place(out, "--out")
    skipped = Skipped()
    coverage = Coverage(skipped, None)
    with place as file:
        words = _words(input_)
        splitter: _core.forms.Compounds | None = None
        while some := list(islice(words, _WORDS_AT_ONCE)):
            if splitter is None:
                lang = language_of(some, lang)
                options = ReadOptions(text=text, lang=lang)
                learnt = _counted(documents(list(learn), options, skipped, place.files), coverage)
                splitter = compounds_learnt(learnt, lang)
            lines = (f"{compound.word}\t{'+'.join(compound.parts)}\n" for compound in split(some, splitter))
            file.write("".join(lines).encode())
    if learn:
        say(coverage.line())
    return coverage.code


def _words(path: str) -> Iterator[str]:
    """The words: the lines without the space around them and what stands behind a tab; empty ones are none."""
    try:
        content = sys.stdin.buffer.read() if path == _STANDARD_INPUT else Path(path).read_bytes()
    except OSError as error:
        raise RequestError(f"words {path!r} cannot be read: {error.strerror}") from None
    utf8, encoding, ill_formed = _core.text.decode(content)
    if ill_formed:
        places = "1 place is" if ill_formed == 1 else f"{ill_formed:,} places are"
        were = "was" if ill_formed == 1 else "were"
        say(f"{path}: {places} no {encoding} and {were} read as U+FFFD")
    for line in utf8.decode().split("\n"):
        if word := line.split("\t", 1)[0].strip():
            yield unicodedata.normalize("NFC", word)


def _counted(found: Iterator[Document], coverage: Coverage) -> Iterator[Document]:
    for document in found:
        coverage.add(document)
        yield document
