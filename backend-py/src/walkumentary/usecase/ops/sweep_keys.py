"""Forget idempotency keys that are too old to be repeated."""

from dataclasses import dataclass

from walkumentary.gateway.idempotency import IdempotencyGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepKeys:
    """A key is good for a day; what it answered is then gone too."""

    keys: IdempotencyGateway

    async def execute(self) -> int:
        """Forget old keys; return how many.

        Raises:
            DatabaseUnavailable: the keys cannot be reached.
        """
        return await self.keys.drop_old()
