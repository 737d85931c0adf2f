"""Anybody can verify our tokens, and learns nothing by which to make one."""

from dataclasses import replace

import httpx
import jwt

from tests.unit.controller.app import ME, TOKEN_KEY, Product
from walkumentary.domain.shared.actor import SYSTEM

KEYS = "/.well-known/jwks.json"


async def test_anybody_can_verify_our_tokens(house: Product) -> None:
    async with house.client(None) as anybody:
        published = (await anybody.get(KEYS)).json()
    token = house.bearer(ME)["authorization"].removeprefix("Bearer ")
    kid = jwt.get_unverified_header(token)["kid"]

    claims = jwt.decode(
        token,
        jwt.PyJWKSet.from_dict(published)[kid],
        audience="walkumentary",
        issuer="walkumentary",
        options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
    )

    assert claims["sub"] == str(ME.user_id)


async def test_only_what_is_public_is_published(me: httpx.AsyncClient) -> None:
    response = await me.get(KEYS)

    (key,) = response.json()["keys"]
    assert set(key) == {"kty", "crv", "alg", "use", "kid", "x"}
    assert key["kid"] == TOKEN_KEY.kid


async def test_keys_may_be_kept_for_a_while(me: httpx.AsyncClient) -> None:
    response = await me.get(KEYS)

    assert response.headers["cache-control"] == "public, max-age=300"
    assert response.headers["content-type"] == "application/json"


async def test_a_retired_key_is_swept_when_its_last_token_has_ended(
    house: Product,
) -> None:
    outlives = house.gateways.public_keys.outlives
    async with house.gateways.begin_account(SYSTEM) as work:
        await work.signing_keys.get_or_add(TOKEN_KEY)
        await work.signing_keys.rotate(replace(TOKEN_KEY, kid="new"))
        await work.commit()

    house.clock.advance(seconds=outlives.total_seconds())
    await house.usecases.accounts.sweep_credentials.execute()
    still = set(house.store.signing_keys)
    house.clock.advance(seconds=1)
    await house.usecases.accounts.sweep_credentials.execute()

    assert still == {TOKEN_KEY.kid, "new"}
    assert set(house.store.signing_keys) == {"new"}
