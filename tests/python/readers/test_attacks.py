"""Files that were made to do harm: what each gives, by the table of .github/SECURITY.md."""

from __future__ import annotations

import ast
import re
import time
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from packing import packed

import ordagrant as og
from ordagrant.readers import ReadOptions, Skipped, documents

ROOT = Path(__file__).parents[3]
MEBIBYTE = 1 << 20
SOUND = "Nämnden vill ha tillit i stället för målstyrning.\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
OASIS_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def _docx(body: str, declared: str = "") -> bytes:
    xml = f'{declared}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": xml.encode()})


def _odt(body: str, declared: str = "") -> bytes:
    names = f'xmlns:office="{OFFICE}" xmlns:text="{OASIS_TEXT}"'
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    xml = f"{declared}<office:document-content {names}>{content}</office:document-content>"
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": xml.encode()})


def _laughs(root: str) -> str:
    """A document type whose entities are ten of the one before: a billion words."""
    entities = '<!ENTITY a0 "tillit ">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10)
    )
    return f"<!DOCTYPE {root} [{entities}]>"


def _pdf_of(stream: bytes) -> bytes:
    """A PDF of one page whose content unpacks to much more than it takes."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
    ]
    content = b"%PDF-1.5\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%b endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 5\n0000000000 65535 f \n" + table
    return content + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def _letter_in_letters(depth: int) -> bytes:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "Tillit", "a@post.example"
    letter.set_content(SOUND)
    for _ in range(depth):
        around = EmailMessage()
        around["Subject"], around["From"] = "Vidare", "b@post.example"
        around.set_content("Se bifogat.")
        around.add_attachment(letter)
        letter = around
    return letter.as_bytes()


def _nested(depth: int) -> bytes:
    content = SOUND.encode()
    for number in range(depth):
        content = packed({"in.txt" if number == 0 else "in.zip": content})
    return content


# name: the file, the statuses that its rows may have, and what a reason must say
ATTACKS: dict[str, tuple[bytes, set[str], str]] = {
    "bomb.zip": (packed({"a.txt": b"0" * (64 * MEBIBYTE)}), {"too large"}, "times its size"),
    "bomb.docx": (packed({"word/document.xml": b" " * (64 * MEBIBYTE)}), {"damaged"}, "far more than text"),
    "bomb.odt": (packed({"content.xml": b" " * (64 * MEBIBYTE)}), {"damaged"}, "far more than text"),
    "bomb.pdf": (_pdf_of(zlib.compress(b" " * (256 * MEBIBYTE), 9)), {"ok", "empty", "damaged", "too large"}, ""),
    "laughs.docx": (_docx("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", _laughs("w:document")), {"damaged"}, ""),
    "laughs.odt": (_odt("<text:p>&a9;</text:p>", _laughs("office:document-content")), {"damaged"}, ""),
    "outside.docx": (
        _docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        {"damaged"},
        "document type",
    ),
    "outside.html": (
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>Tillit &x; i dag.</p></body></html>',
        {"ok"},
        "",
    ),
    "deep.html": (b"<div>" * 100_000 + SOUND.encode() + b"</div>" * 100_000, {"ok", "partial", "damaged"}, ""),
    "deep.docx": (_docx("<w:p>" * 20_000 + "</w:p>" * 20_000), {"damaged", "empty"}, ""),
    "deep.zip": (_nested(5), {"wrong type"}, "so deep"),
    "deep.eml": (_letter_in_letters(12), {"ok", "wrong type"}, ""),
    "climbing.zip": (
        packed({"../../climbed.txt": SOUND.encode(), "/tmp/climbed.txt": SOUND.encode(), "C:\\climbed.txt": b"Tillit"}),
        {"ok"},
        "",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_made_to_do_harm_is_a_row_and_the_next_file_is_read(tmp_path, name):
    content, statuses, reason = ATTACKS[name]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "z.txt").write_text(SOUND, encoding="utf-8")
    start = time.process_time()
    rows = list(documents([str(folder)], ReadOptions(max_size=128 * MEBIBYTE), Skipped()))
    assert (rows[-1].id, rows[-1].status) == ("z.txt", "ok")
    assert len(rows) > 1
    for row in rows[:-1]:
        assert row.status in statuses, (row.id, row.status, row.reason)
        assert row.id.startswith(name)
        assert len(row.source) <= 128 * MEBIBYTE
        assert "root:" not in row.source
    assert any(re.search(reason, row.reason or "") for row in rows[:-1])
    assert time.process_time() - start < 60  # no limit of speed: what goes on for ever is to fail here
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(["in", name, "z.txt"])
    assert not Path("/tmp/climbed.txt").exists()


def test_no_link_of_a_folder_leads_out_of_it(tmp_path):
    folder, outside = tmp_path / "in", tmp_path / "outside"
    for made in (folder, folder / "under", outside):
        made.mkdir()
    (outside / "secret.txt").write_text("hemligt", encoding="utf-8")
    (folder / "a.txt").write_text(SOUND, encoding="utf-8")
    (folder / "under" / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "under" / "up.txt").symlink_to("../../outside/secret.txt")
    (folder / "whole").symlink_to(outside)
    rows = {row.id: row for row in og.read_corpus(folder)}
    assert {id: row.status for id, row in rows.items()} == {
        "a.txt": "ok",
        "link.txt": "unreadable",
        "under/inside.txt": "ok",
        "under/up.txt": "unreadable",
    }
    assert rows["link.txt"].reason == "it is a link out of the folder, which nobody named"
    assert not any("hemligt" in row.source for row in rows.values())
    # Whoever names a link means what it leads to.
    assert og.read(folder / "link.txt").source == "hemligt"
    (tmp_path / "linked").symlink_to(folder)
    assert [row.status for row in og.read_corpus(tmp_path / "linked")] == [row.status for row in rows.values()]


def test_what_the_package_loads_can_run_no_code():
    loading = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
    for path in (ROOT / "python" / "ordagrant").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            assert not loading & {name.split(".")[0] for name in names}, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec"}, path
