# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What do citizens ask for?
#
# Vanguard's first question of a service is what comes in, in the citizens' own words: **value demand**, what the
# service is there for, or **failure demand**, caused by something that was not done or not done right. This notebook
# puts 732 contacts in order, checks the tool against people, and says what it cannot tell.
#
# The contacts are invented, with the mistakes and the manner of real ones, and were coded by people
# ([how](../corpora/contacts/README.md)). **How many of them are failure demand was decided before they were
# written**: the share below is a property of this collection and of no municipality.

# %%
import json
import random
from pathlib import Path

import ordagrant as og

CORPORA = Path("../corpora")
lines = (CORPORA / "contacts" / "contacts_sv.jsonl").read_text(encoding="utf-8").splitlines()
contacts = [json.loads(line) for line in lines]
frame = {name: [contact[name] for contact in contacts] for name in ("id", "text")}
print(f"{len(contacts)} contacts, such as:")
for contact in contacts[2:5]:
    print("-", og.redact(contact["text"]).replace("\n", " ")[:150])

# %% [markdown]
# ## Value or failure
#
# By the named services of the shipped catalogue; what fits none of them is put into groups of its own (`rest-1`,
# ...). Personal data is masked in whatever is shown. `undetermined` is an answer: of some messages the text alone
# does not tell.

# %%
demand = og.demand(frame, lang="sv", categories="services")
demand

# %% [markdown]
# Each verdict opens to the words that weighed most:

# %%
shown = ["id", "demand", "p_failure", "failure_kind", "cause", "cluster", "evidence"]
demand.to_pandas()[shown].head(8)

# %% [markdown]
# ## What kind of failure
#
# The kinds say where to look: chasing progress is another trouble than a letter nobody understands. A cause is given
# only where a text states one, which few do; that most are `not_stated` is a finding about contacts and not about
# causes.

# %%
demand.to_pandas()["failure_kind"].value_counts()

# %%
for kind, causes in demand.summary["kinds_by_cause"].items():
    print(f"{kind}: {', '.join(f'{cause} {count}' for cause, count in causes.items())}")

# %% [markdown]
# ## Is the tool right?
#
# On these contacts it cannot be asked: the shipped model learnt from them, and gives back what people said of them.
# So a model is trained here on all hands but four, Danish ones too, and tried on those four. Never try a model on
# writers that it learnt from: everybody has habits.

# %%
danish = (CORPORA / "contacts" / "contacts_da.jsonl").read_text(encoding="utf-8").splitlines()
apart = {"clerk", "newcomer", "villager", "desk"}
tried = [contact for contact in contacts if contact["hand"] in apart]
learnt = [contact for contact in contacts if contact["hand"] not in apart] + [json.loads(line) for line in danish]
model = og.DemandModel(start="nothing").fit(
    [contact["text"] for contact in learnt],
    [contact["demand"] for contact in learnt],
    kinds=[contact["failure_kind"] for contact in learnt],
    groups=[contact["hand"] for contact in learnt],
)

# %% [markdown]
# Nobody should believe a share before somebody has read a sample. Draw one by chance, code it without looking at the
# verdicts, and hand the codes in: what comes back is the agreement, and the share corrected for the tool's errors,
# with an interval that knows how few were read. Here the codes exist already; sixty of them are taken.

# %%
drawn = random.Random(2026).sample(tried, 60)
coded = {contact["id"]: contact["demand"] for contact in drawn}
unseen = {name: [contact[name] for contact in tried] for name in ("id", "text")}
checked = og.demand(unseen, lang="sv", model=model, coded=coded).summary
for name, value in checked["coded"]["agreement"].items():
    print(f"{name}: {value:.2f}" if isinstance(value, float) else f"{name}: {value}")

# %%
share = "{:.0%} ({:.0%} to {:.0%})"
as_counted = [checked[name] for name in ("share", "share_low", "share_high")]
corrected = [checked[name] for name in ("corrected", "corrected_low", "corrected_high")]
people = [contact["demand"] for contact in tried]
failing = people.count("failure") + people.count("mixed")
print("as the tool counts:         ", share.format(*as_counted))
print("corrected by sixty coded:   ", share.format(*corrected))
print(f"as people coded all of them: {failing / (failing + people.count('value')):.0%}")

# %%
assert checked["n_coded"] == 60
assert corrected[1] <= corrected[0] <= corrected[2]

# %% [markdown]
# The interval of the uncorrected share knows of chance and nothing of the tool's mistakes; the corrected one is wider
# and is the one to print. Where the two disagree, read the disagreements: some are the tool's, and some are the
# coder's.

# %%
for row in checked["coded"]["disagreements"][:5]:
    print(f"{row['id']}: people {row['coded']}, tool {row['tool']}: {' '.join(row['text'].split())[:130]}")

# %% [markdown]
# ## Without a catalogue
#
# What do the contacts fall into by themselves? Stability says how much of a group comes again when a third of the
# texts is left out: below one half a group is a suggestion to a reader, and no category.

# %%
groups = og.clusters(frame["text"], 12, lang="sv")
groups

# %%
og.plots.cluster_map(frame["text"], groups, lang="sv")

# %% [markdown]
# The axes were chosen to part the groups, so that they are parted proves nothing; where they lie over each other,
# they do so in two of many dimensions. The table above is the finding, the map is a way to look at it.
#
# ## From week to week
#
# Our contacts have no dates, so these are made up: twenty-five a week, drawn by chance, and from week 14 on more of
# them are failure demand, because we put them there. The chart does not know that. In week 9 the line was down: that
# is a gap, and not a good week.

# %%
verdicts = dict(zip(demand["id"], demand["demand"], strict=True))
failing = [id for id, found in verdicts.items() if found in ("failure", "mixed")]
asking = [id for id, found in verdicts.items() if found == "value"]
chance = random.Random(5)
arrived = []
for week in [number for number in range(1, 21) if number != 9]:
    bad = (9 if week < 14 else 16) + chance.randint(-2, 2)
    drawn = chance.sample(failing, bad) + chance.sample(asking, 25 - bad)
    arrived += [{"week": f"2024-W{week:02}", "id": id} for id in drawn]

# %%
by_week = {}
for contact in arrived:
    row = by_week.setdefault(contact["week"], {"week": contact["week"], "failing": 0, "contacts": 0})
    row["contacts"] += 1
    row["failing"] += verdicts[contact["id"]] in ("failure", "mixed")
chart = og.chart(list(by_week.values()), date="week", value="failing", n="contacts")
og.plots.xmr(chart)

# %%
print(*chart.summary(), sep="\n")
assert any(chart["signal"])

# %% [markdown]
# All weeks together have one mean, and it fits neither half of them: a run below it, then points near and beyond the
# upper limit. That is what a change looks like on a chart. Marked as one, each phase has limits of its own and no
# signal is left:

# %%
changed = og.chart(list(by_week.values()), date="week", value="failing", n="contacts", change="2024-W14")
assert not any(changed["signal"])
og.plots.xmr(changed)

# %% [markdown]
# Within the limits one week differs from the next by chance, and asking a manager to explain it makes the service
# worse. Points outside them, or a run on one side, are worth an explanation: here there is one, and we know which.
#
# ## What the numbers cannot say
#
# - **Why.** Few citizens know why a thing was not done, and fewer write it. The causes are found by following cases
#   through the organisation.
# - **What the authority would answer.** The question put to each text is whether something failed *as the citizen
#   sees it*.
# - **Who does not call.** Those who gave up are in no table.
# - **That less failure demand is a saving.** A share can fall because the channel closed.
# - **Your own share.** The tool's verdict on your contacts is to be corrected by coded ones of yours; sixty are an
#   afternoon.
