"""Each row of the language tables does what its kind says, in a sentence that the row stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import ordagrant as og
from ordagrant.batch import kernel

DATA = Path(__file__).parents[3] / "core" / "ordagrant" / "language" / "data"

ATTITUDES = {
    "sv": {
        "bad": "Det är en {} målstyrning.",
        "blame": "Målstyrning {} tilliten.",
        "risk": "Målstyrning {} allt.",
        "leads": "Målstyrning {} stress.",
        "is": "Målstyrning {} ett problem.",
        "at_cost": "Målstyrning {} barnen.",
        "reject": "Målstyrning är {}.",
        "because": "Problemen {} målstyrning.",
        "defines": "Målstyrning {} mål.",
        "concept": "Målstyrning är en {}.",
        "accounts": "Rapporten {} målstyrning.",
        "frame": "{} är målstyrning vanligt.",
    },
    "da": {
        "bad": "Det er en {} målstyring.",
        "blame": "Målstyring {} tilliden.",
        "risk": "Målstyring {} alt.",
        "leads": "Målstyring {} stress.",
        "is": "Målstyring {} et problem.",
        "at_cost": "Målstyring {} børnene.",
        "reject": "Målstyring er {}.",
        "because": "Problemerne {} målstyring.",
        "defines": "Målstyring {} mål.",
        "concept": "Målstyring er en {}.",
        "accounts": "Rapporten {} målstyring.",
        "frame": "{} er målstyring udbredt.",
    },
}
DESCRIBES = ("defines", "concept", "accounts", "frame")

PERSONAL = {
    "sv": {
        "title": "Jag talade med {} Ekblad.",
        "role": "Jag talade med {} Karin Ekblad.",
        "relation": "Min {} Karin Ekblad ringde.",
        "greeting": "{} Karin,\n\nDet gäller avgiften.",
        "closing": "Tack för hjälpen.\n\n{}\nKarin Ekblad",
    },
    "da": {
        "title": "Jeg talte med {} Holm.",
        "role": "Jeg talte med {} Karin Holm.",
        "relation": "Min {} Karin Holm ringede.",
        "greeting": "{} Karin,\n\nDet gælder gebyret.",
        "closing": "Tak for hjælpen.\n\n{}\nKarin Holm",
    },
}


def cells(lang: str, table: str, between: str) -> Iterator[tuple[str, str]]:
    """The kind and what stands in its row, once for each."""
    for line in (DATA / lang / table).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, row = line.split("\t")
            yield from ((kind, cell) for cell in row.split(between))


def written(phrase: str) -> str:
    """A phrase of a table as it stands in a text: a beginning of words as a word, a word for a gap."""
    return phrase.replace("- ", " ").removesuffix("-").replace("…", "nu")


def rows(lang: str, texts: list[str]) -> list[tuple[str, bytes, str, str, str, str, int, int, dict[str, str | None]]]:
    return [og.Document.from_text(text, str(number), lang=lang).row() for number, text in enumerate(texts)]


@pytest.mark.parametrize("lang", ["sv", "da"])
def test_each_phrase_of_an_attitude_gives_it(lang):
    phrases = [(kind, phrase) for kind, phrase in cells(lang, "attitudes.tsv", ", ") if kind in ATTITUDES[lang]]
    texts = [ATTITUDES[lang][kind].format(written(phrase)) for kind, phrase in phrases]
    found = [json.loads(row) for row in kernel(1).hits(rows(lang, texts), poles=["npm"]).json_lines().splitlines()]
    told = {(int(row["id"]), row["attitude"]) for row in found}
    wanted = ["describes" if kind in DESCRIBES else "criticises" for kind, _ in phrases]
    assert [text for number, text in enumerate(texts) if (number, wanted[number]) not in told] == []
    assert {kind for kind, _ in phrases} == set(ATTITUDES[lang])


# A lack stands before its noun; a regret is an adverb, the clause before "that", or the predicate.
MISSED = {
    "sv": {
        "lack": ["Det är {} målstyrning."],
        "regret": [
            "{} saknas målstyrning.",
            "Det är {} målstyrning saknas.",
            "Det är {} målstyrning.",
            "Målstyrningen är {}.",
        ],
    },
    "da": {
        "lack": ["Der er {} målstyring."],
        "regret": [
            "{} mangler målstyring.",
            "Det er {} målstyring mangler.",
            "Det er {} målstyring.",
            "Målstyringen er {}.",
        ],
    },
}


@pytest.mark.parametrize("lang", ["sv", "da"])
def test_what_there_is_too_little_of_is_missed_where_that_is_deplored(lang):
    phrases = [(kind, phrase) for kind, phrase in cells(lang, "attitudes.tsv", ", ") if kind in MISSED[lang]]
    texts = [(phrase, form.format(written(phrase))) for kind, phrase in phrases for form in MISSED[lang][kind]]
    found = kernel(1).signals(rows(lang, [text for _, text in texts])).json_lines().splitlines()
    told = {texts[int(row["id"])][0] for row in map(json.loads, found) if row["signal"] == "npm_missed"}
    assert {phrase for _, phrase in phrases} == told


@pytest.mark.parametrize("lang", ["sv", "da"])
def test_each_turn_of_phrase_is_a_signal_of_its_kind(lang):
    phrases = list(cells(lang, "frames.tsv", ", "))
    texts = [f"{written(phrase)} hos oss." for _, phrase in phrases]
    found = [json.loads(row) for row in kernel(1).signals(rows(lang, texts)).json_lines().splitlines()]
    told = {(int(row["id"]), row["signal"]) for row in found}
    # These are the longer forms of a phrase of another kind, which is what stands here.
    longer = {"sv": {"justering-"}, "da": {"friplejehjem-", "medicin-"}}[lang]
    signals = [kind.removeprefix("hint_") for kind, _ in phrases]
    silent = {phrase for number, (_, phrase) in enumerate(phrases) if (number, signals[number]) not in told}
    assert silent == longer


@pytest.mark.parametrize(
    ("lang", "sentence", "speaker"),
    [
        ("sv", "– Det går bra, {} Karin Ekblad.", "Karin Ekblad"),
        ("sv", "”Det går bra”, {} Karin Ekblad.", "Karin Ekblad"),
        ("da", "– Det går godt, {} Karin Holm.", "Karin Holm"),
        ("da", "»Det går godt«, {} Karin Holm.", "Karin Holm"),
    ],
)
def test_each_verb_of_saying_names_its_speaker(lang, sentence, speaker):
    verbs = [verb for kind, verb in cells(lang, "quotes.tsv", " ") if kind == "say"]
    quotes = kernel(1).quotes(rows(lang, [sentence.format(verb) for verb in verbs])).json_lines().splitlines()
    told = {int(row["doc"]) for row in map(json.loads, quotes) if row["speaker"] == speaker}
    assert [verb for number, verb in enumerate(verbs) if number not in told] == []
    assert len(verbs) > 400


@pytest.mark.parametrize("lang", ["sv", "da"])
def test_each_word_before_a_name_gives_it_away(lang):
    words = [(kind, word) for kind, word in cells(lang, "privacy.tsv", " ") if kind in PERSONAL[lang]]
    texts = [
        PERSONAL[lang][kind].format(word.capitalize() if kind in ("greeting", "closing") else word)
        for kind, word in words
    ]
    masked = og.redact(texts, lang=lang)
    assert [text for text, seen in zip(texts, masked, strict=True) if "█" not in seen] == []
    assert {kind for kind, _ in words} == set(PERSONAL[lang])
