"""The promises of the accounts ports."""

import asyncio

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger
from walkumentary.domain.shared.actor import SYSTEM, ActorKind
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.unit_of_work import AlreadyStored


class UsersGatewayContract(PortContract):
    """Accounts are made by the system and read by their person."""

    async def test_an_account_is_found_by_the_system_and_its_person(
        self, database: Database
    ) -> None:
        user = makers.a_user(kind=ActorKind.GUEST, role="curator")
        async with database.begin(SYSTEM) as work:
            await work.users.add(user)
            await work.commit()

        for actor in (SYSTEM, user.as_actor()):
            async with database.begin(actor) as work:
                assert await work.users.find(user.id) == user

    async def test_an_account_is_invisible_to_others(self, database: Database) -> None:
        user = makers.a_user()
        async with database.begin(SYSTEM) as work:
            await work.users.add(user)
            await work.commit()

        async with database.begin(a_stranger()) as work:
            assert await work.users.find(user.id) is None

    async def test_only_the_system_makes_accounts(self, database: Database) -> None:
        user = makers.a_user()

        with pytest.raises(Forbidden):
            async with database.begin(user.as_actor()) as work:
                await work.users.add(user)

    async def test_an_account_is_made_once(self, database: Database) -> None:
        user = makers.a_user()
        async with database.begin(SYSTEM) as work:
            await work.users.add(user)
            await work.commit()

        with pytest.raises(AlreadyStored):
            async with database.begin(SYSTEM) as work:
                await work.users.add(user)


class SigningKeysGatewayContract(PortContract):
    """One key a purpose, whoever comes first."""

    async def test_processes_that_race_get_the_same_key(
        self, database: Database
    ) -> None:
        keys = [_a_key() for _ in range(4)]

        async def get(key: SigningKey) -> SigningKey:
            async with database.begin(SYSTEM) as work:
                stored = await work.signing_keys.get_or_add(key)
                await work.commit()
            return stored

        got = await asyncio.gather(*(get(key) for key in keys))

        assert len({key.kid for key in got}) == 1
        assert len({key.secret for key in got}) == 1

    async def test_nobody_but_the_system_reads_a_key(self, database: Database) -> None:
        with pytest.raises(Forbidden):
            async with database.begin(a_stranger()) as work:
                await work.signing_keys.get_or_add(_a_key())

    def test_a_key_never_shows_its_secret(self) -> None:
        assert "secret" not in repr(_a_key())


def _a_key() -> SigningKey:
    return SigningKey(
        kid=makers.a_key()[:16],
        purpose="media",
        secret=b"secret" + makers.a_key().encode(),
        created_at=makers.NOON,
    )
