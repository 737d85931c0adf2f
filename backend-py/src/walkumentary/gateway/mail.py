"""Ports: mail, and the links that stand in it."""

import re
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable

_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?A-Z^-~]+@[0-9A-Za-z.\-\u0080-\U0010ffff]+")
"""A bare address: nothing quoted, no comment, no name beside it."""


class MailNotSent(GatewayUnavailable):
    """The mail server could not be talked to, or takes no mail just now."""

    code = "mail-not-sent"
    title = "The mail could not be sent"


class MailRefused(GatewayRefused):
    """The mail server will never take a mail to this address."""

    code = "mail-refused"
    title = "The mail was refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail of plain text to one person; ``id`` is the same when it is sent again."""

    id: str
    to: str
    subject: str
    text: str

    def __repr__(self) -> str:
        """Show no address and no text."""
        return f"Mail(id={self.id!r})"

    def check(self) -> None:
        """Refuse an address that is not one, or a subject of more than a line.

        Raises:
            MailRefused: something else could be smuggled in.
        """
        if not (_ADDRESS.fullmatch(self.to) and self.subject.isprintable()):
            raise MailRefused("The address cannot stand in a mail.")


class MailGateway(Protocol):
    """Sends mail."""

    async def send(self, mail: Mail) -> None:
        """Hand a mail over to whoever delivers it.

        Raises:
            MailNotSent: it was not taken; sending it again may help.
            MailRefused: it will never be taken.
        """
        ...


class LinkSeals(Protocol):
    """Makes the tokens of links out of seeds, which tell nothing about them.

    A job carries the seed: neither the queue nor the log ever holds the token.
    """

    def new_seed(self) -> str:
        """Return a seed that was never returned before."""
        ...

    def token_of(self, seed: str) -> str:
        """Return the token of the seed's link: the same each time."""
        ...
