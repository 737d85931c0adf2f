"""Alerts in the log, and to a webhook where one is configured."""

import structlog

from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.gateway.alerts import BudgetAlert

DEADLINE_S = 10.0
_CLIENT_ERRORS, _SERVER_ERRORS = 400, 500
_log = structlog.get_logger(__name__)


class Alerts:
    """Satisfies ``AlertsGateway``.

    Args:
        webhook_url: gets a JSON object by POST; None for the log alone.
    """

    def __init__(self, webhook_url: str | None = None) -> None:
        self._webhook_url = webhook_url

    async def budget(self, alert: BudgetAlert) -> None:
        """See ``AlertsGateway.budget``."""
        told = {
            "owner_id": str(alert.owner_id),
            "bucket": alert.bucket,
            "level_percent": alert.level,
        }
        _log.warning("budget_level_reached", **told)
        if self._webhook_url:
            await _post(self._webhook_url, {"event": "budget_level_reached", **told})


async def _post(url: str, body: dict[str, object]) -> None:
    import httpx  # noqa: PLC0415 - rarely needed, slow to import

    try:
        async with httpx.AsyncClient(timeout=DEADLINE_S) as client:
            answer = await client.post(url, json=body)
    except httpx.HTTPError as error:
        raise GatewayUnavailable("The webhook cannot be reached.") from error
    _check(answer.status_code)


def _check(status: int) -> None:
    if status >= _SERVER_ERRORS:
        raise GatewayUnavailable(f"The webhook answered {status}.")
    if status >= _CLIENT_ERRORS:
        raise GatewayRefused(f"The webhook answered {status}.")
