"""Results depend on the texts and on nothing else."""

from __future__ import annotations

import pytest

import ordagrant as og
from ordagrant.batch import kernel


@pytest.mark.parametrize("verb", ["text", "tokens", "hits", "score"])
def test_one_thread_and_many_give_the_same_bytes(verb):
    documents = [
        og.Document.from_text(f"Nämnd {n} vill ha målstyrning. Tillit!\n" * (3 * n), str(n)) for n in range(400)
    ]
    rows = [document.row() for document in documents]
    one, many = (getattr(kernel(threads), verb)(rows).json_lines() for threads in (1, 7))
    assert one == many
