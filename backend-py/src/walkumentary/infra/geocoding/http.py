"""One question over HTTP: a deadline, a bounded answer, errors in our terms."""
# ruff: noqa: PLC0415 - httpx is loaded with the first question

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError

from walkumentary import __version__
from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.infra.system.bounded import bounded

if TYPE_CHECKING:
    from httpx import AsyncClient, Response

DEADLINE_S = 3.0
MAX_BYTES = 2_000_000
_MAY_PASS = frozenset({408, 409, 425, 429})
_SERVER_ERRORS = 500
_OK = 200
_CONNECTIONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What was answered; ``body`` is whole."""

    status: int
    body: bytes
    retry_after: str


class GeocoderClient:
    """Asks one server. Nothing is tried twice here.

    Args:
        base_url: of the server, with or without a path.
        user_agent: who we are and how to reach us, as usage policies want it.
        deadline_s: for an answer, whole.
    """

    def __init__(
        self, base_url: str, *, user_agent: str, deadline_s: float = DEADLINE_S
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._user_agent = user_agent
        self._deadline_s = deadline_s
        self._client: AsyncClient | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._client:
            await self._client.aclose()

    async def get(self, path: str, params: Mapping[str, str]) -> bytes:
        """Return the body of a 200.

        Raises:
            GatewayUnavailable: no server, a busy one, or an answer without end.
            GatewayTimeout: the deadline is over.
            GatewayRefused: any other status.
        """
        with gateway_errors():
            async with asyncio.timeout(self._deadline_s):
                reply = await self._reply(path, params)
        if reply.status != _OK:
            raise _of_status(reply)
        return reply.body

    async def _reply(self, path: str, params: Mapping[str, str]) -> Reply:
        self._client = self._client or self._connected()
        url = f"{self._base_url}{path}"
        async with self._client.stream("GET", url, params=dict(params)) as response:
            return Reply(
                status=response.status_code,
                body=await _bounded(response),
                retry_after=response.headers.get("retry-after", ""),
            )

    def _connected(self) -> "AsyncClient":
        from httpx import AsyncClient, Limits

        return AsyncClient(
            headers={
                "user-agent": self._user_agent,
                "accept": "application/json",
                # What is compressed has no bound that could be seen from outside.
                "accept-encoding": "identity",
            },
            follow_redirects=False,
            timeout=self._deadline_s,
            limits=Limits(max_connections=_CONNECTIONS),
            trust_env=False,
        )


def user_agent(own: str) -> str:
    """Return who asks: as the operator says, with an address to reach them at."""
    return own or f"Walkumentary/{__version__}"


async def _bounded(response: "Response") -> bytes:
    return await bounded(
        response.aiter_raw(),
        max_bytes=MAX_BYTES,
        beyond=GatewayUnavailable("The geocoder's answer does not end."),
    )


@contextmanager
def gateway_errors() -> Iterator[None]:
    """Translate; what the library says names the address asked, so it stays out."""
    from httpx import HTTPError, InvalidURL, TimeoutException

    try:
        yield
    except (TimeoutError, TimeoutException) as error:
        raise GatewayTimeout("The geocoder did not answer in time.") from error
    except (HTTPError, InvalidURL) as error:
        raise GatewayUnavailable("The geocoder cannot be reached.") from error


@contextmanager
def unreadable_answers() -> Iterator[None]:
    """Translate an answer of another form than the documented one."""
    try:
        yield
    except ValidationError as error:
        raise GatewayUnavailable("The geocoder answers something else.") from error


def _of_status(reply: Reply) -> GatewayError:
    """Tell what may pass from what will not."""
    detail = f"The geocoder answered {reply.status}."
    if reply.status in _MAY_PASS or reply.status >= _SERVER_ERRORS:
        return GatewayUnavailable(detail, retry_after_s=_seconds(reply.retry_after))
    return GatewayRefused(detail, retry_after_s=_seconds(reply.retry_after))


def _seconds(wait: str) -> float | None:
    """Return the seconds a Retry-After header asks for; a date is not read."""
    return float(wait) if wait.isascii() and wait.isdigit() else None
