# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A whole study
#
# Vanguard's order of looking at a service, from the outside in: what is it **for**, what do people **ask** of it, how
# **well** does it answer, what **makes** it so, and which **thinking** made that. Each step is a chapter, and at the
# end stands what no text can say: the questions to take along when one goes there.
#
# The service is building permits in Söderbro, a municipality that does not exist. Its documents, and the contacts,
# are invented ([the corpora](../corpora/README.md)). The contacts were written for no municipality in particular;
# that they came to Söderbro, and the dates of the cases below, are made up here. Method: John Seddon, *Systems
# Thinking in the Public Sector* (2008).

# %%
import json
import random
from datetime import date, timedelta
from pathlib import Path

import altair as alt
import pandas as pd

import ordagrant as og

alt.renderers.enable("svg")  # pictures that are made here; altair's own way fetches a programme from the web

CORPORA = Path("../corpora")
SERVICE = "building_permit"
lines = (CORPORA / "contacts" / "contacts_sv.jsonl").read_text(encoding="utf-8").splitlines()
contacts = pd.DataFrame([json.loads(line) for line in lines])[
    ["id", "text", "service_category", "failure_kind", "cause"]
]
documents = {
    "business plan": og.read(CORPORA / "policies" / "text" / "sv_strategi_soderbro.md"),
    "council debate": og.read(CORPORA / "protocols" / "text" / "sv_debatt_soderbro.txt"),
    "web page": og.read(CORPORA / "debate" / "text" / "sv_kundcenter_soderbro.md"),
}


def quoted(text, most=160):
    return " ".join(og.redact(text).split())[:most]


# %% [markdown]
# ## 1. Purpose
#
# What is the service there for, as seen by those who need it? Not what the plan says first, but what people come with
# when nothing has gone wrong yet. So the demand is told apart before anything else, and the value demand is read.

# %%
demand = og.demand(contacts, lang="sv", group="service_category")
known = zip(demand, contacts["text"], contacts["service_category"], strict=True)
rows = [row | {"text": text, "service": service} for row, text, service in known]
ours = [row for row in rows if row["service"] == SERVICE]
for row in [row for row in ours if row["demand"] == "value"][:6]:
    print("-", quoted(row["text"]))

# %% [markdown]
# To which service a contact came is what those who took it noted; without that, `categories="services"` finds it,
# with mistakes. Value or failure is the tool's verdict. It has learnt from these contacts and gives back what people
# said of them; on your own, check it first ([demand](04_demand.ipynb)). In their words the purpose is something like
# *tell me what I may build and what you need, and let me build it when I said I would*. And in the plan's words?

# %%
plan = documents["business plan"]
for hit in og.hits(plan, terms="bygglov*, kundlöfte*, ambition*"):
    context = " ".join(f"{hit['left'][-60:]}[{hit['text']}]{hit['right'][:70]}".split())
    print(f"line {hit['line']}: ...{context}...")

# %% [markdown]
# *Ett svar, en gång, i tid* is not far from it. Note it down; it comes back in chapter 5.
#
# ## 2. Demand
#
# What comes in, service by service, and how much of it need not have come: the share of failure demand with its
# interval, of services with fifteen contacts that can be told, or more.

# %%
table = demand.table.to_pandas()
shown = table[table["value"] + table["failure"] + table["mixed"] >= 15].assign(
    label=lambda found: found["label"].str.replace("_", " ")
)
base = alt.Chart(shown).encode(y=alt.Y("label:N", sort=alt.EncodingSortField("share", order="descending"), title=None))
alt.layer(
    base.mark_rule(color="#5a6b7b").encode(
        x=alt.X("share_low:Q", title="share of failure demand", axis=alt.Axis(format=".0%")), x2="share_high:Q"
    ),
    base.mark_point(filled=True, opacity=1, size=60).encode(
        x="share:Q",
        shape=alt.condition(alt.datum.category == SERVICE, alt.value("diamond"), alt.value("circle")),
        color=alt.condition(alt.datum.category == SERVICE, alt.value("#b00020"), alt.value("#00558c")),
    ),
    base.mark_text(align="left", dx=5, fontSize=10).encode(x="share_high:Q", text="n:Q"),
    title=alt.TitleParams("Failure demand by service", subtitle="◆ building permits; to the right how many contacts"),
).properties(width=440)

# %%
(permits,) = [row for row in demand.table if row["category"] == SERVICE]
failed = permits["failure"] + permits["mixed"]
interval = f"{permits['share_low']:.0%} to {permits['share_high']:.0%}"
print(f"failure demand in {failed} of {failed + permits['value']} contacts: {permits['share']:.0%} ({interval})")

# %%
assert permits["share_low"] > 0.4

# %% [markdown]
# More than half, probably. With thirty contacts no more can be said of its size, and nothing of whether it is worse
# than other services: the intervals lie over each other. The contacts themselves say more:

# %%
kinds = pd.Series([row["failure_kind"] for row in ours if row["failure_kind"]]).value_counts()
for kind, count in kinds.items():
    example = next(row for row in ours if row["failure_kind"] == kind)
    print(f"{count} {kind}: {quoted(example['text'], 110)}")

# %% [markdown]
# ## 3. Capability
#
# How long does it take, from the citizen's first contact until they can build? The unit counts otherwise: from the
# day when a case is registered as complete to the day of the decision. Both are days, and of the same cases.
#
# The cases are made here. Every request for more papers puts a case back for some weeks, and starts the unit's clock
# anew. From September 2024 on the officers take the calls themselves (so says [the web
# page](../corpora/debate/text/sv_kundcenter_soderbro.md)), and fewer requests are needed: we put that there.

# %%
CHANGE = "2024-09-01"
chance = random.Random(11)
cases = []
first = date(2024, 1, 8)
while first < date(2025, 5, 1):
    requests = chance.choices([0, 1, 2, 3], [2, 3, 3, 2] if first.isoformat() < CHANGE else [6, 3, 1, 0])[0]
    waited = sum(chance.randint(12, 26) for _ in range(requests)) + chance.randint(4, 14)
    registered = first + timedelta(days=waited)
    decided = registered + timedelta(days=chance.randint(22, 48))
    cases.append(
        {
            "first contact": first,
            "registered": registered,
            "decided": decided,
            "can build": decided + timedelta(days=chance.randint(5, 21)),
            "requests": requests,
        }
    )
    first += timedelta(days=chance.randint(8, 16))
cases = pd.DataFrame(cases)
cases.head(3)

# %% [markdown]
# As the unit counts. Everything is in order, and nothing has changed:

# %%
counted = og.chart(cases, start="registered", end="decided", date="first contact")
assert counted.phases[0].signals == 0
og.plots.xmr(counted)

# %% [markdown]
# As the citizen counts, with the same cases in the same order:

# %%
lived = og.chart(cases, start="first contact", end="can build", date="first contact")
og.plots.xmr(lived)

# %%
changed = og.chart(cases, start="first contact", end="can build", date="first contact", change=CHANGE)
og.plots.xmr(changed)

# %%
before, after = changed.phases
assert any(lived["signal"])
assert after.mean < before.mean
print(f"as the unit counts: {counted.phases[0].mean:.0f} days on average, no case above {max(counted['value']):.0f}")
for name, phase in (("until September 2024", before), ("after", after)):
    print(f"{name}: {phase.mean:.0f} days on average; a citizen has to reckon with up to {phase.upper:.0f}")

# %% [markdown]
# The unit's measure saw neither the trouble nor its end. What a citizen can be told is not the mean but the upper
# limit: with things as they are, a case takes that long now and then, and nothing special has happened when it does.
# A target of ten weeks would change none of these days; it would change what is written down.
#
# ## 4. Causes
#
# Why did it fail? The tool names a cause only where words state one that it knows, which is rare. People who read the
# same texts found more:

# %%
coded = contacts.dropna(subset="failure_kind")
by_tool = sum(row["cause"] not in (None, "not_stated") for row in rows)
stated = coded[coded["cause"] != "not_stated"]
print(
    f"of {len(coded)} failing contacts a cause is stated in {len(stated)} by people's reading, {by_tool} by the tool's"
)

# %%
assert by_tool < len(stated) < len(coded) / 2

# %% [markdown]
# So from here on the causes are those that people coded: what is rare is read, not estimated. In all services, what
# failed by why:

# %%
crossed = stated.groupby(["failure_kind", "cause"]).size().rename("contacts").reset_index()
crossed = crossed.replace("_", " ", regex=True).rename(columns={"failure_kind": "kind"})
base = alt.Chart(crossed).encode(
    x=alt.X("cause:N", title=None, axis=alt.Axis(labelAngle=-30, orient="top")), y=alt.Y("kind:N", title=None)
)
alt.layer(
    base.mark_rect().encode(color=alt.Color("contacts:Q", scale=alt.Scale(scheme="blues"), legend=None)),
    base.mark_text().encode(
        text="contacts:Q", color=alt.condition(alt.datum.contacts > 12, alt.value("white"), alt.value("black"))
    ),
).properties(width=440, height=alt.Step(26), title="Kind of failure and stated cause, contacts")

# %% [markdown]
# And of building permits, each of them:

# %%
here = stated[stated["service_category"] == SERVICE].sort_values("cause")
for row in here.itertuples():
    print(f"{row.cause}: {quoted(row.text, 200)}")

# %%
assert here["cause"].value_counts()["specialist_split"] == 3
assert here["text"].str.contains("klockan startar först när ärendet registreras").any()

# %% [markdown]
# *Klockan startar först när ärendet registreras och därför är det inte försenat*: chapter 3 in the words of a
# citizen. They see what happens at the border of two units, at the upload of an e-service, before a clock. They do
# not see why the border is there. The next chapter reads those who drew it.
#
# ## 5. Thinking
#
# Three texts of Söderbro on how it is steered: the plan, the debate of it, and what the contact centre says it does.

# %%
scores = og.score(list(documents.values()))
named = [row | {"id": name} for row, name in zip(scores, documents, strict=True)]
og.plots.poles(named)

# %% [markdown]
# One municipality, three places. The plan says what it says. But the web page describes a centre that stopped
# measuring by the call, and where decisions belong to those who answer; a reader would put it nearer to trust than
# the others. What was it counted from?

# %%
page = list(documents).index("web page")
words = scores.evidence(page).to_pandas()
words[["line", "left", "text", "right", "pole", "category"]][
    words["pole"].isin(["npm", "trust"]) & (words["weight"] > 0)
]

# %%
assert scores["label"][0] == "npm"
assert scores["trust_hits"][page] == 0

# %% [markdown]
# A fault that it confesses to, the measures of the plan to which it must report, and the costs that auditors asked
# about. *Beslutsrätten är deras* and *ingen chef skriver under i efterhand* hold no word of a lexicon. Rates begin a
# reading of steering documents and do not end it.
#
# Vanguard names the **system conditions** that hold a service where it is. Which of them do these texts write of?

# %%
conditions = pd.DataFrame(
    [
        {
            "text": name,
            "condition": hit["category"],
            "line": hit["line"],
            "word": hit["text"],
            "polarity": hit["polarity"],
        }
        for name, document in documents.items()
        for hit in og.hits(document, lexicons=["system-conditions"])
    ]
)
conditions.pivot_table(index="condition", columns="text", values="word", aggfunc="count", fill_value=0)

# %% [markdown]
# And which questions does the plan ask: those of command and control, or those of somebody who studies the service?

# %%
for frame in ("npm-questions", "vanguard-questions"):
    asked = og.hits(plan, lexicons=[frame])["category"]
    print(f"{frame}: {', '.join(f'{name} {asked.count(name)}' for name in dict.fromkeys(asked)) or 'none'}")

# %%
assert not og.hits(plan, lexicons=["vanguard-questions"])["category"]

# %% [markdown]
# ## Causes beside conditions
#
# What citizens say is the cause, beside what the plan says of the condition that Vanguard would suspect behind it.
# That two things stand in one row is a guess and no proof; it says where to look first.

# %%
SUSPECTED = {
    "target_or_deadline": "arbitrary_targets",
    "specialist_split": "functional_split",
    "no_owner": "functional_split",
    "digital_channel": "standard_digitisation",
    "standard_form": "standardisation",
    "resources": "budget_per_unit",
    "central_rule": "central_steering_inspection",
}


def places(condition):
    found = og.hits(plan, lexicons=["system-conditions"])
    return [hit for hit in found if hit["category"] == condition and hit["polarity"] == "affirmed"]


beside = pd.DataFrame(
    [
        {
            "cause": cause,
            "contacts": int((stated["cause"] == cause).sum()),
            "of permits": int((here["cause"] == cause).sum()),
            "condition": condition,
            "places in the plan": len(places(condition)),
            "for instance": next((f"line {hit['line']}: {hit['text']}" for hit in places(condition)), "-"),
        }
        for cause, condition in SUSPECTED.items()
    ]
)
beside

# %% [markdown]
# Two rows are worth a walk through the building. Targets: a dozen words of the plan, and citizens who meet a clock.
# And the split of work: contact after contact says it, and the plan has no word of it. **What a plan does not mention
# can be the condition itself**, since nobody writes down what goes without saying.

# %%
by_cause = beside.set_index("cause")
assert by_cause.loc["target_or_deadline", "places in the plan"] >= 10
assert by_cause.loc["specialist_split", "places in the plan"] == 0
assert by_cause.loc["specialist_split", "of permits"] >= 2

# %% [markdown]
# ## 6. What would have to be asked next
#
# The study so far was made at a desk. What it found is a list of questions, each with the place it comes from:
#
# 1. **To those who take the calls** (chapter 2): are these thirty contacts like yours? Listen for a day, with a blank
#    sheet (`ordagrant demand --sheet`), before anybody counts.
# 2. **To the officers** (chapter 3): what makes you ask for more papers? Take the last twenty requests, and read what
#    the applicant had been told.
# 3. **To whoever reports** (chapter 3): when does the clock start, who decided that, and what happened to the cases
#    that were closed for a paint number?
# 4. **To both sides of a border** (chapter 4): follow three cases through building, water and the fire service. Who
#    holds the whole of it? What would it take that one person did?
# 5. **To the e-service** (chapter 4): how many drawings are larger than what it takes?
# 6. **To the management** (chapter 5): the plan promises *ett svar, en gång, i tid*. Which of its fifteen targets
#    would show a citizen's days, and what has been learnt from the others?
# 7. **To the contact centre** (chapter 5): what did you stop doing, and what did you see when you had?
#
# ## What the numbers cannot say
#
# - **That the plan made the failures.** Words of a plan and words of citizens stand beside each other. The way from
#   the one to the other goes through the work, and that was not seen.
# - **How much failure demand there is.** The share of these contacts was decided when they were written. Of a real
#   service it takes a few hundred contacts as they come, and a sample that people coded.
# - **Causes, from contacts.** Most texts state none. What is stated is what can be seen from outside.
# - **Whose capability.** The chart is of the service as it is, not of those who work in it.
# - **What is in nobody's words.** A functional split was not in the plan. Nor is what people would have asked for,
#   had they thought it possible.
# - **That anything gets better.** A study is one turn. The measure of chapter 3, kept on, tells about the next.
