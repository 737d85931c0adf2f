"""Open the account a mail was sent for."""

from dataclasses import dataclass

from walkumentary.gateway.identity import IdentityGateway, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEmail:
    """Make an account of a sign-up whose link came back."""

    identity: IdentityGateway

    async def execute(self, token: str) -> Session:
        """Return the first session.

        Raises:
            LinkSpent: unknown, used or too old.
        """
        return await self.identity.confirm_email(token)
