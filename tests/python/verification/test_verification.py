from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.readers import ReadOptions, Skipped, documents
from ordagrant.verification import Quotes, hold_against_own

CORPORA = Path(__file__).parents[3] / "corpora"

SENTENCES = [
    "Nämnden vill ha mer tillit och färre indikatorer.",
    "Målstyrningen är över; tilliten växer på förskolan i Ljungmo.",
    "Ökad indikator ger inte högre effektivitet.",
    "Handlingsutrymme för medarbetarna går före kontroll.",
    "Forvaltningen ønsker tillid frem for målstyring og færre krav.",
]


def failing(rows, sources):
    """The numbers of the rows that do not stand."""
    quotes = Quotes(rows, "rows")
    for document in sources:
        quotes.hold_against(document)
    return {failure.row for failure in quotes.failures()}


def read(path):
    return list(documents([str(path)], ReadOptions(), Skipped()))


# What a reader may rely on -------------------------------------------------


def test_what_was_found_stands():
    document = og.Document.from_text("\n".join(SENTENCES), "plan.txt")
    for table in (og.hits(document), og.quotes(document), og.passages(document), og.tokens(document)):
        assert failing(table.rows(), [document]) == set()


def test_a_changed_letter_fails_the_rows_that_quote_it():
    before = og.Document.from_text("\n".join(SENTENCES), "plan.txt")
    rows = list(og.hits(before).rows())
    (number,) = [number for number, row in enumerate(rows) if row["text"] == "tilliten"]
    after = og.Document.from_text("\n".join(SENTENCES).replace("tilliten", "tillitan"), "plan.txt")
    quotes = Quotes(rows, "rows")
    quotes.hold_against(after)
    (failure,) = quotes.failures()
    assert (failure.row, failure.text, failure.found) == (number, "tilliten", "tillitan")
    assert failure.reason == "something else stands there"


def test_what_was_put_in_before_fails_all_that_follows():
    text = "\n".join(SENTENCES)
    rows = list(og.hits(og.Document.from_text(text, "plan.txt")).rows())
    assert failing(rows, [og.Document.from_text("Inledning. " + text, "plan.txt")]) == set(range(len(rows)))
    assert failing(rows, [og.Document.from_text("-" + text, "plan.txt")]) == set(range(len(rows)))


def test_nothing_is_not_quoted_from_behind_the_end():
    document = og.Document.from_text("Ja.", "x")
    rows = [{"id": "x", "start": at, "end": at, "text": ""} for at in (3, 4, 1000)]
    assert failing(rows, [document]) == {1, 2}


def test_reasons():
    row = {"id": "a", "start": 0, "end": 6, "text": "Tillit"}
    for sources, reason in [
        ([], "its source was not found"),
        ([og.Document.from_text("Tillit", "b")], "its source was not found"),
        ([og.Document.from_text("", "a")], "its source is empty"),
        ([og.Document("a", b"", "damaged", reason="it is cut")], "its source is damaged (it is cut)"),
    ]:
        quotes = Quotes([row], "rows")
        for document in sources:
            quotes.hold_against(document)
        assert [failure.reason for failure in quotes.failures()] == [reason]
    for wrong, reason in [
        ({"start": None}, "it has no place"),
        ({"end": 7}, "its text is not as long as its place"),
        ({"start": -1, "end": 5}, "its text is not as long as its place"),
        ({"start": 3, "end": 9}, "something else stands there"),
        ({"start": 90, "end": 96}, "its source ends before"),
    ]:
        quotes = Quotes([row | wrong], "rows")
        quotes.hold_against(og.Document.from_text("Tillit", "a"))
        assert [failure.reason for failure in quotes.failures()] == [reason]


def test_masked_texts_are_not_held_against_anything():
    rows = [
        {"id": "a", "start": 0, "end": 3, "text": "███", "redacted": True},
        {"id": "a", "start": 4, "end": 7, "text": "███", "redacted": "true"},
        {"id": "a", "start": 0, "end": 3, "text": "███", "redacted": False},
    ]
    quotes = Quotes(rows, "rows")
    quotes.hold_against(og.Document.from_text("Eva bor här", "a"))
    assert (quotes.count, quotes.redacted) == (3, 2)
    assert [failure.row for failure in quotes.failures()] == [2]


def test_of_two_documents_of_one_id_a_row_stands_in_either():
    rows = [{"id": "0", "start": 0, "end": 6, "text": text} for text in ("Tillit", "Kontro", "Styrka")]
    sources = [og.Document.from_text(text, "0") for text in ("Tillit", "Kontroll")]
    assert failing(rows, sources) == {2}


def test_ids_are_paths_and_attachments_belong_to_their_mail(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mail = [
        "Subject: x", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "",
        "--b", "Content-Type: text/plain", "", "Tillit",
        "--b", "Content-Type: text/plain", "Content-Disposition: attachment; filename=plan.txt", "", "Kontroll",
        "--b--", "",
    ]  # fmt: skip
    Path("a.eml").write_text("\n".join(mail), encoding="utf-8")
    Path("b.txt").write_text("Styrkort", encoding="utf-8")
    rows = [
        {"id": id, "start": 0, "end": 3, "text": text}
        for id, text in [("a.eml/plan.txt", "Kon"), ("b.txt", "Sty"), ("c.txt", "Til"), ("-", "Til"), ("x\0y", "Til")]
    ]
    quotes = Quotes(rows, "rows")
    hold_against_own(quotes, ReadOptions())
    assert [failure.row for failure in quotes.failures()] == [2, 3, 4]


@pytest.mark.parametrize("missing", ["id", "start", "end", "text"])
def test_rows_that_quote_nothing_are_an_error(missing):
    row = {name: value for name, value in {"id": "a", "start": 0, "end": 1, "text": "x"}.items() if name != missing}
    with pytest.raises(og.RequestError, match=f"row 0 of t.csv .* has no column '{missing}', so it quotes nothing"):
        Quotes([row], "t.csv")


# What holds for every flipped byte ------------------------------------------


def flipped(raw, at, by):
    return raw[:at] + bytes([raw[at] ^ by]) + raw[at + 1 :]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.sampled_from([("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("cp1252", b""), ("utf-16-le", b"\xff\xfe")]),
    st.data(),
)
def test_a_flipped_byte_fails_exactly_the_rows_that_quote_it(tmp_path_factory, sentences, encoding, data):
    name, mark = encoding
    text = "\n".join(sentences)
    path = tmp_path_factory.getbasetemp() / "flipped.txt"
    raw = mark + text.encode(name)
    path.write_bytes(raw)
    (document,) = read(path)
    rows = list(og.hits(document).rows())
    if document.source != text or not rows:  # in so few words some encodings look like another
        return
    spans = [tuple(len(mark) + len(text[: row[end]].encode(name)) for end in ("start", "end")) for row in rows]
    begin, end = data.draw(st.sampled_from(spans))
    at = data.draw(st.integers(begin, end - 1))
    path.write_bytes(flipped(raw, at, data.draw(st.integers(1, 255))))
    quoting = {row for row, (begin, end) in enumerate(spans) if begin <= at < end}
    assert failing(rows, read(path)) == quoting


def test_a_flipped_byte_of_our_corpora_fails_exactly_the_rows_that_quote_it(tmp_path):
    chance = random.Random(8)
    tried = 0
    for source in sorted([*CORPORA.glob("*/text/*.txt"), *CORPORA.glob("*/text/*.md")]):
        path = tmp_path / source.name
        raw = source.read_bytes()
        path.write_bytes(raw)
        rows = list(og.hits(read(path)).rows())
        for row in chance.sample(rows, min(3, len(rows))):
            at = chance.randrange(row["byte_start"], row["byte_end"])
            path.write_bytes(flipped(raw, at, chance.randrange(1, 256)))
            quoting = {number for number, one in enumerate(rows) if one["byte_start"] <= at < one["byte_end"]}
            assert failing(rows, read(path)) == quoting
            tried += 1
    assert tried > 30


def only_letter_changed(path, before, after):
    """One byte of the file, in the one place where the word stands."""
    raw = path.read_bytes()
    assert raw.count(before) == 1
    assert len(before) == len(after)
    path.write_bytes(raw.replace(before, after))


def test_in_a_pdf(tmp_path):
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    path = tmp_path / "plan.pdf"
    drawn = canvas.Canvas(str(path), pageCompression=0)
    for number, sentence in enumerate(["Mer tillit ska ge lugn.", "Kontroll och indikator ska minska.", "Mer tillit!"]):
        drawn.drawString(72, 700 - 40 * number, sentence)
    drawn.save()
    rows = list(og.hits(read(path)).rows())
    assert [row["text"] for row in rows].count("tillit") == 2
    (number,) = [number for number, row in enumerate(rows) if row["text"] == "indikator"]
    only_letter_changed(path, b"indikator", b"indikater")
    assert failing(rows, read(path)) == {number}


def test_in_a_word_document(tmp_path):
    path = tmp_path / "plan.docx"
    with zipfile.ZipFile(CORPORA / "policies" / "text" / "sv_tillitsplan_almvik.docx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    def write(content):
        with zipfile.ZipFile(path, "w") as archive:
            for name, member in (members | {"word/document.xml": content}).items():
                archive.writestr(name, member)

    xml = members["word/document.xml"]
    write(xml)
    rows = list(og.hits(read(path)).rows())
    word = next(row["text"] for row in rows if xml.count(row["text"].encode()) == 1)
    (number,) = [number for number, row in enumerate(rows) if row["text"] == word]
    write(xml.replace(word.encode(), word[:-1].encode() + b"X"))
    assert failing(rows, read(path)) == {number}
    # Of a file that is damaged altogether all rows fail, and say so.
    path.write_bytes(path.read_bytes()[:400])
    assert failing(rows, read(path)) == set(range(len(rows)))


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_in_a_table(tmp_path, suffix):
    path = tmp_path / f"letters.{suffix}"
    texts = ["Mer tillit, tack.", 'Kunden sade "kontroll" och\nindikator.', "Tillit är bättre än kontroll."]
    if suffix == "csv":
        cells = ('"' + text.replace('"', '""') + '"' for text in texts)
        path.write_text("id,text\n" + "".join(f"{at},{cell}\n" for at, cell in enumerate(cells)), encoding="utf-8")
    else:
        lines = (
            f'{{"id": "{at}", "text": "{text}"}}\n'
            for at, text in enumerate(t.replace('"', "").replace("\n", " ") for t in texts)
        )
        path.write_text("".join(lines), encoding="utf-8")
    rows = list(og.hits(read(path)).rows())
    (number,) = [number for number, row in enumerate(rows) if row["text"] == "indikator"]
    assert len(rows) > 3
    only_letter_changed(path, b"indikator", b"indikater")
    assert failing(rows, read(path)) == {number}
