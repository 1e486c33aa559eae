"""What the site does beyond mkdocs: it takes in READMEs and the help of every verb, so that nothing is written twice.

A page may hold these two lines, each by itself:

    --8<-- "ordagrant/lexicons/README.md"    the file without its title, from the folder python/
    --8<-- ordagrant --help                  every verb of the command line
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import griffe
from mkdocs.structure.pages import Page

from ordagrant.cli.__main__ import cli

PYTHON = Path(__file__).resolve().parent
DOCS = PYTHON / "docs"
ROOT = PYTHON.parent

# Sources that are pages, or parts of one. A link to another file of the source becomes its path.
TAKEN_IN = {
    page: ROOT / source
    for page, source in {
        "lexicon-format.md": "python/ordagrant/lexicons/README.md",
        "rooms.md": "core/README.md",
        "label.md": "core/ordagrant/stance/README.md",
        "demand-model.md": "core/ordagrant/demand/README.md",
    }.items()
}

_FILE = re.compile(r'^--8<-- "(.+)"$', re.MULTILINE)
_HELP = re.compile(r"^--8<-- ordagrant --help$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)")
_FENCED = re.compile(r"^(```.*?^```$)", re.MULTILINE | re.DOTALL)


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str:
    """The page with what it takes in, and with links that lead somewhere on the site."""
    here = DOCS / page.file.src_uri
    markdown = _linked(markdown, here, here)
    markdown = _FILE.sub(lambda found: _taken_in(PYTHON / found[1], here), markdown)
    return _HELP.sub(lambda _: "\n".join(_help(cli, "ordagrant")), markdown)


def _taken_in(source: Path, here: Path) -> str:
    """A file without its title."""
    return _linked(re.sub(r"\A# .+\n", "", source.read_text(encoding="utf-8")), source, here)


def _linked(markdown: str, source: Path, here: Path) -> str:
    """The links of `source` as the page `here` has them."""
    pages = {source: page for page, source in TAKEN_IN.items()}

    def link(found: re.Match[str]) -> str:
        target = Path(os.path.normpath(source.parent / found[2]))
        if target.is_relative_to(DOCS):
            page = target
        elif target in pages:
            page = DOCS / pages[target]
        else:
            return f"{found[1]} (`{target.relative_to(ROOT)}`)"
        return f"[{found[1]}]({os.path.relpath(page, here.parent)}{found[3] or ''})"

    parts = _FENCED.split(markdown)
    return "".join(part if part.startswith("```") else _LINK.sub(link, part) for part in parts)


def _help(command: click.Command, name: str) -> Iterator[str]:
    """The help of a command and of those below it, as Markdown."""
    with click.Context(command, info_name=name, help_option_names=["-h", "--help"]) as context:
        if isinstance(command, click.Group):
            for own in command.list_commands(context):
                yield from _help(command.commands[own], f"{name} {own}")
            return
        told = inspect.cleandoc(command.help or "")
        usage = " ".join([name, *command.collect_usage_pieces(context)])
        yield f"## {name.removeprefix('ordagrant ')}\n"
        yield f"```text\n{usage}\n```\n"
        yield f"{_escaped(told)}\n"
        examples = re.findall(r"^  (ordagrant .+)$", command.epilog or "", re.MULTILINE)
        yield "```console\n" + "\n".join(f"$ {example}" for example in examples) + "\n```\n"
        yield "| option | what it is for |\n|---|---|"
        for parameter in command.get_params(context):
            if record := parameter.get_help_record(context):
                option, about = (_escaped(text).replace("|", "\\|") for text in record)
                yield f"| <code>{option}</code> | {about} |"
        yield ""


def _escaped(text: str) -> str:
    return re.sub(r"(?<!\w)([*_])|([*_])(?!\w)", r"\\\1\2", text.replace("&", "&amp;").replace("<", "&lt;"))


class Examples(griffe.Extension):
    """Puts the examples of docstrings, which stand in prose, into blocks of code, and defaults as what they are."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change what was just read."""
        if obj.docstring:
            obj.docstring.value = re.sub(
                r"(?m)^>>> .+(?:\n.+)*", lambda found: f"```pycon\n{found[0]}\n```", obj.docstring.value
            )
        if isinstance(obj, griffe.Function):
            _name_defaults(obj)

    def on_class_members(self, *, cls: griffe.Class, **_: Any) -> None:
        """Leave out how a class is made that nobody but this package makes."""
        made = cls.members.get("__init__")
        if isinstance(made, griffe.Function) and {"core", "options"} & {given.name for given in made.parameters}:
            cls.del_member("__init__")


def _name_defaults(function: griffe.Function) -> None:
    """A default that is a constant of the module is shown as its value: "document", and not UNITS[0]."""
    if module := sys.modules.get(function.module.path):
        for parameter in function.parameters:
            if isinstance(parameter.default, griffe.Expr):
                value = eval(str(parameter.default), vars(module))
                if isinstance(value, str | int | float):
                    parameter.default = repr(value)
