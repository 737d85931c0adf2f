"""Bearer tokens: whoever they name, and nobody else."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests import makers
from tests.forgeries import FORGERIES, Forgery, Issuer, name_of
from walkumentary.domain.shared.actor import SYSTEM, ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.system.keyring import SPREAD_S, Keyring
from walkumentary.infra.system.tokens import (
    REQUIRED,
    SKEW_S,
    NoTokens,
    SignedTokens,
    new_token_secret,
)

TTL_S = 60
SESSION = UUID("018f6a1e-0000-7000-8000-00000000000b")
ANNA = makers.an_actor(user_id=UserId(UUID("018f6a1e-0000-7000-8000-00000000000a")))


def a_key(kid: str = "k1", *, letter: str = "s", age_s: float = 0.0) -> SigningKey:
    return SigningKey(
        kid=kid,
        purpose="token",
        secret=letter.encode() * 32,
        created_at=NOON - timedelta(seconds=age_s),
    )


def tokens(*keys: SigningKey, clock: FixedClock | None = None) -> SignedTokens:
    now = clock or FixedClock()
    keyring = Keyring(keys or (a_key(),), clock=now, ttl_s=TTL_S)
    return SignedTokens(keyring, clock=now, ttl_s=TTL_S)


def token_of(*keys: SigningKey) -> str:
    return tokens(*keys).issue(ANNA, session_id=SESSION).access_token


def issuer(token: str | None = None, *, letter: str = "s") -> Issuer:
    return Issuer(
        token=token or token_of(),
        other=tokens().issue(makers.an_actor(), session_id=SESSION).access_token,
        algorithm="EdDSA",
        key=Ed25519PrivateKey.from_private_bytes(letter.encode() * 32),
        required=REQUIRED,
        now=int(NOON.timestamp()),
    )


def names_somebody(verifier: SignedTokens, token: str) -> bool:
    try:
        verifier.verify(token)
    except Unauthenticated:
        return False
    return True


def test_the_forger_could_sign_what_is_good() -> None:
    forger = issuer()

    assert tokens().verify(forger.signed(forger.header, forger.claims)) == ANNA


@pytest.mark.parametrize("forgery", FORGERIES, ids=name_of)
def test_no_forgery_names_anybody(forgery: Forgery) -> None:
    forger, verifier = issuer(), tokens()
    verifier.verify(forger.token)

    accepted = [token for token in forgery(forger) if names_somebody(verifier, token)]

    assert accepted == []


@pytest.mark.parametrize(
    "said",
    [
        {"sub": "anna"},
        {"sub": str(ANNA.user_id).upper()},
        {"sub": f"{{{ANNA.user_id}}}"},
        {"kind": "queen"},
        {"kind": "system"},
        {"kind": "operator"},
        {"kind": "curator"},
        {"kind": ["user"]},
        {"aud": ["walkumentary"]},
        {"exp": 10**400},
        {"exp": True},
    ],
    ids=repr,
)
def test_a_token_says_what_only_we_say(said: dict[str, object]) -> None:
    with pytest.raises(Unauthenticated):
        tokens().verify(issuer().saying(**said))


@pytest.mark.parametrize("field", ["x5t", "padding", "jwk"])
def test_a_header_says_no_more_than_ours(field: str) -> None:
    with pytest.raises(Unauthenticated):
        tokens().verify(issuer().headed(**{field: "any"}))


@pytest.mark.parametrize("kind", [ActorKind.GUEST, ActorKind.USER])
def test_a_token_names_its_actor(kind: ActorKind) -> None:
    actor = makers.an_actor(kind=kind)

    issued = tokens().issue(actor, session_id=SESSION)

    assert tokens().verify(issued.access_token) == actor
    assert issued.expires_in_s == TTL_S


def test_the_system_has_no_token() -> None:
    with pytest.raises(Unauthenticated):
        tokens().verify(tokens().issue(SYSTEM, session_id=SESSION).access_token)


def test_a_token_ends() -> None:
    clock = FixedClock()
    identity = tokens(clock=clock)
    token = identity.issue(ANNA, session_id=SESSION).access_token

    clock.advance(seconds=TTL_S - 1)
    still = identity.verify(token)
    clock.advance(seconds=1)

    assert still == ANNA
    with pytest.raises(Unauthenticated):
        identity.verify(token)


@pytest.mark.parametrize("name", ["iat", "nbf"])
def test_clocks_may_differ_a_little(name: str) -> None:
    now = int(NOON.timestamp())

    assert tokens().verify(issuer().saying(**{name: now + int(SKEW_S)})) == ANNA
    with pytest.raises(Unauthenticated):
        tokens().verify(issuer().saying(**{name: now + int(SKEW_S) + 1}))


@given(st.integers(0), st.characters())
def test_a_token_altered_in_any_place_names_nobody(where: int, letter: str) -> None:
    token = token_of()
    index = where % len(token)
    altered = token[:index] + letter + token[index + 1 :]

    if altered != token:
        with pytest.raises(Unauthenticated):
            tokens().verify(altered)


@given(st.integers(0), st.characters())
def test_a_token_with_one_letter_more_or_less_names_nobody(
    where: int, letter: str
) -> None:
    token = token_of()
    index = where % (len(token) + 1)

    for altered in (
        token[:index] + letter + token[index:],
        token[:index] + token[index + 1 :],
    ):
        if altered != token:
            with pytest.raises(Unauthenticated):
                tokens().verify(altered)


def test_a_refusal_does_not_say_what_is_wrong() -> None:
    said = set()
    forger = issuer()
    for token in ("x", forger.saying(exp=1), forger.saying(iss="x"), forger.headed()):
        with pytest.raises(Unauthenticated) as refusal:
            tokens(a_key(letter="o")).verify(token)
        said.add(refusal.value.detail)

    assert len(said) == 1


def test_every_new_key_is_another() -> None:
    assert len({new_token_secret() for _ in range(3)}) == 3
    assert len(new_token_secret()) == 32


# Keys and their ids


def test_a_token_is_verified_by_the_key_it_names() -> None:
    first, second = a_key("first", letter="1"), a_key("second", letter="2")

    for key in (first, second):
        assert tokens(first, second).verify(token_of(key)) == ANNA


def test_a_token_of_one_key_does_not_pass_under_the_name_of_another() -> None:
    first, second = a_key("first", letter="1"), a_key("second", letter="2")
    swapped = issuer(token_of(first), letter="1").headed(kid="second")

    with pytest.raises(Unauthenticated):
        tokens(first, second).verify(swapped)


def test_a_key_that_is_gone_takes_its_tokens_along() -> None:
    keyring = Keyring([a_key("old")], clock=FixedClock(), ttl_s=TTL_S)
    identity = SignedTokens(keyring, clock=FixedClock(), ttl_s=TTL_S)
    token = identity.issue(ANNA, session_id=SESSION).access_token
    identity.verify(token)

    keyring.hold([a_key("new", letter="n")])

    with pytest.raises(Unauthenticated):
        identity.verify(token)


def test_what_is_published_verifies_with_another_library_s_key() -> None:
    (public,) = tokens().public_keys()
    jwk = jwt.PyJWK(
        {"kty": "OKP", "crv": "Ed25519", "kid": public.kid, "x": public.x},
        algorithm="EdDSA",
    )

    claims = jwt.decode(
        token_of(),
        jwk,
        audience="walkumentary",
        options={"verify_exp": False, "verify_iat": False, "verify_nbf": False},
    )

    assert claims["sub"] == str(ANNA.user_id)


def test_where_others_sign_nothing_is_published() -> None:
    assert list(NoTokens().public_keys()) == []


def test_nothing_private_is_published() -> None:
    secret = Ed25519PrivateKey.from_private_bytes(b"s" * 32)

    (public,) = tokens().public_keys()

    assert secret.private_bytes_raw().hex() not in repr(public)
    assert public.kid == "k1"


def test_nobody_is_signed_out_by_a_new_key() -> None:
    clock = FixedClock()
    old = a_key("old", age_s=3_600)
    keyring = Keyring([old], clock=clock, ttl_s=TTL_S)
    identity = SignedTokens(keyring, clock=clock, ttl_s=TTL_S)
    keyring.hold([a_key("new", letter="n"), replace(old, retired_at=NOON)])
    kids = []

    for _ in range(4):
        token = identity.issue(ANNA, session_id=SESSION).access_token
        kids.append(jwt.get_unverified_header(token)["kid"])
        clock.advance(seconds=SPREAD_S / 2)
        assert identity.verify(token) == ANNA

    assert kids == ["old", "old", "new", "new"]
    assert [key.kid for key in identity.public_keys()] == ["new"]
