#!/usr/bin/env python3
"""Counts the words of a language: what text::Words knows.

    make_words.py DATA

DATA is the folder with bulk/, policy/ and municipal/ (../data/<language>/SOURCES.md says what is read and under which
licence). Writes ../data/sv/words.tsv and ../data/da/words.tsv. Standard library only; about a minute.

A word is listed if it stands in three texts or more (in Danish: three speeches), mostly in lower case, so that neither
names nor what extraction broke comes in. What we know without counting is in our own lists: parallel_words.tsv and the
rows of ../data/<language>/repair.tsv.
"""

import collections
import json
import math
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent / "data"

LEAST_TEXTS = 3  # that a word stands in
LEAST_STEM = 6  # letters that two forms of a word share
LEAST_TEXTS_BEGINNING = 3  # the same of a word as a suspended beginning: "skol- och"
LEAST_LOWER = 0.3  # of a word's occurrences; sentences begin with a capital
LEAST_ENDS = 3  # how many different words a beginning of compounds is seen with
LONGEST = 32  # letters; longer ones are nearly always two words
WIDTH = 118

ALPHABET = {"sv": "a-zåäöéüàè", "da": "a-zæøåéüöä"}
COORDINATOR = {"sv": "och|eller|samt|respektive", "da": "og|eller|samt|henholdsvis"}

# A heading that names who speaks: "(Ordfører)", "Mette Thiesen (DF):".
SPEAKER = re.compile(r"^[^\n]{3,80}\([^)\n]{1,80}\):$", re.MULTILINE)


def cleaned(text):
    return unicodedata.normalize("NFC", text.replace("\u00ad", ""))


def swedish(folder):
    for path in [folder / "bulk" / "sv_g0vse.jsonl", *sorted((folder / "municipal").glob("sv_*.jsonl"))]:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
    for path in sorted((folder / "policy").glob("sv_*.txt")):
        # A chapter or so: one long programme must be able to bring in its words.
        lines = path.read_text(encoding="utf-8").split("\n")
        for begin in range(0, len(lines), 100):
            yield "\n".join(lines[begin : begin + 100])


def danish(folder):
    with (folder / "bulk" / "da_folketinget.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield from SPEAKER.split(json.loads(line)["text"])


def rows(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def own_words(language, *kinds):
    """The words of the rows of these kinds in repair.tsv."""
    return {word for kind, words in rows(DATA / language / "repair.tsv") if kind in kinds for word in words.split()}


def everyday_words(language):
    header, *ideas = rows(HERE / "parallel_words.tsv")
    letters = re.compile(f"[{ALPHABET[language]}]+")
    return {word for idea in ideas for word in idea[header.index(language)].split() if letters.fullmatch(word)}


class Counts:
    """How often each word and each suspended beginning stands in the texts, and in how many of them."""

    def __init__(self, language, texts):
        letter = ALPHABET[language]
        # Neither a part of a number, an address or a hyphenated word nor broken at a line end.
        word = re.compile(rf"(?<![\w@./\-–'’])[{letter}{letter.upper()}]{{2,}}(?![\w@'’]|[-–]|[./]\w)")
        suspended = re.compile(rf"(?<![\w\-])([{letter}]{{3,}})- (?:{COORDINATOR[language]})\b")
        self.times, self.lower, self.texts = (collections.Counter() for _ in range(3))
        self.beginnings = collections.Counter()
        for text in map(cleaned, texts):
            found = collections.Counter(word.findall(text))
            self.lower.update({one: count for one, count in found.items() if one.islower()})
            self.texts.update(one for one in found if one.islower())
            for one, count in found.items():
                self.times[one.lower()] += count
            self.beginnings.update(set(suspended.findall(text)))
        self.total = sum(self.times.values())

    def listed(self):
        def fits(word):
            return len(word) <= LONGEST and self.lower[word] >= LEAST_LOWER * self.times[word]

        words = {word for word, texts in self.texts.items() if texts >= LEAST_TEXTS and fits(word)}
        # Two texts are enough for another form of a word that is listed.
        stems = {word[:-cut] for word in words for cut in range(4) if len(word) - cut >= LEAST_STEM}
        return words | {
            word
            for word, texts in self.texts.items()
            if texts == LEAST_TEXTS - 1
            and fits(word)
            and any(word[:-cut] in stems for cut in range(1, 4) if len(word) - cut >= LEAST_STEM)
        }

    def frequency(self, word):
        """From 1 to 9: a class is four times as frequent as the one below it; class 1 is below two in a million."""
        share = self.times[word] / self.total * 1e6
        return min(9, max(1, 2 + math.floor(math.log2(share / 2) / 2))) if share > 0 else 1


def glued(words, counts, function_words):
    """Words that are two: "ogat" is "og at", "iforhold" is "i forhold", "hälsooch" was "hälso- och"."""

    def often(part, word, times):
        return counts.times[part] > times * counts.times[word]

    def two(word, cut):
        first, rest = word[:cut], word[cut:]
        if counts.texts[word] < 30 and {first, rest} <= function_words:
            return often(first, word, 300) and often(rest, word, 300)
        if rest in ("och", "og") and first in counts.beginnings:
            return True
        return counts.texts[word] <= LEAST_TEXTS and first in ("at", "i") and rest in words and often(rest, word, 50)

    return {word for word in words if any(two(word, cut) for cut in range(1, len(word)))}


def beginnings(words, counts, function_words):
    """What compounds begin with: "verksamhets", "skol". Seen before a hyphen, or before several listed words."""
    ends = collections.defaultdict(set)
    for word in words:
        for cut in range(3, len(word) - 3):
            if word[cut:] in words and counts.times[word[cut:]] >= 10 and word[:cut] not in function_words:
                ends[word[:cut]].add(word[cut:])

    def begins(part):
        # A word, with a linking letter or without its last one: arbets, gatu, skol.
        return (
            part in words or (part[-1] in "seou" and part[:-1] in words) or part + "a" in words or part + "e" in words
        )

    return {beginning for beginning, found in ends.items() if len(found) >= LEAST_ENDS and begins(beginning)} | {
        beginning
        for beginning, texts in counts.beginnings.items()
        if texts >= LEAST_TEXTS_BEGINNING and beginning not in function_words
    }


def write(language, sections):
    lines = [
        "# Generated by core/ordagrant/language/internal/make_words.py from counts; SOURCES.md says of what.",
        "# A line: how frequent the words are, from 1 (below two in a million) to 9, each four times the one below; or",
        "# + before the beginnings of compounds. Sorted within a class.",
    ]
    for section, words in sections:
        line = ""
        for word in sorted(words):
            if len(line) + len(word) >= WIDTH:
                lines.append(f"{section}\t{line}")
                line = ""
            line = f"{line} {word}" if line else word
        lines.append(f"{section}\t{line}")
    path = DATA / language / "words.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path.stat().st_size


def make(language, texts):
    function_words = own_words(language, "closed", "particle", "coordinator", "follower")
    counts = Counts(language, texts)
    words = counts.listed()
    words -= glued(words, counts, function_words)
    words -= own_words(language, "never")
    words |= everyday_words(language)
    classes = collections.defaultdict(set)
    for word in words:
        classes[counts.frequency(word)].add(word)
    found = beginnings(words, counts, function_words)
    size = write(language, [*((str(one), classes[one]) for one in sorted(classes, reverse=True)), ("+", found)])
    sizes = ", ".join(f"{one}: {len(classes[one])}" for one in sorted(classes, reverse=True))
    sys.stdout.write(f"{language}: {len(words)} words ({sizes}), {len(found)} beginnings, {size} bytes\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    make("sv", swedish(Path(sys.argv[1])))
    make("da", danish(Path(sys.argv[1])))
