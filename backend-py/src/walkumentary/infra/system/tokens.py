"""Adapter: bearer tokens signed with Ed25519 (RFC 8037), verified without a call."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import IssuedToken, PublicKey
from walkumentary.gateway.clock import Clock
from walkumentary.infra.system import compact
from walkumentary.infra.system.keyring import HeldKey, Keyring

ISSUER = AUDIENCE = "walkumentary"
_PEOPLE = frozenset({ActorKind.GUEST, ActorKind.USER})
"""What a token may say somebody is; what they may do stands in the database."""
ALGORITHM = "EdDSA"
REQUIRED = ("iss", "aud", "sub", "sid", "kind", "iat", "nbf", "exp")
"""Claims no token lacks."""
KEPT = 10_000
"""Valid tokens of which is known that they are: a signature takes 0.15 ms to check."""
SKEW_S = 10.0
"""By so much may the clocks of two machines of ours differ."""
_HEADER = frozenset({"alg", "kid", "typ"})


def new_token_secret() -> bytes:
    """Return a new private key, raw, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a token says that was once signed by us, and by which key."""

    actor: Actor
    kid: str
    begins: float
    ends: float


class SignedTokens:
    """Satisfies ``TokensGateway`` with keys of our own."""

    def __init__(self, keys: Keyring, *, clock: Clock, ttl_s: int) -> None:
        self._keys = keys
        self._clock = clock
        self._ttl_s = ttl_s
        self._signed = lru_cache(maxsize=KEPT)(self._read)

    def issue(self, actor: Actor, *, session_id: UUID) -> IssuedToken:
        """See ``TokensGateway.issue``."""
        now, key = self._clock.now(), self._keys.signing()
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(actor.user_id),
            "sid": str(session_id),
            "kind": actor.kind.value,
            "iat": int(now.timestamp()),
            "nbf": int(now.timestamp()),
            "exp": int((now + timedelta(seconds=self._ttl_s)).timestamp()),
        }
        token = jwt.encode(
            claims, key.private, algorithm=ALGORITHM, headers={"kid": key.kid}
        )
        return IssuedToken(access_token=token, expires_in_s=self._ttl_s)

    def verify(self, token: str) -> Actor:
        """See ``TokensGateway.verify``."""
        with _refusals():
            signed = self._signed(token)
            self._key(signed.kid)
            self._check_time(signed)
        return signed.actor

    @property
    def outlives(self) -> timedelta:
        """See ``PublicKeysGateway.outlives``."""
        return self._keys.outlives

    def public_keys(self) -> Sequence[PublicKey]:
        """See ``TokensGateway.public_keys``."""
        return [PublicKey(kid=key.kid, x=_x(key)) for key in self._keys.good()]

    def _check_time(self, signed: _Signed) -> None:
        now = self._clock.now().timestamp()
        if not signed.begins - SKEW_S <= now < signed.ends:
            raise ValueError("not yet or no longer")

    def _read(self, token: str) -> _Signed:
        """Return what a token of ours says, whenever it is read."""
        said = compact.read(token)
        if said.header.keys() != _HEADER:
            raise ValueError("not a header of ours")
        claims = _verified(token, self._key(said.kid))
        issued, begins, ends = compact.moments(claims, "iat", "nbf", "exp")
        return _Signed(_actor(claims), said.kid, max(issued, begins), ends)

    def _key(self, kid: str) -> HeldKey:
        key = self._keys.find(kid)
        if key is None:
            raise ValueError("not a key of ours")
        return key


class NoTokens:
    """Satisfies ``PublicKeysGateway`` where another issuer signs the tokens."""

    outlives = timedelta(0)

    def public_keys(self) -> Sequence[PublicKey]:
        """See ``PublicKeysGateway.public_keys``."""
        return ()


def _verified(token: str, key: HeldKey) -> Mapping[str, object]:
    """Return the claims of a token that the key signed; its times are not checked."""
    claims: Mapping[str, object] = jwt.decode(
        token,
        key.private.public_key(),
        algorithms=[ALGORITHM],
        audience=AUDIENCE,
        issuer=ISSUER,
        options={
            "require": list(REQUIRED),
            "strict_aud": True,
            "verify_exp": False,
            "verify_iat": False,
            "verify_nbf": False,
        },
    )
    return claims


def _actor(claims: Mapping[str, object]) -> Actor:
    user_id, kind = UUID(str(claims["sub"])), ActorKind(str(claims["kind"]))
    if kind not in _PEOPLE or str(user_id) != claims["sub"]:
        raise ValueError("nobody has a token that names them so")
    return Actor(user_id=UserId(user_id), kind=kind)


def _x(key: HeldKey) -> str:
    raw = key.private.public_key().public_bytes_raw()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@contextmanager
def _refusals() -> Iterator[None]:
    """One answer for every defect: a token tells nothing about why it is bad."""
    try:
        yield
    except (jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
        raise Unauthenticated("The token is not valid, or no longer.") from error
