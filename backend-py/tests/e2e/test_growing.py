"""A tour is heard while it is still being made."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Watch
from tests.e2e.screen import LISTEN_MS, PATIENCE_MS, Screen

pytestmark = [pytest.mark.ci, pytest.mark.timeout(240)]

AUDIBLE = 0.01
"""Loudness (RMS, full scale 1) that silence and noise never reach."""


async def test_sound_is_heard_while_later_stops_are_still_being_made(
    slow_screen: Screen, watch: Watch
) -> None:
    screen = slow_screen
    await screen.open()
    await screen.find("dam sq")
    await screen.wish(["History", "Architecture"], minutes=15)
    await screen.see_plan()
    await screen.make()

    await screen.play()
    heard = await screen.listen()

    assert heard.loudest > AUDIBLE
    assert heard.advanced_s > LISTEN_MS / 3_000
    await expect(screen.progress).to_contain_text("being")
    await expect(screen.button("Stop making it")).to_be_visible()
    assert await screen.stops.nth(2).is_disabled()
    assert "/stops/1/audio" in heard.source
    assert watch.growing


async def test_the_sound_goes_on_into_stops_that_were_made_meanwhile(
    slow_screen: Screen,
) -> None:
    screen = slow_screen
    await screen.open()
    await screen.find("pantheon")
    await screen.wish(["History"], minutes=15)
    await screen.see_plan()
    await screen.make()
    await screen.play()
    await screen.page.get_by_label("Speed").select_option("2")

    await expect(screen.stop_playing(2)).to_be_visible(timeout=PATIENCE_MS)
    heard = await screen.listen()

    assert "/stops/2/audio" in heard.source
    assert heard.loudest > AUDIBLE
    assert heard.advanced_s > LISTEN_MS / 2_000


async def test_a_tour_can_be_stopped_and_continued(slow_screen: Screen) -> None:
    screen = slow_screen
    await screen.open()
    await screen.find("edinburgh castle")
    await screen.wish(["Legends"], minutes=15)
    await screen.see_plan()
    await screen.make()

    await screen.button("Stop making it").click()
    await expect(screen.progress).to_contain_text("Stopped")
    await screen.button("Continue making it").click()

    await screen.made()
    await screen.play()
    heard = await screen.listen()
    assert heard.loudest > AUDIBLE
