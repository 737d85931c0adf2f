"""Bearer tokens: whoever they name, and nobody else."""

import base64
import json
from collections.abc import Callable
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests import makers
from walkumentary.domain.shared.actor import SYSTEM, ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.gateway.accounts import SigningKey
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.system.tokens import (
    AUDIENCE,
    ISSUER,
    SignedTokens,
    new_token_secret,
)

SECRET = b"s" * 32
ANNA = makers.an_actor()
SESSION = uuid4()


def tokens(clock: FixedClock | None = None, *, secret: bytes = SECRET) -> SignedTokens:
    key = SigningKey(kid="k1", purpose="token", secret=secret, created_at=NOON)
    return SignedTokens(key, clock=clock or FixedClock(), ttl_s=60)


def a_token(algorithm: str = "EdDSA", **changed: object) -> str:
    """Return a token signed by our key, some of its claims changed; None removes."""
    claims: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(ANNA.user_id),
        "sid": str(SESSION),
        "kind": "user",
        "iat": int(NOON.timestamp()),
        "exp": int(NOON.timestamp()) + 60,
        **changed,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    key = Ed25519PrivateKey.from_private_bytes(SECRET)
    return jwt.encode(kept, SECRET if algorithm == "HS256" else key, algorithm)


def unsigned() -> str:
    """Return a token that says it needs no signature."""
    header, claims, _ = a_token().split(".")
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).decode()
    return f"{none.rstrip('=')}.{claims}.{header}"


@pytest.mark.parametrize("kind", [ActorKind.GUEST, ActorKind.USER])
def test_a_token_names_its_actor(kind: ActorKind) -> None:
    actor = makers.an_actor(kind=kind)

    issued = tokens().issue(actor, session_id=SESSION)

    assert tokens().verify(issued.access_token) == actor
    assert issued.expires_in_s == 60


def test_a_token_ends() -> None:
    clock = FixedClock()
    identity = tokens(clock)
    token = identity.issue(ANNA, session_id=SESSION).access_token

    clock.advance(seconds=59)
    still = identity.verify(token)
    clock.advance(seconds=1)

    assert still == ANNA
    with pytest.raises(Unauthenticated):
        identity.verify(token)


@pytest.mark.parametrize(
    "token",
    [
        lambda: "",
        lambda: "x",
        lambda: "a.b",
        lambda: "a.b.c.d",
        lambda: "…",
        lambda: tokens(secret=b"o" * 32).issue(ANNA, session_id=SESSION).access_token,
        lambda: tokens().issue(SYSTEM, session_id=SESSION).access_token,
        lambda: a_token("HS256"),
        unsigned,
        lambda: a_token(iss="elsewhere"),
        lambda: a_token(aud="elsewhere"),
        lambda: a_token(sub="anna"),
        lambda: a_token(sub=None),
        lambda: a_token(kind="queen"),
        lambda: a_token(kind="operator"),
        lambda: a_token(kind="curator"),
        lambda: a_token(sid=None),
        lambda: a_token(kind=None),
        lambda: a_token(kind=["user"]),
        lambda: a_token(exp=None),
        lambda: a_token(exp="soon"),
        lambda: a_token(iat=None),
        lambda: a_token() + "=",
        lambda: a_token() + "\n",
    ],
)
def test_anything_else_names_nobody(token: Callable[[], str]) -> None:
    with pytest.raises(Unauthenticated):
        tokens().verify(token())


@given(st.integers(0, 600), st.sampled_from("ABab01_-"))
def test_a_token_altered_in_any_place_names_nobody(where: int, letter: str) -> None:
    token = a_token()
    index = where % len(token)
    altered = token[:index] + letter + token[index + 1 :]

    if altered != token:
        with pytest.raises(Unauthenticated):
            tokens().verify(altered)


def test_bits_that_decoders_ignore_count_too() -> None:
    token = a_token()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    unused = alphabet[alphabet.index(token[-1]) ^ 1]

    with pytest.raises(Unauthenticated):
        tokens().verify(token[:-1] + unused)


def test_a_refusal_does_not_say_what_is_wrong() -> None:
    said = set()
    for token in ("x", a_token(exp=1), a_token(iss="elsewhere"), a_token("HS256")):
        with pytest.raises(Unauthenticated) as refusal:
            tokens().verify(token)
        said.add(refusal.value.detail)

    assert len(said) == 1


def test_every_new_key_is_another() -> None:
    assert len({new_token_secret() for _ in range(3)}) == 3
    assert len(new_token_secret()) == 32
