"""Real documents: every row of every output is a slice of its source."""

from __future__ import annotations

import pytest

import ordagrant as og
from ordagrant.corpus import chunks


@pytest.mark.parametrize("inputs", [["policy"], ["bulk/sv_g0vse.jsonl"], ["bulk/da_folketinget.jsonl"]])
def test_every_hit_in_real_text_is_a_slice_of_its_source(data, inputs):
    rows = 0
    for chunk in chunks(og.read_corpus(*(data / path for path in inputs))):
        hits = og.hits(chunk)
        columns = [hits[name] for name in ("id", "start", "end", "byte_start", "byte_end", "text")]
        by_id = {document.id: document for document in chunk}
        for id, start, end, byte_start, byte_end, text in zip(*columns, strict=True):
            assert by_id[id].source[start:end] == text
            assert by_id[id].utf8[byte_start:byte_end] == text.encode()
            rows += 1
    assert rows > 1000


def test_every_policy_document_is_scored(data, ordagrant):
    outcome = ordagrant("score", str(data / "policy"))
    assert outcome.code == 0
    assert len(outcome.rows) == 29
    assert all(row["words"] > 1000 and row["lang"] == "sv" for row in outcome.rows)
