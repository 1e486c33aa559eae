"""Manifest: what results were made of and by, so that others can make them again and say whether they are the same."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ordagrant import _core
from ordagrant.errors import RequestError
from ordagrant.lexicons import FURTHER, entries_of, further, paths_of

NAME = "manifest.json"  # in a folder of results

_STDIN = "-"
_VERSION = re.compile(r"^#\s*version:\s*(\S.*?)\s*$", re.MULTILINE | re.IGNORECASE)


def own_version() -> str:
    """The version of this package."""
    from importlib.metadata import version  # which loads the library of mail

    return version("ordagrant")


def versions() -> dict[str, str]:
    """The versions that results depend on: ours, ICU's and Unicode's."""
    return {
        "ordagrant": own_version(),
        "icu": _core.text.icu_version(),
        "unicode": _core.text.unicode_version(),
    }


def lexicons_of(lexicons: Sequence[str] = ()) -> list[dict[str, str | None]]:
    """What each file of these lexicons is: `id`, `version`, `sha256` of its bytes; of none, the shipped ones.

    The id of a shipped one is its language and name, and its version the package's, unless it says another in a line
    `# version: 2026-11`; that of a user's is its name, and its version what such a line says, or None. A further
    lexicon that is asked for by its name is the table of its ids. Raises RequestError for a file that is no lexicon.
    """
    entries_of(tuple(lexicons))
    own = own_version()
    names = [lexicon for lexicon in lexicons if lexicon in further()]
    found = [
        _lexicon(path.name, path, None) if name in lexicons else _lexicon(name.removesuffix(".tsv"), path, own)
        for name, path in paths_of(lexicons)
    ]
    return [*(_lexicon(name, FURTHER / "ids.tsv", own) for name in names), *found]


def _lexicon(id: str, file: Path, otherwise: str | None) -> dict[str, str | None]:
    content = file.read_bytes()
    said = _VERSION.search(content.decode("utf-8", "replace"))
    return {"id": id, "version": said[1] if said else otherwise, "sha256": hashlib.sha256(content).hexdigest()}


def sha256_of(path: str | Path) -> str:
    """The hash of a file's bytes."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Manifest:
    """What a manifest says. Paths are relative to the folder that it lies in, but for standard input, `-`.

    An input that was named by its absolute path and is no folder stands as it was given: it is the id of its document.

    `start` is the folder that the command was run in, from which ids that are paths are counted. `against` are the
    inputs that were compared with. `sources` are the files that were read, of these as well, with the SHA-256 of their
    bytes, `result` the file of the rows with that of its own. Of an archive, whose ledger says what was read, `parts`
    are the files of the rows: `rows`, `bytes` and `sha256` of each.
    """

    verb: str
    versions: Mapping[str, str]
    lexicons: Sequence[Mapping[str, str | None]]
    options: Mapping[str, Any]
    start: str
    inputs: Sequence[str]
    against: Sequence[str]
    sources: Mapping[str, str]
    result: tuple[str, str] | None
    parts: Mapping[str, Mapping[str, Any]] | None = None

    @classmethod
    def of(
        cls,
        path: str | Path,
        verb: str,
        *,
        lexicons: Sequence[str],
        options: Mapping[str, Any],
        inputs: Iterable[str],
        against: Iterable[str] = (),
        sources: Iterable[tuple[str, str]],
        result: str | None,
        parts: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Manifest:
        """The manifest that is to lie at `path`, of a command that was run here.

        `options` are those that the rows depend on; `sources` are paths and hashes. No time gets into it, and no
        absolute path but those that are ids, so that it is the same wherever the folders lie.
        """
        folder = Path(path).resolve().parent
        start = os.path.relpath(Path.cwd(), folder)

        def beside(given: str) -> str:
            if given == _STDIN:
                return given
            # As it was given, so that ids come out the same: they are paths as given, or below a folder.
            is_above = Path(given).is_absolute() and Path(given).is_dir()
            return os.path.relpath(given, folder) if is_above else _joined(start, given)

        return cls(
            verb,
            versions(),
            lexicons_of(lexicons),
            options,
            start,
            [beside(given) for given in inputs],
            [beside(given) for given in against],
            dict(
                sorted((_STDIN if file == _STDIN else os.path.relpath(file, folder), found) for file, found in sources)
            ),
            None if result is None else (os.path.relpath(result, folder), sha256_of(result)),
            parts,
        )

    def written(self) -> bytes:
        """As JSON."""
        content = {
            "verb": self.verb,
            **self.versions,
            "lexicons": list(self.lexicons),
            "options": dict(self.options),
            "run_in": self.start,
            "inputs": list(self.inputs),
            "against": list(self.against),
            "sources": [{"path": path, "sha256": found} for path, found in self.sources.items()],
            "result": None if self.result is None else {"path": self.result[0], "sha256": self.result[1]},
        }
        if self.parts is not None:
            content["parts"] = [{"path": path, **about} for path, about in sorted(self.parts.items())]
        return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"

    @classmethod
    def read(cls, path: str | Path) -> Manifest:
        """The manifest in a file. Raises RequestError for a file that is none."""
        try:
            found = json.loads(Path(path).read_bytes())
            result, parts = found["result"], found.get("parts")
            return cls(
                found["verb"],
                {name: found[name] for name in ("ordagrant", "icu", "unicode")},
                found["lexicons"],
                found["options"],
                found["run_in"],
                found["inputs"],
                found["against"],
                {source["path"]: source["sha256"] for source in found["sources"]},
                None if result is None else (result["path"], result["sha256"]),
                None if parts is None else {part.pop("path"): part for part in parts},
            )
        except OSError as error:
            raise RequestError(f"manifest {str(path)!r} cannot be read: {error.strerror}") from None
        except (ValueError, KeyError, TypeError) as error:
            raise RequestError(f"{str(path)!r} is no manifest: {type(error).__name__}: {error}") from None

    def before(self, folder: str | Path) -> str:
        """What ids that are paths begin with, if inputs are read from `folder`, where the manifest lies."""
        return _joined(str(folder), self.start) + "/"

    def inputs_from(self, folder: str | Path) -> list[str]:
        """The inputs as paths, by way of `folder`."""
        return [given if given == _STDIN else _joined(str(folder), given) for given in self.inputs]


def _joined(folder: str, path: str) -> str:
    """Path behind folder, neither of them changed: `..` and `./a.txt` stay in it. An absolute one is by itself."""
    return path if folder == "." or Path(path).is_absolute() else f"{folder}/{path}"
