"""Port: answers kept under the keys that clients repeat their requests with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from walkumentary.domain.shared.errors import Conflict, Delayed, Invalid
from walkumentary.domain.shared.ids import UserId

KEPT_FOR = timedelta(hours=24)
"""Source: spec, Conventions of the API."""


class IdempotencyKeyReused(Invalid):
    """The key stands for another request."""

    code = "idempotency-key-reused"
    title = "Idempotency key used for another request"


class IdempotencyKeyInFlight(Conflict, Delayed):
    """The first request with this key is still being answered."""

    code = "idempotency-key-in-flight"
    title = "The same request is being answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRequest:
    """A request under its key; nobody else's keys are in the way.

    ``fingerprint`` is the same for the same request alone.
    """

    owner_id: UserId
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What was answered, byte for byte."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyClaim:
    """The right to answer; ``first_seen_at`` stays when it is taken over."""

    request: KeyedRequest
    id: UUID
    first_seen_at: datetime


class IdempotencyGateway(Protocol):
    """One claim for each key, then one answer, for ``KEPT_FOR`` since it came first."""

    async def take(
        self, request: KeyedRequest, *, lease_s: float
    ) -> KeyClaim | KeptAnswer:
        """Claim the answering of a request, or learn how it was answered.

        Args:
            request: what is asked, by whom, under which key.
            lease_s: after this long without an answer anybody may take it over.

        Raises:
            IdempotencyKeyReused: the key stands for another request.
            IdempotencyKeyInFlight: somebody is answering it.
            GatewayUnavailable: the keys cannot be reached.
        """
        ...

    async def keep(self, claim: KeyClaim, answer: KeptAnswer) -> bool:
        """Keep the answer; whether the claim was still ours to do so.

        Raises:
            GatewayUnavailable: the keys cannot be reached.
        """
        ...

    async def release(self, claim: KeyClaim) -> None:
        """Let the same request be tried again at once.

        Raises:
            GatewayUnavailable: the keys cannot be reached.
        """
        ...

    async def drop_old(self) -> int:
        """Forget keys older than ``KEPT_FOR``; return how many.

        Raises:
            GatewayUnavailable: the keys cannot be reached.
        """
        ...
