"""Composition: the one account that machines of the operator act as."""

from collections.abc import Sequence
from dataclasses import replace

from walkumentary.domain.accounts.api_key import SERVICE, ServiceKeys, hash_of
from walkumentary.domain.accounts.user import new_user
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, AlreadyStored, Begin


async def open_service_account(
    keys: Sequence[str], begin: Begin[AccountWork], clock: Clock
) -> ServiceKeys:
    """Return the keys as they are compared; the account is made with the first."""
    if keys:
        await _make_account(begin, clock)
    return ServiceKeys(tuple(hash_of(key) for key in keys))


async def _make_account(begin: Begin[AccountWork], clock: Clock) -> None:
    new = new_user(SERVICE.user_id, kind=SERVICE.kind, now=clock.now())
    try:
        async with begin(SYSTEM) as work:
            await work.users.add(
                replace(new, role="operator", display_name="Service account")
            )
            await work.commit()
    except AlreadyStored:
        return
