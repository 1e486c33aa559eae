"""How an archive is cut into units: by each file alone, so that a change in one place stays there."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ordagrant.archive import units
from ordagrant.readers import Source

IDS = [f"{year}/{number:03}.txt" for year in range(2010, 2020) for number in range(400)]


def cut(ids: list[str], folder: Path) -> list[tuple[str, ...]]:
    """The ids of each unit."""
    found = units.units_of([Source(f"../{id}", id) for id in ids], folder)
    return [tuple(source.id for source in unit.sources) for unit in found]


def test_a_unit_has_some_five_hundred_small_files_or_half_as_many_others(tmp_path, monkeypatch):
    ids = [f"{number:05}.txt" for number in range(40_000)]
    assert 400 < len(ids) / len(cut(ids, tmp_path)) < 640
    monkeypatch.setattr(units, "_size_of", lambda _path: units._SMALL + 1)
    assert 200 < len(ids) / len(cut(ids, tmp_path)) < 320


BEFORE = cut(IDS, Path("/result"))


@settings(max_examples=20)
@given(st.integers(0, len(IDS) - 1))
def test_a_file_that_goes_changes_its_unit_or_joins_two(number):
    after = cut([*IDS[:number], *IDS[number + 1 :]], Path("/result"))
    assert [id for unit in after for id in unit] == [*IDS[:number], *IDS[number + 1 :]]
    changed = [unit for unit in BEFORE if unit not in after]
    assert len(changed) in (1, 2)
    assert any(IDS[number] in unit for unit in changed)


def test_a_large_table_is_a_unit_of_its_own(tmp_path):
    (tmp_path / "result").mkdir()
    (tmp_path / "b.csv").write_bytes(b"text\n" + b"x" * (units._LARGE + 1))
    assert cut(["a.txt", "b.csv", "c.txt"], tmp_path / "result") == [("a.txt",), ("b.csv",), ("c.txt",)]
