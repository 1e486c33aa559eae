"""ordagrant demand."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Any

import click

from ordagrant import _core
from ordagrant.cli.coverage import say
from ordagrant.cli.options import Request, input_options, run
from ordagrant.cli.place import Place, require_apart
from ordagrant.demand import Demands, demand_core, said_of, weights_of
from ordagrant.document import Document

_MOST_GROUPS = 20  # on stderr; all of them are in --summary


@click.command(epilog="Example: ordagrant demand contacts.csv --text message --group service --summary shares.json")
@click.option("--group", metavar="COLUMN", help="Shares of each value of this column as well.")
@click.option("--summary", metavar="FILE", help="Write the shares with their intervals to this file (JSON).")
@click.option("--model", metavar="FILE", help="Judge by this model (DemandModel.save), not by the shipped one.")
@click.option("--no-redact", is_flag=True, help="Leave personal data in the evidence as it is.")
@input_options
def demand(summary: str | None, model: str | None, no_redact: bool, **options: Any) -> int:
    """Value or failure demand of contacts.

    A row a contact: what was asked for, with the probability of failure demand, its kind, the cause where the text
    states one, and the words that decided. The share of failure demand, with its 95 % interval, is written to stderr;
    contacts that do not tell are counted apart and are in no denominator.
    """
    request = Request(**options)
    weights = weights_of(model)
    require_apart(summary, request.out, [*request.inputs, *([model] if model else [])])
    made: list[Demands] = []

    def work(documents: list[Document]) -> _core.batch.Table:
        core = demand_core(documents, weights, redact=not no_redact, threads=request.threads)
        groups = None if request.group is None else [str(one.meta.get("group") or "") for one in documents]
        made.append(Demands(core, groups))
        return core

    with ExitStack() as stack:
        file = stack.enter_context(Place(summary, "--summary")) if summary else None
        # Equal texts are found among all contacts, so they are worked on together.
        code = run(request, work, whole=True)
        found = made[-1].summary
        say(said_of(found))
        groups = found.get("groups", [])
        for group in groups[:_MOST_GROUPS]:
            say(f"  {group['group'] or '(none)'}: {said_of(group)}")
        if len(groups) > _MOST_GROUPS:
            say(f"  and {len(groups) - _MOST_GROUPS:,} more groups: --summary has all")
        if file:
            file.write(json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n")
    return code
