"""Find out who a program acts for."""

from dataclasses import dataclass

from walkumentary.domain.accounts.api_key import (
    PREFIX,
    SERVICE,
    ApiKey,
    Scope,
    ServiceKeys,
    hash_of,
)
from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.gateway.api_keys import ApiKeysReader
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """Whom a key acts for, and what it opens."""

    actor: Actor
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckApiKey:
    """Somebody's key, or one of the settings; anything else is nobody's."""

    keys: ApiKeysReader
    begin: Begin[AccountWork]
    clock: Clock
    service: ServiceKeys

    async def execute(self, text: str) -> KeyHolder:
        """Return the holder, and note the use of the key.

        Raises:
            Unauthenticated: unknown, withdrawn or expired.
            DatabaseUnavailable: keys cannot be looked up now.
        """
        if self.service.include(text):
            return KeyHolder(actor=SERVICE, scopes=frozenset(Scope))
        key = await self._good(text)
        await self._note_use(key)
        owner = Actor(user_id=key.owner_id, kind=ActorKind.USER)
        return KeyHolder(actor=owner, scopes=key.scopes)

    async def _good(self, text: str) -> ApiKey:
        is_ours = text.startswith(PREFIX)
        key = await self.keys.find(hash_of(text)) if is_ours else None
        if key is None or not key.is_good(self.clock.now()):
            raise Unauthenticated("The key is unknown, withdrawn or expired.")
        return key

    async def _note_use(self, key: ApiKey) -> None:
        now = self.clock.now()
        if key.was_used_lately(now):
            return
        async with self.begin(SYSTEM) as work:
            await work.api_keys.use(key.id, at=now)
            await work.commit()
