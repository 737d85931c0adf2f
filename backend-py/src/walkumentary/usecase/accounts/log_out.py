"""End a session."""

from dataclasses import dataclass

from walkumentary.gateway.identity import IdentityGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOut:
    """End the session a refresh token belongs to; an unknown one is no error."""

    identity: IdentityGateway

    async def execute(self, refresh_token: str) -> None:
        """End it."""
        await self.identity.log_out(refresh_token)
