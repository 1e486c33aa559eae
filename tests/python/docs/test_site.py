"""The site: it is built without a warning, asks for nothing from outside, and holds every verb and every name."""

from __future__ import annotations

import html
import inspect
import os
import re
import shutil
import subprocess
import sys
import types
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from verbs import examples_of, verbs

import ordagrant as og

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "python" / "docs"
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the built site."""
    if shutil.which("mkdocs", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("mkdocs is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        [*command, "--config-file", str(ROOT / "python" / "mkdocs.yml"), "--site-dir", str(folder)],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder


class _Asked(HTMLParser):
    """What a browser fetches to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"script", "img", "iframe", "source", "video", "audio", "embed"} and given.get("src"):
            self.addresses.append(given["src"] or "")
        if tag == "link" and given.get("rel") not in {"canonical", "next", "prev", "alternate"}:
            self.addresses.append(given.get("href") or "")


def test_no_page_asks_for_anything_from_outside(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 25
    for page in pages:
        asked = _Asked()
        asked.feed(page.read_text(encoding="utf-8"))
        assert asked.addresses
        assert [address for address in asked.addresses if re.match(r"[a-z]+:|//", address)] == []
    for style in site.rglob("*.css"):
        assert re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", style.read_text(encoding="utf-8")) == []


def test_every_page_is_in_the_navigation(site):
    shown = (site / "index.html").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        address = page.relative_to(DOCS).with_suffix(".html").as_posix()
        assert f'href="{address}"' in shown, address


def words(text: str) -> str:
    """The words of a text as a reader sees them, whatever surrounds them."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def letters(text: str) -> str:
    """A text without spaces and marks of code, which are another matter on a page."""
    return re.sub(r"[\s`]", "", text)


def test_the_page_of_verbs_is_what_help_says(site):
    page = (site / "verbs.html").read_text(encoding="utf-8")
    sections = {part.split(">", 1)[1].split("<")[0]: part for part in re.split("<h2 ", page)[1:]}
    assert list(sections) == list(verbs())
    for verb, command in verbs().items():
        shown = letters(words(sections[verb]))
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert letters(parameter.help or "?") in shown, (verb, parameter.name)
                assert all(name in shown for name in parameter.opts)
        for example in examples_of(command):
            assert letters(example) in shown
        assert letters((command.help or "?").split("\n")[0]) in shown


def test_every_public_name_stands_on_one_page_and_nothing_else_does(site):
    stand = [
        name
        for page in (site / "api").glob("*.html")
        for name in re.findall(r'<h2 id="ordagrant\.\w+\.([\w.]+)"', page.read_text(encoding="utf-8"))
    ]
    modules = {name for name in og.__all__ if inspect.ismodule(getattr(og, name))}
    assert sorted(stand) == sorted(set(og.__all__) - modules)
    for name in modules:
        assert f'id="ordagrant.{name}.' in (site / "api" / f"{name}.html").read_text(encoding="utf-8")


def test_examples_of_docstrings_stand_as_code(site):
    page = (site / "api" / "stance.html").read_text(encoding="utf-8")
    assert "&gt;&gt;&gt;" in page
    assert "<blockquote>" not in page


def blocks(page: str, title: str) -> str:
    (found,) = re.findall(rf'^```\w+ title="{re.escape(title)}"\n(.*?)^```$', (DOCS / page).read_text(), re.M | re.S)
    return found


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text("Vi vill ha tillit i stället för målstyrning.", encoding="utf-8")
    return tmp_path


def environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(("unread", "code"), [(False, 0), (True, 1)])
def test_the_nightly_script_says_something_only_when_a_person_has_to_look(inbox, unread, code):
    (inbox / "nightly.sh").write_text(blocks("schedules.md", "nightly.sh"), encoding="utf-8")
    if unread:
        (inbox / "inbox" / "b.pdf").write_bytes(b"%PDF-1.4\nnothing")
    done = subprocess.run(
        ["bash", str(inbox / "nightly.sh")], env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert ("b.pdf" in done.stderr) is unread
    assert {path.name.split(".", 1)[1] for path in (inbox / "rows").iterdir()} == {
        "parquet", "ledger.jsonl", "manifest.json", "log",
    }  # fmt: skip


def test_the_tasks_of_the_airflow_example_run_in_their_order(inbox, monkeypatch):
    tasks: list[Task] = []
    order: list[tuple[str, str]] = []

    class Task:
        def __init__(self, task_id, cwd, bash_command):
            self.id, self.command = task_id, bash_command
            tasks.append(self)

        def __rshift__(self, other):
            order.append((self.id, other.id))

    class Dag:
        def __init__(self, dag_id, **options):
            assert options["catchup"] is False

        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

    # Airflow is no part of the project: what the example takes from it stands in here.
    standing_in = {
        "pendulum": {"datetime": lambda *date, **_: date},
        "airflow.sdk": {"DAG": Dag},
        "airflow.providers.standard.operators.bash": {"BashOperator": Task},
    }
    for name, members in standing_in.items():
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            monkeypatch.setitem(sys.modules, ".".join(parts[:end]), types.ModuleType(".".join(parts[:end])))
        vars(sys.modules[name]).update(members)
    exec(compile(blocks("schedules.md", "dags/minutes.py"), "dags/minutes.py", "exec"), {})
    assert order == [("hits", "verify")]
    (inbox / "inbox" / "b.pdf").write_bytes(b"%PDF-1.4\nnothing")
    for task in tasks:
        done = subprocess.run(
            ["bash", "-c", task.command], cwd=inbox, env=environment(), capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


def search_result(page, start, words, late, patience=25_000, attempts=3):
    """The first result of the search; a browser on a busy machine may lose its worker, and opens the page again."""
    for attempt in range(attempts):
        page.goto(start.as_uri())
        if page.viewport_size["width"] < 1000:
            page.locator("label.md-header__button[for=__search]").click()
        field = page.locator("input.md-search__input")
        field.click()
        try:
            # The index is ready; what is typed before that is not asked again.
            page.get_by_text("Type to start searching").wait_for(timeout=patience)
            field.press_sequentially(words)
            found = page.locator("a.md-search-result__link").first
            found.wait_for(timeout=patience)
        except late:
            if attempt == attempts - 1:
                raise
        else:
            return found
    raise AssertionError("there is at least one attempt")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_shows_the_site_as_files_asks_for_nothing_and_finds(site, width):
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        outside: list[str] = []
        page.on("request", lambda request: None if request.url.startswith("file:") else outside.append(request.url))
        for name in ("index.html", "measures.html", "verbs.html", "api/stance.html"):
            page.goto((site / name).as_uri())
            # Nothing sticks out to the right: a phone shows the page without shifting it sideways.
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width, name
        found = search_result(page, site / "index.html", "prediction-powered", playwright.TimeoutError)
        assert "measures.html" in (found.get_attribute("href") or "")
        browser.close()
    assert [address for address in outside if not address.startswith(("data:", "blob:"))] == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_reader_who_does_not_see_well_meets_no_serious_fault(site, colours):
    playwright = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=colours)
        for name in ("index.html", "measures.html", "verbs.html", "api/stance.html", "schedules.html"):
            page.goto((site / name).as_uri())
            found = axe.Axe().run(page).response["violations"]
            serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
            assert [(fault["id"], fault["nodes"][0]["html"]) for fault in serious] == [], name
        browser.close()
