"""The page in a browser: offline, by keyboard, in light and dark, on a phone and on a desk."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("there is no Chromium on this machine", allow_module_level=True)

CORPORA = Path(__file__).parents[3] / "corpora"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A page of documents, and one of documents and contacts with something new and something looked for."""
    from ordagrant.cli.__main__ import main

    folder = tmp_path_factory.mktemp("pages")
    minutes = CORPORA / "protocols" / "text"
    main(["report", str(minutes), "--ui", "sv", "--out", str(folder / "documents.html")])
    contacts = folder / "contacts.csv"
    rows = [
        f'{day},"Jag heter Karin Ekblad och har inte fått svar på min ansökan om bygglov, trots två påminnelser."\n'
        f"{day},Hur söker jag plats på förskola?\n"
        for day in ("2025-01-10", "2025-02-11", "2025-03-12")
    ]
    contacts.write_text("day,text\n" + "".join(rows), encoding="utf-8")
    everything = [str(contacts), str(minutes / "sv_kommunstyrelsen_almvik.txt"), "--date", "day", "--lang", "sv"]
    newest = ["--since", "last", "--alert", "indikator*"]
    main(["report", *everything, *newest, "--ui", "da", "--out", str(folder / "all.html")])
    return folder


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, pages):
    """Opens a page offline; whatever is asked of the network, and every error, fails the test."""
    contexts, wrong = [], []

    def open_(name: str = "documents.html", hash: str = "", **options):
        context = browser.new_context(viewport=options.pop("viewport", DESK), offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith("file:") else None)
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto((pages / name).as_uri() + hash)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def until(page, expression, arg=None):
    """Waits for what is true soon. Playwright's own way evaluates a string in the page, which the page forbids."""
    for _ in range(200):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def shown(page) -> int:
    """How many hits the page says that it shows."""
    return int(
        re.match(r"[\d\s]*", page.locator("#r-count").inner_text())[0].replace("\u00a0", "").replace(" ", "") or 0
    )


def test_the_filter_shows_the_hits_of_a_pole_a_sense_and_a_word(opened):
    page = opened()
    everything = shown(page)
    assert everything > 300
    page.select_option("select[name=pole]", "npm")
    npm = shown(page)
    assert 0 < npm < everything
    page.select_option("select[name=sense]", "reversed")
    assert 0 < shown(page) < npm
    rows = page.locator("#r-list li")
    assert rows.count() == min(shown(page), 50)
    assert all("omvänt" in text for text in rows.locator(".r-about").all_inner_texts())
    page.get_by_role("button", name="Visa alla").click()
    until(
        page, "n => parseInt(document.querySelector('#r-count').textContent.replace(/\\s/g, '')) === n", arg=everything
    )
    page.fill("input[name=text]", "MÅLSTYRNING")
    assert 0 < shown(page) < everything
    assert all("målstyrning" in text.lower() for text in rows.locator(".r-words").all_inner_texts())
    page.fill("input[name=text]", "finns ingenstans")
    assert page.locator("#r-count").inner_text() == "Ingen träff passar."
    assert rows.count() == 0


def test_a_row_of_the_filter_is_the_sentence_and_its_mark_as_they_stand(opened):
    page = opened()
    for row in page.locator("#r-list li").all()[:30]:
        anchor = row.locator("a").get_attribute("href").removeprefix("#")
        passage, mark = page.evaluate(
            "id => { const m = document.getElementById(id);"
            " return [m.closest('.r-full > *').textContent, m.textContent]; }",
            anchor,
        )
        assert row.locator(".r-words").evaluate("e => e.textContent") in passage
        assert row.locator(".r-this").first.evaluate("e => e.textContent") in mark


def test_what_is_filtered_is_in_the_address_and_comes_back(opened):
    page = opened()
    page.select_option("select[name=pole]", "trust")
    page.fill("input[name=text]", "tillit")
    found, hash = shown(page), page.evaluate("location.hash")
    assert hash == "#filter:text=tillit&pole=trust"
    again = opened(hash=hash)
    assert (shown(again), again.input_value("input[name=text]")) == (found, "tillit")


def test_a_hit_leads_to_its_place_in_the_folded_text(opened):
    page = opened()
    page.select_option("select[name=sense]", "quoted")
    link = page.locator("#r-list li a").first
    anchor = link.get_attribute("href").removeprefix("#")
    mark = page.locator(f"#{anchor}")
    assert not mark.is_visible()
    link.click()
    mark.wait_for(state="visible")
    until(page, "id => document.activeElement && document.activeElement.id === id", arg=anchor)
    until(
        page,
        "id => { const box = document.getElementById(id).getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight; }",
        arg=anchor,
    )
    page.go_back()
    assert shown(page) > 0


def test_a_link_from_elsewhere_opens_its_place(opened):
    page = opened(hash="#h3")
    assert page.locator("#h3").is_visible()


def test_the_keyboard_alone_is_enough(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "r-skip"
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'r-main'")
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "text":
            break
    page.keyboard.type("mål")
    until(page, "location.hash === '#filter:text=m%C3%A5l'")
    found = shown(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "pole"
    page.keyboard.press("ArrowDown")
    until(page, "location.hash.includes('pole=')")
    assert 0 < shown(page) <= found
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('#r-list')"):
            break
    page.keyboard.press("Enter")
    until(page, "document.activeElement.tagName === 'MARK'")
    assert page.evaluate("document.activeElement.id") == page.evaluate("location.hash.slice(1)")


def test_a_quotation_is_copied_with_its_source(opened, browser):
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("#strongest .r-copy").first
    button.click()
    until(page, "document.querySelector('#strongest .r-copy').textContent === 'Kopierat'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == button.get_attribute("data-copy")
    assert re.fullmatch(r"”.+” \(.*rad [\d\s]+\)", copied)


@pytest.mark.parametrize(
    ("name", "viewport", "scheme"),
    [
        ("documents.html", PHONE, "light"),
        ("documents.html", DESK, "dark"),
        ("all.html", PHONE, "dark"),
        ("all.html", DESK, "light"),
    ],
    ids=["documents-phone-light", "documents-desk-dark", "all-phone-dark", "all-desk-light"],
)
def test_no_serious_fault_for_those_who_hear_it_or_see_little(opened, name, viewport, scheme):
    page = opened(name, viewport=viewport, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = !one.closest('#text'); })")
    page.evaluate("document.querySelector('#text details').open = true")
    found = axe.Axe().run(page).response["violations"]
    serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    assert not serious, [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in serious]


def test_a_fault_that_is_put_in_is_noticed(opened):
    page = opened("all.html")
    page.evaluate("document.querySelector('h1').innerHTML = '<button></button>'")
    found = axe.Axe().run(page).response["violations"]
    assert any(fault["impact"] == "critical" for fault in found)


@pytest.mark.parametrize("name", ["documents.html", "all.html"])
def test_a_phone_is_wide_enough(opened, name):
    page = opened(name, viewport=PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_script_all_of_it_can_be_read(opened):
    page = opened(java_script_enabled=False)
    assert page.locator("noscript").first.is_visible() or "JavaScript" in page.content()
    assert page.locator("#strongest blockquote").first.is_visible()
    assert not page.locator("#r-filter").is_visible()


def test_printed_it_is_all_unfolded(opened):
    page = opened()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") > 0
