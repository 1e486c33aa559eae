"""Seen: what the last report held, so that the next one shows only what is new.

The file of it holds hashes and nothing else: of the documents' ids, of their parts and of the passages in these. A part
is an item of minutes (§ 45, with all that belongs to it), and elsewhere a passage.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ordagrant.errors import RequestError
from ordagrant.report.shown import Shown

_FORMAT = "ordagrant seen"
_VERSION = 1
_HASHED = ("parts", "passages")
_HASH_BYTES = 16  # of 2^64 parts two would be taken for each other


@dataclass(frozen=True)
class Part:
    """A part of a document: its passages, from `first` to before `end`, the hash of its words, and those of theirs."""

    first: int
    end: int
    hash: str
    passages: tuple[str, ...]


@dataclass(frozen=True)
class News:
    """What is new in a document: `kind` is new, changed or same, `parts` and `passages`, by number, are those new.

    So many parts as `gone` says stand there no more and have no new ones in their place.
    """

    kind: str
    parts: list[Part]
    passages: frozenset[int] = frozenset()
    gone: int = 0


def parts_of(shown: Shown) -> list[Part]:
    """The parts of a document. Spaces and line ends are no part of their words."""
    bounds: list[tuple[int, int]] = []
    item: str | None = None
    for number, passage in enumerate(shown.passages):
        if passage["kind"] == "item":
            item = passage["number"]
            bounds.append((number, number + 1))
        elif item is not None and passage["number"] == item:
            bounds[-1] = (bounds[-1][0], number + 1)
        else:
            item = None
            bounds.append((number, number + 1))
    source = shown.document.source
    parts = []
    for first, end in bounds:
        passages = shown.passages[first:end]
        words = [" ".join(source[one["source_start"] : one["source_end"]].split()) for one in passages]
        parts.append(Part(first, end, _hash(" ".join(words)), tuple(map(_hash, words))))
    return parts


class Seen:
    """The documents of earlier runs as they were when last read.

    By the hash of an id, the hashes of `parts` and of `passages`.
    """

    def __init__(self, documents: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._documents = dict(documents)
        self._contents = {_whole(hashes["parts"]) for hashes in self._documents.values()}

    @classmethod
    def read(cls, path: str) -> Seen:
        """What a file says; without the file nothing was seen. Raises RequestError for a file of another kind."""
        try:
            found = json.loads(Path(path).read_bytes())
            if found[_FORMAT] != _VERSION:
                raise RequestError(f"--state {path!r} is of version {found[_FORMAT]!r}, and this one reads {_VERSION}")
            return cls(
                {
                    str(id): {name: [str(hash) for hash in hashes[name]] for name in _HASHED}
                    for id, hashes in found["documents"].items()
                }
            )
        except FileNotFoundError:
            return cls({})
        except OSError as error:
            raise RequestError(f"--state {path!r} cannot be read: {error.strerror}") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RequestError(f"--state {path!r} holds nothing that was seen: {type(error).__name__}") from None

    def news(self, documents: Sequence[Shown]) -> list[News]:
        """What of each document was not there when it was last read.

        A document that stood elsewhere word for word is the same, whatever it is called.
        """
        return [self._news(key, parts_of(shown)) for key, shown in _by_key(documents)]

    def _news(self, key: str, parts: list[Part]) -> News:
        if not parts or _whole(part.hash for part in parts) in self._contents:
            return News("same", [])
        before = self._documents.get(key)
        if before is None:
            return News("new", parts, frozenset(range(parts[-1].end)))
        known, known_passages = (set(before[name]) for name in _HASHED)
        new = [part for part in parts if part.hash not in known]
        passages = (
            part.first + at for part in new for at, hash in enumerate(part.passages) if hash not in known_passages
        )
        gone = len(known - {part.hash for part in parts}) - len(new)
        return News("changed", new, frozenset(passages), max(gone, 0))

    def with_documents(self, documents: Sequence[Shown]) -> Seen:
        """The same and these documents, as they are now. What could not be read stays as it was."""
        read = {}
        for key, shown in _by_key(documents):
            if parts := parts_of(shown):
                hashes = [hash for part in parts for hash in part.passages]
                read[key] = {"parts": [part.hash for part in parts], "passages": hashes}
        return Seen({**self._documents, **read})

    def written(self) -> bytes:
        """As JSON; equal states are equal bytes."""
        content: dict[str, Any] = {_FORMAT: _VERSION, "documents": dict(sorted(self._documents.items()))}
        return json.dumps(content, indent=1).encode() + b"\n"


def _by_key(documents: Sequence[Shown]) -> Iterator[tuple[str, Shown]]:
    """Each document and what it is known by: its id, and how many before it have the same."""
    before: Counter[str] = Counter()
    for shown in documents:
        id = shown.document.id
        yield _hash(f"{id}\n{before[id]}"), shown
        before[id] += 1


def _whole(hashes: Iterable[str]) -> str:
    return _hash(" ".join(hashes))


def _hash(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=_HASH_BYTES).hexdigest()
