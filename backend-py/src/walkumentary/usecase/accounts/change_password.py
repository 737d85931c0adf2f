"""Set a new password by the current one."""

from dataclasses import dataclass, field

from walkumentary.domain.accounts.passwords import check_password
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.identity import IdentityGateway, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePasswordCommand:
    """Whose password, what it is and what it is to be."""

    actor: Actor
    current: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword:
    """Set a new password; other sessions end, one goes on."""

    identity: IdentityGateway

    async def execute(self, command: ChangePasswordCommand) -> Session:
        """Return the session that goes on.

        Raises:
            WrongCredentials: the current password is another one.
            PasswordUnfit: the new password is quickly guessed.
            TooManySignIns: more passwords are being worked on than can be.
        """
        check_password(command.password)
        return await self.identity.change_password(
            command.actor, current=command.current, password=command.password
        )
