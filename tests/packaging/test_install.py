"""The core outside the tree: installed by CMake, found by find_package, used by a program of twenty lines."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONSUMER = Path(__file__).parent / "consumer"


def run(*command: str | Path) -> str:
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    run("cmake", "--install", ROOT / "build" / "dev", "--prefix", folder)
    return folder


@pytest.mark.skipif(
    not (ROOT / "build" / "dev" / "cmake_install.cmake").exists(), reason="there is no build in build/dev"
)
def test_a_program_outside_the_tree_tokenises_and_scores(installed: Path, tmp_path: Path) -> None:
    run("cmake", "-S", CONSUMER, "-B", tmp_path, f"-DCMAKE_PREFIX_PATH={installed}", "-DCMAKE_CXX_STANDARD=20")
    run("cmake", "--build", tmp_path)
    lexicon = installed / "share" / "ordagrant" / "lexicons" / "sv" / "npm.tsv"
    *tokens, score = run(tmp_path / "consumer", lexicon, "Målstyrningen ska stärkas.").splitlines()
    assert tokens == ["Målstyrningen", "ska", "stärkas", "."]
    assert json.loads(score)["npm_hits"] == 1


def test_every_public_header_is_installed(installed: Path) -> None:
    public = {path.relative_to(ROOT / "core") for path in (ROOT / "core" / "ordagrant").glob("*/*.h")}
    assert {path.relative_to(installed / "include") for path in (installed / "include").rglob("*.h")} == public
