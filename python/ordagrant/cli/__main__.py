"""The command `ordagrant`: the list of verbs, and what an error looks like."""

from __future__ import annotations

import os
import sys

import click

from ordagrant.cli import (
    chart,
    compounds,
    demand,
    hits,
    keyness,
    language,
    lexicon,
    passages,
    quotes,
    redact,
    score,
    text,
    tokens,
    validate,
    verify,
)
from ordagrant.cli.coverage import say
from ordagrant.cli.options import Verbs
from ordagrant.errors import RequestError

_WRONG_REQUEST = 2


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 all right; 1 some documents could not be read or have no text; 2 the request is wrong.",
)
@click.version_option(package_name="ordagrant", prog_name="ordagrant")
def cli() -> None:
    """Read how Swedish and Danish governance documents want the public sector to be governed.

    \b
    ordagrant score minutes/                 rates of both poles, a row a document
    ordagrant hits plan.txt --format table   the words behind them, in their context
    ordagrant tokens letters.csv --text body --out tokens.jsonl
    """  # \b is click's


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
    lexicon.lexicon,
    redact.redact,
    validate.validate,
    verify.verify,
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
    except click.exceptions.NoArgsIsHelpError as help_:
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
