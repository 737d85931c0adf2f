"""From a place's name to a walk in the ear, on the server a stranger starts."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Watch
from tests.e2e.screen import LISTEN_MS, Screen, seconds

pytestmark = [pytest.mark.ci, pytest.mark.timeout(240)]

AUDIBLE = 0.01
PLACE = "dam sq"


async def test_the_plan_is_seen_before_anything_is_made(screen: Screen) -> None:
    await screen.open()
    await screen.find(PLACE)
    await screen.wish(["History"], minutes=15)

    await screen.see_plan()

    await expect(screen.place).to_have_value("Dam Square")
    await expect(screen.plan).to_contain_text("of the 15 you have")
    stops = screen.plan.locator("#plan-stops > li")
    assert await stops.count() >= 3
    assert await screen.plan.locator(".map .stop").count() == await stops.count()
    await expect(screen.plan.locator(".map .scale")).to_contain_text("m")
    await expect(screen.page.locator("#library")).to_be_hidden()


async def test_a_change_of_mind_changes_the_plan(screen: Screen) -> None:
    await screen.open()
    await screen.find(PLACE)
    await screen.wish(["History"], minutes=15)
    await screen.see_plan()

    await screen.button("45 min").click()

    await expect(screen.plan).to_contain_text("of the 45 you have")


async def test_the_voice_follows_the_language_and_speaks_the_tour(
    screen: Screen,
) -> None:
    await screen.open()
    await screen.find(PLACE)
    await screen.page.get_by_text("More choices").click()
    voice = screen.page.get_by_label("Voice", exact=True)
    language = screen.page.get_by_label("Language")
    await language.select_option("de")
    await expect(voice.locator("option").first).to_have_text("de (usual)")
    await language.select_option("en")
    await expect(voice.locator("option").first).to_have_text("en-gb (usual)")
    await expect(voice).to_have_value("en-gb")

    await voice.select_option("en-us")
    async with screen.page.expect_request("**/v1/tours/estimate") as asked:
        await screen.see_plan()

    request = await asked.value
    assert '"voice":"en-us"' in (request.post_data or "")


async def test_a_later_sentence_is_chosen_and_heard(walk: Screen) -> None:
    later = walk.page.locator("#transcript section").nth(2).locator(".say").nth(1)
    start_s = seconds(await later.locator(".time").inner_text())

    await later.click()
    heard = await walk.listen()

    assert "/stops/3/audio" in heard.source
    assert heard.loudest > AUDIBLE
    assert heard.advanced_s > LISTEN_MS / 3_000
    position_s = await walk.position_s()
    assert start_s <= position_s < start_s + 10
    await expect(walk.stop_playing(3)).to_be_visible()


async def test_the_transcript_follows_the_sound(walk: Screen) -> None:
    await walk.page.get_by_label("Speed").select_option("2")
    first, second = (walk.sentences.nth(n).locator(".text") for n in (3, 4))
    lit = walk.page.locator(".say[aria-current=true]")

    await first.click()

    await expect(lit).to_contain_text(await first.inner_text())
    await expect(lit).to_contain_text(await second.inner_text(), timeout=30_000)
    await expect(lit).to_be_in_viewport()


async def test_the_sources_of_a_sentence_are_shown(walk: Screen) -> None:
    line = walk.page.locator("#transcript .line.narration").first
    text = await line.locator(".text").inner_text()

    await line.get_by_role("button", name="Sources of this sentence").click()

    sheet = walk.page.get_by_role("dialog", name="Where this comes from")
    await expect(sheet.locator("blockquote")).to_have_text(text)
    await expect(sheet.locator(".note").first).to_be_visible()
    await expect(sheet.locator(".source").first).to_contain_text("as of")
    await walk.page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()


async def test_the_next_stop_follows_by_itself(walk: Screen) -> None:
    first = walk.page.locator("#transcript section").first
    await first.locator(".say").last.click()

    await walk.page.get_by_label("Speed").select_option("2")

    await expect(walk.stop_playing(2)).to_be_visible(timeout=40_000)
    heard = await walk.listen()
    assert "/stops/2/audio" in heard.source
    assert heard.loudest > AUDIBLE


async def test_who_wants_to_walk_first_is_waited_for(walk: Screen) -> None:
    await walk.page.get_by_label("Wait for me at every stop").check()
    first = walk.page.locator("#transcript section").first
    await first.locator(".say").last.click()
    await walk.page.get_by_label("Speed").select_option("2")

    await expect(walk.player).to_contain_text(
        "Press play when you are there", timeout=40_000
    )
    await walk.play()

    await expect(walk.stop_playing(2)).to_be_visible()


@pytest.mark.parametrize("where", ["#tour-stops .stop-button", "#tour-map .stop"])
async def test_a_stop_is_heard_from_the_list_and_the_map(
    walk: Screen, where: str
) -> None:
    stop = walk.page.locator(where).nth(1)

    await stop.focus()
    await walk.page.keyboard.press("Enter")

    await expect(walk.stop_playing(2)).to_be_visible()
    assert (await walk.listen()).loudest > AUDIBLE
    await expect(walk.page.locator("#tour-map .stop.current text")).to_have_text("2")


async def test_speed_and_skips_do_what_they_say(walk: Screen) -> None:
    await walk.play()
    await walk.page.get_by_label("Speed").select_option("2")

    fast = await walk.listen()
    before_s = await walk.position_s()
    await walk.button("Forward 15 seconds").click()
    after_s = await walk.position_s()
    await walk.button("Back 15 seconds").click()
    back_s = await walk.position_s()

    assert fast.advanced_s > 1.4 * LISTEN_MS / 1_000
    assert 14 < after_s - before_s < 18
    assert back_s < after_s - 10


async def test_a_pause_is_silent(walk: Screen) -> None:
    await walk.play()
    loud = await walk.listen()

    await walk.button("Pause").click()
    paused = await walk.listen()

    assert loud.loudest > AUDIBLE
    assert paused.loudest < AUDIBLE
    assert paused.advanced_s == 0
    await expect(walk.button("Play")).to_be_visible()


async def test_every_file_can_be_taken_along(walk: Screen) -> None:
    await walk.page.get_by_text("Take it along").click()
    links = walk.page.locator("#downloads a")
    addresses = [str(await one.get_attribute("href")) for one in await links.all()]

    answers = [await walk.page.request.get(walk.address + a) for a in addresses]

    assert [answer.status for answer in answers] == [200] * 5
    kinds = [answer.headers["content-type"].split(";")[0] for answer in answers]
    assert kinds == [
        "audio/mpeg",
        "text/vtt",
        "application/gpx+xml",
        "application/geo+json",
        "application/zip",
    ]


async def test_a_file_is_saved_under_the_name_of_the_tour(walk: Screen) -> None:
    title = await walk.page.locator("#tour-title").inner_text()
    await walk.page.get_by_text("Take it along").click()

    async with walk.page.expect_download() as download:
        await walk.page.get_by_role("link", name="GPX").click()

    name = (await download.value).suggested_filename
    assert name.endswith(".gpx")
    assert name.split()[0] == title.split()[0].replace(":", "_")


async def test_a_reload_resumes_the_tour(walk: Screen) -> None:
    title = await walk.page.locator("#tour-title").inner_text()

    await walk.page.reload()

    await expect(walk.page.locator("#tour-title")).to_have_text(title)
    await walk.play()
    assert (await walk.listen()).loudest > AUDIBLE


async def test_my_tours_are_opened_again_and_deleted(screen: Screen) -> None:
    await screen.open()
    await screen.find(PLACE)
    await screen.wish(["Legends"], minutes=15)
    await screen.see_plan()
    await screen.make()
    await screen.made()
    await screen.page.get_by_role("link", name="New walk").click()
    mine = screen.page.locator("#tours li")
    await mine.get_by_role("link").click()
    await expect(screen.page.locator("#tour-title")).to_be_visible()
    await screen.page.go_back()

    await mine.get_by_role("button").click()
    await screen.button("Delete").click()

    await expect(mine).to_have_count(0)
    await expect(screen.page.locator("#library")).to_be_hidden()


async def test_a_tour_that_is_not_there_is_said_kindly(
    screen: Screen, watch: Watch
) -> None:
    await screen.page.goto(
        f"{screen.address}/#tour=0190b0de-0000-7000-8000-000000000000"
    )

    await expect(screen.page.get_by_role("heading", level=1)).to_contain_text(
        "not found"
    )
    watch.excuse("404")


async def test_an_account_the_server_forgot_is_replaced(
    screen: Screen, watch: Watch
) -> None:
    await screen.open()
    await screen.page.evaluate(
        """() => localStorage.setItem("walkumentary.session",
           JSON.stringify({access_token: "gone", expires_at: Date.now() + 1e9}))"""
    )

    await screen.find(PLACE)

    await expect(screen.place).to_have_value("Dam Square")
    watch.excuse("401")


async def test_sound_survives_an_address_that_expired(
    walk: Screen, watch: Watch
) -> None:
    await walk.page.route(
        "**/stops/2/audio*", lambda route: route.fulfill(status=401), times=1
    )

    await walk.stops.nth(1).click()

    heard = await walk.listen()
    assert "/stops/2/audio" in heard.source
    assert heard.loudest > AUDIBLE
    watch.excuse("401")
