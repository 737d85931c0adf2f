"""The promises of passwords, sessions and tokens in a transaction."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, StorageWork, a_stranger
from walkumentary.domain.accounts.sessions import (
    AccountToken,
    EndedBy,
    Purpose,
    RefreshToken,
    SignIn,
)
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import Forbidden

NOW = makers.NOON
DAY = timedelta(days=1)


class PasswordsContract(PortContract):
    """Hashes, which the system alone knows."""

    async def test_the_newest_hash_counts(self, database: Database) -> None:
        user = await _user(database)

        for hashed in ("first", "second"):
            await _set_password(database, user, hashed)

        async with database.begin(SYSTEM) as work:
            assert await work.passwords.find(user.id) == "second"

    async def test_who_has_no_password_has_none(self, database: Database) -> None:
        async with database.begin(SYSTEM) as work:
            assert await work.passwords.find(makers.a_user_id()) is None

    async def test_nobody_reads_a_hash_not_even_their_own(
        self, database: Database
    ) -> None:
        user = await _user(database)
        await _set_password(database, user, "hash")

        async with database.begin(user.as_actor()) as work:
            assert await work.passwords.find(user.id) is None

    async def test_nobody_but_the_system_writes_a_hash(
        self, database: Database
    ) -> None:
        user = await _user(database)

        with pytest.raises(Forbidden):
            async with database.begin(user.as_actor()) as work:
                await work.passwords.put(user.id, "hash", at=NOW)


class SessionsContract(PortContract):
    """Sessions end once, for one reason."""

    async def test_people_see_their_own_sessions(self, database: Database) -> None:
        user = await _user(database)
        session = await _session(database, user)

        for actor in (SYSTEM, user.as_actor()):
            async with database.begin(actor) as work:
                assert await work.sessions.find(session.id) == session
        async with database.begin(a_stranger()) as work:
            assert await work.sessions.find(session.id) is None

    async def test_nobody_but_the_system_opens_a_session(
        self, database: Database
    ) -> None:
        user = await _user(database)

        with pytest.raises(Forbidden):
            async with database.begin(user.as_actor()) as work:
                await work.sessions.add(_a_session(user))

    async def test_a_session_goes_on(self, database: Database) -> None:
        session = await _session(database, await _user(database))

        await _do(database, lambda w: w.sessions.used(session.id, at=NOW + DAY))

        assert await _found(database, session.id) == replace(session, used_at=NOW + DAY)

    async def test_a_session_ends_once(self, database: Database) -> None:
        session = await _session(database, await _user(database))

        for by, at in ((EndedBy.REUSE, NOW), (EndedBy.LOGOUT, NOW + DAY)):
            async with database.begin(SYSTEM) as work:
                await work.sessions.end(session.id, by=by, at=at)
                await work.commit()

        assert await _found(database, session.id) == replace(
            session, ended_at=NOW, ended_by=EndedBy.REUSE
        )

    async def test_all_sessions_of_a_person_end_and_no_others(
        self, database: Database
    ) -> None:
        user, other = await _user(database), await _user(database)
        mine = [await _session(database, user) for _ in range(2)]
        theirs = await _session(database, other)

        await _do(
            database, lambda w: w.sessions.end_all(user.id, by=EndedBy.PASSWORD, at=NOW)
        )

        for session in mine:
            found = await _found(database, session.id)
            assert found is not None
            assert found.ended_by is EndedBy.PASSWORD
        assert await _found(database, theirs.id) == theirs

    async def test_nobody_ends_a_session_of_somebody_else(
        self, database: Database
    ) -> None:
        session = await _session(database, await _user(database))

        async with database.begin(a_stranger()) as work:
            await work.sessions.end(session.id, by=EndedBy.LOGOUT, at=NOW)
            await work.commit()

        assert await _found(database, session.id) == session

    async def test_sessions_without_a_token_are_forgotten(
        self, database: Database
    ) -> None:
        user = await _user(database)
        kept, spent = await _session(database, user), await _session(database, user)
        await _token(database, kept)

        async with database.begin(SYSTEM) as work:
            dropped = await work.sessions.drop_spent()
            await work.commit()

        assert dropped >= 1
        assert await _found(database, kept.id) == kept
        assert await _found(database, spent.id) is None


class RefreshTokensContract(PortContract):
    """Refresh tokens, one after the other."""

    async def test_a_token_is_found_with_its_session(self, database: Database) -> None:
        session = await _session(database, await _user(database))
        token = await _token(database, session)

        async with database.begin(SYSTEM) as work:
            found = await work.refresh_tokens.lock(token.hash)

        assert found is not None
        assert (found.token, found.sign_in) == (token, session)

    async def test_an_unknown_token_is_none(self, database: Database) -> None:
        async with database.begin(SYSTEM) as work:
            assert await work.refresh_tokens.lock(_hash()) is None

    async def test_people_do_not_see_their_tokens(self, database: Database) -> None:
        user = await _user(database)
        token = await _token(database, await _session(database, user))

        async with database.begin(user.as_actor()) as work:
            assert await work.refresh_tokens.lock(token.hash) is None

    async def test_nobody_but_the_system_stores_a_token(
        self, database: Database
    ) -> None:
        user = await _user(database)
        session = await _session(database, user)

        with pytest.raises(Forbidden):
            async with database.begin(user.as_actor()) as work:
                await work.refresh_tokens.add(_a_token(session))

    async def test_the_first_use_is_what_is_noted(self, database: Database) -> None:
        token = await _token(database, await _session(database, await _user(database)))

        for at in (NOW, NOW + DAY):
            async with database.begin(SYSTEM) as work:
                await work.refresh_tokens.use(token.hash, at=at)
                await work.commit()

        async with database.begin(SYSTEM) as work:
            found = await work.refresh_tokens.lock(token.hash)
        assert found is not None
        assert found.token.used_at == NOW

    async def test_tokens_of_one_session_follow_one_another(
        self, database: Database
    ) -> None:
        session = await _session(database, await _user(database))
        tokens = [await _token(database, session) for _ in range(4)]
        inside: list[int] = []
        most = 0

        async def present(token: RefreshToken) -> None:
            nonlocal most
            async with database.begin(SYSTEM) as work:
                await work.refresh_tokens.lock(token.hash)
                inside.append(1)
                most = max(most, len(inside))
                await asyncio.sleep(0.01)
                inside.pop()
                await work.commit()

        await asyncio.gather(*(present(token) for token in tokens))

        assert most == 1

    async def test_a_token_is_read_as_whoever_held_it_left_it(
        self, database: Database
    ) -> None:
        session = await _session(database, await _user(database))
        token = await _token(database, session)

        async def first_use() -> bool:
            async with database.begin(SYSTEM) as work:
                found = await work.refresh_tokens.lock(token.hash)
                assert found is not None
                await work.refresh_tokens.use(token.hash, at=NOW)
                await work.commit()
            return found.token.used_at is None

        firsts = await asyncio.gather(*(first_use() for _ in range(5)))

        assert sum(firsts) == 1

    async def test_expired_tokens_are_forgotten(self, database: Database) -> None:
        session = await _session(database, await _user(database))
        old = await _token(database, session, expires_in=DAY)
        new = await _token(database, session, expires_in=2 * DAY)

        async with database.begin(SYSTEM) as work:
            dropped = await work.refresh_tokens.drop_expired(NOW + DAY)
            await work.commit()

        assert dropped >= 1
        async with database.begin(SYSTEM) as work:
            assert await work.refresh_tokens.lock(old.hash) is None
            assert await work.refresh_tokens.lock(new.hash) is not None

    async def test_tokens_go_with_their_person(self, database: Database) -> None:
        user = await _user(database)
        session = await _session(database, user)
        token = await _token(database, session)
        await _set_password(database, user, "hash")

        await _do(database, lambda w: w.users.remove(user.id))

        async with database.begin(SYSTEM) as work:
            assert await work.users.find(user.id) is None
            assert await work.passwords.find(user.id) is None
            assert await work.refresh_tokens.lock(token.hash) is None
        assert await _found(database, session.id) is None

    async def test_nobody_but_the_system_deletes_a_person(
        self, database: Database
    ) -> None:
        user = await _user(database)

        async with database.begin(user.as_actor()) as work:
            await work.users.remove(user.id)
            await work.commit()

        async with database.begin(SYSTEM) as work:
            assert await work.users.find(user.id) == user


class AccountTokensContract(PortContract):
    """Tokens that were sent away come back once."""

    async def test_a_token_is_taken_once(self, database: Database) -> None:
        token = await _sent(database)

        taken = await asyncio.gather(*(_take(database, token) for _ in range(4)))

        assert [one for one in taken if one is not None] == [token]

    async def test_a_token_taken_in_vain_is_good_again(
        self, database: Database
    ) -> None:
        token = await _sent(database)

        async with database.begin(SYSTEM) as work:
            await work.account_tokens.take(token.hash, purpose=token.purpose, now=NOW)

        assert await _take(database, token) == token

    async def test_a_token_is_good_for_its_purpose(self, database: Database) -> None:
        token = await _sent(database, purpose=Purpose.CONFIRM)

        assert await _take(database, replace(token, purpose=Purpose.RESET)) is None
        assert await _take(database, token) == token

    async def test_a_token_ends(self, database: Database) -> None:
        token = await _sent(database)

        async with database.begin(SYSTEM) as work:
            before = await work.account_tokens.find(
                token.hash, now=NOW + DAY - timedelta(seconds=1)
            )
            after = await work.account_tokens.find(token.hash, now=NOW + DAY)
            late = await work.account_tokens.take(
                token.hash, purpose=token.purpose, now=NOW + DAY
            )

        assert (before, after, late) == (token, None, None)

    async def test_people_see_no_token(self, database: Database) -> None:
        token = await _sent(database)

        async with database.begin(a_stranger()) as work:
            found = await work.account_tokens.find(token.hash, now=NOW)
            taken = await work.account_tokens.take(
                token.hash, purpose=token.purpose, now=NOW
            )
            await work.commit()

        assert (found, taken) == (None, None)
        assert await _take(database, token) == token

    async def test_nobody_but_the_system_sends_a_token(
        self, database: Database
    ) -> None:
        with pytest.raises(Forbidden):
            async with database.begin(a_stranger()) as work:
                await work.account_tokens.add(_a_sent_token())

    async def test_expired_tokens_are_swept(self, database: Database) -> None:
        await _sent(database)

        async with database.begin(SYSTEM) as work:
            dropped = await work.account_tokens.drop_expired(NOW + DAY)
            again = await work.account_tokens.drop_expired(NOW + DAY)
            await work.commit()

        assert dropped >= 1
        assert again == 0

    def test_a_token_shows_nothing_of_its_content(self) -> None:
        assert "anna" not in repr(_a_sent_token())


type _Change = Callable[[StorageWork], Coroutine[None, None, object]]


def _hash() -> bytes:
    return sha256(uuid4().bytes).digest()


def _a_session(user: User) -> SignIn:
    return SignIn(id=uuid4(), owner_id=user.id, created_at=NOW, used_at=NOW)


def _a_token(session: SignIn, *, expires_in: timedelta = DAY) -> RefreshToken:
    return RefreshToken(
        hash=_hash(), session_id=session.id, issued_at=NOW, expires_at=NOW + expires_in
    )


def _a_sent_token(*, purpose: Purpose = Purpose.CONFIRM) -> AccountToken:
    return AccountToken(
        hash=_hash(),
        purpose=purpose,
        content={"email": "anna@example.org"},
        created_at=NOW,
        expires_at=NOW + DAY,
    )


async def _do(database: Database, change: _Change) -> None:
    async with database.begin(SYSTEM) as work:
        await change(work)
        await work.commit()


async def _set_password(database: Database, user: User, hashed: str) -> None:
    await _do(database, lambda work: work.passwords.put(user.id, hashed, at=NOW))


async def _user(database: Database) -> User:
    user = makers.a_user()
    await _do(database, lambda work: work.users.add(user))
    return user


async def _session(database: Database, user: User) -> SignIn:
    session = _a_session(user)
    await _do(database, lambda work: work.sessions.add(session))
    return session


async def _token(
    database: Database, session: SignIn, *, expires_in: timedelta = DAY
) -> RefreshToken:
    token = _a_token(session, expires_in=expires_in)
    await _do(database, lambda work: work.refresh_tokens.add(token))
    return token


async def _sent(
    database: Database, *, purpose: Purpose = Purpose.CONFIRM
) -> AccountToken:
    token = _a_sent_token(purpose=purpose)
    await _do(database, lambda work: work.account_tokens.add(token))
    return token


async def _found(database: Database, session_id: UUID) -> SignIn | None:
    async with database.begin(SYSTEM) as work:
        return await work.sessions.find(session_id)


async def _take(database: Database, token: AccountToken) -> AccountToken | None:
    async with database.begin(SYSTEM) as work:
        taken = await work.account_tokens.take(
            token.hash, purpose=token.purpose, now=NOW
        )
        await work.commit()
    return taken
