"""Carry a session on."""

from dataclasses import dataclass

from walkumentary.gateway.identity import IdentityGateway, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshSession:
    """Trade a refresh token, once, for the next pair of tokens."""

    identity: IdentityGateway

    async def execute(self, refresh_token: str) -> Session:
        """Return the pair.

        Raises:
            SessionEnded: unknown, too old, logged out or reused.
        """
        return await self.identity.refresh(refresh_token)
