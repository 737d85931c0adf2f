"""Port: telling operators what they should know at once."""

from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetAlert:
    """A person spent so much (per cent) of a day's budget (UTC)."""

    owner_id: UserId
    bucket: str
    level: int


class AlertsGateway(Protocol):
    """Where operators look."""

    async def budget(self, alert: BudgetAlert) -> None:
        """Tell of a budget.

        Raises:
            GatewayUnavailable, GatewayTimeout, GatewayRefused: nobody could be told.
        """
        ...
