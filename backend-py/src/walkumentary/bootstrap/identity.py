"""Composition: who people are."""

from contextlib import AsyncExitStack
from email.headerregistry import Address
from email.utils import parseaddr

from walkumentary.bootstrap.settings import CONSOLE, Settings, revealed
from walkumentary.gateway.accounts import TokensGateway
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.google import GoogleGateway
from walkumentary.gateway.mail import LinkSeals, MailGateway
from walkumentary.gateway.unit_of_work import AccountWork, Begin
from walkumentary.infra.identity.accounts import LocalAccounts
from walkumentary.infra.identity.local import LocalIdentity
from walkumentary.infra.identity.passwords import BoundedPasswords
from walkumentary.infra.identity.sessions import LocalSessions
from walkumentary.infra.mail.console import ConsoleMail
from walkumentary.infra.mail.smtp import SmtpMail, server_of
from walkumentary.infra.system.clock import SystemClock
from walkumentary.infra.system.ids import UuidV7Ids


def local_identity(
    settings: Settings,
    *,
    begin: Begin[AccountWork],
    tokens: TokensGateway,
    links: LinkSeals,
    clock: Clock,
    opened: AsyncExitStack,
    google: GoogleGateway | None,
) -> LocalIdentity:
    """Return accounts of our own; what they open, ``opened`` closes."""
    passwords = BoundedPasswords(at_once=settings.password_concurrency)
    opened.callback(passwords.close)
    ids = UuidV7Ids(clock)
    return LocalIdentity(
        begin=begin,
        tokens=tokens,
        accounts=LocalAccounts(clock=clock, ids=ids),
        sessions=LocalSessions(
            tokens=tokens,
            clock=clock,
            ids=ids,
            refresh_ttl_s=settings.refresh_token_ttl_s,
        ),
        passwords=passwords,
        links=links,
        sends_mail=settings.mail_url is not None,
        google=google,
    )


def open_mail(settings: Settings) -> MailGateway | None:
    """Return whoever sends mail, None for nobody."""
    url = revealed(settings.mail_url)
    if url is None:
        return None
    if url == CONSOLE:
        return ConsoleMail()
    return SmtpMail(
        server=server_of(url), sender=_address(settings), clock=SystemClock()
    )


def _address(settings: Settings) -> Address:
    name, address = parseaddr(settings.mail_from or "")
    return Address(name, addr_spec=address)
