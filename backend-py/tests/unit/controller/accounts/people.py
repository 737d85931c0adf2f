"""People with accounts, for the tests of what they may do."""

from dataclasses import replace

from tests import makers
from tests.unit.controller.app import ME, Product
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind


async def known(
    house: Product,
    actor: Actor = ME,
    *,
    kind: ActorKind = ActorKind.USER,
    role: str = "user",
) -> User:
    """Store an account for somebody."""
    user = makers.a_user(
        user_id=actor.user_id,
        kind=kind,
        role=role,
        email=f"Anna-{actor.user_id}@example.org",
        display_name="Anna",
    )
    async with house.gateways.begin_account(SYSTEM) as work:
        await work.users.add(user)
        await work.commit()
    return user


async def change_role(house: Product, user: User, role: str) -> None:
    """Give somebody another role, as an operator does."""
    async with house.gateways.begin_account(SYSTEM) as work:
        stored = await work.users.lock(user.id)
        assert stored is not None
        await work.users.change(replace(stored, role=role))
        await work.commit()
