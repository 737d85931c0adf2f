"""Have an account forgotten wherever it lives, once it was deleted here."""

from dataclasses import dataclass

from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.identity import IdentityGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetAccount:
    """A job, so that it happens even where the accounts cannot be reached just now."""

    identity: IdentityGateway

    async def execute(self, user_id: UserId) -> None:
        """Forget it; one that is gone already is no failure.

        Raises:
            GatewayError: not now; try again.
        """
        await self.identity.forget(user_id)
