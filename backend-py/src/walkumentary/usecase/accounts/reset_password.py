"""Set a new password by a link from a mail."""

from dataclasses import dataclass, field

from walkumentary.domain.accounts.passwords import check_password
from walkumentary.gateway.identity import IdentityGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPasswordCommand:
    """The link's token and the password that is to be."""

    token: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPassword:
    """Set a new password; every session ends."""

    identity: IdentityGateway

    async def execute(self, command: ResetPasswordCommand) -> None:
        """Set it.

        Raises:
            LinkSpent: unknown, used or too old.
            PasswordUnfit: the password is quickly guessed.
            TooManySignIns: more passwords are being worked on than can be.
        """
        check_password(command.password)
        await self.identity.reset_password(
            token=command.token, password=command.password
        )
