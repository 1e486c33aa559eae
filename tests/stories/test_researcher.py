"""Four days of a researcher. What the tables should say was worked out on paper, by eye."""

from __future__ import annotations

import csv
import json
import math

import pytest

import ordagrant as og

PAGE = "debate/text/sv_kundcenter_soderbro.md"
PANEL = "debate/text/sv_panel_fraga_den_som_vet.txt"
DEBATE = "protocols/text/sv_debatt_soderbro.txt"
MINUTES = "protocols/text/sv_kommunstyrelsen_almvik.txt"


def test_keyness_dispersion_and_interval_in_one_row_and_no_names_of_bodies(typed, lines_of, tmp_path):
    """What is typical of how a contact centre writes of itself, beside what a panel said?

    By hand: the page's lines 34, 40 and 50 have 57 (2020 is none), 43 and 58 words, with "samtal" 0, 2 and 3 times
    ("samtalslängd" is another word); the panel's lines 20, 24 and 34 have 35, 43 and 52 without their dashes, with one
    "samtal", in line 34. "kundcenter" stands in 40, "kundcentrets" and "kundcenter" in 50: what the body is called.
    """
    for folder, paper, numbers in (("sidan", PAGE, (34, 40, 50)), ("panelen", PANEL, (20, 24, 34))):
        (tmp_path / folder).mkdir()
        for number in numbers:
            (tmp_path / folder / f"{number}.txt").write_text(lines_of(paper, number), encoding="utf-8")
    table = typed("ordagrant keyness sidan --against panelen --of lemmas --lang sv")
    assert "158 words against 130" in table.said
    (row,) = [row for row in table.rows if row["word"] == "samtal"]
    assert (row["target"], row["reference"]) == (5, 1)
    log_ratio = math.log2((5 / 158) / (1 / 130))
    half = 1.959964 * math.sqrt(1 / 5 - 1 / 158 + 1 / 1 - 1 / 130) / math.log(2)
    assert row["log_ratio"] == pytest.approx(log_ratio)
    assert [row["log_ratio_low"], row["log_ratio_high"]] == pytest.approx(
        [log_ratio - half, log_ratio + half], rel=1e-5
    )
    # Half of what is between the share of the text and the share of the word, over the three documents.
    assert row["dp_target"] == pytest.approx((57 / 158 + abs(2 / 5 - 43 / 158) + abs(3 / 5 - 58 / 158)) / 2)
    assert row["dp_reference"] == pytest.approx((35 / 130 + 43 / 130 + 1 - 52 / 130) / 2)

    assert not [row["word"] for row in table.rows if row["word"].startswith("kundcent")]
    assert "names left out: kundcenter 2, kundcentrets 1 (--names include compares them too)" in table.said
    categories = typed("ordagrant keyness sidan --against panelen --of categories --lang sv").rows
    assert "meta_name" not in {row["word"] for row in categories}

    with_names = typed("ordagrant keyness sidan --against panelen --of categories --lang sv --names include").rows
    assert [row["target"] for row in with_names if row["word"] == "meta_name"] == [3]


def test_a_rate_that_opens_to_who_said_it(laid_out):
    """Who in the debate of Söderbro speaks for New Public Management, and with what words?

    By hand: Grahnlöf's turn, lines 53 and 55, has 131 words and is headed by four ("Anförande", her name in two, her
    letter), which are nobody's; ten are those of an elderly lady whom she quotes, "Jag bytte för att de kom när de hade
    sagt". That leaves 121. She has "valfrihet" (peripheral, 0.3), "privat utförare" and "målstyrningsmodell" (core, 1
    each), all in line 53: 2.3 weighted hits in 121 words are 19.0 in 1,000. The lady has none.
    """
    debate = og.read(laid_out(DEBATE, "debatt.txt"))
    scores = og.score(debate, by="speaker", resamples=0)
    rows = {row["id"]: (number, row) for number, row in enumerate(scores.rows())}
    number, grahnlof = rows["Anna-Stina Grahnlöf"]
    assert (grahnlof["words"], grahnlof["npm_hits"], grahnlof["trust_hits"]) == (121, 3, 0)
    assert grahnlof["npm"] == pytest.approx(2.3 / 121 * 1000)
    _, lady = rows["En äldre dam i Kvarnby"]
    assert (lady["words"], lady["npm"], lady["trust"]) == (10, 0, 0)

    hits = [hit for hit in scores.evidence(number).rows() if hit["tier"] in ("core", "peripheral")]
    hits = [hit for hit in hits if hit["pole"] == "npm"]
    assert [(hit["line"], hit["text"], hit["tier"]) for hit in hits] == [
        (53, "valfrihet", "peripheral"),
        (53, "privat utförare", "core"),
        (53, "målstyrningsmodell", "core"),
    ]
    assert [debate.source[hit["start"] : hit["end"]] for hit in hits] == [hit["text"] for hit in hits]


def test_two_coders_and_what_their_agreement_is_worth(typed, tmp_path):
    """Ten contacts that two people coded, each alone, before anybody asks the tool.

    By hand: Anna says failure of the first six and value of four; Bo differs in the sixth, which he calls value, and
    the tenth, which he calls failure. Of twenty codes twelve are failure and eight value, and two of ten pairs differ:
    alpha = 1 - 19 x 2 / (12 x 8) = 0.604. Gwet's AC1: they agree in 0.8, and by chance in 2 x 0.6 x 0.4 = 0.48, which
    gives (0.8 - 0.48) / (1 - 0.48) = 0.615.
    """
    anna = ["failure"] * 6 + ["value"] * 4
    bo = [*anna[:5], "value", *anna[6:9], "failure"]
    for name, codes in (("anna", anna), ("bo", bo)):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("sample", "code"), *enumerate(codes, 1)])
    seen = typed("ordagrant validate --coded anna.csv --coded bo.csv --record kodning.json --format table")
    assert seen.code == 0
    assert "Krippendorff's alpha, nominal: 0.604" in seen.out + seen.err
    assert "Gwet's AC1: 0.615" in seen.out + seen.err
    assert "disagreements: 2" in seen.out + seen.err
    assert json.loads((tmp_path / "kodning.json").read_text(encoding="utf-8"))


OWN = "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\tsource\tnote\ttags\n"
INDICATOR = "sv\tnpm\tmeasures\tindikator\tlemma\tnoun\tcore\tno\t\town\t\t\n"
TRUST = "sv\ttrust\ttrust\ttillit\tlemma\tnoun\tcore\tno\t\town\t\t\n"
TARGET = "sv\tnpm\tmeasures\tmålvärde\tlemma\tnoun\tcore\tno\t\town\t\t\n"


def test_an_auditor_two_years_later(typed, laid_out, tmp_path):
    """A study counted two words of its own. Two years on its lexicon has changed, and one paper has been edited.

    By hand: "indikator" in all forms stands in lines 67, 71, 88, 128 and 133 of the minutes, 73 of the debate and 117
    of the strategy: seven. "tillit" stands twice in 95 of the minutes, in 18 of the debate and 33 of the strategy:
    four (compounds are not asked for). "målvärde" stands in 73 and 81 of the debate, and in 39 and 51 of the strategy.
    """
    laid_out(MINUTES, "papper/protokoll.txt")
    laid_out(DEBATE, "papper/debatt.txt")
    strategy = laid_out("policies/text/sv_strategi_soderbro.md", "papper/strategi.md")
    lexicon = tmp_path / "ord.tsv"
    lexicon.write_text(OWN + INDICATOR + TRUST, encoding="utf-8")
    count = "ordagrant hits papper --lexicon {} --out {}/hits.jsonl --manifest {}/manifest.json"
    (tmp_path / "studie").mkdir()
    assert typed(count.format("ord.tsv", "studie", "studie")).code == 0
    unknown = "lexicon ord.tsv comes with no package, and it is not known whether it is what it was"
    assert typed("ordagrant verify studie").said == [unknown, "11 rows: 11 stand, 0 do not"]

    # Two years later. With the old lexicon, which was kept, the same words come again, byte for byte.
    kept = tmp_path / "ord_2024.tsv"
    kept.write_bytes(lexicon.read_bytes())
    lexicon.write_text(OWN + INDICATOR + TARGET, encoding="utf-8")
    for folder, which in (("igen", "ord_2024.tsv"), ("nu", "ord.tsv")):
        (tmp_path / folder).mkdir()
        assert typed(count.format(which, folder, folder)).code == 0
    study, again, now = (
        json.loads((tmp_path / folder / "manifest.json").read_text(encoding="utf-8"))
        for folder in ("studie", "igen", "nu")
    )
    assert (tmp_path / "studie/hits.jsonl").read_bytes() == (tmp_path / "igen/hits.jsonl").read_bytes()
    assert study["result"] == again["result"]
    assert study["lexicons"][0]["sha256"] == again["lexicons"][0]["sha256"] != now["lexicons"][0]["sha256"]
    assert study["sources"] == now["sources"]

    changes = typed("ordagrant lexicon diff ord_2024.tsv ord.tsv papper").rows
    assert [(row["change"], row["term"]) for row in changes if row["what"] == "entry"] == [
        ("disappears", "tillit"),
        ("appears", "målvärde"),
    ]
    assert {(row["change"], row["id"], row["line"]) for row in changes if row["what"] == "hit"} == {
        ("disappears", "debatt.txt", 18),
        ("disappears", "protokoll.txt", 95),
        ("disappears", "strategi.md", 33),
        ("appears", "debatt.txt", 73),
        ("appears", "debatt.txt", 81),
        ("appears", "strategi.md", 39),
        ("appears", "strategi.md", 51),
    }
    assert sum(row["what"] == "hit" for row in changes) == 8

    # Somebody edits the strategy: the row in line 33 falls, that in 117, which has moved by a letter, does too.
    text = strategy.read_text(encoding="utf-8")
    strategy.write_text(
        text.replace("Tillit är en självklar grund", "Förtroende är en självklar grund"), encoding="utf-8"
    )
    after = typed("ordagrant verify studie")
    assert after.code == 1
    assert after.said[-1] == "11 rows: 9 stand, 2 do not"
    assert {row["id"] for row in after.rows} == {"strategi.md"}
