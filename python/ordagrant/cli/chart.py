"""ordagrant chart."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ordagrant import charts
from ordagrant.chart_words import WORDS, words_of
from ordagrant.cli.coverage import say
from ordagrant.cli.options import output_options
from ordagrant.cli.output import FORMATS, Form, Rows
from ordagrant.cli.place import require_apart
from ordagrant.cli.verbs import examples
from ordagrant.readers.series import read_columns

_DRAWN = ("svg", "html")


@click.command(
    epilog=examples(
        "chart letters_by_week.csv --date week --value failure --n letters --format table",
        "chart cases.csv --start opened --end closed --change 2024-09-01 --out days.svg",
    )
)
@click.option(
    "--date", metavar="COLUMN", help="The column with the day, ISO week or month: 2024-03-12, 2024-W11 or 2024-03."
)
@click.option("--value", metavar="COLUMN", help="The column with the number; with --n, with the count.")
@click.option("--n", metavar="COLUMN", help="The column with what --value counts a share of.")
@click.option("--start", metavar="COLUMN", help="The column with the day on which a case began.")
@click.option("--end", metavar="COLUMN", help="The column with the day on which it ended.")
@click.option(
    "--change",
    multiple=True,
    metavar="DATE",
    help="From this date on limits are computed anew; may be given more than once.",
)
@click.option("--ui", default="en", show_default=True, metavar="|".join(WORDS), help="Language of the drawing.")
@partial(output_options, forms=_DRAWN)
@click.argument("input_", metavar="INPUT")
def chart(
    input_: str,
    date: str | None,
    value: str | None,
    n: str | None,
    start: str | None,
    end: str | None,
    change: tuple[str, ...],
    ui: str,
    format_: str | None,
    out: str | None,
) -> int:
    """What of a change over time is a signal, and what is noise.

    INPUT is a table (.csv, .tsv, .jsonl, .parquet, .xlsx, or - for standard input), a row a point. --value gives an
    XmR chart, --value with --n a p' chart of shares, --start with --end an XmR chart of the days that each case takes.
    A row a point, with its limits; --out chart.svg or chart.html draws it. What it says is written to stderr.
    """
    words_of(ui)
    require_apart(out, None, [input_])
    asked = {"--date": date, "--value": value, "--n": n, "--start": start, "--end": end}
    columns = {column: option for option, column in asked.items() if column is not None}
    made = charts.chart(read_columns(input_, columns), date=date, value=value, n=n, start=start, end=end, change=change)
    drawn: dict[str, Form] = {"svg": lambda _: made.svg(ui).encode(), "html": lambda _: made.html(ui).encode()}
    ending = Path(out or "").suffix.lower().removeprefix(".")
    if ending in drawn and format_ in FORMATS:
        # Nobody wants rows in a picture: it is drawn there, and the rows go to standard output.
        with Rows(ending, out, drawn) as picture:
            picture.write(made.core)
        out = None
    elif ending in drawn and format_ is None:
        format_ = ending
    with Rows(format_, out, drawn) as rows:
        rows.write(made.core)
    for line in [*made.notes, *made.summary()]:
        say(line)
    return 0
