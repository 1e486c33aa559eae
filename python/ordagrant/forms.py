"""Forms: what words are counted by, their lemmas and the parts of compounds."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple, TypeAlias

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.corpus import chunks
from ordagrant.document import AUTO, Document, Texts, documents_of, requested
from ordagrant.errors import RequestError, not_one_of, require_one_of
from ordagrant.frames import cells_of
from ordagrant.language import language, shipped

# A word, or a column of words. None among them, and the NaN of a pandas column, is an empty word.
Words: TypeAlias = str | Iterable[str | float | None]

LEMMATISERS = ("ordagrant", "simplemma")

# As many words as a language is told from: a longer list says no more.
_WORDS_TO_JUDGE_BY = 10_000


class Compound(NamedTuple):
    """A word and what it is made of.

    `word` is in Normalization Form C, and `parts` side by side are the word. `modifiers` are the parts before the last
    one without the letters that only join them to the next, and `links` these letters: `s`, `-` or nothing. `head` is
    the last part, as it stands. A word that is no compound is its own head.
    """

    word: str
    parts: tuple[str, ...]
    modifiers: tuple[str, ...]
    links: tuple[str, ...]
    head: str


class Lemma(NamedTuple):
    """The base form of a word, in lower case, and the rule that gave it.

    `source` says what the lemma was found by: `listed` (it stands in lemma_words.tsv), `paradigm` (other forms of the
    word are words of the language), `compound` (by the lemma of the last part), `name` (without the s of a genitive),
    `ending` (by the ending alone) or `itself` (no rule fits). `rule` is the row of the language's tables (`noun_or`,
    `verb`); None for names and for a word that is its own lemma by no rule.
    """

    word: str
    lemma: str
    rule: str | None
    source: str


def compounds(words: Words, *, lang: str = AUTO, learn: Texts | None = None) -> list[Compound]:
    """The parts of each word, in the order of the words; pandas and polars make a frame of the list.

    `words` is a word or a list or column of them. `learn` are texts of the same language: words that stand there three
    times or more may be parts as well, and are rather whole than made of a part that is not known. Raises RequestError
    for an unknown `lang`, and if `lang` is `auto` and the words do not show which of the shipped languages they are in.

    >>> import ordagrant as og
    >>> found = og.compounds(["verksamhetsplanen", "IT-system", "ansvar"], lang="sv")
    >>> [compound.parts for compound in found]
    [('verksamhets', 'planen'), ('IT-', 'system'), ('ansvar',)]
    >>> found[0].modifiers, found[0].links, found[0].head
    (('verksamhet',), ('s',), 'planen')
    """
    read = _readable(words)
    lang = language_of(read, lang)
    return split(read, _compounds(lang) if learn is None else compounds_learnt(documents_of(learn, lang), lang))


def lemmas(words: Words, *, lang: str = AUTO) -> list[Lemma]:
    """The lemma of each word and the rule that gave it, in the order of the words.

    `words` is a word or a list or column of them. Each is looked at by itself; `og.tokens` reads words in their
    sentences, where neighbours decide between several lemmas of a form. Raises RequestError for an unknown `lang`, and
    if `lang` is `auto` and the words do not show which of the shipped languages they are in.

    >>> import ordagrant as og
    >>> og.lemmas("skolorna", lang="sv")
    [Lemma(word='skolorna', lemma='skola', rule='noun_or', source='listed')]
    >>> [(lemma.lemma, lemma.source) for lemma in og.lemmas(["skrev", "planering"], lang="sv")]
    [('skriva', 'listed'), ('planering', 'paradigm')]
    """
    read = _readable(words)
    found = _lemmatiser(language_of(read, lang)).of([word.lower() for word in read])
    return [Lemma(word, lemma, rule or None, source) for word, (lemma, rule, source) in zip(read, found, strict=True)]


def lemma_with(name: str, lang: str) -> Callable[[str], str]:
    """What gives the lemma, in lower case, of a word in lower case by itself.

    `name` is `ordagrant` or `simplemma` (https://github.com/adbar/simplemma, which is not installed by itself). Raises
    RequestError for another name, a `lang` that is not shipped, or if simplemma is not there.

    >>> lemma_with("ordagrant", "sv")("kommunernas")
    'kommun'
    """
    require_one_of("lemmatiser", name, LEMMATISERS)
    require_one_of("language", lang, shipped())
    if name == "simplemma":
        return _simplemma(lang)
    lemmatiser = _lemmatiser(lang)
    return lambda word: lemmatiser.of([word])[0][0]


def language_of(words: list[str], lang: str) -> str:
    """The language asked for, or the one that the words are in. Raises RequestError if it is no shipped one."""
    if requested(lang) != AUTO:
        return lang
    (found,) = language(" ".join(words[:_WORDS_TO_JUDGE_BY]))["lang"]
    if found not in shipped():
        raise RequestError(f"{not_one_of('language of the words', found, shipped())}; lang says which it is")
    return str(found)


def compounds_learnt(documents: Iterable[Document], lang: str) -> _core.forms.Compounds:
    """What takes compounds apart, with the words of the documents among the parts. The documents are read once."""
    counts: Counter[str] = Counter()
    by_kernel = kernel()
    for chunk in chunks(documents):
        table = by_kernel.tokens([document.row() for document in chunk], columns=["kind", "norm"])
        kinds, norms = (table.column(table.names.index(name)) for name in ("kind", "norm"))
        counts.update(norm for kind, norm in zip(kinds, norms, strict=True) if kind == "word")
    return _core.forms.Compounds(lang, sorted(counts.items()))


def split(words: list[str], splitter: _core.forms.Compounds) -> list[Compound]:
    """The parts of words that are in Normalization Form C."""
    compounds = []
    for word, parts in zip(words, splitter.split(words), strict=True):
        whole = tuple(part + link for part, link in parts)
        modifiers = tuple(part for part, _ in parts[:-1])
        links = tuple(link for _, link in parts[:-1])
        compounds.append(Compound(word, whole, modifiers, links, head=whole[-1]))
    return compounds


def _readable(words: Words) -> list[str]:
    """The words as the core reads them: in Normalization Form C, with no half characters."""
    read = []
    for number, word in enumerate([words] if isinstance(words, str) else cells_of(words)):
        text = "" if word is None else word
        if not isinstance(text, str):
            raise RequestError(f"word number {number} is of type {type(text).__name__}, not a string")
        read.append(unicodedata.normalize("NFC", Document.from_text(text).source))
    return read


@cache
def _compounds(lang: str) -> _core.forms.Compounds:
    return _core.forms.Compounds(lang)


@cache
def _lemmatiser(lang: str) -> _core.forms.Lemmatiser:
    return _core.forms.Lemmatiser(lang)


def _simplemma(lang: str) -> Callable[[str], str]:
    try:
        import simplemma  # an extra; its dictionaries take time and memory
    except ImportError:
        raise RequestError("lemmatiser 'simplemma' needs simplemma: pip install \"ordagrant[simplemma]\"") from None
    # An empty word is none to simplemma, and names have capitals there.
    return lambda word: simplemma.lemmatize(word, lang=lang).lower() if word else word
