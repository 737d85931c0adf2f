"""Come back from Google as somebody."""

from dataclasses import dataclass

from walkumentary.gateway.identity import IdentityGateway, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFromGoogleCommand:
    """What the browser brings back, which is known to be the one that left."""

    state: str
    code: str

    def __repr__(self) -> str:
        """Show nothing: both are secret."""
        return "ReturnFromGoogleCommand()"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFromGoogle:
    """Trade what Google gave for a session."""

    identity: IdentityGateway

    async def execute(self, command: ReturnFromGoogleCommand) -> tuple[Session, str]:
        """Return the session, and where to go on.

        Raises:
            LinkSpent: the state is unknown, used or too old.
            WrongCredentials: Google does not vouch for it.
            EmailTaken: an account has the address, and nobody confirmed that it may.
            NoGoogleHere: it is not configured.
        """
        return await self.identity.finish_google(state=command.state, code=command.code)
