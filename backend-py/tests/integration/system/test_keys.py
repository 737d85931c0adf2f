"""Rotating the keys of tokens, as the command does it."""

from collections.abc import Sequence

import pytest
from pydantic import SecretStr

from tests.databases import DatabaseUrls
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.keys import replace_keys, rotate_keys
from walkumentary.bootstrap.settings import Settings


@pytest.fixture
def settings(fresh_database_urls: DatabaseUrls) -> Settings:
    return Settings(database_url=SecretStr(fresh_database_urls.app))


async def published(settings: Settings) -> Sequence[str]:
    async with open_gateways(settings) as gateways:
        return [key.kid for key in gateways.public_keys.public_keys()]


async def test_a_rotation_keeps_the_old_key_for_its_tokens(settings: Settings) -> None:
    (first,) = await published(settings)

    rotated = await rotate_keys(settings)

    assert await published(settings) == [rotated.kid, first]
    assert rotated.swept == 0


async def test_keys_in_other_hands_are_gone_at_once(settings: Settings) -> None:
    await published(settings)
    await rotate_keys(settings)

    replaced = await replace_keys(settings)

    assert await published(settings) == [replaced.kid]
    assert replaced.swept == 2


async def test_every_process_has_the_same_key(settings: Settings) -> None:
    assert await published(settings) == await published(settings)
