"""Prints every surface form of the shipped Swedish lexicons as JSON: [form, pole, whether a word only begins with it].

The peers of `score` count these. Run with ordagrant on the path, over the lexicon files named; compounds are not among
the forms.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

from ordagrant import _core

LANGUAGE = "sv"


def main(files: list[str]) -> None:
    paradigms = _core.forms.Paradigms(LANGUAGE)
    poles: dict[tuple[str, bool], str] = {}
    for entry in itertools.chain(*(_core.lexicon.parse(file, Path(file).read_bytes()) for file in files)):
        if entry.language != LANGUAGE:
            continue
        if entry.kind == "stem":
            poles.setdefault((entry.term.lower(), True), entry.pole)
            continue
        words = [paradigms.inflect(word, pos) for word, pos in zip(entry.term.split(" "), entry.pos, strict=True)]
        for form in itertools.product(*words):
            poles.setdefault((" ".join(form).lower(), False), entry.pole)
    json.dump([[form, pole, begins] for (form, begins), pole in poles.items()], sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1:])
