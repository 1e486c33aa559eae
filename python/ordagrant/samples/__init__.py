"""Samples: small corpora of our own, which come with the package."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, overload

from ordagrant.corpus import Corpus, read
from ordagrant.document import Document
from ordagrant.errors import require_one_of

SAMPLES = ("protocol", "protocols", "policies", "debate", "contacts")

_FOLDER = Path(__file__).parent

# The one that is a document: minutes in which both poles are said, reported and reversed.
_PROTOCOL = "sv_kommunstyrelsen_almvik.txt"


@overload
def sample(name: Literal["protocol"]) -> Document: ...
@overload
def sample(name: Literal["protocols", "policies", "debate", "contacts"]) -> Corpus: ...
def sample(name: str) -> Document | Corpus:
    """Texts to try things on, which the ordagrant authors wrote (CC BY 4.0); all of them are invented.

    - `protocol`, a Document: the minutes of a municipal board in Swedish.
    - `protocols`, a Corpus: minutes, debates and reports to a board, 4 in Swedish and 3 in Danish.
    - `policies`: strategies, plans and budgets, 3 in Swedish and 3 in Danish.
    - `debate`: what others wrote about governing, 5 in Swedish and 1 in Danish.
    - `contacts`: what citizens ask of authorities, 120 in each language. `meta` has `service`, `channel` and what a
      person called them: `demand`, `failure_kind`, `cause`.

    Of the first four `meta` has `title`, `kind` and `date`. Raises RequestError for another name.

    >>> import ordagrant as og
    >>> og.sample("policies")
    <Corpus: 6 documents of the sample policies, with title>
    >>> og.demand(og.sample("contacts").filter(lang="da")).summary["contacts"]
    120
    """
    require_one_of("sample", name, SAMPLES)
    if name == "protocol":
        return next(document for document in _texts("protocols") if document.id == _PROTOCOL)
    return Corpus._of_sample(name, _contacts() if name == "contacts" else _texts(name))


def _texts(name: str) -> list[Document]:
    manifest: dict[str, Any] = tomllib.loads((_FOLDER / name / "manifest.toml").read_text("utf-8"))
    documents = []
    for entry in manifest["document"]:
        path = _FOLDER / name / entry["file"]
        if not path.exists():  # another form of a text that is here
            continue
        meta = {"title": entry["title"], "kind": entry["kind"], "date": entry["date"]}
        documents.append(replace(read(path), id=path.name, meta=meta, columns=("title",)))
    return documents


def _contacts() -> list[Document]:
    documents = []
    for path in sorted((_FOLDER / "contacts").glob("*.jsonl"), reverse=True):  # as the others: Swedish first
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            known = ("service", "channel", "demand", "failure_kind", "cause")
            meta = {column: row[column] for column in known}
            documents.append(
                replace(Document.from_text(row["text"], row["id"], row["lang"], meta), columns=("service", "channel"))
            )
    return documents
