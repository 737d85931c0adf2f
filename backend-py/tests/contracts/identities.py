"""The promises of the port of identities."""

import asyncio

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger
from walkumentary.domain.accounts.identities import Identity, Provider
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import Forbidden


class IdentitiesGatewayContract(PortContract):
    """Somebody elsewhere is one account here."""

    async def test_a_link_is_found_by_the_system_and_its_person(
        self, database: Database
    ) -> None:
        user = await _stored(database)
        link = an_identity(user)
        assert await _added(database, link)

        for actor in (SYSTEM, user.as_actor()):
            async with database.begin(actor) as work:
                assert await work.identities.find(link.provider, link.subject) == link

    async def test_a_link_is_invisible_to_others(self, database: Database) -> None:
        link = an_identity(await _stored(database))
        await _added(database, link)

        async with database.begin(a_stranger()) as work:
            assert await work.identities.find(link.provider, link.subject) is None

    async def test_a_subject_is_one_of_its_provider(self, database: Database) -> None:
        link = an_identity(await _stored(database))
        await _added(database, link)

        async with database.begin(SYSTEM) as work:
            assert await work.identities.find(Provider.EMAIL, link.subject) is None

    async def test_of_many_who_link_at_once_one_does(self, database: Database) -> None:
        users = [await _stored(database) for _ in range(4)]
        subject = makers.a_key()
        links = [an_identity(user, subject=subject) for user in users]

        added = await asyncio.gather(*(_added(database, link) for link in links))

        assert sorted(added) == [False, False, False, True]

    async def test_only_the_system_links(self, database: Database) -> None:
        user = await _stored(database)

        with pytest.raises(Forbidden):
            async with database.begin(user.as_actor()) as work:
                await work.identities.add(an_identity(user))

    async def test_links_go_with_their_account(self, database: Database) -> None:
        user = await _stored(database)
        link = an_identity(user)
        await _added(database, link)

        async with database.begin(SYSTEM) as work:
            await work.users.remove(user.id)
            await work.commit()

        async with database.begin(SYSTEM) as work:
            assert await work.identities.find(link.provider, link.subject) is None

    def test_a_link_names_nobody_in_a_log(self) -> None:
        link = an_identity(makers.a_user())

        assert link.subject not in repr(link)
        assert link.email not in repr(link)


def an_identity(user: User, *, subject: str | None = None) -> Identity:
    return Identity(
        provider=Provider.GOOGLE,
        subject=subject or makers.a_key(),
        owner_id=user.id,
        email="anna@example.org",
        created_at=makers.NOON,
    )


async def _stored(database: Database) -> User:
    user = makers.a_user()
    async with database.begin(SYSTEM) as work:
        await work.users.add(user)
        await work.commit()
    return user


async def _added(database: Database, link: Identity) -> bool:
    async with database.begin(SYSTEM) as work:
        added = await work.identities.add(link)
        await work.commit()
    return added
