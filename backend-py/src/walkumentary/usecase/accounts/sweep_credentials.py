"""Throw away what lets nobody in any more."""

from dataclasses import dataclass

from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.accounts import TOKENS, PublicKeysGateway
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepCredentials:
    """Forget expired tokens, sessions without any, and keys that verify none."""

    begin: Begin[AccountWork]
    public_keys: PublicKeysGateway
    clock: Clock

    async def execute(self) -> int:
        """Return how many were forgotten.

        Raises:
            DatabaseUnavailable: they cannot be reached.
        """
        now = self.clock.now()
        async with self.begin(SYSTEM) as work:
            dropped = await work.refresh_tokens.drop_expired(now)
            dropped += await work.account_tokens.drop_expired(now)
            dropped += await work.sessions.drop_spent()
            dropped += await work.signing_keys.sweep(
                TOKENS, retired_before=now - self.public_keys.outlives
            )
            await work.commit()
        return dropped
