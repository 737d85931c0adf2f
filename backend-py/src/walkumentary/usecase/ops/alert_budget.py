"""Tell operators that a person has spent much of a day's budget."""

from dataclasses import dataclass

from walkumentary.gateway.alerts import AlertsGateway, BudgetAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertBudget:
    """Runs as a job: what cannot be told now is told later."""

    alerts: AlertsGateway

    async def execute(self, alert: BudgetAlert) -> None:
        """Tell.

        Raises:
            GatewayUnavailable, GatewayTimeout, GatewayRefused: nobody could be told.
        """
        await self.alerts.budget(alert)
