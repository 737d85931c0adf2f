"""What is known of people is shown to them, and changed by them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import makers
from walkumentary.domain.accounts.preferences import Preferences
from walkumentary.domain.accounts.user import DisplayNameInvalid, NoSuchAccount, User
from walkumentary.domain.shared.errors import Stale
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.usecase.accounts.change_profile import (
    ChangeProfile,
    ChangeProfileCommand,
)
from walkumentary.usecase.accounts.read_preferences import ReadPreferences
from walkumentary.usecase.accounts.read_profile import ReadProfile


def _known(store: MemoryStore) -> User:
    user = makers.a_user(display_name="Anna")
    store.users[user.id] = user
    return user


def _change(store: MemoryStore, clock: FixedClock | None = None) -> ChangeProfile:
    return ChangeProfile(begin=MemoryBegin(store), clock=clock or FixedClock())


def _eve(user: User) -> User:
    return user.called("Eve")


async def test_an_account_is_shown_to_its_person(store: MemoryStore) -> None:
    user = _known(store)

    shown = await ReadProfile(begin=MemoryBegin(store), clock=FixedClock()).execute(
        user.as_actor()
    )

    assert shown == user


async def test_nobody_has_an_account_that_is_gone(store: MemoryStore) -> None:
    read = ReadProfile(begin=MemoryBegin(store), clock=FixedClock())
    gone = makers.an_actor()

    with pytest.raises(NoSuchAccount):
        await read.execute(gone)
    with pytest.raises(NoSuchAccount):
        await _change(store).execute(ChangeProfileCommand(actor=gone, change=_eve))


async def test_a_change_is_a_new_version_and_says_when(store: MemoryStore) -> None:
    user = _known(store)
    clock = FixedClock()
    clock.advance(days=1)

    changed = await _change(store, clock).execute(
        ChangeProfileCommand(actor=user.as_actor(), change=_eve)
    )

    later = user.updated_at + timedelta(days=1)
    assert changed == replace(user, display_name="Eve", version=2, updated_at=later)
    assert store.users == {user.id: changed}


async def test_what_changes_nothing_is_no_new_version(store: MemoryStore) -> None:
    user = _known(store)

    same = await _change(store).execute(
        ChangeProfileCommand(actor=user.as_actor(), change=lambda one: one)
    )

    assert same == user


async def test_a_change_of_an_older_version_is_stale(store: MemoryStore) -> None:
    user = _known(store)
    command = ChangeProfileCommand(
        actor=user.as_actor(), change=_eve, versions=frozenset({user.version + 1})
    )

    with pytest.raises(Stale):
        await _change(store).execute(command)

    assert store.users == {user.id: user}


async def test_a_name_nobody_can_see_changes_nothing(store: MemoryStore) -> None:
    user = _known(store)
    command = ChangeProfileCommand(
        actor=user.as_actor(), change=lambda one: one.called("\n")
    )

    with pytest.raises(DisplayNameInvalid):
        await _change(store).execute(command)

    assert store.users == {user.id: user}


async def test_preferences_are_those_that_were_kept(store: MemoryStore) -> None:
    likes = Preferences(language="de")
    user = makers.a_user(preferences=likes)
    store.users[user.id] = user
    read = ReadPreferences(begin=MemoryBegin(store))

    assert await read.execute(user.as_actor()) == likes
    assert await read.execute(makers.an_actor()) == Preferences()


async def test_preferences_cannot_be_guessed(store: MemoryStore) -> None:
    store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await ReadPreferences(begin=MemoryBegin(store)).execute(makers.an_actor())
