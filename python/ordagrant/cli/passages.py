"""ordagrant passages."""

from __future__ import annotations

from typing import Any

import click

from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.verbs import examples


@click.command(
    epilog=examples(
        "passages minutes/ --kind item --format table",
        "passages minutes/ --kind vote,decision,assignment --format csv --out decided.csv",
    )
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND[,KIND]",
    help="Only these: heading, item, part, speaker, post, reply, appendix, head, paragraph, list_item, table_row, "
    "quoted; and facts with columns of their own: vote, decision, assignment, figure. May be given more than once.",
)
@input_options
def passages(kinds: tuple[str, ...], **options: Any) -> int:
    """How documents are divided, and what they state.

    A row a passage, with the headings around it, its number, its date and who speaks; or a row a vote, decision,
    assignment or figure. The value and unit of a figure are as printed, not scaled: of 2,3 miljarder kronor they are
    2.3 and miljarder kronor; compared is what the text sets beside it, such as an earlier value or a target.
    """
    request = Request(**options)
    asked = [kind.strip() for given in kinds for kind in given.split(",") if kind.strip()]
    return run(
        request,
        lambda documents: request.kernel().passages([document.row() for document in documents], kinds=asked),
    )
