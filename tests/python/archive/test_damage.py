"""What becomes of a result that somebody or something has damaged, and of a run that ends at the worst moment."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from archive.archives import batch, command, hashes, ledger, write_archive

pa = pytest.importorskip("pyarrow")

import ordagrant as og  # noqa: E402 - which need pyarrow
from ordagrant.archive import Request, units  # noqa: E402
from ordagrant.archive.folder import Folder  # noqa: E402
from ordagrant.archive.parts import Parts  # noqa: E402

PLAN = ("--plan", "score,hits")


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A folder with the archive `docs` and its result, `whole`: only read it."""
    folder = tmp_path_factory.mktemp("damage")
    write_archive(24, folder / "docs")
    batch(folder, "docs", "--out", "whole", *PLAN)
    return folder


@pytest.fixture
def archive(made, tmp_path) -> Path:
    """A copy of it that a test may change."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def cut(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[: ledger.stat().st_size // 2])


def without_a_row(ledger: Path) -> None:
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:5] + lines[6:]))


@pytest.mark.parametrize(
    ("damage", "said"), [(cut, "is no row"), (without_a_row, "says that"), (Path.unlink, "is not there")]
)
def test_a_ledger_that_is_not_whole_is_said_and_nothing_is_changed(archive, damage, said):
    damage(archive / "whole" / "ledger.jsonl")
    before = hashes(archive / "whole")
    for args in (("docs", "--out", "whole", "--only-new", *PLAN), ("--out", "whole", "--forget", "Granby/none.txt")):
        if args[0] == "docs" or damage is not without_a_row:
            assert said in batch(archive, *args, code=2)
    assert hashes(archive / "whole") == before
    assert not (archive / "whole" / ".work").exists()


def test_a_part_that_is_lost_or_cut_is_made_again(archive, ordagrant):
    before = hashes(archive / "whole")
    lost, short = sorted((archive / "whole" / "hits").iterdir())[:2]
    lost.unlink()
    assert "batch --only-new makes it again" in ordagrant("verify", "whole", cwd=archive).err
    id = next(row["id"] for row in ledger(archive / "whole") if row["part"] == lost.stem)
    assert "is not as long as before" in batch(archive, "--out", "whole", "--forget", id, code=2)
    cut(short)
    said = batch(archive, "docs", "--out", "whole", "--only-new", *PLAN)
    assert f"hits/{lost.name} and 1 more parts are not as long as before" in said
    assert hashes(archive / "whole") == before
    assert "0 new" in batch(archive, "docs", "--out", "whole", "--only-new", *PLAN)


def test_units_that_the_ledger_lost_are_made_again(archive):
    result = archive / "again"
    process = subprocess.Popen(command("docs", "--out", "again", *PLAN), cwd=archive)
    done = result / ".work" / "done.jsonl"
    while process.poll() is None and not (done.is_file() and done.read_bytes().count(b"\n") > 1):
        time.sleep(0.001)
    process.kill()
    process.wait()
    # As after a loss of power: what was written last is not there.
    cut(result / "ledger.jsonl")
    batch(archive, "docs", "--out", "again", "--resume", *PLAN)
    assert hashes(result) == hashes(archive / "whole")
    assert ledger(result) == ledger(archive / "whole")


# A run that is ended when three of its units are done.
ENDING = """
import os
from ordagrant.archive.folder import Progress

add = Progress.add

def adding(self, *made):
    if len(self.done) == 3:
        os._exit(9)
    return add(self, *made)

Progress.add = adding
"""


def ended(folder: Path, *args: object) -> None:
    run = command(*args)
    assert subprocess.run([*run[:2], ENDING + run[2], *run[3:]], cwd=folder, check=False).returncode == 9


@pytest.fixture
def lexicon(archive) -> Path:
    columns = "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\tsource\tnote\ttags\n"
    path = archive / "own.tsv"
    path.write_text(columns + "sv\ttrust\ttrust\ttillit\tlemma\tnoun\tcore\tno\t\tpolicy\t\t\n")
    return path


def test_a_lexicon_that_is_changed_while_a_run_is_at_it_is_said(archive, lexicon, monkeypatch):
    monkeypatch.chdir(archive)

    def change(*_progress: int) -> None:
        lexicon.write_text(lexicon.read_text().replace("tillit", "kontroll"))

    request = Request(["docs"], plan=["hits"], lexicons=["own.tsv"])
    with pytest.raises(og.RequestError, match="what this run has done was made with lexicons"):
        og.archive.batch(request, "again", step=change)
    assert not (archive / "again" / "manifest.json").exists()


def test_a_run_is_not_gone_on_with_by_another_lexicon(archive, lexicon):
    args = ("docs", "--out", "again", *PLAN, "--lexicon", "own.tsv")
    ended(archive, *args)
    before = hashes(archive / "again")
    lexicon.write_text(lexicon.read_text().replace("tillit", "kontroll"))
    said = batch(archive, *args, "--resume", code=2)
    assert "the run that is to be resumed was made with lexicons" in said
    assert hashes(archive / "again") == before


def test_a_run_whose_table_of_metadata_is_another_begins_anew(archive):
    ids = [path.relative_to(archive / "docs") for path in sorted((archive / "docs").rglob("*.txt"))]

    def write(group: str) -> None:
        (archive / "meta.csv").write_text("id,group\n" + "".join(f"{id},{group}\n" for id in ids))

    write("early")
    args = ("docs", "--meta", "meta.csv", *PLAN)
    ended(archive, *args, "--out", "again")
    write("late")
    assert "--meta is another table" in batch(archive, *args, "--out", "again", "--resume")
    batch(archive, *args, "--out", "anew")
    assert hashes(archive / "again") == hashes(archive / "anew")
    assert ledger(archive / "again") == ledger(archive / "anew")


class Killed(BaseException):
    """Stands in for the end of the process."""


@pytest.mark.parametrize("is_new", [True, False])
def test_a_result_that_is_put_in_its_place_can_be_killed_at_any_step(archive, monkeypatch, is_new):
    if not is_new:
        paths = sorted((archive / "docs").rglob("*.txt"))
        paths[3].write_text("Nämnden vill ha tillit.", encoding="utf-8")
        paths[9].unlink()
        shutil.copytree(archive / "whole", archive / "ready")
        batch(archive, "docs", "--out", "whole", "--only-new", *PLAN)
    ending = "import ordagrant.archive.folder as folder, os\nfolder.Folder.publish = lambda self: os._exit(0)\n"
    run = command("docs", "--out", "ready", *PLAN, *(() if is_new else ("--only-new",)))
    subprocess.run([*run[:2], ending + run[2], *run[3:]], cwd=archive, check=True)
    assert Folder(archive / "ready").is_made

    monkeypatch.chdir(archive)
    monkeypatch.setattr(units, "_FILES", 4)
    steps = 0
    ended = False
    while not ended:
        shutil.copytree("ready", "again")
        ended = _publish(archive / "again", steps, monkeypatch)
        if not ended:
            request = Request(["docs"], plan=["score", "hits"])
            summary = og.archive.batch(request, "again", resume=True, only_new=not is_new)
            assert sum(summary.result.values()) == (24 if is_new else 23)
        assert not (archive / "again" / ".work").exists()
        assert hashes(archive / "again") == hashes(archive / "whole"), steps
        assert ledger(archive / "again") == ledger(archive / "whole")
        shutil.rmtree("again")
        steps += 1
    assert steps > 5


def _publish(result: Path, steps: int, monkeypatch) -> bool:
    """Put it in its place, and end after so many steps on the disk; was it done before that?"""
    left = steps

    def counted(function):
        def step(*args, **options):
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return function(*args, **options)

        return step

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink", "rmdir"):
            patch.setattr(os, name, counted(getattr(os, name)))
        try:
            Folder(result).publish()
        except Killed:
            return False
    return True


def test_two_workers_that_are_at_one_unit_leave_it_whole(tmp_path):
    rows = pa.table({"id": ["a", "b"]})
    parts = [Parts(tmp_path, "0123") for _ in range(2)]
    for one in parts:
        for _ in range(9_000):  # more than a row group, so that both have written
            one.add("", {"hits": rows}, {"hits": [2]})
    first, second = (one.finish() for one in parts)
    assert first == second
    made = (tmp_path / "hits" / "part-0123.parquet").read_bytes()
    assert len(made) == first["hits/part-0123.parquet"]["bytes"]
    assert [path.name for path in (tmp_path / "hits").iterdir()] == ["part-0123.parquet"]


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_key_ends_a_run_with_a_word_and_it_goes_on(archive, engine):
    if engine == "dask":
        pytest.importorskip("distributed")
    result = archive / "again"
    code = 0
    while code == 0:  # else it was too fast
        shutil.rmtree(result, ignore_errors=True)
        run = command("docs", "--out", "again", "--engine", engine, "--workers", 2, *PLAN)
        process = subprocess.Popen(run, cwd=archive, stderr=subprocess.PIPE, start_new_session=True)
        while process.poll() is None and not (result / ".work" / "done.jsonl").is_file():
            time.sleep(0.001)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all of them
        said = process.communicate()[1].decode()
        code = process.returncode
    assert code == 130
    assert said.endswith("ordagrant: stopped\n")
    assert "Traceback" not in said
    assert not list(result.rglob("part-*.tmp"))
    batch(archive, "docs", "--out", "again", "--resume", *PLAN)
    assert hashes(result) == hashes(archive / "whole")


def test_names_in_other_bytes_than_utf_8_are_read_and_written(tmp_path, ordagrant):
    (tmp_path / "docs").mkdir()
    for name in (b"f\xf6rslag.txt", b"line\nend.txt", b"plan.txt"):
        (tmp_path / "docs" / os.fsdecode(name)).write_text("Mer tillit och mindre kontroll.", encoding="utf-8")
    args = ("docs", "--out", "result", "--path-pattern", "{title}.txt", *PLAN)
    batch(tmp_path, *args)
    found = [
        json.loads(line) for line in (tmp_path / "result" / "ledger.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    ]
    assert [row["id"] for row in found] == [r"f\udcf6rslag.txt", "line\nend.txt", "plan.txt"]
    assert "0 new" in batch(tmp_path, *args, "--only-new")
    assert ordagrant("verify", "result", cwd=tmp_path).code == 0
    assert "have the same bytes" in batch(tmp_path, "--replay", "result/manifest.json")
    assert "erased" in batch(tmp_path, "--out", "result", "--forget", r"f\udcf6rslag.txt")


def test_a_value_that_is_no_name_of_a_folder_is_said(tmp_path):
    write_archive(2, tmp_path / "docs")
    (tmp_path / "meta.csv").write_text(f"id,title\nGranby/none.txt,{'Ö' * 45}\n", encoding="utf-8")
    said = batch(tmp_path, "docs", "--out", "result", "--meta", "meta.csv", code=2)
    assert "column 'title' has a value that is too long" in said
    assert not (tmp_path / "result").exists()
