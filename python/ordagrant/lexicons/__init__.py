"""The lexicons that come with the package, as data, and those of users; the format is this folder's README.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ordagrant import _core
from ordagrant.errors import RequestError

FOLDER = Path(__file__).parent
FURTHER = FOLDER / "further"


@dataclass(frozen=True, slots=True)
class Further:
    """A lexicon that sorts the words of the shipped one, and some of its own, by other ids."""

    name: str
    pole: str  # of its hits
    about: str
    source: str
    ids: dict[str, str]  # what each of them means


@cache
def further() -> dict[str, Further]:
    """The further lexicons by name, in the order in which further/lexicons.tsv lists them."""
    ids: dict[str, dict[str, str]] = {}
    for name, id, meaning in _rows(FURTHER / "ids.tsv"):
        ids.setdefault(name, {})[id] = meaning
    return {
        name: Further(name, pole, about, source, ids[name])
        for name, pole, about, source in _rows(FURTHER / "lexicons.tsv")
    }


def _rows(file: Path) -> list[list[str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]  # after the header


def entries_of(lexicons: tuple[str, ...] = ()) -> list[_core.lexicon.Entry]:
    """The entries of these lexicon files; of none, those of every shipped one, by language and then by file name.

    The name of a further lexicon among `lexicons` gives the entries their places in it (`Entry.place`). Raises
    RequestError, with line and column, for a file that cannot be read or breaks the format, and for two names.
    """
    return _entries(lexicons, changes_of(lexicons))


def changes_of(lexicons: tuple[str, ...]) -> tuple[int, ...]:
    """When each file of a user was changed last, so that what was read of it before is not taken for what it says."""
    files = (Path(lexicon) for lexicon in lexicons if lexicon not in further())
    return tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in files)


@lru_cache(maxsize=8)
def _entries(lexicons: tuple[str, ...], _changed: tuple[int, ...]) -> list[_core.lexicon.Entry]:
    names = [lexicon for lexicon in lexicons if lexicon in further()]
    if len(names) > 1:
        raise RequestError(f"lexicons {names[0]!r} and {names[1]!r}: a hit is counted by one further lexicon at a time")
    entries = [entry for name, file in paths_of(lexicons) for entry in _parse(name, file)]
    return _core.lexicon.placed(entries, names[0], further()[names[0]].pole) if names else entries


def paths_of(lexicons: Sequence[str] = ()) -> list[tuple[str, Path]]:
    """The files whose entries these lexicons have, each with what it is called; of none, the shipped ones."""
    if files := [lexicon for lexicon in lexicons if lexicon not in further()]:
        return [(file, Path(file)) for file in files]
    shipped = sorted(file for language in _core.language.shipped() for file in (FOLDER / language).glob("*.tsv"))
    return [(f"{file.parent.name}/{file.name}", file) for file in [*shipped, *(_further_files() if lexicons else [])]]


def further_entries() -> list[_core.lexicon.Entry]:
    """The entries that only further lexicons have, of pole theme."""
    return [entry for file in _further_files() for entry in _parse(f"further/{file.name}", file)]


def _further_files() -> list[Path]:
    files = (FURTHER / f"{language}.tsv" for language in _core.language.shipped())
    return sorted(file for file in files if file.exists())  # not every language has words of its own in them


def _parse(name: str, file: Path) -> list[_core.lexicon.Entry]:
    try:
        return _core.lexicon.parse(name, file.read_bytes())
    except OSError as error:
        raise RequestError(
            f"lexicon {name!r} cannot be read: {error.strerror}; those with a name are: {', '.join(further())}"
        ) from None


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
