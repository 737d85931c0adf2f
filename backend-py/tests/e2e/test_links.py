"""A tour is shared: heard without an account, until its link is taken back."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.conftest import PHONE, Watch
from tests.e2e.guest import Guest
from tests.e2e.screen import Screen

pytestmark = [pytest.mark.ci, pytest.mark.timeout(240)]

AUDIBLE = 0.01
"""Loudness (RMS, full scale 1) that silence and noise never reach."""
ROUTES = ("RouteGPX", "RouteGeoJSON")


@pytest.fixture
async def stranger(
    browser: Browser, watch: Watch, address: str
) -> AsyncIterator[Screen]:
    """Another browser, which has never seen the product."""
    context = await browser.new_context(viewport=PHONE)
    page = await context.new_page()
    watch.over(page, address)
    yield Screen(page, address)
    await context.close()


async def shared(walk: Screen) -> str:
    """Make a link to the tour on the screen; return it."""
    await walk.page.locator("#share").click()
    field = walk.page.get_by_label("Link to this tour")
    await expect(field).to_be_focused()
    return await field.input_value()


async def opened(stranger: Screen, link: str) -> None:
    await stranger.page.goto(link)
    await expect(stranger.page.locator("#tour")).to_be_visible()


async def test_a_shared_tour_is_heard_without_an_account_until_it_is_revoked(
    walk: Screen, stranger: Screen, watch: Watch
) -> None:
    asked: list[str] = []
    stranger.page.on("request", lambda one: asked.append(one.url))
    link = await shared(walk)
    await opened(stranger, link)
    await stranger.play()
    heard = await stranger.listen()
    assert heard.loudest > AUDIBLE
    assert "/v1/shared/tours/" in heard.source

    await walk.button("Stop sharing").click()
    await expect(walk.page.get_by_text("The link has stopped working")).to_be_visible()
    await stranger.stops.nth(1).click()

    await expect(stranger.page.get_by_role("heading", level=1)).to_have_text(
        "This walk is not shared"
    )
    assert (await stranger.listen()).loudest < AUDIBLE
    await stranger.page.reload()
    await expect(stranger.page.locator("#trouble")).to_be_visible()
    assert not any("/auth/" in one or "/v1/tours" in one for one in asked)
    watch.excuse("404")


async def test_who_comes_by_a_link_sees_the_walk_and_no_more(
    walk: Screen, stranger: Screen, guest: Guest
) -> None:
    title = await walk.page.locator("#tour-title").inner_text()
    link = await shared(walk)

    await opened(stranger, link)

    page = stranger.page
    await expect(page.locator("#tour-title")).to_have_text(title)
    await expect(page.locator("#transcript .line").first).to_be_visible()
    await page.get_by_text("Take it along").click()
    files = page.locator("#downloads a").filter(visible=True)
    await expect(files).to_have_text(["AudioMP3", "TranscriptVTT", *ROUTES])
    for hidden in ("#delete", "#sharing-title", "#to-sign-in", ".line .evidence"):
        await expect(page.locator(hidden).first).to_be_hidden()
    assert guest.tour_id not in await page.content()
    assert await page.evaluate("localStorage.getItem('walkumentary.session')") is None


async def test_the_files_of_a_shared_tour_can_be_taken_along(
    walk: Screen, stranger: Screen
) -> None:
    await opened(stranger, await shared(walk))
    links = stranger.page.locator("#downloads li:not([hidden]) a")
    addresses = [str(await one.get_attribute("href")) for one in await links.all()]

    answers = [
        await stranger.page.request.get(stranger.address + one) for one in addresses
    ]

    assert [answer.status for answer in answers] == [200] * 4


async def test_a_new_link_ends_the_one_before(
    walk: Screen, stranger: Screen, watch: Watch
) -> None:
    first = await shared(walk)
    await walk.page.reload()
    await expect(walk.page.get_by_text("the link you made before")).to_be_visible()

    second = await shared(walk)

    await opened(stranger, second)
    await stranger.page.goto(first)
    await expect(stranger.page.locator("#trouble")).to_be_visible()
    watch.excuse("404")


async def test_a_link_is_copied(walk: Screen) -> None:
    await walk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = await shared(walk)

    await walk.button("Copy the link").click()

    await expect(walk.page.get_by_text("Copied.")).to_be_visible()
    assert await walk.page.evaluate("navigator.clipboard.readText()") == link


async def test_a_page_of_a_link_leads_to_a_walk_of_one_s_own(
    walk: Screen, stranger: Screen
) -> None:
    await opened(stranger, await shared(walk))

    await stranger.page.get_by_role("link", name="Plan your own walk").click()

    await expect(stranger.page.locator("#home")).to_be_visible()
    assert stranger.page.url == f"{stranger.address}/"


async def test_a_wrong_link_is_said_kindly(stranger: Screen, watch: Watch) -> None:
    await stranger.page.goto(f"{stranger.address}/shared/{'A' * 43}")

    await expect(stranger.page.get_by_role("heading", level=1)).to_have_text(
        "This walk is not shared"
    )
    watch.excuse("404")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_there_are_no_barriers_around_a_link(
    walk: Screen, stranger: Screen, watch: Watch, scheme: str
) -> None:
    seen: dict[str, list[str]] = {}
    for screen in (walk, stranger):
        await screen.look(scheme, width=360)

    async def look(name: str, screen: Screen) -> None:
        seen[name] = [*await screen.barriers(), *await screen.outside()]

    link = await shared(walk)
    await look("shared", walk)
    await opened(stranger, link)
    await look("by link", stranger)
    await walk.button("Stop sharing").click()
    await expect(walk.page.get_by_text("The link has stopped working")).to_be_visible()
    await look("revoked", walk)
    await stranger.page.reload()
    await expect(stranger.page.locator("#trouble")).to_be_visible()
    await look("by a revoked link", stranger)

    assert {name: found for name, found in seen.items() if found} == {}
    watch.excuse("404")


async def test_a_tour_is_heard_by_link_while_it_is_still_being_made(
    slow_screen: Screen, browser: Browser, watch: Watch
) -> None:
    owner = slow_screen
    await owner.open()
    await owner.find("dam sq")
    await owner.wish(["Legends"], minutes=15)
    await owner.see_plan()
    await owner.make()
    link = await shared(owner)
    context = await browser.new_context(viewport=PHONE)
    listener = Screen(await context.new_page(), owner.address)
    watch.over(listener.page, owner.address)

    await opened(listener, link)
    await listener.play()
    heard = await listener.listen()

    assert heard.loudest > AUDIBLE
    assert any("/v1/shared/" in one for one in watch.growing)
    await expect(listener.button("Stop making it")).to_be_hidden()
    await listener.made()
    await expect(listener.stops.nth(2)).to_be_enabled()
    await context.close()
