# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A first protocol
#
# The minutes of one meeting, read the way one reads them the evening before a deadline: what was decided, who was
# against it, which words carried the matter, and where each of them stands in the text.
#
# Everything here is invented, the municipality of Almvik and all its councillors too ([the
# corpora](../corpora/README.md)). Nothing leaves the machine.

# %%
from pathlib import Path

import ordagrant as og

CORPORA = Path("../corpora")

# %% [markdown]
# ## What was read
#
# A document shows itself: its language, whether all of it could be read, and its first part with the words that the
# lexicons know. The line below a word is its pole, and a sign before it says that it is reversed (−), quoted (“),
# reported (») or criticised (✕). Colour says the same again, and nothing more.

# %%
protocol = og.read(CORPORA / "protocols" / "text" / "sv_kommunstyrelsen_almvik.txt")
protocol

# %% [markdown]
# Had this been a scan without a text layer, it would say so here, and every table below would have a row that says it
# too. A document that cannot be read is never a zero.
#
# ## What was on the agenda, and what became of it

# %%
og.passages(protocol, kinds=["item"])

# %%
decisions = og.passages(protocol, kinds=["decision"])
decisions

# %% [markdown]
# One item went to a vote. Votes, decisions, assignments and figures are rows only where the text states them: what is
# not stated is null, and nobody is guessed.

# %%
(vote,) = og.passages(protocol, kinds=["vote"])
print(f"§ {vote['number']}: {vote['yes']} yes, {vote['no']} no, {vote['abstain']} abstained")
print(vote["names"].replace("; ", "\n"))

# %%
og.passages(protocol, kinds=["assignment"])

# %% [markdown]
# ## Which words carried the matter
#
# The rates are weighted hits per 1,000 words, with an interval from resampled sentences. Both poles have a rate of
# their own: a text can have much of both, or of neither.

# %%
score = og.score(protocol)
score

# %% [markdown]
# Every number opens to the words it was counted from, in their context:

# %%
score.evidence(0)

# %% [markdown]
# The rate is high on NPM words, and the label is not `npm`. Look at the polarity of the evidence: the item proposes
# *fewer* indicators and an end to monthly reports, and what is reversed counts in no rate of its pole. What the label
# rests on can be read too, a row a signal; *formal* and *agenda* say how much of these minutes is procedure.

# %%
assert score["label"] != ["npm"]
counted = {name: score[name][0] for name in ("npm_hits", "npm_reversed", "trust_hits", "quoted", "reported")}
print(counted)
score.signals(0).to_pandas().sort_values("trust", ascending=False).head(8)

# %%
og.plots.categories(score)

# %% [markdown]
# ## A word of one's own
#
# For a word that no lexicon has to know. Inflected forms and compounds that are suspended (*mål- och
# resultatstyrning*) are found as well; with `exact` only what is written so.

# %%
og.hits(protocol, terms="målstyrning, indikator, tillit*")

# %%
inflected = len(og.hits(protocol, terms="indikator"))
exact = len(og.hits(protocol, terms="indikator", exact=True))
print(f"indikator: {inflected} places in all forms, {exact} written exactly so")

# %% [markdown]
# ## A quotation that can be printed
#
# A quotation has its place in the source. The slice of the text is the quotation, character by character, and
# `ordagrant verify` checks that of a whole file of results.

# %%
quotes = og.quotes(protocol)
named = [quote for quote in quotes if quote["kind"] == "direct_quote" and quote["speaker"]]
for quote in named:
    assert protocol.source[quote["start"] : quote["end"]] == quote["text"]
    line = protocol.source.count("\n", 0, quote["start"]) + 1
    print(f"line {line}, {quote['speaker']}: {quote['text']}")

# %% [markdown]
# ## What the numbers cannot say
#
# - **What the decision means.** *Antalet indikatorer begränsas till tolv* is a reversed hit here. Whether twelve are
#   few is not in the words.
# - **What was not written down.** Minutes are what the secretary wrote. A debate of two hours can be one line.
# - **Irony and history.** *Tillit som dras in vid första minusresultatet var aldrig någon tillit* is a sentence in
#   defence of trust, and its second *tillit* is denied.
# - **One document is one document.** The interval says how much the rate would move with other sentences of these
#   minutes; it says nothing of the next meeting, nor of the municipality.
