"""Letting somebody in without asking who they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from walkumentary.domain.accounts.user import GuestsClosed
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.gateway.accounts import IssuedToken, PublicKey
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.usecase.accounts.sign_in_anonymously import SignInAnonymously


@dataclass
class PlainIdentity:
    """Issues tokens that simply name the actor."""

    issued: dict[str, Actor] = field(default_factory=dict)

    def issue(self, actor: Actor) -> IssuedToken:
        token = f"token of {actor.user_id}"
        self.issued[token] = actor
        return IssuedToken(access_token=token, expires_in_s=3600)

    def verify(self, token: str) -> Actor:
        return self.issued[token]

    def public_keys(self) -> Sequence[PublicKey]:
        return ()


def _sign_in(
    store: MemoryStore, *, identity: PlainIdentity | None = None, welcome: bool = True
) -> SignInAnonymously:
    return SignInAnonymously(
        begin=MemoryBegin(store),
        identity=identity or PlainIdentity(),
        clock=FixedClock(),
        ids=SequentialIds(),
        guests_welcome=welcome,
    )


async def test_a_guest_gets_an_account_of_their_own(store: MemoryStore) -> None:
    signed_in = await _sign_in(store).execute()

    assert store.users == {signed_in.user.id: signed_in.user}
    assert signed_in.user.kind is ActorKind.GUEST
    assert signed_in.user.created_at == NOON


async def test_the_token_names_the_guest(store: MemoryStore) -> None:
    identity = PlainIdentity()

    signed_in = await _sign_in(store, identity=identity).execute()

    actor = identity.verify(signed_in.token.access_token)
    assert actor == signed_in.user.as_actor()


async def test_two_guests_are_two_people(store: MemoryStore) -> None:
    sign_in = _sign_in(store)

    first, second = await sign_in.execute(), await sign_in.execute()

    assert first.user.id != second.user.id
    assert len(store.users) == 2


async def test_where_guests_are_not_welcome_nobody_is_let_in(
    store: MemoryStore,
) -> None:
    with pytest.raises(GuestsClosed):
        await _sign_in(store, welcome=False).execute()

    assert store.users == {}


async def test_without_a_database_no_token_is_issued(store: MemoryStore) -> None:
    identity = PlainIdentity()
    store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await _sign_in(store, identity=identity).execute()

    assert identity.issued == {}
