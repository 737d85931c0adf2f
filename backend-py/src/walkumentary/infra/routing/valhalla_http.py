"""Valhalla on a server."""

from collections.abc import Mapping

from pydantic import BaseModel, ValidationError

from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.infra.routing.http import Answer, RoutingServer
from walkumentary.infra.routing.valhalla import ValhallaRefused


class ValhallaServer:
    """Asks a server what ``tile_engine`` asks a process."""

    def __init__(self, server: RoutingServer) -> None:
        self._server = server

    async def ask(self, action: str, request: Mapping[str, object]) -> bytes:
        """Return the server's answer.

        Raises:
            ValhallaRefused: with the engine's error code.
            GatewayUnavailable, GatewayTimeout: no answer.
            GatewayRefused: a refusal that is not the engine's.
        """
        answer = await self._server.post(action, request)
        if answer.is_good:
            return answer.body
        raise _refusal(answer)


class _Refusal(BaseModel):
    error_code: int
    error: str


def _refusal(answer: Answer) -> GatewayRefused:
    try:
        read = _Refusal.model_validate_json(answer.body)
    except ValidationError:
        return GatewayRefused(f"The routing server answered {answer.status}.")
    return ValhallaRefused(read.error, number=read.error_code)
