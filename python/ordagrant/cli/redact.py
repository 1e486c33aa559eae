"""ordagrant redact."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.verbs import examples
from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.privacy import row_of

_TEXT = "text"  # the form of masked texts and nothing else


@click.command(
    epilog=examples(
        "redact letter.txt",
        "redact contacts.csv --text message --out masked.csv",
    )
)
@click.option("--words", is_flag=True, help="With jsonl: what is masked as well, in a column `text`.")
@partial(input_options, forms=(_TEXT,), otherwise=_TEXT)
def redact(words: bool, **options: Any) -> int:
    """Documents or tables with personal data masked.

    Identity numbers, phone numbers, e-mail and IP addresses, accounts, plates, street addresses and names of private
    persons become █, a character each; white space stays. The form `text`, the default, is the texts alone; csv,
    parquet and table have a row a document, with id, status, text and redacted, and no other column: what was not read
    was not masked. jsonl has a row for each span that is masked: id, start, end, byte_start, byte_end, line, kind,
    length.
    """
    request = Request(**options)
    form = request.format_ or {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}.get(
        Path(request.out or "").suffix.lower(), _TEXT
    )
    if words and form != "jsonl":
        raise RequestError("--words belongs to --format jsonl")
    request = Request(**{**options, "format_": form})

    def work(documents: list[Document]) -> _core.batch.Table:
        rows = [row_of(document) for document in documents]
        return _core.privacy.spans(rows, words) if form == "jsonl" else _core.privacy.documents(rows)

    return run(request, work, forms={_TEXT: _as_text})


def _as_text(core: _core.batch.Table) -> bytes:
    """The texts, each ended by a line end."""
    texts: list[str] = core.column(core.names.index("text"))
    return "".join(text if text.endswith("\n") else text + "\n" for text in texts).encode()
