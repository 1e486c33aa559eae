"""ordagrant validate."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import click

from ordagrant.agreement import LEVELS, Agreement
from ordagrant.cli.coverage import say
from ordagrant.cli.options import output_options
from ordagrant.cli.output import Rows, as_csv, read_back
from ordagrant.cli.place import Place, require_apart
from ordagrant.cli.verbs import examples
from ordagrant.errors import RequestError
from ordagrant.manifest import Manifest, lexicons_of, sha256_of, versions
from ordagrant.readers import ReadOptions, Skipped, documents
from ordagrant.shares import Share
from ordagrant.stance import RESAMPLES
from ordagrant.validation import (
    CODES,
    UNITS,
    Row,
    Validation,
    codings_of,
    column_of,
    draw,
    sheet_of,
    texts_of,
)
from ordagrant.validation import validate as validated

_N = 100
_MOST_TERMS = 15  # in the report; the rows and the record have all
_MARK = "\ufeff"  # by which spreadsheets know UTF-8


@click.command(
    epilog=examples(
        "validate hits.jsonl --sheet sheet.csv --n 200",
        "validate hits.jsonl --coded anna.csv --coded bo.csv --record record.json",
        "validate --coded anna.csv --coded bo.csv",
    )
)
@click.argument("results", required=False, metavar="[RESULTS]")
@click.option("--sheet", metavar="FILE", help="Draw a sample and write it to this file (CSV) for people to code.")
@click.option("--n", type=int, default=_N, show_default=True, metavar="N", help="Rows to draw.")
@click.option("--coded", multiple=True, metavar="FILE", help="A sheet that was coded; may be given more than once.")
@click.option("--column", metavar="COLUMN", help="What is coded. [default: pole of hits, label of scores, demand]")
@click.option("--level", default=LEVELS[0], show_default=True, metavar="|".join(LEVELS), help="What codes are.")
@click.option("--by", default=UNITS[0], show_default=True, metavar="|".join(UNITS), help="What scores are of.")
@click.option(
    "--resamples", type=int, default=RESAMPLES, show_default=True, metavar="N", help="Draws for intervals; 0 for none."
)
@click.option(
    "--seed", type=int, default=0, show_default=True, metavar="N", help="Seed of the sample and of the draws."
)
@click.option("--record", metavar="FILE", help="Write what was found, with the versions, to this file (JSON).")
@click.option("--source", multiple=True, metavar="INPUT", help="The documents, where the results hold no text.")
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    metavar="FILE",
    help="Without a manifest: the lexicon that the results are by.",
)
@click.option("--manifest", metavar="FILE", help="The manifest of the results, which says by which lexicon they are.")
@partial(output_options)
@click.option(
    "--text", "text_", default="text", show_default=True, metavar="COLUMN", help="Of tables: the column read."
)
@click.option("--id", "id_", default="id", show_default=True, metavar="COLUMN", help="Of tables: its id.")
def validate(
    results: str | None, sheet: str | None, coded: tuple[str, ...], record: str | None, out: str | None, **options: Any
) -> int:
    """What people say of a sample, against the results.

    RESULTS are rows of hits, score, demand, quotes or passages (.jsonl, .csv, .parquet). With --sheet a sample is drawn
    from them, by the values of --column, and written without what the tool said. Coders fill its column `code`, each a
    copy of their own (or columns code_anna, code_bo). With --coded the sheets are read back:
    agreement of the coders and of the tool with them (Krippendorff's alpha, Gwet's AC1), confusion, precision of each
    value and term, each share of all results corrected by what was coded, and the disagreements. Without RESULTS
    coders are compared with each other alone.
    """
    if bool(sheet) == bool(coded):
        raise RequestError("validate needs either --sheet FILE, to draw a sample, or --coded FILE, to read one back")
    if sheet:
        if results is None:
            raise RequestError("--sheet needs RESULTS to draw from")
        require_apart(sheet, None, [results, *options["source"]])
        return _draw(results, sheet, **options)
    require_apart(out, None, [*coded, *([results] if results else [])], {"--record": record})
    return _read_back(results, coded, record, out, **options)


def _draw(results: str, sheet: str, *, n: int, column: str | None, seed: int, **options: Any) -> int:
    rows: list[Row] = list(read_back(results))
    column = column_of(rows, column)
    drawn = draw(rows, column, n, seed)
    if missing := {str(rows[number].get("id")) for number in drawn if rows[number].get("text") is None}:
        if not options["source"]:
            raise RequestError(f"{results} has no column 'text': --source INPUT says where the documents are")
        reading = ReadOptions(text=options["text_"], id=options["id_"])
        texts = texts_of(missing, documents(list(options["source"]), reading, Skipped()), options["by"])
        rows = [{**row, "text": texts.get(str(row.get("id")), row.get("text"))} for row in rows]
    with Rows("sheet", sheet, {"sheet": lambda core: _MARK.encode() + as_csv(core)}) as written:
        written.write(sheet_of(rows, drawn))
    say(f"{len(drawn):,} of {len(rows):,} rows drawn, of each {column} by the square root of how many there are")
    if column in CODES:
        say(f"to be coded in the column `code` of {sheet}: {', '.join(CODES[column])}")
    return 0


def _read_back(results: str | None, coded: tuple[str, ...], record: str | None, out: str | None, **options: Any) -> int:
    rows = None if results is None else list(read_back(results))
    found = validated(
        rows,
        codings_of((Path(file).stem, read_back(file)) for file in coded),
        column=options["column"],
        level=options["level"],
        resamples=options["resamples"],
        seed=options["seed"],
    )
    about = {} if results is None else _about(results, options["manifest"], options["lexicons"])
    with Rows(options["format_"], out, {"table": lambda _: report(found).encode()}) as written:
        written.write(found.table.core)
    if record:
        content = {**versions(), **about, **found.record}
        with Place(record, "--record") as file:
            file.write(json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")
    if found.not_coded:
        labels = ", ".join(f"{label} ({count:,} rows)" for label, count in found.not_coded.items())
        say(f"no share is corrected: nothing is coded of {labels}")
    return 0


def _about(results: str, manifest: str | None, lexicons: tuple[str, ...]) -> dict[str, Any]:
    """Which results these are, and by which lexicons."""
    about = {"results": {"file": Path(results).name, "sha256": sha256_of(results)}}
    if manifest is None:
        return {**about, "lexicons": lexicons_of(lexicons)}
    said = Manifest.read(manifest)
    if said.result is not None and said.result[1] != about["results"]["sha256"]:
        raise RequestError(f"manifest {manifest!r} is of other results than {results!r}: their hashes differ")
    return {**about, "lexicons": list(said.lexicons)}


def report(found: Validation) -> str:
    """What was found, for a reader at a terminal."""
    coders = ", ".join(f"{coder} {len(codes):,}" for coder, codes in found.codings.items())
    of = f" of {len(found.rows):,} rows" if found.rows else ""
    lines = [f"{found.coded:,}{of} coded, by {len(found.codings)}: {coders}", ""]
    between = {"coders": "between the coders", "tool": "tool and most coders"}
    for who, measures in found.agreement.items():
        lines.append(f"{between[who]} ({measures['ac1'].units:,} rows)")
        lines.append(f"  Krippendorff's alpha, {found.level}: {_number(measures['alpha'])}")
        lines.append(f"  Gwet's AC1: {_number(measures['ac1'])}")
    if found.confusion:
        lines += ["", f"what the tool says ({found.column}), and what most coders say", *_confusion(found.confusion)]
        lines += ["", "of the coded rows that the tool calls so, how many are so"]
        lines += _table([[label, f"{n}", _percent(share)] for label, (share, n) in found.precision.items()])
        lines += ["", "share of all rows: as the tool says, and corrected by what was coded"]
        lines += _table(
            [[value, f"{100 * said:.1f} %", _percent(share)] for value, (said, share) in found.shares.items()]
        )
    if found.terms:
        more = f", the first {_MOST_TERMS} of {len(found.terms):,}" if len(found.terms) > _MOST_TERMS else ""
        lines += ["", f"by term{more}"]
        lines += _table([[term, label, f"{n}", _percent(share)] for term, label, share, n in found.terms[:_MOST_TERMS]])
    lines += ["", f"disagreements: {len(found.disagreements):,}"]
    for one in found.disagreements:
        place = [f"sample {one['sample']}" if one["id"] is None else str(one["id"])]
        place += [f"{name} {one[name]}" for name in ("page", "line") if one[name] is not None]
        words = " ".join(f"{one['left'] or ''}[{one['text'] or ''}]{one['right'] or ''}".split())
        said = [f"{who}: {code}" for who, code in (("tool", one["tool"]), *one["codes"].items()) if code is not None]
        lines += [f"  {', '.join(place)}", *([f"    {words}"] if words != "[]" else []), f"    {'; '.join(said)}"]
    return "\n".join(lines) + "\n"


def _confusion(confusion: dict[str, dict[str, int]]) -> list[str]:
    codes = sorted({code for counts in confusion.values() for code in counts})
    rows = [[label, *(str(counts.get(code, 0)) for code in codes)] for label, counts in confusion.items()]
    return _table([["", *codes], *rows])


def _table(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))] if rows else []
    return [
        ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip() for row in rows
    ]


def _number(found: Agreement) -> str:
    if found.value is None:
        return "not defined, since all codes are the same or nothing was coded twice"
    return f"{found.value:.3f}" + ("" if found.low is None else f" ({found.low:.3f} to {found.high:.3f})")


def _percent(share: Share | None) -> str:
    if share is None:
        return "not corrected"
    return f"{100 * share.share:.1f} % ({100 * share.low:.1f}-{100 * share.high:.1f})"
