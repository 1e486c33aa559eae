from __future__ import annotations

import hashlib
import json

import pytest

import ordagrant as og
from ordagrant.manifest import Manifest, lexicons_of

HEADER = "lang\tpole\tcategory\tterm\tkind\tpos\ttier\tcompound\tcase\tsource\tnote\n"
ENTRY = "sv\tnpm\tgoals_results\tmåltavla\tlemma\tnoun\tcore\tno\t\tjudged\t\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text("Mer tillit och färre indikatorer.", encoding="utf-8")
    (tmp_path / "in" / "a.txt").write_text("Måltavlan är ny.", encoding="utf-8")
    (tmp_path / "mine.tsv").write_text("# Version: 2026-11\n" + HEADER + ENTRY, encoding="utf-8")
    return tmp_path


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("verb", ["hits", "score"])
def test_it_says_what_the_rows_are_made_of(ordagrant, folder, verb):
    outcome = ordagrant(verb, "in", "--out", "rows.jsonl", "--manifest", "m.json", "--lexicon", "mine.tsv")
    assert outcome.code == 0
    found = json.loads((folder / "m.json").read_text(encoding="utf-8"))
    assert found["verb"] == verb
    assert found["sources"] == [
        {"path": "in/a.txt", "sha256": sha256(folder / "in" / "a.txt")},
        {"path": "in/b.txt", "sha256": sha256(folder / "in" / "b.txt")},
    ]
    assert found["result"] == {"path": "rows.jsonl", "sha256": sha256(folder / "rows.jsonl")}
    assert found["lexicons"] == [{"id": "mine.tsv", "version": "2026-11", "sha256": sha256(folder / "mine.tsv")}]
    assert set(found["icu"]) <= set("0123456789.")
    assert found["options"]["lang"] == "auto"
    assert found["options"].items() >= ({"names": "exclude"} if verb == "hits" else {"resamples": 1000}).items()


def test_it_is_the_same_every_time_and_everywhere(ordagrant, folder, tmp_path):
    manifests = []
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "in").symlink_to(folder / "in")
        cwd = tmp_path / name
        ordagrant("hits", "in", "--out", "rows.jsonl", "--manifest", "m.json", "--threads", "1", cwd=cwd)
        manifests.append((cwd / "m.json").read_bytes())
    ordagrant("hits", "in", "--out", "rows.jsonl", "--manifest", "m.json", "--ledger", "l.jsonl", cwd=cwd)
    manifests.append((cwd / "m.json").read_bytes())
    assert manifests[0] == manifests[1] == manifests[2]
    assert str(tmp_path).encode() not in manifests[0]


def test_another_option_lexicon_or_byte_is_another_manifest(ordagrant, folder):
    def made(*options):
        ordagrant("hits", "in", "--out", "rows.jsonl", "--manifest", "m.json", *options)
        return (folder / "m.json").read_bytes()

    plain = made()
    others = [made("--names", "include"), made("--lexicon", "mine.tsv"), made("--no-repair", "hyphen")]
    (folder / "in" / "a.txt").write_text("Måltavlan är nu.", encoding="utf-8")
    assert len({plain, *others, made()}) == 5


def test_standard_input_and_output(ordagrant, folder):
    ordagrant("hits", "-", "--manifest", "m.json", stdin=b"Mer tillit")
    found = json.loads((folder / "m.json").read_text(encoding="utf-8"))
    assert found["sources"] == [{"path": "-", "sha256": hashlib.sha256(b"Mer tillit").hexdigest()}]
    assert found["inputs"] == ["-"]
    assert found["result"] is None


def test_metadata_is_a_source(ordagrant, folder):
    (folder / "meta.csv").write_text("id,area\na.txt,x\nb.txt,y\n", encoding="utf-8")
    ordagrant("score", "in", "--meta", "meta.csv", "--manifest", "m.json")
    assert sha256(folder / "meta.csv") in (folder / "m.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--out", "m.json"], "--out 'm.json' and --manifest 'm.json' are one file"),
        (["--lexicon", "m.json"], "--manifest writes to 'm.json', which is one of the inputs"),
        (["--names", "all"], "names 'all' is not one of"),
    ],
)
def test_a_wrong_request_leaves_no_manifest(ordagrant, folder, options, said):
    outcome = ordagrant("hits", "in", "--manifest", "m.json", *options)
    assert outcome.code == 2
    assert said in outcome.err
    assert not (folder / "m.json").exists()


def test_what_stopped_leaves_no_manifest(ordagrant, folder):
    (folder / "in" / "aa.txt").write_bytes(b"")
    assert ordagrant("hits", "in", "--strict", "--out", "r.jsonl", "--manifest", "m.json").code == 1
    assert not (folder / "m.json").exists()
    assert ordagrant("hits", "in", "--out", "r.jsonl", "--manifest", "m.json").code == 1
    assert (folder / "m.json").exists()


def test_it_is_read_as_it_was_written(ordagrant, folder):
    ordagrant("hits", "in", "--out", "rows.jsonl", "--manifest", "m.json")
    assert Manifest.read(folder / "m.json").written() == (folder / "m.json").read_bytes()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"verb": "hits", "result": null}'])
def test_what_is_none_is_an_error(tmp_path, content):
    (tmp_path / "m.json").write_bytes(content)
    with pytest.raises(og.RequestError, match="is no manifest"):
        Manifest.read(tmp_path / "m.json")


def test_the_shipped_lexicons_have_the_version_of_the_package():
    shipped = lexicons_of()
    assert {lexicon["id"] for lexicon in shipped} >= {"sv/npm", "da/trust"}
    assert all(lexicon["version"] for lexicon in shipped)
    assert all(len(lexicon["sha256"]) == 64 for lexicon in shipped)


def test_what_was_compared_with_is_told_apart(ordagrant, folder):
    (folder / "other").mkdir()
    (folder / "other" / "c.txt").write_text("Mer kontroll.", encoding="utf-8")
    ordagrant("score", "in", "--against", "other", "--manifest", "m.json")
    found = json.loads((folder / "m.json").read_text(encoding="utf-8"))
    assert (found["inputs"], found["against"]) == (["in"], ["other"])
    assert [source["path"] for source in found["sources"]] == ["in/a.txt", "in/b.txt", "other/c.txt"]
