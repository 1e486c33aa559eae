"""Plots: what tables say, as pictures of altair; needs the extra `ordagrant[plots]`.

Each function gives an altair chart: show it in a notebook, change it as altair has it, or write it with
`chart.save("scores.svg")`, which is done on this machine with nothing fetched. Its numbers are `chart.data.values`, a
dict a mark, and stand in the tooltips of an interactive one. What is told by colour is told by shape, line or place
too.

Altair's own way to show a chart in a notebook has the browser fetch a programme from the web. Where no other way has
been chosen (`altair.renderers.enable`), a plot therefore chooses `svg`: a picture, made here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any, TypeAlias

from ordagrant.chart_words import title_of, words_of
from ordagrant.charts import Chart
from ordagrant.clusters import Clusters
from ordagrant.document import AUTO, Texts, documents_of
from ordagrant.errors import RequestError, whole
from ordagrant.periods import period_of
from ordagrant.privacy import masked_by_all
from ordagrant.table import Table
from ordagrant.vectors import Lsa, Tfidf

# What altair makes of it is altair's own: its classes have no common one that says more.
Plot: TypeAlias = Any
# A Table, a frame of pandas, polars or pyarrow, or a list of dicts.
Rows: TypeAlias = Any

RATE = "weighted hits per 1,000 words"

_POLES = {"npm": "NPM", "trust": "trust"}
# Blue and orange are told apart by all kinds of sight, and in black and white the one is darker.
_NPM, _TRUST, _QUIET = "#c05a00", "#00558c", "#767676"
_LINE, _LIMIT, _SIGNAL = "#5a6b7b", "#8a4200", "#b00020"  # of a control chart
# For what has no colour of its own: dark enough for a point on white, and each with a shape.
_COLOURS = ("#00558c", "#c05a00", "#00735c", "#8a3d78", "#1a1a1a", "#857400")
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")

# Columns of a score that begin as the rate of a category does and are none.
_NO_CATEGORIES = ("low", "high", "hits", "reversed", "criticised", "dp", "dp_norm")
_COMPARED = ("_difference", "_difference_low", "_difference_high", "_higher_than")

_WIDTH = 440  # pixels of a panel
_ROW = 26  # pixels from line to line
_HEIGHT = 200  # of a panel over time
_LINE_OF_TITLE = 110  # characters, about as wide as a panel over time
_MOST_UNITS = len(_SHAPES)
_DIMENSIONS = 3  # of which two are shown
_MOST_NAMED = 8  # points that have their ids beside them


def scores(table: Rows) -> Plot:
    """The rates of both poles with their intervals, a line a row of `og.score`, in its order.

    A row without text has no rates: its status stands there instead. Raises RequestError if altair is not installed or
    the table is none of scores.
    """
    alt = _altair()
    values = []
    for row in _rows(table, "id status words npm npm_low npm_high trust trust_low trust_high"):
        for pole, name in _POLES.items():
            rate = {"rate": row[pole], "low": row[f"{pole}_low"], "high": row[f"{pole}_high"]}
            said = row["status"] if row[pole] is None else None
            values.append({"unit": str(row["id"]), "pole": name, **rate, "words": row["words"], "without": said})
    order = list(dict.fromkeys(value["unit"] for value in values))
    base = alt.Chart().encode(
        y=alt.Y("unit:N", sort=order, title=None, axis=alt.Axis(labelLimit=320, grid=True, tickBand="extent")),
        yOffset=alt.YOffset("pole:N", sort=list(_POLES.values())),
        color=_by_pole(alt.Color, [_NPM, _TRUST]),
        tooltip=_tooltip("unit", "pole", "rate", "low", "high", "words"),
    )
    return _together(
        values,
        base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title=RATE), x2="high:Q"),
        base.mark_point(filled=True, opacity=1, size=70).encode(
            x="rate:Q", shape=_by_pole(alt.Shape, ["circle", "square"])
        ),
        base.mark_text(align="left", dx=4, color=_QUIET, fontStyle="italic")
        .encode(x=alt.datum(0), text="without:N", color=alt.value(_QUIET))
        .transform_filter("datum.without !== null && datum.pole === 'NPM'"),
        width=_WIDTH,
        height=alt.Step(_ROW / 2),
    )


def poles(table: Rows) -> Plot:
    """Both poles as two axes: a point a row of `og.score`, with its intervals; a text can have much of both.

    Up to 8 rows stand by their ids, more by their numbers, from 0; those without text are left out. Raises RequestError
    as `scores` does.
    """
    alt = _altair()
    needed = "id npm npm_low npm_high trust trust_low trust_high label"
    values = [
        {"row": number} | {name: row[name] for name in needed.split()}
        for number, row in enumerate(_rows(table, needed))
        if row["npm"] is not None
    ]
    highest = max(
        (value[name] or 0 for value in values for name in ("npm_high", "trust_high", "npm", "trust")), default=0
    )
    scale = alt.Scale(domain=[0, highest or 1])
    named = len(values) <= _MOST_NAMED
    labels = ["npm", "trust", "mixed", "none"]
    base = alt.Chart().encode(
        x=alt.X("npm:Q", title=f"NPM, {RATE}", scale=scale),
        y=alt.Y("trust:Q", title=f"trust, {RATE}", scale=scale),
        tooltip=_tooltip("row", "id", "npm", "npm_low", "npm_high", "trust", "trust_low", "trust_high", "label"),
    )
    return _together(
        values,
        base.mark_rule(color=_QUIET, opacity=0.6).encode(x=alt.X("npm_low:Q"), x2="npm_high:Q"),
        base.mark_rule(color=_QUIET, opacity=0.6).encode(y=alt.Y("trust_low:Q"), y2="trust_high:Q"),
        base.mark_point(filled=True, opacity=1, size=80).encode(
            color=alt.Color(
                "label:N", title="label", scale=alt.Scale(domain=labels, range=[_NPM, _TRUST, "#8a3d78", _QUIET])
            ),
            shape=alt.Shape("label:N", title="label", scale=alt.Scale(domain=labels, range=list(_SHAPES[:4]))),
        ),
        base.mark_text(align="left", dx=7, dy=-7, fontSize=10, limit=180).encode(text="id:N" if named else "row:Q"),
        width=_WIDTH,
        height=_WIDTH,
        title=_title("NPM and trust", [] if named else ["a number is the row of the table, from 0"]),
    )


def categories(table: Rows) -> Plot:
    """The rates of the categories, those of each pole on an axis of their own; a mark a row of `og.score`.

    Both axes have the same scale. Raises RequestError as `scores` does, and for more rows than shapes tell apart, 6.
    """
    alt = _altair()
    rows = [row for row in _rows(table, "id npm trust") if row["npm"] is not None]
    if not 0 < len(rows) <= _MOST_UNITS:
        raise RequestError(f"{len(rows)} rows have text: categories are shown of 1 to {_MOST_UNITS}")
    values = [
        {
            "unit": str(row["id"]),
            "pole": pole,
            "category": name.removeprefix(f"{pole}_").replace("_", " "),
            "rate": rate,
        }
        for row in rows
        for pole in _POLES
        for name, rate in row.items()
        if _is_category(name, pole)
    ]
    widest = max((value["rate"] or 0 for value in values), default=0) or 1
    units = list(dict.fromkeys(value["unit"] for value in values))
    highest_first = alt.EncodingSortField("rate", op="max", order="descending")
    panels = []
    for pole, title in _POLES.items():
        base = (
            alt.Chart(title=title)
            .transform_filter(f"datum.pole === '{pole}'")
            .encode(
                x=alt.X("rate:Q", title=RATE, scale=alt.Scale(domain=[0, widest])),
                y=alt.Y("category:N", title=None, sort=highest_first, axis=alt.Axis(grid=True, tickBand="extent")),
                tooltip=_tooltip("unit", "category", "rate"),
            )
            .properties(width=_WIDTH / 2, height=alt.Step(_ROW * (0.8 if len(units) == 1 else 0.4)))
        )
        if len(units) == 1:
            panels.append(base.mark_bar(color=_NPM if pole == "npm" else _TRUST, height={"band": 0.6}))
        else:
            panels.append(
                base.mark_point(filled=True, opacity=1, size=60).encode(
                    yOffset=alt.YOffset("unit:N", sort=units),
                    color=alt.Color("unit:N", title=None, scale=alt.Scale(domain=units, range=list(_COLOURS))),
                    shape=alt.Shape("unit:N", title=None, scale=alt.Scale(domain=units, range=list(_SHAPES))),
                )
            )
    return alt.hconcat(*panels, data=alt.Data(values=values))


def over_time(table: Rows) -> Plot:
    """The rates of both poles by month with their intervals, of `og.score(..., by="month")`: a panel a pole.

    A month without text is a gap: no line goes over it, and a cross stands below. What has no date is in no month, and
    is left out with a word about it. Raises RequestError as `scores` does, and for rows that are no months.
    """
    alt = _altair()
    rows = _rows(table, "id words npm npm_low npm_high trust trust_low trust_high")
    undated = sum(row["words"] or 0 for row in rows if not row["id"])
    dated = {_number_of_month(row["id"]): row for row in rows if row["id"]}
    values = []
    stretch = 0
    for number in range(min(dated, default=0), max(dated, default=-1) + 1):
        row = dated.get(number, {})
        month = f"{number // 12:04}-{number % 12 + 1:02}"
        stretch += row.get("npm") is None
        for pole in _POLES:
            rate = {"rate": row.get(pole), "low": row.get(f"{pole}_low"), "high": row.get(f"{pole}_high")}
            values.append(
                {"month": month, "day": f"{month}-01T00:00:00", "pole": pole, **rate}
                | {"words": row.get("words"), "stretch": stretch, "gap": row.get(pole) is None}
            )
    widest = max((value["high"] or value["rate"] or 0 for value in values), default=0) or 1
    by_month = alt.Axis(format="%Y-%m", labelAngle=0, labelOverlap=True, labelFlush=False)
    panels = []
    for pole, title in _POLES.items():
        colour, shape = (_NPM, "circle") if pole == "npm" else (_TRUST, "square")
        base = (
            alt.Chart()
            .transform_filter(f"datum.pole === '{pole}'")
            .encode(
                x=alt.X("day:T", title="month", axis=by_month),
                y=alt.Y("rate:Q", title=RATE, scale=alt.Scale(domain=[0, widest])),
                tooltip=_tooltip("month", "rate", "low", "high", "words"),
            )
        )
        read = base.transform_filter("!datum.gap")
        panels.append(
            alt.layer(
                read.mark_area(color=colour, opacity=0.2).encode(y="low:Q", y2="high:Q", detail="stretch:N"),
                read.mark_rule(color=colour, opacity=0.5).encode(y="low:Q", y2="high:Q"),
                read.mark_line(color=colour, strokeWidth=1.5).encode(detail="stretch:N"),
                read.mark_point(color=colour, shape=shape, filled=True, opacity=1, size=50),
                base.transform_filter("datum.gap")
                .mark_point(shape="cross", angle=45, filled=True, color=_QUIET, size=80, opacity=1)
                .encode(y=alt.value(_HEIGHT - 6)),
            ).properties(width=_WIDTH * 1.4, height=_HEIGHT, title=alt.TitleParams(title, anchor="start"))
        )
    said = [f"{RATE}, with 95 % intervals; × is a month without text"]
    said += [f"{undated:,} words have no date and are not shown"] if undated else []
    return alt.vconcat(*panels, data=alt.Data(values=values), title=_title("NPM and trust by month", said))


def keyness(table: Rows, most: int = 15) -> Plot:
    """What is typical of either side of `og.keyness`: the log ratio with its interval, a point the larger the larger z.

    At most `most` words a side are shown, those of the largest z. To the right stands what is typical of the target, to
    the left of the reference; one step is a doubling. Raises RequestError if altair is not installed, `most` is below 1
    or the table is none of keyness.
    """
    alt = _altair()
    whole("most", most, 1)
    names = "word target reference z log_ratio log_ratio_low log_ratio_high g2 dp_target dp_reference p_holm"
    rows = sorted(_rows(table, names), key=lambda row: -row["z"])
    target = [row for row in rows if row["z"] > 0][:most]
    reference = [row for row in rows if row["z"] < 0][-most:]
    values = [
        {name: row[name] for name in names.split()} | {"strength": abs(row["z"]), "typical of": side}
        for side, part in (("target", target), ("reference", reference))
        for row in part
    ]
    sides = ["target", "reference"]
    base = alt.Chart().encode(
        y=alt.Y("word:N", sort=[value["word"] for value in values], title=None, axis=alt.Axis(grid=True)),
        color=alt.Color("typical of:N", scale=alt.Scale(domain=sides, range=[_TRUST, _NPM])),
        tooltip=_tooltip(*names.split()),
    )
    return _together(
        values,
        alt.Chart(alt.Data(values=[{"none": 0}])).mark_rule(color=_QUIET).encode(x=alt.datum(0)),
        base.mark_rule(strokeWidth=1.5).encode(
            x=alt.X("log_ratio_low:Q", title="log ratio (doublings): reference more ← 0 → target more"),
            x2="log_ratio_high:Q",
        ),
        base.mark_point(filled=True, opacity=1).encode(
            x="log_ratio:Q",
            size=alt.Size("strength:Q", title="|z|", scale=alt.Scale(rangeMin=20, rangeMax=220)),
            shape=alt.Shape("typical of:N", scale=alt.Scale(domain=sides, range=["circle", "square"])),
        ),
        width=_WIDTH,
        height=alt.Step(_ROW * 0.75),
    )


def cluster_map(texts: Texts, clusters: Clusters, *, lang: str = AUTO) -> Plot:
    """Where the texts lie, a point each in the shape of its cluster; `clusters` is what `og.clusters` made of them.

    The two axes are those that tell the clusters apart most, by latent semantic analysis of their words (TF-IDF, the
    first dimension left out, which is what all of them share), the same on every machine. That the clusters lie apart
    is how the axes were chosen and proves nothing, and two dimensions show little of what clusters are made of: see
    their stability. The texts are masked before, and none is in the picture. Raises RequestError if altair is not
    installed, the texts are others or the clusters fewer than three.
    """
    alt = _altair()
    documents = documents_of(texts, lang)
    if [document.id for document in documents] != clusters["id"]:
        raise RequestError(
            f"the {len(documents):,} texts are not the {len(clusters):,} of the clusters, in their order"
        )
    if len(clusters.summary) < _DIMENSIONS:
        raise RequestError(f"{len(clusters.summary)} clusters have no map: it takes {_DIMENSIONS}")
    masked = masked_by_all(documents)
    of_cluster: dict[str, list[str]] = {}
    for text, cluster in zip(masked, clusters["cluster"], strict=True):
        of_cluster.setdefault(cluster or "", []).append(text)
    of_cluster.pop("", None)  # those without letters
    terms = Tfidf(sublinear=True)
    rows = terms.fit_transform(masked)
    together = terms.transform("\n".join(of_cluster[cluster]) for cluster in sorted(of_cluster))
    found: Any = Lsa(n_components=_DIMENSIONS).fit(together).transform(rows)
    places: Any = memoryview(found).tolist()
    labels = dict(zip(clusters.summary["cluster"], clusters.summary["label"], strict=True))
    names = {cluster: f"{cluster}: {label}" for cluster, label in labels.items()}
    values = [
        {
            "id": row["id"],
            "cluster": row["cluster"],
            "label": names[row["cluster"]],
            "exemplar": bool(row["exemplar"]),
            "x": [*place, 0.0, 0.0][1],  # words of one letter give fewer dimensions
            "y": [*place, 0.0, 0.0, 0.0][2],
        }
        for row, place in zip(clusters, places, strict=True)
        if row["cluster"] is not None
    ]
    domain = list(names.values())
    colours = [_COLOURS[at % len(_COLOURS)] for at in range(len(domain))]
    # When the colours begin anew each has another shape.
    shapes = [_SHAPES[(at + at // len(_COLOURS)) % len(_SHAPES)] for at in range(len(domain))]
    base = alt.Chart().encode(
        x=alt.X("x:Q", title="dimension 2 of the clusters (no unit)", axis=alt.Axis(labels=False, ticks=False)),
        y=alt.Y("y:Q", title="dimension 3 of the clusters (no unit)", axis=alt.Axis(labels=False, ticks=False)),
        color=alt.Color(
            "label:N",
            title="cluster",
            scale=alt.Scale(domain=domain, range=colours),
            legend=alt.Legend(labelLimit=320, symbolLimit=50),
        ),
        shape=alt.Shape(
            "label:N",
            title="cluster",
            scale=alt.Scale(domain=domain, range=shapes),
        ),
        tooltip=_tooltip("id", "label"),
    )
    return _together(
        values,
        base.mark_point(filled=True, opacity=0.55, size=30),
        base.transform_filter("datum.exemplar").mark_text(fontWeight="bold", dy=-8).encode(text="cluster:N"),
        width=_WIDTH * 1.2,
        height=_WIDTH,
    )


def xmr(chart: Chart, ui: str = "en") -> Plot:
    """A chart of `og.chart`: its values, mean, limits, signals and gaps, and below it the moving ranges.

    A point that is a signal has a shape of its own for what it is. `chart.svg()` draws the same without altair. `ui` is
    `sv`, `da` or `en`; raises RequestError for another, and if altair is not installed.
    """
    alt = _altair()
    words = words_of(ui)
    values = []
    stretch = 0
    begins = {phase.begin for phase in chart.phases}
    for at, row in enumerate(chart):
        stretch += at in begins or row["value"] is None
        names = (row["signal"] or "").split(", ")[0]
        said = words[names] if names else words["usual"]
        values.append({**row, "date": str(row["date"]), "at": at, "stretch": stretch, "is": said})
    dates = [value["date"] for value in values]
    with_ranges = any(value["moving_range"] is not None for value in values)
    kinds = {"usual": "circle", "outside": "diamond", "eight_in_a_row": "square", "three_of_four": "triangle-up"}
    kinds = {words[name]: shape for name, shape in (kinds | {"range": "cross"}).items()}
    found = {value["is"] for value in values} | {words["usual"]}
    signals = [name for name in kinds if name in found]
    shapes = alt.Scale(domain=signals, range=[kinds[name] for name in signals])
    colours = alt.Scale(domain=signals, range=[_LINE, *[_SIGNAL] * len(signals[1:])])
    legend = alt.Legend(labelLimit=320) if len(signals) > 1 else None
    is_share = chart.subject.kind == "share"
    format_ = ".0%" if is_share else ""

    def panel(column: str, lines: Sequence[tuple[str, list[int], str]], title: str, height: int) -> Plot:
        # Points of two cases can have one date, so they stand by their number.
        x = alt.X(
            "at:O",
            title=None,
            axis=alt.Axis(labelExpr=f"{dates!r}[datum.value]", labelAngle=0, labelOverlap=True, grid=False),
        )
        base = alt.Chart().encode(
            x=x, tooltip=_tooltip("date", "value", "moving_range", "mean", "lower", "upper", "range_limit", "is")
        )
        read = base.transform_filter(f"datum.{column} !== null")
        axis = alt.Axis(format=format_) if format_ else alt.Axis()
        drawn = [read.mark_line(color=_LINE).encode(y=alt.Y(f"{column}:Q", title=title, axis=axis), detail="stretch:N")]
        drawn += [
            base.transform_filter(f"datum.value !== null && datum.{name} !== null")
            .mark_line(interpolate="step" if is_share else "linear", strokeDash=dash, color=colour)
            .encode(y=f"{name}:Q", detail="stretch:N")
            for name, dash, colour in lines
        ]
        drawn.append(
            read.mark_point(filled=True, opacity=1).encode(
                y=f"{column}:Q",
                shape=alt.Shape("is:N", title=None, scale=shapes, legend=legend),
                color=alt.Color("is:N", title=None, scale=colours, legend=legend),
                size=alt.condition("datum.signal === null", alt.value(30), alt.value(110)),
            )
        )
        drawn.append(
            base.transform_filter("datum.value === null")
            .mark_point(shape="cross", angle=45, filled=True, color=_QUIET, size=80, opacity=1)
            .encode(y=alt.value(height - 7))
        )
        return alt.layer(*drawn).properties(width=_WIDTH * 1.4, height=height)

    panels = [
        panel(
            "value",
            [("mean", [1, 0], _TRUST), ("upper", [7, 4], _LIMIT), ("lower", [7, 4], _LIMIT)],
            words[chart.subject.kind],
            220,
        )
    ]
    if with_ranges and not is_share:
        panels.append(panel("moving_range", [("range_limit", [7, 4], _LIMIT)], words["moving_range"], 90))
    notes = [*chart.summary(ui), f"— {words['mean']}, – – {words['lower']}, {words['upper']}"]
    notes += [f"× {words['gap']}"] if None in chart["value"] else []
    return alt.vconcat(*panels, data=alt.Data(values=values), title=_title(title_of(chart, ui), notes))


def _altair() -> Any:
    try:
        import altair as alt  # it is an extra, and takes half a second
    except ImportError:
        raise RequestError("plots need altair, which is not installed: pip install 'ordagrant[plots]'") from None
    if alt.renderers.active == "default":
        alt.renderers.enable("svg")
    return alt


def _rows(table: Rows, needed: str) -> list[dict[str, Any]]:
    """The rows of a table or a frame, with None for what is not there. Raises RequestError if columns are missing."""
    if isinstance(table, Table):
        rows = list(table)
    elif isinstance(table, Sequence):
        rows = [dict(row) for row in table]
    else:
        import narwhals as nw

        try:
            rows = nw.from_native(table, eager_only=True).rows(named=True)
        except TypeError:
            raise RequestError(f"a {type(table).__name__} is neither a Table, a frame nor a list of rows") from None
    names = table.columns if isinstance(table, Table) else list(rows[0]) if rows else needed.split()
    if missing := [name for name in needed.split() if name not in names]:
        raise RequestError(f"the table has no column {', '.join(missing)}: it has {', '.join(map(str, names))}")
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _number_of_month(id: object) -> int:
    """The months since the year 0. Raises RequestError for what is none."""
    period = period_of(str(id))
    if period is None or period.kind != "month":
        raise RequestError(f"row {id!r} is no month: plots.over_time takes og.score(..., by='month')")
    year, month = map(int, period.label.split("-"))
    return year * 12 + month - 1


def _plain(value: Any) -> Any:
    """None for what frames have for a value that is not there, a number of Python's for one of NumPy's."""
    if type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def _is_category(name: str, pole: str) -> bool:
    own = name.removeprefix(f"{pole}_")
    return own != name and own not in _NO_CATEGORIES and not f"_{own}".endswith(_COMPARED)


def _by_pole(channel: Any, values: list[str]) -> Any:
    return channel("pole:N", title=None, scale=_altair().Scale(domain=list(_POLES.values()), range=values))


_TEXTS = frozenset(["unit", "pole", "id", "label", "category", "month", "date", "word", "is", "typical of"])
_COUNTS = frozenset(["words", "target", "reference"])


def _tooltip(*names: str) -> list[Any]:
    alt = _altair()
    return [
        alt.Tooltip(f"{name}:N", title=name)
        if name in _TEXTS
        else alt.Tooltip(f"{name}:Q", title=name, format="," if name in _COUNTS else ".4~g")
        for name in names
    ]


def _together(values: list[dict[str, Any]], *layers: Any, **properties: Any) -> Plot:
    alt = _altair()
    return alt.layer(*layers, data=alt.Data(values=values)).properties(**properties)


def _title(title: str, said: Iterable[str]) -> Any:
    lines = [line for one in said for line in wrap(one, _LINE_OF_TITLE)]
    return _altair().TitleParams(title, subtitle=lines, anchor="start")
