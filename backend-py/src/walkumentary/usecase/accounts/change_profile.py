"""Let people change what is known of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from walkumentary.domain.accounts.user import NoSuchAccount, User
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.errors import Stale
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProfileCommand:
    """What ``change`` makes of one's account.

    Args:
        versions: those the change may start from; None for whichever is stored.
    """

    actor: Actor
    change: Callable[[User], User]
    versions: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProfile:
    """One's own account; who one is, one's role and tier are not among it."""

    begin: Begin[AccountWork]
    clock: Clock

    async def execute(self, command: ChangeProfileCommand) -> User:
        """Return the account as it is now; what changes nothing is no new version.

        Raises:
            NoSuchAccount: it was deleted, or never was.
            Stale: another version is stored than the change may start from.
            UsernameTaken: somebody else has the name.
            DisplayNameInvalid, UsernameInvalid, PreferencesInvalid: as ``change``.
        """
        async with self.begin(SYSTEM) as work:
            user = await work.users.lock(command.actor.user_id)
            changed = await self._changed(work, _checked(user, command), command)
            await work.commit()
        return changed

    async def _changed(
        self, work: AccountWork, user: User, command: ChangeProfileCommand
    ) -> User:
        changed = command.change(user)
        if changed == user:
            return user
        return await work.users.change(replace(changed, updated_at=self.clock.now()))


def _checked(user: User | None, command: ChangeProfileCommand) -> User:
    if user is None:
        raise NoSuchAccount("There is no such account any more.")
    if command.versions is not None and user.version not in command.versions:
        raise Stale("Your account was changed since you read it; read it again.")
    return user
