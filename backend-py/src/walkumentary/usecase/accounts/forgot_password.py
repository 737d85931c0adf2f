"""Send a way back in."""

from dataclasses import dataclass

from walkumentary.gateway.identity import IdentityGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgotPassword:
    """Have a link sent to an address, where it has an account."""

    identity: IdentityGateway

    async def execute(self, email: str) -> None:
        """Say nothing about whether there is one."""
        await self.identity.forgot_password(email)
