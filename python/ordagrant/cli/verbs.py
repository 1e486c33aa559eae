"""What all verbs have in their face: where they are listed, their examples, what a shell completes."""

from __future__ import annotations

import re

import click
from click.shell_completion import CompletionItem

from ordagrant.errors import not_one_of

# The words of a metavar that a shell can complete: values stand in it as they are given, kinds of value in capitals.
_VALUES = re.compile("[a-z][a-z0-9_]*")
_FILES = {"FILE", "FOLDER", "PATH", "INPUT", "REFERENCE", "CORPUS", "RESULTS", "A", "B"}


class _Text(click.types.StringParamType):
    """Text that a shell completes by the metavar of its parameter: a value that stands there, or a file."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        words = re.findall("[A-Za-z0-9_]+", param.metavar or "")
        values = [word for word in words if _VALUES.fullmatch(word) and word.startswith(incomplete)]
        if values:
            return [CompletionItem(value) for value in values]
        return [CompletionItem(incomplete, type="file")] if _FILES & set(words) else []


def complete_by_metavar(parameter: click.Parameter) -> None:
    """Let a shell complete what a parameter takes, if that is text."""
    if isinstance(parameter.type, click.types.StringParamType):
        parameter.type = _Text()


def examples(*commands: str) -> str:
    """Commands to copy, a line each, as the end of a verb's help. They are run by a test."""
    return "\b\nExamples:\n" + "\n".join(f"  ordagrant {command}" for command in commands)  # \b is click's


class Verbs(click.Group):
    """Verbs in the order of the work, with an error for an unknown one that names the known ones."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        for parameter in cmd.params:
            complete_by_metavar(parameter)
        super().add_command(cmd, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise not_one_of("verb", args[0], self.commands)
        return super().resolve_command(ctx, args)
