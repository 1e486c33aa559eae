"""The fence around the rooms: what a tree of sources breaks, in sentences. Run over our own tree and broken ones."""

from __future__ import annotations

import re
from pathlib import Path

_ROOM = re.compile(r"^ordagrant_room\((\w+)(?:\s+DEPENDS\s+([\w\s]+?))?(?:\s+USES[^)]*)?\)", re.MULTILINE)
_INCLUDE = re.compile(r'^\s*#\s*include\s+["<]ordagrant/(\w+)/', re.MULTILINE)
_INTERNAL = re.compile(r'^\s*#\s*include\s+["<]ordagrant/(\w+)/internal/', re.MULTILINE)
# What a header must not show to the next room.
_OUTSIDE = re.compile(r"^\s*#\s*include\s+<(unicode|re2|Eigen)", re.MULTILINE)
# What a header says of the rooms beside its own.
_NEIGHBOURS = re.compile(r"^// (Above it: .*)$", re.MULTILINE)
# The place of what follows in a header, and what is defined there.
_DEFINED = re.compile(r"^(?:namespace ([\w:]+)|(?:struct|class|enum class) (\w+)(?: : [^;{]+)?) \{", re.MULTILINE)
# Names of rooms where architecture goes to die.
_NOWHERE = {"util", "utils", "common", "helpers", "misc", "manager"}


def _rooms(root: Path) -> dict[str, list[str]]:
    """Each room with those it DEPENDS on, in the order of core/CMakeLists.txt."""
    return {name: depends.split() for name, depends in _ROOM.findall((root / "core" / "CMakeLists.txt").read_text())}


def reach(root: Path) -> dict[str, set[str]]:
    """Each room with the rooms it may include: itself, those it DEPENDS on, and all that those reach."""
    found: dict[str, set[str]] = {}
    for name, direct in _rooms(root).items():
        found[name] = {name, *direct} | {far for near in direct for far in found.get(near, set())}
    return found


def violations(root: Path) -> list[str]:
    """Everything in core/ and tests/core/ under `root` that breaks the architecture; empty when all is well."""
    allowed = reach(root)
    core = root / "core" / "ordagrant"
    folders = {folder.name for folder in core.iterdir()}
    wrong = [f"core/ordagrant/{name} is no room of core/CMakeLists.txt" for name in sorted(folders - allowed.keys())]
    wrong += [f"room {name} has no folder" for name in sorted(allowed.keys() - folders)]
    wrong += [f"a room must not be called {name}" for name in sorted(folders & _NOWHERE)]
    for source in sorted(core.rglob("*.[hc]*")):
        room = source.relative_to(core).parts[0]
        if room in allowed and source.suffix in (".h", ".cpp"):
            wrong += _of_source(source.relative_to(root), source.read_bytes(), room, allowed[room])
    wrong += _untrue_of_neighbours(root)
    wrong += _defined_twice(root)
    # The words of base are its test: every other room's tests use them.
    for name in sorted((allowed.keys() & folders) - {"base"}):
        if not list((root / "tests" / "core" / name).glob("*_test.cpp")):
            wrong.append(f"room {name} has no tests in tests/core/{name}")
    return wrong


def _untrue_of_neighbours(root: Path) -> list[str]:
    """Where a header says which rooms its own depends on and which depend on it, it says what CMake does."""
    wrong = []
    rooms = _rooms(root)
    for name, direct in rooms.items():
        below = [other for other, depends in rooms.items() if name in depends]
        true = f"Above it: {', '.join(direct)}. " + (
            f"Below it: {', '.join(below)}." if below else "No room is below it."
        )
        for header in sorted((root / "core" / "ordagrant" / name).rglob("*.h")):
            wrong += [
                f"{header.relative_to(root)} says '{said}', and not '{true}'"
                for said in _NEIGHBOURS.findall(header.read_text())
                if said != true
            ]
    return wrong


def _defined_twice(root: Path) -> list[str]:
    """Two types of one name are one to the linker, wherever each is seen: it takes the functions of either."""
    wrong = []
    seen: dict[str, Path] = {}
    for header in sorted((root / "core" / "ordagrant").rglob("*.h")):
        namespace = ""
        for entered, name in _DEFINED.findall(header.read_text()):
            namespace = entered or namespace
            if name and (first := seen.setdefault(f"{namespace}::{name}", header)) != header:
                wrong.append(f"{namespace}::{name} is defined in {first.name} and in {header.name}")
    return wrong


def _of_source(path: Path, content: bytes, room: str, allowed: set[str]) -> list[str]:
    text = content.decode()
    wrong = [
        f"{path} includes {other}, which is not above {room}" for other in sorted(set(_INCLUDE.findall(text)) - allowed)
    ]
    wrong += [f"{path} includes the internals of {other}" for other in sorted(set(_INTERNAL.findall(text)) - {room})]
    namespace = "ordagrant" if room == "base" else f"ordagrant::{room}"
    # A file of free functions may have a namespace of its own name within.
    if not re.search(rf"^namespace {namespace}(::internal|::{path.stem})? \{{", text, re.MULTILINE):
        wrong.append(f"{path} is not in the namespace {namespace}")
    if not content.isascii():
        wrong.append(f"{path} is not ASCII: language stands in data files")
    if path.suffix == ".h":
        if _OUTSIDE.search(text):
            wrong.append(f"{path} shows a library to the next room")
        if "#pragma once" not in text or f"// Room: {room}." not in text:
            wrong.append(f"{path} does not begin with #pragma once and its room line")
    return wrong
