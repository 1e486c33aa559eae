"""The verbs of the command line, and the examples that their help shows."""

from __future__ import annotations

import re

import click

from ordagrant.cli.__main__ import cli
from ordagrant.cli.verbs import Verbs


def verbs(group: click.Group = cli, name: str = "") -> dict[str, click.Command]:
    """Every verb by what is typed for it, in the order of the list."""
    found: dict[str, click.Command] = {}
    for own, command in group.commands.items():
        typed = f"{name} {own}".strip()
        found |= verbs(command, typed) if isinstance(command, Verbs) else {typed: command}
    return found


def examples_of(command: click.Command) -> list[str]:
    """The commands at the end of its help."""
    return re.findall(r"^  (ordagrant .+)$", command.epilog or "", re.MULTILINE)
