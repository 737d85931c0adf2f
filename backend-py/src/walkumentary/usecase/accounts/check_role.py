"""Let those through who have a role."""

from dataclasses import dataclass

from walkumentary.domain.accounts.roles import Role, RoleMissing
from walkumentary.domain.accounts.user import NoSuchAccount
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRoleQuery:
    """Who wants to do something, and the role it takes."""

    actor: Actor
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRole:
    """The role is the one that is stored now, whatever a token says."""

    begin: Begin[AccountWork]

    async def execute(self, query: CheckRoleQuery) -> None:
        """Do nothing, or refuse.

        Raises:
            NoSuchAccount: there is no such account any more.
            RoleMissing: it takes another role.
        """
        async with self.begin(query.actor) as work:
            user = await work.users.find(query.actor.user_id)
        if user is None:
            raise NoSuchAccount("There is no such account any more.")
        if not Role(user.role).includes(query.role):
            raise RoleMissing(f"This takes the role of {query.role.value}.")
