"""Where mail is sent, its links open accounts and lead back into them."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.conftest import NO_KEY, PHONE, Watch
from tests.e2e.person import AccountPage, Person, a_person, made_a_tour
from tests.e2e.screen import Screen
from tests.e2e.servers import walkumentary

pytestmark = [pytest.mark.ci, pytest.mark.timeout(240)]

POST_S = 20.0
"""How long a letter may take: it goes by way of the queue."""


@dataclass(frozen=True, slots=True)
class Post:
    """A server that writes its letters where they can be read."""

    address: str
    log: Path

    async def link(self, kind: str, *, letters: int = 1) -> str:
        """Return the newest link of a kind once there are so many."""
        deadline = time.monotonic() + POST_S
        while len(self.links(kind)) < letters:
            assert time.monotonic() < deadline, "no letter came"
            await asyncio.to_thread(time.sleep, 0.1)
        return self.links(kind)[-1]

    def links(self, kind: str) -> list[str]:
        """Return the links of a kind in the letters so far."""
        return re.findall(rf"http\S+/#{kind}=\S+", self.log.read_text())


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    folder = tmp_path_factory.mktemp("post")
    with walkumentary(folder, {**NO_KEY, "MAIL_URL": "console:"}) as url:
        yield Post(url, folder / "log")


@pytest.fixture
async def account(
    browser: Browser, watch: Watch, post: Post
) -> AsyncIterator[AccountPage]:
    """The page of that server, on a phone."""
    context = await browser.new_context(viewport=PHONE)
    page = await context.new_page()
    watch.over(page, post.address)
    yield AccountPage(Screen(page, post.address))
    await context.close()


async def confirmed(account: AccountPage, post: Post) -> Person:
    """Sign up, and follow the link of the mail."""
    anna = a_person()
    before = len(post.links("confirm"))
    await account.sign_up(anna)
    heading = account.page.get_by_role("heading", level=1)
    await expect(heading).to_have_text("Read your mail")
    await account.page.goto("about:blank")
    await account.page.goto(await post.link("confirm", letters=before + 1))
    await account.greets(anna)
    return anna


async def test_the_link_of_a_mail_opens_the_account_with_the_guest_s_tours(
    account: AccountPage, post: Post
) -> None:
    title = await made_a_tour(account.screen)

    anna = await confirmed(account, post)
    await account.page.reload()

    await account.greets(anna)
    await expect(account.mine.locator(".name")).to_have_text([title])


async def test_a_link_opens_an_account_once(
    account: AccountPage, post: Post, watch: Watch
) -> None:
    await confirmed(account, post)
    await account.sign_out()

    await account.page.goto("about:blank")
    await account.page.goto(await post.link("confirm"))

    await expect(account.page.locator("#trouble")).to_be_visible()
    watch.excuse("40")
    watch.excuse("422")


async def test_who_forgot_a_password_chooses_another(
    account: AccountPage, post: Post, watch: Watch
) -> None:
    anna = await confirmed(account, post)
    await account.sign_out()
    await account.page.goto(f"{post.address}/#forgot")
    await account.field("Email").fill(anna.email)
    await account.submit()
    heading = account.page.get_by_role("heading", level=1)
    await expect(heading).to_have_text("Read your mail")
    await account.page.goto("about:blank")
    await account.page.goto(await post.link("reset"))
    changed = Person(anna.name, anna.email, "rainy bridge, tram")
    await account.field("New password").fill(changed.password)

    await account.submit()
    await expect(account.page.get_by_text("Your password is changed")).to_be_visible()
    await account.sign_in(anna)
    await expect(account.form.get_by_role("alert")).to_be_visible()
    await account.sign_in(changed)

    await account.greets(anna)
    watch.excuse("401")
