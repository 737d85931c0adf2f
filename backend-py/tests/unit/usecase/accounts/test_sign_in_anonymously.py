"""Letting somebody in without asking who they are."""

import pytest

from tests.people import local_identity
from walkumentary.domain.accounts.user import GuestsClosed
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import NOON
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.usecase.accounts.sign_in_anonymously import SignInAnonymously


def _sign_in(store: MemoryStore, *, welcome: bool = True) -> SignInAnonymously:
    identity = local_identity(MemoryBegin(store), store.clock)
    return SignInAnonymously(identity=identity, guests_welcome=welcome)


async def test_a_guest_gets_an_account_of_their_own(store: MemoryStore) -> None:
    session = await _sign_in(store).execute()

    (user,) = store.users.values()
    assert user.as_actor() == session.actor
    assert user.kind is ActorKind.GUEST
    assert user.created_at == NOON


async def test_the_token_names_the_guest(store: MemoryStore) -> None:
    sign_in = _sign_in(store)

    session = await sign_in.execute()

    assert await sign_in.identity.verify(session.access_token) == session.actor


async def test_two_guests_are_two_people(store: MemoryStore) -> None:
    sign_in = _sign_in(store)

    first, second = await sign_in.execute(), await sign_in.execute()

    assert first.actor.user_id != second.actor.user_id
    assert len(store.users) == 2


async def test_where_guests_are_not_welcome_nobody_is_let_in(
    store: MemoryStore,
) -> None:
    with pytest.raises(GuestsClosed):
        await _sign_in(store, welcome=False).execute()

    assert store.users == {}


async def test_without_a_database_nobody_is_let_in(store: MemoryStore) -> None:
    store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await _sign_in(store).execute()
