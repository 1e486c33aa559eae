"""The face of the command line: help, its examples, completion, and what is meant by a slip of the finger."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import click
import pytest
from verbs import examples_of, verbs

from ordagrant.cli.__main__ import COMMONEST, cli
from ordagrant.cli.verbs import Verbs

MINUTES = """Kommunstyrelsen 2024-03-04

§ 12 Ny styrmodell

Kommunstyrelsen beslutar att anta förslaget med 7 röster mot 4. Nämnden får i uppdrag att till maj redovisa en plan.

– Målstyrningen har tagit tid från eleverna, säger Maja Plinghult. Vi vill ha tillit, och professionens omdöme.
"""
PLAN = (
    "Nämnden ska mäta måluppfyllelsen med nyckeltal. Samhälls\xadproblem kräver tillit till dem som möter eleverna.\n"
)
POLICY = """Kommunen styr med mål. Konkurrensutsättning, nyckeltal och effektivisering ska ge mer för pengarna.
Vår tillit till medarbetarnas omdöme är stor. Handlingsutrymme och omdöme hör ihop.
Med handlingsutrymme följer ansvar och omdöme. Handlingsutrymme kräver omdöme.
"""
LETTER = "Hej! Jag heter Karin Ekblad. Jag väntar på svar sedan åtta veckor.\n"
LEXICON = "lang\tpole\tcategory\tterm\tkind\tpos\nsv\tnpm\tmarket\tkonkurrens\tlemma\tnoun\n"
CONTACTS = "".join(
    f"{number},{text},2025-0{1 + number % 6}-03,{channel},K{number // 2},Bo\n"
    for number, (text, channel) in enumerate(
        [
            ("Hur söker jag bygglov för en altan?", "email"),
            ("Jag har fortfarande inte fått svar på min ansökan.", "phone"),
            ("Soporna hämtades inte i tisdags heller.", "phone"),
            ("Vad kostar en plats i förskolan?", "email"),
        ]
        * 3
    )
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with what the examples name."""
    folder = tmp_path_factory.mktemp("desk")
    for place in (".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"):
        (folder / place).mkdir(parents=True)
    files = {
        "minutes/march.txt": MINUTES,
        "policies/budget.md": POLICY,
        "plan.txt": PLAN,
        "letter.txt": LETTER,
        "words.txt": "verksamhetsplan\nansvar\n",
        "letters.csv": "id,body,received\n1,Vi vill ha mer tillit.,2024-01-05\n2,Skärp kontrollen!,2024-02-09\n",
        "letters_by_week.csv": "week,failure,letters\n" + "".join(f"2024-W{w},{w % 5 + 9},40\n" for w in range(10, 30)),
        "cases.csv": "opened,closed\n" + "".join(f"2024-{m:02}-01,2024-{m:02}-{9 + m}\n" for m in range(4, 13)),
        "contacts.csv": "id,message,day,channel,case_no,who\n" + CONTACTS,
        "coded_by_hand.csv": "id,demand\n0,value\n1,failure\n2,failure\n3,value\n",
        "mine.tsv": LEXICON,
        "before.tsv": LEXICON,
        "after.tsv": LEXICON + "sv\ttrust\ttrust\ttillit\tlemma\tnoun\n",
        "filled.csv": "id,text,demand\n1,Hur söker jag bygglov?,value\n2,Jag har inte fått svar.,failure\n",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    for command in ("hits minutes/ --out hits.jsonl", "validate hits.jsonl --sheet sheet.csv --n 200"):
        assert run(f"ordagrant {command}", folder).returncode == 0
    with (folder / "sheet.csv").open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    for coder in ("anna", "bo"):
        with (folder / f"{coder}.csv").open("w", encoding="utf-8", newline="") as coded:
            writer = csv.DictWriter(coded, rows[0])
            writer.writeheader()
            writer.writerows({**row, "code": "npm" if number % 2 else "trust"} for number, row in enumerate(rows))
    return folder


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What bash gives, with the command of this environment on its path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


VERBS = verbs()
EXAMPLES = {name: examples_of(command) for name, command in VERBS.items()}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_shows_an_example_of_itself(verb):
    assert EXAMPLES[verb]
    assert all(f"ordagrant {verb} " in example for example in EXAMPLES[verb])
    with click.Context(VERBS[verb], info_name=f"ordagrant {verb}") as context:
        assert all(example in VERBS[verb].get_help(context) for example in EXAMPLES[verb])


@pytest.mark.parametrize("example", [example for examples in EXAMPLES.values() for example in examples])
def test_every_example_runs(desk, example):
    done = run(example, desk, HOME=str(desk))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_alone_shows_the_five_commonest_uses_and_they_run(desk):
    said = run("ordagrant", desk)
    assert (said.returncode, said.stderr) == (0, "")
    commands = re.findall("^    (ordagrant .+)$", said.stdout, re.MULTILINE)
    assert commands == [f"ordagrant {command}" for command in COMMONEST]
    assert len(commands) == 5
    for command in commands:
        done = run(command, desk)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) > 2, command


def test_every_verb_is_listed_with_a_whole_sentence():
    for group in [cli, *(command for command in cli.commands.values() if isinstance(command, Verbs))]:
        with click.Context(group, info_name="ordagrant") as context:
            listed = group.get_help(context)
        assert all(f"\n  {verb} " in listed for verb in group.commands)
        assert "..." not in listed.split("Commands:")[1]


def test_options_that_verbs_share_stand_in_one_order():
    before: dict[tuple[str, str], str] = {}
    for verb, command in VERBS.items():
        order = [name for parameter in command.params for name in parameter.opts if name.startswith("--")]
        for first, second in combinations(order, 2):
            before.setdefault((first, second), verb)
            assert (second, first) not in before, f"{first} and {second}: {verb}, {before[second, first]}"


def test_every_option_says_what_it_is_for():
    options = [option for command in VERBS.values() for option in command.params if isinstance(option, click.Option)]
    assert len(options) > 100
    assert [option.name for option in options if not (option.help or "").endswith((".", "]"))] == []


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (["scor", "plan.txt"], "did you mean 'score'?"),
        (["lexicon", "lst"], "did you mean 'list'?"),
        (["score", "plan.txt", "--formt", "csv"], "'--format'"),
        (["score", "plan.txt", "--format", "json"], "did you mean 'jsonl'?"),
        (["score", "plan.txt", "--by", "speakers"], "did you mean 'speaker'?"),
        (["completion", "fsh"], "did you mean 'fish'?"),
    ],
)
def test_a_slip_of_the_finger_is_told_what_was_meant(ordagrant, tmp_path, args, meant):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    outcome = ordagrant(*args)
    assert (outcome.code, outcome.out) == (2, b"")
    assert meant in outcome.err


@pytest.mark.parametrize("verb", ["frob", "x"])
def test_what_is_like_nothing_is_no_guess(ordagrant, verb):
    assert "did you mean" not in ordagrant(verb).err


# Asks bash itself, with the script loaded, what it would put in place of the last word.
ASK = """
eval "$(ordagrant completion bash)"
COMP_WORDS=({words}); COMP_CWORD={at}
compopt() {{ echo "option $2"; }}
_ordagrant_completion ordagrant
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ordagrant", "sc"], ["score"]),
        (["ordagrant", "lexicon", "s"], ["show", "suggest"]),
        (["ordagrant", "score", "--resamp"], ["--resample", "--resamples"]),
        (["ordagrant", "score", "--by", "s"], ["sentence", "speaker"]),
        (["ordagrant", "hits", "--pole", "t"], ["trust", "theme"]),
        (["ordagrant", "demand", "--categories", "serv"], ["services"]),
        (["ordagrant", "completion", ""], ["bash", "zsh", "fish"]),
        # A file is completed by the shell as ever.
        (["ordagrant", "score", "pl"], ["option default"]),
        (["ordagrant", "score", "--out", "ra"], ["option default"]),
    ],
)
def test_bash_completes_verbs_options_values_and_files(desk, words, expected):
    quoted = " ".join(f"'{word}'" for word in words)
    done = run(ASK.format(words=quoted, at=len(words) - 1), desk)
    assert (done.stderr, done.returncode) == ("", 0)
    assert [line for line in done.stdout.splitlines() if line] == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_one_that_the_shell_reads(desk, shell):
    script = run(f"ordagrant completion {shell}", desk)
    assert (script.returncode, script.stderr) == (0, "")
    assert "ordagrant" in script.stdout
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (desk / "script").write_text(script.stdout)
    assert subprocess.run([shell, "-n", "script"], cwd=desk, check=False).returncode == 0
