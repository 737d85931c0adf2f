"""Mail in memory is no kinder than a server."""

from dataclasses import dataclass, field

import pytest

from tests.contracts.mail_gateway import Arrived, MailGatewayContract, Post
from walkumentary.gateway.mail import MailNotSent
from walkumentary.infra.memory.mail import MemoryMail


@dataclass
class MemoryPost:
    mail: MemoryMail = field(default_factory=MemoryMail)

    def arrived(self) -> list[Arrived]:
        return [
            Arrived(to=[one.to], subject=one.subject, text=one.text)
            for one in self.mail.sent
        ]

    def refuse_once(self) -> None:
        self.mail.failures.append(MailNotSent("Not now."))


@pytest.fixture
def post() -> Post:
    return MemoryPost()


class TestMemoryMail(MailGatewayContract):
    pass
