# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Who said it
#
# A debate in a council is many texts in one. The score of the whole is an average of people who disagree; this
# notebook takes it apart by speaker, tells what somebody says from what somebody is quoted or reported as saying, and
# looks at two speakers of whom the numbers say little.
#
# The debate is invented, and so is everybody in it ([the corpora](../corpora/README.md)).

# %%
from pathlib import Path

import ordagrant as og

CORPORA = Path("../corpora")
debate = og.read(CORPORA / "protocols" / "text" / "sv_debatt_soderbro.txt")
debate

# %% [markdown]
# ## The whole
#
# One row, and one number for each pole:

# %%
whole = og.score(debate)
whole

# %% [markdown]
# ## By speaker
#
# A speaker's own words are what stands under their heading and what they are quoted with elsewhere. The row without a
# name is what belongs to nobody: headings, and what the clerk wrote.

# %%
speakers = og.score(debate, by="speaker")
og.plots.scores([row for row in speakers if row["id"]])

# %% [markdown]
# The lines are long. A speech of a hundred words is five sentences, and five sentences tell little of a rate: where
# the intervals overlap, nothing is said of who is above whom. `words` is a column for that reason.

# %%
speakers.to_pandas()[
    ["id", "words", "npm", "npm_low", "npm_high", "npm_hits", "trust_hits", "npm_reversed", "label"]
].round(1)

# %% [markdown]
# ## The words behind a speaker
#
# What the chair of the board is counted by, and nothing else:

# %%
vidmark = speakers["id"].index("Claes-Håkan Vidmark")
speakers.evidence(vidmark)

# %% [markdown]
# *Det fanns nog mycket tillit i systemet på den tiden* is counted as affirmed trust. It is said with a sneer. Local
# rules read denial, ending and replacement; irony of this kind they do not, and about one hit in six of running text
# is read otherwise than a careful reader would.
#
# ## Somebody else's words
#
# Quotations have a place, a kind and, where the text names one, a speaker. What is quoted is not counted among the
# words of a document, and is among those of whom it is quoted from.

# %%
og.quotes(debate)

# %%
dame = next(quote for quote in og.quotes(debate) if quote["speaker"] == "En äldre dam i Kvarnby")
assert debate.source[dame["start"] : dame["end"]] == dame["text"]
print(f"{dame['speaker']}: ”{dame['text']}”")

# %% [markdown]
# A representative quotes her to praise competition. Her own words hold none of it: in the table above she is a
# speaker of ten words with no hit at all.
#
# ## The speaker without words
#
# Marit Furugren speaks most, and against being measured by the minute. Her rates:

# %%
furugren = speakers["id"].index("Marit Furugren")
row = list(speakers)[furugren]
print(f"{row['words']} words; npm {row['npm']:.1f}, trust {row['trust']:.1f}, label {row['label']}")
speech = [part["text"] for part in og.passages(debate) if part["speaker"] == "Marit Furugren"]
print(next(text for text in speech if "gråt" in text))

# %%
assert row["trust_hits"] == 0

# %% [markdown]
# The strongest speech of the evening argues with Elsa, a telephone and a car. Hardly a word of it is in a lexicon.
# That is the limit of every count of words, also of this one, and the reason to open the passages with few hits as
# well as those with many.
#
# ## Two meetings beside each other
#
# The same can be asked of several documents: a speaker is one row, however many of them they speak in. Here a Danish
# council debates whether users' satisfaction is to be measured.

# %%
danish = og.read(CORPORA / "protocols" / "text" / "da_debat_hasselov.txt")
og.plots.poles([row for row in og.score([debate, danish], by="speaker") if row["words"] and row["words"] >= 120])

# %% [markdown]
# ## What the numbers cannot say
#
# - **What somebody thinks.** A row is what the minutes let a person say.
# - **Who is for and who against.** In the Danish debate the survey is to go for opposite reasons: less market, and
#   more. The vote is in the text; the reason is in the sentences.
# - **A party.** Four speeches are no party. These are invented besides.
# - **Small rows.** Ten words have a rate, since one can be computed, and it means nothing. Ask for a least number of
#   words before you rank anybody, and print the interval.
