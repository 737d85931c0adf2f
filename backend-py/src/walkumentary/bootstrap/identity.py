"""Composition: who people are."""

from contextlib import AsyncExitStack

from walkumentary.bootstrap.settings import Settings
from walkumentary.gateway.accounts import SigningKey, TokensGateway
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, Begin
from walkumentary.infra.identity.accounts import LocalAccounts
from walkumentary.infra.identity.links import DerivedLinks
from walkumentary.infra.identity.local import LocalIdentity
from walkumentary.infra.identity.passwords import BoundedPasswords
from walkumentary.infra.identity.sessions import LocalSessions
from walkumentary.infra.system.ids import UuidV7Ids


def local_identity(
    settings: Settings,
    *,
    begin: Begin[AccountWork],
    tokens: TokensGateway,
    key: SigningKey,
    clock: Clock,
    opened: AsyncExitStack,
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
        links=DerivedLinks(key),
    )
