"""The promises of the ports for keys."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger
from walkumentary.domain.accounts.api_key import ApiKey, ApiKeyNotFound, Scope
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.domain.shared.ids import UserId


class ApiKeysContract(PortContract):
    """Keys belong to their person, and are found by their hash alone."""

    async def test_a_key_is_found_by_its_hash(self, database: Database) -> None:
        key = await _stored(database, await _anna(database))

        assert await database.api_keys.find(key.hash) == key
        assert await database.api_keys.find(makers.a_key().encode()[:32]) is None

    async def test_keys_are_listed_for_their_person_the_oldest_first(
        self, database: Database
    ) -> None:
        anna = await _anna(database)
        young = await _stored(database, anna, days=2)
        old = await _stored(database, anna, days=1)

        async with database.begin(anna.as_actor()) as work:
            assert await work.api_keys.of(anna.id) == [old, young]
        async with database.begin(SYSTEM) as work:
            assert await work.api_keys.of(anna.id) == [old, young]

    async def test_nobody_sees_another_s_keys(self, database: Database) -> None:
        anna = await _anna(database)
        await _stored(database, anna)

        async with database.begin(a_stranger()) as work:
            assert await work.api_keys.of(anna.id) == []

    async def test_nobody_makes_a_key_for_another(self, database: Database) -> None:
        anna = await _anna(database)

        with pytest.raises(Forbidden):
            async with database.begin(a_stranger()) as work:
                await work.api_keys.add(_a_key(anna.id))

    async def test_a_key_is_withdrawn_once(self, database: Database) -> None:
        anna = await _anna(database)
        key = await _stored(database, anna)
        async with database.begin(anna.as_actor()) as work:
            await work.api_keys.remove(key.id, owner_id=anna.id)
            await work.commit()

        assert await database.api_keys.find(key.hash) is None
        with pytest.raises(ApiKeyNotFound):
            async with database.begin(anna.as_actor()) as work:
                await work.api_keys.remove(key.id, owner_id=anna.id)

    async def test_nobody_withdraws_another_s_key(self, database: Database) -> None:
        anna = await _anna(database)
        key = await _stored(database, anna)
        stranger = a_stranger()

        for owner_id in (anna.id, stranger.user_id):
            with pytest.raises(ApiKeyNotFound):
                async with database.begin(stranger) as work:
                    await work.api_keys.remove(key.id, owner_id=owner_id)

        assert await database.api_keys.find(key.hash) == key

    async def test_a_use_is_noted_once_a_minute(self, database: Database) -> None:
        anna = await _anna(database)
        key = await _stored(database, anna)
        first = makers.NOON + timedelta(hours=1)
        seconds = [0, 59, 60, 61]

        for passed in seconds:
            async with database.begin(SYSTEM) as work:
                await work.api_keys.use(key.id, at=first + timedelta(seconds=passed))
                await work.commit()

        used_at = first + timedelta(seconds=60)
        found = await database.api_keys.find(key.hash)
        assert found == replace(key, used_at=used_at)


async def _anna(database: Database) -> User:
    user = makers.a_user()
    async with database.begin(SYSTEM) as work:
        await work.users.add(user)
        await work.commit()
    return user


async def _stored(database: Database, owner: User, *, days: int = 0) -> ApiKey:
    key = _a_key(owner.id, days=days)
    async with database.begin(owner.as_actor()) as work:
        await work.api_keys.add(key)
        await work.commit()
    return key


def _a_key(owner_id: UserId, *, days: int = 0) -> ApiKey:
    made = makers.NOON + timedelta(days=days)
    return ApiKey(
        id=makers.a_tour_id(),
        owner_id=owner_id,
        name="Widget",
        hash=bytes.fromhex(makers.a_key()),
        hint="walk_…c0de",
        scopes=frozenset({Scope.TOURS_READ, Scope.NOTES_READ}),
        created_at=made,
        expires_at=made + timedelta(days=90),
    )
