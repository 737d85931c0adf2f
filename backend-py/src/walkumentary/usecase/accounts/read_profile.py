"""Show people what is known of them."""

from dataclasses import dataclass

from walkumentary.domain.accounts.user import NoSuchAccount, User
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProfile:
    """One's own account; reading it counts as using it."""

    begin: Begin[AccountWork]
    clock: Clock

    async def execute(self, actor: Actor) -> User:
        """Return the account.

        Raises:
            NoSuchAccount: it was deleted, or never was.
        """
        async with self.begin(SYSTEM) as work:
            await work.users.see(actor.user_id, at=self.clock.now())
            user = await work.users.find(actor.user_id)
            await work.commit()
        if user is None:
            raise NoSuchAccount("There is no such account any more.")
        return user
