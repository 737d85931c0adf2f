"""Keys are made, listed, withdrawn and checked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import makers
from walkumentary.domain.accounts.api_key import (
    MAX_KEYS,
    SERVICE,
    ApiKeyInvalid,
    ApiKeyNotFound,
    GuestsHaveNoKeys,
    Scope,
    ServiceKeys,
    TooManyKeys,
    hash_of,
)
from walkumentary.domain.accounts.user import NoSuchAccount, User
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.api_keys import MemoryApiKeysReader
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.usecase.accounts.check_api_key import CheckApiKey
from walkumentary.usecase.accounts.keep_api_keys import (
    CreateApiKey,
    CreateApiKeyCommand,
    ListApiKeys,
    RemoveApiKey,
    RemoveApiKeyCommand,
)


def _known(store: MemoryStore, kind: ActorKind = ActorKind.USER) -> User:
    user = makers.a_user(kind=kind)
    store.users[user.id] = user
    return user


def _wish(user: User) -> CreateApiKeyCommand:
    return CreateApiKeyCommand(
        actor=user.as_actor(),
        name=" Widget ",
        scopes=frozenset({Scope.TOURS_READ}),
        expires_in_days=1,
    )


def _create(store: MemoryStore) -> CreateApiKey:
    return CreateApiKey(
        begin=MemoryBegin(store), clock=store.clock, ids=SequentialIds()
    )


def _check(store: MemoryStore, *service: str) -> CheckApiKey:
    return CheckApiKey(
        keys=MemoryApiKeysReader(store),
        begin=MemoryBegin(store),
        clock=store.clock,
        service=ServiceKeys(tuple(hash_of(key) for key in service)),
    )


async def test_a_new_key_acts_for_its_person(store: MemoryStore) -> None:
    user = _known(store)

    created = await _create(store).execute(_wish(user))
    holder = await _check(store).execute(created.secret)

    assert store.api_keys == {
        created.key.id: replace(created.key, used_at=store.clock.now())
    }
    assert created.key.name == "Widget"
    assert created.key.expires_at == store.clock.now() + timedelta(days=1)
    assert holder.actor == user.as_actor()
    assert holder.scopes == {Scope.TOURS_READ}
    assert created.secret not in repr(created)


async def test_an_impossible_key_is_not_made(store: MemoryStore) -> None:
    wish = _wish(_known(store))

    for impossible in (
        replace(wish, name=""),
        replace(wish, scopes=frozenset()),
        replace(wish, expires_in_days=0),
        replace(wish, expires_in_days=367),
    ):
        with pytest.raises(ApiKeyInvalid):
            await _create(store).execute(impossible)

    assert store.api_keys == {}


async def test_nobody_and_guests_have_no_keys(store: MemoryStore) -> None:
    with pytest.raises(NoSuchAccount):
        await _create(store).execute(_wish(makers.a_user()))
    with pytest.raises(GuestsHaveNoKeys):
        await _create(store).execute(_wish(_known(store, ActorKind.GUEST)))


async def test_there_are_twenty_keys_at_most(store: MemoryStore) -> None:
    wish = _wish(_known(store))
    create = _create(store)
    for _ in range(MAX_KEYS):
        await create.execute(wish)

    with pytest.raises(TooManyKeys):
        await create.execute(wish)


async def test_a_withdrawn_key_is_gone(store: MemoryStore) -> None:
    user = _known(store)
    created = await _create(store).execute(_wish(user))
    remove = RemoveApiKey(begin=MemoryBegin(store))
    command = RemoveApiKeyCommand(actor=user.as_actor(), key_id=created.key.id)

    await remove.execute(command)

    listed = ListApiKeys(begin=MemoryBegin(store))
    assert await listed.execute(user.as_actor()) == []
    with pytest.raises(ApiKeyNotFound):
        await remove.execute(command)
    with pytest.raises(Unauthenticated):
        await _check(store).execute(created.secret)


async def test_an_expired_key_is_nobody_s(store: MemoryStore) -> None:
    created = await _create(store).execute(_wish(_known(store)))
    assert isinstance(store.clock, FixedClock)
    store.clock.advance(days=1)

    with pytest.raises(Unauthenticated):
        await _check(store).execute(created.secret)


async def test_any_key_of_the_settings_is_the_service_account_s(
    store: MemoryStore,
) -> None:
    check = _check(store, "first", "second")

    holders = [await check.execute(key) for key in ("first", "second")]

    assert {holder.actor for holder in holders} == {SERVICE}
    assert {holder.scopes for holder in holders} == {frozenset(Scope)}
    with pytest.raises(Unauthenticated):
        await check.execute("third")


async def test_without_keys_in_the_settings_nothing_is_one(store: MemoryStore) -> None:
    for text in ("", "None"):
        with pytest.raises(Unauthenticated):
            await _check(store).execute(text)


async def test_keys_cannot_be_checked_while_the_database_is_away(
    store: MemoryStore,
) -> None:
    created = await _create(store).execute(_wish(_known(store)))
    store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await _check(store).execute(created.secret)
