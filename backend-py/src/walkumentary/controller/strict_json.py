"""JSON bodies read strictly: no NaN, no unbounded nesting, no name twice."""

import json
import re
from collections.abc import Callable, Coroutine, Sequence

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic_core import from_json

from walkumentary.controller.conditional import revalidated
from walkumentary.controller.idempotency import answered_once
from walkumentary.domain.shared.errors import UnsupportedMedia


class StrictRequest(Request):
    """A request whose body is RFC 8259 JSON, or a 422."""

    async def json(self) -> object:
        """Return the parsed body.

        Raises:
            json.JSONDecodeError: not strict JSON; FastAPI answers 422.
        """
        body = await self.body()
        try:
            parsed: object = from_json(body, allow_inf_nan=False)
            json.loads(body, object_pairs_hook=_once)
        except ValueError as error:
            text = body[:200].decode(errors="replace")
            raise json.JSONDecodeError(str(error), text, 0) from error
        return parsed


def _once(pairs: Sequence[tuple[str, object]]) -> None:
    """Refuse an object that names a member twice: nobody knows which one counts."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice in one object")


class StrictRoute(APIRoute):
    """A route that reads strictly, and says nothing twice.

    A repeated POST gets the answer of the first; a GET is not answered with what the
    client holds already.
    """

    def get_route_handler(
        self,
    ) -> Callable[[Request], Coroutine[None, None, Response]]:
        """Wrap the framework's handler."""
        handle = answered_once(super().get_route_handler(), route=self)

        async def strictly(request: Request) -> Response:
            if self.body_field and _has_body(request) and not _is_json(request):
                raise UnsupportedMedia("Send the body as application/json.")
            strict = StrictRequest(request.scope, request.receive)
            return revalidated(strict, await handle(strict))

        return strictly


def _is_json(request: Request) -> bool:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip()
    return re.fullmatch(r"application/([\w.-]+\+)?json", media_type.lower()) is not None


def _has_body(request: Request) -> bool:
    length = request.headers.get("content-length", "0")
    return length != "0" or "transfer-encoding" in request.headers
