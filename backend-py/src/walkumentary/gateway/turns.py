"""Port: whose turn it is to ask a service that is not to be asked too often."""

from typing import Protocol


class TurnsGateway(Protocol):
    """Spaces the calls that all processes together make to one service."""

    async def take(
        self, service: str, *, every_s: float, within_s: float
    ) -> float | None:
        """Reserve the next turn.

        Args:
            service: what is asked; each has a queue of its own.
            every_s: seconds between two turns at least.
            within_s: how long one is ready to wait.

        Returns:
            Seconds until the turn, 0 or more; None, and nothing reserved, where it
            would be later than ``within_s``.

        Raises:
            GatewayUnavailable: the queue cannot be reached.
        """
        ...
