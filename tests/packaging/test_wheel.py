"""The wheel that `./dev wheel` leaves in dist/, and the source distribution, each in an environment of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "Målstyrningen ska stärkas."
# Which libraries of ICU a process has, and what it finds.
SMOKE = f"""
import ordagrant
assert ordagrant.score({TEXT!r}, lang="sv")["npm_hits"] == [1]
print(*sorted({{line.split()[-1] for line in open("/proc/self/maps") if "libicu" in line}}), sep="\\n")
"""

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    kept = re.compile("PATH|HOME|TMPDIR|PIP_.*|CCACHE_.*|.*_proxy", re.IGNORECASE)
    bare = {name: value for name, value in os.environ.items() if kept.fullmatch(name)}
    ran = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, cwd=cwd, env=bare
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def environment(python: str, folder: Path) -> Path:
    run(python, "-m", "venv", folder)
    return folder / "bin"


@pytest.fixture(scope="module")
def wheel() -> Path:
    run("./dev", "wheel")
    (made,) = (ROOT / "dist").iterdir()
    return made


def test_there_is_one_wheel_that_is_small_and_holds_its_licences(wheel: Path) -> None:
    assert re.fullmatch(r"ordagrant-0\.1\S*-cp3\d+-cp3\d+-manylinux_\S+\.whl", wheel.name)
    assert wheel.stat().st_size < 6_000_000
    with zipfile.ZipFile(wheel) as archive:
        licences = {Path(name).name for name in archive.namelist() if ".dist-info/licenses/" in name}
    assert {"LICENSE", "ICU.txt", "pybind11.txt"} <= licences


def test_the_wheel_runs_where_there_is_nothing_else(wheel: Path, tmp_path: Path) -> None:
    bin = environment(sys.executable, tmp_path / "empty")
    run(bin / "pip", "install", "-q", wheel)
    icu = run(bin / "python", "-c", SMOKE, cwd=tmp_path).split()
    assert {Path(path).parent.name for path in icu} == {"ordagrant.libs"}
    (tmp_path / "minutes.txt").write_text(TEXT, encoding="utf-8")
    assert '"npm_hits": 1' in run(bin / "ordagrant", "score", "minutes.txt", "--lang", "sv", cwd=tmp_path)


def test_words_of_the_wheel_are_those_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Its ICU has part of the data; the rest is of scripts and services that we do not ask for."""
    bin = environment(sys.executable, tmp_path / "empty")
    run(bin / "pip", "install", "-q", wheel)
    tokens = ("tokens", *sorted((ROOT / "corpora" / "policies" / "text").iterdir()), "--format", "jsonl")
    assert run(bin / "ordagrant", *tokens) == run(ROOT / ".venv" / "bin" / "ordagrant", *tokens)


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_the_source_distribution_builds(minor: int, tmp_path: Path) -> None:
    python = shutil.which(f"python3.{minor}")
    # Some stand on the path and only say that they are not installed.
    if python is None or subprocess.run([python, "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"Python 3.{minor} is not on this machine")
    run(ROOT / ".venv" / "bin" / "python", "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path)
    (source,) = tmp_path.glob("*.tar.gz")
    bin = environment(python, tmp_path / "empty")
    run(bin / "pip", "install", "-q", source)
    run(bin / "python", "-c", SMOKE, cwd=tmp_path)
