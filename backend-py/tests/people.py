"""Accounts of our own for tests: hashes are quick, all else is the real thing."""

from dataclasses import dataclass
from hashlib import sha256

from tests import makers
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.accounts import SigningKey, TokensGateway
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.google import GoogleGateway
from walkumentary.gateway.identity import NewAccount
from walkumentary.gateway.unit_of_work import AccountWork, Begin
from walkumentary.infra.identity.accounts import LocalAccounts
from walkumentary.infra.identity.links import DerivedLinks
from walkumentary.infra.identity.local import LocalIdentity
from walkumentary.infra.identity.passwords import BoundedPasswords, Hasher
from walkumentary.infra.identity.sessions import LocalSessions
from walkumentary.infra.system.ids import UuidV7Ids
from walkumentary.infra.system.keyring import Keyring
from walkumentary.infra.system.tokens import SignedTokens

PASSWORD = "sunny canal on a bicycle"  # noqa: S105  of people who are not
TOKEN_TTL_S = 900
REFRESH_TTL_S = 30 * 86_400
KEY = SigningKey(
    kid="test",
    purpose="token",
    secret=sha256(b"token").digest(),
    created_at=makers.NOON,
)


@dataclass(slots=True)
class QuickHasher:
    """Satisfies ``Hasher`` without taking its time; counts what it did."""

    hashed_so_far: int = 0
    matched_so_far: int = 0

    def hashed(self, password: str) -> str:
        self.hashed_so_far += 1
        return sha256(password.encode()).hexdigest()

    def matches(self, password: str, hashed: str | None) -> bool:
        self.matched_so_far += 1
        return hashed == sha256(password.encode()).hexdigest()


def local_identity(
    begin: Begin[AccountWork],
    clock: Clock,
    *,
    tokens: TokensGateway | None = None,
    hasher: Hasher | None = None,
    sends_mail: bool = False,
    google: GoogleGateway | None = None,
) -> LocalIdentity:
    """Return accounts of our own over somebody's transactions."""
    tokens = tokens or _tokens(clock)
    ids = UuidV7Ids(clock)
    return LocalIdentity(
        begin=begin,
        tokens=tokens,
        accounts=LocalAccounts(clock=clock, ids=ids),
        sessions=LocalSessions(
            tokens=tokens, clock=clock, ids=ids, refresh_ttl_s=REFRESH_TTL_S
        ),
        passwords=BoundedPasswords(hasher or QuickHasher()),
        links=DerivedLinks(KEY),
        sends_mail=sends_mail,
        google=google,
    )


def _tokens(clock: Clock) -> SignedTokens:
    keyring = Keyring([KEY], clock=clock, ttl_s=TOKEN_TTL_S)
    return SignedTokens(keyring, clock=clock, ttl_s=TOKEN_TTL_S)


def an_account(
    *,
    email: str | None = None,
    password: str = PASSWORD,
    display_name: str = "Anna",
    username: str | None = None,
    guest: Actor | None = None,
) -> NewAccount:
    return NewAccount(
        email=email or an_address(),
        password=password,
        display_name=display_name,
        username=username,
        guest=guest,
    )


def an_address() -> str:
    """Return an address that nobody else has."""
    return f"anna.{makers.a_key()[:12]}@example.org"
