"""Sign in by an id token of Google's, as phones have it."""

from dataclasses import dataclass, field

from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.identity import IdentityGateway, Session
from walkumentary.usecase.accounts.leave_for_google import guest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInWithGoogleCommand:
    """The token and the nonce it was asked for with; who they are so far."""

    id_token: str = field(repr=False)
    nonce: str | None = field(default=None, repr=False)
    actor: Actor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInWithGoogle:
    """Open a session for whom Google names."""

    identity: IdentityGateway

    async def execute(self, command: LogInWithGoogleCommand) -> Session:
        """Return the session.

        Raises:
            WrongCredentials: Google does not vouch for it.
            EmailTaken: an account has the address, and nobody confirmed that it may.
            NoGoogleHere: it is not configured.
        """
        return await self.identity.log_in_with_google(
            id_token=command.id_token,
            nonce=command.nonce,
            guest=guest_of(command.actor),
        )
