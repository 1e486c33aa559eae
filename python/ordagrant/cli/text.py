"""ordagrant text."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.verbs import examples


@click.command(
    epilog=examples(
        "text plan.txt --repairs --format table",
        "text minutes/ --out readings.jsonl",
    )
)
@click.option("--repairs", is_flag=True, help="A row a repair instead: id, start, end, kind, before, after.")
@input_options
def text(repairs: bool, **options: Any) -> int:
    """The text of documents as it is read.

    A row a document: id, language, encoding, pages, status, text. What files, pages and extraction broke is mended;
    the author's own errors stay. Kinds of repair: mojibake, decomposed, ligature, soft_hyphen, space, hyphen,
    footnote_mark, glued, split_word, line_break, page_break, running_head, page_number, web_chrome.
    """
    request = Request(**options)
    work = request.kernel().repairs if repairs else request.kernel().text
    return run(request, lambda documents: work([document.row() for document in documents]))
