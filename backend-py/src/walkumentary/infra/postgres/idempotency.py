"""Adapter: idempotency keys in Postgres, one row each, one statement a step.

What is answered may hold tokens, which are stored nowhere else in the clear: the row
has a digest of the key, and the answer is sealed with what only the key's owner has.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from psycopg import sql
from psycopg.types.json import Jsonb

from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.idempotency import (
    KEPT_FOR,
    IdempotencyKeyInFlight,
    IdempotencyKeyReused,
    KeptAnswer,
    KeyClaim,
    KeyedRequest,
)
from walkumentary.infra.postgres.reading import ReadPool, fetch

_LOOK_AGAIN_S = 1.0
_NONCE_BYTES = 12

_TAKE = sql.SQL("""
insert into idempotency_keys as held
    (owner_id, key, request_hash, claim, claimed_until, created_at)
values (%(owner_id)s, %(key)s, %(fingerprint)s, %(claim)s, %(until)s, %(now)s)
on conflict (owner_id, key) do update set
    request_hash = excluded.request_hash, claim = excluded.claim,
    claimed_until = excluded.claimed_until,
    created_at = case when held.created_at <= %(old)s
        then excluded.created_at else held.created_at end,
    status = null, headers = null, body = null
where held.created_at <= %(old)s
    or (held.status is null and held.claimed_until <= %(now)s
        and held.request_hash = excluded.request_hash)
returning created_at
""")

_LOOK = sql.SQL("""
select request_hash, status, headers, body from idempotency_keys
where owner_id = %(owner_id)s and key = %(key)s and created_at > %(old)s
""")

_KEEP = sql.SQL("""
update idempotency_keys
set status = %(status)s, headers = %(headers)s, body = %(body)s
where owner_id = %(owner_id)s and key = %(key)s and claim = %(claim)s
    and status is null
returning claim as id
""")

_RELEASE = sql.SQL("""
update idempotency_keys set claimed_until = %(now)s
where owner_id = %(owner_id)s and key = %(key)s and claim = %(claim)s
    and status is null
returning claim as id
""")

_DROP = sql.SQL("""
delete from idempotency_keys where created_at <= %(old)s returning claim as id
""")


@dataclass(frozen=True, slots=True)
class _Taken:
    created_at: datetime


@dataclass(frozen=True, slots=True)
class _Held:
    request_hash: str
    status: int | None
    headers: list[tuple[str, str]] | None
    body: bytes | None


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID


class PostgresIdempotency:
    """Satisfies ``IdempotencyGateway``; nobody holds a connection while answering."""

    def __init__(self, pool: ReadPool, clock: Clock) -> None:
        self._pool = pool
        self._clock = clock

    async def take(
        self, request: KeyedRequest, *, lease_s: float
    ) -> KeyClaim | KeptAnswer:
        """See ``IdempotencyGateway.take``; of two at once, one finds the other's."""
        claim = uuid4()
        until = self._clock.now() + timedelta(seconds=lease_s)
        params = {**self._params(request), "claim": claim, "until": until}
        actor = _owner(request)
        taken = await fetch(self._pool, _TAKE, params, row=_Taken, actor=actor)
        if taken:
            first = taken[0].created_at
            return KeyClaim(request=request, id=claim, first_seen_at=first)
        held = await fetch(self._pool, _LOOK, params, row=_Held, actor=actor)
        return _answered(request, held)

    async def keep(self, claim: KeyClaim, answer: KeptAnswer) -> bool:
        """See ``IdempotencyGateway.keep``."""
        params = {
            **self._params(claim.request),
            "claim": claim.id,
            "status": answer.status,
            "headers": Jsonb([list(pair) for pair in answer.headers]),
            "body": _sealed(claim.request, answer.body),
        }
        actor = _owner(claim.request)
        return bool(await fetch(self._pool, _KEEP, params, row=_Found, actor=actor))

    async def release(self, claim: KeyClaim) -> None:
        """See ``IdempotencyGateway.release``."""
        params = {**self._params(claim.request), "claim": claim.id}
        actor = _owner(claim.request)
        await fetch(self._pool, _RELEASE, params, row=_Found, actor=actor)

    async def drop_old(self) -> int:
        """See ``IdempotencyGateway.drop_old``."""
        params = {"old": self._clock.now() - KEPT_FOR}
        gone = await fetch(self._pool, _DROP, params, row=_Found, actor=SYSTEM)
        return len(gone)

    def _params(self, request: KeyedRequest) -> dict[str, object]:
        now = self._clock.now()
        return {
            "owner_id": request.owner_id,
            "key": _digest("name", request).hex(),
            "fingerprint": request.fingerprint,
            "now": now,
            "old": now - KEPT_FOR,
        }


def _answered(request: KeyedRequest, held: list[_Held]) -> KeptAnswer:
    if any(one.request_hash != request.fingerprint for one in held):
        raise IdempotencyKeyReused("This key stands for another request.")
    answer = next((answer for one in held if (answer := _kept(request, one))), None)
    if answer is None:
        raise IdempotencyKeyInFlight(
            "The first request is still being answered.", retry_after_s=_LOOK_AGAIN_S
        )
    return answer


def _kept(request: KeyedRequest, held: _Held) -> KeptAnswer | None:
    if held.status is None or held.body is None:
        return None
    return KeptAnswer(
        status=held.status,
        headers=[(name, value) for name, value in held.headers or ()],
        body=_opened(request, held.body),
    )


def _owner(request: KeyedRequest) -> Actor:
    return Actor(user_id=request.owner_id, kind=ActorKind.USER)


def _digest(use: str, request: KeyedRequest) -> bytes:
    owned = f"{use}\0{request.owner_id}\0{request.key}"
    return hashlib.sha256(owned.encode()).digest()


def _sealed(request: KeyedRequest, body: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_digest("seal", request)).encrypt(nonce, body, None)


def _opened(request: KeyedRequest, sealed: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    return AESGCM(_digest("seal", request)).decrypt(nonce, body, None)
