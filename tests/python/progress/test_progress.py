"""Progress is seen where somebody looks, and Ctrl-C ends long work within a second and leaves nothing half-written."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ordagrant import progress

TEXT = "Vi vill ha tillit i stället för målstyrning, och mindre kontroll av dem som vet. "


# What a reader may rely on -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("documents", 300, 1200, 4_100_000, 3.0), "300 of 1,200 documents, 4.1 MB, 100 a second, 9 s left"),
        (("documents", 300, 60_000, 0, 100.0), "300 of 60,000 documents, 3.0 a second, 331 min 40 s left"),
        (("documents", 300, None, 0, 3.0), "300 documents, 100 a second"),
        (("parts", 0, 10, 0, 3.0), "0 of 10 parts"),
    ],
)
def test_the_line_says_count_rate_and_time_left(line, said):
    assert progress.line_of(*line) == said


class Place:
    """Remembers what it is shown."""

    lines: list[str]

    def __init__(self):
        Place.lines = ["began"]

    def show(self, line):
        Place.lines.append(line)

    def end(self):
        Place.lines.append("ended")


@pytest.fixture
def looked_at(monkeypatch):
    """Somebody looks, and every look at the clock takes two seconds."""
    clock = iter(range(0, 10_000, 2))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(progress, "_place", lambda: Place)
    Place.lines = []


@pytest.mark.usefixtures("looked_at")
def test_what_is_counted_is_shown_and_taken_away():
    with progress.progress(lambda: 4) as step:
        step(1, 1_000_000)
        step(1, 1_000_000)
    assert Place.lines == [
        "began",
        "1 of 4 documents, 1.0 MB, 0.5 a second, 6 s left",
        "2 of 4 documents, 2.0 MB, 0.5 a second, 4 s left",
        "ended",
    ]


@pytest.mark.usefixtures("looked_at")
def test_only_the_outermost_work_is_shown():
    with progress.progress() as outer:
        with progress.progress() as inner:
            inner(5, 0)
        outer(1, 0)
        progress.on_progress(1, 2)
    assert Place.lines == ["began", "1 documents, 0.2 a second", "ended"]


@pytest.mark.usefixtures("looked_at")
def test_the_core_tells_how_far_it_is_and_its_line_goes_when_it_is_done_or_stopped():
    progress.on_progress(0, 4)
    progress.on_progress(2, 4)
    assert Place.lines[-1] == "2 of 4 parts, 0.5 a second, 4 s left"
    progress.on_progress(4, 4)
    assert Place.lines[-1] == "ended"
    progress.on_progress(1, 4)
    progress.on_progress(0, 0)
    assert Place.lines[-1] == "ended"
    assert progress._core_work is None


def test_nothing_is_shown_in_a_pipe(ordagrant, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert ordagrant("score", "a.txt").err == "1 document: 1 read\n"


# Ctrl-C --------------------------------------------------------------------------------------------------------------

# So much that it takes far longer than the test waits.
ENDLESS = """
import sys, ordagrant as og
texts = [{text!r} * 200] * 200_000
og.{verb}(texts[:1])
print("begun", flush=True)
try:
    og.{verb}(texts, {options})
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.parametrize(
    ("verb", "options"),
    [("tokens", "columns=['start', 'end']"), ("hits", "lang='sv'"), ("score", "lang='sv'"), ("demand", "lang='sv'")],
)
def test_ctrl_c_ends_the_work_of_the_core(verb, options):
    code = ENDLESS.format(text=TEXT, verb=verb, options=options)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "begun\n"
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
        assert process.wait() == 0
    assert said == "stopped\n"


@pytest.mark.parametrize("out", ["rows.jsonl", "rows.csv", "rows.parquet"])
def test_ctrl_c_leaves_no_file_and_the_old_one_as_it_was(tmp_path, out):
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(TEXT * 40_000, encoding="utf-8")
    (tmp_path / out).write_text("before")
    command = [sys.executable, "-m", "ordagrant", "tokens", *sorted(map(str, tmp_path.glob("*.txt"))), "--out", out]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        while not (parts := list(tmp_path.glob(".*.part"))):
            time.sleep(0.01)
        time.sleep(0.5)
        assert parts[0].name.startswith(f".{out}.")
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert process.stderr.read().endswith("ordagrant: stopped\n")
    assert (tmp_path / out).read_text() == "before"
    assert list(tmp_path.glob(".*.part")) == []


def test_a_terminal_is_shown_how_far_it_is(tmp_path: Path):
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(TEXT * 60_000, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ordagrant", "score", str(tmp_path), "--resamples", "0"]
    with subprocess.Popen(
        command, stderr=theirs, stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"}
    ) as run:
        os.close(theirs)
        seen = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # the other side is closed
                break
            if not more:
                break
            seen += more
        assert run.wait() == 0
    os.close(ours)
    assert b" of 30 documents" in seen or b" parts" in seen
    assert b" a second" in seen
    assert seen.decode().rstrip().endswith("30 documents: 30 read")
