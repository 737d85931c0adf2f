"""A server, a browser, and a watch over what the page must never do."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.async_api import (
    Browser,
    Page,
    StorageState,
    ViewportSize,
    async_playwright,
)

from tests.e2e.guest import Guest, guest_with_tour
from tests.e2e.screen import Screen
from tests.e2e.servers import slow_voice, walkumentary

PHONE: ViewportSize = {"width": 390, "height": 844}
NO_KEY = {
    "NARRATOR": "notes",
    "SPEECH": "espeak",
    "OPENAI_API_KEY": "",
    "TOKEN_TTL_S": "86400",
}
"""Tokens last as long as the tests: several windows begin with the same one."""
SPEECH_FACTOR = 18.0
"""Slow enough that a tour of a quarter of an hour takes half a minute to be made."""


@dataclass(slots=True)
class Watch:
    """What the page did that a test should know of."""

    troubles: list[str] = field(default_factory=list)
    growing: list[str] = field(default_factory=list)
    """Addresses of sound that was still growing when it was asked for."""

    def over(self, page: Page, address: str) -> None:
        """Begin to watch."""
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("request", lambda request: self._asked(request.url, address))
        page.on("response", lambda one: self._got(one.url, one.headers))

    def excuse(self, text: str) -> None:
        """Forget troubles that the test provoked."""
        self.troubles = [one for one in self.troubles if text not in one]

    def _said(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.troubles.append(text)

    def _asked(self, url: str, address: str) -> None:
        if urlsplit(url).netloc != urlsplit(address).netloc:
            self.troubles.append(f"asked another host: {url}")

    def _got(self, url: str, headers: dict[str, str]) -> None:
        if headers.get("x-audio-state") == "growing":
            self.growing.append(url)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server as it starts on a stranger's machine: no key, nothing set."""
    with walkumentary(tmp_path_factory.mktemp("stranger"), NO_KEY) as url:
        yield url


@pytest.fixture(scope="session")
def slow_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose voice takes its time, one sentence after the other."""
    folder = tmp_path_factory.mktemp("slow")
    with slow_voice(folder / "voice", speech_factor=SPEECH_FACTOR) as voice:
        settings = {
            "NARRATOR": "notes",
            "SPEECH": "openai",
            "OPENAI_API_KEY": "sk-simulated",
            "OPENAI_BASE_URL": voice,
            "SPEECH_CONCURRENCY": "1",
            "GUEST_TOURS_PER_DAY": "100",
        }
        with walkumentary(folder / "data", settings) as url:
            yield url


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The machine's own Chromium, without a window."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=shutil.which("chromium")
        )
        yield chromium
        await chromium.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """At the end nothing may have gone wrong, and nobody else been asked."""
    watching = Watch()
    yield watching
    assert watching.troubles == []


@pytest.fixture
async def screen(browser: Browser, watch: Watch, address: str) -> AsyncIterator[Screen]:
    """The page on a phone, not opened yet."""
    async for one in _screen(browser, watch, address):
        yield one


@pytest.fixture(scope="session")
def guest(address: str) -> Guest:
    """Somebody who has a tour already."""
    return guest_with_tour(address)


@pytest.fixture
async def walk(browser: Browser, watch: Watch, guest: Guest) -> AsyncIterator[Screen]:
    """The finished tour of a guest, opened on a phone."""
    async for one in _screen(browser, watch, guest.address, storage=guest.storage):
        await one.page.goto(guest.tour_address)
        await one.made()
        yield one


@pytest.fixture
async def slow_screen(
    browser: Browser, watch: Watch, slow_address: str
) -> AsyncIterator[Screen]:
    """The same, before the slow server."""
    async for one in _screen(browser, watch, slow_address):
        yield one


async def _screen(
    browser: Browser, watch: Watch, address: str, *, storage: StorageState | None = None
) -> AsyncIterator[Screen]:
    context = await browser.new_context(viewport=PHONE, storage_state=storage)
    page = await context.new_page()
    watch.over(page, address)
    yield Screen(page, address)
    await context.close()
