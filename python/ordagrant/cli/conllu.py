"""Tokens as CoNLL-U, the format of Universal Dependencies."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter

from ordagrant import _core

_COLUMNS = ("id", "sentence", "start", "end", "text", "kind", "lemma")

# White space as the core has it: str.split() would cut at control characters, which are marks.
_SPACES = "\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SPACE = re.compile(f"[{_SPACES}]+")
_PART = re.compile(f"[^{_SPACES}]+")


def conllu(table: _core.batch.Table) -> bytes:
    """The rows of the verb tokens as CoNLL-U in UTF-8; documents stand in it whole and in their order.

    FORM is the text as it stands in the source, one space for white space in it. A reference is as many words as it
    has parts between spaces; abbreviations and numbers with spaces stay one. LEMMA is `_` where there is none. MISC
    says where a word stands in the source, in characters (`TokenRange=start:end`), and whether the next one follows
    without a space. `# text` has one space wherever the source has any.
    """
    columns = [table.column(table.names.index(name)) for name in _COLUMNS]
    lines: list[str] = []
    rows = zip(*columns, strict=True)
    for document, tokens in groupby(rows, key=itemgetter(0)):
        # A line end in a document's name would begin a line of its own.
        lines.append(f"# newdoc id = {_SPACE.sub(' ', document)}")
        for sentence, words in groupby(tokens, key=itemgetter(1)):
            lines += _sentence(f"{sentence + 1}", [word for row in words for word in _words(*row[2:])])
    return "".join(line + "\n" for line in lines).encode()


# Start, end, form, lemma.
_Word = tuple[int, int, str, str]


def _words(start: int, end: int, text: str, kind: str, lemma: str | None) -> list[_Word]:
    if kind != "reference":
        return [(start, end, _SPACE.sub(" ", text), lemma or "_")]
    # What stands in no dictionary is its own lemma.
    return [
        (start + part.start(), start + part.end(), part[0], part[0] if lemma else "_") for part in _PART.finditer(text)
    ]


def _sentence(number: str, words: list[_Word]) -> list[str]:
    rows: list[str] = []
    text = ""
    for at, (start, end, form, lemma) in enumerate(words):
        last = at + 1 == len(words)
        joined = not last and words[at + 1][0] == end
        text += form if last or joined else form + " "
        misc = ("SpaceAfter=No|" if joined else "") + f"TokenRange={start}:{end}"
        rows.append(f"{at + 1}\t{form}\t{lemma}\t_\t_\t_\t_\t_\t_\t{misc}")
    return [f"# sent_id = {number}", f"# text = {text}", *rows, ""]
