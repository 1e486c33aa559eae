"""Notes: the same in every language, and English for whoever asks for none."""

from __future__ import annotations

import json
import pickle
import re

import pytest

import ordagrant as og
from ordagrant.notes import WORDS, Note


@pytest.mark.parametrize("kind", WORDS["en"])
def test_every_language_says_every_note_with_the_same_figures(kind):
    asked = {ui: sorted(re.findall(r"{(\w+)}", words[kind])) for ui, words in WORDS.items()}
    assert asked == dict.fromkeys(("en", "sv", "da"), asked["en"])


def test_numbers_are_written_as_in_the_language():
    note = Note.of("unreliable", some=1234, n=2000, trusted=0.6)
    assert note.startswith("1,234 of 2,000 clusters are not to be relied on: less than 0.60 of each")
    assert note.said("sv").startswith("1\u00a0234 av 2\u00a0000 kluster går inte att lita på: mindre än 0,60 av vart")
    assert note.said("da").startswith("1.234 af 2.000 klynger er ikke til at stole på: mindre end 0,60 af hver")


def test_a_note_is_a_text_wherever_it_goes():
    note = og.clusters(["...", "Soporna hämtades inte."], 1).notes[0]
    assert note == "1 of 2 texts have no letters and are in no cluster"
    assert json.loads(json.dumps(note)) == note
    assert pickle.loads(pickle.dumps(note)).said("sv") == note.said("sv")
