"""Let somebody in by address and password."""

from dataclasses import dataclass, field

from walkumentary.gateway.identity import IdentityGateway, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInCommand:
    """What somebody knows."""

    email: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """Open a session."""

    identity: IdentityGateway

    async def execute(self, command: LogInCommand) -> Session:
        """Return the session.

        Raises:
            WrongCredentials: no such address, or another password.
            TooManySignIns: more passwords are being worked on than can be.
        """
        return await self.identity.log_in(
            email=command.email, password=command.password
        )
