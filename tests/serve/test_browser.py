"""A real browser goes from a number to the sentence on the page."""

from __future__ import annotations

import contextlib
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.conftest import Explorer

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

# A busy machine takes its time.
sync_api.expect.set_options(timeout=60_000)

pytestmark = pytest.mark.skipif(_CHROMIUM is None, reason="no chromium: apt install chromium")


@contextlib.contextmanager
def listening(explorer: Explorer) -> Iterator[str]:
    """The address of an explorer that listens."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(explorer.app, port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def address(explorer: Explorer) -> Iterator[str]:
    with listening(explorer) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: sync_api.Browser, address: str) -> Iterator[sync_api.Page]:
    """A page that may ask nobody but the explorer, and must run nothing but its own files."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else said.append(request.url))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    yield page
    context.close()
    assert said == []


def _document(page: sync_api.Page, name: str) -> str:
    rows = page.request.get("/documents.json").json()["documents"]
    return f"/document/{next(row['document_id'] for row in rows if row['file_name'] == name)}"


def test_from_a_search_to_the_sentence(page: sync_api.Page) -> None:
    page.goto("/")
    field = page.get_by_label("Chercher dans les actes", exact=True)
    field.fill("SUBVENTION fete")
    field.press("Enter")
    page.get_by_role("complementary", name="Affiner").get_by_role("link", name=re.compile("^subventions")).click()
    assert "nature=grants" in page.url
    page.locator(".hits .kind").first.wait_for()  # the address changes before the page is there
    kinds = page.locator(".hits .kind").all_text_contents()
    assert kinds
    assert set(kinds) == {"subvention"}
    page.get_by_role("complementary", name="Affiner").get_by_role("link", name=re.compile("^2023")).click()
    page.locator(".hit").first.click()
    assert page.locator("mark").text_content() == "2 500 €"
    assert "/fait/" in page.url


def test_a_native_page_shows_its_facts_twice(page: sync_api.Page) -> None:
    page.goto(_document(page, "partenariat.pdf"))
    image = page.locator("#page-1 img")
    image.scroll_into_view_if_needed()
    sync_api.expect(image).not_to_have_js_property("naturalWidth", 0)
    mark = page.locator("#page-1 .m.k-grants").first
    fact = mark.get_attribute("data-f")
    box = page.locator(f'.b[data-f="{fact}"] rect').bounding_box()
    frame = image.bounding_box()
    assert box
    assert frame
    assert frame["x"] < box["x"] < box["x"] + box["width"] < frame["x"] + frame["width"]
    mark.click()
    panel = page.get_by_role("complementary", name="Détail du fait")
    panel.get_by_role("heading", name=re.compile("48.000")).wait_for()
    assert panel.locator("mark").text_content() == "48 000 €"
    assert "grants/" in str(panel.text_content())
    assert "current" in str(page.locator(f'.b[data-f="{fact}"]').get_attribute("class"))
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("document.activeElement.dataset.f") == fact


def test_a_box_leads_to_the_text_and_keys_lead_on(page: sync_api.Page) -> None:
    page.goto(_document(page, "partenariat.pdf"))
    box = page.locator("#page-1 .b.k-votes").first
    box.scroll_into_view_if_needed()
    box.click()
    page.locator("#panel:not([hidden])").wait_for()
    assert page.locator(".m.current").first.get_attribute("data-f") == box.get_attribute("data-f")
    page.locator(".m[id]").first.focus()
    before = page.locator(".m.current").first.get_attribute("data-f")
    page.keyboard.press("j")
    sync_api.expect(page.locator(".m.current").first).not_to_have_attribute("data-f", str(before))
    page.get_by_role("button", name=re.compile("présences")).click()
    assert page.locator(".b.k-members").first.is_hidden()


def test_an_address_in_the_text_opens_its_fact(page: sync_api.Page) -> None:
    document = _document(page, "acte-1.txt")
    page.goto(document)
    fact = page.locator(".m.k-amounts, .m.k-grants").first.get_attribute("data-f")
    page.goto("/")
    page.goto(f"{document}#f-{fact}")
    page.locator("#panel:not([hidden]) h2").wait_for()


def test_a_check_shows_its_evidence_side_by_side(page: sync_api.Page) -> None:
    page.goto("/controles")
    page.locator(".hit").first.click()
    pieces = page.locator(".piece")
    assert pieces.count() == 2
    left, right = pieces.nth(0).bounding_box(), pieces.nth(1).bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    assert all(pieces.nth(i).locator("mark").text_content() for i in range(2))


def test_tables_are_taken_away(page: sync_api.Page) -> None:
    page.goto("/beneficiaires")
    page.locator("tbody a").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="subventions (CSV)").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("fact_id,day,")
    assert len(lines) > 1
    with page.expect_download() as download:
        page.get_by_role("link", name="SVG").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("<svg")
    page.goto("/delib/grants?_size=2")
    assert page.get_by_role("link", name="CSV (tout)").is_visible()
    page.get_by_role("link", name="Requête SQL").click()
    page.get_by_label(re.compile("^SQL")).fill("select count(*) as combien from grants")
    page.get_by_role("button", name="Exécuter").click()
    assert page.locator("th").text_content() == "combien"


@pytest.mark.parametrize(
    "start", ["/", "/recherche?q=subvention", "/personnes", "/controle/c0ffee", "partenariat.pdf", "hostile.txt"]
)
def test_a_narrow_screen_is_enough(page: sync_api.Page, start: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(start if start.startswith("/") else _document(page, start))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if "." in start:
        page.locator(".m[id]").first.click()
        page.locator("#panel:not([hidden]) h2").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(
    "start",
    [
        "/", "/recherche?q=subvention", "/collectivites", "/beneficiaires", "/personnes", "/controles", "/documents", "/delib",
        "/delib/grants", "/collectivites a[href^='/collectivite/']", "/beneficiaires a[href^='/beneficiaire/']",
        "/personnes a[href^='/personne/']", "/controles a[href^='/controle/']", "/recherche a[href^='/fait/']",
        "/recherche a[href^='/acte/']", "partenariat.pdf",
    ],
)  # fmt: skip
def test_a_screen_reader_and_weak_eyes_find_their_way(page: sync_api.Page, start: str) -> None:
    start, _, link = start.partition(" ")
    page.goto(start if start.startswith("/") else _document(page, start))
    if link:
        page.goto(str(page.locator(link).first.get_attribute("href")))
    violations = axe.Axe().run(page).response["violations"]
    assert not [(said["id"], said["help"], said["nodes"][0]["html"]) for said in violations]


def test_what_documents_say_is_shown_and_not_obeyed(page: sync_api.Page) -> None:
    document = _document(page, "hostile.txt")
    for start in (document, "/recherche?q=script", "/recherche?dans=pages&q=pwned", "/beneficiaires", "/personnes", "/delib/facts"):
        page.goto(start)
        assert page.title() != "PWNED"
        assert page.locator("main script, main img[onerror], main iframe").count() == 0
    page.goto(document)
    assert "<script>document.title='PWNED'</script>" in str(page.locator(".leaf-text").text_content())
    for number in range(0, page.locator(".m[id]").count(), 3):
        page.locator(".m[id]").nth(number).evaluate("mark => mark.click()")
    page.locator("#panel:not([hidden]) h2").wait_for()
    assert page.title() != "PWNED"


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="no tesseract: apt install tesseract-ocr tesseract-ocr-fra")
def test_a_scanned_page_shows_its_facts_twice(page: sync_api.Page) -> None:
    page.goto(_document(page, "scan.pdf"))
    assert "scannée" in str(page.locator("#page-1 h2").text_content())
    page.locator("#page-1 img").scroll_into_view_if_needed()
    sync_api.expect(page.locator("#page-1 img")).not_to_have_js_property("naturalWidth", 0)
    page.locator("#page-1 .b.k-grants").first.click()
    page.locator("#panel:not([hidden]) h2").wait_for()
    assert "48" in str(page.locator(".m.current").first.text_content())
