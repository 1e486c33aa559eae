"""What we write tells the truth: links lead somewhere, commands give what is shown, examples run."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from readme import Shown, agrees, commands, links, python_blocks, steps

import ordagrant

ROOT = Path(__file__).parents[2]
READMES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not {".venv", ".venv-bench", "build", "dist", "text"} & set(path.relative_to(ROOT).parts)
)
# The pages of the site tell a story each, in which one step needs what the step before left.
PAGES = sorted((ROOT / "python" / "docs").rglob("*.md"))
# These set the machine up or run this very test; a fresh clone is where they are tried.
NOT_HERE = ("git ", "pip ", "./dev test", "./dev check", "./dev bench", "./dev wheel")

SHOWN = [
    (readme, shown)
    for readme in READMES
    if readme not in PAGES
    for shown in commands(readme)
    if not shown.command.startswith(NOT_HERE) and shown.lines
]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(readme):
    assert [target for target in links(readme) if not (readme.parent / target).exists()] == []


def run(command: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("readme", "shown"), SHOWN, ids=lambda value: getattr(value, "command", None))
def test_a_command_gives_what_the_readme_shows(readme, shown):
    done = run(shown.command)
    assert agrees(shown.lines, done.stdout.rstrip("\n").split("\n")), done.stdout + done.stderr


def test_the_readme_shows_commands():
    assert {readme.relative_to(ROOT).as_posix() for readme, _ in SHOWN} >= {"README.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_of_the_site_runs_from_top_to_bottom(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    Path("build").mkdir(exist_ok=True)
    names: dict[str, object] = {}  # a page is read from its beginning
    for step in steps(page):
        if isinstance(step, str):
            exec(compile(step, str(page), "exec"), names)
        else:
            done = run(step.command)
            assert agrees(step.lines, done.stdout.rstrip("\n").split("\n")) if step.lines else done.returncode == 0, (
                step.command + "\n" + done.stdout + done.stderr
            )


def test_the_pages_of_the_site_show_steps():
    assert sum(len(steps(page)) for page in PAGES) > 20


@pytest.mark.parametrize(
    "readme", [path for path in READMES if path not in PAGES], ids=lambda path: str(path.relative_to(ROOT))
)
def test_python_in_a_readme_runs(readme, monkeypatch):
    monkeypatch.chdir(ROOT)
    for block in python_blocks(readme):
        exec(compile(block, str(readme), "exec"), {})


def test_every_kind_of_cue_is_explained():
    data = ROOT / "core" / "ordagrant" / "language" / "data"
    explained = set(re.findall(r"^\| `(\w+)` \|", (data / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    tables = [path.read_text(encoding="utf-8").splitlines() for path in data.glob("*/cues.tsv")]
    used = {line.split("\t")[0] for lines in tables for line in lines if not line.startswith("#")}
    assert used
    assert used <= explained


def modules():
    return [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(ordagrant.__path__, "ordagrant.")
        if "_core" not in module.name and not module.name.endswith("__main__")
    ]


@pytest.mark.parametrize("module", [ordagrant, *modules()], ids=lambda module: module.__name__)
def test_examples_in_docstrings_are_true(module):
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0


@pytest.mark.parametrize(
    ("shown", "said", "true"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "...", "d"], ["a", "b", "c", "d"], True),
        (["a", "b"], ["a", "c"], False),
        (["a"], ["a", "b"], False),
    ],
)
def test_a_readme_that_shows_something_else_is_noticed(shown, said, true):
    assert agrees(shown, said) is true


def test_a_readme_is_read_by_command(tmp_path):
    (tmp_path / "README.md").write_text("x\n```console\n$ one\n1\n2\n$ two\n```\n[a](b.md) [c](https://d)\n")
    assert commands(tmp_path / "README.md") == [Shown("one", ["1", "2"]), Shown("two", [])]
    assert links(tmp_path / "README.md") == ["b.md"]


def test_a_page_is_read_in_its_order(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```python\nx = 1\n```\n```console\n$ one\n1\n$ two\n```\n```bash\nno\n```\n```python\ny\n```\n")
    assert steps(page) == ["x = 1\n", Shown("one", ["1"]), Shown("two", []), "y\n"]
