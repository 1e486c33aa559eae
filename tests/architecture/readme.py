"""Finds the commands that a README shows, and says whether their output is what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

# A line of a README's output that stands for any number of lines.
ELSEWHERE = "..."


@dataclass(frozen=True)
class Shown:
    """A command and the lines that the README shows under it."""

    command: str
    lines: list[str]


def commands(readme: Path) -> list[Shown]:
    """Every line that begins with `$ ` in a ```console block, with the lines below it."""
    found: list[Shown] = []
    for block in re.findall(r"^```console\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        found += _shown(block)
    return found


def _shown(block: str) -> list[Shown]:
    found = [part.rstrip("\n").split("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [Shown(command, lines) for command, *lines in found]


def steps(page: Path) -> list[Shown | str]:
    """The commands and the Python blocks of a page that is read from top to bottom, in its order."""
    found: list[Shown | str] = []
    blocks = re.findall(r"^```(console|python)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for language, block in blocks:
        found += _shown(block) if language == "console" else [block]
    return found


def agrees(shown: list[str], said: list[str]) -> bool:
    """Are the lines said those shown, where `...` stands for any lines at all?"""
    pattern = "\n".join(".*" if line.strip() == ELSEWHERE else re.escape(line.rstrip()) for line in shown)
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in said), re.DOTALL) is not None


def links(readme: Path) -> list[str]:
    """The targets of links that are files."""
    found = re.findall(r"\]\(([^)#\s]+)[^)]*\)", readme.read_text(encoding="utf-8"))
    return [target for target in found if "://" not in target]


def python_blocks(readme: Path) -> list[str]:
    """The contents of ```python blocks."""
    return re.findall(r"^```python\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
