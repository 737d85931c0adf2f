"""What goes wrong on the way: with the bytes, whatever they say."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Protocol, runtime_checkable

from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from tests.simulator.knobs import Fault, Kind
from tests.simulator.ledger import Call

PAGE = "<html><body>Welcome to nginx!</body></html>"
_ON_ITS_WAY_S = 0.05


def conveyed(response: Response, fault: Fault | None, call: Call) -> Response:
    """Return the response as it arrives, if there is anything wrong with the way."""
    way = _WAYS.get(fault.kind) if fault else None
    return way(response, fault, call) if way and fault else response


async def _pieces(response: Response) -> AsyncIterator[bytes]:
    """Yield the body as it would be sent."""
    if not isinstance(response, StreamingResponse):
        yield bytes(response.body)
        return
    async for chunk in response.body_iterator:
        yield chunk.encode() if isinstance(chunk, str) else bytes(chunk)


def _page(_: Response, fault: Fault, call: Call) -> Response:
    call.ended(fault.kind)
    return HTMLResponse(PAGE)


def _byte_by_byte(response: Response, fault: Fault, _: Call) -> Response:
    delay_s = fault.every_s if fault.kind is Kind.DRIP else 0.0
    return StreamingResponse(
        _bytes(response, delay_s), response.status_code, media_type=_kind(response)
    )


async def _bytes(response: Response, delay_s: float) -> AsyncIterator[bytes]:
    async for piece in _pieces(response):
        for byte in piece:
            await asyncio.sleep(delay_s)
            yield bytes([byte])


def _kind(response: Response) -> str | None:
    return response.headers.get("content-type")


class _Reset(Response):
    """Sends ``after`` pieces, and then a reset instead of an end."""

    def __init__(self, response: Response, fault: Fault, call: Call) -> None:
        super().__init__(media_type=_kind(response))
        self._response, self._fault, self._call = response, fault, call

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        if self._fault.after:
            await self._say(send)
        self._call.ended(self._fault.kind)
        _reset(receive)

    async def _say(self, send: Send) -> None:
        headers = [(b"content-type", (_kind(self._response) or "").encode())]
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        await send(start)
        said = 0
        async for piece in _pieces(self._response):
            body = {"type": "http.response.body", "body": piece, "more_body": True}
            await send(body)
            said += 1
            if said == self._fault.after:
                break
        await asyncio.sleep(_ON_ITS_WAY_S)


@runtime_checkable
class _Cycle(Protocol):
    """What uvicorn's ``receive`` is bound to."""

    transport: asyncio.Transport


def _reset(receive: Receive) -> None:
    cycle: object = getattr(receive, "__self__", None)
    assert isinstance(cycle, _Cycle)
    connection = cycle.transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    cycle.transport.abort()


_WAYS: Mapping[Kind, Callable[[Response, Fault, Call], Response]] = {
    Kind.HTML: _page,
    Kind.DRIP: _byte_by_byte,
    Kind.SPLIT: _byte_by_byte,
    Kind.RESET: _Reset,
}
