"""The built site in a real browser that can reach nothing but the site itself."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import sync_playwright

import book

PHONE = {"width": 375, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
OFFLINE = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


@pytest.fixture(scope="session")
def site():
    """Address of the site, built from what the project holds now."""
    book.build()
    with book.site_server() as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=book.find_browser(), args=OFFLINE)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in the browser with what it asked for and what went wrong."""

    page: object
    site: str
    requests: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    def open(self, path, until="networkidle"):
        self.page.goto(self.site + path, wait_until=until)
        return self.page


@pytest.fixture
def visit(site, browser):
    """Opens pages: `visit(width=..., dark=...)`; asserts at the end that all went well."""
    visits = []

    def start(viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, **options)
        page = context.new_page()
        visit = Visit(page, site)
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("requestfailed", lambda request: _note_failure(request, visit))
        page.on("pageerror", lambda error: visit.problems.append(f"error: {error}"))
        page.on("console", lambda message: _note(message, visit))
        visits.append((context, visit))
        return visit

    yield start
    for context, _ in visits:
        context.close()
    for _, visit in visits:
        assert visit.problems == []
        foreign = [url for url in visit.requests if not url.startswith((site, "data:", "blob:"))]
        assert foreign == []


def _note_failure(request, visit):
    """What the browser drops, as the page is left or scripts are off, is no failure of the site."""
    if request.failure not in ("net::ERR_ABORTED", "csp"):
        visit.problems.append(f"failed: {request.url}: {request.failure}")


def _note(message, visit):
    if message.type == "error":
        visit.problems.append(f"console: {message.text} {message.location['url']}")
