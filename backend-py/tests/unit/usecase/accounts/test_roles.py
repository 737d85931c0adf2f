"""Roles and tiers are given by address, and judged by what is stored."""

from dataclasses import replace

import pytest

from tests import makers
from walkumentary.domain.accounts.roles import (
    AccountNotFound,
    Role,
    RoleMissing,
    Tier,
)
from walkumentary.domain.accounts.user import NoSuchAccount, User
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.usecase.accounts.check_role import CheckRole, CheckRoleQuery
from walkumentary.usecase.accounts.grant_access import (
    GrantAccess,
    GrantAccessCommand,
)


def _known(store: MemoryStore) -> User:
    user = makers.a_user(email="Anna@Example.org")
    store.users[user.id] = user
    return user


def _grant(store: MemoryStore) -> GrantAccess:
    return GrantAccess(begin=MemoryBegin(store), clock=store.clock)


async def test_an_address_is_found_however_it_is_written(store: MemoryStore) -> None:
    user = _known(store)

    granted = await _grant(store).execute(
        GrantAccessCommand(email=" anna@EXAMPLE.org ", role=Role.CURATOR)
    )

    assert granted == replace(user, role="curator", version=2)
    assert store.users == {user.id: granted}


async def test_what_is_not_named_stays(store: MemoryStore) -> None:
    user = _known(store)
    grant = _grant(store)
    email = user.email or ""

    await grant.execute(GrantAccessCommand(email=email, role=Role.OPERATOR))
    both = await grant.execute(GrantAccessCommand(email=email, tier=Tier.PREMIUM))

    assert (both.role, both.tier) == ("operator", "premium")


async def test_nobody_is_given_anything_at_an_unknown_address(
    store: MemoryStore,
) -> None:
    user = _known(store)

    with pytest.raises(AccountNotFound) as refused:
        await _grant(store).execute(
            GrantAccessCommand(email="eve@example.org", role=Role.OPERATOR)
        )

    assert "eve" not in refused.value.detail
    assert store.users == {user.id: user}


async def test_a_role_is_checked_as_it_is_stored(store: MemoryStore) -> None:
    user = _known(store)
    check = CheckRole(begin=MemoryBegin(store))
    query = CheckRoleQuery(actor=user.as_actor(), role=Role.CURATOR)
    with pytest.raises(RoleMissing):
        await check.execute(query)
    store.users[user.id] = replace(user, role="operator")

    await check.execute(query)

    with pytest.raises(NoSuchAccount):
        await check.execute(replace(query, actor=makers.an_actor()))
