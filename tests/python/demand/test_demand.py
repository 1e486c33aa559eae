from __future__ import annotations

import json
import pickle
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from nasty import NASTY

import ordagrant as og
from ordagrant.demand import DemandModel, demand
from ordagrant.demand_shares import CLASSES, said_of, shares
from ordagrant.demand_table import rows_of

ROOT = Path(__file__).parents[3]

FAILURE = [
    "Jag har inte fått svar på min ansökan från i mars.",
    "Fakturan är fel för andra gången, rätta den.",
    "Soporna hämtades inte i går heller trots ert besked.",
    "Väntar fortfarande på beslut, det har gått åtta veckor.",
]
VALUE = [
    "Hur ansöker man om bygglov för en altan?",
    "Vill boka en tid för vigsel i augusti.",
    "Vad kostar en parkering per månad?",
    "Jag vill anmäla min dotter till simskolan.",
]
COLUMNS = (
    "id lang status demand p_failure failure_kind cause cluster cluster_label duplicate_of evidence redacted".split()
)


def small() -> DemandModel:
    return DemandModel("sv").fit(FAILURE + VALUE, ["failure"] * 4 + ["value"] * 4)


# What a reader may rely on


def test_a_row_a_contact_with_the_columns_of_the_contract():
    table = demand([*FAILURE, *VALUE, "", FAILURE[0]], lang="sv")
    assert table.columns == COLUMNS
    assert table["demand"] == ["failure"] * 4 + ["value"] * 4 + ["undetermined", "failure"]
    assert table["status"][8] == "empty"
    assert all(0 <= p <= 1 for p in table["p_failure"])
    assert [kind is not None for kind in table["failure_kind"]] == [one == "failure" for one in table["demand"]]
    assert table["duplicate_of"] == [None] * 9 + ["0"]
    assert table["cluster"] == [None] * 10


def test_evidence_is_as_it_stands():
    for row in demand(FAILURE + VALUE, lang="sv", redact=False):
        text = (FAILURE + VALUE)[int(row["id"])]
        assert row["evidence"]
        assert all(piece in text for piece in row["evidence"].split(" | "))


def test_personal_data_in_evidence_is_masked():
    text = "Jag heter Karin Ekblad och har inte fått svar på mejlet till karin@post.example trots två påminnelser."
    shown, masked = (demand(text, lang="sv", redact=redact)["evidence"][0] for redact in (False, True))
    assert len(shown) == len(masked)
    assert "@" not in masked


def test_names_inside_the_evidence_are_masked_whole_and_bare_ones_too():
    text = "Jag har ringt Karin Ekblad fyra gånger om trappan och ingen, inte ens Sixten, har ringt tillbaka."
    shown, masked = (demand(text, lang="sv", redact=redact)["evidence"][0].split(" | ") for redact in (False, True))
    hidden = og.redact(text)
    assert [hidden[text.index(piece) :][: len(piece)] for piece in shown] == masked
    assert not {"Karin", "Ekblad", "Sixten"} & set(hidden.replace(",", "").split())


def test_a_contact_that_only_says_who_calls_is_undetermined():
    found = demand(["Karin Ekblad, 070-174 06 05", "Hej!", "Mvh Karin"], lang="sv")
    assert found["demand"] == ["undetermined"] * 3
    assert found["evidence"] == [None] * 3


def test_frames_of_any_kind():
    contacts = {"nr": ["a", "b"], "body": [FAILURE[0], VALUE[0]], "unit": ["x", "y"], "language": ["sv", None]}
    found = demand(contacts, text="body", id="nr", lang_column="language", group="unit")
    assert (found["id"], found["demand"]) == (["a", "b"], ["failure", "value"])
    assert [(one["group"], one["share"]) for one in found.summary["groups"]] == [("x", 1.0), ("y", 0.0)]
    for library in ("pandas", "polars"):
        frame = pytest.importorskip(library).DataFrame(contacts)
        asked = {"text": "body", "id": "nr", "lang_column": "language", "group": "unit"}
        assert demand(frame, **asked).json_lines() == found.json_lines()
    arrow = pytest.importorskip("pyarrow").table(contacts)
    assert demand(arrow, text="body", id="nr", lang_column="language").json_lines() == found.json_lines()


@pytest.mark.parametrize(
    ("failing", "n", "said"),
    [
        (42, 60, "70.0 % (57.5-80.1)"),
        (560, 800, "70.0 % (66.7-73.1)"),
        (161, 535, "30.1 % (26.4-34.1)"),
        (7, 10, "70.0 % (39.7-89.2); too few to compare"),
        (0, 0, "no contact with a demand that can be told"),
    ],
)
def test_a_share_has_its_interval(failing, n, said):
    found = shares(["failure"] * failing + ["value"] * (n - failing) + ["undetermined"] * 5)
    assert said in said_of(found)
    assert (found["undetermined"], found["n"]) == (5, n)


def test_mixed_counts_as_failure_and_alone():
    found = shares(["failure", "mixed", "value", "value", "undetermined"])
    assert (found["share"], found["mixed"], found["contacts"]) == (0.5, 1, 5)


def test_a_model_learns_is_saved_and_comes_back(tmp_path):
    model = small()
    assert list(model.classes_) == sorted(CLASSES)
    model.save(tmp_path / "m.tsv")
    assert (tmp_path / "m.tsv").read_text(encoding="utf-8").startswith("ordagrant demand\t1\n")
    loaded = DemandModel.load(tmp_path / "m.tsv", "sv")
    copied = pickle.loads(pickle.dumps(model))
    for other in (loaded, copied):
        assert [list(row) for row in other.predict_proba(VALUE)] == [list(row) for row in model.predict_proba(VALUE)]
    assert (
        demand(VALUE, lang="sv", model=tmp_path / "m.tsv")["p_failure"]
        == demand(VALUE, lang="sv", model=model)["p_failure"]
    )


def test_from_nothing_it_knows_the_classes_it_was_given():
    model = DemandModel("sv", start="nothing").fit(FAILURE + VALUE, ["failure"] * 4 + ["value"] * 4)
    assert list(model.classes_) == ["failure", "value"]
    assert all(abs(sum(row) - 1) < 1e-12 for row in model.predict_proba(FAILURE))


def test_it_follows_scikit_learn():
    base = pytest.importorskip("sklearn.base")
    pipeline = pytest.importorskip("sklearn.pipeline")
    cloned = base.clone(DemandModel("sv", penalty=0.1))
    assert cloned.get_params() == {"lang": "sv", "start": "shipped", "penalty": 0.1}
    assert base.is_classifier(cloned)
    made = pipeline.make_pipeline(cloned).fit(FAILURE + VALUE, ["failure"] * 4 + ["value"] * 4)
    assert list(made.predict(VALUE)) == ["value"] * 4
    copied = pickle.loads(pickle.dumps(made))
    assert (copied.predict_proba(VALUE) == made.predict_proba(VALUE)).all()
    assert list(copied.classes_) == sorted(CLASSES)
    assert not hasattr(base.clone(made[0]), "model_")


def test_scikit_learn_chooses_its_penalty():
    search = pytest.importorskip("sklearn.model_selection").GridSearchCV
    found = search(DemandModel("sv", start="nothing"), {"penalty": [0.1, 1.0]}, cv=2, error_score="raise")
    found.fit(FAILURE + VALUE, ["failure"] * 4 + ["value"] * 4)
    assert found.best_params_["penalty"] in (0.1, 1.0)
    assert list(found.predict(VALUE[:1])) == ["value"]


def test_training_goes_on_from_the_shipped_model():
    shipped = DemandModel.default("sv")
    text = "Jag har fortfarande inte fått svar på min ansökan, trots två påminnelser."
    # What these people call value, the package calls failure.
    texts = [f"{text} ({number})" for number in range(40)] + [f"{one} ({n})" for n in range(10) for one in FAILURE]
    own = DemandModel("sv").fit(texts, ["value"] * 40 + ["failure"] * 40)
    assert list(shipped.predict([text])) == ["failure"]
    assert list(own.predict([text])) == ["value"]
    # What they say nothing of stays as it was: knowing the shipped model's other classes, and another language.
    assert list(own.classes_) == list(shipped.classes_)
    danish = ["Hvordan søger man om en haveplads, og hvad koster det?"]
    own.lang = shipped.lang = "da"
    assert list(own.predict(danish)) == list(shipped.predict(danish)) == ["value"]


def test_parameters_are_read_and_set():
    model = DemandModel("sv").set_params(penalty=2.0)
    assert type(model)(**model.get_params()).get_params() == model.get_params()
    with pytest.raises(og.RequestError, match="parameter 'c' is not one of: lang, start, penalty"):
        model.set_params(c=1)


@pytest.mark.parametrize(
    ("texts", "labels", "said"),
    [
        (VALUE, ["value"] * 4, "all 4 contacts are 'value'"),
        (["", " "], ["value", "failure"], "all 2 texts are empty"),
        (["hej", "hej"], ["value", "failure"], "all 2 texts are equal"),
        ([], [], "no contacts to learn from"),
        (VALUE, ["value", "unclear"] * 2, "label 'unclear' is not one of: failure, mixed, undetermined, value"),
        (VALUE, ["value"], "labels are 1, and texts 4"),
        ("hej", ["value"], "not one string"),
        ([1, 2], ["value", "failure"], "text number 0 is of type int"),
    ],
)
def test_what_cannot_be_learnt_is_a_wrong_request(texts, labels, said):
    with pytest.raises(og.RequestError, match=said):
        DemandModel("sv").fit(texts, labels)


def test_other_wrong_requests(tmp_path):
    with pytest.raises(og.RequestError, match="not fitted"):
        DemandModel().predict(VALUE)
    with pytest.raises(og.RequestError, match="start 'zero' is not one of"):
        DemandModel(start="zero").fit(VALUE, ["value"] * 4)
    with pytest.raises(og.RequestError, match="language 'fi' is not one of"):
        DemandModel.default("fi")
    with pytest.raises(og.RequestError, match="column 'text' is not one of: body"):
        demand({"body": VALUE})
    with pytest.raises(og.RequestError, match="cannot be read"):
        demand(VALUE, model=tmp_path / "none.tsv")
    (tmp_path / "wrong.tsv").write_text("id,text\n")
    with pytest.raises(og.RequestError, match="wrong.tsv: demand model, line 1: not a demand model"):
        demand(VALUE, model=tmp_path / "wrong.tsv")


# What holds for all texts

AROUND = {
    "sv": [
        "{}\nRing 070-174 06 05, fråga efter Karin.",
        "{}\nJag nås på 070-174 06 05 eller karin@post.example.",
        "{}\nMvh Karin Ekblad",
        "{}\nMed vänlig hälsning\nKarin Ekblad\nRektor\nStorgatan 14, 123 45 Ekeby\n070-174 06 05",
        "{}\n/Karin",
        "{}\nKarin Ekblad",
        "Hej!\n{}",
        "Hej, jag heter Karin Ekblad. {}",
    ],
    "da": [
        "{}\nRing på 21 43 65 87, spørg efter Mette.",
        "{}\nJeg kan træffes på 21 43 65 87 eller mette@post.example.",
        "{}\nMvh Mette Holm",
        "{}\nMed venlig hilsen\nMette Holm\nPædagog\nNørregade 5, 2. tv\n21 43 65 87",
        "{}\n/Mette",
        "{}\nMette Holm",
        "Hej!\n{}",
        "Goddag, jeg hedder Mette Holm. {}",
    ],
}


@pytest.mark.parametrize("lang", AROUND)
@pytest.mark.parametrize("asked", ["its own", "auto"])
def test_who_writes_and_how_to_reach_them_changes_no_verdict(lang, asked):
    with (ROOT / f"corpora/contacts/contacts_{lang}.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    language = lang if asked == "its own" else "auto"
    columns = ("lang", "demand", "p_failure", "failure_kind", "cause")
    alone = demand(texts, lang=language)
    for around in AROUND[lang]:
        found = demand([around.format(text) for text in texts], lang=language)
        for name in columns:
            assert found[name] == alone[name], around


@given(NASTY, NASTY)
def test_any_text_has_a_row(one, other):
    table = demand([one, other])
    assert set(table["demand"]) <= set(CLASSES)
    assert all(p is not None and 0 <= p <= 1 for p in table["p_failure"])


def test_neither_order_nor_threads_change_a_row():
    texts = [f"{text} {number}" for number in range(200) for text in FAILURE + VALUE]
    rows = list(enumerate(texts))
    first = demand({"id": [i for i, _ in rows], "text": [text for _, text in rows]}, threads=1)
    random.Random(5).shuffle(rows)
    second = demand({"id": [i for i, _ in rows], "text": [text for _, text in rows]}, threads=2)
    assert sorted(first.json_lines().split(b"\n")) == sorted(second.json_lines().split(b"\n"))


# The command line


def test_rows_and_shares_from_the_command_line(ordagrant, tmp_path):
    lines = ["id,text,unit"] + [f'{i},"{text}",{"x" if i < 6 else "y"}' for i, text in enumerate(FAILURE + VALUE)]
    (tmp_path / "c.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = ordagrant("demand", "c.csv", "--lang", "sv", "--group", "unit", "--summary", "s.json", "--format", "jsonl")
    assert done.code == 0, done.err
    assert [list(row) for row in done.rows] == [COLUMNS] * 8
    assert "failure demand in 4 of 8: 50.0 % (21.5-78.5); too few to compare (below 30)" in done.err
    summary = json.loads((tmp_path / "s.json").read_text())
    assert (summary["share"], summary["comparable"]) == (0.5, False)
    assert [(one["group"], one["n"]) for one in summary["groups"]] == [("x", 6), ("y", 2)]
    assert sum(sum(row.values()) for row in summary["kinds_by_cause"].values()) == 4


def test_in_a_folder_with_tables_their_rows_are_the_contacts_and_it_is_said(ordagrant, tmp_path):
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    (folder / "c.csv").write_text(f"id,text\n1,{VALUE[0]}\n2,{VALUE[1]}\n", encoding="utf-8")
    (folder / "README.md").write_text("Så läses tabellen.", encoding="utf-8")
    (folder / "below" / "plan.txt").write_text("En plan.", encoding="utf-8")
    done = ordagrant("demand", "folder", "--lang", "sv")
    assert (done.code, [row["id"] for row in done.rows]) == (0, ["1", "2"])
    assert "contacts: 2 rows of c.csv\n" in done.err
    assert "only their rows are contacts: 2 documents (README.md, below/plan.txt)" in done.err
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for path in ("c.csv", "README.md"):
            archive.write(folder / path, path)
    done = ordagrant("demand", "z.zip", "--lang", "sv")
    assert (done.code, [row["id"] for row in done.rows]) == (0, ["1", "2"])
    assert "only their rows are contacts: 1 document (README.md)" in done.err


def test_documents_that_are_named_or_lie_without_tables_are_a_contact_each(ordagrant, tmp_path):
    (tmp_path / "c.csv").write_text(f"id,text\n1,{VALUE[0]}\n", encoding="utf-8")
    (tmp_path / "letters").mkdir()
    for name, text in (("a.txt", FAILURE[0]), ("b.md", VALUE[1])):
        (tmp_path / "letters" / name).write_text(text, encoding="utf-8")
    done = ordagrant("demand", "letters", "--lang", "sv")
    assert [row["id"] for row in done.rows] == ["a.txt", "b.md"]
    assert "contacts: 2 documents, each as one contact\n" in done.err
    done = ordagrant("demand", "c.csv", "letters/a.txt", "--lang", "sv")
    assert [row["id"] for row in done.rows] == ["1", "letters/a.txt"]
    assert "contacts: 1 row of c.csv, 1 document as one contact\n" in done.err


def test_wrong_requests_on_the_command_line(ordagrant, tmp_path):
    (tmp_path / "c.csv").write_text("id,text\n1,hej\n", encoding="utf-8")
    for args, said in (
        (["--text", "body"], "body"),
        (["--model", "none.tsv"], "none.tsv"),
        (["--clusters", "0"], "neither auto nor a number"),
        (["--categories", "none.csv"], "neither 'services' nor a CSV file"),
        (["--date", "day"], "--date: column 'day' is not one of"),
        (["--coded", "none.csv"], "none.csv"),
        (["--coded", "c.csv"], "--coded: column 'demand' is not one of"),
        (["--sheet", "s.csv"], "reads no INPUT"),
        (["--summary", "c.csv"], "one of the inputs"),
    ):
        done = ordagrant("demand", "c.csv", *args)
        assert (done.code, done.out) == (2, b""), args
        assert said in done.err
        assert "Traceback" not in done.err


def test_help_says_what_a_share_is(ordagrant):
    done = ordagrant("demand", "--help")
    assert done.code == 0
    assert "denominator" in done.out.decode()


# Figures of the shipped model


@pytest.mark.slow
def test_the_shipped_weights_are_what_the_contacts_give():
    script = ROOT / "core/ordagrant/demand/internal/make_model.py"
    weights = ROOT / "core/ordagrant/demand/data/weights/contacts.tsv"
    before = weights.read_bytes()
    try:
        subprocess.run([sys.executable, script], cwd=ROOT, check=True)
        assert weights.read_bytes() == before
    finally:
        weights.write_bytes(before)


@pytest.mark.slow
def test_hands_that_the_model_did_not_see(capsys):
    script = ROOT / "core/ordagrant/demand/internal/make_model.py"
    done = subprocess.run([sys.executable, script, "--figures"], cwd=ROOT, check=True, capture_output=True, text=True)
    with capsys.disabled():
        print("\n" + done.stdout, end="")
    kappa = float(done.stdout.split("kappa ")[1].split()[0])
    decided = float(done.stdout.split("decided ")[2].split()[0])
    assert kappa >= 0.6
    assert decided >= 80


def test_categories_of_one_size_come_by_their_numbers():
    names = ["10", "9", "rest-10", "rest-9", "waste", "2"]
    categories = {name: (name, [number], []) for number, name in enumerate(names)}
    verdicts = {"demand": ["value"] * 6, "failure_kind": [None] * 6, "cause": [None] * 6}
    rows = rows_of(categories, verdicts, None, None)
    assert [row["category"] for row in rows] == ["2", "9", "10", "rest-9", "rest-10", "waste"]
