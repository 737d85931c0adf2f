"""Give somebody a role and a tier."""

from dataclasses import dataclass, replace

from walkumentary.domain.accounts.names import email_key
from walkumentary.domain.accounts.roles import AccountNotFound, Role, Tier
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantAccessCommand:
    """To whom, and what; None stays as it is."""

    email: str
    role: Role | None = None
    tier: Tier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantAccess:
    """Whoever runs the product does this, and nobody over HTTP."""

    begin: Begin[AccountWork]
    clock: Clock

    async def execute(self, command: GrantAccessCommand) -> User:
        """Store it and return the account; their next request is judged by it.

        Raises:
            AccountNotFound: nobody has this address.
            Stale: the account was changed in this moment; try again.
        """
        async with self.begin(SYSTEM) as work:
            user = await work.users.find_by_email_key(email_key(command.email.strip()))
            if user is None:
                raise AccountNotFound("No account has this address.")
            changed = await work.users.change(self._granted(user, command))
            await work.commit()
        return changed

    def _granted(self, user: User, command: GrantAccessCommand) -> User:
        return replace(
            user,
            role=command.role or user.role,
            tier=command.tier or user.tier,
            updated_at=self.clock.now(),
        )
