"""Four nights of somebody who runs an archive. What should lie there in the morning was counted before."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from itertools import pairwise

import pytest

CONTACTS_SV = "contacts/contacts_sv.jsonl"
CONTACTS_DA = "contacts/contacts_da.jsonl"


def contacts(lines_of, paper: str, first: int, last: int) -> list[dict]:
    return [json.loads(line) for line in lines_of(paper, *range(first, last + 1)).splitlines()]


def write_table(path, header, rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def pdf_of(*pages: str) -> bytes:
    """A PDF with a page for each text; a page without text is a picture, as a scanner leaves it."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    utils = pytest.importorskip("reportlab.lib.utils")
    image = pytest.importorskip("PIL.Image")
    file = io.BytesIO()
    drawn = canvas.Canvas(file, pagesize=(595, 842), invariant=1)
    for page in pages:
        if not page:
            drawn.drawImage(utils.ImageReader(image.new("L", (8, 8), 128)), 50, 50, 400, 600)
        lines = re.findall(r"\S.{1,84}(?=\s|$)", page.replace("−", "-"))
        for number, line in enumerate(lines):
            drawn.drawString(50, 780 - 14 * number, line)
        drawn.showPage()
    drawn.save()
    return file.getvalue()


def test_ten_pdfs_of_which_two_have_no_text_and_one_has_some(typed, laid_out, lines_of, tmp_path):
    """Ten PDFs came from the registry: three of our own, four speeches of a debate, and three that were scanned.

    By hand: the speeches are lines 18, 47, 65 and 69 of the debate of Söderbro, a page each. Of the scanned ones two
    are pictures alone, of two pages and one; the third has line 55 of the same debate on its first page and a picture
    for its second. "tillit" stands in line 18 alone of these, "Minutregistreringen" in 55.
    """
    laid_out("protocols/text/da_byraadet_sondervig.pdf", "post/byraad.pdf")
    laid_out("policies/text/sv_strategi_soderbro.pdf", "post/strategi.pdf")
    laid_out("debate/text/sv_konsultrapport_granvik.pdf", "post/rapport.pdf")
    debate = "protocols/text/sv_debatt_soderbro.txt"
    for number in (18, 47, 65, 69):
        (tmp_path / f"post/tal_{number}.pdf").write_bytes(pdf_of(lines_of(debate, number)))
    (tmp_path / "post/skannad_a.pdf").write_bytes(pdf_of("", ""))
    (tmp_path / "post/skannad_b.pdf").write_bytes(pdf_of(""))
    (tmp_path / "post/halv.pdf").write_bytes(pdf_of(lines_of(debate, 55), ""))

    night = typed("ordagrant score post --resamples 0 --out rader.jsonl --ledger huvudbok.jsonl")
    assert night.code == 1
    rows = {row["id"]: row for row in map(json.loads, (tmp_path / "rader.jsonl").read_text("utf-8").splitlines())}
    assert len(rows) == 10
    assert {id: row["status"] for id, row in rows.items() if row["status"] != "ok"} == {
        "skannad_a.pdf": "no text layer",
        "skannad_b.pdf": "no text layer",
        "halv.pdf": "partial",
    }
    # No silent zero: where nothing was read there is no rate, where some was there is one.
    assert [rows[f"skannad_{name}.pdf"]["npm"] for name in "ab"] == [None, None]
    assert rows["halv.pdf"]["npm"] is not None
    ledger = {row["id"]: row for row in map(json.loads, (tmp_path / "huvudbok.jsonl").read_text("utf-8").splitlines())}
    assert [
        (ledger[id]["pages"], ledger[id]["pages_read"]) for id in ("skannad_a.pdf", "skannad_b.pdf", "halv.pdf")
    ] == [
        (2, 0),
        (1, 0),
        (2, 1),
    ]
    assert ledger["halv.pdf"]["pages_without_text"] == "2"
    assert night.said[-1] == "10 documents: 7 read, 2 without text, 1 partial (page 2 without text)"

    found = typed('ordagrant hits post/tal_*.pdf post/halv.pdf --terms "tillit, minutregistrering"')
    assert {(row["id"], row["page"], row["text"]) for row in found.rows} == {
        ("post/tal_18.pdf", 1, "tillit"),
        ("post/halv.pdf", 1, "Minutregistreringen"),
    }
    assert found.code == 1


def test_equal_contacts_are_in_one_cluster(typed, lines_of, tmp_path):
    """Forty Danish contacts, of which two came more than once, by letter and by mail.

    By hand: of the first forty, the fifth comes three times more (once with other space between its words), the tenth
    once: A05, B1, B2 and B3 are one letter, A10 and C1 another, and each copy names the smallest id of its own.
    """
    first = contacts(lines_of, CONTACTS_DA, 1, 40)
    rows = [(f"A{number:02}", contact["text"]) for number, contact in enumerate(first, 1)]
    fifth, tenth = rows[4][1], rows[9][1]
    rows[20:20] = [("B1", fifth)]
    rows += [("B2", fifth), ("B3", "  ".join(fifth.split())), ("C1", tenth)]
    write_table(tmp_path / "breve.csv", ("id", "text"), rows)
    for clusters in ("auto", "12"):
        seen = typed(f"ordagrant demand breve.csv --lang da --clusters {clusters}")
        assert seen.code == 0
        of = {row["id"]: row for row in seen.rows}
        assert len({of[id]["cluster"] for id in ("A05", "B1", "B2", "B3")}) == 1
        assert of["A10"]["cluster"] == of["C1"]["cluster"] is not None
        assert {id: row["duplicate_of"] for id, row in of.items() if row["duplicate_of"]} == {
            "B1": "A05",
            "B2": "A05",
            "B3": "A05",
            "C1": "A10",
        }


def test_sixty_coded_contacts_with_their_interval_and_chart(typed, lines_of, tmp_path):
    """Sixty contacts of ten weeks, six a week, each coded by a person with the words before her.

    By hand: of the first sixty of the Swedish file 22 are coded value, 28 failure, 3 mixed and 7 undetermined. What
    has failed in it is 31 of 53, 58.5 %; Wilson's interval of that is (31 + 1.92) / (53 + 3.84) = 57.9 %, more or less
    12.8: 45.1 to 70.7. By weeks it is 4 of 6, 3/6, 2/4, 3/6, 3/6, 3/5, 4/6, 3/4, 3/5 and 3/5.
    """
    coded = contacts(lines_of, CONTACTS_SV, 1, 60)
    weeks = [f"2025-W{10 + number // 6}" for number in range(60)]
    rows = [(row["id"], week, row["text"], row["demand"]) for row, week in zip(coded, weeks, strict=True)]
    write_table(tmp_path / "kontakter.csv", ("id", "week", "text", "demand"), rows)
    seen = typed(
        "ordagrant demand kontakter.csv --coded kontakter.csv --lang sv --summary andelar.json --out rader.csv"
    )
    assert seen.code == 0
    assert "coded by hand: 60 contacts, failure demand in 58.5 % (45.1-70.7)" in seen.said
    assert any(line.startswith("corrected by 60 coded: 58.5 % (45.1-70.7)") for line in seen.said)
    summary = json.loads((tmp_path / "andelar.json").read_text(encoding="utf-8"))["coded"]
    assert [summary[name] for name in ("value", "failure", "mixed", "undetermined", "n")] == [22, 28, 3, 7, 53]

    failed, of = (4, 3, 2, 3, 3, 3, 4, 3, 3, 3), (6, 6, 4, 6, 6, 5, 6, 4, 5, 5)
    write_table(
        tmp_path / "veckor.csv",
        ("week", "failure", "contacts"),
        [(f"2025-W{10 + number}", *counts) for number, counts in enumerate(zip(failed, of, strict=True))],
    )
    chart = "ordagrant chart veckor.csv --date week --value failure --n contacts --ui sv"
    points = typed(chart).rows
    assert [point["value"] for point in points] == pytest.approx([a / n for a, n in zip(failed, of, strict=True)])
    # Laney's p': each week's distance from the mean in its own standard errors, then how these move from week to week.
    mean = 31 / 53
    errors = [math.sqrt(mean * (1 - mean) / n) for n in of]
    distances = [(a / n - mean) / error for a, n, error in zip(failed, of, errors, strict=True)]
    moved = sum(abs(b - a) for a, b in pairwise(distances)) / 9 / 1.128
    assert [point["mean"] for point in points] == pytest.approx([mean] * 10)
    assert [point["upper"] for point in points] == pytest.approx(
        [mean + 3 * moved * error for error in errors], rel=1e-3
    )
    assert [point["lower"] for point in points] == pytest.approx(
        [mean - 3 * moved * error for error in errors], rel=1e-3
    )

    drawn = typed(f"{chart} --out veckor.svg")
    assert (drawn.code, drawn.out) == (0, "")
    svg = (tmp_path / "veckor.svg").read_text(encoding="utf-8")
    assert [week for week in dict.fromkeys(weeks) if f">{week}<" in svg] == list(dict.fromkeys(weeks))
    assert "medelvärde 58,5 %" in svg


def test_a_night_later_the_old_rows_are_the_same_bytes(typed, laid_out, tmp_path):
    """The archive is counted each night; tonight one paper is new, one file is no document, and the machine is busier.

    By hand: three papers lie there, a fourth comes, and a spreadsheet's lock file beside it, which is no document and
    empty. Three rows of last night stand unchanged among four; the fourth is the agenda, of which a reader found no
    words of either pole.
    """
    laid_out("protocols/text/sv_kommunstyrelsen_almvik.txt", "arkiv/2024/protokoll.txt")
    laid_out("protocols/text/sv_debatt_soderbro.txt", "arkiv/2025/debatt.txt")
    laid_out("policies/text/sv_strategi_soderbro.md", "arkiv/2025/strategi.md")
    night = 'ordagrant score arkiv --path-pattern "{year}/*" --threads '
    before = typed(f"{night} 1")
    assert (before.code, before.said[-1]) == (0, "3 documents: 3 read")
    assert [(row["id"], row["year"]) for row in before.rows] == [
        ("2024/protokoll.txt", "2024"),
        ("2025/debatt.txt", "2025"),
        ("2025/strategi.md", "2025"),
    ]

    laid_out("protocols/text/sv_dagordning_ekaras.txt", "arkiv/2023/dagordning.txt")
    (tmp_path / "arkiv/2023/lock.tmp").write_bytes(b"")
    after = typed(f"{night} 2")
    assert after.code == 0
    new, *old = after.out.splitlines()
    assert old == before.out.splitlines()
    agenda = json.loads(new)
    assert (agenda["id"], agenda["npm_hits"], agenda["trust_hits"], agenda["label"]) == (
        "2023/dagordning.txt",
        0,
        0,
        "none",
    )
    assert after.said[-1] == "4 documents: 4 read; other files skipped: 1 .tmp"
