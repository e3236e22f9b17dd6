"""A real browser on a live server: the system's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No other host has an address, so that nothing reaches one. Refusing requests one by one, as they come, would take
    # the browser's cache away: every page would fetch its styles and scripts anew, each by way of the test's process.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def find_chromium() -> str | None:
    """The browser of this machine: $CHROMIUM, or the first one on the path."""
    return os.environ.get("CHROMIUM") or next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


class LiveBrowser:
    """Opens pages, signed in as whoever the test says. What goes wrong behind a page ends up in `problems`.

    Requests to any other host are refused and count as problems: pages load nothing from elsewhere.
    """

    def __init__(self, browser: Browser, base_url: str) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.base_url = base_url
        self.problems: list[str] = []

    def page(
        self,
        person: Any = None,
        *,
        path: str = "",
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        **options: Any,
    ) -> Page:
        """A new page in a browser of its own, signed in as `person` (nobody when None), at `path` if one is given."""
        context = self._browser.new_context(
            base_url=self.base_url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="es-MX",
            timezone_id="America/Mexico_City",
            **options,
        )
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        context.on("request", self._local_only)
        if person is not None:
            self.sign_in(context, person)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", lambda message: self._note(message.text))
        if path:
            page.goto(path)
        return page

    def _note(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.problems.append(text)

    def _local_only(self, request: Request) -> None:
        if not request.url.startswith((self.base_url, "data:", "blob:")):
            self.problems.append(f"request to another host: {request.url}")

    def sign_in(self, context: BrowserContext, person: Any) -> None:
        """Whoever was signed in before is not any more."""
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.base_url}])

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run. Without a Chromium the test is skipped, or fails where ONCOABASTO_REQUIRE_BROWSER=1."""
    executable = find_chromium()
    if executable is None:
        if os.environ.get("ONCOABASTO_REQUIRE_BROWSER") == "1":
            pytest.fail("No Chromium found; this run requires one (ONCOABASTO_REQUIRE_BROWSER=1).")
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    # Playwright's own loop makes Django believe that it runs in an async program.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=[*FLAGS, *(["--no-sandbox"] if root else [])]
        )
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """pytest-django's, which leaves before the database it is connected to is dropped, whichever test comes first."""
    return live_server


@pytest.fixture
def live_browser(chromium: Browser, live_server: Any) -> Iterator[LiveBrowser]:
    """A `LiveBrowser` on the live server. The test fails when a page broke its policy or a script or left this host."""
    browser = LiveBrowser(chromium, live_server.url)
    yield browser
    browser.close()
    assert browser.problems == []
