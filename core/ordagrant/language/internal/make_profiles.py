#!/usr/bin/env python3
"""Learns what the identifier knows: how likely each letter is after the letters before it, in each language.

    make_profiles.py DATA

DATA is the folder with langid/ and bulk/ (../data/profiles/SOURCES.md says what is read and under which licence); the
English comes from the docstrings of the Python that runs this. Writes ../data/profiles/ngrams.tsv. Standard library
only; about half a minute.

A language is a model of the letters within its words: the probability of a letter after the letters before it, with
Kneser-Ney smoothing, so that a language with little text is not punished for the words it never had the chance to show.
Of all sequences the table keeps those whose loss would be felt: frequent ones that move the languages apart.
"""

import ast
import collections
import json
import math
import re
import sys
import sysconfig
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("sv", "da", "nb", "nn", "en", "und")

# Sequences within a word: "_" is its beginning or end, "?" a letter that is not in Latin-1.
ALPHABET = "abcdefghijklmnopqrstuvwxyz" + "".join(chr(code) for code in range(0xDF, 0x100) if code != 0xF7)
LETTERS = "_?" + ALPHABET
LONGEST = 6
LONGEST_UND = 4  # of ten languages' commonest words no more can be learnt

DISCOUNT = 0.5
DISCOUNT_UND = 0.9  # most of what it meets it has not seen

# Nats a letter that are added to what a language costs. Danish is learnt from parliament alone and would lose its
# everyday words to Norwegian. `und` is learnt from too little to know long sequences, so those speak against it, and
# where only short ones are known that speaks for it; by the length of the sequence, from 1.
HANDICAP_DA = -0.06
HANDICAP_UND = (-0.2, -0.3, -0.3, -0.2, 0.95, 1.2)

OWN_WORD = 1e-4  # the weight of a word of our own lists, as a share of the language's words
LISTED_WORD = 3e-5  # the same of a word of the word lists in langid/

MOST_BALANCE = 8  # an idea is not made more than so many times as frequent, or as rare, as its texts have it

# What is kept, and how it is written: a cost, the negative logarithm of the probability, in eighths of a nat.
RAREST = 1e-6  # a sequence's share of all sequences
LEAST_GAIN = 9.2e-6
STEPS = 8
HIGHEST = ord("~") - ord("!")

TOKEN = re.compile(r"\w+")


def words(text):
    """The words of a text as the models see them. Identifiers (snake_case, CamelCase, x86) are not words."""
    for token in TOKEN.findall(unicodedata.normalize("NFC", text.replace("\u00ad", ""))):
        if token.isalpha() and (token.isupper() or token[1:] == token[1:].lower()):
            yield "".join(letter if letter in ALPHABET else "?" for letter in token.lower())


def docstrings():
    """Every docstring of the standard library."""
    library = Path(sysconfig.get_paths()["stdlib"])
    for path in sorted(library.rglob("*.py")):
        if {"site-packages", "test", "tests", "lib2to3", "idlelib"} & set(path.relative_to(library).parts):
            continue
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield ast.get_docstring(node) or ""


def rows(path):
    return [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def corpora(folder):
    """How often each language has each word."""

    def texts(name):
        with (folder / "bulk" / name).open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]

    def sentences(name):
        return (folder / "langid" / name).read_text(encoding="utf-8").splitlines()

    read = {
        "sv": texts("sv_g0vse.jsonl"),
        "da": texts("da_folketinget.jsonl"),
        "nb": sentences("ud_nb_dev_sentences.txt"),
        "nn": sentences("ud_nn_dev_sentences.txt"),
        "en": docstrings(),
    }
    counts = {
        language: collections.Counter(word for text in found for word in words(text))
        for language, found in read.items()
    }
    counts["und"] = collections.Counter()
    total = {language: sum(count.values()) or 1 / OWN_WORD for language, count in counts.items()}

    header, *ideas = rows(HERE / "parallel_words.tsv")
    for idea in ideas:
        for language, cell in zip(header, idea, strict=True):
            counts[language].update(dict.fromkeys(words(cell), OWN_WORD * total[language]))
    for code, cell in rows(HERE / "common_words.tsv"):
        language = code if code in counts else "und"
        counts[language].update(dict.fromkeys(words(cell), OWN_WORD * total[language]))
    for name in ("lingua_single-words.tsv", "lingua_word-pairs.tsv"):
        for language, text in rows(folder / "langid" / name):
            for word in words(text):
                counts[language][word] += LISTED_WORD * total[language]
    balance(counts, header, ideas)
    return counts


def balance(counts, header, ideas):
    """Give each idea of parallel_words.tsv the same share of every language.

    Ministers do not say `she` as often as newspapers do. What a text speaks of is no evidence of its language; the
    words that it takes for it are.
    """
    total = {language: sum(counts[language].values()) for language in header}
    factors = {language: collections.defaultdict(list) for language in header}
    for idea in ideas:
        named = {language: set(words(cell)) for language, cell in zip(header, idea, strict=True)}
        share = {
            language: sum(counts[language][word] for word in named[language]) / total[language] for language in named
        }
        mean = sum(share.values()) / len(share)
        for language in header:
            factor = min(MOST_BALANCE, max(1 / MOST_BALANCE, mean / share[language]))
            for word in named[language]:
                factors[language][word].append(math.log(factor))
    for language, found in factors.items():
        for word, logarithms in found.items():
            counts[language][word] *= math.exp(sum(logarithms) / len(logarithms))


class Model:
    """The letters of one language, interpolated Kneser-Ney."""

    def __init__(self, counts, longest, discount):
        self.longest, self.discount = longest, discount
        seen = collections.Counter()
        for word, count in counts.items():
            letters = f"_{word}_"
            for end in range(2, len(letters) + 1):
                for begin in range(max(0, end - longest), end):
                    seen[letters[begin:end]] += count
        self.letters = sum(count for sequence, count in seen.items() if len(sequence) == 1)
        self.share = {sequence: count / self.letters for sequence, count in seen.items()}

        # A shorter sequence counts by how many letters come before it: one that is frequent because a single word is
        # says little of words not yet seen. At the beginning of a word, where nothing comes before, it counts as seen.
        before = collections.Counter(sequence[1:] for sequence in seen if len(sequence) > 1)
        self.count = {
            sequence: count
            if len(sequence) == longest or (sequence[0] == "_" and sequence != "_")
            else max(before[sequence], 1)
            for sequence, count in seen.items()
        }
        self.after, self.kinds = collections.Counter(), collections.Counter()
        for sequence, count in self.count.items():
            self.after[sequence[:-1]] += count
            self.kinds[sequence[:-1]] += 1
        self.known = {}

    def probability(self, sequence):
        """Of the last letter after those before it."""
        sequence = sequence[-self.longest :]
        if sequence not in self.known:
            context = sequence[:-1]
            probability = self.probability(sequence[1:]) if context else 1 / len(LETTERS)
            if after := self.after[context]:
                spared = min(self.discount, after) * self.kinds[context]
                probability = (max(self.count.get(sequence, 0) - self.discount, 0) + spared * probability) / after
            self.known[sequence] = probability
        return self.known[sequence]


def profiles(counts):
    """The costs of every sequence that is kept: a tuple with one for each language."""
    models = {
        language: Model(
            count, LONGEST_UND if language == "und" else LONGEST, DISCOUNT_UND if language == "und" else DISCOUNT
        )
        for language, count in counts.items()
    }
    share = collections.Counter()
    for model in models.values():
        for sequence, part in model.share.items():
            share[sequence] += part / len(models)

    kept = {}
    for letter in LETTERS:
        kept[letter] = [-math.log(models[language].probability(letter)) for language in LANGUAGES]
    candidates = [sequence for sequence, part in share.items() if part >= RAREST and len(sequence) > 1]
    for sequence in sorted(candidates, key=lambda found: (len(found), found)):
        costs = [-math.log(models[language].probability(sequence)) for language in LANGUAGES]
        shorter = sequence[1:]
        while shorter not in kept:
            shorter = shorter[1:]
        # What the languages have in common moves none of them ahead.
        change = [cost - before for cost, before in zip(costs, kept[shorter], strict=True)]
        common = sum(change) / len(change)
        if share[sequence] * sum((one - common) ** 2 for one in change) >= LEAST_GAIN:
            kept[sequence] = costs

    def written(sequence, language, cost):
        handicap = {"da": HANDICAP_DA, "und": HANDICAP_UND[len(sequence) - 1]}.get(language, 0)
        return min(HIGHEST, max(0, round(STEPS * (cost + handicap))))

    return {
        sequence: [written(sequence, *pair) for pair in zip(LANGUAGES, costs, strict=True)]
        for sequence, costs in kept.items()
    }


def write(kept, path):
    """One sequence a line; of letters it shares with the line before only the number is written."""
    lines, before = [], ""
    for sequence in sorted(kept):
        same = next(
            (n for n, (one, other) in enumerate(zip(sequence, before, strict=False)) if one != other),
            min(len(sequence), len(before)),
        )
        lines.append(f"{same}{sequence[same:]}" + "".join(chr(ord("!") + cost) for cost in kept[sequence]))
        before = sequence
    head = (
        "# Generated by core/ordagrant/language/internal/make_profiles.py from counts; SOURCES.md says of what.\n"
        "# A line: how many letters are as in the line above, the other letters, and what the last letter costs after\n"
        f"# those before it in {', '.join(LANGUAGES)}: one character each, '!' is 0, in eighths of a nat.\n"
        "# _ is the beginning or end of a word, ? a letter that is not in Latin-1.\n"
    )
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    target = HERE.parent / "data" / "profiles" / "ngrams.tsv"
    table = profiles(corpora(Path(sys.argv[1])))
    write(table, target)
    sys.stdout.write(f"{len(table)} sequences, {target.stat().st_size} bytes\n")
