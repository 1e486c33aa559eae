"""The lexicons that come with the package, as data, and those of users; the format is this folder's README.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ordagrant import _core
from ordagrant.errors import RequestError

FOLDER = Path(__file__).parent


@cache
def entries_of(files: tuple[str, ...] = ()) -> list[_core.lexicon.Entry]:
    """The entries of these lexicon files; of none, those of every shipped one, by language and then by file name.

    Raises RequestError, with line and column, for a file that cannot be read or breaks the format.
    """
    if not files:
        shipped = sorted(FOLDER.glob("*/*.tsv"))
        return [entry for file in shipped for entry in _parse(f"{file.parent.name}/{file.name}", file)]
    return [entry for file in files for entry in _parse(file, Path(file))]


def _parse(name: str, file: Path) -> list[_core.lexicon.Entry]:
    try:
        return _core.lexicon.parse(name, file.read_bytes())
    except OSError as error:
        raise RequestError(f"lexicon {name!r} cannot be read: {error.strerror}") from None


def forms_of(entry: _core.lexicon.Entry) -> dict[str, list[str]]:
    """What an entry matches, by how it does: its forms, the beginnings and ends of the compounds it takes.

    The forms of a phrase are those of its words, a slash between them.
    """
    paradigms = _core.forms.Paradigms(entry.language)
    words = entry.term.split(" ")
    if entry.kind == "stem":
        return {"words that begin with": [entry.term]}
    forms = [paradigms.inflect(word, pos) for word, pos in zip(words, entry.pos, strict=True)]
    if entry.kind == "phrase":
        return {"words": ["/".join(of_word) for of_word in forms]}
    found = {"forms": forms[0]}
    if entry.compound in ("modifier", "either"):
        found["compounds that begin with"] = paradigms.modifiers(entry.term)
    if entry.compound in ("head", "either"):
        found["compounds that end with"] = forms[0]
    return found
