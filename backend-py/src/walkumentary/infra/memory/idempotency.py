"""Idempotency keys in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.idempotency import (
    KEPT_FOR,
    IdempotencyKeyInFlight,
    IdempotencyKeyReused,
    KeptAnswer,
    KeyClaim,
    KeyedRequest,
)

type Name = tuple[UserId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    claim: KeyClaim
    until: datetime
    answer: KeptAnswer | None = None


@dataclass(frozen=True, slots=True)
class MemoryIdempotency:
    """Satisfies ``IdempotencyGateway`` inside one process."""

    clock: Clock
    _held: dict[Name, _Held] = field(default_factory=dict)

    async def take(
        self, request: KeyedRequest, *, lease_s: float
    ) -> KeyClaim | KeptAnswer:
        """See ``IdempotencyGateway.take``."""
        held = self._young(request)
        if held and held.claim.request != request:
            raise IdempotencyKeyReused("This key stands for another request.")
        if held and held.answer:
            return held.answer
        return self._claim(request, held, lease_s)

    async def keep(self, claim: KeyClaim, answer: KeptAnswer) -> bool:
        """See ``IdempotencyGateway.keep``."""
        return self._change(claim, answer=answer)

    async def release(self, claim: KeyClaim) -> None:
        """See ``IdempotencyGateway.release``."""
        self._change(claim, until=self.clock.now())

    async def drop_old(self) -> int:
        """See ``IdempotencyGateway.drop_old``."""
        old = [name for name, held in self._held.items() if self._is_old(held)]
        for name in old:
            del self._held[name]
        return len(old)

    def _claim(
        self, request: KeyedRequest, held: _Held | None, lease_s: float
    ) -> KeyClaim:
        now = self.clock.now()
        if held and held.until > now:
            raise IdempotencyKeyInFlight(
                "The first request is still being answered.",
                retry_after_s=1.0,
            )
        first = held.claim.first_seen_at if held else now
        claim = KeyClaim(request=request, id=uuid4(), first_seen_at=first)
        until = now + timedelta(seconds=lease_s)
        self._held[_name(request)] = _Held(claim=claim, until=until)
        return claim

    def _change(
        self,
        claim: KeyClaim,
        *,
        answer: KeptAnswer | None = None,
        until: datetime | None = None,
    ) -> bool:
        """Change what is held under the claim, if it still is and has no answer."""
        held = self._held.get(_name(claim.request))
        if held is None or held.claim != claim or held.answer:
            return False
        changed = replace(held, answer=answer, until=until or held.until)
        self._held[_name(claim.request)] = changed
        return True

    def _young(self, request: KeyedRequest) -> _Held | None:
        held = self._held.get(_name(request))
        return None if held is None or self._is_old(held) else held

    def _is_old(self, held: _Held) -> bool:
        return held.claim.first_seen_at + KEPT_FOR <= self.clock.now()


def _name(request: KeyedRequest) -> Name:
    return request.owner_id, request.key
