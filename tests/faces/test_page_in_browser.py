"""The page in a real browser: filters, links, keyboard, both schemes, a phone's width, accessibility."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from onrecord.faces.html import page as render
from tests.faces.builders import analysis, empty

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "record.html"
    path.write_text(render([analysis(), empty()]), encoding="utf-8")
    return path.as_uri()


def _open(browser: Browser, address: str, *, width: int = 1440, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: problems.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(address)
    assert problems == []
    return page


def test_filters_by_speaker_and_kind_with_the_keyboard(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    assert page.locator("#shown").inner_text() == "3 of 3 shown"
    page.locator("#speaker").focus()
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    assert page.locator("#shown").inner_text() == "1 of 3 shown"
    assert page.locator(".card:visible").count() == 1
    assert page.locator("mark.off").count() > 0
    page.locator("input[value=direct]").focus()
    page.keyboard.press("Space")
    assert page.locator("#shown").inner_text() == "0 of 3 shown"


def test_a_link_leads_to_its_statement(browser: Browser, address: str) -> None:
    inner = analysis().attributions[1]
    page = _open(browser, f"{address}#a-{inner.id}")
    assert page.evaluate("document.activeElement.id") == f"a-{inner.id}"
    assert page.locator("mark.on").all_inner_texts() == ["Berg", "claimed", "the text is dead"]
    page.locator(f"#a-{inner.id} a", has_text="Ada Lund").click()
    assert page.evaluate("document.activeElement.id") == f"a-{analysis().attributions[0].id}"


def test_without_scripts_the_page_is_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".card:visible").count() == 3
    assert page.locator("#filters:visible").count() == 0
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_is_accessible(browser: Browser, address: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = _open(browser, address, width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("summary").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_script_in_a_text_never_runs(browser: Browser, tmp_path: Path) -> None:
    evil = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
    from onrecord.annotate.structure import find_blocks
    from onrecord.model import Analysis, Document

    path = tmp_path / "evil.html"
    path.write_text(render([Analysis(Document.of(evil, title=evil), blocks=find_blocks(evil))]), encoding="utf-8")
    page = _open(browser, path.as_uri())
    assert page.title() != "owned"
    assert page.locator("img").count() == 0
