"""Keyness: what is typical of some texts against others, and what stands beside the words of a category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Unpack

from ordagrant import _core
from ordagrant.batch import kernel
from ordagrant.corpus import chunks, one_by_one
from ordagrant.document import AUTO, Document, Row, Texts, requested
from ordagrant.errors import require_one_of
from ordagrant.frames import Columns, of_reference, takes_columns
from ordagrant.lexicon import NAMES, require_names
from ordagrant.table import Table

# What can be counted, and the column of `tokens` that says it.
OF = {"words": "norm", "stems": "stem", "lemmas": "lemma", "compounds": "lemma", "categories": "norm"}


class Counts(NamedTuple):
    """How many words a document has, how often each of those that are compared stands in it, and what is left out."""

    words: int
    counts: dict[str, int]
    names: dict[str, int]  # of firms, bodies and methods, in lower case


@takes_columns
def keyness(
    target: Texts,
    reference: Texts,
    *,
    of: str = "words",
    names: str = NAMES[0],
    lang: str = AUTO,
    lexicons: Sequence[str] = (),
    no_repair: Sequence[str] = (),
    **named: Unpack[Columns],
) -> Table:
    """How the words of `target` differ in frequency from those of `reference`, one row a word of either.

    Both are texts as `og.tokens` takes them; a Corpus is read in parts. `of` is `words` (in lower case), `stems`,
    `lemmas`, `compounds` (words made of others, by their lemma) or `categories` (hits of the lexicon, by the name that
    `og.score` has for their rate; vocabulary, whatever its polarity and voice). Frequencies are of all words; numbers,
    marks and references are none. What the lexicon knows for the name of a firm, a body or a method is not compared,
    as it is no hit; with `names="include"` it is.

    `target` and `reference` are the counts. `g2` is the log-likelihood (Rayson and Garside 2000), `log_ratio` with its
    95 % interval how many times a frequency is doubled from the reference to the target (Hardie 2014), `z` the weighted
    log-odds with a prior as large as the smaller side (Monroe, Colaresi and Quinn 2008), `simple_maths` the ratio per
    million with 1 added (Kilgarriff 2009), `dp_target` and `dp_reference` how unevenly the word is spread over the
    documents (Gries 2008; `dp_norm_` after Lijffijt and Gries 2012), `p_holm` and `p_bh` the chance of such a `g2`
    corrected for as many words as there are (Holm 1979; Benjamini and Hochberg 1995). Rows come by `z`: what is typical
    of the target first, what is typical of the reference last. Chances and intervals take words for independent draws,
    which words of one document are not: see the dispersion. DP is null where the word is not there or the side is one
    document. Where a side has no words there are no rows. Raises RequestError for an option that is wrong.

    >>> import ordagrant as og
    >>> rows = og.keyness(["Tillit och stöd.", "Mer tillit!"], ["Kontroll och mål.", "Mer kontroll!"], lang="sv")
    >>> rows["word"][0], rows["target"][0], rows["reference"][0]
    ('tillit', 2, 0)
    """
    requested(lang)
    require_of(of)
    require_names(names)
    by = kernel(0, lexicons, no_repair)
    comparison = _core.keyness.Comparison()
    for words, counts, _ in counted(one_by_one(target, lang, **named), by, of, names):
        comparison.add_target(words, counts)
    for words, counts, _ in counted(one_by_one(reference, lang, **of_reference(named)), by, of, names):
        comparison.add_reference(words, counts)
    return Table(comparison.table()).like(target)


def require_of(of: str) -> None:
    """Raises RequestError for what cannot be counted."""
    require_one_of("of", of, OF)


def counted(documents: Iterable[Document], by: _core.batch.Kernel, of: str, names: str) -> Iterator[Counts]:
    """The counts of each document that has words, in their order; the documents are held in parts."""
    for chunk in chunks(documents):
        rows = numbered(chunk)
        sizes = [0] * len(chunk)
        counts: list[Counter[str]] = [Counter() for _ in chunk]
        left_out = _names_in(rows, by) if names == "exclude" else [[] for _ in chunk]
        # Of a language that is not shipped neither stems nor lemmas are known: there a word is as it stands.
        columns = ["id", "start", "kind", "norm", *({OF[of]} - {"norm"}), *(["parts"] if of == "compounds" else [])]
        spans = [iter(found) for found in left_out]
        span = [next(found, None) for found in spans]
        for id, start, kind, norm, *more in columns_of(by.tokens(rows, columns=columns), columns):
            if kind == "word":
                number = int(id)
                sizes[number] += 1
                while (name := span[number]) and name.end <= start:
                    span[number] = next(spans[number], None)
                if name and name.start <= start:
                    continue
                if of != "categories" and (of != "compounds" or more[-1] is not None):
                    counts[number][(more[0] or norm) if more else norm] += 1
        if of == "categories":
            for id, pole, category in columns_of(by.hits(rows, names=names == "include"), ["id", "pole", "category"]):
                counts[int(id)][f"{pole}_{category}"] += 1
        for size, words, found in zip(sizes, counts, left_out, strict=True):
            if size:
                yield Counts(size, words, Counter(name.text for name in found))


class _Name(NamedTuple):
    start: int
    end: int
    text: str


def _names_in(rows: list[Row], by: _core.batch.Kernel) -> list[list[_Name]]:
    """The names of firms, bodies and methods in each document, in the order of their places."""
    found: list[list[_Name]] = [[] for _ in rows]
    columns = ["id", "category", "start", "end", "text", "canonical"]
    for id, category, start, end, text, canonical in columns_of(by.hits(rows, poles=["meta"], names=True), columns):
        if category == "name":
            found[int(id)].append(_Name(start, end, (canonical or text).lower()))
    return found


def numbered(documents: Sequence[Document]) -> list[Row]:
    """What the kernel takes, with the documents' numbers for their ids, which two of them can share."""
    return [(str(number), *document.row()[1:8], {}) for number, document in enumerate(documents)]


def columns_of(table: _core.batch.Table, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns of a table."""
    return zip(*(table.column(table.names.index(name)) for name in names), strict=True)
