"""How long the page of a folder of 200 pages of PDF takes, and how large it is: `python tests/bench/report_page.py`.

The PDFs are made of sentences of corpora/, drawn with a seed; beside them a reader of the same pages that does nothing
else is timed, so that it can be seen what reading costs. The limits are 20 s and 3 MB.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

import ordagrant as og

ROOT = Path(__file__).parents[2]
DOCUMENTS, PAGES = 10, 20
WORDS = 420  # of a page

MOST_SECONDS, MOST_BYTES = 20, 3_000_000


def write(path: Path, paragraphs: list[str], chance: random.Random) -> None:
    """A PDF of PAGES pages, each an item of minutes."""
    style = getSampleStyleSheet()
    story = []
    for page in range(1, PAGES + 1):
        story.append(Paragraph(f"§ {page} Ärende {page}", style["Heading2"]))
        words = 0
        while words < WORDS:
            paragraph = chance.choice(paragraphs)
            words += len(paragraph.split())
            story.append(Paragraph(paragraph.replace("&", "&amp;").replace("<", "&lt;"), style["BodyText"]))
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=50, rightMargin=50, topMargin=40, bottomMargin=40).build(story)


def main() -> int:
    """Make the PDFs, make the page, say what it took."""
    texts = [og.read(path) for path in sorted(ROOT.glob("corpora/*/text/sv_*.txt"))]
    passages = [row["text"] for row in og.passages(texts).rows() if row["kind"] == "paragraph"]
    paragraphs = [" ".join(text.split()) for text in passages if len(text.split()) > 20]
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder, "in")
        inside.mkdir()
        for number in range(DOCUMENTS):
            write(inside / f"protokoll{number}.pdf", paragraphs, chance)
        pages = sum(document.pages or 0 for document in og.read_corpus(inside))
        begin = time.perf_counter()
        for document in og.read_corpus(inside):
            assert document.status == "ok"
        reading = time.perf_counter() - begin
        out = Path(folder, "page.html")
        command = [sys.executable, "-m", "ordagrant", "report", str(inside), "--out", str(out), "--ui", "sv"]
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took = time.perf_counter() - begin
        size = out.stat().st_size
    print(f"{pages} pages: {took:.1f} s (limit {MOST_SECONDS}), of these {reading:.1f} s reading", end="; ")
    print(f"{size / 1e6:.2f} MB (limit {MOST_BYTES / 1e6:.0f})")
    return 0 if took < MOST_SECONDS and size < MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
