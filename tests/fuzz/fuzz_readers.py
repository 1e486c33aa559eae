"""Any bytes as a file of every kind that is read: it gives rows, in time and without much memory, and never an error.

    fuzz_readers.py --minutes 20 --seed 1 --findings FOLDER
    fuzz_readers.py FILE...            reads these as the fuzzer does

Files of `corpora/` and some that are made here are changed at random, also what the members of archives and the
streams of PDFs hold. Processes of their own read them, so that a file that makes one crash, hang or take much is found.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "python"), str(ROOT / "tests" / "python" / "readers")]

import pyarrow as pa
import pyarrow.parquet
from packing import packed
from test_odt import NUMBERS, items, p, package
from test_sheet import sheet, workbook

from ordagrant.document import Document
from ordagrant.errors import RequestError
from ordagrant.readers import ReadOptions, Skipped, documents

STATUSES = {"ok", "partial", "empty", "no text layer", "encrypted", "damaged", "unreadable", "wrong type", "too large"}
TABLES = {".csv", ".tsv", ".jsonl", ".parquet", ".xlsx", ".zip"}
SECONDS = 10  # of the processor, for a file of a few kilobytes
MEMORY = 1 << 30  # bytes
FILES = 500  # that one process reads
LARGEST = 16 << 20  # bytes of a document

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)

# What means something in one of the formats.
WORDS = [
    b"\0", b"\r", b"\n\n", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xa8", b'"', b'""', b"'", b",",
    b";", b"\t", b"\\", b"\\ud800", b"{", b"}", b"[", b"[[[[[[[[", b"null", b"NaN", b"1e999", b"-1", b"0", b"65536",
    b"4294967295", b"9999999999999999999", b"<", b">", b"</", b"/>", b"&amp;", b"&#0;", b"&#xD800;", b"&x;", b"<!--",
    b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"<div>", b"<table>", b"<tr><td>", b"<p>",
    b"<script>", b"<w:p>", b"</w:p>", b"<w:tbl>", b'<w:numId w:val="1"/>', b'<w:fldChar w:fldCharType="begin"/>',
    b"<w:txbxContent>", b"<text:p>", b"<text:list>", b'text:c="999999999"', b"<text:s/>", b"PK\x03\x04",
    b"PK\x05\x06", b"../", b"endstream", b"endobj", b"1 0 R", b"BT", b"Tj", b"/Length 0", b"%PDF-1.4", b"<c ",
    b' t="s"', b"<v>", b"<row ", b"Content-Type: message/rfc822\n\n", b"--==\n", b"boundary=", b"=?utf-8?q?=C3=A5?=",
    b"Content-Transfer-Encoding: base64\n", "mål".encode(), "tillit".encode("utf-16"),
]  # fmt: skip


def seeds() -> dict[str, list[bytes]]:
    """Sound files by suffix."""
    found: dict[str, list[bytes]] = {}
    for path in sorted((ROOT / "corpora").glob("*/text/*")):
        found.setdefault(path.suffix, []).append(path.read_bytes())
    for path in sorted((ROOT / "corpora").glob("*/*.jsonl")):
        found.setdefault(".jsonl", []).append(b"".join(path.read_bytes().splitlines(keepends=True)[:20]))
    rows = [("id", "text", "date"), ("1", "Mer tillit, tack!", "2024-03-12"), ("2", 'Han sa:\n"Nej"', "2024-03-13")]
    quoted = [[str(cell).replace('"', '""') for cell in row] for row in rows]
    found[".csv"] = ["".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in quoted).encode("cp1252")]
    found[".tsv"] = ["".join("\t".join(cell.replace("\n", " ") for cell in row) + "\n" for row in rows).encode()]
    found[".xlsx"] = [workbook({"Blad1": sheet(rows), "Blad2": sheet([("a", "b"), (1, 2.5)])})]
    parquet = BytesIO()
    pyarrow.parquet.write_table(pa.table({"id": [1, 2], "text": ["Mer tillit.", None], "n": [0.5, None]}), parquet)
    found[".parquet"] = [parquet.getvalue()]
    heading = '<text:h text:outline-level="1">Mål</text:h>'
    table = (
        f"<table:table><table:table-row><table:table-cell>{p('a')}</table:table-cell></table:table-row></table:table>"
    )
    found[".odt"] = [package(heading + items(p('ett<text:s text:c="3"/>två')) + table, NUMBERS)]
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["Date"] = (
        "Svår fråga",
        "a@post.example",
        "Tue, 12 Mar 2024 10:00:00 +0100",
    )
    letter.set_content("Hej!\n\nMer tillit.\n\n> Mindre kontroll?\n")
    letter.add_alternative("<p>Hej!</p><p>Mer <b>tillit</b>.</p>", subtype="html")
    letter.add_attachment(found[".csv"][0], maintype="text", subtype="csv", filename="bilaga.csv")
    found[".eml"] = [letter.as_bytes()]
    members = {f"in/{number}{suffix}": contents[0] for number, (suffix, contents) in enumerate(sorted(found.items()))}
    found[".zip"] = [
        packed(members),
        packed({"a.txt": b"Tillit", "b/a.txt": b"M\xe5l", "b.zip": packed({"c.txt": b"a"})}),
    ]
    return found


class Changes:
    """Changes files at random; the same numbers give the same files."""

    def __init__(self, all_seeds: dict[str, list[bytes]]) -> None:
        self._seeds = all_seeds
        self._suffixes = sorted(all_seeds)

    def file(self, seed: int, number: int) -> tuple[str, bytes]:
        """The suffix and the content of a file."""
        chance = random.Random(f"{seed} {number}")
        suffix = self._suffixes[number % len(self._suffixes)]
        content = chance.choice(self._seeds[suffix])
        if zipfile.is_zipfile(BytesIO(content)) and chance.random() < 0.7:
            return suffix, self._in_member(chance, content)
        if suffix == ".pdf" and chance.random() < 0.5:
            return suffix, self._in_stream(chance, content)
        return suffix, self._changed(chance, content, chance.choice(self._seeds[suffix]))

    def _in_member(self, chance: random.Random, content: bytes) -> bytes:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = {about.filename: archive.read(about) for about in archive.infolist()}
        name = chance.choice(sorted(members))
        members[name] = self._changed(chance, members[name], chance.choice(sorted(members.values())))
        return packed(members)

    def _in_stream(self, chance: random.Random, content: bytes) -> bytes:
        begin, end = chance.choice([found.span(1) for found in STREAM.finditer(content)])
        try:
            inside = zlib.decompress(content[begin:end])
        except zlib.error:
            inside = content[begin:end]
        return content[:begin] + zlib.compress(self._changed(chance, inside, inside)) + b"\n" + content[end:]

    def _changed(self, chance: random.Random, content: bytes, other: bytes) -> bytes:
        changed = bytearray(content)
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            at = chance.randrange(len(changed) + 1)
            to = min(len(changed), at + chance.choice((1, 2, 8, 64, 1024)))
            match chance.randrange(7):
                case 0:
                    changed[at:to] = b""
                case 1:
                    changed[at:to] = bytes([chance.randrange(256)])
                case 2 | 3:
                    changed[at:at] = chance.choice(WORDS)
                case 4:
                    changed[at:at] = changed[at:to] * chance.choice((1, 2, 200))
                case 5:
                    begin = chance.randrange(len(other) + 1)
                    changed[at:to] = other[begin : begin + to - at]
                case _:
                    changed[at:to] = bytes(chance.choice(b"<>\"'&;,\t\n0aZ\xc3\x00") for _ in range(to - at))
        return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.05 else changed)


def shown(found: list[Document]) -> list[tuple[object, ...]]:
    """What must be the same whenever a file is read."""
    return [(one.id, one.utf8, one.status, one.encoding, one.reason, one.pages, repr(one.meta)) for one in found]


def read(path: Path) -> tuple[list[Document], Skipped]:
    """The rows of a file, read as a user's is, and what was passed over."""
    skipped = Skipped()
    return list(documents([str(path)], ReadOptions(max_size=LARGEST), skipped)), skipped


def check(path: Path) -> Counter[str]:
    """Reads a file, and asks of each row what every row promises."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        found, skipped = read(path)
    except RequestError:
        if path.suffix not in TABLES:
            raise
        return Counter(["refused"])  # the column of texts is called otherwise, or stands twice
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    assert found or skipped.by_suffix, "a file without a row"
    for document in found:
        assert document.status in STATUSES, document.status
        text = document.utf8.decode()
        assert text.strip() or document.status != "ok"
        assert not text.strip() or document.status in ("ok", "partial"), document.status
        assert document.status in ("ok", "empty") or document.reason or document.pages_without_text, document.status
        assert (document.pages_read or 0) <= (document.pages or 0)
    assert shown(found) == shown(read(path)[0]), "read twice, it differs"
    used = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert used < MEMORY, f"{used >> 20} MiB"
    return Counter(document.status for document in found)


def work(seed: int, first: int, until: float, folder: Path) -> None:
    """Reads files and says on stdout what came out of each; the one at hand stands in the folder."""
    changes = Changes(seeds())
    for number in range(first, first + FILES):
        if time.time() > until:
            return
        suffix, content = changes.file(seed, number)
        path = folder / f"file{suffix}"
        path.write_bytes(content)
        print(json.dumps({"number": number, "file": path.name}), flush=True)
        statuses = check(path)
        print(json.dumps({"number": number, "statuses": statuses}), flush=True)
        path.unlink()


def fuzz(seed: int, minutes: float, findings: Path) -> int:
    """Lets processes read files until the time is over; gives the number of findings."""
    findings.mkdir(parents=True, exist_ok=True)
    statuses: Counter[str] = Counter()
    files = wrong = number = 0
    until = time.time() + 60 * minutes
    while time.time() < until:
        with tempfile.TemporaryDirectory() as folder:
            asked = ["--seed", seed, "--worker", folder, "--first", number, "--until", until]
            done = subprocess.run(
                [sys.executable, __file__, *map(str, asked)], capture_output=True, text=True, check=False
            )
            said = [json.loads(line) for line in done.stdout.splitlines()]
            for line in said:
                if "statuses" in line:
                    files += 1
                    statuses += Counter(line["statuses"])
            number = said[-1]["number"] + 1 if said else number
            if done.returncode:
                wrong += 1
                for left in Path(folder).iterdir():
                    kept = findings / f"{seed}-{number - 1}{left.suffix}"
                    kept.write_bytes(left.read_bytes())
                    print(f"finding: {kept}")
                print(f"exit {done.returncode}: {done.stderr.strip()[-800:]}", flush=True)
                if not said:
                    break  # it cannot even begin
    print(f"{files} files, {wrong} findings; rows by status: {dict(statuses.most_common())}")
    return wrong


def main() -> int:
    """The fuzzer, one of its processes, or files that it found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--until", type=float, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY, 4 * MEMORY))
    if asked.worker:
        work(asked.seed, asked.first, asked.until, asked.worker)
        return 0
    if asked.files:
        for path in asked.files:
            print(path, dict(check(path)))
        return 0
    return 1 if fuzz(asked.seed, asked.minutes, asked.findings) else 0


if __name__ == "__main__":
    sys.exit(main())
