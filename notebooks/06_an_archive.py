# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # An archive
#
# A hundred files and more from nine municipalities, as somebody has them who has asked for documents for a year:
# folders by municipality and year, text and PDF and Word, one thing twice, a scan, a picture. What is in it, what
# could be read, who stands out, and does anybody?
#
# All texts are invented ([the corpora](../corpora/README.md)). Beside `ordagrant[plots,pandas]` this notebook needs
# `duckdb`.

# %%
import csv
import json
import random
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import duckdb

import ordagrant as og

CORPORA = Path("../corpora")

# %% [markdown]
# ## The archive
#
# Whoever has one skips this cell. Ours is made of the documents of the corpora, which lie with the municipality and
# the year that they say they are of, and of 103 files of short texts, a writer each. **The writers are dealt out to
# municipalities and years by chance.** So we know something that nobody knows of a real archive: between
# municipalities there is next to nothing to find.

# %%
folder = Path(tempfile.mkdtemp())
archive = folder / "archive"
MUNICIPALITIES = {
    "sv": ["Almvik", "Ekarås", "Granvik", "Ljungmo", "Söderbro"],
    "da": ["Fjordrup", "Hasseløv", "Nørre Elkær", "Søndre Vig"],
}
IN_FILE_NAMES = [
    "almvik",
    "ekaras",
    "granvik",
    "ljungmo",
    "soderbro",
    "fjordrup",
    "hasselov",
    "norreelkaer",
    "sondervig",
]
NAMES = dict(zip(IN_FILE_NAMES, [*MUNICIPALITIES["sv"], *MUNICIPALITIES["da"]], strict=True))
meta = []


def put(municipality, year, name, content, **known):
    path = archive / municipality / str(year) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    meta.append({"id": f"{municipality}/{year}/{name}", **known})


for collection in ("policies", "protocols", "debate"):
    manifest = tomllib.loads((CORPORA / collection / "manifest.toml").read_text(encoding="utf-8"))
    for document in manifest["document"]:
        path = CORPORA / collection / document["file"]
        if (place := path.stem.rsplit("_", 1)[1]) in NAMES:
            again = "yes" if "same_as" in document else "no"
            put(NAMES[place], document["date"].year, path.name, path.read_bytes(), genre=document["kind"], again=again)

chance = random.Random(2026)
writers = {}
for lang in ("sv", "da"):
    for line in (CORPORA / "gold" / "orientation" / f"passages_{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        writers.setdefault((lang, row["hand"], row["genre"]), []).append(row["text"])
for (lang, hand, genre), texts in writers.items():
    municipality, year = chance.choice(MUNICIPALITIES[lang]), chance.randint(2022, 2025)
    put(municipality, year, f"{hand}.txt", "\n\n".join(texts).encode(), genre=genre, again="no")

# What every archive has as well: a page that is a picture, a file of nothing, and one that broke on its way.
INK = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xee EI Q"
PICTURE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
PICTURE += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
PICTURE += b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n" % (len(INK), INK)
put("Granvik", 2023, "delegationsordning.pdf", PICTURE, genre="rules", again="no")
put("Hasseløv", 2022, "bilag_3.txt", b"", genre="annex", again="no")
put("Ljungmo", 2024, "verksamhetsplan.docx", b"PK\x03\x04 and then the line was cut", genre="strategy", again="no")
(archive / "Almvik" / "2024" / "vapen.jpg").write_bytes(b"\xff\xd8\xff\xe0")

with (folder / "meta.csv").open("w", encoding="utf-8", newline="") as file:
    table = csv.DictWriter(file, ["id", "genre", "again"])
    table.writeheader()
    table.writerows(meta)
print(f"{sum(path.is_file() for path in archive.rglob('*'))} files in {len(NAMES)} municipalities")

# %% [markdown]
# ## What is there, and what could be read
#
# A corpus is read when something is asked of it, and never held in memory whole. `path_pattern` takes municipality
# and year from the folders, `meta` the genre from a table; both become columns of whatever is asked.

# %%
corpus = og.read_corpus(archive, path_pattern="{municipality}/{year}/*", meta=folder / "meta.csv")
scores = og.score(corpus)
duckdb.sql("""
    select municipality, count(*) as documents, count(*) filter (status = 'ok') as "read", sum(words)::int as words,
        min(year) as first, max(year) as last
    from scores group by municipality order by municipality
""").df()

# %% [markdown]
# DuckDB takes a table by the name of its variable. What could not be read has a row and a reason; it is in no rate,
# and no zero in any. Before a word is counted, this list is sent to those who can mend it:

# %%
duckdb.sql("select id, status from scores where status <> 'ok' order by id").df()

# %%
assert Counter(scores["status"]) == {"ok": len(meta) - 3, "empty": 1, "no text layer": 1, "damaged": 1}

# %% [markdown]
# ## The same thing twice
#
# Sentences of six words or more that stand in several places show what was counted twice:

# %%
repeated = og.repeats(corpus)
twice = duckdb.sql("""
    select id, count(*) filter (counted) as "counted here", count(*) filter (not counted) as "stands elsewhere too"
    from repeated group by id order by 3 desc, id
""").df()
twice.head(8)

# %% [markdown]
# Here the table of metadata knows it: some documents are there in a second format. Where none does, `repeated="once"`
# counts each such sentence in one place.

# %%
once = corpus.filter(again="no")
scores = og.score(once)
assert len(scores) == len(meta) - sum(row["again"] == "yes" for row in meta)
duckdb.sql("select count(*) as documents, sum(words)::int as words from scores").df()

# %% [markdown]
# ## The league table
#
# What a newspaper would print: municipalities by their rate of NPM. The sum is easily made by hand from the rows of
# documents, which is one way to know what a rate is.

# %%
by_hand = duckdb.sql("""
    select municipality, sum(npm * words) / sum(words) as npm, sum(trust * words) / sum(words) as trust
    from scores where words > 0 group by municipality order by npm desc
""").df()
municipalities = og.score(once, by="group", group="municipality", resample="documents")
by_name = {row["id"]: row for row in municipalities}
assert all(abs(by_name[row.municipality]["npm"] - row.npm) < 1e-9 for row in by_hand.itertuples())
assert by_hand["npm"].iloc[0] > 2 * by_hand["npm"].iloc[-1]
by_hand.round(1)

# %% [markdown]
# The first has more than twice the rate of the last. Now with intervals, drawn from documents since the claim is
# about a municipality and not about these files:

# %%
ranked = sorted(municipalities, key=lambda row: -row["npm"])
og.plots.scores(ranked)

# %%
apart = 0
for lang, names in MUNICIPALITIES.items():
    (whole,) = og.score(once.filter(lang=lang), by="all", resamples=0)
    for pole in ("npm", "trust"):
        rate = whole[pole]
        outside = [name for name in names if not by_name[name][f"{pole}_low"] <= rate <= by_name[name][f"{pole}_high"]]
        apart += len(outside)
        print(f"{lang}, {pole} {rate:.1f}: {len(outside)} of {len(names)} apart ({', '.join(outside) or 'none'})")

# %% [markdown]
# Hardly any of eighteen intervals misses the rate of all. Chance alone gives one, and rather more where ten documents
# are behind an interval. What stands first is no finding, and it would look the same in your archive.

# %%
assert apart <= 3

# %% [markdown]
# ## By municipality and year
#
# Finer still. How many documents are behind a cell?

# %%
cells = duckdb.sql("""
    select municipality, year, count(*) as documents, sum(npm * words) / sum(words) as npm
    from scores where words > 0 group by all order by all
""").df()
cells.pivot(index="municipality", columns="year", values="documents").astype("Int64")

# %%
few = (cells["documents"] < 5).mean()
print(f"{few:.0%} of the cells have fewer than five documents")
cells.pivot(index="municipality", columns="year", values="npm").round(1)

# %% [markdown]
# An empty cell is a year of which there is nothing. The highest and the lowest cell differ by more than any two
# municipalities do, since so little is behind each: print the number of documents in the cell, or leave the cell out.
#
# ## What does make a difference
#
# Who writes, and for what. Of the Swedish genres with three documents or more:

# %%
common = set(duckdb.sql("select genre from scores where lang = 'sv' group by genre having count(*) >= 3").df()["genre"])
genres = og.score(once.filter(lang="sv", genre=common), by="group", group="genre", resample="documents")
by_genre = {row["id"]: row for row in genres}
assert by_genre["government text"]["npm_low"] > by_genre["press release"]["npm"]
assert by_genre["press release"]["npm_high"] < by_genre["government text"]["npm"]
og.plots.scores(sorted(genres, key=lambda row: -row["npm"]))

# %% [markdown]
# What a government writes to its agencies is about results and follow-up; what is written to voters and readers is
# less so, whoever governs. An archive with the assignments of one place and the press releases of another compares
# those. Compare within a genre.
#
# ## Two groups, word by word
#
# Keyness needs no lexicon: what is typical of those who speak in parliament or to voters, against those who write
# inside the administration?

# %%
SPEAK = ["parliamentary debate", "minister's answer", "party programme", "press release", "speech"]
WRITE = ["government text", "government inquiry", "officer's report", "audit report", "agency report", "budget memo"]
swedish = once.filter(lang="sv")
keyness = og.keyness(swedish.filter(genre=SPEAK), swedish.filter(genre=WRITE), of="lemmas")
og.plots.keyness(keyness, most=14)

# %% [markdown]
# Nearly all of it is manner: *jag*, *vilja* and *säga* against *böra*, *föreslå* and *enligt*. What is left when the
# habit of one document is taken out (`dp` near 1 is a word of one of many), and function words with it?

# %%
duckdb.sql("""
    select word, target, reference, round(log_ratio, 1) as log_ratio, round(z, 1) as z,
        round(dp_target, 2) as dp_target, round(dp_reference, 2) as dp_reference
    from keyness
    where length(word) > 5 and target + reference >= 12 and abs(z) > 1.5
        and coalesce(case when z > 0 then dp_target else dp_reference end, 1) < 0.7
    order by z desc
""").df()

# %%
z = dict(zip(keyness["word"], keyness["z"], strict=True))
assert min(z["lärare"], z["människa"], z["tillit"]) > 1.5
assert max(z["verksamhet"], z["kostnad"], z["styrning"]) < -1.5

# %% [markdown]
# Those who speak name people (*lärare*, *människa*), and those who write name arrangements (*verksamhet*, *kostnad*,
# *styrning*). *Tillit* is a speaker's word. Trust in whom?
#
# ## From the archive to its words
#
# Hits are a table like others, so what stands where is one question. Which words of trust are affirmed in most
# documents?

# %%
hits = og.hits(once)
duckdb.sql("""
    select lang, term, count(distinct id) as documents, count(distinct municipality) as municipalities,
        count(*) as hits, count(*) filter (polarity = 'affirmed' and voice <> 'quoted') as "affirmed, not quoted"
    from hits where pole = 'trust' and tier = 'core' group by all order by documents desc, hits desc limit 10
""").df()

# %% [markdown]
# And every row opens. Here are the first places of the most common one, with line and neighbours: some of them are
# about choirs, media and courts. The tool counts them, and a reader sees it at once.

# %%
duckdb.sql("""
    select municipality, year, id.split('/')[-1] as file, line, "left"[-40:] as "left", text, "right"[:40] as "right",
        polarity, voice
    from hits where term in ('tillit', 'tillid') order by id, start limit 8
""").df()

# %% [markdown]
# ## What the numbers cannot say
#
# - **What is not in the archive.** Who sent their documents, and which, is decided by somebody. Ask for all of a
#   kind, and print how many came.
# - **What could not be read.** Three files of this archive are in no rate; if scans are the old documents, or those
#   of one municipality, that is no small matter. `ocrmypdf -l swe+dan` gives a scan its text.
# - **Who is first.** The writers were dealt out by chance, and there was a first and a last. Ranks are made of noise
#   unless the intervals are apart, and they need more documents than one has.
# - **That genres are opinions.** An auditor writes of follow-up by duty.
# - **Swedish against Danish.** Two lexicons, two scales: no rank goes across.
# - **More files.** Of a hundred thousand, `ordagrant batch archive --out result` makes the same tables as a folder of
#   Parquet, with a ledger of what was read and why not, and goes on where it was ended; `og.open_result("result")`
#   opens them for queries like these ([ten questions](../python/docs/questions.md)).
