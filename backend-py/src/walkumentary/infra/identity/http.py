"""One question to a provider of identities: a deadline, a bounded answer."""
# ruff: noqa: PLC0415 - httpx is loaded with the first question

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from walkumentary.domain.shared.errors import (
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.infra.system.bounded import bounded

if TYPE_CHECKING:
    from httpx import AsyncClient, Response

DEADLINE_S = 5.0
MAX_BYTES = 64_000
_OK = 200
_BUSY = 429
_SERVER_ERRORS = 500
_CONNECTIONS = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer below 500; its body may hold secrets."""

    status: int
    body: bytes

    def __repr__(self) -> str:
        """Show the status alone."""
        return f"Reply(status={self.status})"


class IdentityServer:
    """Asks servers at addresses the operator set; nothing is tried twice.

    Args:
        deadline_s: for an answer, whole.
    """

    def __init__(self, *, deadline_s: float = DEADLINE_S) -> None:
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

    async def get(self, url: str) -> bytes:
        """Return the body of a 200.

        Raises:
            GatewayUnavailable, GatewayTimeout: no answer, or the server is at fault.
            GatewayRefused: any other status.
        """
        reply = await self._reply("GET", url)
        if reply.status != _OK:
            raise GatewayRefused(f"The identity provider answered {reply.status}.")
        return reply.body

    async def post(self, url: str, form: Mapping[str, str]) -> Reply:
        """Post a form and return the answer, a refusal too.

        Raises:
            GatewayUnavailable, GatewayTimeout: no answer, or the server is at fault.
        """
        return await self._reply("POST", url, form)

    async def _reply(
        self, method: str, url: str, form: Mapping[str, str] | None = None
    ) -> Reply:
        with _in_our_terms():
            self._client = self._client or self._connected()
            async with (
                asyncio.timeout(self._deadline_s),
                self._client.stream(method, url, data=form) as response,
            ):
                _check_status(response.status_code)
                return Reply(response.status_code, await _bounded(response))

    def _connected(self) -> "AsyncClient":
        from httpx import AsyncClient, Limits

        return AsyncClient(
            # What is compressed has no bound that could be seen from outside.
            headers={"accept": "application/json", "accept-encoding": "identity"},
            follow_redirects=False,
            timeout=self._deadline_s,
            limits=Limits(max_connections=_CONNECTIONS),
            trust_env=False,
        )


def _check_status(status: int) -> None:
    if status == _BUSY or status >= _SERVER_ERRORS:
        raise GatewayUnavailable(f"The identity provider answered {status}.")


async def _bounded(response: "Response") -> bytes:
    return await bounded(
        response.aiter_raw(),
        max_bytes=MAX_BYTES,
        beyond=GatewayUnavailable("The identity provider's answer does not end."),
    )


@contextmanager
def _in_our_terms() -> Iterator[None]:
    """Translate; what the library says may name what was sent, so it stays out."""
    from httpx import HTTPError, InvalidURL, TimeoutException

    try:
        yield
    except (TimeoutError, TimeoutException) as error:
        raise GatewayTimeout("The identity provider did not answer in time.") from error
    except (HTTPError, InvalidURL) as error:
        raise GatewayUnavailable("The identity provider cannot be reached.") from error
