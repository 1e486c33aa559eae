# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Over time
#
# *Trust is on the rise*, says a press release, with two months to prove it. This notebook asks what months can show:
# it begins with an archive that is mostly silence, goes on to a series in which something was changed on a known day,
# and counts how often a chart finds such a change, and how often it finds one that is not there.
#
# All texts are invented ([the corpora](../corpora/README.md)).

# %%
import json
import random
from itertools import pairwise
from pathlib import Path

import ordagrant as og

CORPORA = Path("../corpora")

# %% [markdown]
# ## An archive that is mostly silence
#
# Seven posts of a local party, in one file, two years from the first to the last. Each counts in the month of its own
# date, which the tool reads in the text.

# %%
archive = og.read(CORPORA / "debate" / "text" / "sv_webbarkiv_ljungmolistan.txt")
by_month = og.score(archive, by="month")
og.plots.over_time(by_month)

# %% [markdown]
# Where nothing was written there is a cross and no point: a month without text is not a month without trust. The line
# stops before it, since what lies between two posts is unknown. A 0 is something else, counted in words that were
# there:

# %%
months = by_month.to_pandas()[["id", "status", "words", "npm", "npm_low", "npm_high", "trust_hits"]].round(1)
silent = [row["id"] for row in by_month if row["status"] == "empty"]
assert len(silent) == 16
assert all(row["npm"] is None for row in by_month if row["id"] in silent)
months.head(6)

# %% [markdown]
# The row without a name is what no post holds. And what do seven points say? A month is one post of 150 words here,
# its interval goes from nothing to thirty, and the line between them is drawn by the eye. This archive can be read,
# post by post; it has no trend to find.
#
# ## A series in which we know what happened
#
# Twenty passages a month for two years, drawn by chance from those that people coded
# ([how](../corpora/gold/orientation/README.md)), as if a municipality had written them. Through March 2024 about nine
# in twenty want NPM and three trust, from April it is the other way round: we put that there. In July 2023 nothing
# was written. The passages that take a side are those whose words say so; with the hard ones all would be weaker.

# %%
lines = (CORPORA / "gold" / "orientation" / "passages_sv.jsonl").read_text(encoding="utf-8").splitlines()
passages = {row["id"]: row for row in map(json.loads, lines)}
coded = {pole: [] for pole in ("npm", "neutral", "trust")}
for id, row in passages.items():
    if row["pole"] == "neutral" or not row["hard"]:
        coded[row["pole"]].append(id)

MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
BEFORE, AFTER = {"npm": 9, "neutral": 8, "trust": 3}, {"npm": 3, "neutral": 8, "trust": 9}


def written(seed, change="2024-04"):
    """The ids of the passages of each month; none for the month in which nothing was written."""
    chance = random.Random(seed)
    found = {}
    for month in MONTHS:
        if month == "2023-07":
            continue
        mix = dict(AFTER if change and month >= change else BEFORE)
        shifted = chance.choice([-1, 0, 1])
        mix["npm"] += shifted
        mix["trust"] -= shifted
        found[month] = [id for pole, count in mix.items() for id in chance.sample(coded[pole], count)]
    return found


series = written(seed=2026)
frame = {
    "id": [id for ids in series.values() for id in ids],
    "month": [month for month, ids in series.items() for _ in ids],
    "text": [passages[id]["text"] for ids in series.values() for id in ids],
}

# %% [markdown]
# The intervals are drawn from whole passages, not from sentences (`resample="documents"`): sentences of one writer go
# together, and the question is about the municipality and not about these passages.

# %%
rates = og.score(frame, lang="sv", date="month", by="month", resample="documents")
og.plots.over_time(rates)

# %% [markdown]
# ## What a newspaper would have made of it
#
# In the first fifteen months nothing changed. Every step from one month to the next is chance, and each of these
# would have made a headline:

# %%
steps = []
first = [row for row in rates if row["id"] < "2024-04" and row["npm"] is not None]
for before, after in pairwise(first):
    steps.append((after["npm"] / before["npm"] - 1, before["id"], after["id"]))
for step, before, after in sorted(steps, key=lambda row: -abs(row[0]))[:4]:
    print(f"{before} to {after}: NPM {step:+.0%}")
large = sum(abs(step) > 0.3 for step, _, _ in steps)
print(f"{large} of {len(steps)} steps are larger than 30 %")

# %%
assert large >= len(steps) / 3

# %% [markdown]
# ## What is signal and what is noise
#
# A control chart asks of each point whether it lies outside what the other points let one expect. Of the rate, in
# weighted hits per 1,000 words:

# %%
chart = og.chart({"month": rates["id"], "NPM": rates["npm"]}, date="month", value="NPM")
assert {point["date"] for point in chart.rows() if point["signal"]} <= {"2023-09", "2023-10", "2023-11"}
og.plots.xmr(chart)

# %% [markdown]
# And of the share of passages that the tool labels `npm`. A label weighs all signals of a passage, so it is steadier
# than a sum of words; and a share knows how many it is a share of.

# %%
labels = dict(zip(passages, og.score([row["text"] for row in passages.values()], lang="sv")["label"], strict=True))


def shares(found, pole, change=()):
    counted = {
        "month": list(found),
        "labelled": [sum(labels[id] == pole for id in ids) for ids in found.values()],
        "passages": [len(ids) for ids in found.values()],
    }
    return og.chart(counted, date="month", value="labelled", n="passages", change=change)


og.plots.xmr(shares(series, "npm"))

# %% [markdown]
# The same texts, and only the second chart is sure: the first marks three months of the autumn before, when nothing
# had happened, and none where it had. Where is the change? Not at the first point that is marked: what lay above the
# common mean is marked as well as what lies below it. So take the day of something that did happen (a decision, a new
# head, a new template), not the day on which the line looks best; then ask whether anything is left:

# %%
unmarked = {point["date"]: point["signal"] for point in shares(series, "npm")}
assert unmarked["2023-02"]
assert unmarked["2024-04"]
marked = shares(series, "npm", change="2024-04")
assert not any(marked["signal"])
og.plots.xmr(marked)

# %% [markdown]
# Within each phase one month differs from the next by chance, and there is nothing to explain in any of them.
#
# ## How large is it?
#
# The two periods against each other, with the interval of the difference:

# %%
parts = {"before": [], "after": []}
for month, ids in series.items():
    parts["before" if month < "2024-04" else "after"] += [passages[id]["text"] for id in ids]
compared = og.score(
    {"text": parts["after"], "period": ["after"] * len(parts["after"])},
    lang="sv",
    by="group",
    group="period",
    resample="documents",
    against={"text": parts["before"]},
)
(row,) = compared
for pole in ("npm", "trust"):
    low, high = row[f"{pole}_difference_low"], row[f"{pole}_difference_high"]
    print(f"{pole}: {row[f'{pole}_difference']:+.1f} weighted hits per 1,000 words ({low:+.1f} to {high:+.1f})")

# %%
assert row["npm_difference_high"] < 0
assert row["trust_difference_low"] < 0 < row["trust_difference_high"]

# %% [markdown]
# Of NPM it is beyond doubt. Of trust the interval holds nought, although three times as many passages want it: what
# the others say (*förtroende*, *stöd*, *kunskap*) is as much again, and few of those who argue for trust do so in its
# words. An interval that holds nought says that it cannot be told, not that nothing happened.

# %% [markdown]
# ## How often is a chart right?
#
# One series is one throw of the dice. So the same two years are written two hundred times, with the change and
# without, and each time it is asked whether a chart has any signal.

# %%
per_passage = {
    row["id"]: row
    for row in og.score(
        {"id": list(passages), "text": [row["text"] for row in passages.values()]}, lang="sv", resamples=0
    )
}


def rate_chart(found, pole):
    rate = []
    for ids in found.values():
        words = sum(per_passage[id]["words"] for id in ids)
        rate.append(sum(per_passage[id][pole] * per_passage[id]["words"] for id in ids) / words)
    return og.chart({"month": list(found), "rate": rate}, date="month", value="rate")


TIMES = 200
charts = {
    "NPM, rate": lambda found: rate_chart(found, "npm"),
    "NPM, share of passages": lambda found: shares(found, "npm"),
    "trust, rate": lambda found: rate_chart(found, "trust"),
    "trust, share of passages": lambda found: shares(found, "trust"),
}
found_with, found_without = (
    {name: sum(any(of(one)["signal"]) for one in drawn) / TIMES for name, of in charts.items()}
    for drawn in (
        [written(seed) for seed in range(TIMES)],
        [written(seed, change=None) for seed in range(TIMES)],
    )
)
print(f"{'':26}changed  unchanged")
for name in charts:
    print(f"{name:26}{found_with[name]:7.0%}{found_without[name]:11.0%}")

# %%
assert found_with["NPM, share of passages"] > found_with["NPM, rate"]
assert all(0.1 < found_without[name] < found_with[name] for name in charts)
assert max(found_without.values()) < 0.3
assert min(found_with.values()) < 0.5

# %% [markdown]
# Read both columns. A change from nine to three in twenty is large, and the weakest chart misses it more often than
# not. And where nothing changed, one series in nine at best and one in four at worst had a signal somewhere in two
# years: rates of few words have lone high months, which no limits that are drawn from so few points foresee. A signal
# is a reason to look into that month; no signal is no proof of calm.
#
# ## What the numbers cannot say
#
# - **Why.** A date of a decision beside a shift is two things at one time.
# - **What was practised.** These would be words of a municipality, written by whoever wrote that month. A new press
#   officer is a shift too.
# - **The same kinds of text?** If strategies are written in spring and minutes all year, spring is another genre.
#   Compare months of one genre.
# - **Fewer than twenty points.** Limits from six values are limits; they are rough ones. Of seven posts in two years
#   nothing is said by any chart.
# - **Sooner than it lasts.** A change that is no jump takes as many months to be seen as a run is long.
# - **Your own power.** The table above holds for twenty such passages a month. For yours, plant a change of the size
#   that would matter and count how often it is found, before you report that there was none.
