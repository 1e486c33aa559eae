"""The rooms are the architecture: these tests are its fence, and provoke each part of it once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from rooms import violations

ROOT = Path(__file__).parents[2]

_HEADER = """#pragma once

// Room: {room}. A room of this test.

namespace ordagrant::{room} {{

{body}
}}  // namespace ordagrant::{room}
"""


@pytest.fixture
def house(tmp_path):
    """A small house in order: water above wine, each with a header and a test."""
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "CMakeLists.txt").write_text("ordagrant_room(water)\nordagrant_room(wine  DEPENDS water)\n")
    for room in ("water", "wine"):
        folder = tmp_path / "core" / "ordagrant" / room
        folder.mkdir(parents=True)
        (folder / f"{room}.h").write_text(_HEADER.format(room=room, body=""))
        tests = tmp_path / "tests" / "core" / room
        tests.mkdir(parents=True)
        (tests / f"{room}_test.cpp").write_text("")
    return tmp_path


def test_our_own_house_is_in_order():
    assert violations(ROOT) == []


def test_a_small_house_in_order_has_nothing_wrong(house):
    assert violations(house) == []


@pytest.mark.parametrize(
    ("path", "content", "wrong"),
    [
        (
            "core/ordagrant/water/water.h",
            '#include "ordagrant/wine/wine.h"\n' + _HEADER.format(room="water", body=""),
            "core/ordagrant/water/water.h includes wine, which is not above water",
        ),
        (
            "core/ordagrant/wine/wine.h",
            '#include "ordagrant/water/internal/spring.h"\n' + _HEADER.format(room="wine", body=""),
            "core/ordagrant/wine/wine.h includes the internals of water",
        ),
        (
            "core/ordagrant/wine/grape.cpp",
            "namespace ordagrant::water {\n}\n",
            "core/ordagrant/wine/grape.cpp is not in the namespace ordagrant::wine",
        ),
        (
            "core/ordagrant/wine/wine.h",
            _HEADER.format(room="wine", body="// \u00e5kerb\u00e4r"),
            "core/ordagrant/wine/wine.h is not ASCII: language stands in data files",
        ),
        (
            "core/ordagrant/wine/wine.h",
            "#include <unicode/uchar.h>\n" + _HEADER.format(room="wine", body=""),
            "core/ordagrant/wine/wine.h shows a library to the next room",
        ),
        (
            "core/ordagrant/wine/wine.h",
            "namespace ordagrant::wine {\n}\n",
            "core/ordagrant/wine/wine.h does not begin with #pragma once and its room line",
        ),
    ],
)
def test_a_source_that_breaks_a_rule_is_named(house, path, content, wrong):
    (house / path).write_text(content)
    assert violations(house) == [wrong]


def test_a_name_that_two_headers_define_is_named(house):
    glass = _HEADER.format(room="wine", body="// Of wine.\nstruct Glass {\n};\n")
    for header in ("grape.h", "wine.h"):
        (house / "core" / "ordagrant" / "wine" / header).write_text(glass)
    assert violations(house) == ["ordagrant::wine::Glass is defined in grape.h and in wine.h"]


def test_a_header_that_tells_of_other_neighbours_is_named(house):
    for room, said in (("water", "Above it: . Below it: wine."), ("wine", "Above it: water. Below it: song.")):
        header = house / "core" / "ordagrant" / room / f"{room}.h"
        header.write_text(header.read_text().replace("of this test.\n", f"of this test.\n// {said}\n"))
    assert violations(house) == [
        "core/ordagrant/wine/wine.h says 'Above it: water. Below it: song.', and not "
        "'Above it: water. No room is below it.'"
    ]


def test_a_room_without_tests_is_named(house):
    shutil.rmtree(house / "tests" / "core" / "wine")
    assert violations(house) == ["room wine has no tests in tests/core/wine"]


def test_a_folder_that_is_no_room_is_named(house):
    (house / "core" / "ordagrant" / "util").mkdir()
    assert violations(house) == [
        "core/ordagrant/util is no room of core/CMakeLists.txt",
        "a room must not be called util",
    ]


def cmake(folder, rooms):
    """Configures and builds a project of our rooms.cmake with these calls; gives its outcome and all it said."""
    (folder / "CMakeLists.txt").write_text(
        f"cmake_minimum_required(VERSION 3.25)\nproject(fence CXX)\ninclude({ROOT}/core/cmake/rooms.cmake)\n{rooms}\n"
    )
    said = ""
    for step in (
        ["-S", folder, "-B", folder / "build", "-G", "Ninja"],
        ["--build", folder / "build", "--target", "all_verify_interface_header_sets"],
    ):
        done = subprocess.run(["cmake", *step], capture_output=True, text=True, check=False)
        said += done.stdout + done.stderr
        if done.returncode:
            return done.returncode, " ".join(said.split())
    return 0, said


def test_cmake_refuses_a_room_that_depends_on_one_below_it(house):
    code, said = cmake(house, "ordagrant_room(wine DEPENDS water)\nordagrant_room(water)")
    assert code != 0
    assert "room 'wine' depends on 'water', which is not above it" in said


def test_a_header_that_does_not_compile_alone_is_refused(house):
    header = house / "core" / "ordagrant" / "wine" / "wine.h"
    header.write_text(_HEADER.format(room="wine", body="std::string name();"))
    code, said = cmake(house, "ordagrant_room(water)\nordagrant_room(wine DEPENDS water)")
    assert code != 0
    assert "wine.h" in said


def test_headers_that_compile_alone_are_accepted(house):
    code, said = cmake(house, "ordagrant_room(water)\nordagrant_room(wine DEPENDS water)")
    assert code == 0, said
