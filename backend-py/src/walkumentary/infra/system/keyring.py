"""The keys that sign tokens and those that signed them, as every process knows them.

A new key signs only when all processes have had time to learn of it, and an old one is
known until the last token it signed has ended: nobody is signed out by a rotation.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walkumentary.domain.shared.errors import GatewayError
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.clock import Clock, Stopwatch

LEARNED_EVERY_S = 20.0
SPREAD_S = 60.0
"""A new key waits so long before it signs: three times what it takes to be learned."""

type Load = Callable[[], Awaitable[Sequence[SigningKey]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldKey:
    """A key, ready to sign; ``good_until`` is None as long as it is in use."""

    kid: str
    private: Ed25519PrivateKey
    signs_from: datetime
    good_until: datetime | None


class Keyring:
    """Keys by their ids.

    Args:
        keys: all there are for tokens, the retired ones too.
        clock: tells which of them are good.
        ttl_s: how long what they sign is good.

    Attributes:
        outlives: how long after its retirement a key is good.
    """

    def __init__(
        self, keys: Sequence[SigningKey], *, clock: Clock, ttl_s: float
    ) -> None:
        self._clock = clock
        self.outlives = timedelta(seconds=SPREAD_S + ttl_s)
        self._keys: Mapping[str, HeldKey] = {}
        self.hold(keys)

    def hold(self, keys: Sequence[SigningKey]) -> None:
        """Know these keys, and no others, from now on."""
        self._keys = {key.kid: self._held(key) for key in keys}

    def good(self) -> Sequence[HeldKey]:
        """Return the keys by which a token may be signed that is good now."""
        return [key for key in self._keys.values() if self._is_good(key)]

    def find(self, kid: str) -> HeldKey | None:
        """Return the good key of that id, or None."""
        key = self._keys.get(kid)
        return key if key and self._is_good(key) else None

    def signing(self) -> HeldKey:
        """Return the newest key that everybody knows; at the very start, the first."""
        now = self._clock.now()
        known = [key for key in self.good() if key.signs_from <= now]
        if known:
            return max(known, key=_begin)
        return min(self._keys.values(), key=_begin)

    def _is_good(self, key: HeldKey) -> bool:
        return key.good_until is None or self._clock.now() < key.good_until

    def _held(self, key: SigningKey) -> HeldKey:
        retired = key.retired_at
        return HeldKey(
            kid=key.kid,
            private=Ed25519PrivateKey.from_private_bytes(key.secret),
            signs_from=key.created_at + timedelta(seconds=SPREAD_S),
            good_until=retired + self.outlives if retired else None,
        )


def _begin(key: HeldKey) -> datetime:
    return key.signs_from


@asynccontextmanager
async def learning(
    keyring: Keyring, load: Load, *, stopwatch: Stopwatch
) -> AsyncIterator[Keyring]:
    """Keep a keyring up to date as long as the block lasts."""

    async def learn() -> None:
        while True:
            await stopwatch.pause(LEARNED_EVERY_S)
            await _learn(keyring, load)

    task = asyncio.create_task(learn())
    try:
        yield keyring
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _learn(keyring: Keyring, load: Load) -> None:
    """Learn what is new; what is known stays known while the database is away."""
    try:
        keyring.hold(await load())
    except GatewayError:
        return
