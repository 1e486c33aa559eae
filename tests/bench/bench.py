"""Speed beside our peers': ./dev bench [NAME...] [--json FILE]. What is measured on each side: README.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from archive_cost import run as run_of_processes

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "bench"
LEXICONS = sorted((ROOT / "python" / "ordagrant" / "lexicons" / "sv").glob("*.tsv"))
PEER_PYTHON = ROOT / ".venv-bench" / "bin" / "python"

TEXT_BYTES = 8_000_000
SPACY_BYTES = 2_500_000  # a second's work for spaCy
SENTENCE_BYTES = 1_000_000  # in each language
SENTENCE_CHARACTERS = range(40, 200)
FILES = 2_000
SHORT_TEXTS = 20_000
CONTACTS = 1_000_000
ARCHIVE = 10_000  # documents
LARGE = 4_000_000  # letters of a document that a worker has just memory for, by default
SHORT_CHARACTERS = range(80, 401)  # of a paragraph; about as long as what a citizen writes
LEAST_CHARACTERS = 500  # of a text; shorter ones are mostly headings

# Soft hyphens and spaces that do not break: nearly all that is damaged in these texts.
DAMAGED = frozenset("\u00ad\u00a0")

PROGRAM_RUNS = 15
WORKER_RUNS = 8


@dataclass(frozen=True)
class Setting:
    """What the measurements work on."""

    build: Path
    package: Path
    texts: Path  # TEXT_BYTES of documents, form feeds between them
    spacy_texts: Path
    sound_texts: Path  # as texts, without the lines that hold a damaged character
    sentences: Path  # SENTENCE_BYTES of them in Swedish and in Danish, taking turns, form feeds between them
    files: Path  # a folder of FILES text files
    pdfs: Path  # a folder of PDFs
    forms: Path
    short_texts: Path  # SHORT_TEXTS paragraphs, form feeds between them


@dataclass(frozen=True)
class Measured:
    """The CPU seconds of each run of both sides over the same bytes."""

    bytes: int
    ours: list[float]
    peer: list[float]
    peer_name: str
    found: tuple[int, int]
    made_with: dict[str, str]


# --- The two ways to measure ------------------------------------------------------------------------


def _program(name: str, peer_name: str, *, lexicon: bool = False) -> Callable[[Setting], Measured]:
    """Both sides are in one C++ program, which lets them take turns itself."""

    def measure(setting: Setting) -> Measured:
        program = setting.build / "tests" / "bench" / name
        command: list[str | Path] = [program, setting.texts, str(PROGRAM_RUNS), *(LEXICONS if lexicon else [])]
        if not program.exists():
            raise BenchError(f"{program} is not there: ./dev bench builds it")
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(f"{name} ended with code {done.returncode}")
        said = json.loads(done.stdout)
        made_with = {"compiler": said["compiler"], "icu": said["icu"]}
        found = (said["ours_found"], said["peer_found"])
        return Measured(said["bytes"], said["ours"], said["peer"], peer_name.format(icu=said["icu"]), found, made_with)

    return measure


def _limited(name: str, limit: float, texts: str) -> Callable[[Setting], Measured]:
    """One C++ program against a limit, in MB/s; `texts` is the name of the setting's path that it works on."""

    def measure(setting: Setting) -> Measured:
        program = setting.build / "tests" / "bench" / name
        if not program.exists():
            raise BenchError(f"{program} is not there: ./dev bench builds it")
        command: list[str | Path] = [program, getattr(setting, texts), str(PROGRAM_RUNS)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(f"{name} ended with code {done.returncode}")
        said = json.loads(done.stdout)
        made_with = {"compiler": said["compiler"], "icu": said["icu"]}
        peer = [said["bytes"] / (limit * 1e6)]
        return Measured(said["bytes"], said["ours"], peer, "limit", (said["ours_found"], 0), made_with)

    return measure


def _memory(name: str, bound: float) -> Callable[[Setting], Measured]:
    """What one C++ program takes in memory, in MiB, against a limit of `bound` times the text."""

    def measure(setting: Setting) -> Measured:
        program = setting.build / "tests" / "bench" / name
        if not program.exists():
            raise BenchError(f"{program} is not there: ./dev bench builds it")
        done = subprocess.run([program, setting.texts, "1", "memory"], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(f"{name} ended with code {done.returncode}")
        said = json.loads(done.stdout)
        made_with = {"compiler": said["compiler"], "icu": said["icu"]}
        ours, limit = said["memory"] / 2**20, bound * said["bytes"] / 2**20
        return Measured(said["bytes"], [ours], [limit], "limit", (said["forms"], 0), made_with)

    return measure


def _workers(ours: str, peer: str, *names: str, bound: float | None = None) -> Callable[[Setting], Measured]:
    """Each side is a process of workers.py; `names` are those of the setting's paths that they work on.

    Our side is given the first of them alone. With a `bound` we build on the peer, which then runs in our Python, and
    may take so many times what it takes.
    """

    def measure(setting: Setting) -> Measured:
        paths: list[Path] = [getattr(setting, name) for name in names]
        with ExitStack() as stack:
            our_worker = stack.enter_context(Worker(our_python(setting.package), ours, paths[:1]))
            peer_python: Python = our_python(setting.package) if bound else ([PEER_PYTHON], {})
            peer_worker = stack.enter_context(Worker(peer_python, peer, paths))
            runs = [(our_worker.run(), peer_worker.run()) for _ in range(WORKER_RUNS)]
        return Measured(
            size_of(paths[0]),
            [run["seconds"] for run, _ in runs],
            [run["seconds"] * (bound or 1) for _, run in runs],
            peer_worker.name + (f" x{bound:g}" if bound else ""),
            (runs[-1][0]["found"], runs[-1][1]["found"]),
            {},
        )

    return measure


def _million(what: str, limit: float) -> Callable[[Setting], Measured]:
    """The command `demand` over a million varied contacts, on all cores: its wall-clock seconds or its MiB, by limit.

    One run serves both.
    """

    def measure(setting: Setting) -> Measured:
        size, seconds, mebibytes = _demand_million(setting)
        return Measured(size, [seconds if what == "seconds" else mebibytes], [limit], "limit", (CONTACTS, 0), {})

    return measure


@cache
def _demand_million(setting: Setting) -> tuple[int, float, float]:
    """The bytes of the contacts, and the seconds and MiB that the command took."""
    contacts, rows = WORK / "contacts.jsonl", WORK / "contacts_rows.jsonl"
    subprocess.run([sys.executable, HERE / "varied_contacts.py", str(CONTACTS), contacts], check=True)
    command, environment = our_python(setting.package)
    ours = [*command, "-m", "ordagrant", "demand", contacts, "--clusters", "50", "--out", rows]
    begin = time.perf_counter()
    with all_cores():
        process = subprocess.Popen(list(map(str, ours)), stderr=subprocess.DEVNULL, env=os.environ | environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise BenchError(f"demand over {CONTACTS:,} contacts ended with code {process.returncode}")
    return contacts.stat().st_size, time.perf_counter() - begin, usage.ru_maxrss / 1024


def _batch_memory(setting: Setting) -> Measured:
    """The command `batch` over ARCHIVE documents, and two of 4 MB beside them: its MiB, by limit."""
    archive, limit = WORK / "archive", 1024
    subprocess.run([sys.executable, HERE / "varied_archive.py", str(ARCHIVE), archive], check=True)
    texts = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(archive.glob("*/**/*.txt")))
    texts = texts[:LARGE]
    for number in range(2):  # one for each worker at a time
        (archive / f"large-{number}.txt").write_text(texts, encoding="utf-8")
    command, environment = our_python(setting.package)
    ours = [
        *map(str, command),
        "-m",
        "ordagrant",
        "batch",
        archive.name,
        "--out",
        "result",
        "--workers",
        "2",
        "--timeout",
        "1000",
    ]
    with all_cores():
        _, _, mebibytes = run_of_processes(ours, WORK, os.environ | environment)
    size = sum(path.stat().st_size for path in archive.rglob("*.txt"))
    return Measured(size, [mebibytes], [limit], "limit", (ARCHIVE + 2, 0), {})


@contextmanager
def all_cores() -> Iterator[None]:
    """What is started meanwhile has all cores."""
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        yield
    finally:
        os.sched_setaffinity(0, own)


Python = tuple[list[str | Path], dict[str, str]]


def our_python(package: Path) -> Python:
    """The Python of .venv with the release module.

    The editable install would put the dev build before all that is on the path, so `site`, which heeds it, is off (-S).
    """
    path = os.pathsep.join([str(package), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    return [sys.executable, "-S"], {"PYTHONPATH": path}


class Worker:
    """A process of workers.py."""

    def __init__(self, python: Python, side: str, arguments: list[Path]) -> None:
        command, environment = python
        if not Path(command[0]).exists():
            raise BenchError(f"{command[0]} is not there: ./dev bench makes it")
        self._side = side
        self._process = subprocess.Popen(
            [*command, HERE / "workers.py", side, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
        )
        self.name: str = ""

    def __enter__(self) -> Worker:
        self.name = self._answer()["name"]
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()  # the end of its input is the end of its work

    def run(self) -> dict[str, Any]:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write("run\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise BenchError(f"the worker {self._side} ended") from None
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise BenchError(f"the worker {self._side} ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


class BenchError(Exception):
    """A measurement that could not be made."""


# --- The comparisons, their floors and goals --------------------------------------------------------


@dataclass(frozen=True)
class Comparison:
    """A ratio that we promise (`floor`) and one that we want (`goal`); the larger the better."""

    name: str
    floor: float
    goal: float
    measure: Callable[[Setting], Measured]
    unit: str = "MB/s"  # or "MiB" and "s", of which less is better


COMPARISONS = [
    Comparison("tokens", 3, 10, _program("bench_tokens", "ICU {icu} BreakIterator")),
    Comparison("token_ids", 1.7, 4, _program("bench_token_ids", "ICU {icu} BreakIterator")),
    Comparison("tokens_memory", 1, 1.25, _memory("bench_token_ids", 2.5), "MiB"),
    Comparison("tokens_python_spacy", 40, 100, _workers("ours_tokens", "spacy_tokens", "spacy_texts")),
    Comparison("tokens_python_re", 2, 5, _workers("ours_tokens", "re_tokens", "texts")),
    Comparison("stems_python", 1, 1.1, _workers("ours_stems", "ours_norms", "texts", bound=1.25)),
    Comparison("forms_python", 1, 5, _workers("ours_forms", "spacy_tokens", "spacy_texts")),
    Comparison("repair", 1, 3, _limited("bench_repair", 150, "sound_texts")),
    Comparison("passages", 1, 2, _program("bench_passages", "tokens with ids")),
    Comparison("hits", 0.4, 1.2, _program("bench_hits", "RE2 alternation", lexicon=True)),
    Comparison("language", 4, 20, _workers("ours_language", "py3langid_language", "sentences")),
    Comparison("score_sklearn", 8, 20, _workers("ours_score", "sklearn_score", "files", "forms")),
    Comparison("score_re", 4, 8, _workers("ours_score", "re_score", "files", "forms")),
    Comparison("tfidf", 5, 12, _workers("ours_tfidf", "sklearn_tfidf", "short_texts")),
    Comparison("lsa_clusters", 2, 4, _workers("ours_lsa_clusters", "sklearn_lsa_clusters", "short_texts")),
    Comparison("demand_million_seconds", 1, 3, _million("seconds", 180), "s"),
    Comparison("demand_million_memory", 1, 2, _million("memory", 4096), "MiB"),
    Comparison("batch_memory", 1, 3.413, _batch_memory, "MiB"),
    Comparison("pdf", 1, 2, _workers("ours_pdf", "pypdfium2_pdf", "pdfs", bound=3)),
]


# --- What they work on ------------------------------------------------------------------------------


def prepare(data: Path, build: Path) -> Setting:
    """Write the texts, the forms and the package under build/bench/, anew each time."""
    shutil.rmtree(WORK, ignore_errors=True)
    setting = Setting(
        build,
        WORK / "package",
        WORK / "texts.txt",
        WORK / "spacy_texts.txt",
        WORK / "sound_texts.txt",
        WORK / "sentences.txt",
        WORK / "files",
        WORK / "pdfs",
        WORK / "forms.json",
        WORK / "short_texts.txt",
    )
    setting.files.mkdir(parents=True)
    setting.pdfs.mkdir()
    for pdf in (data / "docs_real").glob("*.pdf"):
        shutil.copy(pdf, setting.pdfs)  # links out of a folder are not read
    texts = list(_texts(data / "bulk" / "sv_g0vse.jsonl"))
    for path, size in ((setting.texts, TEXT_BYTES), (setting.spacy_texts, SPACY_BYTES)):
        path.write_text("\f".join(_first(texts, size)), encoding="utf-8")
    swedish, danish = (
        _first(_sentences(found), SENTENCE_BYTES) for found in (texts, _texts(data / "bulk" / "da_folketinget.jsonl"))
    )
    taking_turns = [sentence for pair in zip(swedish, danish, strict=False) for sentence in pair]
    setting.sentences.write_text("\f".join(taking_turns), encoding="utf-8")
    sound = ["\n".join(line for line in text.split("\n") if not DAMAGED & set(line)) for text in texts]
    setting.sound_texts.write_text("\f".join(_first(sound, TEXT_BYTES)), encoding="utf-8")
    setting.short_texts.write_text("\f".join(islice(_paragraphs(texts), SHORT_TEXTS)), encoding="utf-8")
    for number, text in enumerate(texts[:FILES]):
        (setting.files / f"{number:04}.txt").write_text(text, encoding="utf-8")
    _make_package(setting)
    command, environment = our_python(setting.package)
    with setting.forms.open("w", encoding="utf-8") as forms:
        done = subprocess.run(
            [*command, HERE / "surface_forms.py", *LEXICONS], stdout=forms, env=os.environ | environment, check=False
        )
    if done.returncode != 0:
        raise BenchError("surface_forms.py failed")
    return setting


def _texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"].replace("\f", "\n")
            if len(text) > LEAST_CHARACTERS:
                yield text


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    """Roughly: what ends with a full stop, a question or an exclamation mark and is as long as a sentence."""
    for text in texts:
        for sentence in re.split(r"(?<=[.?!])\s+|\n\s*\n", text):
            joined = " ".join(sentence.split())
            if len(joined) in SENTENCE_CHARACTERS and joined[-1] in ".?!":
                yield joined


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (line.strip() for line in text.split("\n") if len(line.strip()) in SHORT_CHARACTERS)


def _first(texts: Iterable[str], size: int) -> Iterator[str]:
    for text in texts:
        if size <= 0:
            return
        size -= len(text.encode())
        yield text


def _make_package(setting: Setting) -> None:
    """Make the package as it lies in python/, but with the module of the release build."""
    module = setting.build / "python" / f"_core{sysconfig.get_config_var('EXT_SUFFIX')}"
    if not module.exists():
        raise BenchError(f"{module} is not there: ./dev bench builds it")
    package = setting.package / "ordagrant"
    package.mkdir(parents=True)
    for source in (ROOT / "python" / "ordagrant").iterdir():
        if not source.name.startswith(("_core", "__pycache__")):
            (package / source.name).symlink_to(source)
    (package / module.name).symlink_to(module)


def size_of(path: Path) -> int:
    """The bytes of a file, or of the files of a folder."""
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


# --- What comes out ---------------------------------------------------------------------------------


def row_of(comparison: Comparison, measured: Measured) -> dict[str, Any]:
    """The row of the contract: the speed of the best run of each side, or what it took, and the ratio."""
    ours, peer = min(measured.ours), min(measured.peer)
    ratio = peer / ours
    if comparison.unit == "MB/s":
        ours, peer = (measured.bytes / seconds / 1e6 for seconds in (ours, peer))
    return {
        "name": comparison.name,
        "ours": round(ours, 3),
        "peer": round(peer, 3),
        "peer_name": measured.peer_name,
        "unit": comparison.unit,
        "ratio": round(ratio, 3),
        "floor": comparison.floor,
        "goal": comparison.goal,
    }


def table_of(rows: list[dict[str, Any]]) -> str:
    """The rows for a reader; MB/s are millions of bytes of UTF-8 per CPU second."""
    lines = [["name", "ours", "peer", "unit", "peer_name", "ratio", "floor", "goal"]]
    for row in rows:
        speeds = [f"{row[side]:.1f}" for side in ("ours", "peer")]
        bounds = [f"{row[bound]:g}" for bound in ("floor", "goal")]
        lines.append([row["name"], *speeds, row["unit"], row["peer_name"], f"{row['ratio']:.2f}", *bounds])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = {0, 3, 4}

    def line_of(cells: list[str]) -> str:
        padded = (
            cell.ljust(width) if at in text else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join(padded).rstrip() + "\n"

    return line_of(lines[0]) + line_of(["-" * width for width in widths]) + "".join(map(line_of, lines[1:]))


def machine() -> tuple[str, str]:
    """A short name of this machine for a file's name, and the model of its CPU."""
    model = platform.processor() or platform.machine()
    cpu_info = Path("/proc/cpuinfo")
    if cpu_info.exists() and (found := re.search(r"model name\s*:\s*(.+)", cpu_info.read_text())):
        model = found[1].strip()
    short = re.sub(r"\((R|TM)\)|\b(Intel|AMD|Processor|CPU|\d+-Core)\b|@.*", " ", model, flags=re.IGNORECASE)
    return f"{'-'.join(short.lower().split())}-{os.cpu_count()}core", model


def record(rows: list[dict[str, Any]], made_with: dict[str, str]) -> Path:
    """Keep the run beside the others."""
    name, model = machine()
    today = datetime.now(tz=UTC).date().isoformat()
    about = {"date": today, "machine": name, "cpu": model, "python": platform.python_version(), **made_with}
    path = HERE / "runs" / f"{today}-{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({**about, "results": rows}, indent=2) + "\n", encoding="utf-8")
    return path


def say(message: str) -> None:
    sys.stderr.write(f"== {message}\n")


# --- The command ------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    names = [comparison.name for comparison in COMPARISONS]
    parser = argparse.ArgumentParser(prog="bench", description="Speed beside our peers'.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(names)} (default: all)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to this file as well")
    parser.add_argument("--record", action="store_true", help="keep the run in tests/bench/runs/ (all names)")
    parser.add_argument(
        "--build", type=Path, default=ROOT / "build" / "release", metavar="FOLDER", help="build to measure"
    )
    options = parser.parse_args(arguments)
    for name in options.names:
        if name not in names:
            parser.error(f"{name!r} is not one of: {', '.join(names)}")
    if options.record and options.names:
        parser.error("--record keeps a whole run: leave the names out")
    if options.json and not options.json.parent.is_dir():
        parser.error(f"--json {str(options.json)!r}: there is no such folder")

    data = os.environ.get("ORDAGRANT_DATA")
    rows: list[dict[str, Any]] = []
    made_with: dict[str, str] = {}
    if data:
        bulk = [Path(data) / "bulk" / name for name in ("sv_g0vse.jsonl", "da_folketinget.jsonl")]
        if missing := [f"bulk/{path.name}" for path in bulk if not path.exists()]:
            parser.error(f"ORDAGRANT_DATA {data!r} has no {', '.join(missing)}")
        try:
            for comparison, measured in measure(Path(data), options.names or names, options.build.resolve()):
                rows.append(row_of(comparison, measured))
                made_with |= measured.made_with
        except BenchError as error:
            say(str(error))
            return 1
        sys.stdout.write(table_of(rows))
        if under := [row["name"] for row in rows if row["ratio"] < row["floor"]]:
            say(f"under their floor: {', '.join(under)}")
    else:
        say("ORDAGRANT_DATA is not set, and the texts are there: skipped")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    if options.record and rows:
        say(f"kept in {record(rows, made_with).relative_to(ROOT)}")
    return 0


def measure(data: Path, names: list[str], build: Path) -> Iterator[tuple[Comparison, Measured]]:
    """Measure what is named, on one core and with one thread, from which every process that is started inherits."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    say("preparing the texts")
    setting = prepare(data, build)
    for comparison in COMPARISONS:
        if comparison.name in names:
            say(f"measuring {comparison.name}")
            measured = comparison.measure(setting)
            say(f"  found: ours {measured.found[0]:,}, peer {measured.found[1]:,}")
            if measured.found[0] == 0:
                raise BenchError(f"{comparison.name}: ours found nothing, so nothing was measured")
            yield comparison, measured


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
