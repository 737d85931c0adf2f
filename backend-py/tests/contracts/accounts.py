"""The promises of the accounts ports."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger
from walkumentary.domain.accounts.preferences import Preferences, Theme, Units
from walkumentary.domain.accounts.sign_in import EmailTaken, UsernameTaken
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM, ActorKind
from walkumentary.domain.shared.errors import Forbidden, Stale
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

    async def test_an_account_keeps_all_that_is_known_of_it(
        self, database: Database
    ) -> None:
        user = await _stored(database, a_known_user())

        async with database.begin(SYSTEM) as work:
            found = await work.users.find_by_email_key(user.email_key or "")

        assert found == user

    async def test_nobody_finds_an_account_by_another_s_address(
        self, database: Database
    ) -> None:
        user = await _stored(database, a_known_user())

        async with database.begin(a_stranger()) as work:
            found = await work.users.find_by_email_key(user.email_key or "")

        assert found is None

    async def test_an_address_belongs_to_one_account(self, database: Database) -> None:
        user = await _stored(database, a_known_user())
        other = replace(a_known_user(), email_key=user.email_key)

        with pytest.raises(EmailTaken):
            await _stored(database, other)

    async def test_a_name_belongs_to_one_account(self, database: Database) -> None:
        user = await _stored(database, a_known_user())
        other = await _stored(database, a_known_user())

        with pytest.raises(UsernameTaken):
            async with database.begin(SYSTEM) as work:
                await work.users.change(replace(other, username_key=user.username_key))

    async def test_a_changed_account_has_the_next_version(
        self, database: Database
    ) -> None:
        user = await _stored(database, a_known_user())
        wanted = replace(
            user,
            kind=ActorKind.USER,
            role="operator",
            tier="premium",
            email=None,
            email_key=None,
            display_name="Anna",
            preferences=Preferences(language="de"),
            updated_at=user.updated_at + timedelta(days=1),
        )

        async with database.begin(SYSTEM) as work:
            changed = await work.users.change(wanted)
            await work.commit()

        assert changed == replace(wanted, version=user.version + 1)
        assert await _read(database, user) == changed

    async def test_what_somebody_else_changed_is_not_changed_again(
        self, database: Database
    ) -> None:
        user = await _stored(database, a_known_user())
        async with database.begin(SYSTEM) as work:
            first = await work.users.change(replace(user, display_name="first"))
            await work.commit()

        with pytest.raises(Stale):
            async with database.begin(SYSTEM) as work:
                await work.users.change(replace(user, display_name="second"))

        assert await _read(database, user) == first

    async def test_changes_of_one_account_follow_one_another(
        self, database: Database
    ) -> None:
        user = await _stored(database, a_known_user())

        async def add_mark() -> None:
            async with database.begin(SYSTEM) as work:
                held = await work.users.lock(user.id) or user
                await work.users.change(
                    replace(held, display_name=f"{held.display_name}!")
                )
                await work.commit()

        await asyncio.gather(*(add_mark() for _ in range(4)))

        changed = await _read(database, user)
        assert changed is not None
        assert changed.display_name == f"{user.display_name}!!!!"

    async def test_nobody_but_the_system_changes_an_account(
        self, database: Database
    ) -> None:
        user = await _stored(database, a_known_user())

        with pytest.raises(Stale):
            async with database.begin(user.as_actor()) as work:
                await work.users.change(replace(user, role="operator"))

    async def test_an_account_is_seen_once_an_hour(self, database: Database) -> None:
        user = await _stored(database, a_known_user())
        hour = timedelta(hours=1)

        await _see(database, user, user.seen_at + hour - timedelta(seconds=1))
        early = await _read(database, user)
        await _see(database, user, user.seen_at + hour)
        late = await _read(database, user)

        assert early == user
        assert late == replace(user, seen_at=user.seen_at + hour)

    async def test_guests_nobody_was_for_long_are_found(
        self, database: Database
    ) -> None:
        long_ago = makers.NOON - timedelta(days=9_999)
        people = [
            replace(one, seen_at=long_ago + timedelta(days=day))
            for one, day in (
                (makers.a_user(kind=ActorKind.GUEST), 2),
                (makers.a_user(kind=ActorKind.GUEST), 1),
                (makers.a_user(kind=ActorKind.USER), 1),
                (makers.a_user(kind=ActorKind.GUEST), 3),
            )
        ]
        for person in people:
            await _stored(database, person)
        before = long_ago + timedelta(days=3)

        async with database.begin(SYSTEM) as work:
            unused = await work.users.unused_guests(seen_before=before, limit=9)
            first = await work.users.unused_guests(seen_before=before, limit=1)
        async with database.begin(makers.an_actor()) as work:
            others = await work.users.unused_guests(seen_before=before, limit=9)

        assert list(unused) == [people[1].id, people[0].id]
        assert list(first) == [people[1].id]
        assert list(others) == []


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

    async def test_a_new_key_retires_the_one_in_use(self, database: Database) -> None:
        old = await self._in_use(database)
        new = _a_key(created_at=old.created_at + timedelta(days=1))

        async with database.begin(SYSTEM) as work:
            await work.signing_keys.rotate(new)
            await work.commit()

        async with database.begin(SYSTEM) as work:
            keys = list(await work.signing_keys.of("media"))
        assert keys[:2] == [new, replace(old, retired_at=new.created_at)]
        assert await self._in_use(database) == new

    async def test_only_what_retired_long_ago_is_swept(
        self, database: Database
    ) -> None:
        first = await self._in_use(database)
        second = _a_key(created_at=first.created_at + timedelta(days=1))
        third = _a_key(created_at=second.created_at + timedelta(days=1))
        async with database.begin(SYSTEM) as work:
            await work.signing_keys.rotate(second)
            await work.signing_keys.rotate(third)
            await work.commit()

        async with database.begin(SYSTEM) as work:
            swept = await work.signing_keys.sweep(
                "media", retired_before=third.created_at
            )
            left = await work.signing_keys.of("media")
            await work.commit()

        assert swept >= 1
        assert [key.kid for key in left] == [third.kid, second.kid]

    async def test_nobody_else_sees_or_sweeps_a_key(self, database: Database) -> None:
        key = await self._in_use(database)

        async with database.begin(a_stranger()) as work:
            seen = await work.signing_keys.of("media")
            swept = await work.signing_keys.sweep(
                "media", retired_before=key.created_at + timedelta(days=999)
            )

        assert (list(seen), swept) == ([], 0)

    async def _in_use(self, database: Database) -> SigningKey:
        async with database.begin(SYSTEM) as work:
            key = await work.signing_keys.get_or_add(_a_key())
            await work.commit()
        return key

    def test_a_key_never_shows_its_secret(self) -> None:
        assert "secret" not in repr(_a_key())


def a_known_user() -> User:
    """Return somebody of whom everything is known."""
    name = f"Anna-{makers.a_key()[:12]}"
    return makers.a_user(
        kind=ActorKind.USER,
        email=f"{name}@Example.org",
        username=name,
        display_name="Anna Ångström",
        preferences=Preferences(
            interests=("art", "food"),
            language="nl",
            default_tour_duration=45,
            audio_speed=1.25,
            theme=Theme.DARK,
            units=Units.IMPERIAL,
        ),
    )


async def _stored(database: Database, user: User) -> User:
    async with database.begin(SYSTEM) as work:
        await work.users.add(user)
        await work.commit()
    return user


async def _read(database: Database, user: User) -> User | None:
    async with database.begin(user.as_actor()) as work:
        return await work.users.find(user.id)


async def _see(database: Database, user: User, at: datetime) -> None:
    async with database.begin(SYSTEM) as work:
        await work.users.see(user.id, at=at)
        await work.commit()


def _a_key(created_at: datetime = makers.NOON) -> SigningKey:
    return SigningKey(
        kid=makers.a_key()[:16],
        purpose="media",
        secret=b"secret" + makers.a_key().encode(),
        created_at=created_at,
    )
