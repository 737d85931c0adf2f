"""Refuse who asks too often, and tell everybody how much is left."""

import math
from collections.abc import Awaitable, Callable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from walkumentary.gateway.rate_limits import Admission, QuotaState

type Admit = Callable[[Scope], Awaitable[Admission | None]]
type Refuse = Callable[[Scope, QuotaState], Awaitable[ASGIApp]]


class RateLimitMiddleware:
    """Asks before the request is read.

    Args:
        app: what comes behind.
        admit: counts a request; None where it is not limited.
        refuse: gives the answer to one that does not pass.
    """

    def __init__(self, app: ASGIApp, *, admit: Admit, refuse: Refuse) -> None:
        self.app = app
        self.admit = admit
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer in its place."""
        admission = await self.admit(scope) if scope["type"] == "http" else None
        if admission is None:
            await self.app(scope, receive, send)
            return
        exhausted = admission.exhausted
        app = await self.refuse(scope, exhausted) if exhausted else self.app
        await app(scope, receive, _telling(send, admission.states))


def _telling(send: Send, states: Sequence[QuotaState]) -> Send:
    """Return a send that adds what is left.

    Source: draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4.
    """

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["ratelimit-policy"] = ", ".join(map(_policy, states))
            headers["ratelimit"] = ", ".join(map(_left, states))
        await send(message)

    return tell


def _policy(state: QuotaState) -> str:
    rate = state.quota.rate
    return f'"{state.quota.name}";q={rate.amount};w={rate.window_s}'


def _left(state: QuotaState) -> str:
    return f'"{state.quota.name}";r={state.left};t={math.ceil(state.more_in_s)}'
