"""The coding sheet: contacts as somebody coded them, and how far the tool agrees."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ordagrant.demand_shares import CLASSES, shares
from ordagrant.errors import RequestError, not_one_of, require_one_of
from ordagrant.frames import id_of, is_missing

# What is put to each contact, as the codebook in corpora/contacts has it.
QUESTION = "Did the citizen contact us because something was not done, or not done right, as the citizen sees it?"

# The kinds of failure and their causes, as the codebook in corpora/contacts has them.
FAILURE_KINDS = (
    "done_wrong",
    "not_done",
    "other",
    "progress_chasing",
    "repeat_contact",
    "sent_around",
    "system_problem",
    "unclear_information",
)
CAUSES = (
    "no_owner",
    "hand_over",
    "standard_form",
    "central_rule",
    "target_or_deadline",
    "digital_channel",
    "specialist_split",
    "resources",
    "not_stated",
)

COLUMNS = ("time", "channel", "text", "demand", "failure_kind", "cause", "what_matters")

_ID = "id"
_DEMAND = "demand"
_KIND = "failure_kind"
_UNCLEAR = "unclear"  # as a coder may write what we call undetermined


def blank() -> bytes:
    """A sheet with no rows yet: the columns that an hour at the switchboard is written into."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow(COLUMNS)
    return b"\xef\xbb\xbf" + file.getvalue().encode()  # the mark by which spreadsheets know UTF-8


def instructions() -> list[str]:
    """How the sheet is filled in, a line each."""
    return [
        "a row a contact: when it came, the channel, and the words as they were said",
        f"demand: {QUESTION}",
        "  yes: failure; no: value; two requests, one of each: mixed; the words do not tell: undetermined",
        f"failure_kind: {', '.join(FAILURE_KINDS)}",
        f"cause, if it was said: {', '.join(CAUSES)}",
        "what_matters: what matters to the citizen, in a few words",
    ]


@dataclass(frozen=True)
class Coded:
    """What somebody coded: the demand and the kind of each row that has a demand, by the id of its contact."""

    demands: dict[str, str]
    kinds: dict[str, str | None]


def coded_of(rows: Iterable[Mapping[str, object]], name: str, id: str = _ID) -> Coded:
    """The coded rows of a table with a column `demand`, and `failure_kind` and that of the ids if it has them.

    Ids are in the column `id`, as those of the contacts; where the table has none of that name, in one called `id`.
    Without ids rows are known by their number from 0, as contacts without one are. Rows without a demand were not
    coded. Raises RequestError, naming the row, for a demand or a kind that there is not, an id that comes twice, and
    a table without ids where contacts have a column of their own.
    """
    coded = Coded({}, {})
    coded_rows = list(rows)
    columns = dict.fromkeys(str(column) for cells in coded_rows for column in cells)
    if id not in columns and id != _ID:
        if _ID not in columns and _DEMAND in columns:
            raise not_one_of("--coded: column", id, [f"{', '.join(columns)} in {name}"])
        id = _ID
    for row, cells in enumerate(coded_rows):
        if _DEMAND not in cells:
            raise not_one_of("--coded: column", _DEMAND, [f"{', '.join(map(str, cells))} in {name}"])
        if is_missing(cells[_DEMAND]):
            continue
        at = f"{name}, row {row} (counted from 0)"
        demand = _code(cells[_DEMAND])
        demand = "undetermined" if demand == _UNCLEAR else demand
        require_one_of(f"{at}: demand", demand, CLASSES)
        kind = None if is_missing(cells.get(_KIND)) else _code(cells[_KIND])
        if kind is not None and kind not in FAILURE_KINDS:
            raise not_one_of(f"{at}: failure_kind", kind, FAILURE_KINDS)
        known_by = id_of(cells, id, row)
        if known_by in coded.demands:
            raise RequestError(f"{at}: id {known_by!r} is coded twice")
        coded.demands[known_by] = demand
        coded.kinds[known_by] = kind
    if not coded.demands:
        raise RequestError(f"{name}: no row has a demand")
    return coded


def coded_by_id(demands: Mapping[str, str]) -> Coded:
    """The same of demands by id. Raises RequestError for a demand that there is not, and for what is no mapping."""
    if not hasattr(demands, "items"):  # which a Series of pandas has too
        raise RequestError(f"coded {demands!r} is no mapping of ids to demands")
    return coded_of(({_ID: id, _DEMAND: demand} for id, demand in demands.items()), "coded")


def _code(cell: object) -> str:
    return str(cell).strip().lower()


def agreement_of(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """How far two codings of the same contacts agree; `pairs` are what a person and what the tool says.

    `decided` is the share of what the person calls value or failure that the tool calls one of them; `agreed` and
    `kappa` (Cohen 1960) are over those that both do, None where there are none, or nothing but one class. `confusion`
    counts the tool's by the person's, of all four.
    """
    clear = ("failure", "value")
    coded = [(person, tool) for person, tool in pairs if person in clear]
    both = [(person, tool) for person, tool in coded if tool in clear]
    confusion: dict[str, dict[str, int]] = {}
    for (person, tool), count in sorted(Counter(pairs).items()):
        confusion.setdefault(person, {})[tool] = count
    agreed = sum(person == tool for person, tool in both)
    kappa = None
    if both:
        by_person, by_tool = (Counter(side) for side in zip(*both, strict=True))
        chance = sum(by_person[name] * by_tool[name] for name in clear)  # times the square of their number
        n = len(both)
        kappa = None if chance == n * n else (agreed * n - chance) / (n * n - chance)
    return {
        "contacts": len(pairs),
        "decided": len(both) / len(coded) if coded else None,
        "agreed": agreed / len(both) if both else None,
        "kappa": kappa,
        "confusion": confusion,
    }


def compared(coded: Coded, ids: Sequence[str], demands: Sequence[str], kinds: Sequence[str | None]) -> dict[str, Any]:
    """What a person's coding says beside the tool's: the share by the person, the agreement, and who differs.

    `numbers` are the demands of the person by the number of the contact.

    `disagreements` are the numbers of the contacts that the two call otherwise. `unknown` are the ids of coded rows
    that no contact has.
    """
    number_of = {id: number for number, id in reversed(list(enumerate(ids)))}  # of equal ids the first
    known = [(id, number_of[id]) for id in coded.demands if id in number_of]
    pairs = [(coded.demands[id], demands[number]) for id, number in known]
    of_kind = [(coded.kinds[id], kinds[number]) for id, number in known]
    both = [(person, tool) for person, tool in of_kind if person is not None and tool is not None]
    return {
        **shares(coded.demands[id] for id, _ in known),
        "numbers": {number: coded.demands[id] for id, number in known},
        "agreement": agreement_of(pairs),
        "kinds_agreed": sum(person == tool for person, tool in both),
        "kinds_compared": len(both),
        "disagreements": [
            {"number": number, "coded": person, "tool": tool}
            for (_, number), (person, tool) in zip(known, pairs, strict=True)
            if person != tool
        ],
        "unknown": [id for id in coded.demands if id not in number_of],
    }
