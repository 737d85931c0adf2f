"""Tell who is really asking where proxies stand in between."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from walkumentary.domain.shared.addresses import UNKNOWN, ClientAddress, Network

_SCHEMES = {"http", "https"}


class ClientAddressMiddleware:
    """Leaves ``client_address`` in the request's state, and corrects the scheme.

    X-Forwarded-For and X-Forwarded-Proto are what anybody may write: they count only
    as far as our own proxies wrote them.

    Args:
        app: what comes behind.
        trusted: the networks our proxies stand in.
    """

    def __init__(self, app: ASGIApp, *, trusted: Sequence[Network]) -> None:
        self.app = app
        self.trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with what is known about its client."""
        if scope["type"] in {"http", "websocket"}:
            self._look_behind_proxies(scope)
        await self.app(scope, receive, send)

    def _look_behind_proxies(self, scope: Scope) -> None:
        peer = _peer(scope)
        headers = Headers(scope=scope)
        client = peer
        if self._is_ours(peer):
            client = self._behind(peer, headers.getlist("x-forwarded-for"))
            scope["scheme"] = _scheme(scope["scheme"], headers)
        scope.setdefault("state", {})["client_address"] = client

    def _behind(self, peer: ClientAddress, lines: Sequence[str]) -> ClientAddress:
        """Return the right-most hop that is none of ours, or the farthest of ours."""
        client = peer
        for hop in _hops(lines):
            client = hop
            if not self._is_ours(hop):
                break
        return client

    def _is_ours(self, hop: ClientAddress) -> bool:
        return any(hop.address in network for network in self.trusted)


def client_address(scope: Scope) -> ClientAddress:
    """Return whose request it is; without the middleware, the peer."""
    found = scope.get("state", {}).get("client_address")
    return found if isinstance(found, ClientAddress) else _peer(scope)


def _peer(scope: Scope) -> ClientAddress:
    host, *_ = scope.get("client") or ("",)
    return next(_addresses([host]), UNKNOWN)


def _hops(lines: Sequence[str]) -> Iterator[ClientAddress]:
    """Yield them from ours outward, up to the first that is no address."""
    return _addresses(reversed(",".join(lines).split(",")))


def _addresses(texts: Iterable[str]) -> Iterator[ClientAddress]:
    with suppress(ValueError):
        for text in texts:
            yield ClientAddress.parse(text)


def _scheme(scheme: str, headers: Headers) -> str:
    """Return what the nearest of our proxies says it was asked by."""
    told = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
    return told if told in _SCHEMES else scheme
