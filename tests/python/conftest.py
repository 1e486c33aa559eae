"""What the Python tests share: other people's data if there is any, and the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples everywhere: a property that fails, fails for all.
settings.register_profile("ordagrant", derandomize=True, deadline=None, max_examples=150)
settings.load_profile("ordagrant")


@pytest.fixture
def data() -> Path:
    """The folder of real documents, which is no part of the project."""
    if "ORDAGRANT_DATA" not in os.environ:
        pytest.skip("ORDAGRANT_DATA is not set")
    return Path(os.environ["ORDAGRANT_DATA"])


class Outcome:
    """What a run of the command line gave."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr.decode()

    @property
    def rows(self) -> list[dict]:
        return [json.loads(line) for line in self.out.decode().split("\n") if line]


@pytest.fixture
def ordagrant(tmp_path):
    """Runs the command line in an empty folder, as a user would, and gives its Outcome."""

    def run(*args: str, stdin: bytes = b"", cwd: Path = tmp_path) -> Outcome:
        command = [sys.executable, "-m", "ordagrant", *map(str, args)]
        return Outcome(subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False))

    return run
