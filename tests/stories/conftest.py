"""What the stories share: a folder with papers out of our corpora, and a prompt to type at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[2] / "corpora"


@dataclass(frozen=True)
class Seen:
    """What somebody sees who types a line: the rows, what is said beside them, and the exit code."""

    out: str
    err: str
    code: int

    @property
    def rows(self) -> list[dict]:
        return [json.loads(line) for line in self.out.split("\n") if line]

    @property
    def said(self) -> list[str]:
        return self.err.splitlines()


@pytest.fixture
def typed(tmp_path) -> Callable[[str], Seen]:
    """Types a line at a shell's prompt in the story's folder."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def type_in(line: str) -> Seen:
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, check=False
        )
        return Seen(done.stdout.decode(), done.stderr.decode(), done.returncode)

    return type_in


@pytest.fixture
def laid_out(tmp_path) -> Callable[[str, str], Path]:
    """Lays a paper of the corpora in the story's folder, as somebody would have saved it."""

    def lay_out(paper: str, to: str) -> Path:
        path = tmp_path / to
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((CORPORA / paper).read_bytes())
        return path

    return lay_out


@pytest.fixture
def lines_of() -> Callable[..., str]:
    """Copies lines of a paper of the corpora, by their numbers from 1, each with its line feed."""

    def copy(paper: str, *numbers: int) -> str:
        lines = (CORPORA / paper).read_text(encoding="utf-8").splitlines(keepends=True)
        return "".join(lines[number - 1] for number in numbers)

    return copy
