"""What the page on frames shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "python/docs/frames.md"


def test_the_code_of_the_page_runs(tmp_path, monkeypatch):
    for library in ("pandas", "polars", "pyarrow", "duckdb"):
        pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    assert "og.Corpus.from_frame" in code
    exec(compile(code, str(PAGE), "exec"), {})
