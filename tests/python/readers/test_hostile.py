"""A folder in which everything is wrong: each file is a row with a status, and the sound ones are read."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packing import packed

SOUND = "Nämnden vill ha tillit i stället för målstyrning.\n"

GIBIBYTE = 1 << 30


def _pdf(text: str, **options: object) -> bytes:
    from reportlab.pdfgen import canvas

    content = io.BytesIO()
    page = canvas.Canvas(content, **options)
    page.drawString(72, 720, text)
    page.save()
    return content.getvalue()


def _docx(text: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return packed({"word/document.xml": body.encode()})


@pytest.fixture
def hostile(tmp_path):
    from reportlab.lib import pdfencrypt

    folder = tmp_path / "in"
    folder.mkdir()
    rubbish = random.Random(5).randbytes
    pdf = _pdf("Tillit före kontroll i kommunen")
    docx = _docx(SOUND * 400)
    files = {
        "sound.txt": SOUND.encode(),
        "sound.pdf": pdf,
        "sound.docx": docx,
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "nul.txt": b"Till\0it\0" * 100,
        "latin1.txt": SOUND.encode("latin-1"),
        "utf16.txt": SOUND.encode("utf-16"),
        "a_pdf.txt": pdf,
        "a_text.pdf": SOUND.encode(),
        "encrypted.pdf": _pdf("Tillit", encrypt=pdfencrypt.StandardEncryption("hemligt", canPrint=0)),
        "truncated.pdf": pdf[: len(pdf) // 3],
        "truncated.docx": docx[: len(docx) // 2],
        "not_a.docx": b"PK but no more",
        "no_body.docx": packed({"word/other.xml": b"<a/>"}),
        "entities.docx": packed(
            {"word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}
        ),
        "deep.html": b"<html><body>" + b"<div>" * 50_000 + "Tillit före kontroll.".encode() + b"</div>" * 50_000,
        "rubbish.xlsx": rubbish(2000),
        "rubbish.odt": rubbish(2000),
        "rubbish.zip": b"PK\x03\x04" + rubbish(2000),
        "rubbish.eml": rubbish(2000),
        "rubbish.html": rubbish(2000),
        "rubbish.txt": rubbish(2000),
        "rubbish.csv": rubbish(2000),
        "rubbish.jsonl": rubbish(2000),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "loop").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    return folder


STATUSES = {
    "sound.txt": {"ok"},
    "sound.pdf": {"ok"},
    "sound.docx": {"ok"},
    "empty.txt": {"empty"},
    "blank.txt": {"empty"},
    "latin1.txt": {"ok"},
    "utf16.txt": {"ok"},
    "a_pdf.txt": {"wrong type"},
    "a_text.pdf": {"damaged", "wrong type"},
    "encrypted.pdf": {"encrypted"},
    "truncated.pdf": {"damaged"},
    "truncated.docx": {"damaged"},
    "not_a.docx": {"damaged", "wrong type"},
    "no_body.docx": {"damaged"},
    "entities.docx": {"damaged", "empty"},
    "rubbish.xlsx": {"damaged", "wrong type"},
    "rubbish.odt": {"damaged", "wrong type"},
    "rubbish.zip": {"damaged"},
    "dangling.txt": {"unreadable"},
}


@pytest.mark.parametrize("verb", ["text", "score", "language"])
def test_every_file_is_a_row_with_a_status_and_none_harms_another(ordagrant, hostile, verb):
    outcome = ordagrant(verb, "in")
    assert outcome.code == 1
    statuses = {row["id"]: row["status"] for row in outcome.rows}
    for name, allowed in STATUSES.items():
        assert statuses[name] in allowed, (name, statuses[name])
    for path in hostile.iterdir():
        if path.name != "loop":
            assert any(id == path.name or id.startswith(path.name) for id in statuses), path.name
    assert "Traceback" not in outcome.err
    assert outcome.err.splitlines()[-1].startswith(f"{len(outcome.rows)} documents: ")


def test_no_entity_of_a_document_is_fetched(ordagrant, hostile):
    texts = [row["text"] for row in ordagrant("text", "in").rows]
    assert not any("root:" in text for text in texts)


def test_what_is_sound_reads_the_same_alone(ordagrant, hostile):
    together = {row["id"]: row for row in ordagrant("score", "in").rows}
    alone = ordagrant("score", "in/sound.txt").rows[0]
    assert together["sound.txt"] == alone | {"id": "sound.txt"}


def _peak(arguments: list[str], folder: Path) -> tuple[int, int, bytes]:
    """The exit code, the most memory in bytes and the output of a run of its own."""
    command = [sys.executable, "-m", "ordagrant", *arguments]
    script = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=open('out.jsonl', 'wb'));"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", script, *command], cwd=folder, capture_output=True, check=True)
    code, kilobytes = map(int, done.stdout.split())
    return code, kilobytes * 1024, done.stderr


def _huge_files(folder: Path) -> None:
    words = "Kommunen vill ha tillit och inte kontroll av arbetet med äldre i hemmet "
    with (folder / "line.txt").open("w", encoding="utf-8") as file:
        for _ in range(1000):
            file.write(words * (200_000 // len(words.encode())))
    with (folder / "page.html").open("w", encoding="utf-8") as file:
        file.write("<html><head><title>Protokoll</title></head><body><main>")
        for number in range(50_000_000 // 1000):
            file.write(f"<p>{number}: {words * 13}</p>\n")
        file.write("</main></body></html>")
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("bomb.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(2000):
            member.write(b"0" * (1 << 20))
    (folder / "bomb.zip").write_bytes(bomb.getvalue())
    docx = io.BytesIO()
    with (
        zipfile.ZipFile(docx, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(1000):
            member.write(b" " * (1 << 20))
    (folder / "bomb.docx").write_bytes(docx.getvalue())
    _million_cells(folder / "cells.xlsx")


def _million_cells(path: Path) -> None:
    """A sheet of 100,000 rows and ten columns, written by hand: strings in the cells."""
    header = (
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ["id", "text", *"abcdefgh"])
        + "</row>"
    )
    cell = '<c t="inlineStr"><is><t>Tillit</t></is></c>'
    rows = "".join(f'<row><c t="inlineStr"><is><t>{number}</t></is></c>{cell * 9}</row>' for number in range(100_000))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    path.write_bytes(
        packed(
            {
                "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>'.encode(),
                "xl/workbook.xml": (
                    f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
                    "</sheets></workbook>"
                ).encode(),
                "xl/_rels/workbook.xml.rels": (
                    f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                    f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
                ).encode(),
                "xl/worksheets/sheet1.xml": (
                    f'<worksheet xmlns="{main}"><sheetData>{header}{rows}</sheetData></worksheet>'
                ).encode(),
            }
        )
    )


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["text", "score"])
def test_huge_files_take_less_than_one_and_a_half_gibibytes(tmp_path, verb):
    (tmp_path / "in").mkdir()
    _huge_files(tmp_path / "in")
    code, peak, err = _peak([verb, "in"], tmp_path)
    assert b"Traceback" not in err, err.decode()
    assert code == 1
    assert b"too large" in err
    assert peak < 1.5 * GIBIBYTE


def test_a_file_that_is_deleted_while_the_folder_is_read_is_a_row(tmp_path, monkeypatch):
    import ordagrant as og

    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(SOUND, encoding="utf-8")
    corpus = iter(og.read_corpus(tmp_path))
    assert next(corpus).status == "ok"
    (tmp_path / "b.txt").unlink()
    assert [(document.id, document.status) for document in corpus] == [("b.txt", "unreadable"), ("c.txt", "ok")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_row(ordagrant, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "closed.txt").write_text(SOUND, encoding="utf-8")
    (tmp_path / "in" / "closed.txt").chmod(0)
    outcome = ordagrant("score", "in")
    assert outcome.rows[0]["status"] == "unreadable"
