"""The command `ordagrant`: the list of verbs, and what an error looks like."""

from __future__ import annotations

import os
import sys

import click

from ordagrant.cli import (
    batch,
    chart,
    completion,
    compounds,
    demand,
    hits,
    keyness,
    language,
    lexicon,
    passages,
    quotes,
    redact,
    report,
    score,
    text,
    tokens,
    validate,
    verify,
)
from ordagrant.cli.coverage import say
from ordagrant.cli.verbs import Verbs
from ordagrant.errors import RequestError

_WRONG_REQUEST = 2

# What most people come for.
COMMONEST = {
    "score minutes/ --format table": "how much of New Public Management and of trust, a row a document",
    "hits plan.txt --format table": "the words behind it: line, context, speaker, and how each is meant",
    'hits minutes/ --terms "tillit, *styrning" --format table': "any words you like, in all their forms",
    "passages minutes/ --kind vote,decision,assignment --format table": "what was voted, decided and assigned",
    "demand contacts.csv --text message --format table": "what citizens ask for: value or failure demand",
}


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 all right; 1 some documents could not be read or have no text; 2 the request is wrong.",
)
@click.version_option(package_name="ordagrant", prog_name="ordagrant")
@click.pass_context
def cli(context: click.Context) -> None:
    """Read how Swedish and Danish governance documents want the public sector to be governed.

    INPUT is documents (.txt, .md, .html, .pdf, .docx, .odt, .eml), tables (.csv, .tsv, .jsonl, .parquet, .xlsx),
    folders and .zip of these, globs, or - for standard input. Rows go to standard output, all else to standard error.
    `ordagrant VERB --help` has the options of a verb, and examples.
    """
    if context.invoked_subcommand is None:
        click.echo(_commonest())


def _commonest() -> str:
    """What the command says by itself."""
    uses = "\n\n".join(f"  {about}\n    ordagrant {command}" for command, about in COMMONEST.items())
    return f"The commonest uses:\n\n{uses}\n\nAll verbs: ordagrant --help. One of them: ordagrant VERB --help."


for verb in (
    text.text,
    language.language,
    tokens.tokens,
    compounds.compounds,
    passages.passages,
    quotes.quotes,
    hits.hits,
    score.score,
    keyness.keyness,
    demand.demand,
    chart.chart,
    report.report,
    batch.batch,
    lexicon.lexicon,
    redact.redact,
    validate.validate,
    verify.verify,
    completion.completion,
):
    cli.add_command(verb)


def main(args: list[str] | None = None) -> int:
    """Run the command line; gives the exit code."""
    try:
        code = cli.main(args, prog_name="ordagrant", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        return 130
    except click.exceptions.NoArgsIsHelpError as help_:  # of a verb that has verbs of its own
        click.echo(help_.format_message())
        return 0
    except click.ClickException as error:
        _say(error.format_message())
        return _WRONG_REQUEST
    except RequestError as error:
        _say(str(error))
        return _WRONG_REQUEST
    except BrokenPipeError:
        # Whoever read the rows has seen enough. The closing of stdout must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _say(f"rows cannot be written: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _WRONG_REQUEST
    return code if isinstance(code, int) else 0


def _say(message: str) -> None:
    say("ordagrant: " + " ".join(message.split()))


if __name__ == "__main__":
    sys.exit(main())
