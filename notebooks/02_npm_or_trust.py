# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # NPM or trust
#
# How do twelve texts want the public sector to be governed? Counting words gives the wrong answer to that: those who
# reject New Public Management use its words most. This notebook counts them first, shows where that goes wrong, and
# then reads how they are meant.
#
# All texts are invented; six are policies, six are what others wrote about them ([the
# corpora](../corpora/README.md)). They are no sample, and no figure here says anything about real municipalities.

# %%
from pathlib import Path

import ordagrant as og

CORPORA = Path("../corpora")
folders = [CORPORA / "policies" / "text", CORPORA / "debate" / "text"]
# Some stand there in other formats as well: each is wanted once.
texts = [text for text in og.read_corpus(*folders) if text.id.endswith((".txt", ".md"))]
print(*(text.id for text in texts), sep="\n")

# %% [markdown]
# ## Counting words
#
# What a dictionary does: all words of a pole, per 1,000 words, whatever they are meant for.

# %%
scores = og.score(texts)
found = [og.hits(text, poles=["npm", "trust"]) for text in texts]
words = scores.to_pandas()[["id", "words"]]
for pole in ("npm", "trust"):
    words[f"{pole} words"] = [hits["pole"].count(pole) for hits in found]
    words[f"{pole} per 1,000"] = (1000 * words[f"{pole} words"] / words["words"]).round(1)
words

# %% [markdown]
# By this count hardly any text is for trust. *Sluta säga att NPM är dött* has more NPM words than trust words. It is
# an article against NPM.
#
# ## Reading how they are meant
#
# A hit counts in the rate of its pole if it is affirmed, in the text's own or a reported voice, and not criticised.
# What is reversed (*färre mål*), quoted or criticised is counted beside it and counts in no rate. The label is
# decided on its own, by all of the evidence.

# %%
counts = ["npm_hits", "npm_reversed", "npm_criticised", "quoted", "about", "critique"]
scores.to_pandas()[["id", "npm", "trust", *counts, "label"]].round(1)

# %%
labels = dict(zip(scores["id"], scores["label"], strict=True))
assert labels["sv_debattartikel_npm.txt"] == "trust"
assert labels["sv_strategi_soderbro.md"] == "npm"

# %% [markdown]
# ## Two axes, not one line
#
# A single line from NPM to trust would put a text with much of both in the middle, beside one with nothing of either.
# The lines at a point are 95 % intervals, from resampled sentences: short texts have long ones.

# %%
og.plots.poles(scores)

# %%
og.plots.scores(scores)

# %% [markdown]
# Two texts with equal rates can speak of different things. The categories of each pole have an axis of their own:

# %%
chosen = [
    "da_maalstyring_sondervig.md",
    "sv_strategi_soderbro.md",
    "sv_tillitsplan_almvik.md",
    "da_frisaettelse_norreelkaer.md",
]
og.plots.categories([row for row in scores if row["id"] in chosen])

# %% [markdown]
# ## From a number to its words
#
# Almvik's plan for trust-based governing has a rate of NPM that is not nothing. What is it made of? The words are
# there, in their sentences, and a reader can disagree with each.

# %%
plan = scores["id"].index("sv_tillitsplan_almvik.md")
scores.evidence(plan)

# %% [markdown]
# And why the article against NPM is labelled `trust`: its balance is withheld, since a text that names NPM so often
# is *about* it, and the signals that decided can be read.

# %%
article = scores["id"].index("sv_debattartikel_npm.txt")
assert scores["balance"][article] is None
signals = scores.signals(article).to_pandas()
signals.reindex(signals["trust"].abs().sort_values(ascending=False).index).head(8)

# %% [markdown]
# ## What else tells the sides apart
#
# Keyness asks of all words, without a lexicon, which are typical of the policies that were labelled `npm` against all
# other Swedish texts. The dispersion says whether a word is the habit of one text: `dp` near 1 is a word of one
# document.

# %%
swedish = [text for text in texts if text.lang == "sv"]
npm = [text for text in swedish if labels[text.id] == "npm"]
others = [text for text in swedish if labels[text.id] != "npm"]
keyness = og.keyness(npm, others, of="lemmas")
og.plots.keyness(keyness, most=12)

# %%
keyness

# %% [markdown]
# ## What the numbers cannot say
#
# - **Whether anybody is governed so.** These are texts about governing. What is practised is not in them.
# - **Whether the label is right.** On passages that people coded the tool is right in most cases and not in all
#   (`ordagrant validate` compares it with your own coding, and corrects a share for its errors). A label is a reason
#   to open the evidence, not to close the case.
# - **Genre.** Minutes and budgets must speak of results and follow-up; some of that is law (`statutory`). Compare
#   strategies with strategies, and minutes with minutes.
# - **Danish and Swedish side by side.** The two lexicons are not one translated into the other. Rates of the two
#   languages are not on one scale to the decimal.
# - **Keyness of twelve texts.** Chances take words for independent draws, which words of one document are not. Read
#   the dispersion before the p-value.
