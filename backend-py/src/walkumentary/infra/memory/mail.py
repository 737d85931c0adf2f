"""Mail in memory: kept for the test to read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from walkumentary.domain.shared.errors import AppError
from walkumentary.gateway.mail import Mail


def _nothing() -> None:
    """Do nothing."""


@dataclass(slots=True)
class MemoryMail:
    """Keeps what it is given; fails with what it is told to, once each."""

    before: Callable[[], None] = _nothing
    sent: list[Mail] = field(default_factory=list)
    failures: list[AppError] = field(default_factory=list)

    async def send(self, mail: Mail) -> None:
        """Take a mail that a server would take."""
        self.before()
        if self.failures:
            raise self.failures.pop(0)
        mail.check()
        self.sent.append(mail)

    def to(self, address: str) -> list[Mail]:
        """Return the mails to one address."""
        return [mail for mail in self.sent if mail.to == address]
