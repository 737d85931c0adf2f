"""The public keys of another issuer, kept at hand (RFC 7517).

Whoever sends tokens decides nothing here: keys come from one address that the operator
configured, and a flood of unknown key ids causes one question a minute.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Literal, Self

import jwt
from pydantic import BaseModel, ConfigDict, ValidationError

from walkumentary.domain.shared.errors import GatewayError, GatewayUnavailable
from walkumentary.gateway.clock import Clock

AGAIN_S = 60.0
"""Between two questions, whatever they were asked for. Source: spec, accounts."""
FRESH_S = 600.0
"""Keys are asked for anew after this: a withdrawn one goes by then."""
STALE_S = 86_400.0
"""Keys are used no longer than this where the issuer does not answer."""
MAX_BYTES = 64_000
MAX_KEYS = 32

type Fetch = Callable[[], Awaitable[bytes]]
"""Returns the key set's document, in bounded time; raises GatewayError."""


class _Key(BaseModel):
    """A key that verifies signatures; an encryption key or a shared secret is none."""

    model_config = ConfigDict(extra="allow")

    kid: str
    kty: Literal["RSA", "EC", "OKP"]
    use: Literal["sig"] = "sig"


class _KeySet(BaseModel):
    keys: list[dict[str, object]]


class Jwks:
    """An issuer's keys by their ids; leave it to end what it has under way.

    Args:
        fetch: asks for the document.
        clock: tells how old it is.
    """

    def __init__(self, fetch: Fetch, *, clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._keys: Mapping[str, jwt.PyJWK] = {}
        self._fetched_at: datetime | None = None
        self._asked_at: datetime | None = None
        self._failure: GatewayError | None = None
        self._flight: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._flight:
            self._flight.cancel()
            await asyncio.wait([self._flight])

    async def find(self, kid: str) -> jwt.PyJWK | None:
        """Return the key of that id, or None where the issuer has no such key.

        Raises:
            GatewayError: the issuer does not answer, and the key is not at hand.
        """
        if kid not in self._keys or self._is_older(FRESH_S):
            await self._refresh()
        found = None if self._is_older(STALE_S) else self._keys.get(kid)
        if found is None and self._failure:
            raise self._failure
        return found

    def _is_older(self, seconds: float) -> bool:
        return _is_past(self._fetched_at, seconds, now=self._clock.now())

    async def _refresh(self) -> None:
        """Ask once for all who wait; whoever leaves does not end it for the others."""
        if self._flight is None and self._may_ask():
            self._asked_at = self._clock.now()
            self._flight = asyncio.create_task(self._ask())
            self._flight.add_done_callback(self._arrive)
        if self._flight:
            await asyncio.shield(self._flight)

    def _may_ask(self) -> bool:
        return _is_past(self._asked_at, AGAIN_S, now=self._clock.now())

    def _arrive(self, _: asyncio.Task[None]) -> None:
        self._flight = None

    async def _ask(self) -> None:
        try:
            self._keys = _keys(await self._fetch())
        except GatewayError as error:
            self._failure = error
        else:
            self._failure, self._fetched_at = None, self._clock.now()


def _is_past(since: datetime | None, seconds: float, *, now: datetime) -> bool:
    return since is None or now - since >= timedelta(seconds=seconds)


def _keys(document: bytes) -> Mapping[str, jwt.PyJWK]:
    """Return the keys that can be used; the others are left out.

    Raises:
        GatewayUnavailable: it is no key set, or a larger one than anybody has.
    """
    if len(document) > MAX_BYTES:
        raise GatewayUnavailable("The issuer's key set is too large.")
    try:
        listed = _KeySet.model_validate_json(document).keys[:MAX_KEYS]
    except ValidationError as error:
        raise GatewayUnavailable("The issuer answers no key set.") from error
    return _readable(listed)


def _readable(listed: Sequence[Mapping[str, object]]) -> Mapping[str, jwt.PyJWK]:
    keys: dict[str, jwt.PyJWK] = {}
    for one in listed:
        try:
            described = _Key.model_validate(one)
            keys.setdefault(described.kid, jwt.PyJWK(dict(one)))
        except (ValidationError, jwt.PyJWTError):
            continue
    return keys
