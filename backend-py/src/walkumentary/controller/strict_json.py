"""JSON bodies read strictly: no NaN, no unbounded nesting, no duplicates lost."""

import json
from collections.abc import Callable, Coroutine

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic_core import from_json


class StrictRequest(Request):
    """A request whose body is RFC 8259 JSON, or a 422."""

    async def json(self) -> object:
        """Return the parsed body.

        Raises:
            json.JSONDecodeError: not strict JSON; FastAPI answers 422.
        """
        body = await self.body()
        try:
            return from_json(body, allow_inf_nan=False)
        except ValueError as error:
            text = body[:200].decode(errors="replace")
            raise json.JSONDecodeError(str(error), text, 0) from error


class StrictRoute(APIRoute):
    """A route that reads its body strictly."""

    def get_route_handler(
        self,
    ) -> Callable[[Request], Coroutine[None, None, Response]]:
        """Wrap the framework's handler."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly
