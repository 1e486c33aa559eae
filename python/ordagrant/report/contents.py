"""Contents: what a page of documents says, section by section, from the rows that the verbs give."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from ordagrant import _core
from ordagrant.markup import legend, marked
from ordagrant.privacy import masked_cells
from ordagrant.report.excerpts import Excerpt, anchor_of, excerpt, is_counted, place_of, sense_of
from ordagrant.report.seen import News
from ordagrant.report.shown import Shown
from ordagrant.report.words import Words
from ordagrant.stance import RESAMPLES, score_core
from ordagrant.table import Table

POLES = ("npm", "trust")
FACTS = ("decision", "vote", "assignment")

# How much of each is on the page; the verbs have all of it.
ROWS_FIRST = 30  # of documents, in sight
STRONGEST_FIRST = 4  # of a pole, in sight
STRONGEST = 12  # with those that are folded
STRONGEST_OF_ONE = 4  # of one document among several
PASSAGES = 60
SPEAKERS = 60
OF_NEW = 40  # the parts of a document that are listed
OF_CHANGED = 10  # the passages of a changed part that are shown

# Of so few words a rate says little: one hit more moves it by 10 per 1,000.
FEW_WORDS = 100

_BELOW = " > "  # between the headings of a passage

# A passage of fewer words is a title, a cell or a name.
_FEWEST_WORDS = 8
_NO_SAYING = ("heading", "item", "part", "speaker", "head", "post")

# Units of sums and shares: what of the many numbers of a text is worth a row. Others are if the text compares them.
_SUMS = tuple(
    "kr kronor kroner mnkr mkr tkr tdkr mio mia mdkr miljon miljard million milliard euro eur procent % promille "
    "öre øre".split()
)

Row = dict[str, Any]


class Contents:
    """The sections of a page; `shown` are the documents that it is about, `hits` of which have anchors in order."""

    def __init__(
        self, shown: Sequence[Shown], kernel: _core.batch.Kernel, words: Words, news: Sequence[News] | None
    ) -> None:
        self.shown = shown
        self.words = words
        self.news = news
        self._kernel = kernel
        count = 0
        for document, one in enumerate(shown):
            one.hits = _without_echoes(one.hits)
            for hit in one.hits:
                count += 1
                hit["anchor"] = f"h{count}"
            for number, hit in enumerate(one.alerts):
                hit["anchor"] = f"d{document}a{number}"

    # --- Both poles -------------------------------------------------------------------------------

    def scores(self, by: str) -> list[Row]:
        """The rows of `og.score`; those of documents and passages have the documents' numbers for their ids."""
        documents = [replace(one.document, id=str(number)) for number, one in enumerate(self.shown)]
        table = score_core(documents, self._kernel, by=by, resamples=RESAMPLES, seed=0)
        return list(Table(table))

    @cached_property
    def all(self) -> Row:
        """The row of everything together."""
        return self.scores("all")[0]

    @cached_property
    def _of_documents(self) -> list[Row]:
        return self.scores("document")

    @cached_property
    def by_document(self) -> list[Row]:
        """The documents in their order; of more than are in sight those with most hits first."""
        rows = [
            _called(row, one.name, f"#d{number}", one.title)
            for number, (row, one) in enumerate(zip(self._of_documents, self.shown, strict=True))
            if row["words"]
        ]
        if len(rows) > ROWS_FIRST:
            rows.sort(key=lambda row: -((row["npm_hits"] or 0) + (row["trust_hits"] or 0)))
        return rows

    def most(self, pole: str) -> list[Row]:
        """The document with the highest rate of a pole, of those that lean to it; none if none does."""
        leaning = [row for row in self.by_document if row["label"] in (pole, "mixed")]
        return sorted(leaning, key=lambda row: -row[pole])[:1]

    @cached_property
    def by_speaker(self) -> tuple[list[Row], int]:
        """Those of whom there is a hit, the most first, and how many others there are."""
        rows = self.scores("speaker")
        said = [row for row in rows if row["npm_hits"] or row["trust_hits"]]
        said.sort(key=lambda row: (-(row["npm_hits"] + row["trust_hits"]), row["id"]))
        if not any(row["id"] for row in said):
            return [], 0
        any_masked = next((one for one in self.shown if one.is_masked), None)
        named = [_called(row, row["id"] if any_masked is None else self._masked_name(row["id"])) for row in said]
        return named[:SPEAKERS], len(rows) - len(named[:SPEAKERS])

    def _masked_name(self, name: str) -> str:
        """A name as masking left it in the documents: as it is if any of them shows it."""
        said = [one.said(name) for one in self.shown]
        return name if name in said else str(said[0])

    @cached_property
    def by_month(self) -> tuple[list[Row], int]:
        """The months of which there are words, and how many between them have none; no row where nothing is dated."""
        rows = self.scores("month")
        written = [_called(row, row["id"]) for row in rows if row["words"]]
        return (written, len(rows) - len(written)) if any(row["id"] for row in written) else ([], 0)

    @cached_property
    def by_group(self) -> list[Row]:
        rows = self.scores("group")
        names = [row["id"] for row in rows]
        if any(one.is_masked for one in self.shown):
            names = masked_cells(names)
        return [_called(row, name) for row, name in zip(rows, names, strict=True)]

    @cached_property
    def _of_passages(self) -> list[tuple[int, Row, Row]]:
        """The document, the passage and its scores, of all passages that say something."""
        found = []
        for row in self.scores("passage"):
            document, passage = map(int, row["id"].split("#")) if "#" in row["id"] else (int(row["id"]), None)
            if passage is None or not self.shown[document].passages:
                continue
            of_row = self.shown[document].passages[passage]
            # What begins in the middle of a sentence was cut by its file, and is not to be quoted.
            is_cut = of_row["text"][:1].islower()
            if of_row["kind"] not in _NO_SAYING and not is_cut and (row["words"] or 0) >= _FEWEST_WORDS:
                found.append((document, of_row, row))
        return found

    @cached_property
    def by_passage(self) -> tuple[list[Row], int]:
        """The passages that take a side, the surest first, and how many others there are."""
        sided = [found for found in self._of_passages if found[2]["label"] != "none"]
        sided.sort(key=lambda found: (-max(found[2]["p_npm"], found[2]["p_trust"]), found[0], found[1]["passage"]))
        rows = [
            _called(
                row,
                _beginning(self.shown[document].text[passage["start"] : passage["end"]]),
                f"#{anchor_of(document, passage['passage'])}",
                place_of(self.shown[document], passage, self.words),
            )
            for document, passage, row in sided[:PASSAGES]
        ]
        return rows, len(sided) - len(rows)

    @cached_property
    def by_category(self) -> list[Row]:
        """The categories of both poles that there are hits of, by their rate."""
        rows = []
        counted = Counter((hit["pole"], hit["category"]) for one in self.shown for hit in one.hits if is_counted(hit))
        for (pole, category), hits in counted.items():
            rate = self.all.get(f"{pole}_{category}")
            if pole in POLES and rate is not None:
                rows.append({"pole": pole, "category": category, "hits": hits, "rate": rate})
        return sorted(rows, key=lambda row: (-row["rate"], row["category"]))

    # --- What to read first -----------------------------------------------------------------------

    def strongest(self, pole: str) -> list[tuple[Excerpt, float]]:
        """The passages that are the most surely of a pole, each text once, with the probability."""
        ranked = sorted(
            (found for found in self._of_passages if found[2]["label"] == pole),
            key=lambda found: (-found[2][f"p_{pole}"], found[0], found[1]["passage"]),
        )
        texts: set[str] = set()
        of_document: Counter[int] = Counter()
        most = STRONGEST_OF_ONE if len(self.shown) > 1 else STRONGEST
        chosen = []
        for document, passage, row in ranked:
            text = " ".join(passage["text"].split()).casefold()
            if text in texts or of_document[document] == most:
                continue
            texts.add(text)
            of_document[document] += 1
            chosen.append((self.excerpt(document, passage), row[f"p_{pole}"]))
            if len(chosen) == STRONGEST:
                break
        return chosen

    def excerpt(self, document: int, passage: Row, alerts: Sequence[Row] = ()) -> Excerpt:
        """What is shown of a passage, with its hits or with what was looked for."""
        shown = self.shown[document]
        hits = alerts or self._hits_of(document).get(passage["passage"], [])
        return excerpt(shown, document, self.langs[document], passage, hits, self.words)

    def _hits_of(self, document: int) -> dict[int, list[Row]]:
        return self._hits_by_passage[document]

    @cached_property
    def _hits_by_passage(self) -> list[dict[int, list[Row]]]:
        found: list[dict[int, list[Row]]] = []
        for one in self.shown:
            of_passage: dict[int, list[Row]] = {}
            for hit in one.hits:
                of_passage.setdefault(hit["passage"], []).append(hit)
            found.append(of_passage)
        return found

    # --- What is new, and what was looked for -----------------------------------------------------

    def _new_passages(self, document: int) -> set[int] | None:
        """The passages of a document that are new; None where everything is asked for."""
        if self.news is None:
            return None
        return {number for part in self.news[document].parts for number in range(part.first, part.end)}

    @cached_property
    def alerts(self) -> list[Excerpt]:
        """The passages in which what was looked for stands."""
        found = []
        for document, one in enumerate(self.shown):
            new = self._new_passages(document)
            by_passage: dict[int, list[Row]] = {}
            for hit in one.alerts:
                if new is None or hit["passage"] in new:
                    by_passage.setdefault(hit["passage"], []).append(hit)
            found += [self.excerpt(document, one.passages[number], hits) for number, hits in by_passage.items()]
        return found

    @cached_property
    def new_documents(self) -> list[dict[str, Any]]:
        """Each document with news: the parts that are new, and of a changed one the passages, word for word."""
        found: list[dict[str, Any]] = []
        if self.news is None:
            return found
        for document, (one, news) in enumerate(zip(self.shown, self.news, strict=True)):
            parts = []
            for part in news.parts:
                first, last = one.passages[part.first], one.passages[part.end - 1]
                hits = [hit for at in range(part.first, part.end) for hit in self._hits_of(document).get(at, [])]
                # Where only something was taken out nothing is new: the beginning says what it was taken out of.
                changed = [at for at in range(part.first, part.end) if at in news.passages] or [part.first]
                parts.append(
                    {
                        "name": _beginning(first["text"]),
                        "link": f"#{anchor_of(document, first['passage'])}",
                        "words": len(one.text[first["start"] : last["end"]].split()),
                        "hits": Counter(hit["pole"] for hit in hits if is_counted(hit)),
                        "is_item": first["kind"] == "item",
                        "excerpts": [self.excerpt(document, one.passages[at]) for at in changed[:OF_CHANGED]]
                        if news.kind == "changed"
                        else [],
                        "left_out": max(len(changed) - OF_CHANGED, 0),
                    }
                )
            if news.kind == "new":  # all of it is: the items say what it is about
                parts = [part for part in parts if part["is_item"]] or parts
            listed = parts[:OF_NEW]
            left_out = len(parts) - len(listed)
            found.append(
                {"name": one.name, "link": f"#d{document}", "kind": news.kind, "parts": listed, "gone": news.gone}
                | {"left_out": left_out}
            )
        return found

    # --- Facts ------------------------------------------------------------------------------------

    def facts(self, kind: str) -> list[Row]:
        """The votes, decisions or assignments that the documents state."""
        return [
            fact | self._found_at(document, fact)
            for document, one in enumerate(self.shown)
            for fact in one.facts
            if fact["kind"] == kind
        ]

    @cached_property
    def figures(self) -> tuple[list[Row], int]:
        """The sentences with sums, shares and figures that are compared, a row each, and how many others there are."""
        rows, left_out = [], 0
        for document, one in enumerate(self.shown):
            by_sentence: dict[tuple[int, int], list[Row]] = {}
            for fact in one.facts:
                if fact["kind"] != "figure":
                    continue
                if fact["compared"] is None and not _is_sum(fact["unit"]):
                    left_out += 1
                    continue
                by_sentence.setdefault(self._sentence_of(one, fact, one.passages[fact["passage"]]), []).append(fact)
            for (start, end), facts in by_sentence.items():
                places = [{"start": fact["start"], "end": fact["end"]} for fact in facts]
                rows.append(
                    facts[0]
                    | {
                        "text": Markup(marked(one.text, places, start=start, end=end)),
                        "figures": facts,
                    }
                    | self._found_at(document, facts[0])
                )
        return rows, left_out

    def _found_at(self, document: int, fact: Row) -> Row:
        """Where a fact stands, and in which language."""
        return {
            "link": f"#{anchor_of(document, fact['passage'])}",
            "place": place_of(self.shown[document], fact, self.words),
            "lang": self.langs[document],
            "about": (fact["heading"] or "").split(_BELOW)[0],
        }

    # --- The full text, and what is filtered ------------------------------------------------------

    def full_text(self, document: int) -> list[dict[str, Any]]:
        """The passages of a document: kind, id, marked text, and the page where it changes."""
        one = self.shown[document]
        news = None if self.news is None else self.news[document]
        new = news.passages if news is not None and news.kind == "changed" else frozenset()
        alerts: dict[int, list[Row]] = {}
        for hit in one.alerts:
            alerts.setdefault(hit["passage"], []).append(hit)
        blocks = []
        page = None
        for number, passage in enumerate(one.passages):
            at = one.place(passage)["page"]
            hits = [*self._hits_of(document).get(number, []), *alerts.get(number, [])]
            html = marked(one.text, hits, start=passage["start"], end=passage["end"], ui=self.words.ui)
            blocks.append(
                {
                    "id": anchor_of(document, number),
                    "kind": passage["kind"],
                    "html": Markup(html),
                    "page": at if at != page else None,
                    "is_new": number in new,
                    "in_lines": passage["kind"] in ("head", "table_row") or _is_in_lines(passage["text"]),
                }
            )
            page = at
        return blocks

    @cached_property
    def legend(self) -> Markup:
        return Markup(legend((hit for one in self.shown for hit in one.hits), self.words.ui))

    @cached_property
    def hit_data(self) -> dict[str, Any]:
        """What the page's filter needs to know of each hit, as JSON can hold it; the words are in the full text."""
        names: dict[str, dict[str, int]] = {name: {} for name in ("documents", "categories", "terms", "places")}
        # In the order in which they are to choose from.
        names["poles"] = {pole: at for at, pole in enumerate(self.words.pole) if not pole.endswith("_short")}
        names["senses"] = {sense: at for at, sense in enumerate(self.words.sense)}
        names["speakers"] = {"": 0}

        def index(of: str, name: str | None) -> int:
            return names[of].setdefault(name or "", len(names[of]))

        hits = []
        for document, one in enumerate(self.shown):
            for hit in one.hits:
                passage = one.passages[hit["passage"]]
                start, end = self._sentence_of(one, hit, passage)
                hits.append(
                    [
                        hit["anchor"],
                        index("documents", f"{document}"),
                        hit["passage"],
                        start - passage["start"],
                        end - passage["start"],
                        index("poles", hit["pole"]),
                        index("categories", hit["category"]),
                        index("senses", sense_of(hit)),
                        index("speakers", hit["speaker"]),
                        index("terms", hit["term"]),
                        index("places", place_of(one, hit, self.words, with_document=False)),
                    ]
                )
        lists = {name: list(of) for name, of in names.items()}
        lists["document_names"] = [self.shown[int(number)].name for number in lists["documents"]]
        lists["category_names"] = [self.words.named("category", id) for id in lists["categories"]]
        lists["pole_names"] = [self.words.named("pole", id) for id in lists["poles"]]
        lists["sense_names"] = [self.words.named("sense", id) for id in lists["senses"]]
        return {**lists, "hits": hits}

    def _sentence_of(self, one: Shown, row: Row, passage: Row) -> tuple[int, int]:
        """The sentence in which a row of a passage begins."""
        return one.sentence_at(row["start"], passage["start"], passage["end"])

    @cached_property
    def not_counted(self) -> Counter[str]:
        """How many hits of both poles are meant otherwise, by how."""
        return Counter(sense_of(hit) for one in self.shown for hit in one.hits if hit["pole"] in POLES)

    @cached_property
    def label_words(self) -> str:
        """How many documents lean where, in words."""
        counts = Counter(row["label"] for row in self.by_document if row["label"])
        return ", ".join(
            f"{name} {self.words.number(counts[label])}" for label, name in self.words.label.items() if counts[label]
        )

    @cached_property
    def langs(self) -> list[str]:
        """The languages of the documents, as a browser reads them aloud."""
        return [row["lang"] or "" for row in self._of_documents]


def _called(row: Row, name: str, link: str | None = None, place: str | None = None) -> Row:
    """A row of scores with what it is called, and where that is."""
    return row | {"name": name, "link": link, "place": place}


def _without_echoes(hits: list[Row]) -> list[Row]:
    """The hits without turns of phrase that say of words what the lexicon says of them already."""
    starts: dict[tuple[int, str], list[int]] = {}
    ends: dict[tuple[int, str], list[int]] = {}  # the farthest end of those that begin there or before
    for hit in sorted((hit for hit in hits if hit["tier"] != "frame"), key=lambda hit: int(hit["start"])):
        of = (hit["passage"], hit["pole"])
        starts.setdefault(of, []).append(hit["start"])
        farthest = ends.setdefault(of, [])
        farthest.append(max([hit["end"], *farthest[-1:]]))

    def is_echo(hit: Mapping[str, Any]) -> bool:
        of = (hit["passage"], hit["pole"])
        before = bisect_right(starts.get(of, []), hit["start"])
        return hit["tier"] == "frame" and before > 0 and bool(hit["end"] <= ends[of][before - 1])

    return [hit for hit in hits if not is_echo(hit)]


def _is_sum(unit: str | None) -> bool:
    words = (unit or "").lower().replace(".", " ").split()
    return any(word.startswith(_SUMS) if len(word) > 3 else word in _SUMS for word in words)


def _is_in_lines(text: str) -> bool:
    """Do the line ends of a passage mean something, as in a list of names? Running text fills its lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    full = 45  # characters: narrower lines of running text are those of columns, which the layout joins
    return len(lines) > 2 and sum(map(len, lines)) / len(lines) < full


def _beginning(text: str, most: int = 90) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1].rsplit(" ", 1)[0] + " …"


def statuses_of(documents: Iterable[Any]) -> Counter[str]:
    """How many documents have each status."""
    return Counter(document.status for document in documents)
