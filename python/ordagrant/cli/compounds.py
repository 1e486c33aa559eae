"""ordagrant compounds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import click

from ordagrant import _core
from ordagrant.cli.place import Place
from ordagrant.document import AUTO, requested
from ordagrant.errors import RequestError
from ordagrant.language import language, shipped

_STANDARD_INPUT = "-"
_WORDS_AT_ONCE = 10_000


@click.command(epilog="Example: ordagrant compounds words.txt --lang da --out parts.tsv")
@click.option("--out", metavar="PATH", help="Write the lines to this file, not to standard output.")
@click.option("--lang", default=AUTO, show_default=True, metavar="|".join([AUTO, *shipped()]), help="Language.")
@click.argument("input_", default=_STANDARD_INPUT, metavar="[FILE]")
def compounds(input_: str, lang: str, out: str | None) -> int:
    """The parts of compounds.

    Words are read from FILE or standard input, one a line. A line each: the word, a tab, its parts joined by +. A
    linking element stays with the part before it; a word that is no compound is its only part.
    """
    requested(lang)
    with ExitStack() as opened:
        words = _words(sys.stdin.buffer if input_ == _STANDARD_INPUT else opened.enter_context(_opened(input_)))
        place = opened.enter_context(Place(out, "--out"))
        splitter: _core.forms.Compounds | None = None
        while some := list(islice(words, _WORDS_AT_ONCE)):
            splitter = splitter or _core.forms.Compounds(_language_of(some) if lang == AUTO else lang)
            lines = (f"{word}\t{'+'.join(parts)}\n" for word, parts in zip(some, splitter.split(some), strict=True))
            place.write("".join(lines).encode())
    return 0


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise RequestError(f"words {path!r} cannot be read: {error.strerror}") from None


def _words(lines: Iterable[bytes]) -> Iterator[str]:
    """The words: the lines without the space around them; what stands behind a tab is not the word's."""
    for line in lines:
        if word := line.decode(errors="replace").lstrip("\ufeff").split("\t", 1)[0].strip():
            yield word


def _language_of(words: list[str]) -> str:
    (found,) = language(" ".join(words))["lang"]
    if found not in shipped():
        raise RequestError(f"the language of the words is not one of: {', '.join(shipped())}; --lang says which it is")
    return str(found)
