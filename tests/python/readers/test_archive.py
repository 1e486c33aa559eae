"""Archives, and folders as they are found: what is in them, and what is made to do harm."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.readers import ReadOptions, Skipped, archive, documents


def zipped(members: dict[str, bytes | str] | list[tuple[str, bytes | str]], compression=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as written:
        for name, content in members.items() if isinstance(members, dict) else members:
            written.writestr(name, content)
    return out.getvalue()


def raw(name: bytes, content: bytes, *, flags: int = 0, size: int | None = None, method: int = 8) -> bytes:
    """An archive of one member, of which everything may be a lie."""
    packed = zlib.compress(content, wbits=-15) if method == 8 else content
    size = len(content) if size is None else size
    about = struct.pack("<HHHHIIIHH", flags, method, 0, 33, zlib.crc32(content), len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<H", 20) + about + name + packed
    listed = b"PK\x01\x02" + struct.pack("<HH", 20, 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(local), 0)


@pytest.fixture
def read(tmp_path):
    """Writes an archive and reads it; gives (id, status, source) of each document."""

    def read(content: bytes, **options):
        (tmp_path / "x.zip").write_bytes(content)
        found = documents([str(tmp_path / "x.zip")], ReadOptions(**options), Skipped())
        return [(document.id, document.status, document.source) for document in found]

    return read


# What a reader may rely on.


def test_members_are_read_by_path_and_known_by_it(read):
    content = zipped({"b/två.txt": "Tillit", "a.md": "Mål", "b/brev.csv": "id,text\nk7,Ja\n", "b/": ""})
    assert read(content) == [("a.md", "ok", "Mål"), ("k7", "ok", "Ja"), ("b/två.txt", "ok", "Tillit")]


def test_an_archive_in_a_folder_is_like_a_folder(tmp_path):
    (tmp_path / "år" / "2024").mkdir(parents=True)
    (tmp_path / "år" / "2024.zip").write_bytes(zipped({"a.txt": "Inne"}))
    (tmp_path / "år" / "2024" / "a.txt").write_text("Ute", encoding="utf-8")
    found = [(document.id, document.source) for document in og.read_corpus(tmp_path)]
    assert found == [("år/2024.zip/a.txt", "Inne"), ("år/2024/a.txt", "Ute")]


def test_an_archive_within_an_archive_is_opened_and_one_within_that_is_not(read):
    third = zipped({"c.txt": "Tre"})
    second = zipped({"b.txt": "Två", "c.zip": third})
    assert read(zipped({"a.txt": "Ett", "b.zip": second})) == [
        ("a.txt", "ok", "Ett"),
        ("b.zip/b.txt", "ok", "Två"),
        ("b.zip/c.zip", "wrong type", ""),
    ]


def test_other_files_of_an_archive_are_counted(tmp_path):
    members = {"a.txt": "Ja", "b.PNG": b"\x89PNG", "c": "", "__MACOSX/._a.txt": b"\x00\x05\x16\x07"}
    (tmp_path / "x.zip").write_bytes(zipped(members))
    skipped = Skipped()
    assert [document.id for document in documents([str(tmp_path / "x.zip")], ReadOptions(), skipped)] == ["a.txt"]
    assert skipped.by_suffix == Counter({".png": 1, "no suffix": 1, ".txt": 1})


def test_a_table_of_an_archive_without_the_column_is_a_row(read):
    assert read(zipped({"a.csv": "x,y\n1,2\n", "b.txt": "Ja"})) == [("a.csv", "wrong type", ""), ("b.txt", "ok", "Ja")]


@pytest.mark.parametrize("name", ["Bråk på møde.txt", "Ærø.txt"])
@pytest.mark.parametrize(("encoding", "flags"), [("utf-8", 0x800), ("utf-8", 0), ("cp850", 0)])
def test_names_are_read_in_the_encoding_that_they_are_in(read, name, encoding, flags):
    assert read(raw(name.encode(encoding), b"Ja", flags=flags)) == [(name, "ok", "Ja")]


def test_no_name_leads_out_of_the_archive(read):
    names = ["../../etc/x.txt", "/y.txt", "a\\b.txt", "./c//d.txt"]
    assert [row_id for row_id, _, _ in read(zipped(dict.fromkeys(names, "Ja")))] == [
        "a/b.txt",
        "c/d.txt",
        "etc/x.txt",
        "y.txt",
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_two_documents(read):
    content = zipped([("a.txt", "Ett"), ("a.txt", "Två"), ("a-2.txt", "Tre")])
    found = read(content)
    assert {source for _, _, source in found} == {"Ett", "Två", "Tre"}
    assert len({row_id for row_id, _, _ in found}) == 3


def test_an_archive_is_no_single_document(tmp_path):
    (tmp_path / "x.zip").write_bytes(zipped({"a.txt": "Ja"}))
    with pytest.raises(og.RequestError, match="is an archive of documents"):
        og.read(tmp_path / "x.zip")


# What is damaged, or made to do harm.


def test_what_is_no_archive_or_half_of_one_is_damaged(read):
    whole = zipped({"a.txt": "Ja", "b.txt": "Nej"})
    for content in (b"", b"PK\x03\x04", whole[: len(whole) // 2], whole[:-1]):
        assert [status for _, status, _ in read(content)] == ["damaged"]
    assert read(zipped({})) == []


def test_bytes_changed_anywhere_end_no_run(read):
    whole = zipped({"a.txt": "Tillit före kontroll", "b.csv": "id,text\n1,Ja\n", "c.zip": zipped({"d.txt": "Mål"})})
    for place in range(len(whole)):
        read(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])


def test_a_member_that_opens_with_a_password_is_encrypted_and_the_others_are_read(read):
    assert read(raw(b"a.txt", b"Ja", flags=1)) == [("a.txt", "encrypted", "")]


def test_a_compression_that_is_not_there_is_unreadable(read):
    assert read(raw(b"a.txt", b"Ja", method=9)) == [("a.txt", "unreadable", "")]


def test_a_member_that_unpacks_to_a_thousand_times_its_size_is_too_large(read):
    bomb = zipped({"a.txt": b"0" * 10_000_000, "b.txt": "Ja"})
    assert len(bomb) < 20_000
    assert read(bomb) == [("a.txt", "too large", ""), ("b.txt", "ok", "Ja")]


def test_a_member_over_the_limit_is_too_large(read):
    assert read(zipped({"a.txt": os.urandom(300).hex(), "b.txt": "Ja"}), max_size=300) == [
        ("a.txt", "too large", ""),
        ("b.txt", "ok", "Ja"),
    ]


def test_a_member_is_not_unpacked_beyond_what_it_says(read):
    assert [status for _, status, _ in read(raw(b"a.txt", b"0" * 900_000, size=10))] == ["damaged"]


def test_an_archive_of_archives_has_one_budget_for_all(read, monkeypatch):
    monkeypatch.setattr(archive, "_SMALL", 1 << 30)
    part = zipped({f"{number}.txt": b"0" * 100_000 for number in range(20)})
    found = read(zipped({f"{number}.zip": part for number in range(20)}, zipfile.ZIP_STORED), max_size=200_000)
    unpacked = sum(len(source) for _, _, source in found)
    assert 0 < unpacked <= 100 * 20 * len(part) + 20 * len(part)
    assert Counter(status for _, status, _ in found).keys() == {"ok", "too large"}


def test_an_archive_of_more_members_than_fit_in_memory_is_too_large(read, monkeypatch):
    monkeypatch.setattr(archive, "_MOST_MEMBERS", 3)
    assert [status for _, status, _ in read(zipped({f"{number}.txt": "" for number in range(4)}))] == ["too large"]
    assert [status for _, status, _ in read(zipped({f"{number}.txt": "Ja" for number in range(3)}))] == ["ok"] * 3


# Content against suffix.


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (zipped({"word/document.xml": "<w/>"}), "a zip archive, as those of Word, Excel and OpenDocument are"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
            "a file of an older Office, from before 2007, or an encrypted one",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "a picture (PNG)"),
        (rb"{\rtf1\ansi Hej}", "RTF"),
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.csv", "x.jsonl", "x.eml"])
def test_a_text_that_is_none_says_what_it_is(tmp_path, name, content, kind):
    (tmp_path / name).write_bytes(content)
    (document,) = og.read_corpus(tmp_path / name)
    assert (document.status, document.reason) == ("wrong type", f"the content is {kind}")
    (tmp_path / "x.zip").write_bytes(zipped({name: content}))
    (document,) = og.read_corpus(tmp_path / "x.zip")
    assert (document.id, document.status) == (name, "wrong type")


def test_what_comes_by_a_pipe_is_looked_at_too(ordagrant):
    done = ordagrant("text", "-", stdin=b"%PDF-1.4 ...")
    assert [row["status"] for row in done.rows] == ["wrong type"]
    assert "the content is a PDF" in done.err


def test_a_text_about_files_is_a_text(tmp_path):
    for content in ("PDF:en saknas", "PK är förkortningen", "%PDF är en fil", "MM", ""):
        (tmp_path / "x.txt").write_text(content, encoding="utf-8")
        assert og.read(tmp_path / "x.txt").source == content


# Folders.


def test_files_of_a_folder_come_in_the_order_of_their_paths(tmp_path):
    for name in ("b/a.txt", "b-a.txt", "b.txt", "a/z.txt", "a/å/x.txt", "a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Ja", encoding="utf-8")
    found = [document.id for document in og.read_corpus(tmp_path)]
    assert found == sorted(found)
    assert len(found) == 6


def test_a_folder_deeper_than_python_recurses_is_read(tmp_path):
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1200):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.txt").write_text("Djupt", encoding="utf-8")
        (document,) = og.read_corpus(tmp_path)
        assert document.source == "Djupt"
        assert document.id.count("/") == 1200
        Path("a.txt").unlink()
    finally:
        # Nobody else could remove it: shutil recurses.
        while Path.cwd() != tmp_path:
            os.chdir("..")
            Path("d").rmdir()
        os.chdir(here)


def test_links_that_lead_nowhere_or_in_a_circle_are_rows(tmp_path):
    os.symlink(tmp_path / "none.txt", tmp_path / "a.txt")
    os.symlink(tmp_path / "b.txt", tmp_path / "b.txt")
    os.symlink(tmp_path, tmp_path / "c")
    os.mkfifo(tmp_path / "d.txt")
    found = [(document.id, document.status) for document in og.read_corpus(tmp_path)]
    assert found == [("a.txt", "unreadable"), ("b.txt", "unreadable"), ("d.txt", "unreadable")]


def test_a_file_that_vanishes_while_the_folder_is_read_is_a_row(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("Ja", encoding="utf-8")
    walk = iter(og.read_corpus(tmp_path))
    assert next(walk).status == "ok"
    (tmp_path / "b.txt").unlink()
    assert [(document.id, document.status) for document in walk] == [("b.txt", "unreadable"), ("c.txt", "ok")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_cannot_be_listed_is_a_row(tmp_path):
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "open.txt").write_text("Ja", encoding="utf-8")
    try:
        found = [(document.id, document.status) for document in og.read_corpus(tmp_path)]
        assert found == [("closed", "unreadable"), ("open.txt", "ok")]
        closed = [(document.id, document.status) for document in og.read_corpus(tmp_path / "closed")]
        assert closed == [(str(tmp_path / "closed"), "unreadable")]
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_folder_that_vanishes_or_fails_is_a_row(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text("Ja", encoding="utf-8")
    scandir = os.scandir

    def failing(path):
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    found = [(document.id, document.status, document.reason) for document in og.read_corpus(tmp_path)]
    assert found == [("a", "unreadable", "Permission denied"), ("b.txt", "ok", None)]


def test_many_members_of_one_name_are_named_without_trying_every_number():
    taken: dict[str, int] = {}
    names = [archive.unlike("a.txt", taken) for _ in range(50_000)]  # minutes, if each began again at 2
    assert names[:3] == ["a.txt", "a-2.txt", "a-3.txt"]
    assert len(set(names)) == len(names)


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "a-2-2", "a.txt", "a-2.txt"]), max_size=30))
def test_names_are_those_that_trying_every_number_gives(paths):
    taken: dict[str, int] = {}
    slow: list[str] = []
    for path in paths:
        stem, _, suffix = path.partition(".")
        tried = (f"{stem}-{number}{'.' if suffix else ''}{suffix}" for number in range(2, 99))
        slow.append(path if path not in slow else next(name for name in tried if name not in slow))
    assert [archive.unlike(path, taken) for path in paths] == slow


def test_names_of_members_do_not_steer_a_terminal(read):
    assert [id for id, _, _ in read(zipped({"x\x1b[31m\n\u202e.txt": "Tillit"}))] == ["x [31m .txt"]
