"""Four evenings of a journalist. What she should see was counted on paper, by eye."""

from __future__ import annotations

import csv

REPORT = "debate/text/sv_konsultrapport_granvik"


def test_a_quotation_across_a_line_break_with_its_place_in_the_file(typed, laid_out):
    """A colleague remembers that somebody "cleared all their targets"; the report breaks its lines where it likes.

    By hand: the sentence begins in line 102 behind the mark and goes on in line 103; line 101 ends "Sedan", line 102
    begins "sade en av dem:". Nothing else in the report stands between such marks and is said by anybody.
    """
    report = laid_out(f"{REPORT}.txt", "rapport.txt")
    looked = typed('ordagrant hits rapport.txt --terms "klarat alla våra målvärden på att besvara frågor"')
    (hit,) = looked.rows
    assert (hit["line"], hit["number"], hit["voice"], hit["speaker"]) == (102, "3.1", "quoted", "en av dem")
    assert hit["text"] == "klarat alla våra målvärden på\natt besvara frågor"

    (quote,) = [row for row in typed("ordagrant quotes rapport.txt").rows if row["speaker"]]
    whole = "Vi har alltså klarat alla våra målvärden på\natt besvara frågor som vi själva har ställt till med."
    assert (quote["kind"], quote["speaker"], quote["text"]) == ("direct_quote", "en av dem", whole)
    # The place is that of the file: opened anywhere else, the same characters stand there.
    source = report.read_bytes().decode()
    assert source[quote["start"] : quote["end"]] == whole
    assert source.count("\n", 0, quote["start"]) + 1 == 102
    assert source.encode()[hit["byte_start"] : hit["byte_end"]].decode() == hit["text"]


def test_nine_malstyrning_and_three_exactly(typed, laid_out):
    """One word in a report, in the PDF of the same report, and in a table of passages that a researcher sent.

    By hand, in the report: line 35 "mål- och resultatstyrning" and line 133 "målstyrning" with the footnote mark iii
    glued to it; the PDF has the same two, on its pages 3 and 5. In the passages: 70 "målstyrning", 127 and 209 "Mål-
    och resultatstyrning(en)", 144 "Målstyrningen", 600 "målstyrningens". As written: line 133 twice, and 70.
    """
    laid_out(f"{REPORT}.txt", "rapport.txt")
    laid_out(f"{REPORT}.pdf", "rapport.pdf")
    laid_out("gold/orientation/passages_sv.jsonl", "avsnitt.jsonl")
    looked = typed("ordagrant hits rapport.txt rapport.pdf avsnitt.jsonl --terms målstyrning")
    assert sorted((row["id"], row["line"], row["page"], row["text"]) for row in looked.rows if row["page"]) == [
        ("rapport.pdf", 41, 3, "mål- och resultatstyrning"),
        ("rapport.pdf", 135, 5, "målstyrning"),
    ]
    assert [(row["line"], row["text"]) for row in looked.rows if row["id"] == "rapport.txt"] == [
        (35, "mål- och resultatstyrning"),
        (133, "målstyrning"),
    ]
    passages = {row["id"]: row["text"] for row in looked.rows if row["id"].startswith("oo-")}
    assert passages == {
        "oo-sv-070": "målstyrning",
        "oo-sv-127": "Mål- och resultatstyrning",
        "oo-sv-144": "Målstyrningen",
        "oo-sv-209": "Mål- och resultatstyrningen",
        "oo-sv-600": "målstyrningens",
    }
    assert looked.said[-1] == (
        "målstyrning: 9 (mål- och resultatstyrning 3, målstyrning 3, mål- och resultatstyrningen 1, målstyrningen 1, "
        "målstyrningens 1)"
    )
    exact = typed("ordagrant hits rapport.txt rapport.pdf avsnitt.jsonl --terms målstyrning --exact")
    assert sorted(row["id"] for row in exact.rows) == ["oo-sv-070", "rapport.pdf", "rapport.txt"]
    assert exact.said[-1] == "målstyrning: 3 (målstyrning 3)"


def test_a_customer_who_is_could(typed, laid_out):
    """Who is a customer? In Swedish kunde is "could" and kund the customer; in Danish kunde is the customer.

    By hand: the page of Söderbro's kundcenter has kund in lines 32 and 34, kunderna in 42, kunden in 55 ("nöjd-kund-
    index" in 58 is a word of its own, and so is kundcenter), and "kunde vi ... inte ta emot besök" in line 20. The
    debate has "kunde säga" in line 18, Kunderna in 20, kund and kunden in 55, kund in 73. The Danish debate has "en
    utilfreds kunde" in line 21; the kronik has kunder in line 9 and there, on a pen, the slogan "Kunden i centrum".
    """
    swedish = ["debate/text/sv_kundcenter_soderbro.md", "protocols/text/sv_debatt_soderbro.txt"]
    danish = ["debate/text/da_kronik_stopuret.md", "protocols/text/da_debat_hasselov.txt"]
    for paper in swedish + danish:
        laid_out(paper, f"papper/{paper.split('/')[-1]}")
    found = typed("ordagrant hits papper/sv_* --terms kund")
    assert found.said[-1] == "kund: 8 (kund 4, kunden 2, kunderna 2)"
    customers = {
        (row["id"].split("/")[-1][:9], row["line"], row["text"])
        for row in typed("ordagrant hits papper --pole role").rows
        if row["category"] == "customer"
    }
    assert customers == {
        ("sv_kundce", 32, "kund"),
        ("sv_kundce", 34, "kund"),
        ("sv_kundce", 42, "kunderna"),
        ("sv_kundce", 55, "kunden"),
        ("sv_debatt", 20, "Kunderna"),
        ("sv_debatt", 55, "kund"),
        ("sv_debatt", 55, "kunden"),
        ("sv_debatt", 73, "kund"),
        ("da_debat_", 21, "kunde"),
        ("da_kronik", 9, "kunder"),
    }
    slogans = [row for row in typed("ordagrant hits papper --pole npm").rows if row["text"].startswith("Kunden")]
    assert [(row["line"], row["text"], row["voice"]) for row in slogans] == [(9, "Kunden i centrum", "quoted")]


def test_who_voted_for_what_and_every_quotation_still_stands(typed, laid_out, tmp_path):
    """The minutes of Almvik came this afternoon; tomorrow the council's secretary corrects a word in them.

    By hand: the only vote is that of § 144, nine for (line 120), three against (121), one abstains (122). Between
    marks four are quoted: a head of unit in line 69, Hedenvall in 95, Granlid and Tångring in 133, and Lindegrav in
    175; "En styrning som bär" (79, 87, 127) is a title. What Hedenvall says in 95 ("Hon anför att ...") goes on to
    the quotation and ends with it, so that the correction touches two rows, both hers.
    """
    minutes = laid_out("protocols/text/sv_kommunstyrelsen_almvik.txt", "protokoll.txt")
    (vote,) = typed("ordagrant passages protokoll.txt --kind vote").rows
    assert (vote["number"], vote["date"], vote["yes"], vote["no"], vote["abstain"]) == ("144", "2024-10-09", 9, 3, 1)
    against = vote["names"].split("Nej: ")[1].split(";")[0]
    assert against == "Carola Brittås (M), Sten-Olof Granlid (L), Rickard Tångring (SD)"

    assert typed("ordagrant quotes protokoll.txt --out citat.csv").said == ["1 document: 1 read"]
    with (tmp_path / "citat.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["speaker"] for row in rows if row["kind"] == "direct_quote"] == [
        "En enhetschef i hemtjänsten",
        "Pernilla Hedenvall",
        "Sten-Olof Granlid och Rickard Tångring",
        "Sara Lindegrav",
    ]
    assert typed("ordagrant verify citat.csv --source protokoll.txt").said == [
        f"{len(rows)} rows: {len(rows)} stand, 0 do not"
    ]

    text = minutes.read_text(encoding="utf-8")
    assert text.count("Tillit som dras in vid") == 1
    minutes.write_text(text.replace("Tillit som dras in vid", "Tillit som dras ut vid"), encoding="utf-8")
    again = typed("ordagrant verify citat.csv --source protokoll.txt")
    assert again.code == 1
    assert again.said[-1] == f"{len(rows)} rows: {len(rows) - 2} stand, 2 do not"
    assert all("Tillit som dras in vid första minusresultatet" in row["text"] for row in again.rows)
    fallen = {row["start"] for row in again.rows}
    assert {row["speaker"] for row in rows if int(row["start"]) in fallen} == {"Pernilla Hedenvall"}
