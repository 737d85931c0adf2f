"""The page is for everyone: keyboard, reader, small window, light and dark."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Watch
from tests.e2e.screen import Screen

pytestmark = [pytest.mark.ci, pytest.mark.timeout(240)]

NARROW = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}


async def test_nothing_sticks_out_of_a_narrow_window(screen: Screen) -> None:
    await screen.page.set_viewport_size({"width": 360, "height": 740})
    seen: dict[str, list[str]] = {}

    await screen.open()
    seen["home"] = [*await screen.outside()]
    await screen.page.get_by_text("More choices").click()
    await screen.find("dam sq")
    await screen.see_plan()
    seen["plan"] = [*await screen.outside()]
    await screen.make()
    await screen.made()
    await screen.play()
    await screen.page.get_by_text("Take it along").click()
    seen["tour"] = [*await screen.outside()]
    await screen.page.locator(".evidence").first.click()
    seen["evidence"] = [*await screen.outside()]

    assert seen == {"home": [], "plan": [], "tour": [], "evidence": []}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
async def test_there_are_no_barriers(screen: Screen, scheme: str, width: int) -> None:
    await screen.look(scheme, width=width)
    seen: dict[str, list[str]] = {}

    await screen.open()
    await screen.page.get_by_text("More choices").click()
    seen["home"] = [*await screen.barriers()]
    await screen.place.press_sequentially("dam")
    await expect(screen.options.first).to_be_visible()
    await screen.place.press("ArrowDown")
    seen["search"] = [*await screen.barriers()]
    await screen.place.press("Enter")
    await screen.see_plan()
    seen["plan"] = [*await screen.barriers()]
    await screen.make()
    await screen.made()
    await screen.play()
    await screen.page.get_by_text("Take it along").click()
    seen["tour"] = [*await screen.barriers()]
    await screen.page.locator(".evidence").first.click()
    await expect(screen.page.locator("#evidence-notes")).not_to_contain_text("Looking")
    seen["evidence"] = [*await screen.barriers()]

    assert {name: found for name, found in seen.items() if found} == {}


async def test_the_search_is_a_combobox_for_the_keyboard(screen: Screen) -> None:
    await screen.open()
    await screen.place.press_sequentially("dam")
    await expect(screen.options.first).to_be_visible()

    await screen.place.press("ArrowUp")
    last = screen.options.last
    await expect(last).to_have_attribute("aria-selected", "true")
    await expect(screen.place).to_have_attribute(
        "aria-activedescendant", str(await last.get_attribute("id"))
    )
    await screen.place.press("ArrowDown")
    await expect(screen.options.first).to_have_attribute("aria-selected", "true")
    await screen.place.press("Escape")

    await expect(screen.place).to_have_attribute("aria-expanded", "false")
    await expect(screen.place).to_have_value("dam")
    await expect(screen.place).to_be_focused()


async def test_a_place_nobody_knows_is_said_so(screen: Screen) -> None:
    await screen.open()

    await screen.place.press_sequentially("xqzzyv")

    await expect(screen.page.locator("#place-hint")).to_contain_text("Nothing")


async def test_a_missing_place_is_asked_for(screen: Screen) -> None:
    await screen.open()

    await screen.button("See the plan").click()

    await expect(screen.page.locator("#place-problem")).to_be_visible()
    await expect(screen.place).to_have_attribute("aria-invalid", "true")
    await expect(screen.place).to_be_focused()


async def test_refusals_are_shown_beside_their_field(
    screen: Screen, watch: Watch
) -> None:
    await screen.open()
    await screen.find("dam sq")
    await screen.page.get_by_label("Minutes", exact=True).fill("5")

    await screen.button("See the plan").click()

    await expect(screen.page.locator("#minutes-problem")).to_be_visible()
    await expect(screen.page.locator("#minutes")).to_be_focused()
    await expect(screen.plan).to_be_hidden()
    watch.excuse("422")


async def test_a_language_without_notes_is_refused_beside_its_field(
    screen: Screen, watch: Watch
) -> None:
    await screen.open()
    await screen.find("dam sq")
    await screen.page.get_by_text("More choices").click()
    await screen.page.get_by_label("Language").select_option("nl")

    await screen.button("See the plan").click()

    await expect(screen.page.locator("#language-problem")).to_be_visible()
    watch.excuse("422")


async def test_the_skip_link_leads_to_the_content(screen: Screen) -> None:
    await screen.open()

    await screen.page.keyboard.press("Tab")
    await screen.page.keyboard.press("Enter")

    await expect(screen.page.locator("main")).to_be_focused()
    await expect(screen.page.locator("#home")).to_be_visible()
