from __future__ import annotations

import re
import sys

import pytest

import ordagrant as og

alt = pytest.importorskip("altair")
pytest.importorskip("vl_convert")

LINE = "Vi talar om vädret i dag. "
PLAN = f"Målstyrningen ska stärkas. Fler nyckeltal. {LINE}"
TRUST = f"Vi litar på varandra och har tillit. {LINE}"
NOTHING = og.Document("scan.pdf", b"", "no text layer", pages=3, pages_read=0)


@pytest.fixture(autouse=True)
def _renderer():
    with alt.renderers.enable("default"):
        yield


@pytest.fixture
def scores():
    return og.score([PLAN, TRUST, NOTHING], lang="sv")


def monthly():
    months = {"2024-01": PLAN, "2024-02": PLAN + TRUST, "2024-04": TRUST, "2024-05": TRUST}
    dated = [og.Document.from_text(text, month, "sv", {"date": f"{month}-07"}) for month, text in months.items()]
    return og.score([*dated, og.Document.from_text("Utan dag.", "x", "sv")], by="month")


def values(plot, **wanted):
    return [value for value in plot.data.values if wanted.items() <= value.items()]


def svg(plot, tmp_path):
    plot.save(tmp_path / "plot.svg")
    return (tmp_path / "plot.svg").read_text(encoding="utf-8")


# What a reader may rely on ---------------------------------------------------


def test_scores_are_those_of_the_table_with_their_intervals(scores):
    plot = og.plots.scores(scores)
    for pole, name in (("npm", "NPM"), ("trust", "trust")):
        shown = values(plot, pole=name)
        assert [value["unit"] for value in shown] == scores["id"]
        for column, of in (("rate", pole), ("low", f"{pole}_low"), ("high", f"{pole}_high"), ("words", "words")):
            assert [value[column] for value in shown] == scores[of]


def test_what_could_not_be_read_is_a_line_that_says_so(scores, tmp_path):
    plot = og.plots.scores(scores)
    assert [value["without"] for value in values(plot, unit="scan.pdf")] == ["no text layer"] * 2
    assert "no text layer" in svg(plot, tmp_path)


def test_a_frame_of_any_library_gives_the_same_plot(scores):
    table = og.plots.scores(scores)
    frame = scores.to_pandas()
    for same in (frame, frame.convert_dtypes(), scores.to_polars(), scores.to_arrow(), list(scores)):
        plot = og.plots.scores(same)
        assert plot.data.values == table.data.values
        assert plot.to_json()  # which numbers that are not Python's cannot be written in


def test_both_poles_are_axes_of_one_scale(scores):
    plot = og.plots.poles(scores)
    assert [(value["npm"], value["trust"]) for value in plot.data.values] == list(
        zip(scores["npm"][:2], scores["trust"][:2], strict=True)
    )
    scales = [layer["encoding"].get(axis, {}).get("scale") for layer in plot.to_dict()["layer"] for axis in "xy"]
    highest = max(filter(None, scores["npm_high"] + scores["trust_high"]))
    assert [scale["domain"] for scale in scales if scale] == [[0, highest]] * (len(scales) - scales.count(None))
    assert len(scales) - scales.count(None) >= 2


def test_categories_are_shown_for_each_pole_on_an_axis_of_its_own(scores):
    plot = og.plots.categories(scores)
    assert [panel.title for panel in plot.hconcat] == ["NPM", "trust"]
    found = {(value["pole"], value["category"]): value["rate"] for value in values(plot, unit="0")}
    assert found["npm", "goals results"] == scores["npm_goals_results"][0] > 0
    assert found["trust", "trust"] == scores["trust_trust"][0]
    named = {name.split("_")[0] for name in scores.columns if re.match("(npm|trust)_", name)}
    assert named == {pole for pole, _ in found}
    assert not {"low", "high", "hits", "reversed", "criticised", "dp", "dp norm"} & {name for _, name in found}


def test_comparisons_are_no_categories():
    compared = og.score([PLAN], lang="sv", against=[TRUST, PLAN])
    plain = og.plots.categories(og.score([PLAN], lang="sv")).data.values
    assert og.plots.categories(compared).data.values == plain


def test_more_units_than_shapes_are_refused():
    with pytest.raises(og.RequestError, match="7 rows have text: categories are shown of 1 to 6"):
        og.plots.categories(og.score([PLAN] * 7, lang="sv"))


def test_a_month_without_text_is_a_gap_that_no_line_goes_over(tmp_path):
    table = monthly()
    plot = og.plots.over_time(table)
    shown = values(plot, pole="npm")
    assert [value["month"] for value in shown] == ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]
    assert [value["gap"] for value in shown] == [False, False, True, False, False]
    before, behind = shown[0]["stretch"], shown[3]["stretch"]
    assert before == shown[1]["stretch"] != behind == shown[4]["stretch"]
    rates = dict(zip(table["id"], table["npm"], strict=True))
    assert [value["rate"] for value in shown] == [rates[value["month"]] for value in shown]
    picture = svg(plot, tmp_path)
    assert "2 words have no date and are not shown" in picture
    assert "× is a month without text" in picture
    # A line for each stretch of both poles.
    lines = re.findall(r'aria-roledescription="line mark"', picture)
    assert len(lines) == 4


def test_months_that_somebody_left_out_are_gaps_as_well():
    table = monthly()
    kept = [row for row in table if row["status"] == "ok"]
    assert len(kept) < len(table)
    assert og.plots.over_time(kept).data.values == og.plots.over_time(table).data.values


def test_only_months_are_put_on_a_line_of_time(scores):
    with pytest.raises(og.RequestError, match=r"row '0' is no month: .*by='month'"):
        og.plots.over_time(scores)


def test_keyness_shows_the_most_typical_words_of_both_sides():
    table = og.keyness([PLAN, PLAN], [TRUST, TRUST], lang="sv")
    plot = og.plots.keyness(table, most=3)
    rows = list(table)
    assert [value["word"] for value in values(plot, **{"typical of": "target"})] == [row["word"] for row in rows[:3]]
    assert [value["word"] for value in values(plot, **{"typical of": "reference"})] == [
        row["word"] for row in rows[-3:]
    ]
    for value in plot.data.values:
        row = next(row for row in rows if row["word"] == value["word"])
        assert {name: value[name] for name in ("log_ratio", "log_ratio_low", "log_ratio_high", "z")} == {
            name: row[name] for name in ("log_ratio", "log_ratio_low", "log_ratio_high", "z")
        }
        assert value["strength"] == abs(row["z"])


def test_no_words_at_all_are_a_wrong_request():
    with pytest.raises(og.RequestError, match="most 0 is not a whole number from 1 up"):
        og.plots.keyness(og.keyness([PLAN], [TRUST]), most=0)


CONTACTS = [
    "Soporna är inte hämtade på hela veckan.", "När hämtas soporna hos oss?", "Hämta soporna, tack!",
    "Hur söker jag bygglov för en altan?", "Bygglov för carport, hur söker jag?", "Behövs bygglov för ett plank?",
    "Jag heter Karin Ekblad, var ligger förskolan?", "Plats på förskolan sökes.", "!",
]  # fmt: skip


def test_a_cluster_map_shows_every_text_in_its_cluster_the_same_each_time():
    found = og.clusters(CONTACTS, 3, lang="sv")
    plot = og.plots.cluster_map(CONTACTS, found, lang="sv")
    assert [value["id"] for value in plot.data.values] == [str(number) for number in range(8)]
    assert [value["cluster"] for value in plot.data.values] == found["cluster"][:8]
    assert plot.data.values == og.plots.cluster_map(CONTACTS, found, lang="sv").data.values
    assert "Ekblad" not in plot.to_json()


def test_a_cluster_map_of_other_texts_is_refused():
    found = og.clusters(CONTACTS, 3, lang="sv")
    with pytest.raises(og.RequestError, match="the 2 texts are not the 9 of the clusters"):
        og.plots.cluster_map(CONTACTS[:2], found)


def test_texts_without_words_lie_in_one_place():
    texts = ["a", "b", "c"]
    plot = og.plots.cluster_map(texts, og.clusters(texts, 3, lang="sv"))
    assert [(value["x"], value["y"]) for value in plot.data.values] == [(0, 0)] * 3


def test_two_clusters_have_no_map():
    with pytest.raises(og.RequestError, match="2 clusters have no map: it takes 3"):
        og.plots.cluster_map(CONTACTS, og.clusters(CONTACTS, 2, lang="sv"))


def test_many_clusters_are_told_apart_by_colour_and_shape_together():
    texts = [f"{word} saknas hos oss" for word in "ved sand grus lampa bänk buss skola lunch".split() for _ in range(3)]
    found = og.clusters(
        texts, 8, categories={word: [word] for word in "ved sand grus lampa bänk buss skola lunch".split()}
    )
    encoding = og.plots.cluster_map(texts, found).layer[0].encoding
    looks = list(zip(*(encoding[channel].to_dict()["scale"]["range"] for channel in ("color", "shape")), strict=True))
    assert len(set(looks)) == len(looks) == len(found.summary) >= 8


def test_a_control_chart_is_that_of_the_table_with_its_gap_and_signals(tmp_path):
    weeks = [f"2024-W{week:02}" for week in range(1, 13) if week != 5]
    chart = og.chart({"week": weeks, "n": [9, 10, 11, 10, 9, 10, 11, 10, 40, 10, 9]}, date="week", value="n")
    plot = og.plots.xmr(chart)
    for column in ("date", "value", "moving_range", "mean", "upper", "signal"):
        assert [value[column] for value in plot.data.values] == chart[column]
    (outside,) = values(plot, signal="outside")
    assert (outside["date"], outside["is"]) == ("2024-W10", "outside the limits")
    gap = chart["value"].index(None)
    assert plot.data.values[gap - 1]["stretch"] != plot.data.values[gap + 1]["stretch"]
    assert chart.summary()[0] in svg(plot, tmp_path)
    lines = [layer for layer in plot.vconcat[0].to_dict()["layer"] if layer["mark"]["type"] == "line"]
    assert len(lines) == 4  # the values, the mean and two limits, none of them in a gap
    assert all("datum.value !== null" in layer["transform"][0]["filter"] for layer in lines)
    assert "utanför gränserna" in og.plots.xmr(chart, "sv").to_json(ensure_ascii=False)


def test_what_a_chart_says_of_many_signals_is_in_lines_that_fit_above_it():
    chart = og.chart([5, 9, 7] * 4 + [40, 8] * 8 + [60, 1] * 3)
    said = og.plots.xmr(chart).to_dict()["title"]["subtitle"]
    assert len(chart.summary()[0]) > 110 >= max(map(len, said))
    assert " ".join(said).startswith(chart.summary()[0])


@pytest.mark.parametrize("plot", [og.plots.scores, og.plots.poles, og.plots.categories, og.plots.keyness])
def test_another_table_is_refused_with_the_columns_that_it_lacks(plot):
    with pytest.raises(og.RequestError, match="the table has no column .*: it has id, lang, start"):
        plot(og.hits(PLAN, lang="sv"))


def test_what_is_no_table_is_refused():
    with pytest.raises(og.RequestError, match="a int is neither a Table, a frame nor a list of rows"):
        og.plots.scores(3)


def test_axes_have_units(scores):
    for plot in (
        og.plots.scores(scores),
        og.plots.poles(scores),
        og.plots.categories(scores),
        og.plots.over_time(monthly()),
    ):
        assert "weighted hits per 1,000 words" in plot.to_json()


def test_html_in_an_id_is_text(tmp_path):
    document = og.Document.from_text(PLAN, "<script>alert(1)</script>", "sv")
    picture = svg(og.plots.scores(og.score(document)), tmp_path)
    assert "<script" not in picture
    assert "&lt;script&gt;" in picture


def test_a_plot_is_shown_as_a_picture_that_nothing_is_fetched_for(scores):
    plot = og.plots.scores(scores)
    assert list(plot._repr_mimebundle_()) == ["image/svg+xml"]
    alt.renderers.enable("mimetype")  # what somebody has chosen stays
    og.plots.scores(scores)
    assert alt.renderers.active == "mimetype"


def test_without_altair_the_extra_is_named(scores, monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(og.RequestError, match=r"pip install 'ordagrant\[plots\]'"):
        og.plots.scores(scores)
