"""Suggestions: words that stand beside those of a category of the lexicon and are not in it yet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple, Unpack

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.corpus import chunks, one_by_one
from ordagrant.document import AUTO, Document, Texts, requested
from ordagrant.errors import RequestError, not_one_of, strings, whole
from ordagrant.forms import lemmas
from ordagrant.frames import Columns, takes_columns
from ordagrant.keyness import columns_of, numbered
from ordagrant.language import shipped
from ordagrant.lexicons import entries_of
from ordagrant.table import Table

MOST = 50
EXAMPLES = 3

# A word that stands beside the category less often says nothing (judged).
_FEWEST = 3
# The paradigm of a lexicon that fits a rule of the lemmatiser; words of other rules name nothing.
_POS = {"noun": "noun", "adj": "adj", "part": "adj", "verb": "verb"}
_MEASURES = ("word", "target", "reference", "z", "dp_target")
# A sentence of so many words is hardly written twice by chance (judged).
_LONG = 6
_CONTEXT = 60  # characters on each side of an example
_LINE_END = re.compile("\r\n|\r|\n")


class Example(NamedTuple):
    """A place where a suggested word stands beside the category."""

    id: str
    start: int  # in characters of the source
    line: int  # from 1
    left: str
    text: str
    right: str


class Suggestion(NamedTuple):
    """A word that may belong to a category.

    `beside` is how often it stands in a sentence with a hit of the category, `elsewhere` in others. `z` is the weighted
    log-odds of the two (`og.keyness`), `dp` how unevenly the word is spread over the documents' sentences with hits,
    None for one document. `pos` is how a lexicon would inflect it.
    """

    lang: str
    pole: str
    category: str
    term: str
    pos: str
    beside: int
    elsewhere: int
    z: float
    dp: float | None
    examples: tuple[Example, ...]


@takes_columns
def suggestions(
    texts: Texts,
    category: str,
    *,
    lang: str = AUTO,
    lexicons: Sequence[str] = (),
    most: int = MOST,
    **named: Unpack[Columns],
) -> list[Suggestion]:
    """Words that stand in sentences with a hit of `category` more often than elsewhere, the most typical first.

    `category` is named as its rate in `og.score` (`trust_discretion`), or without the pole where only one pole has it.
    Lemmas of nouns, adjectives and verbs are asked for, three times or more beside a hit, that are no entry of the
    category; at most `most` of each language. `texts` and `lexicons` are as in `og.hits`; of a further lexicon the
    categories are its ids. It is for a human to say which of them belong: words that stand together need not mean the
    same. Raises RequestError for an unknown category.

    >>> import ordagrant as og
    >>> texts = ["Tilliten bär omdömet. Lokalen städas.", "Utan tillit inget omdöme.", "Omdömet vilar på tillit."]
    >>> [(word.term, word.beside, word.elsewhere) for word in og.suggestions(texts, "trust_trust", lang="sv")]
    [('omdöme', 3, 0)]
    """
    requested(lang)
    whole("most", most, 1)
    neighbours = Neighbours(category, lexicons)
    for chunk in chunks(one_by_one(texts, lang, **named)):
        neighbours.add(chunk)
    return neighbours.suggestions(most)


class _Sentence(NamedTuple):
    """A sentence with a hit of the category."""

    id: str
    document: int  # its number, for documents that share an id
    start: int  # in characters of the source
    begin: int  # of the context
    line: int  # where that begins, from 1
    context: str  # the sentence and what stands around it
    words: list[tuple[str, int, int]]  # lemma and place, but those of the hits


class _Language(NamedTuple):
    """What stands beside the category, and elsewhere, in the documents of one language."""

    beside: dict[object, _Sentence]  # each sentence once
    elsewhere: Counter[str]
    seen: set[int]  # sentences elsewhere


class Neighbours:
    """Counts the words beside a category, over documents in parts.

    A sentence of some length that stands in several places counts once: what a programme says each year again, or what
    is quoted in twenty documents, is no evidence twenty times.
    """

    def __init__(self, category: str, lexicons: Sequence[str] = ()) -> None:
        every = entries_of(strings("lexicons", lexicons))
        # By a further lexicon the hits are those of its ids alone.
        named = [(entry, entry.place) for entry in every if entry.place is not None]
        named = named or [(entry, (entry.pole, entry.category)) for entry in every if entry.pole != "none"]
        names = sorted({name for _, name in named})
        found = [name for name in names if category in (f"{name[0]}_{name[1]}", name[1])]
        if len(found) != 1:
            several = [f"{pole}_{name}" for pole, name in found or names]
            if found:
                raise RequestError(f"category {category!r} is one of several poles: {', '.join(several)}")
            raise not_one_of("category", category, several)
        self.pole, self.category = found[0]
        self.documents = 0
        self._terms = {entry.term.lower() for entry, name in named if name == found[0]}
        self._kernel = kernel(0, lexicons)
        self._languages: dict[str, _Language] = {}

    @property
    def sentences(self) -> int:
        """How many sentences have a hit of the category."""
        return sum(len(language.beside) for language in self._languages.values())

    def add(self, documents: Sequence[Document]) -> None:
        """Count the words of documents."""
        rows = numbered(documents)
        hits: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        names = ("id", "sentence", "start", "end", "pole", "category")
        for id, sentence, start, end, *name in columns_of(self._kernel.hits(rows, names=True), names):
            if name == [self.pole, self.category]:
                hits[int(id), sentence].append((start, end))
        found = Table(self._kernel.language(rows))["lang"]
        columns = ["id", "sentence", "start", "end", "kind", "lemma"]
        tokens = columns_of(self._kernel.tokens(rows, columns=columns), columns)
        for (id, sentence), of_sentence in groupby(tokens, itemgetter(0, 1)):
            document = documents[int(id)]
            language = found[int(id)] if document.requested_lang == AUTO else document.requested_lang
            if language in shipped():
                words = [(lemma, start, end) for _, _, start, end, kind, lemma in of_sentence if kind == "word"]
                place = (self.documents + int(id), sentence)
                into = self._languages.setdefault(language, _Language({}, Counter(), set()))
                _count(document, place, words, hits.get((int(id), sentence)), into)
        self.documents += len(documents)

    def suggestions(self, most: int) -> list[Suggestion]:
        """What was found, of each language the most typical first, at most so many."""
        return [
            suggestion
            for language, found in sorted(self._languages.items())
            for suggestion in islice(self._of_language(language, found), most)
        ]

    def _of_language(self, language: str, found: _Language) -> Iterator[Suggestion]:
        sentences = sorted(found.beside.values(), key=itemgetter(0, 1, 2))
        comparison = _core.keyness.Comparison()
        examples: defaultdict[str, list[Example]] = defaultdict(list)
        for _, of_document in groupby(sentences, itemgetter(0, 1)):
            beside: Counter[str] = Counter()
            for sentence in of_document:
                for word, start, end in sentence.words:
                    # One example a document, the first.
                    if word not in beside and len(examples[word]) < EXAMPLES:
                        examples[word].append(_example(sentence, start, end))
                    beside[word] += 1
            comparison.add_target(beside.total(), beside)
        comparison.add_reference(found.elsewhere.total(), found.elsewhere)
        for word, beside_, elsewhere, z, dp in columns_of(comparison.table(), _MEASURES):
            if beside_ < _FEWEST or z <= 0 or word in self._terms or "_" in word:
                continue
            shown = tuple(examples[word])
            pos = _pos(word, language, shown)
            if pos is not None:
                yield Suggestion(language, self.pole, self.category, word, pos, beside_, elsewhere, z, dp, shown)


def _pos(lemma: str, language: str, examples: Sequence[Example]) -> str | None:
    """How a lexicon would inflect a lemma; None of one that it would not hold."""
    rules = [found.rule for found in lemmas([lemma, *(example.text.lower() for example in examples)], lang=language)]
    if rules[0] is not None:
        # `nämnd` alone has the look of a participle; `nämnden` is a noun's form.
        others = (rule for rule in rules if rule is not None and not rule.startswith("part_"))
        return _POS.get(next(others, rules[0]).split("_")[0])
    # What the lemmatiser has no rule for is a name if it has a capital wherever it stands, else a noun.
    return None if all(example.text[0].isupper() for example in examples) else "noun"


def _count(
    document: Document,
    place: tuple[int, int],
    words: list[tuple[str, int, int]],
    hits: list[tuple[int, int]] | None,
    into: _Language,
) -> None:
    said = tuple(lemma for lemma, _, _ in words)
    if hits is None:
        if len(words) < _LONG or hash(said) not in into.seen:
            into.seen.add(hash(said))
            into.elsewhere.update(said)
        return
    key = said if len(words) >= _LONG else place
    others = [word for word in words if not any(begin < word[2] and word[1] < end for begin, end in hits)]
    begin = max(0, words[0][1] - _CONTEXT)
    line = 1 + len(_LINE_END.findall(document.source, 0, begin))
    context = document.source[begin : words[-1][2] + _CONTEXT]
    sentence = _Sentence(document.id, place[0], words[0][1], begin, line, context, others)
    into.beside[key] = min(sentence, into.beside.get(key, sentence), key=itemgetter(0, 1, 2))


def _example(sentence: _Sentence, start: int, end: int) -> Example:
    begin, until = start - sentence.begin, end - sentence.begin
    line = sentence.line + len(_LINE_END.findall(sentence.context, 0, begin))
    left, right = sentence.context[max(0, begin - _CONTEXT) : begin], sentence.context[until : until + _CONTEXT]
    return Example(sentence.id, start, line, left, sentence.context[begin:until], right)


def as_lexicon(neighbours: Neighbours, found: Sequence[Suggestion]) -> str:
    """Suggestions as a lexicon file (lexicons/README.md) in which each is a comment until its mark is taken off."""
    name = f"{neighbours.pole}_{neighbours.category}"
    where = f"{neighbours.sentences:,} sentences of {neighbours.documents:,} documents"
    lines = [
        f"# Words that stand beside {name} and are not in it, in {where}.",
        "# Take the # off each word that belongs, correct its line, and ask: ordagrant lexicon check FILE",
        "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\tsource\tnote",
    ]
    for word in found:
        dp = "" if word.dp is None else f", DP {word.dp:.2f}"
        note = f"z {word.z:.2f}{dp}, {word.beside:,} beside and {word.elsewhere:,} elsewhere"
        cells = (
            word.lang,
            word.pole,
            word.category,
            word.term,
            "lemma",
            word.pos,
            "peripheral",
            "no",
            "",
            "judged",
            note,
        )
        lines.append("#" + "\t".join(cells))
        for example in word.examples:
            context = " ".join(f"{example.left}[{example.text}]{example.right}".split())
            lines.append(f"#   {' '.join(example.id.split())}, line {example.line}: {context}")
    return "\n".join(lines) + "\n"
