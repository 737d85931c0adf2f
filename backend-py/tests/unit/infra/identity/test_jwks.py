"""Another issuer's keys: asked for seldom, kept while it is silent."""

import asyncio
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from walkumentary.domain.shared.errors import GatewayError, GatewayUnavailable
from walkumentary.infra.identity.jwks import (
    AGAIN_S,
    FRESH_S,
    MAX_BYTES,
    STALE_S,
    Jwks,
)
from walkumentary.infra.memory.clock import FixedClock


def an_ed25519_key(kid: str, **changed: object) -> dict[str, object]:
    public = Ed25519PrivateKey.generate().public_key()
    return {"kid": kid, **OKPAlgorithm.to_jwk(public, as_dict=True), **changed}


def an_ec_key(kid: str) -> dict[str, object]:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    return {"kid": kid, **ECAlgorithm.to_jwk(public, as_dict=True)}


def an_rsa_key(kid: str) -> dict[str, object]:
    public = rsa.generate_private_key(65537, 2048).public_key()
    return {"kid": kid, **RSAAlgorithm.to_jwk(public, as_dict=True)}


def document(*keys: object) -> bytes:
    return json.dumps({"keys": keys}).encode()


class Issuer:
    """Answers with a document, or not at all, and counts the questions."""

    def __init__(self, *keys: object) -> None:
        self.answer: bytes | GatewayError = document(*keys)
        self.asked = 0
        self.open = asyncio.Event()
        self.open.set()

    async def fetch(self) -> bytes:
        self.asked += 1
        await self.open.wait()
        if isinstance(self.answer, GatewayError):
            raise self.answer
        return self.answer


DOWN = GatewayUnavailable("down")


async def test_keys_are_found_by_their_ids() -> None:
    made: list[Callable[[str], dict[str, object]]]
    made = [an_ed25519_key, an_ec_key, an_rsa_key]
    issuer = Issuer(*(make(make.__name__) for make in made))
    keys = Jwks(issuer.fetch, clock=FixedClock())

    found = [await keys.find(make.__name__) for make in made]

    assert [key and key.algorithm_name for key in found] == ["EdDSA", "ES256", "RS256"]
    assert issuer.asked == 1


async def test_a_flood_of_unknown_ids_asks_once_a_minute() -> None:
    clock, issuer = FixedClock(), Issuer(an_ed25519_key("known"))
    keys = Jwks(issuer.fetch, clock=clock)
    await keys.find("known")

    for minute in range(1, 4):
        clock.advance(seconds=AGAIN_S)
        unknown = (keys.find(f"{minute} {number}") for number in range(200))
        assert set(await asyncio.gather(*unknown)) == {None}

        assert issuer.asked == 1 + minute


async def test_a_silent_issuer_is_asked_once_a_minute_too() -> None:
    clock, issuer = FixedClock(), Issuer()
    issuer.answer = DOWN
    keys = Jwks(issuer.fetch, clock=clock)

    for _ in range(100):
        with pytest.raises(GatewayUnavailable):
            await keys.find("any")

    assert issuer.asked == 1


async def test_many_who_ask_at_once_wait_for_one_answer() -> None:
    issuer = Issuer(an_ed25519_key("known"))
    keys = Jwks(issuer.fetch, clock=FixedClock())

    found = await asyncio.gather(*(keys.find("known") for _ in range(50)))

    assert all(found)
    assert issuer.asked == 1


async def test_whoever_leaves_does_not_end_it_for_the_others() -> None:
    issuer = Issuer(an_ed25519_key("known"))
    issuer.open.clear()
    keys = Jwks(issuer.fetch, clock=FixedClock())
    leaving = asyncio.create_task(keys.find("known"))
    staying = asyncio.create_task(keys.find("known"))
    await asyncio.sleep(0)

    leaving.cancel()
    await asyncio.wait([leaving])
    issuer.open.set()

    assert await staying
    assert issuer.asked == 1


async def test_a_new_key_is_found_after_a_minute() -> None:
    clock, issuer = FixedClock(), Issuer(an_ed25519_key("old"))
    keys = Jwks(issuer.fetch, clock=clock)
    await keys.find("old")
    issuer.answer = document(an_ed25519_key("old"), an_ed25519_key("new"))

    at_once = await keys.find("new")
    clock.advance(seconds=AGAIN_S)
    later = await keys.find("new")

    assert at_once is None
    assert later


async def test_a_withdrawn_key_is_gone_after_ten_minutes() -> None:
    clock, issuer = FixedClock(), Issuer(an_ed25519_key("old"))
    keys = Jwks(issuer.fetch, clock=clock)
    await keys.find("old")
    issuer.answer = document(an_ed25519_key("new"))

    clock.advance(seconds=FRESH_S)

    assert await keys.find("old") is None


async def test_keys_serve_a_day_while_the_issuer_is_silent() -> None:
    clock, issuer = FixedClock(), Issuer(an_ed25519_key("known"))
    keys = Jwks(issuer.fetch, clock=clock)
    await keys.find("known")
    issuer.answer = DOWN

    clock.advance(seconds=STALE_S - 1)
    still = await keys.find("known")
    clock.advance(seconds=AGAIN_S)

    assert still
    with pytest.raises(GatewayUnavailable):
        await keys.find("known")


async def test_of_an_unknown_id_nothing_is_known_while_the_issuer_is_silent() -> None:
    clock, issuer = FixedClock(), Issuer(an_ed25519_key("known"))
    keys = Jwks(issuer.fetch, clock=clock)
    await keys.find("known")
    issuer.answer = DOWN
    clock.advance(seconds=AGAIN_S)

    with pytest.raises(GatewayUnavailable):
        await keys.find("new")


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>", b"[]", b'{"keys": 1}', b"[" * 9_000, b" " * (MAX_BYTES + 1)],
    ids=("nothing", "a page", "a list", "a number", "deep", "large"),
)
async def test_what_is_no_key_set_is_no_answer(answer: bytes) -> None:
    issuer = Issuer()
    issuer.answer = answer

    with pytest.raises(GatewayUnavailable):
        await Jwks(issuer.fetch, clock=FixedClock()).find("any")


async def test_what_verifies_no_signature_is_no_key() -> None:
    secret = {"kid": "secret", "kty": "oct", "k": "c2VjcmV0", "alg": "HS256"}
    encrypting = an_ed25519_key("encrypting", use="enc")
    broken = an_ed25519_key("broken", x="!")
    named = {**an_ed25519_key("odd"), "kid": ["odd"]}
    issuer = Issuer(secret, encrypting, broken, named, an_ed25519_key("good"))
    keys = Jwks(issuer.fetch, clock=FixedClock())

    found = [
        await keys.find(kid)
        for kid in ("secret", "encrypting", "broken", "odd", "good")
    ]

    assert [key is not None for key in found] == [False, False, False, False, True]


async def test_one_odd_key_does_not_hide_the_others() -> None:
    issuer = Issuer({"kid": "x", "kty": "RSA"}, an_ed25519_key("good"))

    assert await Jwks(issuer.fetch, clock=FixedClock()).find("good")


async def test_leaving_ends_what_is_under_way() -> None:
    issuer = Issuer()
    issuer.open.clear()

    async with Jwks(issuer.fetch, clock=FixedClock()) as keys:
        asking = asyncio.create_task(keys.find("any"))
        await asyncio.sleep(0)

    with pytest.raises(asyncio.CancelledError):
        await asking
