"""Writes the .ipynb of every notebook from its .py, without outputs; --check says which are not what theirs gives."""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat

FOLDER = Path(__file__).parents[1] / "notebooks"


def written(source: Path) -> str:
    """What the .ipynb is to hold. Ids of cells are chance; without them equal sources give equal files."""
    notebook = jupytext.read(source)
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"]}
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        cell.pop("id", None)
        cell.metadata = {}
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def main(check: bool) -> int:
    old = []
    for source in sorted(FOLDER.glob("*.py")):
        path = source.with_suffix(".ipynb")
        if check and (not path.exists() or path.read_text(encoding="utf-8") != written(source)):
            old.append(path.name)
        elif not check:
            path.write_text(written(source), encoding="utf-8")
    if old:
        print(f"not what their .py gives: {', '.join(old)}; ./dev notebooks writes them", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
