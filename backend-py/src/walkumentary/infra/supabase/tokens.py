"""Access tokens of a Supabase project, verified here: no call, unless a key is new.

What a token says of roles is not asked: role and tier are in our database, and what
stands in a person's metadata they may have written themselves.

Source: https://supabase.com/docs/guides/auth/jwt-fields; RFC 8725; read 2026-11-21.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import jwt

from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.clock import Clock
from walkumentary.infra.identity.jwks import Jwks
from walkumentary.infra.system import compact

AUDIENCE = ROLE = "authenticated"
"""Neither ``anon`` nor ``service_role``: those name a key of the project, no person."""
ALGORITHMS = frozenset({"ES256", "RS256", "EdDSA"})
"""Of published keys. A published key never verifies an HMAC."""
SHARED = "HS256"
LEEWAY_S = 30
"""Clocks differ: so much a token may be ahead of ours. It ends when it says."""
KEPT = 10_000
"""Valid tokens of which is known that they are: a signature takes 0.1 ms to check."""

type _Key = jwt.PyJWK | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whom a token names; good from ``begins`` to ``ends`` (Unix time)."""

    actor: Actor
    begins: float
    ends: float


class SupabaseTokens:
    """Reads the tokens of one project.

    Args:
        url: of the project.
        keys: those it publishes.
        secret: of a project that still signs with one (HS256); None refuses that.
        clock: tells what has ended.
    """

    def __init__(
        self, *, url: str, keys: Jwks, secret: str | None, clock: Clock
    ) -> None:
        self._issuer = issuer_of(url)
        self._keys = keys
        self._secret = secret
        self._clock = clock
        self._signed = lru_cache(maxsize=KEPT)(self._read)

    async def verify(self, token: str) -> Actor:
        """Return whom the token names.

        Raises:
            Unauthenticated: whatever is wrong with it.
            GatewayError: it is signed with a key that cannot be asked for now.
        """
        with _refusals():
            key = await self._key(compact.read(token))
            bearer = self._signed(token, key)
            now = self._clock.now().timestamp()
            if not bearer.begins - LEEWAY_S <= now < bearer.ends:
                raise ValueError("not yet good, or no longer")
        return bearer.actor

    async def _key(self, said: compact.Unverified) -> _Key:
        algorithm = said.header.get("alg")
        if algorithm == SHARED and self._secret is not None:
            return self._secret
        return await self._published(algorithm, said.kid)

    async def _published(self, algorithm: object, kid: str) -> jwt.PyJWK:
        """Return a published key; which algorithm is its own, it says itself."""
        key = await self._keys.find(kid) if kid and algorithm in ALGORITHMS else None
        if key is None:
            raise ValueError("no such key")
        return key

    def _read(self, token: str, key: _Key) -> Bearer:
        """Return whom a token names that is signed with the key."""
        algorithm = SHARED if isinstance(key, str) else key.algorithm_name
        jwt.PyJWS().decode(token, key, algorithms=[algorithm])
        claims = compact.read(token).claims
        self._check(claims)
        ends, issued = compact.moments(claims, "exp", "iat")
        not_before = compact.moments({"nbf": issued, **claims}, "nbf")
        return Bearer(actor=_actor(claims), begins=max(issued, *not_before), ends=ends)

    def _check(self, claims: Mapping[str, object]) -> None:
        audience = claims.get("aud")
        if claims.get("iss") != self._issuer or claims.get("role") != ROLE:
            raise ValueError("of another issuer, or for no person")
        if audience not in (AUDIENCE, [AUDIENCE]):
            raise ValueError("for others")


def issuer_of(url: str) -> str:
    """Return how a project names itself in its tokens."""
    return f"{url.rstrip('/')}/auth/v1"


def _actor(claims: Mapping[str, object]) -> Actor:
    kinds = {True: ActorKind.GUEST, False: ActorKind.USER}
    is_anonymous = claims.get("is_anonymous", False)
    if not isinstance(is_anonymous, bool):
        raise ValueError("neither anonymous nor not")  # noqa: TRY004 - of the sender
    return Actor(user_id=_id(claims.get("sub")), kind=kinds[is_anonymous])


def _id(subject: object) -> UserId:
    found = UUID(subject) if isinstance(subject, str) else None
    if found is None or str(found) != subject:
        raise ValueError("no id of a person")
    return UserId(found)


@contextmanager
def _refusals() -> Iterator[None]:
    """One answer for every defect: a token tells nothing about why it is bad."""
    try:
        yield
    except (jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
        raise Unauthenticated("The token is not valid, or no longer.") from error
