"""The demand table: what comes in, category by category, and whether it comes week after week."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ordagrant.charts import FEWEST_TO_PREDICT, chart
from ordagrant.demand_shares import corrected, kinds_by_cause, shares
from ordagrant.periods import Period

# A category is predictable if it comes in so many of the weeks, and no week of it is a signal: what a service can
# plan for (Seddon, Systems Thinking in the Public Sector, 2008: predictable demand can be designed against).
PREDICTABLE = 0.8

EXEMPLARS = 3

NO_CATEGORY = "(none)"

# The columns of the table as rows of Arrow have them; in a summary kinds and exemplars are not written out.
TYPES: Mapping[str, str] = {
    "category": "text",
    "label": "text",
    "reliability": "text",
    "n": "integer",
    "value": "integer",
    "failure": "integer",
    "mixed": "integer",
    "undetermined": "integer",
    "share": "real",
    "share_low": "real",
    "share_high": "real",
    "comparable": "truth",
    "corrected": "real",
    "corrected_low": "real",
    "corrected_high": "real",
    "n_coded": "integer",
    "weeks_present": "integer",
    "weeks_observed": "integer",
    "predictable": "truth",
    "kinds_by_cause": "text",
    **{f"exemplar_{number}": "text" for number in range(1, EXEMPLARS + 1)},
}


@dataclass(frozen=True)
class Weeks:
    """The ISO week of every contact, None where it has no day; `observed` are those with any contact, in order."""

    of_contact: list[str | None]
    observed: list[str]

    @classmethod
    def of(cls, periods: Sequence[Period | None]) -> Weeks | None:
        """The weeks of days or weeks; None of months, which have none."""
        if any(period is not None and period.kind == "month" for period in periods):
            return None
        weeks = [None if period is None else _week(period) for period in periods]
        return cls(weeks, sorted({week for week in weeks if week is not None}))

    def said_of(self, contacts: Sequence[int]) -> dict[str, Any]:
        """In how many weeks of those with any contact these came, and whether that is predictable.

        A week without any contact at all is a gap, not a week in which nobody wanted anything. With fewer weeks than a
        chart can be read of, nothing is said to be predictable or not.
        """
        counts = Counter(week for number in contacts if (week := self.of_contact[number]) is not None)
        present, observed = len(counts), len(self.observed)
        predictable = None
        if observed >= FEWEST_TO_PREDICT:
            charted = chart(date=self.observed, value=[counts[week] for week in self.observed])
            predictable = present >= PREDICTABLE * observed and not any(phase.signals for phase in charted.phases)
        return {"weeks_present": present, "weeks_observed": observed, "predictable": predictable}


def rows_of(
    categories: Mapping[str, tuple[str, Sequence[int], Sequence[int]]],
    verdicts: Mapping[str, Sequence[Any]],
    weeks: Weeks | None,
    coded: Mapping[int, str] | None,
) -> list[dict[str, Any]]:
    """A row a category, those with most contacts first.

    `categories` are their labels, contacts and exemplars by id; `verdicts` the columns `demand`, `failure_kind` and
    `cause`; `coded` what people called contacts. Contacts are numbers, and exemplars are in the rows still.
    """
    rows = []
    for category, (label, contacts, exemplars) in categories.items():
        demands = [verdicts["demand"][number] for number in contacts]
        found = shares(demands)
        if coded is not None:
            found |= corrected(demands, {at: coded[number] for at, number in enumerate(contacts) if number in coded})
        # What is not undetermined has a demand, so of the two numbers of contacts one is enough.
        found["n"] = found.pop("contacts")
        kinds, causes = ([verdicts[name][number] for number in contacts] for name in ("failure_kind", "cause"))
        said: dict[str, Any] = dict.fromkeys(("weeks_present", "weeks_observed", "predictable"))
        if weeks is not None:
            said = weeks.said_of(contacts)
        rows.append(
            {
                "category": category,
                "label": label,
                **found,
                **said,
                "kinds_by_cause": kinds_by_cause(kinds, causes),
                "exemplars": list(exemplars),
            }
        )
    return sorted(rows, key=lambda row: (-row["n"], *_in_order(row["category"])))


def _in_order(category: str) -> tuple[str, int]:
    """Clusters by their numbers, `9` before `10` and `rest-9` before `rest-10`; others by their letters."""
    name = category.rstrip("0123456789")
    return name, int(category[len(name) :] or -1)


def written_out(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a summary as one of TYPES: `not_done: not_stated 3, resources 1; other: not_stated 1`."""
    kinds = "; ".join(
        f"{kind}: {', '.join(f'{cause} {count}' for cause, count in causes.items())}"
        for kind, causes in row["kinds_by_cause"].items()
    )
    exemplars = [exemplar["text"] for exemplar in row["exemplars"]]
    exemplars += [None] * (EXEMPLARS - len(exemplars))
    numbered = {f"exemplar_{number}": exemplar for number, exemplar in enumerate(exemplars, 1)}
    return {**row, **numbered, "kinds_by_cause": kinds or None}


def _week(period: Period) -> str:
    year, week, _ = datetime.date.fromordinal(period.first).isocalendar()
    return f"{year}-W{week:02}"
