"""Mail: the text, the headers, and what is attached."""

from __future__ import annotations

import io
import random
import zipfile
from collections import Counter
from email.message import EmailMessage

import pytest

import ordagrant as og
from ordagrant.readers import ReadOptions, Skipped, documents


def letter(text: str | None = "Ingen ringde tillbaka.\n", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Åsa Påhittad <asa@vallby.example>"
    message["To"] = "Nämnden i Vallby <namnden@vallby.example>"
    message["Subject"] = "Klagomål på handläggningen"
    message["Date"] = "Fri, 01 Mar 2024 08:30:00 +0100"
    if text is not None:
        message.set_content(text)
    for name, value in headers.items():
        del message[name]
        message[name] = value
    return message


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Writes a mail and reads it, as `a.eml`."""
    monkeypatch.chdir(tmp_path)

    def read(message: EmailMessage | bytes, skipped: Skipped | None = None, **options):
        content = message if isinstance(message, bytes) else message.as_bytes()
        (tmp_path / "a.eml").write_bytes(content)
        return list(documents(["a.eml"], ReadOptions(**options), skipped or Skipped()))

    return read


def of(document: og.Document) -> tuple[str, str, str]:
    return (document.id, document.status, document.source)


# What a reader may rely on.


def test_the_source_of_a_mail_is_its_text_and_its_headers_are_meta(read):
    (document,) = read(letter())
    assert of(document) == ("a.eml", "ok", "Ingen ringde tillbaka.\n")
    assert {name: document.meta[name] for name in ("title", "author", "to", "date")} == {
        "title": "Klagomål på handläggningen",
        "author": "Åsa Påhittad <asa@vallby.example>",
        "to": "Nämnden i Vallby <namnden@vallby.example>",
        "date": "2024-03-01T08:30:00+01:00",
    }


def test_a_mail_is_a_document(tmp_path):
    (tmp_path / "a.eml").write_bytes(letter().as_bytes())
    assert og.read(tmp_path / "a.eml").source == "Ingen ringde tillbaka.\n"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
def test_the_text_is_decoded_as_the_mail_says(read, charset, cte):
    message = letter(None)
    message.set_content("Borgeren blev ikke hørt på mødet.\n", charset=charset, cte=cte)
    (document,) = read(message)
    assert document.source == "Borgeren blev ikke hørt på mødet.\n"
    assert document.encoding == ("utf-8" if charset == "utf-8" else "windows-1252")


def test_latin_1_with_quotation_marks_of_windows_is_windows_1252(read):
    head = b'From: a@b.example\nContent-Type: text/plain; charset="iso-8859-1"\nContent-Transfer-Encoding: 8bit\n\n'
    (document,) = read(head + b"\x94Nej\x94 \x96 f\xf6r sent")
    assert document.source == "”Nej” – för sent"


@pytest.mark.parametrize("charset", ["x-unknown", "utf-8", "us-ascii", "punycode", "rot13", "undefined", ""])
def test_a_charset_that_is_wrong_loses_no_text(read, charset):
    head = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    (document,) = read(head.encode() + "Tillit före kontroll".encode())
    assert of(document) == ("a.eml", "ok", "Tillit före kontroll")
    (document,) = read(head.encode() + b"abc \xff\xfe tillit")
    assert document.status == "ok"
    assert "tillit" in document.source


def test_headers_in_bare_bytes_are_read(read):
    (document,) = read("From: Åke <a@b.example>\nSubject: Mål på väg\nDate: nej\n\nHej".encode())
    assert (document.meta["title"], document.meta["author"]) == ("Mål på väg", "Åke <a@b.example>")
    assert "date" not in document.meta


def test_the_plain_text_is_read_where_there_are_two(read):
    message = letter("Det rena.\n")
    message.add_alternative("<p>Det andra.</p>", subtype="html")
    assert [document.source for document in read(message)] == ["Det rena.\n"]


def test_html_is_read_where_there_is_no_plain_text(read):
    message = letter(" \n")
    page = "<html><body><p>Handläggaren svarade aldrig på brevet om bygglovet.</p></body></html>"
    message.add_alternative(page, subtype="html", charset="iso-8859-1")
    (document,) = read(message)
    assert document.source.strip() == "Handläggaren svarade aldrig på brevet om bygglovet."
    assert (document.encoding, document.meta["title"]) == ("windows-1252", "Klagomål på handläggningen")


def test_text_around_a_picture_is_one_text(read):
    message = letter(None)
    message.make_mixed()
    for content in ("Före bilden", None, "Efter bilden"):
        part = EmailMessage()
        if content is None:
            part.set_content(b"\x89PNG", "image", "png", disposition="inline", filename="bild.png")
        else:
            part.set_content(content)
        message.attach(part)
    skipped = Skipped()
    (document,) = read(message, skipped)
    assert document.source == "Före bilden\n\n\nEfter bilden\n"
    assert skipped.by_suffix == Counter({".png": 1})


def test_attachments_are_documents_of_their_own(read):
    message = letter()
    message.add_attachment("Bilaga på svenska", filename="../plan.txt")
    message.add_attachment("id;text\nk7;Målstyrning\n", subtype="csv", filename="brev.csv")
    message.add_attachment("Igen", filename="plan.txt")
    message.add_attachment("sum,of\n1,2\n", subtype="csv", filename="tal.csv")
    message.add_attachment(b"MZ", "application", "octet-stream", filename="prog.exe")
    message.add_attachment(b"\x00\x01", "application", "x-thing")
    assert [(document.id, document.status, document.source) for document in read(message)] == [
        ("a.eml", "ok", "Ingen ringde tillbaka.\n"),
        ("a.eml/plan.txt", "ok", "Bilaga på svenska\n"),
        ("k7", "ok", "Målstyrning"),
        ("a.eml/plan-2.txt", "ok", "Igen\n"),
        ("a.eml/tal.csv", "wrong type", ""),
        ("a.eml/prog.exe", "wrong type", ""),
        ("a.eml/attachment", "wrong type", ""),
    ]


def test_a_mail_within_a_mail_is_read_with_what_is_attached_to_it(read):
    inner = letter("Det ursprungliga.\n", Subject="Första")
    inner.add_attachment("Bilaga", filename="b.txt")
    message = letter("Se nedan.\n")
    message.add_attachment(inner)
    found = read(message)
    assert list(map(of, found)) == [
        ("a.eml", "ok", "Se nedan.\n"),
        ("a.eml/attachment.eml", "ok", "Det ursprungliga.\n"),
        ("a.eml/attachment.eml/b.txt", "ok", "Bilaga\n"),
    ]
    assert found[1].meta["title"] == "Första"


def test_an_archive_that_is_attached_is_opened(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("år/a.txt", "Ja")
    message = letter()
    message.add_attachment(out.getvalue(), "application", "zip", filename="b.zip")
    assert of(read(message)[1]) == ("a.eml/b.zip/år/a.txt", "ok", "Ja")


def test_mail_is_read_in_folders_and_archives(tmp_path):
    message = letter()
    message.add_attachment("Bilaga", filename="b.txt")
    with zipfile.ZipFile(tmp_path / "post.zip", "w") as archive:
        archive.writestr("2024/a.eml", message.as_bytes())
    assert [document.id for document in og.read_corpus(tmp_path)] == [
        "post.zip/2024/a.eml",
        "post.zip/2024/a.eml/b.txt",
    ]
    pattern = og.read_corpus(tmp_path, path_pattern="post.zip/{year}/*")
    assert [document.meta["year"] for document in pattern] == ["2024", "2024"]


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "C:\\b\\c.txt", "\x00x.txt", "å" * 999 + ".txt", "a\nb.txt"])
def test_the_name_of_an_attachment_leads_nowhere(read, name):
    quoted = "".join(f"%{byte:02X}" for byte in name.encode())
    content = (
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nHej\n--x\n"
        f"Content-Disposition: attachment; filename*=utf-8''{quoted}\n\nBilaga\n--x--\n"
    )
    document = read(content.encode())[1]
    last = document.id.removeprefix("a.eml/")
    assert document.id.startswith("a.eml/")
    assert last
    assert not set("/\\\n\x00") & set(last)
    assert last not in (".", "..")
    assert len(last) < 300


# What cannot be read.


def test_a_mail_that_opens_with_a_key_is_encrypted(read):
    smime = letter(None)
    smime.set_content(b"\x30\x82", "application", "pkcs7-mime", params={"smime-type": "enveloped-data"})
    assert [(document.status, document.meta["title"]) for document in read(smime)] == [
        ("encrypted", "Klagomål på handläggningen")
    ]
    pgp = "From: a@b.example\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nVersion: 1\n--x\n\nxyz\n--x--\n"
    assert [document.status for document in read(pgp.encode())] == ["encrypted"]
    inline = letter("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")
    assert [of(document) for document in read(inline)] == [("a.eml", "encrypted", "")]
    signed = letter(None)
    signed.set_content(b"\x30\x82", "application", "pkcs7-mime", params={"smime-type": "signed-data"})
    assert [document.status for document in read(signed)] == ["unreadable"]


def test_a_signature_beside_the_text_is_no_attachment(read):
    content = (
        "From: a@b.example\nContent-Type: multipart/signed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHej\n"
        "--x\nContent-Type: application/pgp-signature; name=s.asc\n\nabc\n--x--\n"
    )
    assert list(map(of, read(content.encode()))) == [("a.eml", "ok", "Hej")]


def test_what_is_no_mail_is_damaged_and_what_is_empty_is_empty(read):
    assert [document.status for document in read(b"")] == ["empty"]
    assert [document.status for document in read(b"\n\n")] == ["empty"]
    assert [document.status for document in read(b"Bara en text\nutan huvud.")] == ["damaged"]
    assert [document.status for document in read(letter(""))] == ["empty"]
    assert [document.status for document in read(letter(None))] == ["empty"]


def test_a_mail_that_ends_too_early_is_partial(read):
    message = letter("Hela texten.\n")
    message.add_attachment("Bilaga " * 99, filename="b.txt")
    whole = message.as_bytes()
    found = read(whole[: len(whole) - 300])
    assert of(found[0]) == ("a.eml", "partial", "Hela texten.\n")


def test_an_attachment_over_the_limit_is_too_large(read):
    message = letter("Kort.\n")
    message.add_attachment("å" * 3000, filename="b.txt", cte="quoted-printable")
    size = len(message.as_bytes())
    assert [document.status for document in read(message, max_size=size)] == ["ok", "ok"]
    message = letter("Kort.\n")
    message.add_attachment(b"\n" * 30_000, "text", "plain", filename="b.txt")
    (document,) = read(message, max_size=1000)
    assert document.status == "too large"


# What is made to do harm.


def test_mail_within_mail_without_end_is_opened_five_deep(read):
    message = letter("0\n")
    for number in range(1, 9):
        outer = letter(f"{number}\n")
        outer.add_attachment(message)
        message = outer
    found = read(message)
    assert [document.source for document in found] == ["8\n", "7\n", "6\n", "5\n", "4\n", ""]
    assert found[-1].status == "wrong type"


def test_parts_within_parts_without_end_are_a_row(read):
    depth = 3000
    content = "From: a@b.example\n" + "".join(
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n" for number in range(depth)
    )
    found = read((content + "\n\nHej").encode())
    assert len(found) == 1
    assert found[0].status in ("damaged", "partial")


def test_bytes_changed_or_cut_anywhere_end_no_run(read):
    message = letter()
    message.add_alternative("<p>Hej</p>", subtype="html")
    message.add_attachment("Bilaga", filename="b.txt")
    whole = message.as_bytes()
    chance = random.Random(3)
    for _ in range(300):
        place = chance.randrange(len(whole))
        changed = whole[:place] + bytes([chance.randrange(256)]) + whole[place + 1 :]
        for document in [*read(changed), *read(whole[:place])]:
            assert document.source.encode() == document.utf8
