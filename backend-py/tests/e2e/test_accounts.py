"""A guest becomes somebody, and is found again: in this browser and in another."""

import asyncio
import json

import pytest
from playwright.async_api import Page, Route, expect

from tests.e2e.conftest import Watch
from tests.e2e.person import AccountPage, a_person, made_a_tour
from tests.e2e.screen import Screen

pytestmark = [pytest.mark.ci, pytest.mark.timeout(240)]

SESSION = "JSON.parse(localStorage.getItem('walkumentary.session'))"
AGED = f"""() => {{
  const session = {SESSION};
  localStorage.setItem("walkumentary.session",
    JSON.stringify({{...session, expires_at: 0}}));
}}"""
REFUSED = f"""() => {{
  const session = {SESSION};
  localStorage.setItem("walkumentary.session", JSON.stringify({{
    ...session, access_token: "refused", expires_at: Date.now() + 1e9}}));
}}"""
ENDED = f"""() => {{
  const session = {SESSION};
  localStorage.setItem("walkumentary.session", JSON.stringify({{
    ...session, access_token: "refused", refresh_token: "ended"}}));
}}"""


async def asked_to_refresh(page: Page) -> list[str]:
    """Return a list that grows with every renewal this window asks for."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if _renews(one.url) else None)
    return asked


def _renews(url: str) -> bool:
    return url.endswith("/v1/auth/refresh")


async def test_what_a_guest_made_stays_when_the_guest_signs_up(screen: Screen) -> None:
    title = await made_a_tour(screen)
    account, anna = AccountPage(screen), a_person()
    await expect(screen.page.locator("#tours-of-guest")).to_be_visible()

    await account.sign_up(anna)
    await account.greets(anna)
    await screen.page.reload()

    await account.greets(anna)
    await expect(account.mine.locator(".name")).to_have_text([title])
    await expect(screen.page.locator("#tours-of-guest")).to_be_hidden()


async def test_who_signs_out_is_gone_and_who_signs_in_is_back(screen: Screen) -> None:
    title = await made_a_tour(screen)
    account, anna = AccountPage(screen), a_person()
    await account.sign_up(anna)
    await account.greets(anna)

    await account.sign_out()
    await expect(account.mine).to_have_count(0)
    await screen.page.reload()
    await expect(account.mine).to_have_count(0)
    await account.sign_in(anna)

    await account.greets(anna)
    await expect(account.mine.locator(".name")).to_have_text([title])


async def test_a_guest_s_tours_are_back_after_somebody_used_the_browser(
    screen: Screen,
) -> None:
    account, anna = AccountPage(screen), a_person()
    await account.sign_up(anna)
    await account.greets(anna)
    await account.sign_out()
    title = await made_a_tour(screen)

    await account.sign_in(anna)
    await account.greets(anna)
    await expect(account.mine).to_have_count(0)
    await account.sign_out()

    await expect(account.mine.locator(".name")).to_have_text([title])


async def test_somebody_signs_up_and_in_by_the_keyboard_alone(screen: Screen) -> None:
    account, anna = AccountPage(screen), a_person()
    keys = screen.page.keyboard
    await screen.open()

    await screen.page.get_by_role("link", name="Sign in").focus()
    await keys.press("Enter")
    heading = screen.page.get_by_role("heading", name="Sign in", level=1)
    await expect(heading).to_be_focused()
    await screen.page.get_by_role("link", name="I have no account yet").focus()
    await keys.press("Enter")
    for typed in (anna.name, anna.email, anna.password, anna.password):
        await keys.press("Tab")
        await keys.type(typed)
    await keys.press("Enter")
    await account.greets(anna)
    await screen.button("Sign out").press("Enter")
    await screen.page.get_by_role("link", name="Sign in").press("Enter")
    for typed in (anna.email, anna.password):
        await keys.press("Tab")
        await keys.type(typed)
    await keys.press("Enter")

    await account.greets(anna)


async def test_wrong_credentials_are_said_and_heard(
    screen: Screen, watch: Watch
) -> None:
    account = AccountPage(screen)

    await account.sign_in(a_person())

    await expect(account.form.get_by_role("alert")).to_be_visible()
    await expect(account.field("Email")).to_be_focused()
    watch.excuse("401")


async def test_refusals_of_a_sign_up_stand_at_their_fields(
    screen: Screen, watch: Watch
) -> None:
    account, anna = AccountPage(screen), a_person()
    await account.sign_up(anna)
    await account.greets(anna)
    await account.sign_out()

    await account.sign_up(anna)
    email = account.field("Email")
    await expect(email).to_have_attribute("aria-invalid", "true")
    await expect(screen.page.locator("#sign-up-email-problem")).to_be_visible()
    await expect(email).to_be_focused()
    await account.field("Email").fill(a_person().email)
    await account.field("Password").fill("password")
    await account.field("The same password again").fill("password")
    await account.submit()
    await expect(screen.page.locator("#sign-up-password-problem")).to_be_visible()
    await expect(screen.page.locator("#sign-up-email-problem")).to_be_hidden()
    await account.field("The same password again").fill("passwort")
    await account.submit()

    differ = screen.page.locator("#sign-up-again-problem")
    await expect(differ).to_contain_text("differ")
    watch.excuse("409")
    watch.excuse("422")


async def test_where_mail_is_sent_it_is_to_be_read_first(screen: Screen) -> None:
    account = AccountPage(screen)
    sent: list[str | None] = []

    async def check_mail(route: Route) -> None:
        sent.append(await route.request.header_value("authorization"))
        await route.fulfill(status=202, json={"status": "check_mail"})

    title = await made_a_tour(screen)
    await screen.page.route("**/v1/auth/signup", check_mail)

    await account.sign_up(a_person())

    await expect(screen.page.get_by_role("heading", level=1)).to_have_text(
        "Read your mail"
    )
    assert [bool(header) for header in sent] == [True], "the guest is not told of"
    await screen.page.get_by_role("link", name="To the start").click()
    await expect(account.mine.locator(".name")).to_have_text([title])


async def test_a_link_from_a_mail_opens_the_account_and_leaves_no_trace(
    screen: Screen,
) -> None:
    account, anna = AccountPage(screen), a_person()
    await account.sign_up(anna)
    await account.greets(anna)
    session = await screen.page.evaluate(SESSION)
    await account.sign_out()
    answer = session | {"expires_in_s": 900}

    async def confirmed(route: Route) -> None:
        assert json.loads(route.request.post_data or "") == {"token": "once"}
        await route.fulfill(status=200, json=answer)

    await screen.page.route("**/v1/auth/email/confirm", confirmed)
    await screen.page.goto("about:blank")

    await screen.page.goto(f"{screen.address}/#confirm=once")

    await account.greets(anna)
    assert "once" not in screen.page.url


async def test_a_link_that_was_used_is_said_kindly(
    screen: Screen, watch: Watch
) -> None:
    await screen.page.goto(f"{screen.address}/#confirm=used")

    await expect(screen.page.locator("#trouble")).to_be_visible()
    watch.excuse("40")
    watch.excuse("422")


async def test_a_new_password_is_chosen_by_a_link(screen: Screen) -> None:
    account = AccountPage(screen)
    sent: list[object] = []

    async def changed(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or ""))
        await route.fulfill(status=204)

    await screen.page.route("**/v1/auth/password/reset", changed)
    await screen.page.goto(f"{screen.address}/#reset=once")
    assert "once" not in screen.page.url
    await account.field("New password").fill("rainy bridge, tram")

    await account.submit()

    await expect(screen.page.get_by_text("Your password is changed")).to_be_visible()
    assert sent == [{"token": "once", "password": "rainy bridge, tram"}]


async def test_a_forgotten_password_is_asked_for(screen: Screen) -> None:
    account = AccountPage(screen)
    await screen.page.goto(f"{screen.address}/#sign-in")
    await screen.page.get_by_role("link", name="I forgot my password").click()
    await account.field("Email").fill("anna@example.org")

    await account.submit()

    await expect(screen.page.get_by_role("heading", level=1)).to_have_text(
        "Read your mail"
    )


@pytest.mark.parametrize("change", [AGED, REFUSED])
async def test_an_old_token_is_renewed_once_for_everybody(
    screen: Screen, watch: Watch, change: str
) -> None:
    title = await made_a_tour(screen)
    account, anna = AccountPage(screen), a_person()
    await account.sign_up(anna)
    await account.greets(anna)
    other = await screen.page.context.new_page()
    await other.goto(screen.address)
    asked = [await asked_to_refresh(page) for page in (screen.page, other)]
    await screen.page.evaluate(change)

    await asyncio.gather(screen.page.reload(), other.reload())

    await account.greets(anna)
    await expect(account.mine.locator(".name")).to_have_text([title])
    await expect(other.locator("#tours .name")).to_have_text([title])
    assert len(asked[0] + asked[1]) == 1
    watch.excuse("401")


async def test_a_session_that_ended_asks_to_sign_in_again(
    screen: Screen, watch: Watch
) -> None:
    account, anna = AccountPage(screen), a_person()
    await account.sign_up(anna)
    await account.greets(anna)
    await screen.page.evaluate(ENDED)

    await screen.page.reload()

    word = screen.page.get_by_text("Your session has ended")
    await expect(word).to_be_visible()
    await account.field("Email").fill(anna.email)
    await account.field("Password").fill(anna.password)
    await account.submit()
    await account.greets(anna)
    watch.excuse("401")


async def test_signing_out_in_one_tab_signs_out_the_other(screen: Screen) -> None:
    await made_a_tour(screen)
    account, anna = AccountPage(screen), a_person()
    await account.sign_up(anna)
    await account.greets(anna)
    other = await screen.page.context.new_page()
    await other.goto(screen.address)
    await other.locator("#tours a").click()
    await expect(other.locator("#tour")).to_be_visible()

    await account.sign_out()

    await expect(other.locator("#tour")).to_be_hidden()
    await expect(other.get_by_role("link", name="Sign in")).to_be_visible()


async def test_google_is_offered_where_it_is_set_up(screen: Screen) -> None:
    offered = screen.button("Sign in with Google")
    await screen.page.goto(f"{screen.address}/#sign-in")
    await expect(screen.page.locator("#account-sign-in")).to_be_visible()
    await expect(offered).to_be_hidden()

    async def health(route: Route) -> None:
        part = {"component": "google", "state": "up"}
        await route.fulfill(json={"state": "up", "components": [part]})

    await screen.page.route("**/health", health)
    await screen.page.reload()

    await expect(offered).to_be_visible()


async def test_who_comes_back_from_google_is_signed_in(screen: Screen) -> None:
    account, anna = AccountPage(screen), a_person()
    title = await made_a_tour(screen)
    guest = await screen.page.evaluate(SESSION)
    await account.sign_up(anna)
    await account.greets(anna)
    session = await screen.page.evaluate(SESSION)
    await screen.page.evaluate(
        "(kept) => localStorage.setItem('walkumentary.session', JSON.stringify(kept))",
        guest,
    )
    bearers: list[str | None] = []

    async def google(route: Route) -> None:
        bearers.append(await route.request.header_value("authorization"))
        back = f"access_token={session['access_token']}&token_type=Bearer"
        rest = f"expires_in_s=900&refresh_token={session['refresh_token']}"
        await route.fulfill(json={"address": f"{screen.address}/#{back}&{rest}"})

    async def health(route: Route) -> None:
        part = {"component": "google", "state": "up"}
        await route.fulfill(json={"state": "up", "components": [part]})

    await screen.page.route("**/health", health)
    await screen.page.route("**/v1/auth/oauth/google?*", google)
    await screen.page.goto(f"{screen.address}/#sign-in")

    await screen.button("Sign in with Google").click()

    await account.greets(anna)
    await expect(account.mine.locator(".name")).to_have_text([title])
    assert bearers == [f"Bearer {guest['access_token']}"]
    assert session["access_token"] not in screen.page.url


async def test_who_turns_back_at_google_is_told(screen: Screen) -> None:
    await screen.page.goto(f"{screen.address}/#error=access_denied")

    heading = screen.page.get_by_role("heading", level=1)
    await expect(heading).to_have_text("Not signed in")
    assert "access_denied" not in screen.page.url


async def test_many_tours_come_page_by_page(screen: Screen) -> None:
    account = AccountPage(screen)
    await made_a_tour(screen)

    async def pages(route: Route) -> None:
        second = "cursor=" in route.request.url
        cursor = None if second else "next"
        items = [_listed(n) for n in (range(12, 15) if second else range(12))]
        await route.fulfill(json={"items": items, "next_cursor": cursor})

    await screen.page.route("**/v1/tours?*", pages)
    await screen.page.reload()
    await expect(account.mine).to_have_count(12)

    await screen.button("Show older tours").click()

    await expect(account.mine).to_have_count(15)
    await expect(screen.button("Show older tours")).to_be_hidden()
    await expect(account.mine.first).to_contain_text("being made")
    await expect(account.mine.last).to_contain_text("shared")


def _listed(number: int) -> dict[str, object]:
    return {
        "id": f"0190b0de-0000-7000-8000-{number:012}",
        "title": f"Walk {number}",
        "status": "ready" if number else "generating",
        "finished": bool(number),
        "duration_minutes": 30,
        "created_at": "2026-11-21T12:00:00Z",
        "shared": bool(number),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_there_are_no_barriers_to_an_account(
    screen: Screen, watch: Watch, scheme: str
) -> None:
    await screen.look(scheme, width=360)
    account, anna = AccountPage(screen), a_person()
    seen: dict[str, list[str]] = {}

    async def look(name: str) -> None:
        seen[name] = [*await screen.barriers(), *await screen.outside()]

    await account.sign_in(anna)
    await expect(account.form.get_by_role("alert")).to_be_visible()
    await look("sign in, refused")
    await screen.page.goto(f"{screen.address}/#forgot")
    await look("forgotten")
    await account.sign_up(anna)
    await account.greets(anna)
    await look("signed in, without tours")
    await account.sign_out()
    await account.sign_up(anna)
    await expect(screen.page.locator("#sign-up-email-problem")).to_be_visible()
    await look("sign up, refused")
    await screen.page.goto(f"{screen.address}/#reset=once")
    await look("reset")
    await made_a_tour(screen)
    await look("tours of a guest")

    assert {name: found for name, found in seen.items() if found} == {}
    watch.excuse("401")
    watch.excuse("409")
