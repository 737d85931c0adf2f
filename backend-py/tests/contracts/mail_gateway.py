"""What whoever sends mail promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pytest

from tests import makers
from tests.contracts.base import PortContract
from walkumentary.gateway.mail import Mail, MailGateway, MailNotSent, MailRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A mail in somebody's inbox."""

    to: Sequence[str]
    subject: str
    text: str


class Post(Protocol):
    """A way to send mail, and the inboxes at its end."""

    @property
    def mail(self) -> MailGateway: ...

    def arrived(self) -> Sequence[Arrived]: ...

    def refuse_once(self) -> None:
        """Take the next mail no more than a busy server would."""
        ...


def a_mail(*, to: str = "anna@example.org", subject: str = "Hello") -> Mail:
    return Mail(
        id=makers.a_key(),
        to=to,
        subject=subject,
        text=f"A link: https://walks.example/#confirm={'x' * 43}\n.\nEnd.\n",
    )


class MailGatewayContract(PortContract):
    """A mail reaches one person, as it was written, or the sender knows."""

    async def test_a_mail_arrives_as_it_was_written(self, post: Post) -> None:
        mail = a_mail()

        await post.mail.send(mail)

        (arrived,) = post.arrived()
        assert arrived.to == [mail.to]
        assert (arrived.subject, arrived.text) == (mail.subject, mail.text)

    async def test_a_mail_that_was_not_taken_can_be_sent_again(
        self, post: Post
    ) -> None:
        post.refuse_once()

        with pytest.raises(MailNotSent):
            await post.mail.send(a_mail())
        await post.mail.send(a_mail())

        assert len(post.arrived()) == 1

    @pytest.mark.parametrize(
        "to",
        [
            "anna@example.org\r\nBcc: eve@example.org",
            "anna@example.org\nSubject: other",
            "anna@example.org, eve@example.org",
            "Anna <anna@example.org>",
            "anna@example.org>\r\nRCPT TO:<eve@example.org",
            "anna",
            "",
        ],
    )
    async def test_an_address_is_one_address_and_nothing_else(
        self, post: Post, to: str
    ) -> None:
        with pytest.raises(MailRefused):
            await post.mail.send(a_mail(to=to))

        assert post.arrived() == []

    async def test_a_mail_shows_neither_address_nor_text(self) -> None:
        mail = a_mail()

        shown = repr(mail)

        assert mail.to not in shown
        assert "walks.example" not in shown
