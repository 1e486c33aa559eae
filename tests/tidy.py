"""Runs clang-tidy over the sources named, two at a time, and leaves out those that have passed as they are.

A source passes anew only when it, a header that it includes or the configuration has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PASSED = ROOT / "build" / "tidy"
INCLUDED = re.compile(r'^#include "(.+)"', re.MULTILINE)


def main(sources: list[str]) -> int:
    """Check what is new; 0 when all is well."""
    PASSED.mkdir(parents=True, exist_ok=True)
    known = {command["file"] for command in _commands()}
    configuration = hashlib.sha256((ROOT / ".clang-tidy").read_bytes())

    def check(source: str) -> str:
        digest = configuration.copy()
        for file in sorted(_read_with(ROOT / source)):
            digest.update(file.read_bytes())
        mark = PASSED / f"{source.replace('/', '-')}-{digest.hexdigest()[:16]}"
        if mark.exists() or str(ROOT / source) not in known:
            return ""
        done = subprocess.run(
            [
                *(Path(sys.executable).parent / "clang-tidy", "--quiet", "-p", "build/dev"),
                # libstdc++ calls what it deprecates itself, in std::stable_sort.
                *("--extra-arg=-Wno-deprecated-declarations", source),
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        if done.returncode == 0:
            mark.touch()
            return ""
        return done.stdout or done.stderr

    with ThreadPoolExecutor(2) as pool:
        found = [said for said in pool.map(check, sources) if said]
    print("\n".join(found), end="")
    return 1 if found else 0


def _read_with(source: Path) -> set[Path]:
    """The source and every header of the project that it includes, itself or by another."""
    files = {source}
    waiting = [source]
    while waiting:
        file = waiting.pop()
        for name in INCLUDED.findall(file.read_text()):
            for folder in (file.parent, ROOT / "core", ROOT / "tests" / "core"):
                header = folder / name
                if header.exists() and header not in files:
                    files.add(header)
                    waiting.append(header)
    return files


def _commands() -> list[dict[str, str]]:
    return json.loads((ROOT / "build" / "dev" / "compile_commands.json").read_text())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
