"""Questions to a routing server: one try, one deadline, answers of bounded size."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from walkumentary.domain.shared.errors import (
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.infra.system.bounded import bounded

MAX_ANSWER_BYTES = 4_000_000
"""Above any matrix or leg asked for here; a longer answer is not read to its end."""

_BUSY = 429
_SERVER_ERRORS = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """A status below 500, and its body."""

    status: int
    body: bytes

    @property
    def is_good(self) -> bool:
        """Whether it is an answer and not a refusal."""
        return self.status == httpx.codes.OK


class RoutingServer:
    """A server at an address; retries are a wrapper's business.

    Args:
        base_url: http or https, with any path in front of the actions.
        deadline_s: for a whole answer.
    """

    def __init__(self, base_url: str, *, deadline_s: float) -> None:
        self._client = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/", timeout=deadline_s
        )
        self._deadline_s = deadline_s

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def post(self, path: str, body: Mapping[str, object]) -> Answer:
        """Post JSON and return the answer.

        Raises:
            GatewayUnavailable, GatewayTimeout: no answer, or the server is at fault.
            GatewayRefused: the answer is longer than it may be.
        """
        return await self._answer(self._client.build_request("POST", path, json=body))

    async def get(self, path: str, parameters: Mapping[str, str]) -> Answer:
        """Get and return the answer.

        Raises:
            GatewayUnavailable, GatewayTimeout, GatewayRefused: as ``post``.
        """
        request = self._client.build_request("GET", path, params=parameters)
        return await self._answer(request)

    async def _answer(self, request: httpx.Request) -> Answer:
        with _in_our_terms():
            async with asyncio.timeout(self._deadline_s):
                response = await self._client.send(request, stream=True)
                try:
                    _refuse_failures(response)
                    return Answer(response.status_code, await _read(response))
                finally:
                    await response.aclose()


async def _read(response: httpx.Response) -> bytes:
    return await bounded(
        response.aiter_bytes(),
        max_bytes=MAX_ANSWER_BYTES,
        beyond=GatewayRefused("The routing server's answer is too long."),
    )


def _refuse_failures(response: httpx.Response) -> None:
    status = response.status_code
    if status == _BUSY or status >= _SERVER_ERRORS:
        wait = response.headers.get("retry-after", "")
        raise GatewayUnavailable(
            f"The routing server answered {status}.",
            retry_after_s=float(wait) if wait.isdecimal() else None,
        )


@contextmanager
def _in_our_terms() -> Iterator[None]:
    try:
        yield
    except (TimeoutError, httpx.TimeoutException) as error:
        raise GatewayTimeout("The routing server did not answer in time.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise GatewayUnavailable("The routing server cannot be reached.") from error
