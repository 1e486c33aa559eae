"""Is a change of the failure share found? Misses and false alarms over changes that were planted in our contacts.

    python tests/bench/planted_changes.py [--series N]

Run in the folder of the repository; it takes some minutes, for every contact of corpora/contacts is judged by a model
that saw nothing of the hand that wrote it. In each service in turn two years of months are drawn from its contacts,
with a failure share that goes up after the twelfth month by one of three sizes, or not at all, and every month is
counted once by what the contacts are coded as and once by what the tool calls them. A chart of the shares (p', as in
the months of `ordagrant demand --summary`) then says what is no noise. A change with no signal after it is a miss, a
series without a change that has any signal a false alarm; signals before a change are counted for neither, for limits
are those of all months, and low months before it are the same change. Seeded: the same numbers each time.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import ordagrant as og
from ordagrant import _core
from ordagrant.demand_shares import is_failing
from ordagrant.shares import wilson

MAKE_MODEL = Path("core/ordagrant/demand/internal/make_model.py")

MONTHS = 24
CHANGE = 12  # the first month with another share, counted from 0
CONTACTS = 60  # of each month
SHARE = 0.4  # of failure demand before the change
SIZES = (0.0, 0.1, 0.2, 0.3)
FEWEST = 10  # contacts of a service with failure demand, and without: fewer say the same thing all the time


class Contact(NamedTuple):
    """Whether it is failure demand, and what the tool says: True, False, None for undetermined."""

    coded: bool
    tool: bool | None


class Count(NamedTuple):
    """Series of one size, and those in which a change was missed, or one was found where there is none."""

    series: int
    wrong: int


def services() -> dict[str, list[Contact]]:
    """The contacts with a demand of each service that has enough, each judged without the hand that wrote it."""
    spec = importlib.util.spec_from_file_location("make_model", MAKE_MODEL)
    assert spec is not None
    assert spec.loader is not None
    make_model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_model)
    rows = make_model.contacts()
    judged = _core.demand.Model().tried(*make_model.columns(rows))
    found: dict[str, list[Contact]] = {}
    for row, verdict in zip(rows, judged, strict=True):
        coded = is_failing(row["demand"])
        if coded is not None:
            found.setdefault(row["service_category"], []).append(Contact(coded, is_failing(verdict[0])))
    return {
        service: contacts
        for service, contacts in sorted(found.items())
        if all(sum(contact.coded == kind for contact in contacts) >= FEWEST for kind in (True, False))
    }


def months_of(contacts: list[Contact], size: float, chance: random.Random) -> list[list[Contact]]:
    """A series: in each month CONTACTS of these, as many with failure demand as the share of the month says."""
    of_kind = {kind: [contact for contact in contacts if contact.coded == kind] for kind in (True, False)}
    shares = [SHARE + (size if month >= CHANGE else 0) for month in range(MONTHS)]
    return [[chance.choice(of_kind[chance.random() < share]) for _ in range(CONTACTS)] for share in shares]


def signals(months: list[list[Contact]], say: Callable[[Contact], bool | None]) -> list[int]:
    """The months, from 0, of which a chart of the failure shares says that they are no noise."""
    said = [[one for contact in month if (one := say(contact)) is not None] for month in months]
    chart = og.chart(value=[sum(month) for month in said], n=[len(month) for month in said])
    return [month for month, signal in enumerate(chart["signal"]) if signal is not None]


def counted(series: list[list[int]], size: float) -> Count:
    """How many series of signals miss a change of this size, or see one where there is none."""
    if size == 0:
        return Count(len(series), sum(bool(found) for found in series))
    return Count(len(series), sum(not any(month >= CHANGE for month in found) for found in series))


def planted(found: dict[str, list[Contact]], each: int) -> dict[tuple[str, float, str], Count]:
    """The counts of each service and size, by who says what the contacts are."""
    sayers: dict[str, Callable[[Contact], Any]] = {"coded": lambda one: one.coded, "tool": lambda one: one.tool}
    counts: dict[tuple[str, float, str], Count] = {}
    for service, contacts in found.items():
        for size in SIZES:
            drawn = [months_of(contacts, size, random.Random(f"{service} {size} {number}")) for number in range(each)]
            for name, say in sayers.items():
                counts[service, size, name] = counted([signals(months, say) for months in drawn], size)
    return counts


def said_of(count: Count, size: float) -> str:
    """`misses 3 of 40: 7.5 % (2.6-19.9)`, or false alarms where nothing was planted."""
    low, high = wilson(count.wrong, count.series)
    share = f"{100 * count.wrong / count.series:.1f} % ({100 * low:.1f}-{100 * high:.1f})"
    return f"{'misses' if size else 'false alarms'} {count.wrong} of {count.series}: {share}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--series", type=int, default=20, help="series of each service and size")
    each = arguments.parse_args().series
    found = services()
    counts = planted(found, each)
    sys.stdout.write(
        f"{len(found)} services, {each} series each of {MONTHS} months with {CONTACTS} contacts; "
        f"failure share {SHARE:.0%}, from month {CHANGE + 1} on more\n"
    )
    for size in SIZES:
        for name in ("coded", "tool"):
            of_size = [counts[service, size, name] for service in found]
            total = Count(*(sum(column) for column in zip(*of_size, strict=True)))
            sys.stdout.write(f"+{100 * size:.0f} points, as {name}: {said_of(total, size)}\n")
    for service in found:
        parts = [f"+{100 * size:.0f}: {said_of(counts[service, size, 'tool'], size)}" for size in SIZES]
        sys.stdout.write(f"  {service}, as tool: {'; '.join(parts)}\n")


if __name__ == "__main__":
    main()
