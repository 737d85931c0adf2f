"""Somebody with an account, as the page lets them sign up and in."""

import itertools
from dataclasses import dataclass

from playwright.async_api import Locator, expect

from tests.e2e.guest import guest_with_tour
from tests.e2e.screen import Screen

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """What a person types."""

    name: str
    email: str
    password: str


def a_person() -> Person:
    """Return somebody nobody has seen before."""
    number = next(_numbers)
    return Person(f"Anna {number}", f"anna{number}@example.org", "sunny canal, bicycle")


class AccountPage:
    """The screen of the account, in one window."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page = screen.page
        self.mine = screen.page.locator("#tours li")
        self.form = screen.page.locator("#account form:visible")

    async def sign_up(self, person: Person) -> None:
        """Follow the links and open an account."""
        await self._go("sign-up")
        await self.field("Your name").fill(person.name)
        await self.field("Email").fill(person.email)
        await self.field("Password").fill(person.password)
        await self.field("The same password again").fill(person.password)
        await self.submit()

    async def sign_in(self, person: Person) -> None:
        """Sign in with what was typed at signing up."""
        await self._go("sign-in")
        await self.field("Email").fill(person.email)
        await self.field("Password").fill(person.password)
        await self.submit()

    async def sign_out(self) -> None:
        """Press the button in the head of the page."""
        await self.screen.button("Sign out").click()
        await expect(self.page.get_by_role("link", name="Sign in")).to_be_visible()

    async def submit(self) -> None:
        """Send the form that is shown."""
        await self.form.locator("[type=submit]").click()

    async def greets(self, person: Person) -> None:
        """Expect the person to be named in the head of the page."""
        await expect(self.page.locator("#who")).to_have_text(person.name)
        await expect(self.page.locator("#home")).to_be_visible()

    def field(self, name: str) -> Locator:
        """Return a field of the form that is shown."""
        return self.form.get_by_label(name, exact=True)

    async def _go(self, view: str) -> None:
        await self.page.goto(f"{self.screen.address}/#{view}")
        await expect(self.page.locator(f"#account-{view}")).to_be_visible()


async def made_a_tour(screen: Screen) -> str:
    """Let the browser's guest have a tour; return its title."""
    guest = guest_with_tour(screen.address)
    kept = guest.storage["origins"][0]["localStorage"][0]
    await screen.open()
    await screen.page.evaluate(
        "([key, value]) => localStorage.setItem(key, value)",
        [kept["name"], kept["value"]],
    )
    await screen.page.reload()
    name = screen.page.locator("#tours .name")
    await expect(name).to_have_count(1)
    return await name.inner_text()
